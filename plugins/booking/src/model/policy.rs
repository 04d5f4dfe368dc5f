//! R-B9: what giving a visit up costs, by the policy under which it was booked. Money is tiyin.

use pardoz_sdk::money;
use serde::{Deserialize, Serialize};

use super::state::{FREE_CANCEL_HOURS, State};

/// A visit's own copy: what the owner sets later is for later visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// W: cancelled at least so many hours before the start, it costs nothing.
    pub free_hours: i64,
    pub late_percent: i64,
    pub absent_percent: i64,
    /// What the client is asked to pay in when booking; 0 = nothing.
    pub deposit_minor: i64,
}

/// Late and no-show percent of the ready-made policies, the mildest first.
const PRESETS: [(&str, i64, i64); 5] =
    [("none", 0, 0), ("flexible", 0, 10), ("fair", 10, 30), ("moderate", 30, 50), ("strict", 50, 100)];

/// What the owner set for visits that are booked from now on.
#[derive(Clone, Debug)]
pub struct Terms {
    /// A word of the presets; any other means the salon's own percents.
    pub preset: String,
    pub own_late_percent: i64,
    pub own_absent_percent: i64,
    pub free_hours: i64,
    pub deposit_percent: i64,
}

impl Terms {
    /// As it binds a visit of this price.
    pub fn for_price(&self, total_minor: i64) -> Policy {
        let preset = PRESETS.iter().find(|(word, ..)| *word == self.preset);
        let (late_percent, absent_percent) = preset
            .map_or((self.own_late_percent, self.own_absent_percent), |(_, late, absent)| (*late, *absent));
        let deposit_minor = percent_of(total_minor, self.deposit_percent);
        Policy { free_hours: self.free_hours, late_percent, absent_percent, deposit_minor }
    }
}

/// What a visit of this price that ended so costs its client; nothing, unless it is their doing.
pub fn fee(policy: Option<Policy>, state: State, total_minor: i64) -> i64 {
    match (policy, state) {
        (Some(policy), State::CancelledLate) => percent_of(total_minor, policy.late_percent),
        (Some(policy), State::NoShow) => percent_of(total_minor, policy.absent_percent),
        _ => 0,
    }
}

/// W of a visit; visits from before there were policies have the default.
pub fn free_hours(policy: Option<Policy>) -> i64 {
    policy.map_or(FREE_CANCEL_HOURS, |policy| policy.free_hours)
}

/// A whole so'm, and never more than all of it.
fn percent_of(total_minor: i64, percent: i64) -> i64 {
    money::share(total_minor, percent.clamp(0, 100), 100).unwrap_or(total_minor).min(total_minor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::state::{By, cancelled};

    const SOM: i64 = 100;
    const HOUR: i64 = 3_600_000;

    fn terms(preset: &str, deposit_percent: i64) -> Terms {
        let (own_late_percent, own_absent_percent) = (7, 77);
        Terms { preset: preset.into(), own_late_percent, own_absent_percent, free_hours: 24, deposit_percent }
    }

    #[test]
    fn r_b9_a_day_ahead_is_free_and_a_minute_later_is_not() {
        // 2.13: 200 000, Moderate 30/50.
        let (price, policy) = (200_000 * SOM, terms("moderate", 30).for_price(200_000 * SOM));
        assert_eq!(policy.deposit_minor, 60_000 * SOM);
        let ends = |before_ms: i64| cancelled(By::Client, before_ms, 0, policy.free_hours);
        let costs = |state: State| fee(Some(policy), state, price);
        assert_eq!(costs(ends(24 * HOUR)), 0);
        assert_eq!(costs(ends(24 * HOUR - 60_000)), 60_000 * SOM);
        assert_eq!(costs(State::NoShow), 100_000 * SOM);
        assert_eq!(costs(State::CancelledBySalon), 0);
    }

    #[test]
    fn r_b9_the_presets_are_those_of_the_book() {
        let percents = |preset: &str| {
            let policy = terms(preset, 0).for_price(1);
            (policy.late_percent, policy.absent_percent)
        };
        assert_eq!(percents("none"), (0, 0));
        assert_eq!(percents("flexible"), (0, 10));
        assert_eq!(percents("fair"), (10, 30));
        assert_eq!(percents("moderate"), (30, 50));
        assert_eq!(percents("strict"), (50, 100));
        assert_eq!(percents("own"), (7, 77));
    }

    #[test]
    fn a_visit_booked_without_a_policy_costs_nothing() {
        assert_eq!(fee(None, State::NoShow, 200_000 * SOM), 0);
        assert_eq!(free_hours(None), FREE_CANCEL_HOURS);
        assert_eq!(fee(Some(terms("strict", 0).for_price(99)), State::NoShow, 99), 99, "never more than all");
    }
}
