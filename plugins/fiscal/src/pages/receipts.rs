//! The list of receipts with their states, "send again", and the widget that rings after an hour.

use pardoz_sdk::prelude::*;

use crate::queries;
use crate::send;

/// A receipt that is not issued for longer than this is an alarm, ms.
const LATE_MS: i64 = 60 * 60_000;
/// Who sees receipts.
const READ: &str = "fiscal.receipt.read";
/// States of receipts that are not issued.
const WAITING: [&str; 3] = ["queued", "accepted", "refused"];

#[derive(Input)]
pub struct ListPage {
    from: Option<Day>,
    to: Option<Day>,
    /// `waiting`, `refused`, `done`; all when absent.
    #[input(max_chars = 20)]
    state: Option<String>,
    /// The page behind this receipt, by when it was queued.
    before: Option<i64>,
    receipt: Option<Id>,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 200)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
struct Next {
    before: i64,
    receipt: Id,
}

/// The branches whose receipts the caller may see.
struct Reach {
    branches: Vec<String>,
    is_all: bool,
}

impl Reach {
    fn of(ctx: &Query) -> Self {
        let scope = ctx.scope(READ);
        let mut branches = Vec::new();
        if scope == Some(Scope::Branch) {
            branches.extend(ctx.caller().branch_ids.iter().map(Id::to_string));
        }
        // A list in a statement has a member.
        branches.push(String::new());
        Self { branches, is_all: scope == Some(Scope::Salon) }
    }
}

#[derive(View)]
pub struct ReceiptList {
    from: Day,
    to: Day,
    state: String,
    receipts: Vec<Row>,
    next: Option<Next>,
    waiting: i64,
    late: i64,
    sends: bool,
    /// Titles of the settings that are empty or cannot be right.
    missing: Vec<String>,
    may_send: bool,
    may_code: bool,
}

#[derive(View)]
struct Row {
    receipt_id: Id,
    number: i64,
    kind: String,
    purpose: String,
    /// Or the visit or the client whose advance it is.
    bill_id: Id,
    bill_number: Option<i64>,
    visit_number: Option<i64>,
    total_minor: i64,
    state: String,
    tone: &'static str,
    late: bool,
    attempts: i64,
    asked_at: i64,
    done_at: Option<i64>,
    qr_url: Option<String>,
    problem: Option<String>,
    says: Option<String>,
    waits: bool,
}

pub fn list(ctx: &Query, page: ListPage) -> Result<ReceiptList> {
    let to = page.to.unwrap_or(ctx.today());
    let from = page.from.unwrap_or(to.plus(-6));
    let state = page.state.unwrap_or_default();
    let states: &[&str] = match state.as_str() {
        "waiting" => &WAITING,
        "refused" => &["refused"],
        "done" => &["done"],
        _ => &["queued", "accepted", "refused", "done", "void"],
    };
    let reach = Reach::of(ctx);
    let late = late_before(ctx, &reach)?;
    let row = |one: queries::ReceiptList| {
        let waits = WAITING.contains(&one.state.as_str());
        let late = waits && one.asked_at <= late;
        Row {
            receipt_id: one.receipt_id,
            number: one.number,
            kind: one.kind,
            purpose: one.purpose,
            bill_id: one.bill_id,
            bill_number: one.bill_number,
            visit_number: one.visit_number,
            total_minor: one.total_minor,
            tone: tone(&one.state, late),
            state: one.state,
            late,
            attempts: one.attempts,
            asked_at: one.asked_at,
            done_at: one.done_at,
            qr_url: one.qr_url,
            problem: one.problem,
            says: one.says,
            waits,
        }
    };
    let waiting = queries::waiting(ctx, late, &reach.branches, reach.is_all)?;
    let title = |key: &str| ctx.t(key, json!({}));
    // What waits is shown whatever its day.
    let any_day = state == "waiting";
    let (before, behind) = (page.before.unwrap_or(i64::MAX), page.receipt.map(|id| id.to_string()));
    let (behind, first, last) = (behind.unwrap_or_default(), from.as_str(), to.as_str());
    let found = queries::receipt_list(
        ctx,
        states,
        first,
        last,
        any_day,
        &reach.branches,
        reach.is_all,
        before,
        behind,
        page.limit,
    )?;
    let is_full = found.len() as i64 == page.limit;
    let next = found.last().filter(|_| is_full);
    Ok(ReceiptList {
        from,
        to,
        state,
        next: next.map(|one| Next { before: one.asked_at, receipt: one.receipt_id }),
        receipts: found.into_iter().map(row).collect(),
        waiting: waiting.as_ref().map_or(0, |row| row.receipts),
        late: waiting.map_or(0, |row| row.late),
        sends: ctx.setting("sends")?,
        missing: send::Account::missing(ctx)?.into_iter().map(title).collect(),
        may_send: ctx.can("fiscal.receipt.send"),
        may_code: ctx.can("fiscal.code.write"),
    })
}

/// Receipts asked for before this are late; the answer holds until the next one becomes so.
fn late_before(ctx: &Query, reach: &Reach) -> Result<i64> {
    let late = ctx.now() - LATE_MS;
    let since = queries::waiting(ctx, late, &reach.branches, reach.is_all)?.and_then(|row| row.since);
    // The oldest is late already: others become late after it, so it is looked at again in a minute.
    ctx.holds_until(since.map_or(i64::MAX, |since| (since + LATE_MS).max(ctx.now() + 60_000)));
    Ok(late)
}

fn tone(state: &str, late: bool) -> &'static str {
    match (state, late) {
        ("refused", _) | (_, true) => "miss",
        ("done", _) => "done",
        ("void", _) => "line",
        _ => "wait",
    }
}

/// A person says: now.
pub fn send(ctx: &mut Mutation, which: send::Which) -> Result<Redirect> {
    let receipt =
        queries::receipt(ctx, which.receipt_id)?.ok_or_else(|| not_found("fiscal-error-receipt-gone"))?;
    if receipt.state == "done" {
        return Err(conflict("fiscal-error-done"));
    }
    let receipt_id = receipt.receipt_id;
    send::step(ctx, receipt)?;
    Ok(redirect("receipt-list").toast("fiscal-toast-sent").data(json!({ "receipt_id": receipt_id })))
}

#[derive(View)]
pub struct Widget {
    sends: bool,
    waiting: i64,
    late: i64,
    since: Option<i64>,
    done: i64,
}

pub fn widget(ctx: &Query) -> Result<Widget> {
    let reach = Reach::of(ctx);
    let late = late_before(ctx, &reach)?;
    let waiting = queries::waiting(ctx, late, &reach.branches, reach.is_all)?;
    let day = ctx.today();
    Ok(Widget {
        sends: ctx.setting("sends")?,
        waiting: waiting.as_ref().map_or(0, |row| row.receipts),
        late: waiting.as_ref().map_or(0, |row| row.late),
        since: waiting.and_then(|row| row.since),
        done: queries::done_of_day(ctx, day.as_str(), &reach.branches, reach.is_all)?
            .map_or(0, |row| row.receipts),
    })
}
