//! What went wrong: a code for the host, a sentence for developers, a text key for the person.

use crate::bindings::pardoz::plugin::types;
use crate::view::{Json, to_json};
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure. The host answers by `code` and shows `text` in the reader's language; a mutation that
/// returns one leaves no trace. Boxed, so that a `Result` stays as small as what it carries.
pub struct Error(Box<Inner>);

struct Inner {
    code: Cow<'static, str>,
    message: String,
    text: Option<Message>,
    fields: Vec<(Cow<'static, str>, Message)>,
    data: Option<Json>,
    /// What the host said, as JSON: passed on as it came unless the plugin finds words of its own.
    host: Option<String>,
}

/// A text key of this plugin (or `host-…`) with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    key: Cow<'static, str>,
    args: Vec<(String, Json)>,
}

/// A text key; add arguments with [`Message::arg`].
pub fn text(key: impl Into<Cow<'static, str>>) -> Message {
    Message { key: key.into(), args: Vec::new() }
}

impl Message {
    /// One argument of the text. A value that is no JSON (a map with odd keys) is left out.
    pub fn arg(mut self, name: &str, value: impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.args.push((name.to_owned(), value));
        }
        self
    }
}

/// `{"ftl": key, "args": {…}}`, as the host reads it.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut message = to.serialize_struct("Message", 2)?;
        message.serialize_field("ftl", self.key.as_ref())?;
        message.serialize_field("args", &Pairs(&self.args))?;
        message.end()
    }
}

/// Names and values as one object, in their order.
struct Pairs<'a, K, V>(&'a [(K, V)]);

impl<K: AsRef<str>, V: Serialize> Serialize for Pairs<'_, K, V> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            object.serialize_entry(name.as_ref(), value)?;
        }
        object.end()
    }
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Self {
        text(key)
    }
}

/// The input's `field` is wrong (422); `message` is shown at that field. More fields: [`Error::field`].
pub fn field(field: impl Into<Cow<'static, str>>, message: impl Into<Message>) -> Error {
    Error::of("invalid", "a field was refused").field(field, message)
}

/// The request as a whole makes no sense (422).
pub fn invalid(message: impl Into<Message>) -> Error {
    Error::said("invalid", message.into())
}

/// There is no such thing, or not for this person (404).
pub fn not_found(message: impl Into<Message>) -> Error {
    Error::said("not-found", message.into())
}

/// Somebody was faster, or the thing is in another state (409). Alternatives go into [`Error::data`].
pub fn conflict(message: impl Into<Message>) -> Error {
    Error::said("conflict", message.into())
}

/// This person may not (403).
pub fn denied(message: impl Into<Message>) -> Error {
    Error::said("denied", message.into())
}

impl Error {
    /// An error without a text for the person: they read the host's general one. `code` is one of the open set
    /// of `wit/types.wit`; an unknown one counts as `internal`.
    pub fn of(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code: code.into(),
            message: message.into(),
            text: None,
            fields: Vec::new(),
            data: None,
            host: None,
        }))
    }

    /// A mistake of the plugin or of the host (500); `message` is for the log, never for a person.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::of("internal", message)
    }

    fn said(code: &'static str, text: Message) -> Self {
        let mut error = Self::of(code, text.key.clone());
        error.0.text = Some(text);
        error
    }

    /// Shows `message` to the person.
    pub fn text(mut self, message: impl Into<Message>) -> Self {
        self.0.text = Some(message.into());
        self
    }

    /// Shows `message` at the input's `field` (nested fields as forms spell them: `services[0].service_id`).
    pub fn field(mut self, field: impl Into<Cow<'static, str>>, message: impl Into<Message>) -> Self {
        self.0.fields.push((field.into(), message.into()));
        self
    }

    /// Adds an argument to the message given last: of the last field, or of the whole.
    pub fn arg(mut self, name: &str, value: impl Serialize) -> Self {
        let last = self.0.fields.last_mut().map(|(_, message)| message).or(self.0.text.as_mut());
        if let Some(message) = last {
            *message = message.clone().arg(name, value);
        }
        self
    }

    /// What an API caller is given besides the words, e.g. free alternatives.
    pub fn data(mut self, data: impl Serialize) -> Self {
        self.0.data = serde_json::to_value(data).ok();
        self
    }

    /// The open code: `invalid`, `conflict`, `constraint`, `unavailable` …
    pub fn code(&self) -> &str {
        &self.0.code
    }

    /// For developers and logs.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Names of the refused fields of this module's own refusal, in the order they were added.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.fields.iter().map(|(name, _)| name.as_ref())
    }

    /// The same at other fields: another module's refusal of `lines[0][…]` stands where this module's form has that line.
    /// `None` keeps a name.
    pub fn renamed(mut self, name: impl Fn(&str) -> Option<String>) -> Self {
        for (old, _) in &mut self.0.fields {
            if let Some(new) = name(old) {
                *old = new.into();
            }
        }
        let host = self.0.host.as_deref().and_then(|text| serde_json::from_str::<Json>(text).ok());
        if let Some(mut details) = host
            && let Some(Json::Object(fields)) = details.get_mut("fields")
        {
            let old = std::mem::take(fields);
            fields.extend(old.into_iter().map(|(old, said)| (name(&old).unwrap_or(old), said)));
            self.0.host = Some(details.to_string());
        }
        self
    }

    /// Is this the refusal of the constraint called `name`?
    pub fn is_constraint(&self, name: &str) -> bool {
        #[derive(Deserialize)]
        struct Refused<'a> {
            #[serde(borrow)]
            constraint: Cow<'a, str>,
        }
        let host = self.0.host.as_deref().filter(|_| self.code() == "constraint");
        let refused = host.and_then(|details| serde_json::from_str::<Refused<'_>>(details).ok());
        refused.is_some_and(|refused| refused.constraint == name)
    }

    fn details(&self) -> String {
        let Inner { text, fields, data, host, .. } = &*self.0;
        match host {
            Some(host) if text.is_none() && fields.is_empty() && data.is_none() => host.clone(),
            _ => to_json(&Details(&self.0)).unwrap_or_else(|_| "{}".to_owned()),
        }
    }
}

