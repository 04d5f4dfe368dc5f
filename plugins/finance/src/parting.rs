//! Two cards become one (R-C4), and within thirty days two again (R-C5). Bills and deposits are somebody's by a column,
//! and what the books hold for a client goes over by an entry: nothing that was written is changed. What a merge moved
//! is written down with it, so that what still stands of it goes home.

use pardoz_sdk::prelude::*;

use crate::book::{self, Entry};
use crate::branch::Place;
use crate::model::entry::{Line, Lines};
use crate::model::parting;
use crate::queries;

#[derive(Input)]
pub struct Merged {
    /// The card that stays.
    client_id: Id,
    /// The card that is gone.
    merged_client_id: Id,
}

/// The same merge told again moves what came meanwhile.
pub fn client_merged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let Merged { client_id: stays, merged_client_id: gone } = event.payload;
    let now = ctx.now();
    let merge_id = match queries::open_merge(ctx, gone)?.filter(|merge| merge.client_id == stays) {
        Some(merge) => merge.merge_id,
        None => {
            let merge_id = ctx.new_id();
            queries::insert_merge(ctx, merge_id, stays, gone, now)?;
            merge_id
        }
    };
    queries::insert_merge_parts(ctx, merge_id, gone)?;
    queries::repoint_bills(ctx, stays, now, gone)?;
    queries::repoint_deposits(ctx, stays, now, gone)?;
    let mut lines = Lines::default();
    for held in queries::client_balances(ctx, gone)? {
        if held.account == "advances" {
            queries::add_merge_advance(ctx, merge_id, held.branch_id, held.balance_minor)?;
        }
        carry(&mut lines, &held.account, held.branch_id, held.balance_minor, (gone, stays));
    }
    // A source of its own each time: cards may part and meet again.
    let source_id = ctx.new_id();
    post(ctx, "merge", source_id, lines)
}

/// `clients.client.unmerged`: bills with their debts, deposits and what is left of the advance go home. What was bought,
/// paid in and owed since the merge stays with the card that stayed.
pub fn client_unmerged(ctx: &mut Mutation, event: Event<Merged>) -> Result<()> {
    let Merged { client_id: from, merged_client_id: to } = event.payload;
    let Some(merge) = queries::open_merge(ctx, to)?.filter(|merge| merge.client_id == from) else {
        return Ok(());
    };
    let (now, merge_id) = (ctx.now(), merge.merge_id);
    let mut lines = Lines::default();
    for of in queries::merged_bills(ctx, merge_id, from)? {
        carry(&mut lines, "receivable", of.branch_id, of.debt_minor, (from, to));
        carry(&mut lines, "open_bills", of.branch_id, -of.open_minor, (from, to));
    }
    for of in queries::merged_deposits(ctx, merge_id, from)? {
        carry(&mut lines, "deposits", of.branch_id, -of.held_minor, (from, to));
    }
    let left = -queries::counterparty_balance(ctx, from, "advances")?.map_or(0, |row| row.balance_minor);
    let used = queries::merged_advance_used(ctx, merge_id, merge.at)?.map_or(0, |row| row.used_minor);
    let moved = queries::merge_advances(ctx, merge_id)?;
    let brought: Vec<i64> = moved.iter().map(|row| -row.amount_minor).collect();
    for (row, back) in moved.iter().zip(parting::advances_back(&brought, used, left)) {
        carry(&mut lines, "advances", row.branch_id, -back, (from, to));
    }
    queries::return_bills(ctx, to, now, from, merge_id)?;
    queries::return_deposits(ctx, to, now, from, merge_id)?;
    queries::close_merge(ctx, now, merge_id)?;
    post(ctx, "unmerge", merge_id, lines)
}

/// One client's balance of an account becomes another's, in its branch.
fn carry(lines: &mut Lines, account: &str, branch_id: Id, amount_minor: i64, (from, to): (Id, Id)) {
    lines.push(Line::of(account, -amount_minor).with("client", Some(from)).branch(branch_id));
    lines.push(Line::of(account, amount_minor).with("client", Some(to)).branch(branch_id));
}

fn post(ctx: &mut Mutation, kind: &str, source_id: Id, lines: Lines) -> Result<()> {
    let place = Place::any(ctx, None)?;
    let entry = Entry {
        kind,
        day: place.today,
        period: None,
        branch_id: place.branch_id,
        source_kind: "client",
        source_id,
        note: None,
    };
    book::post(ctx, entry, lines)?;
    Ok(())
}
