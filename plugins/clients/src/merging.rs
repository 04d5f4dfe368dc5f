//! Two cards become one and, within thirty days, two again (R-C4, R-C5). What a merge moved is written down with it,
//! so that taking it back moves exactly that: whatever came afterwards stays with the card it came to.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::cards::{self, NewCard};
use crate::model::card as rules;
use crate::model::merge::{self, Facts};
use crate::model::name::Name;
use crate::pages::card;
use crate::queries::{self, ClientDetail};

/// R-C5.
pub const DAYS: i64 = 30;
const DAY_MS: i64 = 86_400_000;

/// A card as it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Image {
    facts: Facts,
    display_name: String,
    archived_at: Option<i64>,
    phones: Vec<Phone>,
    /// Kind and address.
    contacts: Vec<(String, String)>,
    notes: Vec<Id>,
    /// Fingerprints of imported rows that became this card.
    imported: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Phone {
    phone: String,
    raw: String,
    reversed: String,
    main: bool,
    shared: bool,
}

/// What a card says, as R-C4 compares it.
pub fn facts(client: &ClientDetail) -> Facts {
    let fields = [
        ("first_name", Some(&client.first_name)),
        ("last_name", client.last_name.as_ref()),
        ("patronymic", client.patronymic.as_ref()),
        ("birth_date", client.birth_date.as_ref()),
        ("gender", client.gender.as_ref()),
        ("language", client.language.as_ref()),
        ("source", client.source.as_ref()),
        ("note", client.note.as_ref()),
        ("warning", client.warning.as_ref()),
        ("tags", client.tags.as_ref()),
    ];
    let known = fields.into_iter().filter_map(|(field, value)| value.map(|value| (field, value)));
    let known = known.filter(|(_, value)| !value.is_empty());
    known.map(|(field, value)| (field.to_owned(), value.clone())).collect()
}

/// The two cards of a merge, if they may become one.
pub fn pair(ctx: &Query, client_id: Id, other_client_id: Id) -> Result<(ClientDetail, ClientDetail)> {
    let (stays, goes) = (card::find(ctx, client_id)?, card::find(ctx, other_client_id)?);
    if client_id == other_client_id || stays.merged_into_id.is_some() || goes.merged_into_id.is_some() {
        return Err(conflict("clients-error-merged"));
    }
    Ok((stays, goes))
}

/// R-C4. `from_other`: fields in which the other card is right. Returns the merge, by which it can be taken back.
pub fn merge(ctx: &mut Mutation, client_id: Id, other_client_id: Id, from_other: &[&str]) -> Result<Id> {
    let (stays, goes) = pair(ctx, client_id, other_client_id)?;
    let (before, gone) = (image(ctx, &stays)?, image(ctx, &goes)?);
    let now = ctx.now();

    for phone in &gone.phones {
        let main = phone.main && before.phones.is_empty();
        put_phone(ctx, client_id, phone, main, phone.shared)?;
    }
    queries::delete_phones_except(ctx, other_client_id, &[] as &[String])?;
    for (kind, address) in &gone.contacts {
        let contact_id = ctx.new_id();
        queries::insert_contact(ctx, contact_id, client_id, kind, address, now)?;
    }
    queries::delete_contacts(ctx, other_client_id)?;
    queries::move_notes(ctx, client_id, other_client_id, &gone.notes)?;
    queries::move_imported(ctx, client_id, other_client_id, &gone.imported)?;
    inherit_decisions(ctx, client_id, other_client_id)?;

    let after = merge::merged(&before.facts, &gone.facts, from_other);
    change(ctx, &stays, &after)?;
    cards::archive(ctx, other_client_id, Some(now))?;
    queries::delete_words(ctx, other_client_id)?;
    queries::set_merged_into(ctx, Some(client_id), other_client_id)?;

    let merge_id = ctx.new_id();
    let (person, name) = (ctx.caller().person_id, ctx.caller().display_name.clone());
    let (before, gone, after) = (json_of(&before)?, json_of(&gone)?, json_of(&after)?);
    queries::insert_merge(
        ctx,
        merge_id,
        client_id,
        other_client_id,
        &before,
        &gone,
        &after,
        person,
        name.as_deref(),
        now,
    )?;
    tell(ctx, "clients.client.merged", client_id, other_client_id)?;
    Ok(merge_id)
}

/// R-C5: both cards as they were. Returns the one that stayed and the one that is back.
pub fn unmerge(ctx: &mut Mutation, merge_id: Id) -> Result<(Id, Id)> {
    let row = queries::merge_row(ctx, merge_id)?.ok_or_else(|| not_found("clients-error-no-merge"))?;
    let (client_id, other_client_id) = (row.client_id, row.merged_client_id);
    let (stays, goes) = (card::find(ctx, client_id)?, card::find(ctx, other_client_id)?);
    // A merge on top of this one is taken back first: it moved what this one brought.
    let is_last = goes.merged_into_id == Some(client_id) && stays.merged_into_id.is_none();
    if row.unmerged_at.is_some() || !is_last {
        return Err(conflict("clients-error-merge-undone"));
    }
    if ctx.now() > row.merged_at + DAYS * DAY_MS {
        return Err(conflict(text("clients-error-merge-late").arg("days", DAYS)));
    }
    let (before, gone): (Image, Image) = (read(&row.before)?, read(&row.merged_before)?);
    let after: Facts = read(&row.after)?;
    let now = ctx.now();

    give_back_contacts(ctx, client_id, other_client_id, &before, &gone)?;
    queries::move_notes(ctx, other_client_id, client_id, &gone.notes)?;
    queries::move_imported(ctx, other_client_id, client_id, &gone.imported)?;
    change(ctx, &stays, &merge::unmerged(&before.facts, &after, &facts(&stays)))?;

    queries::set_merged_into(ctx, None, other_client_id)?;
    queries::archive_client(ctx, gone.archived_at, now, other_client_id)?;
    let back = ClientDetail { archived_at: gone.archived_at, ..goes };
    change(ctx, &back, &gone.facts)?;
    // Whoever took them apart said that they are two people.
    let (smaller, larger) = (client_id.min(other_client_id), client_id.max(other_client_id));
    queries::upsert_duplicate(ctx, smaller, larger, 0, now)?;
    queries::dismiss_duplicate(ctx, now, smaller, larger)?;

    let name = ctx.caller().display_name.clone();
    queries::close_merge(ctx, now, name.as_deref(), merge_id)?;
    tell(ctx, "clients.client.unmerged", client_id, other_client_id)?;
    Ok((client_id, other_client_id))
}

