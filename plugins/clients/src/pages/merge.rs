//! Two cards beside each other, field by field, before they become one (R-C4); and back (R-C5).

use pardoz_sdk::prelude::*;

use crate::merging;
use crate::model::merge::{self, Outcome};
use crate::queries::{self, ClientDetail};

#[derive(Input)]
pub struct Pair {
    /// The card that stays.
    client_id: Id,
    other_client_id: Id,
}

#[derive(View)]
pub struct Preview {
    stays: Side,
    goes: Side,
    fields: Vec<Field>,
    /// Whether anything has to be chosen.
    asks: bool,
    days: i64,
}

#[derive(View)]
pub struct Side {
    client_id: Id,
    display_name: String,
    created_at: i64,
    archived_at: Option<i64>,
    phones: Vec<queries::PhoneList>,
    contacts: Vec<queries::ContactList>,
    notes: i64,
}

#[derive(View)]
pub struct Field {
    name: String,
    stays: Option<String>,
    goes: Option<String>,
    /// `kept`, `filled`, `asked` or `joined`.
    outcome: &'static str,
}

pub fn merge_form(ctx: &Query, pair: Pair) -> Result<Preview> {
    let (stays, goes) = merging::pair(ctx, pair.client_id, pair.other_client_id)?;
    let (mine, theirs) = (merging::facts(&stays), merging::facts(&goes));
    let joined = merge::JOINED.iter().map(|(field, _)| *field);
    let fields: Vec<Field> = merge::ASKED
        .into_iter()
        .chain(joined)
        .filter_map(|field| {
            let outcome = merge::outcome(field, &mine, &theirs)?;
            let of = |facts: &merge::Facts| facts.get(field).cloned();
            Some(Field {
                name: field.to_owned(),
                stays: of(&mine),
                goes: of(&theirs),
                outcome: word(outcome),
            })
        })
        .collect();
    Ok(Preview {
        stays: side(ctx, stays)?,
        goes: side(ctx, goes)?,
        asks: fields.iter().any(|field| field.outcome == word(Outcome::Asked)),
        fields,
        days: merging::DAYS,
    })
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Kept => "kept",
        Outcome::Filled => "filled",
        Outcome::Asked => "asked",
        Outcome::Joined => "joined",
    }
}

fn side(ctx: &Query, client: ClientDetail) -> Result<Side> {
    let client_id = client.client_id;
    Ok(Side {
        client_id,
        display_name: client.display_name,
        created_at: client.created_at,
        archived_at: client.archived_at,
        phones: queries::phone_list(ctx, client_id)?,
        contacts: queries::contact_list(ctx, client_id)?,
        notes: queries::note_ids(ctx, client_id)?.len() as i64,
    })
}

/// Whose word counts in a field that both know.
#[derive(Input, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    Stays,
    Goes,
}

#[derive(Input)]
pub struct Merge {
    client_id: Id,
    other_client_id: Id,
    #[input(default = "stays")]
    first_name: Pick,
    #[input(default = "stays")]
    last_name: Pick,
    #[input(default = "stays")]
    patronymic: Pick,
    #[input(default = "stays")]
    birth_date: Pick,
    #[input(default = "stays")]
    gender: Pick,
    #[input(default = "stays")]
    language: Pick,
    #[input(default = "stays")]
    source: Pick,
}

pub fn merge(ctx: &mut Mutation, input: Merge) -> Result<Redirect> {
    let picks = [
        ("first_name", input.first_name),
        ("last_name", input.last_name),
        ("patronymic", input.patronymic),
        ("birth_date", input.birth_date),
        ("gender", input.gender),
        ("language", input.language),
        ("source", input.source),
    ];
    let from_other: Vec<&str> =
        picks.into_iter().filter(|(_, pick)| *pick == Pick::Goes).map(|(field, _)| field).collect();
    let merge_id = merging::merge(ctx, input.client_id, input.other_client_id, &from_other)?;
    Ok(redirect("client-detail")
        .with("client_id", input.client_id)
        .toast("clients-toast-merged")
        .undo("client-unmerge", json!({ "merge_id": merge_id }))
        .data(json!({ "client_id": input.client_id, "merge_id": merge_id })))
}

#[derive(Input)]
pub struct Taken {
    merge_id: Id,
}

pub fn unmerge(ctx: &mut Mutation, taken: Taken) -> Result<Redirect> {
    let (client_id, other_client_id) = merging::unmerge(ctx, taken.merge_id)?;
    Ok(redirect("client-detail")
        .with("client_id", client_id)
        .toast("clients-toast-unmerged")
        .data(json!({ "client_id": client_id, "other_client_id": other_client_id })))
}
