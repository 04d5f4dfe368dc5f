//! Bills: the list of some days, and one bill with everything that happened to it.

use pardoz_sdk::prelude::*;

use super::checkout::{self, Reason, tone};
use super::names::{self, Choice, Staff};
use crate::bill;
use crate::branch::Place;
use crate::model::tender::Tender;
use crate::online::{self, Offer};
use crate::queries;

/// Who may look at bills.
pub const READ: &str = "finance.bill.read";

#[derive(Input)]
pub struct ListPage {
    from: Option<Day>,
    to: Option<Day>,
    branch: Option<Id>,
    #[input(max_chars = 20)]
    state: Option<String>,
    /// A bill's number.
    #[input(max_chars = 20)]
    q: Option<String>,
    /// A file asks for as many as there may be.
    #[input(range = 1..=4_000, default = 300)]
    limit: i64,
}

#[derive(View)]
pub struct BillList {
    from: Day,
    to: Day,
    branch_id: Id,
    branches: Vec<Choice>,
    state: String,
    q: String,
    bills: Vec<BillRow>,
    paid_minor: i64,
    debt_minor: i64,
    can_take: bool,
}

#[derive(View)]
struct BillRow {
    bill_id: Id,
    number: i64,
    client: String,
    at: i64,
    state: String,
    state_name: String,
    tone: &'static str,
    due_minor: i64,
    paid_minor: i64,
    debt_minor: i64,
    of_visit: bool,
}

pub fn list(ctx: &Query, page: ListPage) -> Result<BillList> {
    let place = Place::find(ctx, page.branch, READ)?;
    let to = page.to.unwrap_or(place.today);
    let from = page.from.unwrap_or(to);
    let number = page.q.as_deref().and_then(|q| q.trim().parse::<i64>().ok());
    let state = page.state.as_deref().filter(|state| !state.is_empty());
    let mut found = match (number, state) {
        (Some(number), _) => queries::bill_by_number(ctx, number)?,
        (None, Some("part_paid")) => queries::debt_list(ctx)?,
        (None, state) => {
            queries::bill_list(ctx, place.branch_id, from.as_str(), to.as_str(), state, page.limit)?
        }
    };
    found.retain(|bill| bill.branch_id == place.branch_id);
    let clients = names::clients(ctx, found.iter().filter_map(|bill| bill.client_id))?;
    let row = |bill: queries::Bill| BillRow {
        bill_id: bill.bill_id,
        number: bill.number,
        client: bill.client_id.and_then(|id| clients.get(&id)).cloned().unwrap_or_default(),
        at: bill.created_at,
        tone: tone(&bill.state),
        state_name: ctx.t(&format!("finance-state-{}", bill.state), json!({})),
        state: bill.state,
        due_minor: bill.due_minor,
        paid_minor: bill.paid_minor,
        debt_minor: bill.debt_minor,
        of_visit: bill.appointment_id.is_some(),
    };
    let bills: Vec<BillRow> = found.into_iter().map(row).collect();
    Ok(BillList {
        from,
        to,
        branch_id: place.branch_id,
        branches: names::branches(&place),
        state: page.state.unwrap_or_default(),
        q: page.q.unwrap_or_default(),
        paid_minor: bills.iter().map(|bill| bill.paid_minor).sum(),
        debt_minor: bills.iter().map(|bill| bill.debt_minor).sum(),
        bills,
        can_take: ctx.can("finance.bill.take"),
    })
}

#[derive(Input)]
pub struct BillPage {
    pub bill_id: Id,
}

#[derive(View)]
pub struct BillDetail {
    bill_id: Id,
    number: i64,
    branch: String,
    client_id: Option<Id>,
    client: String,
    appointment_id: Option<Id>,
    at: i64,
    person: Option<String>,
    state: String,
    tone: &'static str,
    lines: Vec<Line>,
    tenders: Vec<Taken>,
    tips: Vec<Tip>,
    total_minor: i64,
    discount_minor: i64,
    rounding_minor: i64,
    due_minor: i64,
    paid_minor: i64,
    debt_minor: i64,
    refunded_minor: i64,
    tips_minor: i64,
    points: i64,
    code: Option<String>,
    silent: Vec<String>,
    tender_options: Vec<checkout::TenderView>,
    owed_minor: i64,
    /// Where the client can pay the rest from a phone.
    online: Vec<Offer>,
    may_take: bool,
    may_refund: bool,
    may_void: bool,
}

