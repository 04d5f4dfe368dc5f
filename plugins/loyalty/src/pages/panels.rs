//! What other pages show of us: a client's card, the visit's drawer, the dashboard.

use pardoz_sdk::prelude::*;

use super::memberships::{MembershipView, view};
use crate::desk;
use crate::model::{card as codes, clock};
use crate::points::{self, Wallet};
use crate::queries;
use crate::settle;

#[derive(Input)]
pub struct Context {
    client_id: Option<Id>,
}

#[derive(View)]
pub struct Card {
    client_id: Option<Id>,
    has_card: bool,
    tier: String,
    tier_name: String,
    earn_percent: i64,
    points: i64,
    pending: i64,
    balance: i64,
    cap_percent: i64,
    expiring: i64,
    expires_day: Option<Day>,
    paid_minor: i64,
    /// The level above and what is missing to it.
    next_name: Option<String>,
    next_minor: i64,
    next_percent: i64,
    short: bool,
    card_code: Option<String>,
    memberships: Vec<MembershipView>,
    certificates: Vec<CertificateShort>,
    can_join: bool,
}

#[derive(View)]
struct CertificateShort {
    certificate_id: Id,
    code: String,
    balance_minor: i64,
    expires_day: String,
}

pub fn client_panel(ctx: &Query, context: Context) -> Result<Card> {
    match context.client_id {
        Some(client_id) => card(ctx, client_id),
        None => Ok(nobody()),
    }
}

fn nobody() -> Card {
    Card {
        client_id: None,
        has_card: false,
        tier: String::new(),
        tier_name: String::new(),
        earn_percent: 0,
        points: 0,
        pending: 0,
        balance: 0,
        cap_percent: 0,
        expiring: 0,
        expires_day: None,
        paid_minor: 0,
        next_name: None,
        next_minor: 0,
        next_percent: 0,
        short: false,
        card_code: None,
        memberships: Vec::new(),
        certificates: Vec::new(),
        can_join: false,
    }
}

pub fn card(ctx: &Query, client_id: Id) -> Result<Card> {
    let today = points::today(ctx)?;
    ctx.holds_until(points::end_of(ctx, today)?);
    let account = queries::account(ctx, client_id)?;
    let purse = Wallet::open(ctx, client_id, &[])?.purse;
    let tiers = queries::tier_list(ctx)?;
    let own = desk::tier(ctx, Some(client_id))?;
    let paid_minor =
        queries::paid_since(ctx, client_id, clock::year_before(today))?.map_or(0, |row| row.paid_minor);
    let standing =
        settle::standing(&tiers, &own.tier, account.as_ref().and_then(|row| row.short_since.as_deref()))?;
    let name = |row: &queries::TierRow| ctx.pick(&row.name_uz, &row.name_ru, &row.name_en).to_owned();
    let above = tiers.get(standing.tier + 1);
    let next_expiry = purse.next_expiry(today);
    let memberships = queries::memberships_of_client(ctx, client_id)?;
    let certificates = queries::certificates_of_client(ctx, client_id)?;
    Ok(Card {
        client_id: Some(client_id),
        has_card: account.is_some(),
        tier_name: name(&own),
        tier: own.tier,
        earn_percent: own.earn_percent,
        points: purse.usable(today),
        pending: purse.pending(today),
        balance: purse.balance(),
        cap_percent: ctx.setting("points_cap_percent")?,
        expiring: next_expiry.map_or(0, |(_, points)| points),
        expires_day: next_expiry.map(|(day, _)| day),
        paid_minor,
        next_name: above.map(name),
        next_minor: above.map_or(0, |row| (row.from_minor - paid_minor).max(0)),
        next_percent: above.map_or(100, |row| (paid_minor.max(0) * 100 / row.from_minor.max(1)).min(100)),
        short: standing.short_since.is_some(),
        card_code: account.as_ref().map(|row| codes::shown(&row.card_code)),
        memberships: memberships
            .into_iter()
            .filter(|row| matches!(row.state.as_str(), "active" | "frozen"))
            .map(|row| view(ctx, row))
            .collect::<Result<_>>()?,
        certificates: certificates
            .into_iter()
            .map(|row| CertificateShort {
                certificate_id: row.certificate_id,
                code: codes::shown(&row.code),
                balance_minor: row.balance_minor,
                expires_day: row.expires_day,
            })
            .collect(),
        can_join: account.is_none() && ctx.can("loyalty.card.redeem"),
    })
}

#[derive(View)]
pub struct Outstanding {
    points: i64,
    certificates_minor: i64,
    memberships_minor: i64,
    members: i64,
    broken: i64,
    held_at: Option<i64>,
}

/// What is owed to holders, and when the ledgers last agreed.
pub fn outstanding(ctx: &Query) -> Result<Outstanding> {
    let sums = queries::account_sums(ctx)?;
    let debt: i64 = sums.iter().map(|row| row.debt_points).sum();
    let checks = queries::check_list(ctx)?;
    Ok(Outstanding {
        points: queries::point_sums(ctx)?.map_or(0, |row| row.points) - debt,
        certificates_minor: queries::certificate_sums(ctx)?.map_or(0, |row| row.balance_minor),
        memberships_minor: queries::membership_sums(ctx)?.map_or(0, |row| row.value_minor),
        members: sums.iter().map(|row| row.members).sum(),
        broken: checks.iter().filter(|row| row.found != 0).count() as i64,
        held_at: checks.iter().filter_map(|row| row.held_at).min(),
    })
}
