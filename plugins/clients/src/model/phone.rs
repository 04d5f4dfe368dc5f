//! R-C1: phone numbers. Salons write one number in ten ways; only one of them is stored (E.164).

/// A number that can be dialled, in E.164 (`+998901234567`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(String);

/// Why a text is no phone number. Nothing is guessed: a wrong guess calls a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    /// Nothing there.
    Empty,
    /// Too few digits to be a whole number: the city code or an operator's code is missing.
    Short,
    /// More digits than any number has; perhaps two numbers without a comma.
    Long,
    /// A spreadsheet rounded it (`9,98901E+11`); the last digits are lost.
    Rounded,
    /// The right length, but no operator or country has such numbers.
    Unassigned,
}

impl PhoneProblem {
    /// Text key of the message.
    pub fn text(self) -> &'static str {
        match self {
            PhoneProblem::Empty => "clients-error-phone-empty",
            PhoneProblem::Short => "clients-error-phone-short",
            PhoneProblem::Long => "clients-error-phone-long",
            PhoneProblem::Rounded => "clients-error-phone-rounded",
            PhoneProblem::Unassigned => "clients-error-phone-unassigned",
        }
    }
}

impl PhoneNumber {
    /// Reads one number (R-C1).
    pub fn parse(text: &str) -> Result<PhoneNumber, PhoneProblem> {
        if is_rounded(text) {
            return Err(PhoneProblem::Rounded);
        }
        let (plus, digits) = digits_of(text);
        if digits.is_empty() {
            return Err(PhoneProblem::Empty);
        }
        let (plus, digits) = match digits.strip_prefix("00") {
            Some(rest) if !plus => (true, rest.to_owned()),
            _ => (plus, digits),
        };
        if plus {
            return international(&digits);
        }
        match digits.len() {
            12 if digits.starts_with("998") => international(&digits),
            // The trunk prefix of the old numbering plan.
            10 if digits.starts_with(['8', '0']) => international(&format!("998{}", &digits[1..])),
            9 => international(&format!("998{digits}")),
            11 if digits.starts_with('7') => international(&digits),
            11 if digits.starts_with('8') => international(&format!("7{}", &digits[1..])),
            0..=8 => Err(PhoneProblem::Short),
            10 => Err(PhoneProblem::Unassigned),
            11..=13 => international(&digits),
            _ => Err(PhoneProblem::Long),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits backwards, as they are stored for search by the last ones.
    pub fn reversed(&self) -> String {
        self.0[1..].chars().rev().collect()
    }

    /// The last two digits: all that people without the right to see phones are shown (R-K5).
    pub fn last_two(&self) -> &str {
        &self.0[self.0.len() - 2..]
    }
}

impl std::fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a cell that may hold several numbers holds: those that can be dialled, each with the text it was
/// read from, and the rest with the reason.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Phones {
    pub good: Vec<(PhoneNumber, String)>,
    pub bad: Vec<(String, PhoneProblem)>,
}

/// Reads a cell: numbers stand apart by comma, semicolon, slash or line; repeats count once.
pub fn parse_all(cell: &str) -> Phones {
    let mut phones = Phones::default();
    // A decimal comma must not be taken for a separator.
    if is_rounded(cell) {
        phones.bad.push((cell.trim().to_owned(), PhoneProblem::Rounded));
        return phones;
    }
    for part in cell.split([',', ';', '/', '|', '\n', '\r']) {
        match PhoneNumber::parse(part) {
            Err(PhoneProblem::Empty) if part.trim().is_empty() => {}
            Ok(phone) => phones.add(phone, part),
            Err(problem) => match parse_words(part) {
                Some(found) => found.into_iter().for_each(|(phone, raw)| phones.add(phone, &raw)),
                None => phones.bad.push((part.trim().to_owned(), problem)),
            },
        }
    }
    phones
}

impl Phones {
    fn add(&mut self, phone: PhoneNumber, raw: &str) {
        if !self.good.iter().any(|(known, _)| *known == phone) {
            self.good.push((phone, raw.trim().to_owned()));
        }
    }
}

/// Two whole numbers with nothing but a space between them.
fn parse_words(part: &str) -> Option<Vec<(PhoneNumber, String)>> {
    let words: Vec<&str> = part.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    words.iter().map(|word| Some((PhoneNumber::parse(word).ok()?, (*word).to_owned()))).collect()
}

/// `9,98901E+11`: a spreadsheet's rendering of a number too long for its column.
fn is_rounded(text: &str) -> bool {
    let text = text.trim();
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !exponent.is_empty()
        && exponent.bytes().all(|b| b.is_ascii_digit())
        && mantissa.starts_with(|c: char| c.is_ascii_digit())
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',')
}

