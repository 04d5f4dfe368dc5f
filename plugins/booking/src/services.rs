//! What the contract booking@1 offers: the checkout completes a visit in its own transaction (paid and completed
//! together, or neither) and takes that back when the money goes back.

use pardoz_sdk::prelude::*;

use crate::model::state::State;
use crate::pages::{detail, states};
use crate::queries;
use crate::visit::Visit;

#[derive(Input)]
pub struct Which {
    appointment_id: Id,
}

#[derive(View)]
pub struct Now {
    appointment_id: Id,
    state: String,
    /// False = it was so already, and nobody is told.
    changed: bool,
}

/// R-B11: completed from any state a person could complete it from, with the same event, history and refusals.
pub fn complete(ctx: &mut Mutation, which: Which) -> Result<Now> {
    let (before, place) = detail::open(ctx, which.appointment_id, "booking.appointment.serve")?;
    if before.state == State::Completed {
        return Ok(now(&before, false));
    }
    let (after, _) = states::step(ctx, &before, &place, State::Completed)?;
    Ok(now(&after, true))
}

/// Back to the state it was completed from; one that came completed from elsewhere goes back into service.
pub fn uncomplete(ctx: &mut Mutation, which: Which) -> Result<Now> {
    let (before, place) = detail::open(ctx, which.appointment_id, "booking.appointment.serve")?;
    if before.state != State::Completed {
        return Ok(now(&before, false));
    }
    let completion = queries::last_change(ctx, which.appointment_id, State::Completed.word())?;
    let earlier = completion.and_then(|change| change.before);
    let earlier = earlier.and_then(|text| serde_json::from_str::<Visit>(&text).ok()).map(|visit| visit.state);
    let back = earlier.filter(|state| before.state.may_become(*state)).unwrap_or(State::InService);
    let (after, _) = states::step(ctx, &before, &place, back)?;
    Ok(now(&after, true))
}

fn now(visit: &Visit, changed: bool) -> Now {
    Now { appointment_id: visit.appointment_id, state: visit.state.word().to_owned(), changed }
}
