//! Answers kept until a table they read changes. Exact: an answer is served only while every relation it read
//! still has the version it had before the answer's snapshot was taken.

use std::collections::HashMap;
use std::sync::Mutex;

use sha2::{Digest, Sha256};

use super::call::{Answer, Call};
use super::generation::Generation;
use crate::clock::Millis;
use crate::db::Versions;
use crate::limit;

type Key = [u8; 32];

struct Entry {
    answer: Answer,
    /// The database's newest version when the snapshot was about to be taken.
    seen: u64,
    /// The answer read the clock and holds until then.
    until: Option<Millis>,
    bytes: usize,
    used: u64,
}

/// The memory of answers. Bounded; the least recently used half goes when it is full.
#[derive(Default)]
pub struct Memo {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    entries: HashMap<Key, Entry>,
    bytes: usize,
    uses: u64,
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
    part(&serde_json::to_vec(&*call.principal).expect("a principal is JSON"));
    hash.finalize().into()
}

impl Memo {
    /// The remembered answer, if nothing it read has changed.
    pub fn find(&self, key: &Key, versions: &Versions, now: Millis) -> Option<Answer> {
        let mut state = self.state.lock().expect("the memo is never held across a panic");
        state.uses += 1;
        let uses = state.uses;
        let entry = state.entries.get_mut(key)?;
        let fresh = entry.until.is_none_or(|until| now < until)
            && versions
                .list(entry.answer.relations.iter().map(String::as_str))
                .iter()
                .all(|v| *v <= entry.seen);
        if !fresh {
            let gone = state.entries.remove(key).expect("just found");
            state.bytes -= gone.bytes;
            return None;
        }
        entry.used = uses;
        Some(Answer { remembered: true, ..entry.answer.clone() })
    }

    /// Remembers an answer whose snapshot was taken after the database's newest version was `seen`.
    pub fn keep(&self, key: Key, answer: &Answer, seen: u64, until: Option<Millis>, bytes: usize) {
        if bytes > limit::MEMO_BYTES_MAX / 8 {
            return;
        }
        let mut state = self.state.lock().expect("the memo is never held across a panic");
        state.uses += 1;
        let used = state.uses;
        let bytes = bytes + 512;
        if let Some(old) =
            state.entries.insert(key, Entry { answer: answer.clone(), seen, until, bytes, used })
        {
            state.bytes -= old.bytes;
        }
        state.bytes += bytes;
        if state.bytes > limit::MEMO_BYTES_MAX {
            state.halve();
        }
    }

    /// Bytes kept, for the metrics.
    pub fn bytes(&self) -> usize {
        self.state.lock().expect("the memo is never held across a panic").bytes
    }
}

impl State {
    fn halve(&mut self) {
        let mut uses: Vec<u64> = self.entries.values().map(|e| e.used).collect();
        uses.sort_unstable();
        let median = uses[uses.len() / 2];
        self.entries.retain(|_, e| e.used > median);
        self.bytes = self.entries.values().map(|e| e.bytes).sum();
    }
}
