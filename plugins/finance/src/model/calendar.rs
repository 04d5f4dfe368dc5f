//! Costs that come every month, on their day or the last one of a shorter month.

use pardoz_sdk::time::Day;

use super::clock;

/// The `day_of_month` of the month after `day`.
pub fn next(day: Day, day_of_month: i64) -> Day {
    let (_, last) = clock::month(&clock::period(&day)).unwrap_or((day, day));
    in_month(last.plus(1), day_of_month)
}

/// The first one from `day` on.
pub fn first(day: Day, day_of_month: i64) -> Day {
    let this = in_month(day, day_of_month);
    if this >= day { this } else { next(day, day_of_month) }
}

fn in_month(day: Day, day_of_month: i64) -> Day {
    let Some((first, last)) = clock::month(&clock::period(&day)) else { return day };
    let wanted = first.plus(day_of_month.max(1) - 1);
    if wanted > last { last } else { wanted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_31st_of_a_short_month_is_its_last_day() {
        let day = |text: &str| Day::parse(text).unwrap();
        assert_eq!(next(day("2026-01-31"), 31), day("2026-02-28"));
        assert_eq!(next(day("2026-02-28"), 31), day("2026-03-31"));
        assert_eq!(next(day("2026-12-05"), 5), day("2027-01-05"));
        assert_eq!(first(day("2026-11-22"), 25), day("2026-11-25"));
        assert_eq!(first(day("2026-11-22"), 22), day("2026-11-22"));
        assert_eq!(first(day("2026-11-22"), 5), day("2026-12-05"));
    }
}
