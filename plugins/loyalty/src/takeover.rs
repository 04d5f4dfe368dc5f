//! Taking over from whoever provided loyalty@1 before (R-K2): what its exchange views say becomes ours, to the unit.
//!
//! Nothing is overwritten: the difference to what we know is posted as entries, so that a provider that takes over and
//! hands back leaves lots, expiry and history as they were where nothing changed.

use pardoz_sdk::prelude::*;

use crate::certificates::Liability;
use crate::memberships;
use crate::model::pass;
use crate::points::{self, Cause, Wallet};
use crate::queries;

/// Rows of each kind in a batch.
const PAGE: i64 = 100;

#[derive(Input)]
pub struct Batch {
    #[input(default)]
    batch: i64,
}

#[derive(View)]
pub struct Progress {
    done: bool,
}

pub fn import_from(ctx: &mut Mutation, input: Batch) -> Result<Progress> {
    let (day, offset) = (points::today(ctx)?, input.batch * PAGE);
    let taken = [
        take_points(ctx, day, offset)?,
        take_certificates(ctx, day, offset)?,
        take_memberships(ctx, day, offset)?,
    ];
    Ok(Progress { done: taken.iter().all(|rows| (*rows as i64) < PAGE) })
}

fn take_points(ctx: &mut Mutation, day: Day, offset: i64) -> Result<usize> {
    let theirs = queries::their_balances(ctx, PAGE, offset)?;
    let cause = Cause { note: Some("import-from"), ..Cause::of("import", day) };
    let expires = day.plus(ctx.setting("points_days")?);
    for row in &theirs {
        points::account(ctx, row.client_id, day)?;
        let mut wallet = Wallet::open(ctx, row.client_id, &[])?;
        let change = row.points + row.pending - wallet.purse.balance();
        let moves = match change {
            0 => continue,
            1.. => wallet.add(ctx, "import", change, (day, expires), &cause)?.1,
            _ => wallet.purse.claw(-change, None),
        };
        wallet.save(ctx, &moves, &cause)?;
    }
    Ok(theirs.len())
}

fn take_certificates(ctx: &mut Mutation, day: Day, offset: i64) -> Result<usize> {
    let theirs = queries::their_certificates(ctx, PAGE, offset)?;
    for row in &theirs {
        let known = queries::certificate(ctx, row.certificate_id)?;
        let before = known.as_ref().map_or(0, |own| own.balance_minor);
        let now = ctx.now();
        match &known {
            None => {
                let expires = Day::at(row.expires_at - 1, ctx.timezone())?;
                let code = crate::model::card::code(&ctx.random(11));
                queries::insert_certificate(
                    ctx,
                    row.certificate_id,
                    &code,
                    None,
                    row.client_id,
                    row.branch_id,
                    None,
                    None,
                    row.face_minor,
                    row.balance_minor,
                    &row.state,
                    expires,
                    row.expires_at,
                    Some("import-from"),
                    now,
                )?;
            }
            Some(own) if own.balance_minor != row.balance_minor || own.state != row.state => {
                queries::raise_certificate_face(ctx, row.balance_minor, own.certificate_id)?;
                let expires = Day::parse(&own.expires_day)?;
                let expires_at = points::end_of(ctx, expires)?;
                queries::set_certificate(
                    ctx,
                    row.balance_minor,
                    &row.state,
                    expires,
                    expires_at,
                    now,
                    own.certificate_id,
                )?;
            }
            Some(_) => continue,
        }
        let branch = known.as_ref().map_or(row.branch_id, |own| own.branch_id);
        open(
            ctx,
            ("certificate", row.certificate_id, row.client_id),
            branch,
            row.balance_minor - before,
            day,
        )?;
    }
    Ok(theirs.len())
}

/// The difference as an entry against `opening`.
fn open(
    ctx: &mut Mutation,
    (subject, subject_id, client_id): (&'static str, Id, Option<Id>),
    branch_id: Id,
    change_minor: i64,
    day: Day,
) -> Result<()> {
    let entry = Liability {
        kind: if change_minor > 0 { "granted" } else { "used" },
        subject,
        subject_id,
        client_id,
        bill_id: None,
        refund_id: None,
        branch_id,
        sold_branch_id: branch_id,
        amount_minor: change_minor.abs(),
        day,
        against: Some("opening"),
    };
    entry.post(ctx)
}

fn take_memberships(ctx: &mut Mutation, day: Day, offset: i64) -> Result<usize> {
    let theirs = queries::their_memberships(ctx, PAGE, offset)?;
    for row in &theirs {
        let value = row.value_minor;
        let Some(mut own) = queries::membership(ctx, row.membership_id)? else {
            new_membership(ctx, row, value)?;
            open(ctx, ("membership", row.membership_id, Some(row.client_id)), row.branch_id, value, day)?;
            continue;
        };
        let before = own.value_left_minor;
        if own.visits_left == row.visits_left && before == value && own.state == row.state {
            continue;
        }
        own.value_left_minor = value;
        own.visits_left = row.visits_left;
        own.visits_held = own.visits_held.min(row.visits_left);
        own.state.clone_from(&row.state);
        queries::raise_membership(ctx, own.visits_left, own.value_left_minor, own.membership_id)?;
        memberships::save(ctx, &own)?;
        let change = own.value_left_minor - before;
        open(ctx, ("membership", own.membership_id, Some(own.client_id)), own.branch_id, change, day)?;
    }
    Ok(theirs.len())
}

fn new_membership(ctx: &mut Mutation, row: &queries::TheirMemberships, value: i64) -> Result<()> {
    let number = ctx.random_number(6);
    let paid = (row.unit_minor * row.visits).max(value);
    let expires = row.expires_at.map(|at| Day::at(at - 1, ctx.timezone())).transpose()?;
    let now = ctx.now();
    queries::insert_membership(
        ctx,
        row.membership_id,
        number,
        row.membership_id,
        row.client_id,
        row.branch_id,
        &row.name_uz,
        &row.name_ru,
        &row.name_en,
        paid,
        paid,
        row.visits.max(row.visits_left),
        row.visits_left,
        pass::unit(paid, row.visits.max(1)),
        value,
        "total",
        true,
        365,
        false,
        "unit",
        0,
        None,
        expires.as_ref().map(Day::as_str),
        row.expires_at,
        &row.state,
        None,
        None,
        now,
    )?;
    Ok(())
}
