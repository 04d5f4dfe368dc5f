//! R-F3, R-L1: what goes back after a refund. Every share is cumulative: however a bill is refunded in parts, the
//! parts add up to the whole, and no rounding is lost or gained on the way.

/// How many of `earned` points are to be taken back now. `paid` = money of the bill, `refunded` = money given back
/// so far with this refund, `taken` = points taken back before.
pub fn clawed(earned: i64, taken: i64, paid: i64, refunded: i64, full: bool) -> i64 {
    if full || paid <= 0 || refunded >= paid {
        return (earned - taken).max(0);
    }
    let refunded = i128::from(refunded.max(0));
    let target = (i128::from(earned) * refunded * 2 + i128::from(paid)) / (2 * i128::from(paid));
    (target as i64 - taken).max(0)
}

/// Which lots get `points` back: the ones spent last (the latest to expire) first. `spent` is by lot, in the order it
/// was spent, less what came back before.
pub fn returned<K: Copy>(spent: &[(Option<K>, i64)], points: i64) -> Vec<(Option<K>, i64)> {
    let mut open = points;
    let mut back = Vec::new();
    for (lot, spent) in spent.iter().rev() {
        let now = open.min(*spent);
        if now > 0 {
            back.push((*lot, now));
            open -= now;
        }
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_l1_parts_take_back_as_much_as_the_whole() {
        let mut taken = 0;
        for refunded in [1_000_000, 3_333_333, 9_799_999, 9_800_000] {
            taken += clawed(2_940, taken, 9_800_000, refunded, false);
        }
        assert_eq!(taken, 2_940);
        assert_eq!(clawed(2_940, 0, 9_800_000, 4_900_000, false), 1_470);
        assert_eq!(clawed(2_940, 1_470, 9_800_000, 4_900_000, true), 1_470);
        assert_eq!(clawed(0, 0, 0, 0, true), 0);
    }

    #[test]
    fn r_l1_the_latest_lot_gets_its_points_first() {
        let spent = [(Some(1), 50), (Some(2), 30), (None, 5)];
        assert_eq!(returned(&spent, 40), [(None, 5), (Some(2), 30), (Some(1), 5)]);
        assert_eq!(returned(&spent, 999).iter().map(|part| part.1).sum::<i64>(), 85);
        assert!(returned(&spent, 0).is_empty());
    }
}
