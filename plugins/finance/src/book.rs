//! The one way into the books: a balanced entry, once per kind and source.

use pardoz_sdk::prelude::*;

use crate::branch::person;
use crate::model::clock;
use crate::model::entry::Lines;
use crate::queries;

/// What happened, and from what document.
pub struct Entry<'a> {
    pub kind: &'a str,
    pub day: Day,
    /// The month it belongs to; that of the day when absent.
    pub period: Option<&'a str>,
    pub branch_id: Id,
    pub source_kind: &'a str,
    pub source_id: Id,
    pub note: Option<&'a str>,
}

/// Writes an entry. `false`: this source posted it before, and nothing is written (events come more than once). An
/// entry without lines (all of them 0) is none.
pub fn post(ctx: &mut Mutation, entry: Entry<'_>, lines: Lines) -> Result<bool> {
    if !lines.is_balanced() {
        return Err(Error::internal(format!("an entry `{}` does not sum to 0: {lines:?}", entry.kind)));
    }
    if lines.0.is_empty()
        || queries::entry_once(ctx, entry.kind, entry.source_kind, entry.source_id)?.is_some()
    {
        return Ok(false);
    }
    let (person_id, person_name) = person(ctx);
    let (entry_id, now) = (ctx.new_id(), ctx.now());
    let of_day = clock::period(&entry.day);
    let period = entry.period.unwrap_or(&of_day);
    let (kind, day, branch_id) = (entry.kind, entry.day.as_str(), entry.branch_id);
    queries::insert_entry(
        ctx,
        entry_id,
        kind,
        day,
        period,
        branch_id,
        entry.source_kind,
        entry.source_id,
        entry.note,
        person_id,
        person_name.as_deref(),
        now,
    )?;
    for (position, line) in lines.0.iter().enumerate() {
        let entry_line_id = ctx.new_id();
        queries::insert_entry_line(
            ctx,
            entry_line_id,
            entry_id,
            position as i64,
            &line.account,
            line.branch_id.unwrap_or(branch_id),
            day,
            line.period.as_deref().unwrap_or(period),
            line.shift_id,
            line.category.as_deref(),
            line.counterparty.map(|other| other.kind),
            line.counterparty.map(|other| other.id),
            line.amount_minor,
        )?;
    }
    Ok(true)
}
