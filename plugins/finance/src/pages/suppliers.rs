//! R-F2: what the salon owes each supplier, since when, and until when.

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use super::operations::POST;
use crate::branch::Place;
use crate::queries;

const READ: &str = "finance.report.read";

#[derive(Input)]
pub struct SuppliersPage {
    branch: Option<Id>,
    #[input(range = 0..=1_000_000, default)]
    offset: i64,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 200)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
struct Next {
    offset: i64,
}

#[derive(View)]
pub struct Suppliers {
    branch_id: Id,
    branches: Vec<Choice>,
    /// Days in which a supplier is paid.
    days: i64,
    rows: Vec<Owed>,
    /// Of all of them, whatever is on this page.
    count: i64,
    owed_minor: i64,
    overdue_minor: i64,
    previous: Option<i64>,
    next: Option<Next>,
    may_post: bool,
}

#[derive(View)]
struct Owed {
    /// `None`: receipts that name no supplier.
    counterparty_id: Option<Id>,
    name: String,
    /// Below zero: paid ahead.
    owed_minor: i64,
    overdue_minor: i64,
    /// The day of the oldest goods that are not paid.
    since: Option<Day>,
    due: Option<Day>,
    age_days: Option<i64>,
}

pub fn list(ctx: &Query, page: SuppliersPage) -> Result<Suppliers> {
    let place = Place::find(ctx, page.branch, READ)?;
    let days: i64 = ctx.setting("supplier_days")?;
    // What came before this day should be paid by now.
    let cut = place.today.plus(-days);
    let mut found = queries::payable_list(ctx, place.branch_id, cut.as_str(), page.limit + 1, page.offset)?;
    let more = found.len() as i64 > page.limit;
    found.truncate(page.limit as usize);
    let sums = queries::payable_sums(ctx, place.branch_id, cut.as_str())?;
    let row = |one: queries::PayableList| {
        let since = one.since_day.as_deref().filter(|_| one.owed_minor > 0).map(Day::parse).transpose()?;
        let counterparty_id = Id::parse(&one.party).ok();
        let unnamed =
            if counterparty_id.is_some() { "finance-supplier-gone" } else { "finance-supplier-none" };
        Ok(Owed {
            counterparty_id,
            name: one.name.unwrap_or_else(|| ctx.t(unnamed, json!({}))),
            owed_minor: one.owed_minor,
            overdue_minor: (one.owed_minor - one.recent_minor).max(0),
            due: since.map(|day| day.plus(days)),
            age_days: since.map(|day| place.today.since(day)),
            since,
        })
    };
    Ok(Suppliers {
        branch_id: place.branch_id,
        branches: names::branches(&place),
        days,
        rows: found.into_iter().map(row).collect::<Result<_>>()?,
        count: sums.as_ref().map_or(0, |all| all.parties),
        owed_minor: sums.as_ref().map_or(0, |all| all.owed_minor),
        overdue_minor: sums.map_or(0, |all| all.overdue_minor),
        previous: (page.offset > 0).then(|| (page.offset - page.limit).max(0)),
        next: more.then_some(Next { offset: page.offset + page.limit }),
        may_post: ctx.can(POST),
    })
}
