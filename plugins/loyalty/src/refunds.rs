//! `finance.bill.refunded` (R-F3, R-L1): points to their lots, certificates and visits back, what was earned taken back.

use pardoz_sdk::prelude::*;

use crate::certificates::{self, Change};
use crate::memberships::{self, About};
use crate::model::refund;
use crate::points::{self, Cause, Wallet};
use crate::queries;
use crate::referrals;
use crate::settle::{Bill, Refund};

pub fn bill_refunded(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let Some(refund) = &bill.refund else { return Ok(()) };
    // The client as the cards are now: a merge may have come between the sale and this.
    let paid = queries::payment(ctx, bill.bill_id)?;
    let client_id = paid.as_ref().and_then(|row| row.client_id).or(bill.client_id);
    let now = ctx.now();
    let noted = queries::insert_payment(
        ctx,
        refund.refund_id,
        bill.bill_id,
        "refund",
        client_id,
        bill.branch_id,
        bill.day,
        -refund.money_minor,
        now,
    );
    match noted {
        Err(error) if error.is_constraint("loyalty_payment_once") => return Ok(()),
        noted => noted?,
    };
    let about = About {
        bill_id: Some(bill.bill_id),
        refund_id: Some(refund.refund_id),
        branch_id: bill.branch_id,
        day: bill.day,
    };
    if let Some(client_id) = client_id {
        move_points(ctx, &bill, refund, client_id)?;
    }
    return_tenders(ctx, refund, &about)?;
    take_sales(ctx, &bill, refund, &about)?;
    if refund.full {
        undo_code(ctx, bill.bill_id)?;
        referrals::undo_bill(ctx, bill.bill_id, bill.day)?;
    }
    Ok(())
}

/// Spent points return to their lots; what the money earned is taken back in the same share.
fn move_points(ctx: &mut Mutation, bill: &Bill, refund: &Refund, client_id: Id) -> Result<()> {
    let cause = |kind| Cause {
        refund_id: Some(refund.refund_id),
        ..Cause::of(kind, bill.day).bill(bill.bill_id, bill.branch_id)
    };
    let spent: Vec<(Option<Id>, i64)> =
        queries::spent_of_bill(ctx, bill.bill_id)?.into_iter().map(|row| (row.lot_id, row.points)).collect();
    let wanted = if refund.full { i64::MAX } else { refund.points };
    let back = refund::returned(&spent, wanted);
    let own = queries::lot_of_bill(ctx, bill.bill_id)?.map(|row| row.lot_id);
    let also: Vec<Id> = back.iter().filter_map(|(lot, _)| *lot).chain(own).collect();
    let mut wallet = Wallet::open(ctx, client_id, &also)?;

    let days: i64 = ctx.setting("return_days")?;
    let (mut moves, loose) = wallet.purse.give_back(&back, bill.day, days);
    let expires = bill.day.plus(ctx.setting("points_days")?);
    let returned = cause("return");
    moves.extend(wallet.add(ctx, "return", loose, (bill.day, expires), &returned)?.1);
    wallet.save(ctx, &moves, &returned)?;

    let earned = queries::earned_of_bill(ctx, bill.bill_id)?;
    let sums = queries::payment_sums(ctx, bill.bill_id)?;
    let (Some(earned), Some(sums)) = (earned, sums) else { return Ok(()) };
    let points =
        refund::clawed(earned.earned, earned.taken, sums.paid_minor, sums.refunded_minor, refund.full);
    let mut wallet = Wallet::open(ctx, client_id, &also)?;
    let moves = wallet.purse.claw(points, own);
    wallet.save(ctx, &moves, &cause("claw"))
}

/// Never to money: a certificate's part to the certificate, a visit's to the membership.
fn return_tenders(ctx: &mut Mutation, refund: &Refund, about: &About) -> Result<()> {
    let days: i64 = ctx.setting("certificate_return_days")?;
    for tender in &refund.tenders {
        let Some(reference) = tender.reference.as_deref().and_then(|id| Id::parse(id).ok()) else { continue };
        let amount_minor = tender.amount_minor.abs();
        match tender.tender.as_str() {
            "certificate" => {
                let row = certificates::find(ctx, reference)?;
                let change = Change {
                    kind: "returned",
                    amount_minor,
                    bill_id: about.bill_id,
                    refund_id: about.refund_id,
                    branch_id: about.branch_id,
                    day: about.day,
                    until: Some(about.day.plus(days)),
                };
                certificates::change(ctx, &row, &change)?;
            }
            "membership" => return_visits(ctx, reference, tender.line_id, amount_minor, days, about)?,
            _ => {}
        }
    }
    Ok(())
}

