//! The programme in plain words, what is outstanding, and whether the ledgers agree.

use pardoz_sdk::prelude::*;

use crate::queries::{self, TierRow};

#[derive(View)]
pub struct Overview {
    members: i64,
    points: i64,
    certificates: i64,
    certificates_minor: i64,
    memberships: i64,
    memberships_minor: i64,
    tiers: Vec<TierView>,
    points_days: i64,
    cap_percent: i64,
    return_days: i64,
    grace_days: i64,
    certificate_days: i64,
    birthday_points: i64,
    referral_points: i64,
    referral_friend_points: i64,
    checks: Vec<CheckView>,
    can_write: bool,
}

#[derive(View)]
pub struct TierView {
    tier: String,
    name: String,
    from_minor: i64,
    earn_percent: i64,
    discount_percent: i64,
    stackable: bool,
    members: i64,
}

#[derive(View)]
struct CheckView {
    name: String,
    holds: bool,
    held_at: Option<i64>,
}

pub fn show(ctx: &Query) -> Result<Overview> {
    let sums = queries::account_sums(ctx)?;
    let debt: i64 = sums.iter().map(|row| row.debt_points).sum();
    let certificates = queries::certificate_sums(ctx)?;
    let memberships = queries::membership_sums(ctx)?;
    let tiers = queries::tier_list(ctx)?;
    let tier = |row: TierRow| TierView {
        name: ctx.pick(&row.name_uz, &row.name_ru, &row.name_en).to_owned(),
        members: sums.iter().find(|sum| sum.tier == row.tier).map_or(0, |sum| sum.members),
        tier: row.tier,
        from_minor: row.from_minor,
        earn_percent: row.earn_percent,
        discount_percent: row.discount_percent,
        stackable: row.stackable,
    };
    let check =
        |row: queries::CheckList| CheckView { name: row.name, holds: row.found == 0, held_at: row.held_at };
    Ok(Overview {
        members: sums.iter().map(|row| row.members).sum(),
        points: queries::point_sums(ctx)?.map_or(0, |row| row.points) - debt,
        certificates: certificates.as_ref().map_or(0, |row| row.active),
        certificates_minor: certificates.map_or(0, |row| row.balance_minor),
        memberships: memberships.as_ref().map_or(0, |row| row.active),
        memberships_minor: memberships.map_or(0, |row| row.value_minor),
        tiers: tiers.into_iter().map(tier).collect(),
        points_days: ctx.setting("points_days")?,
        cap_percent: ctx.setting("points_cap_percent")?,
        return_days: ctx.setting("return_days")?,
        grace_days: ctx.setting("tier_grace_days")?,
        certificate_days: ctx.setting("certificate_days")?,
        birthday_points: ctx.setting("birthday_points")?,
        referral_points: ctx.setting("referral_points")?,
        referral_friend_points: ctx.setting("referral_friend_points")?,
        checks: queries::check_list(ctx)?.into_iter().map(check).collect(),
        can_write: ctx.can("loyalty.programme.write"),
    })
}

#[derive(Input)]
pub struct TierPage {
    #[input(max_chars = 30)]
    tier: String,
}

pub fn tier_form(ctx: &Query, page: TierPage) -> Result<TierRow> {
    let found = queries::tier_list(ctx)?.into_iter().find(|row| row.tier == page.tier);
    found.ok_or_else(|| not_found("loyalty-error-tier-gone"))
}

#[derive(Input)]
pub struct TierChange {
    #[input(max_chars = 30)]
    tier: String,
    #[input(min_chars = 1, max_chars = 40)]
    name_uz: String,
    #[input(min_chars = 1, max_chars = 40)]
    name_ru: String,
    #[input(min_chars = 1, max_chars = 40)]
    name_en: String,
    #[input(money, range = 0..=100_000_000_000_000_i64)]
    from_minor: i64,
    #[input(range = 0..=100)]
    earn_percent: i64,
    #[input(range = 0..=100)]
    discount_percent: i64,
    stackable: bool,
}

/// The lowest level begins at nothing and levels keep their order; otherwise somebody would have none.
pub fn save_tier(ctx: &mut Mutation, input: TierChange) -> Result<Redirect> {
    let tiers = queries::tier_list(ctx)?;
    let at = tiers.iter().position(|row| row.tier == input.tier);
    let at = at.ok_or_else(|| not_found("loyalty-error-tier-gone"))?;
    if at == 0 && input.from_minor != 0 {
        return Err(field("from_minor", "loyalty-error-tier-first"));
    }
    let above = at == 0 || tiers[at - 1].from_minor < input.from_minor;
    let below = tiers.get(at + 1).is_none_or(|next| input.from_minor < next.from_minor);
    if !above || !below {
        return Err(field("from_minor", "loyalty-error-tier-order"));
    }
    queries::update_tier(
        ctx,
        input.name_uz.trim(),
        input.name_ru.trim(),
        input.name_en.trim(),
        input.from_minor,
        input.earn_percent,
        input.discount_percent,
        input.stackable,
        &input.tier,
    )?;
    Ok(redirect("overview").toast("loyalty-toast-saved"))
}

/// Looks at the ledgers now instead of at night.
pub fn check_now(ctx: &mut Mutation) -> Result<Redirect> {
    crate::jobs::check_all(ctx)?;
    Ok(redirect("overview").toast("loyalty-toast-checked"))
}
