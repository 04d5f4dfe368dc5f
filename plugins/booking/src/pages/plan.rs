//! Services, masters and a start become lines: R-B2, R-B6 and R-B8 together.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::book::{Book, Catalogue, Place};
use crate::model::choice::{self, Candidate};
use crate::model::interval::{Interval, MINUTE};
use crate::model::occupancy::{Occupancy, Shape, client_time};
use crate::model::slots::{self, Mode, Slot, Wish};
use crate::model::{board, clock};
use crate::queries;
use crate::visit::{Line, Visit};

/// More ways to share services between masters than this are not compared.
const ASSIGNMENTS_MAX: usize = 200;
/// How far ahead another day is looked for.
pub const DAYS_AHEAD: i64 = 14;

/// A service, and by whom; `None` = any master.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub service_id: Id,
    pub staff_id: Option<Id>,
}

/// What is looked for, and for whom.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    pub wanted: &'a [Wanted],
    pub client: Option<Id>,
}

impl Asking<'_> {
    /// The masters asked for by name; `None` = anybody may do one of the services.
    fn masters(&self) -> Option<Vec<Id>> {
        self.wanted.iter().map(|wanted| wanted.staff_id).collect()
    }
}

/// Why services cannot start at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody asked for does this service.
    Skill,
    /// The master is not at work, or not that long.
    Hours,
    Taken,
}

/// A start that can be had.
#[derive(Clone, Debug)]
pub struct Offer {
    pub start: i64,
    pub best: bool,
    /// The master of each service.
    pub masters: Vec<Id>,
}

/// A way to share the services, with what it leaves of the masters' days.
struct Choice {
    masters: Vec<Id>,
    slot: Slot,
}

/// Days of a branch with everything needed to place services in them.
pub struct Planner {
    pub book: Book,
    pub catalogue: Catalogue,
    from: Day,
    to: Day,
    /// The visit that is being moved takes no time from itself.
    pub except: Option<Id>,
    usual: Option<Id>,
    /// R-B1: the client's other visits in these days.
    client_times: Vec<queries::ClientTimes>,
}

impl Planner {
    /// From `from` to `to`, both inclusive.
    pub fn open(ctx: &Query, place: Place, from: Day, to: Day, asking: Asking<'_>) -> Result<Self> {
        let (client_times, masters) = (client_times(ctx, &place, from, to, asking.client)?, asking.masters());
        let book = Book::open(ctx, place, from, to, masters.as_deref())?;
        let catalogue = Catalogue::of(ctx, &book.staff)?;
        let usual = asking.client.map(|client| usual_master(ctx, client)).transpose()?.flatten();
        Ok(Self { book, catalogue, from, to, except: None, usual, client_times })
    }

    /// The same on other days.
    pub fn on(self, ctx: &Query, from: Day, to: Day, asking: Asking<'_>) -> Result<Self> {
        let place = self.book.place;
        let (client_times, masters) = (client_times(ctx, &place, from, to, asking.client)?, asking.masters());
        let book = Book::open(ctx, place, from, to, masters.as_deref())?;
        Ok(Self { book, from, to, client_times, ..self })
    }

    /// R-B1: nobody sits in two chairs at once.
    fn client_is_free(&self, lines: &[Occupancy]) -> bool {
        let Some(time) = client_time(lines) else { return true };
        let others = self.client_times.iter().filter(|other| Some(other.appointment_id) != self.except);
        others.into_iter().all(|other| !time.overlaps(Interval::new(other.start_at, other.end_at)))
    }

    /// Every master for every service, one list a way. Whoever can do all of it comes as one master.
    fn assignments(&self, wanted: &[Wanted]) -> Vec<Vec<Id>> {
        let able = |wanted: &Wanted| -> Vec<Id> {
            let staff = self.book.staff.iter().map(|s| s.staff_id);
            let asked = staff.filter(|id| wanted.staff_id.is_none_or(|asked| asked == *id));
            asked.filter(|id| self.catalogue.shape(*id, wanted.service_id).is_some()).collect()
        };
        let lists: Vec<Vec<Id>> = wanted.iter().map(able).collect();
        if lists.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let anybody: Vec<usize> = (0..wanted.len()).filter(|at| wanted[*at].staff_id.is_none()).collect();
        let share = |master: &Id| anybody.iter().all(|at| lists[*at].contains(master));
        let alone: Vec<Id> = match anybody.first() {
            None => return vec![lists.iter().map(|list| list[0]).collect()],
            Some(first) => lists[*first].iter().copied().filter(|master| share(master)).collect(),
        };
        if !alone.is_empty() {
            let with = |master: Id| wanted.iter().map(move |w| w.staff_id.unwrap_or(master)).collect();
            return alone.into_iter().map(with).collect();
        }
        let mut ways: Vec<Vec<Id>> = vec![Vec::new()];
        for list in &lists {
            let longer = |way: Vec<Id>| list.iter().map(move |id| [way.clone(), vec![*id]].concat());
            ways = ways.into_iter().flat_map(longer).take(ASSIGNMENTS_MAX).collect();
        }
        ways
    }