/// The digits, and whether a plus stood before them. A number that a spreadsheet took for an amount
/// (`998901234567.0`) loses its fraction.
fn digits_of(text: &str) -> (bool, String) {
    let text = text.trim();
    let text = match text.split_once('.') {
        Some((whole, "0")) if whole.len() >= 9 && whole.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => text,
    };
    let mut plus = false;
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            '+' | '＋' if digits.is_empty() => plus = true,
            '0'..='9' => digits.push(c),
            // Full-width digits come with text pasted from some phones.
            '０'..='９' => digits.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
            _ => {}
        }
    }
    (plus, digits)
}

/// Digits with their country code, checked by what is known of that country.
fn international(digits: &str) -> Result<PhoneNumber, PhoneProblem> {
    let number = || Ok(PhoneNumber(format!("+{digits}")));
    if let Some(national) = digits.strip_prefix("998") {
        return match national.len() {
            9 if is_uzbek(national) => number(),
            9 => Err(PhoneProblem::Unassigned),
            0..=8 => Err(PhoneProblem::Short),
            _ => Err(PhoneProblem::Long),
        };
    }
    if let Some(national) = digits.strip_prefix('7') {
        // Russia 3, 4, 8, 9; Kazakhstan 6, 7.
        return match national.len() {
            10 if national.starts_with(['3', '4', '6', '7', '8', '9']) => number(),
            10 => Err(PhoneProblem::Unassigned),
            0..=9 => Err(PhoneProblem::Short),
            _ => Err(PhoneProblem::Long),
        };
    }
    if let Some((code, lengths)) = COUNTRIES.iter().find(|(code, _)| digits.starts_with(code)) {
        let length = digits.len() - code.len();
        return match (length < *lengths.start(), length > *lengths.end()) {
            (true, _) => Err(PhoneProblem::Short),
            (_, true) => Err(PhoneProblem::Long),
            _ => number(),
        };
    }
    // E.164 leaves 8 to 15 digits; no country code begins with zero.
    match digits.len() {
        _ if digits.starts_with('0') => Err(PhoneProblem::Unassigned),
        0..=7 => Err(PhoneProblem::Short),
        8..=15 => number(),
        _ => Err(PhoneProblem::Long),
    }
}

/// `(20|33|[5-79]\d|88)\d{7}` of libphonenumber's metadata for Uzbekistan.
fn is_uzbek(national: &str) -> bool {
    let code = &national.as_bytes()[..2];
    matches!(code, b"20" | b"33" | b"88") || matches!(code[0], b'5'..=b'7' | b'9')
}

