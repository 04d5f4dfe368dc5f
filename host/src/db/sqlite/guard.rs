//! The wall behind the gate on SQLite: authorizer, commit hook, deadline.
//!
//! SQLite asks its authorizer when a statement is *prepared*, so a cached statement keeps the verdict it
//! was prepared under. Installing the authorizer again at every change of plugin would expire all cached
//! statements (`prepare_of_a_page` in the tests measures what that costs). Instead each grant set has
//! statements of its own: the cache key starts with a tag that only that grant set gets on this
//! connection ([`Guard::tag`]), so a statement prepared under one plugin's verdict cannot be found by
//! another. When SQLite itself prepares again (after a change of schema) the owner is at work, and is
//! asked again.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use rusqlite::Connection;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use crate::db::{Common, DbError, Grants, Stats};

/// Virtual machine steps between two looks at the clock: some ten microseconds.
const STEPS_PER_LOOK: i32 = 1000;

/// Grant sets a connection keeps statements for; the oldest goes first. Twice the plugins of a big salon.
const TAGS_MAX: usize = 64;

/// The gate's list (security.md 3.2). The wall repeats it so that a hole in one is not a hole in both.
const FUNCTIONS: &[&str] = &[
    "abs",
    "avg",
    "ceil",
    "ceiling",
    "char",
    "coalesce",
    "concat",
    "concat_ws",
    "count",
    "cume_dist",
    "date",
    "datetime",
    "dense_rank",
    "exp",
    "first_value",
    "floor",
    "format",
    "glob",
    "group_concat",
    "hex",
    "ifnull",
    "iif",
    "instr",
    "json",
    "json_array",
    "json_array_length",
    "json_each",
    "json_extract",
    "json_group_array",
    "json_group_object",
    "json_object",
    "json_quote",
    "json_type",
    "json_valid",
    "->",
    "->>",
    "julianday",
    "lag",
    "last_value",
    "lead",
    "length",
    "like",
    "ln",
    "log",
    "lower",
    "ltrim",
    "max",
    "min",
    "mod",
    "nth_value",
    "ntile",
    "nullif",
    "octet_length",
    "percent_rank",
    "pow",
    "power",
    "quote",
    "rank",
    "replace",
    "round",
    "row_number",
    "rtrim",
    "sign",
    "sqrt",
    "strftime",
    "string_agg",
    "substr",
    "substring",
    "sum",
    "time",
    "total",
    "trim",
    "typeof",
    "unicode",
    "unixepoch",
    "upper",
];

/// What the hooks of one connection see. Shared between them and the session, which moves between threads.
pub(in crate::db) struct Guard {
    watch: Arc<Watch>,
    /// Grant sets seen here. Holding the `Arc` keeps its address from being reused by another set.
    tags: Vec<(Arc<Grants>, u64)>,
    next_tag: u64,
}

struct Watch {
    /// Whose statement is being prepared or run.
    at_work: Mutex<Option<Arc<Grants>>>,
    /// What the authorizer refused last, for the error text.
    refused: Mutex<Option<String>>,
    started: Instant,
    /// Nanoseconds after `started` when statements are interrupted; `u64::MAX` = never.
    deadline: AtomicU64,
    commit_announced: AtomicBool,
    common: Arc<Common>,
}

