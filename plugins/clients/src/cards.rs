//! Reading and writing cards: the one way in for forms, the contract's service, imports and demo data, so that
//! R-C1 to R-C3 hold at every door.

use pardoz_sdk::prelude::*;

use crate::model::name::{self, Name};
use crate::model::phone::PhoneNumber;
use crate::model::sameness::{self, Decision, Known, Phone, Traits};
use crate::queries;

/// Everything a new card says.
#[derive(Default)]
pub struct NewCard {
    pub name: Name,
    /// Shown where the name is empty.
    pub display_name: String,
    /// Number and what it was read from; the first is the main one.
    pub phones: Vec<(PhoneNumber, String)>,
    /// Kind and address.
    pub contacts: Vec<(&'static str, String)>,
    pub language: Option<String>,
    pub birth_date: Option<String>,
    pub gender: Option<String>,
    pub note: Option<String>,
    pub warning: Option<String>,
    pub source: Option<String>,
    pub tags: Option<String>,
    /// When the person became a client, in milliseconds; lists of older programs know better than the clock.
    pub created_at: i64,
}

impl NewCard {
    pub fn traits(&self) -> Traits {
        let (given_skeleton, surname_skeleton) = self.name.skeletons();
        let addresses = |kind: &str| {
            let of_kind = self.contacts.iter().filter(|(its, _)| *its == kind);
            of_kind.map(|(kind, address)| (*kind, address.clone())).collect::<Vec<_>>()
        };
        let messengers = [addresses("telegram"), addresses("instagram")].concat();
        Traits {
            given_skeleton,
            surname_skeleton,
            phones: self.phones.iter().map(|(phone, _)| Phone::own(phone.as_str())).collect(),
            emails: addresses("email").into_iter().map(|(_, address)| address).collect(),
            messengers: messengers.into_iter().map(|(kind, address)| format!("{kind}:{address}")).collect(),
            birth_date: self.birth_date.clone(),
            reachable: !self.phones.is_empty() || !self.contacts.is_empty(),
        }
    }
}

/// Cards that have a number, an address or the whole name in common with `newcomer`, with what they have in
/// common filled in. Numbers are asked for one by one: the answer then names no number, and a person without the
/// right to see phones is served as well as anybody.
pub fn known_like(ctx: &Query, newcomer: &mut Traits) -> Result<Vec<(Id, Traits)>> {
    let mut known: Vec<(Id, Traits)> = Vec::new();
    for phone in &mut newcomer.phones {
        for row in queries::known_by_phone(ctx, &phone.phone)? {
            // With the newcomer it would be on one card more.
            let shared = row.shared || row.cards >= 3;
            phone.shared |= shared;
            let traits =
                entry(&mut known, row.client_id, row.given_skeleton, row.surname_skeleton, row.birth_date);
            traits.phones.push(Phone { phone: phone.phone.clone(), shared });
        }
    }
    for email in &newcomer.emails {
        for row in queries::known_by_contact(ctx, "email", email)? {
            let traits =
                entry(&mut known, row.client_id, row.given_skeleton, row.surname_skeleton, row.birth_date);
            traits.emails.push(email.clone());
        }
    }
    for messenger in &newcomer.messengers {
        let (kind, address) = messenger.split_once(':').unwrap_or(("telegram", messenger));
        for row in queries::known_by_contact(ctx, kind, address)? {
            let traits =
                entry(&mut known, row.client_id, row.given_skeleton, row.surname_skeleton, row.birth_date);
            traits.messengers.push(messenger.clone());
        }
    }
    if !newcomer.given_skeleton.is_empty() && !newcomer.surname_skeleton.is_empty() {
        for row in queries::known_by_name(ctx, &newcomer.given_skeleton, &newcomer.surname_skeleton)? {
            let reachable = row.reachable;
            let traits =
                entry(&mut known, row.client_id, row.given_skeleton, row.surname_skeleton, row.birth_date);
            traits.reachable = reachable;
        }
    }
    Ok(known)
}

fn entry(
    known: &mut Vec<(Id, Traits)>,
    client_id: Id,
    given: String,
    surname: String,
    birth: Option<String>,
) -> &mut Traits {
    let at = match known.iter().position(|(id, _)| *id == client_id) {
        Some(at) => at,
        None => {
            let traits = Traits {
                given_skeleton: given,
                surname_skeleton: surname,
                birth_date: birth,
                reachable: true,
                ..Traits::default()
            };
            known.push((client_id, traits));
            known.len() - 1
        }
    };
    &mut known[at].1
}

/// Who the newcomer is, by R-C3, among all cards.
pub fn decide(ctx: &Query, newcomer: &Traits) -> Result<Decision> {
    let mut newcomer = newcomer.clone();
    let known = known_like(ctx, &mut newcomer)?;
    let cards = known.iter().map(|(id, traits)| Known { client_id: id.as_str(), traits });
    Ok(sameness::decide(&newcomer, cards))
}

/// Writes a new card and tells everybody.
pub fn create(ctx: &mut Mutation, card: &NewCard) -> Result<Id> {
    let client_id = ctx.new_id();
    write(ctx, client_id, card)?;
    ctx.emit("clients.client.created", client_id, json!({ "client_id": client_id }))?;
    Ok(client_id)
}

/// Writes a new card in silence: twenty thousand made-up people are no news.
pub fn write(ctx: &mut Mutation, client_id: Id, card: &NewCard) -> Result<()> {
    put(ctx, client_id, card)?;
    write_words(ctx, client_id, card, false)?;
    add_phones(ctx, client_id, &card.phones, true)?;
    add_contacts(ctx, client_id, &card.contacts)
}

/// Writes what the card says now, without its numbers and addresses; search knows it by its new name at once.
pub fn change(ctx: &mut Mutation, client_id: Id, card: &NewCard, archived: bool) -> Result<()> {
    put(ctx, client_id, card)?;
    queries::delete_words(ctx, client_id)?;
    write_words(ctx, client_id, card, archived)
}

/// Puts a card away, or takes it back (`None`); search follows.
pub fn archive(ctx: &mut Mutation, client_id: Id, archived_at: Option<i64>) -> Result<()> {
    let now = ctx.now();
    queries::archive_client(ctx, archived_at, now, client_id)?;
    queries::archive_words(ctx, archived_at.is_some(), client_id)?;
    Ok(())
}

fn put(ctx: &mut Mutation, client_id: Id, card: &NewCard) -> Result<()> {
    let (given, surname) = card.name.skeletons();
    let now = ctx.now();
    queries::put_client(
        ctx,
        client_id,
        &card.name.first,
        card.name.last.as_deref(),
        card.name.patronymic.as_deref(),
        &card.display_name,
        card.language.as_deref(),
        card.birth_date.as_deref(),
        card.gender.as_deref(),
        card.note.as_deref(),
        card.warning.as_deref(),
        card.source.as_deref(),
        card.tags.as_deref(),
        card.name.search_key(),
        &given,
        &surname,
        card.created_at,
        now,
    )?;
    Ok(())
}

/// R-C2: what the name is found by.
fn write_words(ctx: &mut Mutation, client_id: Id, card: &NewCard, archived: bool) -> Result<()> {
    for word in card.name.key_words() {
        queries::insert_spelling(ctx, &word, name::skeleton(&word))?;
        queries::insert_word(ctx, client_id, &word, archived, &card.display_name)?;
    }
    Ok(())
}

/// Adds numbers; with `first_is_main` the first becomes the main one. A number that is now on three cards is
/// from then on shared (R-C3).
pub fn add_phones(
    ctx: &mut Mutation,
    client_id: Id,
    phones: &[(PhoneNumber, String)],
    first_is_main: bool,
) -> Result<()> {
    let now = ctx.now();
    for (at, (phone, raw)) in phones.iter().enumerate() {
        let others = queries::known_by_phone(ctx, phone.as_str())?;
        let shared = others.iter().filter(|card| card.client_id != client_id).count() >= 2;
        let phone_id = ctx.new_id();
        let main = first_is_main && at == 0;
        queries::insert_phone(
            ctx,
            phone_id,
            client_id,
            phone.as_str(),
            raw,
            phone.reversed(),
            main,
            shared,
            now,
        )?;
        if shared {
            queries::share_phone(ctx, phone.as_str())?;
        }
    }
    Ok(())
}

pub fn add_contacts(ctx: &mut Mutation, client_id: Id, contacts: &[(&'static str, String)]) -> Result<()> {
    let now = ctx.now();
    for (kind, address) in contacts {
        let contact_id = ctx.new_id();
        queries::insert_contact(ctx, contact_id, client_id, kind, address, now)?;
    }
    Ok(())
}

/// Puts pairs on the review list. A pair that was decided before stays decided.
pub fn put_to_review(ctx: &mut Mutation, client_id: Id, review: &[(String, i64)]) -> Result<()> {
    let now = ctx.now();
    for (other, score) in review {
        let other = Id::parse(other)?;
        let (smaller, larger) = if client_id < other { (client_id, other) } else { (other, client_id) };
        queries::upsert_duplicate(ctx, smaller, larger, *score, now)?;
    }
    Ok(())
}
