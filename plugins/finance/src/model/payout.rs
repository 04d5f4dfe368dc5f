//! A provider's register against our own sums (domain.md 2.5): by the provider's own number first, then by the same sum
//! within three days; the rest is left for a person.

use std::collections::{BTreeMap, VecDeque};

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

/// A sum of ours with the provider: a bill's tender, a tip, a deposit; below zero, one that went back.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
    /// At a desk nobody types the provider's number.
    pub reference: Option<&'a str>,
    pub day: Day,
    pub amount_minor: i64,
    /// The bill and the moment a tender and its tip were taken at: to a terminal they are one charge.
    pub taken: Option<(Id, i64)>,
    pub is_tip: bool,
}

/// What the provider may have seen as one payment: a sum of ours, or a tender and its tip, as places in our list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    pub first: usize,
    pub tip: Option<usize>,
    pub amount_minor: i64,
    /// One of two that were taken together, by itself: it may have been charged so, but rarely is.
    is_part: bool,
}

impl Charge {
    pub fn parts(&self) -> impl Iterator<Item = usize> + use<> {
        [Some(self.first), self.tip].into_iter().flatten()
    }
}

#[derive(View, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Id,
    Sum,
}

/// Places in the register and among the charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub theirs: usize,
    pub charge: usize,
    pub how: How,
}

/// Every way our sums may have been charged, in their order: each alone, and each tender with its tip.
pub fn charges(own: &[Own<'_>]) -> Vec<Charge> {
    let mut tips: BTreeMap<(Id, i64), usize> = BTreeMap::new();
    for (at, one) in own.iter().enumerate().filter(|(_, one)| one.is_tip) {
        tips.extend(one.taken.map(|taken| (taken, at)));
    }
    let mut tipped: Vec<bool> = own.iter().map(|_| false).collect();
    let mut charges = Vec::new();
    for (at, one) in own.iter().enumerate().filter(|(_, one)| !one.is_tip && one.amount_minor > 0) {
        let Some(&tip) = one.taken.as_ref().and_then(|taken| tips.get(taken)) else { continue };
        (tipped[at], tipped[tip]) = (true, true);
        let amount_minor = one.amount_minor + own[tip].amount_minor;
        charges.push(Charge { first: at, tip: Some(tip), amount_minor, is_part: false });
    }
    for (at, one) in own.iter().enumerate() {
        charges.push(Charge { first: at, tip: None, amount_minor: one.amount_minor, is_part: tipped[at] });
    }
    charges.sort_by_key(|charge| (charge.first, charge.is_part));
    charges
}

/// Each line and each sum of ours in one pair at most, in the order of the register.
pub fn pairs(theirs: &[Theirs<'_>], own: &[Own<'_>], charges: &[Charge]) -> Vec<Pair> {
    let mut found = Found { taken: vec![false; own.len()], pairs: vec![None; theirs.len()], charges };
    let mut by_id: BTreeMap<(&str, i64), Vec<usize>> = BTreeMap::new();
    let mut by_sum: BTreeMap<(i64, Day, bool, bool), VecDeque<usize>> = BTreeMap::new();
    for (at, charge) in charges.iter().enumerate() {
        let first = &own[charge.first];
        if let Some(reference) = first.reference {
            by_id.entry((reference, charge.amount_minor)).or_default().push(at);
        }
        let key = (charge.amount_minor, first.day, first.reference.is_some(), charge.is_part);
        by_sum.entry(key).or_default().push_back(at);
    }
    for (at, line) in theirs.iter().enumerate() {
        let known = by_id.get(&(line.reference, line.amount_minor)).into_iter().flatten();
        if let Some(charge) = known.copied().find(|charge| found.is_free(*charge)) {
            found.take(at, charge, How::Id);
        }
    }
    // The nearest day first; then one without another number, then what was charged as a whole. Each queue is walked
    // once, so that three thousand payments of one sum are no more work than of many.
    for apart in 0..=DAYS {
        for (numbered, part) in [(false, false), (false, true), (true, false), (true, true)] {
            for (at, line) in theirs.iter().enumerate() {
                if found.pairs[at].is_some() {
                    continue;
                }
                let days = [line.day.plus(-apart), line.day.plus(apart)];
                let nearest = days
                    .iter()
                    .filter_map(|day| {
                        let queue = by_sum.get_mut(&(line.amount_minor, *day, numbered, part))?;
                        while queue.front().is_some_and(|charge| !found.is_free(*charge)) {
                            queue.pop_front();
                        }
                        queue.front().copied()
                    })
                    .min();
                if let Some(charge) = nearest {
                    found.take(at, charge, How::Sum);
                }
            }
        }
    }
    found.pairs.into_iter().flatten().collect()
}

struct Found<'a> {
    /// Of our sums.
    taken: Vec<bool>,
    /// Of the register's lines.
    pairs: Vec<Option<Pair>>,
    charges: &'a [Charge],
}

