//! Jobs: events with a time. A job not yet started is replaced by a later one of the same key.

use crate::clock::Millis;
use crate::db::{DbError, Row, Tx};

/// A job as it waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub job_id: String,
    pub plugin: String,
    pub name: String,
    pub dedup_key: String,
    pub run_at: Millis,
    /// JSON text.
    pub payload: String,
    /// `waiting` or `dead`.
    pub state: String,
    pub attempts: i64,
    pub error: Option<String>,
}

const COLUMNS: &str = "job_id, plugin_id, job, dedup_key, run_at, payload, state, attempts, last_error";

fn read(row: &Row) -> Job {
    Job {
        job_id: row.text(0).to_owned(),
        plugin: row.text(1).to_owned(),
        name: row.text(2).to_owned(),
        dedup_key: row.text(3).to_owned(),
        run_at: row.int(4),
        payload: row.text(5).to_owned(),
        state: row.text(6).to_owned(),
        attempts: row.int(7),
        error: row.opt_text(8).map(str::to_owned),
    }
}

/// Writes a job, or replaces the waiting one of the same key.
pub fn schedule(tx: &mut Tx, job: &Job, now: Millis) -> Result<(), DbError> {
    tx.execute(
        "insert into host_job (job_id, plugin_id, job, dedup_key, run_at, payload, state, attempts, created_at) \
         values ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7) \
         on conflict (plugin_id, job, dedup_key) do update set job_id = excluded.job_id, run_at = excluded.run_at, \
         payload = excluded.payload, state = 'waiting', attempts = 0, last_error = null, created_at = excluded.created_at",
        &[
            (&job.job_id).into(),
            (&job.plugin).into(),
            (&job.name).into(),
            (&job.dedup_key).into(),
            job.run_at.into(),
            (&job.payload).into(),
            now.into(),
        ],
    )?;
    tx.touch("host_job");
    Ok(())
}

/// Removes a waiting job.
pub fn cancel(tx: &mut Tx, plugin: &str, job: &str, dedup_key: &str) -> Result<(), DbError> {
    tx.execute(
        "delete from host_job where plugin_id = $1 and job = $2 and dedup_key = $3 and state = 'waiting'",
        &[plugin.into(), job.into(), dedup_key.into()],
    )?;
    tx.touch("host_job");
    Ok(())
}

/// Is a job of this key waiting?
pub fn waits(tx: &mut Tx, plugin: &str, job: &str, dedup_key: &str) -> Result<bool, DbError> {
    let rows = tx.query(
        "select job_id from host_job where plugin_id = $1 and job = $2 and dedup_key = $3 and state = 'waiting'",
        &[plugin.into(), job.into(), dedup_key.into()],
    )?;
    Ok(!rows.is_empty())
}

/// Waiting jobs of these plugins whose time has come, the earliest first, up to `count` of each: those of a plugin that
/// is off, or of one with many, do not stand before another's.
pub fn due(tx: &mut Tx, plugins: &[String], now: Millis, count: i64) -> Result<Vec<Job>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_job where state = 'waiting' and plugin_id = $1 and run_at <= $2 \
         order by run_at limit $3"
    );
    let mut all = Vec::new();
    for plugin in plugins {
        all.extend(tx.query(&sql, &[plugin.into(), now.into(), count.into()])?.iter().map(read));
    }
    Ok(all)
}

/// Takes a job for this transaction: its row goes, and comes back if the transaction fails. False if somebody
/// else replaced or ran it in the meantime.
pub fn take(tx: &mut Tx, job: &Job) -> Result<bool, DbError> {
    let taken = tx.execute(
        "delete from host_job where job_id = $1 and run_at = $2 and state = 'waiting'",
        &[(&job.job_id).into(), job.run_at.into()],
    )?;
    tx.touch("host_job");
    Ok(taken == 1)
}

/// Notes a failed run: again at `next_at`, or dead when that is `None`.
pub fn failed(tx: &mut Tx, job: &Job, error: &str, next_at: Option<Millis>) -> Result<(), DbError> {
    let state = if next_at.is_some() { "waiting" } else { "dead" };
    tx.execute(
        "update host_job set state = $1, attempts = attempts + 1, last_error = $2, run_at = $3 where job_id = $4 and state = 'waiting'",
        &[state.into(), error.into(), next_at.unwrap_or(job.run_at).into(), (&job.job_id).into()],
    )?;
    tx.touch("host_job");
    Ok(())
}

/// Jobs for the admin panel, the next one first; dead ones on top.
pub fn list(tx: &mut Tx, plugin: Option<&str>, count: i64) -> Result<Vec<Job>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_job where ($1 = '' or plugin_id = $1) order by state, run_at limit $2"
    );
    Ok(tx.query(&sql, &[plugin.unwrap_or_default().into(), count.into()])?.iter().map(read).collect())
}

/// A dead job again, or gone.
pub fn decide(tx: &mut Tx, job_id: &str, retry: bool, now: Millis) -> Result<bool, DbError> {
    let changed = if retry {
        tx.execute(
            "update host_job set state = 'waiting', attempts = 0, run_at = $2 where job_id = $1 and state = 'dead'",
            &[job_id.into(), now.into()],
        )?
    } else {
        tx.execute("delete from host_job where job_id = $1 and state = 'dead'", &[job_id.into()])?
    };
    tx.touch("host_job");
    Ok(changed == 1)
}
