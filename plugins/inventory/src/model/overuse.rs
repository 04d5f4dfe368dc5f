//! R-I2: the norm of a visit and what was really taken.

/// Percent over the norm that needs no reason, unless the owner sets another.
pub const TOLERANCE_PERCENT: i64 = 10;

/// Over the tolerance: a reason has to be given. Something that is in no norm always needs one.
pub fn needs_reason(norm_milli: i64, actual_milli: i64, tolerance_percent: i64) -> bool {
    actual_milli > limit(norm_milli, tolerance_percent)
}

/// The most that needs no reason, in thousandths.
pub fn limit(norm_milli: i64, tolerance_percent: i64) -> i64 {
    (i128::from(norm_milli) * i128::from(100 + tolerance_percent) / 100) as i64
}

/// Actual over norm in percent, as a report shows it; `None` without a norm.
pub fn percent_of_norm(norm_milli: i64, actual_milli: i64) -> Option<i64> {
    (norm_milli > 0).then(|| (i128::from(actual_milli) * 100 / i128::from(norm_milli)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_i2_ten_percent_over_the_norm_is_nobodys_business() {
        assert!(!needs_reason(45_000, 45_000, TOLERANCE_PERCENT));
        assert!(!needs_reason(45_000, 49_500, TOLERANCE_PERCENT));
        assert!(needs_reason(45_000, 49_501, TOLERANCE_PERCENT));
        assert!(!needs_reason(45_000, 0, TOLERANCE_PERCENT));
        assert!(needs_reason(0, 1, TOLERANCE_PERCENT));
        assert_eq!(limit(45_000, TOLERANCE_PERCENT), 49_500);
        assert_eq!(percent_of_norm(45_000, 54_000), Some(120));
        assert_eq!(percent_of_norm(0, 1), None);
    }
}
