//! What people see: the way to pay at the checkout, every attempt, and how to connect.

use pardoz_sdk::prelude::*;
use pardoz_sdk::secret;

use crate::model::link;
use crate::queries::{self, Transaction};

#[derive(Input)]
pub struct Of {
    bill_id: Option<Id>,
    amount_minor: Option<i64>,
}

/// What the owner entered from the cabinet.
struct Shop {
    service_id: String,
    merchant_id: String,
}

impl Shop {
    /// `None`: not all of it is there.
    fn read(ctx: &Query) -> Result<Option<Self>> {
        let text = |key: &str| -> Result<String> { Ok(ctx.setting::<String>(key)?.trim().to_owned()) };
        let shop = Self { service_id: text("service_id")?, merchant_id: text("merchant_id")? };
        let is_whole = link::pay(&shop.service_id, &shop.merchant_id, "", 1).is_some();
        Ok((is_whole && secret::is_set("secret_key")?).then_some(shop))
    }
}

/// payments@1: ready when the cabinet's numbers and the key are entered.
pub fn offer(ctx: &Query, of: Of) -> Result<Json> {
    let shop = Shop::read(ctx)?;
    let bill = of.bill_id.zip(of.amount_minor.filter(|sum| *sum > 0));
    let link = shop.as_ref().zip(bill).and_then(|(shop, (bill_id, amount_minor))| {
        link::pay(&shop.service_id, &shop.merchant_id, bill_id.as_str(), amount_minor)
    });
    Ok(json!({ "tender": "click", "ready": shop.is_some(), "link": link }))
}

/// Days a list goes back when nobody asks for others.
const DAYS: i64 = 30;

#[derive(Input)]
pub struct ListPage {
    from: Option<Day>,
    to: Option<Day>,
}

#[derive(View)]
pub struct TransactionList {
    from: Day,
    to: Day,
    /// Where Click sends its calls: to be entered in its cabinet.
    hook: &'static str,
    is_ready: bool,
    confirmed_minor: i64,
    transactions: Vec<Transaction>,
}

pub fn list(ctx: &Query, page: ListPage) -> Result<TransactionList> {
    let to = page.to.unwrap_or_else(|| ctx.today());
    let from = page.from.unwrap_or_else(|| to.plus(-DAYS));
    let zone = ctx.timezone();
    let transactions = queries::transaction_list(ctx, from.start(zone)?, to.end(zone)?)?;
    let confirmed = transactions.iter().filter(|one| one.state == "confirmed");
    Ok(TransactionList {
        from,
        to,
        hook: "/hooks/click/shop",
        is_ready: Shop::read(ctx)?.is_some(),
        confirmed_minor: confirmed.map(|one| one.amount_minor).sum(),
        transactions,
    })
}
