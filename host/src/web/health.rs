//! Alive, ready, figures.

use std::fmt::Write;
use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::AppState;
use super::problem::Problem;
use super::session::Visitor;
use crate::db::DbError;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The process can serve: the database answers and it is not stopping.
pub async fn ready(State(state): State<AppState>) -> Response {
    let stopping = *state.stopping.borrow();
    let answers = state.read(|tx| tx.query("select 1", &[]).map(|_| ())).await;
    match (stopping, answers) {
        (false, Ok(())) => "ready\n".into_response(),
        (true, _) => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response(),
        (_, Err(error)) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "not ready: the database does not answer"
            );
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Figures in the text format of Prometheus; for the token of the configuration, or for this machine.
/// Behind a proxy every visitor may seem to be this machine, so there only the token opens.
pub async fn metrics(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let given = super::header::text(&headers, "x-metrics-token");
    let allowed = match &state.config.metrics_token {
        Some(token) => {
            given.is_some_and(|given| crate::auth::fingerprint(&given) == crate::auth::fingerprint(token))
        }
        None => {
            visitor.ip.is_loopback()
                && !headers.contains_key("x-forwarded-for")
                && !headers.contains_key("forwarded")
        }
    };
    if !allowed {
        return Err(Problem::not_found());
    }
    let waiting = state.read(waiting).await?;
    let mut answer = figures(&state, &waiting).into_response();
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(answer)
}

/// Deliveries and jobs by state.
fn waiting(tx: &mut crate::db::Tx) -> Result<Vec<(String, String, i64)>, DbError> {
    let rows = tx.query(
        "select 'delivery', state, count(*) from host_delivery group by state
         union all select 'job', state, count(*) from host_job group by state",
        &[],
    )?;
    Ok(rows.iter().map(|row| (row.text(0).to_owned(), row.text(1).to_owned(), row.int(2))).collect())
}

fn figures(state: &AppState, waiting: &[(String, String, i64)]) -> String {
    let stats = state.db.stats();
    let mut out = String::new();
    let mut one = |name: &str, help: &str, kind: &str, lines: Vec<(String, f64)>| {
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in lines {
            let _ = writeln!(out, "{name}{labels} {value}");
        }
    };
    let plain = |value: f64| vec![(String::new(), value)];
    let counter = |n: &std::sync::atomic::AtomicU64| plain(n.load(Ordering::Relaxed) as f64);
    one("pardoz_db_commands_total", "Commands answered ok.", "counter", counter(&stats.commands));
    one("pardoz_db_commits_total", "Durable commits.", "counter", counter(&stats.commits));
    one(
        "pardoz_db_conflicts_total",
        "Commands run again after a conflict.",
        "counter",
        counter(&stats.conflicts),
    );
    one(
        "pardoz_db_denials_total",
        "Accesses refused by the wall behind the gate.",
        "counter",
        counter(&stats.denials),
    );
    one(
        "pardoz_db_writes_waiting",
        "Commands waiting for a writer.",
        "gauge",
        plain(state.db.writes_waiting() as f64),
    );
    one("pardoz_live_streams", "Open live streams.", "gauge", plain(state.live.count() as f64));
    one(
        "pardoz_memo_bytes",
        "Bytes of remembered answers.",
        "gauge",
        plain(state.plugins.memo_bytes() as f64),
    );
    one("pardoz_page_bytes", "Bytes of remembered pages.", "gauge", plain(state.page_bytes() as f64));
    let generation = state.plugins.current();
    one("pardoz_generation", "Number of the plugin generation.", "gauge", plain(generation.number as f64));
    let per_plugin = |figure: &dyn Fn(&crate::plugin::Health) -> f64| {
        let label = |id: &String| format!("{{plugin=\"{id}\"}}");
        generation.plugins.keys().map(|id| (label(id), figure(&state.plugins.health(id)))).collect::<Vec<_>>()
    };
    one("pardoz_plugin_calls_total", "Calls into a plugin.", "counter", per_plugin(&|h| h.calls as f64));
    one(
        "pardoz_plugin_faults_total",
        "Traps, missed deadlines, exceeded limits.",
        "counter",
        per_plugin(&|h| h.faults as f64),
    );
    one("pardoz_plugin_paused", "1 = paused by its circuit.", "gauge", per_plugin(&|h| f64::from(h.open)));
    one(
        "pardoz_plugin_duration_seconds",
        "Mean duration of a call.",
        "gauge",
        per_plugin(&|h| h.duration_us / 1e6),
    );
    let rows =
        waiting.iter().map(|(kind, state, n)| (format!("{{kind=\"{kind}\",state=\"{state}\"}}"), *n as f64));
    one("pardoz_queue_rows", "Deliveries and jobs by state.", "gauge", rows.collect());
    out
}
