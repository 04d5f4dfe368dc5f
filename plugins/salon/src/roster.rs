//! Shifts generated from rhythms: forms, imports, the nightly job and demo data plan the same way.

use pardoz_sdk::prelude::*;
use pardoz_sdk::time::TimeZone;

use crate::model::rhythm::Rhythm;
use crate::model::times::Span;
use crate::queries;

/// How somebody works: on which days, from when to when, with which break.
#[derive(Clone, Copy)]
pub struct Pattern {
    pub rhythm: Rhythm,
    pub anchor: Day,
    pub shift: Span,
    /// Start and length of the break.
    pub rest: Option<Span>,
}

/// Plans the days from `from` to `to` for one person. A day on which a shift would run into another one of the
/// same person stays as it is: what somebody arranged by hand outweighs the rhythm. Returns how many were planned.
pub fn plan(
    ctx: &mut Mutation,
    staff_id: Id,
    branch_id: Id,
    zone: &TimeZone,
    pattern: Pattern,
    from: Day,
    to: Day,
) -> Result<i64> {
    // Fetched once: a season of days would otherwise ask as many times.
    let taken = queries::shifts_of_staff(ctx, staff_id, from.plus(-1).start(zone)?, to.plus(2).start(zone)?)?;
    let mut planned = 0;
    for day in pattern.rhythm.days(pattern.anchor, from, to) {
        let (start_at, end_at) = pattern.shift.instants(day, zone)?;
        if taken.iter().any(|shift| shift.start_at < end_at && shift.end_at > start_at) {
            continue;
        }
        insert(
            ctx,
            staff_id,
            branch_id,
            day,
            (start_at, end_at),
            pattern.rest.map(|rest| rest.instants(day, zone)).transpose()?,
        )?;
        planned += 1;
    }
    Ok(planned)
}

/// Writes one shift with its break, and nothing else: whether it fits has been asked.
pub fn insert(
    ctx: &mut Mutation,
    staff_id: Id,
    branch_id: Id,
    day: Day,
    times: (i64, i64),
    rest: Option<(i64, i64)>,
) -> Result<Id> {
    let (shift_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_shift(ctx, shift_id, staff_id, branch_id, day.as_str(), times.0, times.1, now)?;
    if let Some((start_at, end_at)) = rest {
        let shift_break_id = ctx.new_id();
        queries::insert_break(ctx, shift_break_id, shift_id, staff_id, start_at, end_at)?;
    }
    Ok(shift_id)
}

/// Tells whoever shows or books this person's time.
pub fn tell(ctx: &mut Mutation, staff_id: Id, day: Day) -> Result<()> {
    ctx.emit("salon.shift.changed", staff_id, json!({ "staff_id": staff_id, "day": day }))?;
    Ok(())
}

/// A wall-clock span of a stored shift or break, in the minutes of `day`.
pub fn minutes_of(day: Day, start_at: i64, end_at: i64, zone: &TimeZone) -> Result<Span> {
    let minute = |at: i64| -> Result<i64> {
        Ok(Day::at(at, zone)?.since(day) * 24 * 60 + time::minute_of_day(at, zone)?)
    };
    Ok(Span { start_minute: minute(start_at)?, end_minute: minute(end_at)? })
}
