//! Vacations, days off, holidays.

use pardoz_sdk::prelude::*;

use crate::pages::service::Choice;
use crate::pages::staff;
use crate::{queries, roster};

#[derive(View)]
pub struct TimeOffList {
    time_off: Vec<queries::TimeOffList>,
    holidays: Vec<queries::HolidayList>,
    staff: Vec<Choice>,
    branches: Vec<Choice>,
    today: Day,
}

pub fn list_time_off(ctx: &Query) -> Result<TimeOffList> {
    let today = ctx.today();
    let people = queries::staff_list(ctx, false)?;
    Ok(TimeOffList {
        time_off: queries::time_off_list(ctx, today.start(ctx.timezone())?)?,
        holidays: queries::holiday_list(ctx, today.as_str())?,
        staff: people
            .into_iter()
            .map(|member| Choice { value: member.staff_id, label: member.display_name })
            .collect(),
        branches: staff::branches(ctx)?,
        today,
    })
}

#[derive(Input)]
pub struct NewTimeOff {
    staff_id: Id,
    from_day: Day,
    to_day: Day,
    #[input(max_chars = 120)]
    reason: Option<String>,
}

/// Whole days, the first and the last included.
pub fn create_time_off(ctx: &mut Mutation, input: NewTimeOff) -> Result<Redirect> {
    let member = staff::find(ctx, input.staff_id)?;
    if input.to_day < input.from_day {
        return Err(field("to_day", "salon-error-days-order"));
    }
    if input.to_day.since(input.from_day) > 366 {
        return Err(field("to_day", "salon-error-days-many"));
    }
    let zone = time::zone(&member.timezone)?;
    let (start_at, end_at) = (input.from_day.start(&zone)?, input.to_day.end(&zone)?);
    if queries::overlapping_time_off(ctx, input.staff_id, end_at, start_at)?.is_some() {
        return Err(field("from_day", "salon-error-time-off-overlap"));
    }
    let (time_off_id, now) = (ctx.new_id(), ctx.now());
    let reason = input.reason.as_deref().map(str::trim).filter(|text| !text.is_empty());
    queries::insert_time_off(ctx, time_off_id, input.staff_id, start_at, end_at, reason, now)?;
    roster::tell(ctx, input.staff_id, input.from_day)?;
    Ok(redirect("time-off-list")
        .toast("salon-toast-time-off")
        .toast_args(json!({ "name": member.display_name }))
        .undo("time-off-delete", json!({ "time_off_id": time_off_id }))
        .created(json!({ "time_off_id": time_off_id })))
}

#[derive(Input)]
pub struct TimeOffId {
    time_off_id: Id,
}

pub fn delete_time_off(ctx: &mut Mutation, wanted: TimeOffId) -> Result<Redirect> {
    let gone = queries::delete_time_off(ctx, wanted.time_off_id)?.into_iter().next();
    let gone = gone.ok_or_else(|| not_found("salon-error-gone"))?;
    let day = Day::at(gone.start_at, ctx.timezone())?;
    roster::tell(ctx, gone.staff_id, day)?;
    Ok(redirect("time-off-list").toast("salon-toast-removed"))
}

#[derive(Input)]
pub struct NewHoliday {
    day: Day,
    branch_id: Option<Id>,
    #[input(min_chars = 1, max_chars = 80)]
    name: String,
}

pub fn create_holiday(ctx: &mut Mutation, input: NewHoliday) -> Result<Redirect> {
    let name = input.name.trim();
    if name.is_empty() {
        return Err(field("name", "salon-error-name"));
    }
    let (holiday_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_holiday(ctx, holiday_id, input.day.as_str(), input.branch_id, name, now)?;
    Ok(redirect("time-off-list")
        .toast("salon-toast-added")
        .toast_args(json!({ "name": name }))
        .undo("holiday-delete", json!({ "holiday_id": holiday_id }))
        .created(json!({ "holiday_id": holiday_id })))
}

#[derive(Input)]
pub struct HolidayId {
    holiday_id: Id,
}

pub fn delete_holiday(ctx: &mut Mutation, wanted: HolidayId) -> Result<Redirect> {
    match queries::delete_holiday(ctx, wanted.holiday_id)? {
        0 => Err(not_found("salon-error-gone")),
        _ => Ok(redirect("time-off-list").toast("salon-toast-removed")),
    }
}
