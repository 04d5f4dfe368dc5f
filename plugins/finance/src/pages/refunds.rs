//! Later money of a bill: the rest of it, its refund, its end without any.

use pardoz_sdk::prelude::*;

use super::bills::BillPage;
use super::names::Choice;
use crate::bill::{self, Taken, Till};
use crate::branch::Place;
use crate::checkout::pay::TAKE;
use crate::deposit;
use crate::desk;
use crate::model::tender::Tender;
use crate::online;
use crate::queries;
use crate::refund::{self, Back};

const REFUND: &str = "finance.bill.refund";

#[derive(Input)]
pub struct Repayment {
    bill_id: Id,
    #[input(default = "cash")]
    tender: Tender,
    /// Everything that is left when absent.
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: Option<i64>,
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
    let amount = input.amount_minor.unwrap_or(left);
    if amount > left {
        let by = (amount - left) / money::WHOLE;
        return Err(field("amount_minor", text("finance-error-too-much").arg("sum", by)));
    }
    let desk = desk::require(ctx, &place, input.desk)?;
    let shift_id = if input.tender == Tender::Cash {
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
}

#[derive(View)]
struct LineLeft {
    index: i64,
    bill_line_id: Id,
    name: String,
    left: i64,
    total_minor: i64,
}

pub fn form(ctx: &Query, page: BillPage) -> Result<RefundForm> {
    let bill = bill::find(ctx, page.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), REFUND)?;
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let line = |(index, line): (usize, queries::BillLine)| {
        let back = gone.iter().find(|one| one.bill_line_id == line.bill_line_id);
        LineLeft {
            index: index as i64,
            bill_line_id: line.bill_line_id,
            name: line.name,
            left: (line.quantity_milli - back.map_or(0, |one| one.quantity_milli)) / 1000,
            total_minor: line.total_minor - back.map_or(0, |one| one.amount_minor),
        }
    };
    let desks = queries::desk_list(ctx, place.branch_id)?;
    Ok(RefundForm {
        bill_id: bill.bill_id,
        number: bill.number,
        lines: queries::bill_lines(ctx, bill.bill_id)?.into_iter().enumerate().map(line).collect(),
        desks: desks
            .into_iter()
            .map(|desk| Choice { value: desk.desk_id.to_string(), label: desk.name })
            .collect(),
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

/// A bill that nobody paid anything on ends: reservations go back (R-K3: by the event).
pub fn void(ctx: &mut Mutation, page: BillPage) -> Result<Redirect> {
    let mut bill = bill::find(ctx, page.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), TAKE)?;
    if bill.state == "open" {
        deposit::take_out(ctx, &place, &mut bill)?;
    }
    if bill.state != "open" || bill.paid_minor != 0 {
        return Err(conflict("finance-error-void-paid"));
    }
    bill.state = "void".into();
    bill.closed_at = Some(ctx.now());
    bill::store(ctx, &bill)?;
    let told = bill::told(ctx, &bill, None)?;
    ctx.emit("finance.bill.voided", bill.bill_id, told)?;
    Ok(redirect("bill-list")
        .toast("finance-toast-void")
        .data(json!({ "bill_id": bill.bill_id, "state": "void" })))
}
