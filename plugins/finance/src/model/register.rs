//! Cells of a provider's register, as cabinets write them. What cannot be read without guessing is not read.

use pardoz_sdk::prelude::*;

/// `2026-11-22`, `22.11.2026` or `22/11/2026`, with or without a time behind.
pub fn day(text: &str) -> Option<Day> {
    let text = text.split([' ', 'T', ',']).next()?;
    if let Ok(day) = Day::parse(text) {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['.', '/']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Day::new(year.parse().ok().filter(|year| *year > 1900)?, month.parse().ok()?, day.parse().ok()?)
}

/// A sum in so'm as cabinets write it: `1 250 000`, `1,250,000.50`, `-98 000,00`. Minor units.
pub fn sum_minor(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let (whole, part) = match digits.rsplit_once(['.', ',']) {
        Some((whole, part)) if part.len() < 3 => (whole, part),
        _ => (digits, ""),
    };
    let mut groups = whole.split([',', '.']);
    let first = groups.next()?;
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        plain.push_str(group);
    }
    if plain.is_empty() || plain.len() > 12 || !is_digits(&plain) || !is_digits(part) {
        return None;
    }
    let minor = plain.parse::<i64>().ok()? * 100 + format!("{part:0<2}").parse::<i64>().ok()?;
    Some(if negative { -minor } else { minor })
}

/// Does this word say that the money went back?
pub fn is_back(text: &str) -> bool {
    let word = text.trim().to_lowercase();
    ["refund", "cancel", "revers", "chargeback", "возвр", "отмен", "qaytar", "bekor"]
        .iter()
        .any(|start| word.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_strictly() {
        for (text, minor) in [
            ("1 250 000", 125_000_000),
            ("1,250,000.50", 125_000_050),
            ("1.250.000,5", 125_000_050),
            ("-98\u{a0}000,00", -9_800_000),
            ("98000", 9_800_000),
            ("0", 0),
        ] {
            assert_eq!(sum_minor(text), Some(minor), "{text}");
        }
        for text in ["", "-", "1,25,000", "=1+1", "12 UZS", "1e9", "9999999999999"] {
            assert_eq!(sum_minor(text), None, "{text}");
        }
        assert_eq!(day("22.11.2026 14:03:11"), Day::new(2026, 11, 22));
        assert_eq!(day("2026-11-22T14:03"), Day::new(2026, 11, 22));
        assert_eq!(day("45945"), None);
        assert!(is_back("Возврат средств") && is_back("Refund") && !is_back("Payment") && !is_back("Оплата"));
    }
}
