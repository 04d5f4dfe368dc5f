//! A new card, a changed card, and the question "same person?" before a second card of somebody is made.

use pardoz_sdk::prelude::*;

use crate::cards::{self, NewCard};
use crate::model::name::Name;
use crate::model::phone::{self, PhoneNumber};
use crate::model::{birth, card as rules};
use crate::pages::{card, search};
use crate::queries;

/// What the form shows before anybody typed: nothing, what a link said, or the card as it is.
#[derive(View, Default)]
pub struct ClientForm {
    client_id: Option<Id>,
    display_name: Option<String>,
    first_name: String,
    last_name: String,
    phone: String,
    other_phones: String,
    birth_date: String,
    gender: String,
    language: String,
    email: String,
    telegram: String,
    instagram: String,
    source: String,
    tags: String,
    warning: String,
    note: String,
    may_see_phones: bool,
}

#[derive(Input)]
pub struct Prefill {
    #[input(max_chars = 100)]
    first_name: Option<String>,
    #[input(max_chars = 100)]
    last_name: Option<String>,
    #[input(max_chars = 40)]
    phone: Option<String>,
    /// What was searched for and not found: a name or a number.
    #[input(max_chars = 100)]
    q: Option<String>,
}

pub fn new_client(ctx: &Query, prefill: Prefill) -> Result<ClientForm> {
    let mut form = ClientForm {
        first_name: prefill.first_name.unwrap_or_default(),
        last_name: prefill.last_name.unwrap_or_default(),
        phone: prefill.phone.unwrap_or_default(),
        may_see_phones: true,
        language: ctx.locale().to_owned(),
        ..ClientForm::default()
    };
    if let Some(q) = prefill.q {
        if q.chars().any(char::is_alphabetic) {
            let name = Name::parse(&q);
            form.first_name = name.first;
            form.last_name = name.last.unwrap_or_default();
        } else {
            form.phone = q;
        }
    }
    Ok(form)
}

#[derive(Input)]
pub struct ClientId {
    client_id: Id,
}

pub fn edit_client(ctx: &Query, wanted: ClientId) -> Result<ClientForm> {
    let client = card::find(ctx, wanted.client_id)?;
    let phones: Vec<String> =
        queries::phone_list(ctx, wanted.client_id)?.into_iter().map(|row| row.phone).collect();
    let contacts = queries::contact_list(ctx, wanted.client_id)?;
    let contact = |kind: &str| {
        contacts.iter().find(|row| row.kind == kind).map(|row| row.address.clone()).unwrap_or_default()
    };
    Ok(ClientForm {
        client_id: Some(wanted.client_id),
        display_name: Some(client.display_name),
        first_name: [Some(client.first_name), client.patronymic]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
        last_name: client.last_name.unwrap_or_default(),
        phone: phones.first().cloned().unwrap_or_default(),
        other_phones: phones.iter().skip(1).cloned().collect::<Vec<_>>().join(", "),
        birth_date: client.birth_date.unwrap_or_default(),
        gender: client.gender.unwrap_or_default(),
        language: client.language.unwrap_or_default(),
        email: contact("email"),
        telegram: contact("telegram"),
        instagram: contact("instagram"),
        source: client.source.unwrap_or_default(),
        tags: client.tags.unwrap_or_default(),
        warning: client.warning.unwrap_or_default(),
        note: client.note.unwrap_or_default(),
        may_see_phones: ctx.can("clients.phone.read"),
    })
}

#[derive(Input, Clone, Copy)]
pub enum Language {
    Uz,
    Ru,
    En,
}

#[derive(Input, Clone, Copy)]
pub enum Gender {
    Female,
    Male,
}

/// A card as its form sends it, new or changed.
#[derive(Input)]
pub struct SentClient {
    /// Of the address, where a card is changed.
    client_id: Option<Id>,
    #[input(max_chars = 100, default = "")]
    first_name: String,
    #[input(max_chars = 100, default = "")]
    last_name: String,
    #[input(max_chars = 200, default = "")]
    phone: String,
    #[input(max_chars = 200, default = "")]
    other_phones: String,
    #[input(max_chars = 40, default = "")]
    birth_date: String,
    gender: Option<Gender>,
    language: Option<Language>,
    #[input(max_chars = 254, default = "")]
    email: String,
    #[input(max_chars = 100, default = "")]
    telegram: String,
    #[input(max_chars = 100, default = "")]
    instagram: String,
    #[input(max_chars = 60, default = "")]
    source: String,
    #[input(max_chars = 200, default = "")]
    tags: String,
    #[input(max_chars = 1000, default = "")]
    warning: String,
    #[input(max_chars = 8000, default = "")]
    note: String,
    /// "It is another person": the pair is remembered as two people.
    different: bool,
}

pub fn create_client(ctx: &mut Mutation, input: SentClient) -> Result<Redirect> {
    let different = input.different;
    let card = read(ctx, &input)?;
    if card.phones.is_empty() && card.name.first.is_empty() {
        return Err(
            field("first_name", "clients-error-name-or-phone").field("phone", "clients-error-name-or-phone")
        );
    }
    let similar = search::candidates(ctx, &card)?;
    // Whole name and phone of a card that is there: surely the same, unless a person says otherwise.
    if !different && !similar.is_empty() {
        return Err(same_person(&similar));
    }
    let client_id = cards::create(ctx, &card)?;
    if different {
        remember_as_different(ctx, client_id, similar)?;
    }
    Ok(redirect("client-detail")
        .with("client_id", client_id)
        .toast("clients-toast-created")
        .toast_args(json!({ "name": card.display_name }))
        .undo("client-archive", json!({ "client_id": client_id }))
        .created(json!({ "client_id": client_id, "display_name": card.display_name })))
}

