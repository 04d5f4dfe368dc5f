//! Sums as owners type them.

/// `100 000, 300 000` → tiyin. What is no number is left out.
pub fn amounts(typed: &str) -> Vec<i64> {
    let read = |part: &str| {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<i64>().ok().filter(|som| (1..=1_000_000_000).contains(som)).map(|som| som * 100)
    };
    typed.split([',', ';']).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn sums_are_read_as_people_write_them() {
        assert_eq!(super::amounts("100 000, 300\u{a0}000; 0, x"), [10_000_000, 30_000_000]);
    }
}
