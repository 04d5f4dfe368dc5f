//! R-B10: a visit came to another time late, for its client's sake. That costs what a late cancellation does, and the
//! visit stands: what is left of the deposit stays for it. Each move settles once; taken back, it is another entry.

use pardoz_sdk::prelude::*;

use crate::branch::Place;
use crate::deposit::{self, Move};
use crate::giving_up::{bill_fee, give_over};
use crate::model::deposit as rule;
use crate::model::posting;
use crate::queries;

#[derive(Input)]
pub struct Moved {
    appointment_id: Id,
    branch_id: Id,
    client_id: Option<Id>,
    change_id: Option<Id>,
    #[input(range = 0..=100_000_000_000_000i64)]
    fee_minor: Option<i64>,
    /// The change that this one takes back.
    undoes: Option<Id>,
}

pub fn moved(ctx: &mut Mutation, event: Event<Moved>) -> Result<()> {
    let said = event.payload;
    let Some(change_id) = said.change_id else { return Ok(()) };
    match (said.undoes, said.fee_minor.unwrap_or_default()) {
        (Some(undone), _) => take_back(ctx, said.appointment_id, change_id, undone),
        (None, 0) => Ok(()),
        (None, fee_minor) => charge(ctx, &said, change_id, fee_minor),
    }
}

/// Kept = min(deposit, fee); a shortfall is billed if the salon wants it (R-B9).
fn charge(ctx: &mut Mutation, said: &Moved, change_id: Id, fee_minor: i64) -> Result<()> {
    let wants: bool = ctx.setting("collect_excess")?;
    let collects = wants && said.client_id.is_some();
    let mut head = match queries::deposit(ctx, said.appointment_id)? {
        Some(head) => head,
        None if collects => deposit::new(ctx, said.appointment_id, said.branch_id, said.client_id)?,
        None => return Ok(()),
    };
    if queries::move_fee(ctx, change_id)?.is_some() {
        return Ok(());
    }
    let place = Place::any(ctx, Some(head.branch_id))?;
    let settled = rule::settle(head.held_minor, fee_minor, collects);
    let bill_id = match settled.billed_minor {
        0 => None,
        billed_minor => Some(bill_fee(ctx, &place, &head, "moved", billed_minor)?),
    };
    let (kept_minor, now) = (settled.kept_minor, ctx.now());
    queries::insert_move_fee(
        ctx,
        change_id,
        said.appointment_id,
        fee_minor,
        kept_minor,
        settled.billed_minor,
        bill_id,
        now,
    )?;
    let lines = posting::deposit_kept(kept_minor, head.client_id);
    let source_id = Some(change_id);
    let one = Move { kind: "kept", tender: None, amount_minor: -kept_minor, source_id, desk: None };
    deposit::write(ctx, &place, &mut head, one, lines)?;
    Ok(())
}

/// The move was a mistake: what was kept is the client's deposit again, and a fee that was billed goes with it.
fn take_back(ctx: &mut Mutation, appointment_id: Id, change_id: Id, undone: Id) -> Result<()> {
    let Some(fee) = queries::move_fee(ctx, undone)?.filter(|fee| fee.undone_at.is_none()) else {
        return Ok(());
    };
    let Some(mut head) = queries::deposit(ctx, appointment_id)? else { return Ok(()) };
    let (place, now) = (Place::any(ctx, Some(head.branch_id))?, ctx.now());
    if let Some(bill_id) = fee.bill_id {
        give_over(ctx, &place, &mut head, bill_id)?;
    }
    queries::undo_move_fee(ctx, now, undone)?;
    let lines = posting::deposit_kept(-fee.kept_minor, head.client_id);
    let source_id = Some(change_id);
    let one = Move { kind: "unkept", tender: None, amount_minor: fee.kept_minor, source_id, desk: None };
    deposit::write(ctx, &place, &mut head, one, lines)?;
    Ok(())
}
