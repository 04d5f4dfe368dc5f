//! A provider's register against our tenders (domain.md 2.5): by the provider's own number first, then by the same sum
//! within three days; the rest is left for a person.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

/// How far the provider's day may lie from ours for a match by sum.
pub const DAYS: i64 = 3;

/// A line of the register. Money that went back has a sum below zero.
#[derive(Clone, Copy, Debug)]
pub struct Theirs<'a> {
    pub reference: &'a str,
    pub day: Day,
    pub amount_minor: i64,
}

/// A tender of ours; at a desk nobody types the provider's number.
#[derive(Clone, Copy, Debug)]
pub struct Ours<'a> {
    pub reference: Option<&'a str>,
    pub day: Day,
    pub amount_minor: i64,
}

#[derive(View, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Id,
    Sum,
}

/// Places in the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub theirs: usize,
    pub ours: usize,
    pub how: How,
}

/// Each line and each tender in one pair at most, in the order of the register.
pub fn pairs(theirs: &[Theirs<'_>], ours: &[Ours<'_>]) -> Vec<Pair> {
    let mut taken = vec![false; ours.len()];
    let mut found: Vec<Option<Pair>> = vec![None; theirs.len()];
    let mut by_id: BTreeMap<(&str, i64), Vec<usize>> = BTreeMap::new();
    let mut by_sum: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (at, one) in ours.iter().enumerate() {
        by_sum.entry(one.amount_minor).or_default().push(at);
        if let Some(reference) = one.reference {
            by_id.entry((reference, one.amount_minor)).or_default().push(at);
        }
    }
    for (at, line) in theirs.iter().enumerate() {
        let known = by_id.get(&(line.reference, line.amount_minor));
        if let Some(ours) = known.into_iter().flatten().copied().find(|own| !taken[*own]) {
            taken[ours] = true;
            found[at] = Some(Pair { theirs: at, ours, how: How::Id });
        }
    }
    // The nearest day first; a tender that carries another number only when none without one is as near.
    let mut near: Vec<(i64, bool, usize, usize)> = Vec::new();
    for (at, line) in theirs.iter().enumerate().filter(|(at, _)| found[*at].is_none()) {
        for &own in by_sum.get(&line.amount_minor).into_iter().flatten().filter(|own| !taken[**own]) {
            let apart = line.day.since(ours[own].day).abs();
            if apart <= DAYS {
                near.push((apart, ours[own].reference.is_some(), at, own));
            }
        }
    }
    near.sort_unstable();
    for (_, _, at, own) in near {
        if found[at].is_none() && !taken[own] {
            taken[own] = true;
            found[at] = Some(Pair { theirs: at, ours: own, how: How::Sum });
        }
    }
    found.into_iter().flatten().collect()
}

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

    fn day_of(number: i64) -> Day {
        Day::new(2026, 11, number).expect("a day")
    }

    fn theirs(reference: &str, number: i64, amount_minor: i64) -> Theirs<'_> {
        Theirs { reference, day: day_of(number), amount_minor }
    }

    fn ours(reference: Option<&str>, number: i64, amount_minor: i64) -> Ours<'_> {
        Ours { reference, day: day_of(number), amount_minor }
    }

    #[test]
    fn the_number_comes_first_then_the_sum_within_three_days() {
        let register = [
            theirs("a", 20, 98_000),
            theirs("b", 20, 150_000), // ours on the 17th: three days
            theirs("c", 20, 70_000),  // ours on the 16th: four
            theirs("d", 20, 98_000),  // one of ours less than asked for
        ];
        let tenders = [
            ours(None, 20, 98_000),
            ours(Some("a"), 1, 98_000), // the number holds over any distance
            ours(None, 17, 150_000),
            ours(None, 16, 70_000),
        ];
        let id = Pair { theirs: 0, ours: 1, how: How::Id };
        let sums = [Pair { theirs: 1, ours: 2, how: How::Sum }, Pair { theirs: 3, ours: 0, how: How::Sum }];
        assert_eq!(pairs(&register, &tenders), [&[id][..], &sums].concat());
    }

    #[test]
    fn one_number_with_another_sum_is_no_match_and_a_return_is_not_its_payment() {
        assert_eq!(pairs(&[theirs("a", 20, 98_000)], &[ours(Some("a"), 20, 98_001)]), []);
        let both = [ours(Some("a"), 20, -98_000), ours(Some("a"), 20, 98_000)];
        let found = pairs(&[theirs("a", 20, 98_000), theirs("a", 21, -98_000)], &both);
        assert_eq!(found.iter().map(|pair| pair.ours).collect::<Vec<_>>(), [1, 0]);
    }

    #[test]
    fn the_nearest_day_wins_and_nothing_is_taken_twice() {
        let found = pairs(&[theirs("a", 20, 5), theirs("b", 18, 5)], &[ours(None, 18, 5), ours(None, 21, 5)]);
        assert_eq!(found.iter().map(|pair| (pair.theirs, pair.ours)).collect::<Vec<_>>(), [(0, 1), (1, 0)]);
        let found = pairs(&[theirs("a", 20, 5), theirs("b", 20, 5)], &[ours(None, 20, 5)]);
        assert_eq!(found, [Pair { theirs: 0, ours: 0, how: How::Sum }]);
    }

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
        assert_eq!(day("22.11.2026 14:03:11"), Some(day_of(22)));
        assert_eq!(day("2026-11-22T14:03"), Some(day_of(22)));
        assert_eq!(day("45945"), None);
        assert!(is_back("Возврат средств") && is_back("Refund") && !is_back("Payment") && !is_back("Оплата"));
    }
}
