//! One unit of work as the threads see it: run it, refuse it, answer it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use tokio::sync::oneshot;

use super::{DbError, Retry, Tx};

/// Runs of one command that keep meeting other transactions (S3).
pub(super) const ATTEMPTS_MAX: u32 = 5;

/// How a run went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Said ok: keep what it wrote.
    Keep,
    /// Said no: undo what it wrote.
    Undo,
    /// Met another transaction and may try again: undo and run again.
    Again,
}

pub(super) trait Job: Send {
    fn deadline(&self) -> Instant;
    fn keys(&self) -> &[String];
    /// Runs finished so far that met another transaction.
    fn conflicts(&self) -> u32;
    /// Runs the work and keeps its answer.
    fn run(&mut self, tx: &mut Tx) -> Verdict;
    /// Replaces the answer: what was kept did not become durable, or was never run.
    fn refuse(&mut self, error: DbError);
    /// As `refuse`, but a conflict: true if the job may run again.
    fn refuse_conflict(&mut self) -> bool;
    /// Sends the answer; the caller may have gone (S5).
    fn answer(self: Box<Self>);
}

type Answer<T, E> = oneshot::Receiver<Result<T, E>>;

struct Work<T, E, F> {
    work: F,
    deadline: Instant,
    keys: Vec<String>,
    conflicts: u32,
    is_conflict: fn(&E) -> bool,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

/// A command: may run several times.
pub(super) fn write<T, E>(
    deadline: Instant,
    keys: Vec<String>,
    work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
) -> (Box<dyn Job>, Answer<T, E>)
where
    T: Send + 'static,
    E: From<DbError> + Retry + Send + 'static,
{
    boxed(deadline, keys, work, E::is_conflict)
}

/// A read: runs once, a snapshot meets nobody.
pub(super) fn read<T, E>(
    deadline: Instant,
    work: impl FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
) -> (Box<dyn Job>, Answer<T, E>)
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let mut once = Some(work);
    let work = move |tx: &mut Tx| once.take().expect("a read runs once")(tx);
    boxed(deadline, Vec::new(), work, |_| false)
}

fn boxed<T, E>(
    deadline: Instant,
    keys: Vec<String>,
    work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    is_conflict: fn(&E) -> bool,
) -> (Box<dyn Job>, Answer<T, E>)
where
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    (Box::new(Work { work, deadline, keys, conflicts: 0, is_conflict, result: None, reply }), answer)
}

impl<T, E, F> Job for Work<T, E, F>
where
    T: Send,
    E: From<DbError> + Send,
    F: FnMut(&mut Tx) -> Result<T, E> + Send,
{
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn keys(&self) -> &[String] {
        &self.keys
    }

    fn conflicts(&self) -> u32 {
        self.conflicts
    }

    fn run(&mut self, tx: &mut Tx) -> Verdict {
        // A panic of the host's own code ends this call, not the thread that everybody shares.
        let result = catch_unwind(AssertUnwindSafe(|| (self.work)(tx)));
        let result = result.unwrap_or_else(|_| {
            Err(DbError::engine("run the call", "it panicked; the log above says where").into())
        });
        let conflict = result.as_ref().is_err_and(self.is_conflict);
        let kept = result.is_ok();
        self.result = Some(result);
        match (kept, conflict) {
            (true, _) => Verdict::Keep,
            (_, true) if self.may_retry() => Verdict::Again,
            _ => Verdict::Undo,
        }
    }

    fn refuse(&mut self, error: DbError) {
        self.result = Some(Err(error.into()));
    }

    fn refuse_conflict(&mut self) -> bool {
        self.refuse(DbError::Conflict);
        self.may_retry()
    }

    fn answer(self: Box<Self>) {
        let this = *self;
        let result = this.result.unwrap_or_else(|| Err(DbError::Closed.into()));
        let _ = this.reply.send(result);
    }
}

impl<T, E, F> Work<T, E, F> {
    fn may_retry(&mut self) -> bool {
        self.conflicts += 1;
        self.conflicts < ATTEMPTS_MAX && Instant::now() < self.deadline
    }
}
