//! Effects → the world, after the commit that wished for them (S17). Each is sent under a lease with its own id as
//! idempotency key, at least once; how it ended reaches the plugin's handler exactly once, as a delivery.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use serde_json::{Map, Value as Json, json};
use tokio::task::JoinSet;

use super::request::Rules;
use super::{Plugin, Plugins, soon};
use crate::clock::Millis;
use crate::db::DbError;
use crate::limit;
use crate::outside::{Letter, OutsideError, Response};
use crate::queue::effect::{self, Effect, Sender, Settled};
use crate::queue::event;
use crate::secret::Secrets;

/// Effects of one plugin that are looked at in one round.
const ROUND: i64 = 64;
/// How long the worker sleeps when nobody rings.
const IDLE: Duration = Duration::from_secs(1);
/// Topic of the delivery that carries a result.
pub const RESULT: &str = "effect-result";

/// What is on its way, and what was sent in the last minute.
#[derive(Default)]
pub(super) struct Flight {
    running: HashSet<String>,
    by_plugin: HashMap<String, usize>,
    by_destination: HashMap<String, usize>,
    /// Plugin and destination → sends of the minute that began then.
    sent: HashMap<(String, String), (Millis, u32)>,
}

impl Flight {
    /// Destinations that take no more of this plugin's effects now; `None` = the plugin has as many on their way as
    /// it may.
    fn full(&self, plugin: &str, per_minute: impl Fn(&str) -> u32, now: Millis) -> Option<Vec<String>> {
        if self.by_plugin.get(plugin).is_some_and(|n| *n >= limit::EGRESS_PER_PLUGIN) {
            return None;
        }
        let spent = self.sent.iter().filter(|((sender, to), (began, count))| {
            sender == plugin && now - began < 60_000 && *count >= per_minute(to)
        });
        let busy = self.by_destination.iter().filter(|(_, count)| **count >= limit::EGRESS_PER_DESTINATION);
        let mut full: Vec<String> =
            spent.map(|((_, to), _)| to).chain(busy.map(|(to, _)| to)).cloned().collect();
        full.sort_unstable();
        full.dedup();
        Some(full)
    }

    /// May it start now? If so, it is counted.
    fn board(&mut self, effect: &Effect, per_minute: u32, now: Millis) -> bool {
        if self.running.contains(&effect.effect_id)
            || self.by_plugin.get(&effect.plugin).is_some_and(|n| *n >= limit::EGRESS_PER_PLUGIN)
            || self
                .by_destination
                .get(&effect.destination)
                .is_some_and(|n| *n >= limit::EGRESS_PER_DESTINATION)
        {
            return false;
        }
        let place = (effect.plugin.clone(), effect.destination.clone());
        let minute = self.sent.entry(place).or_insert((now, 0));
        if now - minute.0 >= 60_000 {
            *minute = (now, 0);
        }
        if minute.1 >= per_minute {
            return false;
        }
        minute.1 += 1;
        self.running.insert(effect.effect_id.clone());
        *self.by_plugin.entry(effect.plugin.clone()).or_default() += 1;
        *self.by_destination.entry(effect.destination.clone()).or_default() += 1;
        true
    }

    fn land(&mut self, effect: &Effect) {
        self.running.remove(&effect.effect_id);
        for count in
            [self.by_plugin.get_mut(&effect.plugin), self.by_destination.get_mut(&effect.destination)]
        {
            count.into_iter().for_each(|n| *n = n.saturating_sub(1));
        }
    }
}

/// How an attempt went, before it is decided whether to try again.
enum Attempt {
    Done(Json),
    /// No for good, with what the other side said.
    Refused(String, Option<Json>),
    /// Later, not before so many milliseconds if the other side said when.
    Failed(String, Option<i64>),
}

impl Plugins {
    /// Performs effects until `stop` resolves; then those on their way end, and the rest stays in the table.
    pub async fn perform(&self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let mut tasks = JoinSet::new();
        loop {
            for effect in self.ready().await {
                let plugins = self.clone();
                tasks.spawn(async move { plugins.perform_one(effect).await });
            }
            tokio::select! {
                () = &mut stop => break,
                () = self.inner.wake_effects.notified() => {}
                Some(_) = tasks.join_next() => {}
                () = tokio::time::sleep(IDLE) => {}
            }
        }
        while tasks.join_next().await.is_some() {}
    }

