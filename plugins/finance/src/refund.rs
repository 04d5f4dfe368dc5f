//! R-F3: a refund. Each tender gets back its own part, by the rows of the bill as they stand.

use pardoz_sdk::prelude::*;

use crate::bill::{self, is_silence};
use crate::book;
use crate::branch::{Place, person};
use crate::deposit;
use crate::desk;
use crate::model::entry::Lines;
use crate::model::posting;
use crate::model::refund::{self, Standing};
use crate::model::tender::Tender;
use crate::queries::{self, Bill, BillLine, BillTender};

/// What is to go back, by line.
pub struct Back {
    pub bill_line_id: Id,
    pub quantity_milli: i64,
}

/// A tender of the bill with what of it has not gone back.
pub struct Source {
    pub tender: Tender,
    pub reference: Option<String>,
    bill_line_id: Option<Id>,
    pub left_minor: i64,
}

pub struct Done {
    pub amount_minor: i64,
    pub money_minor: i64,
}

/// Gives back. The bill's row is written with the rest, so that two refunds of the same thing meet there.
pub fn give(
    ctx: &mut Mutation,
    bill: &mut Bill,
    place: &Place,
    desk_id: Option<Id>,
    back: &[Back],
    reason: Option<&str>,
) -> Result<Done> {
    let lines = queries::bill_lines(ctx, bill.bill_id)?;
    let amounts = amounts(ctx, bill, &lines, back)?;
    let sum: i64 = amounts.iter().map(|(_, _, amount)| amount).sum();
    if sum <= 0 {
        return Err(invalid("finance-error-refund-nothing"));
    }
    let gone = bill.refunded_minor + sum;
    let full = gone == bill.due_minor - bill.rounding_minor || gone == bill.due_minor;
    // With the last line goes what rounding made of it.
    let rounding_minor = if full && gone != bill.due_minor { bill.rounding_minor } else { 0 };
    let amount_minor = sum + rounding_minor;
    let sources = sources(queries::bill_tenders(ctx, bill.bill_id)?);
    let at_line = |id: Option<Id>| lines.iter().position(|line| Some(line.bill_line_id) == id);
    let standing: Vec<Standing> = sources
        .iter()
        .map(|one| Standing { left_minor: one.left_minor, line: at_line(one.bill_line_id) })
        .collect();
    let mut wanted: Vec<(usize, i64)> = amounts.iter().map(|(at, _, amount)| (*at, *amount)).collect();
    if let Some(last) = wanted.last_mut() {
        last.1 += rounding_minor;
    }
    let parts = refund::split(&wanted, &standing).ok_or_else(|| conflict("finance-error-refund-more"))?;
    let points =
        refund::points(bill.points, bill.refunded_points, bill.refunded_minor + amount_minor, bill.due_minor);
    let refund_id = ctx.new_id();
    let given = write_tenders(ctx, bill, place, desk_id, refund_id, &sources, &parts)?;
    let money_minor = given.iter().filter(|(one, _)| one.is_money()).map(|(_, amount)| amount).sum();
    write_refund(ctx, bill, place, refund_id, &lines, &amounts, reason, (amount_minor, money_minor, points))?;
    // Money out and income back are one entry: they are one decision.
    let sold: Vec<(&str, i64)> =
        amounts.iter().map(|(at, _, amount)| (lines[*at].kind.as_str(), -amount)).collect();
    let mut posted = posting::sale(&sold, -rounding_minor, bill.client_id);
    let desk = desk::find(ctx, place.branch_id, desk_id)?;
    let till = posting::Place {
        client_id: bill.client_id,
        desk_id: desk.as_ref().map(|desk| desk.desk_id),
        shift_id: desk.and_then(|desk| desk.shift_id),
    };
    let negative: Vec<(Tender, i64)> = given.iter().map(|(one, amount)| (*one, -amount)).collect();
    let Lines(paid) = posting::payment(&negative, till).ok_or_else(|| field("desk", "finance-error-desk"))?;
    posted.0.extend(paid);
    book::post(ctx, bill::entry(place, bill, "refund", "refund", refund_id), posted)?;
    let deposit: i64 =
        given.iter().filter(|(one, _)| *one == Tender::Deposit).map(|(_, amount)| amount).sum();
    if deposit > 0 {
        deposit::unapply(ctx, place, bill, refund_id, deposit)?;
    }
    let debt: i64 = given.iter().filter(|(one, _)| *one == Tender::Debt).map(|(_, amount)| amount).sum();
    bill.debt_minor -= debt;
    bill.paid_minor -= amount_minor - debt;
    bill.refunded_minor += amount_minor;
    bill.refunded_points += points;
    let was = bill.state.clone();
    bill.state = match (bill.refunded_minor == bill.due_minor, bill.debt_minor) {
        (true, _) => "refunded",
        (false, 0) => "paid",
        (false, _) => "part_paid",
    }
    .to_owned();
    bill::store(ctx, bill)?;
    tell(ctx, bill, &was, refund_id, full, &lines, &amounts, &sources, &parts, (money_minor, points))?;
    Ok(Done { amount_minor, money_minor })
}

