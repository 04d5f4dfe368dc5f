//! Wishes for the world outside: requests, letters, and what became of them.

use crate::input::{Input, Schema};
use crate::view::Json;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

/// A text in a request: a string, texts joined (`json!(["Bearer ", secret("key")])`), or one of the two below.
pub type Text = Json;

/// The secret of this name, put in by the host when the request leaves. It is a `[[setting]]` of type `secret`.
pub fn secret(name: &str) -> Text {
    json!({ "$secret": name })
}

/// The text in Base64, as HTTP's Basic authorization wants it.
pub fn base64(text: impl Into<Text>) -> Text {
    json!({ "$base64": text.into() })
}

/// A request of kind `http`, for [`crate::context::Mutation::effect`] or [`crate::act::Act::send`].
#[derive(Clone, Debug, Serialize)]
pub struct Http {
    method: &'static str,
    url: Text,
    #[serde(skip_serializing_if = "Map::is_empty")]
    headers: Map<String, Json>,
    #[serde(flatten)]
    body: Map<String, Json>,
}

/// `POST` to an address; parts of it may be secrets.
pub fn post(url: impl Into<Text>) -> Http {
    Http { method: "POST", url: url.into(), headers: Map::new(), body: Map::new() }
}

/// `GET` of an address.
pub fn get(url: impl Into<Text>) -> Http {
    Http { method: "GET", ..post(url) }
}

impl Http {
    /// One of GET, POST, PUT, PATCH, DELETE, as the manifest grants it.
    pub fn with_method(self, method: &'static str) -> Self {
        Self { method, ..self }
    }

    pub fn header(mut self, name: &str, value: impl Into<Text>) -> Self {
        self.headers.insert(name.to_owned(), value.into());
        self
    }

    /// A JSON body; a `secret(…)` may stand anywhere in it.
    pub fn json(self, body: Json) -> Self {
        self.with("json", body)
    }

    /// A form: an object of texts.
    pub fn form(self, fields: Json) -> Self {
        self.with("form", fields)
    }

    /// Plain text.
    pub fn body(self, text: impl Into<Text>) -> Self {
        self.with("body", text.into())
    }

    pub(crate) fn method(&self) -> &'static str {
        self.method
    }

    fn with(mut self, kind: &str, body: Json) -> Self {
        self.body.insert(kind.to_owned(), body);
        self
    }
}

/// A letter, for an effect of kind `mail`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
}

/// How an effect ended: the input of the handler its `[[effect]]` names. Heard once for each end; a person may order
/// another try of one that ended badly, and then there is another.
#[derive(Clone, Debug, Deserialize)]
pub struct EffectResult {
    pub effect_id: String,
    pub kind: String,
    /// The key it was asked under.
    pub key: String,
    /// `done`, `failed` (refused by the other side) or `dead` (given up after eight tries).
    pub state: String,
    pub attempts: i64,
    pub error: Option<String>,
    /// Of an answer to `http`.
    pub status: Option<u16>,
    pub body: Option<String>,
}

impl EffectResult {
    pub fn is_done(&self) -> bool {
        self.state == "done"
    }
}

impl Input for EffectResult {
    fn schema() -> Schema {
        Schema::open()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_written_as_the_host_reads_it() {
        let request = post(json!(["https://api.telegram.org/bot", secret("token"), "/sendMessage"]))
            .header("authorization", base64(json!(["me:", secret("key")])))
            .json(json!({ "chat_id": 7 }));
        assert_eq!(
            serde_json::to_value(&request).unwrap(),
            json!({
                "method": "POST",
                "url": ["https://api.telegram.org/bot", { "$secret": "token" }, "/sendMessage"],
                "headers": { "authorization": { "$base64": ["me:", { "$secret": "key" }] } },
                "json": { "chat_id": 7 },
            })
        );
    }
}
