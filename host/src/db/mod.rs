//! One database: SQLite or PostgreSQL behind the same two doors, [`Db::read`] and [`Db::write`].
//!
//! All work inside runs synchronously on database threads (performance.md A4), so a guest call, its
//! statements and its transaction share one stack. rusqlite and sqlx live only in this folder.

pub mod audit; // who did what: rows, chain, verification
pub mod backup; // a consistent copy, and its way back
pub mod claim; // intervals of resources, excluded by the database itself
pub mod doctor; // what to ask a database about its health
mod error; // what can go wrong, as colleagues see it
mod grants; // a plugin's statement and what the plugin may touch
pub mod idempotency; // the first answer to a keyed request
mod job; // one unit of work, its answer, and when it runs again
mod line; // the bounded, fair queue in front of the threads
pub mod migrate; // the host's schema, and plugins'
mod postgres; // what differs on PostgreSQL: sessions, retries, roles
pub mod role; // a plugin's rights in the engine
mod sqlite; // what differs on SQLite: guard, group commit
mod tx; // one transaction: statements, savepoints, the plugin at work
mod value; // cells, rows, the compact format
mod version; // relation → version, and who wants to know

#[cfg(test)]
pub(crate) mod tests;

pub use error::{DbError, Retry};
pub use grants::{Grants, PluginStatement};
pub use pardoz_sql::Engine;
pub use tx::{Mark, Tx};
pub use value::{Encoded, Row, Value};
pub use version::{Change, Versions};

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::clock::Clock;
use job::Job;
use line::Line;

/// Stack of a database thread: nested guest calls (depth ≤ 8, S7) run on it.
const STACK_BYTES: usize = 16 << 20;

/// Time for the host's own schema changes at start.
const MIGRATION_TIME: Duration = Duration::from_secs(120);

/// How to open a database.
#[derive(Clone)]
pub struct DbOptions {
    /// `sqlite:PATH` or `postgres://…`.
    pub url: String,
    /// Threads with a read-only connection each.
    pub readers: usize,
    /// PostgreSQL: threads with a writing connection each. SQLite always has one.
    pub writers: usize,
    /// Commands (and, separately, reads) that may wait; one more is answered [`DbError::Busy`].
    pub queue_max: usize,
    pub clock: Clock,
}

impl DbOptions {
    /// The usual figures for one salon.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), readers: 4, writers: 4, queue_max: 256, clock: Clock::system() }
    }
}

/// An open database. Clones share it; the last one to go stops its threads.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
}

struct Shared {
    engine: Engine,
    options: DbOptions,
    reads: Arc<Line>,
    writes: Arc<Line>,
    common: Arc<Common>,
    threads: std::sync::Mutex<Threads>,
}

/// The running threads.
#[derive(Default)]
struct Threads {
    writers: Vec<JoinHandle<()>>,
    readers: Vec<JoinHandle<()>>,
}

/// What the doors and the threads share.
struct Common {
    versions: Versions,
    stats: Stats,
    audit_key: std::sync::OnceLock<[u8; 32]>,
    /// This process serves people and remembers answers: it must hear of other processes' commits.
    serving: AtomicBool,
    /// Held as long as this process serves (SQLite; PostgreSQL has an advisory lock).
    lock_file: std::sync::Mutex<Option<std::fs::File>>,
}

/// Counters since the database was opened; they only grow.
#[derive(Default, Debug)]
pub struct Stats {
    /// Commands answered ok.
    pub commands: AtomicU64,
    /// Durable commits; fewer than commands when several shared one.
    pub commits: AtomicU64,
    /// Commands run again because they met another transaction.
    pub conflicts: AtomicU64,
    /// Commands run again because a neighbour in their shared commit lost the transaction (S6).
    pub reruns: AtomicU64,
    /// Commits nobody announced, refused by the commit hook.
    pub vetoes: AtomicU64,
    /// Accesses the wall behind the gate refused. Above 0 means the gate has a hole.
    pub denials: AtomicU64,
}

impl Common {
    fn new(now: i64) -> Self {
        Self {
            versions: Versions::new(now),
            stats: Stats::default(),
            audit_key: std::sync::OnceLock::new(),
            serving: AtomicBool::new(false),
            lock_file: std::sync::Mutex::default(),
        }
    }
}

impl Common {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<std::fs::File>> {
        self.lock_file.lock().expect("nothing runs under this lock")
    }

    fn is_serving(&self) -> bool {
        self.serving.load(Ordering::SeqCst)
    }
}

impl Stats {
    fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

impl Db {
    /// Opens the database, checks the engine's settings and brings the host's own tables up to date.
    pub async fn open(options: DbOptions) -> Result<Db, DbError> {
        let common = Arc::new(Common::new(options.clock.now()));
        let reads = Arc::new(Line::new(options.queue_max));
        let writes = Arc::new(Line::new(options.queue_max));
        let address = Address::parse(&options.url)?;
        let engine = address.engine();
        let threads = {
            let (reads, writes) = (reads.clone(), writes.clone());
            let (common, options) = (common.clone(), options.clone());
            let open = move || match address {
                Address::Sqlite(path) => sqlite::start(&path, options.readers, &reads, &writes, &common),
                Address::Postgres => postgres::start(&options, &reads, &writes, &common),
            };
            tokio::task::spawn_blocking(open).await.expect("opening a database does not panic")?
        };
        let threads = std::sync::Mutex::new(threads);
        let shared = Shared { engine, options, reads, writes, common, threads };
        let db = Db { shared: Arc::new(shared) };
        let now = db.clock().now();
        db.write(Instant::now() + MIGRATION_TIME, &[], move |tx| migrate::host(tx, now)).await?;
        Ok(db)
    }

