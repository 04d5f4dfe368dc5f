//! R-F4: desks, shifts, the blind count, X and Z reports.

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use crate::book::{self, Entry};
use crate::branch::{Place, person};
use crate::desk;
use crate::model::entry::{Line, Lines};
use crate::model::{shift as rule, tender};
use crate::queries::{self, Shift};

const WORK: &str = "finance.shift.work";
/// Sees what should be there before it is counted.
const AUDIT: &str = "finance.shift.audit";

#[derive(Input)]
pub struct ShiftsPage {
    branch: Option<Id>,
    /// The page behind this shift, by when it was opened.
    before: Option<i64>,
    behind: Option<Id>,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 100)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
struct Next {
    before: i64,
    behind: Id,
}

#[derive(View)]
pub struct ShiftList {
    branch_id: Id,
    branch: String,
    branches: Vec<Choice>,
    desks: Vec<DeskView>,
    shifts: Vec<ShiftRow>,
    next: Option<Next>,
    may_set: bool,
}

#[derive(View)]
struct DeskView {
    desk_id: Id,
    name: String,
    round_to_minor: i64,
    shift_id: Option<Id>,
    number: Option<i64>,
    opened_at: Option<i64>,
    opened_by: Option<String>,
    /// Only for those who may see it before the count.
    balance_minor: Option<i64>,
}

#[derive(View)]
struct ShiftRow {
    shift_id: Id,
    desk: String,
    number: i64,
    day: String,
    state: String,
    state_name: String,
    person: Option<String>,
    expected_minor: Option<i64>,
    counted_minor: Option<i64>,
    difference_minor: Option<i64>,
}

pub fn list(ctx: &Query, page: ShiftsPage) -> Result<ShiftList> {
    let place = Place::find(ctx, page.branch, WORK)?;
    let audits = ctx.can(AUDIT);
    let mut desks = Vec::new();
    for one in queries::desk_list(ctx, place.branch_id)? {
        desks.push(DeskView {
            balance_minor: if audits { Some(desk::balance(ctx, one.desk_id)?) } else { None },
            desk_id: one.desk_id,
            name: one.name,
            round_to_minor: one.round_to_minor,
            shift_id: one.shift_id,
            number: one.number,
            opened_at: one.opened_at,
            opened_by: one.opened_by_name,
        });
    }
    let name = |id: Id| desks.iter().find(|one| one.desk_id == id).map(|one| one.name.clone());
    let row = |shift: Shift| ShiftRow {
        shift_id: shift.shift_id,
        desk: name(shift.desk_id).unwrap_or_default(),
        number: shift.number,
        day: shift.day,
        state_name: ctx.t(&format!("finance-shift-is-{}", shift.state), json!({})),
        state: shift.state,
        person: shift.closed_by_name.or(shift.opened_by_name),
        expected_minor: shift.expected_minor,
        counted_minor: shift.counted_minor,
        difference_minor: shift.difference_minor,
    };
    let (before, behind) = (page.before.unwrap_or(i64::MAX), page.behind.map(|id| id.to_string()));
    let found = queries::shift_list(ctx, place.branch_id, before, behind.unwrap_or_default(), page.limit)?;
    let is_full = found.len() as i64 == page.limit;
    let next = found.last().filter(|_| is_full);
    let next = next.map(|shift| Next { before: shift.opened_at, behind: shift.shift_id });
    let shifts = found.into_iter().map(row).collect();
    Ok(ShiftList {
        branch_id: place.branch_id,
        branch: place.name().to_owned(),
        branches: names::branches(&place),
        shifts,
        next,
        desks,
        may_set: ctx.can("finance.budget.write"),
    })
}

#[derive(Input)]
pub struct DeskForm {
    desk_id: Option<Id>,
    branch: Option<Id>,
    #[input(min_chars = 1, max_chars = 80)]
    name: String,
    /// Tiyin: 100 = a whole so'm.
    #[input(range = 100..=10_000_000, default = 100)]
    round_to_minor: i64,
}

