//! Three different truths (R-F2): money by date, profit by the month it belongs to, and what the salon owes; and the
//! plan of the month (R-F5).

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use crate::branch::Place;
use crate::model::budget::{self, Standing};
use crate::model::clock;
use crate::queries;

const READ: &str = "finance.report.read";

#[derive(Input)]
pub struct ReportPage {
    /// `YYYY-MM`; this month when absent.
    #[input(max_chars = 7)]
    pub period: Option<String>,
    pub branch: Option<Id>,
    /// All branches of the reader together.
    pub all: bool,
}

/// What every report says of the time and the place it is about.
#[derive(View)]
pub struct Head {
    period: String,
    previous: String,
    next: String,
    branch_id: Id,
    branch: String,
    branches: Vec<Choice>,
    all: bool,
}

#[derive(View)]
pub struct Report {
    #[view(flatten)]
    head: Head,
    cash: Vec<CashRow>,
    cash_in_minor: i64,
    cash_out_minor: i64,
    income: Vec<Row>,
    expenses: Vec<Row>,
    income_minor: i64,
    expense_minor: i64,
    profit_minor: i64,
    owed: Vec<Row>,
    owed_minor: i64,
    due_to_us: Vec<Row>,
    between: Vec<Between>,
    /// Today's debts are settled, not those of a month that is over.
    may_settle: bool,
    plans: Vec<PlanRow>,
    subjects: Vec<Choice>,
    may_plan: bool,
    /// All of it as rows of a file.
    figures: Vec<Figure>,
}

#[derive(View)]
struct Figure {
    section: String,
    label: String,
    amount_minor: i64,
}

#[derive(View)]
struct CashRow {
    label: String,
    in_minor: i64,
    out_minor: i64,
}

#[derive(View)]
struct Row {
    label: String,
    amount_minor: i64,
}

#[derive(View)]
struct PlanRow {
    label: String,
    plan_minor: i64,
    fact_minor: i64,
    used_percent: i64,
    deviation_percent: i64,
    projection_minor: i64,
    alert: bool,
    /// More of it is better: revenue above its pace is no warning.
    earns: bool,
    /// Paid once a month (rent): it has no pace, only a plan.
    fixed: bool,
}

/// R-M2: what one branch owes another until the end of the month, netted a pair.
#[derive(View)]
struct Between {
    debtor: String,
    creditor: String,
    debtor_id: Option<Id>,
    creditor_id: Id,
    amount_minor: i64,
}

/// What a report is about.
pub struct Scope {
    pub place: Place,
    pub period: String,
    pub first: Day,
    pub last: Day,
    /// Nothing: all branches together.
    pub branch: Option<Id>,
}

impl Scope {
    pub fn of(ctx: &Query, page: &ReportPage) -> Result<Self> {
        let place = Place::find(ctx, page.branch, READ)?;
        let period = match page.period.as_deref().filter(|period| !period.is_empty()) {
            Some(period) => period.to_owned(),
            None => clock::period(&place.today),
        };
        let (first, last) = clock::month(&period).ok_or_else(|| field("period", "finance-error-period"))?;
        // Everything together is for those whose right reaches everything.
        let all = page.all && ctx.scope(READ) == Some(pardoz_sdk::prelude::Scope::Salon);
        let branch = (!all).then_some(place.branch_id);
        Ok(Self { place, period, first, last, branch })
    }

    pub fn head(&self) -> Head {
        Head {
            period: self.period.clone(),
            previous: clock::period(&self.first.plus(-1)),
            next: clock::period(&self.last.plus(1)),
            branch_id: self.place.branch_id,
            branch: self.place.name().to_owned(),
            branches: names::branches(&self.place),
            all: self.branch.is_none(),
        }
    }
}

