//! Memberships (R-L4) between the rules and the tables.

use pardoz_sdk::prelude::*;

use crate::certificates::Liability;
use crate::model::pass::{self, RefundBy};
use crate::points;
use crate::queries::{self, Membership, Plan};

pub fn find(ctx: &Query, membership_id: Id) -> Result<Membership> {
    queries::membership(ctx, membership_id)?.ok_or_else(|| not_found("loyalty-error-membership-gone"))
}

/// A membership to be made of a plan.
pub struct New {
    pub client_id: Id,
    pub branch_id: Id,
    pub bill_id: Option<Id>,
    pub line_id: Option<Id>,
    /// What was paid, or what a given one is worth.
    pub paid_minor: i64,
    /// `sold` or `granted`.
    pub kind: &'static str,
    pub day: Day,
}

pub fn issue(ctx: &mut Mutation, plan: &Plan, new: &New) -> Result<Id> {
    let (membership_id, now) = (ctx.new_id(), ctx.now());
    let number = ctx.random_number(6);
    let start = (plan.starts == "sale").then_some(new.day);
    let expires = start.map(|day| day.plus(plan.valid_days));
    let expires_at = expires.map(|day| points::end_of(ctx, day)).transpose()?;
    queries::insert_membership(
        ctx,
        membership_id,
        number,
        plan.plan_id,
        new.client_id,
        new.branch_id,
        &plan.name_uz,
        &plan.name_ru,
        &plan.name_en,
        plan.price_minor,
        new.paid_minor,
        plan.visits,
        plan.visits,
        pass::unit(new.paid_minor, plan.visits),
        new.paid_minor,
        &plan.mode,
        plan.named,
        plan.valid_days,
        plan.no_show_burns,
        &plan.refund_by,
        plan.freeze_days_max,
        start.as_ref().map(Day::as_str),
        expires.as_ref().map(Day::as_str),
        expires_at,
        "active",
        new.bill_id,
        new.line_id,
        now,
    )?;
    for service in queries::plan_services(ctx, plan.plan_id)? {
        queries::insert_membership_service(
            ctx,
            membership_id,
            service.service_id,
            service.visits,
            service.visits,
        )?;
    }
    let row = find(ctx, membership_id)?;
    let about = About { bill_id: new.bill_id, refund_id: None, branch_id: new.branch_id, day: new.day };
    post(ctx, &row, new.kind, new.paid_minor, &about)?;
    Ok(membership_id)
}

/// Where and for which bill something happens.
#[derive(Clone, Copy)]
pub struct About {
    pub bill_id: Option<Id>,
    pub refund_id: Option<Id>,
    pub branch_id: Id,
    pub day: Day,
}

pub fn post(
    ctx: &mut Mutation,
    row: &Membership,
    kind: &'static str,
    amount_minor: i64,
    about: &About,
) -> Result<()> {
    post_against(ctx, row, kind, None, amount_minor, about)
}

fn post_against(
    ctx: &mut Mutation,
    row: &Membership,
    kind: &'static str,
    against: Option<&str>,
    amount_minor: i64,
    about: &About,
) -> Result<()> {
    let entry = Liability {
        kind,
        subject: "membership",
        subject_id: row.membership_id,
        client_id: Some(row.client_id),
        bill_id: about.bill_id,
        refund_id: about.refund_id,
        branch_id: about.branch_id,
        sold_branch_id: row.branch_id,
        amount_minor,
        day: about.day,
        against,
    };
    entry.post(ctx)
}

/// Writes a membership as it is after a rule.
pub fn save(ctx: &mut Mutation, row: &Membership) -> Result<()> {
    let expires = row.expires_day.as_deref().map(Day::parse).transpose()?;
    let expires_at = expires.map(|day| points::end_of(ctx, day)).transpose()?;
    let now = ctx.now();
    queries::set_membership(
        ctx,
        row.visits_left,
        row.visits_held,
        row.value_left_minor,
        row.frozen_days,
        row.frozen_from.as_deref(),
        row.start_day.as_deref(),
        row.expires_day.as_deref(),
        expires_at,
        &row.state,
        now,
        row.membership_id,
    )?;
    Ok(())
}

/// Uses one visit. Its value leaves the liability: `paid_minor` of it as revenue of the line, the rest as breakage.
/// `paid_minor` = `None`: nobody came, all of it is breakage. Returns the value.
pub fn use_visit(
    ctx: &mut Mutation,
    mut row: Membership,
    service_id: Option<&str>,
    paid_minor: Option<i64>,
    about: &About,
) -> Result<i64> {
    let value = pass::next_value(row.value_left_minor, row.visits_left, row.unit_minor);
    let revenue = paid_minor.unwrap_or(0).min(value);
    row.visits_left = (row.visits_left - 1).max(0);
    row.value_left_minor -= value;
    if row.start_day.is_none() {
        row.start_day = Some(about.day.to_string());
        row.expires_day = Some(about.day.plus(row.valid_days).to_string());
    }
    if row.visits_left == 0 {
        "used".clone_into(&mut row.state);
    }
    if let Some(service_id) = service_id.filter(|_| row.mode == "split") {
        queries::use_membership_service(ctx, 1, row.membership_id, service_id)?;
    }
    save(ctx, &row)?;
    post(ctx, &row, "used", revenue, about)?;
    post(ctx, &row, "breakage", value - revenue, about)?;
    Ok(value)
}