/// A new desk, or another name and rounding for one.
pub fn save_desk(ctx: &mut Mutation, input: DeskForm) -> Result<Redirect> {
    let place = Place::find(ctx, input.branch, "finance.budget.write")?;
    let name = input.name.trim();
    let desk_id = match input.desk_id {
        Some(desk_id) => {
            desk::find(ctx, place.branch_id, Some(desk_id))?;
            queries::update_desk(ctx, name, input.round_to_minor, desk_id)?;
            queries::rename_account(ctx, name, tender::cash(desk_id))?;
            desk_id
        }
        None => desk::create(ctx, place.branch_id, name, input.round_to_minor)?,
    };
    let back = redirect("shift-list").with("branch", place.branch_id).toast("finance-toast-saved");
    Ok(back.created(json!({ "desk_id": desk_id })))
}

#[derive(Input)]
pub struct Opening {
    desk_id: Id,
    /// What lies in the desk; what the books say when absent.
    #[input(money, range = 0..=100_000_000_000i64)]
    counted_minor: Option<i64>,
}

pub fn open(ctx: &mut Mutation, input: Opening) -> Result<Redirect> {
    let found = queries::desk(ctx, input.desk_id)?.ok_or_else(|| not_found("finance-error-desk"))?;
    let place = Place::find(ctx, Some(found.branch_id), WORK)?;
    if found.shift_id.is_some() {
        return Err(conflict("finance-error-shift-open"));
    }
    let shift_id = desk::begin(ctx, &place, &found, input.counted_minor, None)?;
    let back = redirect("shift-detail").with("shift_id", shift_id).toast("finance-toast-shift-open");
    Ok(back.created(json!({ "shift_id": shift_id })))
}

#[derive(Input)]
pub struct ShiftPage {
    shift_id: Id,
}

#[derive(View)]
pub struct ShiftDetail {
    shift_id: Id,
    number: i64,
    desk: String,
    day: String,
    state: String,
    opened_at: i64,
    opened_by: Option<String>,
    closed_at: Option<i64>,
    closed_by: Option<String>,
    opening_minor: i64,
    /// Blind: nobody who counts sees these before the count.
    shows_cash: bool,
    in_minor: i64,
    out_minor: i64,
    expected_minor: i64,
    counted_minor: Option<i64>,
    difference_minor: Option<i64>,
    note: Option<String>,
    /// By the tenders shown.
    taken_minor: i64,
    tenders: Vec<Sum>,
    movements: Vec<Sum>,
    reopens: Option<Id>,
    reopened_by: Option<Id>,
    may_reopen: bool,
}

#[derive(View)]
struct Sum {
    label: String,
    count: i64,
    amount_minor: i64,
}

/// The X report of an open shift, the Z report of a closed one.
pub fn show(ctx: &Query, page: ShiftPage) -> Result<ShiftDetail> {
    let shift = find(ctx, page.shift_id)?;
    Place::find(ctx, Some(shift.branch_id), WORK)?;
    let closed = shift.state == "closed";
    let shows_cash = closed || ctx.can(AUDIT);
    let (net, in_minor, out_minor) = desk::movement(ctx, &shift)?;
    let desk = queries::desk(ctx, shift.desk_id)?.map(|desk| desk.name).unwrap_or_default();
    let mut tenders = queries::shift_tenders(ctx, shift.shift_id)?;
    tenders.retain(|one| shows_cash || one.tender != "cash");
    let movements = queries::shift_lines(ctx, shift.shift_id)?;
    let reopened_by = queries::shift_reopened(ctx, shift.shift_id)?.map(|row| row.shift_id);
    Ok(ShiftDetail {
        shift_id: shift.shift_id,
        number: shift.number,
        desk,
        day: shift.day,
        opened_at: shift.opened_at,
        opened_by: shift.opened_by_name,
        closed_at: shift.closed_at,
        closed_by: shift.closed_by_name,
        opening_minor: shift.opening_minor,
        shows_cash,
        in_minor: if shows_cash { in_minor } else { 0 },
        out_minor: if shows_cash { out_minor } else { 0 },
        expected_minor: if shows_cash { rule::expected(shift.opening_minor, net) } else { 0 },
        counted_minor: shift.counted_minor,
        difference_minor: shift.difference_minor,
        note: shift.note,
        taken_minor: tenders.iter().map(|one| one.amount_minor).sum(),
        tenders: tenders
            .into_iter()
            .map(|one| Sum {
                label: names::tender(ctx, &one.tender),
                count: one.count,
                amount_minor: one.amount_minor,
            })
            .collect(),
        movements: movements
            .into_iter()
            .filter(|_| shows_cash)
            .map(|one| Sum {
                label: ctx.t(&format!("finance-entry-{}", one.kind.replace('_', "-")), json!({})),
                count: one.lines,
                amount_minor: one.amount_minor,
            })
            .collect(),
        reopens: shift.reopens.as_deref().and_then(|id| Id::parse(id).ok()),
        may_reopen: closed && reopened_by.is_none() && ctx.can("finance.shift.reopen"),
        reopened_by,
        state: shift.state,
    })
}

