//! The payment calendar (R-F5): planned in and out by day, what is left each evening, and a warning before the money
//! runs out. "Paid" makes the entry; a rule's payment of a day is settled once.

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use super::operations;
use crate::book::{self, Entry};
use crate::branch::Place;
use crate::desk;
use crate::model::calendar::{self, Every};
use crate::model::clock;
use crate::model::entry::{Line, Lines};
use crate::queries::{self, Planned, Recurring};

const READ: &str = "finance.report.read";
/// How far back an unsettled payment of a rule is still asked for, days.
const OVERDUE_DAYS: i64 = 31;

#[derive(Input)]
pub struct CalendarPage {
    branch: Option<Id>,
    #[input(range = 7..=92, default = 30)]
    days: i64,
    /// Without what booked visits would bring.
    sure: bool,
}

#[derive(View)]
pub struct Calendar {
    branch_id: Id,
    branches: Vec<Choice>,
    today: Day,
    days: i64,
    sure: bool,
    balance_minor: i64,
    in_minor: i64,
    out_minor: i64,
    end_minor: i64,
    gap_day: Option<Day>,
    gap_minor: i64,
    rows: Vec<DayRow>,
    /// The same, one payment a row: the file.
    payments: Vec<Payment>,
    rules: Vec<RuleRow>,
    accounts: Vec<Choice>,
    categories: Vec<Choice>,
    may_post: bool,
}

#[derive(View)]
struct DayRow {
    day: Day,
    items: Vec<Item>,
    in_minor: i64,
    out_minor: i64,
    balance_minor: i64,
    short: bool,
}

#[derive(View, Clone)]
struct Item {
    name: String,
    note: String,
    amount_minor: i64,
    /// Due before today and not settled.
    overdue: bool,
    due: Day,
    planned_id: Option<Id>,
    recurring_id: Option<Id>,
    /// Visits are paid at the checkout.
    settles: bool,
}

#[derive(View)]
struct Payment {
    day: Day,
    due: Day,
    name: String,
    note: String,
    amount_minor: i64,
    /// What is left that evening.
    balance_minor: i64,
}

#[derive(View)]
struct RuleRow {
    recurring_id: Id,
    name: String,
    category: String,
    every: String,
    on_day: i64,
    amount_minor: i64,
}

pub fn show(ctx: &Query, page: CalendarPage) -> Result<Calendar> {
    let place = Place::find(ctx, page.branch, READ)?;
    let last = place.today.plus(page.days - 1);
    let rules = queries::recurring_list(ctx, place.branch_id)?;
    let all = queries::category_list(ctx)?;
    let mut items = planned(ctx, &place, &rules, &all, last)?;
    if !page.sure {
        items.extend(booked(ctx, &place, last)?);
    }
    let money = |one: &&queries::Balance| matches!(one.kind.as_str(), "cash" | "bank");
    let balance_minor = queries::balances(ctx, Some(place.branch_id))?
        .iter()
        .filter(money)
        .map(|one| one.balance_minor)
        .sum();
    // What is overdue has to be paid today.
    let on = |item: &Item| item.due.max(place.today);
    let payments: Vec<(Day, i64)> = items.iter().map(|item| (on(item), item.amount_minor)).collect();
    let evenings = calendar::evenings(balance_minor, &payments);
    let gap = calendar::gap(&evenings);
    let row = |one: &calendar::Evening| DayRow {
        day: one.day,
        items: items.iter().filter(|item| on(item) == one.day).cloned().collect(),
        in_minor: one.in_minor,
        out_minor: one.out_minor,
        balance_minor: one.balance_minor,
        short: one.balance_minor < 0,
    };
    let rows: Vec<DayRow> = evenings.iter().map(row).collect();
    let payment = |day: &DayRow, item: &Item| Payment {
        day: day.day,
        due: item.due,
        name: item.name.clone(),
        note: item.note.clone(),
        amount_minor: item.amount_minor,
        balance_minor: day.balance_minor,
    };
    let payments = rows.iter().flat_map(|day| day.items.iter().map(move |item| payment(day, item))).collect();
    Ok(Calendar {
        branch_id: place.branch_id,
        branches: names::branches(&place),
        today: place.today,
        days: page.days,
        sure: page.sure,
        balance_minor,
        in_minor: evenings.iter().map(|one| one.in_minor).sum(),
        out_minor: evenings.iter().map(|one| one.out_minor).sum(),
        end_minor: evenings.last().map_or(balance_minor, |one| one.balance_minor),
        gap_day: gap.map(|one| one.day),
        gap_minor: gap.map_or(0, |one| -one.balance_minor),
        rows,
        payments,
        accounts: operations::money_accounts(ctx, &place)?,
        categories: categories(ctx, &all),
        may_post: ctx.can(operations::POST),
        rules: rules
            .into_iter()
            .map(|one| RuleRow {
                recurring_id: one.recurring_id,
                category: category_name(ctx, &all, &one.category),
                name: one.name,
                every: one.every,
                on_day: one.on_day,
                amount_minor: signed(&one.direction, one.amount_minor),
            })
            .collect(),
    })
}

