//! R-L4: memberships. A visit is worth price ÷ visits; the last one takes what is left, so that nothing is lost.

use pardoz_sdk::time::Day;

/// What one visit is worth: whole tiyin, the remainder stays with the last visit.
pub fn unit(price_minor: i64, visits: i64) -> i64 {
    if visits > 0 { price_minor / visits } else { 0 }
}

/// What the liability falls by when one more visit is used.
pub fn next_value(value_left_minor: i64, visits_left: i64, unit_minor: i64) -> i64 {
    if visits_left <= 1 { value_left_minor } else { unit_minor.min(value_left_minor) }
}

/// The end after a freeze of `frozen` days.
pub fn end_after_freeze(end: Option<Day>, frozen: i64) -> Option<Day> {
    end.map(|end| end.plus(frozen))
}

/// Days of freezing that may still be taken.
pub fn freeze_left(days_max: i64, used: i64) -> i64 {
    (days_max - used).max(0)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundBy {
    /// Paid − used × unit value.
    Unit,
    /// Paid − used × list price, as was said at the sale.
    List,
}

/// What the client gets back of a membership; never more than its liability, never below 0. `at_list_minor`: what the
/// used visits would have cost each by itself.
pub fn refund(
    paid_minor: i64,
    used: i64,
    unit_minor: i64,
    at_list_minor: i64,
    by: RefundBy,
    value_left: i64,
) -> i64 {
    let gone = match by {
        RefundBy::Unit => used * unit_minor,
        RefundBy::List => at_list_minor.max(used * unit_minor),
    };
    (paid_minor - gone).clamp(0, value_left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_l4_all_visits_together_are_worth_the_price() {
        for (price, visits) in [(80_000_000, 10), (100_000_01, 3), (7, 9), (0, 4)] {
            let each = unit(price, visits);
            let (mut left, mut sum) = (price, 0);
            for number in (1..=visits).rev() {
                let value = next_value(left, number, each);
                left -= value;
                sum += value;
            }
            assert_eq!((left, sum), (0, price));
        }
    }

    #[test]
    fn r_l4_a_freeze_moves_the_end_by_the_frozen_days() {
        let end = Day::parse("2026-12-31").ok();
        assert_eq!(end_after_freeze(end, 14).unwrap().as_str(), "2027-01-14");
        assert_eq!(end_after_freeze(None, 14), None);
        assert_eq!((freeze_left(30, 14), freeze_left(30, 31)), (16, 0));
    }

    #[test]
    fn r_l4_a_refund_is_what_was_paid_less_what_was_used() {
        // 10 visits for 800 000, list price 100 000, 4 used.
        assert_eq!(refund(80_000_000, 4, 8_000_000, 40_000_000, RefundBy::Unit, 48_000_000), 48_000_000);
        assert_eq!(refund(80_000_000, 4, 8_000_000, 40_000_000, RefundBy::List, 48_000_000), 40_000_000);
        assert_eq!(refund(80_000_000, 9, 8_000_000, 90_000_000, RefundBy::List, 8_000_000), 0);
    }
}
