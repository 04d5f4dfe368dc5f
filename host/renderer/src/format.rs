//! How Pardoz writes money, numbers, days, times, durations, phones and names, in three languages.
//!
//! One file on purpose (ui.md section 7): a salon sees one way of writing a sum everywhere.
//! Everything here is pure; the zone, the currency and "now" come in as arguments.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::Locale;

/// No-break space: digits of one number, and a number and its unit, never part at a line's end.
const NBSP: char = '\u{a0}';
/// The minus of typography; a hyphen is too short beside digits.
const MINUS: char = '\u{2212}';

/// A whole number with grouped digits: `1 250 000`, English `1,250,000`.
pub fn integer(locale: Locale, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let separator = if locale == Locale::En { ',' } else { NBSP };
    let mut out = String::with_capacity(digits.len() * 2);
    if value < 0 {
        out.push(MINUS);
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// A number with at most `places` decimals; zeros at the end are dropped: `1 250 000,5`.
pub fn number(locale: Locale, value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let fixed = format!("{:.places$}", value.abs());
    let (whole, fraction) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let fraction = fraction.trim_end_matches('0');
    let whole: i64 = whole.parse().unwrap_or(i64::MAX);
    let mut out = String::new();
    if value < 0.0 && (whole != 0 || !fraction.is_empty()) {
        out.push(MINUS);
    }
    out.push_str(&integer(locale, whole));
    if !fraction.is_empty() {
        out.push(if locale == Locale::En { '.' } else { ',' });
        out.push_str(fraction);
    }
    out
}

/// A share that is already in percent: `88%`, `12,5%`.
pub fn percent(locale: Locale, value: f64) -> String {
    format!("{}%", number(locale, value, 1))
}

/// The name of the currency's unit as written after a sum: `soʻm`, `сум`, `UZS`; others by ISO 4217 code.
pub fn money_unit(locale: Locale, currency: &str) -> String {
    match (currency, locale) {
        ("UZS", Locale::Uz) => "soʻm".into(),
        ("UZS", Locale::Ru) => "сум".into(),
        (code, _) => code.to_string(),
    }
}

/// A sum of minor units (tiyin) without its unit, for table cells: `1 250 000`.
/// Soʻm are whole, half up; other currencies keep cents unless there are none.
pub fn money_plain(locale: Locale, minor: i64, currency: &str) -> String {
    if currency == "UZS" || minor % 100 == 0 {
        return integer(locale, whole_units(minor));
    }
    let sign = if minor < 0 { MINUS.to_string() } else { String::new() };
    let point = if locale == Locale::En { '.' } else { ',' };
    let units = i64::try_from(minor.unsigned_abs() / 100).unwrap_or(i64::MAX);
    format!("{sign}{}{point}{:02}", integer(locale, units), minor.unsigned_abs() % 100)
}

/// A sum of minor units: uz `1 250 000 soʻm`, ru `1 250 000 сум`, en `UZS 1,250,000`.
pub fn money(locale: Locale, minor: i64, currency: &str) -> String {
    with_unit(locale, &money_plain(locale, minor, currency), currency)
}

/// A sum for tight places, without unit: `12,9 млн`, `12,9 mln`, `12.9M`; below a thousand as it is.
pub fn money_short(locale: Locale, minor: i64) -> String {
    let units = whole_units(minor);
    let names = match locale {
        Locale::Uz => ["ming", "mln", "mlrd"],
        Locale::Ru => ["тыс.", "млн", "млрд"],
        Locale::En => ["K", "M", "B"],
    };
    let size = units.unsigned_abs() as f64;
    let mut step = match size {
        s if s < 1e3 => return integer(locale, units),
        s if s < 1e6 => 0,
        s if s < 1e9 => 1,
        _ => 2,
    };
    let rounded = |step: usize| {
        let scaled = size / 10f64.powi(3 * (step as i32 + 1));
        // Three figures are enough to compare by eye: 1,2 · 12,9 · 386.
        if scaled < 99.95 { (scaled * 10.0).round() / 10.0 } else { scaled.round() }
    };
    if rounded(step) >= 1000.0 && step < 2 {
        step += 1;
    }
    let value = rounded(step) * if units < 0 { -1.0 } else { 1.0 };
    let digits = number(locale, value, 1);
    match locale {
        Locale::En => format!("{digits}{}", names[step]),
        _ => format!("{digits}{NBSP}{}", names[step]),
    }
}

fn whole_units(minor: i64) -> i64 {
    // Half up, also below zero, as domain.md rounds computed lines.
    minor.saturating_add(50).div_euclid(100)
}

fn with_unit(locale: Locale, digits: &str, currency: &str) -> String {
    let unit = money_unit(locale, currency);
    if locale != Locale::En {
        return format!("{digits}{NBSP}{unit}");
    }
    match digits.strip_prefix(MINUS) {
        Some(rest) => format!("{MINUS}{unit}{NBSP}{rest}"),
        None => format!("{unit}{NBSP}{digits}"),
    }
}

const MONTHS_UZ: [&str; 12] = [
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr",
    "dekabr",
];
const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_RU_ALONE: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [[&str; 3]; 7] = [
    ["dushanba", "понедельник", "Monday"],
    ["seshanba", "вторник", "Tuesday"],
    ["chorshanba", "среда", "Wednesday"],
    ["payshanba", "четверг", "Thursday"],
    ["juma", "пятница", "Friday"],
    ["shanba", "суббота", "Saturday"],
    ["yakshanba", "воскресенье", "Sunday"],
];
const WEEKDAYS_SHORT: [[&str; 3]; 7] = [
    ["Du", "пн", "Mon"],
    ["Se", "вт", "Tue"],
    ["Ch", "ср", "Wed"],
    ["Pa", "чт", "Thu"],
    ["Ju", "пт", "Fri"],
    ["Sh", "сб", "Sat"],
    ["Ya", "вс", "Sun"],
];

fn month(date: Date) -> usize {
    usize::from(date.month().unsigned_abs()) - 1
}

fn column(locale: Locale) -> usize {
    match locale {
        Locale::Uz => 0,
        Locale::Ru => 1,
        Locale::En => 2,
    }
}

fn row(weekday: Weekday) -> usize {
    weekday.to_monday_zero_offset().unsigned_abs().into()
}

/// The weekday's full name: `shanba`, `суббота`, `Saturday`.
pub fn weekday(locale: Locale, date: Date) -> &'static str {
    WEEKDAYS[row(date.weekday())][column(locale)]
}

/// The weekday for narrow columns: `Sh`, `сб`, `Sat`.
pub fn weekday_short(locale: Locale, date: Date) -> &'static str {
    WEEKDAYS_SHORT[row(date.weekday())][column(locale)]
}

