//! Jobs, and what other modules tell.

use pardoz_sdk::prelude::*;

use crate::model::state::State;
use crate::queries;
use crate::visit::{self, Change, Visit};

#[derive(Input)]
pub struct Merged {
    /// The card that stays.
    client_id: Id,
    /// The card that is gone.
    merged_client_id: Id,
}

/// Two cards became one: visits follow the one that stays.
pub fn client_merged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let now = ctx.now();
    queries::repoint_client(ctx, Some(event.payload.client_id), now, event.payload.merged_client_id)?;
    Ok(())
}

#[derive(Input)]
pub struct About {
    appointment_id: Id,
}

/// R-B11: 15 minutes after the start nobody has come: somebody should ring.
pub fn prompt_arrival(ctx: &mut Mutation, about: About) -> Result<()> {
    let Some(before) = awaited(ctx, about.appointment_id)? else { return Ok(()) };
    let after = Visit { late: true, ..before.clone() };
    visit::store(ctx, Some(&before), &after, Change::of("late"))?;
    Ok(())
}

/// R-B11: still absent when the slot ends.
pub fn note_absence(ctx: &mut Mutation, about: About) -> Result<()> {
    let automatic: bool = ctx.setting("auto_no_show")?;
    let Some(before) = awaited(ctx, about.appointment_id)? else { return Ok(()) };
    if automatic && before.end_at() <= ctx.now() {
        let after = Visit { state: State::NoShow, late: false, ..before.clone() };
        visit::store(ctx, Some(&before), &after, Change::of("no_show"))?;
    }
    Ok(())
}

/// The visit, if its client is still awaited: jobs and people may pass each other.
fn awaited(ctx: &Query, appointment_id: Id) -> Result<Option<Visit>> {
    match Visit::find(ctx, appointment_id) {
        Ok(visit) => Ok(visit.state.is_awaited().then_some(visit)),
        Err(error) if error.code() == "not-found" => Ok(None),
        Err(error) => Err(error),
    }
}
