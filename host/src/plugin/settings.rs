//! A plugin's settings: what the owner chose, or the manifest's default.

use serde_json::{Map, Value as Json};

use super::manifest::{Manifest, Setting};
use crate::clock::Millis;
use crate::db::{DbError, Tx};
use crate::limit::SETTING_CHARS_MAX;
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
        // A setting of an earlier version that the manifest no longer knows stays in the table, unseen; and so does a
        // value that its type or range of today does not take: the module works by its default until somebody chooses.
        let declared = manifest.settings.iter().find(|setting| setting.key.get_ref() == row.text(0));
        let (Some(setting), Ok(value)) = (declared, serde_json::from_str(row.text(1))) else { continue };
        if let Some(known) = all.get_mut(row.text(0)).filter(|_| check(setting, &value, 0).is_ok()) {
            *known = value;
        }
    }
    Ok(all)
}

/// The manifest's default as JSON.
pub fn default(setting: &Setting) -> Json {
    serde_json::to_value(&setting.default).unwrap_or(Json::Null)
}

/// What the owner may not enter: a text key, the plugin's own for a pattern and the host's for the rest, with the range
/// as arguments, in what was typed: a currency of `digits` decimals shows 100 where 10 000 is kept.
pub fn check<'a>(
    setting: &'a Setting,
    value: &Json,
    digits: u32,
) -> Result<(), (&'a str, Map<String, Json>)> {
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
                let unit = if setting.kind.get_ref() == "money" { 10_i64.pow(digits) } else { 1 };
                let args =
                    [("min".to_owned(), (low / unit).into()), ("max".to_owned(), (high / unit).into())];
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
        "text" | "secret" if value.as_str().is_none_or(|v| v.chars().count() > SETTING_CHARS_MAX) => {
            return refuse("host-error-text");
        }
        "text" | "secret" if !value.as_str().is_some_and(|text| setting.fits(text.trim())) => {
            return refuse(setting.message.as_ref().map_or("host-error-text", |message| message.get_ref()));
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::db::tests::fixture::{Fixture, on_each_engine, read, write};

    const MANIFEST: &str = "[plugin]\nid = \"greetings\"\nversion = \"1.0.0\"\napi = \"0.1\"\npublisher = \"P\"\n\
        name = \"greetings-name\"\npurpose = \"greetings-purpose\"\n\
        [[setting]]\nkey = \"days\"\ntype = \"integer\"\nrange = [1, 30]\ndefault = 7\ntitle = \"greetings-days\"\n\
        [[setting]]\nkey = \"limit\"\ntype = \"money\"\nrange = [100, 100000000]\ndefault = 100\ntitle = \"greetings-limit\"\n";

    #[tokio::test]
    async fn what_a_new_version_does_not_take_is_as_if_nobody_had_chosen() {
        on_each_engine(|Fixture { db, .. }: Fixture| async move {
            for (kept, used) in [(json!(14), 14), (json!(60), 7), (json!("abc"), 7), (json!(null), 7)] {
                let chosen = [("days".to_owned(), kept.clone())].into_iter().collect();
                write(&db, move |tx| store(tx, "greetings", &chosen)).await.unwrap();
                let manifest = Manifest::parse(MANIFEST).unwrap();
                let all = read(&db, move |tx| load(tx, &manifest)).await.unwrap();
                assert_eq!(all["days"], used, "{kept}");
            }
        })
        .await;
    }

    #[test]
    fn a_limit_of_money_is_said_as_it_is_typed() {
        let manifest = Manifest::parse(MANIFEST).unwrap();
        let (_, said) = check(&manifest.settings[1], &json!(5), 2).unwrap_err();
        assert_eq!((&said["min"], &said["max"]), (&json!(1), &json!(1_000_000)));
    }
}