    fn shapes(&self, wanted: &[Wanted], masters: &[Id]) -> Vec<Shape> {
        let shape = |(wanted, master): (&Wanted, &Id)| {
            self.catalogue.shape(*master, wanted.service_id).unwrap_or_default()
        };
        wanted.iter().zip(masters).map(shape).collect()
    }

    /// One after another from `start`. Buffers stand between services of one master; another master may begin
    /// as soon as the client is free.
    fn lines(&self, wanted: &[Wanted], masters: &[Id], start: i64) -> Vec<Occupancy> {
        let shapes = self.shapes(wanted, masters);
        let mut lines: Vec<Occupancy> = Vec::with_capacity(shapes.len());
        for (at, shape) in shapes.iter().enumerate() {
            let from = match lines.last() {
                None => start,
                Some(last) if masters[at] == masters[at - 1] => {
                    last.end() + (last.shape.after + shape.before) * MINUTE
                }
                Some(last) => last.end(),
            };
            lines.push(Occupancy::new(from, *shape));
        }
        lines
    }

    /// Starts of a day at which one of the ways fits, each with its best masters.
    pub fn offers(&self, wanted: &[Wanted], day: Day, from: i64) -> Vec<Offer> {
        let grid = clock::grid(day, self.book.rules.step, &self.book.place.zone);
        let mut by_start: BTreeMap<i64, Vec<Choice>> = BTreeMap::new();
        for masters in self.assignments(wanted) {
            let found = self.starts(wanted, &masters, day, self.book.rules.mode, &grid);
            for slot in found.into_iter().filter(|slot| slot.start >= from) {
                if !self.client_is_free(&self.lines(wanted, &masters, slot.start)) {
                    continue;
                }
                by_start.entry(slot.start).or_default().push(Choice { masters: masters.clone(), slot });
            }
        }
        let booked = self.booked(by_start.values().flatten(), day);
        let offer = |(start, choices): (i64, Vec<Choice>)| {
            let best = choices.iter().any(|choice| choice.slot.best);
            self.best(wanted, choices, &booked).map(|masters| Offer { start, best, masters })
        };
        by_start.into_iter().filter_map(offer).collect()
    }

    fn starts(&self, wanted: &[Wanted], masters: &[Id], day: Day, mode: Mode, grid: &[i64]) -> Vec<Slot> {
        let first = masters[0];
        let shapes = self.shapes(wanted, masters);
        let alone = masters.iter().all(|id| *id == first);
        let chain = if alone { &shapes[..] } else { &shapes[..1] };
        let calendar = self.book.calendar(first, day, self.except);
        let wish = Wish { chain, mode, grid, sellable: self.catalogue.sellable(first) };
        let mut found = slots::starts(&calendar, wish);
        if !alone {
            found.retain(|slot| self.stands(wanted, masters, day, slot.start, Occupancies::Fit));
        }
        found
    }

    /// Do all services fit, each with its master, from `start`?
    fn stands(&self, wanted: &[Wanted], masters: &[Id], day: Day, start: i64, what: Occupancies) -> bool {
        let lines = self.lines(wanted, masters, start);
        lines.iter().zip(masters).all(|(line, master)| {
            let calendar = self.book.calendar(*master, day, self.except);
            match what {
                Occupancies::Fit => calendar.fits(*line),
                Occupancies::Free => calendar.is_free(*line),
            }
        })
    }