/// As many visits as the amount pays for: the one of the line that is named, or the latest.
fn return_visits(
    ctx: &mut Mutation,
    membership_id: Id,
    line_id: Option<Id>,
    amount_minor: i64,
    days: i64,
    about: &About,
) -> Result<()> {
    let Some(bill_id) = about.bill_id else { return Ok(()) };
    let mut open = amount_minor;
    for visit in queries::visits_of_bill(ctx, bill_id)?.into_iter().rev() {
        let named = line_id.is_none_or(|line| visit.line_id == Some(line));
        if visit.membership_id != membership_id || visit.state != "used" || !named || open <= 0 {
            continue;
        }
        open -= visit.amount_minor.min(open);
        queries::free_visit_line(ctx, visit.visit_id)?;
        let row = memberships::find(ctx, membership_id)?;
        let service = visit.service_id.map(|id| id.to_string());
        memberships::return_visit(ctx, row, service.as_deref(), visit.amount_minor, days, about)?;
    }
    Ok(())
}

/// A certificate or a membership that the bill sold is given back: what is owed for it is gone.
fn take_sales(ctx: &mut Mutation, bill: &Bill, refund: &Refund, about: &About) -> Result<()> {
    for line in bill.lines.iter().filter(|line| matches!(line.kind.as_str(), "certificate" | "membership")) {
        let named = refund.lines.iter().find(|one| one.line_id == line.line_id);
        if named.is_none() && !refund.full {
            continue;
        }
        let mut open = named.and_then(|one| one.amount_minor).unwrap_or(line.total_minor).abs();
        for row in queries::certificates_of_bill(ctx, bill.bill_id, line.line_id)? {
            if row.state != "active" || open <= 0 {
                continue;
            }
            let found = certificates::find(ctx, row.certificate_id)?;
            let amount = found.balance_minor.min(open);
            open -= amount;
            // What stays on it, stays the holder's only if it was a part that was given back.
            let change = Change {
                kind: if amount == found.balance_minor { "refunded" } else { "used" },
                amount_minor: amount,
                bill_id: about.bill_id,
                refund_id: about.refund_id,
                branch_id: about.branch_id,
                day: about.day,
                until: None,
            };
            certificates::change(ctx, &found, &change)?;
        }
        for mut row in queries::memberships_of_line(ctx, bill.bill_id, line.line_id)? {
            if !matches!(row.state.as_str(), "active" | "frozen") || open <= 0 {
                continue;
            }
            let (amount, value) = (row.value_left_minor.min(open), row.value_left_minor);
            open -= amount;
            "refunded".clone_into(&mut row.state);
            row.value_left_minor = 0;
            row.visits_held = 0;
            row.frozen_from = None;
            memberships::save(ctx, &row)?;
            memberships::post(ctx, &row, "refunded", amount, about)?;
            // R-L4: what the policy keeps is the salon's.
            memberships::post(ctx, &row, "breakage", value - amount, about)?;
        }
    }
    Ok(())
}

/// The use of a code comes back with the whole bill.
fn undo_code(ctx: &mut Mutation, bill_id: Id) -> Result<()> {
    let Some(used) = queries::code_use(ctx, bill_id)?.filter(|used| used.state == "used") else {
        return Ok(());
    };
    queries::take_code(ctx, -1, used.code_id)?;
    if let Some(client_id) = used.client_id {
        queries::return_code_client(ctx, used.code_id, client_id)?;
    }
    queries::return_code_use(ctx, bill_id)?;
    Ok(())
}

/// Reversed rewards and gifts.
pub fn take_back(ctx: &mut Mutation, client_id: Id, lot_id: Id, day: Day) -> Result<()> {
    points::reverse(ctx, client_id, lot_id, &Cause::of("reverse", day))
}
