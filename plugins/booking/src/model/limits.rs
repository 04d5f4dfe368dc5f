//! R-B3: how soon and how far ahead a client may book for themselves.

use pardoz_sdk::time::Day;

use super::interval::MINUTE;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub notice_minutes: i64,
    pub horizon_days: i64,
}

/// What a booking is outside of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// The start has passed.
    Past,
    Notice,
    Horizon,
    /// Not in a shift, or on a break.
    Hours,
    /// Beside another visit of the same client (R-B1).
    Client,
    /// R-B10: moved late for the client's sake without the fee.
    Fee,
    /// R-B10: moved once more without the deposit that this needs.
    Deposit,
}

impl Outside {
    /// As the change log keeps it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Notice => "notice",
            Self::Horizon => "horizon",
            Self::Hours => "hours",
            Self::Client => "client",
            Self::Fee => "fee",
            Self::Deposit => "deposit",
        }
    }
}

impl Limits {
    /// Both ends are inclusive: exactly the notice ahead, exactly the last day.
    pub fn check(self, start: i64, day: Day, now: i64, today: Day) -> Option<Outside> {
        if start < now {
            Some(Outside::Past)
        } else if start < now + self.notice_minutes * MINUTE {
            Some(Outside::Notice)
        } else if day > today.plus(self.horizon_days) {
            Some(Outside::Horizon)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notice_and_horizon_are_inclusive() {
        let limits = Limits { notice_minutes: 60, horizon_days: 60 };
        let today = Day::parse("2026-11-22").unwrap();
        let check = |minutes: i64, days: i64| limits.check(minutes * MINUTE, today.plus(days), 0, today);
        assert_eq!(check(60, 0), None);
        assert_eq!(check(59, 0), Some(Outside::Notice));
        assert_eq!(check(-1, 0), Some(Outside::Past));
        assert_eq!(check(9000, 60), None);
        assert_eq!(check(9000, 61), Some(Outside::Horizon));
    }
}
