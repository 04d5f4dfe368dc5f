//! SIGKILL at moments that come again with the same seed, and how long the salon was away after each.

use std::time::{Duration, Instant};

use pardoz_tests::salon::Salon;

/// Whoever kills the salon again and again.
pub struct Killer {
    seed: u64,
    random: u64,
    kills: u32,
    away: Vec<Duration>,
}

impl Killer {
    /// The seed is printed, so that a failing run can be repeated (PARDOZ_TEST_SEED).
    pub fn new() -> Self {
        let seed = std::env::var("PARDOZ_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or(20_261_122u64);
        println!("seed {seed}");
        Self { seed, random: seed, kills: 0, away: Vec::new() }
    }

    /// Kills after `least` milliseconds and up to `more` on top.
    pub async fn strike(&mut self, salon: &mut Salon, least: u64, more: u64) {
        self.random =
            self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        tokio::time::sleep(Duration::from_millis(least + (self.random >> 33) % more)).await;
        salon.kill();
        self.kills += 1;
    }

    /// Starts the salon again: as it comes up is part of what is tested.
    pub async fn revive(&mut self, salon: &mut Salon) {
        let began = Instant::now();
        salon.start().await;
        self.away.push(began.elapsed());
    }

    /// Which run and which kill of it, for the message of a failure.
    pub fn which(&self) -> String {
        format!("kill {}, seed {}", self.kills, self.seed)
    }

    /// How long a start took: the middle one and the slowest.
    pub fn starts(&self) -> String {
        let mut away = self.away.clone();
        away.sort_unstable();
        let middle = away.get(away.len() / 2).copied().unwrap_or_default();
        format!(
            "{} kills, served again after {middle:.1?}, at most {:.1?}",
            self.kills,
            away.last().copied().unwrap_or_default()
        )
    }
}
