//! A transaction's life: created (1), performed (2), cancelled before (-1) or after (-2) that.

/// How long a created transaction waits to be performed: twelve hours.
pub const LIFE_MS: i64 = 43_200_000;

/// Reason of a transaction that waited too long.
pub const REASON_TIMEOUT: i64 = 4;

pub const CREATED: i64 = 1;
pub const PERFORMED: i64 = 2;
pub const CANCELLED: i64 = -1;
pub const RETURNED: i64 = -2;

pub fn is_over(created_at: i64, now: i64) -> bool {
    now - created_at > LIFE_MS
}

/// The state's word in texts and JSON.
pub fn word(state: i64) -> &'static str {
    match state {
        CREATED => "waits",
        PERFORMED => "performed",
        RETURNED => "returned",
        _ => "cancelled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_hours_are_allowed_and_one_millisecond_more_is_not() {
        assert!(!is_over(1_000, 1_000 + LIFE_MS));
        assert!(is_over(1_000, 1_001 + LIFE_MS));
    }
}
