//! Jobs, and what other modules tell.

use pardoz_sdk::prelude::*;

use crate::claim;
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

/// Two cards became one (R-C4): visits follow the one that stays. Visits that then overlap are flagged beside their
/// day, not deleted.
pub fn client_merged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let Merged { client_id, merged_client_id } = event.payload;
    let now = ctx.now();
    let ahead = ahead(ctx, merged_client_id)?;
    queries::insert_repointed(ctx, client_id, now, merged_client_id)?;
    queries::repoint_client(ctx, Some(client_id), now, merged_client_id)?;
    follow(ctx, ahead)
}

/// The merge was a mistake (R-C5): the visits that followed go home.
pub fn client_unmerged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let Merged { client_id, merged_client_id } = event.payload;
    let now = ctx.now();
    let ahead = ahead(ctx, client_id)?;
    queries::repoint_back(ctx, merged_client_id, now, client_id)?;
    queries::delete_repointed(ctx, merged_client_id, client_id)?;
    follow(ctx, ahead)
}

/// A client's visits that still take time.
fn ahead(ctx: &Query, client_id: Id) -> Result<Vec<Visit>> {
    let rows = queries::client_times(ctx, client_id, i64::MAX, ctx.now(), ctx.now())?;
    rows.into_iter().map(|row| Visit::find(ctx, row.appointment_id)).collect()
}

/// The client's time (R-B1) is held under the card that the visit has now. All is given back first: visits that
/// change places must not stand in each other's way.
fn follow(ctx: &mut Mutation, before: Vec<Visit>) -> Result<()> {
    let mut after = Vec::new();
    for visit in &before {
        let now = Visit::find(ctx, visit.appointment_id)?;
        if now.client_id != visit.client_id {
            let nobody = Visit { client_id: None, ..visit.clone() };
            let zone = visit::zone_of(ctx, visit.branch_id)?;
            claim::take_client(ctx, Some(visit), &nobody, true, &zone)?;
            after.push(now);
        }
    }
    for visit in after {
        let nobody = Visit { client_id: None, ..visit.clone() };
        let zone = visit::zone_of(ctx, visit.branch_id)?;
        claim::take_client(ctx, Some(&nobody), &visit, true, &zone)?;
    }
    Ok(())
}

#[derive(Input)]
pub struct About {
    appointment_id: Id,
}

/// R-B11: 15 minutes after the start nobody has come: somebody should ring. After the slot nobody need.
pub fn prompt_arrival(ctx: &mut Mutation, about: About) -> Result<()> {
    let waits = awaited(ctx, about.appointment_id)?.filter(|visit| visit.end_at() > ctx.now());
    let Some(before) = waits else { return Ok(()) };
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
