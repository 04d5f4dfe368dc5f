//! A day drawn: lanes, cards, free windows. Positions are steps of five minutes from the first hour shown.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::book::{Book, Place, Reach, own_staff};
use crate::model::board::{self as rules, Load};
use crate::model::clock::{rfc3339, wall};
use crate::model::interval::{Interval, MINUTE, merged, without};
use crate::model::state::State;
use crate::queries::{self, DayLine};

const STEP: i64 = 5 * MINUTE;

#[derive(View)]
pub struct Board {
    pub day: Day,
    pub today: Day,
    pub previous_day: Day,
    pub next_day: Day,
    pub branch_id: Id,
    pub branches: Vec<BranchView>,
    /// RFC 3339 of the first minute drawn; scripts count from here.
    pub from: String,
    pub hours: Vec<Hour>,
    /// Hours drawn.
    pub hour_count: i64,
    pub lanes: Vec<Lane>,
    pub now: Option<Now>,
    pub summary: Summary,
    pub can_write: bool,
}

#[derive(View)]
pub struct BranchView {
    pub branch_id: Id,
    pub name: String,
    pub current: bool,
}

#[derive(View)]
pub struct Hour {
    pub step: i64,
    pub text: String,
}

#[derive(View)]
pub struct Now {
    pub step: i64,
    pub text: String,
}

#[derive(View, Default)]
pub struct Summary {
    pub load: i64,
    pub visits: i64,
    pub free_windows: i64,
    pub done_minor: i64,
    pub planned_minor: i64,
}

#[derive(View)]
pub struct Lane {
    pub staff_id: Id,
    pub name: String,
    pub first_name: String,
    pub title: String,
    pub tint: i64,
    pub load: i64,
    pub booked_minutes: i64,
    pub available_minutes: i64,
    /// Chosen on a phone, where one lane is seen at a time.
    pub current: bool,
    pub cards: Vec<Card>,
    pub free: Vec<Free>,
    pub off: Vec<Off>,
}

#[derive(View, Clone)]
pub struct Card {
    pub appointment_id: Id,
    pub number: i64,
    pub staff_id: Id,
    pub step: i64,
    pub length: i64,
    pub start: String,
    pub end: String,
    pub start_at: i64,
    pub end_at: i64,
    /// RFC 3339 of the whole visit's start; a dragged card moves the visit by its own shift.
    pub visit_start: String,
    pub state: String,
    pub tone: &'static str,
    pub icon: &'static str,
    /// Null = nobody asked for a name, or it is not for this reader.
    pub client_name: Option<String>,
    pub services: String,
    pub price_minor: i64,
    pub warning: bool,
    pub late: bool,
    /// Somebody else's client: only that the time is taken.
    pub hidden: bool,
    pub movable: bool,
    /// When the master is free within the card, as steps from its beginning: `12+7 30+2`. A dragged card may lie there.
    pub gaps: String,
    /// 0 = alone; 1, 2 = side by side with another card.
    pub side: i64,
}

#[derive(View)]
pub struct Free {
    pub step: i64,
    pub length: i64,
    pub minutes: i64,
    pub start: String,
    pub start_text: String,
    pub end_text: String,
}

#[derive(View)]
pub struct Off {
    pub step: i64,
    pub length: i64,
    /// `before` `after` `off` `break` `time_off`
    pub kind: &'static str,
    pub until: String,
    pub since: String,
    pub reason: Option<String>,
}

/// Colour and icon of a state (ui.md 2); the word stands beside them in the template.
pub fn sign(state: State) -> (&'static str, &'static str) {
    match state {
        State::Hold | State::Pending | State::Booked => ("wait", "clock"),
        State::Confirmed => ("conf", "check"),
        State::Arrived => ("here", "circle-check"),
        State::InService => ("work", "scissors"),
        State::Completed => ("done", "check-check"),
        State::NoShow => ("miss", "x"),
        State::CancelledEarly | State::CancelledLate | State::CancelledBySalon => ("off", "circle-x"),
    }
}

