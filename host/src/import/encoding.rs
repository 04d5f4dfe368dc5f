//! Bytes → text. Programs of the last thirty years wrote their lists in many code pages, and a CSV does not say which.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

/// Encodings a person may choose when the guess is wrong. The label is what the page and the command line show.
pub const CHOICES: [&Encoding; 7] = [UTF_8, WINDOWS_1251, WINDOWS_1252, IBM866, KOI8_R, UTF_16LE, UTF_16BE];

/// The bytes as text, and the encoding that was used. Bytes that mean nothing in it become U+FFFD.
pub fn decode(bytes: &[u8], wanted: Option<&'static Encoding>) -> (String, &'static Encoding) {
    let encoding = wanted.unwrap_or_else(|| detect(bytes));
    // `decode` honours a byte order mark over `encoding` and removes it.
    let (text, used, _) = encoding.decode(bytes);
    (text.into_owned(), used)
}

/// A byte order mark decides; then the pattern of UTF-16; then valid UTF-8; then statistics.
fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    statistics(bytes)
}

/// Latin text in UTF-16 has a zero in every other byte; which half tells the byte order.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    // Cyrillic letters carry 0x04 there, so a third of zeros (digits, separators, line ends) is already a sign.
    match () {
        () if odd * 3 > half && even * 10 < half => Some(UTF_16LE),
        () if even * 3 > half && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}

/// A guess among single-byte code pages. Lists are short and Cyrillic ones are common here, so words in another script
/// are told apart by how Russian is spelled; the detector's general knowledge of the web decides about the rest.
fn statistics(bytes: &[u8]) -> &'static Encoding {
    if runs_of_high_bytes(bytes) {
        let pages = [IBM866, KOI8_R, WINDOWS_1251];
        return pages
            .into_iter()
            .max_by_key(|page| russian_score(&page.decode_without_bom_handling(bytes).0))
            .unwrap_or(WINDOWS_1251);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess.is_single_byte() { guess } else { WINDOWS_1252 }
}

/// How much a reading looks like Russian or Uzbek Cyrillic: frequent letters speak for it;
/// a capital inside a word and drawing characters against it.
fn russian_score(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    for c in text.chars().take(20_000) {
        score += match c {
            'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' => 2,
            'А'..='Я' if before.is_lowercase() => -4,
            'а'..='я' | 'ё' | 'А'..='Я' | 'Ё' => 1,
            c if c.is_ascii() => 0,
            _ => -2,
        };
        before = c;
    }
    score
}

/// Whether most bytes above 0x7F have a neighbour above 0x7F: words in another script, not accents in Latin words.
fn runs_of_high_bytes(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let beside = bytes.windows(2).filter(|pair| pair[0] >= 0x80 && pair[1] >= 0x80).count();
    beside * 2 > high
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str =
        "Имя;Фамилия;Тел.\nОльга;Кузнецова;+998 93 485-88-37\nАлина;Семёнова;97 135 12 05\n";

    fn detected(bytes: &[u8]) -> (&'static str, String) {
        let (text, encoding) = decode(bytes, None);
        (encoding.name(), text)
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_removed() {
        assert_eq!(detected(b"\xEF\xBB\xBFName\n"), ("UTF-8", "Name\n".into()));
        assert_eq!(detected(b"\xFF\xFEN\0a\0"), ("UTF-16LE", "Na".into()));
        assert_eq!(detected(b"\xFE\xFF\0N\0a"), ("UTF-16BE", "Na".into()));
    }

    #[test]
    fn utf16_without_a_mark_is_seen_by_its_zeros() {
        let bytes: Vec<u8> =
            "Name;Phone\nЎлмас;901112233\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (name, text) = detected(&bytes);
        assert_eq!(name, "UTF-16LE");
        assert!(text.contains("Ўлмас;901112233"));
    }

    #[test]
    fn the_code_pages_of_cyrillic_programs_are_told_apart() {
        for encoding in [WINDOWS_1251, IBM866, KOI8_R] {
            // IBM866 and KOI8-R can be decoded by `encoding_rs`; it encodes them too.
            let (bytes, _, _) = encoding.encode(RUSSIAN);
            assert_eq!(detected(&bytes), (encoding.name(), RUSSIAN.to_owned()));
        }
    }

    #[test]
    fn one_cyrillic_word_is_enough_for_windows_1251() {
        let (bytes, _, _) = WINDOWS_1251.encode("name,note\nOlga,постоянная\n");
        assert_eq!(detected(&bytes).1, "name,note\nOlga,постоянная\n");
    }

    #[test]
    fn western_accents_stay_western() {
        let (bytes, _, _) = WINDOWS_1252.encode("Name;City\nZoë Müller;Köln\nRené Lefèvre;Besançon\n");
        assert_eq!(
            detected(&bytes),
            ("windows-1252", "Name;City\nZoë Müller;Köln\nRené Lefèvre;Besançon\n".into())
        );
    }

    #[test]
    fn a_person_overrules_the_guess() {
        let (text, used) = decode(b"\xCF\xF0\xE8\xE2\xE5\xF2", Some(WINDOWS_1251));
        assert_eq!((text.as_str(), used.name()), ("Привет", "windows-1251"));
    }
}