fn find(ctx: &Query, shift_id: Id) -> Result<Shift> {
    queries::shift(ctx, shift_id)?.ok_or_else(|| not_found("finance-error-shift-gone"))
}

#[derive(Input)]
pub struct Closing {
    shift_id: Id,
    #[input(money, range = 0..=100_000_000_000i64)]
    counted_minor: i64,
    #[input(max_chars = 300)]
    note: Option<String>,
}

/// The count is entered blind; the difference is posted to over/short of whoever closes (R-F4).
pub fn close(ctx: &mut Mutation, input: Closing) -> Result<Redirect> {
    let shift = find(ctx, input.shift_id)?;
    let place = Place::find(ctx, Some(shift.branch_id), WORK)?;
    if shift.state != "open" {
        return Err(conflict("finance-error-shift-closed"));
    }
    let (net, ..) = desk::movement(ctx, &shift)?;
    let expected = rule::expected(shift.opening_minor, net);
    let difference = rule::difference(input.counted_minor, expected);
    let (person_id, name) = person(ctx);
    let (now, note) = (ctx.now(), input.note.as_deref());
    queries::close_shift(
        ctx,
        expected,
        input.counted_minor,
        difference,
        note,
        now,
        person_id,
        name.as_deref(),
        shift.shift_id,
    )?;
    post_difference(ctx, &place, &shift, "over_short", difference, person_id)?;
    let told = json!({
        "desk_id": shift.desk_id, "shift_id": shift.shift_id, "branch_id": shift.branch_id, "day": place.today, "at": now,
        "expected_minor": expected, "counted_minor": input.counted_minor, "difference_minor": difference,
    });
    ctx.emit("finance.shift.closed", shift.desk_id, &told)?;
    let back = redirect("shift-detail").with("shift_id", shift.shift_id).toast("finance-toast-shift-closed");
    Ok(back.data(told))
}

fn post_difference(
    ctx: &mut Mutation,
    place: &Place,
    shift: &Shift,
    kind: &str,
    difference: i64,
    cashier: Option<Id>,
) -> Result<()> {
    let mut lines = Lines::default();
    lines.add(tender::cash(shift.desk_id), difference);
    lines.push(Line::of("over_short", -difference).with("person", cashier));
    let entry = Entry {
        kind,
        day: place.today,
        period: None,
        branch_id: shift.branch_id,
        source_kind: "shift",
        source_id: shift.shift_id,
        note: None,
    };
    book::post(ctx, entry, lines)?;
    Ok(())
}

/// A closed shift stays as it is: the owner takes its difference back by a counter-document, and a shift that names it
/// goes on from what the desk should have held.
pub fn reopen(ctx: &mut Mutation, page: ShiftPage) -> Result<Redirect> {
    let shift = find(ctx, page.shift_id)?;
    let place = Place::find(ctx, Some(shift.branch_id), "finance.shift.reopen")?;
    let found = queries::desk(ctx, shift.desk_id)?.ok_or_else(|| not_found("finance-error-desk"))?;
    if shift.state != "closed" || queries::shift_reopened(ctx, shift.shift_id)?.is_some() {
        return Err(conflict("finance-error-shift-reopened"));
    }
    if found.shift_id.is_some() {
        return Err(conflict("finance-error-shift-open"));
    }
    // On whom it was posted: who counted, not who opened.
    let cashier = shift.closed_by.as_deref().and_then(|id| Id::parse(id).ok());
    let difference = shift.difference_minor.unwrap_or_default();
    post_difference(ctx, &place, &shift, "over_short_undo", -difference, cashier)?;
    let shift_id = desk::begin(ctx, &place, &found, None, Some(&shift))?;
    let back = redirect("shift-detail").with("shift_id", shift_id).toast("finance-toast-shift-open");
    Ok(back.created(json!({ "shift_id": shift_id })))
}
