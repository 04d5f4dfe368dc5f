//! One client: everything known, warnings first; notes; put away and taken back.

use pardoz_sdk::prelude::*;

use crate::circle::Circle;
use crate::model::{birth, card as rules};
use crate::queries;
use crate::{cards, merging};

#[derive(Input)]
pub struct ClientId {
    client_id: Id,
}

#[derive(View)]
pub struct ClientCard {
    #[view(flatten)]
    client: queries::ClientDetail,
    phones: Vec<queries::PhoneList>,
    contacts: Vec<queries::ContactList>,
    notes: Vec<queries::NoteList>,
    tag_list: Vec<String>,
    /// Full years, if the day of birth is known.
    age: Option<i64>,
    /// Is it today? Whoever opens the card should congratulate.
    birthday_today: bool,
    may_see_phones: bool,
    /// Cards that became part of this one and can still be taken out again (R-C5).
    merges: Vec<queries::MergeList>,
}

pub fn client_detail(ctx: &Query, wanted: ClientId) -> Result<ClientCard> {
    // Somebody else's client and none at all are answered alike.
    let known = Circle::of(ctx)?.holds(wanted.client_id);
    let client =
        find(ctx, wanted.client_id).and_then(|client| if known { Ok(client) } else { Err(missing()) })?;
    let today = ctx.today();
    let born = client.birth_date.as_deref();
    Ok(ClientCard {
        phones: queries::phone_list(ctx, wanted.client_id)?,
        contacts: queries::contact_list(ctx, wanted.client_id)?,
        notes: queries::note_list(ctx, wanted.client_id)?,
        tag_list: client.tags.iter().flat_map(|tags| tags.split(", ")).map(str::to_owned).collect(),
        age: born.and_then(|day| birth::age(day, today.as_str())),
        birthday_today: born.is_some_and(|day| day.get(5..) == Some(today.month_day())),
        may_see_phones: ctx.can("clients.phone.read"),
        merges: queries::merge_list(
            ctx,
            wanted.client_id,
            ctx.today().plus(-merging::DAYS).start(ctx.timezone())?,
        )?,
        client,
    })
}

pub fn archive_client(ctx: &mut Mutation, wanted: ClientId) -> Result<Redirect> {
    let client = find(ctx, wanted.client_id)?;
    let now = ctx.now();
    cards::archive(ctx, wanted.client_id, Some(now))?;
    ctx.emit("clients.client.archived", wanted.client_id, json!({ "client_id": wanted.client_id }))?;
    Ok(redirect("client-list")
        .toast("clients-toast-archived")
        .toast_args(json!({ "name": client.display_name }))
        .undo("client-restore", json!({ "client_id": wanted.client_id }))
        .data(json!({ "client_id": wanted.client_id })))
}

pub fn restore_client(ctx: &mut Mutation, wanted: ClientId) -> Result<Redirect> {
    let client = find(ctx, wanted.client_id)?;
    if client.merged_into_id.is_some() {
        return Err(conflict("clients-error-merged"));
    }
    cards::archive(ctx, wanted.client_id, None)?;
    ctx.emit("clients.client.updated", wanted.client_id, json!({ "client_id": wanted.client_id }))?;
    Ok(redirect("client-detail")
        .with("client_id", wanted.client_id)
        .toast("clients-toast-restored")
        .toast_args(json!({ "name": client.display_name }))
        .data(json!({ "client_id": wanted.client_id })))
}

#[derive(Input)]
pub struct NewNote {
    client_id: Id,
    #[input(min_chars = 1, max_chars = 2000)]
    body: String,
}

pub fn create_note(ctx: &mut Mutation, note: NewNote) -> Result<Redirect> {
    find(ctx, note.client_id)?;
    let body = note.body.trim();
    if body.is_empty() {
        return Err(field("body", "clients-error-note-empty"));
    }
    let (note_id, now) = (ctx.new_id(), ctx.now());
    let author = ctx.caller().display_name.clone().unwrap_or_default();
    queries::insert_note(ctx, note_id, note.client_id, body, &author, now)?;
    Ok(redirect("client-detail")
        .with("client_id", note.client_id)
        .toast("clients-toast-note")
        .undo("note-delete", json!({ "client_id": note.client_id, "note_id": note_id }))
        .created(json!({ "note_id": note_id })))
}

#[derive(Input)]
pub struct NoteId {
    client_id: Id,
    note_id: Id,
}

pub fn delete_note(ctx: &mut Mutation, note: NoteId) -> Result<Redirect> {
    if queries::delete_note(ctx, note.note_id, note.client_id)? == 0 {
        return Err(not_found("clients-error-no-note"));
    }
    Ok(redirect("client-detail").with("client_id", note.client_id).toast("clients-toast-note-deleted"))
}

/// The card, or "there is no such client".
pub fn find(ctx: &Query, client_id: Id) -> Result<queries::ClientDetail> {
    queries::client_detail(ctx, client_id)?.ok_or_else(missing)
}

fn missing() -> Error {
    not_found("clients-error-no-client")
}

/// `Lola Karimova`, or what a client without a name is called.
pub fn display_name(
    name: &crate::model::name::Name,
    phone: Option<&crate::model::phone::PhoneNumber>,
) -> String {
    match name.display() {
        shown if shown.is_empty() => rules::nameless(phone),
        shown => shown,
    }
}
