//! What other modules tell: merged cards, absences.

use pardoz_sdk::prelude::*;

use crate::memberships::{self, About, Returned};
use crate::parting;
use crate::points::{self, Cause, Wallet};
use crate::queries;
use crate::referrals;
use crate::settle;

#[derive(Input)]
pub struct Merged {
    /// The card that stays.
    pub client_id: Id,
    /// The card that is gone.
    pub merged_client_id: Id,
}

/// R-C4: lots move unchanged, certificates and memberships follow, the level is that of the joint 12 months, and a
/// recommendation between the two was one of oneself.
pub fn client_merged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let Merged { client_id: to, merged_client_id: from } = event.payload;
    if to == from {
        return Ok(());
    }
    let (day, now) = (points::today(ctx)?, ctx.now());
    for (friend, referrer) in [(from, to), (to, from)] {
        if queries::referral(ctx, friend)?.is_some_and(|row| row.referrer_client_id == referrer) {
            referrals::undo(ctx, friend, "oneself", day)?;
        }
    }
    parting::remember(ctx, to, from)?;
    merge_points(ctx, to, from, day)?;
    queries::repoint_payments(ctx, Some(to), from)?;
    queries::repoint_certificates(ctx, Some(to), now, from)?;
    queries::repoint_memberships(ctx, to, now, from)?;
    queries::repoint_reservations(ctx, Some(to), from)?;
    queries::repoint_code_uses(ctx, Some(to), from)?;
    queries::merge_code_clients(ctx, to, from)?;
    queries::delete_code_clients(ctx, from)?;
    queries::repoint_gifts(ctx, to, from)?;
    merge_referrals(ctx, to, from)?;
    settle::rise(ctx, to, day)
}

fn merge_points(ctx: &mut Mutation, to: Id, from: Id, day: Day) -> Result<()> {
    let Some(gone) = queries::account(ctx, from)? else { return Ok(()) };
    let kept = points::account(ctx, to, day)?;
    let cause = Cause::of("merge", day);
    let mut wallet = Wallet::open(ctx, to, &[])?;
    let other = Wallet::open(ctx, from, &[])?.purse;
    // The ledger of each card still tells the whole: the lot leaves one and comes to the other.
    for lot in &other.lots {
        points::enter(ctx, from, Some(lot.id), "merge", -lot.left, &cause)?;
        points::enter(ctx, to, Some(lot.id), "merge", lot.left, &cause)?;
    }
    if other.debt > 0 {
        points::enter(ctx, from, None, "merge", other.debt, &cause)?;
        points::enter(ctx, to, None, "merge", -other.debt, &cause)?;
    }
    queries::move_lots(ctx, to, from)?;
    queries::delete_account(ctx, from)?;
    let moved = other.balance();
    let moves = wallet.purse.merge(other);
    let balance = wallet.purse.balance();
    wallet.save(ctx, &moves, &cause)?;
    if moved != 0 {
        points::tell(ctx, from, "merge", -moved, 0)?;
        points::tell(ctx, to, "merge", moved, balance)?;
    }
    // The higher level stays; whether the joint sum carries it is seen on the 1st (R-L2).
    let tiers = queries::tier_list(ctx)?;
    let before = settle::standing(&tiers, &kept.tier, kept.short_since.as_deref())?;
    let theirs = settle::standing(&tiers, &gone.tier, gone.short_since.as_deref())?;
    let after = if theirs.tier > before.tier { theirs } else { before };
    settle::write_tier(ctx, to, before, after, &tiers, day)
}

fn merge_referrals(ctx: &mut Mutation, to: Id, from: Id) -> Result<()> {
    let theirs = queries::referral(ctx, from)?.filter(|row| row.referrer_client_id != to);
    if theirs.is_some() {
        if queries::referral(ctx, to)?.is_none() {
            queries::repoint_friend(ctx, to, from)?;
        } else {
            queries::delete_referral(ctx, from)?;
        }
    }
    // A row between the two themselves stays as it was undone.
    queries::repoint_referrers(ctx, to, from)?;
    Ok(())
}

#[derive(Input)]
pub struct Appointment {
    appointment_id: Id,
    branch_id: Id,
    client_id: Option<Id>,
}

/// R-L4: nobody came, and the policy of the membership says that the visit is gone.
pub fn no_show(ctx: &mut Mutation, event: Event<Appointment>) -> Result<()> {
    let visit = event.payload;
    let Some(client_id) = visit.client_id else { return Ok(()) };
    let day = points::today(ctx)?;
    let services: Vec<String> = queries::appointment_services(ctx, visit.appointment_id)?
        .into_iter()
        .map(|row| row.service_id.to_string())
        .collect();
    for row in queries::memberships_of_client(ctx, client_id)? {
        if !row.no_show_burns {
            continue;
        }
        for service in &services {
            if memberships::good_for(ctx, &row, Some(service), day)?.is_ok() {
                return burn(ctx, row, service, &visit, day);
            }
        }
    }
    Ok(())
}

fn burn(
    ctx: &mut Mutation,
    row: queries::Membership,
    service: &str,
    visit: &Appointment,
    day: Day,
) -> Result<()> {
    let about = About { bill_id: None, refund_id: None, branch_id: visit.branch_id, day };
    let (visit_id, now, membership_id) = (ctx.new_id(), ctx.now(), row.membership_id);
    let noted = queries::insert_visit(
        ctx,
        visit_id,
        membership_id,
        "no_show",
        "used",
        None,
        None,
        Some(visit.appointment_id),
        Id::parse(service).ok(),
        0,
        day,
        now,
    );
    match noted {
        Err(error) if error.is_constraint("loyalty_visit_appointment") => return Ok(()),
        noted => noted?,
    };
    let value = memberships::use_visit(ctx, row, Some(service), None, &about)?;
    queries::set_visit(ctx, "used", value, visit_id)?;
    Ok(())
}

/// The absence was a mistake: the visit comes back.
pub fn came_after_all(ctx: &mut Mutation, event: Event<Appointment>) -> Result<()> {
    let visit = event.payload;
    let Some(burned) = queries::visit_of_appointment(ctx, visit.appointment_id)? else { return Ok(()) };
    if burned.state != "used" {
        return Ok(());
    }
    let day = points::today(ctx)?;
    let about = About { bill_id: None, refund_id: None, branch_id: visit.branch_id, day };
    queries::repoint_visit_free(ctx, burned.visit_id)?;
    let row = memberships::find(ctx, burned.membership_id)?;
    let service = burned.service_id.map(|id| id.to_string());
    let days = ctx.setting("return_days")?;
    // Nobody had come, so all of it had become income.
    let back = Returned { revenue_minor: 0, broken_minor: burned.amount_minor };
    memberships::return_visit(ctx, row, service.as_deref(), back, days, &about)
}
