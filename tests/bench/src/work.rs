//! What is measured, figure by figure.

use std::path::Path;
use std::time::Duration;

use axum::http::StatusCode;
use jiff::ToSpan;
use jiff::civil::Date;
use pardoz::plugin::Call;
use serde_json::{Value as Json, json};

use crate::Size;
use crate::booking::{bookings, durable};
use crate::bulk::{Branch, ROWS_A_DAY};
use crate::measure::{Cost, median, paired, single};
use crate::native;
use crate::process::Serving;
use crate::report::{Report, Target};
use crate::salon::{IDLE_PLUGIN, Salon, soon};

const HTML: &str = "text/html";

/// Everything that is asked of a salon in this process. Returns the number of modules and a token for the next part.
pub async fn requests(data: &Path, branch: &Branch, size: &Size, report: &mut Report) -> (usize, String) {
    let salon = Salon::open(data).await;
    let modules = salon.app.plugins.current().plugins.len();
    let page = pages(&salon, branch, size, report).await;
    calls(&salon, page, size, report).await;
    json_answers(&salon, branch, size, report).await;
    search(&salon, size, report).await;
    bookings(&salon, branch, size, report).await;
    durable(&salon, branch, size, report).await;
    let token = salon.token().await;
    salon.close().await;
    (modules, token)
}

fn day_page(branch: &Branch, day: Date) -> String {
    format!("schedule?branch={}&day={day}", branch.branch_id)
}

/// The day's page: by the module, by the same handler without the sandbox, from memory, and not at all.
async fn pages(salon: &Salon, branch: &Branch, size: &Size, report: &mut Report) -> Cost {
    let query = day_page(branch, branch.hot_day);
    let (own, ours) = (format!("/p/booking/{query}"), format!("/native/{query}"));
    let shown = salon.page(&own).await;
    let text = String::from_utf8_lossy(&shown).into_owned();
    let named = text.split("data-relations=\"").nth(1).and_then(|rest| rest.split('"').next());
    let relations: Vec<String> = named.unwrap_or_default().split(' ').map(str::to_owned).collect();
    native::name_relations(&relations);
    let native = salon.page(&ours).await;
    if shown != native {
        let at = shown
            .iter()
            .zip(native.iter())
            .position(|(a, b)| a != b)
            .unwrap_or(shown.len().min(native.len()));
        let near = |page: &[u8]| {
            String::from_utf8_lossy(&page[at.saturating_sub(120)..(at + 120).min(page.len())]).into_owned()
        };
        panic!("the pages differ at {at}:\nmodule: {}\nnative: {}", near(&shown), near(&native));
    }
    let fresh = |path: String| {
        let salon = &salon;
        async move {
            salon.app.web.forget();
            salon.page(&path).await;
        }
    };
    let pair = paired(size.rounds, size.each, |_| fresh(ours.clone()), |_| fresh(own.clone())).await;
    let how = format!(
        "{} KB of HTML with {ROWS_A_DAY} visits, byte for byte the same; {:.0} µs CPU against {:.0} native (wall {:.0} / {:.0})",
        shown.len() / 1024,
        pair.second.cpu_us,
        pair.first.cpu_us,
        pair.second.wall_us,
        pair.first.wall_us
    );
    report.add(
        "module page / native, nothing remembered",
        pair.ratio,
        "",
        Target::AtMost { goal: 1.10, gate: 1.25 },
        how,
    );
    let page = pair.second;

    let again = |path: String| async move {
        salon.page(&path).await;
    };
    salon.page(&own).await;
    let pair = paired(size.rounds, size.each, |_| fresh(ours.clone()), |_| again(own.clone())).await;
    let how = format!("{:.0} µs CPU (wall {:.0})", pair.second.cpu_us, pair.second.wall_us);
    report.add(
        "the same page, remembered / native",
        pair.ratio,
        "",
        Target::AtMost { goal: 0.10, gate: 0.25 },
        how,
    );

    let (_, tag, _) = salon.get(&own, HTML, None).await;
    let tag = tag.expect("a page has a tag");
    let known = |_: usize| {
        let (own, tag) = (own.clone(), tag.clone());
        async move {
            let (status, _, body) = salon.get(&own, HTML, Some(&tag)).await;
            assert!(status == StatusCode::NOT_MODIFIED && body.is_empty());
        }
    };
    let unchanged = single(size.rounds, size.each, known).await;
    report.add(
        "the same page, 304",
        unchanged.cpu_us,
        "µs CPU",
        Target::Told,
        format!("wall {:.0}", unchanged.wall_us),
    );
    page
}

