//! The invariants (A6), held every night and on demand: the dashboard says when they last held. Those between modules
//! hold when everybody has heard everything, so a difference counts if it is still there a while later.

use pardoz_sdk::prelude::*;

use crate::branch::Place;
use crate::queries;

/// How long messages between modules may be under way.
const AGAIN_MS: i64 = 10 * 60_000;

/// The night's check. What differs between modules is looked at again.
pub fn night(ctx: &mut Mutation) -> Result<()> {
    run(ctx, Vec::new())?;
    if between(ctx)?.is_empty() {
        return Ok(());
    }
    let (key, at) = (ctx.new_id(), ctx.now() + AGAIN_MS);
    ctx.schedule("balance-again", at, key, json!({}))?;
    Ok(())
}

/// The second look: what still differs is a fault.
pub fn again(ctx: &mut Mutation) -> Result<()> {
    let found = between(ctx)?;
    run(ctx, found)
}

/// Holds our own invariants, and remembers the answer together with what was found `between` modules.
pub fn run(ctx: &mut Mutation, between: Vec<String>) -> Result<()> {
    let mut faults = faults(ctx)?;
    faults.extend(between);
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
        && (one.told_minor + one.booked_minor != 0 || one.told_minor != one.own_minor)
    {
        faults.push(format!(
            "registers paid out {}, sums of ours {}, the books say {}",
            one.told_minor, one.own_minor, -one.booked_minor
        ));
    }
    for one in queries::check_payout_lines(ctx)? {
        faults.push(format!("the register's line {} was paid out as another sum", one.reference));
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
    for one in queries::check_clients(ctx)? {
        let client_id = one.client_id.map(|id| id.to_string()).unwrap_or_default();
        faults.push(format!("the books of client {client_id} are not their bills"));
    }
    Ok(faults)
}

/// Our books against what other modules say they have. A module that is off says nothing, and is not asked.
fn between(ctx: &Query) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    if ctx.service("loyalty@1").is_available()
        && let Some(one) = queries::check_holders(ctx)?
    {
        let mut differ = |what: &str, booked_minor: i64, held_minor: i64| {
            if booked_minor + held_minor != 0 {
                faults.push(format!("{what} hold {held_minor}, the books {}", -booked_minor));
            }
        };
        differ("certificates", one.certificates_minor, one.on_certificates_minor);
        differ("memberships", one.memberships_minor, one.on_memberships_minor);
        if one.between_minor != 0 {
            faults.push(format!("{} hang between bills and the loyalty module", one.between_minor));
        }
    }
    if ctx.service("inventory@1").is_available() {
        if let Some(one) = queries::check_stock(ctx)?
            && one.booked_minor != one.stored_minor
        {
            faults.push(format!("the stores hold {}, the books {}", one.stored_minor, one.booked_minor));
        }
        if let Some(one) = queries::check_payables(ctx)?
            && one.booked_minor != one.known_minor
        {
            faults.push(format!(
                "suppliers are owed {}, the books owe {}",
                -one.known_minor, -one.booked_minor
            ));
        }
        for one in queries::check_reserved(ctx)? {
            faults.push(format!("{} of {} are held for no bill", one.reserved_milli, one.item_id));
        }
    }
    Ok(faults)
}
