//! A guarded connection and its statements.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};

use super::constraint;
use super::guard::{Guard, denied};
use crate::db::tx::Caps;
use crate::db::value::Cell;
use crate::db::{Common, DbError, Encoded, Grants, PluginStatement, Row, Value};

/// Prepared statements a connection keeps: eleven plugins with some forty each, and the host's.
const STATEMENTS_KEPT: usize = 768;

/// Longest text, blob or row: the host keeps bundles, plugins keep rows. 256 KiB bounds what one deaf
/// function can cost (0.3 s, platform.md 5.1); the progress handler cannot interrupt inside it.
const HOST_BYTES_MAX: i32 = 96 << 20;
const PLUGIN_BYTES_MAX: i32 = 256 << 10;

/// performance.md 8.5. The writer's commits survive power loss (`full`); a reader never syncs.
const PRAGMAS: &str = "
    pragma busy_timeout = 5000;
    pragma foreign_keys = on;
    pragma cache_size = -16000;
    pragma mmap_size = 268435456;
    pragma temp_store = memory;
    pragma trusted_schema = off;
    pragma recursive_triggers = off;
";
const WRITER_PRAGMAS: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma journal_size_limit = 67108864;
";

pub(in crate::db) struct SqliteSession {
    connection: Connection,
    guard: Guard,
}

impl SqliteSession {
    pub fn open(path: &Path, read_only: bool, common: Arc<Common>) -> Result<Self, DbError> {
        let doing = || format!("open {}", path.display());
        let base = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let flags = match read_only {
            true => base | OpenFlags::SQLITE_OPEN_READ_ONLY,
            false => base | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| DbError::engine(doing(), error))?;
        let guard =
            harden(&connection, read_only, common).map_err(|error| DbError::engine(doing(), error))?;
        let session = Self { connection, guard };
        session.check_settings(read_only)?;
        Ok(session)
    }

    /// Settings are asked back: a pragma that did not take says nothing.
    fn check_settings(&self, read_only: bool) -> Result<(), DbError> {
        let wanted: &[(&str, &str)] = match read_only {
            true => &[("query_only", "1"), ("journal_mode", "wal"), ("foreign_keys", "1")],
            false => &[("synchronous", "2"), ("journal_mode", "wal"), ("foreign_keys", "1")],
        };
        for (name, want) in wanted {
            let found = self.connection.pragma_query_value(None, name, |row| {
                Ok(match row.get_ref(0)? {
                    ValueRef::Integer(integer) => integer.to_string(),
                    other => other.as_str()?.to_owned(),
                })
            });
            let found = found.map_err(|error| DbError::engine(format!("read setting {name}"), error))?;
            if found != *want {
                let text = format!("{name} is {found}, {want} is needed");
                return Err(DbError::engine("set up the database", text));
            }
        }
        Ok(())
    }

    pub fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// A snapshot: `begin` alone takes none, the first read does.
    pub fn begin_read(&mut self) -> Result<(), DbError> {
        self.control("begin")?;
        self.query("select 1 from sqlite_schema limit 1", &[]).map(drop)
    }

    pub fn begin_write(&mut self) -> Result<(), DbError> {
        self.control("begin immediate")
    }

    /// Returns once the commit is on the disk.
    pub fn commit(&mut self) -> Result<(), DbError> {
        self.guard.put_at_work(None);
        self.guard.set_deadline(None);
        let result = self.guard.announce_commit(|| {
            self.connection.prepare_cached("commit").and_then(|mut statement| statement.execute([]))
        });
        result.map(drop).map_err(|error| self.error("commit", error))
    }

    /// Ends a transaction without keeping anything; none in progress is fine.
    pub fn rollback(&mut self) -> Result<(), DbError> {
        self.guard.set_deadline(None);
        if self.in_transaction() { self.control("rollback") } else { Ok(()) }
    }

