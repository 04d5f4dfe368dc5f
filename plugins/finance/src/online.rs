//! Money that comes by itself. A provider's module (payments@1) offers a way to pay, and tells through finance@1 what
//! came of it; the books are written by the same hands as at the desk.

use pardoz_sdk::prelude::*;
use serde::Deserialize;

use crate::ask;
use crate::bill::{self, Taken, Till};
use crate::branch::Place;
use crate::checkout::pay::TAKE;
use crate::model::tender::Tender;
use crate::queries::{self, Bill};
use crate::refund;

/// A way to pay from a phone.
#[derive(View)]
pub struct Offer {
    pub tender: Tender,
    /// Where the client pays this bill.
    pub link: Option<String>,
}

#[derive(Deserialize)]
struct Offered {
    tender: String,
    ready: bool,
    #[serde(default)]
    link: Option<String>,
}

/// What the providers said.
struct Asked {
    offers: Vec<Offer>,
    /// One did not answer: what it would have offered nobody knows.
    is_silent: bool,
}

/// What is to be paid: to a provider a bill and a deposit that was asked for are the same.
pub struct Payable {
    pub id: Id,
    pub number: i64,
    pub amount_minor: i64,
}

impl From<&Bill> for Payable {
    fn from(bill: &Bill) -> Self {
        Self { id: bill.bill_id, number: bill.number, amount_minor: bill::owed(bill) }
    }
}

fn ask(ctx: &Query, of: Option<Payable>) -> Result<Asked> {
    let payments = ctx.service("payments@1");
    let mut asked = Asked { offers: Vec::new(), is_silent: false };
    if !payments.is_available() {
        return Ok(asked);
    }
    let wish = match of {
        Some(one) => json!({ "bill_id": one.id, "number": one.number, "amount_minor": one.amount_minor }),
        None => json!({}),
    };
    for (_, answer) in payments.call_all("offer", wish)? {
        let Ok(offered) = answer.and_then(|answer| answer.read::<Offered>()) else {
            asked.is_silent = true;
            continue;
        };
        let tender = Tender::from_word(&offered.tender).filter(|tender| tender.is_online());
        let Some(tender) = tender.filter(|_| offered.ready) else { continue };
        if asked.offers.iter().all(|known| known.tender != tender) {
            asked.offers.push(Offer { tender, link: offered.link });
        }
    }
    Ok(asked)
}

/// The providers that are on and set up. One that does not answer offers nothing (R-K3).
pub fn offers(ctx: &Query, of: Option<Payable>) -> Result<Vec<Offer>> {
    Ok(ask(ctx, of)?.offers)
}

/// Their tenders.
pub fn ready(ctx: &Query) -> Result<Vec<Tender>> {
    Ok(offers(ctx, None)?.into_iter().map(|offer| offer.tender).collect())
}

/// The same before money is taken in `tenders`: those that are ready wait for the client, the others are in hand. With
/// a provider that does not answer it is not known which it is, and a bill must not be paid by a guess.
pub fn ready_for(ctx: &Query, tenders: impl IntoIterator<Item = Tender>) -> Result<Vec<Tender>> {
    let asked = ask(ctx, None)?;
    let ready: Vec<Tender> = asked.offers.into_iter().map(|offer| offer.tender).collect();
    let is_guess = |tender: Tender| tender.is_online() && !ready.contains(&tender);
    if asked.is_silent && tenders.into_iter().any(is_guess) {
        return Err(field("tender", "finance-error-online-silent"));
    }
    Ok(ready)
}

#[derive(Input)]
pub struct Named {
    /// A bill's id or number, or the id of a deposit that was asked for.
    #[input(max_chars = 64)]
    bill: String,
}

