//! One function per route.

use crate::{model, queries};
use pardoz_sdk::prelude::*;

#[derive(Input)]
pub struct NotesWanted {
    #[input(range = 1..=200, default = 50)]
    limit: i64,
}

#[derive(View)]
pub struct NoteList {
    notes: Vec<queries::Note>,
}

pub fn list_notes(ctx: &Query, wanted: NotesWanted) -> Result<NoteList> {
    Ok(NoteList { notes: queries::note_list(ctx, wanted.limit)? })
}

#[derive(Input)]
pub struct NewNote {
    #[input(max_chars = 500)]
    body: String,
}

pub fn create_note(ctx: &mut Mutation, input: NewNote) -> Result<Redirect> {
    let body = model::tidy(&input.body).ok_or_else(|| field("body", "hello-error-empty"))?;
    let (note_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_note(ctx, note_id, body, now)
        .on_constraint("hello_note_body_once", || field("body", "hello-error-twice"))?;
    Ok(redirect("note-list").toast("hello-toast-created").created(json!({ "note_id": note_id })))
}
