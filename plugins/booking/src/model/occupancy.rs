//! R-B1: what a line takes of a master's time.

use serde::{Deserialize, Serialize};

use super::interval::{Interval, MINUTE};

/// How a service passes: buffer, active, processing (the master is free), finish, buffer. Minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shape {
    pub before: i64,
    pub active: i64,
    pub processing: i64,
    pub finish: i64,
    pub after: i64,
}

impl Shape {
    /// One segment without buffers.
    pub fn plain(minutes: i64) -> Self {
        Self { active: minutes, ..Self::default() }
    }

    /// What the client sees: without buffers.
    pub fn duration(self) -> i64 {
        self.active + self.processing + self.finish
    }

    /// What the calendar needs: with buffers.
    pub fn need(self) -> i64 {
        self.before + self.duration() + self.after
    }

    /// The same service in another time: a master who is slower, or a card made longer by hand. Work grows or
    /// shrinks at its end; chemistry does not hurry. When there is no work left to take from, the service becomes
    /// one segment.
    pub fn lasting(self, minutes: i64) -> Self {
        let change = minutes - self.duration();
        if change == 0 {
            return self;
        }
        let last = if self.processing > 0 && self.finish > 0 { self.finish } else { self.active };
        if last + change <= 0 {
            return Self { active: minutes, processing: 0, finish: 0, ..self };
        }
        if self.processing > 0 && self.finish > 0 {
            Self { finish: self.finish + change, ..self }
        } else {
            Self { active: self.active + change, ..self }
        }
    }
}

/// A line in a master's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupancy {
    pub start: i64,
    pub shape: Shape,
}

impl Occupancy {
    pub fn new(start: i64, shape: Shape) -> Self {
        Self { start, shape }
    }

    pub fn end(self) -> i64 {
        self.start + self.shape.duration() * MINUTE
    }

    /// `[start, end)`: the client's time.
    pub fn work(self) -> Interval {
        Interval::new(self.start, self.end())
    }

    /// `[start − before, end + after)`.
    pub fn reserved(self) -> Interval {
        Interval::new(self.start - self.shape.before * MINUTE, self.end() + self.shape.after * MINUTE)
    }

    /// The processing time, while the master may serve somebody else.
    pub fn gap(self) -> Option<Interval> {
        let from = self.start + self.shape.active * MINUTE;
        (self.shape.processing > 0).then(|| Interval::new(from, from + self.shape.processing * MINUTE))
    }

    /// What the master cannot give to anybody else: the reserved time without the processing. These are claimed.
    pub fn busy(self) -> Vec<Interval> {
        let reserved = self.reserved();
        match self.gap() {
            None => vec![reserved],
            Some(gap) => [Interval::new(reserved.start, gap.start), Interval::new(gap.end, reserved.end)]
                .into_iter()
                .filter(|i| !i.is_empty())
                .collect(),
        }
    }

    /// Two lines of one master stand together if they do not touch, or if one lies whole, buffers included, in the
    /// other's processing time.
    pub fn stands_with(self, other: Self) -> bool {
        let within = |gap: Option<Interval>, whole: Interval| gap.is_some_and(|gap| gap.contains(whole));
        !self.reserved().overlaps(other.reserved())
            || within(self.gap(), other.reserved())
            || within(other.gap(), self.reserved())
    }
}

/// R-B1: the client is busy throughout, from the first line's start to the last one's end. Processing and waits are
/// theirs, buffers are the master's. `None` without lines.
pub fn client_time(lines: &[Occupancy]) -> Option<Interval> {
    let start = lines.iter().map(|line| line.start).min()?;
    let end = lines.iter().map(|line| line.end()).max()?;
    Some(Interval::new(start, end))
}

/// A stretch of a shift between breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub time: Interval,
    /// The shift ends here, so a buffer after the work may run on (R-B1, a setting).
    pub open_end: bool,
}

/// One master's day.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// Sorted, disjoint.
    pub windows: Vec<Window>,
    pub taken: Vec<Occupancy>,
}

impl Calendar {
    /// Windows of `shifts` without `pauses` (breaks, time off).
    pub fn new(shifts: &[Interval], pauses: &[Interval], taken: Vec<Occupancy>, past_shift: bool) -> Self {
        let mut windows = Vec::new();
        for shift in super::interval::merged(shifts.to_vec()) {
            for time in super::interval::without(shift, pauses) {
                windows.push(Window { time, open_end: past_shift && time.end == shift.end });
            }
        }
        Self { windows, taken }
    }