/// What is owed on a bill, with its lines; or of a deposit that was asked for.
pub fn owed(ctx: &Query, named: Named) -> Result<Json> {
    if let Ok(id) = Id::parse(named.bill.trim())
        && let Some(asked) = queries::deposit_ask(ctx, id)?
    {
        return ask::owed(ctx, &asked);
    }
    let bill = find(ctx, named.bill.trim())?;
    let line = |line: queries::BillLine| {
        json!({
            "kind": line.kind, "subject_id": line.subject, "name": line.name, "quantity_milli": line.quantity_milli,
            "price_minor": line.price_minor, "discount_minor": line.discount_minor, "total_minor": line.total_minor,
        })
    };
    let lines: Vec<Json> = queries::bill_lines(ctx, bill.bill_id)?.into_iter().map(line).collect();
    Ok(json!({
        "bill_id": bill.bill_id, "number": bill.number, "branch_id": bill.branch_id, "state": bill.state,
        "kind": "bill", "due_minor": bill.due_minor, "owed_minor": bill::owed(&bill), "lines": lines,
    }))
}

/// A number is six digits and comes again one day: of two bills with one number the one that is owed is meant, and if
/// both are, nobody knows which.
fn find(ctx: &Query, named: &str) -> Result<Bill> {
    if let Ok(bill_id) = Id::parse(named) {
        return bill::find(ctx, bill_id);
    }
    let gone = || not_found("finance-error-bill-gone");
    let number: i64 = named.parse().map_err(|_| gone())?;
    let mut found = queries::bill_by_number(ctx, number)?;
    if found.iter().any(|bill| bill::owed(bill) > 0) {
        found.retain(|bill| bill::owed(bill) > 0);
        if found.len() > 1 {
            return Err(gone());
        }
    }
    found.into_iter().next().ok_or_else(gone)
}

#[derive(Input)]
pub struct Online {
    /// Or a deposit that was asked for.
    pub bill_id: Id,
    pub tender: Tender,
    /// The provider's transaction.
    #[input(min_chars = 1, max_chars = 64)]
    pub reference: String,
    #[input(range = 1..)]
    pub amount_minor: i64,
}

/// Receives a payment, once per tender and reference. Exactly what is owed, or nothing: a provider keeps no change.
pub fn take(ctx: &mut Mutation, paid: Online) -> Result<Json> {
    if let Some(known) = queries::online_tender(ctx, paid.tender, &paid.reference)? {
        if known.bill_id != paid.bill_id || known.amount_minor != paid.amount_minor {
            return Err(conflict("finance-error-online-other"));
        }
        return Ok(now(&bill::find(ctx, known.bill_id)?, true));
    }
    if let Some(known) = queries::online_deposit(ctx, paid.tender, &paid.reference)? {
        return ask::taken(ctx, &paid, known);
    }
    if let Some(asked) = queries::deposit_ask(ctx, paid.bill_id)? {
        return ask::take(ctx, &asked, &paid);
    }
    let mut bill = bill::find(ctx, paid.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), TAKE)?;
    match bill::owed(&bill) {
        owed if owed <= 0 => return Err(conflict("finance-error-bill-closed")),
        owed if owed != paid.amount_minor => {
            return Err(field(
                "amount_minor",
                text("finance-error-online-sum").arg("sum", owed / money::WHOLE),
            ));
        }
        _ => {}
    }
    let till = Till { place: &place, desk: None, shift_id: None };
    let one = Taken {
        tender: paid.tender,
        amount_minor: paid.amount_minor,
        reference: Some(paid.reference),
        bill_line_id: None,
    };
    bill::receive(ctx, &mut bill, &till, one)?;
    Ok(now(&bill, false))
}

#[derive(Input)]
pub struct Back {
    pub tender: Tender,
    #[input(min_chars = 1, max_chars = 64)]
    pub reference: String,
    #[input(max_chars = 300)]
    pub reason: Option<String>,
}

