//! Load, free windows and rows of the schedule.

use super::interval::{Interval, MINUTE, merged, without};
use super::occupancy::Calendar;

/// A free stretch shorter than this is not worth a button (ui.md 5).
pub const FREE_WINDOW_MINUTES: i64 = 45;

/// Booked minutes of the minutes there are to book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Load {
    pub booked: i64,
    pub available: i64,
}

impl Load {
    /// 0 to 100, rounded; work outside of hours does not make a day fuller than full.
    pub fn percent(self) -> i64 {
        if self.available == 0 {
            return if self.booked > 0 { 100 } else { 0 };
        }
        ((self.booked * 200 + self.available) / (self.available * 2)).min(100)
    }
}

impl std::iter::Sum for Load {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |a, b| Self {
            booked: a.booked + b.booked,
            available: a.available + b.available,
        })
    }
}

/// How full a master's day is: what is reserved, without processing that is still free.
pub fn load(calendar: &Calendar) -> Load {
    Load {
        booked: calendar.busy().iter().map(|i| i.minutes()).sum(),
        available: calendar.windows.iter().map(|w| w.time.minutes()).sum(),
    }
}

/// Free stretches of at least 45 minutes that lie ahead. Starts are rounded up to the five minutes that the
/// schedule can show and people say.
pub fn free_windows(calendar: &Calendar, now: i64) -> Vec<Interval> {
    let busy = calendar.busy();
    let five = 5 * MINUTE;
    let mut found = Vec::new();
    for window in &calendar.windows {
        for free in without(window.time, &busy) {
            let start = free.start.max(now);
            let start = (start + five - 1).div_euclid(five) * five;
            let free = Interval::new(start, free.end);
            if free.minutes() >= FREE_WINDOW_MINUTES {
                found.push(free);
            }
        }
    }
    found
}

/// Hours the schedule shows: all shifts and all visits, whole hours, at least eight so that a short day is no strip.
pub fn hours(day: Interval, shown: &[Interval]) -> Interval {
    let hour = 60 * MINUTE;
    let all = merged(shown.iter().map(|i| i.clipped(day)).collect());
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return Interval::new(day.start + 4 * hour, day.start + 16 * hour);
    };
    let down = day.start + (first.start - day.start).div_euclid(hour) * hour;
    let up = day.start + (last.end - day.start + hour - 1).div_euclid(hour) * hour;
    Interval::new(down, up.max(down + 8 * hour).min(day.end.max(up)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::occupancy::{Occupancy, Shape};

    fn minutes(from: i64, to: i64) -> Interval {
        Interval::new(from * MINUTE, to * MINUTE)
    }

    #[test]
    fn load_counts_minutes_not_visits() {
        let taken = vec![Occupancy::new(600 * MINUTE, Shape { after: 10, ..Shape::plain(50) })];
        let calendar = Calendar::new(&[minutes(540, 1080)], &[minutes(720, 780)], taken, true);
        assert_eq!(load(&calendar), Load { booked: 60, available: 480 });
        assert_eq!(load(&calendar).percent(), 13);
        assert_eq!(Load { booked: 500, available: 480 }.percent(), 100);
        assert_eq!(Load::default().percent(), 0);
    }

    #[test]
    fn windows_lie_ahead_and_are_long_enough() {
        let taken = vec![
            Occupancy::new(600 * MINUTE, Shape::plain(60)),
            Occupancy::new(700 * MINUTE, Shape::plain(60)),
        ];
        let calendar = Calendar::new(&[minutes(540, 900)], &[], taken, true);
        assert_eq!(free_windows(&calendar, 0), [minutes(540, 600), minutes(760, 900)]);
        assert_eq!(free_windows(&calendar, 762 * MINUTE), [minutes(765, 900)]);
        assert_eq!(free_windows(&calendar, 856 * MINUTE), []);
    }

    #[test]
    fn the_schedule_shows_whole_hours_around_everything() {
        let day = minutes(0, 1440);
        assert_eq!(hours(day, &[minutes(245, 700), minutes(300, 905)]), minutes(240, 960));
        assert_eq!(hours(day, &[minutes(600, 660)]), minutes(600, 1080));
    }
}
