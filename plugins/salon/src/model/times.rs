//! Wall times of shifts and breaks, in minutes after the day's midnight. After midnight they go on: 25:00 is one
//! o'clock at night, still the day on which the shift began.

use pardoz_sdk::Result;
use pardoz_sdk::time::{Day, TimeZone};

/// Longest believable shift.
pub const SHIFT_MINUTES_MAX: i64 = 16 * 60;

/// A shift or a break on the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start_minute: i64,
    pub end_minute: i64,
}

/// What is wrong with the times of a shift: the field of the form and the text key.
pub type Problem = (&'static str, &'static str);

impl Span {
    /// A shift: an end that is not after the start is on the next day.
    pub fn shift(start_minute: i64, end_minute: i64) -> Result<Span, Problem> {
        let end_minute = if end_minute <= start_minute { end_minute + 24 * 60 } else { end_minute };
        match end_minute - start_minute > SHIFT_MINUTES_MAX {
            true => Err(("end", "salon-error-shift-long")),
            false => Ok(Span { start_minute, end_minute }),
        }
    }

    /// A break inside the shift `self`; small hours belong to its night.
    pub fn rest(self, start_minute: i64, minutes: i64) -> Result<Span, Problem> {
        let start_minute =
            if start_minute < self.start_minute { start_minute + 24 * 60 } else { start_minute };
        let span = Span { start_minute, end_minute: start_minute + minutes };
        match minutes > 0 && span.start_minute >= self.start_minute && span.end_minute <= self.end_minute {
            true => Ok(span),
            false => Err(("break_start", "salon-error-break-outside")),
        }
    }

    /// The instants, in milliseconds. Around a clock change the elapsed time differs from the wall's (R-B15).
    pub fn instants(self, day: Day, zone: &TimeZone) -> Result<(i64, i64)> {
        Ok((day.time(self.start_minute, zone)?, day.time(self.end_minute, zone)?))
    }
}

/// `9:00`, `09:00`, `21.30`, `9` → minutes after midnight.
pub fn minute(text: &str) -> Option<i64> {
    let text = text.trim();
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let number = |part: &str| part.parse::<i64>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
}

/// Minutes after midnight as an `<input type="time">` wants them.
pub fn text(minute: i64) -> String {
    let minute = minute.rem_euclid(24 * 60);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_may_end_after_midnight() {
        assert_eq!(Span::shift(540, 1260), Ok(Span { start_minute: 540, end_minute: 1260 }));
        assert_eq!(Span::shift(1080, 120), Ok(Span { start_minute: 1080, end_minute: 1560 }));
        assert_eq!(Span::shift(540, 540), Err(("end", "salon-error-shift-long")));
    }

    #[test]
    fn a_break_lies_inside_its_shift() {
        let night = Span::shift(1080, 120).unwrap();
        assert_eq!(night.rest(30, 30), Ok(Span { start_minute: 1470, end_minute: 1500 }));
        assert!(night.rest(110, 30).is_err());
        let day = Span::shift(540, 1080).unwrap();
        assert!(day.rest(780, 60).is_ok());
        assert!(day.rest(780, 0).is_err());
        assert!(day.rest(500, 60).is_err());
    }

    #[test]
    fn instants_follow_the_zone() {
        let zone = pardoz_sdk::time::zone("Asia/Tashkent").unwrap();
        let (start, end) =
            Span::shift(1080, 120).unwrap().instants(Day::parse("2026-11-22").unwrap(), &zone).unwrap();
        assert_eq!(end - start, 8 * 3_600_000);
        assert_eq!(pardoz_sdk::time::format_instant(start).unwrap(), "2026-11-22T13:00:00Z");
    }

    #[test]
    fn times_are_read_and_written() {
        assert_eq!(
            [minute("9:00"), minute("21.30"), minute("9"), minute("24:00"), minute("нет")],
            [Some(540), Some(1290), Some(540), None, None]
        );
        assert_eq!(text(1560), "02:00");
    }
}
