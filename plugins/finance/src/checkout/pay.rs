//! The one act of the checkout: bill, tenders, entries, the finished visit. One transaction or nothing.

use pardoz_sdk::prelude::*;

use super::draft::{Draft, DraftLine};
use super::wish::{Wish, WishedTender};
use crate::bill::{self, Taken, Till};
use crate::branch::person;
use crate::deposit;
use crate::desk;
use crate::model::bill::{Offer, Refusal, Rest, cover, rounding};
use crate::model::tender::Tender;
use crate::online;
use crate::queries::{self, Bill, Desk};
use crate::told;

/// Who may take money.
pub const TAKE: &str = "finance.bill.take";

/// What was done, for the answer.
pub struct Done {
    pub bill: Bill,
    pub taken: Vec<Taken>,
}

/// How the bill is covered: what the desk takes, and what rounding adds.
pub struct Cover {
    pub taken: Vec<Taken>,
    pub rounding_minor: i64,
}

pub fn pay(ctx: &mut Mutation, wish: &Wish) -> Result<Done> {
    let draft = Draft::make(ctx, wish, TAKE, true)?;
    check(ctx, &draft)?;
    let desk = desk::require(ctx, &draft.place, wish.desk)?;
    let wanted = wish.split.iter().filter_map(|part| part.tender).chain([wish.tender]);
    let ready = online::ready_for(ctx, wanted)?;
    let cover = tenders(ctx, &draft, wish, &desk, &ready)?;
    let due = draft.due();
    if wish.expected_minor.is_some_and(|expected| expected != due) {
        // Prices, points or a module changed since the page was drawn: nobody pays a sum they have not seen.
        return Err(field("expected_minor", text("finance-error-changed").arg("sum", due / money::WHOLE)));
    }
    let mut bill = open(ctx, &draft, wish, cover.rounding_minor)?;
    let tips = wish.tips_minor.unwrap_or_default();
    let uses_cash =
        cover.taken.iter().any(|one| one.tender == Tender::Cash) || tips > 0 && wish.tender == Tender::Cash;
    if uses_cash {
        desk::sure(ctx, &desk, wish.desk)?;
    }
    let shift_id = if uses_cash { Some(desk::open_shift(ctx, &draft.place, &desk)?) } else { desk.shift_id };
    let till = Till { place: &draft.place, desk: Some(&desk), shift_id };
    bill::take(ctx, &mut bill, &till, &cover.taken)?;
    if draft.deposit_minor > 0 {
        deposit::apply(ctx, &draft.place, &bill, draft.deposit_minor)?;
    }
    if tips > 0 && ready.contains(&wish.tender) {
        return Err(field("tips_minor", "finance-error-tips-online"));
    }
    if tips > 0 {
        let master = wish.tips_staff_id.or(draft.lines.iter().find_map(|line| line.staff_id));
        let staff_id = master.ok_or_else(|| field("tips_staff_id", "finance-error-tips-staff"))?;
        bill::tip(ctx, &mut bill, &till, wish.tender, staff_id, tips)?;
    }
    for module in &draft.silent {
        bill::note_silent(&mut bill, module);
    }
    bill::settle(ctx, &mut bill, &draft.place)?;
    Ok(Done { bill, taken: cover.taken })
}

fn check(ctx: &Query, draft: &Draft) -> Result<()> {
    if let Some(note) = draft.notes.iter().find(|note| note.says.is_null()) {
        return Err(field(note.field.clone(), "finance-error-price"));
    }
    if draft.lines.is_empty() {
        return Err(invalid("finance-error-empty").field("find", "finance-error-empty"));
    }
    let Some(visit) = &draft.visit else { return Ok(()) };
    if queries::bill_of_visit(ctx, visit.appointment_id)?.is_some() {
        return Err(conflict("finance-error-visit-paid"));
    }
    let over = ["hold", "cancelled_early", "cancelled_late", "cancelled_by_salon", "no_show"];
    if over.contains(&visit.state.as_str()) {
        return Err(conflict("finance-error-visit-over"));
    }
    if visit.day.as_str() > draft.place.today.as_str() {
        return Err(conflict("finance-error-visit-ahead"));
    }
    Ok(())
}

/// The draft's tenders as the wish names them; certificates and memberships first, they are no choice of the desk.
/// What a provider that is `ready` will tell of, the desk does not take.
fn tenders(ctx: &Query, draft: &Draft, wish: &Wish, desk: &Desk, ready: &[Tender]) -> Result<Cover> {
    let mut named = named(wish);
    for (at, offer) in named.iter().enumerate() {
        let unknown = || field(format!("split[{at}][tender]"), "finance-error-tender");
        match offer.tender {
            Tender::Certificate | Tender::Membership | Tender::Deposit | Tender::Debt => {
                return Err(unknown());
            }
            tender if ready.contains(&tender) => {
                return Err(field(format!("split[{at}][tender]"), "finance-error-tender-online"));
            }
            // Of two rows of it the second has what the first left.
            Tender::Advance => {
                let before = named[..at].iter().filter(|one| one.tender == Tender::Advance);
                let before: i64 = before.map(|one| one.amount_minor).sum();
                advance(ctx, draft, before + offer.amount_minor, at)?;
            }
            _ => {}
        }
    }
    if !Tender::AT_DESK.contains(&wish.tender) {
        return Err(field("tender", "finance-error-tender"));
    }
    let due = draft.due();
    let rounding_minor = rounded(wish, &mut named, due, desk.round_to_minor);
    let rest = if wish.debt {
        Rest::Debt { known_client: draft.client_id.is_some() }
    } else if ready.contains(&wish.tender) {
        Rest::Later
    } else {
        Rest::By(wish.tender)
    };
    let covered = cover(due + rounding_minor, &named, rest).map_err(refusal)?;
    let mut taken: Vec<Taken> = draft
        .redeemed
        .iter()
        .filter_map(|one| {
            Some(Taken {
                tender: Tender::from_word(&one.tender)?,
                amount_minor: one.amount_minor,
                reference: Some(one.reference.clone()),
                bill_line_id: one.line_id,
            })
        })
        .collect();
    if draft.deposit_minor > 0 {
        taken.push(Taken::from(Offer { tender: Tender::Deposit, amount_minor: draft.deposit_minor }));
    }
    taken.extend(covered.into_iter().map(Taken::from));
    Ok(Cover { taken, rounding_minor })
}

