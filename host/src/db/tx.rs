//! One transaction: statements with the host's or a plugin's rights, savepoints, what it changed.

use std::sync::Arc;
use std::time::Instant;

use pardoz_sql::Engine;

use super::postgres::PgSession;
use super::sqlite::SqliteSession;
use super::{Common, DbError, Encoded, Grants, PluginStatement, Row, Value};

/// A transaction in progress. An owned value: a guest's store needs `'static`, so a caller may move it
/// out with `std::mem::replace(tx, Tx::hollow())` and must put it back before its work returns.
pub struct Tx {
    session: Session,
    read_only: bool,
    deadline: Instant,
    /// The plugin at work; host statements run with the host's rights all the same.
    plugin: Option<Arc<Grants>>,
    /// Relations changed, in order; a savepoint remembers how many there were.
    touched: Vec<String>,
    savepoints: u32,
    dead: bool,
    common: Option<Arc<Common>>,
}

/// The connection, lent to the transaction by its thread.
pub(super) enum Session {
    /// Moved out, or lost.
    Hollow,
    Sqlite(Box<SqliteSession>),
    Postgres(Box<PgSession>),
}

/// A savepoint. Give it back to [`Tx::release`] or [`Tx::rollback_to`], innermost first.
#[derive(Debug)]
#[must_use = "an open savepoint must be released or rolled back"]
pub struct Mark {
    number: u32,
    touched: usize,
}

impl Tx {
    pub(super) fn new(session: Session, read_only: bool, deadline: Instant, common: &Arc<Common>) -> Self {
        let mut tx = Self {
            session,
            read_only,
            deadline,
            plugin: None,
            touched: Vec::new(),
            savepoints: 0,
            dead: false,
            common: Some(common.clone()),
        };
        tx.set_deadline(deadline);
        tx
    }

    /// The placeholder to leave behind while the transaction is moved elsewhere.
    pub fn hollow() -> Self {
        Self {
            session: Session::Hollow,
            read_only: true,
            deadline: Instant::now(),
            plugin: None,
            touched: Vec::new(),
            savepoints: 0,
            dead: true,
            common: None,
        }
    }

    pub fn engine(&self) -> Engine {
        match self.session {
            Session::Hollow | Session::Sqlite(_) => Engine::Sqlite,
            Session::Postgres(_) => Engine::Postgres,
        }
    }

    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// False once the engine ended the transaction (S6: interrupted write, full disk, lost connection):
    /// whatever the guest does now, the root call is dead.
    pub fn alive(&self) -> bool {
        !self.dead
            && match &self.session {
                Session::Hollow => false,
                Session::Sqlite(session) => session.in_transaction(),
                Session::Postgres(session) => session.in_transaction(),
            }
    }

    /// A host statement, `$1`, `$2`… on both engines. Rows in memory: keep them few.
    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, DbError> {
        self.check()?;
        match &mut self.session {
            Session::Hollow => Err(DbError::Dead),
            Session::Sqlite(session) => session.query(sql, params),
            Session::Postgres(session) => session.query(sql, params),
        }
    }

