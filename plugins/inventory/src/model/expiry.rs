//! Lots, expiry and opened packages: the earliest expiry first, and what is expired is not used.

use pardoz_sdk::time::Day;

/// Until which day, itself included, something may be used: its own expiry, or so many days after it was opened,
/// whichever comes first.
pub fn usable_until(expires: Option<Day>, opened: Option<Day>, open_days: Option<i64>) -> Option<Day> {
    let by_opening = opened.zip(open_days).map(|(day, days)| day.plus(days));
    match (expires, by_opening) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn an_opened_package_lives_as_long_as_its_maker_says_and_no_longer_than_its_expiry() {
        let (expires, opened) = (Some(day("2027-03-01")), Some(day("2026-11-22")));
        assert_eq!(usable_until(expires, None, Some(30)), expires);
        assert_eq!(usable_until(expires, opened, Some(30)), Some(day("2026-12-22")));
        assert_eq!(usable_until(expires, opened, Some(365)), expires);
        assert_eq!(usable_until(None, opened, None), None);
    }
}
