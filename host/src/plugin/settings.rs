//! A plugin's settings: what the owner chose, or the manifest's default.

use serde_json::{Map, Value as Json};

use super::manifest::{Manifest, Setting};
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::secret::{self, Seal, Secrets};

/// All settings of a plugin, defaults filled in. Secrets are none of them: nobody reads those.
pub fn load(tx: &mut Tx, manifest: &Manifest) -> Result<Map<String, Json>, DbError> {
    let mut all: Map<String, Json> = manifest
        .settings
        .iter()
        .filter(|s| !s.is_secret())
        .map(|s| (s.key.get_ref().clone(), default(s)))
        .collect();
    let rows = tx.query("select key, value from host_setting where scope = $1", &[manifest.id().into()])?;
    for row in rows {
        // A setting of an earlier version that the manifest no longer knows stays in the table, unseen.
        if let (Some(known), Ok(value)) = (all.get_mut(row.text(0)), serde_json::from_str(row.text(1))) {
            *known = value;
        }
    }
    Ok(all)
}

/// The manifest's default as JSON.
pub fn default(setting: &Setting) -> Json {
    serde_json::to_value(&setting.default).unwrap_or(Json::Null)
}

/// What the owner may not enter: a text key of the host, with the range as arguments.
pub fn check(setting: &Setting, value: &Json) -> Result<(), (&'static str, Map<String, Json>)> {
    let refuse = |key| Err((key, Map::new()));
    match setting.kind.get_ref().as_str() {
        "integer" | "money" | "percent" => {
            let Some(number) = value.as_i64() else { return refuse("host-error-integer") };
            let (low, high) = setting.range.unwrap_or(match setting.kind.get_ref().as_str() {
                "percent" => (0, 100),
                "money" => (0, i64::MAX),
                _ => (i64::MIN, i64::MAX),
            });
            if number < low || number > high {
                let args = [("min".to_owned(), low.into()), ("max".to_owned(), high.into())];
                return Err(("host-error-range", args.into_iter().collect()));
            }
        }
        "boolean" if !value.is_boolean() => return refuse("host-error-boolean"),
        "select" if !value.as_str().is_some_and(|v| setting.options.iter().any(|o| o == v)) => {
            return refuse("host-error-option");
        }
        "time" if value.as_str().is_none_or(|v| v.parse::<jiff::civil::Time>().is_err()) => {
            return refuse("host-error-time");
        }
        "text" | "secret" if value.as_str().is_none_or(|v| v.chars().count() > 2_000) => {
            return refuse("host-error-text");
        }
        _ => {}
    }
    Ok(())
}

impl super::Plugins {
    /// What seals this installation's secrets.
    pub fn seal(&self) -> Seal {
        self.inner.seal.clone()
    }
}

/// Keeps what the owner chose: plain values as they are, secrets sealed; an empty secret is forgotten.
pub fn keep(
    tx: &mut Tx,
    seal: &Seal,
    plugin: &str,
    values: &Map<String, Json>,
    secrets: &Secrets,
    now: Millis,
) -> Result<(), DbError> {
    store(tx, plugin, values)?;
    for (name, value) in secrets {
        match value.is_empty() {
            true => secret::remove(tx, plugin, name)?,
            false => seal.store(tx, plugin, name, value, now)?,
        }
    }
    Ok(())
}

/// Stores values that [`check`] accepted.
pub fn store(tx: &mut Tx, plugin: &str, values: &Map<String, Json>) -> Result<(), DbError> {
    for (key, value) in values {
        tx.execute(
            "insert into host_setting (scope, key, value) values ($1, $2, $3) \
             on conflict (scope, key) do update set value = excluded.value",
            &[plugin.into(), key.into(), value.to_string().into()],
        )?;
    }
    tx.touch("host_setting");
    Ok(())
}
