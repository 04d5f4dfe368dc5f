//! Jobs, and what other modules tell.

use pardoz_sdk::prelude::*;

use crate::bill;
use crate::book::{self, Entry};
use crate::check;
use crate::model::posting;
use crate::queries;

#[derive(Input)]
pub struct Visit {
    appointment_id: Id,
}

/// R-K3: the booking module did not answer when the visit was paid; it is asked until it does, however long it is off:
/// an error would be given up after the host's eight attempts, and a visit that never completes takes nothing from the
/// stock. If the money went back meanwhile, there is nothing to complete.
pub fn complete_visit(ctx: &mut Mutation, visit: Visit) -> Result<()> {
    let bill = queries::bill_of_visit(ctx, visit.appointment_id)?;
    if bill.is_none_or(|bill| bill.state == "open") {
        return Ok(());
    }
    if bill::complete_visit(ctx, visit.appointment_id)? {
        return Ok(());
    }
    bill::complete_later(ctx, visit.appointment_id, COMPLETE_PAUSE_MS)
}

/// Between two questions of the job; the first comes sooner.
const COMPLETE_PAUSE_MS: i64 = 5 * 60_000;

#[derive(Input)]
pub struct Liability {
    entry_id: Id,
    #[input(max_chars = 20)]
    kind: String,
    #[input(max_chars = 20)]
    subject: String,
    branch_id: Id,
    sold_branch_id: Id,
    amount_minor: i64,
    day: Day,
}

/// R-F2, R-M2: what the loyalty module sold, used, took back or broke. Once per entry of its ledger.
pub fn liability_changed(ctx: &mut Mutation, event: Event<Liability>) -> Result<()> {
    let said = event.payload;
    let (here, sold_in) = (said.branch_id, said.sold_branch_id);
    let lines = posting::liability(&said.kind, &said.subject, said.amount_minor, here, sold_in)
        .ok_or_else(|| Error::internal(format!("{} of {} is new to the books", said.kind, said.subject)))?;
    let entry = Entry {
        kind: "loyalty",
        day: said.day,
        period: None,
        branch_id: here,
        source_kind: "liability",
        source_id: said.entry_id,
        note: Some(&said.kind),
    };
    book::post(ctx, entry, lines)?;
    Ok(())
}

#[derive(Input)]
pub struct Document {
    document_id: Id,
    #[input(max_chars = 40)]
    kind: String,
    branch_id: Id,
    supplier_id: Option<Id>,
    day: Day,
    /// What the stock's value changed by: above zero, goods came in.
    value_minor: i64,
    /// The same by branch; without it all of it is this branch's.
    changed: Option<Vec<Changed>>,
    trued_up: Option<Vec<TruedUp>>,
}

#[derive(Input)]
struct Changed {
    branch_id: Id,
    /// On its way to another store.
    transit: bool,
    value_minor: i64,
}

/// R-I3: goods taken before they were here cost otherwise than they were booked at.
#[derive(Input)]
struct TruedUp {
    branch_id: Id,
    #[input(max_chars = 40)]
    kind: String,
    value_minor: i64,
}

/// Goods came, went or were missing: the stock's value and its other side. Once per document.
pub fn document_posted(ctx: &mut Mutation, event: Event<Document>) -> Result<()> {
    let said = event.payload;
    let place = |one: Changed| posting::Goods {
        branch_id: one.branch_id,
        transit: one.transit,
        value_minor: one.value_minor,
    };
    let all = posting::Goods { branch_id: said.branch_id, transit: false, value_minor: said.value_minor };
    let goods = said.changed.map_or(vec![all], |rows| rows.into_iter().map(place).collect());
    let repairs = said.trued_up.unwrap_or_default();
    let repairs: Vec<_> =
        repairs.iter().map(|one| (one.kind.as_str(), one.branch_id, one.value_minor)).collect();
    let lines = posting::stock(&said.kind, said.branch_id, said.supplier_id, &goods, &repairs);
    let entry = Entry {
        kind: "stock",
        day: said.day,
        period: None,
        branch_id: said.branch_id,
        source_kind: "document",
        source_id: said.document_id,
        note: Some(&said.kind),
    };
    book::post(ctx, entry, lines)?;
    Ok(())
}

/// Every night: do the books still balance?
pub fn balance_check(ctx: &mut Mutation) -> Result<()> {
    check::night(ctx)
}