    /// Work in a shift and off breaks, the buffer before not earlier than the window, the buffer after not later
    /// unless the shift ends there.
    pub fn in_hours(&self, line: Occupancy) -> bool {
        self.windows.iter().any(|window| {
            window.time.contains(line.work())
                && line.reserved().start >= window.time.start
                && (window.open_end || line.reserved().end <= window.time.end)
        })
    }

    /// No other line in the way.
    pub fn is_free(&self, line: Occupancy) -> bool {
        self.taken.iter().all(|other| line.stands_with(*other))
    }

    pub fn fits(&self, line: Occupancy) -> bool {
        self.in_hours(line) && self.is_free(line)
    }

    /// Everything the master cannot give away, sorted.
    pub fn busy(&self) -> Vec<Interval> {
        super::interval::merged(self.taken.iter().flat_map(|line| line.busy()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: i64 = 600 * MINUTE;

    /// R-B1's worked example.
    fn colouring() -> Occupancy {
        Occupancy::new(TEN, Shape { active: 40, processing: 35, finish: 30, ..Shape::default() })
    }

    fn day() -> Calendar {
        let shift = Interval::new(540 * MINUTE, 1080 * MINUTE);
        Calendar::new(&[shift], &[], vec![colouring()], true)
    }

    #[test]
    fn a_cut_fits_while_the_colour_works() {
        let cut = |minute: i64| Occupancy::new(minute * MINUTE, Shape::plain(30));
        assert!(day().fits(cut(640)), "10:40, where processing begins");
        assert!(day().fits(cut(645)), "10:45, the point of the grid");
        assert!(!day().fits(cut(635)) && !day().fits(cut(650)), "not over its edges");
    }

    #[test]
    fn with_a_buffer_the_same_cut_does_not_fit() {
        let shape = Shape { after: 10, ..Shape::plain(30) };
        for minute in 630..=660 {
            assert!(!day().fits(Occupancy::new(minute * MINUTE, shape)), "{minute}");
        }
    }

    #[test]
    fn the_client_sits_through_the_processing_and_not_through_the_buffers() {
        let shape = Shape { before: 10, after: 10, ..colouring().shape };
        let next = Occupancy::new(TEN + 120 * MINUTE, Shape::plain(30));
        let time = client_time(&[Occupancy::new(TEN, shape), next]).unwrap();
        assert_eq!(time, Interval::new(TEN, TEN + 150 * MINUTE), "R-B1: the wait between two services, too");
        assert_eq!(client_time(&[]), None);
    }

    #[test]
    fn buffers_of_neighbours_add_up() {
        let first = Occupancy::new(TEN, Shape { after: 10, ..Shape::plain(30) });
        let next = |minute: i64| Occupancy::new(minute * MINUTE, Shape { before: 5, ..Shape::plain(30) });
        assert!(!first.stands_with(next(644)));
        assert!(first.stands_with(next(645)));
    }

    #[test]
    fn two_services_do_not_interleave() {
        let other = Occupancy::new(TEN + 45 * MINUTE, colouring().shape);
        assert!(!colouring().stands_with(other), "neither lies whole in the other's processing");
    }

    #[test]
    fn only_the_buffer_after_may_run_past_the_shift() {
        let shift = Interval::new(540 * MINUTE, 1080 * MINUTE);
        let line =
            |start: i64| Occupancy::new(start * MINUTE, Shape { before: 10, after: 10, ..Shape::plain(60) });
        let calendar = |past| Calendar::new(&[shift], &[], vec![], past);
        assert!(calendar(true).fits(line(1020)) && !calendar(false).fits(line(1020)));
        assert!(!calendar(true).fits(line(540)), "a buffer before may not precede the shift");
        assert!(!calendar(true).fits(line(1021)), "work itself never runs over");
        let lunch = Interval::new(720 * MINUTE, 780 * MINUTE);
        let with_lunch = Calendar::new(&[shift], &[lunch], vec![], true);
        assert!(
            !with_lunch.fits(line(660)) && with_lunch.fits(line(650)),
            "a break is not the end of the shift"
        );
    }

    #[test]
    fn a_slower_master_works_longer_and_the_colour_does_not() {
        let shape = colouring().shape;
        assert_eq!(shape.lasting(120), Shape { finish: 45, ..shape });
        assert_eq!(Shape::plain(45).lasting(60), Shape::plain(60));
        assert_eq!(shape.lasting(60), Shape::plain(60), "no finish left: one segment");
        assert_eq!(shape.lasting(60).duration(), 60);
    }
}
