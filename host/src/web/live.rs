//! Changed relations as server-sent events. No plugin code is involved: a page knows which relations it
//! read and fetches itself again when one of them changed.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

use super::AppState;
use super::problem::Problem;
use super::session::Visitor;

/// Tabs of one person, and of all.
const PER_PERSON_MAX: usize = 32;
const ALL_MAX: usize = 4_000;
/// How often a quiet stream says that it is alive, and asks whether its reader still may listen.
const BEAT: Duration = Duration::from_secs(15);

/// Open streams by person.
#[derive(Default)]
pub struct Streams {
    open: Mutex<HashMap<String, usize>>,
}

/// One open stream; closing it gives its place back.
struct Place {
    streams: Arc<Streams>,
    person: String,
}

impl Streams {
    fn enter(self: &Arc<Self>, person: &str) -> Result<Place, Problem> {
        let mut open = self.open.lock().expect("counts are never held across a panic");
        if open.values().sum::<usize>() >= ALL_MAX {
            return Err(Problem { retry_after: Some(30), ..Problem::new(503, "busy") });
        }
        let own = open.entry(person.to_owned()).or_default();
        if *own >= PER_PERSON_MAX {
            return Err(Problem::too_often(30));
        }
        *own += 1;
        Ok(Place { streams: self.clone(), person: person.to_owned() })
    }

    pub fn count(&self) -> usize {
        self.open.lock().expect("counts are never held across a panic").values().sum()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock().expect("counts are never held across a panic");
        if let Some(own) = open.get_mut(&self.person) {
            *own -= 1;
            if *own == 0 {
                open.remove(&self.person);
            }
        }
    }
}

/// Tables whose changes are nobody's business.
fn is_private(relation: &str) -> bool {
    matches!(
        relation,
        "host_session" | "host_account" | "host_token" | "host_guess" | "host_idempotency" | "host_audit"
    )
}

/// `GET /live`: `event: change`, `data: {"relations": […]}` per commit; `["*"]` when some were missed.
pub async fn stream(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let principal = visitor.signed_in()?;
    let place = state.live.enter(&principal.person_id)?;
    let changes = state.db.versions().subscribe();
    let stop = state.stopping.subscribe();
    let began = Event::default()
        .event("hello")
        .data(json!({ "generation": state.plugins.current().number }).to_string());
    let listening = Listening { state, visitor, changes, stop, _place: place, first: Some(began) };
    let events = stream::unfold(listening, |mut listening| async move {
        let event = listening.next().await?;
        Some((Ok::<_, Infallible>(event), listening))
    });
    let mut answer = Sse::new(events).into_response();
    // Proxies that collect answers would make "live" a minute late.
    answer.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(answer)
}

struct Listening {
    state: AppState,
    visitor: Visitor,
    changes: tokio::sync::broadcast::Receiver<crate::db::Change>,
    stop: tokio::sync::watch::Receiver<bool>,
    _place: Place,
    first: Option<Event>,
}

impl Listening {
    /// The next event; `None` ends the stream: the server stops, or the reader may not listen any more.
    async fn next(&mut self) -> Option<Event> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            if *self.stop.borrow() {
                return None;
            }
            let change = tokio::select! {
                _ = self.stop.changed() => return None,
                change = self.changes.recv() => change,
                () = tokio::time::sleep(BEAT) => {
                    return self.still_welcome().await.then(|| Event::default().comment("beat"));
                }
            };
            match change {
                Ok(relations) => {
                    let ended =
                        relations.iter().any(|r| matches!(r.as_str(), "host_session" | "host_account"));
                    if ended && !self.still_welcome().await {
                        return None;
                    }
                    let seen: Vec<&String> = relations.iter().filter(|r| !is_private(r)).collect();
                    if !seen.is_empty() {
                        return Some(
                            Event::default().event("change").data(json!({ "relations": seen }).to_string()),
                        );
                    }
                }
                Err(RecvError::Lagged(_)) => {
                    return Some(Event::default().event("change").data(r#"{"relations":["*"]}"#));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// Sessions end while streams are open: signed out elsewhere, password changed, person disabled.
    async fn still_welcome(&self) -> bool {
        super::session::is_still_valid(&self.state, &self.visitor).await
    }
}
