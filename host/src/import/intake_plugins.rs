//! The plugins as an import sees them: lists declared in manifests, batches as commands of kind `import`.

use std::future::Future;
use std::pin::Pin;

use serde_json::json;

use super::intake::{Batch, BatchError, Definition, Intake, RowResult};
use super::mapping::Field;
use crate::plugin::Plugins;
use crate::plugin::call::{Call, CallError, Text};
use crate::plugin::manifest::{Import, ImportField};

impl Intake for Plugins {
    fn definitions(&self) -> Vec<Definition> {
        let generation = self.current();
        let all = generation.plugins.values().flat_map(|plugin| {
            plugin.manifest.imports.iter().map(|import| (import.order, definition(plugin.id(), import)))
        });
        let mut all: Vec<(i64, Definition)> = all.collect();
        all.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
        all.into_iter().map(|(_, definition)| definition).collect()
    }

    fn batch(
        &self,
        batch: Batch,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<RowResult>, BatchError>> + Send + '_>> {
        Box::pin(async move {
            let call = Call {
                plugin: batch.plugin,
                kind: "import",
                name: batch.handler,
                input: json!({ "dry_run": batch.dry_run, "rows": batch.rows, "options": {} }),
                principal: batch.principal,
                locale: batch.locale,
                // A dry run leaves nothing behind, not even its answer.
                idempotency_key: (!batch.dry_run).then_some(batch.idempotency_key),
                dry_run: batch.dry_run,
                body: None,
                meta: Vec::new(),
            };
            let answer = self.mutate(call).await.map_err(refused)?;
            let results = answer.reply.json().get("results").cloned().unwrap_or_default();
            serde_json::from_value(results).map_err(|error| {
                tracing::warn!(error = %error, "an import handler answered with something else than results");
                BatchError::Failed(failed("results"))
            })
        })
    }
}

fn definition(plugin: &str, import: &Import) -> Definition {
    Definition {
        plugin: plugin.to_owned(),
        name: import.name.get_ref().clone(),
        title: import.title.get_ref().clone(),
        handler: import.handler.get_ref().clone(),
        permission: import.permission.as_ref().map(|permission| permission.get_ref().clone()),
        own_right: import.own_right,
        fields: import.fields.iter().map(field).collect(),
    }
}

fn field(field: &ImportField) -> Field {
    let key = field.key.get_ref().clone();
    Field {
        title: field.title.as_ref().map_or_else(|| key.clone(), |title| title.get_ref().clone()),
        kind: field.kind.get_ref().clone(),
        required: field.required,
        aliases: field.aliases.clone(),
        key,
    }
}

/// A module that is off, paused or too busy is asked again later; anything else is about these rows.
fn refused(error: CallError) -> BatchError {
    match error.code.as_str() {
        "unavailable" | "busy" => BatchError::Unavailable,
        "limit" if !error.fault => BatchError::Unavailable,
        code => BatchError::Failed(error.text.unwrap_or_else(|| failed(code))),
    }
}

fn failed(code: &str) -> Text {
    let args = [("code".to_owned(), code.into())].into_iter().collect();
    Text { ftl: "host-import-reason-failed".to_owned(), args }
}
