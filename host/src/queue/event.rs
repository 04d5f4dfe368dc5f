//! Events: a row in the writer's transaction, and one delivery per subscriber (S12–S16).
//! Deliveries are claimed by state, never by "id greater than the last seen": order of ids is not order of commits.

use crate::clock::Millis;
use crate::db::{DbError, Row, Tx};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub event_id: String,
    /// Plugin that published it.
    pub source: String,
    pub topic: String,
    /// Deliveries of one subscriber with the same key come in order.
    pub key: String,
    /// JSON text.
    pub payload: String,
    pub occurred_at: Millis,
    /// Event that caused the call that published this one, and how long that chain is.
    pub cause_id: Option<String>,
    pub cause_depth: i64,
}

/// An event on its way to one subscriber.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub delivery_id: String,
    pub event: Event,
    pub subscriber: String,
    pub handler: String,
    /// `pending` or `dead`; done ones are `done`.
    pub state: String,
    pub attempts: i64,
    pub next_at: Millis,
    pub error: Option<String>,
}

const COLUMNS: &str = "d.delivery_id, e.event_id, e.source, e.topic, e.ordering_key, e.payload, e.occurred_at, e.cause_id, \
     e.cause_depth, d.subscriber, d.handler, d.state, d.attempts, d.next_at, d.last_error";

fn read(row: &Row) -> Delivery {
    Delivery {
        delivery_id: row.text(0).to_owned(),
        event: Event {
            event_id: row.text(1).to_owned(),
            source: row.text(2).to_owned(),
            topic: row.text(3).to_owned(),
            key: row.text(4).to_owned(),
            payload: row.text(5).to_owned(),
            occurred_at: row.int(6),
            cause_id: row.opt_text(7).map(str::to_owned),
            cause_depth: row.int(8),
        },
        subscriber: row.text(9).to_owned(),
        handler: row.text(10).to_owned(),
        state: row.text(11).to_owned(),
        attempts: row.int(12),
        next_at: row.int(13),
        error: row.opt_text(14).map(str::to_owned),
    }
}

/// Writes an event and a delivery for each `(subscriber, handler, strict)`.
pub fn publish(tx: &mut Tx, event: &Event, subscribers: &[(String, String, bool)]) -> Result<(), DbError> {
    tx.execute(
        "insert into host_event (event_id, source, topic, ordering_key, payload, occurred_at, cause_id, cause_depth) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            (&event.event_id).into(),
            (&event.source).into(),
            (&event.topic).into(),
            (&event.key).into(),
            (&event.payload).into(),
            event.occurred_at.into(),
            event.cause_id.clone().into(),
            event.cause_depth.into(),
        ],
    )?;
    for (index, (subscriber, handler, strict)) in subscribers.iter().enumerate() {
        tx.execute(
            "insert into host_delivery (delivery_id, event_id, subscriber, handler, ordering_key, strict, state, attempts, next_at, position) \
             values ($1, $2, $3, $4, $5, $6, 'pending', 0, $7, \
             (select coalesce(max(position), 0) + 1 from host_delivery where subscriber = $3 and ordering_key = $5))",
            &[
                format!("{}-{index}", event.event_id).into(),
                (&event.event_id).into(),
                subscriber.into(),
                handler.into(),
                (&event.key).into(),
                (*strict).into(),
                event.occurred_at.into(),
            ],
        )?;
    }
    tx.touch("host_delivery");
    Ok(())
}

/// Deliveries that may run now for the subscribers that are on: due, and nothing undone before them with the same
/// key. A dead letter blocks its key only where the subscription is strict (S13, S15).
pub fn due(tx: &mut Tx, subscribers: &[String], now: Millis, count: i64) -> Result<Vec<Delivery>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_delivery d join host_event e on e.event_id = d.event_id \
         where d.state = 'pending' and d.next_at <= $1 and d.subscriber = $2 and not exists ( \
           select 1 from host_delivery b where b.subscriber = d.subscriber and b.ordering_key = d.ordering_key \
           and b.position < d.position and (b.state = 'pending' or (b.state = 'dead' and b.strict = 1))) \
         order by d.next_at, d.delivery_id limit $3"
    );
    let mut all = Vec::new();
    for subscriber in subscribers {
        all.extend(tx.query(&sql, &[now.into(), subscriber.into(), count.into()])?.iter().map(read));
    }
    Ok(all)
}

/// Settles a delivery in the handler's own transaction. False if it was settled already: then the handler's work
/// must not be kept a second time.
pub fn settle(tx: &mut Tx, delivery_id: &str, now: Millis) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update host_delivery set state = 'done', attempts = attempts + 1, done_at = $2 where delivery_id = $1 and state = 'pending'",
        &[delivery_id.into(), now.into()],
    )?;
    tx.touch("host_delivery");
    Ok(changed == 1)
}

/// Notes a failed attempt: again at `next_at`, or a dead letter when that is `None`.
pub fn failed(tx: &mut Tx, delivery_id: &str, error: &str, next_at: Option<Millis>) -> Result<(), DbError> {
    let (state, at) = match next_at {
        Some(at) => ("pending", at),
        None => ("dead", 0),
    };
    tx.execute(
        "update host_delivery set state = $1, attempts = attempts + 1, last_error = $2, next_at = $3 \
         where delivery_id = $4 and state = 'pending'",
        &[state.into(), error.into(), at.into(), delivery_id.into()],
    )?;
    tx.touch("host_delivery");
    Ok(())
}

/// Deliveries for the admin panel in one state, the latest first.
pub fn list(
    tx: &mut Tx,
    subscriber: Option<&str>,
    state: &str,
    count: i64,
) -> Result<Vec<Delivery>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_delivery d join host_event e on e.event_id = d.event_id \
         where d.state = $1 and ($2 = '' or d.subscriber = $2) order by e.occurred_at desc, d.delivery_id limit $3"
    );
    Ok(tx
        .query(&sql, &[state.into(), subscriber.unwrap_or_default().into(), count.into()])?
        .iter()
        .map(read)
        .collect())
}

/// A dead letter once more, or dropped.
pub fn decide(tx: &mut Tx, delivery_id: &str, retry: bool, now: Millis) -> Result<bool, DbError> {
    // A dropped one is done with: it is swept with the others of its day.
    let (state, done_at) = if retry { ("pending", None) } else { ("dropped", Some(now)) };
    let changed = tx.execute(
        "update host_delivery set state = $1, attempts = 0, next_at = $2, done_at = $4 where delivery_id = $3 and state = 'dead'",
        &[state.into(), now.into(), delivery_id.into(), done_at.into()],
    )?;
    tx.touch("host_delivery");
    Ok(changed == 1)
}

/// Removes events that everybody heard of 30 days ago, with their settled deliveries (S14).
pub fn sweep(tx: &mut Tx, now: Millis) -> Result<u64, DbError> {
    const KEPT_MS: i64 = 30 * 24 * 3_600 * 1_000;
    let old = now - KEPT_MS;
    tx.execute(
        "delete from host_delivery where state in ('done', 'dropped') and done_at < $1",
        &[old.into()],
    )?;
    tx.execute(
        "delete from host_event where occurred_at < $1 and not exists ( \
         select 1 from host_delivery d where d.event_id = host_event.event_id)",
        &[old.into()],
    )
}
