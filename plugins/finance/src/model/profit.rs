//! What a visit, a service, a master or an hour in a chair leaves (domain.md 2.5): revenue after discounts and
//! refunds, less what it took from the stock and what providers kept of its payments. Pay is not in it: nobody knows it
//! per visit.

use std::ops::AddAssign;

use pardoz_sdk::prelude::money;

/// Sums of one row. Money is tiyin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub quantity_milli: i64,
    /// Before discounts.
    pub list_minor: i64,
    pub discount_minor: i64,
    pub refunded_minor: i64,
    pub materials_minor: i64,
    /// Of payments that a payout has told of.
    pub fees_minor: i64,
    /// Of chairs: two masters beside one client take two.
    pub minutes: i64,
}

impl Sums {
    pub fn revenue_minor(&self) -> i64 {
        self.list_minor - self.discount_minor - self.refunded_minor
    }

    pub fn profit_minor(&self) -> i64 {
        self.revenue_minor() - self.materials_minor - self.fees_minor
    }

    /// For one hour in a chair; nothing where no hour was worked.
    pub fn hour_minor(&self) -> Option<i64> {
        per_hour(self.profit_minor(), self.minutes)
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, more: Self) {
        self.quantity_milli += more.quantity_milli;
        self.list_minor += more.list_minor;
        self.discount_minor += more.discount_minor;
        self.refunded_minor += more.refunded_minor;
        self.materials_minor += more.materials_minor;
        self.fees_minor += more.fees_minor;
        self.minutes += more.minutes;
    }
}

/// What providers kept of a bill, spread over its lines by value, to the tiyin (largest remainder). A bill whose lines
/// are worth nothing spreads nothing.
pub fn fees(fee_minor: i64, lines: &[i64]) -> Vec<i64> {
    match lines.iter().any(|line| *line > 0) {
        true => money::split(fee_minor, lines),
        false => vec![0; lines.len()],
    }
}

/// An amount spread over worked time.
pub fn per_hour(amount_minor: i64, minutes: i64) -> Option<i64> {
    if minutes > 0 { money::share(amount_minor, 60, minutes) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOM: i64 = 100;

    /// A colouring of 300 000 with a code of 20 %, 30 ml of dye and 45 ml of oxidant for 24 750 + 13 500 in 105 minutes.
    #[test]
    fn a_colouring_leaves_what_is_left_of_its_price_after_the_code_and_the_dye() {
        let visit = Sums {
            quantity_milli: 1000,
            list_minor: 300_000 * SOM,
            discount_minor: 60_000 * SOM,
            materials_minor: 38_250 * SOM,
            minutes: 105,
            ..Sums::default()
        };
        assert_eq!(visit.revenue_minor(), 240_000 * SOM);
        assert_eq!(visit.profit_minor(), 201_750 * SOM);
        // 201 750 × 60 / 105 = 115 285.714…, to a whole so'm.
        assert_eq!(visit.hour_minor(), Some(115_286 * SOM));
    }

    /// R-F3: materials stay spent, so a visit whose money went back is a loss of them.
    #[test]
    fn r_f3_a_refunded_visit_loses_its_materials() {
        let mut day = Sums { list_minor: 100_000 * SOM, minutes: 60, ..Sums::default() };
        day += Sums {
            list_minor: 200_000 * SOM,
            refunded_minor: 200_000 * SOM,
            materials_minor: 30_000 * SOM,
            ..Sums::default()
        };
        assert_eq!((day.revenue_minor(), day.profit_minor()), (100_000 * SOM, 70_000 * SOM));
        assert_eq!(day.hour_minor(), Some(70_000 * SOM));
    }

    /// 1.1 % of 240 000 + 60 000 + 0 for a gift is 3 300: 2 640 and 660; and of thirds no tiyin is lost.
    #[test]
    fn a_fee_is_spread_by_value_to_the_tiyin() {
        assert_eq!(fees(3_300 * SOM, &[240_000 * SOM, 60_000 * SOM, 0]), [2_640 * SOM, 660 * SOM, 0]);
        assert_eq!(fees(100, &[5, 5, 5]).iter().sum::<i64>(), 100);
        assert_eq!(fees(-100, &[5, 5, 5]).iter().sum::<i64>(), -100, "a fee that came back with the money");
        assert_eq!(fees(100, &[0, 0]), [0, 0]);
        let visit =
            Sums { list_minor: 300_000 * SOM, fees_minor: 3_300 * SOM, minutes: 60, ..Sums::default() };
        assert_eq!((visit.profit_minor(), visit.hour_minor()), (296_700 * SOM, Some(296_700 * SOM)));
    }

    #[test]
    fn goods_take_no_hour() {
        assert_eq!(Sums { list_minor: 5, ..Sums::default() }.hour_minor(), None);
        assert_eq!(per_hour(-90 * SOM, 60), Some(-90 * SOM));
    }
}
