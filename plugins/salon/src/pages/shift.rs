//! Who works when: a week at a time, one line per person.

use std::collections::BTreeSet;

use pardoz_sdk::prelude::*;

use crate::model::rhythm;
use crate::model::times::{self, Span};
use crate::pages::service::Choice;
use crate::pages::staff;
use crate::{queries, roster};

#[derive(Input)]
pub struct Wanted {
    #[input(default = today)]
    day: Day,
    branch: Option<Id>,
}

#[derive(View)]
pub struct ShiftWeek {
    /// Monday of the week shown.
    from: Day,
    to: Day,
    previous: Day,
    next: Day,
    today: Day,
    branch: Option<Id>,
    branches: Vec<Choice>,
    days: Vec<WeekDay>,
    staff: Vec<Line>,
}

#[derive(View)]
pub struct WeekDay {
    day: Day,
    holiday: Option<String>,
    /// How many work that day.
    people: i64,
}

#[derive(View)]
pub struct Line {
    staff_id: Id,
    display_name: String,
    job_title: String,
    branch_name: String,
    color: i64,
    /// Seven cells, Monday first.
    cells: Vec<Cell>,
    /// Minutes of work in the week, breaks not counted.
    minutes: i64,
}

#[derive(View)]
pub struct Cell {
    day: Day,
    shifts: Vec<Shift>,
    /// Why this person is away, if they are: the reason, or an empty text without one.
    off: Option<String>,
}

#[derive(View)]
pub struct Shift {
    shift_id: Id,
    start_at: i64,
    end_at: i64,
    /// In a branch that is not this person's own.
    elsewhere: Option<String>,
    breaks: i64,
}

pub fn list_shifts(ctx: &Query, wanted: Wanted) -> Result<ShiftWeek> {
    let from = rhythm::monday(wanted.day);
    let to = from.plus(6);
    let days: Vec<Day> = (0..7).map(|at| from.plus(at)).collect();
    let shifts = queries::shift_list(ctx, from.as_str(), to.as_str())?;
    let breaks = queries::break_list(ctx, from.as_str(), to.as_str())?;
    let off = queries::time_off_list(ctx, from.start(ctx.timezone())?)?;
    let holidays = queries::holiday_list(ctx, from.as_str())?;
    let branches = queries::branch_list(ctx)?;
    let mut staff = Vec::new();
    for member in queries::staff_list(ctx, false)? {
        let own: Vec<_> = shifts.iter().filter(|shift| shift.staff_id == member.staff_id).collect();
        let works_here =
            |branch: Id| member.branch_id == branch || own.iter().any(|shift| shift.branch_id == branch);
        if wanted.branch.is_some_and(|branch| !works_here(branch)) {
            continue;
        }
        let mut minutes = 0;
        let mut cells = Vec::new();
        for day in &days {
            let mut of_day = Vec::new();
            for shift in own.iter().filter(|shift| shift.day == day.as_str()) {
                let rest: i64 = breaks
                    .iter()
                    .filter(|row| row.shift_id == shift.shift_id)
                    .map(|row| row.end_at - row.start_at)
                    .sum();
                minutes += (shift.end_at - shift.start_at - rest) / time::MINUTE_MS;
                let elsewhere = branches.iter().find(|branch| {
                    branch.branch_id == shift.branch_id && shift.branch_id != member.branch_id
                });
                of_day.push(Shift {
                    shift_id: shift.shift_id,
                    start_at: shift.start_at,
                    end_at: shift.end_at,
                    elsewhere: elsewhere.map(|branch| branch.name.clone()),
                    breaks: rest / time::MINUTE_MS,
                });
            }
            let (start, end) = (day.start(ctx.timezone())?, day.end(ctx.timezone())?);
            let away = off
                .iter()
                .find(|row| row.staff_id == member.staff_id && row.start_at < end && row.end_at > start);
            cells.push(Cell {
                day: *day,
                shifts: of_day,
                off: away.map(|row| row.reason.clone().unwrap_or_default()),
            });
        }
        staff.push(Line {
            staff_id: member.staff_id,
            display_name: member.display_name,
            job_title: ctx.pick(&member.job_title_uz, &member.job_title_ru, &member.job_title_en).to_owned(),
            branch_name: member.branch_name,
            color: member.color,
            cells,
            minutes,
        });
    }
    let week_day = |day: &Day| WeekDay {
        day: *day,
        holiday: holidays
            .iter()
            .find(|row| {
                row.day == day.as_str() && (row.branch_id.is_none() || row.branch_id == wanted.branch)
            })
            .map(|row| row.name.clone()),
        people: staff
            .iter()
            .filter(|line| line.cells.iter().any(|cell| cell.day == *day && !cell.shifts.is_empty()))
            .count() as i64,
    };
    Ok(ShiftWeek {
        days: days.iter().map(week_day).collect(),
        from,
        to,
        previous: from.plus(-7),
        next: from.plus(7),
        today: ctx.today(),
        branch: wanted.branch,
        branches: staff::branches(ctx)?,
        staff,
    })
}

