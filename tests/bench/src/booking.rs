//! The booking command, one at a time and many at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use axum::http::StatusCode;
use jiff::ToSpan;
use serde_json::{Value as Json, json};

use crate::Size;
use crate::bulk::Branch;
use crate::measure::paired;
use crate::report::{Report, Target};
use crate::salon::Salon;

/// Free places for bookings, each used once: far days, every three hours, every master.
struct Places<'a> {
    branch: &'a Branch,
    taken: AtomicUsize,
}

impl Places<'_> {
    fn next(&self) -> Json {
        const HOURS: [i8; 4] = [8, 11, 14, 17];
        let nth = self.taken.fetch_add(1, Ordering::Relaxed);
        let masters = self.branch.staff.len();
        let (master, rest) = (nth % masters, nth / masters);
        let day = self.branch.hot_day + (20 + (rest / HOURS.len()) as i64).days();
        let start = day.at(HOURS[rest % HOURS.len()], 0, 0, 0);
        json!({
            "start": format!("{start}+05:00"), "bypass": true, "branch": self.branch.branch_id,
            "services": [{ "service_id": self.branch.service_id, "staff_id": self.branch.staff[master] }],
        })
    }
}

async fn book(salon: &Salon, path: &str, places: &Places<'_>) {
    let (status, body) = salon.post(path, &places.next()).await;
    assert_eq!(status, StatusCode::CREATED, "{path}: {}", String::from_utf8_lossy(&body));
}

/// The booking command, one at a time.
pub async fn bookings(salon: &Salon, branch: &Branch, size: &Size, report: &mut Report) {
    let places = Places { branch, taken: AtomicUsize::new(0) };
    let each = (size.bookings / size.rounds / 2).max(5);
    let pair = paired(
        size.rounds,
        each,
        |_| book(salon, "/native/appointments", &places),
        |_| book(salon, "/p/booking/appointments", &places),
    )
    .await;
    report.add(
        "booking command / native",
        pair.ratio,
        "",
        Target::AtMost { goal: 1.25, gate: 1.60 },
        format!(
            "{:.0} µs CPU against {:.0} (wall {:.0} / {:.0}), each with its own durable commit",
            pair.second.cpu_us, pair.first.cpu_us, pair.second.wall_us, pair.first.wall_us
        ),
    );
}

/// Bookings with full durability from several clients at once; every answer comes after the commit it is part of.
pub async fn durable(salon: &Salon, branch: &Branch, size: &Size, report: &mut Report) {
    // Days beyond those that `bookings` filled.
    let places = Places { branch, taken: AtomicUsize::new(200 * branch.staff.len() * 4) };
    let mut alone = 0.0;
    for clients in [1_usize, 4, 16] {
        let stats = salon.app.db.stats();
        let (commands, commits) =
            (stats.commands.load(Ordering::Relaxed), stats.commits.load(Ordering::Relaxed));
        let began = Instant::now();
        let each = size.bookings / clients;
        let mut late = Vec::new();
        let work = (0..clients).map(|_| async {
            let mut took = Vec::with_capacity(each);
            for _ in 0..each {
                let asked = Instant::now();
                book(salon, "/p/booking/appointments", &places).await;
                took.push(asked.elapsed().as_micros() as u64);
            }
            took
        });
        for took in together(work.collect()).await {
            late.extend(took);
        }
        let seconds = began.elapsed().as_secs_f64();
        let (commands, commits) = (
            stats.commands.load(Ordering::Relaxed) - commands,
            stats.commits.load(Ordering::Relaxed) - commits,
        );
        late.sort_unstable();
        let p99 = late[(late.len() - 1) * 99 / 100] as f64 / 1e3;
        let rate = (each * clients) as f64 / seconds;
        if clients == 1 {
            alone = rate;
        }
        let how = format!(
            "p99 {p99:.1} ms; {commands} commands in {commits} commits; × {:.1} of one client",
            rate / alone
        );
        report.add(format!("durable bookings, {clients} at once"), rate, "per s", Target::Told, how);
        if clients == 1 {
            let early = commands.saturating_sub(commits) as f64;
            let how =
                "one client: each answer had a commit of its own (synchronous = full, asked back at opening)";
            report.add("answers before their sync", early, "", Target::AtMost { goal: 0.0, gate: 0.0 }, how);
        }
        if clients == 16 {
            let shared = commands as f64 / commits.max(1) as f64;
            report.add(
                "commands a commit, 16 at once",
                shared,
                "",
                Target::AtLeast { goal: 10.0, gate: 5.0 },
                "",
            );
        }
    }
}

/// Runs futures at once on this task and gives their results.
async fn together<F: Future>(futures: Vec<F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = futures.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut ready = true;
        for (future, result) in &mut waiting {
            if result.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(done) => *result = Some(done),
                    std::task::Poll::Pending => ready = false,
                }
            }
        }
        if ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    waiting.into_iter().map(|(_, result)| result.expect("all are ready")).collect()
}