/// Lengths of national numbers where Tashkent's clients come from or travel to.
const COUNTRIES: &[(&str, std::ops::RangeInclusive<usize>)] = &[
    ("992", 9..=9),  // Tajikistan
    ("993", 8..=8),  // Turkmenistan
    ("994", 9..=9),  // Azerbaijan
    ("995", 9..=9),  // Georgia
    ("996", 9..=9),  // Kyrgyzstan
    ("971", 8..=9),  // Emirates
    ("972", 8..=9),  // Israel
    ("380", 9..=9),  // Ukraine
    ("375", 9..=9),  // Belarus
    ("374", 8..=8),  // Armenia
    ("373", 8..=8),  // Moldova
    ("371", 8..=8),  // Latvia
    ("90", 10..=10), // Turkey
    ("82", 9..=10),  // Korea
    ("86", 11..=11), // China
    ("91", 10..=10), // India
    ("49", 7..=11),  // Germany
    ("44", 9..=10),  // Great Britain
    ("1", 10..=10),  // North America
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, PhoneProblem>) {
        let found = PhoneNumber::parse(text);
        assert_eq!(found.as_ref().map(PhoneNumber::as_str).map_err(|p| *p), expected, "{text:?}");
    }

    #[test]
    fn the_examples_of_r_c1_are_one_number() {
        for text in ["8 (90) 123-45-67", "0099890 1234567", "901234567"] {
            check(text, Ok("+998901234567"));
        }
    }

    #[test]
    fn every_spelling_of_the_two_studios_is_one_number() {
        for text in [
            "+998918990608",
            "+998 91 899-06-08",
            "998-91-899-06-08",
            "00998918990608",
            "918990608",
            "91 899 06 08",
            "8918990608",
            "0918990608",
            "+998(91)8990608",
            " +998 (91) 899 06 08 ",
            "998918990608.0",
            "тел. 91 899-06-08 (мама)",
            "＋９９８918990608",
        ] {
            check(text, Ok("+998918990608"));
        }
    }

    #[test]
    fn truncated_numbers_are_not_guessed() {
        for text in ["33 046 71", "774762", "123", "8772083", "+998973593"] {
            check(text, Err(PhoneProblem::Short));
        }
        check("00998999621", Err(PhoneProblem::Short));
        check("+998 97 266-67", Err(PhoneProblem::Short));
        check("998-95-232-04", Err(PhoneProblem::Unassigned));
        check("9,98901E+11", Err(PhoneProblem::Rounded));
        check("9.98901e+11", Err(PhoneProblem::Rounded));
        check("", Err(PhoneProblem::Empty));
        check("нет", Err(PhoneProblem::Empty));
    }

    #[test]
    fn uzbek_operators_are_checked() {
        check("+998 20 123 45 67", Ok("+998201234567"));
        check("+998 33 123 45 67", Ok("+998331234567"));
        check("+998 88 123 45 67", Ok("+998881234567"));
        check("+998 71 234 56 78", Ok("+998712345678"));
        check("+998 11 123 45 67", Err(PhoneProblem::Unassigned));
        check("+998 44 123 45 67", Err(PhoneProblem::Unassigned));
        check("881234567", Ok("+998881234567"));
        check("+99890123456789", Err(PhoneProblem::Long));
    }

    #[test]
    fn neighbours_and_guests_keep_their_country() {
        check("8 916 123-45-67", Ok("+79161234567"));
        check("7 701 123 45 67", Ok("+77011234567"));
        check("+7 916 123 45 67", Ok("+79161234567"));
        check("+7 116 123 45 67", Err(PhoneProblem::Unassigned));
        check("+996 555 123456", Ok("+996555123456"));
        check("+90 532 123 45 67", Ok("+905321234567"));
        check("+90 532 123", Err(PhoneProblem::Short));
        check("+1 415 555 2671", Ok("+14155552671"));
        check("+0 123 456 789", Err(PhoneProblem::Unassigned));
    }

    #[test]
    fn a_cell_may_hold_several_numbers() {
        let phones = parse_all("+998918990608, 880973060");
        let found: Vec<&str> = phones.good.iter().map(|(phone, _)| phone.as_str()).collect();
        assert_eq!(found, ["+998918990608", "+998880973060"]);
        assert_eq!(phones.good[1].1, "880973060", "the raw text is kept");

        let repeated = parse_all("901234567; +998 90 123-45-67 / 998901234567");
        assert_eq!(repeated.good.len(), 1);

        let spaced = parse_all("901234567 931234567");
        assert_eq!(spaced.good.len(), 2);

        let half = parse_all("901234567, 774762");
        assert_eq!((half.good.len(), half.bad.len()), (1, 1));

        assert_eq!(parse_all("9,98901E+11").bad, [("9,98901E+11".to_owned(), PhoneProblem::Rounded)]);
        assert_eq!(parse_all(" , ; "), Phones::default());
    }

    #[test]
    fn the_last_digits_are_found_backwards() {
        let phone = PhoneNumber::parse("901234567").unwrap();
        assert!(phone.reversed().starts_with("7654"));
        assert_eq!(phone.last_two(), "67");
    }
}
