//! Requests of somebody with a role, through the door that scripts take: a bearer token and JSON.

use crate::answer::Answer;
use crate::salon::Salon;
use serde::Serialize;

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Person {
    salon: Salon,
    account_id: String,
    token: String,
}

impl Person {
    pub(crate) fn new(salon: Salon, account_id: String, token: String) -> Self {
        Self { salon, account_id, token }
    }

    pub fn account_id(&self) -> &str {
        &self.account_id
    }

    /// The bearer token, for requests that these methods do not cover.
    pub fn token(&self) -> &str {
        &self.token
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None::<&()>, &[])
    }

    pub fn post(&self, path: &str, input: impl Serialize) -> Answer {
        self.send("POST", path, Some(&input), &[])
    }

    pub fn put(&self, path: &str, input: impl Serialize) -> Answer {
        self.send("PUT", path, Some(&input), &[])
    }

    pub fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None::<&()>, &[])
    }

    /// The same with headers of one's own, e.g. `Idempotency-Key`, or `Accept: text/html` for the page.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        input: Option<&impl Serialize>,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.salon.send(method, path, input, headers, Some(&self.token))
    }
}
