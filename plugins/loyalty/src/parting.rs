//! R-C5: two cards that became one part again. What a merge moved is written down with it, so that what still stands of
//! it goes home.

use pardoz_sdk::prelude::*;

use crate::events::Merged;
use crate::points::{self, Cause};
use crate::queries;
use crate::settle;

/// Merges on top of merges that are followed; clients@1 has no circles.
const STEPS: usize = 8;

/// The card that has what this one had: a bill may be told after its client's card was merged.
pub fn now_of(ctx: &Query, client_id: Id) -> Result<Id> {
    let mut now = client_id;
    for _ in 0..STEPS {
        match queries::open_merge(ctx, now)? {
            Some(merge) => now = merge.client_id,
            None => break,
        }
    }
    Ok(now)
}

/// Writes down what `from` has before it goes to `to`. The same merge told again adds what came meanwhile.
pub fn remember(ctx: &mut Mutation, to: Id, from: Id) -> Result<()> {
    let known = queries::open_merge(ctx, from)?.filter(|merge| merge.client_id == to);
    let merge_id = match known {
        Some(merge) => merge.merge_id,
        None => {
            let card = queries::account(ctx, from)?;
            let (merge_id, now) = (ctx.new_id(), ctx.now());
            queries::insert_merge(
                ctx,
                merge_id,
                to,
                from,
                card.as_ref().map(|card| card.card_code.as_str()),
                card.as_ref().map(|card| card.tier.as_str()),
                card.as_ref().map(|card| card.tier_since.as_str()),
                card.as_ref().and_then(|card| card.short_since.as_deref()),
                now,
            )?;
            merge_id
        }
    };
    queries::insert_merge_parts(ctx, merge_id, from)?;
    Ok(())
}

/// `clients.client.unmerged`: points that are left, certificates, memberships and payments go home with their card.
pub fn client_unmerged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let Merged { client_id: from, merged_client_id: to } = event.payload;
    let Some(merge) = queries::open_merge(ctx, to)?.filter(|merge| merge.client_id == from) else {
        return Ok(());
    };
    let (day, now) = (points::today(ctx)?, ctx.now());
    let (merge_id, lots) = (merge.merge_id, queries::merged_lots(ctx, merge.merge_id, from)?);
    if let (Some(code), Some(tier)) = (&merge.card_code, &merge.tier) {
        let since = merge.tier_since.as_deref().map_or(Ok(day), Day::parse)?;
        queries::insert_account(ctx, to, code, tier, since, now)?;
        queries::set_tier(ctx, tier, since, merge.short_since.as_deref(), now, to)?;
    } else if !lots.is_empty() {
        points::account(ctx, to, day)?;
    }
    let cause = Cause::of("merge", day);
    let mut moved = 0;
    for lot in lots.iter().filter(|lot| lot.points_left > 0) {
        points::enter(ctx, from, Some(lot.lot_id), "merge", -lot.points_left, &cause)?;
        points::enter(ctx, to, Some(lot.lot_id), "merge", lot.points_left, &cause)?;
        moved += lot.points_left;
    }
    queries::return_lots(ctx, to, from, merge_id)?;
    queries::return_certificates(ctx, to, now, from, merge_id)?;
    queries::return_memberships(ctx, to, now, from, merge_id)?;
    queries::return_payments(ctx, to, from, merge_id)?;
    queries::return_code_uses(ctx, to, from, merge_id)?;
    queries::close_merge(ctx, now, merge_id)?;
    if moved != 0 {
        let left = points::Wallet::open(ctx, from, &[])?.purse.balance();
        points::tell(ctx, from, "merge", -moved, left)?;
        let home = points::Wallet::open(ctx, to, &[])?.purse.balance();
        points::tell(ctx, to, "merge", moved, home)?;
    }
    settle::rise(ctx, to, day)
}