/// Day and month in full, no year: uz `21-noyabr`, ru `21 ноября`, en `21 November`.
pub fn day_month(locale: Locale, date: Date) -> String {
    let day = date.day();
    match locale {
        Locale::Uz => format!("{day}-{}", MONTHS_UZ[month(date)]),
        Locale::Ru => format!("{day}{NBSP}{}", MONTHS_RU[month(date)]),
        Locale::En => format!("{day}{NBSP}{}", MONTHS_EN[month(date)]),
    }
}

/// The month for narrow columns: `noy`, `ноя`, `Nov`.
pub fn month_short(locale: Locale, date: Date) -> String {
    let names = match locale {
        Locale::Uz => MONTHS_UZ,
        Locale::Ru => MONTHS_RU,
        Locale::En => MONTHS_EN,
    };
    names[month(date)].chars().take(3).collect()
}

/// Day and month for narrow places: uz `21-noy`, ru `21 ноя`, en `21 Nov`; with the year if it is not `today`'s.
pub fn day_short(locale: Locale, date: Date, today: Date) -> String {
    let (day, month) = (date.day(), month_short(locale, date));
    let text = match locale {
        Locale::Uz => format!("{day}-{month}"),
        Locale::Ru | Locale::En => format!("{day}{NBSP}{month}"),
    };
    if date.year() == today.year() { text } else { format!("{text}{NBSP}{}", date.year()) }
}

/// A day as people say it: ru `сб, 21 ноября`, uz `shanba, 21-noyabr`, en `Sat, 21 Nov`;
/// with the year if it is not `today`'s.
pub fn day(locale: Locale, date: Date, today: Date) -> String {
    let text = match locale {
        Locale::Uz => format!("{}, {}", weekday(locale, date), day_month(locale, date)),
        Locale::Ru => format!("{}, {}", weekday_short(locale, date), day_month(locale, date)),
        Locale::En => format!("{}, {}", weekday_short(locale, date), day_short(locale, date, date)),
    };
    if date.year() == today.year() { text } else { format!("{text}{NBSP}{}", date.year()) }
}

