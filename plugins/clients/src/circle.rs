//! How far the right over cards reaches: a master knows the people they serve, and nobody else (security.md 4.3).

use pardoz_sdk::prelude::*;

use crate::model::name::{self, Letters, Name};
use crate::queries::{self, ClientRow};

/// A master knows a client from the booking on until so many days after the visit.
const DAYS_AFTER: i64 = 30;

/// The cards somebody may see.
pub enum Circle {
    Everybody,
    These(Vec<Id>),
}

impl Circle {
    /// The caller's. Without the modules that know who serves whom, or without a staff card, it is empty.
    pub fn of(ctx: &Query) -> Result<Self> {
        if ctx.scope("clients.client.read") != Some(Scope::Own) {
            return Ok(Self::Everybody);
        }
        let Some(person) = ctx.caller().person_id else { return Ok(Self::These(Vec::new())) };
        // The start of a day, so that the answer holds until the next one.
        let since = ctx.today().plus(-DAYS_AFTER).start(ctx.timezone())?;
        let rows = queries::clients_of_master(ctx, person.as_str(), since)?;
        Ok(Self::These(rows.into_iter().filter_map(|row| row.client_id).collect()))
    }

    pub fn holds(&self, client_id: Id) -> bool {
        match self {
            Self::Everybody => true,
            Self::These(ids) => ids.contains(&client_id),
        }
    }
}

/// Those of some cards that have all the words in their names; few enough to be looked at one by one.
pub fn named(rows: impl IntoIterator<Item = ClientRow>, q: &str) -> impl Iterator<Item = ClientRow> {
    let letters: Vec<Letters> = name::search_words(q).iter().map(|word| Letters::of(word)).collect();
    rows.into_iter().filter(move |row| {
        let name = Name::from_parts(&row.first_name, row.last_name.as_deref().unwrap_or_default());
        letters.iter().all(|letters| letters.are_in(&name))
    })
}