    /// The first row of a host statement.
    pub fn query_one(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>, DbError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// A host statement that returns no rows; the number of rows changed.
    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, DbError> {
        self.check()?;
        match &mut self.session {
            Session::Hollow => Err(DbError::Dead),
            Session::Sqlite(session) => session.execute(sql, params),
            Session::Postgres(session) => session.execute(sql, params),
        }
    }

    /// Runs DDL and other texts without parameters, statement by statement. Host only.
    pub fn execute_batch(&mut self, sql: &str) -> Result<(), DbError> {
        self.check()?;
        match &mut self.session {
            Session::Hollow => Err(DbError::Dead),
            Session::Sqlite(session) => session.execute_batch(sql),
            Session::Postgres(session) => session.execute_batch(sql),
        }
    }

    /// A plugin's select, or its write with `returning`, with the rights of the plugin that entered last.
    /// More than `rows_max` rows or `bytes_max` encoded bytes is [`DbError::Limit`], never a silent cut.
    /// `mask`: columns the caller may not see; a phone keeps its last two digits.
    pub fn plugin_query(
        &mut self,
        statement: &PluginStatement,
        params: &[Value],
        rows_max: usize,
        bytes_max: usize,
        mask: Option<&[usize]>,
    ) -> Result<Encoded, DbError> {
        let grants = self.enter(statement)?;
        let caps = Caps { rows_max, bytes_max, mask: mask.unwrap_or_default() };
        let rows = match &mut self.session {
            Session::Hollow => Err(DbError::Dead),
            Session::Sqlite(session) => session.plugin_query(&grants, statement, params, &caps),
            Session::Postgres(session) => session.plugin_query(&grants, statement, params, &caps),
        }?;
        self.touched.extend(statement.writes.clone());
        Ok(rows)
    }

    /// A plugin's write; the number of rows changed.
    pub fn plugin_execute(&mut self, statement: &PluginStatement, params: &[Value]) -> Result<u64, DbError> {
        let grants = self.enter(statement)?;
        let changed = match &mut self.session {
            Session::Hollow => Err(DbError::Dead),
            Session::Sqlite(session) => session.plugin_execute(&grants, statement, params),
            Session::Postgres(session) => session.plugin_execute(&grants, statement, params),
        }?;
        self.touched.extend(statement.writes.clone());
        Ok(changed)
    }

    /// From here on plugin statements run with these rights. Returns who was at work before, for
    /// [`Tx::leave_plugin`].
    pub fn enter_plugin(&mut self, grants: &Arc<Grants>) -> Option<Arc<Grants>> {
        self.plugin.replace(grants.clone())
    }

    /// Back to the plugin that called, or to the host.
    pub fn leave_plugin(&mut self, previous: Option<Arc<Grants>>) {
        self.plugin = previous;
    }

    /// Errors: [`DbError::Dead`] once the engine ended the transaction.
    pub fn savepoint(&mut self) -> Result<Mark, DbError> {
        self.savepoints += 1;
        let mark = Mark { number: self.savepoints, touched: self.touched.len() };
        self.control(&format!("savepoint p{}", mark.number))?;
        Ok(mark)
    }

    /// Keeps what happened since `mark`. Errors: an engine that cannot kills the transaction, see
    /// [`Tx::alive`].
    pub fn release(&mut self, mark: Mark) -> Result<(), DbError> {
        self.end(&format!("release savepoint p{}", mark.number))
    }

    /// Undoes what happened since `mark`, the touched relations too.
    /// Errors: as [`Tx::release`].
    pub fn rollback_to(&mut self, mark: Mark) -> Result<(), DbError> {
        self.touched.truncate(mark.touched);
        self.end(&format!("rollback to savepoint p{}", mark.number))?;
        self.end(&format!("release savepoint p{}", mark.number))
    }

    /// Marks a relation as changed by this transaction; its version is bumped after the commit.
    /// `plugin_execute` does it itself; host statements say it with this.
    pub fn touch(&mut self, relation: &str) {
        self.touched.push(relation.to_owned());
    }

    /// Statements after this instant are interrupted. A nested call brings an earlier one and puts the
    /// old one back.
    pub fn set_deadline(&mut self, deadline: Instant) {
        self.deadline = deadline;
        match &mut self.session {
            Session::Hollow => {}
            Session::Sqlite(session) => session.set_deadline(Some(deadline)),
            Session::Postgres(session) => session.set_deadline(deadline),
        }
    }

    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// The key of the audit log's proofs; all zero until [`super::Db::set_audit_key`].
    pub(super) fn audit_key(&self) -> &[u8; 32] {
        const NONE: [u8; 32] = [0; 32];
        self.common.as_ref().and_then(|common| common.audit_key.get()).unwrap_or(&NONE)
    }

    pub(super) fn take_touched(&mut self) -> Vec<String> {
        std::mem::take(&mut self.touched)
    }

    pub(super) fn session(&self) -> &Session {
        &self.session
    }

    pub(super) fn into_session(self) -> Session {
        self.session
    }

    /// The plugin's rights, if it is its turn and its statement.
    fn enter(&self, statement: &PluginStatement) -> Result<Arc<Grants>, DbError> {
        self.check()?;
        match &self.plugin {
            Some(grants) if grants.plugin == statement.plugin => Ok(grants.clone()),
            _ => Err(DbError::Denied(format!(
                "statement {} of {} while another is at work",
                statement.name, statement.plugin
            ))),
        }
    }

    /// Nothing may run once the transaction is gone: on SQLite it would commit by itself (S6).
    fn check(&self) -> Result<(), DbError> {
        if !self.alive() {
            return Err(DbError::Dead);
        }
        if Instant::now() >= self.deadline {
            return Err(DbError::Deadline);
        }
        Ok(())
    }

    fn end(&mut self, sql: &str) -> Result<(), DbError> {
        self.control(sql).inspect_err(|_| self.dead = true)
    }

    /// Transaction control is not subject to the deadline: undoing must work after it.
    fn control(&mut self, sql: &str) -> Result<(), DbError> {
        if !self.alive() {
            return Err(DbError::Dead);
        }
        match &mut self.session {
            Session::Hollow => Err(DbError::Dead),
            Session::Sqlite(session) => session.control(sql),
            Session::Postgres(session) => session.control(sql),
        }
    }
}

/// Limits of one answer.
pub(super) struct Caps<'a> {
    pub rows_max: usize,
    pub bytes_max: usize,
    pub mask: &'a [usize],
}

impl Caps<'_> {
    /// Errors: [`DbError::Limit`] with the figure.
    pub fn check(&self, rows: &Encoded) -> Result<(), DbError> {
        if rows.rows as usize > self.rows_max {
            return Err(DbError::Limit(format!("more than {} rows", self.rows_max)));
        }
        if rows.bytes.len() > self.bytes_max {
            return Err(DbError::Limit(format!("more than {} bytes of rows", self.bytes_max)));
        }
        Ok(())
    }
}
