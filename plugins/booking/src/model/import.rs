//! How other programs spell days, sums, numbers, names and what became of a visit.

use pardoz_sdk::time::Day;

use super::state::State;

/// `2025-10-15`, `15.10.2025` or `15/10/2025`, with or without a time behind.
pub fn day(text: &str) -> Option<Day> {
    let text = text.split([' ', 'T']).next()?;
    if let Ok(day) = Day::parse(text) {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['.', '/']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Day::new(year.parse().ok().filter(|year| *year > 1900)?, month.parse().ok()?, day.parse().ok()?)
}

/// Whole so'm with spaces or commas between thousands, as minor units.
pub fn money_minor(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',' && *c != '\u{a0}').collect();
    let digits = digits.strip_suffix(".00").or(digits.strip_suffix(".0")).unwrap_or(&digits);
    let plain = !digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse::<i64>().ok()).flatten().map(|whole| whole * 100)
}

/// Digits with their plus. R-C1 itself is the client base's; a list that was exported keeps to one spelling.
pub fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let odd = text.chars().any(|c| !c.is_ascii_digit() && !" +-()\u{a0}".contains(c));
    match digits.len() {
        _ if odd => None,
        9 => Some(format!("+998{digits}")),
        11..=14 => Some(format!("+{digits}")),
        _ => None,
    }
}

/// Two spellings of one name: case, spaces and the many apostrophes of Uzbek do not matter.
pub fn same(a: &str, b: &str) -> bool {
    let folded = |text: &str| -> String {
        let apostrophe =
            |c: &char| !matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '`');
        let words = text.to_lowercase().replace('ё', "е");
        words.split_whitespace().collect::<Vec<_>>().join(" ").chars().filter(apostrophe).collect()
    };
    folded(a) == folded(b)
}

/// The state a status cell means, in three languages and common programs' words.
pub fn state(text: &str) -> Option<State> {
    let folded: String =
        text.trim().to_lowercase().chars().map(|c| if c == '_' || c == '-' { ' ' } else { c }).collect();
    match folded.as_str() {
        "done" | "completed" | "paid" | "came" | "visited" | "завершен" | "завершён" | "завершена"
        | "выполнен" | "оплачен" | "оплачена" | "пришел" | "пришёл" | "пришла" | "bajarildi" | "keldi"
        | "toʻlandi" => Some(State::Completed),
        "no show" | "noshow" | "absent" | "не пришел" | "не пришёл" | "не пришла" | "неявка" | "kelmadi" => {
            Some(State::NoShow)
        }
        "cancelled" | "canceled" | "отменен" | "отменён" | "отменена" | "отмена" | "bekor qilindi"
        | "bekor" => Some(State::CancelledEarly),
        "booked"
        | "confirmed"
        | "записан"
        | "записана"
        | "подтвержден"
        | "подтверждён"
        | "подтверждена"
        | "yozilgan" => Some(State::Booked),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_strictly() {
        assert_eq!(day("15.10.2025"), Day::parse("2025-10-15").ok());
        assert_eq!(day("2025-10-15 00:00:00"), Day::parse("2025-10-15").ok());
        assert_eq!(day("31.02.2025"), None);
        assert_eq!(day("45945"), None);
        assert_eq!(money_minor("1 250 000"), Some(125_000_000));
        assert_eq!(money_minor("0"), Some(0));
        assert_eq!(money_minor("-5"), None);
        assert_eq!(money_minor("=1+1"), None);
        assert_eq!(phone("+998 98 923-11-52").as_deref(), Some("+998989231152"));
        assert_eq!(phone("989231152").as_deref(), Some("+998989231152"));
        assert_eq!(phone("9,98901E+11"), None);
        assert!(same("Ingichka  OʻSIMLIK", "ingichka o'simlik") && !same("Gulnoza", "Gulnora"));
    }

    #[test]
    fn common_words_are_understood_and_others_are_not_guessed() {
        assert_eq!(state("done"), Some(State::Completed));
        assert_eq!(state(" No-Show "), Some(State::NoShow));
        assert_eq!(state("Отменена"), Some(State::CancelledEarly));
        assert_eq!(state("kelmadi"), Some(State::NoShow));
        assert_eq!(state("maybe"), None);
        assert_eq!(state(""), None);
    }
}
