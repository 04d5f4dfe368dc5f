//! The time, injected: production reads the system clock, tests hold it still.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;

/// A source of the current instant. Clones share one setting.
#[derive(Clone, Default)]
pub struct Clock {
    /// 0 = follow the system clock.
    fixed: Arc<AtomicI64>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `now` until [`Clock::set`] moves it. For tests and replays.
    pub fn fixed(now: Millis) -> Self {
        let clock = Self::default();
        clock.set(now);
        clock
    }

    /// Stops this clock (and its clones) at `now`.
    pub fn set(&self, now: Millis) {
        self.fixed.store(now, Ordering::SeqCst);
    }

    /// The instant in milliseconds UTC.
    pub fn now(&self) -> Millis {
        match self.fixed.load(Ordering::SeqCst) {
            0 => jiff::Timestamp::now().as_millisecond(),
            fixed => fixed,
        }
    }
}
