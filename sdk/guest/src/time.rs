//! Days, instants and zones. Instants are `i64` milliseconds since 1970 UTC; local days are `YYYY-MM-DD`; a local
//! time becomes an instant only with a zone, so that a day with a clock change is as long as it really is.
//!
//! The whole of `jiff` is here for what these few functions do not cover.

use crate::error::{Error, Result};
use crate::input::private::parse_text;
pub use jiff::civil::{Date, DateTime, Time, Weekday};
pub use jiff::tz::TimeZone;
pub use jiff::{self, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

/// A local day of the years 0 to 9999. Kept with its text, since statements, templates and JSON all want text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    date: Date,
    text: [u8; 10],
}

impl Day {
    /// Reads `YYYY-MM-DD`, nothing shorter or longer.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| Error::of("invalid", "a day is written YYYY-MM-DD"))
    }

    fn read(text: &str) -> Option<Self> {
        let bytes: [u8; 10] = text.as_bytes().try_into().ok()?;
        let number = |from: usize, to: usize| -> Option<i16> {
            let digits = &bytes[from..to];
            let all_digits = digits.iter().all(u8::is_ascii_digit);
            all_digits.then(|| digits.iter().fold(0, |sum, digit| sum * 10 + i16::from(digit - b'0')))
        };
        if bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let (month, day) = (i8::try_from(number(5, 7)?).ok()?, i8::try_from(number(8, 10)?).ok()?);
        Some(Self { date: Date::new(number(0, 4)?, month, day).ok()?, text: bytes })
    }

    /// `None` before the year 0 and for days that the calendar lacks.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Self::of(Date::new(i16::try_from(year).ok()?, month, day).ok()?)
    }

    fn of(date: Date) -> Option<Self> {
        let mut rest = u16::try_from(date.year()).ok()?;
        let mut text = *b"0000-00-00";
        for at in (0..4).rev() {
            text[at] += (rest % 10) as u8;
            rest /= 10;
        }
        for (at, number) in [(5, date.month() as u8), (8, date.day() as u8)] {
            text[at] += number / 10;
            text[at + 1] += number % 10;
        }
        Some(Self { date, text })
    }

    /// The day it is at `instant_ms` in `zone`.
    pub fn at(instant_ms: i64, zone: &TimeZone) -> Result<Self> {
        Self::try_from(Timestamp::from_millisecond(instant_ms)?.to_zoned(zone.clone()).date())
    }

    /// The day an instant belongs to where a day begins `starts_minute` minutes after midnight by the clock on the
    /// wall (300 = 05:00): what happens earlier is of the day before.
    pub fn from_start(instant_ms: i64, starts_minute: i64, zone: &TimeZone) -> Result<Self> {
        let day = Self::at(instant_ms, zone)?;
        Ok(if minute_of_day(instant_ms, zone)? < starts_minute { day.plus(-1) } else { day })
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text).expect("only ASCII is ever stored")
    }

    /// The day as jiff's civil date.
    pub fn date(self) -> Date {
        self.date
    }

    pub fn year(self) -> i64 {
        self.date.year().into()
    }

    /// 1 to 12.
    pub fn month(self) -> i64 {
        self.date.month().into()
    }

    /// 1 to 31.
    pub fn day(self) -> i64 {
        self.date.day().into()
    }

    pub fn weekday(self) -> Weekday {
        self.date.weekday()
    }

    /// `MM-DD`, as birthdays are looked up.
    pub fn month_day(&self) -> &str {
        &self.as_str()[5..]
    }

    /// The day `days` later (earlier, if negative); stops at the ends of the years 0 to 9999.
    pub fn plus(self, days: i64) -> Self {
        let date = self.date.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default());
        Self::of(date).unwrap_or(self)
    }

    /// Days from `earlier` to this one; negative if it is later.
    pub fn since(self, earlier: Day) -> i64 {
        let days = |day: Day| {
            let from_epoch = day.date.duration_since(Date::constant(1970, 1, 1));
            from_epoch.as_secs() / 86_400
        };
        days(self) - days(earlier)
    }

    /// The first instant of this day in `zone`, in milliseconds: not always midnight.
    pub fn start(self, zone: &TimeZone) -> Result<i64> {
        Ok(self.date.to_zoned(zone.clone())?.timestamp().as_millisecond())
    }

    /// The first instant after this day in `zone`.
    pub fn end(self, zone: &TimeZone) -> Result<i64> {
        self.plus(1).start(zone)
    }

    /// The instant of the local time `minutes` after midnight by the clock on the wall (540 = 09:00). A time that
    /// the zone skips moves forward, a repeated one is the first.
    pub fn time(self, minutes: i64, zone: &TimeZone) -> Result<i64> {
        let local = self.date.to_datetime(Time::midnight());
        let local = local.checked_add(jiff::Span::new().try_minutes(minutes)?)?;
        Ok(local.to_zoned(zone.clone())?.timestamp().as_millisecond())
    }
}

/// Minutes since midnight on the wall clock of `zone` at `instant_ms`.
pub fn minute_of_day(instant_ms: i64, zone: &TimeZone) -> Result<i64> {
    let time = Timestamp::from_millisecond(instant_ms)?.to_zoned(zone.clone()).time();
    Ok(i64::from(time.hour()) * 60 + i64::from(time.minute()))
}