pub fn update_client(ctx: &mut Mutation, input: SentClient) -> Result<Redirect> {
    let client_id = input.client_id.ok_or_else(|| not_found("clients-error-no-client"))?;
    let known = card::find(ctx, client_id)?;
    if known.merged_into_id.is_some() {
        return Err(conflict("clients-error-merged"));
    }
    let may_see_phones = ctx.can("clients.phone.read");
    let card = read(ctx, &input)?;
    if card.name.first.is_empty() && (card.phones.is_empty() || !may_see_phones) {
        return Err(field("first_name", "clients-error-name-or-phone"));
    }
    cards::change(ctx, client_id, &card, known.archived_at.is_some())?;
    // Somebody who may not see contacts was shown masked ones: what came back is no contact.
    if may_see_phones {
        replace_contacts(ctx, client_id, &card)?;
    }
    ctx.emit("clients.client.updated", client_id, json!({ "client_id": client_id }))?;
    Ok(redirect("client-detail")
        .with("client_id", client_id)
        .toast("clients-toast-saved")
        .data(json!({ "client_id": client_id, "display_name": card.display_name })))
}

fn replace_contacts(ctx: &mut Mutation, client_id: Id, card: &NewCard) -> Result<()> {
    let kept: Vec<String> = card.phones.iter().map(|(phone, _)| phone.to_string()).collect();
    queries::delete_phones_except(ctx, client_id, &kept)?;
    cards::add_phones(ctx, client_id, &card.phones, false)?;
    if let Some((main, _)) = card.phones.first() {
        queries::set_main_phone(ctx, main.as_str(), client_id)?;
    }
    for kind in ["email", "telegram", "instagram"] {
        let kept =
            card.contacts.iter().find(|(its, _)| *its == kind).map_or("", |(_, address)| address.as_str());
        queries::delete_contacts_except(ctx, client_id, kind, kept)?;
    }
    cards::add_contacts(ctx, client_id, &card.contacts)
}

/// The form's texts as a card; every wrong field is told at once.
fn read(ctx: &Query, input: &SentClient) -> Result<NewCard> {
    let mut wrong: Option<Error> = None;
    let mut refuse = |name: &'static str, text: &'static str| {
        wrong = Some(match wrong.take() {
            Some(error) => error.field(name, text),
            None => field(name, text),
        });
    };
    for (name, text) in [("first_name", &input.first_name), ("last_name", &input.last_name)] {
        if let Some(problem) = (!text.trim().is_empty()).then(|| rules::name_problem(text)).flatten() {
            refuse(name, problem);
        }
    }
    let mut phones: Vec<(PhoneNumber, String)> = Vec::new();
    for (name, text) in [("phone", &input.phone), ("other_phones", &input.other_phones)] {
        let found = phone::parse_all(text);
        // A form has somebody in front of it: unlike in a list, one bad number is worth stopping for.
        if let Some((_, problem)) = found.bad.first() {
            refuse(name, problem.text());
        }
        for (phone, raw) in found.good {
            if !phones.iter().any(|(known, _)| *known == phone) {
                phones.push((phone, raw));
            }
        }
    }
    let birth_date = match input.birth_date.trim() {
        "" => None,
        text => birth::parse(text, ctx.today().as_str())
            .map_err(|problem| refuse("birth_date", problem.text()))
            .ok(),
    };
    let mut contacts = Vec::new();
    let mut contact = |kind: &'static str,
                       text: &str,
                       read: fn(&str) -> Option<String>,
                       problem: &'static str| match (text.trim(), read(text)) {
        ("", _) => {}
        (_, Some(address)) => contacts.push((kind, address)),
        (_, None) => refuse(kind, problem),
    };
    contact("email", &input.email, rules::email, "clients-error-email");
    contact("telegram", &input.telegram, rules::messenger, "clients-error-messenger");
    contact("instagram", &input.instagram, rules::messenger, "clients-error-messenger");
    if let Some(error) = wrong {
        return Err(error);
    }
    let name = Name::from_parts(&input.first_name, &input.last_name);
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Ok(NewCard {
        display_name: card::display_name(&name, phones.first().map(|(phone, _)| phone)),
        name,
        phones,
        contacts,
        language: input.language.map(|language| language.word().to_owned()),
        birth_date,
        gender: input.gender.map(|gender| gender.word().to_owned()),
        note: filled(&input.note),
        warning: filled(&input.warning),
        source: filled(&input.source),
        tags: rules::tags(&input.tags),
        created_at: ctx.now(),
    })
}

/// Not refused for good: the form comes back with the cards it may be, and with the choice.
fn same_person(similar: &search::SimilarClients) -> Error {
    let name = similar.first().map(|card| card.name().to_owned()).unwrap_or_default();
    let text_key =
        if similar.is_sure() { "clients-error-same-person" } else { "clients-error-maybe-same-person" };
    conflict(text(text_key).arg("name", name)).data(similar)
}

fn remember_as_different(ctx: &mut Mutation, client_id: Id, similar: search::SimilarClients) -> Result<()> {
    let now = ctx.now();
    for other in similar.into_candidates() {
        let (smaller, larger) = (client_id.min(other.id()), client_id.max(other.id()));
        queries::upsert_duplicate(ctx, smaller, larger, 0, now)?;
        queries::dismiss_duplicate(ctx, now, smaller, larger)?;
    }
    Ok(())
}