impl Found<'_> {
    fn is_free(&self, charge: usize) -> bool {
        self.charges[charge].parts().all(|part| !self.taken[part])
    }

    fn take(&mut self, theirs: usize, charge: usize, how: How) {
        for part in self.charges[charge].parts() {
            self.taken[part] = true;
        }
        self.pairs[theirs] = Some(Pair { theirs, charge, how });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(number: i64) -> Day {
        Day::new(2026, 11, number).expect("a day")
    }

    fn bill() -> Id {
        Id::parse("01890a5d-ac96-774b-bcce-b302099a8057").expect("an id")
    }

    fn theirs(reference: &str, number: i64, amount_minor: i64) -> Theirs<'_> {
        Theirs { reference, day: day_of(number), amount_minor }
    }

    fn ours(reference: Option<&str>, number: i64, amount_minor: i64) -> Own<'_> {
        Own { reference, day: day_of(number), amount_minor, taken: None, is_tip: false }
    }

    fn together<'a>(one: Own<'a>, at: i64, is_tip: bool) -> Own<'a> {
        Own { taken: Some((bill(), at)), is_tip, ..one }
    }

    /// (line, the parts of what it is, how).
    fn matched(theirs: &[Theirs<'_>], own: &[Own<'_>]) -> Vec<(usize, Vec<usize>, How)> {
        let charges = charges(own);
        let pairs = pairs(theirs, own, &charges);
        pairs.iter().map(|pair| (pair.theirs, charges[pair.charge].parts().collect(), pair.how)).collect()
    }

    #[test]
    fn the_number_comes_before_the_sum_and_the_sum_holds_to_the_tiyin_within_three_days() {
        let register = [
            theirs("a", 20, 98_000),
            theirs("b", 20, 150_000), // ours on the 17th: three days
            theirs("c", 20, 70_000),  // ours on the 16th: four
            theirs("d", 20, 98_000),  // one of ours less than asked for
        ];
        let own = [
            ours(None, 20, 98_000),
            ours(Some("a"), 1, 98_000), // the number holds over any distance
            ours(None, 17, 150_000),
            ours(None, 16, 70_000),
        ];
        let expected = [(0, vec![1], How::Id), (1, vec![2], How::Sum), (3, vec![0], How::Sum)];
        assert_eq!(matched(&register, &own), expected);
    }

    #[test]
    fn one_number_with_another_sum_is_no_match_and_a_return_is_not_its_payment() {
        assert_eq!(matched(&[theirs("a", 20, 98_000)], &[ours(Some("a"), 20, 98_001)]), []);
        let both = [ours(Some("a"), 20, -98_000), ours(Some("a"), 20, 98_000)];
        let found = matched(&[theirs("a", 20, 98_000), theirs("a", 21, -98_000)], &both);
        assert_eq!(found, [(0, vec![1], How::Id), (1, vec![0], How::Id)]);
    }

    #[test]
    fn the_nearest_day_wins_and_nothing_is_taken_twice() {
        let found =
            matched(&[theirs("a", 20, 5), theirs("b", 18, 5)], &[ours(None, 18, 5), ours(None, 21, 5)]);
        assert_eq!(found, [(0, vec![1], How::Sum), (1, vec![0], How::Sum)]);
        let found = matched(&[theirs("a", 20, 5), theirs("b", 20, 5)], &[ours(None, 20, 5)]);
        assert_eq!(found, [(0, vec![0], How::Sum)]);
        let found = matched(&[theirs("a", 20, 5)], &[ours(Some("x"), 20, 5), ours(None, 20, 5)]);
        assert_eq!(found, [(0, vec![1], How::Sum)], "one without another number comes first");
    }

    #[test]
    fn a_tender_and_its_tip_are_one_charge_or_two_and_never_both() {
        let own = [
            together(ours(None, 20, 98_000), 7, false),
            together(ours(None, 20, 12_000), 7, true),
            together(ours(None, 20, 110_000), 8, false), // another payment of the very sum, without a tip
        ];
        assert_eq!(matched(&[theirs("a", 20, 110_000)], &own[..2]), [(0, vec![0, 1], How::Sum)]);
        let apart = matched(&[theirs("a", 20, 98_000), theirs("b", 21, 12_000)], &own[..2]);
        assert_eq!(apart, [(0, vec![0], How::Sum), (1, vec![1], How::Sum)]);
        let lines = [theirs("a", 20, 110_000), theirs("b", 20, 110_000), theirs("c", 20, 98_000)];
        assert_eq!(matched(&lines, &own), [(0, vec![0, 1], How::Sum), (1, vec![2], How::Sum)]);
        // A part alone waits for a sum that is nothing else.
        let plain = [own[0], own[1], ours(None, 20, 98_000)];
        assert_eq!(matched(&[theirs("a", 20, 98_000)], &plain), [(0, vec![2], How::Sum)]);
        // With the provider's number it is the whole charge too.
        let numbered =
            [together(ours(Some("n"), 9, 98_000), 7, false), together(ours(None, 9, 12_000), 7, true)];
        assert_eq!(matched(&[theirs("n", 20, 110_000)], &numbered), [(0, vec![0, 1], How::Id)]);
        // A return has no tip with it.
        let back = [together(ours(None, 20, -98_000), 7, false), own[1]];
        assert_eq!(matched(&[theirs("a", 20, -86_000)], &back), []);
    }

    #[test]
    fn three_thousand_payments_of_one_sum_find_each_other_in_order() {
        let lines: Vec<Theirs<'_>> = (0..3_000).map(|n| theirs("", 1 + n % 28, 15_000_000)).collect();
        let own: Vec<Own<'_>> = (0..3_500).map(|n| ours(None, 1 + n % 28, 15_000_000)).collect();
        let found = matched(&lines, &own);
        assert_eq!(found.len(), 3_000);
        assert!(found.iter().all(|(at, parts, _)| parts == &[*at]), "each its own day, the first first");
    }
}