/// Everything that has not gone back yet.
pub fn rest(ctx: &Query, bill: &Bill) -> Result<Vec<Back>> {
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let left = |line: &BillLine| {
        let back = gone.iter().find(|one| one.bill_line_id == line.bill_line_id);
        line.quantity_milli - back.map_or(0, |one| one.quantity_milli)
    };
    let all = queries::bill_lines(ctx, bill.bill_id)?;
    Ok(all
        .iter()
        .map(|line| Back { bill_line_id: line.bill_line_id, quantity_milli: left(line) })
        .filter(|back| back.quantity_milli > 0)
        .collect())
}

/// (number of the line, quantity, amount) for everything that goes back.
fn amounts(ctx: &Query, bill: &Bill, lines: &[BillLine], back: &[Back]) -> Result<Vec<(usize, i64, i64)>> {
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let mut amounts: Vec<(usize, i64, i64)> = Vec::new();
    for (at, wish) in back.iter().enumerate().filter(|(_, wish)| wish.quantity_milli > 0) {
        let name = format!("lines[{at}][quantity]");
        let found = lines.iter().position(|line| line.bill_line_id == wish.bill_line_id);
        let number = found.ok_or_else(|| field(name.clone(), "finance-error-refund-more"))?;
        let line = &lines[number];
        let known = gone.iter().find(|one| one.bill_line_id == line.bill_line_id);
        let here: i64 = amounts.iter().filter(|(n, ..)| *n == number).map(|(_, quantity, _)| quantity).sum();
        let already = known.map_or(0, |one| one.quantity_milli) + here;
        let amount = refund::line_minor(line.total_minor, line.quantity_milli, already, wish.quantity_milli)
            .ok_or_else(|| field(name, "finance-error-refund-more"))?;
        amounts.push((number, wish.quantity_milli, amount));
    }
    Ok(amounts)
}

/// Tenders that are still in the bill, by what they point at.
pub fn sources(tenders: Vec<BillTender>) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for row in tenders {
        let Some(tender) = Tender::from_word(&row.tender) else { continue };
        let same = |one: &&mut Source| {
            one.tender == tender && one.reference == row.reference && one.bill_line_id == row.bill_line_id
        };
        match sources.iter_mut().find(same) {
            Some(one) => one.left_minor += row.amount_minor,
            None => sources.push(Source {
                tender,
                reference: row.reference,
                bill_line_id: row.bill_line_id,
                left_minor: row.amount_minor,
            }),
        }
    }
    sources.retain(|one| one.left_minor > 0);
    sources
}

