//! Other plugins, reached through contracts and never by name.

use crate::error::Result;
use crate::imports::services;
use crate::view::to_json;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The enabled provider of a contract. The callee runs in its own sandbox behind a savepoint: if it fails, only its
/// own work is undone, and the caller may go on.
pub struct Service<'a> {
    contract: &'a str,
}

/// What a service answered.
#[derive(Clone, Debug)]
pub struct Answer(String);

impl<'a> Service<'a> {
    pub(crate) fn new(contract: &'a str) -> Self {
        Self { contract }
    }

    /// Calls `name` with `args`. Without an enabled provider the error's code is `unavailable`.
    pub fn call(&self, name: &str, args: impl Serialize) -> Result<Answer> {
        Ok(Answer(services::call(self.contract, name, &to_json(&args)?)?))
    }

    /// The same, but `None` when no provider is enabled: an optional contract in one word.
    pub fn call_if_available(&self, name: &str, args: impl Serialize) -> Result<Option<Answer>> {
        if !self.is_available() {
            return Ok(None);
        }
        match self.call(name, args) {
            Ok(answer) => Ok(Some(answer)),
            // Switched off or paused between the two questions.
            Err(error) if error.code() == "unavailable" => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Calls `name` at every enabled provider of a contract with many, in the owner's order; each behind its own
    /// savepoint, so one that fails undoes its own work alone. The provider's id, and what it answered.
    pub fn call_all(&self, name: &str, args: impl Serialize) -> Result<Vec<(String, Result<Answer>)>> {
        let all = services::call_all(self.contract, name, &to_json(&args)?)?;
        Ok(all.into_iter().map(|one| (one.provider, one.result.map(Answer).map_err(Into::into))).collect())
    }

    pub fn is_available(&self) -> bool {
        services::available(self.contract).is_some()
    }

    /// The id of the plugin that provides the contract now.
    pub fn provider(&self) -> Option<String> {
        services::available(self.contract)
    }
}

impl Answer {
    pub(crate) fn new(json: String) -> Self {
        Self(json)
    }

    /// The answer as a type with `#[derive(Input)]`, or any that serde can read.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(&self.0)?)
    }

    /// The answer as it came.
    pub fn json(&self) -> &str {
        &self.0
    }
}
