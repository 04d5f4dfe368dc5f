//! `settings` and `i18n`: what the owner chose, and the texts of the person's language.

use serde_json::Value as Json;

use super::super::bindings::pardoz::plugin::{i18n, settings};
use super::{Answer, CallState, parse};

impl settings::Host for CallState {
    fn get(&mut self, key: String) -> Answer<Option<String>> {
        self.enter()?;
        Ok(self.settings()?.map(|all| all.get(&key).map(Json::to_string)))
    }

    fn all(&mut self) -> Answer<String> {
        self.enter()?;
        Ok(self.settings()?.map(|all| Json::Object(all).to_string()))
    }
}

impl CallState {
    /// The plugin's settings with defaults filled in, read once per call.
    pub(super) fn settings(&mut self) -> Answer<serde_json::Map<String, Json>> {
        let id = self.plugin.id().to_owned();
        if let Some(known) = self.root.settings.get(&id) {
            return Ok(Ok(known.clone()));
        }
        self.root.read_one("host_setting");
        match crate::plugin::settings::load(&mut self.tx, &self.plugin.manifest) {
            Ok(all) => {
                self.root.settings.insert(id, all.clone());
                Ok(Ok(all))
            }
            Err(e) => Ok(Err(self.database("settings", e)?)),
        }
    }
}

impl i18n::Host for CallState {
    fn locale(&mut self) -> wasmtime::Result<String> {
        self.enter()?;
        Ok(self.root.locale.clone())
    }

    fn translate(&mut self, id: String, args: String) -> wasmtime::Result<String> {
        self.enter()?;
        let args =
            parse(&args, "the arguments").ok().and_then(|a| a.as_object().cloned()).unwrap_or_default();
        let scope = self.root.render_scope();
        Ok(self.root.generation.renderer().text_in(&scope, &id, &args))
    }

    fn format(&mut self, kind: String, value: String, _options: String) -> wasmtime::Result<String> {
        self.enter()?;
        let value = parse(&value, "the value").unwrap_or(Json::Null);
        let scope = self.root.render_scope();
        // A value that does not fit its format is shown as it is; a page is not lost over it.
        let written = self.root.generation.renderer().write(&kind, &value, &scope);
        Ok(written.unwrap_or_else(|_| value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
    }
}
