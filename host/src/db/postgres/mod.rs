//! What differs on PostgreSQL: sessions with their own small runtime, serializable commands that run again.

mod control; // the connection beside the others: checks, cancels, hears of other processes
pub(in crate::db) mod role; // a role per plugin
mod session; // a connection and its statements
mod value; // values ↔ PostgreSQL's types, by OID

use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

pub(super) use control::lock_serving;

use control::Control;
pub(in crate::db) use session::PgSession;

use super::job::{ATTEMPTS_MAX, Job, Verdict};
use super::line::{Line, Next};
use super::tx::Session;
use super::{Common, DbError, DbOptions, Stats, Threads, Tx, spawn};

/// First pause before a conflicting command runs again; doubles each time (S3).
const PAUSE: Duration = Duration::from_millis(20);

/// What a thread needs to open a session again after it lost one.
#[derive(Clone)]
pub(in crate::db) struct Opener {
    options: PgConnectOptions,
    control: Arc<Control>,
}

impl Opener {
    fn open(&self) -> Result<Box<PgSession>, DbError> {
        PgSession::open(&self.options, self.control.clone()).map(Box::new)
    }
}

/// Starts the writers and readers; returns once all connections stand and the server's settings are checked.
pub(super) fn start(
    options: &DbOptions,
    reads: &Arc<Line>,
    writes: &Arc<Line>,
    common: &Arc<Common>,
) -> Result<Threads, DbError> {
    let connect = PgConnectOptions::from_str(&options.url)
        .map_err(|error| DbError::engine("read the database address", error))?
        .application_name("pardoz")
        .statement_cache_capacity(512)
        .disable_statement_logging();
    let control = Arc::new(Control::start(&connect)?);
    let opener = Opener { options: connect, control };
    let mut threads = Threads::default();
    for n in 0..options.writers.max(1) {
        let session = opener.open()?;
        let (opener, line, common) = (opener.clone(), writes.clone(), common.clone());
        let run = move || Writer { opener, idle: Some(session), common }.run(&line);
        threads.writers.push(spawn(format!("db-writer-{n}"), run)?);
    }
    for n in 0..options.readers.max(1) {
        let session = opener.open()?;
        let (opener, line, common) = (opener.clone(), reads.clone(), common.clone());
        threads
            .readers
            .push(spawn(format!("db-reader-{n}"), move || read_loop(session, &opener, &line, &common))?);
    }
    Ok(threads)
}

/// A reader: one snapshot per job.
fn read_loop(session: Box<PgSession>, opener: &Opener, line: &Line, common: &Arc<Common>) {
    let mut idle = Some(session);
    loop {
        let mut job = match line.pop(Duration::from_secs(60)) {
            Next::Job(job) => job,
            Next::Idle => continue,
            Next::Closed => return,
        };
        let deadline = job.deadline();
        let session = if deadline <= Instant::now() {
            Err(DbError::Deadline)
        } else {
            idle.take().map_or_else(|| opener.open(), Ok).and_then(|mut session| {
                session.begin_read(deadline)?;
                Ok(session)
            })
        };
        match session {
            Ok(session) => {
                let mut tx = Tx::new(Session::Postgres(session), true, deadline, common);
                job.run(&mut tx);
                idle = come_home(tx);
            }
            Err(error) => job.refuse(error),
        }
        job.answer();
    }
}

/// Ends the transaction without keeping anything and takes its connection home.
fn come_home(tx: Tx) -> Option<Box<PgSession>> {
    match tx.into_session() {
        Session::Postgres(mut session) => session.rollback().is_ok().then_some(session),
        _ => None,
    }
}

struct Writer {
    opener: Opener,
    idle: Option<Box<PgSession>>,
    common: Arc<Common>,
}

impl Writer {
    fn run(mut self, line: &Line) {
        loop {
            match line.pop(Duration::from_secs(60)) {
                Next::Job(job) => self.command(job),
                Next::Idle => {}
                Next::Closed => return,
            }
        }
    }

    /// Runs one command until it is committed, says no, or met others too often.
    fn command(&mut self, mut job: Box<dyn Job>) {
        while self.attempt(job.as_mut()) == Verdict::Again {
            Stats::add(&self.common.stats.conflicts);
            std::thread::sleep(pause(job.conflicts()));
        }
        job.answer();
    }

    /// One transaction. `Again`: it met another one and may run once more.
    fn attempt(&mut self, job: &mut dyn Job) -> Verdict {
        let session = match self.begin(job) {
            Ok(session) => session,
            Err(DbError::Conflict) if job.refuse_conflict() => return Verdict::Again,
            Err(error) => {
                job.refuse(error);
                return Verdict::Undo;
            }
        };
        let mut tx = Tx::new(Session::Postgres(session), false, job.deadline(), &self.common);
        let verdict = job.run(&mut tx);
        if verdict != Verdict::Keep {
            self.idle = come_home(tx);
            return verdict;
        }
        let touched = tx.take_touched();
        match self.commit(tx, job.deadline(), &touched) {
            Ok(()) => {
                Stats::add(&self.common.stats.commits);
                Stats::add(&self.common.stats.commands);
                self.common.versions.bump(touched);
                Verdict::Keep
            }
            Err(DbError::Conflict) if job.refuse_conflict() => Verdict::Again,
            Err(error) => {
                job.refuse(error);
                Verdict::Undo
            }
        }
    }

    fn begin(&mut self, job: &dyn Job) -> Result<Box<PgSession>, DbError> {
        if job.deadline() <= Instant::now() {
            return Err(DbError::Deadline);
        }
        let mut session = self.idle.take().map_or_else(|| self.opener.open(), Ok)?;
        // The last try runs alone, so it always wins (platform.md 2.1 row 2).
        let alone = job.conflicts() + 1 == ATTEMPTS_MAX;
        match session.begin_write(job.keys(), alone, job.deadline()) {
            Ok(()) => Ok(session),
            Err(error) => {
                self.idle = session.rollback().is_ok().then_some(session);
                Err(error)
            }
        }
    }

    fn commit(&mut self, tx: Tx, deadline: Instant, touched: &[String]) -> Result<(), DbError> {
        if !tx.alive() {
            return Err(DbError::Dead);
        }
        let Session::Postgres(mut session) = tx.into_session() else { return Err(DbError::Dead) };
        // The serving process remembers answers and must hear of ours. Its own commits need no message, so the
        // server's one lock for messages is not on its path.
        let message = (!self.common.is_serving() && !touched.is_empty()).then(|| announcement(touched));
        let result =
            if deadline <= Instant::now() { Err(DbError::Deadline) } else { session.commit(message) };
        let usable = result.is_ok() || session.rollback().is_ok();
        self.idle = usable.then_some(session);
        result
    }
}

/// Each relation once. The server takes 8,000 bytes; more relations than fit are `*`, everything.
fn announcement(touched: &[String]) -> String {
    let names: std::collections::BTreeSet<&str> = touched.iter().map(String::as_str).collect();
    let text = names.into_iter().collect::<Vec<_>>().join(",");
    if text.len() < 7_000 { text } else { "*".to_owned() }
}

/// 20·2ⁿ ms, between half and all of it, so that two that met do not meet again.
fn pause(conflicts: u32) -> Duration {
    let whole = PAUSE * 2u32.pow(conflicts.min(6).saturating_sub(1));
    let mut random = [0u8; 1];
    // Without randomness the pause is the whole one.
    let part = getrandom::fill(&mut random).map_or(255, |()| random[0]);
    whole / 2 + whole / 2 * u32::from(part) / 255
}
