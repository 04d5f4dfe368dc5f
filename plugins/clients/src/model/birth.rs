//! Days of birth: read in the spellings of salons' lists, kept as `YYYY-MM-DD`.

/// Why a text is no day of birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BirthProblem {
    /// Not a date, or a day that no calendar has (31 February).
    NoDate,
    /// Before 1900 or after today: believable for nobody in the chair.
    Unbelievable,
}

impl BirthProblem {
    /// Text key of the message.
    pub fn text(self) -> &'static str {
        match self {
            BirthProblem::NoDate => "clients-error-birth-no-date",
            BirthProblem::Unbelievable => "clients-error-birth-unbelievable",
        }
    }
}

/// Reads `23.02.1988`, `1988-02-23`, `23/02/1988`, `1988-02-23T00:00:00` and a spreadsheet's day number.
/// `today` is `YYYY-MM-DD`. The result is `YYYY-MM-DD`.
pub fn parse(text: &str, today: &str) -> Result<String, BirthProblem> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next().unwrap_or(text);
    let numbers: Vec<&str> = date.split(['.', '-', '/']).collect();
    let number = |part: &str| -> Option<i32> {
        (!part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())?
    };
    let (year, month, day) = match numbers.as_slice() {
        [year, month, day] if year.len() == 4 => (number(year), number(month), number(day)),
        [day, month, year] if year.len() == 4 => (number(year), number(month), number(day)),
        [serial] => from_serial(serial).ok_or(BirthProblem::NoDate)?,
        _ => return Err(BirthProblem::NoDate),
    };
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(BirthProblem::NoDate) };
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
        return Err(BirthProblem::NoDate);
    }
    let found = format!("{year:04}-{month:02}-{day:02}");
    if year < 1900 || found.as_str() > today {
        return Err(BirthProblem::Unbelievable);
    }
    Ok(found)
}

/// Full years lived, for days as `YYYY-MM-DD`.
pub fn age(birth_date: &str, today: &str) -> Option<i64> {
    let year = |day: &str| day.get(..4)?.parse::<i64>().ok();
    let had_birthday = today.get(5..)? >= birth_date.get(5..)?;
    Some(year(today)? - year(birth_date)? - i64::from(!had_birthday))
}

/// Days that spreadsheets count from 1899-12-30. Only 1900..2050, so that a bare year is no day.
fn from_serial(text: &str) -> Option<(Option<i32>, Option<i32>, Option<i32>)> {
    let serial: i32 = text.parse().ok().filter(|n| (3_000..=55_000).contains(n))?;
    let (mut year, mut left) = (1899, serial + 363); // 1899-12-30 is the 364th day of its year
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if left < length {
            break;
        }
        left -= length;
        year += 1;
    }
    let mut month = 1;
    while left >= days_in(year, month) {
        left -= days_in(year, month);
        month += 1;
    }
    Some((Some(year), Some(month), Some(left + 1)))
}

fn days_in(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2026-11-22";

    #[test]
    fn salons_write_dates_in_several_ways() {
        for text in [
            "23.02.1988",
            "1988-02-23",
            "23/02/1988",
            "23-02-1988",
            "1988-02-23T00:00:00",
            "32196",
            " 23.2.1988 ",
        ] {
            assert_eq!(parse(text, TODAY), Ok("1988-02-23".to_owned()), "{text}");
        }
        assert_eq!(parse("29.02.2000", TODAY), Ok("2000-02-29".to_owned()));
    }

    #[test]
    fn absurd_days_are_refused() {
        for text in [
            "31.02.1990",
            "29.02.1900",
            "00.01.1990",
            "1.13.1990",
            "давно",
            "14.05",
            "1990",
            "",
            "1-2-3-4",
            "99999999999.1.1990",
        ] {
            assert_eq!(parse(text, TODAY), Err(BirthProblem::NoDate), "{text}");
        }
        assert_eq!(parse("01.01.1800", TODAY), Err(BirthProblem::Unbelievable));
        assert_eq!(parse("23.11.2026", TODAY), Err(BirthProblem::Unbelievable));
    }

    #[test]
    fn years_are_counted_from_birthday_to_birthday() {
        assert_eq!(age("1994-11-22", TODAY), Some(32));
        assert_eq!(age("1994-11-23", TODAY), Some(31));
        assert_eq!(age("", TODAY), None);
    }
}
