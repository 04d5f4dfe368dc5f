//! The payment calendar: when a rule falls due, and what is left day by day.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

/// How often a rule comes round.
#[derive(Input, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    Month,
    Week,
}

/// Days from `first` to `last` on which a rule falls due. `on`: the day of the month (its last day where it is shorter),
/// or 1 = Monday … 7.
pub fn due_days(every: Every, on: i64, first: Day, last: Day) -> Vec<Day> {
    let length = last.since(first);
    (0..=length).map(|at| first.plus(at)).filter(|day| falls_on(every, on, *day)).collect()
}

/// Does the rule fall due on this day?
pub fn falls_on(every: Every, on: i64, day: Day) -> bool {
    match every {
        Every::Week => i64::from(day.weekday().to_monday_one_offset()) == on,
        Every::Month => {
            let is_last = day.plus(1).month() != day.month();
            day.day() == on || is_last && on > day.day()
        }
    }
}

/// One day: what comes, what goes, what is left in the evening. Tiyin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evening {
    pub day: Day,
    pub in_minor: i64,
    pub out_minor: i64,
    pub balance_minor: i64,
}

/// Days with movement in their order, from what is there now; amounts below zero go out.
pub fn evenings(balance_minor: i64, payments: &[(Day, i64)]) -> Vec<Evening> {
    let mut days: BTreeMap<Day, (i64, i64)> = BTreeMap::new();
    for (day, amount) in payments {
        let sums = days.entry(*day).or_default();
        if *amount > 0 { sums.0 += amount } else { sums.1 += amount }
    }
    let mut left = balance_minor;
    let evening = |(day, (in_minor, out_minor)): (Day, (i64, i64))| {
        left += in_minor + out_minor;
        Evening { day, in_minor, out_minor, balance_minor: left }
    };
    days.into_iter().map(evening).collect()
}

/// The first day on which the money does not reach.
pub fn gap(evenings: &[Evening]) -> Option<Evening> {
    evenings.iter().find(|one| one.balance_minor < 0).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn due(every: Every, on: i64, first: &str, last: &str) -> Vec<String> {
        due_days(every, on, day(first), day(last)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn rent_of_the_31st_is_paid_on_the_last_day_of_a_shorter_month() {
        assert_eq!(
            due(Every::Month, 31, "2026-01-15", "2026-04-30"),
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
        );
        assert_eq!(due(Every::Month, 5, "2026-11-05", "2026-12-05"), ["2026-11-05", "2026-12-05"]);
        assert_eq!(due(Every::Month, 29, "2028-02-01", "2028-03-01"), ["2028-02-29"]);
        assert_eq!(due(Every::Month, 5, "2026-11-06", "2026-12-04"), [""; 0]);
    }

    #[test]
    fn a_weekly_payment_falls_on_its_weekday() {
        // 22 November 2026 is a Sunday.
        assert_eq!(due(Every::Week, 7, "2026-11-16", "2026-11-30"), ["2026-11-22", "2026-11-29"]);
        assert_eq!(due(Every::Week, 1, "2026-11-16", "2026-11-16"), ["2026-11-16"]);
    }

    #[test]
    fn the_balance_runs_and_the_gap_is_its_first_day_below_zero() {
        let (a, b, c) = (day("2026-11-23"), day("2026-11-25"), day("2026-11-28"));
        let evenings = evenings(1_000, &[(b, -3_000), (a, 500), (b, 700), (c, 5_000)]);
        let left: Vec<i64> = evenings.iter().map(|one| one.balance_minor).collect();
        assert_eq!(left, [1_500, -800, 4_200]);
        assert_eq!((evenings[1].in_minor, evenings[1].out_minor), (700, -3_000));
        assert_eq!(gap(&evenings).map(|one| (one.day, one.balance_minor)), Some((b, -800)));
        assert_eq!(gap(&evenings[..1]), None);
    }
}
