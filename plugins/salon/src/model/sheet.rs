//! Cells of somebody's price list or staff list.

/// An amount in so'm as lists write it (`180000`, `1 250 000 so'm`, `180 000,50`), in minor units.
pub fn price_minor(text: &str) -> Option<i64> {
    let number: String =
        text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    let words = text.chars().filter(|c| c.is_alphabetic()).count();
    if number.starts_with('-') || number[number.len().min(1)..].contains('-') || words > 6 {
        return None;
    }
    // A last group of one or two digits after a point or comma is the fraction; groups of three are thousands.
    let fraction_at = number.rfind(['.', ',']).filter(|at| (1..=2).contains(&(number.len() - at - 1)));
    let (whole, fraction) = match fraction_at {
        Some(at) => (&number[..at], &number[at + 1..]),
        None => (number.as_str(), ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let fraction: i64 = format!("{fraction:0<2}").parse().ok()?;
    let whole: i64 = whole.parse().ok()?;
    // Above a billion so'm it is no price, but two cells run together.
    (whole <= 1_000_000_000).then(|| whole * 100 + fraction)
}

/// Minutes of a service: `90`, `90 мин`, `1:30`. From 5 minutes to 12 hours.
pub fn minutes(text: &str) -> Option<i64> {
    let number = |part: &str| -> Option<i64> {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let found = match text.split_once(':') {
        Some((hours, minutes)) => number(hours)?.checked_mul(60)?.checked_add(number(minutes)?)?,
        None => number(text.split(['.', ',']).next()?)?,
    };
    (5..=12 * 60).contains(&found).then_some(found)
}

/// A staff phone in E.164: the rules of R-C1 for numbers of this country. The client base has the whole rule.
pub fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    match digits.len() {
        12 if digits.starts_with("998") => Some(format!("+{digits}")),
        9 => Some(format!("+998{digits}")),
        10 if digits.starts_with(['8', '0']) => Some(format!("+998{}", &digits[1..])),
        11..=15 if text.trim_start().starts_with('+') => Some(format!("+{digits}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_of_lists_are_read() {
        for (text, minor) in [
            ("180000", Some(18_000_000)),
            ("1 250 000 so'm", Some(125_000_000)),
            ("1.250.000", Some(125_000_000)),
            ("180 000,50", Some(18_000_050)),
            ("180000.5", Some(18_000_050)),
            ("0", Some(0)),
            ("", None),
            ("бесплатно", None),
            ("-5", None),
            ("99999999999999", None),
        ] {
            assert_eq!(price_minor(text), minor, "{text}");
        }
    }

    #[test]
    fn minutes_of_lists_are_read() {
        for (text, found) in [
            ("60", Some(60)),
            ("90 мин", Some(90)),
            ("1:30", Some(90)),
            ("60.0", Some(60)),
            ("2", None),
            ("5000", None),
            ("долго", None),
        ] {
            assert_eq!(minutes(text), found, "{text}");
        }
    }

    #[test]
    fn staff_phones_are_read() {
        assert_eq!(phone("+998 94 642-17-28").as_deref(), Some("+998946421728"));
        assert_eq!(phone("94 642 17 28").as_deref(), Some("+998946421728"));
        assert_eq!(phone("123"), None);
    }
}
