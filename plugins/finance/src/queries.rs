//! One function per file in `sql/`.

pardoz_sdk::queries!();

impl ServiceName {
    pub fn name(&self, locale: &str) -> &str {
        pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Service {
    pub fn name(&self, locale: &str) -> &str {
        pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Item {
    pub fn name(&self, locale: &str) -> &str {
        pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Membership {
    pub fn name(&self, locale: &str) -> &str {
        pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

/// The text in the reader's language.
pub fn pick<'a>(locale: &str, uz: &'a str, ru: &'a str, en: &'a str) -> &'a str {
    match locale {
        "ru" => ru,
        "en" => en,
        _ => uz,
    }
}
