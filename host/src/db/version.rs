//! Relation → version: what makes a remembered answer stale and an open page refresh.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use tokio::sync::broadcast;

/// Changes a slow listener may lag behind; then it is told so and refreshes everything.
const BACKLOG: usize = 1024;

/// One commit's changed relations, sorted, each once.
pub type Change = Arc<[String]>;

/// A version per relation. Versions only grow, also across restarts: they start at the clock's
/// milliseconds, so an answer tagged before a restart never looks fresh after it.
pub struct Versions {
    start: u64,
    relations: RwLock<HashMap<String, u64>>,
    changes: broadcast::Sender<Change>,
}

impl Versions {
    pub(super) fn new(now: i64) -> Self {
        let (changes, _) = broadcast::channel(BACKLOG);
        Self { start: now.max(1) as u64, relations: RwLock::default(), changes }
    }

    /// The relation's version. Read it before the snapshot it is to describe.
    pub fn get(&self, relation: &str) -> u64 {
        self.read().get(relation).copied().unwrap_or(self.start)
    }

    /// The versions of several relations, in order, at one moment.
    pub fn list<'a>(&self, relations: impl IntoIterator<Item = &'a str>) -> Vec<u64> {
        let known = self.read();
        relations.into_iter().map(|relation| known.get(relation).copied().unwrap_or(self.start)).collect()
    }

    /// One message per commit from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Marks relations as changed: after the commit, before its answer. Also for changes the host
    /// makes outside a transaction (a theme file).
    pub fn bump(&self, mut relations: Vec<String>) {
        if relations.is_empty() {
            return;
        }
        relations.sort_unstable();
        relations.dedup();
        {
            let mut known = self.relations.write().expect("versions are never held across a panic");
            for relation in &relations {
                *known.entry(relation.clone()).or_insert(self.start) += 1;
            }
        }
        // Nobody listening is fine.
        let _ = self.changes.send(relations.into());
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, HashMap<String, u64>> {
        self.relations.read().expect("versions are never held across a panic")
    }
}
