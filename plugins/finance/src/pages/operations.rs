//! Money that is no sale: expenses, income, transfers, advances, tips paid out, suppliers (R-F1).

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use crate::advance;
use crate::book::{self, Entry};
use crate::branch::Place;
use crate::checkout::pay;
use crate::desk;
use crate::model::clock;
use crate::model::entry::{Line, Lines};
use crate::queries;

pub const POST: &str = "finance.ledger.post";

const PERIODS_AHEAD: usize = 2;
const PERIODS_BACK: usize = 12;

#[derive(Input)]
pub struct JournalPage {
    from: Option<Day>,
    to: Option<Day>,
    branch: Option<Id>,
    /// The page behind this line of this entry, by when it was written.
    before: Option<i64>,
    entry: Option<Id>,
    line: Option<i64>,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 500)]
    limit: i64,
}

#[derive(View)]
pub struct Journal {
    from: Day,
    to: Day,
    branch_id: Id,
    branches: Vec<Choice>,
    accounts: Vec<AccountView>,
    rows: Vec<JournalRow>,
    in_minor: i64,
    out_minor: i64,
    may_post: bool,
    /// Where the next page begins, if there is one.
    next: Option<Next>,
}

#[derive(View)]
struct Next {
    before: i64,
    entry: Id,
    line: i64,
}

#[derive(View)]
struct AccountView {
    name: String,
    kind: String,
    balance_minor: i64,
}

#[derive(View)]
struct JournalRow {
    at: i64,
    /// The business day it counts for.
    day: String,
    /// Was it written down on that day? Then its hour says something.
    same_day: bool,
    kind: String,
    what: String,
    account: String,
    /// Whose money it is, where it is a client's.
    client_id: Option<Id>,
    client: String,
    note: String,
    person: String,
    amount_minor: i64,
    bill_id: Option<Id>,
}

pub fn journal(ctx: &Query, page: JournalPage) -> Result<Journal> {
    let place = Place::find(ctx, page.branch, "finance.report.read")?;
    let to = page.to.unwrap_or(place.today);
    let from = page.from.unwrap_or(to);
    let categories = queries::category_list(ctx)?;
    // What a person posted without a category carries its kind; sales, tips and settlements are called by their entry.
    let called = |category: Option<&str>| {
        let code = category?;
        match categories.iter().find(|one| one.category == code) {
            Some(own) => Some(names::category(ctx, code, own.name.as_deref())),
            None if Kind::WORDS.contains(&code) => {
                Some(ctx.t(&format!("finance-kind-{}", code.replace('_', "-")), json!({})))
            }
            None => None,
        }
    };
    let entry = page.entry.map(|id| id.to_string()).unwrap_or_default();
    let (before, line) = (page.before.unwrap_or(i64::MAX), page.line.unwrap_or_default());
    let (first, last) = (from.as_str(), to.as_str());
    let found = queries::journal(ctx, first, last, place.branch_id, before, &entry, line, page.limit)?;
    let is_full = found.len() as i64 == page.limit;
    let next = found.last().filter(|_| is_full).map(|last| Next {
        before: last.created_at,
        entry: last.entry_id,
        line: last.position,
    });
    let clients = names::clients(ctx, found.iter().filter_map(|line| line.client_id))?;
    let number = |line: &queries::JournalLine| {
        line.number.map(|number| ctx.t("finance-bill-number", json!({ "number": number.to_string() })))
    };
    let row = |line: queries::JournalLine| JournalRow {
        client: line.client_id.and_then(|id| clients.get(&id)).cloned().unwrap_or_default(),
        client_id: line.client_id,
        at: line.created_at,
        same_day: clock::business_day(line.created_at, &place.zone)
            .is_some_and(|day| day.as_str() == line.day),
        day: line.day.clone(),
        what: called(line.category.as_deref())
            .unwrap_or_else(|| ctx.t(&format!("finance-entry-{}", line.kind.replace('_', "-")), json!({}))),
        account: names::account(ctx, &line.account, line.account_name.as_deref()),
        note: number(&line).or(line.note).unwrap_or_default(),
        kind: line.kind,
        person: line.person_name.unwrap_or_else(|| ctx.t("finance-journal-automatic", json!({}))),
        amount_minor: line.amount_minor,
        bill_id: line.bill_id,
    };
    // Of all of them, whatever is shown; what moves inside is no flow (R-F2).
    let flow = queries::cash_flow(ctx, first, last, Some(place.branch_id))?;
    let rows: Vec<JournalRow> = found.into_iter().map(row).collect();
    let accounts = queries::balances(ctx, Some(place.branch_id))?
        .into_iter()
        .filter(|one| matches!(one.kind.as_str(), "cash" | "bank" | "transit"))
        .map(|one| AccountView {
            name: names::account(ctx, &one.account, one.name.as_deref()),
            kind: one.kind,
            balance_minor: one.balance_minor,
        })
        .collect();
    Ok(Journal {
        from,
        to,
        branch_id: place.branch_id,
        branches: names::branches(&place),
        accounts,
        in_minor: flow.iter().map(|row| row.in_minor).sum(),
        out_minor: flow.iter().map(|row| row.out_minor).sum(),
        rows,
        next,
        may_post: ctx.can(POST),
    })
}

