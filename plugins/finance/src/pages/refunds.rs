//! Later money of a bill: the rest of it, its refund, its end without any.

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use crate::bill::{self, Taken, Till};
use crate::branch::Place;
use crate::checkout::pay::TAKE;
use crate::desk;
use crate::model::refund::line_minor;
use crate::model::tender::Tender;
use crate::online;
use crate::queries;
use crate::refund::{self, Back};
use crate::sold;

const REFUND: &str = "finance.bill.refund";

#[derive(Input)]
pub struct Repayment {
    bill_id: Id,
    #[input(default = "cash")]
    tender: Tender,
    /// Everything that is left when absent.
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: Option<i64>,
    /// A form was filled in: an emptied sum is a slip there, not "everything".
    typed: bool,
    desk: Option<Id>,
}

/// Takes the rest of a bill, or a part of it.
pub fn repay(ctx: &mut Mutation, input: Repayment) -> Result<Redirect> {
    let mut bill = bill::find(ctx, input.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), TAKE)?;
    let left = bill::owed(&bill);
    if left <= 0 {
        return Err(conflict("finance-error-bill-closed"));
    }
    if !Tender::AT_DESK.contains(&input.tender) {
        return Err(field("tender", "finance-error-tender"));
    }
    if online::ready_for(ctx, [input.tender])?.contains(&input.tender) {
        return Err(field("tender", "finance-error-tender-online"));
    }
    if input.typed && input.amount_minor.is_none() {
        return Err(field("amount_minor", "finance-error-price"));
    }
    let amount = input.amount_minor.unwrap_or(left);
    if amount > left {
        let by = (amount - left) / money::WHOLE;
        return Err(field("amount_minor", text("finance-error-too-much").arg("sum", by)));
    }
    let desk = desk::require(ctx, &place, input.desk)?;
    let shift_id = if input.tender == Tender::Cash {
        desk::sure(ctx, &desk, input.desk)?;
        Some(desk::open_shift(ctx, &place, &desk)?)
    } else {
        desk.shift_id
    };
    let one = Taken { tender: input.tender, amount_minor: amount, reference: None, bill_line_id: None };
    let till = Till { place: &place, desk: Some(&desk), shift_id };
    bill::receive(ctx, &mut bill, &till, one)?;
    let answer = json!({ "bill_id": bill.bill_id, "state": bill.state, "paid_minor": bill.paid_minor, "debt_minor": bill.debt_minor });
    Ok(redirect("bill-detail").with("bill_id", bill.bill_id).toast("finance-toast-repaid").data(answer))
}

#[derive(View)]
pub struct RefundForm {
    bill_id: Id,
    number: i64,
    lines: Vec<LineLeft>,
    desks: Vec<Choice>,
    of_visit: bool,
    paid_minor: i64,
    /// What goes back as the quantities stand; 0: nothing to press.
    sum_minor: i64,
    ways: Vec<Way>,
    /// The same in one line, for the question before it.
    ways_said: String,
}

#[derive(View)]
struct Way {
    label: String,
    amount_minor: i64,
}

/// The form as it is redrawn while quantities change.
#[derive(Input)]
pub struct RefundPage {
    bill_id: Id,
    #[input(max_items = 60)]
    lines: Vec<Asked>,
}

/// A quantity as it stands while somebody types: the page says what is wrong with it, it is not refused.
#[derive(Input)]
struct Asked {
    bill_line_id: Id,
    #[input(max_chars = 40)]
    quantity: Option<String>,
}

impl Asked {
    /// Pieces; `None`: not from 0 to `left`.
    fn pieces(&self, left: i64) -> Option<i64> {
        let typed = self.quantity.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        typed.map_or(Some(0), |typed| typed.parse().ok()).filter(|pieces| (0..=left).contains(pieces))
    }
}

#[derive(View)]
struct LineLeft {
    index: i64,
    bill_line_id: Id,
    name: String,
    left: i64,
    /// Pieces that go back; all that is left until somebody says otherwise.
    quantity: i64,
    /// What all of it would give back; of a sold certificate or membership what loyalty says is left.
    total_minor: i64,
    /// Why nothing of it can go back now.
    why: Option<String>,
    /// The quantity typed is none that can go back.
    is_wrong: bool,
}

