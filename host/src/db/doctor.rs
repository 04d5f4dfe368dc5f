//! What `pardoz doctor` asks the database: version, settings, space, integrity, invariants, audit log.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::{Db, DbError, Engine, Tx, audit};

/// Time for one check; integrity walks the whole file.
const CHECK_TIME: Duration = Duration::from_secs(600);

/// Below this much free space, kilobytes, an owner should act.
const SPACE_LOW_KB: u64 = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Ok,
    /// Works, but should be seen to.
    Warn,
    Fail,
}

/// One question and its answer.
#[derive(Clone, Debug)]
pub struct Check {
    pub name: &'static str,
    pub state: State,
    /// Nothing has to be done at once.
    pub ok: bool,
    /// For people; what to do when it is not ok.
    pub message: String,
}

impl Check {
    fn new(name: &'static str, (state, message): Answer) -> Self {
        Self { name, state, ok: state != State::Fail, message }
    }
}

/// Asks everything; a check that cannot be made is a failed one, never a missing one.
/// `data`: the data folder, with the audit heads kept outside the database.
pub async fn run(db: &Db, data: &Path) -> Vec<Check> {
    let mut checks = match db.engine() {
        Engine::Sqlite => vec![
            ask(db, "version", |tx| first(tx, "select sqlite_version()")).await,
            ask(db, "integrity", sqlite_integrity).await,
            ask(db, "references", sqlite_references).await,
        ],
        Engine::Postgres => vec![
            ask(db, "version", |tx| first(tx, "select version()")).await,
            ask(db, "settings", postgres_settings).await,
            ask(db, "rights", postgres_rights).await,
            ask(db, "checksums", postgres_checksums).await,
        ],
    };
    checks.push(Check::new("free space", space(data)));
    checks.push(ask(db, "overlapping claims", overlaps).await);
    checks.push(ask(db, "dead deliveries", dead_deliveries).await);
    checks.push(Check::new("audit log", audit_log(db, data).await));
    checks
}

/// State and detail of one check.
type Answer = (State, String);

async fn ask(
    db: &Db,
    name: &'static str,
    question: impl FnOnce(&mut Tx) -> Result<Answer, DbError> + Send + 'static,
) -> Check {
    let answer = db.read(Instant::now() + CHECK_TIME, question).await;
    let answer = answer.unwrap_or_else(|error: DbError| (State::Fail, format!("could not ask: {error}")));
    Check::new(name, answer)
}

fn first(tx: &mut Tx, sql: &str) -> Result<Answer, DbError> {
    let row = tx.query_one(sql, &[])?;
    Ok((State::Ok, row.map(|row| row.text(0).to_owned()).unwrap_or_default()))
}

fn sqlite_integrity(tx: &mut Tx) -> Result<Answer, DbError> {
    let rows = tx.query("select integrity_check from pragma_integrity_check limit 5", &[])?;
    let lines: Vec<&str> = rows.iter().map(|row| row.text(0)).collect();
    Ok(match lines[..] {
        ["ok"] => (State::Ok, "every page and index is sound".to_owned()),
        _ => (State::Fail, format!("restore the last backup: {}", lines.join("; "))),
    })
}

fn sqlite_references(tx: &mut Tx) -> Result<Answer, DbError> {
    let rows = tx.query("select distinct \"table\" from pragma_foreign_key_check", &[])?;
    let tables: Vec<&str> = rows.iter().map(|row| row.text(0)).collect();
    Ok(match tables[..] {
        [] => (State::Ok, "every reference has its row".to_owned()),
        _ => (State::Fail, format!("rows point at nothing in {}", tables.join(", "))),
    })
}

/// Free space in the data folder, as `df` says.
fn space(data: &Path) -> Answer {
    match free_kb(data) {
        None => (State::Warn, "df did not say".to_owned()),
        Some(kb) if kb < SPACE_LOW_KB => (State::Warn, format!("only {} MB are left: make room", kb >> 10)),
        Some(kb) => (State::Ok, format!("{} MB", kb >> 10)),
    }
}

