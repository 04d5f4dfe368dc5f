//! Clocks and medians. CPU time of the whole process is the steadiest figure on a shared machine; wall time is
//! whatever the neighbours leave.

use std::time::{Duration, Instant};

/// What one request took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Processor time of all threads of this process, microseconds.
    pub cpu_us: f64,
    /// Microseconds on the wall.
    pub wall_us: f64,
}

/// Processor time of this process so far, all threads that are still there.
pub fn cpu() -> Duration {
    let mut total = 0;
    for task in std::fs::read_dir("/proc/self/task").expect("this runs on Linux").flatten() {
        // "time on the processor, time waiting for it, slices", in nanoseconds.
        let text = std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default();
        total += text.split(' ').next().and_then(|ns| ns.parse::<u64>().ok()).unwrap_or_default();
    }
    Duration::from_nanos(total)
}

/// The middle of some figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// The cost of each of `count` runs of `work`, on average.
pub async fn block<F: Future<Output = ()>>(count: usize, mut work: impl FnMut(usize) -> F) -> Cost {
    let (cpu_before, began) = (cpu(), Instant::now());
    for at in 0..count {
        work(at).await;
    }
    let (cpu_used, took) = (cpu() - cpu_before, began.elapsed());
    let each = |time: Duration| time.as_secs_f64() * 1e6 / count as f64;
    Cost { cpu_us: each(cpu_used), wall_us: each(took) }
}

/// How two works compare when they are measured in turns: the machine's moods hit both.
#[derive(Debug)]
pub struct Pair {
    pub first: Cost,
    pub second: Cost,
    /// Median of second / first over the rounds, in processor time.
    pub ratio: f64,
}

/// Measures `first` and `second` in `rounds` turns of `each` runs, after a warm-up of both.
pub async fn paired<A, B>(
    rounds: usize,
    each: usize,
    mut first: impl FnMut(usize) -> A,
    mut second: impl FnMut(usize) -> B,
) -> Pair
where
    A: Future<Output = ()>,
    B: Future<Output = ()>,
{
    block(each.div_ceil(2), &mut first).await;
    block(each.div_ceil(2), &mut second).await;
    let mut firsts = Vec::new();
    let mut seconds = Vec::new();
    for round in 0..rounds {
        // Who goes first takes turns as well.
        if round % 2 == 0 {
            firsts.push(block(each, |at| first(round * each + at)).await);
            seconds.push(block(each, |at| second(round * each + at)).await);
        } else {
            seconds.push(block(each, |at| second(round * each + at)).await);
            firsts.push(block(each, |at| first(round * each + at)).await);
        }
    }
    let ratio = median(firsts.iter().zip(&seconds).map(|(a, b)| b.cpu_us / a.cpu_us).collect());
    Pair { first: middle(&firsts), second: middle(&seconds), ratio }
}

/// The cost of one work, as the median over rounds.
pub async fn single<F: Future<Output = ()>>(
    rounds: usize,
    each: usize,
    mut work: impl FnMut(usize) -> F,
) -> Cost {
    block(each.div_ceil(2), &mut work).await;
    let mut costs = Vec::new();
    for round in 0..rounds {
        costs.push(block(each, |at| work(round * each + at)).await);
    }
    middle(&costs)
}

fn middle(costs: &[Cost]) -> Cost {
    Cost {
        cpu_us: median(costs.iter().map(|cost| cost.cpu_us).collect()),
        wall_us: median(costs.iter().map(|cost| cost.wall_us).collect()),
    }
}
