//! Everything a plugin can reach: one file per import of `wit/world.wit`, same name.

mod blobs;
mod claims;
mod clock;
mod effects;
mod events;
mod identity;
mod jobs;
mod log;
mod secrets;
mod services;
mod settings;
mod store;

use std::sync::Arc;
use std::time::Instant;

use serde_json::Value as Json;
use wasmtime::component::{HasSelf, Linker};

use super::bindings::pardoz::plugin::types;
use super::call::{Root, Stop};
use super::component::Limiter;
use super::generation::Plugin;
use crate::db::{DbError, Tx};

pub use super::bindings::pardoz::plugin::types::Error;

/// What the store of one guest instance carries. The transaction and the root of the chain travel down into
/// called services and back up again.
pub struct CallState {
    pub tx: Tx,
    pub root: Box<Root>,
    pub plugin: Arc<Plugin>,
    pub limiter: Limiter,
    /// No writing, emitting, scheduling or claiming in this frame.
    pub read_only: bool,
    /// No transaction in this frame; the world outside instead.
    pub acting: bool,
    /// A store error that the guest may not talk its way out of (S2): the frame cannot succeed any more.
    pub doomed: Option<Error>,
}

/// Adds every import to the linker.
pub fn link(linker: &mut Linker<CallState>) -> wasmtime::Result<()> {
    super::bindings::Plugin::add_to_linker::<_, HasSelf<_>>(linker, |state| state)
}

impl types::Host for CallState {}

/// What an import answers: `Err` outside ends the instance (and perhaps the whole chain), `Err` inside is the
/// guest's to handle.
pub type Answer<T> = wasmtime::Result<Result<T, Error>>;

pub fn error(code: &str, message: impl Into<String>) -> Error {
    Error { code: code.to_owned(), message: message.into(), details: "{}".to_owned() }
}

impl CallState {
    /// Counts a host call and checks the clock; every import starts with it.
    fn enter(&mut self) -> wasmtime::Result<()> {
        self.root.host_calls += 1;
        if self.root.host_calls > self.root.limits.host_calls {
            return Err(Stop::Limit("host calls").into());
        }
        if Instant::now() >= self.root.deadline {
            return Err(Stop::Deadline.into());
        }
        Ok(())
    }

    /// Refuses what a query must not do.
    fn must_write(&self, what: &str) -> Result<(), Error> {
        self.must_have_transaction()?;
        if self.read_only {
            return Err(error("read-only", format!("a query cannot {what}; do it in a command")));
        }
        Ok(())
    }

    /// Refuses what needs a transaction, in a call that has none.
    fn must_have_transaction(&self) -> Result<(), Error> {
        if self.acting {
            let message =
                "an act has no transaction; call a command of your own: services.call(\"self\", name, input)";
            return Err(error("unsupported", message));
        }
        Ok(())
    }

    /// A database error as the guest sees it, or the end of the call.
    fn database(&mut self, plugin_statement: &str, e: DbError) -> wasmtime::Result<Error> {
        if !self.tx.alive() && !matches!(e, DbError::Conflict) {
            return Err(Stop::Dead(e.to_string()).into());
        }
        match e {
            DbError::Conflict => Err(Stop::Conflict.into()),
            DbError::Deadline => Err(Stop::Deadline.into()),
            DbError::Busy => Err(Stop::Conflict.into()),
            DbError::Constraint { name } => {
                let mut e = error("constraint", format!("statement {plugin_statement}: constraint {name}"));
                e.details = serde_json::json!({ "constraint": name }).to_string();
                Ok(e)
            }
            DbError::Limit(what) => Ok(error("limit", format!("statement {plugin_statement}: {what}"))),
            DbError::Denied(what) => {
                tracing::error!(
                    plugin.id = self.plugin.id(),
                    statement = plugin_statement,
                    what,
                    "the database refused a statement that the gate had let pass"
                );
                Ok(error("denied", format!("statement {plugin_statement} was refused")))
            }
            DbError::ReadOnly => {
                Ok(error("read-only", format!("statement {plugin_statement} writes; do it in a command")))
            }
            e @ (DbError::Engine { .. } | DbError::Closed | DbError::Dead) => {
                tracing::error!(plugin.id = self.plugin.id(), statement = plugin_statement, error = %chain(&e), "a statement failed");
                Ok(error("internal", format!("statement {plugin_statement} failed")))
            }
        }
    }
}

/// An error with all its causes, once.
pub fn chain(e: &dyn std::error::Error) -> String {
    let mut text = e.to_string();
    let mut cause = e.source();
    while let Some(e) = cause {
        text.push_str(": ");
        text.push_str(&e.to_string());
        cause = e.source();
    }
    text
}

/// Parses JSON that a guest handed over.
fn parse(text: &str, what: &str) -> Result<Json, Error> {
    serde_json::from_str(text).map_err(|e| error("invalid", format!("{what} is not JSON: {e}")))
}