    pub fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.guard.set_deadline(deadline);
    }

    /// Begin, savepoint, release, rollback: never late, always the host's.
    pub fn control(&mut self, sql: &str) -> Result<(), DbError> {
        self.guard.put_at_work(None);
        let result = self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
        result.map(drop).map_err(|error| self.error(sql, error))
    }

    pub fn execute_batch(&mut self, sql: &str) -> Result<(), DbError> {
        self.become_host();
        self.connection.execute_batch(sql).map_err(|error| self.error("run host statements", error))
    }

    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        self.become_host();
        let result = read_rows(&self.connection, &numbered(sql), params);
        result.map_err(|error| self.error("read host rows", error))
    }

    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, DbError> {
        self.become_host();
        let result = run(&self.connection, &numbered(sql), params);
        result.map_err(|error| self.error("run a host statement", error))
    }

    pub fn plugin_query(
        &mut self,
        grants: &Arc<Grants>,
        statement: &PluginStatement,
        params: &[Value],
        caps: &Caps<'_>,
    ) -> Result<Encoded, DbError> {
        let sql = self.become_plugin(grants, statement);
        match encode_rows(&self.connection, &sql, params, caps) {
            Ok(rows) => Ok(rows),
            Err(Stop::Cap(error)) => Err(error),
            Err(Stop::Engine(error)) => Err(self.plugin_error(statement, error)),
        }
    }

    pub fn plugin_execute(
        &mut self,
        grants: &Arc<Grants>,
        statement: &PluginStatement,
        params: &[Value],
    ) -> Result<u64, DbError> {
        let sql = self.become_plugin(grants, statement);
        let result = run(&self.connection, &sql, params);
        result.map_err(|error| self.plugin_error(statement, error))
    }

    fn become_host(&self) {
        self.guard.put_at_work(None);
        self.limit_bytes(HOST_BYTES_MAX);
    }

    /// Puts the plugin at work and returns its statement under a key only this grant set has.
    fn become_plugin(&mut self, grants: &Arc<Grants>, statement: &PluginStatement) -> String {
        self.guard.put_at_work(Some(grants));
        self.limit_bytes(PLUGIN_BYTES_MAX);
        format!("/*{}*/{}", self.guard.tag(grants), statement.sql)
    }

    fn limit_bytes(&self, max: i32) {
        self.connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, max).expect("the length limit is known");
    }

    fn plugin_error(&mut self, statement: &PluginStatement, error: rusqlite::Error) -> DbError {
        self.error(&format!("run statement {} of {}", statement.name, statement.plugin), error)
    }

    fn error(&mut self, doing: &str, error: rusqlite::Error) -> DbError {
        // Looking up a constraint's name reads the schema, as the host and even after the deadline.
        self.guard.put_at_work(None);
        let Some(code) = error.sqlite_error_code() else { return DbError::engine(doing, error) };
        match code {
            ErrorCode::ConstraintViolation => DbError::Constraint { name: self.constraint(&error) },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => DbError::Conflict,
            ErrorCode::OperationInterrupted => DbError::Deadline,
            ErrorCode::AuthorizationForStatementDenied => denied(&self.guard, &error),
            ErrorCode::ReadOnly => DbError::ReadOnly,
            ErrorCode::TooBig => DbError::Limit("a text, blob or row is too long".to_owned()),
            // An access the authorizer refuses inside a view or trigger comes back as a plain error.
            _ => match self.guard.take_refused() {
                Some(refused) => DbError::Denied(refused),
                None => DbError::engine(doing, error),
            },
        }
    }

    fn constraint(&self, error: &rusqlite::Error) -> String {
        let rusqlite::Error::SqliteFailure(failure, Some(message)) = error else { return error.to_string() };
        constraint::name(failure.extended_code, message, |sql, params| {
            read_rows(&self.connection, sql, params).unwrap_or_default()
        })
    }

    /// Changes whenever another connection than this one commits; the writer's own commits do not count.
    pub fn foreign_commits(&mut self) -> Result<i64, DbError> {
        let rows = self.query("pragma data_version", &[])?;
        Ok(rows.first().map_or(0, |row| row.int(0)))
    }

    /// Moves the log into the file while nobody is in the way, and lets the planner see new sizes.
    pub fn tidy(&mut self) -> Result<(), DbError> {
        self.become_host();
        self.guard.set_deadline(Some(Instant::now() + Duration::from_millis(500)));
        // `optimize` may analyze, and that is a commit of ours.
        let result = self.guard.announce_commit(|| {
            self.connection.execute_batch("pragma optimize; pragma wal_checkpoint(passive);")
        });
        self.guard.set_deadline(None);
        result.map_err(|error| self.error("tidy the database", error))
    }
}

/// The layers S3 and S4 of security.md 3.2. Views and triggers stay on: the exchange views and the
/// claims' trigger are the host's own, and plugins cannot make any.
fn harden(connection: &Connection, read_only: bool, common: Arc<Common>) -> rusqlite::Result<Guard> {
    connection.execute_batch(PRAGMAS)?;
    connection.execute_batch(if read_only { "pragma query_only = on" } else { WRITER_PRAGMAS })?;
    for (setting, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
        // A kept statement keeps its plan. Without this every bound value of a range plans it anew, which was a third
        // of a page's time in the database.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        connection.set_db_config(setting, on)?;
    }
    for (limit, max) in [
        (Limit::SQLITE_LIMIT_LENGTH, HOST_BYTES_MAX),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 256 << 10),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
        (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 20),
        (Limit::SQLITE_LIMIT_VDBE_OP, 50_000),
        (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
        (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 1_000),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, max)?;
    }
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    Guard::install(connection, common)
}

/// `$1` is a *name* to SQLite and would be numbered by first appearance; `?1` is the number itself.
/// Host statements carry no `$` before a digit inside a literal.
fn numbered(sql: &str) -> std::borrow::Cow<'_, str> {
    if !sql.contains('$') {
        return sql.into();
    }
    let mut text = String::with_capacity(sql.len());
    let mut rest = sql.chars().peekable();
    while let Some(c) = rest.next() {
        let is_parameter = c == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        text.push(if is_parameter { '?' } else { c });
    }
    text.into()
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(integer) => ValueRef::Integer(*integer),
            Value::Real(real) => ValueRef::Real(*real),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn run(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(sql)?;
    let changed = statement.execute(rusqlite::params_from_iter(params))?;
    Ok(changed as u64)
}