fn write_tenders(
    ctx: &mut Mutation,
    bill: &Bill,
    place: &Place,
    desk_id: Option<Id>,
    refund_id: Id,
    sources: &[Source],
    parts: &[i64],
) -> Result<Vec<(Tender, i64)>> {
    let cash: i64 =
        sources.iter().zip(parts).filter(|(one, _)| one.tender == Tender::Cash).map(|(_, part)| part).sum();
    let mut desk = desk::find(ctx, place.branch_id, desk_id)?;
    if cash > 0 {
        let here = desk.as_ref().ok_or_else(|| field("desk", "finance-error-desk"))?;
        if desk::balance(ctx, here.desk_id)? < cash {
            return Err(field("desk", "finance-error-refund-cash"));
        }
        desk::open_shift(ctx, place, here)?;
        desk = desk::find(ctx, place.branch_id, desk_id)?;
    }
    let (now, day) = (ctx.now(), place.today);
    let mut given = Vec::new();
    for (one, &part) in sources.iter().zip(parts).filter(|(_, part)| **part != 0) {
        let id = ctx.new_id();
        queries::insert_bill_tender(
            ctx,
            id,
            bill.bill_id,
            Some(refund_id),
            one.tender.word(),
            one.reference.as_deref(),
            one.bill_line_id,
            -part,
            one.tender.is_money(),
            desk.as_ref().map(|desk| desk.desk_id),
            desk.as_ref().and_then(|desk| desk.shift_id),
            day.as_str(),
            now,
        )?;
        given.push((one.tender, part));
    }
    Ok(given)
}

#[allow(clippy::too_many_arguments)] // One row each: a struct of the same names would say no more.
fn write_refund(
    ctx: &mut Mutation,
    bill: &Bill,
    place: &Place,
    refund_id: Id,
    lines: &[BillLine],
    amounts: &[(usize, i64, i64)],
    reason: Option<&str>,
    (amount_minor, money_minor, points): (i64, i64, i64),
) -> Result<()> {
    let (now, day, person_name) = (ctx.now(), place.today, person(ctx).1);
    queries::insert_refund(
        ctx,
        refund_id,
        bill.bill_id,
        amount_minor,
        money_minor,
        points,
        reason,
        person_name.as_deref(),
        day.as_str(),
        now,
    )?;
    for (at, quantity_milli, amount) in amounts {
        let id = ctx.new_id();
        let line = lines[*at].bill_line_id;
        queries::insert_refund_line(ctx, id, refund_id, bill.bill_id, line, *quantity_milli, *amount)?;
    }
    Ok(())
}

#[allow(clippy::too_many_arguments)] // What the contract asks for, named once.
fn tell(
    ctx: &mut Mutation,
    bill: &Bill,
    was: &str,
    refund_id: Id,
    full: bool,
    lines: &[BillLine],
    amounts: &[(usize, i64, i64)],
    sources: &[Source],
    parts: &[i64],
    (money_minor, points): (i64, i64),
) -> Result<()> {
    let back: Vec<Json> = amounts
        .iter()
        .map(|(at, quantity_milli, amount)| {
            json!({ "line_id": lines[*at].bill_line_id, "quantity_milli": quantity_milli, "amount_minor": amount })
        })
        .collect();
    let tenders: Vec<Json> = sources
        .iter()
        .zip(parts)
        .filter(|(_, part)| **part != 0)
        .map(|(one, part)| {
            json!({
                "tender": one.tender.word(), "reference": one.reference, "line_id": one.bill_line_id,
                "amount_minor": part, "money": one.tender.is_money(),
            })
        })
        .collect();
    let refund = json!({
        "refund_id": refund_id, "full": full, "money_minor": money_minor, "points": points, "lines": back,
        "tenders": tenders,
    });
    // A debt that went with the refund makes the rest of the bill paid: others learn that first.
    if was == "part_paid" && bill.state == "paid" {
        let told = bill::told(ctx, bill, None)?;
        ctx.emit("finance.bill.paid", bill.bill_id, told)?;
    }
    let told = bill::told(ctx, bill, Some(refund))?;
    ctx.emit("finance.bill.refunded", bill.bill_id, told)?;
    Ok(())
}

/// The visit did not take place after all. A booking module that does not answer is told by nobody: a person sees it.
pub fn uncomplete(ctx: &mut Mutation, bill: &mut Bill) -> Result<()> {
    let Some(appointment_id) = bill.appointment_id else { return Ok(()) };
    deposit::hold(ctx, bill.appointment_id)?;
    match ctx.service("booking@1").call("uncomplete", json!({ "appointment_id": appointment_id })) {
        Ok(_) => Ok(()),
        Err(error) if is_silence(&error) => {
            bill::note_silent(bill, "booking");
            Ok(())
        }
        Err(error) => Err(error),
    }
}
