//! Money: `i64` minor units of the salon's currency (tiyin: 100 to the so'm). Never a float.
//!
//! Rules of domain.md, "Conventions": each computed line is rounded half-up to a whole unit, splits use the
//! largest remainder, so that the parts always sum to the whole.

/// Minor units in a whole one (so'm, dollar).
pub const WHOLE: i64 = 100;

/// `amount_minor` × `numerator` ÷ `denominator`, rounded half-up to a whole unit. `None`: the denominator is 0 or
/// the result does not fit.
pub fn share(amount_minor: i64, numerator: i64, denominator: i64) -> Option<i64> {
    let exact_minor = i128::from(amount_minor).checked_mul(i128::from(numerator))?;
    let whole = round_half_up(exact_minor, i128::from(denominator).checked_mul(i128::from(WHOLE))?)?;
    i64::try_from(whole.checked_mul(i128::from(WHOLE))?).ok()
}

/// `basis_points` hundredths of a percent of `amount_minor`, rounded half-up to a whole unit: 1 250 = 12.5 %.
pub fn percent(amount_minor: i64, basis_points: i64) -> Option<i64> {
    share(amount_minor, basis_points, 10_000)
}

/// `amount_minor` rounded half-up to a multiple of `step_minor` (100 = a whole so'm, 100 000 = a thousand).
pub fn round_to(amount_minor: i64, step_minor: i64) -> Option<i64> {
    let steps = round_half_up(i128::from(amount_minor), i128::from(step_minor))?;
    i64::try_from(steps.checked_mul(i128::from(step_minor))?).ok()
}

/// `amount_minor` rounded half-up to whole units.
pub fn round_to_whole(amount_minor: i64) -> Option<i64> {
    round_to(amount_minor, WHOLE)
}

/// Splits `total_minor` in the proportion of `weights` by largest remainder; equal remainders go to the earlier
/// part. The parts sum to the total. Without a positive weight everything is in the first part; an empty list
/// of weights has no parts. Negative weights count as 0.
pub fn split(total_minor: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i128 = weights.iter().map(|&weight| i128::from(weight.max(0))).sum();
    if sum == 0 {
        let mut parts = vec![0; weights.len()];
        if let Some(first) = parts.first_mut() {
            *first = total_minor;
        }
        return parts;
    }
    let exact = |weight: i64| i128::from(total_minor) * i128::from(weight.max(0));
    // A part is at most the total, so it fits; flooring leaves fewer units over than there are parts.
    let mut parts: Vec<i64> = weights.iter().map(|&w| exact(w).div_euclid(sum) as i64).collect();
    let left = i128::from(total_minor) - parts.iter().map(|&part| i128::from(part)).sum::<i128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(exact(weights[at]).rem_euclid(sum)));
    for &at in order.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[at] += 1;
    }
    parts
}

/// Half-up: a tie goes away from zero for amounts of either sign, as a cash desk rounds.
fn round_half_up(numerator: i128, denominator: i128) -> Option<i128> {
    if denominator == 0 {
        return None;
    }
    let negative = (numerator < 0) != (denominator < 0);
    let (numerator, denominator) = (numerator.checked_abs()?, denominator.checked_abs()?);
    let rounded = (numerator.checked_mul(2)?.checked_add(denominator)?) / (denominator.checked_mul(2)?);
    Some(if negative { -rounded } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_rounded_half_up_to_a_whole_som() {
        assert_eq!(percent(1_234_500, 1_000), Some(123_500)); // 1 234.50 -> 1 235
        assert_eq!(percent(-1_234_500, 1_000), Some(-123_500));
        assert_eq!(percent(1_234_400, 1_000), Some(123_400));
        assert_eq!(round_to_whole(149), Some(100));
        assert_eq!(round_to(149_999, 100_000), Some(100_000));
        assert_eq!(share(1, 1, 0), None);
        assert_eq!(share(i64::MAX, i64::MAX, 1), None);
    }

    #[test]
    fn parts_sum_to_the_whole() {
        assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(split(-100, &[1, 1, 1]).iter().sum::<i64>(), -100);
        assert_eq!(split(7, &[0, 0]), [7, 0]);
        assert_eq!(split(7, &[-3, 1]), [0, 7]);
        assert_eq!(split(5, &[]), Vec::<i64>::new());
        for total in [1, 99, 1_000_001, i64::MAX, i64::MIN] {
            let parts = split(total, &[3, 7, 11, i64::MAX]);
            assert_eq!(parts.iter().map(|&p| i128::from(p)).sum::<i128>(), i128::from(total));
        }
    }
}
