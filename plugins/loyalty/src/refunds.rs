//! `finance.bill.refunded` (R-F3, R-L1): points to their lots, certificates and visits back, what was earned taken back.

use pardoz_sdk::prelude::*;

use crate::certificates::{self, Change};
use crate::memberships::{self, About, Returned};
use crate::model::refund;
use crate::points::{self, Cause, Wallet};
use crate::queries;
use crate::referrals;
use crate::settle::{self, Bill, Refund};

pub fn bill_refunded(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let Some(refund) = &bill.refund else { return Ok(()) };
    // The client as the cards are now: a merge may have come between the sale and this.
    let paid = queries::payment(ctx, bill.bill_id)?;
    let client_id = paid.as_ref().and_then(|row| row.client_id).or(bill.client_id);
    let back = (-refund.money_minor, -refund.earn_base_minor.unwrap_or(refund.money_minor));
    if !settle::note_payment(ctx, &bill, refund.refund_id, client_id, "refund", back)? {
        return Ok(());
    }
    let about = About {
        bill_id: Some(bill.bill_id),
        refund_id: Some(refund.refund_id),
        branch_id: bill.branch_id,
        day: bill.day,
    };
    if let Some(client_id) = client_id {
        move_points(ctx, &bill, refund, client_id)?;
    }
    // A certificate or a membership that was sold and goes back is taken by finance's own call (`sold.rs`).
    return_tenders(ctx, refund, &about)?;
    if refund.full {
        return_worthless(ctx, bill.bill_id, &about)?;
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
    let own = queries::lot_of_bill(ctx, bill.bill_id)?;
    let also: Vec<Id> =
        back.iter().filter_map(|(lot, _)| *lot).chain(own.iter().map(|row| row.lot_id)).collect();
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
    let mut points =
        refund::clawed(earned.earned, earned.taken, sums.paid_minor, sums.refunded_minor, refund.full);
    let mut wallet = Wallet::open(ctx, client_id, &also)?;
    let mut moves = Vec::new();
    for (at, row) in own.iter().enumerate() {
        // What the bill's own lots do not have is taken from wherever there is something.
        let now = if at + 1 == own.len() { points } else { points.min(row.free) };
        moves.extend(wallet.purse.claw(now, Some(row.lot_id)));
        points -= now;
    }
    if own.is_empty() {
        moves.extend(wallet.purse.claw(points, None));
    }
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

/// Visits that paid nothing have no tender to come back by: they come back with the whole bill.
fn return_worthless(ctx: &mut Mutation, bill_id: Id, about: &About) -> Result<()> {
    let days: i64 = ctx.setting("certificate_return_days")?;
    for visit in queries::visits_of_bill(ctx, bill_id)? {
        if visit.state != "used" || visit.amount_minor != 0 {
            continue;
        }
        queries::set_visit(ctx, "returned", 0, visit.visit_id)?;
        let row = memberships::find(ctx, visit.membership_id)?;
        let service = visit.service_id.map(|id| id.to_string());
        let nothing = Returned { revenue_minor: 0, broken_minor: 0 };
        memberships::return_visit(ctx, row, service.as_deref(), nothing, days, about)?;
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
        // What the line cost less than the visit was worth had become income, and does so no more.
        let revenue = visit.amount_minor.min(open);
        open -= revenue;
        queries::free_visit_line(ctx, visit.visit_id)?;
        let row = memberships::find(ctx, membership_id)?;
        let service = visit.service_id.map(|id| id.to_string());
        let back = Returned { revenue_minor: revenue, broken_minor: visit.amount_minor - revenue };
        memberships::return_visit(ctx, row, service.as_deref(), back, days, about)?;
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
