//! R-F3: a refund. Each tender gets back its own part, by the rows of the bill as they stand.

use pardoz_sdk::prelude::*;

use crate::bill::{self, is_silence};
use crate::book;
use crate::branch::{Place, person};
use crate::deposit;
use crate::desk;
use crate::model::entry::Lines;
use crate::model::posting;
use crate::model::refund::{self, Part, Standing, Way};
use crate::model::tender::Tender;
use crate::queries::{self, Bill, BillLine, BillTender, RefundLine};
use crate::sold;
use crate::told::{Rows, is_sale};

/// What is to go back, by line.
pub struct Back {
    pub bill_line_id: Id,
    pub quantity_milli: i64,
}

/// A tender of the bill with what of it has not gone back.
pub struct Source {
    pub tender: Tender,
    pub reference: Option<String>,
    pub bill_line_id: Option<Id>,
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
    let refund_id = ctx.new_id();
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let amounts = amounts(ctx, bill, place, refund_id, (&lines, &gone), back)?;
    let sum: i64 = amounts.iter().map(|(_, _, amount)| amount).sum();
    if sum <= 0 {
        return Err(invalid("finance-error-refund-nothing"));
    }
    let after = bill.refunded_minor + sum;
    let is_sum = after == bill.due_minor - bill.rounding_minor || after == bill.due_minor;
    let full = is_sum || all_gone(&lines, &gone, &amounts);
    // With the last line goes what rounding made of it.
    let rounding_minor = if is_sum && after != bill.due_minor { bill.rounding_minor } else { 0 };
    let amount_minor = sum + rounding_minor;
    let sources = sources(queries::bill_tenders(ctx, bill.bill_id)?);
    let parts = parts(&lines, &gone, &amounts, rounding_minor, &sources)
        .ok_or_else(|| conflict("finance-error-refund-more"))?;
    let points = points(bill, &lines, &gone, &amounts);
    let base_minor = Rows::read(ctx, bill.bill_id)?.earn_base(bill, 0);
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
    bill.state = match (bill.debt_minor, full) {
        (0, true) => "refunded",
        (0, false) => "paid",
        _ => "part_paid",
    }
    .to_owned();
    bill::store(ctx, bill)?;
    let rows = Rows::read(ctx, bill.bill_id)?;
    let earn_base_minor = (base_minor - rows.earn_base(bill, 0)).max(0);
    let mut told = rows.told(ctx, bill, place.today);
    told["refund"] = json!({
        "refund_id": refund_id, "full": full, "money_minor": money_minor, "debt_minor": debt, "points": points,
        "earn_base_minor": earn_base_minor, "lines": lines_told(&lines, &amounts),
        "tenders": tenders_told(&sources, &parts),
    });
    ctx.emit("finance.bill.refunded", bill.bill_id, told)?;
    Ok(Done { amount_minor, money_minor })
}

/// Is nothing of any line left? What was sold and used since (a certificate) has gone back for less than its price.
fn all_gone(lines: &[BillLine], gone: &[RefundLine], amounts: &[Amount]) -> bool {
    lines.iter().enumerate().all(|(at, line)| {
        let before = gone.iter().find(|one| one.bill_line_id == line.bill_line_id);
        let now: i64 = amounts.iter().filter(|one| one.0 == at).map(|(_, quantity, _)| quantity).sum();
        before.map_or(0, |one| one.quantity_milli) + now >= line.quantity_milli
    })
}

/// What giving (line, quantity, amount) back would come to, by tender: the same split, before anything is written.
/// `None`: more than was paid.
pub fn foresee(ctx: &Query, bill: &Bill, amounts: &[Amount]) -> Result<Option<Vec<(Tender, i64)>>> {
    let lines = queries::bill_lines(ctx, bill.bill_id)?;
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let sum: i64 = amounts.iter().map(|(_, _, amount)| amount).sum();
    let is_last = bill.refunded_minor + sum == bill.due_minor - bill.rounding_minor;
    let rounding_minor = if is_last { bill.rounding_minor } else { 0 };
    let sources = sources(queries::bill_tenders(ctx, bill.bill_id)?);
    let Some(parts) = parts(&lines, &gone, amounts, rounding_minor, &sources) else { return Ok(None) };
    let mut by_tender: Vec<(Tender, i64)> = Vec::new();
    for (source, part) in sources.iter().zip(parts).filter(|(_, part)| *part > 0) {
        match by_tender.iter_mut().find(|(tender, _)| *tender == source.tender) {
            Some((_, sum)) => *sum += part,
            None => by_tender.push((source.tender, part)),
        }
    }
    Ok(Some(by_tender))
}

