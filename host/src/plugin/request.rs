//! What a plugin wrote as its wish → a request that may be sent. Texts are made of pieces, so that a secret can stand
//! anywhere in them by name: only here is its value put in, and only towards a host of the manifest.
//!
//! A text is a string, a list of texts (joined), `{"$secret": name}` or `{"$base64": text}`.

use std::time::Duration;

use base64::Engine;
use http::Method;
use serde_json::{Map, Value as Json};
use url::Url;

use super::manifest::Manifest;
use crate::limit;
use crate::outside::{Place, Request};
use crate::secret::Secrets;

/// A place the manifest grants, with the owner's word where he names the host.
#[derive(Clone, Debug)]
pub struct Allowed {
    place: Place,
    methods: Vec<String>,
    pub per_minute: u32,
}

/// What a plugin may send where, and with which secrets.
pub struct Rules<'a> {
    pub manifest: &'a Manifest,
    pub settings: &'a Map<String, Json>,
    /// Absent: the wish is only checked, and a secret is whatever it is.
    pub secrets: Option<&'a Secrets>,
}

/// Headers that the connection, the host or the browser owns.
const NOT_YOURS: [&str; 14] = [
    "host",
    "cookie",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "upgrade",
    "forwarded",
    "via",
    "user-agent",
    "idempotency-key",
    "expect",
];

