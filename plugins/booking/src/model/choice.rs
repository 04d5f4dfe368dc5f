//! R-B6: which of several masters; R-B7: what to offer instead of a taken time.

use super::slots::Slot;

/// A master who could take the visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<T> {
    pub who: T,
    /// Served at least two of the client's last three visits.
    pub usual: bool,
    /// Minutes nobody could use any more.
    pub unusable: i64,
    /// Minutes booked that day.
    pub booked: i64,
    /// The staff order.
    pub position: i64,
}

/// R-B6: the usual master, then the least leftover, then the least booked, then the staff order.
pub fn best<T>(candidates: Vec<Candidate<T>>) -> Option<T> {
    candidates
        .into_iter()
        .min_by_key(|c| (!c.usual, c.unusable, c.booked, c.position))
        .map(|candidate| candidate.who)
}

/// R-B6 (1): who served at least two of these, the last three visits.
pub fn usual<T: PartialEq + Copy>(last: &[T]) -> Option<T> {
    last.iter().copied().find(|who| last.iter().filter(|other| *other == who).count() >= 2)
}

/// R-B7: the three free starts nearest to the one that is taken; of two equally near, the earlier first.
pub fn nearest(slots: &[Slot], wanted: i64) -> Vec<i64> {
    let mut starts: Vec<i64> = slots.iter().map(|slot| slot.start).filter(|start| *start != wanted).collect();
    starts.sort_unstable_by_key(|start| ((start - wanted).abs(), *start));
    starts.dedup();
    starts.truncate(3);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(
        who: &'static str,
        usual: bool,
        unusable: i64,
        booked: i64,
        position: i64,
    ) -> Candidate<&'static str> {
        Candidate { who, usual, unusable, booked, position }
    }

    #[test]
    fn any_master_is_chosen_in_the_order_of_r_b6() {
        let (a, b) = (candidate("usual", true, 40, 400, 9), candidate("tidy", false, 0, 400, 8));
        let (c, d) = (candidate("idle", false, 0, 60, 7), candidate("first", false, 0, 60, 1));
        assert_eq!(best(vec![a.clone(), b.clone(), c.clone(), d.clone()]), Some("usual"));
        assert_eq!(best(vec![b.clone(), c.clone(), d.clone()]), Some("first"));
        assert_eq!(best(vec![b.clone(), c]), Some("idle"));
        assert_eq!(best(vec![b, candidate("gaps", false, 15, 0, 0)]), Some("tidy"));
        assert_eq!(best::<&str>(vec![]), None);
    }

    #[test]
    fn the_usual_master_served_two_of_the_last_three() {
        assert_eq!(usual(&["a", "b", "a"]), Some("a"));
        assert_eq!(usual(&["b", "a", "a"]), Some("a"));
        assert_eq!(usual(&["a", "b", "c"]), None);
        assert_eq!(usual(&["a"]), None, "one visit is no habit");
    }

    #[test]
    fn three_nearest_times_are_offered_instead() {
        let slot = |start| Slot { start, left: 0, right: 0, best: false };
        let slots = [slot(10), slot(40), slot(50), slot(60), slot(90)];
        assert_eq!(nearest(&slots, 50), [40, 60, 10]);
        assert_eq!(nearest(&slots[..1], 50), [10]);
    }
}
