//! A connection and its statements. Each session brings its own one-thread runtime, so an answer from the
//! server wakes the very thread that waits for it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use pardoz_sql::SqlType;
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgDatabaseError};
use sqlx::{AssertSqlSafe, ConnectOptions, Row as _};

use super::control::{CROSSED, Control};
use super::{role, value};
use crate::db::tx::Caps;
use crate::db::{DbError, Encoded, Grants, PluginStatement, Row, Value};

/// Advisory lock all commands share and the last try of a command takes alone. ("fence" in ASCII.)
const FENCE_LOCK: i64 = 0x0066_656e_6365;

/// Time for the server to answer a cancel, and for transaction control, which has no deadline of its own.
const GRACE: Duration = Duration::from_secs(5);

/// What stays the same for the session's whole life. Temporary objects come last in the search path, so
/// none can stand in for a host table.
const SETUP: &str = "set search_path = public, pg_temp; set time zone 'UTC';
    set synchronous_commit = on; set lock_timeout = '10s'; set client_min_messages = warning;
    set idle_in_transaction_session_timeout = '5min'";

/// Before every commit (security.md 3.3, P4): were the transaction weakened in any way, dividing by zero
/// stops it. One round trip with the commit itself.
const COMMIT: &str = "set local role none;
    select 1 / (case when current_setting('transaction_isolation') = 'serializable'
        and current_setting('transaction_read_only') = 'off'
        and current_setting('synchronous_commit') <> 'off'
        and current_user = session_user then 1 else 0 end);
    commit; select pg_advisory_unlock_all()";

/// Whose rights the server applies now.
#[derive(PartialEq)]
enum Role {
    Host,
    Plugin(String),
    /// A rollback to a savepoint may have put back an older one.
    Unknown,
}

pub(in crate::db) struct PgSession {
    connection: PgConnection,
    runtime: Arc<tokio::runtime::Runtime>,
    control: Arc<Control>,
    backend: i32,
    /// Part of the names of this database's roles: roles belong to the whole server.
    database: i64,
    deadline: Instant,
    role: Role,
    open: bool,
    /// A statement failed: the server takes nothing but a rollback now.
    failed: bool,
    /// The connection is gone or in an unknown state.
    lost: bool,
}

/// A runtime for the thread that holds it.
pub(super) fn runtime() -> Result<Arc<tokio::runtime::Runtime>, DbError> {
    let built = tokio::runtime::Builder::new_current_thread().enable_all().build();
    built.map(Arc::new).map_err(|error| DbError::engine("start a database session", error))
}

impl PgSession {
    pub fn open(options: &PgConnectOptions, control: Arc<Control>) -> Result<Self, DbError> {
        let runtime = runtime()?;
        let (connection, backend, database) = runtime
            .block_on(async {
                let mut connection = options.connect().await?;
                sqlx::raw_sql(SETUP).execute(&mut connection).await?;
                let sql =
                    "select pg_backend_pid(), oid::int8 from pg_database where datname = current_database()";
                let row = sqlx::query(sql).fetch_one(&mut connection).await?;
                Ok((connection, row.get(0), row.get(1)))
            })
            .map_err(|error: sqlx::Error| DbError::engine("connect to PostgreSQL", error))?;
        let deadline = Instant::now();
        let role = Role::Host;
        Ok(Self {
            connection,
            runtime,
            control,
            backend,
            database,
            deadline,
            role,
            open: false,
            failed: false,
            lost: false,
        })
    }

    pub fn in_transaction(&self) -> bool {
        self.open && !self.lost
    }

    /// Read only, and the snapshot is taken here: a plugin's statement cannot choose another isolation.
    pub fn begin_read(&mut self, deadline: Instant) -> Result<(), DbError> {
        self.set_deadline(deadline);
        let sql = format!(
            "set statement_timeout = {}; begin isolation level repeatable read read only; select 1",
            self.millis_left()
        );
        self.begin(&sql)
    }

    /// Locks first, snapshot second: a snapshot taken while waiting would be old and conflict for sure.
    /// The locks are the session's and go with the commit's [`COMMIT`] or the rollback.
    pub fn begin_write(&mut self, keys: &[String], alone: bool, deadline: Instant) -> Result<(), DbError> {
        self.set_deadline(deadline);
        let share = if alone { "" } else { "_shared" };
        let mut locks: Vec<i64> = keys.iter().map(|key| lock_number(key)).collect();
        // In one order, so that two commands with the same keys cannot wait for each other.
        locks.sort_unstable();
        locks.dedup();
        let locks: String = locks.iter().map(|lock| format!("select pg_advisory_lock({lock}); ")).collect();
        let sql = format!(
            "begin; set statement_timeout = {}; select pg_advisory_lock{share}({FENCE_LOCK}); {locks}commit;
             begin isolation level serializable; select 1",
            self.millis_left()
        );
        self.begin(&sql)
    }

