//! One client: points with their history, recommendations, corrections by hand.

use pardoz_sdk::prelude::*;

use super::panels::{self, Card};
use crate::model::card;
use crate::points::{self, Cause, Wallet};
use crate::queries;
use crate::referrals;

#[derive(Input)]
pub struct Page {
    client_id: Id,
}

#[derive(View)]
pub struct ClientPage {
    #[view(flatten)]
    card: Card,
    client_name: String,
    history: Vec<queries::EntryList>,
    friends: Vec<queries::ReferralList>,
    referral: Option<ReferredBy>,
    can_adjust: bool,
    can_give: bool,
}

#[derive(View)]
struct ReferredBy {
    name: String,
    state: String,
    reason: Option<String>,
}

pub fn show(ctx: &Query, page: Page) -> Result<ClientPage> {
    let client = queries::client(ctx, page.client_id)?.ok_or_else(|| not_found("loyalty-error-client"))?;
    let referral = match queries::referral(ctx, page.client_id)? {
        None => None,
        Some(row) => {
            let name =
                queries::client(ctx, row.referrer_client_id)?.map_or(String::new(), |row| row.display_name);
            Some(ReferredBy { name, state: row.state, reason: row.reason })
        }
    };
    Ok(ClientPage {
        card: panels::card(ctx, page.client_id)?,
        client_name: client.display_name,
        history: queries::entry_list(ctx, page.client_id, 100)?,
        friends: queries::referral_list(ctx, page.client_id)?,
        referral,
        can_adjust: ctx.can("loyalty.points.adjust"),
        can_give: ctx.can("loyalty.certificate.issue"),
    })
}

/// A card before the first bill: to recommend friends, or because the client asks.
pub fn join(ctx: &mut Mutation, page: Page) -> Result<Redirect> {
    queries::client(ctx, page.client_id)?.ok_or_else(|| not_found("loyalty-error-client"))?;
    let day = points::today(ctx)?;
    let account = points::account(ctx, page.client_id, day)?;
    Ok(back(page.client_id).toast("loyalty-toast-joined").data(json!({ "card_code": account.card_code })))
}

fn back(client_id: Id) -> Redirect {
    redirect("client-points").with("client_id", client_id)
}

#[derive(Input)]
pub struct Adjust {
    client_id: Id,
    #[input(range = -10_000_000..=10_000_000)]
    points: i64,
    #[input(min_chars = 3, max_chars = 300)]
    note: String,
}

/// By hand, with a reason: a new entry like any other.
pub fn adjust(ctx: &mut Mutation, input: Adjust) -> Result<Redirect> {
    queries::client(ctx, input.client_id)?.ok_or_else(|| not_found("loyalty-error-client"))?;
    if input.points == 0 {
        return Err(field("points", "loyalty-error-value"));
    }
    let day = points::today(ctx)?;
    points::account(ctx, input.client_id, day)?;
    let cause = Cause { note: Some(input.note.trim()), ..Cause::of("manual", day) };
    let mut wallet = Wallet::open(ctx, input.client_id, &[])?;
    let moves = if input.points > 0 {
        let expires = day.plus(ctx.setting("points_days")?);
        wallet.add(ctx, "manual", input.points, (day, expires), &cause)?.1
    } else {
        if -input.points > wallet.purse.usable(day) {
            return Err(field("points", "loyalty-error-points-none"));
        }
        wallet.purse.claw(-input.points, None)
    };
    let balance = wallet.purse.balance();
    wallet.save(ctx, &moves, &cause)?;
    Ok(back(input.client_id).toast("loyalty-toast-adjusted").data(json!({ "balance": balance })))
}

#[derive(Input)]
pub struct Recommend {
    client_id: Id,
    #[input(max_chars = 40)]
    card_code: Option<String>,
    referrer_client_id: Option<Id>,
}

/// Who sent this client. The reward waits for the first paid visit; what is plainly no recommendation is refused now.
pub fn recommend(ctx: &mut Mutation, input: Recommend) -> Result<Redirect> {
    let typed = card::normal(input.card_code.as_deref().unwrap_or(""));
    let by_card =
        if typed.is_empty() { None } else { queries::account_by_card(ctx, &typed)?.map(|row| row.client_id) };
    let referrer = by_card.or(input.referrer_client_id);
    let referrer = referrer.ok_or_else(|| field("card_code", "loyalty-error-card-unknown"))?;
    queries::client(ctx, input.client_id)?.ok_or_else(|| not_found("loyalty-error-client"))?;
    if let Some(fraud) = referrals::judge(ctx, referrer, input.client_id, None)? {
        let key = match referrals::word(fraud) {
            "oneself" => "loyalty-error-referral-oneself",
            "phone" => "loyalty-error-referral-phone",
            "circle" => "loyalty-error-referral-circle",
            _ => "loyalty-error-referral-not-new",
        };
        return Err(field("card_code", key));
    }
    let (day, now) = (points::today(ctx)?, ctx.now());
    queries::insert_referral(ctx, input.client_id, referrer, "pending", None, day, now)
        .on_constraint("loyalty_referral_pkey", || field("card_code", "loyalty-error-referral-twice"))?;
    Ok(back(input.client_id).toast("loyalty-toast-recommended"))
}
