//! `services`: another plugin's function, in its own instance, behind a savepoint of this transaction.

use super::super::bindings::pardoz::plugin::services::{Host, Outcome};
use super::{Answer, CallState, Error, error, parse};
use crate::plugin::call::{self, ServiceCall};

impl Host for CallState {
    fn call(&mut self, contract: String, method: String, args: String) -> Answer<String> {
        self.enter()?;
        if self.acting {
            return self.own(&contract, &method, &args);
        }
        let Some(provider) =
            self.root.generation.providers.get(&contract).and_then(|all| all.first()).cloned()
        else {
            return Ok(Err(error("unavailable", format!("no enabled plugin provides {contract}"))));
        };
        self.service(&contract, &method, &args, &provider)
    }

    fn call_all(&mut self, contract: String, method: String, args: String) -> Answer<Vec<Outcome>> {
        self.enter()?;
        if let Err(e) = self.must_have_transaction() {
            return Ok(Err(e));
        }
        let providers = self.root.generation.providers.get(&contract).cloned().unwrap_or_default();
        let mut outcomes = Vec::new();
        for provider in providers {
            let result = self.service(&contract, &method, &args, &provider)?;
            outcomes.push(Outcome { provider, result });
        }
        Ok(Ok(outcomes))
    }

    fn available(&mut self, contract: String) -> wasmtime::Result<Option<String>> {
        self.enter()?;
        self.root.read_one("host_plugin");
        Ok(self.root.generation.providers.get(&contract).and_then(|all| all.first()).cloned())
    }
}

impl CallState {
    /// In an `act`: a query or command of the plugin's own, with a snapshot or a transaction of its own.
    fn own(&mut self, contract: &str, name: &str, args: &str) -> Answer<String> {
        if contract != "self" {
            return Ok(self.must_have_transaction().map(|()| String::new()));
        }
        let input = match parse(args, "the arguments") {
            Ok(input) => input,
            Err(e) => return Ok(Err(e)),
        };
        let outside = self.root.outside.clone().expect("an act has the world outside");
        Ok(outside.own(&self.plugin, &self.root, name, input).map_err(|e| e.to_guest()))
    }

    fn service(&mut self, contract: &str, method: &str, args: &str, provider: &str) -> Answer<String> {
        let input = match self.may_call(contract).and_then(|()| parse(args, "the arguments")) {
            Ok(input) => input,
            Err(e) => return Ok(Err(e)),
        };
        call::service(self, ServiceCall { contract, method, input, provider })
    }

    fn may_call(&self, contract: &str) -> Result<(), Error> {
        if self.plugin.manifest.uses().any(|c| c == contract) {
            return Ok(());
        }
        Err(error("denied", format!("{contract} is neither required nor optional in plugin.toml")))
    }
}
