//! What the contract loyalty@1 offers to the checkout: quote, reserve, release, offers.

use pardoz_sdk::prelude::*;

use crate::desk::{self, Bill, Facts, Mode};
use crate::memberships;
use crate::model::quote::{Quote, Redeemed, Why};
use crate::points::{Cause, Wallet};
use crate::queries;

/// R-L5 for a bill that is being put together; changes nothing.
pub fn quote(ctx: &Query, bill: Bill) -> Result<Json> {
    let facts = Facts::gather(ctx, &bill, Mode::Look)?;
    answer(ctx, &bill, &facts, &facts.quote())
}

/// The same, held: code limits, certificates, visits and points. Again for the same bill replaces what was held.
pub fn reserve(ctx: &mut Mutation, bill: Bill) -> Result<Json> {
    if queries::payment(ctx, bill.bill_id)?.is_some() {
        return Err(conflict("loyalty-error-bill-paid"));
    }
    let_go(ctx, bill.bill_id)?;
    let facts = Facts::gather(ctx, &bill, Mode::Take)?;
    if !facts.problems.is_empty() {
        let first = Error::of("invalid", "the bill was refused");
        let all = facts.problems.into_iter();
        return Err(all.fold(first, |error, problem| error.field(problem.field, problem.message)));
    }
    let quote = facts.quote();
    let code = facts.code.as_ref().filter(|_| !quote.code_lost);
    let by_code = quote.lines.iter().flat_map(|line| &line.reasons).filter(|reason| reason.why == Why::Code);
    let by_code: i64 = by_code.map(|reason| reason.amount_minor).sum();
    let now = ctx.now();
    queries::insert_reservation(
        ctx,
        bill.bill_id,
        bill.client_id,
        bill.branch_id,
        code.map(|row| row.code_id),
        quote.points_used,
        by_code,
        now,
    )?;
    hold_points(ctx, &bill, &facts, quote.points_used)?;
    for part in &quote.redeemed {
        match part.tender {
            "certificate" => hold_certificate(ctx, &bill, part)?,
            _ => hold_visit(ctx, &bill, &facts, part)?,
        }
    }
    if let Some(row) = code {
        take_code(ctx, &bill, &facts, row, by_code)?;
    }
    answer(ctx, &bill, &facts, &quote)
}

fn hold_points(ctx: &mut Mutation, bill: &Bill, facts: &Facts, points: i64) -> Result<()> {
    let Some(client_id) = bill.client_id.filter(|_| points > 0) else { return Ok(()) };
    let mut wallet = Wallet::open(ctx, client_id, &[])?;
    let held = wallet.purse.hold(points, facts.today);
    let held = held.ok_or_else(|| field("points", "loyalty-error-points-none"))?;
    for (lot_id, points) in held {
        queries::insert_hold(ctx, bill.bill_id, lot_id, points)?;
    }
    wallet.save(ctx, &[], &Cause::of("spend", facts.today))
}

/// R-L3: the key of the lock refuses the second desk.
fn hold_certificate(ctx: &mut Mutation, bill: &Bill, part: &Redeemed) -> Result<()> {
    let (certificate_id, now) = (Id::parse(&part.reference)?, ctx.now());
    let at = bill
        .certificates
        .iter()
        .position(|wish| crate::model::card::normal(&wish.code) == crate::model::card::normal(&part.label));
    queries::insert_certificate_hold(ctx, certificate_id, bill.bill_id, part.amount_minor, now)
        .on_constraint("loyalty_certificate_hold_one", || {
            field(format!("certificates[{}][code]", at.unwrap_or(0)), "loyalty-error-certificate-busy")
        })?;
    Ok(())
}