/// A day with its year, for documents: uz `2026-yil 21-noyabr`, ru `21 ноября 2026`, en `21 November 2026`.
pub fn day_year(locale: Locale, date: Date) -> String {
    match locale {
        Locale::Uz => format!("{}-yil {}", date.year(), day_month(locale, date)),
        _ => format!("{}{NBSP}{}", day_month(locale, date), date.year()),
    }
}

/// A month with its year, standing alone: `noyabr 2026`, `ноябрь 2026`, `November 2026`.
pub fn month_year(locale: Locale, date: Date) -> String {
    let names = match locale {
        Locale::Uz => MONTHS_UZ,
        Locale::Ru => MONTHS_RU_ALONE,
        Locale::En => MONTHS_EN,
    };
    format!("{}{NBSP}{}", names[month(date)], date.year())
}

/// A wall-clock time, 24 hours: `14:20`.
pub fn time(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Day and time: ru `21 ноября, 14:20`, uz `21-noyabr, 14:20`, en `21 Nov, 14:20`.
pub fn datetime(locale: Locale, at: DateTime, today: Date) -> String {
    let day = match (locale, at.year() == today.year()) {
        (Locale::En, _) => day_short(locale, at.date(), today),
        (_, true) => day_month(locale, at.date()),
        (_, false) => day_year(locale, at.date()),
    };
    format!("{day}, {}", time(at))
}

/// How long ago (or how soon) `at` is: `5 мин назад`, `kecha, 14:20`, `in 2 h`; older than a week by its day.
pub fn ago(locale: Locale, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let gap: SignedDuration = now.duration_since(at);
    let past = gap >= SignedDuration::ZERO;
    let minutes = gap.unsigned_abs().as_secs() / 60;
    let (then, today) = (at.to_zoned(zone.clone()).datetime(), now.to_zoned(zone.clone()).date());
    if minutes == 0 {
        return ["hozirgina", "только что", "just now"][column(locale)].into();
    }
    if minutes < 60 {
        return apart(locale, past, &format!("{minutes}{NBSP}{}", ["daqiqa", "мин", "min"][column(locale)]));
    }
    if then.date() == today || minutes < 6 * 60 {
        let hours = minutes / 60;
        return apart(locale, past, &format!("{hours}{NBSP}{}", ["soat", "ч", "h"][column(locale)]));
    }
    let days = today.since(then.date()).map_or(0, |span| span.get_days());
    match days {
        1 => format!("{}, {}", ["kecha", "вчера", "yesterday"][column(locale)], time(then)),
        -1 => format!("{}, {}", ["ertaga", "завтра", "tomorrow"][column(locale)], time(then)),
        2..=7 | -7..=-2 => {
            let count = u64::from(days.unsigned_abs());
            let unit = match locale {
                Locale::Uz => "kun",
                Locale::Ru => russian_plural(count, ["день", "дня", "дней"]),
                Locale::En => "days",
            };
            apart(locale, past, &format!("{count}{NBSP}{unit}"))
        }
        _ => day_short(locale, then.date(), today),
    }
}

fn apart(locale: Locale, past: bool, span: &str) -> String {
    match (locale, past) {
        (Locale::Uz, true) => format!("{span} oldin"),
        (Locale::Uz, false) => format!("{span}dan keyin"),
        (Locale::Ru, true) => format!("{span} назад"),
        (Locale::Ru, false) => format!("через {span}"),
        (Locale::En, true) => format!("{span} ago"),
        (Locale::En, false) => format!("in {span}"),
    }
}

/// Which of the three Russian noun forms a whole number takes (CLDR one, few, many): 1 запись, 2 записи, 5 записей.
pub fn russian_plural(count: u64, forms: [&str; 3]) -> &str {
    match (count % 10, count % 100) {
        (1, rest) if rest != 11 => forms[0],
        (2..=4, rest) if !(12..=14).contains(&rest) => forms[1],
        _ => forms[2],
    }
}

/// A length in minutes: uz `1 soat 30 daqiqa`, ru `1 ч 30 мин`, en `1 h 30 min`.
pub fn duration(locale: Locale, minutes: i64) -> String {
    let (hour_name, minute_name) = match locale {
        Locale::Uz => ("soat", "daqiqa"),
        Locale::Ru => ("ч", "мин"),
        Locale::En => ("h", "min"),
    };
    let sign = if minutes < 0 { MINUS.to_string() } else { String::new() };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, rest) => format!("{sign}{rest}{NBSP}{minute_name}"),
        (hours, 0) => format!("{sign}{hours}{NBSP}{hour_name}"),
        (hours, rest) => format!("{sign}{hours}{NBSP}{hour_name} {rest}{NBSP}{minute_name}"),
    }
}