/// What may be posted by hand.
#[derive(Input, Clone, Copy, PartialEq)]
pub enum Kind {
    Expense,
    Income,
    Transfer,
    Advance,
    AdvanceBack,
    TipsOut,
    Supplier,
    OwnerIn,
    OwnerOut,
    /// A provider pays out: a transfer from what is in transit, and its fee (R-F2).
    Payout,
}

#[derive(Input)]
pub struct FormPage {
    #[input(default = "expense")]
    kind: Kind,
    branch: Option<Id>,
    /// Whom to pay, and how much is owed.
    counterparty_id: Option<Id>,
    #[input(range = 1..=100_000_000_000i64)]
    owed_minor: Option<i64>,
}

#[derive(View)]
pub struct OperationForm {
    kind: &'static str,
    kinds: Vec<&'static str>,
    branch_id: Id,
    today: Day,
    period: String,
    /// A year back and two months ahead.
    periods: Vec<Choice>,
    accounts: Vec<Choice>,
    categories: Vec<Choice>,
    counterparties: Vec<Choice>,
    counterparty_id: Option<Id>,
    owed_minor: Option<i64>,
    staff: Vec<Choice>,
}

pub fn form(ctx: &Query, page: FormPage) -> Result<OperationForm> {
    let place = Place::find(ctx, page.branch, POST)?;
    let kind = if page.kind == Kind::Income { "income" } else { "expense" };
    let categories = queries::category_list(ctx)?;
    let staff = queries::staff_list(ctx)?;
    let mut parties: Vec<Choice> = queries::counterparty_list(ctx)?
        .into_iter()
        .map(|one| Choice { value: one.counterparty_id.to_string(), label: one.name })
        .collect();
    // One that was put away may still be owed.
    if let Some(id) = page.counterparty_id
        && !parties.iter().any(|one| one.value == id.as_str())
        && let Some(one) = queries::counterparty_known(ctx, id)?
    {
        parties.push(Choice { value: one.counterparty_id.to_string(), label: one.name });
    }
    Ok(OperationForm {
        kind: page.kind.word(),
        kinds: Kind::WORDS.to_vec(),
        branch_id: place.branch_id,
        today: place.today,
        period: clock::period(&place.today),
        periods: periods(ctx, &place.today),
        accounts: money_accounts(ctx, &place)?,
        categories: categories
            .into_iter()
            .filter(|one| one.kind == kind && one.archived_at.is_none())
            .map(|one| Choice {
                label: names::category(ctx, &one.category, one.name.as_deref()),
                value: one.category,
            })
            .collect(),
        counterparties: parties,
        counterparty_id: page.counterparty_id,
        owed_minor: page.owed_minor,
        staff: staff
            .into_iter()
            .filter(|one| one.archived_at.is_none())
            .map(|one| Choice { value: one.staff_id.to_string(), label: one.display_name })
            .collect(),
    })
}

/// The months an expense can belong to, by name, the newest first.
fn periods(ctx: &Query, today: &Day) -> Vec<Choice> {
    let mut period = clock::period(today);
    let step = |period: &str, forward: bool| {
        let (first, last) = clock::month(period)?;
        Some(clock::period(&if forward { last.plus(1) } else { first.plus(-1) }))
    };
    for _ in 0..PERIODS_AHEAD {
        period = step(&period, true).unwrap_or(period);
    }
    let mut all = Vec::new();
    for _ in 0..PERIODS_AHEAD + 1 + PERIODS_BACK {
        let (year, month) = period.split_once('-').unwrap_or_default();
        let label = ctx.t(&format!("finance-month-{month}"), json!({ "year": year }));
        all.push(Choice { value: period.clone(), label });
        period = step(&period, false).unwrap_or(period);
    }
    all
}

/// Where money can lie: this branch's desks, the bank, providers.
pub fn money_accounts(ctx: &Query, place: &Place) -> Result<Vec<Choice>> {
    let here = |one: &queries::Account| {
        matches!(one.kind.as_str(), "cash" | "bank" | "transit")
            && one.archived_at.is_none()
            && one.branch_id.is_none_or(|branch| branch == place.branch_id)
    };
    let all = queries::account_list(ctx)?.into_iter().filter(here);
    let choice = |one: queries::Account| Choice {
        label: names::account(ctx, &one.account, one.name.as_deref()),
        value: one.account,
    };
    Ok(all.map(choice).collect())
}

