//! Lists from elsewhere: words for units and packages in three languages, names that are the same.

/// The base unit a word of a list means.
pub fn unit(word: &str) -> Option<&'static str> {
    let word = fold(word);
    let words: [(&str, &[&str]); 6] = [
        ("ml", &["ml", "мл", "millilitre", "milliliter"]),
        ("l", &["l", "л", "litr", "литр", "litre", "liter"]),
        ("g", &["g", "gr", "г", "гр", "gramm", "грамм", "gram"]),
        ("kg", &["kg", "кг", "kilogramm", "килограмм"]),
        (
            "pcs",
            &[
                "pcs",
                "pc",
                "piece",
                "шт",
                "штук",
                "штука",
                "dona",
                "ta",
                "bottle",
                "box",
                "tube",
                "уп",
                "флакон",
            ],
        ),
        ("cm", &["cm", "см", "sm", "santimetr", "сантиметр"]),
    ];
    words.iter().find(|(_, known)| known.contains(&word.as_str())).map(|(unit, _)| *unit)
}

/// A unit of a list in base units: a litre is a thousand millilitres, a kilogram a thousand grams.
pub fn base(unit: &str) -> (&str, i64) {
    match unit {
        "l" => ("ml", 1000),
        "kg" => ("g", 1000),
        other => (other, 1),
    }
}

/// The package words that the texts know; anything else is a package.
pub fn package(word: &str) -> &'static str {
    let words: [(&str, &[&str]); 7] = [
        ("tube", &["tube", "tyubik", "тюбик", "туба"]),
        ("bottle", &["bottle", "shisha", "флакон", "бутылка", "flakon"]),
        ("canister", &["canister", "kanistra", "канистра"]),
        ("box", &["box", "quti", "коробка", "упаковка", "уп"]),
        ("roll", &["roll", "rulon", "рулон"]),
        ("jar", &["jar", "banka", "банка"]),
        ("pcs", &["pcs", "pc", "piece", "dona", "шт", "штука"]),
    ];
    let word = fold(word);
    words.iter().find(|(_, known)| known.contains(&word.as_str())).map_or("package", |(package, _)| *package)
}

/// The packages a form offers.
pub const PACKAGES: [&str; 8] = ["pcs", "tube", "bottle", "jar", "canister", "box", "roll", "package"];

/// One spelling of names that are the same: case, spaces, ё and the marks of Uzbek letters do not matter.
pub fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let marks = ['\u{2bb}', '\u{2bc}', '\u{2018}', '\u{2019}', '`', '\u{b4}'];
    let same: String = lower.chars().map(|c| if marks.contains(&c) { '\'' } else { c }).collect();
    same.replace('ё', "е").trim_end_matches('.').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Uzbek letters as we write them: oʻ gʻ with U+02BB, whatever mark the list used after o or g.
pub fn uzbek(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mark = matches!(c, '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{2bc}');
        let after = out.chars().last().is_some_and(|last| matches!(last, 'o' | 'O' | 'g' | 'G'));
        out.push(if mark { if after { '\u{2bb}' } else { '\u{2bc}' } } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_lists_are_understood_in_three_languages() {
        assert_eq!(unit("мл"), Some("ml"));
        assert_eq!(unit("PCS"), Some("pcs"));
        assert_eq!(unit("шт."), Some("pcs"));
        assert_eq!(unit("ведро"), None);
        assert_eq!(base("l"), ("ml", 1000));
        assert_eq!(package("Тюбик"), "tube");
        assert_eq!(package("мешок"), "package");
    }

    #[test]
    fn uzbek_marks_are_one_mark() {
        assert_eq!(fold("Bo‘yoq 7.1  60ml"), fold("Bo'yoq 7.1 60ml"));
        assert_eq!(uzbek("Bo‘yoq san'at"), "Boʻyoq sanʼat");
    }
}