#[derive(View)]
pub struct ShiftForm {
    shift_id: Option<Id>,
    staff_id: Id,
    display_name: String,
    branch_id: Id,
    branches: Vec<Choice>,
    day: Day,
    start: String,
    end: String,
    break_start: String,
    break_minutes: i64,
}

#[derive(Input)]
pub struct NewShiftFor {
    staff_id: Id,
    #[input(default = today)]
    day: Day,
}

pub fn new_shift(ctx: &Query, wanted: NewShiftFor) -> Result<ShiftForm> {
    let member = staff::find(ctx, wanted.staff_id)?;
    // Whoever has a rhythm most likely works its hours on an extra day as well.
    let pattern = queries::pattern(ctx, wanted.staff_id)?;
    let rest =
        pattern.as_ref().and_then(|row| row.break_start_minute.map(|start| (start, row.break_minutes)));
    Ok(ShiftForm {
        shift_id: None,
        staff_id: wanted.staff_id,
        display_name: member.display_name,
        branch_id: member.branch_id,
        branches: staff::branches(ctx)?,
        day: wanted.day,
        start: pattern.as_ref().map_or("09:00".to_owned(), |row| times::text(row.start_minute)),
        end: pattern.as_ref().map_or("20:00".to_owned(), |row| times::text(row.end_minute)),
        break_start: rest.map_or("13:00".to_owned(), |(start, _)| times::text(start)),
        break_minutes: rest.map_or(60, |(_, minutes)| minutes),
    })
}

#[derive(Input)]
pub struct ShiftId {
    shift_id: Id,
}

pub fn edit_shift(ctx: &Query, wanted: ShiftId) -> Result<ShiftForm> {
    let shift = find(ctx, wanted.shift_id)?;
    let zone = time::zone(&shift.timezone)?;
    let day = Day::parse(&shift.day)?;
    let span = roster::minutes_of(day, shift.start_at, shift.end_at, &zone)?;
    let rest = match queries::breaks_of(ctx, wanted.shift_id)?.first() {
        Some(row) => Some(roster::minutes_of(day, row.start_at, row.end_at, &zone)?),
        None => None,
    };
    Ok(ShiftForm {
        shift_id: Some(wanted.shift_id),
        staff_id: shift.staff_id,
        display_name: shift.display_name,
        branch_id: shift.branch_id,
        branches: staff::branches(ctx)?,
        day,
        start: times::text(span.start_minute),
        end: times::text(span.end_minute),
        break_start: rest.map_or(String::new(), |rest| times::text(rest.start_minute)),
        break_minutes: rest.map_or(0, |rest| rest.end_minute - rest.start_minute),
    })
}

#[derive(Input)]
pub struct NewShift {
    staff_id: Id,
    branch_id: Option<Id>,
    day: Day,
    #[input(format = "time")]
    start: String,
    #[input(format = "time")]
    end: String,
    #[input(format = "time")]
    break_start: Option<String>,
    #[input(range = 0..=180, default = 0)]
    break_minutes: i64,
}

pub fn create_shift(ctx: &mut Mutation, input: NewShift) -> Result<Redirect> {
    let member = staff::find(ctx, input.staff_id)?;
    let branch_id = input.branch_id.unwrap_or(member.branch_id);
    let (times, rest) = read(ctx, branch_id, &input)?;
    refuse_overlap(ctx, input.staff_id, "", times)?;
    let shift_id = roster::insert(ctx, input.staff_id, branch_id, input.day, times, rest)?;
    roster::tell(ctx, input.staff_id, input.day)?;
    Ok(redirect("shift-list")
        .with("day", input.day)
        .toast("salon-toast-shift")
        .undo("shift-delete", json!({ "shift_id": shift_id }))
        .created(json!({ "shift_id": shift_id })))
}

#[derive(Input)]
pub struct ChangedShift {
    shift_id: Id,
    branch_id: Option<Id>,
    day: Day,
    #[input(format = "time")]
    start: String,
    #[input(format = "time")]
    end: String,
    #[input(format = "time")]
    break_start: Option<String>,
    #[input(range = 0..=180, default = 0)]
    break_minutes: i64,
}

pub fn update_shift(ctx: &mut Mutation, input: ChangedShift) -> Result<Redirect> {
    let before = find(ctx, input.shift_id)?;
    let shift_id = input.shift_id;
    let branch_id = input.branch_id.unwrap_or(before.branch_id);
    let changed = NewShift {
        staff_id: before.staff_id,
        branch_id: Some(branch_id),
        day: input.day,
        start: input.start,
        end: input.end,
        break_start: input.break_start,
        break_minutes: input.break_minutes,
    };
    let (times, rest) = read(ctx, branch_id, &changed)?;
    refuse_overlap(ctx, before.staff_id, shift_id.as_str(), times)?;
    queries::delete_breaks(ctx, shift_id)?;
    queries::update_shift(ctx, branch_id, input.day.as_str(), times.0, times.1, shift_id)?;
    if let Some((start_at, end_at)) = rest {
        let shift_break_id = ctx.new_id();
        queries::insert_break(ctx, shift_break_id, shift_id, before.staff_id, start_at, end_at)?;
    }
    roster::tell(ctx, before.staff_id, input.day)?;
    Ok(redirect("shift-list")
        .with("day", input.day)
        .toast("salon-toast-saved")
        .data(json!({ "shift_id": shift_id })))
}