pub fn show(ctx: &Query, page: ReportPage) -> Result<Report> {
    let scope = Scope::of(ctx, &page)?;
    let branch = scope.branch;
    let categories = queries::category_list(ctx)?;
    let label = |account: &str, category: Option<&str>| match category {
        Some(code) if account == "expense" || account == "income.other" => {
            let own = categories.iter().find(|one| one.category == code);
            names::category(ctx, code, own.and_then(|one| one.name.as_deref()))
        }
        _ => names::account(ctx, account, None),
    };
    let cash = cash(ctx, &scope, &categories)?;
    let (mut income, mut expenses): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
    for one in queries::profit(ctx, &scope.period, branch)? {
        let is_income = one.kind == "income";
        let amount_minor = if is_income { -one.amount_minor } else { one.amount_minor };
        add(
            if is_income { &mut income } else { &mut expenses },
            label(&one.account, one.category.as_deref()),
            amount_minor,
        );
    }
    let (mut owed, mut due_to_us) = (Vec::new(), Vec::new());
    for one in queries::liabilities_at(ctx, scope.last.as_str(), branch)? {
        let name = names::account(ctx, &one.account, None);
        match one.account.as_str() {
            "receivable" => add(&mut due_to_us, name, one.balance_minor),
            // Between branches of one salon nothing is owed to anybody outside.
            "interbranch" if branch.is_none() => {}
            _ => add(&mut owed, name, -one.balance_minor),
        }
    }
    let sum = |rows: &[Row]| rows.iter().map(|row| row.amount_minor).sum::<i64>();
    let figures = figures(ctx, &cash, [&income, &expenses, &owed, &due_to_us]);
    let (income_minor, expense_minor) = (sum(&income), sum(&expenses));
    Ok(Report {
        head: scope.head(),
        cash_in_minor: cash.iter().map(|row| row.in_minor).sum(),
        cash_out_minor: cash.iter().map(|row| row.out_minor).sum(),
        cash,
        profit_minor: income_minor - expense_minor,
        income_minor,
        expense_minor,
        owed_minor: sum(&owed),
        income,
        expenses,
        owed,
        due_to_us,
        between: between(ctx, &scope)?,
        may_settle: ctx.can(super::operations::POST) && scope.period == clock::period(&scope.place.today),
        plans: plans(ctx, &scope.place, &scope.period, branch)?,
        subjects: subjects(ctx)?,
        may_plan: ctx.can("finance.budget.write"),
        figures,
    })
}

/// Money by date, then income, expenses, what is owed by the salon and to it.
fn figures(ctx: &Query, cash: &[CashRow], truths: [&Vec<Row>; 4]) -> Vec<Figure> {
    let figure = |section: &str, label: &str, amount_minor: i64| Figure {
        section: ctx.t(&format!("finance-section-{section}"), json!({})),
        label: label.to_owned(),
        amount_minor,
    };
    let moved = cash.iter().flat_map(|row| {
        [figure("cash-in", &row.label, row.in_minor), figure("cash-out", &row.label, row.out_minor)]
    });
    let mut all: Vec<Figure> = moved.filter(|one| one.amount_minor != 0).collect();
    for (section, rows) in ["income", "expense", "owed", "due"].iter().zip(truths) {
        all.extend(rows.iter().map(|row| figure(section, &row.label, row.amount_minor)));
    }
    all
}

fn add(rows: &mut Vec<Row>, label: String, amount_minor: i64) {
    match rows.iter_mut().find(|row| row.label == label) {
        Some(row) => row.amount_minor += amount_minor,
        None => rows.push(Row { label, amount_minor }),
    }
    rows.retain(|row| row.amount_minor != 0);
}

fn cash(ctx: &Query, scope: &Scope, categories: &[queries::Category]) -> Result<Vec<CashRow>> {
    let mut rows: Vec<CashRow> = Vec::new();
    for one in queries::cash_flow(ctx, scope.first.as_str(), scope.last.as_str(), scope.branch)? {
        let category =
            one.category.as_deref().and_then(|code| categories.iter().find(|c| c.category == code));
        let label = match category {
            Some(category) => names::category(ctx, &category.category, category.name.as_deref()),
            // The rest of a payout moved inside: what left the salon is the fee.
            None if one.category.as_deref() == Some("payout") => names::account(ctx, "fees", None),
            None => match (one.kind.as_str(), one.category.as_deref()) {
                ("operation", Some(kind)) => {
                    ctx.t(&format!("finance-kind-{}", kind.replace('_', "-")), json!({}))
                }
                (kind, _) => ctx.t(&format!("finance-entry-{}", kind.replace('_', "-")), json!({})),
            },
        };
        match rows.iter_mut().find(|row| row.label == label) {
            Some(row) => {
                row.in_minor += one.in_minor;
                row.out_minor += one.out_minor;
            }
            None => rows.push(CashRow { label, in_minor: one.in_minor, out_minor: one.out_minor }),
        }
    }
    Ok(rows)
}

