//! On which days somebody works. A rhythm is days on and days off, counted from an anchor: a first working day.

use pardoz_sdk::time::Day;

/// Days on, days off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    on: i64,
    off: i64,
}

impl Rhythm {
    /// All that salons here use; the table's check constraint lists the same.
    pub const WORDS: [&'static str; 4] = ["2/2", "3/3", "5/2", "6/1"];

    /// Reads `2/2`; spaces, a dash or a Cyrillic «на» between the numbers are how people write it.
    pub fn parse(text: &str) -> Option<Rhythm> {
        let digits: Vec<i64> = text.chars().filter_map(|c| c.to_digit(10)).map(i64::from).collect();
        let [on, off] = digits[..] else { return None };
        let rhythm = Rhythm { on, off };
        Rhythm::WORDS.contains(&rhythm.word().as_str()).then_some(rhythm)
    }

    pub fn word(self) -> String {
        format!("{}/{}", self.on, self.off)
    }

    /// Does somebody with this rhythm and anchor work on `day`?
    pub fn works(self, anchor: Day, day: Day) -> bool {
        day.since(anchor).rem_euclid(self.on + self.off) < self.on
    }

    /// Working days from `from` to `to`, both included.
    pub fn days(self, anchor: Day, from: Day, to: Day) -> Vec<Day> {
        (0..=to.since(from).max(-1)).map(|at| from.plus(at)).filter(|day| self.works(anchor, *day)).collect()
    }

    /// The anchor that spreads people: the `nth` person of a branch begins one step later in the cycle, so that
    /// two with 2/2 relieve each other and with 6/1 not everybody rests on one day.
    pub fn spread_anchor(self, monday: Day, nth: i64) -> Day {
        let step = if self.on == self.off { self.on } else { 1 };
        monday.plus((nth * step).rem_euclid(self.on + self.off))
    }
}

/// The Monday of the week that `day` is in.
pub fn monday(day: Day) -> Day {
    day.plus(-i64::from(day.weekday().to_monday_zero_offset()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn two_on_two_off_goes_on_over_months() {
        let rhythm = Rhythm::parse("2/2").unwrap();
        let days = rhythm.days(day("2026-11-28"), day("2026-11-26"), day("2026-12-05"));
        let found: Vec<&str> = days.iter().map(Day::as_str).collect();
        assert_eq!(found, ["2026-11-28", "2026-11-29", "2026-12-02", "2026-12-03"]);
    }

    #[test]
    fn a_week_of_five_and_of_six_days() {
        let (from, to) = (day("2026-11-23"), day("2026-12-06"));
        assert_eq!(Rhythm::parse("5/2").unwrap().days(from, from, to).len(), 10);
        assert_eq!(Rhythm::parse("6/1").unwrap().days(from, from, to).len(), 12);
        assert!(Rhythm::parse("5/2").unwrap().days(from, to, from).is_empty());
    }

    #[test]
    fn rhythms_are_read_as_people_write_them() {
        for text in ["2/2", " 2 / 2 ", "2-2", "2 на 2", "2х2"] {
            assert_eq!(Rhythm::parse(text).map(Rhythm::word).as_deref(), Some("2/2"), "{text}");
        }
        for text in ["", "2", "9/9", "22/2", "каждый день"] {
            assert_eq!(Rhythm::parse(text), None, "{text}");
        }
    }

    #[test]
    fn neighbours_with_two_on_two_off_relieve_each_other() {
        let monday = monday(day("2026-11-22"));
        assert_eq!(monday.as_str(), "2026-11-16");
        let rhythm = Rhythm::parse("2/2").unwrap();
        let (first, second) = (rhythm.spread_anchor(monday, 0), rhythm.spread_anchor(monday, 1));
        for at in 0..28 {
            let day = monday.plus(at);
            assert_ne!(rhythm.works(first, day), rhythm.works(second, day), "{day}");
        }
    }
}