type Instants = (i64, i64);

/// The wall times of a form as instants of the branch's zone.
fn read(ctx: &Query, branch_id: Id, input: &NewShift) -> Result<(Instants, Option<Instants>)> {
    let branch = queries::branch(ctx, branch_id)?.ok_or_else(|| field("branch_id", "salon-error-gone"))?;
    let zone = time::zone(&branch.timezone)?;
    let minute =
        |name: &'static str, text: &str| times::minute(text).ok_or_else(|| field(name, "salon-error-time"));
    let shift = Span::shift(minute("start", &input.start)?, minute("end", &input.end)?)
        .map_err(|(name, text)| field(name, text))?;
    let rest = match input.break_start.as_deref().filter(|_| input.break_minutes > 0) {
        Some(text) => {
            let rest = shift
                .rest(minute("break_start", text)?, input.break_minutes)
                .map_err(|(name, text)| field(name, text))?;
            Some(rest.instants(input.day, &zone)?)
        }
        None => None,
    };
    Ok((shift.instants(input.day, &zone)?, rest))
}

/// Nobody works in two places at once, in whichever branches (domain.md 2.3). The transaction is serializable, so
/// what is asked here still holds when the shift is written.
fn refuse_overlap(ctx: &Query, staff_id: Id, except: &str, times: Instants) -> Result<()> {
    match queries::overlapping_shift(ctx, staff_id, except, times.1, times.0)? {
        Some(other) => Err(field("start", "salon-error-shift-overlap").arg("day", other.day)),
        None => Ok(()),
    }
}

pub fn delete_shift(ctx: &mut Mutation, wanted: ShiftId) -> Result<Redirect> {
    queries::delete_breaks(ctx, wanted.shift_id)?;
    let gone = queries::delete_shift(ctx, wanted.shift_id)?.into_iter().next();
    let gone = gone.ok_or_else(|| not_found("salon-error-gone"))?;
    let day = Day::parse(&gone.day)?;
    roster::tell(ctx, gone.staff_id, day)?;
    Ok(redirect("shift-list").with("day", day).toast("salon-toast-removed"))
}

#[derive(Input)]
pub struct CopyWeek {
    /// Any day of the week that is copied into the week after it.
    day: Day,
    branch: Option<Id>,
}

/// Copies a week into the next one, at the same wall times. Days on which somebody works already stay as they are.
pub fn copy_week(ctx: &mut Mutation, input: CopyWeek) -> Result<Redirect> {
    let from = rhythm::monday(input.day);
    let to = from.plus(6);
    let zones = queries::branch_list(ctx)?;
    let breaks = queries::break_list(ctx, from.as_str(), to.as_str())?;
    let mut copied = 0;
    let mut told: BTreeSet<Id> = BTreeSet::new();
    for shift in queries::shift_list(ctx, from.as_str(), to.as_str())? {
        let Some(branch) = zones.iter().find(|branch| branch.branch_id == shift.branch_id) else { continue };
        if input.branch.is_some_and(|wanted| wanted != shift.branch_id) {
            continue;
        }
        let zone = time::zone(&branch.timezone)?;
        let (day, next) = (Day::parse(&shift.day)?, Day::parse(&shift.day)?.plus(7));
        let times = roster::minutes_of(day, shift.start_at, shift.end_at, &zone)?.instants(next, &zone)?;
        if queries::overlapping_shift(ctx, shift.staff_id, "", times.1, times.0)?.is_some() {
            continue;
        }
        let shift_id = roster::insert(ctx, shift.staff_id, shift.branch_id, next, times, None)?;
        for row in breaks.iter().filter(|row| row.shift_id == shift.shift_id) {
            let (start_at, end_at) =
                roster::minutes_of(day, row.start_at, row.end_at, &zone)?.instants(next, &zone)?;
            let shift_break_id = ctx.new_id();
            queries::insert_break(ctx, shift_break_id, shift_id, shift.staff_id, start_at, end_at)?;
        }
        copied += 1;
        if told.insert(shift.staff_id) {
            roster::tell(ctx, shift.staff_id, next)?;
        }
    }
    Ok(redirect("shift-list")
        .with("day", from.plus(7))
        .toast("salon-toast-copied")
        .toast_args(json!({ "count": copied }))
        .data(json!({ "shifts": copied })))
}

fn find(ctx: &Query, shift_id: Id) -> Result<queries::ShiftDetail> {
    queries::shift_detail(ctx, shift_id)?.ok_or_else(|| not_found("salon-error-gone"))
}