    /// Minutes booked that day, of each master who would be the first.
    fn booked<'a>(&self, choices: impl Iterator<Item = &'a Choice>, day: Day) -> BTreeMap<Id, i64> {
        let mut booked = BTreeMap::new();
        for first in choices.map(|choice| choice.masters[0]) {
            let minutes = || board::load(&self.book.calendar(first, day, self.except)).booked;
            booked.entry(first).or_insert_with(minutes);
        }
        booked
    }

    /// R-B6 over the ways that fit; `booked` as [`Planner::booked`] says.
    fn best(&self, wanted: &[Wanted], choices: Vec<Choice>, booked: &BTreeMap<Id, i64>) -> Option<Vec<Id>> {
        let candidate = |choice: Choice| {
            let first = choice.masters[0];
            let free_hand = wanted.iter().zip(&choice.masters).filter(|(w, _)| w.staff_id.is_none());
            let usual = self.usual.is_some_and(|usual| free_hand.clone().all(|(_, id)| *id == usual))
                && free_hand.count() > 0;
            Candidate {
                usual,
                unusable: choice.slot.unusable(self.catalogue.sellable(first)),
                booked: booked[&first],
                position: self.book.staff.iter().position(|s| s.staff_id == first).unwrap_or(usize::MAX)
                    as i64,
                who: choice.masters,
            }
        };
        choice::best(choices.into_iter().map(candidate).collect())
    }

    /// The lines of a visit that starts at `start`, or why it cannot. With `outside`, hours do not matter (R-B3).
    pub fn place(
        &self,
        ctx: &Query,
        wanted: &[Wanted],
        day: Day,
        start: i64,
        outside: bool,
    ) -> Result<std::result::Result<Vec<Line>, Why>> {
        let ways = self.assignments(wanted);
        if ways.is_empty() {
            return Ok(Err(Why::Skill));
        }
        let exact = [start];
        let mut choices = Vec::new();
        for masters in &ways {
            let found = self.starts(wanted, masters, day, Mode::Grid, &exact);
            choices.extend(found.into_iter().map(|slot| Choice { masters: masters.clone(), slot }));
        }
        let booked = self.booked(choices.iter(), day);
        let mut masters = self.best(wanted, choices, &booked);
        if masters.is_none() {
            let free =
                ways.iter().find(|masters| self.stands(wanted, masters, day, start, Occupancies::Free));
            match free {
                None => return Ok(Err(Why::Taken)),
                Some(_) if !outside => return Ok(Err(Why::Hours)),
                Some(way) => masters = Some(way.clone()),
            }
        }
        let masters = masters.expect("set above or returned");
        let lines = self.lines(wanted, &masters, start);
        let line = |((wanted, master), time): ((&Wanted, &Id), Occupancy)| Line {
            appointment_line_id: ctx.new_id(),
            service_id: wanted.service_id,
            staff_id: *master,
            start_at: time.start,
            shape: time.shape,
            price_minor: self
                .catalogue
                .skill(*master, wanted.service_id)
                .map(|k| k.price_minor)
                .unwrap_or_default(),
        };
        Ok(Ok(wanted.iter().zip(&masters).zip(lines).map(line).collect()))
    }

    /// R-B7: the three free starts nearest to `wanted_start`, over the days this planner knows.
    pub fn alternatives(&self, ctx: &Query, wanted: &[Wanted], wanted_start: i64) -> Vec<i64> {
        let mut found = Vec::new();
        let mut day = self.from;
        while day <= self.to {
            let offers = self.offers(wanted, day, ctx.now());
            found.extend(offers.into_iter().map(|offer| Slot {
                start: offer.start,
                left: 0,
                right: 0,
                best: false,
            }));
            day = day.plus(1);
            // Later days are only further away.
            if found.len() >= 3
                && day.start(&self.book.place.zone).is_ok_and(|next| next > wanted_start + 36 * 60 * MINUTE)
            {
                break;
            }
        }
        choice::nearest(&found, wanted_start)
    }
}

#[derive(Clone, Copy)]
enum Occupancies {
    Fit,
    Free,
}

fn client_times(
    ctx: &Query,
    place: &Place,
    from: Day,
    to: Day,
    client: Option<Id>,
) -> Result<Vec<queries::ClientTimes>> {
    let Some(client) = client else { return Ok(Vec::new()) };
    queries::client_times(ctx, client, place.bounds(to)?.end, place.bounds(from)?.start, ctx.now())
}

/// R-B6 (1): the master of at least two of the last three visits.
fn usual_master(ctx: &Query, client: Id) -> Result<Option<Id>> {
    let rows = queries::last_masters(ctx, client)?;
    let mut visits: Vec<(Id, Id)> = Vec::new();
    for row in rows {
        if visits.iter().all(|(appointment, _)| *appointment != row.appointment_id) {
            visits.push((row.appointment_id, row.staff_id));
        }
    }
    let masters: Vec<Id> = visits.into_iter().take(3).map(|(_, staff)| staff).collect();
    Ok(choice::usual(&masters))
}

/// A time that cannot be had, and for whom.
pub struct Asked<'a> {
    pub branch_id: Id,
    pub wanted: &'a [Wanted],
    pub start: i64,
    pub client: Option<Id>,
    /// The visit that is being booked or moved: what was written of it so far takes no time from itself.
    pub except: Option<Id>,
}

/// What to answer instead of a time that cannot be had: the refusal with up to three free ones (RFC 3339).
pub fn with_alternatives(ctx: &Query, error: Error, asked: Asked<'_>) -> Result<Error> {
    let place = Place::find(ctx, Some(asked.branch_id))?;
    let day = clock::business_day(asked.start, &place.zone).unwrap_or(place.today).max(place.today);
    let asking = Asking { wanted: asked.wanted, client: asked.client };
    let mut planner = Planner::open(ctx, place, day, day.plus(DAYS_AHEAD), asking)?;
    planner.except = asked.except;
    let zone = &planner.book.place.zone;
    let starts = planner.alternatives(ctx, asked.wanted, asked.start);
    let times: Vec<String> = starts.into_iter().map(|at| clock::rfc3339(at, zone)).collect();
    Ok(error.data(json!({ "alternatives": times })))
}

/// The refusal of a visit's time with what is free instead; any other refusal as it is.
pub fn or_instead<T>(ctx: &Query, error: Error, visit: &Visit, wanted: &[Wanted]) -> Result<T> {
    if error.code() != "conflict" && !error.fields().any(|name| name == "start") {
        return Err(error);
    }
    let asked = Asked {
        branch_id: visit.branch_id,
        wanted,
        start: visit.start_at(),
        client: visit.client_id,
        except: Some(visit.appointment_id),
    };
    Err(with_alternatives(ctx, error, asked)?)
}
