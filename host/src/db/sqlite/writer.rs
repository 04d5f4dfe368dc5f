//! The one writer: commands that wait together share one durable commit.
//!
//! Each command has its own savepoint, so a failing one undoes itself alone. All are answered after the
//! commit; when it fails, all are answered failed. A command that costs the others their transaction
//! (an interrupted write ends it, S6) is answered alone and the others run again in a new one.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::session::SqliteSession;
use super::take_or_open;
use crate::db::job::{Job, Verdict};
use crate::db::line::{Line, Next};
use crate::db::tx::Session;
use crate::db::{Common, DbError, Stats, Tx};

/// Commands in one commit. 64 already make the sync cheap (performance.md 4.3: 57.9 per commit).
const BATCH_MAX: usize = 64;

/// After this a batch takes nobody new, so the first in it does not wait for a crowd.
const BATCH_TIME: Duration = Duration::from_millis(25);

/// How long a commit of another process can go unheard.
const LOOK_EVERY: Duration = Duration::from_millis(300);

/// Looks without work after which the writer tidies up (checkpoint, statistics): three seconds.
const QUIET_LOOKS: u32 = 10;

pub(super) struct Writer {
    path: PathBuf,
    idle: Option<Box<SqliteSession>>,
    line: Arc<Line>,
    common: Arc<Common>,
    /// SQLite's number for commits of others, when we last looked.
    foreign: i64,
}

/// A command whose savepoint is part of the coming commit.
struct Member {
    job: Box<dyn Job>,
    kept: bool,
    touched: Vec<String>,
}

/// How one command's turn in the shared transaction ended.
enum Turn {
    Done(Member),
    /// It took the whole transaction with it.
    Lost(Box<dyn Job>),
}

impl Writer {
    pub fn open(path: &Path, line: Arc<Line>, common: Arc<Common>) -> Result<Self, DbError> {
        let mut session = SqliteSession::open(path, false, common.clone())?;
        let foreign = session.foreign_commits()?;
        Ok(Self { path: path.to_owned(), idle: Some(Box::new(session)), line, common, foreign })
    }

    pub fn run(mut self) {
        // Looks since the last command; past `QUIET_LOOKS` everything is tidy.
        let mut quiet = QUIET_LOOKS;
        loop {
            let next = self.line.pop(LOOK_EVERY);
            self.hear_of_others();
            match next {
                Next::Job(first) => {
                    self.batch(first);
                    quiet = 0;
                }
                Next::Idle => {
                    quiet = quiet.saturating_add(1);
                    if quiet == QUIET_LOOKS {
                        self.tidy();
                    }
                }
                Next::Closed => return,
            }
        }
    }

    /// Another process (an import, `token create`) wrote: what we remember may be stale. It cannot say what it
    /// changed, so everything counts as changed.
    fn hear_of_others(&mut self) {
        if !self.common.is_serving() {
            return;
        }
        let Ok(mut session) = take_or_open(&mut self.idle, &self.path, false, &self.common) else { return };
        let seen = session.foreign_commits();
        self.idle = Some(session);
        if let Ok(seen) = seen
            && seen != self.foreign
        {
            self.foreign = seen;
            self.common.versions.bump_all();
        }
    }

    /// One commit for `first` and whoever waits behind it.
    fn batch(&mut self, first: Box<dyn Job>) {
        let started = Instant::now();
        let mut waiting = vec![first];
        // Each round begins a transaction; a round that loses it answers one command and repeats the rest.
        while !waiting.is_empty() {
            waiting = match self.begin() {
                Ok(session) => self.round(session, waiting, started),
                Err(error) => self.cannot_begin(waiting, &error),
            };
        }
    }

    fn begin(&mut self) -> Result<Box<SqliteSession>, DbError> {
        let mut session = take_or_open(&mut self.idle, &self.path, false, &self.common)?;
        session.begin_write()?;
        Ok(session)
    }