    fn begin(&mut self, sql: &str) -> Result<(), DbError> {
        (self.role, self.failed) = (Role::Host, false);
        self.open = true;
        self.run_raw(sql, self.deadline, "begin a transaction")
    }

    /// Returns once the commit is durable. Errors: [`DbError::Conflict`]; a lost connection, whose outcome
    /// only the idempotency key can tell (security.md promise 5).
    /// `message`: the changed relations, for a serving process beside this one.
    pub fn commit(&mut self, message: Option<String>) -> Result<(), DbError> {
        if self.failed {
            return Err(DbError::Dead);
        }
        if let Some(message) = message {
            self.execute("select pg_notify('pardoz_changes', $1)", &[message.into()])?;
        }
        self.run_raw(COMMIT, Instant::now() + GRACE, "commit")?;
        self.open = false;
        Ok(())
    }

    /// Ends the transaction, if any, and gives the locks back. Errors: the connection is of no use any more.
    pub fn rollback(&mut self) -> Result<(), DbError> {
        if self.lost {
            return Err(DbError::Dead);
        }
        let sql = "rollback; select pg_advisory_unlock_all()";
        self.open = false;
        self.failed = false;
        self.role = Role::Host;
        self.run_raw(sql, Instant::now() + GRACE, "roll back").inspect_err(|_| self.lost = true)
    }

    pub fn set_deadline(&mut self, deadline: Instant) {
        self.deadline = deadline;
    }

    /// Savepoints. A rollback to one makes a failed transaction usable again.
    pub fn control(&mut self, sql: &str) -> Result<(), DbError> {
        let is_rollback = sql.starts_with("rollback");
        if self.failed && !is_rollback {
            return Err(DbError::Dead);
        }
        self.run_raw(sql, Instant::now() + GRACE, sql)?;
        if is_rollback {
            self.failed = false;
            self.role = Role::Unknown;
        }
        Ok(())
    }

