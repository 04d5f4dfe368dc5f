//! What becomes of a deposit when its visit is given up (R-B9). Money is tiyin.

/// The three ways of the money: into the salon's income, back to the client, onto the client's debts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    pub kept_minor: i64,
    pub back_minor: i64,
    pub billed_minor: i64,
}

/// Kept = min(deposit, fee); the rest goes back. A shortfall is billed only where the salon collects it.
pub fn settle(held_minor: i64, fee_minor: i64, collects: bool) -> Settled {
    let kept_minor = held_minor.min(fee_minor);
    let short = fee_minor - kept_minor;
    Settled {
        kept_minor,
        back_minor: held_minor - kept_minor,
        billed_minor: if collects { short } else { 0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOM: i64 = 100;

    fn settled(kept: i64, back: i64, billed: i64) -> Settled {
        Settled { kept_minor: kept * SOM, back_minor: back * SOM, billed_minor: billed * SOM }
    }

    #[test]
    fn r_b9_the_worked_numbers() {
        // B2: 250 000, deposit 40 %, Moderate, cancelled 5 hours before.
        assert_eq!(settle(100_000 * SOM, 75_000 * SOM, false), settled(75_000, 25_000, 0));
        // 2.13: 200 000, deposit 60 000, Moderate: a day before, a minute later, nobody came.
        assert_eq!(settle(60_000 * SOM, 0, true), settled(0, 60_000, 0));
        assert_eq!(settle(60_000 * SOM, 60_000 * SOM, true), settled(60_000, 0, 0));
        assert_eq!(settle(60_000 * SOM, 100_000 * SOM, false), settled(60_000, 0, 0));
        assert_eq!(settle(60_000 * SOM, 100_000 * SOM, true), settled(60_000, 0, 40_000));
    }
}