impl Guard {
    /// Installs the hooks. Call it after the pragmas: the authorizer denies none to the host, but
    /// refuses ATTACH to everybody.
    pub fn install(connection: &Connection, common: Arc<Common>) -> rusqlite::Result<Guard> {
        let watch = Arc::new(Watch {
            at_work: Mutex::new(None),
            refused: Mutex::new(None),
            started: Instant::now(),
            deadline: AtomicU64::new(u64::MAX),
            commit_announced: AtomicBool::new(false),
            common,
        });
        let seen = watch.clone();
        connection.authorizer(Some(move |context: AuthContext<'_>| seen.authorize(context)))?;
        let seen = watch.clone();
        connection.commit_hook(Some(move || seen.veto_commit()))?;
        let seen = watch.clone();
        connection.progress_handler(STEPS_PER_LOOK, Some(move || seen.is_late()))?;
        Ok(Guard { watch, tags: Vec::new(), next_tag: 0 })
    }

    /// Statements from here on have this plugin's rights; `None` = the host's.
    pub fn put_at_work(&self, plugin: Option<&Arc<Grants>>) {
        *self.watch.at_work.lock().expect("hooks do not panic") = plugin.cloned();
    }

    /// The text to put before a statement of this grant set, so that only it finds it in the cache.
    pub fn tag(&mut self, grants: &Arc<Grants>) -> u64 {
        if let Some((_, tag)) = self.tags.iter().find(|(known, _)| Arc::ptr_eq(known, grants)) {
            return *tag;
        }
        if self.tags.len() == TAGS_MAX {
            self.tags.remove(0);
        }
        self.next_tag += 1;
        self.tags.push((grants.clone(), self.next_tag));
        self.next_tag
    }

    pub fn set_deadline(&self, deadline: Option<Instant>) {
        let nanos = deadline.map_or(u64::MAX, |at| {
            at.saturating_duration_since(self.watch.started).as_nanos().min(u128::from(u64::MAX - 1)) as u64
        });
        self.watch.deadline.store(nanos, Ordering::Relaxed);
    }

    /// Runs `commit` with commits allowed.
    pub fn announce_commit<T>(&self, commit: impl FnOnce() -> T) -> T {
        self.watch.commit_announced.store(true, Ordering::SeqCst);
        let result = commit();
        self.watch.commit_announced.store(false, Ordering::SeqCst);
        result
    }

    /// What the authorizer refused since the last call.
    pub fn take_refused(&self) -> Option<String> {
        self.watch.refused.lock().expect("hooks do not panic").take()
    }
}

impl Watch {
    fn is_late(&self) -> bool {
        let deadline = self.deadline.load(Ordering::Relaxed);
        deadline != u64::MAX && self.started.elapsed().as_nanos() as u64 >= deadline
    }

    /// True = roll back instead. `insert or rollback` and its kin end a transaction silently; without this
    /// the statements after it would commit one by one (security.md finding 3).
    fn veto_commit(&self) -> bool {
        let unannounced = !self.commit_announced.load(Ordering::SeqCst);
        if unannounced {
            Stats::add(&self.common.stats.vetoes);
        }
        unannounced
    }

    fn authorize(&self, context: AuthContext<'_>) -> Authorization {
        let at_work = self.at_work.lock().expect("hooks do not panic");
        let allowed = match at_work.as_deref() {
            None => is_host_allowed(&context.action),
            Some(grants) => {
                context.database_name.is_none_or(|name| name == "main") && is_allowed(grants, &context.action)
            }
        };
        if allowed {
            return Authorization::Allow;
        }
        // Never "ignore": it would read NULLs silently.
        let who = at_work.as_deref().map_or("the host", |grants| &grants.plugin);
        *self.refused.lock().expect("hooks do not panic") = Some(format!("{:?} to {who}", context.action));
        if at_work.is_some() {
            Stats::add(&self.common.stats.denials);
        }
        Authorization::Deny
    }
}

/// Even the host needs no second database file and no native extension.
fn is_host_allowed(action: &AuthAction<'_>) -> bool {
    match action {
        AuthAction::Attach { .. } | AuthAction::Detach { .. } => false,
        AuthAction::Function { function_name } => !function_name.eq_ignore_ascii_case("load_extension"),
        _ => true,
    }
}

/// Default deny. The fifth argument of SQLite's callback (the view or CTE an access came through) is
/// chosen by whoever wrote the statement and decides nothing here.
fn is_allowed(grants: &Grants, action: &AuthAction<'_>) -> bool {
    match *action {
        AuthAction::Select | AuthAction::Recursive => true,
        AuthAction::Read { table_name, column_name } => {
            // A view holds nothing itself; the base tables under it are asked for one by one.
            is_exchange_view(table_name)
                || is_json_table(table_name)
                || grants.may_read(table_name, column_name)
                || (is_schema(table_name) && column_name.eq_ignore_ascii_case("rowid"))
        }
        AuthAction::Insert { table_name } => grants.may_insert(table_name),
        AuthAction::Update { table_name, .. } => grants.may_change(table_name) || is_schema(table_name),
        AuthAction::Delete { table_name } => grants.may_change(table_name),
        AuthAction::Function { function_name } => {
            FUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(function_name))
        }
        _ => false,
    }
}

fn is_exchange_view(table: &str) -> bool {
    table.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x_"))
}

fn is_json_table(table: &str) -> bool {
    table.eq_ignore_ascii_case("json_each")
}

/// The first use of `json_each` after a change of schema asks to read the schema's rowid and to "update" its
/// columns; the engine itself refuses real writes there (measured in security.md 3.2).
fn is_schema(table: &str) -> bool {
    table.eq_ignore_ascii_case("sqlite_master") || table.eq_ignore_ascii_case("sqlite_schema")
}

/// A denial as an error, with what was refused.
pub(super) fn denied(guard: &Guard, error: &rusqlite::Error) -> DbError {
    DbError::Denied(guard.take_refused().unwrap_or_else(|| error.to_string()))
}
