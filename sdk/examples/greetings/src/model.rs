//! Dates, no I/O.

use pardoz_sdk::prelude::*;

/// `MM-DD` of each of the `days` days from `today` on. In years without a 29 February, those born on it are
/// greeted on the 28th.
pub fn month_days(today: Day, days: u32) -> Vec<String> {
    let mut found = Vec::new();
    for ahead in 0..i64::from(days) {
        let day = today.plus(ahead);
        found.push(day.month_day().to_owned());
        if day.month_day() == "02-28" && day.plus(1).month_day() == "03-01" {
            found.push("02-29".to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(today: &str, days: u32) -> Vec<String> {
        month_days(Day::parse(today).unwrap(), days)
    }

    #[test]
    fn a_fortnight_goes_over_the_end_of_the_year() {
        assert_eq!(of("2026-12-30", 4), ["12-30", "12-31", "01-01", "01-02"]);
    }

    #[test]
    fn who_was_born_on_a_leap_day_has_a_birthday_every_year() {
        assert_eq!(of("2027-02-27", 3), ["02-27", "02-28", "02-29", "03-01"]);
        assert_eq!(of("2028-02-28", 2), ["02-28", "02-29"]);
    }
}