/// What a call costs that does nothing.
async fn calls(salon: &Salon, page: Cost, size: &Size, report: &mut Report) {
    let generation = salon.app.plugins.current();
    if !generation.plugins.contains_key(IDLE_PLUGIN) {
        eprintln!("left out: calls that do nothing");
        return;
    }
    let idle = || Call::background(IDLE_PLUGIN, "page", "noop", json!({}), "ru");
    let nothing = |_: usize| async {
        let read = salon.app.db.read(soon(), |_| Ok::<_, pardoz::db::DbError>(()));
        read.await.expect("a read that reads nothing");
    };
    let call = |_: usize| async {
        salon.app.plugins.forget();
        salon.app.plugins.query(idle()).await.expect("a call that does nothing");
    };
    let pair = paired(size.rounds, size.each * 10, nothing, call).await;
    let cost = pair.second.cpu_us - pair.first.cpu_us;
    report.add(
        "fresh instance and a call that does nothing, share of a page",
        cost / page.cpu_us * 100.0,
        "%",
        Target::AtMost { goal: 2.0, gate: 5.0 },
        format!("{cost:.1} µs CPU above an empty snapshot of {:.1}", pair.first.cpu_us),
    );
    let path = format!("/p/{IDLE_PLUGIN}/noop");
    let route = |path: &'static str| async move {
        salon.app.web.forget();
        let (status, _, _) = salon.get(path, HTML, None).await;
        assert!(status.is_success());
    };
    let path: &'static str = path.leak();
    let pair = paired(size.rounds, size.each * 4, |_| route("/native/noop"), |_| route(path)).await;
    report.add(
        "module route that does nothing / native one",
        pair.ratio,
        "",
        Target::AtMost { goal: 1.3, gate: 2.0 },
        format!("{:.0} µs CPU against {:.0}, middleware included", pair.second.cpu_us, pair.first.cpu_us),
    );
}

/// Answers for scripts: a day, free times.
async fn json_answers(salon: &Salon, branch: &Branch, size: &Size, report: &mut Report) {
    let ask = |path: String| async move {
        salon.app.web.forget();
        salon.json(&path).await;
    };
    // The rows of a day, and the board with its columns, free windows and loads. The goal was set by rows.
    let list = format!("/p/booking/appointments?branch={}&day={}", branch.branch_id, branch.hot_day);
    let board = format!("/p/booking/{}", day_page(branch, branch.hot_day));
    for (work, path, target) in [
        ("a day's visits as JSON", list, Target::AtMost { goal: 0.5, gate: 0.7 }),
        ("the whole board of that day as JSON", board, Target::Told),
    ] {
        let cost = single(size.rounds, size.each, |_| ask(path.clone())).await;
        let bytes = salon.json(&path).await.len();
        let how = format!(
            "{ROWS_A_DAY} visits of {}, {} KB, wall {:.0} µs",
            size.visits,
            bytes / 1024,
            cost.wall_us
        );
        report.add(work, cost.cpu_us / 1e3, "ms CPU", target, how);
    }

    let slots = |staff: &str| {
        let Branch { branch_id, service_id, hot_day, .. } = branch;
        format!("/p/booking/slots?branch={branch_id}&day={hot_day}&services={service_id}&staff={staff}")
    };
    let (one, all) = (slots(&branch.staff[0]), slots("any"));
    let pair = paired(size.rounds, size.each, |_| ask(one.clone()), |_| ask(all.clone())).await;
    let found: Json = serde_json::from_slice(&salon.json(&all).await).expect("JSON");
    let count = found["slots"].as_array().map_or(0, Vec::len);
    report.add(
        "free times of one master on a day",
        pair.first.cpu_us / 1e3,
        "ms CPU",
        Target::AtMost { goal: 0.3, gate: 0.5 },
        format!("wall {:.0} µs", pair.first.wall_us),
    );
    report.add(
        "free times of the whole branch / of one master",
        pair.ratio,
        "",
        Target::AtMost { goal: 5.0, gate: 5.0 },
        format!("{} masters, {count} times; {:.2} ms CPU", branch.staff.len(), pair.second.cpu_us / 1e3),
    );
}

