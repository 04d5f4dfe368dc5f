//! R-I6: a purchase order from draft to closed, over-receipt, landed costs.

use pardoz_sdk::money;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    Ordered,
    Part,
    Received,
    Closed,
    Cancelled,
}

const WORDS: [(State, &str); 6] = [
    (State::Draft, "draft"),
    (State::Ordered, "ordered"),
    (State::Part, "part"),
    (State::Received, "received"),
    (State::Closed, "closed"),
    (State::Cancelled, "cancelled"),
];

impl State {
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(state, _)| *state == self).map_or("draft", |(_, word)| word)
    }

    pub fn from_word(word: &str) -> Option<Self> {
        WORDS.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }

    /// What a person may do next; receiving sets `Part` and `Received` by itself.
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Draft, Self::Ordered | Self::Cancelled)
                | (Self::Ordered, Self::Draft | Self::Cancelled | Self::Part | Self::Received)
                | (Self::Part, Self::Received | Self::Closed)
                | (Self::Received, Self::Closed)
        )
    }

    /// Goods may come in on it.
    pub fn receives(self) -> bool {
        matches!(self, Self::Ordered | Self::Part)
    }
}

/// The state after goods came, from (ordered, received) of each line.
pub fn after_receipt(lines: &[(i64, i64)]) -> State {
    let whole = lines.iter().all(|(ordered, received)| received >= ordered);
    if whole { State::Received } else { State::Part }
}

/// R-I6: more than 5 % over what was ordered needs consent.
pub fn needs_consent(ordered_milli: i64, received_milli: i64) -> bool {
    i128::from(received_milli) * 100 > i128::from(ordered_milli) * 105
}

/// R-I6: freight and customs spread over the lines by value, parts summing to the whole.
pub fn landed(costs_minor: &[i64], landed_minor: i64) -> Vec<i64> {
    let shares = money::split(landed_minor, costs_minor);
    costs_minor.iter().zip(shares).map(|(cost, share)| cost + share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_i6_an_order_walks_one_way() {
        assert!(State::Draft.may_become(State::Ordered));
        assert!(State::Part.may_become(State::Closed));
        assert!(!State::Draft.may_become(State::Received));
        assert!(!State::Closed.may_become(State::Ordered));
        for (state, word) in WORDS {
            assert_eq!(State::from_word(word), Some(state));
        }
    }

    #[test]
    fn r_i6_five_percent_over_is_still_fine() {
        assert!(!needs_consent(100_000, 105_000));
        assert!(needs_consent(100_000, 105_001));
        assert_eq!(after_receipt(&[(5, 5), (3, 2)]), State::Part);
        assert_eq!(after_receipt(&[(5, 6), (3, 3)]), State::Received);
    }

    #[test]
    fn r_i6_landed_costs_go_by_value_and_sum_to_the_whole() {
        let costs = landed(&[30_000_00, 60_000_00, 10_000_00], 10_000_01);
        assert_eq!(costs.iter().sum::<i64>(), 110_000_01);
        assert_eq!(costs, [33_000_00, 66_000_01, 11_000_00]);
        assert_eq!(landed(&[0, 0], 500), [500, 0]);
    }
}
