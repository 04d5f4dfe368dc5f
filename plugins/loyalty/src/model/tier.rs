//! R-L2: levels by money paid in the rolling 12 months; up at once, down on the 1st with days of grace.

use pardoz_sdk::time::Day;

/// A level as the owner set it up; the list is ordered by `from_minor`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    pub tier: String,
    /// Money paid in 12 months from which on it counts.
    pub from_minor: i64,
    /// Points per 100 so'm paid.
    pub earn_percent: i64,
    /// Off every service. 0 = none.
    pub discount_percent: i64,
    /// Adds up with a promo code that is stackable too.
    pub stackable: bool,
}

/// Position of the level that `paid_minor` reaches.
pub fn reached(tiers: &[Tier], paid_minor: i64) -> usize {
    tiers.iter().rposition(|tier| tier.from_minor <= paid_minor).unwrap_or(0)
}

/// A client's level and since when the year's sum has been too small for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Position in the list of levels.
    pub tier: usize,
    /// The 1st on which it was first seen to fall short.
    pub short_since: Option<Day>,
}

/// The day on which levels of a month are looked at.
pub fn first_of_month(day: Day) -> Day {
    day.plus(1 - day.day())
}

/// After money was paid: up at once, never down.
pub fn after_payment(now: Standing, reached: usize) -> Standing {
    if reached >= now.tier { Standing { tier: reached, short_since: None } } else { now }
}

/// On the 1st of a month: whoever falls short gets `grace_days`; once they are over, the level that is earned.
pub fn on_the_first(now: Standing, reached: usize, today: Day, grace_days: i64) -> Standing {
    if reached >= now.tier {
        return Standing { tier: reached, short_since: None };
    }
    match now.short_since {
        Some(since) if today.since(since) >= grace_days => Standing { tier: reached, short_since: None },
        Some(_) => now,
        None => Standing { short_since: Some(today), ..now },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn defaults() -> Vec<Tier> {
        let tier = |tier: &str, from_minor, earn_percent| Tier {
            tier: tier.to_owned(),
            from_minor,
            earn_percent,
            discount_percent: 0,
            stackable: false,
        };
        vec![tier("bronze", 0, 3), tier("silver", 300_000_000, 5), tier("gold", 800_000_000, 7)]
    }

    #[test]
    fn r_l2_a_month_begins_on_its_first() {
        for any in ["2026-11-01", "2026-11-22", "2026-11-30"] {
            assert_eq!(first_of_month(day(any)), day("2026-11-01"));
        }
    }

    #[test]
    fn r_l2_three_and_eight_million_are_the_borders() {
        let tiers = defaults();
        for (som, name) in [
            (0, "bronze"),
            (2_999_999, "bronze"),
            (3_000_000, "silver"),
            (7_999_999, "silver"),
            (8_000_000, "gold"),
        ] {
            assert_eq!(tiers[reached(&tiers, som * 100)].tier, name, "{som}");
        }
        assert_eq!(reached(&tiers, -5), 0);
    }

    #[test]
    fn r_l2_up_at_once_and_never_down_by_a_payment() {
        let silver = Standing { tier: 1, short_since: Some(day("2026-11-01")) };
        assert_eq!(after_payment(silver, 2), Standing { tier: 2, short_since: None });
        assert_eq!(after_payment(silver, 1), Standing { tier: 1, short_since: None });
        assert_eq!(after_payment(silver, 0), silver);
    }

    #[test]
    fn r_l2_down_on_the_first_after_thirty_days_of_grace() {
        let gold = Standing { tier: 2, short_since: None };
        let seen = on_the_first(gold, 0, day("2026-11-01"), 30);
        assert_eq!(seen, Standing { tier: 2, short_since: Some(day("2026-11-01")) });
        assert_eq!(on_the_first(seen, 0, day("2026-12-01"), 30), Standing { tier: 0, short_since: None });
        // February is too short: the 1st of March is 28 days later.
        let seen = on_the_first(gold, 1, day("2027-02-01"), 30);
        assert_eq!(on_the_first(seen, 1, day("2027-03-01"), 30), seen);
        assert_eq!(on_the_first(seen, 1, day("2027-04-01"), 30).tier, 1);
        // Caught up in the meantime.
        assert_eq!(on_the_first(seen, 2, day("2027-03-01"), 30), gold);
    }
}
