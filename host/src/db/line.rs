//! The bounded, fair queue in front of the database threads: first come, first served.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::Duration;

use super::{DbError, job::Job};

pub(super) struct Line {
    max: usize,
    state: Mutex<State>,
    arrived: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Box<dyn Job>>,
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
        Self { max, state: Mutex::default(), arrived: Condvar::new() }
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
        drop(state);
        self.arrived.notify_one();
        Ok(())
    }

    /// The oldest job, waiting up to `patience` for one. A closed line still hands out what waits.
    pub fn pop(&self, patience: Duration) -> Next {
        let state = self.lock();
        let idle = |state: &mut State| state.waiting.is_empty() && !state.closed;
        let (mut state, _) =
            self.arrived.wait_timeout_while(state, patience, idle).expect("no job runs under the lock");
        match state.waiting.pop_front() {
            Some(job) => Next::Job(job),
            None if state.closed => Next::Closed,
            None => Next::Idle,
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
        self.lock().closed = true;
        self.arrived.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no job runs under the lock")
    }
}
