//! Local times of the salon: a test says `2026-11-23T10:00` and means the clock on the salon's wall.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use pardoz::clock::Clock;

/// Where the test salons are.
pub const TIMEZONE: &str = "Asia/Tashkent";
/// A Monday morning.
pub const START: &str = "2026-11-23T10:00";

/// The salon's clock. It stands still until it is set.
#[derive(Clone)]
pub struct TestClock(pub(crate) Clock);

impl TestClock {
    pub(crate) fn start() -> Self {
        let clock = Self(Clock::fixed(0));
        clock.set(START);
        clock
    }

    /// The clock on the wall shows `local`, e.g. `2026-11-23T10:00`.
    #[track_caller]
    pub fn set(&self, local: &str) {
        self.0.set(instant(local));
    }

    /// Lets `minutes` pass at once.
    pub fn forward(&self, minutes: i64) {
        self.0.set(self.0.now() + minutes * 60_000);
    }

    /// Milliseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        self.0.now()
    }
}

/// The instant of a local time, in milliseconds UTC.
#[track_caller]
pub fn instant(local: &str) -> i64 {
    let read = local.parse::<DateTime>().and_then(|local| local.to_zoned(zone()));
    match read {
        Ok(zoned) => zoned.timestamp().as_millisecond(),
        Err(error) => panic!("`{local}` is no local time like 2026-11-23T10:00: {error}"),
    }
}

fn zone() -> TimeZone {
    TimeZone::get(TIMEZONE).expect("the zone is in the bundled table")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_shows_the_time_on_the_wall() {
        let clock = TestClock::start();
        clock.set("2026-11-23T10:00");
        clock.forward(1);
        let expected: jiff::Timestamp = "2026-11-23T05:01:00Z".parse().unwrap();
        assert_eq!(clock.now(), expected.as_millisecond());
    }
}
