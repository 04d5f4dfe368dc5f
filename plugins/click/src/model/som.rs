//! Sums in soʻm, as Click writes them: `98000`, `98000.0`, `98000.00`. Read as digits, for a fraction of two has no
//! exact binary form.

/// Tiyin; `None`: no sum, or a part of a tiyin.
pub fn minor(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let (cents, rest) = part.split_at(part.len().min(2));
    if rest.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)
}

/// With two decimals, as Click's links want it.
pub fn text(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_read_to_the_tiyin_and_nothing_else_is_a_sum() {
        for (said, expected) in [
            ("98000", Some(98_000_00)),
            ("98000.0", Some(98_000_00)),
            ("98000.50", Some(98_000_50)),
            ("0.07", Some(7)),
            ("1.5000", Some(150)),
            ("1.005", None),
            ("-1", None),
            ("1e5", None),
            ("", None),
            (".5", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(minor(said), expected, "{said}");
        }
        for sum in [7, 98_000_00, 98_000_50] {
            assert_eq!(minor(&text(sum)), Some(sum));
        }
    }
}
