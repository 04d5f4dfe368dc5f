//! Recommendations: noted when a friend first comes, rewarded after the friend's first paid visit, reversed with it.

use pardoz_sdk::prelude::*;

use crate::desk::{self, Paid};
use crate::model::referral::{self, Fraud, Pair};
use crate::points::{self, Cause, Wallet};
use crate::queries;
use crate::refunds;

/// The word in the table and in the texts.
pub fn word(fraud: Fraud) -> &'static str {
    match fraud {
        Fraud::Oneself => "oneself",
        Fraud::SamePhone => "phone",
        Fraud::NotNew => "not-new",
        Fraud::Circle => "circle",
    }
}

/// Why `referrer` gets nothing for `friend`; `paid` is the bill that would reward, if there is one.
pub fn judge(ctx: &Query, referrer: Id, friend: Id, paid: Option<Paid>) -> Result<Option<Fraud>> {
    let phones = queries::phone_list(ctx, &[referrer, friend])?;
    let of = |client_id: Id| -> Vec<String> {
        phones.iter().filter(|row| row.client_id == client_id).map(|row| row.phone.clone()).collect()
    };
    let referred_by = queries::referral(ctx, referrer)?.map(|row| row.referrer_client_id);
    // Any id will do where no bill is to be left out of the count.
    let came = served_before(ctx, friend, paid.unwrap_or(Paid { bill_id: friend, appointment_id: None }))?;
    Ok(referral::fraud(&Pair {
        referrer: referrer.as_str(),
        friend: friend.as_str(),
        referrer_phones: &of(referrer),
        friend_phones: &of(friend),
        friend_came_before: came,
        referred_by: referred_by.as_ref().map(Id::as_str),
    }))
}

/// Who only bought a shampoo or a certificate has not been here yet.
fn served_before(ctx: &Query, client_id: Id, paid: Paid) -> Result<bool> {
    if queries::served_before(ctx, client_id, paid.bill_id)?.is_some_and(|row| row.bills > 0) {
        return Ok(true);
    }
    desk::visited_before(ctx, client_id, paid.appointment_id)
}

/// After the friend's first paid visit: both, once. What looked well when it was noted is judged again.
pub fn reward(ctx: &mut Mutation, friend: Id, paid: Paid, branch_id: Id, day: Day) -> Result<()> {
    let Some(row) = queries::referral(ctx, friend)?.filter(|row| row.state == "pending") else {
        return Ok(());
    };
    if let Some(fraud) = judge(ctx, row.referrer_client_id, friend, Some(paid))? {
        queries::set_referral(ctx, "refused", Some(word(fraud)), None, None, None, friend)?;
        return Ok(());
    }
    let friend_points: i64 = ctx.setting("referral_friend_points")?;
    let referrer_points: i64 = ctx.setting("referral_points")?;
    let friend_lot = give(ctx, friend, "referral", friend_points, branch_id, day)?;
    let referrer_lot = give(ctx, row.referrer_client_id, "referral", referrer_points, branch_id, day)?;
    queries::set_referral(ctx, "rewarded", None, Some(paid.bill_id), friend_lot, referrer_lot, friend)?;
    Ok(())
}

/// Points as a present, usable from the next business day on like all that are earned.
fn give(
    ctx: &mut Mutation,
    client_id: Id,
    kind: &'static str,
    points: i64,
    branch_id: Id,
    day: Day,
) -> Result<Option<Id>> {
    points::account(ctx, client_id, day)?;
    let cause = Cause { branch_id: Some(branch_id), ..Cause::of(kind, day) };
    let expires = day.plus(ctx.setting("points_days")?);
    let mut wallet = Wallet::open(ctx, client_id, &[])?;
    let (lot_id, moves) = wallet.add(ctx, kind, points, (day.plus(1), expires), &cause)?;
    wallet.save(ctx, &moves, &cause)?;
    Ok(lot_id)
}

/// The bill that rewarded was given back as a whole.
pub fn undo_bill(ctx: &mut Mutation, bill_id: Id, day: Day) -> Result<()> {
    match queries::referral_of_bill(ctx, bill_id)? {
        Some(row) => undo(ctx, row.friend_client_id, "refund", day),
        None => Ok(()),
    }
}

/// Takes both rewards back.
pub fn undo(ctx: &mut Mutation, friend: Id, reason: &str, day: Day) -> Result<()> {
    let Some(row) = queries::referral(ctx, friend)? else { return Ok(()) };
    match row.state.as_str() {
        "rewarded" => {
            let both = [(friend, row.friend_lot_id), (row.referrer_client_id, row.referrer_lot_id)];
            for (client_id, lot_id) in both {
                if let Some(lot_id) = lot_id {
                    refunds::take_back(ctx, client_id, lot_id, day)?;
                }
            }
            queries::set_referral(
                ctx,
                "reversed",
                Some(reason),
                row.bill_id,
                row.friend_lot_id,
                row.referrer_lot_id,
                friend,
            )?;
        }
        "pending" => {
            queries::set_referral(ctx, "refused", Some(reason), None, None, None, friend)?;
        }
        _ => {}
    }
    Ok(())
}
