//! Short lists: for the command palette, for other modules' forms, and for the question "same person?".

use pardoz_sdk::prelude::*;

use crate::cards::{self, NewCard};
use crate::circle::{self, Circle};
use crate::finding::{self, At};
use crate::model::name::Name;
use crate::model::sameness::Decision;
use crate::model::{card, phone};
use crate::pages::list;
use crate::queries;

#[derive(Input)]
pub struct Search {
    #[input(max_chars = 100, default = "")]
    q: String,
    #[input(range = 1..=50, default = 10)]
    limit: i64,
}

#[derive(Input)]
pub struct Typed {
    #[input(max_chars = 100, default = "")]
    q: String,
}

#[derive(View)]
pub struct PaletteItems {
    items: Vec<PaletteItem>,
}

/// One line of the command palette.
#[derive(View)]
pub struct PaletteItem {
    title: String,
    note: String,
    route: String,
    icon: String,
}

/// Clients for Ctrl+K: by any part of the name or the last digits, like the list.
pub fn palette_items(ctx: &Query, typed: Typed) -> Result<PaletteItems> {
    let found = search_clients(ctx, Search { q: typed.q, limit: 6 })?;
    let item = |hit: Hit| PaletteItem {
        route: format!("client-detail?client_id={}", hit.client_id),
        title: hit.display_name,
        note: hit.phone.unwrap_or_default(),
        icon: "user".to_owned(),
    };
    Ok(PaletteItems { items: found.clients.into_iter().map(item).collect() })
}

#[derive(View)]
pub struct SearchResult {
    clients: Vec<Hit>,
}

/// One line of a combobox or of the palette. `value` and `label` are what such lists are made of.
#[derive(View)]
pub struct Hit {
    client_id: Id,
    value: Id,
    label: String,
    display_name: String,
    phone: Option<String>,
    note: Option<String>,
    /// Allergies and the like: whoever books must see them.
    warning: Option<String>,
}

pub fn search_clients(ctx: &Query, search: Search) -> Result<SearchResult> {
    let circle = Circle::of(ctx)?;
    let mut rows = match (list::phone_tail(&search.q), &circle) {
        (Some(_), _) if !ctx.can("clients.phone.read") => Vec::new(),
        (Some(tail), _) => list::by_tail(ctx, &tail, false, search.limit)?,
        (None, Circle::Everybody) => by_name(ctx, &search.q, search.limit)?,
        (None, Circle::These(ids)) => {
            let in_use = queries::client_some(ctx, ids)?.into_iter().filter(|row| row.archived_at.is_none());
            circle::named(in_use, &search.q).collect()
        }
    };
    rows.retain(|row| circle.holds(row.client_id));
    rows.truncate(search.limit as usize);
    let hit = |row: queries::ClientRow| Hit {
        client_id: row.client_id,
        value: row.client_id,
        label: row.display_name.clone(),
        display_name: row.display_name,
        phone: row.phone.clone(),
        note: row.phone,
        warning: row.warning,
    };
    Ok(SearchResult { clients: rows.into_iter().map(hit).collect() })
}

/// What another module's list is searched by.
#[derive(Input)]
pub struct Sought {
    #[input(max_chars = 100)]
    q: String,
    #[input(range = 1..=500)]
    limit: Option<i64>,
}

#[derive(View)]
pub struct Found {
    client_ids: Vec<Id>,
}

/// The same search for other modules: only who they are.
pub fn found(ctx: &Query, sought: Sought) -> Result<Found> {
    let hits = search_clients(ctx, Search { q: sought.q, limit: sought.limit.unwrap_or(50) })?;
    Ok(Found { client_ids: hits.clients.into_iter().map(|hit| hit.client_id).collect() })
}

/// Names that begin with the letters first; names that have them inside fill the rest.
fn by_name(ctx: &Query, q: &str, limit: i64) -> Result<Vec<queries::ClientRow>> {
    let mut rows = finding::page(ctx, q, At::Beginning, false, ("", ""), limit)?;
    if (rows.len() as i64) < limit {
        for row in finding::page(ctx, q, At::Anywhere, false, ("", ""), limit)? {
            if rows.iter().all(|known| known.client_id != row.client_id) {
                rows.push(row);
            }
        }
        rows.truncate(limit as usize);
    }
    Ok(rows)
}

/// What a form knows so far about somebody who may be a client already.
#[derive(Input)]
pub struct Similar {
    #[input(max_chars = 100, default = "")]
    first_name: String,
    #[input(max_chars = 100, default = "")]
    last_name: String,
    #[input(max_chars = 100, default = "")]
    phone: String,
    #[input(max_chars = 40, default = "")]
    birth_date: String,
}

#[derive(View)]
pub struct SimilarClients {
    candidates: Vec<Candidate>,
    /// One of them is surely the same person by R-C3.
    surely: bool,
}

/// A card that may be the same person.
#[derive(View, Clone)]
pub struct Candidate {
    client_id: Id,
    display_name: String,
    phone: Option<String>,
    birth_date: Option<String>,
    created_at: i64,
    archived_at: Option<i64>,
}

/// Shown under the form while it is filled in (R-C2, R-C3: duplicate warning at entry).
pub fn similar_clients(ctx: &Query, form: Similar) -> Result<SimilarClients> {
    let card = NewCard {
        name: Name::from_parts(&form.first_name, &form.last_name),
        phones: phone::parse_all(&form.phone).good,
        birth_date: crate::model::birth::parse(&form.birth_date, ctx.today().as_str()).ok(),
        ..NewCard::default()
    };
    // Half-typed names would find everybody called Lola.
    if card.phones.is_empty()
        && (card.name.last.is_none() || card::name_problem(&card.name.display()).is_some())
    {
        return Ok(SimilarClients { candidates: Vec::new(), surely: false });
    }
    candidates(ctx, &card)
}

/// Cards that R-C3 takes for the same person or for worth a look; at most five.
pub fn candidates(ctx: &Query, card: &NewCard) -> Result<SimilarClients> {
    let (ids, surely) = match cards::decide(ctx, &card.traits())? {
        Decision::Same { client_id } => (vec![client_id], true),
        Decision::New { review } => (review.into_iter().map(|(id, _)| id).collect(), false),
    };
    let mut candidates = Vec::new();
    for client_id in ids.iter().take(5) {
        let client_id = Id::parse(client_id)?;
        let Some(row) = queries::client_detail(ctx, client_id)? else { continue };
        let phone = queries::phone_list(ctx, client_id)?.into_iter().next().map(|row| row.phone);
        candidates.push(Candidate {
            client_id,
            display_name: row.display_name,
            phone,
            birth_date: row.birth_date,
            created_at: row.created_at,
            archived_at: row.archived_at,
        });
    }
    Ok(SimilarClients { surely: surely && !candidates.is_empty(), candidates })
}

impl SimilarClients {
    pub fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    pub fn is_sure(&self) -> bool {
        self.surely
    }

    pub fn first(&self) -> Option<&Candidate> {
        self.candidates.first()
    }

    pub fn into_candidates(self) -> Vec<Candidate> {
        self.candidates
    }
}

impl Candidate {
    pub fn id(&self) -> Id {
        self.client_id
    }

    pub fn name(&self) -> &str {
        &self.display_name
    }
}
