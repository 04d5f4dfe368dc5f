//! What the contract clients@1 offers: a card for whoever another module has in front of it.

use pardoz_sdk::prelude::*;

use crate::cards::{self, NewCard};
use crate::model::name::Name;
use crate::model::sameness::Decision;
use crate::model::{card as rules, phone};
use crate::pages::{card, form::Language};

#[derive(Input)]
pub struct Person {
    #[input(max_chars = 100, default = "")]
    first_name: String,
    #[input(max_chars = 100)]
    last_name: Option<String>,
    #[input(max_chars = 40)]
    phone: Option<String>,
    #[input(max_chars = 60)]
    source: Option<String>,
    language: Option<Language>,
}

#[derive(View)]
pub struct Found {
    client_id: Id,
    created: bool,
}

/// The card of this person, or a new one. Only who is surely the same (R-C3) gets an existing card; somebody who
/// may be gets a new one and the pair goes to review. Whoever was put away and comes back is taken back.
pub fn find_or_create(ctx: &mut Mutation, person: Person) -> Result<Found> {
    let last_name = person.last_name.unwrap_or_default();
    for (name, text) in [("first_name", &person.first_name), ("last_name", &last_name)] {
        if let Some(problem) = (!text.trim().is_empty()).then(|| rules::name_problem(text)).flatten() {
            return Err(field(name, problem));
        }
    }
    let phones = phone::parse_all(person.phone.as_deref().unwrap_or(""));
    if let Some((_, problem)) = phones.bad.first() {
        return Err(field("phone", problem.text()));
    }
    let name = Name::from_parts(&person.first_name, &last_name);
    if name == Name::default() && phones.good.is_empty() {
        return Err(field("first_name", "clients-error-name-or-phone"));
    }
    let new = NewCard {
        display_name: card::display_name(&name, phones.good.first().map(|(phone, _)| phone)),
        name,
        phones: phones.good,
        source: person.source.filter(|text| !text.trim().is_empty()),
        language: person.language.map(|language| language.word().to_owned()),
        created_at: ctx.now(),
        ..NewCard::default()
    };
    match cards::decide(ctx, &new.traits())? {
        Decision::Same { client_id } => {
            let client_id = Id::parse(&client_id)?;
            if card::find(ctx, client_id)?.archived_at.is_some() {
                cards::archive(ctx, client_id, None)?;
                ctx.emit("clients.client.updated", client_id, json!({ "client_id": client_id }))?;
            }
            Ok(Found { client_id, created: false })
        }
        Decision::New { review } => {
            let client_id = cards::create(ctx, &new)?;
            cards::put_to_review(ctx, client_id, &review)?;
            Ok(Found { client_id, created: true })
        }
    }
}
