//! R-B15: a business day starts at 05:00.

use pardoz_sdk::time::{Day, TimeZone};

/// Work after midnight belongs to the day before, until this minute of the wall clock.
pub const DAY_STARTS_MINUTE: i64 = 300;

/// The business day of `instant_ms`.
pub fn business_day(instant_ms: i64, zone: &TimeZone) -> Option<Day> {
    Day::from_start(instant_ms, DAY_STARTS_MINUTE, zone).ok()
}

/// The first instant after the business day `day`.
pub fn end_of(day: Day, zone: &TimeZone) -> Option<i64> {
    day.plus(1).time(DAY_STARTS_MINUTE, zone).ok()
}

/// A year back: the window of R-L2. 29 February looks back to 28 February.
pub fn year_before(day: Day) -> Day {
    let same = Day::new(day.year() - 1, day.month(), day.day());
    same.or_else(|| Day::new(day.year() - 1, day.month(), day.day() - 1)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pardoz_sdk::time;

    #[test]
    fn r_b15_work_after_midnight_belongs_to_the_day_before() {
        let zone = time::zone("Asia/Tashkent").unwrap();
        let at = |text: &str| business_day(time::parse_instant(text).unwrap(), &zone).unwrap();
        assert_eq!(at("2026-11-22T04:59:59+05:00").as_str(), "2026-11-21");
        assert_eq!(at("2026-11-22T05:00:00+05:00").as_str(), "2026-11-22");
        let end = end_of(Day::parse("2026-11-22").unwrap(), &zone).unwrap();
        assert_eq!(end, time::parse_instant("2026-11-23T05:00:00+05:00").unwrap());
    }

    #[test]
    fn a_leap_day_looks_back_to_the_28th() {
        assert_eq!(year_before(Day::parse("2028-02-29").unwrap()).as_str(), "2027-02-28");
        assert_eq!(year_before(Day::parse("2028-03-01").unwrap()).as_str(), "2027-03-01");
    }
}