    /// Wakes the worker: somebody decided that an effect is to be tried again.
    pub fn ring_effects(&self) {
        self.inner.wake_effects.notify_one();
    }

    /// What is due, of plugins that are on, within the limits of each plugin and destination.
    async fn ready(&self) -> Vec<Effect> {
        let generation = self.current();
        let now = self.inner.clock.now();
        // Which setting names a host does not matter for how often it may be asked.
        let empty = Map::new();
        let per_minute = |plugin: &Plugin, destination: &str| {
            Rules { manifest: &plugin.manifest, settings: &empty, secrets: None }.per_minute(destination)
        };
        let senders: Vec<Sender> = {
            let flight = self.inner.flight.lock().expect("the flight is never held across a panic");
            let on = generation.plugins.values().filter(|plugin| !self.inner.circuit.is_open(plugin.id()));
            on.filter_map(|plugin| {
                let full = flight.full(plugin.id(), |destination| per_minute(plugin, destination), now)?;
                Some(Sender { plugin: plugin.id().to_owned(), full })
            })
            .collect()
        };
        let due = match self.inner.db.read(soon(), move |tx| effect::due(tx, &senders, now, ROUND)).await {
            Ok(due) => due,
            Err(e) => {
                let e: DbError = e;
                tracing::error!(error = %e, "could not read which effects are due");
                return Vec::new();
            }
        };
        let mut flight = self.inner.flight.lock().expect("as above");
        let boards = |effect: &Effect| {
            generation
                .plugins
                .get(&effect.plugin)
                .is_some_and(|plugin| flight.board(effect, per_minute(plugin, &effect.destination), now))
        };
        due.into_iter().filter(boards).collect()
    }

    async fn perform_one(&self, effect: Effect) {
        if let Err(e) = self.attempt(&effect).await {
            // The lease ends by itself, and the effect is taken again.
            tracing::error!(plugin.id = effect.plugin, effect = effect.effect_id, error = %super::api::chain(&e), "an effect could not be settled");
        }
        self.inner.flight.lock().expect("as above").land(&effect);
    }

    async fn attempt(&self, effect: &Effect) -> Result<(), DbError> {
        let generation = self.current();
        let Some(plugin) = generation.plugins.get(&effect.plugin).cloned() else { return Ok(()) };
        let token = uuid::Uuid::new_v4().to_string();
        let now = self.inner.clock.now();
        let until = now + limit::EFFECT_LEASE.as_millis() as i64;
        let (id, mark, seal, package) =
            (effect.effect_id.clone(), token.clone(), self.inner.seal.clone(), plugin.clone());
        let taken = self.inner.db.write(soon(), &[], move |tx| {
            if !effect::lease(tx, &id, &mark, now, until)? {
                return Ok(None);
            }
            let settings = super::settings::load(tx, &package.manifest)?;
            Ok::<_, DbError>(Some((settings, seal.load(tx, package.id())?)))
        });
        let Some((settings, secrets)) = taken.await? else { return Ok(()) };
        let manifest = &plugin.manifest;
        let outcome = match effect.kind.as_str() {
            "http" => {
                self.request(effect, &Rules { manifest, settings: &settings, secrets: None }, &secrets).await
            }
            "mail" => self.letter(effect).await,
            other => Attempt::Refused(format!("this version performs no effects of kind {other}"), None),
        };
        self.finish(effect, &token, outcome).await
    }

