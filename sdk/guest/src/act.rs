//! A call without a transaction, which may wait for the world outside: "test my SMS key". What it reads and writes
//! goes through queries and commands of its own plugin, each with a snapshot or a transaction of its own; what they
//! committed stays, whatever comes after.

use crate::bindings::exports::pardoz::plugin::handler::Call;
use crate::bindings::pardoz::plugin::http;
use crate::context::Query;
use crate::effect::Http;
use crate::error::Result;
use crate::imports::services;
use crate::service::Answer;
use crate::view::to_json;
use serde::Serialize;
use std::ops::Deref;

/// What a handler of kind `act` can reach. Who acts, settings, texts and the clock are there; rows are not.
pub struct Act(Query);

/// What the other side answered, whatever its status.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// 200 to 299.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body, where it is text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }
}

impl Act {
    pub(crate) fn new(call: Call) -> Self {
        Self(Query::new(call))
    }

    /// Sends a request now and waits, at most 10 seconds. Only to places of the manifest's `[[egress]]`. An answer of
    /// any status is `Ok`; the error's code is `unavailable` when nobody answered.
    pub fn send(&mut self, request: Http) -> Result<Response> {
        let empty = http::Request {
            method: request.method(),
            url: "",
            headers: &[],
            body: None,
            options: &to_json(&request)?,
        };
        let answer = http::send(empty)?;
        Ok(Response { status: answer.status, headers: answer.headers, body: answer.body })
    }

    /// Calls a query or a command of this plugin by the name of its handler.
    pub fn call(&mut self, handler: &str, input: impl Serialize) -> Result<Answer> {
        Ok(Answer::new(services::call("self", handler, &to_json(&input)?)?))
    }
}

impl Deref for Act {
    type Target = Query;
    fn deref(&self) -> &Query {
        &self.0
    }
}
