//! `effects` and `http`: the world outside the database. The effect worker comes with the modules that need it
//! first (stock, money, loyalty); until then a plugin is told so at once instead of losing a message.

use super::super::bindings::pardoz::plugin::{effects, http};
use super::{Answer, CallState, error};

const NOT_YET: &str = "this version of Pardoz performs no effects outside the database";

impl effects::Host for CallState {
    fn enqueue(
        &mut self,
        _kind: String,
        _key: String,
        _spec: String,
        _callback: Option<String>,
    ) -> Answer<String> {
        self.enter()?;
        Ok(Err(error("unsupported", NOT_YET)))
    }
}

impl http::Host for CallState {
    fn send(&mut self, _request: http::Request) -> Answer<http::Response> {
        self.enter()?;
        Ok(Err(error("unsupported", NOT_YET)))
    }
}
