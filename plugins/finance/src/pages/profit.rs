//! Profit per visit, service, master and hour in a chair (domain.md 2.5): what is left of the month's revenue after
//! discounts, refunds and what the stock gave for it.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use super::names::{self, Staff};
use super::reports::{Head, ReportPage, Scope};
use crate::model::profit::{Sums, per_hour};
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
    /// Of visits, which are many; a file asks for as many as there may be.
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
    profit_minor: i64,
    minutes: i64,
    hour_minor: Option<i64>,
    /// What an hour has to bring before anything is earned: the month's other costs, over the same hours.
    overhead_hour_minor: Option<i64>,
    /// There are more visits than the page shows.
    more: bool,
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
            profit_minor: sums.profit_minor(),
            minutes: sums.minutes,
            hour_minor: sums.hour_minor(),
        }
    }
}

pub fn show(ctx: &Query, page: ProfitPage) -> Result<Profit> {
    let scope = Scope::of(ctx, &ReportPage { period: page.period, branch: page.branch, all: page.all })?;
    let works = works(ctx, &scope)?;
    let mut total = Sums::default();
    works.iter().for_each(|work| total += work.sums);
    let rows = match page.by {
        By::Master => masters(ctx, &works)?,
        By::Service => services(ctx, works)?,
        By::Visit => visits(ctx, &scope, page.limit)?,
    };
    Ok(Profit {
        head: scope.head(),
        by: page.by.word(),
        cuts: By::WORDS.to_vec(),
        more: page.by == By::Visit && i64::try_from(rows.len()).is_ok_and(|shown| shown >= page.limit),
        rows,
        revenue_minor: total.revenue_minor(),
        materials_minor: total.materials_minor,
        profit_minor: total.profit_minor(),
        minutes: total.minutes,
        hour_minor: total.hour_minor(),
        overhead_hour_minor: per_hour(overhead(ctx, &scope)?, total.minutes),
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
fn works(ctx: &Query, scope: &Scope) -> Result<Vec<Work>> {
    let (from, to, branch) = (scope.first.as_str(), scope.last.as_str(), scope.branch);
    let mut works = Works::default();
    for one in queries::work_sold(ctx, from, to, branch)? {
        let work = works.at(one.staff_id, one.subject);
        work.name = one.name;
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
    Ok(works.0.into_values().collect())
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

fn visits(ctx: &Query, scope: &Scope, limit: i64) -> Result<Vec<Row>> {
    let (from, to) = (scope.first.as_str(), scope.last.as_str());
    let sold = queries::visit_sold(ctx, from, to, scope.branch, limit)?;
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
    // Of two bills for one visit the one that stands has its chair and its materials.
    let live: Vec<Id> =
        sold.iter().filter(|one| one.state != "refunded").filter_map(|one| one.appointment_id).collect();
    let mut rows = Vec::new();
    for one in sold {
        let given_up = one.state == "refunded" && one.appointment_id.is_some_and(|id| live.contains(&id));
        let visit = one.appointment_id.filter(|_| !given_up);
        let took = |from: &BTreeMap<Id, i64>| visit.and_then(|id| from.get(&id)).copied().unwrap_or_default();
        let sums = Sums {
            quantity_milli: 0,
            list_minor: one.total_minor + one.discount_minor,
            discount_minor: one.discount_minor,
            refunded_minor: refunded.get(&one.bill_id).copied().unwrap_or_default(),
            materials_minor: took(&materials) + goods.get(&one.bill_id).copied().unwrap_or_default(),
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

/// The month's costs that no visit took: rent, pay as it was posted, advertising, fees, shortages.
fn overhead(ctx: &Query, scope: &Scope) -> Result<i64> {
    let counted = |one: &&queries::ProfitLine| {
        one.kind == "expense" && !matches!(one.account.as_str(), "cost.materials" | "cost.goods")
    };
    let all = queries::profit(ctx, &scope.period, scope.branch)?;
    Ok(all.iter().filter(counted).map(|one| one.amount_minor).sum())
}
