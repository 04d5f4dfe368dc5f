//! R-B2: when a service may start.

use super::interval::{Interval, MINUTE, without};
use super::occupancy::{Calendar, Occupancy, Shape};

/// Which starts are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Points of the step.
    Grid,
    /// The same, and where a free stretch begins.
    Dynamic,
    /// Only starts that leave no stretch too short to sell.
    Optimal,
}

impl Mode {
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "grid" => Some(Self::Grid),
            "dynamic" => Some(Self::Dynamic),
            "optimal" => Some(Self::Optimal),
            _ => None,
        }
    }
}

/// What is asked of a calendar.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// Services by one master, one after another.
    pub chain: &'a [Shape],
    pub mode: Mode,
    /// Points of the grid within the day, sorted (`clock::grid`).
    pub grid: &'a [i64],
    /// G of R-B2: the shortest stretch that can still be sold, minutes.
    pub sellable: i64,
}

/// A start, and what it leaves beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub start: i64,
    /// Minutes left of the free stretch before and after.
    pub left: i64,
    pub right: i64,
    /// Leaves nothing unsellable and touches a neighbour.
    pub best: bool,
}

impl Slot {
    /// R-B6 (2): minutes that nobody can use any more.
    pub fn unusable(self, sellable: i64) -> i64 {
        [self.left, self.right].into_iter().filter(|gap| (1..sellable).contains(gap)).sum()
    }

    fn is_kept(self, sellable: i64) -> bool {
        self.unusable(sellable) == 0
    }
}

/// The lines of a chain that starts at `start`: buffers of neighbours add up (R-B1).
pub fn lines(chain: &[Shape], start: i64) -> Vec<Occupancy> {
    let mut at = start;
    let mut lines = Vec::with_capacity(chain.len());
    for (index, shape) in chain.iter().enumerate() {
        if index > 0 {
            at += (chain[index - 1].after + shape.before) * MINUTE;
        }
        let line = Occupancy::new(at, *shape);
        at = line.end();
        lines.push(line);
    }
    lines
}

/// Starts at which the whole chain fits, by time.
pub fn starts(calendar: &Calendar, wish: Wish<'_>) -> Vec<Slot> {
    if wish.chain.is_empty() {
        return Vec::new();
    }
    let busy = calendar.busy();
    let mut found: Vec<Slot> = Vec::new();
    for window in &calendar.windows {
        for free in without(window.time, &busy) {
            let ends_open = window.open_end && free.end == window.time.end;
            let slots = in_stretch(calendar, wish, free, ends_open);
            found.extend(slots);
        }
    }
    found.sort_unstable_by_key(|slot| slot.start);
    found.dedup_by_key(|slot| slot.start);
    found
}

/// Starts whose reserved time begins in the free stretch `free`.
fn in_stretch(calendar: &Calendar, wish: Wish<'_>, free: Interval, ends_open: bool) -> Vec<Slot> {
    let (first, last) = (wish.chain[0], wish.chain[wish.chain.len() - 1]);
    let earliest = free.start + first.before * MINUTE;
    let latest = latest_start(calendar, wish, free, ends_open);
    let from = wish.grid.partition_point(|point| *point < earliest);
    let mut points: Vec<i64> =
        wish.grid[from..].iter().copied().take_while(|point| *point < free.end).collect();
    match wish.mode {
        Mode::Grid => {}
        Mode::Dynamic => points.push(earliest),
        Mode::Optimal => points.extend([earliest, latest]),
    }
    points.sort_unstable();
    points.dedup();

    let slot = |start: i64| -> Option<Slot> {
        let lines = lines(wish.chain, start);
        let all_fit = lines.iter().all(|line| calendar.fits(*line));
        let end = lines[lines.len() - 1].end() + last.after * MINUTE;
        all_fit.then(|| {
            let left = (start - earliest) / MINUTE;
            let right = ((free.end - end) / MINUTE).max(0);
            let slot = Slot { start, left, right, best: false };
            Slot { best: slot.is_kept(wish.sellable) && (left == 0 || right == 0), ..slot }
        })
    };
    let mut slots: Vec<Slot> = points.into_iter().filter_map(slot).collect();
    if wish.mode == Mode::Optimal {
        let fallback: Vec<Slot> =
            slots.iter().copied().filter(|slot| slot.start == earliest || slot.start == latest).collect();
        slots.retain(|slot| slot.is_kept(wish.sellable));
        if slots.is_empty() {
            slots = fallback;
        }
    }
    slots
}

