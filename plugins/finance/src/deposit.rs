//! A visit's deposit (R-B9): what the salon owes of it, and every movement of it. The head's row is written with each
//! movement, so that two desks, or a desk and a cancellation, meet there.

use pardoz_sdk::prelude::*;

use crate::bill::{self, Taken, Till};
use crate::book::{self, Entry};
use crate::branch::{Place, person};
use crate::desk;
use crate::giving_up;
use crate::model::bill::Offer;
use crate::model::entry::Lines;
use crate::model::posting;
use crate::model::refund::{self, Part, Standing, Way};
use crate::model::tender::Tender;
use crate::queries::{self, Bill, Deposit, Desk, Visit};

/// One movement; `amount_minor` above zero = the salon owes more.
pub struct Move<'a> {
    pub kind: &'a str,
    pub tender: Option<Tender>,
    pub amount_minor: i64,
    /// `None`: the movement itself.
    pub source_id: Option<Id>,
    pub desk: Option<&'a Desk>,
}

/// What of a deposit pays for the visit when it is served.
pub fn for_visit(ctx: &Query, appointment_id: Id) -> Result<i64> {
    let found = queries::deposit(ctx, appointment_id)?;
    Ok(found.filter(|one| one.state == "held").map_or(0, |one| one.held_minor))
}

pub fn new(ctx: &mut Mutation, appointment_id: Id, branch_id: Id, client_id: Option<Id>) -> Result<Deposit> {
    let (deposit_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_deposit(ctx, deposit_id, appointment_id, branch_id, client_id, now)
        .on_constraint("finance_deposit_visit", || conflict("finance-error-deposit-changed"))?;
    queries::deposit(ctx, appointment_id)?.ok_or_else(|| Error::internal("the new deposit is not there"))
}

/// What a provider says of a movement: its transaction, and why it goes back.
#[derive(Clone, Copy, Default)]
pub struct Said<'a> {
    pub reference: Option<&'a str>,
    pub reason: Option<&'a str>,
}

/// Writes a movement and its entry, and brings the head up to it. Returns the movement's id.
pub fn write(
    ctx: &mut Mutation,
    place: &Place,
    head: &mut Deposit,
    one: Move<'_>,
    lines: Lines,
) -> Result<Id> {
    write_said(ctx, place, head, one, Said::default(), lines)
}

/// The same for a movement of which a provider told.
pub fn write_said(
    ctx: &mut Mutation,
    place: &Place,
    head: &mut Deposit,
    one: Move<'_>,
    said: Said<'_>,
    lines: Lines,
) -> Result<Id> {
    let (move_id, now, day) = (ctx.new_id(), ctx.now(), place.today);
    let (source_id, person_name) = (one.source_id.unwrap_or(move_id), person(ctx).1);
    queries::insert_deposit_move(
        ctx,
        move_id,
        head.appointment_id,
        one.kind,
        one.tender.map(Tender::word),
        said.reference,
        one.amount_minor,
        source_id,
        one.desk.map(|desk| desk.desk_id),
        one.desk.and_then(|desk| desk.shift_id),
        person_name.as_deref(),
        day.as_str(),
        now,
    )?;
    let entry = Entry {
        kind: match one.kind {
            "taken" => "deposit",
            "returned" => "deposit_back",
            _ => "deposit_fee",
        },
        day,
        period: None,
        branch_id: head.branch_id,
        source_kind: "deposit",
        source_id: move_id,
        note: said.reason,
    };
    book::post(ctx, entry, lines)?;
    head.held_minor += one.amount_minor;
    store(ctx, head)?;
    // A demo's past happened to nobody, and nobody is told.
    if one.amount_minor != 0 && ctx.kind() != "demo" {
        let told = json!({
            "move_id": move_id, "appointment_id": head.appointment_id, "client_id": head.client_id,
            "branch_id": head.branch_id, "kind": one.kind, "tender": one.tender.map(Tender::word),
            "amount_minor": one.amount_minor, "held_minor": head.held_minor, "day": day, "at": now,
        });
        ctx.emit("finance.deposit.moved", head.appointment_id, told)?;
    }
    Ok(move_id)
}

