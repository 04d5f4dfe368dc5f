//! The dashboard: who works today, and what a new salon still lacks.

use pardoz_sdk::prelude::*;

use crate::queries;

#[derive(View)]
pub struct OnShift {
    /// Everybody who works today, over all branches.
    people: i64,
    /// Those who are here now or come later.
    shifts: Vec<Line>,
}

#[derive(View)]
pub struct Line {
    staff_id: Id,
    display_name: String,
    job_title: String,
    branch_name: String,
    start_at: i64,
    end_at: i64,
    here: bool,
}

pub fn on_shift(ctx: &Query) -> Result<OnShift> {
    let (day, now) = (ctx.today(), ctx.now());
    let line = |row: queries::OnShift| Line {
        staff_id: row.staff_id,
        display_name: row.display_name,
        job_title: ctx.pick(&row.job_title_uz, &row.job_title_ru, &row.job_title_en).to_owned(),
        branch_name: row.branch_name,
        here: row.start_at <= now,
        start_at: row.start_at,
        end_at: row.end_at,
    };
    Ok(OnShift {
        people: queries::on_shift_count(ctx, day.as_str())?.map_or(0, |row| row.people),
        shifts: queries::on_shift(ctx, day.as_str(), now)?.into_iter().map(line).collect(),
    })
}

/// What is there of what the first booking needs; no widget any more when all of it is.
#[derive(View)]
pub struct FirstSteps {
    services: i64,
    people: i64,
    /// Of the people: those who can do at least one service.
    skilled: i64,
    /// From today on.
    shifts: i64,
}

pub fn first_steps(ctx: &Query) -> Result<FirstSteps> {
    let day = ctx.today();
    let there = queries::beginning(ctx, day.as_str())?.ok_or_else(|| not_found("salon-steps-title"))?;
    if there.services > 0 && there.skilled > 0 && there.shifts > 0 {
        return Err(not_found("salon-steps-title"));
    }
    let (services, people) = (there.services, there.people);
    Ok(FirstSteps { services, people, skilled: there.skilled, shifts: there.shifts })
}
