//! Answers kept until a table they read changes. Exact: an answer is served only while every relation it read
//! still has the version it had before the answer's snapshot was taken.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};

use super::call::Call;
use super::generation::Generation;
use crate::clock::Millis;
use crate::db::Versions;

/// A SHA-256 over everything that distinguishes one question from another.
pub type Key = [u8; 32];

struct Entry<T> {
    value: T,
    /// The tables the value was made from.
    relations: Arc<[String]>,
    /// The database's newest version when the snapshot was about to be taken.
    seen: u64,
    /// Where the value depends on the clock: it holds until then.
    until: Millis,
    bytes: usize,
    used: u64,
}

/// A bounded memory of answers, or of what was made from answers; the least recently used half goes when it is full.
pub struct Memo<T> {
    bytes_max: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    entries: HashMap<Key, Entry<T>>,
    bytes: usize,
    uses: u64,
}

/// What a value depends on, besides its key.
pub struct Holds {
    pub relations: Arc<[String]>,
    /// [`Versions::latest`] before anything was read.
    pub seen: u64,
    /// `i64::MAX` = without an end.
    pub until: Millis,
}

/// What distinguishes one question from another: the code, the input, the language and the asker's rights.
pub fn key(generation: &Generation, call: &Call) -> Key {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    part(&generation.number.to_be_bytes());
    for text in [&call.plugin, call.kind, &call.name, &call.locale] {
        part(text.as_bytes());
    }
    part(call.input.to_string().as_bytes());
    part(call.principal.fingerprint());
    hash.finalize().into()
}

impl<T: Clone> Memo<T> {
    pub fn new(bytes_max: usize) -> Self {
        Self { bytes_max, state: Mutex::new(State { entries: HashMap::new(), bytes: 0, uses: 0 }) }
    }

    /// The remembered value, if nothing it was made from has changed.
    pub fn find(&self, key: &Key, versions: &Versions, now: Millis) -> Option<T> {
        let mut state = self.state.lock().expect("the memo is never held across a panic");
        state.uses += 1;
        let uses = state.uses;
        let entry = state.entries.get_mut(key)?;
        let current = versions.list(entry.relations.iter().map(String::as_str));
        let fresh = now < entry.until && current.iter().all(|version| *version <= entry.seen);
        if !fresh {
            let gone = state.entries.remove(key).expect("just found");
            state.bytes -= gone.bytes;
            return None;
        }
        entry.used = uses;
        Some(entry.value.clone())
    }

    /// Remembers a value of about `bytes`.
    pub fn keep(&self, key: Key, value: T, holds: Holds, bytes: usize) {
        if bytes > self.bytes_max / 8 {
            return;
        }
        let Holds { relations, seen, until } = holds;
        let mut state = self.state.lock().expect("the memo is never held across a panic");
        state.uses += 1;
        let used = state.uses;
        let bytes = bytes + 512;
        if let Some(old) = state.entries.insert(key, Entry { value, relations, seen, until, bytes, used }) {
            state.bytes -= old.bytes;
        }
        state.bytes += bytes;
        if state.bytes > self.bytes_max {
            state.halve();
        }
    }

    /// Bytes kept, for the metrics.
    pub fn bytes(&self) -> usize {
        self.state.lock().expect("the memo is never held across a panic").bytes
    }

    /// Forgets everything: a measurement of what is not remembered needs it.
    pub fn clear(&self) {
        let mut state = self.state.lock().expect("the memo is never held across a panic");
        state.entries.clear();
        state.bytes = 0;
    }
}

impl<T> State<T> {
    fn halve(&mut self) {
        let mut uses: Vec<u64> = self.entries.values().map(|e| e.used).collect();
        uses.sort_unstable();
        let median = uses[uses.len() / 2];
        self.entries.retain(|_, e| e.used > median);
        self.bytes = self.entries.values().map(|e| e.bytes).sum();
    }
}