fn read_rows(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    let mut read = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = (0..columns).map(|i| Ok(owned(row.get_ref(i)?)));
        read.push(Row::new(cells.collect::<rusqlite::Result<_>>()?));
    }
    Ok(read)
}

fn owned(cell: ValueRef<'_>) -> Value {
    match cell {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(integer) => Value::Integer(integer),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

/// Why encoding ended early.
enum Stop {
    Cap(DbError),
    Engine(rusqlite::Error),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(error)
    }
}

/// Rows straight from the engine's buffers into the compact format.
fn encode_rows(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    caps: &Caps<'_>,
) -> Result<Encoded, Stop> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut encoded = Encoded::new(columns);
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    while let Some(row) = rows.next()? {
        for i in 0..columns {
            let bytes = row.get_ref(i)?;
            let text;
            let cell = match bytes {
                ValueRef::Null => Cell::Null,
                ValueRef::Integer(integer) => Cell::Integer(integer),
                ValueRef::Real(real) => Cell::Real(real),
                ValueRef::Text(bytes) => {
                    text = String::from_utf8_lossy(bytes);
                    Cell::Text(&text)
                }
                ValueRef::Blob(bytes) => Cell::Blob(bytes),
            };
            if caps.mask.contains(&i) { encoded.push_masked(cell) } else { encoded.push(cell) }
        }
        encoded.end_row();
        caps.check(&encoded).map_err(Stop::Cap)?;
    }
    Ok(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "select word from beta_secret";

    fn session() -> (tempfile::TempDir, SqliteSession, Arc<Grants>, Arc<Grants>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wall.db");
        let mut session = SqliteSession::open(&path, false, Arc::new(Common::new(1))).unwrap();
        session.begin_write().unwrap();
        session
            .execute_batch("create table beta_secret (word text); insert into beta_secret values ('x')")
            .unwrap();
        session.commit().unwrap();
        let granted = |plugin: &str, tables: &[&str]| {
            let read = tables.iter().map(|table| ((*table).to_owned(), None)).collect();
            Arc::new(Grants { plugin: plugin.to_owned(), read, ..Grants::default() })
        };
        (folder, session, granted("alpha", &[]), granted("beta", &["beta_secret"]))
    }

    /// The control for `a_cached_statement_of_one_plugin_does_not_run_for_another`: without the tag in
    /// the key, SQLite does hand the kept statement to the wrong plugin.
    #[test]
    fn without_a_tag_the_cache_would_give_one_plugins_statement_to_another() {
        let (_folder, session, alpha, beta) = session();
        session.guard.put_at_work(Some(&beta));
        read_rows(&session.connection, SECRET, &[]).expect("beta may");
        session.guard.put_at_work(Some(&alpha));
        let leaked =
            read_rows(&session.connection, SECRET, &[]).expect("the verdict was kept with the statement");
        assert_eq!(leaked[0].text(0), "x");
        let fresh = read_rows(&session.connection, &format!("/*2*/{SECRET}"), &[]);
        assert!(fresh.is_err(), "asked anew, the authorizer refuses");
    }

    /// Why the authorizer is installed once: `cargo test -p pardoz --lib prepare_of_a_page -- --ignored --nocapture`.
    #[test]
    #[ignore = "a measurement, not a check"]
    fn prepare_of_a_page() {
        let (_folder, mut session, alpha, beta) = session();
        session.begin_write().unwrap();
        session
            .execute_batch("create table alpha_note (id text primary key, day text, stars bigint)")
            .unwrap();
        let wide = Arc::new(Grants {
            read: [("alpha_note".to_owned(), None)].into(),
            ..Grants { plugin: alpha.plugin.clone(), ..Grants::default() }
        });
        let page: Vec<PluginStatement> = (0..3)
            .map(|n| PluginStatement {
                plugin: "alpha".to_owned(),
                name: "page".to_owned(),
                version: "1".to_owned(),
                sql: format!(
                    "select a.id, b.day, count(*), max(c.stars) from alpha_note a join alpha_note b on b.id = a.id
                     left join alpha_note c on c.day = b.day where a.stars > {n} group by a.id, b.day order by 3, 1"
                )
                .into(),
                reads: Vec::new(),
                writes: None,
                params: Vec::new(),
                columns: Vec::new(),
            })
            .collect();
        let caps = Caps { rows_max: 10, bytes_max: 1000, mask: &[] };
        let mut measure = |reinstall: bool| {
            let started = Instant::now();
            for _ in 0..500 {
                for statement in &page {
                    session.plugin_query(&wide, statement, &[], &caps).unwrap();
                }
                // A service call: another plugin for one statement, then back.
                session.guard.put_at_work(Some(&beta));
                if reinstall {
                    let allow = |_: rusqlite::hooks::AuthContext<'_>| rusqlite::hooks::Authorization::Allow;
                    session.connection.authorizer(Some(allow)).unwrap();
                }
            }
            started.elapsed() / 500
        };
        measure(false);
        println!(
            "a page of 3 statements: kept {:?}, authorizer installed again {:?}",
            measure(false),
            measure(true)
        );
    }
}