/// The month's plans with their pace (R-F5): of revenue, and of expenses by category.
fn plans(ctx: &Query, place: &Place, period: &str, branch: Option<Id>) -> Result<Vec<PlanRow>> {
    let mut plans: BTreeMap<String, i64> = BTreeMap::new();
    for one in queries::budget_list(ctx, period, branch)? {
        *plans.entry(one.subject).or_default() += one.plan_minor;
    }
    if plans.is_empty() {
        return Ok(Vec::new());
    }
    let Some((first, last)) = clock::month(period) else { return Ok(Vec::new()) };
    let until = if place.today < last { place.today } else { last };
    let facts = queries::fact_days(ctx, period, place.today.as_str(), branch)?;
    let fact = |subject: &str| -> i64 {
        let of = |one: &&queries::FactDay| match subject {
            "revenue" => one.kind == "income",
            _ => one.account == "expense" && one.category.as_deref() == Some(subject),
        };
        let sum: i64 = facts.iter().filter(of).map(|one| one.amount_minor).sum();
        if subject == "revenue" { -sum } else { sum }
    };
    let (elapsed, days) = (until.since(first) + 1, last.since(first) + 1);
    let names: Vec<Choice> = subjects(ctx)?;
    let monthly = monthly(ctx, place, branch)?;
    let row = |(subject, plan_minor): (String, i64)| {
        let fact_minor = fact(&subject);
        let fixed = monthly.contains(&subject);
        // Before the month begins there is no pace: the plan stands there with nothing used.
        let standing = budget::standing(plan_minor, fact_minor, elapsed, days).unwrap_or(Standing {
            used_percent: 0,
            pace_minor: 0,
            deviation_minor: 0,
            deviation_percent: 0,
            projection_minor: plan_minor,
            alert: false,
        });
        let label = names.iter().find(|one| one.value == subject).map(|one| one.label.clone());
        PlanRow {
            label: label.unwrap_or_else(|| subject.clone()),
            plan_minor,
            fact_minor,
            used_percent: standing.used_percent,
            deviation_percent: standing.deviation_percent,
            projection_minor: if fixed { fact_minor.max(plan_minor) } else { standing.projection_minor },
            alert: if fixed { fact_minor > plan_minor } else { standing.alert && subject != "revenue" },
            earns: subject == "revenue",
            fixed,
        }
    };
    let mut rows: Vec<PlanRow> = plans.into_iter().map(row).collect();
    rows.sort_by_key(|row| !row.earns);
    Ok(rows)
}

/// Categories of expenses that are paid once a month: rent, and what a rule of the payment calendar says so of.
fn monthly(ctx: &Query, place: &Place, branch: Option<Id>) -> Result<Vec<String>> {
    let mut all = vec!["rent".to_owned()];
    for one in place.branches.iter().filter(|one| branch.is_none_or(|id| id == one.branch_id)) {
        let rules = queries::recurring_list(ctx, one.branch_id)?;
        let paid = rules.into_iter().filter(|rule| rule.direction == "out" && rule.every == "month");
        all.extend(paid.map(|rule| rule.category));
    }
    Ok(all)
}

/// Above zero in a branch's own books: the other one owes it. The other one's books say the same with the other sign.
fn between(ctx: &Query, scope: &Scope) -> Result<Vec<Between>> {
    let branches = queries::branch_list(ctx)?;
    let name =
        |id: Id| branches.iter().find(|b| b.branch_id == id).map(|b| b.name.clone()).unwrap_or_default();
    let owed = |one: &queries::Interbranch| {
        let seen = scope.branch.is_none_or(|own| own == one.branch_id || Some(own) == one.counterparty_id);
        seen && one.amount_minor > 0
    };
    let row = |one: queries::Interbranch| Between {
        debtor: one.counterparty_id.map(name).unwrap_or_default(),
        creditor: name(one.branch_id),
        debtor_id: one.counterparty_id,
        creditor_id: one.branch_id,
        amount_minor: one.amount_minor,
    };
    Ok(queries::interbranch(ctx, &scope.period)?.into_iter().filter(owed).map(row).collect())
}

fn subjects(ctx: &Query) -> Result<Vec<Choice>> {
    let mut all = vec![Choice { value: "revenue".into(), label: ctx.t("finance-revenue", json!({})) }];
    let expenses = queries::category_list(ctx)?.into_iter().filter(|one| one.kind == "expense");
    all.extend(expenses.map(|one| Choice {
        label: names::category(ctx, &one.category, one.name.as_deref()),
        value: one.category,
    }));
    Ok(all)
}

