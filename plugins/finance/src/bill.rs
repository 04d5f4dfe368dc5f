//! One bill: how it stands, what others are told of it, and the money that comes to it.

use pardoz_sdk::prelude::*;

use crate::book::{self, Entry};
use crate::branch::Place;
use crate::deposit;
use crate::model::bill::Offer;
use crate::model::posting;
use crate::model::tender::Tender;
use crate::queries::{self, Bill, BillLine, BillTender, Desk};

/// Where and when money is taken. No desk: it came by itself (Payme, Click).
pub struct Till<'a> {
    pub place: &'a Place,
    pub desk: Option<&'a Desk>,
    pub shift_id: Option<Id>,
}

impl Till<'_> {
    fn posting(&self, bill: &Bill) -> posting::Place {
        let desk_id = self.desk.map(|desk| desk.desk_id);
        posting::Place { client_id: bill.client_id, desk_id, shift_id: self.shift_id }
    }
}

/// A tender with what it points at: a certificate, a membership and its line, the provider's number.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub tender: Tender,
    pub amount_minor: i64,
    pub reference: Option<String>,
    pub bill_line_id: Option<Id>,
}

impl From<Offer> for Taken {
    fn from(offer: Offer) -> Self {
        Self { tender: offer.tender, amount_minor: offer.amount_minor, reference: None, bill_line_id: None }
    }
}

pub fn find(ctx: &Query, bill_id: Id) -> Result<Bill> {
    queries::bill(ctx, bill_id)?.ok_or_else(|| not_found("finance-error-bill-gone"))
}

/// Six digits to say aloud.
pub fn number(ctx: &Query) -> i64 {
    let random = ctx.random(4).iter().fold(0i64, |sum, byte| sum * 256 + i64::from(*byte));
    100_000 + random.rem_euclid(900_000)
}

/// Takes tenders: rows, the entry, and what the bill then sums to. The caller writes the bill (`settle`).
pub fn take(ctx: &mut Mutation, bill: &mut Bill, till: &Till<'_>, taken: &[Taken]) -> Result<()> {
    if taken.is_empty() {
        return Ok(());
    }
    let (now, day) = (ctx.now(), till.place.today);
    let mut payment_id = None;
    for one in taken {
        let id = ctx.new_id();
        payment_id.get_or_insert(id);
        queries::insert_bill_tender(
            ctx,
            id,
            bill.bill_id,
            None,
            one.tender.word(),
            one.reference.as_deref(),
            one.bill_line_id,
            one.amount_minor,
            one.tender.is_money(),
            till.desk.map(|desk| desk.desk_id),
            till.shift_id,
            day.as_str(),
            now,
        )?;
        match one.tender {
            Tender::Debt => bill.debt_minor += one.amount_minor,
            _ => bill.paid_minor += one.amount_minor,
        }
    }
    let tenders: Vec<(Tender, i64)> = taken.iter().map(|one| (one.tender, one.amount_minor)).collect();
    let lines =
        posting::payment(&tenders, till.posting(bill)).ok_or_else(|| field("desk", "finance-error-desk"))?;
    // The first tender names the payment: a bill may be paid in several goes.
    let source_id = payment_id.unwrap_or(bill.bill_id);
    book::post(ctx, entry(till.place, bill, "payment", "tender", source_id), lines)?;
    Ok(())
}

/// What is still to come: the rest of a bill under way, or its debt.
pub fn owed(bill: &Bill) -> i64 {
    match bill.state.as_str() {
        "part_paid" => bill.debt_minor,
        "open" => bill.due_minor - bill.paid_minor,
        _ => 0,
    }
}

/// Later money of a bill, at a desk or by itself: it takes the place of a debt, and the last of it settles the bill.
pub fn receive(ctx: &mut Mutation, bill: &mut Bill, till: &Till<'_>, one: Taken) -> Result<()> {
    let mut taken = vec![one];
    if bill.state == "part_paid" {
        let amount_minor = -taken[0].amount_minor;
        taken.push(Taken { tender: Tender::Debt, amount_minor, reference: None, bill_line_id: None });
    }
    take(ctx, bill, till, &taken)?;
    settle(ctx, bill, till.place)
}

/// Tips go beside the bill (R-P10).
pub fn tip(
    ctx: &mut Mutation,
    bill: &mut Bill,
    till: &Till<'_>,
    tender: Tender,
    staff_id: Id,
    amount_minor: i64,
) -> Result<()> {
    let (tip_id, now) = (ctx.new_id(), ctx.now());
    let day = till.place.today;
    queries::insert_tip(ctx, tip_id, bill.bill_id, staff_id, tender.word(), amount_minor, day.as_str(), now)?;
    let lines = posting::tip(tender, amount_minor, staff_id, till.posting(bill))
        .ok_or_else(|| field("desk", "finance-error-desk"))?;
    book::post(ctx, entry(till.place, bill, "tip", "tip", tip_id), lines)?;
    bill.tips_minor += amount_minor;
    Ok(())
}

