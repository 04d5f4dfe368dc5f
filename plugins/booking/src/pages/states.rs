//! What happens to a visit: arrived … completed, cancelled, undone (R-B11).

use pardoz_sdk::prelude::*;

use super::board::{self, Board};
use super::detail::{self, VisitPage, VisitView};
use crate::book::Place;
use crate::model::clock;
use crate::model::policy;
use crate::model::state::{self, By, State};
use crate::queries;
use crate::visit::{self, Change, Visit};

#[derive(Input)]
pub struct Step {
    appointment_id: Id,
    state: Reachable,
}

/// States a person sets by hand; cancelling has its own form.
#[derive(Input, Clone, Copy)]
pub enum Reachable {
    Booked,
    Confirmed,
    Arrived,
    InService,
    Completed,
    NoShow,
}

pub fn set_state(ctx: &mut Mutation, input: Step) -> Result<Redirect> {
    let (before, place) = detail::open(ctx, input.appointment_id, "booking.appointment.serve")?;
    let next = State::from_word(input.state.word()).ok_or_else(|| field("state", "booking-error-state"))?;
    if before.state == next {
        return Ok(back(&before).data(before.answer(&place.zone)));
    }
    let (after, change_id) = step(ctx, &before, &place, next)?;
    let mut answer = after.answer(&place.zone);
    answer["change_id"] = json!(change_id);
    Ok(back(&after)
        .toast("booking-toast-state")
        .toast_args(json!({ "state": next.word() }))
        .undo("appointment-undo", json!({ "appointment_id": after.appointment_id, "change_id": change_id }))
        .data(answer))
}

/// Sets another state, whoever asks for it: a person at the desk or a module that takes the money. Returns the visit
/// as it is now and the change by which it can be undone.
pub fn step(ctx: &mut Mutation, before: &Visit, place: &Place, next: State) -> Result<(Visit, Id)> {
    if !before.state.may_become(next) {
        return Err(conflict("booking-error-state"));
    }
    let day = clock::business_day(before.start_at(), &place.zone).unwrap_or(place.today);
    if next.needs_the_day() && day > place.today {
        return Err(conflict("booking-error-too-early"));
    }
    let after = Visit { state: next, late: false, hold_until: None, ..before.clone() };
    let change_id = visit::store(ctx, Some(before), &after, Change::of(next.word()))?;
    Ok((after, change_id))
}

fn back(visit: &Visit) -> Redirect {
    redirect("appointment-detail").with("appointment_id", visit.appointment_id)
}

#[derive(View)]
pub struct CancelView {
    #[view(flatten)]
    board: Board,
    visit: VisitView,
    /// R-B9: by the client and now, it would be late.
    is_late: bool,
    /// What it would cost them.
    fee_minor: i64,
}

pub fn cancel_form(ctx: &Query, page: VisitPage) -> Result<CancelView> {
    let (visit, place) = detail::open(ctx, page.appointment_id, "booking.appointment.write")?;
    let day = clock::business_day(visit.start_at(), &place.zone).unwrap_or(place.today);
    let shown = detail::view(ctx, &visit, &place, day)?;
    let ends = given_up(By::Client, &visit, ctx.now());
    Ok(CancelView {
        board: board::draw(ctx, place, day, visit.staff().next())?,
        visit: shown,
        is_late: ends == State::CancelledLate,
        fee_minor: visit.fee_minor(ends),
    })
}

/// How a visit ends that is given up now.
pub fn given_up(by: By, visit: &Visit, now: i64) -> State {
    state::cancelled(by, visit.start_at(), now, policy::free_hours(visit.policy))
}

#[derive(Input)]
pub struct Cancel {
    appointment_id: Id,
    #[input(default = "client")]
    by: WhoCancels,
    #[input(max_chars = 300)]
    reason: Option<String>,
}

#[derive(Input, Clone, Copy, PartialEq)]
pub enum WhoCancels {
    Client,
    Salon,
}

pub fn cancel(ctx: &mut Mutation, input: Cancel) -> Result<Redirect> {
    let (before, place) = detail::open(ctx, input.appointment_id, "booking.appointment.write")?;
    if !before.state.may_be_cancelled() {
        return Err(conflict("booking-error-not-cancellable"));
    }
    let by = if input.by == WhoCancels::Salon { By::Salon } else { By::Client };
    let after = Visit {
        state: given_up(by, &before, ctx.now()),
        late: false,
        hold_until: None,
        cancel_reason: input.reason,
        cancelled_at: Some(ctx.now()),
        ..before.clone()
    };
    let change_id = visit::store(ctx, Some(&before), &after, Change::of("cancelled"))?;
    let day = clock::business_day(after.start_at(), &place.zone).unwrap_or(place.today);
    let mut answer = after.answer(&place.zone);
    answer["change_id"] = json!(change_id);
    Ok(redirect("schedule")
        .with("day", day)
        .with("branch", after.branch_id)
        .with("staff", after.lines[0].staff_id)
        .toast("booking-toast-cancelled")
        .undo("appointment-undo", json!({ "appointment_id": after.appointment_id, "change_id": change_id }))
        .data(answer))
}

#[derive(Input)]
pub struct Undo {
    appointment_id: Id,
    change_id: Id,
}

/// Puts back what was before one change, if nothing has happened to the visit since.
pub fn undo(ctx: &mut Mutation, input: Undo) -> Result<Redirect> {
    let (now, place) = detail::open(ctx, input.appointment_id, "booking.appointment.serve")?;
    let change = queries::change(ctx, input.change_id, input.appointment_id)?;
    let change = change.ok_or_else(|| not_found("booking-error-gone"))?;
    let read = |text: &str| {
        serde_json::from_str::<Visit>(text)
            .map_err(|e| Error::internal(format!("could not read a change of a visit: {e}")))
    };
    if read(&change.after)? != now {
        return Err(conflict("booking-error-undo"));
    }
    if State::from_word(&change.kind).is_none() {
        // Steps are the master's own to take back; times and bookings are the desk's.
        detail::open(ctx, input.appointment_id, "booking.appointment.write")?;
    }
    let before = match &change.before {
        Some(text) => read(text)?,
        // Nothing was before the booking: it is taken back as if the salon had never written it down.
        None => Visit {
            state: State::CancelledBySalon,
            cancelled_at: Some(ctx.now()),
            hold_until: None,
            ..now.clone()
        },
    };
    let change = Change { undoes: Some(input.change_id), ..Change::of("undone") };
    visit::store(ctx, Some(&now), &before, change)?;
    let day = clock::business_day(before.start_at(), &place.zone).unwrap_or(place.today);
    Ok(redirect("schedule")
        .with("day", day)
        .with("branch", before.branch_id)
        .with("staff", before.lines[0].staff_id)
        .toast("booking-toast-undone")
        .data(before.answer(&place.zone)))
}
