//! Lists of other programs, row by row. A row of somebody who is surely there fills her card; a row of somebody
//! who may be there makes a card and a pair to review; a row imported before changes nothing.

use pardoz_sdk::prelude::*;

use crate::cards::{self, NewCard};
use crate::model::import::{self, Person};
use crate::model::merge;
use crate::model::name::Name;
use crate::model::sameness::Decision;
use crate::pages::card;
use crate::queries;

pub fn import_clients(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    let today = ctx.today();
    let mut results = ImportResults::new();
    for row in &batch.rows {
        match import::read(&row.values, today.as_str()) {
            Ok(person) => import_row(ctx, row.row, &person, &mut results)?,
            Err(refusal) => {
                results.rejected(row.row, refusal.field, text(refusal.text).arg("value", refusal.value));
            }
        }
    }
    Ok(results)
}

fn import_row(ctx: &mut Mutation, row: i64, person: &Person, results: &mut ImportResults) -> Result<()> {
    let fingerprint = person.fingerprint();
    if let Some(known) = queries::imported(ctx, &fingerprint)? {
        results.unchanged(row, known.client_id);
        return Ok(());
    }
    let client_id = match cards::decide(ctx, &person.traits())? {
        Decision::Same { client_id } => {
            let client_id = Id::parse(&client_id)?;
            match fill(ctx, client_id, person)? {
                true => results.updated(row, client_id),
                false => results.unchanged(row, client_id),
            }
            client_id
        }
        Decision::New { review } => {
            let client_id = cards::create(ctx, &new_card(ctx, person)?)?;
            cards::put_to_review(ctx, client_id, &review)?;
            results.created(row, client_id);
            client_id
        }
    };
    let now = ctx.now();
    queries::insert_imported(ctx, &fingerprint, client_id, now)?;
    Ok(())
}

fn new_card(ctx: &Query, person: &Person) -> Result<NewCard> {
    let created_at = match &person.created {
        Some(day) => Day::parse(day)?.start(ctx.timezone())?,
        None => ctx.now(),
    };
    Ok(NewCard {
        display_name: person.display_name(),
        name: person.name.clone(),
        phones: person.phones.clone(),
        contacts: person.email.iter().map(|address| ("email", address.clone())).collect(),
        language: person.language.map(str::to_owned),
        birth_date: person.birth_date.clone(),
        gender: None,
        note: person.note.clone(),
        warning: person.warning.clone(),
        source: person.source.clone(),
        tags: person.tags.clone(),
        created_at,
    })
}

/// Fills what the card did not know: `true` if anything was new. What it knew stays as it was; remarks are added.
fn fill(ctx: &mut Mutation, client_id: Id, person: &Person) -> Result<bool> {
    let known = card::find(ctx, client_id)?;
    let phones_before = queries::phone_list(ctx, client_id)?.len();
    cards::add_phones(ctx, client_id, &person.phones, phones_before == 0)?;
    let contacts_before = queries::contact_list(ctx, client_id)?.len();
    let contacts: Vec<_> = person.email.iter().map(|address| ("email", address.clone())).collect();
    cards::add_contacts(ctx, client_id, &contacts)?;
    let reached = queries::phone_list(ctx, client_id)?.len() > phones_before
        || queries::contact_list(ctx, client_id)?.len() > contacts_before;

    let name = Name {
        first: whole(Some(&known.first_name), Some(&person.name.first)).unwrap_or_default(),
        last: whole(known.last_name.as_ref(), person.name.last.as_ref()),
        patronymic: whole(known.patronymic.as_ref(), person.name.patronymic.as_ref()),
    };
    let note = merge::joined(known.note.as_deref(), person.note.as_deref(), "\n");
    let warning = merge::joined(known.warning.as_deref(), person.warning.as_deref(), "\n");
    let tags = merge::joined(known.tags.as_deref(), person.tags.as_deref(), ", ");
    let fresh = |known: &Option<String>, new: &Option<String>| known.is_none() && new.is_some();
    let changed = note != known.note
        || warning != known.warning
        || tags != known.tags
        || name.last != known.last_name
        || name.patronymic != known.patronymic
        || name.first != known.first_name
        || fresh(&known.birth_date, &person.birth_date)
        || fresh(&known.source, &person.source)
        || known.language.is_none() && person.language.is_some();
    if changed {
        let card = NewCard {
            display_name: card::display_name(&name, person.phones.first().map(|(phone, _)| phone)),
            name,
            language: known.language.or(person.language.map(str::to_owned)),
            birth_date: known.birth_date.or(person.birth_date.clone()),
            gender: known.gender,
            note,
            warning,
            source: known.source.or(person.source.clone()),
            tags,
            created_at: known.created_at,
            ..NewCard::default()
        };
        cards::change(ctx, client_id, &card, known.archived_at.is_some())?;
    }
    if changed || reached {
        ctx.emit("clients.client.updated", client_id, json!({ "client_id": client_id }))?;
    }
    Ok(changed || reached)
}

/// A part of the name as the card has it, unless the card lacks it or a bad conversion made holes in it.
fn whole(known: Option<&String>, new: Option<&String>) -> Option<String> {
    let mended =
        |known: &str| known.contains('?') && new.is_some_and(|new| !new.is_empty() && !new.contains('?'));
    let kept = known.filter(|text| !text.is_empty() && !mended(text));
    kept.or(new).filter(|text| !text.is_empty()).cloned()
}