    async fn request(&self, effect: &Effect, rules: &Rules<'_>, secrets: &Secrets) -> Attempt {
        let spec: Json = serde_json::from_str(&effect.request).unwrap_or(Json::Null);
        // Checked again: the manifest or a setting may have changed since the wish.
        let checked = rules.request(&spec);
        let built = checked.and_then(|_| Rules { secrets: Some(secrets), ..*rules }.request(&spec));
        let mut request = match built {
            Ok(request) => request,
            Err(message) => return Attempt::Refused(message, None),
        };
        request.headers.push(("idempotency-key".into(), effect.effect_id.clone()));
        match self.inner.client.send(request).await {
            Ok(answer) => judge(&effect.destination, &answer),
            Err(OutsideError::Refused(message)) => Attempt::Refused(message, None),
            Err(OutsideError::Failed(message)) => Attempt::Failed(message, None),
        }
    }

    async fn letter(&self, effect: &Effect) -> Attempt {
        let Some(mailer) = &self.inner.mailer else {
            return Attempt::Failed("no mail server is named (--mail)".into(), None);
        };
        let Ok(letter) = serde_json::from_str::<Letter>(&effect.request) else {
            return Attempt::Refused("the letter cannot be read".into(), None);
        };
        match mailer.send(&letter, &effect.effect_id).await {
            Ok(()) => Attempt::Done(json!({})),
            Err(OutsideError::Refused(message)) => Attempt::Refused(message, None),
            Err(OutsideError::Failed(message)) => Attempt::Failed(message, None),
        }
    }

    /// Settles the attempt and, when it was the last, tells the plugin, in one transaction.
    async fn finish(&self, effect: &Effect, token: &str, outcome: Attempt) -> Result<(), DbError> {
        let now = self.inner.clock.now();
        let settled = match outcome {
            Attempt::Done(response) => Settled::Done { response: response.to_string() },
            Attempt::Refused(error, response) => {
                Settled::Failed { error, response: response.map(|r| r.to_string()) }
            }
            Attempt::Failed(error, after) => match self.next_attempt(effect.attempts) {
                Some(at) => Settled::Again { error, next_at: at.max(now + after.unwrap_or(0)) },
                None => Settled::Dead { error },
            },
        };
        if let Settled::Failed { error, .. } | Settled::Again { error, .. } | Settled::Dead { error } =
            &settled
        {
            tracing::warn!(
                plugin.id = effect.plugin,
                effect = effect.effect_id,
                error,
                again = matches!(settled, Settled::Again { .. }),
                "an effect did not come to its end"
            );
        }
        let news = news(effect, &settled, now);
        let (id, token) = (effect.effect_id.clone(), token.to_owned());
        let told = self.inner.db.write(soon(), &[], move |tx| {
            // Whoever lost the lease has nothing to say any more.
            if !effect::settle(tx, &id, &token, &settled, now)? {
                return Ok(false);
            }
            if let Some((event, subscriber)) = &news {
                event::publish(tx, event, std::slice::from_ref(subscriber))?;
            }
            Ok::<_, DbError>(news.is_some())
        });
        if told.await? {
            self.inner.wake.notify_one();
        }
        Ok(())
    }
}

/// What an answer means for the effect. A redirect is an answer like any other: it is not followed.
fn judge(destination: &str, answer: &Response) -> Attempt {
    let header = |name: &str| answer.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let kept = json!({
        "status": answer.status,
        "headers": { "content-type": header("content-type"), "location": header("location") },
        "body": text(&answer.body),
    });
    match answer.status {
        200..300 => Attempt::Done(kept),
        408 | 425 | 429 | 500.. => {
            let after = header("retry-after").and_then(|text| text.parse::<i64>().ok());
            let after = after.map(|seconds| seconds.clamp(0, 3_600) * 1_000);
            Attempt::Failed(format!("{destination} answered {}", answer.status), after)
        }
        status => Attempt::Refused(format!("{destination} answered {status}"), Some(kept)),
    }
}

/// The answer's body as text, cut where it is longer than anybody needs.
fn text(body: &[u8]) -> String {
    let cut = &body[..body.len().min(limit::EFFECT_RESPONSE_BYTES_MAX)];
    // A NUL cannot be stored as text.
    String::from_utf8_lossy(cut).replace('\0', "\u{fffd}")
}