/// What the tenders have made of the bill. Covered for the first time, even by a named debt, it is served: income is
/// earned and the visit is over, in this transaction. Without any debt left it is paid, and others are told.
pub fn settle(ctx: &mut Mutation, bill: &mut Bill, place: &Place) -> Result<()> {
    let was = bill.state.clone();
    let covered = bill.paid_minor + bill.debt_minor + bill.refunded_minor == bill.due_minor;
    if covered && was == "open" {
        serve(ctx, bill, place)?;
    }
    bill.state = match (covered, bill.debt_minor) {
        (false, _) => "open",
        (true, 0) => "paid",
        (true, _) => "part_paid",
    }
    .to_owned();
    if bill.state == "paid" && was != "paid" {
        bill.closed_at = Some(ctx.now());
    }
    store(ctx, bill)?;
    if bill.state == "paid" && was != "paid" {
        let told = told(ctx, bill, None)?;
        ctx.emit("finance.bill.paid", bill.bill_id, told)?;
    }
    Ok(())
}

pub fn store(ctx: &mut Mutation, bill: &Bill) -> Result<()> {
    let now = ctx.now();
    queries::update_bill(
        ctx,
        &bill.state,
        bill.paid_minor,
        bill.debt_minor,
        bill.refunded_minor,
        bill.refunded_points,
        bill.tips_minor,
        bill.silent.as_deref(),
        bill.closed_at,
        now,
        bill.bill_id,
    )?;
    Ok(())
}

/// R-F2: income is earned now. The visit is completed with the money or neither is; only a booking module that does
/// not answer at all is told later (R-K3).
fn serve(ctx: &mut Mutation, bill: &mut Bill, place: &Place) -> Result<()> {
    let lines = queries::bill_lines(ctx, bill.bill_id)?;
    let sold: Vec<(&str, i64)> = lines.iter().map(|line| (line.kind.as_str(), line.total_minor)).collect();
    let posted = posting::sale(&sold, bill.rounding_minor, bill.client_id);
    book::post(ctx, entry(place, bill, "sale", "bill", bill.bill_id), posted)?;
    deposit::release(ctx, bill.appointment_id)?;
    let Some(appointment_id) = bill.appointment_id else { return Ok(()) };
    if complete_visit(ctx, appointment_id)? {
        return Ok(());
    }
    note_silent(bill, "booking");
    let at = ctx.now() + COMPLETE_AGAIN_MS;
    ctx.schedule("complete-visit", at, appointment_id, json!({ "appointment_id": appointment_id }))?;
    Ok(())
}

/// When the booking module is asked again.
const COMPLETE_AGAIN_MS: i64 = 30_000;

/// `false`: the booking module is off, broken or too slow.
pub fn complete_visit(ctx: &mut Mutation, appointment_id: Id) -> Result<bool> {
    let asked = ctx.service("booking@1").call("complete", json!({ "appointment_id": appointment_id }));
    match asked {
        Ok(_) => Ok(true),
        Err(error) if is_silence(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Not a refusal: the other module is off, broke, or took too long (R-K3).
pub fn is_silence(error: &Error) -> bool {
    matches!(error.code(), "unavailable" | "internal" | "trap" | "deadline" | "unsupported" | "limit")
}

pub fn note_silent(bill: &mut Bill, module: &str) {
    let before = bill.silent.take();
    bill.silent = Some(match before {
        Some(before) if before.split(',').any(|one| one == module) => before,
        Some(before) => format!("{before},{module}"),
        None => module.to_owned(),
    });
}

pub fn entry<'a>(
    place: &Place,
    bill: &Bill,
    kind: &'a str,
    source_kind: &'a str,
    source_id: Id,
) -> Entry<'a> {
    Entry {
        kind,
        day: place.today,
        period: None,
        branch_id: bill.branch_id,
        source_kind,
        source_id,
        note: None,
    }
}

/// What subscribers are told (contract finance@1). R-L1: points are earned on money that was paid for services and
/// goods, never on what buys a certificate or a membership.
pub fn told(ctx: &Query, bill: &Bill, refund: Option<Json>) -> Result<Json> {
    let lines = queries::bill_lines(ctx, bill.bill_id)?;
    let tenders: Vec<BillTender> =
        queries::bill_tenders(ctx, bill.bill_id)?.into_iter().filter(|t| t.refund_id.is_none()).collect();
    let is_money = |tender: &&BillTender| tender.money;
    let money_minor: i64 = tenders.iter().filter(is_money).map(|tender| tender.amount_minor).sum();
    let sold = lines.iter().filter(|line| matches!(line.kind.as_str(), "certificate" | "membership"));
    let prepaid: i64 = sold.map(|line| line.total_minor).sum();
    // What rounding added at a desk is no sale.
    let earn_base_minor = (money_minor - prepaid - bill.rounding_minor.max(0)).max(0);
    let day = &bill.day;
    Ok(json!({
        "bill_id": bill.bill_id, "branch_id": bill.branch_id, "client_id": bill.client_id,
        "appointment_id": bill.appointment_id, "day": day, "at": ctx.now(), "code": bill.code, "points": bill.points,
        "money_minor": money_minor, "earn_base_minor": earn_base_minor,
        "lines": lines.iter().map(line_told).collect::<Vec<_>>(),
        "tenders": tenders.iter().map(tender_told).collect::<Vec<_>>(),
        "refund": refund,
    }))
}

fn line_told(line: &BillLine) -> Json {
    json!({
        "line_id": line.bill_line_id, "kind": line.kind, "subject_id": line.subject, "staff_id": line.staff_id,
        "quantity_milli": line.quantity_milli, "price_minor": line.price_minor,
        "discount_minor": line.discount_minor, "total_minor": line.total_minor,
    })
}

fn tender_told(tender: &BillTender) -> Json {
    json!({
        "tender": tender.tender, "reference": tender.reference, "line_id": tender.bill_line_id,
        "amount_minor": tender.amount_minor, "money": tender.money,
    })
}