#[derive(Input)]
pub struct Plan {
    branch: Option<Id>,
    #[input(min_chars = 7, max_chars = 7)]
    period: String,
    #[input(min_chars = 1, max_chars = 60)]
    subject: String,
    #[input(money, range = 0..=100_000_000_000_000i64)]
    plan_minor: i64,
}

pub fn save_plan(ctx: &mut Mutation, input: Plan) -> Result<Redirect> {
    let place = Place::find(ctx, input.branch, "finance.budget.write")?;
    if clock::month(&input.period).is_none() {
        return Err(field("period", "finance-error-period"));
    }
    if !subjects(ctx)?.iter().any(|one| one.value == input.subject) {
        return Err(field("subject", "finance-error-choose"));
    }
    let (id, now, branch_id) = (ctx.new_id(), ctx.now(), place.branch_id);
    queries::upsert_budget(ctx, id, &input.period, branch_id, &input.subject, input.plan_minor, now)?;
    let back = redirect("report").with("period", &input.period).with("branch", branch_id);
    Ok(back.toast("finance-toast-saved").data(json!({ "plan_minor": input.plan_minor })))
}

// --- widgets ---

#[derive(View)]
pub struct Today {
    day: Day,
    total_minor: i64,
    bills: i64,
    average_minor: i64,
    rows: Vec<Share>,
}

#[derive(View)]
struct Share {
    label: String,
    percent: i64,
    text: String,
}

/// Today's takings by tender; certificates and memberships are not money.
pub fn today(ctx: &Query) -> Result<Today> {
    let place = Place::find(ctx, None, READ)?;
    let day = place.today;
    let branch = place.branch_id;
    let taken = queries::takings(ctx, day.as_str(), day.as_str(), Some(branch))?;
    let money: Vec<&queries::Takings> =
        taken.iter().filter(|one| one.money && one.amount_minor > 0).collect();
    let total_minor: i64 = money.iter().map(|one| one.amount_minor).sum();
    let bills = queries::bill_count(ctx, day.as_str(), Some(branch))?.map_or(0, |row| row.bills);
    let percent =
        |amount: i64| i64::try_from(i128::from(amount) * 100 / i128::from(total_minor.max(1))).unwrap_or(0);
    let mut rows = Vec::new();
    for one in money {
        let text = ctx.format("money", one.amount_minor)?;
        rows.push(Share { label: names::tender(ctx, &one.tender), percent: percent(one.amount_minor), text });
    }
    Ok(Today {
        day,
        total_minor,
        bills,
        average_minor: money::share(total_minor, 1, bills).filter(|_| bills > 0).unwrap_or_default(),
        rows,
    })
}

#[derive(View)]
pub struct PlanWidget {
    period: String,
    rows: Vec<PlanRow>,
}

pub fn plan(ctx: &Query) -> Result<PlanWidget> {
    let place = Place::find(ctx, None, READ)?;
    let period = clock::period(&place.today);
    let mut rows = plans(ctx, &place, &period, Some(place.branch_id))?;
    rows.truncate(4);
    Ok(PlanWidget { period, rows })
}

#[derive(View)]
pub struct Liabilities {
    total_minor: i64,
    rows: Vec<Row>,
    debts_minor: i64,
    /// When the invariants last held.
    checked_at: Option<i64>,
    faults: i64,
}

/// What the salon owes, and when the books last balanced.
pub fn liabilities(ctx: &Query) -> Result<Liabilities> {
    let place = Place::find(ctx, None, READ)?;
    let (mut rows, mut debts_minor) = (Vec::new(), 0);
    // Whose right ends at their branch sees what that branch owes.
    let whole = ctx.scope(READ) == Some(pardoz_sdk::prelude::Scope::Salon);
    for one in queries::balances(ctx, (!whole).then_some(place.branch_id))? {
        match one.kind.as_str() {
            "liability" => {
                add(&mut rows, names::account(ctx, &one.account, one.name.as_deref()), -one.balance_minor)
            }
            "receivable" => debts_minor = one.balance_minor,
            _ => {}
        }
    }
    ctx.holds_until(clock::end_of(place.today, &place.zone).unwrap_or_else(|| ctx.now()));
    let last = queries::last_check(ctx)?;
    Ok(Liabilities {
        total_minor: rows.iter().map(|row| row.amount_minor).sum(),
        rows,
        debts_minor,
        checked_at: last.as_ref().map(|last| last.at),
        faults: last.map_or(0, |last| last.faults),
    })
}
