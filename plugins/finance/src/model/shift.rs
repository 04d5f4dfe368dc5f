//! R-F4: what a desk must hold, and what was found in it.

/// Expected = opening + cash in − cash out; `movements_minor` is the sum of the desk's lines in this shift.
pub fn expected(opening_minor: i64, movements_minor: i64) -> i64 {
    opening_minor + movements_minor
}

/// Above zero: there is more than there should be.
pub fn difference(counted_minor: i64, expected_minor: i64) -> i64 {
    counted_minor - expected_minor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_f4_a_desk_is_short_by_what_is_missing() {
        let som = 100;
        let expected = expected(200_000 * som, (1_450_000 - 300_000) * som);
        assert_eq!(expected, 1_350_000 * som);
        assert_eq!(difference(1_345_000 * som, expected), -5_000 * som);
    }
}
