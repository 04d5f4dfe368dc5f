//! Events and jobs → their handlers, after the commit that caused them. Each effect exactly once: the handler's own
//! transaction also settles the delivery (S14).

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::{Call, CallError, Plugins, soon};
use crate::clock::Millis;
use crate::db::DbError;
use crate::limit;
use crate::queue::{event, job};

/// Deliveries and jobs of one plugin that are looked at in one round.
const ROUND: i64 = 64;
/// How long the dispatcher sleeps when nobody rings.
const IDLE: Duration = Duration::from_secs(1);

impl Plugins {
    /// Delivers events and runs jobs until `stop` resolves. One per salon.
    pub async fn dispatch(&self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        let mut scheduled = None;
        loop {
            // What is switched on, upgraded or put in another's place while the program runs has jobs of its own.
            let generation = self.current().number;
            if scheduled != Some(generation) && self.schedule_recurring().await {
                scheduled = Some(generation);
            }
            let worked = self.dispatch_once().await;
            let wait = if worked { Duration::ZERO } else { IDLE };
            tokio::select! {
                () = &mut stop => return,
                () = self.inner.wake.notified(), if !worked => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// One round: what is due now. True if there was anything. Tests call it until it says false.
    pub async fn dispatch_once(&self) -> bool {
        let generation = self.current();
        let circuit = &self.inner.circuit;
        let on: Vec<String> = generation.plugins.keys().filter(|id| !circuit.is_open(id)).cloned().collect();
        let now = self.inner.clock.now();
        let due = self.inner.db.read(soon(), move |tx| {
            let deliveries = event::due(tx, &on, now, ROUND)?;
            Ok::<_, DbError>((deliveries, job::due(tx, &on, now, ROUND)?))
        });
        let (deliveries, jobs) = match due.await {
            Ok(due) => due,
            Err(e) => {
                tracing::error!(error = %e, "could not read what is due");
                return false;
            }
        };
        let worked = !deliveries.is_empty() || !jobs.is_empty();
        // Different keys and subscribers go in parallel; `due` gives at most one delivery per subscriber and key.
        let deliveries = deliveries.into_iter().map(|d| self.deliver(d));
        let jobs = jobs.into_iter().map(|j| self.run_job(j));
        tokio::join!(futures_util::future::join_all(deliveries), futures_util::future::join_all(jobs));
        worked
    }

    /// Runs everything that is due now, and what that causes in turn. For tests and for the demo data.
    pub async fn dispatch_all(&self) {
        while self.dispatch_once().await {}
    }

    async fn deliver(&self, delivery: event::Delivery) {
        let e = &delivery.event;
        let payload: Json = serde_json::from_str(&e.payload).unwrap_or(Json::Null);
        let is_result = e.source == "host" && e.topic == super::effect::RESULT;
        let (kind, input) = match is_result {
            true => ("effect-result", payload),
            false => {
                let input = json!({
                    "event_id": e.event_id, "topic": e.topic, "key": e.key, "occurred_at": e.occurred_at,
                    "payload": payload,
                });
                ("event", input)
            }
        };
        let locale = self.current().salon.locale.clone();
        let call = Call::background(&delivery.subscriber, kind, &delivery.handler, input, &locale);
        let deadline = Instant::now() + limit::JOB_DEADLINE;
        let cause = Some((e.event_id.clone(), e.cause_depth));
        let (id, now) = (delivery.delivery_id.clone(), self.inner.clock.now());
        let done = self.command(call, deadline, cause, move |tx| event::settle(tx, &id, now)).await;
        if let Err(error) = done {
            let next = self.next_attempt(delivery.attempts);
            let id = delivery.delivery_id.clone();
            self.note_failure(&error, next, move |tx, text| event::failed(tx, &id, text, next)).await;
        }
    }

    async fn run_job(&self, waiting: job::Job) {
        let input: Json = serde_json::from_str(&waiting.payload).unwrap_or(Json::Null);
        let locale = self.current().salon.locale.clone();
        let call = Call::background(&waiting.plugin, "job", &waiting.name, input, &locale);
        let deadline = Instant::now() + limit::JOB_DEADLINE;
        let taken = waiting.clone();
        let next_run = self.recurrence(&waiting.plugin, &waiting.name, self.inner.clock.now());
        let now = self.inner.clock.now();
        let recurring = waiting.dedup_key == RECURRING;
        let done = self
            .command(call, deadline, None, move |tx| {
                if !job::take(tx, &taken)? {
                    return Ok(false);
                }
                if let (true, Some(run_at)) = (recurring, next_run) {
                    job::schedule(tx, &job::Job { run_at, attempts: 0, error: None, ..taken.clone() }, now)?;
                }
                Ok(true)
            })
            .await;
        if let Err(error) = done {
            // What repeats is never given up: it comes again at its next time, and stays in the list of what fails.
            let next = self.next_attempt(waiting.attempts).or(next_run.filter(|_| recurring));
            self.note_failure(&error, next, move |tx, text| job::failed(tx, &waiting, text, next)).await;
        }
    }

    /// When to try again after `attempts` earlier failures: four times as long each, from a second to an hour, then never.
    pub(super) fn next_attempt(&self, attempts: i64) -> Option<Millis> {
        if attempts + 1 >= limit::DELIVERY_ATTEMPTS_MAX {
            return None;
        }
        let first = limit::DELIVERY_BACKOFF_FIRST.as_millis() as i64;
        let wait = (first << (2 * attempts).min(20)).min(limit::DELIVERY_BACKOFF_MAX.as_millis() as i64);
        Some(self.inner.clock.now() + wait)
    }

    async fn note_failure(
        &self,
        error: &CallError,
        next: Option<Millis>,
        mut note: impl FnMut(&mut crate::db::Tx, &str) -> Result<(), DbError> + Send + 'static,
    ) {
        let text = format!("{}: {}", error.code, error.message);
        tracing::warn!(
            plugin.id = error.plugin,
            handler = error.name,
            error = text,
            again = next.is_some(),
            "{}/{} did not take what was due",
            error.plugin,
            error.name
        );
        if let Err(e) = self.inner.db.write(soon(), &[], move |tx| note(tx, &text)).await {
            tracing::error!(error = %e, "could not note a failed delivery");
        }
    }

    /// Puts every recurring job of the manifests into the queue, if it does not wait there already. False when the
    /// database did not take them.
    pub(super) async fn schedule_recurring(&self) -> bool {
        let generation = self.current();
        let now = self.inner.clock.now();
        let mut missing = Vec::new();
        for plugin in generation.plugins.values() {
            for declared in plugin.manifest.jobs.iter().filter(|j| j.schedule.is_some()) {
                let name = declared.name.get_ref();
                if let Some(run_at) = self.recurrence(plugin.id(), name, now) {
                    missing.push(job::Job {
                        job_id: uuid::Uuid::now_v7().to_string(),
                        plugin: plugin.id().to_owned(),
                        name: name.clone(),
                        dedup_key: RECURRING.to_owned(),
                        run_at,
                        payload: "{}".to_owned(),
                        state: "waiting".to_owned(),
                        attempts: 0,
                        error: None,
                    });
                }
            }
        }
        let done = self.inner.db.write(soon(), &[], move |tx| {
            for job in &missing {
                if !job::waits(tx, &job.plugin, &job.name, RECURRING)? {
                    job::schedule(tx, job, now)?;
                }
            }
            Ok::<_, DbError>(())
        });
        done.await.inspect_err(|e| tracing::error!(error = %e, "could not schedule recurring jobs")).is_ok()
    }

    fn recurrence(&self, plugin: &str, name: &str, after: Millis) -> Option<Millis> {
        let generation = self.current();
        let plugin = generation.plugins.get(plugin)?;
        let job = plugin.manifest.jobs.iter().find(|j| j.name.get_ref() == name)?;
        next_occurrence(job.schedule.as_ref()?.get_ref(), after, &generation.salon.timezone)
    }
}

/// The key of a job that the manifest repeats.
const RECURRING: &str = "recurring";

/// The first instant after `after` that five cron fields name in a time zone. Local times that a change of the
/// clock skips are moved by it, as calendars do.
pub fn next_occurrence(cron: &str, after: Millis, timezone: &str) -> Option<Millis> {
    let zone = jiff::tz::TimeZone::get(timezone).ok()?;
    let local = jiff::Timestamp::from_millisecond(after).ok()?.to_zoned(zone.clone()).datetime();
    let pattern: croner::Cron = cron.parse().ok()?;
    // croner counts in chrono's types: hand it the wall clock as if it were UTC, and read its answer the same way.
    let wall = local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond();
    let wall = chrono::DateTime::from_timestamp_millis(wall)?;
    let next = pattern.find_next_occurrence(&wall, false).ok()?;
    let next = jiff::Timestamp::from_millisecond(next.timestamp_millis()).ok()?;
    let next = next.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    Some(next.to_zoned(zone).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Millis {
        text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
    }

    #[test]
    fn cron_runs_by_the_wall_clock_of_the_salon() {
        // 10:00 in Tashkent is 05:00 UTC.
        let next = next_occurrence("0 10 * * *", at("2026-11-22T05:00:00Z"), "Asia/Tashkent").unwrap();
        assert_eq!(next, at("2026-11-23T05:00:00Z"));
        let next = next_occurrence("0 10 * * *", at("2026-11-22T04:59:00Z"), "Asia/Tashkent").unwrap();
        assert_eq!(next, at("2026-11-22T05:00:00Z"));
    }

    #[test]
    fn a_local_time_that_does_not_exist_is_moved_by_the_change() {
        // Berlin skips 02:00–03:00 on 29 March 2026.
        let next = next_occurrence("30 2 * * *", at("2026-03-28T12:00:00Z"), "Europe/Berlin").unwrap();
        assert_eq!(next, at("2026-03-29T01:30:00Z"));
    }
}