/// Reads an RFC 3339 instant (`2026-11-22T09:00:00+05:00`) as milliseconds UTC.
pub fn parse_instant(text: &str) -> Result<i64> {
    let instant: Timestamp =
        text.parse().map_err(|_| Error::of("invalid", "an instant is written as in RFC 3339"))?;
    Ok(instant.as_millisecond())
}

/// Writes `instant_ms` as RFC 3339 in UTC.
pub fn format_instant(instant_ms: i64) -> Result<String> {
    Ok(Timestamp::from_millisecond(instant_ms)?.to_string())
}

/// The zone called `name` in the IANA list, e.g. `Asia/Tashkent`. The host knows its rules.
#[cfg(target_arch = "wasm32")]
pub fn zone(name: &str) -> Result<TimeZone> {
    let rules = crate::bindings::pardoz::plugin::clock::zone_rules(name);
    let rules = rules.ok_or_else(|| Error::of("invalid", format!("there is no time zone `{name}`")))?;
    Ok(TimeZone::tzif(name, &rules)?)
}

/// The zone called `name` in the IANA list, e.g. `Asia/Tashkent`; in a unit test from jiff's own table.
#[cfg(not(target_arch = "wasm32"))]
pub fn zone(name: &str) -> Result<TimeZone> {
    Ok(TimeZone::get(name)?)
}

impl TryFrom<Date> for Day {
    type Error = Error;
    fn try_from(date: Date) -> Result<Self> {
        Self::of(date).ok_or_else(|| Error::internal("a day before the year 0 has no text"))
    }
}

impl AsRef<str> for Day {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Day {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        parse_text(from, "a day as YYYY-MM-DD", Day::read)
    }
}

/// An instant as an input: RFC 3339 text outside, milliseconds inside. A local time without an offset is refused
/// here; take it as `String` and let the branch's zone decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub i64);

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        parse_text(from, "an instant as in RFC 3339", |text| parse_instant(text).ok().map(Instant))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match format_instant(self.0) {
            Ok(text) => to.serialize_str(&text),
            Err(_) => Err(serde::ser::Error::custom("an instant outside of the calendar")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_begins_at_five_begins_at_five_by_the_clock_on_the_wall() {
        let day = |text: &str, zone: &str| {
            let at = parse_instant(text).unwrap();
            Day::from_start(at, 300, &super::zone(zone).unwrap()).unwrap().to_string()
        };
        assert_eq!(day("2026-11-22T04:59:59+05:00", "Asia/Tashkent"), "2026-11-21");
        assert_eq!(day("2026-11-22T05:00:00+05:00", "Asia/Tashkent"), "2026-11-22");
        // The clock went forward at 02:00: five o'clock is four hours after midnight.
        assert_eq!(day("2026-03-29T05:00:00+02:00", "Europe/Berlin"), "2026-03-29");
        assert_eq!(day("2026-03-29T04:59:59+02:00", "Europe/Berlin"), "2026-03-28");
        // And back: six hours after it.
        assert_eq!(day("2026-10-25T04:30:00+01:00", "Europe/Berlin"), "2026-10-24");
    }

    #[test]
    fn a_day_is_its_text_and_back() {
        let day = Day::parse("2028-02-29").unwrap();
        assert_eq!((day.year(), day.month(), day.day()), (2028, 2, 29));
        assert_eq!(day.plus(1).as_str(), "2028-03-01");
        assert_eq!(day.plus(-59).as_str(), "2028-01-01");
        assert_eq!(Day::new(45, 3, 7).unwrap().as_str(), "0045-03-07");
        assert_eq!(day.plus(1).since(day), 1);
        assert_eq!(Day::parse("1969-12-30").unwrap().since(Day::parse("1970-01-02").unwrap()), -3);
        assert_eq!(day.month_day(), "02-29");
        for text in ["2027-02-29", "2028-2-29", "20280-2-9", "2028-02-2x", "", "2028/02/29", "+028-02-29"] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
        assert_eq!(Day::parse("9999-12-31").unwrap().plus(i64::MAX).as_str(), "9999-12-31");
    }

    #[test]
    fn a_day_is_as_long_as_its_zone_says() {
        let hours = |day: &str, zone: &str| {
            let (day, zone) = (Day::parse(day).unwrap(), super::zone(zone).unwrap());
            (day.end(&zone).unwrap() - day.start(&zone).unwrap()) / 3_600_000
        };
        assert_eq!(hours("2026-11-22", "Asia/Tashkent"), 24);
        assert_eq!(hours("2026-03-29", "Europe/Berlin"), 23);
        assert_eq!(hours("2026-10-25", "Europe/Berlin"), 25);
    }

    #[test]
    fn wall_time_and_instant_meet() {
        let zone = zone("Asia/Tashkent").unwrap();
        let nine = Day::parse("2026-11-22").unwrap().time(540, &zone).unwrap();
        assert_eq!(format_instant(nine).unwrap(), "2026-11-22T04:00:00Z");
        assert_eq!(parse_instant("2026-11-22T09:00:00+05:00").unwrap(), nine);
        assert_eq!(minute_of_day(nine, &zone).unwrap(), 540);
        assert_eq!(Day::at(nine, &zone).unwrap().as_str(), "2026-11-22");
        assert!(parse_instant("2026-11-22T09:00").is_err());
        assert!(super::zone("Asia/Nowhere").is_err());
    }
}
