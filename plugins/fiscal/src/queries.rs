//! One function per file in `sql/`.

pardoz_sdk::queries!();

impl Thing {
    pub fn name(&self, locale: &str) -> &str {
        match locale {
            "ru" => &self.name_ru,
            "en" => &self.name_en,
            _ => &self.name_uz,
        }
    }
}
