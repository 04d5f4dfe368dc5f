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
    performed_minor: i64,
    returned_minor: i64,
    transactions: Vec<Row>,
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

pub fn list(ctx: &Query, page: ListPage) -> Result<TransactionList> {
    let to = page.to.unwrap_or_else(|| ctx.today());
    let from = page.from.unwrap_or_else(|| to.plus(-DAYS));
    let zone = ctx.timezone();
    let found = queries::transaction_list(ctx, from.start(zone)?, to.end(zone)?)?;
    let sum = |state: i64| found.iter().filter(|one| one.state == state).map(|one| one.amount_minor).sum();
    let (performed_minor, returned_minor) = (sum(life::PERFORMED), sum(life::RETURNED));
    let merchant: String = ctx.setting("merchant_id")?;
    let receipts = queries::receipt_list(ctx, from.start(zone)?, to.end(zone)?)?;
    let receipt = |one: &queries::ReceiptList| Receipt {
        kind: if one.kind == "CANCEL" { "return" } else { "sale" },
        is_issued: one.status_code == 0,
        says: one.message.clone().filter(|_| one.status_code != 0),
        url: one.qr_code_url.clone(),
    };
    let row = |one: queries::Transaction| Row {
        receipts: receipts.iter().filter(|own| own.reference == one.reference).map(receipt).collect(),
        reference: one.reference,
        bill_id: one.bill_id,
        appointment_id: one.appointment_id,
        bill_number: one.bill_number,
        amount_minor: one.amount_minor,
        created_at: one.created_at,
        ended_at: one.cancelled_at.or(one.performed_at),
        state: life::word(one.state),
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
        performed_minor,
        returned_minor,
        transactions: found.into_iter().map(row).collect(),
    })
}
