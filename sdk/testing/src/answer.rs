//! What came back, and what it must be. Every assertion shows the whole answer when it fails.

use serde_json::Value;

/// An answer of the salon.
#[must_use = "an answer nobody looks at proves nothing"]
pub struct Answer {
    pub(crate) request: String,
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub fn status(&self) -> u16 {
        self.status
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_slice(&self.body) {
            Ok(json) => json,
            Err(error) => panic!("{}: the answer is not JSON ({error}): {}", self.request, self.text()),
        }
    }

    /// It was done: 200 to 303. Returns the answer's JSON, or null where there is none.
    #[track_caller]
    pub fn is_done(self) -> Value {
        self.expect((200..=303).contains(&self.status), "done");
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Something new was made (201). Returns the answer's JSON.
    #[track_caller]
    pub fn is_created(self) -> Value {
        self.is(201).json()
    }

    /// The status is exactly `status`.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        self.expect(self.status == status, &format!("status {status}"));
        self
    }

    /// Refused (409 or 422), with a message at `field`. Returns the message.
    #[track_caller]
    pub fn refuses(self, field: &str) -> String {
        self.expect(matches!(self.status, 409 | 422), &format!("a refusal of `{field}`"));
        let problem = self.json();
        let message = problem["errors"][field].as_str();
        self.expect(message.is_some_and(|words| !words.is_empty()), &format!("a message at `{field}`"));
        message.unwrap_or_default().to_owned()
    }

    /// The person may not (403).
    #[track_caller]
    pub fn is_denied(self) -> Self {
        self.is(403)
    }

    /// There is no such thing, or not for this person (404).
    #[track_caller]
    pub fn is_missing(self) -> Self {
        self.is(404)
    }

    #[track_caller]
    fn expect(&self, holds: bool, wanted: &str) {
        assert!(holds, "{}: expected {wanted}, got {}: {}", self.request, self.status, self.text());
    }
}
