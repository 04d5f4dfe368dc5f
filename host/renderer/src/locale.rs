//! The three languages of the interface.

use serde::{Deserialize, Serialize};

/// A language of the interface. Uzbek is written in Latin letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    Uz,
    Ru,
    En,
}

impl Locale {
    /// Every language, in the order in which people are offered them.
    pub const ALL: [Locale; 3] = [Locale::Uz, Locale::Ru, Locale::En];

    /// Reads a BCP 47 tag by its language part (`ru-UZ` is Russian); anything unknown is `None`.
    pub fn parse(tag: &str) -> Option<Locale> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "uz" => Some(Locale::Uz),
            "ru" => Some(Locale::Ru),
            "en" => Some(Locale::En),
            _ => None,
        }
    }

    /// The BCP 47 tag, as used in `lang=` and in file names.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::Uz => "uz",
            Locale::Ru => "ru",
            Locale::En => "en",
        }
    }

    /// Where to look next when a text is missing: Russian is the language every salon here reads.
    pub(crate) fn fallbacks(self) -> [Locale; 3] {
        match self {
            Locale::Uz => [Locale::Uz, Locale::Ru, Locale::En],
            Locale::Ru => [Locale::Ru, Locale::Uz, Locale::En],
            Locale::En => [Locale::En, Locale::Ru, Locale::Uz],
        }
    }
}

impl std::fmt::Display for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tag())
    }
}
