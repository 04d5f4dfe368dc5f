//! Texts in three languages: Fluent catalogs of the host and of every plugin, looked up by key.
//!
//! Besides plain values a message may use `MONEY($sum)`, `MONEY_SHORT($sum)`, `DAY($day)`, `TIME($at)`,
//! `DATETIME($at)`, `DURATION($minutes)` and `PHONE($phone)`, so that sentences stay whole (ui.md 7).

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde_json::{Map, Value};
use unic_langid::LanguageIdentifier;

use crate::{Locale, RenderError, filter, format, scope};

/// One catalog file: `plugin` is `host` for the theme's own.
#[derive(Clone, Debug)]
pub struct TextSource {
    pub plugin: String,
    pub locale: Locale,
    pub text: String,
}

/// All catalogs, one bundle a language. Keys start with their plugin's id, so they never meet.
pub(crate) struct Texts {
    bundles: BTreeMap<Locale, FluentBundle<FluentResource>>,
    keys: BTreeMap<(String, Locale), BTreeSet<String>>,
}

impl Texts {
    /// Parses every catalog. A syntax error or a key outside its plugin's prefix is refused.
    pub(crate) fn build(sources: &[TextSource]) -> Result<Texts, RenderError> {
        let mut bundles = BTreeMap::new();
        for locale in Locale::ALL {
            bundles.insert(locale, empty_bundle(locale));
        }
        let mut keys: BTreeMap<(String, Locale), BTreeSet<String>> = BTreeMap::new();
        for source in sources {
            let resource = parse(source)?;
            let own = keys.entry((source.plugin.clone(), source.locale)).or_default();
            for key in message_keys(&source.text) {
                if !key.starts_with(&format!("{}-", source.plugin)) {
                    return Err(problem(source, format!("key `{key}` must start with `{}-`", source.plugin)));
                }
                if !own.insert(key.clone()) {
                    return Err(problem(source, format!("key `{key}` is written twice")));
                }
            }
            let bundle = bundles.get_mut(&source.locale).expect("a bundle for every language");
            bundle
                .add_resource(resource)
                .map_err(|errors| problem(source, format!("a key is already taken: {errors:?}")))?;
        }
        Ok(Texts { bundles, keys })
    }

    /// The text, or `None` when no language has it.
    pub(crate) fn find(&self, locale: Locale, key: &str, args: &Map<String, Value>) -> Option<String> {
        let mut fluent_args = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            fluent_args.set(name.as_str(), fluent_value(value));
        }
        locale.fallbacks().into_iter().find_map(|locale| {
            let bundle = &self.bundles[&locale];
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            Some(bundle.format_pattern(pattern, Some(&fluent_args), &mut errors).into_owned())
        })
    }

    /// The keys of one plugin's catalog (or `host`'s).
    pub(crate) fn keys(&self, plugin: &str, locale: Locale) -> BTreeSet<String> {
        self.keys.get(&(plugin.to_string(), locale)).cloned().unwrap_or_default()
    }

    pub(crate) fn plugins(&self) -> BTreeSet<String> {
        self.keys.keys().map(|(plugin, _)| plugin.clone()).collect()
    }
}

/// The messages a catalog defines: an identifier at the beginning of a line, then `=`.
/// Fluent indents everything else, so no parser is needed to see them.
fn message_keys(text: &str) -> impl Iterator<Item = String> + '_ {
    text.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let named = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        named.then(|| key.to_string())
    })
}

fn parse(source: &TextSource) -> Result<FluentResource, RenderError> {
    FluentResource::try_new(source.text.clone()).map_err(|(_, errors)| {
        let first = errors.first().map_or_else(String::new, |error| {
            let line = source.text[..error.pos.start.min(source.text.len())].lines().count();
            format!("line {}: {}", line.max(1), error.kind)
        });
        problem(source, first)
    })
}

fn problem(source: &TextSource, message: String) -> RenderError {
    RenderError::Text { plugin: source.plugin.clone(), locale: source.locale, message }
}

fn empty_bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = locale.tag().parse().expect("our tags are valid BCP 47");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks would show up in attributes and in copied text; our three languages run one way.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::Uz => |value, _| grouped(Locale::Uz, value),
        Locale::Ru => |value, _| grouped(Locale::Ru, value),
        Locale::En => |value, _| grouped(Locale::En, value),
    }));
    add_functions(&mut bundle, locale);
    bundle
}

fn grouped(locale: Locale, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(format::number(locale, number.value, 2)),
        _ => None,
    }
}

