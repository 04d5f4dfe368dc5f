//! A plugin's statement, and what the plugin may touch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pardoz_sql::SqlType;

/// One statement of a bundle, lowered and printed for the engine at hand.
#[derive(Clone, Debug)]
pub struct PluginStatement {
    pub plugin: String,
    /// The file's name without `.sql`.
    pub name: String,
    /// The bundle's version, for messages.
    pub version: String,
    pub sql: Arc<str>,
    /// Base tables whose change makes an answer stale.
    pub reads: Vec<String>,
    /// The table this statement writes.
    pub writes: Option<String>,
    pub params: Vec<SqlType>,
    pub columns: Vec<SqlType>,
}

/// What one plugin may touch: the engine's wall behind the gate is built from this.
///
/// Both kinds of relation stand in `read`: base tables (SQLite's authorizer sees through views) and
/// exchange views `x_…` (PostgreSQL grants on them). Names are lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    pub plugin: String,
    /// Relation → readable columns; `None` = all.
    pub read: BTreeMap<String, Option<BTreeSet<String>>>,
    pub write: BTreeSet<String>,
    /// Of `write`: tables that take inserts only.
    pub append_only: BTreeSet<String>,
}

impl Grants {
    /// May this plugin read the column? An empty column is "the row exists", as in `count(*)`.
    pub fn may_read(&self, table: &str, column: &str) -> bool {
        match self.read.get(&table.to_ascii_lowercase()) {
            None => false,
            Some(None) => true,
            Some(Some(columns)) => column.is_empty() || columns.contains(&column.to_ascii_lowercase()),
        }
    }

    pub fn may_insert(&self, table: &str) -> bool {
        self.write.contains(&table.to_ascii_lowercase())
    }

    /// Update or delete.
    pub fn may_change(&self, table: &str) -> bool {
        let table = table.to_ascii_lowercase();
        self.write.contains(&table) && !self.append_only.contains(&table)
    }
}