/// Everything a day's page shows.
pub fn draw(ctx: &Query, place: Place, day: Day, chosen: Option<Id>) -> Result<Board> {
    let reach = Reach::into(ctx, &place)?;
    let lines = shown(ctx, queries::day_lines(ctx, day.as_str(), day.as_str(), place.branch_id)?);
    let names = service_names(ctx, &lines)?;
    let book = Book::open(ctx, place, day, day, None)?;
    let own = own_staff(ctx)?;
    let bounds = book.place.bounds(day)?;

    let times = book.shifts.iter().map(|s| Interval::new(s.start_at, s.end_at));
    let drawn: Vec<Interval> =
        times.chain(lines.iter().map(|l| Interval::new(l.start_at, l.end_at))).collect();
    let hours = rules::hours(bounds, &drawn);

    let writes = ctx.can("booking.appointment.write");
    let visits = visits(&lines);
    let mut lanes = Vec::new();
    let mut loads = Vec::new();
    for staff in &book.staff {
        let has_shift = book.shifts.iter().any(|s| s.staff_id == staff.staff_id);
        let own_lines: Vec<&DayLine> = lines.iter().filter(|l| l.staff_id == staff.staff_id).collect();
        if !has_shift && own_lines.is_empty() {
            continue;
        }
        let calendar = book.calendar(staff.staff_id, day, None);
        let load = rules::load(&calendar);
        loads.push(load);
        let cards = cards(&own_lines, &visits, &names, hours, &book, |line| {
            !reach.covers(line.branch_id, visits[&line.appointment_id].staff.iter().copied())
        });
        let free = rules::free_windows(&calendar, ctx.now().max(bounds.start));
        lanes.push(Lane {
            staff_id: staff.staff_id,
            name: staff.display_name.clone(),
            first_name: staff.first_name.clone(),
            title: staff.title(ctx.locale()).to_owned(),
            tint: staff.color.clamp(1, 6),
            load: load.percent(),
            booked_minutes: load.booked,
            available_minutes: load.available,
            current: false,
            cards,
            free: free.into_iter().map(|time| free_view(time, hours, &book)).collect(),
            off: off(&book, staff.staff_id, hours),
        });
    }
    let chosen = chosen.or(own).filter(|id| lanes.iter().any(|l| l.staff_id == *id));
    let chosen = chosen.or(lanes.first().map(|l| l.staff_id));
    lanes.iter_mut().for_each(|lane| lane.current = Some(lane.staff_id) == chosen);

    let now = (hours.start <= ctx.now() && ctx.now() < hours.end)
        .then(|| Now { step: (ctx.now() - hours.start) / STEP, text: wall(ctx.now(), &book.place.zone) });
    Ok(Board {
        day,
        today: book.place.today,
        previous_day: day.plus(-1),
        next_day: day.plus(1),
        branch_id: book.place.branch_id,
        branches: branches(&book.place),
        from: rfc3339(hours.start, &book.place.zone),
        hours: (0..hours.minutes() / 60)
            .map(|hour| Hour {
                step: hour * 12,
                text: wall(hours.start + hour * 60 * MINUTE, &book.place.zone),
            })
            .collect(),
        hour_count: hours.minutes() / 60,
        summary: summary(&lines, &lanes, loads.into_iter().sum()),
        lanes,
        now,
        can_write: writes,
    })
}

pub fn branches(place: &Place) -> Vec<BranchView> {
    let view = |branch: &queries::Branch| BranchView {
        branch_id: branch.branch_id,
        name: branch.name.clone(),
        current: branch.branch_id == place.branch_id,
    };
    place.branches.iter().map(view).collect()
}