#[derive(Input)]
pub struct Operation {
    kind: Kind,
    branch: Option<Id>,
    #[input(max_chars = 60)]
    account: String,
    /// Of a transfer.
    #[input(max_chars = 60)]
    account_to: Option<String>,
    /// Of a payout: what the provider kept.
    #[input(money, range = 0..=100_000_000_000i64)]
    fee_minor: Option<i64>,
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: i64,
    #[input(max_chars = 60)]
    category: Option<String>,
    counterparty_id: Option<Id>,
    #[input(max_chars = 200)]
    counterparty_name: Option<String>,
    client_id: Option<Id>,
    staff_id: Option<Id>,
    /// The cash date; a desk's money moves today, in its open shift (R-F4).
    day: Option<Day>,
    /// Yes, the day is meant, though it lies before the last month.
    old: bool,
    /// The month it belongs to, `YYYY-MM`; that of the day when absent.
    #[input(max_chars = 7)]
    period: Option<String>,
    #[input(max_chars = 300)]
    note: Option<String>,
}

pub fn post(ctx: &mut Mutation, input: Operation) -> Result<Redirect> {
    let place = Place::find(ctx, input.branch, POST)?;
    let known = money_accounts(ctx, &place)?;
    let is_known = |account: &str| known.iter().any(|one| one.value == account);
    if !is_known(&input.account) {
        return Err(field("account", "finance-error-account"));
    }
    let mut day = input.day.unwrap_or(place.today);
    if day > place.today {
        return Err(field("day", "finance-error-day"));
    }
    let other = input.account_to.as_deref().filter(|_| input.kind == Kind::Transfer);
    let uses_cash =
        [Some(input.account.as_str()), other].into_iter().flatten().any(|one| one.starts_with("cash:"));
    if uses_cash {
        day = place.today;
    }
    if !input.old && is_long_ago(day, place.today) {
        return Err(field("day", "finance-error-day-old").field("old", "finance-day-old"));
    }
    if let Some(period) = input.period.as_deref()
        && clock::month(period).is_none()
    {
        return Err(field("period", "finance-error-period"));
    }
    let lines = lines(ctx, &place, &input, other.filter(|account| is_known(account)))?;
    let source_id = ctx.new_id();
    let entry = Entry {
        kind: match input.kind {
            Kind::Transfer => "transfer",
            Kind::Payout => "payout",
            _ => "operation",
        },
        day,
        period: input.period.as_deref(),
        branch_id: place.branch_id,
        source_kind: input.kind.word(),
        source_id,
        note: input.note.as_deref(),
    };
    book::post(ctx, entry, lines)?;
    let moved = match input.kind {
        Kind::Advance => input.amount_minor,
        Kind::AdvanceBack => -input.amount_minor,
        _ => 0,
    };
    if let Some(client_id) = input.client_id.filter(|_| moved != 0) {
        let one = advance::Move {
            client_id,
            amount_minor: moved,
            account: &input.account,
            shift_id: None,
            note: None,
        };
        advance::tell(ctx, &place, &one, day, source_id)?;
    }
    // The journal opens where the entry is.
    let back = redirect("journal").with("branch", place.branch_id).with("from", day).with("to", day);
    Ok(back.toast("finance-toast-saved").created(json!({ "operation_id": source_id })))
}

/// Before the last month: more likely a slip of the year than a late paper.
fn is_long_ago(day: Day, today: Day) -> bool {
    let this = clock::month(&clock::period(&today)).map(|(first, _)| first.plus(-1));
    let last = this.and_then(|day| clock::month(&clock::period(&day)));
    last.is_some_and(|(first, _)| day < first)
}