/// Gives catalogs the formats of templates, so that a sentence with a sum or a day stays one message.
fn add_functions(bundle: &mut FluentBundle<FluentResource>, locale: Locale) {
    for (name, filter_name) in [
        ("MONEY", "money"),
        ("MONEY_SHORT", "money_short"),
        ("DAY", "day"),
        ("DAY_MONTH", "day_month"),
        ("TIME", "time"),
        ("DATETIME", "datetime"),
        ("DURATION", "duration"),
        ("PHONE", "phone"),
        ("PERCENT", "percent"),
    ] {
        let added = bundle.add_function(name, move |positional, _| {
            let Some(argument) = positional.first().and_then(plain_value) else {
                return FluentValue::Error;
            };
            let fallback = crate::RenderScope::new(locale, 0);
            let mut scope = scope::current(Clone::clone).unwrap_or(fallback);
            scope.locale = locale;
            match filter::apply(filter_name, &argument, &scope) {
                Ok(text) => FluentValue::String(text.into()),
                Err(_) => FluentValue::Error,
            }
        });
        added.expect("each function is added once to a new bundle");
    }
}

fn plain_value(value: &FluentValue) -> Option<Value> {
    match value {
        FluentValue::String(text) => Some(Value::from(text.as_ref())),
        FluentValue::Number(number) if number.value.fract() == 0.0 => Some(Value::from(number.value as i64)),
        FluentValue::Number(number) => Some(Value::from(number.value)),
        _ => None,
    }
}

fn fluent_value(value: &Value) -> FluentValue<'static> {
    match value {
        Value::Number(number) => FluentValue::from(number.as_f64().unwrap_or_default()),
        Value::String(text) => FluentValue::from(text.clone()),
        Value::Bool(flag) => FluentValue::from(if *flag { "true" } else { "false" }),
        Value::Null => FluentValue::from(""),
        other => FluentValue::from(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn texts(locale: Locale, text: &str) -> Texts {
        Texts::build(&[TextSource { plugin: "booking".into(), locale, text: text.into() }]).unwrap()
    }

    fn check(locale: Locale, message: &str, args: Value, expected: &str) {
        let Value::Object(args) = args else { panic!("arguments are an object") };
        let shown = texts(locale, message).find(locale, "booking-x", &args).unwrap();
        assert_eq!(shown.replace('\u{a0}', " "), expected);
    }

    #[test]
    fn plurals_follow_the_language() {
        let ru = "booking-x = { $n ->\n    [one] { $n } запись\n    [few] { $n } записи\n    [many] { $n } записей\n   *[other] { $n } записи\n}\n";
        check(Locale::Ru, ru, json!({"n": 1}), "1 запись");
        check(Locale::Ru, ru, json!({"n": 2}), "2 записи");
        check(Locale::Ru, ru, json!({"n": 5}), "5 записей");
        check(Locale::Ru, ru, json!({"n": 1.5}), "1,5 записи");
        check(Locale::Ru, ru, json!({"n": 1021}), "1 021 запись");
        let en = "booking-x = { $n ->\n    [one] { $n } visit\n   *[other] { $n } visits\n}\n";
        check(Locale::En, en, json!({"n": 1}), "1 visit");
        check(Locale::En, en, json!({"n": 1200}), "1,200 visits");
        check(Locale::Uz, "booking-x = { $n } ta yozuv", json!({"n": 5}), "5 ta yozuv");
    }

    #[test]
    fn sums_and_days_are_written_inside_sentences() {
        check(
            Locale::Ru,
            "booking-x = Принято { MONEY($sum) }",
            json!({"sum": 125_000_000}),
            "Принято 1 250 000 сум",
        );
        check(Locale::Uz, "booking-x = { DURATION($m) } qoldi", json!({"m": 90}), "1 soat 30 daqiqa qoldi");
        check(
            Locale::En,
            "booking-x = Call { PHONE($p) }",
            json!({"p": "+998901234567"}),
            "Call +998 90 123 45 67",
        );
    }

    #[test]
    fn a_missing_text_is_taken_from_russian() {
        let texts = texts(Locale::Ru, "booking-x = Запись");
        assert_eq!(texts.find(Locale::Uz, "booking-x", &Map::new()).as_deref(), Some("Запись"));
        assert_eq!(texts.find(Locale::Uz, "booking-y", &Map::new()), None);
    }

    #[test]
    fn a_plugin_cannot_write_a_neighbour_s_text() {
        let source =
            TextSource { plugin: "booking".into(), locale: Locale::Ru, text: "host-name = X".into() };
        let error = Texts::build(&[source]).err().expect("refused").to_string();
        assert!(error.contains("host-name") && error.contains("booking-"), "{error}");
    }

    #[test]
    fn a_broken_catalog_names_its_line() {
        let source = TextSource {
            plugin: "booking".into(),
            locale: Locale::En,
            text: "booking-a = A\n\nbooking-b {".into(),
        };
        let error = Texts::build(&[source]).err().expect("refused").to_string();
        assert!(error.contains("line 3"), "{error}");
    }
}
