//! Promo codes, ranked by what they brought (B21).

use pardoz_sdk::prelude::*;

use super::plans::{ServiceChoice, service_choices};
use crate::model::card;
use crate::points;
use crate::queries::{self, CodeRow};

#[derive(Input)]
pub struct Period {
    from: Option<Day>,
    to: Option<Day>,
}

#[derive(View)]
pub struct Report {
    codes: Vec<CodeView>,
    from: Day,
    to: Day,
    can_write: bool,
}

#[derive(View)]
pub struct CodeView {
    code_id: Id,
    code: String,
    title: String,
    kind: String,
    /// Percent, or minor units.
    value: i64,
    /// The same in words.
    off: String,
    uses: i64,
    uses_ever: i64,
    uses_max: Option<i64>,
    new_clients: i64,
    discount_minor: i64,
    revenue_minor: i64,
    gain_minor: i64,
    to_day: Option<String>,
    archived: bool,
}

/// The last 90 days unless asked otherwise.
pub fn report(ctx: &Query, period: Period) -> Result<Report> {
    let today = points::today(ctx)?;
    let to = period.to.unwrap_or(today);
    let from = period.from.unwrap_or(to.plus(-90));
    let view = |row: queries::CodeReport| CodeView {
        off: match row.kind.as_str() {
            "percent" => format!("−{}%", row.value),
            _ => ctx.format("money", row.value).map(|sum| format!("−{sum}")).unwrap_or_default(),
        },
        code_id: row.code_id,
        code: row.code,
        title: row.title,
        kind: row.kind,
        value: row.value,
        uses: row.uses,
        uses_ever: row.uses_ever,
        uses_max: row.uses_max,
        new_clients: row.new_clients,
        discount_minor: row.discount_minor,
        revenue_minor: row.revenue_minor,
        gain_minor: row.gain_minor,
        to_day: row.to_day,
        archived: row.archived_at.is_some(),
    };
    let mut codes: Vec<CodeView> = queries::code_report(ctx, from, to)?.into_iter().map(view).collect();
    codes.sort_by_key(|code| (code.archived, -code.gain_minor, -code.revenue_minor));
    Ok(Report { codes, from, to, can_write: ctx.can("loyalty.code.write") })
}

#[derive(Input)]
pub struct FormPage {
    code_id: Option<Id>,
}

#[derive(View)]
pub struct Form {
    code: Option<CodeRow>,
    services: Vec<ServiceChoice>,
}

pub fn form(ctx: &Query, page: FormPage) -> Result<Form> {
    let (code, chosen) = match page.code_id {
        None => (None, Vec::new()),
        Some(code_id) => {
            let row = queries::code(ctx, code_id)?.ok_or_else(|| not_found("loyalty-error-code-gone"))?;
            let chosen = queries::code_services(ctx, code_id)?;
            (Some(row), chosen.into_iter().map(|row| (row.service_id, 0)).collect())
        }
    };
    Ok(Form { code, services: service_choices(ctx, &chosen)? })
}

#[derive(Input)]
pub struct CodeChange {
    code_id: Option<Id>,
    #[input(min_chars = 3, max_chars = 40)]
    code: String,
    #[input(max_chars = 120, default = "")]
    title: String,
    #[input(default = Kind::Percent)]
    kind: Kind,
    #[input(range = 1..=100)]
    percent: Option<i64>,
    #[input(money, range = 100..=100_000_000_000_i64)]
    amount_minor: Option<i64>,
    from_day: Option<Day>,
    to_day: Option<Day>,
    #[input(range = 1..=1_000_000)]
    uses_max: Option<i64>,
    #[input(range = 1..=1_000)]
    client_uses_max: Option<i64>,
    first_visit: bool,
    #[input(money, range = 0..=100_000_000_000_i64)]
    min_bill_minor: Option<i64>,
    #[input(money, range = 0..=100_000_000_000_i64)]
    floor_minor: Option<i64>,
    stackable: bool,
    #[input(max_items = 300)]
    services: Vec<Id>,
}

#[derive(Input, Clone, Copy, PartialEq)]
pub enum Kind {
    Percent,
    Amount,
}

pub fn save(ctx: &mut Mutation, input: CodeChange) -> Result<Redirect> {
    let letters = card::normal(&input.code);
    if letters.chars().count() < 3 {
        return Err(field("code", "loyalty-error-code-short"));
    }
    let value = match input.kind {
        Kind::Percent => input.percent.ok_or_else(|| field("percent", "loyalty-error-value"))?,
        Kind::Amount => input.amount_minor.ok_or_else(|| field("amount_minor", "loyalty-error-value"))?,
    };
    if input.from_day.zip(input.to_day).is_some_and(|(from, to)| to < from) {
        return Err(field("to_day", "loyalty-error-period"));
    }
    let (code_id, now) = (input.code_id.unwrap_or_else(|| ctx.new_id()), ctx.now());
    queries::upsert_code(
        ctx,
        code_id,
        &letters,
        input.title.trim(),
        input.kind.word(),
        value,
        input.from_day.as_ref().map(Day::as_str),
        input.to_day.as_ref().map(Day::as_str),
        input.uses_max,
        input.client_uses_max,
        input.first_visit,
        input.min_bill_minor.unwrap_or(0),
        input.floor_minor.unwrap_or(0),
        input.stackable,
        now,
    )
    .on_constraint("loyalty_code_code", || field("code", "loyalty-error-code-taken"))
    .on_constraint("loyalty_code_uses", || field("uses_max", "loyalty-error-uses-max"))?;
    queries::delete_code_services(ctx, code_id)?;
    for service_id in &input.services {
        queries::insert_code_service(ctx, code_id, service_id)?;
    }
    Ok(redirect("code-list").toast("loyalty-toast-saved").created(json!({ "code_id": code_id })))
}

#[derive(Input)]
pub struct Archive {
    code_id: Id,
    restore: bool,
}

pub fn archive(ctx: &mut Mutation, input: Archive) -> Result<Redirect> {
    let now = ctx.now();
    if queries::archive_code(ctx, (!input.restore).then_some(now), now, input.code_id)? == 0 {
        return Err(not_found("loyalty-error-code-gone"));
    }
    let undo = json!({ "code_id": input.code_id, "restore": !input.restore });
    Ok(redirect("code-list").toast("loyalty-toast-saved").undo("code-archive", undo))
}
