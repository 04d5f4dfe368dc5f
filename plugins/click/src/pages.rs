//! What people see: the way to pay at the checkout, every attempt, and how to connect.

use pardoz_sdk::prelude::*;
use pardoz_sdk::secret;

use crate::model::link;
use crate::queries;

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

/// Who sees attempts.
const READ: &str = "click.transaction.read";

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

#[derive(Input)]
pub struct ListPage {
    from: Option<Day>,
    to: Option<Day>,
    /// The page behind this attempt, by when it began.
    before: Option<i64>,
    behind: Option<i64>,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 200)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
struct Next {
    before: i64,
    behind: i64,
}

#[derive(View)]
pub struct TransactionList {
    from: Day,
    to: Day,
    /// Where Click sends its calls: to be entered in its cabinet.
    hook: &'static str,
    is_ready: bool,
    /// Of all of them, whatever is shown.
    count: i64,
    confirmed_minor: i64,
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
    ended_at: Option<i64>,
    state_name: String,
    state: String,
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
    let next = next.map(|one| Next { before: one.created_at, behind: one.prepare_id });
    let sums = queries::transaction_sums(ctx, first, last, &reach.branches, reach.is_all)?;
    let row = |one: queries::TransactionList| Row {
        reference: one.reference,
        bill_id: one.bill_id,
        appointment_id: one.appointment_id,
        bill_number: one.bill_number,
        amount_minor: one.amount_minor,
        created_at: one.created_at,
        ended_at: one.ended_at,
        state_name: ctx.t(&format!("click-state-{}", one.state), json!({})),
        state: one.state,
    };
    Ok(TransactionList {
        from,
        to,
        hook: "/hooks/click/shop",
        is_ready: Shop::read(ctx)?.is_some(),
        count: sums.as_ref().map_or(0, |all| all.transactions),
        confirmed_minor: sums.as_ref().map_or(0, |all| all.confirmed_minor),
        transactions: found.into_iter().map(row).collect(),
        next,
    })
}
