//! Bills: the list of some days, and one bill with everything that happened to it.

use pardoz_sdk::prelude::*;

use super::checkout::{self, Reason, tone};
use super::names::{self, Catalogue, Choice, Staff};
use crate::bill;
use crate::branch::Place;
use crate::model::tender::Tender;
use crate::online::{self, Offer, Stuck};
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
    /// The page behind this bill, by when it was made.
    before: Option<i64>,
    bill: Option<Id>,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 300)]
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
    /// All there are, and what they sum to.
    count: i64,
    paid_minor: i64,
    debt_minor: i64,
    can_take: bool,
    /// Nobody paid them, and they did not end by themselves.
    stuck: Vec<Stuck>,
    /// Where the next page begins, if there is one.
    next: Option<Next>,
}

#[derive(View)]
struct Next {
    before: i64,
    bill: Id,
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
    // A debt is a debt, whatever day it was made.
    let (first, last) = match state {
        Some("part_paid") => ("0000-00-00", "9999-99-99"),
        _ => (from.as_str(), to.as_str()),
    };
    let (before, behind) = (page.before.unwrap_or(i64::MAX), page.bill.map(|id| id.to_string()));
    let found = match number {
        Some(number) => {
            let mut found = queries::bill_by_number(ctx, number)?;
            found.retain(|bill| bill.branch_id == place.branch_id);
            found
        }
        None => {
            let behind = behind.unwrap_or_default();
            queries::bill_list(ctx, place.branch_id, first, last, state, before, &behind, page.limit)?
        }
    };
    let is_full = number.is_none() && found.len() as i64 == page.limit;
    let next =
        found.last().filter(|_| is_full).map(|bill| Next { before: bill.created_at, bill: bill.bill_id });
    let (count, paid_minor, debt_minor) = match number {
        Some(_) => (
            found.len() as i64,
            found.iter().map(|bill| bill.paid_minor).sum(),
            found.iter().map(|bill| bill.debt_minor).sum(),
        ),
        None => queries::bill_sums(ctx, place.branch_id, first, last, state)?
            .map_or((0, 0, 0), |all| (all.bills, all.paid_minor, all.debt_minor)),
    };
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
        count,
        paid_minor,
        debt_minor,
        bills,
        next,
        can_take: ctx.can("finance.bill.take"),
        stuck: online::stuck(ctx, place.branch_id, None)?,
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
    refunds: Vec<Refunded>,
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
    desks: Vec<Choice>,
    owed_minor: i64,
    /// Where the client can pay the rest from a phone.
    online: Vec<Offer>,
    may_take: bool,
    may_refund: bool,
    may_void: bool,
    /// Nobody paid it, and it did not end by itself.
    is_stuck: bool,
}

#[derive(View)]
pub struct Line {
    bill_line_id: Id,
    kind: String,
    name: String,
    staff: String,
    quantity_milli: i64,
    /// How much of it has gone back.
    back_milli: i64,
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

/// One refund, and why.
#[derive(View)]
struct Refunded {
    amount_minor: i64,
    reason: String,
    person: String,
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
    let lines = queries::bill_lines(ctx, bill.bill_id)?;
    let called = lines.iter().map(|line| (line.kind.as_str(), line.subject.as_deref()));
    let catalogue = Catalogue::read(ctx, called)?;
    let gone = queries::refund_lines(ctx, bill.bill_id)?;
    let back_milli =
        |id: Id| gone.iter().find(|one| one.bill_line_id == id).map_or(0, |one| one.quantity_milli);
    let refunded = |one: queries::RefundSaid| Refunded {
        amount_minor: one.amount_minor,
        reason: one.reason.unwrap_or_default(),
        person: one.person_name.unwrap_or_default(),
        at: one.at,
    };
    let line = |line: queries::BillLine| Line {
        back_milli: back_milli(line.bill_line_id),
        bill_line_id: line.bill_line_id,
        kind: line.kind,
        name: catalogue.sold(ctx, line.subject.as_deref(), line.name),
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
    let online =
        if takes && owed_minor > 0 { online::offers(ctx, Some((&bill).into()))? } else { Vec::new() };
    let refunds = ctx.can("finance.bill.refund");
    let tenders = queries::bill_tenders(ctx, bill.bill_id)?;
    let ends = |one: &queries::BillTender| {
        let tender = Tender::from_word(&one.tender);
        tender.is_some_and(|tender| bill::ends_alone(tender) || refunds && bill::from_desk(tender))
    };
    let may_void = takes && bill.state == "open" && tenders.iter().all(ends);
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
        lines: lines.into_iter().map(line).collect(),
        tenders: tenders.into_iter().map(taken).collect(),
        refunds: queries::refunds_of_bill(ctx, bill.bill_id)?.into_iter().map(refunded).collect(),
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
        tender_options: by_hand(ctx)?,
        desks: names::desks(ctx, place.branch_id)?,
        owed_minor,
        online,
        may_take: takes && matches!(bill.state.as_str(), "open" | "part_paid"),
        may_refund: refunds && bill.paid_minor > 0 && bill.state != "open",
        may_void,
        is_stuck: !online::stuck(ctx, bill.branch_id, Some(bill.bill_id))?.is_empty(),
        state: bill.state,
    })
}

/// What a desk can write down as the rest of a bill. A provider that is on tells of its payments itself.
fn by_hand(ctx: &Query) -> Result<Vec<checkout::TenderView>> {
    let ready = online::ready(ctx)?;
    let mut all = checkout::tenders(Tender::Cash, &[]);
    all.retain(|one| !Tender::from_word(one.tender).is_some_and(|tender| ready.contains(&tender)));
    Ok(all)
}

fn reasons(ctx: &Query, text: Option<&str>) -> Vec<Reason> {
    let all: Vec<Json> = text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    all.iter().map(|reason| checkout::said(ctx, reason)).collect()
}
