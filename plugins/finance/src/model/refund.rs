//! R-F3: money goes back the way it came. Parts are split pro rata by tender with the largest remainder, so they sum
//! to the whole; a certificate's part never becomes cash.

use pardoz_sdk::money;

/// What a line has still to give back for `quantity_milli` of it. Cumulative, so that the parts of a line sum to it
/// however it is cut. `None`: more than is left.
pub fn line_minor(total_minor: i64, quantity_milli: i64, already_milli: i64, back_milli: i64) -> Option<i64> {
    let after = already_milli.checked_add(back_milli)?;
    if back_milli <= 0 || after > quantity_milli {
        return None;
    }
    let until = |milli: i64| {
        if milli == quantity_milli {
            Some(total_minor)
        } else {
            money::share(total_minor, milli, quantity_milli)
        }
    };
    Some(until(after)? - until(already_milli)?)
}

/// A tender as it stands: what of it has not gone back yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub left_minor: i64,
    /// The line it was for: a membership's visit goes back with that line.
    pub line: Option<usize>,
}

/// How much of each tender goes back for these lines' amounts (by number of the line). `None`: more than was paid.
pub fn split(lines: &[(usize, i64)], tenders: &[Standing]) -> Option<Vec<i64>> {
    let mut back = vec![0; tenders.len()];
    let mut rest = 0;
    for &(line, amount_minor) in lines {
        let mut amount = amount_minor;
        for (at, tender) in tenders.iter().enumerate().filter(|(_, tender)| tender.line == Some(line)) {
            let part = amount.min(tender.left_minor - back[at]).max(0);
            back[at] += part;
            amount -= part;
        }
        rest += amount;
    }
    let weights: Vec<i64> = tenders
        .iter()
        .zip(&back)
        .map(|(tender, back)| if tender.line.is_none() { tender.left_minor - back } else { 0 })
        .collect();
    if weights.iter().sum::<i64>() < rest {
        return None;
    }
    if rest > 0 {
        // In whole so'm, because a desk has no tiyin; to the tiyin where something already is not whole.
        let whole = rest % money::WHOLE == 0 && weights.iter().all(|weight| weight % money::WHOLE == 0);
        let unit = if whole { money::WHOLE } else { 1 };
        let weights: Vec<i64> = weights.iter().map(|weight| weight / unit).collect();
        for (sum, part) in back.iter_mut().zip(money::split(rest / unit, &weights)) {
            *sum += part * unit;
        }
    }
    Some(back)
}

/// Points that go back to their lots: pro rata of what the lines were worth, the rest with the last line.
pub fn points(used: i64, already: i64, refunded_after_minor: i64, total_minor: i64) -> i64 {
    if total_minor <= 0 || refunded_after_minor >= total_minor {
        return used - already;
    }
    let due = i128::from(used) * i128::from(refunded_after_minor) / i128::from(total_minor);
    (i64::try_from(due).unwrap_or(used) - already).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOM: i64 = 100;

    fn tender(som: i64) -> Standing {
        Standing { left_minor: som * SOM, line: None }
    }

    #[test]
    fn r_f3_a_part_goes_back_pro_rata_with_the_largest_remainder() {
        // 198 000 was paid as 100 000 by certificate and 98 000 in cash; a third of the work is given back.
        let back = split(&[(0, 66_000 * SOM)], &[tender(100_000), tender(98_000)]).unwrap();
        assert_eq!(back, [33_333 * SOM, 32_667 * SOM]);
        assert_eq!(back.iter().sum::<i64>(), 66_000 * SOM);
        let all = split(&[(0, 198_000 * SOM)], &[tender(100_000), tender(98_000)]).unwrap();
        assert_eq!(all, [100_000 * SOM, 98_000 * SOM], "in full, each tender goes back whole");
        assert_eq!(split(&[(0, 198_001 * SOM)], &[tender(100_000), tender(98_000)]), None);
    }

    #[test]
    fn a_membership_s_visit_goes_back_with_its_own_line() {
        let tenders = [Standing { left_minor: 80_000 * SOM, line: Some(1) }, tender(50_000)];
        assert_eq!(split(&[(1, 80_000 * SOM)], &tenders), Some(vec![80_000 * SOM, 0]));
        assert_eq!(split(&[(0, 50_000 * SOM)], &tenders), Some(vec![0, 50_000 * SOM]));
    }

    #[test]
    fn parts_of_a_line_sum_to_the_line_however_it_is_cut() {
        let (total, quantity) = (100_000 * SOM, 3_000);
        let parts: Vec<i64> =
            [0, 1_000, 2_000].iter().map(|&done| line_minor(total, quantity, done, 1_000).unwrap()).collect();
        assert_eq!(parts, [33_333 * SOM, 33_334 * SOM, 33_333 * SOM]);
        assert_eq!(line_minor(total, quantity, 2_000, 1_001), None);
        assert_eq!(line_minor(total, quantity, 0, 0), None);
    }

    #[test]
    fn points_go_back_pro_rata_and_wholly_at_the_end() {
        assert_eq!(points(42_000, 0, 66_000 * SOM, 198_000 * SOM), 14_000);
        assert_eq!(points(42_000, 14_000, 198_000 * SOM, 198_000 * SOM), 28_000);
        assert_eq!(points(0, 0, 0, 0), 0);
    }
}
