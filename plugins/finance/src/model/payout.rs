//! A provider's list against the desks' own: by the provider's number, then by amount ±0 and date ±3 days; the rest
//! is a list for a person.

use pardoz_sdk::time::Day;

/// How far a provider's date may lie from ours, days.
pub const DAYS_APART_MAX: i64 = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub reference: Option<String>,
    pub amount_minor: i64,
    pub day: Day,
}

/// Pairs of (theirs, ours), by index; what is in no pair is for a person to look at.
pub fn pair(theirs: &[Item], ours: &[Item]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut used = vec![false; ours.len()];
    let mut left = Vec::new();
    for (at, item) in theirs.iter().enumerate() {
        let same = |own: &Item| item.reference.is_some() && own.reference == item.reference;
        match (0..ours.len()).find(|&own| !used[own] && same(&ours[own])) {
            // The same number with another sum is no match, and nothing else may take its place.
            Some(own) if ours[own].amount_minor == item.amount_minor => {
                used[own] = true;
                pairs.push((at, own));
            }
            Some(_) => {}
            None => left.push(at),
        }
    }
    for at in left {
        let item = &theirs[at];
        let apart = |own: usize| ours[own].day.since(item.day).abs();
        let fits = |own: &usize| {
            !used[*own] && ours[*own].amount_minor == item.amount_minor && apart(*own) <= DAYS_APART_MAX
        };
        if let Some(own) = (0..ours.len()).filter(fits).min_by_key(|&own| (apart(own), own)) {
            used[own] = true;
            pairs.push((at, own));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(reference: &str, som: i64, day: &str) -> Item {
        let reference = (!reference.is_empty()).then(|| reference.to_owned());
        Item { reference, amount_minor: som * 100, day: Day::parse(day).unwrap() }
    }

    #[test]
    fn the_number_comes_first_then_the_sum_within_three_days() {
        let theirs = [
            item("P-1", 98_000, "2026-11-20"),
            item("P-2", 50_000, "2026-11-20"),
            item("P-3", 70_000, "2026-11-24"),
            item("P-4", 10_000, "2026-11-20"),
        ];
        let ours = [
            item("", 50_000, "2026-11-24"),
            item("", 50_000, "2026-11-21"),
            item("P-1", 98_000, "2026-11-01"),
            item("", 70_000, "2026-11-20"),
            item("P-4", 11_000, "2026-11-20"),
        ];
        assert_eq!(pair(&theirs, &ours), [(0, 2), (1, 1)]);
    }

    #[test]
    fn one_of_ours_answers_one_of_theirs() {
        let theirs = [item("", 5, "2026-11-20"), item("", 5, "2026-11-20")];
        assert_eq!(pair(&theirs, &[item("", 5, "2026-11-20")]), [(0, 0)]);
    }
}
