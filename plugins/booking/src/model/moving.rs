//! R-B10: a visit comes to another time, and what that costs. Money is tiyin.

use super::policy::{self, Policy};
use super::state::{self, By, State};

/// So many moves a client has without paying anything in; the next one needs a deposit.
pub const MOVES_WITHOUT_DEPOSIT: i64 = 2;

/// What a move for the client's sake costs: within the free hours it is a late cancellation of the old time.
pub fn fee(policy: Option<Policy>, state: State, start_at: i64, now: i64, total_minor: i64) -> i64 {
    // Who is here already has kept the time they were given.
    if !state.is_awaited() {
        return 0;
    }
    let ends = state::cancelled(By::Client, start_at, now, policy::free_hours(policy));
    policy::fee(policy, ends, total_minor)
}

/// Do the visit's rules ask for money at any point? If not, nobody need say who wants the other time.
pub fn asks_for_money(policy: Option<Policy>, total_minor: i64) -> bool {
    deposit(policy, MOVES_WITHOUT_DEPOSIT, total_minor) > 0
}

/// What must be paid in before the client's next move: what the visit's rules ask when booking; if they ask for
/// nothing, as much as giving it up costs. A salon without rules asks for nothing.
pub fn deposit(policy: Option<Policy>, moved_count: i64, total_minor: i64) -> i64 {
    let Some(rules) = policy.filter(|_| moved_count >= MOVES_WITHOUT_DEPOSIT) else { return 0 };
    let lost = |state| policy::fee(policy, state, total_minor);
    let sums = [rules.deposit_minor, lost(State::CancelledLate), lost(State::NoShow)];
    sums.into_iter().find(|sum| *sum > 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::policy::Terms;

    const SOM: i64 = 100;
    const HOUR: i64 = 3_600_000;

    fn rules(preset: &str, deposit_percent: i64) -> Option<Policy> {
        let terms = Terms {
            preset: preset.into(),
            own_late_percent: 0,
            own_absent_percent: 0,
            free_hours: 24,
            deposit_percent,
        };
        Some(terms.for_price(200_000 * SOM))
    }

    #[test]
    fn r_b10_a_day_ahead_is_free_and_a_minute_later_a_late_cancellation() {
        let costs = |state, before_ms| fee(rules("moderate", 30), state, before_ms, 0, 200_000 * SOM);
        assert_eq!(costs(State::Booked, 24 * HOUR), 0);
        assert_eq!(costs(State::Confirmed, 24 * HOUR - 60_000), 60_000 * SOM);
        assert_eq!(costs(State::Booked, -HOUR), 60_000 * SOM, "they ring after the start");
        assert_eq!(costs(State::Arrived, -HOUR), 0, "they are here");
        assert_eq!(fee(None, State::Booked, 0, 0, 200_000 * SOM), 0);
    }

    #[test]
    fn r_b10_the_third_move_needs_a_deposit() {
        let asks = |policy, moved| deposit(policy, moved, 200_000 * SOM);
        assert_eq!((asks(rules("moderate", 40), 0), asks(rules("moderate", 40), 1)), (0, 0));
        assert_eq!(asks(rules("moderate", 40), 2), 80_000 * SOM);
        assert_eq!(asks(rules("moderate", 0), 3), 60_000 * SOM, "no deposit when booking: the late fee");
        assert_eq!(asks(rules("flexible", 0), 2), 20_000 * SOM, "late is free there: the no-show fee");
        assert_eq!((asks(rules("none", 0), 9), asks(None, 9)), (0, 0));
    }
}
