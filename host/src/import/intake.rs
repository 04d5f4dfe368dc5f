//! What an import needs from the plugins: which lists can be imported, and the verdict on a batch of rows.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::mapping::Field;
use crate::auth::Principal;
use crate::plugin::call::Text;

/// An import that an enabled plugin declares.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub plugin: String,
    pub name: String,
    /// Text key of what it is called.
    pub title: String,
    pub handler: String,
    /// What a person must be allowed to, besides importing at all.
    pub permission: Option<String>,
    /// That alone is enough.
    pub own_right: bool,
    pub fields: Vec<Field>,
}

/// What the importer needs from the plugins: what can be imported, and one batch at a time.
/// A trait so that everything here can be tested without a component.
pub trait Intake: Send + Sync + 'static {
    fn definitions(&self) -> Vec<Definition>;
    fn batch(
        &self,
        batch: Batch,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<RowResult>, BatchError>> + Send + '_>>;
}

/// Rows for one call.
#[derive(Clone, Debug)]
pub struct Batch {
    pub plugin: String,
    pub handler: String,
    pub dry_run: bool,
    pub principal: Arc<Principal>,
    pub locale: String,
    /// The same for the same rows of the same pass, so that a batch repeated after a crash has its first effect only.
    pub idempotency_key: String,
    pub rows: Vec<BatchRow>,
}

#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct BatchRow {
    /// As the person's program numbers it.
    pub row: i64,
    /// Field → text; empty cells are left out.
    pub values: BTreeMap<String, String>,
}

/// The plugin's word about one row.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
pub struct RowResult {
    pub row: i64,
    pub outcome: String,
    /// What the row is about (a client id, a phone): rows with one key are one thing.
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub field: Option<String>,
    #[serde(default)]
    pub reason: Option<Text>,
}

/// Why a whole batch has no results.
#[derive(Clone, Debug, PartialEq)]
pub enum BatchError {
    /// The plugin is switched off, paused or busy: later.
    Unavailable,
    /// The call failed, trapped or took too much. Smaller batches may do.
    Failed(Text),
}