fn free_kb(path: &Path) -> Option<u64> {
    let output = Command::new("df").arg("-Pk").arg(path).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

fn postgres_settings(tx: &mut Tx) -> Result<Answer, DbError> {
    let sql = "select current_setting('max_pred_locks_per_transaction')::int8,
                   (select count(*) from pg_stat_replication), current_setting('synchronous_standby_names')";
    let rows = tx.query(sql, &[])?;
    let row = &rows[0];
    let mut words = Vec::new();
    if row.int(0) < 512 {
        words.push(format!("max_pred_locks_per_transaction is {}, 512 are advised", row.int(0)));
    }
    if row.int(1) > 0 && row.text(2).is_empty() {
        words.push("replicas are asynchronous: a failover can lose answered commands".to_owned());
    }
    Ok(match words.is_empty() {
        true => (State::Ok, "as advised".to_owned()),
        false => (State::Warn, words.join("; ")),
    })
}

/// What the host took back at start, and what only a superuser can.
fn postgres_rights(tx: &mut Tx) -> Result<Answer, DbError> {
    let open = "select count(*) from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
                where d.datname = current_database() and a.grantee = 0 and a.privilege_type in ('TEMPORARY', 'CREATE')";
    let doors = tx.query(open, &[])?[0].int(0);
    if doors > 0 {
        let text = "everybody may make temporary tables: let the login own the database";
        return Ok((State::Fail, text.to_owned()));
    }
    let loose =
        "select count(*) from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                 where p.pronamespace = 'pg_catalog'::regnamespace and a.grantee = 0
                     and p.proname in ('set_config', 'query_to_xml', 'ts_stat', 'pg_sleep', 'pg_notify')";
    Ok(match tx.query(loose, &[])?[0].int(0) {
        0 => (State::Ok, "nothing is left to everybody".to_owned()),
        _ => (
            State::Warn,
            "a superuser may also revoke set_config, query_to_xml, ts_stat, pg_sleep and pg_notify from public"
                .to_owned(),
        ),
    })
}

fn postgres_checksums(tx: &mut Tx) -> Result<Answer, DbError> {
    let on = first(tx, "select current_setting('data_checksums')")?.1 == "on";
    Ok(match on {
        true => (State::Ok, "pages carry checksums".to_owned()),
        false => (
            State::Warn,
            "pages carry no checksums: run pg_checksums --enable while it is stopped".to_owned(),
        ),
    })
}

/// Counts with its own arithmetic, not with the constraint's.
fn overlaps(tx: &mut Tx) -> Result<Answer, DbError> {
    let sql = "select count(*) from host_claim a join host_claim b on a.resource = b.resource
                   and a.start_at < b.end_at and b.start_at < a.end_at
                   and (a.plugin_id < b.plugin_id or (a.plugin_id = b.plugin_id and a.claim_id < b.claim_id))";
    Ok(match tx.query(sql, &[])?[0].int(0) {
        0 => (State::Ok, "none".to_owned()),
        n => (State::Fail, format!("{n} pairs of claims overlap")),
    })
}

fn dead_deliveries(tx: &mut Tx) -> Result<Answer, DbError> {
    Ok(match tx.query("select count(*) from host_delivery where state = 'dead'", &[])?[0].int(0) {
        0 => (State::Ok, "none".to_owned()),
        n => (State::Warn, format!("{n} events wait for a person in the admin panel")),
    })
}

async fn audit_log(db: &Db, data: &Path) -> Answer {
    let heads = match audit::remembered(&data.join(audit::HEADS_FILE)) {
        Ok(heads) => heads,
        Err(error) => return (State::Fail, format!("could not read the heads kept outside: {error}")),
    };
    match audit::verify(db, &heads).await {
        Err(error) => (State::Fail, format!("could not ask: {error}")),
        Ok(report) if report.findings.is_empty() => {
            (State::Ok, format!("{} rows are chained, {} wait", report.sealed, report.unsealed))
        }
        Ok(report) => {
            (State::Fail, format!("{} findings, the first: {}", report.findings.len(), report.findings[0]))
        }
    }
}
