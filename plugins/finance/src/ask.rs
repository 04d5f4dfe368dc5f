//! R-B9: a deposit paid from afar. A desk asks for it, the client has a link, and a provider's module brings the money.
//! To a provider what is asked for is a bill: named by its id, paid exactly or not at all.

use pardoz_sdk::prelude::*;

use crate::branch::{Place, person};
use crate::checkout::pay::TAKE;
use crate::deposit::{self, Move, Said};
use crate::model::ask::{self as rule, Standing};
use crate::model::posting;
use crate::model::tender::Tender;
use crate::online::{Back, Online};
use crate::queries::{self, DepositAsk, OnlineDeposit, Visit};

/// Random bytes of a link.
const TOKEN_BYTES: u32 = 16;

/// Asks for so much in all, until then; a link that was given out before stays good.
pub fn make(ctx: &mut Mutation, visit: &Visit, target_minor: i64, until_at: i64) -> Result<DepositAsk> {
    let (ask_id, now, person_name) = (ctx.new_id(), ctx.now(), person(ctx).1);
    let (token, appointment_id) = (ctx.token(TOKEN_BYTES), visit.appointment_id);
    queries::upsert_deposit_ask(
        ctx,
        ask_id,
        appointment_id,
        token,
        target_minor,
        until_at,
        person_name.as_deref(),
        now,
    )?;
    queries::deposit_ask_of_visit(ctx, appointment_id)?
        .ok_or_else(|| Error::internal("what was asked for is not there"))
}

/// How it stands now. It changes by itself when its time is over.
pub fn standing(ctx: &Query, asked: &DepositAsk, visit: &Visit) -> Result<Standing> {
    let until_at = until(asked, visit);
    if ctx.now() < until_at {
        ctx.holds_until(until_at);
    }
    let is_open = rule::stands(&visit.state) && queries::bill_of_visit(ctx, visit.appointment_id)?.is_none();
    let held = queries::deposit(ctx, visit.appointment_id)?.map_or(0, |head| head.held_minor);
    Ok(rule::standing(asked.target_minor, held, is_open, ctx.now() >= until_at))
}

/// Nobody pays in for a visit that has begun.
pub fn until(asked: &DepositAsk, visit: &Visit) -> i64 {
    asked.until_at.min(visit.start_at)
}

fn visit(ctx: &Query, asked: &DepositAsk) -> Result<Visit> {
    queries::visit(ctx, asked.appointment_id)?.ok_or_else(|| not_found("finance-error-visit-gone"))
}

/// finance@1 `owed`: too late is nothing.
pub fn owed(ctx: &Query, asked: &DepositAsk) -> Result<Json> {
    let visit = visit(ctx, asked)?;
    let standing = standing(ctx, asked, &visit)?;
    let owed_minor = if standing.state == "open" { standing.owed_minor } else { 0 };
    Ok(json!({
        "bill_id": asked.deposit_ask_id, "number": visit.number, "branch_id": visit.branch_id,
        "state": standing.state, "kind": "deposit", "appointment_id": visit.appointment_id,
        "due_minor": asked.target_minor, "owed_minor": owed_minor,
        "lines": [{
            "kind": "deposit", "subject_id": visit.appointment_id, "name": ctx.t("finance-deposit", json!({})),
            "quantity_milli": 1000, "price_minor": owed_minor, "discount_minor": 0, "total_minor": owed_minor,
        }],
    }))
}

/// finance@1 `take-online`. A payment that began in time and is told of late is good as long as the visit stands: the
/// client has done what was asked. For a visit that nobody waits for no money moves.
pub fn take(ctx: &mut Mutation, asked: &DepositAsk, paid: &Online) -> Result<Json> {
    let visit = visit(ctx, asked)?;
    let place = Place::find(ctx, Some(visit.branch_id), TAKE)?;
    match standing(ctx, asked, &visit)?.owed_minor {
        owed if owed <= 0 => return Err(conflict("finance-error-bill-closed")),
        owed if owed != paid.amount_minor => {
            let sum = text("finance-error-online-sum").arg("sum", owed / money::WHOLE);
            return Err(field("amount_minor", sum));
        }
        _ => {}
    }
    let mut head = deposit::head(ctx, &visit)?;
    head.state = "held".into();
    let lines = posting::deposit(&[(paid.tender, paid.amount_minor)], deposit::till(&head, None))
        .ok_or_else(|| Error::internal("a provider's money needs no desk"))?;
    let (tender, amount_minor) = (Some(paid.tender), paid.amount_minor);
    let one = Move { kind: "taken", tender, amount_minor, source_id: None, desk: None };
    let said = Said { reference: Some(&paid.reference), reason: None };
    deposit::write_said(ctx, &place, &mut head, one, said, lines)?;
    now(ctx, asked, &visit, false)
}

/// The same told again.
pub fn taken(ctx: &Query, paid: &Online, known: OnlineDeposit) -> Result<Json> {
    let asked = queries::deposit_ask(ctx, paid.bill_id)?;
    let asked = asked.filter(|asked| asked.appointment_id == known.appointment_id);
    match asked {
        Some(asked) if known.amount_minor == paid.amount_minor => {
            let visit = visit(ctx, &asked)?;
            now(ctx, &asked, &visit, true)
        }
        _ => Err(conflict("finance-error-online-other")),
    }
}

/// finance@1 `return-online`: by that tender and no other (R-F3), and only what nothing needs. A deposit that paid for
/// its visit, or was kept as a fee, stays. What a person gave back before is known.
pub fn give_back(ctx: &mut Mutation, back: &Back, appointment_id: Id) -> Result<Json> {
    let asked = queries::deposit_ask_of_visit(ctx, appointment_id)?
        .ok_or_else(|| not_found("finance-error-bill-gone"))?;
    let visit = visit(ctx, &asked)?;
    let place = Place::find(ctx, Some(visit.branch_id), "finance.bill.refund")?;
    let mut head = deposit::head(ctx, &visit)?;
    let left = queries::online_deposit_left(ctx, back.tender, &back.reference)?;
    let left = left.map_or(0, |row| row.left_minor);
    let of_tender = left_of(ctx, appointment_id, back.tender)?;
    if left <= 0 || of_tender == 0 {
        return now(ctx, &asked, &visit, true);
    }
    if of_tender < left || head.held_minor < left {
        return Err(conflict("finance-error-online-split"));
    }
    let lines = posting::deposit(&[(back.tender, -left)], deposit::till(&head, None))
        .ok_or_else(|| Error::internal("a provider's money needs no desk"))?;
    let one = Move {
        kind: "returned",
        tender: Some(back.tender),
        amount_minor: -left,
        source_id: None,
        desk: None,
    };
    let said = Said { reference: Some(&back.reference), reason: back.reason.as_deref() };
    deposit::write_said(ctx, &place, &mut head, one, said, lines)?;
    now(ctx, &asked, &visit, false)
}

/// What came by a tender and has not gone back, by a provider's word or by a desk's.
fn left_of(ctx: &Query, appointment_id: Id, tender: Tender) -> Result<i64> {
    let rows = queries::deposit_tenders(ctx, appointment_id)?;
    let own = rows.into_iter().find(|row| row.tender.as_deref() == Some(tender.word()));
    Ok(own.map_or(0, |row| row.amount_minor))
}

fn now(ctx: &Query, asked: &DepositAsk, visit: &Visit, again: bool) -> Result<Json> {
    let state = standing(ctx, asked, visit)?.state;
    Ok(json!({ "bill_id": asked.deposit_ask_id, "state": state, "again": again }))
}