/// The parts that the form names with a sum.
pub fn named(wish: &Wish) -> Vec<Offer> {
    let offer = |one: &WishedTender| Some(Offer { tender: one.tender?, amount_minor: one.amount_minor? });
    wish.split.iter().filter_map(offer).collect()
}

/// What rounding adds to a bill that is paid in nothing but cash.
pub fn rounded(wish: &Wish, named: &mut [Offer], due_minor: i64, step_minor: i64) -> i64 {
    let offered: i64 = named.iter().map(|offer| offer.amount_minor).sum();
    let rounded = if due_minor > 0 { rounding(due_minor, step_minor) } else { 0 };
    // All of it named as cash, to the so'm or as the desk rounds it, is cash whatever the button says.
    let is_all = !named.is_empty() && (offered == due_minor || offered == due_minor + rounded);
    let all_cash = !wish.debt
        && named.iter().all(|offer| offer.tender == Tender::Cash)
        && (wish.tender == Tender::Cash || is_all);
    if !all_cash {
        return 0;
    }
    if let Some(last) = named.last_mut().filter(|_| offered == due_minor) {
        // The sum was typed to the so'm: what rounding adds or takes is cash too, and no other tender's.
        last.amount_minor += rounded;
    }
    rounded
}

/// A client's advance pays what it holds and no more.
fn advance(ctx: &Query, draft: &Draft, amount_minor: i64, at: usize) -> Result<()> {
    let name = format!("split[{at}][amount_minor]");
    let Some(client_id) = draft.client_id else { return Err(field(name, "finance-error-advance")) };
    if amount_minor > advance_of(ctx, client_id)? {
        return Err(field(name, "finance-error-advance"));
    }
    Ok(())
}

/// What a client has paid in and not used.
pub fn advance_of(ctx: &Query, client_id: Id) -> Result<i64> {
    let row = queries::counterparty_balance(ctx, client_id, "advances")?;
    Ok(row.map_or(0, |row| -row.balance_minor).max(0))
}

pub fn refusal(refusal: Refusal) -> Error {
    let sum = |minor: i64| minor / money::WHOLE;
    match refusal {
        Refusal::TooMuch(by) => {
            field("split[0][amount_minor]", text("finance-error-too-much").arg("sum", sum(by)))
        }
        Refusal::TooLittle(by) => {
            field("split[0][amount_minor]", text("finance-error-too-little").arg("sum", sum(by)))
        }
        Refusal::DebtWithoutClient => field("debt", "finance-error-debt-client"),
    }
}

/// Writes the bill and its lines, with nothing paid yet.
pub fn open(ctx: &mut Mutation, draft: &Draft, wish: &Wish, rounding_minor: i64) -> Result<Bill> {
    let (total, discount) = (draft.total(), draft.discount());
    let due = total - discount + rounding_minor;
    let (number, now, person_name) = (bill::number(ctx), ctx.now(), person(ctx).1);
    let code = wish.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let bill_id = draft.bill_id;
    let appointment_id = draft.visit.as_ref().map(|visit| visit.appointment_id);
    queries::insert_bill(
        ctx,
        bill_id,
        number,
        draft.place.branch_id,
        draft.client_id,
        appointment_id,
        draft.place.today.as_str(),
        "open",
        total,
        discount,
        rounding_minor,
        due,
        0,
        0,
        0,
        code,
        draft.points_used,
        None,
        person_name.as_deref(),
        now,
        None,
    )
    .on_constraint("finance_bill_visit", || conflict("finance-error-visit-paid"))?;
    for (position, line) in draft.lines.iter().enumerate() {
        write_line(ctx, bill_id, position, line)?;
    }
    let bill = bill::find(ctx, bill_id)?;
    told::emit(ctx, "finance.bill.opened", &bill, draft.place.today)?;
    Ok(bill)
}

fn write_line(ctx: &mut Mutation, bill_id: Id, position: usize, line: &DraftLine) -> Result<()> {
    let reasons = (!line.reasons.is_empty()).then(|| Json::from(line.reasons.clone()).to_string());
    queries::insert_bill_line(
        ctx,
        line.bill_line_id,
        bill_id,
        position as i64,
        &line.kind,
        line.subject.as_deref(),
        &line.name,
        line.staff_id,
        line.quantity_milli,
        line.price_minor,
        line.discount_minor,
        line.gross_minor - line.discount_minor,
        reasons.as_deref(),
    )?;
    Ok(())
}
