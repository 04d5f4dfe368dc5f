//! What people see: the way to pay at the checkout, and every transaction.

use pardoz_sdk::prelude::*;
use pardoz_sdk::secret;

use crate::key;
use crate::model::{life, link};
use crate::queries;

#[derive(Input)]
pub struct Of {
    bill_id: Option<Id>,
    amount_minor: Option<i64>,
}

/// payments@1: ready when the cabinet's number and the key are entered.
pub fn offer(ctx: &Query, of: Of) -> Result<Json> {
    let merchant: String = ctx.setting("merchant_id")?;
    let merchant = merchant.trim();
    let ready = !merchant.is_empty() && secret::is_set("key")?;
    let link = match (of.bill_id, of.amount_minor) {
        (Some(bill_id), Some(amount_minor)) if ready && amount_minor > 0 => {
            let (account, sandbox): (String, bool) = (ctx.setting("account")?, ctx.setting("sandbox")?);
            Some(link::checkout(sandbox, merchant, &account, bill_id.as_str(), amount_minor, ctx.locale()))
        }
        _ => None,
    };
    Ok(json!({ "tender": "payme", "ready": ready, "link": link }))
}

#[derive(Input)]
pub struct ListPage {
    from: Option<Day>,
    to: Option<Day>,
    /// The page behind this transaction, by when it was created.
    before: Option<i64>,
    #[input(max_chars = 64)]
    behind: Option<String>,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 200)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
struct Next {
    before: i64,
    behind: String,
}

#[derive(View)]
pub struct TransactionList {
    from: Day,
    to: Day,
    /// Where Payme sends its calls: to be entered in its cabinet.
    hook: &'static str,
    is_ready: bool,
    /// When Payme changed the key by itself; `None`: the owner's holds.
    key_changed_at: Option<i64>,
    /// Of all of them, whatever is shown.
    count: i64,
    performed_minor: i64,
    returned_minor: i64,
    transactions: Vec<Row>,
    next: Option<Next>,
}

#[derive(View)]
struct Row {
    reference: String,
    bill_id: Id,
    /// Not a bill, but the deposit of this visit.
    appointment_id: Option<Id>,
    bill_number: i64,
    amount_minor: i64,
    created_at: i64,
    /// When it was performed or cancelled, whichever came last.
    ended_at: Option<i64>,
    state: &'static str,
    state_name: String,
    tone: &'static str,
    /// Receipts that Payme issued.
    receipts: Vec<Receipt>,
}

#[derive(View)]
struct Receipt {
    kind: &'static str,
    is_issued: bool,
    says: Option<String>,
    url: Option<String>,
}

/// Days a list goes back when nobody asks for others.
const DAYS: i64 = 30;

/// Who sees transactions.
const READ: &str = "payme.transaction.read";

/// The branches whose money the caller may see.
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

pub fn list(ctx: &Query, page: ListPage) -> Result<TransactionList> {
    let to = page.to.unwrap_or_else(|| ctx.today());
    let from = page.from.unwrap_or_else(|| to.plus(-DAYS));
    let zone = ctx.timezone();
    let (first, last, reach) = (from.start(zone)?, to.end(zone)?, Reach::of(ctx));
    let (before, behind) = (page.before.unwrap_or(i64::MAX), page.behind.unwrap_or_default());
    let found = queries::transaction_list(
        ctx,
        first,
        last,
        &reach.branches,
        reach.is_all,
        before,
        behind,
        page.limit,
    )?;
    let is_full = found.len() as i64 == page.limit;
    let next = found.last().filter(|_| is_full);
    let next = next.map(|one| Next { before: one.created_at, behind: one.reference.clone() });
    let sums = queries::transaction_sums(ctx, first, last, &reach.branches, reach.is_all)?;
    let merchant: String = ctx.setting("merchant_id")?;
    let mut references: Vec<String> = found.iter().map(|one| one.reference.clone()).collect();
    references.push(String::new());
    let receipts = queries::receipt_list(ctx, &references)?;
    let receipt = |one: &queries::ReceiptList| Receipt {
        kind: if one.kind == "CANCEL" { "return" } else { "sale" },
        is_issued: one.status_code == 0,
        says: one.message.clone().filter(|_| one.status_code != 0),
        url: one.qr_code_url.clone(),
    };
    let row = |one: queries::TransactionList| Row {
        receipts: receipts.iter().filter(|own| own.reference == one.reference).map(receipt).collect(),
        reference: one.reference,
        bill_id: one.bill_id,
        appointment_id: one.appointment_id,
        bill_number: one.bill_number,
        amount_minor: one.amount_minor,
        created_at: one.created_at,
        ended_at: one.cancelled_at.or(one.performed_at),
        state: life::word(one.state),
        state_name: ctx.t(&format!("payme-state-{}", life::word(one.state)), json!({})),
        tone: match one.state {
            life::CREATED => "wait",
            life::PERFORMED => "done",
            life::RETURNED => "miss",
            _ => "",
        },
    };
    Ok(TransactionList {
        from,
        to,
        hook: "/hooks/payme/merchant",
        key_changed_at: if secret::is_set("key")? {
            key::changed(ctx)?.map(|key| key.changed_at)
        } else {
            None
        },
        is_ready: !merchant.trim().is_empty() && secret::is_set("key")?,
        count: sums.as_ref().map_or(0, |all| all.transactions),
        performed_minor: sums.as_ref().map_or(0, |all| all.performed_minor),
        returned_minor: sums.as_ref().map_or(0, |all| all.returned_minor),
        transactions: found.into_iter().map(row).collect(),
        next,
    })
}