/// The event that tells the plugin, and who hears it; `None` where nobody asked, or it is not over.
fn news(effect: &Effect, settled: &Settled, now: Millis) -> Option<(event::Event, (String, String, bool))> {
    let handler = effect.callback.clone()?;
    let (state, response, error) = match settled {
        Settled::Done { response } => ("done", Some(response), None),
        Settled::Failed { error, response } => ("failed", response.as_ref(), Some(error)),
        Settled::Dead { error } => ("dead", None, Some(error)),
        Settled::Again { .. } => return None,
    };
    let response: Json = response.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Json::Null);
    let payload = json!({
        "effect_id": effect.effect_id, "kind": effect.kind, "key": effect.key, "state": state,
        "attempts": effect.attempts + 1, "error": error,
        "status": response["status"], "body": response["body"],
    });
    let event = event::Event {
        event_id: uuid::Uuid::now_v7().to_string(),
        source: "host".into(),
        topic: RESULT.into(),
        // A second try that a person asked for is heard of after the first.
        key: effect.effect_id.clone(),
        payload: payload.to_string(),
        occurred_at: now,
        cause_id: None,
        cause_depth: 0,
    };
    Some((event, (effect.plugin.clone(), handler, false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(id: &str, destination: &str) -> Effect {
        Effect {
            effect_id: id.into(),
            plugin: "sms".into(),
            kind: "http".into(),
            key: id.into(),
            destination: destination.into(),
            request: "{}".into(),
            callback: None,
            state: "ready".into(),
            attempts: 0,
            next_at: 0,
            error: None,
            created_at: 0,
        }
    }

    #[test]
    fn no_more_go_out_at_once_or_in_a_minute_than_allowed() {
        let mut flight = Flight::default();
        let all: Vec<Effect> = (0..6).map(|n| effect(&n.to_string(), "a.uz:443")).collect();
        let boarded = all.iter().filter(|e| flight.board(e, 60, 0)).count();
        assert_eq!(boarded, limit::EGRESS_PER_DESTINATION);
        assert!(!flight.board(&all[0], 60, 0), "it is on its way already");
        all.iter().take(4).for_each(|e| flight.land(e));
        assert!(!flight.board(&all[4], 4, 59_999), "four went out in this minute");
        assert!(flight.board(&all[4], 4, 60_000));
    }

    #[test]
    fn a_full_destination_is_left_out_and_a_full_plugin_waits() {
        let mut flight = Flight::default();
        let to = |n: usize, destination: &str| effect(&n.to_string(), destination);
        assert_eq!(flight.full("sms", |_| 2, 0), Some(Vec::new()));
        (0..2).for_each(|n| assert!(flight.board(&to(n, "a.uz:443"), 2, 0)));
        assert_eq!(
            flight.full("sms", |_| 2, 59_999),
            Some(vec!["a.uz:443".to_owned()]),
            "its minute is spent"
        );
        assert_eq!(flight.full("sms", |_| 2, 60_000), Some(Vec::new()));
        assert_eq!(flight.full("other", |_| 2, 0), Some(Vec::new()), "the minute is one plugin's own");
        (2..limit::EGRESS_PER_PLUGIN)
            .for_each(|n| assert!(flight.board(&to(n, &format!("{n}.uz:443")), 2, 0)));
        assert_eq!(flight.full("sms", |_| 2, 60_000), None);
    }

    #[test]
    fn an_answer_ends_an_effect_or_asks_for_another_try() {
        let answer = |status, headers: &[(&str, &str)]| Response {
            status,
            headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
            body: b"a\0b".to_vec(),
        };
        assert!(matches!(judge("a", &answer(204, &[])), Attempt::Done(r) if r["body"] == "a\u{fffd}b"));
        assert!(matches!(judge("a", &answer(302, &[("location", "/")])), Attempt::Refused(..)));
        assert!(matches!(judge("a", &answer(400, &[])), Attempt::Refused(..)));
        assert!(matches!(judge("a", &answer(503, &[])), Attempt::Failed(_, None)));
        let later = judge("a", &answer(429, &[("retry-after", "30")]));
        assert!(matches!(later, Attempt::Failed(_, Some(30_000))));
    }
}
