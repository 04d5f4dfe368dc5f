//! Jobs, and what other modules tell.

use pardoz_sdk::prelude::*;

use crate::bill;

#[derive(Input)]
pub struct Visit {
    appointment_id: Id,
}

/// R-K3: the booking module did not answer when the visit was paid; it is asked until it does. An error makes the
/// host try again later.
pub fn complete_visit(ctx: &mut Mutation, visit: Visit) -> Result<()> {
    if bill::complete_visit(ctx, visit.appointment_id)? {
        return Ok(());
    }
    Err(Error::of("unavailable", "the booking module did not complete the visit"))
}
