//! How often one visitor may ask for dear things. Kept in memory: guesses at passwords, which must be
//! counted across nodes, are counted in the database (`auth/guess.rs`).

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

use crate::clock::Millis;

/// What is being limited, with how many are allowed in how long (security.md 4.1, row "Rate").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dear {
    SignIn,
    /// Of people who are signed in, at every keystroke; strangers have `Public`.
    Search,
    Upload,
    /// R-K5: whoever carries the client base away does it slowly, and is in the log.
    Export,
    Public,
    Setup,
    /// Messages of foreign systems; each manifest says how many.
    Webhook,
}

impl Dear {
    /// Allowed at once, and the milliseconds in which that many come back.
    fn allowance(self) -> (u32, Millis) {
        match self {
            Self::SignIn => (10, 60_000),
            Self::Search => (600, 60_000),
            Self::Upload => (30, 3_600_000),
            Self::Export => (20, 3_600_000),
            Self::Public => (30, 60_000),
            // Five steps, each looked at in three languages, by somebody quick.
            Self::Setup => (60, 60_000),
            Self::Webhook => (300, 60_000),
        }
    }
}

/// Buckets that forget themselves: full ones are dropped when the table grows.
#[derive(Default)]
pub struct Rates {
    buckets: Mutex<HashMap<(Dear, String), Bucket>>,
}

struct Bucket {
    /// Thousandths of a request.
    tokens: i64,
    at: Millis,
}

/// More visitors than this at once, and the idle ones are forgotten.
const BUCKETS_MAX: usize = 20_000;

impl Rates {
    /// Takes one; the error is the seconds until there is one again.
    pub fn take(&self, dear: Dear, who: &str, now: Millis) -> Result<(), u32> {
        self.take_of(dear, who, now, dear.allowance())
    }

    /// The same with an allowance that somebody else declared.
    pub fn take_of(
        &self,
        dear: Dear,
        who: &str,
        now: Millis,
        (count, window): (u32, Millis),
    ) -> Result<(), u32> {
        let full = i64::from(count) * 1_000;
        let mut buckets = self.buckets.lock().expect("buckets are never held across a panic");
        if buckets.len() >= BUCKETS_MAX {
            buckets.retain(|(dear, _), bucket| now - bucket.at < dear.allowance().1);
        }
        let bucket = buckets.entry((dear, who.to_owned())).or_insert(Bucket { tokens: full, at: now });
        let regained = (now - bucket.at).max(0).saturating_mul(full) / window;
        bucket.tokens = (bucket.tokens + regained).min(full);
        bucket.at = now;
        if bucket.tokens >= 1_000 {
            bucket.tokens -= 1_000;
            return Ok(());
        }
        let missing = 1_000 - bucket.tokens;
        Err((missing * window / full / 1_000 + 1) as u32)
    }

    pub fn take_ip(&self, dear: Dear, ip: IpAddr, now: Millis) -> Result<(), u32> {
        self.take(dear, &ip.to_string(), now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_sign_ins_a_minute_then_one_every_six_seconds() {
        let rates = Rates::default();
        let ask = |now| rates.take(Dear::SignIn, "a", now);
        for _ in 0..10 {
            assert_eq!(ask(0), Ok(()));
        }
        assert_eq!(ask(0), Err(7));
        assert_eq!(rates.take(Dear::SignIn, "b", 0), Ok(()), "others are not made to wait");
        assert_eq!(ask(6_000), Ok(()));
        assert!(ask(6_000).is_err());
        assert_eq!(ask(3_600_000), Ok(()));
    }
}
