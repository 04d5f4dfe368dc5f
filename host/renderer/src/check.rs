//! Texts that are missing: a key one language lacks, a key a template or manifest uses and nobody wrote.

use std::collections::BTreeSet;

use crate::{Locale, lint, text::Texts};

/// A key that something shows: in a template, or named by a manifest.
#[derive(Clone, Debug)]
pub struct UsedKey {
    pub plugin: String,
    pub key: String,
    /// Where it is used, as the author would look for it: `templates/booking_list.html:12`.
    pub place: String,
}

/// A missing text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingText {
    pub plugin: String,
    pub key: String,
    pub locale: Locale,
    /// Where it is used, or that another language has it.
    pub place: String,
}

impl std::fmt::Display for MissingText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is missing in {} of {} ({})", self.key, self.locale, self.plugin, self.place)
    }
}

/// Literal keys of `t(key="…")` in a template.
pub fn keys_in_template(plugin: &str, name: &str, text: &str) -> Vec<UsedKey> {
    let mut used = Vec::new();
    for (offset, tag) in lint::tags(text) {
        let mut rest = tag;
        while let Some(start) = rest.find("t(key=\"") {
            let before = rest[..start].chars().next_back();
            rest = &rest[start + 7..];
            let Some((key, tail)) = rest.split_once('"') else { break };
            rest = tail;
            let inside_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            // `t(key="a-" ~ x)` is built from parts; its pieces cannot be checked here.
            if inside_word || tail.trim_start().starts_with('~') {
                continue;
            }
            let line = text[..offset].matches('\n').count() + 1;
            used.push(UsedKey { plugin: plugin.into(), key: key.into(), place: format!("{name}:{line}") });
        }
    }
    used
}

/// Every missing text, in a steady order.
pub(crate) fn missing(texts: &Texts, used: &[UsedKey]) -> Vec<MissingText> {
    let mut found = Vec::new();
    for plugin in texts.plugins() {
        let known: BTreeSet<String> =
            Locale::ALL.into_iter().flat_map(|locale| texts.keys(&plugin, locale)).collect();
        for locale in Locale::ALL {
            let own = texts.keys(&plugin, locale);
            for key in known.difference(&own) {
                let place = "another language has it".to_string();
                found.push(MissingText { plugin: plugin.clone(), key: key.clone(), locale, place });
            }
        }
    }
    for UsedKey { plugin, key, place } in used {
        let owner = if key.starts_with("host-") { "host" } else { plugin };
        let somewhere = Locale::ALL.into_iter().any(|locale| texts.keys(owner, locale).contains(key));
        if !somewhere {
            for locale in Locale::ALL {
                found.push(MissingText {
                    plugin: plugin.clone(),
                    key: key.clone(),
                    locale,
                    place: place.clone(),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TextSource;

    fn texts(uz: &str, ru: &str) -> Texts {
        let source = |locale, text: &str| TextSource { plugin: "booking".into(), locale, text: text.into() };
        Texts::build(&[source(Locale::Uz, uz), source(Locale::Ru, ru), source(Locale::En, uz)]).unwrap()
    }

    #[test]
    fn a_key_one_language_lacks_is_found() {
        let found = missing(&texts("booking-a = A\nbooking-b = B", "booking-a = A"), &[]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].key.as_str(), found[0].locale), ("booking-b", Locale::Ru));
    }

    #[test]
    fn a_key_nobody_wrote_is_found_in_every_language() {
        let used = keys_in_template(
            "booking",
            "x.html",
            "\n{{ t(key=\"booking-c\", n=1) }}{{ t(key=\"booking-a\") }}",
        );
        let found = missing(&texts("booking-a = A", "booking-a = A"), &used);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].to_string(), "`booking-c` is missing in uz of booking (x.html:2)");
    }

    #[test]
    fn built_keys_are_left_to_tests() {
        assert!(keys_in_template("booking", "x.html", "{{ t(key=\"booking-\" ~ view.x) }}").is_empty());
        assert!(keys_in_template("booking", "x.html", "{{ set(key=\"booking-a\") }}").is_empty());
    }
}