impl Rules<'_> {
    /// The places the plugin may send to now.
    pub fn allowed(&self) -> Vec<Allowed> {
        let places = self.manifest.egress.iter().filter_map(|e| {
            let host = match (&e.host, &e.setting) {
                (Some(host), _) => host.get_ref().clone(),
                (None, Some(setting)) => self.settings.get(setting.get_ref())?.as_str()?.trim().to_owned(),
                (None, None) => return None,
            };
            let url = Url::parse(&format!("https://{host}:{}/", e.port)).ok()?;
            let methods = e.methods.iter().map(|m| m.get_ref().clone()).collect();
            Some(Allowed { place: Place::of(&url).ok()?, methods, per_minute: e.per_minute })
        });
        places.collect()
    }

    /// Reads a wish of kind `http`: `{method, url, headers, json | form | body, timeout_ms}`.
    ///
    /// # Errors
    /// What the author has to change; never the value of a secret.
    pub fn request(&self, spec: &Json) -> Result<Request, String> {
        let fields = spec.as_object().ok_or("a request is an object")?;
        const KNOWN: [&str; 7] = ["method", "url", "headers", "json", "form", "body", "timeout_ms"];
        if let Some(unknown) = fields.keys().find(|key| !KNOWN.contains(&key.as_str())) {
            return Err(format!("a request has no `{unknown}`; it has {}", KNOWN.join(", ")));
        }
        let method = fields.get("method").and_then(Json::as_str).unwrap_or("POST");
        let url = self.text(fields.get("url").unwrap_or(&Json::Null))?;
        let url = Url::parse(&url).map_err(|_| "the address cannot be read")?;
        self.may_send(method, &url)?;
        let mut headers = self.headers(fields.get("headers"))?;
        let (kind, body) = self.body(fields)?;
        if let Some(kind) = kind
            && !headers.iter().any(|(name, _)| name == "content-type")
        {
            headers.push(("content-type".into(), kind.into()));
        }
        if body.len() > limit::EGRESS_REQUEST_BYTES_MAX {
            return Err("a request's body has at most 256 KiB".into());
        }
        let timeout = fields.get("timeout_ms").and_then(Json::as_u64).map(Duration::from_millis);
        let method = Method::from_bytes(method.as_bytes()).map_err(|_| "the method cannot be read")?;
        Ok(Request { method, url, headers, body, timeout: timeout.unwrap_or(limit::EGRESS_DEADLINE) })
    }

    fn may_send(&self, method: &str, url: &Url) -> Result<(), String> {
        let place = Place::of(url)?;
        let of_place = |a: &Allowed| a.place == place && a.methods.iter().any(|m| m == method);
        if self.allowed().iter().any(of_place) {
            return Ok(());
        }
        // With the secrets in, the place may be made of one: it was named when the wish was checked without them.
        let place = if self.secrets.is_some() { "that host".to_owned() } else { place.to_string() };
        Err(format!("plugin.toml has no [[egress]] for {method} to {place}"))
    }

    /// How many a minute may go to a place.
    pub fn per_minute(&self, destination: &str) -> u32 {
        let places = self.allowed();
        let found = places.iter().filter(|a| a.place.to_string() == destination).map(|a| a.per_minute);
        found.max().unwrap_or(60)
    }

    fn headers(&self, headers: Option<&Json>) -> Result<Vec<(String, String)>, String> {
        let mut all = Vec::new();
        for (name, value) in headers.and_then(Json::as_object).into_iter().flatten() {
            let name = name.to_ascii_lowercase();
            let own = NOT_YOURS.contains(&name.as_str())
                || ["proxy-", "sec-", "x-forwarded-"].iter().any(|prefix| name.starts_with(prefix));
            let is_token = !name.is_empty() && http::HeaderName::from_bytes(name.as_bytes()).is_ok();
            if own || !is_token {
                return Err(format!("the header `{name}` is not for a plugin to set"));
            }
            if name == "authorization" && !has_secret(value) {
                return Err("an authorization header holds a secret: {\"$secret\": name}".into());
            }
            let value = self.text(value)?;
            if http::HeaderValue::from_str(&value).is_err() {
                return Err(format!(
                    "the header `{name}` holds a line break or another sign it may not hold"
                ));
            }
            all.push((name, value));
        }
        Ok(all)
    }

    fn body(&self, fields: &Map<String, Json>) -> Result<(Option<&'static str>, Vec<u8>), String> {
        match (fields.get("json"), fields.get("form"), fields.get("body")) {
            (None, None, None) => Ok((None, Vec::new())),
            (Some(json), None, None) => Ok((Some("application/json"), self.json(json)?.to_string().into())),
            (None, Some(Json::Object(form)), None) => {
                let mut text = url::form_urlencoded::Serializer::new(String::new());
                for (name, value) in form {
                    text.append_pair(name, &self.text(value)?);
                }
                Ok((Some("application/x-www-form-urlencoded"), text.finish().into()))
            }
            (None, None, Some(body)) => Ok((Some("text/plain; charset=utf-8"), self.text(body)?.into())),
            _ => Err("a request has one of json, form and body; form is an object".into()),
        }
    }

    /// A text of pieces, with its secrets in it.
    fn text(&self, value: &Json) -> Result<String, String> {
        match value {
            Json::String(text) => Ok(text.clone()),
            Json::Number(number) => Ok(number.to_string()),
            Json::Array(pieces) => pieces.iter().map(|piece| self.text(piece)).collect(),
            Json::Object(piece) => match single(piece) {
                Some(("$secret", Json::String(name))) => self.secret(name),
                Some(("$base64", inner)) => {
                    Ok(base64::engine::general_purpose::STANDARD.encode(self.text(inner)?))
                }
                _ => {
                    Err("a text is a string, a list of texts, {\"$secret\": name} or {\"$base64\": text}"
                        .into())
                }
            },
            _ => Err("a text is missing".into()),
        }
    }

    /// Any JSON, its secrets put in.
    fn json(&self, value: &Json) -> Result<Json, String> {
        match value {
            Json::Object(fields) => match single(fields) {
                Some(("$secret" | "$base64", _)) => Ok(Json::String(self.text(value)?)),
                _ => fields.iter().map(|(k, v)| Ok((k.clone(), self.json(v)?))).collect(),
            },
            Json::Array(items) => items.iter().map(|item| self.json(item)).collect(),
            plain => Ok(plain.clone()),
        }
    }

    fn secret(&self, name: &str) -> Result<String, String> {
        let declared = |s: &super::manifest::Setting| s.is_secret() && s.key.get_ref() == name;
        if !self.manifest.settings.iter().any(declared) {
            return Err(format!("plugin.toml has no [[setting]] `{name}` of type secret"));
        }
        match self.secrets {
            None => Ok("x".into()),
            Some(secrets) => {
                secrets.get(name).cloned().ok_or_else(|| format!("the secret `{name}` has not been entered"))
            }
        }
    }
}

