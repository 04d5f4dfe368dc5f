//! R-B15: a business day starts at 05:00; money taken after midnight belongs to the day before.

use pardoz_sdk::time::{Day, TimeZone};

/// Minute of the wall clock at which the next business day begins.
pub const DAY_STARTS_MINUTE: i64 = 300;

/// The business day of `instant_ms`; `None` beyond the calendar.
pub fn business_day(instant_ms: i64, zone: &TimeZone) -> Option<Day> {
    Day::from_start(instant_ms, DAY_STARTS_MINUTE, zone).ok()
}

/// The instant at which `day` ends.
pub fn end_of(day: Day, zone: &TimeZone) -> Option<i64> {
    day.plus(1).time(DAY_STARTS_MINUTE, zone).ok()
}

/// `YYYY-MM` of a day: the accrual period (R-F1).
pub fn period(day: &Day) -> String {
    day.as_str()[..7].to_owned()
}

/// First and last day of `YYYY-MM`; `None` if it is no month.
pub fn month(period: &str) -> Option<(Day, Day)> {
    let (year, month) = period.split_once('-')?;
    let (year, month): (i64, i64) = (year.parse().ok()?, month.parse().ok()?);
    let first = Day::new(year, month, 1)?;
    let next = if month == 12 { Day::new(year + 1, 1, 1)? } else { Day::new(year, month + 1, 1)? };
    Some((first, next.plus(-1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pardoz_sdk::time::jiff;

    #[test]
    fn money_after_midnight_belongs_to_the_evening_before() {
        let zone = TimeZone::get("Asia/Tashkent").unwrap();
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        let day = |text: &str| business_day(at(text), &zone).unwrap().to_string();
        assert_eq!(day("2026-11-22T04:59:59+05:00"), "2026-11-21");
        assert_eq!(day("2026-11-22T05:00:00+05:00"), "2026-11-22");
        let end = end_of(Day::parse("2026-11-21").unwrap(), &zone).unwrap();
        assert_eq!(end, at("2026-11-22T05:00:00+05:00"));
    }

    #[test]
    fn a_month_has_its_days() {
        let days = |period: &str| month(period).map(|(a, b)| b.since(a) + 1);
        assert_eq!(days("2026-11"), Some(30));
        assert_eq!(days("2028-02"), Some(29));
        assert_eq!(days("2026-12"), Some(31));
        assert_eq!(days("2026-13"), None);
        assert_eq!(days("soon"), None);
    }
}
