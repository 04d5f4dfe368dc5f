//! The square on a bill and on its paper: the receipt's link, or that it is on its way.

use pardoz_sdk::prelude::*;

use crate::queries::{self, Receipt};

#[derive(Input)]
pub struct Of {
    bill_id: Id,
}

#[derive(View)]
pub struct BillReceipts {
    receipts: Vec<Shown>,
    may_read: bool,
}

#[derive(View)]
struct Shown {
    kind: String,
    purpose: String,
    state: String,
    total_minor: i64,
    problem: Option<String>,
    says: Option<String>,
    url: Option<String>,
}

pub fn bill(ctx: &Query, of: Of) -> Result<BillReceipts> {
    let show = |receipt: Receipt| Shown {
        kind: receipt.kind,
        purpose: receipt.purpose,
        state: receipt.state,
        total_minor: receipt.total_minor,
        problem: receipt.problem,
        says: receipt.says,
        url: receipt.qr_url,
    };
    let receipts = queries::receipts_of_bill(ctx, of.bill_id)?.into_iter().map(show).collect();
    Ok(BillReceipts { receipts, may_read: ctx.can("fiscal.receipt.read") })
}