fn signed(direction: &str, amount_minor: i64) -> i64 {
    if direction == "in" { amount_minor } else { -amount_minor }
}

/// Payments of rules and single ones that nobody has settled.
fn planned(
    ctx: &Query,
    place: &Place,
    rules: &[Recurring],
    all: &[queries::Category],
    last: Day,
) -> Result<Vec<Item>> {
    let first = place.today.plus(-OVERDUE_DAYS);
    let known = queries::planned_list(ctx, place.branch_id, first.as_str(), last.as_str())?;
    let mut items = Vec::new();
    for rule in rules {
        let Some(every) = Every::from_word(&rule.every) else { continue };
        let begins = Day::parse(&rule.from_day)?.max(first);
        let ends = match rule.until_day.as_deref() {
            Some(until) => Day::parse(until)?.min(last),
            None => last,
        };
        for due in calendar::due_days(every, rule.on_day, begins, ends) {
            let settled =
                |one: &Planned| one.recurring_id == Some(rule.recurring_id) && one.day == due.as_str();
            if !known.iter().any(settled) {
                items.push(Item {
                    name: rule.name.clone(),
                    note: category_name(ctx, all, &rule.category),
                    amount_minor: signed(&rule.direction, rule.amount_minor),
                    overdue: due < place.today,
                    due,
                    planned_id: None,
                    recurring_id: Some(rule.recurring_id),
                    settles: true,
                });
            }
        }
    }
    for one in known.iter().filter(|one| one.state == "planned") {
        let due = Day::parse(&one.day)?;
        items.push(Item {
            name: one.name.clone(),
            note: category_name(ctx, all, &one.category),
            amount_minor: signed(&one.direction, one.amount_minor),
            overdue: due < place.today,
            due,
            planned_id: Some(one.planned_id),
            recurring_id: None,
            settles: true,
        });
    }
    Ok(items)
}

/// What booked visits would bring, if all of them come.
fn booked(ctx: &Query, place: &Place, last: Day) -> Result<Vec<Item>> {
    let item = |one: queries::BookedDay| {
        Ok(Item {
            name: ctx.t("finance-calendar-visits", json!({ "count": one.visits })),
            note: String::new(),
            amount_minor: one.total_minor,
            overdue: false,
            due: Day::parse(&one.day)?,
            planned_id: None,
            recurring_id: None,
            settles: false,
        })
    };
    queries::booked_days(ctx, place.branch_id, place.today.as_str(), last.as_str())?
        .into_iter()
        .map(item)
        .collect()
}

fn category_name(ctx: &Query, all: &[queries::Category], code: &str) -> String {
    let own = all.iter().find(|one| one.category == code).and_then(|one| one.name.as_deref());
    names::category(ctx, code, own)
}

/// Expenses and incomes in one list; which it is says the direction.
fn categories(ctx: &Query, all: &[queries::Category]) -> Vec<Choice> {
    let choice = |one: &queries::Category| Choice {
        label: names::category(ctx, &one.category, one.name.as_deref()),
        value: one.category.clone(),
    };
    all.iter().filter(|one| one.archived_at.is_none()).map(choice).collect()
}

#[derive(Input)]
pub struct NewPayment {
    branch: Option<Id>,
    #[input(min_chars = 1, max_chars = 120)]
    name: String,
    #[input(max_chars = 60)]
    category: String,
    #[input(max_chars = 60)]
    account: String,
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: i64,
    /// The day it falls due; of one that repeats, the first.
    day: Day,
    /// `month` or `week`; once when absent.
    #[input(max_chars = 10)]
    every: Option<String>,
    until: Option<Day>,
}

/// A payment ahead, once or again and again: on the same day of the month or of the week.
pub fn plan(ctx: &mut Mutation, input: NewPayment) -> Result<Redirect> {
    let place = Place::find(ctx, input.branch, operations::POST)?;
    if !operations::money_accounts(ctx, &place)?.iter().any(|one| one.value == input.account) {
        return Err(field("account", "finance-error-account"));
    }
    let all = queries::category_list(ctx)?;
    let category = all.iter().find(|one| one.category == input.category);
    let direction = match category.map(|one| one.kind.as_str()) {
        Some("income") => "in",
        Some(_) => "out",
        None => return Err(field("category", "finance-error-choose")),
    };
    let (id, now, branch_id) = (ctx.new_id(), ctx.now(), place.branch_id);
    let (name, day) = (input.name.trim(), input.day);
    let back = redirect("calendar").with("branch", branch_id).toast("finance-toast-saved");
    let Some(every) = input.every.as_deref().filter(|every| !every.is_empty()) else {
        if day < place.today {
            return Err(field("day", "finance-error-day-past"));
        }
        queries::insert_planned(
            ctx,
            id,
            None,
            branch_id,
            day.as_str(),
            name,
            direction,
            &input.category,
            &input.account,
            input.amount_minor,
            "planned",
            None,
            now,
        )?;
        return Ok(back.created(json!({ "planned_id": id })));
    };
    let every = Every::from_word(every).ok_or_else(|| field("every", "finance-error-choose"))?;
    if input.until.is_some_and(|until| until < day) {
        return Err(field("until", "finance-error-day"));
    }
    let on_day = match every {
        Every::Month => day.day(),
        Every::Week => i64::from(day.weekday().to_monday_one_offset()),
    };
    queries::insert_recurring(
        ctx,
        id,
        branch_id,
        name,
        direction,
        &input.category,
        &input.account,
        input.amount_minor,
        every.word(),
        on_day,
        day.as_str(),
        input.until.as_ref().map(Day::as_str),
        now,
    )?;
    Ok(back.created(json!({ "recurring_id": id })))
}

