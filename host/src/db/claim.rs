//! Claims: an interval of a named resource, held by one holder at a time. The database itself excludes
//! overlaps (migrations/0007_create_claim.sql); the code here only says who is in the way.

use sha2::{Digest, Sha256};

use super::{DbError, Engine, Row, Tx, Value};

/// Who holds the time that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The plugin that claimed.
    pub plugin: String,
    /// Its claim id.
    pub holder: String,
    /// Milliseconds UTC, half-open.
    pub start: i64,
    pub end: i64,
}

/// Takes `[start, end)` of `resource`, or says who holds part of it. A claim id that exists is moved: if its
/// new time is taken it keeps the old one.
///
/// `expires`: a hold that frees itself. `now` is the call's time.
/// Errors: [`DbError::Constraint`] `host_claim_interval` unless `start < end`; [`DbError::Conflict`] when the
/// holder committed after this snapshot: the call runs again and then sees it.
#[allow(clippy::too_many_arguments)] // one argument per column, as in wit/claims.wit
pub fn acquire(
    tx: &mut Tx,
    plugin: &str,
    claim_id: &str,
    resource: &str,
    start: i64,
    end: i64,
    expires: Option<i64>,
    now: i64,
) -> Result<Option<Conflict>, DbError> {
    if start >= end {
        return Err(DbError::Constraint { name: "host_claim_interval".to_owned() });
    }
    let hash = Value::Integer(resource_hash(resource));
    tx.execute(
        "delete from host_claim where resource_hash = $1 and expires_at <= $2",
        &[hash.clone(), now.into()],
    )?;
    let others = [hash.clone(), start.into(), end.into(), plugin.into(), claim_id.into()];
    if let Some(holder) = tx.query_one(HOLDER, &others)? {
        return Ok(Some(conflict(&holder)));
    }
    queue_for(tx, resource_hash(resource))?;
    let mark = tx.savepoint()?;
    let row: [Value; 8] = [
        plugin.into(),
        claim_id.into(),
        resource.into(),
        hash,
        start.into(),
        end.into(),
        expires.into(),
        now.into(),
    ];
    match tx.execute(UPSERT, &row) {
        Ok(_) => {
            tx.release(mark)?;
            Ok(None)
        }
        Err(DbError::Constraint { name }) if name.starts_with("host_claim_overlap") => {
            tx.rollback_to(mark)?;
            Err(DbError::Conflict)
        }
        Err(error) => {
            tx.rollback_to(mark)?;
            Err(error)
        }
    }
}

/// PostgreSQL: those who want one resource insert one after another. Without the queue an upsert under an exclusion
/// constraint may wait for a rival's speculative row while that one waits for ours, and nobody gets the time.
/// SQLite has one writer.
fn queue_for(tx: &mut Tx, resource_hash: i64) -> Result<(), DbError> {
    if tx.engine() == Engine::Postgres {
        // Two halves: this space of lock numbers is another one than the session locks'.
        let halves = [resource_hash >> 32, i64::from(resource_hash as i32)].map(Value::Integer);
        tx.query("select pg_advisory_xact_lock($1::int, $2::int)::text", &halves)?;
    }
    Ok(())
}

/// Gives a claim back; false if there was none.
pub fn release(tx: &mut Tx, plugin: &str, claim_id: &str) -> Result<bool, DbError> {
    let sql = "delete from host_claim where plugin_id = $1 and claim_id = $2";
    Ok(tx.execute(sql, &[plugin.into(), claim_id.into()])? > 0)
}

/// Removes holds that expired; returns how many. For the host's tidy-up job.
pub fn sweep(tx: &mut Tx, now: i64) -> Result<u64, DbError> {
    tx.execute("delete from host_claim where expires_at <= $1", &[now.into()])
}

const HOLDER: &str = "select plugin_id, claim_id, start_at, end_at from host_claim
    where resource_hash = $1 and end_at > $2 and start_at < $3 and not (plugin_id = $4 and claim_id = $5)
    order by start_at limit 1";

const UPSERT: &str = "insert into host_claim
        (plugin_id, claim_id, resource, resource_hash, start_at, end_at, expires_at, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (plugin_id, claim_id) do update set resource = excluded.resource,
        resource_hash = excluded.resource_hash, start_at = excluded.start_at, end_at = excluded.end_at,
        expires_at = excluded.expires_at";

fn conflict(row: &Row) -> Conflict {
    Conflict {
        plugin: row.text(0).to_owned(),
        holder: row.text(1).to_owned(),
        start: row.int(2),
        end: row.int(3),
    }
}

/// 62 bits of SHA-256: never negative, and never the largest bigint (PostgreSQL could not write the closed
/// one-point range half-open).
fn resource_hash(resource: &str) -> i64 {
    let digest = Sha256::digest(resource.as_bytes());
    let bytes = digest[..8].try_into().expect("a SHA-256 has 32 bytes");
    (u64::from_be_bytes(bytes) >> 2) as i64
}
