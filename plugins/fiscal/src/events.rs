//! What finance tells: a paid bill wants a receipt, a refund wants a return. Each once (the table's constraint).

use pardoz_sdk::prelude::*;

use crate::model::receipt::{Body, Given, Line};
use crate::queries;
use crate::send;

#[derive(Input)]
pub struct Bill {
    bill_id: Id,
    branch_id: Id,
    day: Day,
    #[input(max_items = 200)]
    lines: Vec<Sold>,
    #[input(max_items = 100)]
    tenders: Vec<Tender>,
    refund: Option<Refund>,
}

#[derive(Input)]
struct Sold {
    line_id: Id,
    #[input(max_chars = 40)]
    kind: String,
    subject_id: Option<String>,
    quantity_milli: i64,
    #[input(default = 0)]
    price_minor: i64,
    total_minor: i64,
}

#[derive(Input)]
struct Tender {
    #[input(max_chars = 40)]
    tender: String,
    line_id: Option<String>,
    amount_minor: i64,
}

#[derive(Input)]
struct Refund {
    refund_id: Id,
    #[input(max_items = 200)]
    lines: Vec<Back>,
    #[input(max_items = 100)]
    tenders: Vec<Tender>,
}

#[derive(Input)]
struct Back {
    line_id: Id,
    quantity_milli: i64,
    amount_minor: i64,
}

impl Tender {
    fn given(&self) -> Given {
        Given { tender: self.tender.clone(), line_id: self.line_id.clone(), amount_minor: self.amount_minor }
    }
}

/// The sale is committed; its receipt is queued under the bill's key.
pub fn paid(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let line = |sold: &Sold| Line {
        line_id: sold.line_id.to_string(),
        kind: sold.kind.clone(),
        subject: sold.subject_id.clone(),
        quantity_milli: sold.quantity_milli,
        price_minor: sold.price_minor,
        total_minor: sold.total_minor,
    };
    let body = Body {
        lines: bill.lines.iter().filter(|sold| sold.total_minor > 0).map(line).collect(),
        tenders: bill.tenders.iter().map(Tender::given).collect(),
    };
    queue(ctx, "sale", &bill, bill.bill_id, None, &body)
}

/// A return is linked to its sale's receipt. A sale from before receipts were switched on has none to return.
pub fn refunded(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let Some(refund) = &bill.refund else { return Ok(()) };
    let Some(original) = queries::receipt_of(ctx, "sale", bill.bill_id.as_str())? else { return Ok(()) };
    let line = |back: &Back| {
        let sold = bill.lines.iter().find(|sold| sold.line_id == back.line_id)?;
        Some(Line {
            line_id: sold.line_id.to_string(),
            kind: sold.kind.clone(),
            subject: sold.subject_id.clone(),
            quantity_milli: back.quantity_milli,
            price_minor: sold.price_minor,
            total_minor: back.amount_minor,
        })
    };
    let body = Body {
        lines: refund.lines.iter().filter_map(line).filter(|line| line.total_minor > 0).collect(),
        tenders: refund.tenders.iter().map(Tender::given).collect(),
    };
    queue(ctx, "return", &bill, refund.refund_id, Some(original.receipt_id), &body)
}

/// Never paid: a receipt that nobody has sent is not sent any more.
pub fn voided(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let Some(receipt) = queries::receipt_of(ctx, "sale", event.payload.bill_id.as_str())? else {
        return Ok(());
    };
    if receipt.state == "queued" && receipt.attempts == 0 {
        send::write(ctx, &crate::queries::Receipt { state: "void".into(), ..receipt })?;
    }
    Ok(())
}

fn queue(
    ctx: &mut Mutation,
    kind: &str,
    bill: &Bill,
    source_id: Id,
    original: Option<Id>,
    body: &Body,
) -> Result<()> {
    // A return of a receipt that exists is queued even when sending was switched off meanwhile.
    if original.is_none() && !ctx.setting::<bool>("sends")? || body.lines.is_empty() {
        return Ok(());
    }
    let (receipt_id, now, total_minor) = (ctx.new_id(), ctx.now(), body.total_minor());
    let text = serde_json::to_string(body).map_err(|error| Error::internal(error.to_string()))?;
    let number = number(ctx);
    let (bill_id, branch_id, day) = (bill.bill_id, bill.branch_id, bill.day);
    let source = source_id.as_str();
    let written = queries::insert_receipt(
        ctx,
        receipt_id,
        number,
        kind,
        bill_id,
        source,
        original,
        branch_id,
        day.as_str(),
        text,
        total_minor,
        now,
    )?;
    match queries::receipt(ctx, receipt_id)? {
        Some(receipt) if written == 1 => send::step(ctx, receipt),
        _ => Ok(()),
    }
}

/// The number the provider knows the receipt by: milliseconds and three random digits, below 2⁵³. Two of the same
/// millisecond and digits meet in a constraint, and the event is delivered again.
fn number(ctx: &Query) -> i64 {
    let random = ctx.random(2).iter().fold(0i64, |sum, byte| sum * 256 + i64::from(*byte));
    ctx.now() * 1_000 + random.rem_euclid(1_000)
}
