//! The first answer to a keyed request, stored in the request's own transaction (S18).

use super::{DbError, Tx};

/// What an earlier request with this key left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing: run the request.
    None,
    /// Its answer: give it again.
    Same(String),
    /// The key was used with another body: 422.
    OtherBody,
}

/// How long an answer is kept, milliseconds.
pub const KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Looks the key up. `body_hash` is the caller's hash over what makes two requests the same.
pub fn find(
    tx: &mut Tx,
    caller: &str,
    route: &str,
    key: &str,
    body_hash: &str,
    now: i64,
) -> Result<Found, DbError> {
    let sql = "select body_hash, reply from host_idempotency
               where caller = $1 and route = $2 and key = $3 and expires_at > $4";
    let row = tx.query_one(sql, &[caller.into(), route.into(), key.into(), now.into()])?;
    Ok(match row {
        None => Found::None,
        Some(row) if row.text(0) == body_hash => Found::Same(row.text(1).to_owned()),
        Some(_) => Found::OtherBody,
    })
}

/// Stores the answer; call it last, with what the request wrote.
///
/// Errors: [`DbError::Conflict`] when a twin of this request committed in between: the call runs again and
/// [`find`] then has its answer.
pub fn store(
    tx: &mut Tx,
    caller: &str,
    route: &str,
    key: &str,
    body_hash: &str,
    reply: &str,
    now: i64,
) -> Result<(), DbError> {
    let gone = "delete from host_idempotency
                where caller = $1 and route = $2 and key = $3 and expires_at <= $4";
    tx.execute(gone, &[caller.into(), route.into(), key.into(), now.into()])?;
    let sql = "insert into host_idempotency (caller, route, key, body_hash, reply, created_at, expires_at)
               values ($1, $2, $3, $4, $5, $6, $7)";
    let row = [
        caller.into(),
        route.into(),
        key.into(),
        body_hash.into(),
        reply.into(),
        now.into(),
        (now + KEPT_MS).into(),
    ];
    match tx.execute(sql, &row) {
        Err(DbError::Constraint { .. }) => Err(DbError::Conflict),
        other => other.map(drop),
    }
}

/// Forgets old answers; returns how many.
pub fn sweep(tx: &mut Tx, now: i64) -> Result<u64, DbError> {
    tx.execute("delete from host_idempotency where expires_at <= $1", &[now.into()])
}
