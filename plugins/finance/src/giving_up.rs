//! R-B9: a visit is given up or nobody came, as the booking module tells, and what that does to the client's money.
//! Each change of a visit settles once, however often it is told; taken back, it is another entry.

use pardoz_sdk::prelude::*;

use crate::bill::{self, Taken, Till};
use crate::book;
use crate::branch::{Place, person};
use crate::deposit::{self, Move};
use crate::model::bill::Offer;
use crate::model::deposit as rule;
use crate::model::entry::Lines;
use crate::model::posting;
use crate::model::tender::Tender;
use crate::queries::{self, Deposit};
use crate::refund;
use crate::told;

#[derive(Input)]
pub struct Changed {
    appointment_id: Id,
    branch_id: Id,
    client_id: Option<Id>,
    #[input(max_chars = 30)]
    state: String,
    /// The change; told twice, it is the same.
    change_id: Option<Id>,
    /// By the policy under which the visit was booked.
    #[input(range = 0..=100_000_000_000_000i64)]
    fee_minor: Option<i64>,
}

/// Cancelled or absent: kept = min(deposit, fee), the rest waits to go back, a shortfall is billed if the salon wants it.
pub fn lost(ctx: &mut Mutation, event: Event<Changed>) -> Result<()> {
    let said = event.payload;
    let Some(change_id) = said.change_id else { return Ok(()) };
    let fee_minor = said.fee_minor.unwrap_or_default();
    let wants: bool = ctx.setting("collect_excess")?;
    let mut head = match queries::deposit(ctx, said.appointment_id)? {
        Some(head) => head,
        None if wants && fee_minor > 0 && said.client_id.is_some() => {
            deposit::new(ctx, said.appointment_id, said.branch_id, said.client_id)?
        }
        None => return Ok(()),
    };
    if head.lost_by.is_some() || queries::deposit_move_once(ctx, "kept", change_id)?.is_some() {
        return Ok(());
    }
    let place = Place::any(ctx, Some(head.branch_id))?;
    let collects = wants && head.client_id.is_some();
    let settled = rule::settle(head.held_minor, fee_minor, collects);
    head.state = "back".into();
    head.fee_minor = fee_minor;
    head.billed_minor = settled.billed_minor;
    head.lost_by = Some(change_id.to_string());
    if settled.billed_minor > 0 {
        head.bill_id = Some(bill_fee(ctx, &place, &head, &said.state, settled.billed_minor)?);
    }
    keep(ctx, &place, &mut head, change_id, settled.kept_minor)
}

/// It stands again: what was kept is the client's deposit once more, and so is what they paid of a fee that was billed;
/// what they still owed of it is owed no longer.
pub fn restored(ctx: &mut Mutation, event: Event<Changed>) -> Result<()> {
    let said = event.payload;
    let Some(change_id) = said.change_id else { return Ok(()) };
    let Some(mut head) = queries::deposit(ctx, said.appointment_id)? else { return Ok(()) };
    if head.lost_by.is_none() || queries::deposit_move_once(ctx, "unkept", change_id)?.is_some() {
        return Ok(());
    }
    let place = Place::any(ctx, Some(head.branch_id))?;
    if let Some(bill_id) = head.bill_id {
        give_over(ctx, &place, &mut head, bill_id)?;
    }
    let kept_minor = head.kept_minor;
    // Paid for before this was told, it needs no deposit any more.
    let served = queries::bill_of_visit(ctx, head.appointment_id)?.is_some_and(|bill| bill.state != "open");
    head.state = if served { "back" } else { "held" }.into();
    (head.fee_minor, head.kept_minor, head.billed_minor) = (0, 0, 0);
    (head.bill_id, head.lost_by) = (None, None);
    let lines = posting::deposit_kept(-kept_minor, head.client_id);
    let source_id = Some(change_id);
    let one = Move { kind: "unkept", tender: None, amount_minor: kept_minor, source_id, desk: None };
    deposit::write(ctx, &place, &mut head, one, lines)?;
    Ok(())
}

