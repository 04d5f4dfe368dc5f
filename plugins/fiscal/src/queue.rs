//! How a receipt comes into the queue: once per kind and source, with a number of its own for ever.

use pardoz_sdk::prelude::*;

use crate::model::receipt::{Body, Given, Line};
use crate::queries::{self, Receipt};
use crate::send;

/// A receipt to be.
pub struct New<'a> {
    /// `sale` or `return`.
    pub kind: &'a str,
    /// `bill`, `payment`, `advance`, `fee`.
    pub purpose: &'a str,
    pub bill_id: Id,
    /// The act it is of; of a return that takes several receipts, the first part's is the act.
    pub source: Id,
    /// The receipt a return undoes, or whose debt a payment pays.
    pub original: Option<Id>,
    pub holder: Option<Id>,
    pub branch_id: Id,
    pub day: Day,
    pub set_off: Vec<SetOff>,
    pub body: Body,
}

/// What of a holder's advances a receipt sets off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetOff {
    pub holder: Id,
    /// It has a receipt of its own.
    pub covered_minor: i64,
    /// It has none, and stands on this one as money.
    pub loose_minor: i64,
}

impl SetOff {
    /// As a receipt names it: what is no money now, and what is.
    pub fn given(&self, tender: &str) -> impl Iterator<Item = Given> {
        let of =
            |tender: &str, amount_minor: i64| Given { tender: tender.into(), line_id: None, amount_minor };
        let both = [of(Given::SET_OFF, self.covered_minor), of(tender, self.loose_minor)];
        both.into_iter().filter(|one| one.amount_minor > 0)
    }
}

/// Queues it and begins to send it.
pub fn put(ctx: &mut Mutation, new: New<'_>) -> Result<()> {
    // A return of a receipt that exists is queued even when sending was switched off meanwhile.
    if new.kind == "sale" && !ctx.setting::<bool>("sends")? || new.body.lines.is_empty() {
        return Ok(());
    }
    match write(ctx, &new, "queued")? {
        Some(receipt) => send::step(ctx, receipt),
        None => Ok(()),
    }
}

/// Remembers that there is none to send.
pub fn skip(ctx: &mut Mutation, new: New<'_>) -> Result<()> {
    write(ctx, &new, "void").map(drop)
}

/// `None`: its source had one.
fn write(ctx: &mut Mutation, new: &New<'_>, state: &str) -> Result<Option<Receipt>> {
    let (receipt_id, number, now, total_minor) =
        (ctx.new_id(), number(ctx), ctx.now(), new.body.total_minor());
    let text = serde_json::to_string(&new.body).map_err(|error| Error::internal(error.to_string()))?;
    let written = queries::insert_receipt(
        ctx,
        receipt_id,
        number,
        new.kind,
        new.purpose,
        new.bill_id,
        new.source,
        new.original,
        new.holder,
        new.branch_id,
        new.day.as_str(),
        text,
        total_minor,
        state,
        now,
    )?;
    if written == 0 {
        return Ok(None);
    }
    for one in &new.set_off {
        queries::insert_set_off(ctx, receipt_id, one.holder, one.covered_minor, one.loose_minor)?;
    }
    queries::receipt(ctx, receipt_id)
}

/// A return that takes several receipts: the first part goes by the act itself, by which it is known to have been told.
pub fn part_of(ctx: &Query, act: Id, at: usize) -> Id {
    if at == 0 { act } else { ctx.new_id() }
}

/// The number the provider knows the receipt by: milliseconds and three random digits, below 2⁵³. Two of the same
/// millisecond and digits meet in a constraint, and the event is delivered again.
fn number(ctx: &Query) -> i64 {
    let random = ctx.random(2).iter().fold(0i64, |sum, byte| sum * 256 + i64::from(*byte));
    ctx.now() * 1_000 + random.rem_euclid(1_000)
}

/// What of a holder's advances has a receipt and is neither set off nor returned.
pub fn covered(ctx: &Query, holder: Id) -> Result<i64> {
    let advanced = queries::advances(ctx, holder)?.map_or(0, |row| row.advanced_minor);
    let set_off = queries::set_offs(ctx, holder, i64::MAX)?.map_or(0, |row| row.covered_minor);
    Ok((advanced - set_off).max(0))
}

/// So much of a holder's advances is used now.
pub fn set_off(ctx: &Query, holder: Id, amount_minor: i64) -> Result<SetOff> {
    let covered_minor = covered(ctx, holder)?.min(amount_minor);
    Ok(SetOff { holder, covered_minor, loose_minor: amount_minor - covered_minor })
}

/// So much of it is put back by a return of `original`.
pub fn put_back(ctx: &Query, original: &Receipt, holder: Id, amount_minor: i64) -> Result<SetOff> {
    let left = queries::set_off_left(ctx, original.receipt_id, holder)?.map_or(0, |row| row.left_minor);
    let covered_minor = left.clamp(0, amount_minor);
    Ok(SetOff { holder, covered_minor, loose_minor: amount_minor - covered_minor })
}

/// The money on a receipt that its returns have not given back.
pub fn room(ctx: &Query, receipt: &Receipt) -> Result<i64> {
    let received = |receipt: &Receipt| -> Result<i64> { Ok(body(receipt)?.positions().1.sum()) };
    let mut room = received(receipt)?;
    for back in queries::returns_of(ctx, receipt.receipt_id)? {
        room -= received(&back)?;
    }
    Ok(room)
}

pub fn body(receipt: &Receipt) -> Result<Body> {
    serde_json::from_str(&receipt.body).map_err(|error| Error::internal(format!("a receipt's body: {error}")))
}

/// A receipt's only line, of something that is no service yet.
pub fn line(kind: &str, line_id: Id, total_minor: i64) -> Line {
    Line {
        line_id: line_id.to_string(),
        kind: kind.to_owned(),
        subject: None,
        quantity_milli: 1000,
        price_minor: total_minor,
        total_minor,
    }
}