/// Clients by any part of a name: what is typed, in either script, first page of fifty.
async fn search(salon: &Salon, size: &Size, report: &mut Report) {
    let typed = ["shahn", "нова", "yus", "каримов", "ova", "a", "zzzz", "дил юсуп"];
    let mut worst = (0.0, "");
    let mut all = Vec::new();
    for q in typed {
        let escaped: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("/p/clients/clients?q={escaped}");
        let ask = |_: usize| async {
            salon.app.web.forget();
            salon.json(&path).await;
        };
        let cost = single(3, (size.each / 20).max(3), ask).await;
        let ms = cost.cpu_us / 1e3;
        if ms > worst.0 {
            worst = (ms, q);
        }
        all.push(ms);
    }
    let how = format!(
        "{} clients; the slowest of {} searches (“{}”), median {:.1} ms; as JSON",
        size.clients,
        typed.len(),
        worst.1,
        median(all)
    );
    report.add(
        "client search by part of a name",
        worst.0,
        "ms CPU",
        Target::AtMost { goal: 5.0, gate: 20.0 },
        how,
    );
}

/// The program as a salon runs it: how soon it serves, and what it takes while nobody asks.
pub fn program(data: &Path, branch: &Branch, token: &str, modules: usize, report: &mut Report) {
    let page = format!("/p/booking/{}", day_page(branch, branch.hot_day));
    let mut starts = Vec::new();
    // The first start compiles what the measurements did not.
    drop(Serving::start(data, token, &page));
    for _ in 0..5 {
        let (_, took) = Serving::start(data, token, &page);
        starts.push(took.as_secs_f64());
    }
    let how = format!("{modules} modules, compiled code cached; until the day's page is served");
    report.add("start to first page", median(starts), "s", Target::AtMost { goal: 0.2, gate: 0.4 }, how);
    let (serving, _) = Serving::start(data, token, &page);
    for day in 0..30 {
        serving.ask(&format!("/p/booking/{}", day_page(branch, branch.hot_day - (day * 7).days())));
    }
    std::thread::sleep(Duration::from_secs(10));
    let memory = serving.memory();
    let how = format!(
        "10 s after 31 pages; {:.0} MB its own, the rest mapped files; peak {:.0} MB",
        memory.anonymous, memory.peak
    );
    report.add("memory at rest", memory.resident, "MB", Target::AtMost { goal: 64.0, gate: 97.0 }, how);
    let size = std::fs::metadata(crate::process::program()).map_or(0, |file| file.len());
    report.add(
        "program file",
        size as f64 / 1e6,
        "MB",
        Target::Told,
        "profile bench: no link-time optimisation",
    );
}

/// The same day in a small and in a large salon, in turns; then days all over the years.
pub async fn growth(data: [&Path; 2], branch: &Branch, size: &Size, report: &mut Report) {
    let (small, large) = (Salon::open(data[0]).await, Salon::open(data[1]).await);
    let ask = |salon: &Salon, day: Date| {
        let path = format!("/p/booking/{}", day_page(branch, day));
        let salon = salon.clone();
        async move {
            salon.app.web.forget();
            salon.json(&path).await;
        }
    };
    let hot = branch.hot_day;
    let pair = paired(size.rounds, size.each, |_| ask(&small, hot), |_| ask(&large, hot)).await;
    let how = format!("{:.0} µs CPU against {:.0}", pair.second.cpu_us, pair.first.cpu_us);
    report.add(
        "the hot day at 1,000,000 / at 10,000 visits",
        pair.ratio,
        "",
        Target::AtMost { goal: 1.10, gate: 1.25 },
        how,
    );
    // Days all over what each has, never twice in a row.
    let days = |visits: usize, nth: usize| -> Date {
        let span = visits / ROWS_A_DAY - 20;
        hot - ((nth * 7_919 % span) as i64).days()
    };
    let pair = paired(
        size.rounds,
        size.each,
        |nth| ask(&small, days(10_000, nth)),
        |nth| ask(&large, days(1_000_000, nth)),
    )
    .await;
    let how = format!("{:.0} µs CPU against {:.0}", pair.second.cpu_us, pair.first.cpu_us);
    report.add(
        "random days at 1,000,000 / at 10,000 visits",
        pair.ratio,
        "",
        Target::AtMost { goal: 1.30, gate: 1.60 },
        how,
    );
    small.close().await;
    large.close().await;
}