#[derive(View)]
pub struct Line {
    bill_line_id: Id,
    kind: String,
    name: String,
    staff: String,
    quantity_milli: i64,
    price_minor: i64,
    discount_minor: i64,
    total_minor: i64,
    reasons: Vec<Reason>,
}

#[derive(View)]
struct Taken {
    tender: String,
    word: String,
    amount_minor: i64,
    is_refund: bool,
    at: i64,
}

#[derive(View)]
struct Tip {
    staff: String,
    amount_minor: i64,
}

pub fn show(ctx: &Query, page: BillPage) -> Result<BillDetail> {
    let bill = bill::find(ctx, page.bill_id)?;
    let place = Place::find(ctx, Some(bill.branch_id), READ)?;
    let staff = Staff::read(ctx)?;
    let client = match bill.client_id {
        Some(id) => queries::client(ctx, id)?.map(|client| client.display_name),
        None => None,
    };
    let line = |line: queries::BillLine| Line {
        bill_line_id: line.bill_line_id,
        kind: line.kind,
        name: line.name,
        staff: staff.of(line.staff_id),
        quantity_milli: line.quantity_milli,
        price_minor: line.price_minor,
        discount_minor: line.discount_minor,
        total_minor: line.total_minor,
        reasons: reasons(ctx, line.reasons.as_deref()),
    };
    let taken = |one: queries::BillTender| Taken {
        tender: names::tender(ctx, &one.tender),
        word: one.tender,
        amount_minor: one.amount_minor,
        is_refund: one.refund_id.is_some(),
        at: one.at,
    };
    let tip = |one: queries::Tip| Tip { staff: staff.of(Some(one.staff_id)), amount_minor: one.amount_minor };
    let takes = ctx.can("finance.bill.take");
    let owed_minor = bill::owed(&bill);
    let online = if takes && owed_minor > 0 { online::offers(ctx, Some(&bill))? } else { Vec::new() };
    Ok(BillDetail {
        bill_id: bill.bill_id,
        number: bill.number,
        branch: place.name().to_owned(),
        client_id: bill.client_id,
        client: client.unwrap_or_default(),
        appointment_id: bill.appointment_id,
        at: bill.created_at,
        person: bill.person_name,
        tone: tone(&bill.state),
        lines: queries::bill_lines(ctx, bill.bill_id)?.into_iter().map(line).collect(),
        tenders: queries::bill_tenders(ctx, bill.bill_id)?.into_iter().map(taken).collect(),
        tips: queries::bill_tips(ctx, bill.bill_id)?.into_iter().map(tip).collect(),
        total_minor: bill.total_minor,
        discount_minor: bill.discount_minor,
        rounding_minor: bill.rounding_minor,
        due_minor: bill.due_minor,
        paid_minor: bill.paid_minor,
        debt_minor: bill.debt_minor,
        refunded_minor: bill.refunded_minor,
        tips_minor: bill.tips_minor,
        points: bill.points,
        code: bill.code,
        silent: bill.silent.map(|all| all.split(',').map(str::to_owned).collect()).unwrap_or_default(),
        tender_options: checkout::tenders(Tender::Cash, &[]),
        owed_minor,
        online,
        may_take: takes && matches!(bill.state.as_str(), "open" | "part_paid"),
        may_refund: ctx.can("finance.bill.refund") && bill.paid_minor > 0,
        may_void: takes && bill.state == "open" && bill.paid_minor == 0,
        state: bill.state,
    })
}

fn reasons(ctx: &Query, text: Option<&str>) -> Vec<Reason> {
    let all: Vec<Json> = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    all.iter().map(|reason| checkout::said(ctx, reason)).collect()
}
