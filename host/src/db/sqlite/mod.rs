//! What differs on SQLite: one guarded connection per thread, readers beside one writer.

mod constraint; // SQLite's words for a violated constraint → its name
mod copy; // one snapshot into another file
mod guard; // authorizer, commit hook, deadline: the wall behind the gate
mod session; // a connection and its statements
mod writer; // the one writer: group commit

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

pub(super) use copy::{check_file, copy};
pub(in crate::db) use session::SqliteSession;

use super::line::{Line, Next};
use super::tx::Session;
use super::{Common, DbError, Threads, Tx, spawn};

/// The first library without the WAL-reset corruption (security.md section 1).
const LIBRARY_MIN: i32 = 3_051_003;

/// Starts the writer, then the readers; returns once all connections stand and their settings are checked.
pub(super) fn start(
    path: &Path,
    readers: usize,
    reads: &Arc<Line>,
    writes: &Arc<Line>,
    common: &Arc<Common>,
) -> Result<Threads, DbError> {
    if rusqlite::version_number() < LIBRARY_MIN {
        let found = format!("library {} is older than 3.51.3", rusqlite::version());
        return Err(DbError::engine("trust this SQLite", found));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| DbError::engine(format!("make folder {}", folder.display()), error))?;
    }
    let writer = writer::Writer::open(path, writes.clone(), common.clone())?;
    let mut threads = Threads::default();
    threads.writers.push(spawn("db-writer".to_owned(), move || writer.run())?);
    for n in 0..readers.max(1) {
        let session = SqliteSession::open(path, true, common.clone())?;
        let (path, line, common) = (path.to_owned(), reads.clone(), common.clone());
        threads
            .readers
            .push(spawn(format!("db-reader-{n}"), move || read_loop(session, &path, &line, &common))?);
    }
    Ok(threads)
}

/// Takes the lock file beside the database; it is given back when the file is closed, also by a crash.
pub(super) fn lock_serving(path: &Path) -> Result<std::fs::File, DbError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".serving");
    let doing = || format!("serve {}", path.display());
    let file = std::fs::File::create(&name).map_err(|error| DbError::engine(doing(), error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => {
            Err(DbError::engine(doing(), "another pardoz process serves this database"))
        }
        Err(std::fs::TryLockError::Error(error)) => Err(DbError::engine(doing(), error)),
    }
}

/// A reader: one snapshot per job.
fn read_loop(session: SqliteSession, path: &Path, line: &Line, common: &Arc<Common>) {
    let mut idle = Some(Box::new(session));
    loop {
        let mut job = match line.pop(Duration::from_secs(60)) {
            Next::Job(job) => job,
            Next::Idle => continue,
            Next::Closed => return,
        };
        match take_or_open(&mut idle, path, true, common).and_then(|mut session| {
            session.begin_read()?;
            Ok(session)
        }) {
            Ok(_) if job.deadline() <= std::time::Instant::now() => job.refuse(DbError::Deadline),
            Ok(session) => {
                let mut tx = Tx::new(Session::Sqlite(session), true, job.deadline(), common);
                job.run(&mut tx);
                idle = settle(tx);
            }
            Err(error) => job.refuse(error),
        }
        job.answer();
    }
}

/// The connection that was left, or a new one when a panic took it along.
fn take_or_open(
    idle: &mut Option<Box<SqliteSession>>,
    path: &Path,
    read_only: bool,
    common: &Arc<Common>,
) -> Result<Box<SqliteSession>, DbError> {
    match idle.take() {
        Some(session) => Ok(session),
        None => SqliteSession::open(path, read_only, common.clone()).map(Box::new),
    }
}

/// Ends a snapshot and takes its connection home.
fn settle(tx: Tx) -> Option<Box<SqliteSession>> {
    match tx.into_session() {
        Session::Sqlite(mut session) => session.rollback().is_ok().then_some(session),
        _ => None,
    }
}