fn single(fields: &Map<String, Json>) -> Option<(&str, &Json)> {
    let (name, value) = fields.iter().next().filter(|_| fields.len() == 1)?;
    Some((name.as_str(), value))
}

fn has_secret(value: &Json) -> bool {
    match value {
        Json::Object(fields) => fields.contains_key("$secret") || fields.values().any(has_secret),
        Json::Array(items) => items.iter().any(has_secret),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const MANIFEST: &str = r#"
[plugin]
id = "sms"
version = "1.0.0"
api = "0.1"
publisher = "x"
name = "sms-name"
purpose = "sms-purpose"
[[setting]]
key = "key"
type = "secret"
title = "sms-key"
[[egress]]
host = "api.sms.uz"
methods = ["POST"]
purpose = "sms-egress"
"#;

    fn request(spec: Json) -> Result<Request, String> {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let secrets = Secrets::from([("key".to_owned(), "s3cr3t/@evil.uz".to_owned())]);
        Rules { manifest: &manifest, settings: &Map::new(), secrets: Some(&secrets) }.request(&spec)
    }

    #[test]
    fn secrets_stand_where_they_are_named() {
        let spec = json!({
            "url": "https://api.sms.uz/send",
            "headers": { "Authorization": ["Basic ", { "$base64": ["me:", { "$secret": "key" }] }] },
            "json": { "to": "+998901112233", "auth": { "$secret": "key" }, "list": [1, { "a": "b" }] },
        });
        let sent = request(spec).unwrap();
        assert_eq!(sent.headers[0], ("authorization".into(), "Basic bWU6czNjcjN0L0BldmlsLnV6".into()));
        let body: Json = serde_json::from_slice(&sent.body).unwrap();
        assert_eq!(body["auth"], "s3cr3t/@evil.uz");
        assert_eq!(body["list"], json!([1, { "a": "b" }]));
    }

    #[test]
    fn nothing_goes_where_the_manifest_does_not_lead() {
        for (spec, why) in [
            (json!({ "url": "https://evil.uz/" }), "egress"),
            (json!({ "url": "https://api.sms.uz:8443/" }), "egress"),
            (json!({ "url": "https://api.sms.uz.evil.uz/" }), "egress"),
            (json!({ "method": "GET", "url": "https://api.sms.uz/" }), "egress"),
            (json!({ "url": "http://api.sms.uz/" }), "https"),
            (json!({ "url": "https://127.0.0.1/" }), "number"),
            // A secret that would make another host of the address.
            (json!({ "url": ["https://api.sms.uz", { "$secret": "key" }] }), "egress"),
            (json!({ "url": ["https://", { "$secret": "key" }] }), "number"),
            (json!({ "url": "https://api.sms.uz/", "headers": { "Host": "evil.uz" } }), "host"),
            (
                json!({ "url": "https://api.sms.uz/", "headers": { "X-Forwarded-For": "1" } }),
                "x-forwarded-for",
            ),
            (json!({ "url": "https://api.sms.uz/", "headers": { "authorization": "plain" } }), "secret"),
            (json!({ "url": "https://api.sms.uz/", "headers": { "x-a": "b\r\nc: d" } }), "line break"),
            (json!({ "url": "https://api.sms.uz/", "json": { "a": { "$secret": "other" } } }), "other"),
            (json!({ "url": "https://api.sms.uz/", "json": 1, "body": "x" }), "one of"),
        ] {
            let refused = request(spec.clone()).expect_err(&spec.to_string());
            assert!(refused.contains(why), "{spec}: {refused}");
            assert!(!refused.contains("s3cr3t"), "{refused}");
        }
    }
}