fn hold_visit(ctx: &mut Mutation, bill: &Bill, facts: &Facts, part: &Redeemed) -> Result<()> {
    let line = bill.lines.iter().position(|line| Some(line.line_id.as_str()) == part.line_id.as_deref());
    let line = line.ok_or_else(|| Error::internal("a visit without its line"))?;
    let (visit_id, now) = (ctx.new_id(), ctx.now());
    let service_id = facts.services[line].as_deref().and_then(|id| Id::parse(id).ok());
    let mut row = memberships::find(ctx, Id::parse(&part.reference)?)?;
    queries::insert_visit(
        ctx,
        visit_id,
        row.membership_id,
        "used",
        "held",
        Some(bill.bill_id),
        Some(bill.lines[line].line_id),
        None,
        service_id,
        part.amount_minor,
        facts.today,
        now,
    )
    .on_constraint("loyalty_visit_line", || field("memberships", "loyalty-error-membership-line"))?;
    row.visits_held += 1;
    memberships::save(ctx, &row)
}

/// R-L5: the checks of the tables refuse one use too many.
fn take_code(
    ctx: &mut Mutation,
    bill: &Bill,
    facts: &Facts,
    row: &queries::CodeRow,
    discount: i64,
) -> Result<()> {
    queries::take_code(ctx, 1, row.code_id)
        .on_constraint("loyalty_code_uses", || field("code", "loyalty-error-code-used-up"))?;
    if let Some(client_id) = bill.client_id {
        queries::take_code_client(ctx, row.code_id, client_id, desk::client_uses_max(row))
            .on_constraint("loyalty_code_client_uses", || field("code", "loyalty-error-code-client"))?;
    }
    let now = ctx.now();
    queries::insert_code_use(
        ctx,
        bill.bill_id,
        row.code_id,
        bill.client_id,
        bill.branch_id,
        discount,
        !facts.came_before,
        facts.today,
        now,
    )?;
    Ok(())
}

#[derive(Input)]
pub struct Release {
    bill_id: Id,
}

#[derive(View)]
pub struct Released {
    bill_id: Id,
}

/// The bill is not going to be paid: everything it holds is free again.
pub fn release(ctx: &mut Mutation, input: Release) -> Result<Released> {
    let_go(ctx, input.bill_id)?;
    Ok(Released { bill_id: input.bill_id })
}

/// Frees what a bill holds. Nothing to free is no mistake.
pub fn let_go(ctx: &mut Mutation, bill_id: Id) -> Result<()> {
    free_points(ctx, bill_id)?;
    queries::delete_certificate_holds(ctx, bill_id)?;
    for visit in queries::visits_of_bill(ctx, bill_id)?.into_iter().filter(|visit| visit.state == "held") {
        let mut row = memberships::find(ctx, visit.membership_id)?;
        row.visits_held -= 1;
        memberships::save(ctx, &row)?;
        queries::delete_visit(ctx, visit.visit_id)?;
    }
    if let Some(used) = queries::code_use(ctx, bill_id)?.filter(|used| used.state == "reserved") {
        queries::take_code(ctx, -1, used.code_id)?;
        if let Some(client_id) = used.client_id {
            queries::return_code_client(ctx, used.code_id, client_id)?;
        }
        queries::delete_code_use(ctx, bill_id)?;
    }
    queries::delete_reservation(ctx, bill_id)?;
    Ok(())
}

fn free_points(ctx: &mut Mutation, bill_id: Id) -> Result<()> {
    let holds = queries::hold_list(ctx, bill_id)?;
    let Some(client_id) = holds.first().map(|hold| hold.client_id) else { return Ok(()) };
    let held: Vec<(Id, i64)> = holds.iter().map(|hold| (hold.lot_id, hold.points)).collect();
    let mut wallet = Wallet::open(ctx, client_id, &[])?;
    let moves = wallet.purse.release(&held);
    queries::delete_holds(ctx, bill_id)?;
    let day = crate::points::today(ctx)?;
    wallet.save(ctx, &moves, &Cause::of("repay", day))
}

