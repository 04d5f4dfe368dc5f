//! Inputs that the host composes: events, batches of an import, demo data.

use crate::error::Message;
use crate::input::{Input, Schema};
use crate::time::Day;
use crate::view::Json;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// What happened in this or another plugin. Each subscriber gets each event once: the handler's own transaction
/// settles the delivery.
#[derive(Clone, Debug, Deserialize)]
pub struct Event<T> {
    pub event_id: String,
    pub topic: String,
    pub key: String,
    /// Milliseconds since 1970 UTC.
    pub occurred_at: i64,
    pub payload: T,
}

/// Some rows of a spreadsheet, in one transaction.
#[derive(Clone, Debug, Deserialize)]
pub struct ImportBatch {
    /// The host undoes everything afterwards: write as if it were meant.
    pub dry_run: bool,
    pub rows: Vec<ImportRow>,
    /// What the person chose in the import's form.
    #[serde(default)]
    pub options: Json,
}

#[derive(Clone, Debug, Deserialize)]
pub struct ImportRow {
    /// The row's number in the file.
    pub row: i64,
    /// Cell texts by the manifest's field keys.
    pub values: BTreeMap<String, String>,
}

impl ImportRow {
    /// The trimmed text of `field`; `None` if the column is not mapped or the cell is empty.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// One outcome per row; the host counts them and shows the reasons.
#[derive(Default)]
pub struct ImportResults(Vec<ImportResult>);

#[derive(Serialize)]
struct ImportResult {
    row: i64,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Message>,
}

impl Serialize for ImportResults {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut results = to.serialize_struct("ImportResults", 1)?;
        results.serialize_field("results", &self.0)?;
        results.end()
    }
}

impl ImportResults {
    pub fn new() -> Self {
        Self::default()
    }

    /// `key` tells rows of one thing apart from rows of another, e.g. the new id.
    pub fn created(&mut self, row: i64, key: impl AsRef<str>) {
        self.keep(row, "created", key.as_ref());
    }

    pub fn updated(&mut self, row: i64, key: impl AsRef<str>) {
        self.keep(row, "updated", key.as_ref());
    }

    pub fn unchanged(&mut self, row: i64, key: impl AsRef<str>) {
        self.keep(row, "unchanged", key.as_ref());
    }

    /// `field` is the cell that is to blame, or "" for the row as a whole.
    pub fn rejected(&mut self, row: i64, field: &str, reason: impl Into<Message>) {
        let field = Some(field.to_owned()).filter(|field| !field.is_empty());
        self.0.push(ImportResult { row, outcome: "rejected", key: None, field, reason: Some(reason.into()) });
    }

    fn keep(&mut self, row: i64, outcome: &'static str, key: &str) {
        self.0.push(ImportResult { row, outcome, key: Some(key.to_owned()), field: None, reason: None });
    }
}

/// A wish for believable data; the same seed must give the same rows.
#[derive(Clone, Debug, Deserialize)]
pub struct DemoBatch {
    pub seed: i64,
    /// How many clients and appointments the whole salon should have.
    pub clients: i64,
    pub appointments: i64,
    /// 0 at first, then one more each time, until the plugin says it is done.
    pub batch: i64,
    pub today: Day,
    pub locale: String,
}

/// At most 5,000 rows a batch; the host calls again until `done`.
#[derive(Clone, Debug, Serialize)]
pub struct DemoProgress {
    pub done: bool,
    /// One line for whoever waits.
    pub progress: String,
}

impl DemoProgress {
    pub fn more(progress: impl Into<String>) -> Self {
        Self { done: false, progress: progress.into() }
    }

    pub fn done(progress: impl Into<String>) -> Self {
        Self { done: true, progress: progress.into() }
    }
}

impl<T: serde::de::DeserializeOwned> Input for Event<T> {
    fn schema() -> Schema {
        Schema::open()
    }
}

impl Input for ImportBatch {
    fn schema() -> Schema {
        Schema::open()
    }
}

impl Input for DemoBatch {
    fn schema() -> Schema {
        Schema::open()
    }
}

/// Anything goes: the handler looks itself.
impl Input for Json {
    fn schema() -> Schema {
        Schema::open()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_answers_row_by_row() {
        let batch = r#"{"dry_run":true,"rows":[{"row":2,"values":{"phone":"  "," name":"x"}}],"options":{}}"#;
        let batch: ImportBatch = serde_json::from_str(batch).unwrap();
        assert_eq!(batch.rows[0].text("phone"), None);
        let mut results = ImportResults::new();
        results.rejected(2, "phone", crate::error::text("clients-import-phone").arg("text", "x"));
        results.created(3, "id");
        let json = serde_json::to_value(&results).unwrap();
        assert_eq!(json["results"][0]["reason"]["ftl"], "clients-import-phone");
        assert_eq!(json["results"][1]["outcome"], "created");
    }
}