/// b − d: the last start of the stretch. Where the shift ends, the buffer after the work may run on as far as
/// nobody else is in the way.
fn latest_start(calendar: &Calendar, wish: Wish<'_>, free: Interval, ends_open: bool) -> i64 {
    let lines = lines(wish.chain, 0);
    let length = lines[lines.len() - 1].end();
    let after = wish.chain[wish.chain.len() - 1].after * MINUTE;
    if !ends_open {
        return free.end - after - length;
    }
    let next = calendar.busy().into_iter().map(|busy| busy.start).filter(|start| *start >= free.end).min();
    let work_end = next.map_or(free.end, |next| free.end.min(next - after));
    work_end - length
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked day of domain.md 2.13.
    fn day() -> Calendar {
        let minutes = |from: i64, to: i64| Interval::new(from * MINUTE, to * MINUTE);
        let taken = [(600, 50), (900, 80)];
        let taken = taken.map(|(start, length)| Occupancy::new(start * MINUTE, Shape::plain(length)));
        Calendar::new(&[minutes(540, 1080)], &[minutes(720, 780)], taken.to_vec(), true)
    }

    fn offered(mode: Mode, sellable: i64) -> Vec<String> {
        let grid: Vec<i64> = (0..1440).step_by(15).map(|minute| minute * MINUTE).collect();
        let wish = Wish { chain: &[Shape::plain(45)], mode, grid: &grid, sellable };
        let clock = |at: i64| format!("{:02}:{:02}", at / MINUTE / 60, at / MINUTE % 60);
        starts(&day(), wish).iter().map(|slot| clock(slot.start)).collect()
    }

    const GRID: &str = "09:00 09:15 11:00 11:15 13:00 13:15 13:30 13:45 14:00 14:15 16:30 16:45 17:00 17:15";

    #[test]
    fn the_worked_grid() {
        assert_eq!(offered(Mode::Grid, 30).join(" "), GRID);
    }

    #[test]
    fn the_worked_dynamic_day_adds_where_free_time_begins() {
        let mut expected: Vec<&str> = GRID.split(' ').chain(["10:50", "16:20"]).collect();
        expected.sort_unstable();
        assert_eq!(offered(Mode::Dynamic, 30), expected);
    }

    #[test]
    fn the_worked_optimal_day() {
        let expected = "09:00 09:15 10:50 11:15 13:00 13:30 13:45 14:15 16:20 17:15";
        assert_eq!(offered(Mode::Optimal, 30).join(" "), expected);
    }

    #[test]
    fn the_worked_cut_in_the_processing_of_a_colouring() {
        let colouring = Shape { active: 40, processing: 35, finish: 30, ..Shape::default() };
        let taken = vec![Occupancy::new(600 * MINUTE, colouring)];
        // The rest of the day is taken, so that only the processing is left.
        let calendar = Calendar::new(&[Interval::new(600 * MINUTE, 705 * MINUTE)], &[], taken, true);
        let grid: Vec<i64> = (0..1440).step_by(15).map(|minute| minute * MINUTE).collect();
        let at = |mode, cut| -> Vec<i64> {
            let wish = Wish { chain: &[cut], mode, grid: &grid, sellable: 30 };
            starts(&calendar, wish).iter().map(|slot| slot.start / MINUTE).collect()
        };
        assert_eq!(at(Mode::Grid, Shape::plain(30)), [645]);
        assert_eq!(at(Mode::Dynamic, Shape::plain(30)), [640, 645]);
        assert!(at(Mode::Dynamic, Shape { after: 10, ..Shape::plain(30) }).is_empty());
    }

    #[test]
    fn a_long_service_may_stand_around_a_short_one() {
        let colouring = Shape { active: 40, processing: 35, finish: 30, ..Shape::default() };
        let cut = Occupancy::new(645 * MINUTE, Shape::plain(30));
        let calendar = Calendar::new(&[Interval::new(600 * MINUTE, 720 * MINUTE)], &[], vec![cut], true);
        let wish =
            Wish { chain: &[colouring], mode: Mode::Grid, grid: &[600 * MINUTE, 615 * MINUTE], sellable: 30 };
        assert_eq!(starts(&calendar, wish).iter().map(|s| s.start / MINUTE).collect::<Vec<_>>(), [600]);
    }

    #[test]
    fn a_chain_keeps_the_buffers_between_its_services() {
        let chain = [Shape { after: 10, ..Shape::plain(30) }, Shape { before: 5, ..Shape::plain(20) }];
        let lines = lines(&chain, 600 * MINUTE);
        assert_eq!(lines[1].start, 645 * MINUTE);
        assert!(lines[0].stands_with(lines[1]));
    }
}
