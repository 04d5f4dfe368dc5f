//! One bill: how it stands, what others are told of it, and the money that comes to it.

use pardoz_sdk::prelude::*;

use crate::book::{self, Entry};
use crate::branch::Place;
use crate::deposit;
use crate::model::bill::Offer;
use crate::model::clock;
use crate::model::posting;
use crate::model::tender::Tender;
use crate::queries::{self, Bill, Desk};
use crate::refund;
use crate::told;

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
    ctx.random_number(6)
}

/// Takes tenders: rows, the entry, and what the bill then sums to. The caller writes the bill (`settle`). Returns the
/// payment's id: that of its first tender.
pub fn take(ctx: &mut Mutation, bill: &mut Bill, till: &Till<'_>, taken: &[Taken]) -> Result<Option<Id>> {
    if taken.is_empty() {
        return Ok(None);
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
    Ok(payment_id)
}

/// What is still to come: the rest of a bill under way, or its debt.
pub fn owed(bill: &Bill) -> i64 {
    match bill.state.as_str() {
        "part_paid" => bill.debt_minor,
        "open" => bill.due_minor - bill.paid_minor,
        _ => 0,
    }
}

/// Later money of a bill, at a desk or by itself: the last of it settles the bill. Where it takes the place of a debt,
/// the sale was told long ago, and others are told of the payment.
pub fn receive(ctx: &mut Mutation, bill: &mut Bill, till: &Till<'_>, one: Taken) -> Result<()> {
    let is_debt = bill.state == "part_paid";
    let (tender, money_minor) = (one.tender, one.amount_minor);
    let mut taken = vec![one];
    if is_debt {
        let amount_minor = -money_minor;
        taken.push(Taken { tender: Tender::Debt, amount_minor, reference: None, bill_line_id: None });
    }
    let payment_id = take(ctx, bill, till, &taken)?;
    settle(ctx, bill, till.place)?;
    if is_debt {
        let rows = told::Rows::read(ctx, bill.bill_id)?;
        let earn_base_minor = rows.earn_base(bill, 0) - rows.earn_base(bill, money_minor);
        let mut told = rows.told(ctx, bill, till.place.today);
        told["payment"] = json!({
            "payment_id": payment_id, "tender": tender.word(), "money_minor": money_minor,
            "earn_base_minor": earn_base_minor,
        });
        ctx.emit("finance.bill.repaid", bill.bill_id, told)?;
    }
    Ok(())
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
/// earned and the visit is over, in this transaction, and others are told (R-F2: goods are handed over, certificates
/// and points are spent). Without any debt left it is paid.
pub fn settle(ctx: &mut Mutation, bill: &mut Bill, place: &Place) -> Result<()> {
    let was = bill.state.clone();
    let covered = bill.paid_minor + bill.debt_minor + bill.refunded_minor == bill.due_minor;
    let is_sold = covered && was == "open";
    if is_sold {
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
    if is_sold {
        told::emit(ctx, "finance.bill.paid", bill, place.today)?;
    }
    Ok(())
}

/// A bill that nobody paid ends: what it holds goes back (R-K3: by the event). A deposit, an advance, a certificate or a
/// visit that was put into it was only waiting there. Money that a desk took goes back from the `till`, the way it came
/// (R-F3), if there is one: a job has none. `false`: money came that cannot go back here, or it was ended before.
pub fn end(ctx: &mut Mutation, bill: &mut Bill, till: &Till<'_>) -> Result<bool> {
    let place = till.place;
    let held = refund::sources(queries::bill_tenders(ctx, bill.bill_id)?);
    let goes = |tender: Tender| ends_alone(tender) || till.desk.is_some() && from_desk(tender);
    if bill.state != "open" || held.iter().any(|one| !goes(one.tender)) {
        return Ok(false);
    }
    deposit::take_out(ctx, place, bill)?;
    let back = |one: refund::Source| Taken {
        tender: one.tender,
        amount_minor: -one.left_minor,
        reference: one.reference,
        bill_line_id: one.bill_line_id,
    };
    let others: Vec<Taken> = held.into_iter().filter(|one| one.tender != Tender::Deposit).map(back).collect();
    take(ctx, bill, till, &others)?;
    bill.state = "void".into();
    bill.closed_at = Some(ctx.now());
    store(ctx, bill)?;
    told::emit(ctx, "finance.bill.voided", bill, place.today)?;
    Ok(true)
}

/// No money of the desk: it was only put into the bill, and goes back where it lay.
pub fn ends_alone(tender: Tender) -> bool {
    matches!(tender, Tender::Deposit | Tender::Advance | Tender::Certificate | Tender::Membership)
}

/// Money that the desk took itself. What a provider told of, the provider gives back.
pub fn from_desk(tender: Tender) -> bool {
    tender.is_money() && !tender.is_online() && !ends_alone(tender)
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
    let mut posted = posting::sale(&sold, bill.rounding_minor, bill.client_id);
    if let Some(appointment_id) = bill.appointment_id
        && let Some(visit) = queries::visit(ctx, appointment_id)?
    {
        posted = posting::of_visit(posted, &clock::period(&Day::parse(&visit.day)?));
    }
    book::post(ctx, entry(place, bill, "sale", "bill", bill.bill_id), posted)?;
    deposit::release(ctx, bill.appointment_id)?;
    let Some(appointment_id) = bill.appointment_id else { return Ok(()) };
    if complete_visit(ctx, appointment_id)? {
        return Ok(());
    }
    note_silent(bill, "booking");
    complete_later(ctx, appointment_id, COMPLETE_AGAIN_MS)
}

pub fn complete_later(ctx: &mut Mutation, appointment_id: Id, after_ms: i64) -> Result<()> {
    let at = ctx.now() + after_ms;
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
