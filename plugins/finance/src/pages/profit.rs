//! Profit per visit, service, master and hour in a chair (domain.md 2.5): what is left of the month's revenue after
//! discounts, refunds, what the stock gave for it and what providers kept of its payments.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use super::names::{self, Catalogue, Staff};
use super::reports::{Head, ReportPage, Scope};
use crate::model::profit::{self, Sums, per_hour};
use crate::queries;

#[derive(Input, Clone, Copy, PartialEq)]
pub enum By {
    Master,
    Service,
    Visit,
}

#[derive(Input)]
pub struct ProfitPage {
    /// `YYYY-MM`; this month when absent.
    #[input(max_chars = 7)]
    period: Option<String>,
    branch: Option<Id>,
    /// All branches of the reader together.
    all: bool,
    #[input(default = "master")]
    by: By,
    /// Visits behind this day's bill.
    #[input(max_chars = 10)]
    before: Option<String>,
    bill: Option<Id>,
    /// Of visits, which are many; a file is read page by page.
    #[input(range = 1..=1_000, default = 100)]
    limit: i64,
}

#[derive(View)]
pub struct Profit {
    #[view(flatten)]
    head: Head,
    by: &'static str,
    cuts: Vec<&'static str>,
    rows: Vec<Row>,
    revenue_minor: i64,
    materials_minor: i64,
    fees_minor: i64,
    profit_minor: i64,
    minutes: i64,
    hour_minor: Option<i64>,
    /// What an hour has to bring before anything is earned: the month's other costs, over the same hours.
    overhead_hour_minor: Option<i64>,
    /// Where the next page of visits begins, if there is one.
    next: Option<Next>,
}

#[derive(View)]
struct Next {
    before: String,
    bill: Id,
}

#[derive(View)]
struct Row {
    name: String,
    note: String,
    bill_id: Option<Id>,
    sold_milli: i64,
    discount_minor: i64,
    refunded_minor: i64,
    revenue_minor: i64,
    materials_minor: i64,
    fees_minor: i64,
    profit_minor: i64,
    minutes: i64,
    hour_minor: Option<i64>,
}

impl Row {
    fn of(name: String, note: String, bill_id: Option<Id>, sums: &Sums) -> Self {
        Self {
            name,
            note,
            bill_id,
            sold_milli: sums.quantity_milli,
            discount_minor: sums.discount_minor,
            refunded_minor: sums.refunded_minor,
            revenue_minor: sums.revenue_minor(),
            materials_minor: sums.materials_minor,
            fees_minor: sums.fees_minor,
            profit_minor: sums.profit_minor(),
            minutes: sums.minutes,
            hour_minor: sums.hour_minor(),
        }
    }
}

pub fn show(ctx: &Query, page: ProfitPage) -> Result<Profit> {
    let scope = Scope::of(ctx, &ReportPage { period: page.period, branch: page.branch, all: page.all })?;
    let fees = fees(ctx, &scope)?;
    let works = works(ctx, &scope, &fees)?;
    let mut total = Sums::default();
    works.iter().for_each(|work| total += work.sums);
    let mut next = None;
    let rows = match page.by {
        By::Master => masters(ctx, &works)?,
        By::Service => services(ctx, works)?,
        By::Visit => {
            let before = page.before.unwrap_or_else(|| "9999-99-99".into());
            let behind = page.bill.map(|id| id.to_string()).unwrap_or_default();
            let (from, to) = (scope.first.as_str(), scope.last.as_str());
            let sold = queries::visit_sold(ctx, from, to, scope.branch, &before, &behind, page.limit)?;
            let is_full = sold.len() as i64 == page.limit;
            let last = sold.last().filter(|_| is_full);
            next = last.map(|last| Next { before: last.day.clone(), bill: last.bill_id });
            visits(ctx, sold, &fees)?
        }
    };
    Ok(Profit {
        head: scope.head(),
        by: page.by.word(),
        cuts: By::WORDS.to_vec(),
        next,
        rows,
        revenue_minor: total.revenue_minor(),
        materials_minor: total.materials_minor,
        fees_minor: total.fees_minor,
        profit_minor: total.profit_minor(),
        minutes: total.minutes,
        hour_minor: total.hour_minor(),
        overhead_hour_minor: per_hour(overhead(ctx, &scope, total.fees_minor)?, total.minutes),
    })
}

/// One service or good of one master.
struct Work {
    staff_id: Option<Id>,
    subject: Option<String>,
    name: String,
    sums: Sums,
}

