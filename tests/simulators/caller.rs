//! What both providers have in common: they call a shop's address, again and again until it answers, sometimes twice at
//! once, and do not always wait for the answer. Orders come as JSON, a line each; so do reports.

use std::io::{BufRead, Write};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value as Json, json};

/// How often a provider asks again before it gives up.
const TRIES_MAX: usize = 60;
/// And how long it waits in between.
const PAUSE: Duration = Duration::from_millis(150);

/// The unpleasant habits, as an order names them.
pub struct Habits {
    /// The same call so many times at once.
    pub at_once: usize,
    /// And so many times one after another.
    pub times: usize,
    /// Hangs up after so long, and calls again until something answers.
    pub patience_ms: Option<u64>,
    /// Hangs up, and never asks what became of it.
    pub forgets: bool,
}

impl Habits {
    pub fn of(order: &Json) -> Self {
        let number = |name: &str| order[name].as_u64();
        Self {
            at_once: number("at_once").unwrap_or(1) as usize,
            times: number("times").unwrap_or(1) as usize,
            patience_ms: number("patience_ms"),
            forgets: order["forgets"] == json!(true),
        }
    }

    /// Calls by `request` as the habits are; every answer that came, in order. One that is no JSON is reported as such,
    /// and one that says "later" is no answer yet.
    pub async fn call(
        &self,
        request: impl Fn() -> reqwest::RequestBuilder,
        is_later: impl Fn(&Json) -> bool,
    ) -> Vec<Json> {
        let mut answers = Vec::new();
        if let Some(patience) = self.patience_ms {
            let _ = request().timeout(Duration::from_millis(patience)).send().await;
            if self.forgets {
                return answers;
            }
        }
        for _ in 0..self.times {
            let round = (0..self.at_once).map(|_| answered(&request, &is_later));
            answers.extend(join_all(round).await);
        }
        answers
    }
}

/// A provider asks again while nobody is there, somebody else is being served, or something is wrong on the other side.
async fn answered(request: &impl Fn() -> reqwest::RequestBuilder, is_later: &impl Fn(&Json) -> bool) -> Json {
    let mut last = Json::Null;
    for _ in 0..TRIES_MAX {
        match request().timeout(Duration::from_secs(20)).send().await {
            Ok(answer) => {
                let status = answer.status().as_u16();
                let text = answer.text().await.unwrap_or_default();
                let body: Option<Json> = serde_json::from_str(&text).ok();
                match body {
                    Some(body) if status < 500 && status != 409 && !is_later(&body) => return body,
                    _ => last = json!({ "status": status, "text": text }),
                }
            }
            Err(error) => last = json!({ "silence": error.to_string() }),
        }
        tokio::time::sleep(PAUSE).await;
    }
    last
}

/// Reads orders until the input ends.
pub async fn serve(mut act: impl AsyncFnMut(&Json) -> Json) {
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("orders are text");
        let order: Json = serde_json::from_str(&line).expect("an order is JSON");
        let report = act(&order).await;
        let mut out = std::io::stdout().lock();
        writeln!(out, "{report}").and_then(|()| out.flush()).expect("somebody reads");
    }
}