/// Both sides. A transfer is never income (R-F1).
fn lines(ctx: &mut Mutation, place: &Place, input: &Operation, to: Option<&str>) -> Result<Lines> {
    let sum = input.amount_minor;
    let missing = |name: &'static str| field(name, "finance-error-choose");
    let category = || -> Result<String> {
        let wanted = input.category.as_deref().ok_or_else(|| missing("category"))?;
        let kind = if input.kind == Kind::Income { "income" } else { "expense" };
        let all = queries::category_list(ctx)?;
        let found = all.iter().any(|one| one.category == wanted && one.kind == kind);
        if found { Ok(wanted.to_owned()) } else { Err(missing("category")) }
    };
    // (what the account gains, the other side)
    let (gain, line) = match input.kind {
        Kind::Expense => {
            let category = category()?;
            (-sum, Line::of("expense", sum).category(category).with("supplier", counterparty(ctx, input)?))
        }
        Kind::Income => {
            let category = category()?;
            (
                sum,
                Line::of("income.other", -sum).category(category).with("supplier", counterparty(ctx, input)?),
            )
        }
        Kind::Transfer => {
            let to = to.filter(|to| *to != input.account).ok_or_else(|| missing("account_to"))?;
            (-sum, Line::of(to, sum).shift(shift_of(ctx, place, to)?))
        }
        Kind::Advance => {
            let client_id = input.client_id.ok_or_else(|| missing("client_id"))?;
            (sum, Line::of("advances", -sum).with("client", Some(client_id)))
        }
        Kind::AdvanceBack => {
            let client_id = input.client_id.ok_or_else(|| missing("client_id"))?;
            if pay::advance_of(ctx, client_id)? < sum {
                return Err(field("amount_minor", "finance-error-advance"));
            }
            (-sum, Line::of("advances", sum).with("client", Some(client_id)))
        }
        Kind::TipsOut => {
            let staff_id = input.staff_id.ok_or_else(|| missing("staff_id"))?;
            let owed = queries::counterparty_balance(ctx, staff_id, "tips")?;
            if owed.map_or(0, |row| -row.balance_minor) < sum {
                return Err(field("amount_minor", "finance-error-tips"));
            }
            (-sum, Line::of("tips", sum).with("staff", Some(staff_id)))
        }
        Kind::Supplier => {
            let party = counterparty(ctx, input)?.ok_or_else(|| missing("counterparty_id"))?;
            (-sum, Line::of("payable", sum).with("supplier", Some(party)))
        }
        Kind::Payout => return payout(input),
        Kind::OwnerIn => (sum, Line::of("owner", -sum)),
        Kind::OwnerOut => (-sum, Line::of("owner", sum)),
    };
    if gain < 0 && input.account.starts_with("cash:") && desk::account_balance(ctx, &input.account)? < sum {
        return Err(field("amount_minor", "finance-error-refund-cash"));
    }
    let shift_id = shift_of(ctx, place, &input.account)?;
    let mut lines = Lines::default();
    let category = line.category.clone().unwrap_or_else(|| input.kind.word().to_owned());
    lines.push(Line::of(&input.account, gain).category(category).shift(shift_id));
    lines.push(line);
    Ok(lines)
}

/// What was in transit comes to the bank less the fee; only the fee is an expense.
fn payout(input: &Operation) -> Result<Lines> {
    let (sum, fee) = (input.amount_minor, input.fee_minor.unwrap_or_default());
    if input.account == "bank" || input.account.starts_with("cash:") {
        return Err(field("account", "finance-error-account"));
    }
    if fee > sum {
        return Err(field("fee_minor", "finance-error-sum"));
    }
    let mut lines = Lines::default();
    lines.push(Line::of(&input.account, -sum).category("payout"));
    lines.push(Line::of("bank", sum - fee).category("payout"));
    lines.push(Line::of("fees", fee));
    Ok(lines)
}

/// The open shift of a desk's account; nothing for a bank.
pub fn shift_of(ctx: &mut Mutation, place: &Place, account: &str) -> Result<Option<Id>> {
    let Some(desk_id) = account.strip_prefix("cash:") else { return Ok(None) };
    let desk_id = Id::parse(desk_id).map_err(|_| field("account", "finance-error-account"))?;
    let found = queries::desk(ctx, desk_id)?.ok_or_else(|| field("account", "finance-error-account"))?;
    desk::open_shift(ctx, place, &found).map(Some)
}

/// The chosen counterparty, or a new one by its name.
fn counterparty(ctx: &mut Mutation, input: &Operation) -> Result<Option<Id>> {
    let name = input.counterparty_name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    match (input.counterparty_id, name) {
        (Some(id), _) => match queries::counterparty_known(ctx, id)? {
            Some(_) => Ok(Some(id)),
            None => Err(field("counterparty_id", "finance-error-choose")),
        },
        (None, None) => Ok(None),
        (None, Some(name)) => {
            // Typed though it is in the list: the same one, not another of its name.
            let known = queries::counterparty_list(ctx)?;
            let same = |one: &&queries::Counterparty| one.name.trim().to_lowercase() == name.to_lowercase();
            if let Some(one) = known.iter().find(same) {
                return Ok(Some(one.counterparty_id));
            }
            let (id, now) = (ctx.new_id(), ctx.now());
            queries::insert_counterparty(ctx, id, "supplier", name, None, None, now)?;
            Ok(Some(id))
        }
    }
}