    pub fn execute_batch(&mut self, sql: &str) -> Result<(), DbError> {
        self.become_host()?;
        self.run_raw(sql, self.deadline, "run host statements")
    }

    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        self.become_host()?;
        let (arguments, signature) = value::arguments(params, &[])?;
        let sql = format!("/*{signature}*/{sql}");
        let rows = self.timed(self.deadline, "read host rows", async |connection| {
            sqlx::query_with(AssertSqlSafe(sql), arguments).fetch_all(connection).await
        })?;
        let read = |row: &sqlx::postgres::PgRow| {
            let cells = (0..row.columns().len()).map(|i| value::owned(row, i));
            Ok(Row::new(cells.collect::<Result<_, DbError>>()?))
        };
        rows.iter().map(read).collect()
    }

    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, DbError> {
        self.become_host()?;
        self.change("run a host statement", sql, params, &[])
    }

    pub fn plugin_query(
        &mut self,
        grants: &Arc<Grants>,
        statement: &PluginStatement,
        params: &[Value],
        caps: &Caps<'_>,
    ) -> Result<Encoded, DbError> {
        self.become_plugin(grants)?;
        let (arguments, signature) = value::arguments(params, &statement.params)?;
        let sql = format!("/*{signature}*/{}", statement.sql);
        let doing = format!("run statement {} of {}", statement.name, statement.plugin);
        let mut stopped = None;
        let rows = self.timed(self.deadline, &doing, async |connection| {
            let mut rows = sqlx::query_with(AssertSqlSafe(sql), arguments).fetch(connection);
            let mut encoded: Option<Encoded> = None;
            while let Some(row) = rows.try_next().await? {
                let columns = row.columns().len();
                let encoded = encoded.get_or_insert_with(|| Encoded::new(columns));
                if let Err(error) = encode(&row, columns, encoded, caps) {
                    stopped = Some(error);
                    break;
                }
            }
            Ok(encoded)
        })?;
        match stopped {
            // The rest of the rows is drained by the driver before the next statement.
            Some(error) => Err(error),
            None => Ok(rows.unwrap_or_else(|| Encoded::new(statement.columns.len()))),
        }
    }

    pub fn plugin_execute(
        &mut self,
        grants: &Arc<Grants>,
        statement: &PluginStatement,
        params: &[Value],
    ) -> Result<u64, DbError> {
        self.become_plugin(grants)?;
        let doing = format!("run statement {} of {}", statement.name, statement.plugin);
        self.change(&doing, &statement.sql, params, &statement.params)
    }

    /// The number of this database on its server, for the names of roles.
    pub fn database(&self) -> i64 {
        self.database
    }

    fn change(
        &mut self,
        doing: &str,
        sql: &str,
        params: &[Value],
        types: &[SqlType],
    ) -> Result<u64, DbError> {
        let (arguments, signature) = value::arguments(params, types)?;
        let sql = format!("/*{signature}*/{sql}");
        let done = self.timed(self.deadline, doing, async |connection| {
            sqlx::query_with(AssertSqlSafe(sql), arguments).execute(connection).await
        })?;
        Ok(done.rows_affected())
    }

    fn become_host(&mut self) -> Result<(), DbError> {
        if self.role != Role::Host {
            self.run_raw("set local role none", self.deadline, "return to the host's rights")?;
            self.role = Role::Host;
        }
        Ok(())
    }

    fn become_plugin(&mut self, grants: &Arc<Grants>) -> Result<(), DbError> {
        let name = role::name(self.database, &grants.plugin);
        if !matches!(&self.role, Role::Plugin(now) if *now == name) {
            // Role names are made of letters, digits and underscores.
            let sql = format!("set local role {name}");
            self.run_raw(&sql, self.deadline, &format!("take the rights of {}", grants.plugin))?;
            self.role = Role::Plugin(name);
        }
        Ok(())
    }

    fn run_raw(&mut self, sql: &str, deadline: Instant, doing: &str) -> Result<(), DbError> {
        let sql = sql.to_owned();
        self.timed(deadline, doing, async |connection| {
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await
        })
        .map(drop)
    }

    /// Waits for the server, and at the deadline asks it to stop. The future is never dropped half-way while
    /// the connection is to be used again.
    fn timed<T>(
        &mut self,
        deadline: Instant,
        doing: &str,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, DbError> {
        if self.lost {
            return Err(DbError::Dead);
        }
        let (control, backend) = (&self.control, self.backend);
        let connection = &mut self.connection;
        let result = self.runtime.block_on(async {
            let mut work = std::pin::pin!(work(connection));
            tokio::select! {
                biased;
                result = &mut work => Some(result),
                () = tokio::time::sleep_until(deadline.into()) => {
                    control.cancel(backend);
                    tokio::time::timeout(GRACE, work).await.ok()
                }
            }
        });
        match result {
            Some(Ok(done)) => Ok(done),
            Some(Err(error)) => Err(self.error(doing, error)),
            None => {
                self.lost = true;
                Err(DbError::Deadline)
            }
        }
    }

    /// Every error ends the transaction for the server, until a savepoint is rolled back to.
    fn error(&mut self, doing: &str, error: sqlx::Error) -> DbError {
        self.failed = true;
        let sqlx::Error::Database(database) = &error else {
            self.lost |= !matches!(error, sqlx::Error::ColumnDecode { .. } | sqlx::Error::RowNotFound);
            return DbError::engine(doing, error);
        };
        let Some(database) = database.try_downcast_ref::<PgDatabaseError>() else {
            return DbError::engine(doing, error);
        };
        match database.code() {
            // Serialization failure, deadlock, lock timeout, and a plan made before a change of schema.
            "40001" | "40P01" | "55P03" => DbError::Conflict,
            "0A000" if database.message().contains("cached plan") => DbError::Conflict,
            "XX000" if database.message().contains(CROSSED) => DbError::Conflict,
            "57014" => DbError::Deadline,
            "25006" => DbError::ReadOnly,
            "25P02" => DbError::Dead,
            "42501" => DbError::Denied(database.message().to_owned()),
            code if code.starts_with("54") || code.starts_with("53") => {
                DbError::Limit(database.message().to_owned())
            }
            code if code.starts_with("23") => DbError::Constraint { name: constraint(database) },
            code => {
                // The server ends the connection with these.
                self.lost |= code.starts_with("57P") || code.starts_with("08");
                DbError::engine(doing, error)
            }
        }
    }

    fn millis_left(&self) -> u128 {
        self.deadline.saturating_duration_since(Instant::now()).as_millis().max(1)
    }
}

fn encode(
    row: &sqlx::postgres::PgRow,
    columns: usize,
    encoded: &mut Encoded,
    caps: &Caps<'_>,
) -> Result<(), DbError> {
    for i in 0..columns {
        value::with_cell(row, i, |cell| {
            if caps.mask.contains(&i) { encoded.push_masked(cell) } else { encoded.push(cell) }
        })?;
    }
    encoded.end_row();
    caps.check(encoded)
}

fn constraint(error: &PgDatabaseError) -> String {
    match (error.code(), error.table(), error.column()) {
        ("23502", Some(table), Some(column)) => format!("{table}_{column}_not_null"),
        _ => error.constraint().unwrap_or_else(|| error.message()).to_owned(),
    }
}

/// 64 bits of SHA-256 over the key: a name for an advisory lock.
fn lock_number(key: &str) -> i64 {
    let digest = Sha256::digest(key.as_bytes());
    i64::from_be_bytes(digest[..8].try_into().expect("a SHA-256 has 32 bytes"))
}
