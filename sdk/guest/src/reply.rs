//! What a handler gives back: a view, a redirect, a created thing, bytes, or nothing.

use crate::bindings::exports::pardoz::plugin::handler::Reply as Wire;
use crate::call::{DemoProgress, ImportResults};
use crate::error::{Error, Result};
use crate::view::{Json, View, to_json};
use serde::Serialize;

/// Anything a handler may return inside its `Result`.
pub trait Reply {
    /// `template`: the one the manifest names for this call; without one the answer is JSON alone.
    fn reply(self, template: Option<&str>) -> Result<Wire>;
}

impl<V: View> Reply for V {
    fn reply(self, template: Option<&str>) -> Result<Wire> {
        let kind = if template.is_some() { "view" } else { "json" };
        Ok(wire(kind, template.unwrap_or_default(), to_json(&self)?, Vec::new()))
    }
}

impl Reply for () {
    fn reply(self, _: Option<&str>) -> Result<Wire> {
        Ok(wire("none", "", "null".to_owned(), Vec::new()))
    }
}

/// `Some` is shown; `None` is "there is nothing here" (404).
pub struct Found<V>(pub Option<V>);

/// A view shown with another template than the manifest names.
pub struct Templated<V> {
    template: &'static str,
    view: V,
}

/// Shows `view` with `template`, a file of this plugin's `templates/`.
pub fn template<V: View>(template: &'static str, view: V) -> Templated<V> {
    Templated { template, view }
}

impl<V: View> Reply for Templated<V> {
    fn reply(self, _: Option<&str>) -> Result<Wire> {
        self.view.reply(Some(self.template))
    }
}

/// After a form: where the person goes next, and what a script is given instead.
#[must_use]
pub struct Redirect {
    location: String,
    data: Option<Result<Json>>,
    meta: Vec<(String, String)>,
    error: Option<Error>,
}

/// Goes to a route by name: `client-list` of this plugin, `clients:client-detail` of another, `client-list?q=x`.
pub fn redirect(route: impl Into<String>) -> Redirect {
    Redirect { location: route.into(), data: None, meta: Vec::new(), error: None }
}

impl Redirect {
    /// A parameter of the route's path or of its query; escaped here.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.location.push(if self.location.contains('?') { '&' } else { '?' });
        escape(&mut self.location, name);
        self.location.push('=');
        escape(&mut self.location, &value.to_string());
        self
    }

    /// A short notice with the text `key`.
    pub fn toast(mut self, key: &str) -> Self {
        self.meta.push(("toast".to_owned(), key.to_owned()));
        self
    }

    /// Arguments of the notice: `json!({ "name": name })`.
    pub fn toast_args(self, args: impl Serialize) -> Self {
        self.put("toast-args", &args)
    }

    /// A button in the notice: sends `input` to this plugin's mutate route `route`.
    pub fn undo(self, route: &str, input: impl Serialize) -> Self {
        match serde_json::to_value(input) {
            Ok(input) => self.put("undo", &serde_json::json!({ "route": route, "input": input })),
            Err(error) => Self { error: Some(error.into()), ..self },
        }
    }

    /// What a script is given instead of the page.
    pub fn data(mut self, data: impl Serialize) -> Self {
        self.data = Some(serde_json::to_value(data).map_err(Error::from));
        self
    }

    /// The same for a new thing (201). A bare id is given as `{"id": …}`.
    pub fn created(self, data: impl Serialize) -> Self {
        let mut this = self.data(data);
        if let Some(Ok(Json::String(id))) = &mut this.data {
            let id = std::mem::take(id);
            this.data = Some(Ok(serde_json::json!({ "id": id })));
        }
        this.meta.push(("status".to_owned(), "201".to_owned()));
        this
    }

    fn put(mut self, key: &str, value: &impl Serialize) -> Self {
        match to_json(value) {
            Ok(json) => self.meta.push((key.to_owned(), json)),
            Err(error) => self.error = Some(error),
        }
        self
    }
}

