//! R-N6: a birthday gift comes 3 days before and is good until 14 days after; 29 February is kept on the 28th.

use pardoz_sdk::time::Day;

pub const DAYS_BEFORE: i64 = 3;
pub const DAYS_AFTER: i64 = 14;

/// The birthday of somebody born on `birth_date` that a gift given `today` is for, if it is a day for gifts.
pub fn gift_for(birth_date: Day, today: Day) -> Option<Day> {
    // The year may turn between the gift and the day.
    [today.year(), today.plus(DAYS_BEFORE).year(), today.plus(-DAYS_AFTER).year()]
        .into_iter()
        .filter_map(|year| in_year(birth_date, year))
        .find(|birthday| birthday.plus(-DAYS_BEFORE) <= today && today <= birthday.plus(DAYS_AFTER))
}

fn in_year(birth_date: Day, year: i64) -> Option<Day> {
    Day::new(year, birth_date.month(), birth_date.day()).or_else(|| Day::new(year, 2, 28))
}

/// The `MM-DD` of everybody whose gift could be due today, however late the salon's computer was switched on.
pub fn month_days(today: Day) -> Vec<String> {
    let mut days: Vec<String> =
        (-DAYS_AFTER..=DAYS_BEFORE).map(|distance| today.plus(distance).month_day().to_owned()).collect();
    if days.iter().any(|day| day == "02-28") {
        days.push("02-29".to_owned());
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn r_n6_from_three_days_before_to_fourteen_after() {
        let born = day("1990-12-02");
        for (today, due) in
            [("2026-11-28", false), ("2026-11-29", true), ("2026-12-16", true), ("2026-12-17", false)]
        {
            assert_eq!(gift_for(born, day(today)).is_some(), due, "{today}");
        }
        assert_eq!(gift_for(day("1990-01-01"), day("2026-12-30")), Some(day("2027-01-01")));
        assert_eq!(gift_for(day("1990-12-30"), day("2027-01-05")), Some(day("2026-12-30")));
    }

    #[test]
    fn r_n6_the_29th_of_february_is_kept_on_the_28th() {
        assert_eq!(gift_for(day("1992-02-29"), day("2027-02-25")), Some(day("2027-02-28")));
        assert_eq!(gift_for(day("1992-02-29"), day("2028-02-26")), Some(day("2028-02-29")));
        assert!(month_days(day("2027-02-25")).contains(&"02-29".to_owned()));
    }
}