/// An E.164 phone for reading: `+998 90 123 45 67`. Masked digits (`•`) keep their places.
/// What is not a phone comes back as it was.
pub fn phone(stored: &str) -> String {
    let Some(rest) = stored.strip_prefix('+') else { return stored.to_string() };
    let marks: Vec<char> = rest.chars().collect();
    if !marks.iter().all(|c| c.is_ascii_digit() || *c == '•') {
        return stored.to_string();
    }
    let groups: &[usize] = match marks.len() {
        12 if rest.starts_with("998") || rest.starts_with('•') => &[3, 2, 3, 2, 2],
        11 if rest.starts_with('7') || rest.starts_with('•') => &[1, 3, 3, 2, 2],
        _ => &[3, 3, 3, 3, 3],
    };
    let mut out = String::from("+");
    let mut rest = marks.as_slice();
    for (index, size) in groups.iter().enumerate() {
        if rest.is_empty() {
            break;
        }
        if index > 0 {
            out.push(NBSP);
        }
        let (group, tail) = rest.split_at((*size).min(rest.len()));
        out.extend(group);
        rest = tail;
    }
    out
}

/// At most two letters that stand for a name in an avatar: `Olga Pak` → `OP`.
pub fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// The avatar's tint, 1 to 6, the same for the same name everywhere (FNV-1a).
pub fn tint(name: &str) -> u32 {
    let hash = name
        .trim()
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % 6 + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, Ru, Uz};

    /// Examples are written with plain spaces so that they can be read; the output must have no-break ones.
    fn check(shown: String, expected: &str) {
        assert_eq!(shown.replace(NBSP, " "), expected);
    }

    fn saturday() -> Date {
        jiff::civil::date(2026, 11, 21)
    }

    #[test]
    fn sums_are_written_as_each_language_does() {
        check(money(Uz, 125_000_000, "UZS"), "1 250 000 soʻm");
        check(money(Ru, 125_000_000, "UZS"), "1 250 000 сум");
        check(money(En, 125_000_000, "UZS"), "UZS 1,250,000");
        check(money(Ru, -18_000_000, "UZS"), "−180 000 сум");
        check(money(En, -18_000_000, "UZS"), "−UZS 180,000");
        check(money(En, 1_050, "USD"), "USD 10.50");
        check(money(Ru, 1_000, "USD"), "10 USD");
        assert!(!money(Ru, 125_000_000, "UZS").contains(' '), "a sum must not break at a line's end");
    }

    #[test]
    fn tiyin_are_rounded_half_up_to_whole_som() {
        check(money_plain(Uz, 149, "UZS"), "1");
        check(money_plain(Uz, 150, "UZS"), "2");
        check(money_plain(Uz, -150, "UZS"), "−1");
        check(money_plain(Uz, 0, "UZS"), "0");
    }

    #[test]
    fn short_sums_keep_three_figures() {
        check(money_short(Ru, 1_290_000_000), "12,9 млн");
        check(money_short(Uz, 1_290_000_000), "12,9 mln");
        check(money_short(En, 1_290_000_000), "12.9M");
        check(money_short(Ru, 38_600_000), "386 тыс.");
        check(money_short(Uz, 38_600_000), "386 ming");
        check(money_short(Ru, 120_000_000_000), "1,2 млрд");
        check(money_short(Ru, 99_996_000), "1 млн");
        check(money_short(En, 95_000), "950");
        check(money_short(Ru, -1_290_000_000), "−12,9 млн");
    }

    #[test]
    fn numbers_are_grouped_and_lose_idle_zeros() {
        check(number(Ru, 1_250_000.5, 2), "1 250 000,5");
        check(number(Uz, 1_250_000.5, 2), "1 250 000,5");
        check(number(En, 1_250_000.5, 2), "1,250,000.5");
        check(number(Ru, -3.0, 1), "−3");
        check(number(Ru, -0.01, 1), "0");
        check(integer(En, 999), "999");
        check(percent(Ru, 88.0), "88%");
        check(percent(En, 12.5), "12.5%");
        check(number(En, f64::NAN, 1), "–");
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        check(day(Ru, saturday(), saturday()), "сб, 21 ноября");
        check(day(Uz, saturday(), saturday()), "shanba, 21-noyabr");
        check(day(En, saturday(), saturday()), "Sat, 21 Nov");
        check(day(En, jiff::civil::date(2025, 11, 21), saturday()), "Fri, 21 Nov 2025");
        check(day_short(Ru, saturday(), saturday()), "21 ноя");
        check(day_month(Uz, saturday()), "21-noyabr");
        check(day_year(Uz, saturday()), "2026-yil 21-noyabr");
        check(month_year(Ru, saturday()), "ноябрь 2026");
        check(weekday_short(Uz, saturday()).into(), "Sh");
        check(datetime(Ru, saturday().at(14, 20, 0, 0), saturday()), "21 ноября, 14:20");
        check(datetime(En, saturday().at(9, 5, 0, 0), saturday()), "21 Nov, 09:05");
    }

    #[test]
    fn ages_are_told_in_the_reader_s_words() {
        let zone = TimeZone::get("Asia/Tashkent").unwrap();
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-21T14:20:00+05:00");
        check(ago(Ru, at("2026-11-21T14:19:50+05:00"), now, &zone), "только что");
        check(ago(Uz, at("2026-11-21T14:15:00+05:00"), now, &zone), "5 daqiqa oldin");
        check(ago(En, at("2026-11-21T11:15:00+05:00"), now, &zone), "3 h ago");
        check(ago(Ru, at("2026-11-20T14:02:00+05:00"), now, &zone), "вчера, 14:02");
        check(ago(Ru, at("2026-11-19T14:02:00+05:00"), now, &zone), "2 дня назад");
        check(ago(Ru, at("2026-11-16T14:02:00+05:00"), now, &zone), "5 дней назад");
        check(ago(Ru, at("2026-10-24T14:02:00+05:00"), now, &zone), "24 окт");
        check(ago(En, at("2026-11-21T16:20:00+05:00"), now, &zone), "in 2 h");
        check(ago(Uz, at("2026-11-22T10:00:00+05:00"), now, &zone), "ertaga, 10:00");
    }

    #[test]
    fn lengths_are_hours_and_minutes() {
        check(duration(Ru, 90), "1 ч 30 мин");
        check(duration(Uz, 90), "1 soat 30 daqiqa");
        check(duration(En, 90), "1 h 30 min");
        check(duration(Ru, 45), "45 мин");
        check(duration(En, 120), "2 h");
        check(duration(Ru, 0), "0 мин");
    }

    #[test]
    fn phones_keep_their_groups_even_when_masked() {
        check(phone("+998901234567"), "+998 90 123 45 67");
        check(phone("+••••••••••67"), "+••• •• ••• •• 67");
        check(phone("+79123456789"), "+7 912 345 67 89");
        check(phone("901234567"), "901234567");
        check(phone("+998 call"), "+998 call");
    }

    #[test]
    fn russian_nouns_follow_their_number() {
        let forms = ["запись", "записи", "записей"];
        let named = |n| russian_plural(n, forms);
        assert_eq!(
            [1, 2, 5, 11, 12, 21, 22, 111].map(named).join(" "),
            "запись записи записей записей записей запись записи записей"
        );
    }

    #[test]
    fn avatars_take_two_letters_and_a_steady_tint() {
        assert_eq!(initials("Ольга Пак"), "ОП");
        assert_eq!(initials("oʻktam"), "O");
        assert_eq!(initials("(VIP) Анна-Мария  Ли"), "VА");
        assert_eq!(initials(""), "");
        assert_eq!(tint("Ольга Пак"), tint(" Ольга Пак "));
        assert!((1..=6).contains(&tint("")));
    }
}
