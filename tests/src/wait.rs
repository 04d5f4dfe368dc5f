//! What happens a moment later: asked again until it is so. Nothing here is a promise about time; a test that means
//! one measures it itself.

use std::fmt::Debug;
use std::time::{Duration, Instant};

/// Longer than anything takes on two cores with everything else running beside it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Looks until what it sees is `wanted`, and returns it; fails with what it saw last.
#[track_caller]
pub fn until<T: Debug>(
    mut look: impl AsyncFnMut() -> T,
    wanted: impl Fn(&T) -> bool,
) -> impl Future<Output = T> {
    let asked_at = std::panic::Location::caller();
    async move {
        let began = Instant::now();
        loop {
            let seen = look().await;
            if wanted(&seen) {
                return seen;
            }
            assert!(began.elapsed() < PATIENCE, "{asked_at}: never came, the last was {seen:?}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }
}