impl Reply for Redirect {
    fn reply(self, _: Option<&str>) -> Result<Wire> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let data = self.data.unwrap_or(Ok(Json::Null))?;
        Ok(wire("redirect", &self.location, data.to_string(), self.meta))
    }
}

/// A new thing for a script (201), without a page to go to.
pub struct Created(Result<Json>);

/// `data` describes the new thing and carries its id. A bare id is given as `{"id": …}`.
pub fn created(data: impl Serialize) -> Created {
    let json = serde_json::to_value(data).map_err(Error::from);
    Created(json.map(|json| if json.is_string() { serde_json::json!({ "id": json }) } else { json }))
}

impl Reply for Created {
    fn reply(self, _: Option<&str>) -> Result<Wire> {
        Ok(wire("json", "", self.0?.to_string(), vec![("status".to_owned(), "201".to_owned())]))
    }
}

/// A file for the person.
pub struct Bytes {
    content_type: String,
    body: Vec<u8>,
}

pub fn bytes(content_type: impl Into<String>, body: Vec<u8>) -> Bytes {
    Bytes { content_type: content_type.into(), body }
}

impl Reply for Bytes {
    fn reply(self, _: Option<&str>) -> Result<Wire> {
        let mut wire = wire("bytes", &self.content_type, "null".to_owned(), Vec::new());
        wire.body = Some(self.body);
        Ok(wire)
    }
}

impl Reply for ImportResults {
    fn reply(self, _: Option<&str>) -> Result<Wire> {
        Ok(wire("json", "", to_json(&self)?, Vec::new()))
    }
}

impl Reply for DemoProgress {
    fn reply(self, _: Option<&str>) -> Result<Wire> {
        Ok(wire("json", "", to_json(&self)?, Vec::new()))
    }
}

pub(crate) fn wire(kind: &str, name: &str, data: String, meta: Vec<(String, String)>) -> Wire {
    Wire { kind: kind.to_owned(), name: name.to_owned(), data, body: None, meta }
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
fn escape(into: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => into.push(byte as char),
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                into.push('%');
                into.push(DIGITS[usize::from(byte >> 4)] as char);
                into.push(DIGITS[usize::from(byte & 15)] as char);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_says_where_to_go_and_what_a_script_is_given() {
        let redirect = redirect("client-detail")
            .with("client_id", "a b&ж")
            .with("tab", 2)
            .toast("clients-toast-saved")
            .toast_args(serde_json::json!({ "name": "Lola" }))
            .undo("client-archive", serde_json::json!({ "id": 1 }))
            .created("0189");
        let wire = redirect.reply(None).unwrap();
        assert_eq!(
            (wire.kind.as_str(), wire.name.as_str()),
            ("redirect", "client-detail?client_id=a%20b%26%D0%B6&tab=2")
        );
        assert_eq!(wire.data, r#"{"id":"0189"}"#);
        let meta =
            |key: &str| wire.meta.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        assert_eq!(meta("status"), Some("201"));
        assert_eq!(meta("toast"), Some("clients-toast-saved"));
        let undo: serde_json::Value = serde_json::from_str(meta("undo").unwrap()).unwrap();
        assert_eq!(undo, serde_json::json!({ "route": "client-archive", "input": { "id": 1 } }));
    }

    #[test]
    fn a_view_takes_the_manifest_s_template_and_is_json_without_one() {
        let shown = vec![1_i64].reply(Some("list.html")).unwrap();
        assert_eq!(
            (shown.kind.as_str(), shown.name.as_str(), shown.data.as_str()),
            ("view", "list.html", "[1]")
        );
        assert_eq!(vec![1_i64].reply(None).unwrap().kind, "json");
        assert_eq!(template("_row.html", true).reply(Some("list.html")).unwrap().name, "_row.html");
    }
}
