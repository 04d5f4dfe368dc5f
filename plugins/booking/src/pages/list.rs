//! A day's visits in order of time: for phones, for paper, for scripts.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use super::board::{self, BranchView};
use crate::book::{Place, Reach};
use crate::model::clock::{rfc3339, wall};
use crate::model::state::State;
use crate::queries::{self, Staff};

#[derive(Input)]
pub struct ListPage {
    day: Option<Day>,
    branch: Option<Id>,
    /// Cancelled ones, too.
    all: bool,
}

#[derive(View)]
pub struct VisitList {
    day: Day,
    today: Day,
    previous_day: Day,
    next_day: Day,
    branch_id: Id,
    branches: Vec<BranchView>,
    all: bool,
    cancelled: i64,
    appointments: Vec<Row>,
    can_write: bool,
}

#[derive(View)]
struct Row {
    appointment_id: Id,
    number: i64,
    start: String,
    end: String,
    start_text: String,
    end_text: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    client_id: Option<Id>,
    client_name: Option<String>,
    services: String,
    staff: String,
    total_minor: i64,
    late: bool,
    hidden: bool,
}

pub fn list_appointments(ctx: &Query, page: ListPage) -> Result<VisitList> {
    let place = Place::find(ctx, page.branch)?;
    let reach = Reach::into(ctx, &place)?;
    let day = page.day.unwrap_or(place.today);
    let lines = queries::day_lines(ctx, day.as_str(), day.as_str(), place.branch_id)?;
    let names = board::service_names(ctx, &lines)?;
    let ids: Vec<Id> = lines.iter().map(|line| line.staff_id).collect();
    let staff: BTreeMap<Id, Staff> =
        queries::staff_some(ctx, &ids)?.into_iter().map(|s| (s.staff_id, s)).collect();
    let name_of = |id: &Id| staff.get(id).map(|s| s.display_name.clone()).unwrap_or_default();

    let mut rows: Vec<Row> = Vec::new();
    for line in &lines {
        let service = names.get(&line.service_id).cloned().unwrap_or_default();
        let state = State::from_word(&line.state).unwrap_or(State::Booked);
        if let Some(row) = rows.iter_mut().find(|row| row.appointment_id == line.appointment_id) {
            let master = name_of(&line.staff_id);
            if !row.staff.split(", ").any(|known| known == master) {
                row.staff = format!("{}, {master}", row.staff);
            }
            if !row.hidden {
                row.services = format!("{}, {service}", row.services);
            }
            row.end = rfc3339(line.end_at, &place.zone);
            row.end_text = wall(line.end_at, &place.zone);
            continue;
        }
        let of_visit = lines.iter().filter(|l| l.appointment_id == line.appointment_id).map(|l| l.staff_id);
        let hidden = !reach.covers(line.branch_id, of_visit);
        let (tone, icon) = board::sign(state);
        rows.push(Row {
            appointment_id: line.appointment_id,
            number: line.number,
            start: rfc3339(line.start_at, &place.zone),
            end: rfc3339(line.end_at, &place.zone),
            start_text: wall(line.start_at, &place.zone),
            end_text: wall(line.end_at, &place.zone),
            state: line.state.clone(),
            tone,
            icon,
            client_id: line.client_id.filter(|_| !hidden),
            client_name: line.client_name.clone().filter(|_| !hidden),
            services: if hidden { String::new() } else { service },
            staff: name_of(&line.staff_id),
            total_minor: if hidden { 0 } else { line.total_minor },
            late: line.late && state.is_awaited(),
            hidden,
        });
    }
    let is_cancelled = |row: &Row| State::from_word(&row.state).is_some_and(State::is_cancelled);
    let cancelled = rows.iter().filter(|row| is_cancelled(row)).count() as i64;
    if !page.all {
        rows.retain(|row| !is_cancelled(row) && row.state != "hold");
    }
    Ok(VisitList {
        day,
        today: place.today,
        previous_day: day.plus(-1),
        next_day: day.plus(1),
        branch_id: place.branch_id,
        branches: board::branches(&place),
        all: page.all,
        cancelled,
        appointments: rows,
        can_write: ctx.can("booking.appointment.write"),
    })
}