#[derive(Input)]
pub struct Which {
    recurring_id: Id,
}

pub fn end(ctx: &mut Mutation, which: Which) -> Result<Redirect> {
    let rule =
        queries::recurring(ctx, which.recurring_id)?.ok_or_else(|| not_found("finance-error-choose"))?;
    let place = Place::find(ctx, Some(rule.branch_id), operations::POST)?;
    let now = ctx.now();
    queries::archive_recurring(ctx, now, which.recurring_id)?;
    let back = redirect("calendar").with("branch", place.branch_id).toast("finance-toast-saved");
    Ok(back.data(json!({ "recurring_id": which.recurring_id })))
}

#[derive(Input)]
pub struct Settling {
    planned_id: Option<Id>,
    recurring_id: Option<Id>,
    /// Of a rule: which of its days.
    day: Option<Day>,
    /// It was dropped, not paid.
    skip: bool,
    /// What was really paid; the plan's sum when absent.
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: Option<i64>,
}

/// Paid, or dropped. Paying writes the entry: the month is that of the due day, the money moves today.
pub fn settle(ctx: &mut Mutation, input: Settling) -> Result<Redirect> {
    let mut due = find(ctx, &input)?;
    let place = Place::find(ctx, Some(due.branch_id), operations::POST)?;
    due.amount_minor = input.amount_minor.unwrap_or(due.amount_minor);
    due.state = if input.skip { "skipped" } else { "paid" }.to_owned();
    let now = ctx.now();
    if due.recurring_id.is_some() {
        queries::insert_planned(
            ctx,
            due.planned_id,
            due.recurring_id,
            due.branch_id,
            &due.day,
            &due.name,
            &due.direction,
            &due.category,
            &due.account,
            due.amount_minor,
            &due.state,
            Some(now),
            now,
        )
        .on_constraint("finance_planned_once", || conflict("finance-error-settled"))?;
    } else if queries::settle_planned(ctx, &due.state, due.amount_minor, now, due.planned_id)? == 0 {
        return Err(conflict("finance-error-settled"));
    }
    if !input.skip {
        post(ctx, &place, &due)?;
    }
    let back = redirect("calendar").with("branch", place.branch_id).toast("finance-toast-saved");
    Ok(back.data(json!({ "planned_id": due.planned_id, "state": due.state })))
}

/// The row of a single payment, or one made of the rule for its day.
fn find(ctx: &Query, input: &Settling) -> Result<Planned> {
    let gone = || not_found("finance-error-choose");
    if let Some(planned_id) = input.planned_id {
        return queries::planned(ctx, planned_id)?.filter(|one| one.recurring_id.is_none()).ok_or_else(gone);
    }
    let rule = queries::recurring(ctx, input.recurring_id.ok_or_else(gone)?)?.ok_or_else(gone)?;
    let day = input.day.ok_or_else(|| field("day", "finance-error-choose"))?;
    let falls =
        Every::from_word(&rule.every).is_some_and(|every| calendar::falls_on(every, rule.on_day, day));
    let within = day.as_str() >= rule.from_day.as_str()
        && rule.until_day.as_deref().is_none_or(|until| day.as_str() <= until);
    if !falls || !within {
        return Err(field("day", "finance-error-choose"));
    }
    Ok(Planned {
        planned_id: ctx.new_id(),
        recurring_id: Some(rule.recurring_id),
        branch_id: rule.branch_id,
        day: day.to_string(),
        name: rule.name,
        direction: rule.direction,
        category: rule.category,
        account: rule.account,
        amount_minor: rule.amount_minor,
        state: "planned".into(),
    })
}

fn post(ctx: &mut Mutation, place: &Place, due: &Planned) -> Result<()> {
    let gain = signed(&due.direction, due.amount_minor);
    if gain < 0
        && due.account.starts_with("cash:")
        && desk::account_balance(ctx, &due.account)? < due.amount_minor
    {
        return Err(field("amount_minor", "finance-error-refund-cash"));
    }
    let other = if gain < 0 { "expense" } else { "income.other" };
    let shift_id = operations::shift_of(ctx, place, &due.account)?;
    let mut lines = Lines::default();
    lines.push(Line::of(&due.account, gain).category(&due.category).shift(shift_id));
    lines.push(Line::of(other, -gain).category(&due.category));
    let period = clock::period(&Day::parse(&due.day)?);
    let entry = Entry {
        kind: "operation",
        day: place.today,
        period: Some(&period),
        branch_id: due.branch_id,
        source_kind: "planned",
        source_id: due.planned_id,
        note: Some(&due.name),
    };
    book::post(ctx, entry, lines)?;
    Ok(())
}
