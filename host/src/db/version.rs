//! Relation → version: what makes a remembered answer stale and an open page refresh.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use tokio::sync::broadcast;

/// Changes a slow listener may lag behind; then it is told so and refreshes everything.
const BACKLOG: usize = 1024;

/// One commit's changed relations, sorted, each once.
pub type Change = Arc<[String]>;

/// A version per relation: the number of the last commit that changed it. Numbers only grow, also across
/// restarts: they start at the clock's milliseconds, so an answer tagged before a restart never looks
/// fresh after it.
pub struct Versions {
    known: RwLock<Known>,
    changes: broadcast::Sender<Change>,
}

struct Known {
    latest: u64,
    /// The version of every relation that is not in the map.
    floor: u64,
    relations: HashMap<String, u64>,
}

impl Versions {
    pub(super) fn new(now: i64) -> Self {
        let (changes, _) = broadcast::channel(BACKLOG);
        let start = now.max(1) as u64;
        let known = RwLock::new(Known { latest: start, floor: start, relations: HashMap::new() });
        Self { known, changes }
    }

    /// The relation's version. Read it before the snapshot it is to describe.
    pub fn get(&self, relation: &str) -> u64 {
        self.read().get(relation)
    }

    /// The newest number given. What a snapshot taken after this call read is fresh as long as no relation's
    /// version is above it.
    pub fn latest(&self) -> u64 {
        self.read().latest
    }

    /// The versions of several relations, in order, at one moment.
    pub fn list<'a>(&self, relations: impl IntoIterator<Item = &'a str>) -> Vec<u64> {
        let known = self.read();
        relations.into_iter().map(|relation| known.get(relation)).collect()
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
            let mut known = self.known.write().expect("versions are never held across a panic");
            known.latest += 1;
            let latest = known.latest;
            known.relations.extend(relations.iter().map(|relation| (relation.clone(), latest)));
        }
        // Nobody listening is fine.
        let _ = self.changes.send(relations.into());
    }

    /// Marks every relation as changed: another process wrote, and did not say what. Listeners hear `*`.
    pub fn bump_all(&self) {
        {
            let mut known = self.known.write().expect("versions are never held across a panic");
            known.latest += 1;
            known.floor = known.latest;
            known.relations.clear();
        }
        let _ = self.changes.send(["*".to_owned()].into());
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Known> {
        self.known.read().expect("versions are never held across a panic")
    }
}

impl Known {
    fn get(&self, relation: &str) -> u64 {
        self.relations.get(relation).copied().unwrap_or(self.floor)
    }
}
