//! One call into a plugin: what goes in, what comes out, what can go wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::auth::Principal;

/// A call as the web, the dispatcher, an import or a test asks for it.
#[derive(Clone)]
pub struct Call {
    pub plugin: String,
    /// `page`, `panel`, `widget`, `service`, `event`, `job`, `import`, `demo` … (open; platform.md, WIT `handler.call`).
    pub kind: &'static str,
    /// The name declared in the manifest.
    pub name: String,
    /// Validated input.
    pub input: Json,
    pub principal: Arc<Principal>,
    /// Language of the answer: `uz`, `ru`, `en`.
    pub locale: String,
    /// `Idempotency-Key` of a form or an API caller (S18).
    pub idempotency_key: Option<String>,
}

/// What a handler returned (WIT `handler.reply`).
#[derive(Clone, Debug)]
pub struct Reply {
    /// `view`, `redirect`, `json`, `bytes`, `none` (open).
    pub kind: String,
    /// Template, route (with query) or content type.
    pub name: String,
    pub data: Arc<Json>,
    pub body: Option<Arc<[u8]>>,
    /// `status`, `toast`, `undo` … as key and value.
    pub meta: Vec<(String, String)>,
}

/// A reply, with what the host knows about it.
#[derive(Clone, Debug)]
pub struct Answer {
    pub reply: Reply,
    /// Tables the call read, itself or through exchange views; live pages wait for their changes.
    pub relations: Arc<[String]>,
    /// Equal answers have equal tags; for `ETag`.
    pub tag: String,
    /// Served from memory, without an instance and without SQL.
    pub remembered: bool,
    /// A repeat of an earlier request with the same idempotency key.
    pub repeated: bool,
}

/// A text key with its arguments, shown in the reader's language.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Text {
    pub ftl: String,
    #[serde(default)]
    pub args: serde_json::Map<String, Json>,
}

/// Why a call did not succeed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{plugin}/{name}: {code}: {message}")]
pub struct CallError {
    pub plugin: String,
    pub name: String,
    /// `denied` `invalid` `not-found` `conflict` `constraint` `read-only` `limit` `unavailable` `unsupported`
    /// `reentrant` `deadline` `internal` … (open; unknown = `internal`).
    pub code: String,
    /// For logs, never for customers.
    pub message: String,
    /// What the person is told, if the plugin said so.
    pub text: Option<Text>,
    /// Field → what is wrong with it.
    pub fields: BTreeMap<String, Text>,
    /// Members for the problem document, such as `alternatives`.
    pub data: serde_json::Map<String, Json>,
    /// True when the plugin trapped, ran out of time or exceeded a limit: counted by the circuit.
    pub fault: bool,
}