/// `loyalty-quote.json`. Every text travels as its key with arguments and in the reader's words.
fn answer(ctx: &Query, bill: &Bill, facts: &Facts, quote: &Quote) -> Result<Json> {
    let tier = desk::tier(ctx, bill.client_id)?;
    let tier_name = ctx.pick(&tier.name_uz, &tier.name_ru, &tier.name_en);
    let code = facts.code.as_ref().map_or("", |row| row.code.as_str());
    let reasons = |line: &crate::model::quote::Priced| -> Vec<Json> {
        line.reasons
            .iter()
            .map(|one| {
                let (kind, key) = desk::reason(one.why);
                let args = json!({ "tier": tier_name, "percent": facts.terms.tier_percent, "code": code });
                json!({ "kind": kind, "amount_minor": one.amount_minor, "says": says(ctx, key, args) })
            })
            .collect()
    };
    let lines: Vec<Json> = quote
        .lines
        .iter()
        .map(|line| json!({ "line_id": line.line_id, "discount_minor": line.discount_minor(), "reasons": reasons(line) }))
        .collect();
    let redeemed: Vec<Json> = quote
        .redeemed
        .iter()
        .map(|part| {
            json!({
                "tender": part.tender,
                "reference": part.reference,
                "line_id": part.line_id,
                "amount_minor": part.amount_minor,
                "label": part.label,
            })
        })
        .collect();
    let mut notes: Vec<Json> = facts
        .problems
        .iter()
        .map(|problem| json!({ "field": problem.field, "says": told(ctx, &problem.message) }))
        .collect();
    if quote.code_lost && facts.code.is_some() {
        notes.push(json!({ "field": "code", "says": says(ctx, "loyalty-note-code-lost", json!({})) }));
    }
    if quote.points_used < facts.terms.points_wanted && facts.terms.points_usable > 0 {
        let args = json!({ "points": quote.points_max, "percent": facts.terms.cap_percent });
        notes.push(json!({ "field": "points", "says": says(ctx, "loyalty-note-points-cap", args) }));
    }
    Ok(json!({
        "lines": lines,
        "redeemed": redeemed,
        "points_used": quote.points_used,
        "points_max": quote.points_max,
        "points_balance": facts.points_balance,
        "due_minor": quote.due_minor,
        "earn_points": quote.earn_points,
        "notes": notes,
    }))
}

fn says(ctx: &Query, key: &str, args: Json) -> Json {
    let text = ctx.t(key, &args);
    // The answer is the reader's alone, so all three languages are theirs.
    json!({ "ftl": key, "args": args, "text": text, "uz": text, "ru": text, "en": text })
}

/// A message of ours as the contract tells it.
fn told(ctx: &Query, message: &Message) -> Json {
    let wire = serde_json::to_value(message).unwrap_or_default();
    says(ctx, wire["ftl"].as_str().unwrap_or_default(), wire["args"].clone())
}

#[derive(Input)]
pub struct OffersOf {
    #[allow(dead_code, reason = "prices are the same in every branch so far; the contract lets them differ")]
    branch_id: Option<Id>,
    #[allow(dead_code, reason = "see branch_id")]
    client_id: Option<Id>,
}

/// What can be sold at the desk: a certificate for any sum, those of the usual sums, and the plans.
pub fn offers(ctx: &Query, _: OffersOf) -> Result<Json> {
    let any = ctx.t("loyalty-offer-certificate", json!({}));
    let mut offers = vec![offer("certificate", &any, None)];
    for amount_minor in crate::words::amounts(&ctx.setting::<String>("certificate_amounts")?) {
        let name =
            ctx.t("loyalty-offer-certificate-of", json!({ "amount": ctx.format("money", amount_minor)? }));
        offers.push(offer(&format!("certificate-{amount_minor}"), &name, Some(amount_minor)));
    }
    for plan in queries::plan_list(ctx, false)? {
        offers.push(json!({
            "offer_id": plan.plan_id,
            "kind": "membership",
            "name_uz": plan.name_uz,
            "name_ru": plan.name_ru,
            "name_en": plan.name_en,
            "price_minor": plan.price_minor,
        }));
    }
    Ok(json!({ "offers": offers }))
}

/// A text of ours is in the reader's language already.
fn offer(offer_id: &str, name: &str, price_minor: Option<i64>) -> Json {
    json!({
        "offer_id": offer_id,
        "kind": "certificate",
        "name_uz": name,
        "name_ru": name,
        "name_en": name,
        "price_minor": price_minor,
    })
}