/// The provider gives the money back. R-F3: by that tender and no other, so a bill that other money paid too is given
/// back by a person, who knows what becomes of the rest. What a person gave back before is known.
pub fn give_back(ctx: &mut Mutation, back: Back) -> Result<Json> {
    if let Some(known) = queries::online_deposit(ctx, back.tender, &back.reference)? {
        return ask::give_back(ctx, &back, known.appointment_id);
    }
    let paid = queries::online_tender(ctx, back.tender, &back.reference)?
        .ok_or_else(|| not_found("finance-error-bill-gone"))?;
    let mut bill = bill::find(ctx, paid.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), "finance.bill.refund")?;
    let sources = refund::sources(queries::bill_tenders(ctx, bill.bill_id)?);
    let is_own = |one: &&refund::Source| {
        one.tender == back.tender && one.reference.as_deref() == Some(back.reference.as_str())
    };
    let Some(own) = sources.iter().find(is_own) else { return Ok(now(&bill, true)) };
    if bill.state == "open" {
        // Nothing is served on it yet: the payment alone is taken off.
        let till = Till { place: &place, desk: None, shift_id: None };
        let one = Taken {
            tender: back.tender,
            amount_minor: -own.left_minor,
            reference: Some(back.reference),
            bill_line_id: None,
        };
        bill::take(ctx, &mut bill, &till, &[one])?;
        bill::store(ctx, &bill)?;
        return Ok(now(&bill, false));
    }
    let given = own.left_minor;
    let is_kept = |one: &refund::Source| matches!(one.tender, Tender::Certificate | Tender::Membership);
    if sources.iter().any(|one| !is_own(&one) && !is_kept(one)) {
        return Err(conflict("finance-error-online-split"));
    }
    let all = refund::rest(ctx, &bill)?;
    let done = refund::give(ctx, &mut bill, &place, None, &all, back.reason.as_deref())?;
    // A provider gives back all of its payment or nothing: what of a sold certificate was used is not in it any more.
    if done.money_minor != given {
        return Err(conflict("finance-error-online-split"));
    }
    Ok(now(&bill, false))
}

/// Bills that a round plans to end.
const ENDED_MAX: i64 = 150;
/// One that could not be ended is tried again after this, ms; its job tries by itself meanwhile.
const END_AGAIN_MS: i64 = 24 * 3_600_000;
/// Longer than a job needs that works, ms.
const END_PATIENCE_MS: i64 = 10 * 60_000;

/// Nobody paid from the phone within the setting's hours: the bill holds goods, a certificate, points and its visit no
/// longer. A payment that is told of later is refused, and the provider keeps nobody's money. Each bill ends in a job of
/// its own: one that cannot be ended holds up no other, in this round or the next.
pub fn end_abandoned(ctx: &mut Mutation) -> Result<()> {
    let hours: i64 = ctx.setting("abandon_hours")?;
    let now = ctx.now();
    for row in queries::abandoned_bills(ctx, now - hours * 3_600_000, now - END_AGAIN_MS, ENDED_MAX)? {
        queries::upsert_ending(ctx, row.bill_id, now)?;
        ctx.schedule("abandoned-bill", now, row.bill_id, json!({ "bill_id": row.bill_id }))?;
    }
    Ok(())
}

#[derive(Input)]
pub struct Abandoned {
    bill_id: Id,
}

/// The end of one. Somebody may have paid it since it was planned.
pub fn end_one(ctx: &mut Mutation, of: Abandoned) -> Result<()> {
    let mut bill = bill::find(ctx, of.bill_id)?;
    let place = Place::any(ctx, Some(bill.branch_id))?;
    // Where money came already a person decides.
    bill::end(ctx, &mut bill, &Till { place: &place, desk: None, shift_id: None })?;
    queries::delete_ending(ctx, of.bill_id)?;
    Ok(())
}

/// A bill that should have ended by itself.
#[derive(View)]
pub struct Stuck {
    bill_id: Id,
    number: i64,
}

/// Those of a branch, or whether this one is: a person has to look at them, for what they hold is not free.
pub fn stuck(ctx: &Query, branch_id: Id, bill_id: Option<Id>) -> Result<Vec<Stuck>> {
    let mut stuck = Vec::new();
    for row in queries::stuck_bills(ctx, branch_id, bill_id)? {
        let since = row.planned_at + END_PATIENCE_MS;
        if ctx.now() < since {
            ctx.holds_until(since);
        } else {
            stuck.push(Stuck { bill_id: row.bill_id, number: row.number });
        }
    }
    Ok(stuck)
}

fn now(bill: &Bill, again: bool) -> Json {
    json!({ "bill_id": bill.bill_id, "state": bill.state, "again": again })
}
