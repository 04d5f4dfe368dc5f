//! One function per file in `sql/`.

pardoz_sdk::queries!();

impl ServiceName {
    pub fn name(&self, locale: &str) -> &str {
        pardoz_sdk::locale::pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Service {
    pub fn name(&self, locale: &str) -> &str {
        pardoz_sdk::locale::pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Item {
    pub fn name(&self, locale: &str) -> &str {
        pardoz_sdk::locale::pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}

impl Membership {
    pub fn name(&self, locale: &str) -> &str {
        pardoz_sdk::locale::pick(locale, &self.name_uz, &self.name_ru, &self.name_en)
    }
}