fn tell(ctx: &mut Mutation, topic: &str, client_id: Id, merged_client_id: Id) -> Result<()> {
    ctx.emit(topic, client_id, json!({ "client_id": client_id, "merged_client_id": merged_client_id }))?;
    for client_id in [client_id, merged_client_id] {
        ctx.emit("clients.client.updated", client_id, json!({ "client_id": client_id }))?;
    }
    Ok(())
}

/// What came with the other card goes back to it; numbers and addresses that came later stay.
fn give_back_contacts(
    ctx: &mut Mutation,
    client_id: Id,
    other_client_id: Id,
    before: &Image,
    gone: &Image,
) -> Result<()> {
    let now_there: BTreeMap<String, bool> =
        queries::phone_rows(ctx, client_id)?.into_iter().map(|row| (row.phone, row.shared)).collect();
    let brought = |phone: &&Phone| before.phones.iter().all(|own| own.phone != phone.phone);
    let kept: Vec<String> = now_there
        .keys()
        .filter(|phone| gone.phones.iter().filter(brought).all(|other| other.phone != **phone))
        .cloned()
        .collect();
    queries::delete_phones_except(ctx, client_id, &kept)?;
    if let Some(main) = before.phones.iter().find(|phone| phone.main && kept.contains(&phone.phone)) {
        queries::set_main_phone(ctx, &main.phone, client_id)?;
    }
    for phone in &gone.phones {
        // A number that became a family's meanwhile stays one.
        let shared = phone.shared || now_there.get(&phone.phone).copied().unwrap_or_default();
        put_phone(ctx, other_client_id, phone, phone.main, shared)?;
    }
    for (kind, address) in &gone.contacts {
        if !before.contacts.contains(&(kind.clone(), address.clone())) {
            queries::delete_contact(ctx, client_id, kind, address)?;
        }
        let (contact_id, now) = (ctx.new_id(), ctx.now());
        queries::insert_contact(ctx, contact_id, other_client_id, kind, address, now)?;
    }
    Ok(())
}

/// "Not a duplicate" was said of the person, not of the card (R-C3): it holds for the card that stays.
fn inherit_decisions(ctx: &mut Mutation, client_id: Id, other_client_id: Id) -> Result<()> {
    let now = ctx.now();
    for third in queries::told_apart_from(ctx, other_client_id)? {
        if third.client_id != client_id {
            let (smaller, larger) = (client_id.min(third.client_id), client_id.max(third.client_id));
            queries::upsert_duplicate(ctx, smaller, larger, 0, now)?;
            queries::dismiss_duplicate(ctx, now, smaller, larger)?;
        }
    }
    Ok(())
}

fn put_phone(ctx: &mut Mutation, client_id: Id, phone: &Phone, main: bool, shared: bool) -> Result<()> {
    let (phone_id, now) = (ctx.new_id(), ctx.now());
    let Phone { phone, raw, reversed, .. } = phone;
    queries::insert_phone(ctx, phone_id, client_id, phone, raw, reversed, main, shared, now)?;
    Ok(())
}

/// Writes facts onto a card.
fn change(ctx: &mut Mutation, client: &ClientDetail, facts: &Facts) -> Result<()> {
    let of = |field: &str| facts.get(field).cloned();
    let name = Name {
        first: of("first_name").unwrap_or_default(),
        last: of("last_name"),
        patronymic: of("patronymic"),
    };
    let shown = name.display();
    let card = NewCard {
        display_name: if shown.is_empty() { client.display_name.clone() } else { shown },
        name,
        language: of("language"),
        birth_date: of("birth_date"),
        gender: of("gender"),
        note: of("note"),
        warning: of("warning"),
        source: of("source"),
        tags: of("tags").and_then(|tags| rules::tags(&tags)),
        created_at: client.created_at,
        ..NewCard::default()
    };
    cards::change(ctx, client.client_id, &card, client.archived_at.is_some())
}

fn image(ctx: &Query, client: &ClientDetail) -> Result<Image> {
    let client_id = client.client_id;
    let phone = |row: queries::PhoneRows| Phone {
        phone: row.phone,
        raw: row.raw,
        reversed: row.reversed,
        main: row.main,
        shared: row.shared,
    };
    Ok(Image {
        facts: facts(client),
        display_name: client.display_name.clone(),
        archived_at: client.archived_at,
        phones: queries::phone_rows(ctx, client_id)?.into_iter().map(phone).collect(),
        contacts: queries::contact_list(ctx, client_id)?.into_iter().map(|c| (c.kind, c.address)).collect(),
        notes: queries::note_ids(ctx, client_id)?.into_iter().map(|row| row.note_id).collect(),
        imported: queries::imported_of(ctx, client_id)?.into_iter().map(|row| row.fingerprint).collect(),
    })
}

fn json_of(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::internal(format!("could not write a card: {e}")))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|e| Error::internal(format!("could not read a merged card: {e}")))
}
