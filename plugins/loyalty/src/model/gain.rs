//! B21: which offer works. A use is worth what came beyond the client's usual bill, not what went through the till.

/// Whoever has not paid for so many days would not have come by themselves.
pub const LAPSED_DAYS: i64 = 90;

/// What a use brought beyond the usual. `usual_minor` = the mean of the client's paid bills of the year before, for a
/// client who was here in the last 90 days; for a new or a lost one everything counts.
pub fn gain(net_minor: i64, usual_minor: Option<i64>) -> i64 {
    net_minor - usual_minor.unwrap_or(0)
}

/// The usual bill: `None` for somebody new or long gone.
pub fn usual(bills: i64, sum_minor: i64, days_since_last: Option<i64>) -> Option<i64> {
    let here = days_since_last.is_some_and(|days| days <= LAPSED_DAYS);
    (here && bills > 0).then(|| sum_minor / bills)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b21_a_regular_who_saves_is_a_loss_and_a_lost_one_who_returns_is_a_gain() {
        assert_eq!(gain(240_000, usual(4, 1_200_000, Some(30))), -60_000);
        assert_eq!(gain(240_000, usual(4, 1_200_000, Some(91))), 240_000);
        assert_eq!(gain(240_000, usual(0, 0, None)), 240_000);
    }
}
