//! The time a visit holds: its masters' (R-B7) and its client's (R-B1). The database keeps claims apart, so two people
//! who book at once are told apart as surely as two who book one after the other.

use pardoz_sdk::prelude::*;
use pardoz_sdk::time::TimeZone;

use crate::model::clock;
use crate::model::interval::Interval;
use crate::model::occupancy;
use crate::queries;
use crate::visit::Visit;

/// An interval of somebody's time that belongs to a visit.
#[derive(Clone, Debug, PartialEq)]
struct Claim {
    id: String,
    resource: String,
    time: Interval,
    expires: Option<i64>,
}

/// Gives back the time the visit had and takes the time it has now. `beside`: its client may be busy with another
/// visit meanwhile. Returns whether they are.
pub fn take(
    ctx: &mut Mutation,
    before: Option<&Visit>,
    after: &Visit,
    beside: bool,
    zone: &TimeZone,
) -> Result<bool> {
    let (old, new) = (before.map(of_masters).unwrap_or_default(), of_masters(after));
    if old != new {
        for claim in &old {
            ctx.unclaim(&claim.id)?;
        }
        for claim in &new {
            if !hold(ctx, claim)? {
                return Err(taken());
            }
        }
    }
    take_client(ctx, before, after, beside, zone)
}

/// The client's part of [`take`]. Rows are asked before the claim: they also know visits that were put beside another
/// on purpose, or came from elsewhere, and hold no claim of their own.
pub fn take_client(
    ctx: &mut Mutation,
    before: Option<&Visit>,
    after: &Visit,
    beside: bool,
    zone: &TimeZone,
) -> Result<bool> {
    let (old, new) = (before.and_then(of_client), of_client(after));
    if old == new {
        return Ok(false);
    }
    if let Some(claim) = old {
        ctx.unclaim(&claim.id)?;
    }
    let (Some(claim), Some(client_id)) = (new, after.client_id) else { return Ok(false) };
    let now = ctx.now();
    let others = queries::client_times(ctx, client_id, claim.time.end, claim.time.start, now)?;
    let other = others.into_iter().find(|other| other.appointment_id != after.appointment_id);
    match other {
        Some(_) if beside => Ok(true),
        Some(other) => Err(client_busy(Interval::new(other.start_at, other.end_at), zone)),
        None if hold(ctx, &claim)? => Ok(false),
        None if beside => Ok(true),
        None => Err(client_busy(claim.time, zone)),
    }
}

/// For rows from elsewhere: `false` = a master's time is taken, and nothing is held. A client who is in two places at
/// once in an old notebook keeps both entries.
pub fn take_quietly(ctx: &mut Mutation, visit: &Visit) -> Result<bool> {
    let claims = of_masters(visit);
    for (at, claim) in claims.iter().enumerate() {
        if !hold(ctx, claim)? {
            for taken in &claims[..at] {
                ctx.unclaim(&taken.id)?;
            }
            return Ok(false);
        }
    }
    if let Some(claim) = of_client(visit) {
        hold(ctx, &claim)?;
    }
    Ok(true)
}

fn hold(ctx: &mut Mutation, claim: &Claim) -> Result<bool> {
    let held = ctx.claim(&claim.id, &claim.resource, claim.time.start, claim.time.end, claim.expires)?;
    Ok(held.is_none())
}

fn of_masters(visit: &Visit) -> Vec<Claim> {
    if !visit.state.is_blocking() {
        return Vec::new();
    }
    let mut claims = Vec::new();
    for line in &visit.lines {
        for (part, time) in line.occupancy().busy().into_iter().enumerate() {
            claims.push(Claim {
                id: format!("{}:{part}", line.appointment_line_id),
                resource: format!("staff:{}", line.staff_id),
                time,
                expires: visit.hold_until,
            });
        }
    }
    claims
}

/// Nobody knows who a client without a card is, or where else they are.
fn of_client(visit: &Visit) -> Option<Claim> {
    let client_id = visit.client_id.filter(|_| visit.state.is_blocking())?;
    let lines: Vec<_> = visit.lines.iter().map(|line| line.occupancy()).collect();
    Some(Claim {
        id: format!("{}:client", visit.appointment_id),
        resource: format!("client:{client_id}"),
        time: occupancy::client_time(&lines)?,
        expires: visit.hold_until,
    })
}

/// The time is somebody else's (R-B7).
pub fn taken() -> Error {
    conflict("booking-error-taken").field("start", "booking-error-taken")
}

/// The client is in another chair then (R-B1).
fn client_busy(other: Interval, zone: &TimeZone) -> Error {
    let said = text("booking-error-client-busy")
        .arg("start", clock::wall(other.start, zone))
        .arg("end", clock::wall(other.end, zone));
    conflict(said.clone()).field("start", said)
}