/// Lines that stand in the schedule: no cancelled visits, no holds that have run out.
pub fn shown(ctx: &Query, lines: Vec<DayLine>) -> Vec<DayLine> {
    let stands = |line: &DayLine| {
        State::from_word(&line.state).is_some_and(|state| !state.is_cancelled())
            && line.hold_until.is_none_or(|until| until > ctx.now())
    };
    lines.into_iter().filter(stands).collect()
}

/// Names of the services in these lines, archived ones included.
pub fn service_names(ctx: &Query, lines: &[DayLine]) -> Result<BTreeMap<Id, String>> {
    let mut ids: Vec<Id> = lines.iter().map(|line| line.service_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let services = queries::service_some(ctx, &ids)?;
    Ok(services.iter().map(|s| (s.service_id, s.name(ctx.locale()).to_owned())).collect())
}

fn summary(lines: &[DayLine], lanes: &[Lane], load: Load) -> Summary {
    let mut visits: BTreeMap<Id, (&str, i64)> = BTreeMap::new();
    for line in lines {
        visits.insert(line.appointment_id, (line.state.as_str(), line.total_minor));
    }
    let expected = visits.values().filter(|(state, _)| *state != "no_show");
    Summary {
        load: load.percent(),
        visits: visits.len() as i64,
        free_windows: lanes.iter().map(|lane| lane.free.len() as i64).sum(),
        done_minor: visits.values().filter(|(state, _)| *state == "completed").map(|(_, total)| total).sum(),
        planned_minor: expected.map(|(_, total)| total).sum(),
    }
}

/// A visit over all its lines.
struct Whole {
    start_at: i64,
    staff: Vec<Id>,
}

fn visits(lines: &[DayLine]) -> BTreeMap<Id, Whole> {
    let mut visits: BTreeMap<Id, Whole> = BTreeMap::new();
    for line in lines {
        let whole = Whole { start_at: line.start_at, staff: Vec::new() };
        let visit = visits.entry(line.appointment_id).or_insert(whole);
        visit.start_at = visit.start_at.min(line.start_at);
        visit.staff.push(line.staff_id);
    }
    visits
}

/// One card per visit and master: lines that follow each other are one stretch of work to the eye.
fn cards(
    own: &[&DayLine],
    visits: &BTreeMap<Id, Whole>,
    names: &BTreeMap<Id, String>,
    hours: Interval,
    book: &Book,
    hidden: impl Fn(&DayLine) -> bool,
) -> Vec<Card> {
    let zone = &book.place.zone;
    let mut cards: Vec<Card> = Vec::new();
    for line in own {
        let gap = gap(line);
        let name = names.get(&line.service_id).cloned().unwrap_or_default();
        let known = cards
            .iter_mut()
            .find(|c| c.appointment_id == line.appointment_id && c.end_at >= line.start_at - 60 * MINUTE);
        if let Some(card) = known {
            card.end_at = card.end_at.max(line.end_at);
            card.end = wall(card.end_at, zone);
            card.price_minor += line.price_minor;
            card.gaps.push_str(&gap_text(gap, card.start_at));
            if !card.hidden {
                card.services = format!("{}, {name}", card.services);
            }
            continue;
        }
        let state = State::from_word(&line.state).unwrap_or(State::Booked);
        let (tone, icon) = sign(state);
        let hidden = hidden(line);
        cards.push(Card {
            appointment_id: line.appointment_id,
            number: line.number,
            staff_id: line.staff_id,
            step: 0,
            length: 0,
            start: wall(line.start_at, zone),
            end: wall(line.end_at, zone),
            start_at: line.start_at,
            end_at: line.end_at,
            visit_start: rfc3339(visits[&line.appointment_id].start_at, zone),
            state: line.state.clone(),
            tone,
            icon,
            client_name: line.client_name.clone().filter(|_| !hidden),
            services: if hidden { String::new() } else { name },
            price_minor: if hidden { 0 } else { line.price_minor },
            warning: !hidden && line.warning.is_some(),
            late: line.late && state.is_awaited(),
            hidden,
            movable: !hidden && state.may_be_moved(),
            gaps: gap_text(gap, line.start_at),
            side: 0,
        });
    }
    for card in &mut cards {
        let time = Interval::new(card.start_at, card.end_at).clipped(hours);
        card.step = (time.start - hours.start) / STEP;
        card.length = ((time.end - time.start + STEP - 1) / STEP).max(1);
    }
    side_by_side(&mut cards);
    cards
}

/// The processing time of a line, while its master may serve somebody else.
fn gap(line: &DayLine) -> Option<Interval> {
    let from = line.start_at + line.active_minutes * MINUTE;
    (line.processing_minutes > 0).then(|| Interval::new(from, from + line.processing_minutes * MINUTE))
}

/// Whole steps only: what is left of one belongs to the work around it.
fn gap_text(gap: Option<Interval>, card_start: i64) -> String {
    let steps = |gap: Interval| ((gap.start - card_start + STEP - 1) / STEP, (gap.end - card_start) / STEP);
    gap.map(steps).map_or(String::new(), |(from, to)| format!("{from}+{} ", (to - from).max(0)))
}

/// Cards that overlap (a cut while the colour works, imported history) share the lane's width.
fn side_by_side(cards: &mut [Card]) {
    for at in 1..cards.len() {
        let (before, rest) = cards.split_at_mut(at);
        let card = &mut rest[0];
        if let Some(other) =
            before.iter_mut().rev().find(|other| other.end_at > card.start_at && card.end_at > other.start_at)
        {
            if other.side == 0 {
                other.side = 1;
            }
            card.side = if other.side == 1 { 2 } else { 1 };
        }
    }
}

fn free_view(time: Interval, hours: Interval, book: &Book) -> Free {
    let shown = time.clipped(hours);
    Free {
        step: (shown.start - hours.start) / STEP,
        length: ((shown.end - shown.start) / STEP).max(1),
        minutes: time.minutes(),
        start: rfc3339(time.start, &book.place.zone),
        start_text: wall(time.start, &book.place.zone),
        end_text: wall(time.end, &book.place.zone),
    }
}

/// Hatched: outside of the shift, breaks, time off.
fn off(book: &Book, staff_id: Id, hours: Interval) -> Vec<Off> {
    let zone = &book.place.zone;
    let view = |time: Interval, kind: &'static str, reason: Option<String>| {
        let shown = time.clipped(hours);
        (!shown.is_empty()).then(|| Off {
            step: (shown.start - hours.start) / STEP,
            length: ((shown.end - shown.start) / STEP).max(1),
            kind,
            until: wall(time.end, zone),
            since: wall(time.start, zone),
            reason,
        })
    };
    let shifts =
        book.shifts.iter().filter(|s| s.staff_id == staff_id).map(|s| Interval::new(s.start_at, s.end_at));
    let shifts = merged(shifts.collect());
    let mut found = Vec::new();
    for rest in without(hours, &shifts) {
        let kind = match (shifts.is_empty(), rest.start <= hours.start, rest.end >= hours.end) {
            (true, ..) => "off",
            (_, true, _) => "before",
            (_, _, true) => "after",
            _ => "break",
        };
        found.extend(view(rest, kind, None));
    }
    let clipped =
        |time: Interval| shifts.iter().map(move |shift| time.clipped(*shift)).filter(|t| !t.is_empty());
    for pause in book.breaks.iter().filter(|p| p.staff_id == staff_id) {
        found.extend(
            clipped(Interval::new(pause.start_at, pause.end_at)).filter_map(|t| view(t, "break", None)),
        );
    }
    for rest in book.time_off.iter().filter(|p| p.staff_id == staff_id) {
        let times = clipped(Interval::new(rest.start_at, rest.end_at));
        found.extend(times.filter_map(|t| view(t, "time_off", rest.reason.clone())));
    }
    found
}
