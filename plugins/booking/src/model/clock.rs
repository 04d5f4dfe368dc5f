//! R-B15: a business day starts at 05:00; wall times that a zone skips do not exist.

use pardoz_sdk::time::{Day, TimeZone, jiff};

use super::interval::{Interval, MINUTE};

/// Work after midnight belongs to the day before, until this minute of the wall clock.
pub const DAY_STARTS_MINUTE: i64 = 300;

/// The business day of `instant_ms`.
pub fn business_day(instant_ms: i64, zone: &TimeZone) -> Option<Day> {
    Day::from_start(instant_ms, DAY_STARTS_MINUTE, zone).ok()
}

/// From 05:00 to 05:00, however long that is in `zone`.
pub fn bounds(day: Day, zone: &TimeZone) -> Option<Interval> {
    let at = |day: Day| day.time(DAY_STARTS_MINUTE, zone).ok();
    Some(Interval::new(at(day)?, at(day.plus(1))?))
}

/// The instant of a wall time, or `None` if the clock jumps over it. Of a repeated one, the first.
pub fn instant(day: Day, minute: i64, zone: &TimeZone) -> Option<i64> {
    let time = day.date().at((minute / 60) as i8, (minute % 60) as i8, 0, 0);
    let at = zone.to_ambiguous_timestamp(time);
    match at.offset() {
        jiff::tz::AmbiguousOffset::Gap { .. } => None,
        _ => at.earlier().ok().map(|at| at.as_millisecond()),
    }
}

/// Points of the grid: every `step` minutes counted from local 00:00, within the business day (R-B2).
pub fn grid(day: Day, step: i64, zone: &TimeZone) -> Vec<i64> {
    let points = |day: Day, from: i64, to: i64| {
        (0..1440)
            .step_by(step.max(1) as usize)
            .filter(move |minute| (from..to).contains(minute))
            .filter_map(move |minute| instant(day, minute, zone))
    };
    points(day, DAY_STARTS_MINUTE, 1440).chain(points(day.plus(1), 0, DAY_STARTS_MINUTE)).collect()
}

/// Reads `HH:MM`.
pub fn minute_of(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<i64>().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

/// `HH:MM` on the wall of `zone`.
pub fn wall(instant_ms: i64, zone: &TimeZone) -> String {
    let minute = pardoz_sdk::time::minute_of_day(instant_ms, zone).unwrap_or_default();
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// RFC 3339 with the branch's own offset, as people read it.
pub fn rfc3339(instant_ms: i64, zone: &TimeZone) -> String {
    let Ok(at) = jiff::Timestamp::from_millisecond(instant_ms) else { return String::new() };
    let offset = zone.to_offset(at);
    jiff::fmt::temporal::DateTimePrinter::new().timestamp_with_offset_to_string(&at, offset)
}

/// Minutes from the start of the business day, along which the schedule is drawn.
pub fn minute_in_day(instant_ms: i64, bounds: Interval) -> i64 {
    (instant_ms - bounds.start) / MINUTE
}

#[cfg(test)]
mod tests {
    use super::*;
    use pardoz_sdk::time::zone;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn work_after_midnight_belongs_to_the_day_before() {
        let tashkent = zone("Asia/Tashkent").unwrap();
        let at = |text| business_day(pardoz_sdk::time::parse_instant(text).unwrap(), &tashkent).unwrap();
        assert_eq!(at("2026-11-22T04:59:00+05:00"), day("2026-11-21"));
        assert_eq!(at("2026-11-22T05:00:00+05:00"), day("2026-11-22"));
        assert_eq!(at("2026-11-22T23:30:00+05:00"), day("2026-11-22"));
    }

    #[test]
    fn times_that_the_clock_jumps_over_are_never_offered() {
        // Work past midnight: the clocks of Berlin jump from 02:00 to 03:00 in the small hours of 29 March 2026.
        let berlin = zone("Europe/Berlin").unwrap();
        assert_eq!(instant(day("2026-03-29"), 150, &berlin), None);
        let walls: Vec<String> =
            grid(day("2026-03-28"), 30, &berlin).iter().map(|at| wall(*at, &berlin)).collect();
        assert!(walls.contains(&"01:30".into()) && walls.contains(&"03:00".into()));
        assert!(!walls.contains(&"02:00".into()) && !walls.contains(&"02:30".into()));
    }

    #[test]
    fn a_repeated_time_is_offered_once() {
        let berlin = zone("Europe/Berlin").unwrap();
        let points = grid(day("2026-10-24"), 60, &berlin);
        let at_two = points.iter().filter(|at| wall(**at, &berlin) == "02:00").count();
        assert_eq!(at_two, 1);
        let bounds = bounds(day("2026-10-24"), &berlin).unwrap();
        assert_eq!(bounds.minutes(), 25 * 60, "and the day is an hour longer");
    }

    #[test]
    fn the_grid_counts_from_local_midnight() {
        let kolkata = zone("Asia/Kolkata").unwrap();
        let first = grid(day("2026-11-22"), 45, &kolkata)[0];
        assert_eq!(wall(first, &kolkata), "05:15");
        assert_eq!(rfc3339(first, &kolkata), "2026-11-22T05:15:00+05:30");
    }

    #[test]
    fn wall_times_are_read_strictly() {
        assert_eq!(minute_of("9:05"), Some(545));
        assert_eq!(minute_of("23:59"), Some(1439));
        for text in ["24:00", "9", "9:5x", "-1:00", "+9:00", "", "09:60", "009:00"] {
            assert_eq!(minute_of(text), None, "{text}");
        }
    }
}
