//! R-B11: what happens to a visit, from a held time to the end.

use serde::{Deserialize, Serialize};

/// Minutes after the start at which somebody should ask where the client is.
pub const PROMPT_AFTER_MINUTES: i64 = 15;

/// R-B9's default: cancelled at least this long before the start costs nothing.
pub const FREE_CANCEL_HOURS: i64 = 24;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Hold,
    Pending,
    Booked,
    Confirmed,
    Arrived,
    InService,
    Completed,
    CancelledEarly,
    CancelledLate,
    CancelledBySalon,
    NoShow,
}

/// Every state with its word, in the order of R-B11.
const WORDS: [(State, &str); 11] = [
    (State::Hold, "hold"),
    (State::Pending, "pending"),
    (State::Booked, "booked"),
    (State::Confirmed, "confirmed"),
    (State::Arrived, "arrived"),
    (State::InService, "in_service"),
    (State::Completed, "completed"),
    (State::CancelledEarly, "cancelled_early"),
    (State::CancelledLate, "cancelled_late"),
    (State::CancelledBySalon, "cancelled_by_salon"),
    (State::NoShow, "no_show"),
];

impl State {
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(state, _)| *state == self).expect("every state has a word").1
    }

    pub fn from_word(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }

    /// R-B1: takes the master's time. A request that waits for an answer does, too.
    pub fn is_blocking(self) -> bool {
        !self.is_cancelled() && self != Self::NoShow
    }

    pub fn is_cancelled(self) -> bool {
        matches!(self, Self::CancelledEarly | Self::CancelledLate | Self::CancelledBySalon)
    }

    /// Given up, or nobody came: money that was paid in for it is settled (R-B9).
    pub fn is_lost(self) -> bool {
        self.is_cancelled() || self == Self::NoShow
    }

    /// The client is expected and not here yet.
    pub fn is_awaited(self) -> bool {
        matches!(self, Self::Pending | Self::Booked | Self::Confirmed)
    }

    /// May a person set `next` by hand? Forward in any stride (a receptionist has no time for every step), back to
    /// correct a slip. Cancelling has its own act with a reason, and only undo brings a cancelled visit back.
    pub fn may_become(self, next: Self) -> bool {
        let by_hand = |state: Self| {
            matches!(
                state,
                Self::Pending
                    | Self::Booked
                    | Self::Confirmed
                    | Self::Arrived
                    | Self::InService
                    | Self::Completed
            )
        };
        match (self, next) {
            (from, to) if from == to => false,
            (Self::Hold, to) => matches!(to, Self::Pending | Self::Booked),
            (from, Self::NoShow) => from.is_awaited(),
            (Self::NoShow, to) => by_hand(to) && to != Self::Pending,
            (from, to) => by_hand(from) && by_hand(to) && to != Self::Pending,
        }
    }

    /// Before the day, nobody can come, be served or fail to come.
    pub fn needs_the_day(self) -> bool {
        matches!(self, Self::Arrived | Self::InService | Self::Completed | Self::NoShow)
    }

    pub fn may_be_cancelled(self) -> bool {
        matches!(self, Self::Hold | Self::Pending | Self::Booked | Self::Confirmed | Self::Arrived)
    }

    /// May its time be changed? What is over stays where it was.
    pub fn may_be_moved(self) -> bool {
        matches!(self, Self::Pending | Self::Booked | Self::Confirmed | Self::Arrived | Self::InService)
    }

    /// The event that tells of the change; moves have their own.
    pub fn event(self, next: Self) -> Option<&'static str> {
        match next {
            _ if self == Self::Completed && next != Self::Completed => {
                Some("booking.appointment.uncompleted")
            }
            Self::Pending | Self::Booked => None,
            Self::Confirmed => Some("booking.appointment.confirmed"),
            Self::Arrived => Some("booking.appointment.arrived"),
            Self::InService => Some("booking.appointment.started"),
            Self::Completed => Some("booking.appointment.completed"),
            Self::NoShow => Some("booking.appointment.no_show"),
            _ if next.is_cancelled() => Some("booking.appointment.cancelled"),
            _ => None,
        }
    }
}

/// Who gives the visit up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Client,
    Salon,
}

/// R-B9: at least the free hours before the start is early, inclusive; later is late.
pub fn cancelled(by: By, start: i64, now: i64, free_hours: i64) -> State {
    match by {
        By::Salon => State::CancelledBySalon,
        By::Client if start - now >= free_hours * 3_600_000 => State::CancelledEarly,
        By::Client => State::CancelledLate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for (state, word) in WORDS {
            assert_eq!(State::from_word(word), Some(state));
            assert_eq!(state.word(), word);
        }
        assert_eq!(State::from_word("moved"), None);
    }

    #[test]
    fn a_request_blocks_and_an_absence_does_not() {
        assert!(State::Pending.is_blocking() && State::Hold.is_blocking() && State::Completed.is_blocking());
        assert!(!State::NoShow.is_blocking() && !State::CancelledEarly.is_blocking());
    }

    #[test]
    fn steps_may_be_skipped_and_corrected_but_the_end_is_the_end() {
        assert!(State::Booked.may_become(State::InService));
        assert!(State::Completed.may_become(State::InService));
        assert!(State::NoShow.may_become(State::Arrived), "late, but here");
        assert!(!State::Arrived.may_become(State::NoShow), "whoever came, came");
        assert!(
            !State::CancelledLate.may_become(State::Booked)
                && !State::Booked.may_become(State::CancelledLate)
        );
        assert!(!State::Booked.may_become(State::Booked));
        assert!(!State::Completed.may_be_cancelled() && !State::Completed.may_be_moved());
    }

    #[test]
    fn leaving_completed_is_said_to_those_who_posted_something() {
        assert_eq!(State::Completed.event(State::InService), Some("booking.appointment.uncompleted"));
        assert_eq!(State::InService.event(State::Completed), Some("booking.appointment.completed"));
    }

    #[test]
    fn a_day_before_to_the_minute_is_early() {
        let day = 24 * 3_600_000;
        let cancelled = |by: By, start: i64| cancelled(by, start, 0, FREE_CANCEL_HOURS);
        assert_eq!(cancelled(By::Client, day), State::CancelledEarly);
        assert_eq!(cancelled(By::Client, day - 60_000), State::CancelledLate);
        assert_eq!(cancelled(By::Salon, 0), State::CancelledBySalon);
    }
}
