//! The night's work: expiry, levels on the 1st, forgotten reservations, invariants; and birthday gifts in the morning.

use pardoz_sdk::prelude::*;

use crate::certificates::{self, Change};
use crate::memberships::{self, About};
use crate::model::{birthday, clock, pass, tier};
use crate::points::{self, Cause, Wallet};
use crate::queries;
use crate::{services, settle};

/// Cards, certificates and memberships a run takes; more of them go on in the next, so that no run is long.
const PAGE: i64 = 30;
/// A bill that nobody has paid for so long is not being paid.
const RESERVATION_MS: i64 = 24 * 3_600_000;

/// Every night after the business day has turned.
pub fn nightly(ctx: &mut Mutation) -> Result<()> {
    work(ctx)?;
    check_all(ctx)
}

/// What one run could not finish.
pub fn nightly_more(ctx: &mut Mutation) -> Result<()> {
    work(ctx)
}

fn work(ctx: &mut Mutation) -> Result<()> {
    let day = points::today(ctx)?;
    queries::move_clock(ctx, day, clock::year_before(day))?;
    let more = [
        drop_reservations(ctx)?,
        expire_points(ctx, day)?,
        expire_certificates(ctx, day)?,
        thaw(ctx, day)?,
        expire_memberships(ctx, day)?,
    ];
    if more.contains(&true) {
        let now = ctx.now();
        ctx.schedule("nightly-more", now, "more", json!({}))?;
    }
    // A computer that was off on the 1st catches up on the first night it is on.
    if queries::begin_levels(ctx, tier::first_of_month(day).as_str())? > 0 {
        let now = ctx.now();
        ctx.schedule("levels", now, "levels", json!({ "after": "" }))?;
    }
    Ok(())
}

fn drop_reservations(ctx: &mut Mutation) -> Result<bool> {
    let before = ctx.now() - RESERVATION_MS;
    let rows = queries::stale_reservations(ctx, before, PAGE)?;
    for row in &rows {
        services::let_go(ctx, row.bill_id)?;
    }
    Ok(rows.len() as i64 == PAGE)
}

/// R-L1: lots past their last day.
fn expire_points(ctx: &mut Mutation, day: Day) -> Result<bool> {
    let rows = queries::expired_clients(ctx, day, PAGE)?;
    for row in &rows {
        let mut wallet = Wallet::open(ctx, row.client_id, &[])?;
        let moves = wallet.purse.expire(day);
        wallet.save(ctx, &moves, &Cause::of("expire", day))?;
    }
    Ok(rows.len() as i64 == PAGE)
}

/// R-F2: what nobody used is income on the day it expires.
fn expire_certificates(ctx: &mut Mutation, day: Day) -> Result<bool> {
    let rows = queries::expired_certificates(ctx, day, PAGE)?;
    for row in &rows {
        let found = certificates::find(ctx, row.certificate_id)?;
        let change = Change {
            kind: "breakage",
            amount_minor: row.balance_minor,
            bill_id: None,
            refund_id: None,
            branch_id: row.branch_id,
            day: Day::parse(&row.expires_day)?.plus(1),
            until: None,
        };
        certificates::change(ctx, &found, &change)?;
    }
    Ok(rows.len() as i64 == PAGE)
}

fn expire_memberships(ctx: &mut Mutation, day: Day) -> Result<bool> {
    let rows = queries::expired_memberships(ctx, day, PAGE)?;
    for row in &rows {
        let mut row = memberships::find(ctx, row.membership_id)?;
        // As with certificates: the day it was over, whenever the computer is on again.
        let over = row.expires_day.as_deref().map(Day::parse).transpose()?.map_or(day, |last| last.plus(1));
        let value = std::mem::take(&mut row.value_left_minor);
        "expired".clone_into(&mut row.state);
        memberships::save(ctx, &row)?;
        let about = About { bill_id: None, refund_id: None, branch_id: row.branch_id, day: over };
        memberships::post(ctx, &row, "breakage", value, &about)?;
    }
    Ok(rows.len() as i64 == PAGE)
}

