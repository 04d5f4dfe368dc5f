//! The dashboard's widgets, and a client's visits on their card.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use super::board::{self, Board, Card, Free};
use crate::book::Place;
use crate::model::clock::{business_day, wall};
use crate::model::interval::MINUTE;
use crate::model::state::State;
use crate::queries;

/// Rows of a widget.
const ROWS_MAX: usize = 6;

#[derive(View)]
pub struct TodayLoad {
    day: Day,
    branch_id: Id,
    load: i64,
    visits: i64,
    rows: Vec<LoadRow>,
    more: i64,
}

#[derive(View)]
struct LoadRow {
    staff_id: Id,
    name: String,
    load: i64,
    booked_minutes: i64,
    free_minutes: i64,
}

fn today(ctx: &Query) -> Result<Board> {
    let place = Place::find(ctx, None)?;
    let day = place.today;
    board::draw(ctx, place, day, None)
}

/// Who is full today, and who is not.
pub fn today_load(ctx: &Query) -> Result<TodayLoad> {
    let board = today(ctx)?;
    let row = |lane: &board::Lane| LoadRow {
        staff_id: lane.staff_id,
        name: lane.name.clone(),
        load: lane.load,
        booked_minutes: lane.booked_minutes,
        free_minutes: (lane.available_minutes - lane.booked_minutes).max(0),
    };
    let mut rows: Vec<LoadRow> = board.lanes.iter().map(row).collect();
    rows.sort_by_key(|row| -row.load);
    let more = rows.len().saturating_sub(ROWS_MAX) as i64;
    rows.truncate(ROWS_MAX);
    Ok(TodayLoad {
        day: board.day,
        branch_id: board.branch_id,
        load: board.summary.load,
        visits: board.summary.visits,
        rows,
        more,
    })
}

#[derive(View)]
pub struct TodayNext {
    visits: i64,
    done: i64,
    late: i64,
    rows: Vec<NextRow>,
    can_write: bool,
}

#[derive(View)]
struct NextRow {
    appointment_id: Id,
    start: String,
    client_name: Option<String>,
    services: String,
    staff: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    late: bool,
    hidden: bool,
}

/// Who comes next.
pub fn today_next(ctx: &Query) -> Result<TodayNext> {
    let board = today(ctx)?;
    let mut cards: Vec<(&Card, &str)> = board
        .lanes
        .iter()
        .flat_map(|lane| lane.cards.iter().map(|card| (card, lane.name.as_str())))
        .collect();
    let late = cards.iter().filter(|(card, _)| card.late).count() as i64;
    let done = cards.iter().filter(|(card, _)| card.state == "completed").count() as i64;
    cards.retain(|(card, _)| {
        State::from_word(&card.state).is_some_and(State::is_awaited) && card.end_at > ctx.now()
    });
    cards.sort_by_key(|(card, _)| (card.start_at, card.number));
    let row = |(card, staff): (&Card, &str)| NextRow {
        appointment_id: card.appointment_id,
        start: card.start.clone(),
        client_name: card.client_name.clone(),
        services: card.services.clone(),
        staff: staff.to_owned(),
        state: card.state.clone(),
        tone: card.tone,
        icon: card.icon,
        late: card.late,
        hidden: card.hidden,
    };
    Ok(TodayNext {
        visits: board.summary.visits,
        done,
        late,
        rows: cards.into_iter().take(ROWS_MAX).map(row).collect(),
        can_write: board.can_write,
    })
}

#[derive(View)]
pub struct FreeWindows {
    total: i64,
    branch_id: Id,
    day: Day,
    rows: Vec<WindowRow>,
    can_write: bool,
}

#[derive(View)]
struct WindowRow {
    staff_id: Id,
    staff: String,
    start: String,
    start_text: String,
    end_text: String,
    minutes: i64,
}

