//! The invariants (A6), held every night and on demand: the dashboard says when they last held.

use pardoz_sdk::prelude::*;

use crate::branch::Place;
use crate::queries;

/// Runs all of them and remembers the answer.
pub fn run(ctx: &mut Mutation) -> Result<()> {
    let faults = faults(ctx)?;
    let entries = queries::entry_count(ctx)?.map_or(0, |row| row.entries);
    let (check_id, now) = (ctx.new_id(), ctx.now());
    let day = Place::any(ctx, None).map(|place| place.today).unwrap_or_else(|_| ctx.today());
    let said = (!faults.is_empty()).then(|| faults.join("; "));
    if let Some(said) = &said {
        log::error("the books do not balance", &[("faults", said)]);
    }
    queries::insert_check(ctx, check_id, day.as_str(), now, entries, faults.len() as i64, said.as_deref())?;
    Ok(())
}

/// What does not hold, in words for whoever looks into it.
pub fn faults(ctx: &Query) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for one in queries::check_entries(ctx)? {
        faults.push(format!("entry {} sums to {}", one.entry_id, one.amount_minor));
    }
    for one in queries::check_lines(ctx)? {
        faults.push(format!("the lines of bill {} are not its sum", one.number));
    }
    for one in queries::check_tenders(ctx)? {
        faults.push(format!("the tenders of bill {} are not its sum", one.number));
    }
    for one in queries::check_shifts(ctx)? {
        faults.push(format!("shift {} expected something else", one.number));
    }
    if let Some(one) = queries::check_payouts(ctx)?
        && one.told_minor + one.booked_minor != 0
    {
        faults.push(format!("registers paid out {}, the books say {}", one.told_minor, -one.booked_minor));
    }
    if let Some(one) = queries::check_open_bills(ctx)?
        && one.booked_minor + one.open_minor != 0
    {
        faults.push(format!("bills under way hold {}, the books {}", one.open_minor, -one.booked_minor));
    }
    for one in queries::check_deposit_moves(ctx)? {
        faults.push(format!("the deposit of visit {} is not its movements", one.appointment_id));
    }
    if let Some(one) = queries::check_deposits(ctx)?
        && (one.booked_minor + one.held_minor != 0 || one.moved_minor != one.held_minor)
    {
        faults.push(format!(
            "deposits hold {}, their movements {}, the books {}",
            one.held_minor, one.moved_minor, -one.booked_minor
        ));
    }
    if let Some(one) = queries::check_debts(ctx)?
        && one.booked_minor != one.debt_minor
    {
        faults.push(format!("bills are owed {}, the books say {}", one.debt_minor, one.booked_minor));
    }
    Ok(faults)
}
