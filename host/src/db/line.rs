//! The bounded, fair queue in front of the database threads: first come, first served. Of the threads that wait, the one
//! that worked last goes first: its connection, its statements and its part of the pool are still warm.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use super::{DbError, job::Job};

pub(super) struct Line {
    max: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Box<dyn Job>>,
    /// Threads without work; the last one came last.
    idle: Vec<Thread>,
    closed: bool,
}

/// What a thread got when it asked for work.
pub(super) enum Next {
    Job(Box<dyn Job>),
    /// Nothing came in the given time.
    Idle,
    /// Nothing will come any more.
    Closed,
}

impl Line {
    pub fn new(max: usize) -> Self {
        Self { max, state: Mutex::default() }
    }

    /// Appends a job; a full line refuses at once, so that overload is felt early and explained.
    pub fn push(&self, job: Box<dyn Job>) -> Result<(), DbError> {
        let mut state = self.lock();
        if state.closed {
            return Err(DbError::Closed);
        }
        if state.waiting.len() >= self.max {
            return Err(DbError::Busy);
        }
        state.waiting.push_back(job);
        let woken = state.idle.pop();
        drop(state);
        if let Some(thread) = woken {
            thread.unpark();
        }
        Ok(())
    }

    /// The oldest job, waiting up to `patience` for one. A closed line still hands out what waits.
    pub fn pop(&self, patience: Duration) -> Next {
        let until = Instant::now() + patience;
        let me = thread::current();
        loop {
            let mut state = self.lock();
            state.idle.retain(|thread| thread.id() != me.id());
            if let Some(job) = state.waiting.pop_front() {
                return Next::Job(job);
            }
            if state.closed {
                return Next::Closed;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Next::Idle;
            }
            state.idle.push(me.clone());
            drop(state);
            thread::park_timeout(left);
        }
    }

    /// The oldest job if one waits now.
    pub fn try_pop(&self) -> Option<Box<dyn Job>> {
        self.lock().waiting.pop_front()
    }

    pub fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        let idle = std::mem::take(&mut state.idle);
        drop(state);
        idle.iter().for_each(Thread::unpark);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no job runs under the lock")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::job;
    use std::sync::{Arc, mpsc};

    #[test]
    fn of_the_idle_threads_the_one_that_worked_last_works_first() {
        let line = Arc::new(Line::new(8));
        let (tell, told) = mpsc::channel();
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let (line, tell) = (line.clone(), tell.clone());
                thread::spawn(move || {
                    while let Next::Job(_) = line.pop(Duration::from_secs(20)) {
                        tell.send(thread::current().id()).expect("the test listens");
                    }
                })
            })
            .collect();
        let everybody_waits = || {
            while line.lock().idle.len() < 3 {
                thread::yield_now();
            }
        };
        let mut workers = Vec::new();
        for _ in 0..20 {
            everybody_waits();
            let (job, _answer) = job::read(Instant::now(), |_| Ok::<_, DbError>(()));
            line.push(job).expect("there is room");
            workers.push(told.recv_timeout(Duration::from_secs(20)).expect("a job is taken"));
        }
        assert!(workers.iter().all(|worker| *worker == workers[0]), "{workers:?}");
        line.close();
        threads.into_iter().for_each(|thread| thread.join().expect("it ends with the line"));
    }
}