/// A fee's bill is taken back: no money moves, what was paid of it is the visit's deposit from now on. How it was paid
/// stays in the bill's tenders, and by those it can go back (`deposit_tenders.sql`).
pub fn give_over(ctx: &mut Mutation, place: &Place, head: &mut Deposit, bill_id: Id) -> Result<()> {
    let mut bill = bill::find(ctx, bill_id)?;
    let (paid, debt) = (bill.paid_minor, bill.debt_minor);
    if paid + debt == 0 || bill.state == "open" {
        return Ok(());
    }
    let (refund_id, now, person_name) = (ctx.new_id(), ctx.now(), person(ctx).1);
    let day = place.today;
    queries::insert_refund(
        ctx,
        refund_id,
        bill_id,
        paid + debt,
        0,
        0,
        None,
        person_name.as_deref(),
        day.as_str(),
        now,
    )?;
    // A fee's bill has one line.
    let mut back = Vec::new();
    for one in refund::rest(ctx, &bill)? {
        let id = ctx.new_id();
        let (line, quantity) = (one.bill_line_id, one.quantity_milli);
        queries::insert_refund_line(ctx, id, refund_id, bill_id, line, quantity, paid + debt)?;
        back.push(json!({ "line_id": line, "quantity_milli": quantity, "amount_minor": paid + debt }));
    }
    let given = [(Tender::Debt, debt), (Tender::Deposit, paid)];
    let given: Vec<(Tender, i64)> = given.into_iter().filter(|(_, sum)| *sum > 0).collect();
    for (tender, sum) in &given {
        let (id, money) = (ctx.new_id(), tender.is_money());
        let refund = Some(refund_id);
        queries::insert_bill_tender(
            ctx,
            id,
            bill_id,
            refund,
            tender.word(),
            None,
            None,
            -sum,
            money,
            None,
            None,
            day.as_str(),
            now,
        )?;
    }
    let negative: Vec<(Tender, i64)> = given.iter().map(|(tender, sum)| (*tender, -sum)).collect();
    let till = posting::Place { client_id: bill.client_id, desk_id: None, shift_id: None };
    let moved = posting::payment(&negative, till).ok_or_else(|| Error::internal("no cash moves here"))?;
    let mut lines = posting::sale(&[("fee", -(paid + debt))], 0, bill.client_id);
    lines.0.extend(moved.0);
    book::post(ctx, bill::entry(place, &bill, "refund", "refund", refund_id), lines)?;
    (bill.paid_minor, bill.debt_minor) = (0, 0);
    bill.refunded_minor += paid + debt;
    bill.state = "refunded".into();
    bill::store(ctx, &bill)?;
    let mut told = told::Rows::read(ctx, bill_id)?.told(ctx, &bill, day);
    let tenders: Vec<Json> = given
        .iter()
        .map(|(tender, sum)| {
            json!({
                "tender": tender.word(), "reference": null, "line_id": null, "amount_minor": sum,
                "money": tender.is_money(),
            })
        })
        .collect();
    told["refund"] = json!({
        "refund_id": refund_id, "full": true, "money_minor": paid, "points": 0, "lines": back, "tenders": tenders,
    });
    ctx.emit("finance.bill.refunded", bill_id, told)?;
    if paid > 0 {
        let source_id = Some(refund_id);
        let one = Move { kind: "unapplied", tender: None, amount_minor: paid, source_id, desk: None };
        deposit::write(ctx, place, head, one, Lines::default())?;
    }
    Ok(())
}

/// A bill gave up the deposit of a visit that is lost: the fee comes first.
pub fn keep_late(ctx: &mut Mutation, place: &Place, head: &mut Deposit) -> Result<()> {
    let missing = head.fee_minor - head.kept_minor - head.billed_minor;
    let source_id = ctx.new_id();
    keep(ctx, place, head, source_id, missing.min(head.held_minor))
}

/// The movement is written even of 0: it says that this change has been settled.
fn keep(ctx: &mut Mutation, place: &Place, head: &mut Deposit, source_id: Id, kept_minor: i64) -> Result<()> {
    head.kept_minor += kept_minor;
    let lines = posting::deposit_kept(kept_minor, head.client_id);
    let source_id = Some(source_id);
    let one = Move { kind: "kept", tender: None, amount_minor: -kept_minor, source_id, desk: None };
    deposit::write(ctx, place, head, one, lines)?;
    Ok(())
}

/// What the deposit does not cover, as a bill that the client owes: it is paid and reminded of like any debt.
pub fn bill_fee(
    ctx: &mut Mutation,
    place: &Place,
    head: &Deposit,
    why: &str,
    amount_minor: i64,
) -> Result<Id> {
    let (bill_id, line_id, number, now) = (ctx.new_id(), ctx.new_id(), bill::number(ctx), ctx.now());
    let name = match why {
        "no_show" => "finance-fee-no-show",
        "moved" => "finance-fee-moved",
        _ => "finance-fee-late",
    };
    let name = ctx.t(name, json!({}));
    let person_name = person(ctx).1;
    queries::insert_bill(
        ctx,
        bill_id,
        number,
        head.branch_id,
        head.client_id,
        // Not a bill of the visit: nothing was served, and the visit may be paid for one day after all.
        None,
        place.today.as_str(),
        "open",
        amount_minor,
        0,
        0,
        amount_minor,
        0,
        0,
        0,
        None,
        0,
        None,
        person_name.as_deref(),
        now,
        None,
    )?;
    let subject = head.appointment_id.to_string();
    queries::insert_bill_line(
        ctx,
        line_id,
        bill_id,
        0,
        "fee",
        Some(subject.as_str()),
        &name,
        None,
        1000,
        amount_minor,
        0,
        amount_minor,
        None,
    )?;
    let mut bill = bill::find(ctx, bill_id)?;
    told::emit(ctx, "finance.bill.opened", &bill, place.today)?;
    let till = Till { place, desk: None, shift_id: None };
    bill::take(ctx, &mut bill, &till, &[Taken::from(Offer { tender: Tender::Debt, amount_minor })])?;
    bill::settle(ctx, &mut bill, place)?;
    Ok(bill_id)
}