fn store(ctx: &mut Mutation, head: &Deposit) -> Result<()> {
    let now = ctx.now();
    queries::update_deposit(
        ctx,
        head.held_minor,
        &head.state,
        head.fee_minor,
        head.kept_minor,
        head.billed_minor,
        head.bill_id,
        head.lost_by.as_deref(),
        now,
        head.deposit_id,
    )?;
    Ok(())
}

pub fn till(head: &Deposit, desk: Option<&Desk>) -> posting::Place {
    posting::Place {
        client_id: head.client_id,
        desk_id: desk.map(|desk| desk.desk_id),
        shift_id: desk.and_then(|desk| desk.shift_id),
    }
}

/// A visit's deposit, begun now if nothing was paid in yet.
pub fn head(ctx: &mut Mutation, visit: &Visit) -> Result<Deposit> {
    match queries::deposit(ctx, visit.appointment_id)? {
        Some(head) => Ok(head),
        None => new(ctx, visit.appointment_id, visit.branch_id, visit.client_id),
    }
}

/// A client pays in. Returns what is held now.
pub fn take(
    ctx: &mut Mutation,
    place: &Place,
    visit: &Visit,
    desk: &Desk,
    offers: &[Offer],
) -> Result<Deposit> {
    let mut head = head(ctx, visit)?;
    let amount: i64 = offers.iter().map(|offer| offer.amount_minor).sum();
    let room = visit.total_minor - head.held_minor;
    if amount > room {
        let most = text("finance-error-deposit-much").arg("sum", room.max(0) / money::WHOLE);
        return Err(field("amount_minor", most));
    }
    let mut desk = desk.clone();
    if offers.iter().any(|offer| offer.tender == Tender::Cash) {
        desk.shift_id = Some(desk::open_shift(ctx, place, &desk)?);
    }
    head.state = "held".into();
    for offer in offers {
        let tenders = [(offer.tender, offer.amount_minor)];
        let lines = posting::deposit(&tenders, till(&head, Some(&desk)))
            .ok_or_else(|| field("desk", "finance-error-desk"))?;
        let (tender, amount_minor) = (Some(offer.tender), offer.amount_minor);
        let one = Move { kind: "taken", tender, amount_minor, source_id: None, desk: Some(&desk) };
        write(ctx, place, &mut head, one, lines)?;
    }
    Ok(head)
}

/// A bill took so much of it as a tender; the tender's own entry moved the liability.
pub fn apply(ctx: &mut Mutation, place: &Place, bill: &Bill, amount_minor: i64) -> Result<()> {
    let Some(appointment_id) = bill.appointment_id else { return Ok(()) };
    let head = queries::deposit(ctx, appointment_id)?.filter(|head| head.held_minor >= amount_minor);
    let mut head = head.ok_or_else(|| conflict("finance-error-deposit-changed"))?;
    let source_id = Some(bill.bill_id);
    let one = Move { kind: "applied", tender: None, amount_minor: -amount_minor, source_id, desk: None };
    write(ctx, place, &mut head, one, Lines::default())?;
    Ok(())
}

/// A bill gave it up again by a refund. The visit was served or nobody knows: it waits to go back, unless the visit is
/// taken back too (`hold`).
pub fn unapply(
    ctx: &mut Mutation,
    place: &Place,
    bill: &Bill,
    refund_id: Id,
    amount_minor: i64,
) -> Result<()> {
    let Some(appointment_id) = bill.appointment_id else { return Ok(()) };
    let Some(mut head) = queries::deposit(ctx, appointment_id)? else { return Ok(()) };
    head.state = "back".into();
    let source_id = Some(refund_id);
    let one = Move { kind: "unapplied", tender: None, amount_minor, source_id, desk: None };
    write(ctx, place, &mut head, one, Lines::default())?;
    if head.lost_by.is_some() {
        giving_up::keep_late(ctx, place, &mut head)?;
    }
    Ok(())
}