/// What a visit that comes back was: revenue of a line, and what had become income besides (all of it, if nobody came).
#[derive(Clone, Copy)]
pub struct Returned {
    pub revenue_minor: i64,
    pub broken_minor: i64,
}

/// Puts a visit back with its value. A membership that had ended is good for `days` more.
pub fn return_visit(
    ctx: &mut Mutation,
    mut row: Membership,
    service_id: Option<&str>,
    back: Returned,
    days: i64,
    about: &About,
) -> Result<()> {
    let room = row.paid_minor - row.value_left_minor;
    let revenue = back.revenue_minor.min(room);
    let broken = back.broken_minor.min(room - revenue);
    let value = revenue + broken;
    row.visits_left = (row.visits_left + 1).min(row.visits);
    row.value_left_minor += value;
    if matches!(row.state.as_str(), "used" | "expired" | "refunded") {
        "active".clone_into(&mut row.state);
    }
    if let Some(expires) = &row.expires_day {
        row.expires_day = Some(Day::parse(expires)?.max(about.day.plus(days)).to_string());
    }
    if let Some(service_id) = service_id.filter(|_| row.mode == "split") {
        queries::use_membership_service(ctx, -1, row.membership_id, service_id)?;
    }
    save(ctx, &row)?;
    post(ctx, &row, "returned", revenue, about)?;
    post_against(ctx, &row, "returned", Some("income"), broken, about)
}

/// R-L4: what its holder gets for the rest: paid − used × unit value, or × list price where that is the policy.
pub fn worth_back(ctx: &Query, row: &Membership) -> Result<i64> {
    let by = if row.refund_by == "list" { RefundBy::List } else { RefundBy::Unit };
    let used = row.visits - row.visits_left;
    let at_list = queries::used_at_list(ctx, row.membership_id)?;
    // Visits that were taken over from another keeper have no rows: they count at their own value.
    let at_list = at_list.map_or(0, |one| one.list_minor + (used - one.visits).max(0) * row.unit_minor);
    Ok(pass::refund(row.paid_minor, used, row.unit_minor, at_list, by, row.value_left_minor))
}

/// Takes a membership back for `amount_minor`: what the policy keeps of its value is the salon's.
pub fn take_back(ctx: &mut Mutation, mut row: Membership, amount_minor: i64, about: &About) -> Result<()> {
    let kept = row.value_left_minor - amount_minor;
    "refunded".clone_into(&mut row.state);
    // None is left: a visit used before may still come back, and that one alone is then its holder's.
    row.visits_left = 0;
    row.value_left_minor = 0;
    row.visits_held = 0;
    row.frozen_from = None;
    save(ctx, &row)?;
    post(ctx, &row, "refunded", amount_minor, about)?;
    post(ctx, &row, "breakage", kept, about)
}

/// Ends a freeze; the end moves by the days that were frozen (R-L4).
pub fn thaw(ctx: &mut Mutation, mut row: Membership, today: Day) -> Result<()> {
    let Some(from) = row.frozen_from.take() else { return Ok(()) };
    let frozen = today
        .since(Day::parse(from.as_str())?)
        .clamp(0, pass::freeze_left(row.freeze_days_max, row.frozen_days));
    row.frozen_days += frozen;
    let end = row.expires_day.as_deref().map(Day::parse).transpose()?;
    row.expires_day = pass::end_after_freeze(end, frozen).map(|day| day.to_string());
    "active".clone_into(&mut row.state);
    save(ctx, &row)
}

/// Is it good for this service today? `Err`: the text key of why not.
pub fn good_for(
    ctx: &Query,
    row: &Membership,
    service_id: Option<&str>,
    today: Day,
) -> Result<std::result::Result<(), &'static str>> {
    if row.state == "frozen" {
        return Ok(Err("loyalty-error-membership-frozen"));
    }
    let over = row.expires_day.as_deref().is_some_and(|day| day < today.as_str());
    if row.state != "active" || over {
        return Ok(Err("loyalty-error-membership-over"));
    }
    if row.visits_left - row.visits_held <= 0 {
        return Ok(Err("loyalty-error-membership-empty"));
    }
    let services = queries::membership_services(ctx, &[row.membership_id])?;
    if services.is_empty() {
        return Ok(Ok(()));
    }
    let own = services.iter().find(|service| Some(service.service_id.as_str()) == service_id);
    Ok(match own {
        None => Err("loyalty-error-membership-service"),
        Some(own) if row.mode == "split" && own.visits_left <= 0 => Err("loyalty-error-membership-empty"),
        Some(_) => Ok(()),
    })
}