pub fn form(ctx: &Query, page: RefundPage) -> Result<RefundForm> {
    let bill = bill::find(ctx, page.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), REFUND)?;
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let lines = queries::bill_lines(ctx, bill.bill_id)?;
    let sold = sold::left(ctx, &bill, &lines)?;
    let called = lines.iter().map(|line| (line.kind.as_str(), line.subject.as_deref()));
    let catalogue = names::Catalogue::read(ctx, called)?;
    let mut amounts: Vec<refund::Amount> = Vec::new();
    let line = |(index, line): (usize, queries::BillLine)| {
        let back = gone.iter().find(|one| one.bill_line_id == line.bill_line_id);
        let left = (line.quantity_milli - back.map_or(0, |one| one.quantity_milli)) / 1000;
        let total_minor = line.total_minor - back.map_or(0, |one| one.amount_minor);
        let sold = sold.iter().find(|one| one.line_id == line.bill_line_id);
        let is_left = left > 0;
        let already_milli = back.map_or(0, |one| one.quantity_milli);
        let left = sold.map_or(left, |one| left.min(one.pieces.len() as i64));
        let asked = page.lines.iter().find(|one| one.bill_line_id == line.bill_line_id);
        let typed = asked.map_or(Some(left), |one| one.pieces(left));
        let quantity = typed.unwrap_or_default();
        let amount = match sold {
            Some(one) => Some(one.pieces.iter().take(usize::try_from(quantity).unwrap_or_default()).sum()),
            None => line_minor(line.total_minor, line.quantity_milli, already_milli, quantity * 1000),
        };
        amounts.extend(amount.filter(|_| quantity > 0).map(|amount: i64| (index, quantity * 1000, amount)));
        LineLeft {
            index: index as i64,
            bill_line_id: line.bill_line_id,
            name: catalogue.sold(ctx, line.subject.as_deref(), line.name),
            left,
            quantity,
            total_minor: sold.map_or(total_minor, |one| one.pieces.iter().sum()),
            is_wrong: typed.is_none(),
            why: sold.filter(|_| is_left).and_then(sold::Left::why).map(|key| ctx.t(key, json!({}))),
        }
    };
    let lines: Vec<LineLeft> = lines.into_iter().enumerate().map(line).collect();
    let parts = refund::foresee(ctx, &bill, &amounts)?.unwrap_or_default();
    let way = |&(tender, amount_minor): &(Tender, i64)| Way {
        label: names::tender(ctx, tender.word()),
        amount_minor,
    };
    let ways: Vec<Way> = parts.iter().map(way).collect();
    let mut ways_said = Vec::new();
    for way in &ways {
        ways_said.push(format!("{}: {}", way.label, ctx.format("money", way.amount_minor)?));
    }
    Ok(RefundForm {
        bill_id: bill.bill_id,
        number: bill.number,
        lines,
        sum_minor: ways.iter().map(|way| way.amount_minor).sum(),
        ways,
        ways_said: ways_said.join(", "),
        desks: names::desks(ctx, place.branch_id)?,
        of_visit: bill.appointment_id.is_some(),
        paid_minor: bill.paid_minor + bill.debt_minor,
    })
}

#[derive(Input)]
pub struct Refund {
    bill_id: Id,
    /// Everything that is left when absent.
    #[input(max_items = 60)]
    lines: Vec<RefundLine>,
    desk: Option<Id>,
    #[input(max_chars = 300)]
    reason: Option<String>,
    /// The visit did not take place.
    uncomplete: bool,
}

#[derive(Input)]
pub struct RefundLine {
    bill_line_id: Id,
    /// Pieces; 0 = this line stays.
    #[input(range = 0..=1000)]
    quantity: Option<i64>,
}

pub fn give(ctx: &mut Mutation, input: Refund) -> Result<Redirect> {
    let mut bill = bill::find(ctx, input.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), REFUND)?;
    if !matches!(bill.state.as_str(), "paid" | "part_paid") {
        return Err(conflict("finance-error-refund-more"));
    }
    let back = wanted(ctx, &bill, &input.lines)?;
    let reason = input.reason.as_deref();
    let done = refund::give(ctx, &mut bill, &place, input.desk, &back, reason)?;
    if input.uncomplete {
        refund::uncomplete(ctx, &mut bill)?;
        bill::store(ctx, &bill)?;
    }
    let answer = json!({
        "bill_id": bill.bill_id, "state": bill.state, "refunded_minor": done.amount_minor, "money_minor": done.money_minor,
    });
    let sum = done.amount_minor / money::WHOLE;
    Ok(redirect("bill-detail")
        .with("bill_id", bill.bill_id)
        .toast("finance-toast-refunded")
        .toast_args(json!({ "sum": sum }))
        .data(answer))
}

fn wanted(ctx: &Query, bill: &queries::Bill, lines: &[RefundLine]) -> Result<Vec<Back>> {
    if !lines.is_empty() {
        let back = |line: &RefundLine| Back {
            bill_line_id: line.bill_line_id,
            quantity_milli: line.quantity.unwrap_or_default() * 1000,
        };
        return Ok(lines.iter().map(back).collect());
    }
    refund::rest(ctx, bill)
}

#[derive(Input)]
pub struct Void {
    bill_id: Id,
    desk: Option<Id>,
}

/// A bill that nobody pays ends: reservations go back (R-K3: by the event), and so does the part that a desk took, from
/// whoever may give money back.
pub fn void(ctx: &mut Mutation, input: Void) -> Result<Redirect> {
    let mut bill = bill::find(ctx, input.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), TAKE)?;
    let held = refund::sources(queries::bill_tenders(ctx, bill.bill_id)?);
    let gives = bill.state == "open" && held.iter().any(|one| bill::from_desk(one.tender));
    let mut desk = None;
    if gives {
        Place::find(ctx, Some(bill.branch_id), REFUND)?;
        let mut here = desk::require(ctx, &place, input.desk)?;
        let is_cash = |one: &&refund::Source| one.tender == Tender::Cash;
        let cash: i64 = held.iter().filter(is_cash).map(|one| one.left_minor).sum();
        if cash > 0 {
            desk::sure(ctx, &here, input.desk)?;
            if desk::balance(ctx, here.desk_id)? < cash {
                return Err(field("desk", "finance-error-refund-cash"));
            }
            here.shift_id = Some(desk::open_shift(ctx, &place, &here)?);
        }
        desk = Some(here);
    }
    let shift_id = desk.as_ref().and_then(|desk| desk.shift_id);
    if !bill::end(ctx, &mut bill, &Till { place: &place, desk: desk.as_ref(), shift_id })? {
        return Err(conflict("finance-error-void-paid"));
    }
    Ok(redirect("bill-list")
        .toast("finance-toast-void")
        .data(json!({ "bill_id": bill.bill_id, "state": "void" })))
}
