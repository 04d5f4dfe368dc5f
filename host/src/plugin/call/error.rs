//! Why a call did not succeed: as its caller reads it, as a guest does, and as the transaction's retry does.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::handler;
use super::root::Root;
use crate::db::{DbError, Retry};
use crate::plugin::api::{self, Error};

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

impl CallError {
    /// An error the host itself raises about a call.
    pub fn host(plugin: &str, name: &str, code: &str, message: impl Into<String>) -> Self {
        Self {
            plugin: plugin.to_owned(),
            name: name.to_owned(),
            code: code.to_owned(),
            message: message.into(),
            text: None,
            fields: BTreeMap::new(),
            data: serde_json::Map::new(),
            fault: false,
        }
    }

    /// What a guest returned as its error record.
    pub(super) fn guest(plugin: &str, name: &str, e: Error) -> Self {
        let mut call = Self::host(plugin, name, &e.code, e.message);
        let details: Json = serde_json::from_str(&e.details).unwrap_or(Json::Null);
        call.text = serde_json::from_value(details.clone()).ok();
        if let Some(fields) = details.get("fields") {
            call.fields = serde_json::from_value(fields.clone()).unwrap_or_default();
        }
        if let Some(Json::Object(data)) = details.get("data") {
            call.data = data.clone();
        }
        call
    }

    /// The error as the guest that called the service sees it: a fault says nothing about the callee's inside.
    pub(in crate::plugin) fn to_guest(&self) -> Error {
        if self.fault {
            return api::error("unavailable", format!("{} did not answer", self.plugin));
        }
        let mut details = serde_json::Map::new();
        if let Some(text) = &self.text {
            details.insert("ftl".into(), text.ftl.clone().into());
            details.insert("args".into(), Json::Object(text.args.clone()));
        }
        if !self.fields.is_empty() {
            details.insert("fields".into(), serde_json::to_value(&self.fields).expect("texts are JSON"));
        }
        if !self.data.is_empty() {
            details.insert("data".into(), Json::Object(self.data.clone()));
        }
        Error {
            code: self.code.clone(),
            message: self.message.clone(),
            details: Json::Object(details).to_string(),
        }
    }
}

/// Why an instance was stopped from outside. The guest cannot catch it (S3).
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    #[error("the transaction met another one")]
    Conflict,
    #[error("the call did not finish in time")]
    Deadline,
    #[error("the call used up its processor time")]
    Cpu,
    #[error("the call exceeded its limit of {0}")]
    Limit(&'static str),
    #[error("the database ended the transaction: {0}")]
    Dead(String),
}

/// Why a root call did not come to an answer.
pub enum Failure {
    /// Run it again (S3).
    Conflict,
    Call(Box<CallError>),
    Db(DbError),
    /// A dry run came to its end: its answer, and everything it did is undone.
    Undone(Box<(handler::Reply, Box<Root>)>),
}

impl From<DbError> for Failure {
    fn from(e: DbError) -> Self {
        match e {
            DbError::Conflict => Self::Conflict,
            e => Self::Db(e),
        }
    }
}

impl From<CallError> for Failure {
    fn from(e: CallError) -> Self {
        Self::Call(Box::new(e))
    }
}

impl Retry for Failure {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

impl Failure {
    /// The failure as the caller of the host sees it.
    pub fn into_error(self, plugin: &str, name: &str) -> CallError {
        match self {
            Self::Call(e) => *e,
            Self::Conflict => {
                CallError::host(plugin, name, "unavailable", "the transaction met others five times")
            }
            Self::Undone(_) => CallError::host(plugin, name, "internal", "a dry run ended twice"),
            Self::Db(DbError::Deadline) => {
                CallError::host(plugin, name, "deadline", "the database was not free in time")
            }
            Self::Db(DbError::Busy) => {
                CallError::host(plugin, name, "unavailable", "too many commands are waiting")
            }
            Self::Db(e) => {
                tracing::error!(plugin.id = plugin, call = name, error = %api::chain(&e), "the database failed");
                CallError::host(plugin, name, "internal", "the database failed")
            }
        }
    }
}