/// The month, master by master and service by service; other cuts are sums of it, so they agree.
fn works(ctx: &Query, scope: &Scope, fees: &[Fee]) -> Result<Vec<Work>> {
    let (from, to, branch) = (scope.first.as_str(), scope.last.as_str(), scope.branch);
    let mut works = Works::default();
    let sold = queries::work_sold(ctx, from, to, branch)?;
    // A report sums a service over a month under one name: the catalogue's, in the reader's language.
    let catalogue = Catalogue::read(ctx, sold.iter().map(|one| (one.kind.as_str(), one.subject.as_deref())))?;
    for one in sold {
        let today = catalogue.today(ctx, one.subject.as_deref());
        let work = works.at(one.staff_id, one.subject);
        work.name = today.unwrap_or(one.name);
        work.sums += Sums {
            quantity_milli: one.quantity_milli,
            list_minor: one.total_minor + one.discount_minor,
            discount_minor: one.discount_minor,
            ..Sums::default()
        };
    }
    for one in queries::work_refunded(ctx, from, to, branch)? {
        works.at(one.staff_id, one.subject).sums.refunded_minor += one.amount_minor;
    }
    for one in queries::work_materials(ctx, from, to, branch)? {
        works.at(one.staff_id, one.service_id.map(|id| id.to_string())).sums.materials_minor +=
            one.cost_minor;
    }
    for one in queries::work_goods(ctx, from, to, branch)? {
        works.at(one.staff_id, Some(one.item_id.to_string())).sums.materials_minor += one.cost_minor;
    }
    for one in queries::work_minutes(ctx, from, to, branch)? {
        works.at(Some(one.staff_id), Some(one.service_id.to_string())).sums.minutes += one.minutes;
    }
    for one in fees {
        works.at(one.staff_id, one.subject.clone()).sums.fees_minor += one.fee_minor;
    }
    Ok(works.0.into_values().collect())
}

/// What providers kept of one line of a bill: of its services and goods, which alone are on this page.
struct Fee {
    bill_id: Id,
    staff_id: Option<Id>,
    subject: Option<String>,
    fee_minor: i64,
}

/// Rows of one statement.
const FEE_LINES: i64 = 4_000;

fn fees(ctx: &Query, scope: &Scope) -> Result<Vec<Fee>> {
    let (from, to) = (scope.first.as_str(), scope.last.as_str());
    let mut lines: Vec<queries::FeeLine> = Vec::new();
    loop {
        let (bill, line) =
            lines.last().map_or((String::new(), 0), |one| (one.bill_id.to_string(), one.position));
        let more = queries::fee_lines(ctx, from, to, scope.branch, &bill, line, FEE_LINES)?;
        let is_full = more.len() as i64 == FEE_LINES;
        lines.extend(more);
        if !is_full {
            break;
        }
    }
    let mut fees = Vec::new();
    for bill in lines.chunk_by(|one, next| one.bill_id == next.bill_id) {
        let values: Vec<i64> = bill.iter().map(|line| line.total_minor).collect();
        let parts = profit::fees(bill[0].fee_minor, &values);
        let sold =
            bill.iter().zip(parts).filter(|(line, _)| matches!(line.kind.as_str(), "service" | "product"));
        fees.extend(sold.map(|(line, fee_minor)| Fee {
            bill_id: line.bill_id,
            staff_id: line.staff_id,
            subject: line.subject.clone(),
            fee_minor,
        }));
    }
    Ok(fees)
}

#[derive(Default)]
struct Works(BTreeMap<(Option<Id>, Option<String>), Work>);

impl Works {
    fn at(&mut self, staff_id: Option<Id>, subject: Option<String>) -> &mut Work {
        let fresh = Work { staff_id, subject: subject.clone(), name: String::new(), sums: Sums::default() };
        self.0.entry((staff_id, subject)).or_insert(fresh)
    }
}

fn masters(ctx: &Query, works: &[Work]) -> Result<Vec<Row>> {
    let staff = Staff::read(ctx)?;
    let mut sums: BTreeMap<Option<Id>, Sums> = BTreeMap::new();
    for work in works {
        *sums.entry(work.staff_id).or_default() += work.sums;
    }
    let name = |staff_id: Option<Id>| match staff_id {
        Some(_) => staff.of(staff_id),
        None => ctx.t("finance-profit-nobody", json!({})),
    };
    Ok(dearest_first(
        sums.into_iter().map(|(id, sums)| Row::of(name(id), String::new(), None, &sums)).collect(),
    ))
}