    /// Makes this the one process that serves people from this database. It keeps answers in memory, so a
    /// second one is refused for now. Other processes (a backup, an import, `token create`) may work beside it;
    /// it hears of their commits within a third of a second and then forgets its answers.
    ///
    /// Errors: another process serves.
    pub async fn serve_alone(&self) -> Result<(), DbError> {
        let shared = self.shared.clone();
        let taken = tokio::task::spawn_blocking(move || {
            match Address::parse(&shared.options.url)? {
                Address::Sqlite(path) => *shared.common.lock() = Some(sqlite::lock_serving(&path)?),
                Address::Postgres => postgres::lock_serving(&shared.options, &shared.common)?,
            }
            shared.common.serving.store(true, Ordering::SeqCst);
            Ok(())
        });
        taken.await.unwrap_or(Err(DbError::Closed))
    }

    pub fn engine(&self) -> Engine {
        self.shared.engine
    }

    /// Relation versions: bumped after each commit that touched a relation, before its answer.
    pub fn versions(&self) -> &Versions {
        &self.shared.common.versions
    }

    pub fn stats(&self) -> &Stats {
        &self.shared.common.stats
    }

    /// The key of the audit log's proofs; set it once, right after opening, from a file beside the data (not in
    /// the database: whoever can write rows must not be able to prove them). Later calls change nothing.
    pub fn set_audit_key(&self, key: [u8; 32]) {
        let _ = self.shared.common.audit_key.set(key);
    }

    pub fn clock(&self) -> &Clock {
        &self.shared.options.clock
    }

    /// Commands waiting for a writer.
    pub fn writes_waiting(&self) -> usize {
        self.shared.writes.len()
    }

    /// Runs `work` on one snapshot that cannot write (S2).
    ///
    /// Errors: what `work` says; [`DbError::Busy`] when too many reads wait, [`DbError::Deadline`]
    /// when no reader became free in time.
    pub async fn read<T, E>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (job, answer) = job::read(deadline, work);
        wait(&self.shared.reads, job, answer).await
    }

    /// Runs `work` as one serializable transaction that commits only if it says ok (S1).
    ///
    /// `work` may run more than once: up to five times when it meets another transaction (S3), and
    /// again whenever a neighbour in its shared SQLite commit lost the whole transaction (S6).
    /// `keys` name hot rows; commands with a common key queue before they take their snapshot.
    /// Dropping the returned future does not cancel the command (S5).
    pub async fn write<T, E>(
        &self,
        deadline: Instant,
        keys: &[String],
        work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Retry + Send + 'static,
    {
        let (job, answer) = job::write(deadline, keys.to_vec(), work);
        wait(&self.shared.writes, job, answer).await
    }

    /// Lets running work finish, refuses new work and stops the threads. Blocks; call it once at the end.
    pub fn close(&self) {
        self.shared.stop();
    }
}

/// Where a database is.
enum Address {
    Sqlite(std::path::PathBuf),
    Postgres,
}

impl Address {
    fn parse(url: &str) -> Result<Self, DbError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(path.strip_prefix("//").unwrap_or(path).into()));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres);
        }
        // The address may hold a password: it is not repeated.
        Err(DbError::engine("read the database address", "write sqlite:PATH or postgres://…"))
    }

    fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres => Engine::Postgres,
        }
    }
}

/// Puts a job into a line and waits for its answer.
async fn wait<T, E: From<DbError>>(
    line: &Line,
    job: Box<dyn Job>,
    answer: tokio::sync::oneshot::Receiver<Result<T, E>>,
) -> Result<T, E> {
    line.push(job).map_err(E::from)?;
    answer.await.unwrap_or_else(|_| Err(DbError::Closed.into()))
}

/// Starts a database thread.
fn spawn(name: String, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, DbError> {
    std::thread::Builder::new()
        .name(name)
        .stack_size(STACK_BYTES)
        .spawn(work)
        .map_err(|error| DbError::engine("start a database thread", error))
}

impl Shared {
    fn stop(&self) {
        let threads = std::mem::take(&mut *self.threads.lock().expect("no thread list is held in a panic"));
        // Readers first: the writer's connection must be the last one, it moves the log into the file.
        self.reads.close();
        threads.readers.into_iter().for_each(join);
        self.writes.close();
        threads.writers.into_iter().for_each(join);
        self.common.serving.store(false, Ordering::SeqCst);
        *self.common.lock() = None;
    }
}

fn join(thread: JoinHandle<()>) {
    // The last owner may be a database thread itself (a command that held a clone).
    if thread.thread().id() != std::thread::current().id() {
        let _ = thread.join();
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        // Joining here could block an async worker; closed lines let the threads end by themselves.
        self.reads.close();
        self.writes.close();
    }
}
