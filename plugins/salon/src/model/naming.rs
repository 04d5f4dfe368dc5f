//! What people, jobs and categories are called. Old lists name them once; clients read three languages.

/// A name in the three languages of the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    pub uz: String,
    pub ru: String,
    pub en: String,
}

impl Names {
    fn of((uz, ru, en): (&str, &str, &str)) -> Names {
        Names { uz: uz.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
    }

    /// One text for all languages, when nothing better is known.
    pub fn same(text: &str) -> Names {
        let text = uzbek_letters(text.trim());
        Names { uz: text.clone(), ru: text.clone(), en: text }
    }

    /// Fills what a list left empty from what it did say.
    pub fn filled(uz: &str, ru: &str, en: &str) -> Option<Names> {
        let first = [ru, uz, en].into_iter().map(str::trim).find(|text| !text.is_empty())?;
        let or_first = |text: &str| uzbek_letters(if text.trim().is_empty() { first } else { text.trim() });
        Some(Names { uz: or_first(uz), ru: or_first(ru), en: or_first(en) })
    }

    /// Does any of the three read like `text`?
    pub fn is_called(&self, text: &str) -> bool {
        [&self.uz, &self.ru, &self.en].iter().any(|name| same_text(name, text))
    }
}

/// The job that a list calls `stylist`, «стилист» or `sartarosh`.
pub fn job_title(text: &str) -> Names {
    known(JOBS, text)
}

/// The category that a list calls `Hair`, «Волосы» or `Soch`.
pub fn category(text: &str) -> Names {
    known(CATEGORIES, text)
}

fn known(table: &[(&str, &str, &str, &str)], text: &str) -> Names {
    let found =
        table.iter().find(|(code, uz, ru, en)| [code, uz, ru, en].iter().any(|name| same_text(name, text)));
    found.map(|(_, uz, ru, en)| Names::of((uz, ru, en))).unwrap_or_else(|| Names::same(text))
}

/// Code in lists, then uz, ru, en. Jobs are named so that they fit women and men.
const JOBS: &[(&str, &str, &str, &str)] = &[
    ("stylist", "Soch ustasi", "Стилист", "Stylist"),
    ("nails", "Manikyur ustasi", "Мастер маникюра", "Nail artist"),
    ("brows", "Qosh va kiprik ustasi", "Мастер бровей и ресниц", "Brow and lash artist"),
    ("cosmetologist", "Kosmetolog", "Косметолог", "Cosmetologist"),
    ("make-up", "Vizajist", "Визажист", "Make-up artist"),
    ("massage", "Massajchi", "Массажист", "Massage therapist"),
    ("barber", "Barber", "Барбер", "Barber"),
    ("receptionist", "Administrator", "Администратор", "Receptionist"),
    ("manager", "Menejer", "Менеджер", "Manager"),
    ("accountant", "Hisobchi", "Бухгалтер", "Accountant"),
];

const CATEGORIES: &[(&str, &str, &str, &str)] = &[
    ("hair", "Soch", "Волосы", "Hair"),
    ("nails", "Tirnoq", "Ногти", "Nails"),
    ("brows", "Qosh va kiprik", "Брови и ресницы", "Brows and lashes"),
    ("face", "Yuz parvarishi", "Уход за лицом", "Face"),
    ("make-up", "Makiyaj", "Макияж", "Make-up"),
    ("body", "Tana parvarishi", "Уход за телом", "Body"),
    ("massage", "Massaj", "Массаж", "Massage"),
];

/// `Gulnora Gʻ.`: as staff are called in the day's columns, where a surname has no room.
pub fn display_name(first: &str, last: &str) -> String {
    let mut letters = last.chars();
    let Some(initial) = letters.next() else { return first.to_owned() };
    let mut initial = initial.to_string();
    // Gʻ, Oʻ, Sh and Ch are one letter of the Uzbek alphabet.
    match letters.next() {
        Some(next @ '\u{2BB}') => initial.push(next),
        Some('h') if matches!(initial.as_str(), "S" | "C") => initial.push('h'),
        _ => {}
    }
    format!("{first} {initial}.")
}

/// The apostrophe of oʻ and gʻ is U+02BB, the tutuq belgisi U+02BC, whatever the keyboard had.
pub fn uzbek_letters(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        let apostrophe = matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2BB}' | '\u{2BC}' | '`' | '\u{B4}');
        let after_letter = written.chars().next_back().is_some_and(|last| last.is_ascii_alphabetic());
        match (apostrophe && after_letter, written.chars().next_back()) {
            (true, Some('o' | 'O' | 'g' | 'G')) => written.push('\u{2BB}'),
            // English keeps its own: "Women's haircut".
            (true, _) if c == '\'' || c == '\u{2019}' => written.push(c),
            (true, _) => written.push('\u{2BC}'),
            _ => written.push(c),
        }
    }
    written
}

/// Equal but for case, spaces and apostrophes.
pub fn same_text(a: &str, b: &str) -> bool {
    let fold = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .map(|c| if c == 'ё' { 'е' } else { c })
            .collect()
    };
    fold(a) == fold(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_jobs_and_categories_speak_three_languages() {
        assert_eq!(job_title("Stylist"), Names::of(("Soch ustasi", "Стилист", "Stylist")));
        assert_eq!(job_title("косметолог").en, "Cosmetologist");
        assert_eq!(category("Make-up").ru, "Макияж");
        assert_eq!(category("брови и ресницы").en, "Brows and lashes");
        assert_eq!(category("Тату"), Names::same("Тату"));
    }

    #[test]
    fn a_list_in_one_language_fills_the_others() {
        let names = Names::filled("", "Стрижка", "").unwrap();
        assert_eq!((names.uz.as_str(), names.en.as_str()), ("Стрижка", "Стрижка"));
        assert_eq!(Names::filled(" ", "", ""), None);
        assert!(Names::filled("Soch kesish", "Стрижка", "Haircut").unwrap().is_called("СТРИЖКА"));
    }

    #[test]
    fn staff_are_called_by_name_and_initial() {
        assert_eq!(display_name("Gulnora", "Gʻaniyeva"), "Gulnora Gʻ.");
        assert_eq!(display_name("Zulfiya", "Shodiyeva"), "Zulfiya Sh.");
        assert_eq!(display_name("Дилноза", "Каримова"), "Дилноза К.");
        assert_eq!(display_name("Lola", ""), "Lola");
    }

    #[test]
    fn uzbek_letters_have_their_own_apostrophe() {
        assert_eq!(uzbek_letters("Soch bo‘yash"), "Soch boʻyash");
        assert_eq!(uzbek_letters("G'aniyeva O`g`iloy"), "Gʻaniyeva Oʻgʻiloy");
        assert_eq!(uzbek_letters("Women's haircut"), "Women's haircut");
        assert_eq!(uzbek_letters("sanʼat"), "sanʼat");
    }
}