/// What can still be sold today: the longest windows, in order of time.
pub fn free_windows(ctx: &Query) -> Result<FreeWindows> {
    let board = today(ctx)?;
    let row = |staff_id: Id, staff: &str, free: &Free| WindowRow {
        staff_id,
        staff: staff.to_owned(),
        start: free.start.clone(),
        start_text: free.start_text.clone(),
        end_text: free.end_text.clone(),
        minutes: free.minutes,
    };
    let lanes = board.lanes.iter();
    let mut rows: Vec<WindowRow> =
        lanes.flat_map(|lane| lane.free.iter().map(|free| row(lane.staff_id, &lane.name, free))).collect();
    rows.sort_by(|a, b| b.minutes.cmp(&a.minutes).then(a.start.cmp(&b.start)));
    let total = rows.len() as i64;
    rows.truncate(ROWS_MAX);
    rows.sort_by(|a, b| a.start.cmp(&b.start));
    Ok(FreeWindows { total, branch_id: board.branch_id, day: board.day, rows, can_write: board.can_write })
}

#[derive(Input)]
pub struct ClientCard {
    client_id: Id,
}

#[derive(View)]
pub struct ClientVisits {
    client_id: Id,
    visits: i64,
    spent_minor: i64,
    next: Option<VisitRow>,
    rows: Vec<VisitRow>,
    can_write: bool,
}

#[derive(View)]
struct VisitRow {
    appointment_id: Id,
    day: Day,
    start: String,
    end: String,
    state: String,
    tone: &'static str,
    icon: &'static str,
    services: String,
    staff: String,
    total_minor: i64,
}

/// How many visits a card shows.
const VISITS_MAX: i64 = 30;

pub fn client_visits(ctx: &Query, card: ClientCard) -> Result<ClientVisits> {
    ctx.holds_until((ctx.now() / MINUTE + 1) * MINUTE);
    let visits = queries::client_visits(ctx, card.client_id, VISITS_MAX)?;
    let ids: Vec<Id> = visits.iter().map(|v| v.appointment_id).collect();
    let lines = queries::visit_services(ctx, &ids)?;
    let service_ids: Vec<Id> = lines.iter().map(|l| l.service_id).collect();
    let services: BTreeMap<Id, String> = queries::service_some(ctx, &service_ids)?
        .into_iter()
        .map(|s| (s.service_id, s.name(ctx.locale()).to_owned()))
        .collect();
    let staff_ids: Vec<Id> = visits.iter().map(|v| v.staff_id).collect();
    let staff: BTreeMap<Id, String> =
        queries::staff_some(ctx, &staff_ids)?.into_iter().map(|s| (s.staff_id, s.display_name)).collect();
    let zone = ctx.timezone();
    let row = |visit: queries::ClientVisits| -> VisitRow {
        let of_visit = lines.iter().filter(|l| l.appointment_id == visit.appointment_id);
        let names: Vec<&str> =
            of_visit.filter_map(|l| services.get(&l.service_id)).map(String::as_str).collect();
        let state = State::from_word(&visit.state).unwrap_or(State::Booked);
        let (tone, icon) = board::sign(state);
        VisitRow {
            appointment_id: visit.appointment_id,
            day: business_day(visit.start_at, zone).unwrap_or_else(|| ctx.today()),
            start: wall(visit.start_at, zone),
            end: wall(visit.end_at, zone),
            state: visit.state,
            tone,
            icon,
            services: names.join(", "),
            staff: staff.get(&visit.staff_id).cloned().unwrap_or_default(),
            total_minor: visit.total_minor,
        }
    };
    let totals = queries::client_totals(ctx, card.client_id, ctx.now())?;
    let (mut rows, mut ahead) = (Vec::new(), Vec::new());
    for visit in visits {
        let awaited =
            State::from_word(&visit.state).is_some_and(State::is_awaited) && visit.start_at > ctx.now();
        if awaited { ahead.push(row(visit)) } else { rows.push(row(visit)) }
    }
    Ok(ClientVisits {
        client_id: card.client_id,
        visits: totals.as_ref().map(|t| t.visits).unwrap_or_default(),
        spent_minor: totals.map(|t| t.spent_minor).unwrap_or_default(),
        // The list is the newest first, so the nearest visit ahead is the last one.
        next: ahead.pop(),
        rows,
        can_write: ctx.can("booking.appointment.write"),
    })
}