/// Each tender's part.
fn parts(
    lines: &[BillLine],
    gone: &[RefundLine],
    amounts: &[Amount],
    rounding_minor: i64,
    sources: &[Source],
) -> Option<Vec<i64>> {
    let at_line = |id: Option<Id>| lines.iter().position(|line| Some(line.bill_line_id) == id);
    let way = |tender: Tender| match tender {
        Tender::Debt => Way::Debt,
        tender if tender.is_money() => Way::Money,
        _ => Way::Kept,
    };
    let standing = |one: &Source| Standing {
        left_minor: one.left_minor,
        line: at_line(one.bill_line_id),
        way: way(one.tender),
    };
    let standing: Vec<Standing> = sources.iter().map(standing).collect();
    let part =
        |&(line, _, amount_minor): &Amount| Part { line, amount_minor, is_sale: is_sale(&lines[line]) };
    let mut parts: Vec<Part> = amounts.iter().map(part).collect();
    if let Some(last) = parts.last_mut() {
        last.amount_minor += rounding_minor;
    }
    let sales: i64 = lines.iter().filter(|line| is_sale(line)).map(|line| line.total_minor).sum();
    let of_sale = |id: Id| lines.iter().any(|line| line.bill_line_id == id && is_sale(line));
    let before: i64 = gone.iter().filter(|one| of_sale(one.bill_line_id)).map(|one| one.amount_minor).sum();
    let now: i64 = parts.iter().filter(|part| part.is_sale).map(|part| part.amount_minor).sum();
    refund::split(&parts, sales - before - now, &standing)
}

/// Points paid for services and goods: they go back with those lines.
fn points(bill: &Bill, lines: &[BillLine], gone: &[RefundLine], amounts: &[Amount]) -> i64 {
    let own: Vec<&BillLine> = lines.iter().filter(|line| !is_sale(line)).collect();
    let total: i64 = own.iter().map(|line| line.total_minor).sum();
    let is_own = |id: Id| own.iter().any(|line| line.bill_line_id == id);
    let before: i64 = gone.iter().filter(|one| is_own(one.bill_line_id)).map(|one| one.amount_minor).sum();
    let now: i64 = amounts.iter().filter(|one| !is_sale(&lines[one.0])).map(|(_, _, amount)| amount).sum();
    if now == 0 { 0 } else { refund::points(bill.points, bill.refunded_points, before + now, total) }
}

/// Everything that has not gone back yet; of certificates and memberships that were sold, what loyalty says is left.
pub fn rest(ctx: &Query, bill: &Bill) -> Result<Vec<Back>> {
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let all = queries::bill_lines(ctx, bill.bill_id)?;
    let sold = sold::left(ctx, bill, &all)?;
    let mut rest = Vec::new();
    for line in &all {
        let back = gone.iter().find(|one| one.bill_line_id == line.bill_line_id);
        let mut quantity_milli = line.quantity_milli - back.map_or(0, |one| one.quantity_milli);
        if let Some(sold) = sold.iter().find(|one| one.line_id == line.bill_line_id) {
            if let Some(why) = sold.is_unknown() {
                return Err(conflict(why));
            }
            quantity_milli = quantity_milli.min(sold.pieces.len() as i64 * 1000);
        }
        if quantity_milli > 0 {
            rest.push(Back { bill_line_id: line.bill_line_id, quantity_milli });
        }
    }
    Ok(rest)
}

/// (number of the line, quantity, amount) for everything that goes back.
pub type Amount = (usize, i64, i64);

fn amounts(
    ctx: &mut Mutation,
    bill: &Bill,
    place: &Place,
    refund_id: Id,
    (lines, gone): (&[BillLine], &[RefundLine]),
    back: &[Back],
) -> Result<Vec<Amount>> {
    let mut amounts: Vec<Amount> = Vec::new();
    for (at, wish) in back.iter().enumerate().filter(|(_, wish)| wish.quantity_milli > 0) {
        let name = format!("lines[{at}][quantity]");
        let found = lines.iter().position(|line| line.bill_line_id == wish.bill_line_id);
        let number = found.ok_or_else(|| field(name.clone(), "finance-error-refund-more"))?;
        let line = &lines[number];
        let known = gone.iter().find(|one| one.bill_line_id == line.bill_line_id);
        let here: i64 = amounts.iter().filter(|(n, ..)| *n == number).map(|(_, quantity, _)| quantity).sum();
        let already = known.map_or(0, |one| one.quantity_milli) + here;
        let amount = refund::line_minor(line.total_minor, line.quantity_milli, already, wish.quantity_milli)
            .ok_or_else(|| field(name.clone(), "finance-error-refund-more"))?;
        let amount = if is_sale(line) {
            // Loyalty knows what is left of it, and takes it in this transaction: nobody spends it meanwhile.
            let about = sold::About { bill, refund_id, day: place.today };
            sold::take_back(ctx, &about, line, wish.quantity_milli)?.map_err(|why| field(name, why))?
        } else {
            amount
        };
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
        desk::sure(ctx, here, desk_id)?;
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
    amounts: &[Amount],
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

fn lines_told(lines: &[BillLine], amounts: &[Amount]) -> Vec<Json> {
    let told = |(at, quantity_milli, amount): &Amount| json!({ "line_id": lines[*at].bill_line_id, "quantity_milli": quantity_milli, "amount_minor": amount });
    amounts.iter().map(told).collect()
}

fn tenders_told(sources: &[Source], parts: &[i64]) -> Vec<Json> {
    let told = |(one, part): (&Source, &i64)| {
        json!({
            "tender": one.tender.word(), "reference": one.reference, "line_id": one.bill_line_id,
            "amount_minor": part, "money": one.tender.is_money(),
        })
    };
    sources.iter().zip(parts).filter(|(_, part)| **part != 0).map(told).collect()
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