/// An unpaid bill gives up the deposit that was put into it.
pub fn take_out(ctx: &mut Mutation, place: &Place, bill: &mut Bill) -> Result<()> {
    let tenders = queries::bill_tenders(ctx, bill.bill_id)?;
    let own = tenders.iter().filter(|one| one.tender == Tender::Deposit.word());
    let amount_minor: i64 = own.map(|one| one.amount_minor).sum();
    if amount_minor == 0 {
        return Ok(());
    }
    let till = Till { place, desk: None, shift_id: None };
    let back = Taken::from(Offer { tender: Tender::Deposit, amount_minor: -amount_minor });
    bill::take(ctx, bill, &till, &[back])?;
    let source_id = ctx.new_id();
    unapply(ctx, place, bill, source_id, amount_minor)?;
    hold(ctx, bill.appointment_id)
}

/// The visit is to come again: what there is, is for it. A lost one's stays to be given back.
pub fn hold(ctx: &mut Mutation, appointment_id: Option<Id>) -> Result<()> {
    set(ctx, appointment_id, "held")
}

/// The visit is served and paid for: what is left goes back.
pub fn release(ctx: &mut Mutation, appointment_id: Option<Id>) -> Result<()> {
    set(ctx, appointment_id, "back")
}

fn set(ctx: &mut Mutation, appointment_id: Option<Id>, state: &str) -> Result<()> {
    let Some(appointment_id) = appointment_id else { return Ok(()) };
    match queries::deposit(ctx, appointment_id)? {
        Some(mut head) if head.state != state && head.lost_by.is_none() => {
            head.state = state.to_owned();
            store(ctx, &head)
        }
        _ => Ok(()),
    }
}

/// What of each tender has not gone back, with what of the deposit would go back by it now (R-F3: pro rata).
pub fn parts(ctx: &Query, head: &Deposit) -> Result<Vec<(Tender, i64)>> {
    let rows = queries::deposit_tenders(ctx, head.appointment_id)?;
    let left: Vec<(Tender, i64)> = rows
        .into_iter()
        .filter_map(|row| Some((Tender::from_word(&row.tender?)?, row.amount_minor)))
        .filter(|(_, left)| *left > 0)
        .collect();
    let one = |left_minor: i64| Standing { left_minor, line: None, way: Way::Money };
    let standing: Vec<Standing> = left.iter().map(|(_, left_minor)| one(*left_minor)).collect();
    let all = Part { line: 0, amount_minor: head.held_minor, is_sale: false };
    let parts = refund::split(&[all], 0, &standing)
        .ok_or_else(|| Error::internal("more of a deposit is held than was paid in"))?;
    Ok(left
        .into_iter()
        .zip(parts)
        .map(|((tender, _), part)| (tender, part))
        .filter(|(_, part)| *part > 0)
        .collect())
}

/// Everything that waits goes back, each part the way it came. Returns the sum.
pub fn give_back(ctx: &mut Mutation, place: &Place, head: &mut Deposit, desk_id: Option<Id>) -> Result<i64> {
    if head.state != "back" || head.held_minor == 0 {
        return Err(conflict("finance-error-deposit-nothing"));
    }
    let parts = parts(ctx, head)?;
    let mut desk = desk::find(ctx, place.branch_id, desk_id)?;
    let cash: i64 = parts.iter().filter(|(tender, _)| *tender == Tender::Cash).map(|(_, part)| part).sum();
    if cash > 0 {
        let here = desk.as_mut().ok_or_else(|| field("desk", "finance-error-desk"))?;
        desk::sure(ctx, here, desk_id)?;
        if desk::balance(ctx, here.desk_id)? < cash {
            return Err(field("desk", "finance-error-refund-cash"));
        }
        here.shift_id = Some(desk::open_shift(ctx, place, here)?);
    }
    let sum = head.held_minor;
    for (tender, part) in parts {
        let lines = posting::deposit(&[(tender, -part)], till(head, desk.as_ref()))
            .ok_or_else(|| field("desk", "finance-error-desk"))?;
        let one = Move {
            kind: "returned",
            tender: Some(tender),
            amount_minor: -part,
            source_id: None,
            desk: desk.as_ref(),
        };
        write(ctx, place, head, one, lines)?;
    }
    Ok(sum)
}
