//! The three languages of a salon.

/// Of a name that stands in three languages, the one of `locale`: `uz`, `ru` or `en`.
pub fn pick<'a>(locale: &str, uz: &'a str, ru: &'a str, en: &'a str) -> &'a str {
    match locale {
        "ru" => ru,
        "en" => en,
        _ => uz,
    }
}
