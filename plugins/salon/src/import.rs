//! Price lists and staff lists of other programs. The same list twice changes nothing.

use pardoz_sdk::prelude::*;

use crate::model::naming::{self, Names};
use crate::model::rhythm::{self, Rhythm};
use crate::model::sheet;
use crate::model::times::Span;
use crate::pages::{branch, category, service, staff};
use crate::{queries, roster};

/// Hours of whoever comes from a list that names only days: what most salons here keep.
const SHIFT: Span = Span { start_minute: 9 * 60, end_minute: 20 * 60 };
const REST: Span = Span { start_minute: 13 * 60, end_minute: 14 * 60 };
/// Fallback of a list without dates: shifts are planned that many weeks ahead.
const WEEKS: i64 = 8;

/// One row of a price list: the service is found by any of its names in its category.
pub fn import_services(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    let mut results = ImportResults::new();
    for row in &batch.rows {
        if let Err((field, reason)) = import_service(ctx, row, &mut results)? {
            results.rejected(row.row, field, reason);
        }
    }
    Ok(results)
}

/// The outer error ends the batch, the inner one this row.
type Row = Result<std::result::Result<(), (&'static str, Message)>>;

fn import_service(ctx: &mut Mutation, row: &ImportRow, results: &mut ImportResults) -> Row {
    let cell = |field: &str| row.text(field).unwrap_or("");
    let refuse = |field: &'static str, key: &'static str| {
        Ok(Err((field, text(key).arg("value", cell(field).chars().take(60).collect::<String>()))))
    };
    let Some(names) = Names::filled(cell("name_uz"), cell("name_ru"), cell("name_en")) else {
        return refuse("name_ru", "salon-error-name");
    };
    if [&names.uz, &names.ru, &names.en].iter().any(|name| name.chars().count() > 120) {
        return refuse("name_ru", "salon-error-name-long");
    }
    let Some(minutes) = sheet::minutes(cell("minutes")) else {
        return refuse("minutes", "salon-error-minutes");
    };
    let Some(price_minor) = sheet::price_minor(cell("price")) else {
        return refuse("price", "salon-error-price");
    };
    if cell("category").is_empty() {
        return refuse("category", "salon-error-category");
    }
    let wanted = naming::category(cell("category"));
    let category_id = match find_category(ctx, cell("category"), &wanted)? {
        Some(category_id) => category_id,
        None => category::create(ctx, &wanted)?,
    };
    let same_name = |known: &queries::ServiceList| {
        known.category_id == category_id
            && [(&known.name_uz, &names.uz), (&known.name_ru, &names.ru), (&known.name_en, &names.en)]
                .iter()
                .any(|(known, name)| naming::same_text(known, name))
    };
    match queries::service_list(ctx, false)?.into_iter().find(same_name) {
        None => {
            let new = service::SentService::plain(category_id, minutes, price_minor);
            results.created(row.row, service::create(ctx, &names, &new)?);
        }
        Some(known) if known.duration_minutes == minutes && known.price_minor == price_minor => {
            results.unchanged(row.row, known.service_id);
        }
        // Buffers and segments were set by people; a list knows a price and a length.
        Some(known) => {
            let finish = known.finish_minutes.min(minutes - 5).max(0);
            let processing = known.processing_minutes.min(minutes - finish - 5).max(0);
            let mut changed =
                service::SentService::plain(category_id, minutes - processing - finish, price_minor)
                    .segments(processing, finish, known.buffer_after_minutes);
            changed.keep(known.buffer_before_minutes, known.online);
            let names = Names { uz: known.name_uz, ru: known.name_ru, en: known.name_en };
            service::update(ctx, known.service_id, &names, &changed)?;
            results.updated(row.row, known.service_id);
        }
    }
    Ok(Ok(()))
}

fn find_category(ctx: &Query, written: &str, wanted: &Names) -> Result<Option<Id>> {
    let found = queries::category_list(ctx)?.into_iter().find(|row| {
        let names = Names { uz: row.name_uz.clone(), ru: row.name_ru.clone(), en: row.name_en.clone() };
        names.is_called(written) || names.is_called(&wanted.ru)
    });
    Ok(found.map(|row| row.category_id))
}

/// One row of a staff list: found by code, otherwise by name and branch. Whoever is new gets the skills of their
/// category and shifts for the coming weeks.
pub fn import_staff(ctx: &mut Mutation, batch: ImportBatch) -> Result<ImportResults> {
    let mut results = ImportResults::new();
    for row in &batch.rows {
        if let Err((field, reason)) = import_member(ctx, row, &mut results)? {
            results.rejected(row.row, field, reason);
        }
    }
    Ok(results)
}

fn import_member(ctx: &mut Mutation, row: &ImportRow, results: &mut ImportResults) -> Row {
    let cell = |field: &str| row.text(field).unwrap_or("");
    let refuse = |field: &'static str, key: &'static str| {
        Ok(Err((field, text(key).arg("value", cell(field).chars().take(60).collect::<String>()))))
    };
    let first_name = naming::uzbek_letters(cell("first_name"));
    let last_name = naming::uzbek_letters(cell("last_name"));
    let formula = |name: &str| name.starts_with(['=', '+', '-', '@']);
    if first_name.is_empty()
        || formula(&first_name)
        || formula(&last_name)
        || !first_name.chars().any(char::is_alphabetic)
    {
        return refuse("first_name", "salon-error-name");
    }
    if first_name.chars().count() > 60 || last_name.chars().count() > 60 {
        return refuse("first_name", "salon-error-name-long");
    }
    if cell("branch").is_empty() {
        return refuse("branch", "salon-error-branch");
    }
    let phone = match cell("phone") {
        "" => None,
        text => match sheet::phone(text) {
            Some(phone) => Some(phone),
            None => return refuse("phone", "salon-error-phone"),
        },
    };
    let rhythm = match cell("shift_pattern") {
        "" => None,
        text => match Rhythm::parse(text) {
            Some(rhythm) => Some(rhythm),
            None => return refuse("shift_pattern", "salon-error-rhythm"),
        },
    };
    let branch = find_or_create_branch(ctx, cell("branch"))?;
    let job =
        if cell("role").is_empty() { Names::same(cell("category")) } else { naming::job_title(cell("role")) };
    let code = Some(cell("code")).filter(|code| !code.is_empty());
    let details = staff::Details {
        first_name,
        last_name,
        job,
        grade: None,
        branch_id: branch.branch_id,
        phone,
        code: code.map(str::to_owned),
        account_id: None,
    };
    match known_member(ctx, code, &details)? {
        Some(known) => match fill(ctx, &known, &details, cell("category"))? {
            true => results.updated(row.row, known.staff_id),
            false => results.unchanged(row.row, known.staff_id),
        },
        None => {
            let staff_id = staff::create(ctx, &details)?;
            add_skills(ctx, staff_id, cell("category"))?;
            if let Some(rhythm) = rhythm {
                plan(ctx, staff_id, &branch, rhythm, code.unwrap_or(""), row.row)?;
            }
            results.created(row.row, staff_id);
        }
    }
    Ok(Ok(()))
}

fn known_member(
    ctx: &Query,
    code: Option<&str>,
    details: &staff::Details,
) -> Result<Option<queries::StaffFound>> {
    let by_code = match code {
        Some(code) => queries::staff_by_code(ctx, code)?,
        None => None,
    };
    match by_code {
        Some(known) => Ok(Some(known)),
        None if code.is_some() => Ok(None),
        None => Ok(queries::staff_by_name(ctx, &details.first_name, &details.last_name, details.branch_id)?
            .into_iter()
            .next()),
    }
}

/// Adds what the card lacks: a phone, skills of the category. `true` if there was anything.
fn fill(
    ctx: &mut Mutation,
    known: &queries::StaffFound,
    details: &staff::Details,
    category: &str,
) -> Result<bool> {
    let skills = add_skills(ctx, known.staff_id, category)?;
    // Whoever may not see phones is shown stars and must not take them for an empty field.
    let phone = known.phone.is_none() && details.phone.is_some();
    if phone {
        queries::set_staff_phone(ctx, details.phone.as_deref(), known.staff_id)?;
    }
    Ok(skills > 0 || phone)
}

/// The services of a category; how many of them were new to this master.
fn add_skills(ctx: &mut Mutation, staff_id: Id, category: &str) -> Result<u64> {
    if category.is_empty() {
        return Ok(0);
    }
    let wanted = naming::category(category);
    let Some(category_id) = find_category(ctx, category, &wanted)? else { return Ok(0) };
    let mut added = 0;
    for service in
        queries::service_list(ctx, false)?.iter().filter(|service| service.category_id == category_id)
    {
        added += queries::add_skill(ctx, staff_id, service.service_id)?;
    }
    Ok(added)
}

/// Shifts from the beginning of this week, so that today is staffed as well. Where a person begins in the rhythm
/// depends on the code alone: the same list always plans the same weeks, and colleagues relieve each other.
fn plan(
    ctx: &mut Mutation,
    staff_id: Id,
    branch: &queries::BranchRow,
    rhythm: Rhythm,
    code: &str,
    row: i64,
) -> Result<()> {
    let number: String = code.chars().filter(char::is_ascii_digit).collect();
    let nth = number.parse().unwrap_or(row);
    let monday = rhythm::monday(ctx.today());
    let anchor = rhythm.spread_anchor(monday, nth);
    let now = ctx.now();
    let (start, end, rest) = (SHIFT.start_minute, SHIFT.end_minute, REST.start_minute);
    let minutes = REST.end_minute - REST.start_minute;
    queries::upsert_pattern(
        ctx,
        staff_id,
        rhythm.word(),
        anchor.as_str(),
        start,
        end,
        Some(rest),
        minutes,
        now,
    )?;
    let pattern = roster::Pattern { rhythm, anchor, shift: SHIFT, rest: Some(REST) };
    let zone = time::zone(&branch.timezone)?;
    let to = ctx.today().plus(WEEKS * 7);
    roster::plan(ctx, staff_id, branch.branch_id, &zone, pattern, monday, to)?;
    roster::tell(ctx, staff_id, monday)
}

/// A branch by its name or a part of it (`chilonzor` is "Nafosat · Chilonzor"); a new one if there is none.
fn find_or_create_branch(ctx: &mut Mutation, written: &str) -> Result<queries::BranchRow> {
    let fold = |text: &str| text.to_lowercase();
    let branches = queries::branch_list(ctx)?;
    let used = || branches.iter().filter(|branch| branch.archived_at.is_none());
    let found = used()
        .find(|branch| naming::same_text(&branch.name, written))
        .or_else(|| used().find(|branch| fold(&branch.name).contains(&fold(written))));
    if let Some(found) = found {
        return Ok(found.clone());
    }
    let mut letters = written.chars();
    let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let details = branch::read(&name, &ctx.timezone_name(), None, None)?;
    let branch_id = branch::create(ctx, &details)?;
    branch::find(ctx, branch_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hours_of_imported_staff_are_whole() {
        assert_eq!(Span::shift(SHIFT.start_minute, SHIFT.end_minute), Ok(SHIFT));
        assert_eq!(SHIFT.rest(REST.start_minute, REST.end_minute - REST.start_minute), Ok(REST));
    }
}