/// Services and goods; what the stock gave for nothing that was sold stands by itself.
fn services(ctx: &Query, works: Vec<Work>) -> Result<Vec<Row>> {
    let mut sums: BTreeMap<Option<String>, (String, Sums)> = BTreeMap::new();
    for work in works {
        let entry = sums.entry(work.subject).or_default();
        if entry.0.is_empty() {
            entry.0 = work.name;
        }
        entry.1 += work.sums;
    }
    let other = ctx.t("finance-profit-other", json!({}));
    let row = |(name, sums): (String, Sums)| {
        let name = if name.is_empty() { other.clone() } else { name };
        Row::of(name, String::new(), None, &sums)
    };
    Ok(dearest_first(sums.into_values().map(row).collect()))
}

fn dearest_first(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by(|a, b| b.profit_minor.cmp(&a.profit_minor).then_with(|| a.name.cmp(&b.name)));
    rows
}

fn visits(ctx: &Query, sold: Vec<queries::VisitSold>, fees: &[Fee]) -> Result<Vec<Row>> {
    let mut kept: BTreeMap<Id, i64> = BTreeMap::new();
    for fee in fees {
        *kept.entry(fee.bill_id).or_default() += fee.fee_minor;
    }
    let bills: Vec<Id> = sold.iter().map(|one| one.bill_id).collect();
    let visits: Vec<Id> = sold.iter().filter_map(|one| one.appointment_id).collect();
    let clients = names::clients(ctx, sold.iter().filter_map(|one| one.client_id))?;
    let refunded: BTreeMap<Id, i64> = queries::visit_refunded(ctx, &bills)?
        .into_iter()
        .map(|one| (one.bill_id, one.amount_minor))
        .collect();
    let goods: BTreeMap<Id, i64> = queries::visit_goods(ctx, &bills)?
        .into_iter()
        .filter_map(|one| Some((one.bill_id?, one.cost_minor)))
        .collect();
    let materials: BTreeMap<Id, i64> = queries::visit_materials(ctx, &visits)?
        .into_iter()
        .filter_map(|one| Some((one.appointment_id?, one.cost_minor)))
        .collect();
    let minutes: BTreeMap<Id, i64> = queries::visit_minutes(ctx, &visits)?
        .into_iter()
        .map(|one| (one.appointment_id, one.minutes))
        .collect();
    let mut rows = Vec::new();
    for one in sold {
        // Of two bills for one visit the one that stands has its chair and its materials.
        let given_up = one.state == "refunded" && one.others > 0;
        let visit = one.appointment_id.filter(|_| !given_up);
        let took = |from: &BTreeMap<Id, i64>| visit.and_then(|id| from.get(&id)).copied().unwrap_or_default();
        let sums = Sums {
            quantity_milli: 0,
            list_minor: one.total_minor + one.discount_minor,
            discount_minor: one.discount_minor,
            refunded_minor: refunded.get(&one.bill_id).copied().unwrap_or_default(),
            materials_minor: took(&materials) + goods.get(&one.bill_id).copied().unwrap_or_default(),
            fees_minor: kept.get(&one.bill_id).copied().unwrap_or_default(),
            minutes: if one.state == "refunded" { 0 } else { took(&minutes) },
        };
        let client = one.client_id.and_then(|id| clients.get(&id)).cloned();
        let number = ctx.t("finance-bill-number", json!({ "number": one.number.to_string() }));
        let note = format!("{number} · {}", ctx.format("day_month", one.day.as_str())?);
        let name = client.unwrap_or_else(|| ctx.t("finance-profit-guest", json!({})));
        rows.push(Row::of(name, note, Some(one.bill_id), &sums));
    }
    Ok(rows)
}

/// The month's costs that no visit took: rent, pay as it was posted, advertising, shortages. Less the fees that visits
/// took, so that profit less this is what the month left, whenever a provider paid out.
fn overhead(ctx: &Query, scope: &Scope, fees_minor: i64) -> Result<i64> {
    let counted = |one: &&queries::ProfitLine| {
        one.kind == "expense" && !matches!(one.account.as_str(), "cost.materials" | "cost.goods")
    };
    let all = queries::profit(ctx, &scope.period, scope.branch)?;
    Ok(all.iter().filter(counted).map(|one| one.amount_minor).sum::<i64>() - fees_minor)
}
