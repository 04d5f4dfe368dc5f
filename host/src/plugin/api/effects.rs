//! `effects` and `http`: the world outside the database. A command leaves a wish in its transaction; an act asks at
//! once. Both go through the same rules.

use serde_json::{Map, Value as Json, json};

use super::super::bindings::pardoz::plugin::{effects, http};
use super::{Answer, CallState, Error, error, parse};
use crate::limit;
use crate::outside::{Letter, Place};
use crate::plugin::call::Stop;
use crate::plugin::request::Rules;
use crate::queue::effect::{self, Effect};

impl effects::Host for CallState {
    fn enqueue(
        &mut self,
        kind: String,
        key: String,
        spec: String,
        callback: Option<String>,
    ) -> Answer<String> {
        self.enter()?;
        let destination = match self.check_wish(&kind, &key, &spec, callback.as_deref())? {
            Ok(destination) => destination,
            Err(e) => return Ok(Err(e)),
        };
        let plugin = self.plugin.id().to_owned();
        let same = |e: &&Effect| e.plugin == plugin && e.key == key;
        if let Some(earlier) = self.root.buffer.effects.iter().find(same) {
            return Ok(Ok(earlier.effect_id.clone()));
        }
        match effect::known(&mut self.tx, &plugin, &key) {
            Ok(Some(earlier)) => return Ok(Ok(earlier)),
            Ok(None) => {}
            Err(e) => return Ok(Err(self.database("effects.enqueue", e)?)),
        }
        if self.root.buffer.effects.len() >= limit::CALL_EFFECTS_MAX {
            return Err(Stop::Limit("effects").into());
        }
        let effect_id = self.root.new_id();
        self.root.buffer.effects.push(Effect {
            effect_id: effect_id.clone(),
            plugin,
            kind,
            key,
            destination,
            request: spec,
            callback,
            state: "ready".into(),
            attempts: 0,
            next_at: self.root.now,
            error: None,
            created_at: self.root.now,
        });
        Ok(Ok(effect_id))
    }
}

impl CallState {
    /// Is this a wish the host can fulfil? Its destination.
    fn check_wish(&mut self, kind: &str, key: &str, spec: &str, callback: Option<&str>) -> Answer<String> {
        if let Err(e) = self.must_write("ask for an effect") {
            return Ok(Err(e));
        }
        let invalid = |message: String| Ok(Err(error("invalid", message)));
        let mut declared = self.plugin.manifest.effects.iter().filter(|e| e.kind.get_ref() == kind);
        let heard = |e: &crate::plugin::manifest::Effect| {
            callback.is_none_or(|c| e.handler.as_ref().is_some_and(|h| h.get_ref() == c))
        };
        if !declared.any(heard) {
            return Ok(Err(error(
                "denied",
                format!("plugin.toml has no [[effect]] of kind {kind} with this handler"),
            )));
        }
        if key.is_empty() || key.len() > 200 {
            return invalid("an effect's key has 1 to 200 bytes".into());
        }
        if spec.len() > limit::EGRESS_REQUEST_BYTES_MAX {
            return invalid("a request has at most 256 KiB".into());
        }
        let spec = match parse(spec, "the request") {
            Ok(spec) => spec,
            Err(e) => return Ok(Err(e)),
        };
        if kind == "mail" {
            let letter = serde_json::from_value::<Letter>(spec).map_err(|e| format!("the letter: {e}"));
            return Ok(letter
                .and_then(|letter| letter.check())
                .map(|()| "mail".to_owned())
                .map_err(|message| error("invalid", message)));
        }
        let settings = match self.settings()? {
            Ok(settings) => settings,
            Err(e) => return Ok(Err(e)),
        };
        let rules = Rules { manifest: &self.plugin.manifest, settings: &settings, secrets: None };
        let place = rules.request(&spec).and_then(|request| Place::of(&request.url));
        Ok(place.map(|place| place.to_string()).map_err(|message| error("invalid", message)))
    }

    /// The plugin's secrets, opened for the host's use, read once per call.
    pub(super) fn secrets(&mut self) -> Answer<crate::secret::Secrets> {
        let id = self.plugin.id().to_owned();
        if let Some(known) = self.root.secrets.get(&id) {
            return Ok(Ok(known.clone()));
        }
        self.root.read_one(crate::secret::RELATION);
        let Some(seal) = self.root.seal.clone() else { return Ok(Ok(crate::secret::Secrets::new())) };
        match seal.load(&mut self.tx, &id) {
            Ok(secrets) => {
                self.root.secrets.insert(id, secrets.clone());
                Ok(Ok(secrets))
            }
            Err(e) => Ok(Err(self.database("secrets", e)?)),
        }
    }
}

impl http::Host for CallState {
    fn send(&mut self, request: http::Request) -> Answer<http::Response> {
        self.enter()?;
        let Some(outside) = self.root.outside.clone() else {
            let message =
                "http.send waits for others, so it works in an act alone; a command uses effects.enqueue";
            return Ok(Err(error("unsupported", message)));
        };
        let spec = match spec_of(&request) {
            Ok(spec) => spec,
            Err(e) => return Ok(Err(e)),
        };
        let (settings, secrets) = match (self.settings()?, self.secrets()?) {
            (Ok(settings), Ok(secrets)) => (settings, secrets),
            (Err(e), _) | (_, Err(e)) => return Ok(Err(e)),
        };
        let rules = |secrets| Rules { manifest: &self.plugin.manifest, settings: &settings, secrets };
        let checked = rules(None).request(&spec).and_then(|_| rules(Some(&secrets)).request(&spec));
        let built = match checked {
            Ok(built) => built,
            Err(message) => return Ok(Err(error("invalid", message))),
        };
        match outside.send(built, self.root.deadline) {
            Ok(answer) => {
                Ok(Ok(http::Response { status: answer.status, headers: answer.headers, body: answer.body }))
            }
            Err(e) => Ok(Err(e)),
        }
    }
}

/// `options` is a request as an effect has it; what stands in the record's own fields is added.
fn spec_of(request: &http::Request) -> Result<Json, Error> {
    let mut spec = match parse(&request.options, "the options")? {
        Json::Object(spec) => spec,
        Json::Null => Map::new(),
        _ => return Err(error("invalid", "the options are an object")),
    };
    spec.entry("method").or_insert_with(|| request.method.clone().into());
    spec.entry("url").or_insert_with(|| request.url.clone().into());
    if !request.headers.is_empty() {
        let headers = spec.entry("headers").or_insert_with(|| json!({}));
        let Some(headers) = headers.as_object_mut() else {
            return Err(error("invalid", "headers are an object"));
        };
        headers.extend(request.headers.iter().map(|(name, value)| (name.clone(), value.clone().into())));
    }
    if let Some(body) = &request.body {
        let text = std::str::from_utf8(body).map_err(|_| error("invalid", "a request's body is text"))?;
        spec.insert("body".into(), text.into());
    }
    Ok(Json::Object(spec))
}