/// What the person and the API caller are told, as the host reads it.
struct Details<'a>(&'a Inner);

impl Serialize for Details<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Inner { text, fields, data, .. } = self.0;
        let mut details = to.serialize_map(None)?;
        if let Some(text) = text {
            details.serialize_entry("ftl", text.key.as_ref())?;
            details.serialize_entry("args", &Pairs(&text.args))?;
        }
        if !fields.is_empty() {
            details.serialize_entry("fields", &Pairs(fields))?;
        }
        if let Some(data) = data {
            details.serialize_entry("data", data)?;
        }
        details.end()
    }
}

/// Turns a refused constraint into words at a field.
pub trait OnConstraint<T> {
    /// If the write was refused by the constraint `name` (as the migration spells it), the error is `error()`.
    /// Any other error stays what it is.
    fn on_constraint(self, name: &str, error: impl FnOnce() -> Error) -> Result<T>;
}

impl<T> OnConstraint<T> for Result<T> {
    fn on_constraint(self, name: &str, error: impl FnOnce() -> Error) -> Result<T> {
        self.map_err(|refused| if refused.is_constraint(name) { error() } else { refused })
    }
}

/// What the host said: its words are kept, so that passing an error on loses nothing.
impl From<types::Error> for Error {
    fn from(error: types::Error) -> Self {
        let mut ours = Error::of(error.code, error.message);
        ours.0.host = Some(error.details);
        ours
    }
}

impl From<Error> for types::Error {
    fn from(error: Error) -> Self {
        types::Error { details: error.details(), code: error.0.code.into_owned(), message: error.0.message }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::internal(format!("could not read or write JSON: {error}"))
    }
}

impl From<jiff::Error> for Error {
    fn from(error: jiff::Error) -> Self {
        Error::internal(format!("could not compute with time: {error}"))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} {}", self.0.code, self.0.message, self.details())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fields_and_data_travel_as_details() {
        let error = conflict("booking-error-taken")
            .arg("name", "Lola")
            .field("start", text("booking-error-start").arg("n", 3))
            .data([1, 2]);
        let wire = types::Error::from(error);
        assert_eq!(wire.code, "conflict");
        let details: Json = serde_json::from_str(&wire.details).unwrap();
        assert_eq!(details["ftl"], "booking-error-taken");
        assert_eq!(details["args"]["name"], "Lola");
        assert_eq!(details["fields"]["start"]["args"]["n"], 3);
        assert_eq!(details["data"][1], 2);
    }

    #[test]
    fn an_error_of_the_host_passes_through_unchanged() {
        let details = r#"{"ftl":"a","args":{"x":1},"fields":{"f":{"ftl":"b","args":{}}},"data":{"y":2}}"#;
        let host = types::Error { code: "limit".into(), message: "m".into(), details: details.into() };
        let again = types::Error::from(Error::from(host));
        assert_eq!(again.code, "limit");
        assert_eq!(
            serde_json::from_str::<Json>(&again.details).unwrap(),
            serde_json::from_str::<Json>(details).unwrap()
        );
    }

    #[test]
    fn what_another_module_refused_is_named_by_this_ones_fields() {
        let details = r#"{"fields":{"lines[0][n]":{"ftl":"b","args":{}},"code":{"ftl":"c","args":{}}}}"#;
        let host = types::Error { code: "invalid".into(), message: "m".into(), details: details.into() };
        let ours =
            Error::from(host).renamed(|name| (name == "lines[0][n]").then(|| "items[3][n]".to_owned()));
        let wire: Json = serde_json::from_str(&types::Error::from(ours).details).unwrap();
        assert_eq!(wire["fields"]["items[3][n]"]["ftl"], "b");
        assert_eq!(
            (wire["fields"]["code"]["ftl"].as_str(), wire["fields"]["lines[0][n]"].is_null()),
            (Some("c"), true)
        );
    }

    #[test]
    fn only_the_named_constraint_is_put_into_words() {
        let refused = |name: &str| -> Result<u64> {
            let details = format!(r#"{{"constraint":"{name}"}}"#);
            Err(types::Error { code: "constraint".into(), message: String::new(), details }.into())
        };
        let mapped = refused("once_a_year").on_constraint("once_a_year", || field("client_id", "sent"));
        assert_eq!(mapped.unwrap_err().fields().collect::<Vec<_>>(), ["client_id"]);
        let other = refused("another").on_constraint("once_a_year", || field("client_id", "sent"));
        assert_eq!(other.unwrap_err().code(), "constraint");
    }
}
