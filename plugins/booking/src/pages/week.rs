//! Seven days: how full everybody is, or one master's visits.

use pardoz_sdk::prelude::*;

use super::board::{self, BranchView};
use crate::book::{Book, Place, Reach};
use crate::model::board as rules;
use crate::model::clock::wall;
use crate::model::interval::Interval;
use crate::model::state::State;
use crate::queries::{self, DayLine};

#[derive(Input)]
pub struct WeekPage {
    day: Option<Day>,
    branch: Option<Id>,
    /// One master's week; everybody's load if absent.
    staff: Option<Id>,
}

#[derive(View)]
pub struct Week {
    day: Day,
    today: Day,
    previous_day: Day,
    next_day: Day,
    branch_id: Id,
    branches: Vec<BranchView>,
    days: Vec<WeekDay>,
    rows: Vec<Row>,
    /// The one master shown, if one is.
    staff_id: Option<Id>,
    can_write: bool,
}

#[derive(View)]
struct WeekDay {
    day: Day,
    is_today: bool,
    load: i64,
}

#[derive(View)]
struct Row {
    staff_id: Id,
    name: String,
    title: String,
    tint: i64,
    load: i64,
    cells: Vec<Cell>,
}

#[derive(View)]
struct Cell {
    day: Day,
    /// There is a shift.
    works: bool,
    shift: Option<String>,
    load: i64,
    /// 0 to 6, a shade.
    heat: i64,
    visits: i64,
    free_windows: i64,
    /// Only of the one master shown.
    cards: Vec<WeekCard>,
}

#[derive(View)]
struct WeekCard {
    appointment_id: Id,
    start: String,
    end: String,
    tone: &'static str,
    icon: &'static str,
    state: String,
    client_name: Option<String>,
    service: String,
    hidden: bool,
}

pub fn show_week(ctx: &Query, page: WeekPage) -> Result<Week> {
    let place = Place::find(ctx, page.branch)?;
    let day = page.day.unwrap_or(place.today);
    let monday = day.plus(-i64::from(day.weekday().to_monday_zero_offset()));
    let days: Vec<Day> = (0..7).map(|n| monday.plus(n)).collect();
    let reach = Reach::into(ctx, &place)?;
    let lines = queries::day_lines(ctx, monday.as_str(), days[6].as_str(), place.branch_id)?;
    let lines = board::shown(ctx, lines);
    let names = board::service_names(ctx, &lines)?;
    let book = Book::open(ctx, place, monday, days[6], None)?;
    let chosen = page.staff.filter(|id| book.staff.iter().any(|s| s.staff_id == *id));

    let mut rows = Vec::new();
    let mut day_loads = vec![Vec::new(); 7];
    for staff in book.staff.iter().filter(|s| chosen.is_none_or(|id| id == s.staff_id)) {
        let own: Vec<&DayLine> = lines.iter().filter(|l| l.staff_id == staff.staff_id).collect();
        let works = book.shifts.iter().any(|s| s.staff_id == staff.staff_id);
        if !works && own.is_empty() && chosen.is_none() {
            continue;
        }
        let mut cells = Vec::new();
        let mut loads = Vec::new();
        for (index, day) in days.iter().enumerate() {
            let calendar = book.calendar(staff.staff_id, *day, None);
            let load = rules::load(&calendar);
            loads.push(load);
            day_loads[index].push(load);
            let of_day: Vec<&&DayLine> = own.iter().filter(|l| l.day == day.as_str()).collect();
            let shift = book.shifts.iter().find(|s| s.staff_id == staff.staff_id && s.day == day.as_str());
            let card = |line: &&&DayLine| {
                let state = State::from_word(&line.state).unwrap_or(State::Booked);
                let hidden = !reach.covers(line.branch_id, [line.staff_id]);
                let (tone, icon) = board::sign(state);
                WeekCard {
                    appointment_id: line.appointment_id,
                    start: wall(line.start_at, &book.place.zone),
                    end: wall(line.end_at, &book.place.zone),
                    tone,
                    icon,
                    state: line.state.clone(),
                    client_name: line.client_name.clone().filter(|_| !hidden),
                    service: if hidden {
                        String::new()
                    } else {
                        names.get(&line.service_id).cloned().unwrap_or_default()
                    },
                    hidden,
                }
            };
            let free = rules::free_windows(&calendar, ctx.now());
            cells.push(Cell {
                day: *day,
                works: shift.is_some(),
                shift: shift.map(|s| shift_text(&book, Interval::new(s.start_at, s.end_at))),
                load: load.percent(),
                heat: if load.booked == 0 { 0 } else { (load.percent() * 6 / 100).clamp(1, 6) },
                visits: of_day.len() as i64,
                free_windows: free.len() as i64,
                cards: if chosen.is_some() { of_day.iter().map(card).collect() } else { Vec::new() },
            });
        }
        rows.push(Row {
            staff_id: staff.staff_id,
            name: staff.display_name.clone(),
            title: staff.title(ctx.locale()).to_owned(),
            tint: staff.color.clamp(1, 6),
            load: loads.into_iter().sum::<rules::Load>().percent(),
            cells,
        });
    }
    let today = book.place.today;
    let days_view = days.iter().zip(day_loads).map(|(day, loads)| WeekDay {
        day: *day,
        is_today: *day == today,
        load: loads.into_iter().sum::<rules::Load>().percent(),
    });
    Ok(Week {
        day,
        today,
        previous_day: day.plus(-7),
        next_day: day.plus(7),
        branch_id: book.place.branch_id,
        branches: board::branches(&book.place),
        days: days_view.collect(),
        rows,
        staff_id: chosen,
        can_write: ctx.can("booking.appointment.write"),
    })
}

fn shift_text(book: &Book, shift: Interval) -> String {
    format!("{}–{}", wall(shift.start, &book.place.zone), wall(shift.end, &book.place.zone))
}