    /// Returns the commands that must run again because the transaction was lost.
    fn round(
        &mut self,
        session: Box<SqliteSession>,
        again: Vec<Box<dyn Job>>,
        started: Instant,
    ) -> Vec<Box<dyn Job>> {
        let mut again = std::collections::VecDeque::from(again);
        let mut tx = Tx::new(Session::Sqlite(session), false, started, &self.common);
        let mut members: Vec<Member> = Vec::new();
        loop {
            let next = again.pop_front().or_else(|| {
                let open =
                    members.len() < BATCH_MAX && (members.is_empty() || started.elapsed() < BATCH_TIME);
                open.then(|| self.line.try_pop()).flatten()
            });
            let Some(job) = next else { break };
            match self.turn(&mut tx, job) {
                Turn::Done(member) => members.push(member),
                Turn::Lost(job) => {
                    job.answer();
                    self.bring_home(tx);
                    members.iter().for_each(|_| Stats::add(&self.common.stats.reruns));
                    return members.into_iter().map(|member| member.job).chain(again).collect();
                }
            }
        }
        self.commit(tx, members);
        Vec::new()
    }

    /// Runs one command in its savepoint, again while it says conflict.
    fn turn(&mut self, tx: &mut Tx, mut job: Box<dyn Job>) -> Turn {
        if job.deadline() <= Instant::now() {
            job.refuse(DbError::Deadline);
            return Turn::Done(Member { job, kept: false, touched: Vec::new() });
        }
        loop {
            tx.set_deadline(job.deadline());
            let mark = match tx.savepoint() {
                Ok(mark) => mark,
                Err(error) => {
                    job.refuse(error);
                    return Turn::Lost(job);
                }
            };
            let verdict = job.run(tx);
            tx.leave_plugin(None);
            if !tx.alive() {
                // Whatever it answered, nothing of it is left.
                if verdict == Verdict::Keep {
                    job.refuse(DbError::Dead);
                }
                return Turn::Lost(job);
            }
            let ended = match verdict {
                Verdict::Keep => tx.release(mark),
                Verdict::Undo | Verdict::Again => tx.rollback_to(mark),
            };
            if ended.is_err() {
                job.refuse(DbError::Dead);
                return Turn::Lost(job);
            }
            let touched = tx.take_touched();
            match verdict {
                Verdict::Again => Stats::add(&self.common.stats.conflicts),
                _ => return Turn::Done(Member { job, kept: verdict == Verdict::Keep, touched }),
            }
        }
    }

    /// The shared commit, then the answers: never before the commit is on the disk.
    fn commit(&mut self, tx: Tx, members: Vec<Member>) {
        let Session::Sqlite(mut session) = tx.into_session() else {
            unreachable!("a living transaction has its session")
        };
        let result = session.commit();
        if result.is_err() {
            // A failed commit may leave the transaction open.
            let usable = session.rollback().is_ok();
            self.idle = usable.then_some(session);
        } else {
            self.idle = Some(session);
            Stats::add(&self.common.stats.commits);
            let touched = members.iter().filter(|member| member.kept);
            self.common.versions.bump(touched.flat_map(|member| member.touched.clone()).collect());
        }
        let failure = result.err().map(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "a shared commit failed");
            error.to_string()
        });
        for mut member in members {
            match &failure {
                Some(failure) => member.job.refuse(DbError::engine("commit", failure.clone())),
                None if member.kept => Stats::add(&self.common.stats.commands),
                None => {}
            }
            member.job.answer();
        }
    }

    /// Another process holds the file: those who may, wait for the next round.
    fn cannot_begin(&mut self, waiting: Vec<Box<dyn Job>>, error: &DbError) -> Vec<Box<dyn Job>> {
        let mut again = Vec::new();
        for mut job in waiting {
            let retry = matches!(error, DbError::Conflict) && job.refuse_conflict();
            if retry {
                again.push(job);
                continue;
            }
            if !matches!(error, DbError::Conflict) {
                job.refuse(DbError::engine("begin a transaction", error.to_string()));
            }
            job.answer();
        }
        again
    }

    fn bring_home(&mut self, tx: Tx) {
        if let Session::Sqlite(mut session) = tx.into_session() {
            self.idle = session.rollback().is_ok().then_some(session);
        }
    }

    fn tidy(&mut self) {
        let Ok(mut session) = take_or_open(&mut self.idle, &self.path, false, &self.common) else { return };
        if let Err(error) = session.tidy() {
            tracing::warn!(error = &error as &dyn std::error::Error, "could not tidy the database");
        }
        self.idle = Some(session);
    }
}
