//! R-I1: a base unit per item, packages as exact whole ratios, quantities to a thousandth. No decimal factor anywhere:
//! a package is so many thousandths of the base unit, and that is a whole number.

/// Thousandths in one of anything.
pub const MILLI: i64 = 1000;

/// The base units an item can be kept in.
pub const UNITS: [&str; 4] = ["ml", "g", "pcs", "cm"];

/// The most a field takes: a milliard of base units.
const MAX: i64 = 1_000_000_000 * MILLI;

/// `12`, `12.5`, `12,5`, `1 250` → thousandths. `None`: not a number, or finer than a thousandth (R-I1 rounds nothing).
pub fn parse(text: &str) -> Option<i64> {
    let clean: String = text.trim().chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect();
    let clean = clean.replace('\u{2212}', "-").replace(',', ".");
    let (negative, digits) = match clean.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, clean.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 3 || whole.len() > 10 {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let fraction: i64 = format!("{fraction:0<3}").parse().ok()?;
    let milli = whole * MILLI + fraction;
    (milli <= MAX).then_some(if negative { -milli } else { milli })
}

/// Thousandths as a person types them: `12.5`, without zeros at the end.
pub fn plain(milli: i64) -> String {
    let (whole, fraction) = (milli.unsigned_abs() / 1000, milli.unsigned_abs() % 1000);
    let sign = if milli < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{fraction:03}").trim_end_matches('0'))
}

/// So many thousandths of packages in thousandths of the base unit. `None`: it does not come out even (R-I1).
pub fn of_packages(packages_milli: i64, package_milli: i64) -> Option<i64> {
    let exact = i128::from(packages_milli) * i128::from(package_milli);
    if exact % i128::from(MILLI) != 0 {
        return None;
    }
    i64::try_from(exact / i128::from(MILLI)).ok()
}

/// "9 tubes + 15 ml": whole packages and what is over, both with the quantity's sign.
pub fn packages(milli: i64, package_milli: i64) -> (i64, i64) {
    let package = package_milli.max(1);
    (milli / package, milli % package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_i1_quantities_are_decimal_to_a_thousandth_and_no_finer() {
        assert_eq!(parse("12"), Some(12_000));
        assert_eq!(parse(" 1\u{a0}250,5 "), Some(1_250_500));
        assert_eq!(parse("0.001"), Some(1));
        assert_eq!(parse("−3.25"), Some(-3_250));
        assert_eq!(parse("1.2500"), Some(1_250));
        for bad in ["", "-", ".", "1.0001", "1e3", "twelve", "1.2.3", "99999999999"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn r_i1_packages_are_exact_ratios() {
        // A tube of 60 ml: nine tubes and 15 ml are 555 ml.
        assert_eq!(packages(555_000, 60_000), (9, 15_000));
        assert_eq!(of_packages(9_000, 60_000), Some(540_000));
        assert_eq!(of_packages(500, 60_000), Some(30_000));
        assert_eq!(of_packages(1, 60_500), None, "60.5 thousandths of a millilitre do not exist");
        assert_eq!(packages(-75_000, 60_000), (-1, -15_000));
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for milli in [0, 1, -1, 10, 999, 1_000, 12_500, -3_250, 1_250_500] {
            assert_eq!(parse(&plain(milli)), Some(milli));
        }
    }
}