/// A freeze ends by itself when its days are used up.
fn thaw(ctx: &mut Mutation, day: Day) -> Result<bool> {
    let mut after = String::new();
    loop {
        let rows = queries::frozen_list(ctx, &after, PAGE)?;
        for row in &rows {
            let from = row.frozen_from.as_deref().map(Day::parse).transpose()?;
            let left = pass::freeze_left(row.freeze_days_max, row.frozen_days);
            if from.is_some_and(|from| day.since(from) >= left) {
                let row = memberships::find(ctx, row.membership_id)?;
                memberships::thaw(ctx, row, day)?;
            }
        }
        match rows.last() {
            Some(last) if rows.len() as i64 == PAGE => after = last.membership_id.to_string(),
            _ => return Ok(false),
        }
    }
}

#[derive(Input)]
pub struct After {
    after: String,
}

/// R-L2: levels as of the month's 1st, a page of cards at a time.
pub fn levels(ctx: &mut Mutation, input: After) -> Result<()> {
    const CARDS: i64 = 200;
    let day = tier::first_of_month(points::today(ctx)?);
    let grace: i64 = ctx.setting("tier_grace_days")?;
    let tiers = queries::tier_list(ctx)?;
    let rules = settle::rules(&tiers);
    let rows = queries::tier_candidates(ctx, clock::year_before(day), &input.after, CARDS)?;
    for row in &rows {
        let before = settle::standing(&tiers, &row.tier, row.short_since.as_deref())?;
        let after = tier::on_the_first(before, tier::reached(&rules, row.paid_minor), day, grace);
        settle::write_tier(ctx, row.client_id, before, after, &tiers, day)?;
    }
    if let Some(last) = rows.last().filter(|_| rows.len() as i64 == CARDS) {
        let now = ctx.now();
        ctx.schedule("levels", now, "levels", json!({ "after": last.client_id }))?;
    }
    Ok(())
}

/// R-N6: gifts for birthdays that are near.
pub fn birthdays(ctx: &mut Mutation) -> Result<()> {
    let now = ctx.now();
    ctx.schedule("birthday-more", now, "birthday", json!({ "after": "" }))?;
    Ok(())
}

pub fn birthday_more(ctx: &mut Mutation, input: After) -> Result<()> {
    let gift: i64 = ctx.setting("birthday_points")?;
    let (day, now) = (points::today(ctx)?, ctx.now());
    if gift <= 0 {
        return Ok(());
    }
    let month_days = birthday::month_days(day);
    let rows = queries::birthday_list(ctx, &month_days, &input.after, PAGE)?;
    for row in &rows {
        let born = row.birth_date.as_deref().and_then(|text| Day::parse(text).ok());
        let Some(of) = born.and_then(|born| birthday::gift_for(born, day)) else { continue };
        let mark = ctx.new_id();
        if queries::insert_gift(ctx, row.client_id, "birthday", of.year(), mark, now)? == 0 {
            continue;
        }
        let cause = Cause::of("birthday", day);
        let mut wallet = Wallet::open(ctx, row.client_id, &[])?;
        let days = (day, of.plus(birthday::DAYS_AFTER));
        let (_, moves) = wallet.add(ctx, "birthday", gift, days, &cause)?;
        wallet.save(ctx, &moves, &cause)?;
    }
    if let Some(last) = rows.last().filter(|_| rows.len() as i64 == PAGE) {
        ctx.schedule("birthday-more", now, "birthday", json!({ "after": last.client_id }))?;
    }
    Ok(())
}

/// The sums that must agree. Each is 0 when all is well.
pub fn found(ctx: &Query) -> Result<Vec<(&'static str, i64)>> {
    Ok(vec![
        ("lots", queries::check_lots(ctx)?.map_or(0, |row| row.found)),
        ("balances", queries::check_balances(ctx)?.map_or(0, |row| row.found)),
        ("reserved", queries::check_holds(ctx)?.map_or(0, |row| row.found)),
        ("certificates", queries::check_certificates(ctx)?.map_or(0, |row| row.found)),
        ("memberships", queries::check_memberships(ctx)?.map_or(0, |row| row.found)),
        ("codes", queries::check_codes(ctx)?.map_or(0, |row| row.found)),
    ])
}

/// Looks at all of them and remembers when each last held.
pub fn check_all(ctx: &mut Mutation) -> Result<()> {
    let now = ctx.now();
    for (name, found) in found(ctx)? {
        queries::set_check(ctx, name, found, (found == 0).then_some(now), now)?;
        if found > 0 {
            log::error("an invariant of the loyalty ledgers does not hold", &[("invariant", &name)]);
        }
    }
    Ok(())
}
