//! What may stand on a card, and what a line somebody once wrote says about a person.

use super::phone::PhoneNumber;

/// Characters of a name; the longest believable one is under sixty.
pub const NAME_CHARS_MAX: usize = 100;
/// Characters of a note. Lists bring comments of thousands of characters, and none is cut.
pub const NOTE_CHARS_MAX: usize = 8000;

/// Is this text no name? Spreadsheet cells that begin like a formula are refused: whoever exports the list
/// later would run it.
pub fn name_problem(text: &str) -> Option<&'static str> {
    let start = text.trim_start_matches(['\'', '"', ' ', '\u{FEFF}', '\t']);
    if start.starts_with(['=', '+', '-', '@']) {
        return Some("clients-error-name-formula");
    }
    if text.chars().count() > NAME_CHARS_MAX {
        return Some("clients-error-name-long");
    }
    if !text.chars().any(char::is_alphabetic) {
        return Some("clients-error-name-letters");
    }
    if text.chars().any(|c| {
        c.is_control()
            || matches!(c, '<' | '>' | '{' | '}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    }) {
        return Some("clients-error-name-characters");
    }
    None
}

/// An address as it is compared: trimmed, lower case. `None` when it cannot be one.
pub fn email(text: &str) -> Option<String> {
    let address = text.trim().to_lowercase();
    let (user, domain) = address.split_once('@')?;
    let fine = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c.is_whitespace() || matches!(c, '@' | ',' | ';' | '<' | '>' | '"'))
    };
    let dotted = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    (address.len() <= 254 && fine(user) && fine(domain) && dotted).then_some(address)
}

/// `@olga_pak` of whatever was pasted: the name, with or without @, or a link to the profile.
pub fn messenger(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/');
    let name = text.rsplit('/').next().unwrap_or(text).trim_start_matches('@');
    let fine = (2..=64).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    fine.then(|| format!("@{}", name.to_lowercase()))
}

/// Tags as they are kept: trimmed, without repeats, separated by commas.
pub fn tags(text: &str) -> Option<String> {
    let mut kept: Vec<&str> = Vec::new();
    for tag in text.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()) {
        if !kept.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
            kept.push(tag);
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// What a comment of an old list is: something to see before work begins, a label, or just a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    Warning,
    Tag,
    Note,
}

/// Allergies and black lists must not drown among notes; single words like `VIP` are labels.
pub fn remark(text: &str) -> Remark {
    let lower = text.to_lowercase();
    let alarming = [
        "аллерг",
        "allerg",
        "противопоказ",
        "черный список",
        "чёрный список",
        "qora ro",
        "blacklist",
        "black list",
    ];
    if alarming.iter().any(|word| lower.contains(word)) {
        return Remark::Warning;
    }
    if matches!(lower.trim(), "vip" | "вип" | "постоянная" | "постоянный" | "doimiy" | "regular")
    {
        return Remark::Tag;
    }
    Remark::Note
}

/// What a client without a name is called: nothing that tells more than the masked number does (R-K5).
pub fn nameless(phone: Option<&PhoneNumber>) -> String {
    match phone {
        Some(phone) => format!("№ ··{}", phone.last_two()),
        None => "№".to_owned(),
    }
}

/// `uz`, `ru` or `en` of what a list calls a language.
pub fn language(text: &str) -> Option<&'static str> {
    let lower = text.trim().to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    match () {
        _ if begins(&["uz", "oʻz", "o'z", "o‘z", "уз", "ўз"]) => Some("uz"),
        _ if begins(&["ru", "рус", "rus"]) => Some("ru"),
        _ if begins(&["en", "англ", "ing"]) => Some("en"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_and_markup_are_no_names() {
        for text in
            ["=HYPERLINK(\"x\",\"Malika\")", "'=HYPERLINK(\"x\",\"Malika\")", "+1+1", "@SUM(A1)", "-2"]
        {
            assert_eq!(name_problem(text), Some("clients-error-name-formula"), "{text}");
        }
        assert_eq!(name_problem("<b>Lola</b>"), Some("clients-error-name-characters"));
        assert_eq!(name_problem("123"), Some("clients-error-name-letters"));
        assert_eq!(name_problem(&"Длинное ".repeat(20)), Some("clients-error-name-long"));
        for text in ["Oʻgʻiloy", "Анна-Мария", "Ша?ноза", "'Lola"] {
            assert_eq!(name_problem(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_are_compared_in_one_spelling() {
        assert_eq!(email(" Lola@Mail.RU "), Some("lola@mail.ru".to_owned()));
        for text in ["not-an-email", "a@b", "@mail.ru", "a b@mail.ru", "a@mail..ru", "a@b@c.uz", ""] {
            assert_eq!(email(text), None, "{text}");
        }
        for text in ["@Olga_Pak", "olga_pak", "https://t.me/olga_pak", "instagram.com/olga_pak/"] {
            assert_eq!(messenger(text), Some("@olga_pak".to_owned()), "{text}");
        }
        assert_eq!(messenger("нет"), None);
    }

    #[test]
    fn comments_of_old_lists_find_their_place() {
        assert_eq!(remark("аллергия на аммиак"), Remark::Warning);
        assert_eq!(remark("Чёрный список"), Remark::Warning);
        assert_eq!(remark("VIP"), Remark::Tag);
        assert_eq!(remark("любит кофе без сахара"), Remark::Note);
        assert_eq!(tags("VIP, блонд; vip , "), Some("VIP, блонд".to_owned()));
        assert_eq!(tags(" , "), None);
    }

    #[test]
    fn languages_are_recognised_in_three_languages() {
        assert_eq!(
            [language("русский"), language("Oʻzbek"), language("English"), language("deutsch")],
            [Some("ru"), Some("uz"), Some("en"), None]
        );
    }
}
