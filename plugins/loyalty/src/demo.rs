//! Believable loyalty: a plan, two codes, certificates, and cards that earned by the visits of the demo.

use pardoz_sdk::dice::Dice;
use pardoz_sdk::prelude::*;

use crate::certificates;
use crate::memberships;
use crate::model::{clock, quote};
use crate::points::{self, Cause, Wallet};
use crate::queries;
use crate::{desk, settle};

/// Visits a batch pays.
const BATCH: i64 = 120;
/// Older visits are history that no card remembers.
const DAYS_BACK: i64 = 170;

pub fn fill(ctx: &mut Mutation, wish: DemoBatch) -> Result<DemoProgress> {
    if wish.batch == 0 {
        things(ctx, &wish)?;
    }
    let from = wish.today.plus(-DAYS_BACK);
    let rows = queries::demo_clients(ctx, from, wish.today.plus(-1), BATCH, wish.batch * BATCH)?;
    for row in &rows {
        pay(ctx, row)?;
    }
    queries::move_clock(ctx, wish.today, clock::year_before(wish.today))?;
    let done = wish.batch * BATCH + rows.len() as i64;
    let progress = ctx.t("loyalty-demo-progress", json!({ "done": done }));
    if rows.len() as i64 == BATCH {
        return Ok(DemoProgress::more(progress));
    }
    crate::jobs::check_all(ctx)?;
    Ok(DemoProgress::done(progress))
}

/// A visit as if it had been paid: money, points, level.
fn pay(ctx: &mut Mutation, row: &queries::DemoClients) -> Result<()> {
    let Some(client_id) = row.client_id else { return Ok(()) };
    let (day, now) = (Day::parse(&row.day)?, ctx.now());
    // The visit stands for its bill: the same seed twice finds it paid.
    let noted = queries::insert_payment(
        ctx,
        row.appointment_id,
        row.appointment_id,
        "paid",
        Some(client_id),
        row.branch_id,
        day,
        row.total_minor,
        row.total_minor,
        now,
    );
    match noted {
        Err(error) if error.is_constraint("loyalty_payment_once") => return Ok(()),
        noted => noted?,
    };
    points::account(ctx, client_id, day)?;
    let tier = desk::tier(ctx, Some(client_id))?;
    let earned = quote::earned(row.total_minor, tier.earn_percent);
    let cause = Cause::of("earn", day).bill(row.appointment_id, row.branch_id);
    let mut wallet = Wallet::open(ctx, client_id, &[])?;
    let expires = day.plus(ctx.setting("points_days")?);
    let (_, moves) = wallet.add(ctx, "earn", earned, (day.plus(1), expires), &cause)?;
    wallet.save(ctx, &moves, &cause)?;
    settle::rise(ctx, client_id, day)
}

fn things(ctx: &mut Mutation, wish: &DemoBatch) -> Result<()> {
    let mut dice = Dice::of(wish.seed, "loyalty");
    let branches = queries::branch_list(ctx)?;
    let Some(branch_id) = branches.first().map(|branch| branch.branch_id) else { return Ok(()) };
    if !queries::plan_list(ctx, true)?.is_empty() {
        return Ok(());
    }
    let (plan_id, now) = (Id::parse(&dice.uuid())?, ctx.now());
    queries::upsert_plan(
        ctx,
        plan_id,
        "10 ta tashrif",
        "10 визитов",
        "10 visits",
        180_000_000,
        10,
        "total",
        180,
        "first_visit",
        true,
        30,
        true,
        "unit",
        now,
    )?;
    let codes = [("YANGI20", "percent", 20, true), ("BAHOR50", "amount", 5_000_000, false)];
    for (code, kind, value, first) in codes {
        let code_id = Id::parse(&dice.uuid())?;
        let most = (!first).then_some(100);
        queries::upsert_code(
            ctx, code_id, code, "", kind, value, None, None, most, None, first, 10_000_000, 0, false, now,
        )?;
    }
    for at in 0..6 {
        let new = certificates::New {
            code: None,
            pin: None,
            client_id: None,
            branch_id: branches[at % branches.len()].branch_id,
            bill_id: None,
            line_id: None,
            face_minor: *dice.pick(&[20_000_000, 30_000_000, 50_000_000]),
            days: 365,
            note: None,
            kind: "granted",
            day: wish.today,
        };
        certificates::issue(ctx, &new)?;
    }
    let Some(plan) = queries::plan(ctx, plan_id)? else { return Ok(()) };
    let from = wish.today.plus(-DAYS_BACK);
    for row in queries::demo_clients(ctx, from, wish.today.plus(-1), 4, 0)? {
        let Some(client_id) = row.client_id else { continue };
        let new = memberships::New {
            client_id,
            branch_id,
            bill_id: None,
            line_id: None,
            paid_minor: plan.price_minor,
            kind: "granted",
            day: wish.today,
        };
        memberships::issue(ctx, &plan, &new)?;
    }
    Ok(())
}
