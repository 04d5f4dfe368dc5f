//! B3: what no-shows and late cancellations cost: the value that was lost, less the fees, less what was sold of the time
//! after all. Money is tiyin, instants are milliseconds UTC.

use std::ops::AddAssign;

use pardoz_sdk::prelude::*;

/// Time of one master that was lost, with what it would have brought.
#[derive(Clone, Debug)]
pub struct Slot {
    pub staff_id: Id,
    pub start_at: i64,
    pub end_at: i64,
    pub value_minor: i64,
    /// When it was given up. `None` = not known: whatever stands there then came after it.
    pub lost_at: Option<i64>,
}

/// Another visit's time with the same master.
#[derive(Clone, Debug)]
pub struct Refill {
    pub staff_id: Id,
    pub start_at: i64,
    pub end_at: i64,
    pub value_minor: i64,
    /// When it got this time.
    pub placed_at: i64,
}

/// What of each slot was sold after all, slot by slot: never more than the slot was worth, and no visit's price twice.
pub fn refilled(slots: &[Slot], refills: &[Refill]) -> Vec<i64> {
    let mut left: Vec<i64> = refills.iter().map(|refill| refill.value_minor).collect();
    let mut sold = Vec::with_capacity(slots.len());
    for slot in slots {
        let mut found = 0;
        for (refill, left) in refills.iter().zip(&mut left) {
            let overlaps = refill.start_at < slot.end_at && refill.end_at > slot.start_at;
            let after = slot.lost_at.is_none_or(|lost_at| refill.placed_at >= lost_at);
            if refill.staff_id == slot.staff_id && overlaps && after {
                let part = (*left).min(slot.value_minor - found);
                *left -= part;
                found += part;
            }
        }
        sold.push(found);
    }
    sold
}

/// Of a master, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub lost_minor: i64,
    pub fees_minor: i64,
    pub refilled_minor: i64,
}

impl Sums {
    pub fn net_minor(&self) -> i64 {
        self.lost_minor - self.fees_minor - self.refilled_minor
    }
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.lost_minor += other.lost_minor;
        self.fees_minor += other.fees_minor;
        self.refilled_minor += other.refilled_minor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOM: i64 = 100;

    fn id(n: u64) -> Id {
        Id::parse(&format!("01890a5d-ac96-774b-bcce-{n:012x}")).expect("an id")
    }

    fn slot(start_at: i64, value: i64) -> Slot {
        Slot {
            staff_id: id(1),
            start_at,
            end_at: start_at + 60,
            value_minor: value * SOM,
            lost_at: Some(1_000),
        }
    }

    fn refill(start_at: i64, end_at: i64, value: i64) -> Refill {
        Refill { staff_id: id(1), start_at, end_at, value_minor: value * SOM, placed_at: 1_000 }
    }

    #[test]
    fn b3_ten_no_shows_with_fees_and_four_refills_cost_900_000() {
        let slots: Vec<Slot> = (0..10).map(|n| slot(n * 100, 200_000)).collect();
        let refills: Vec<Refill> = (0..4).map(|n| refill(n * 100, n * 100 + 60, 200_000)).collect();
        let refilled_minor = refilled(&slots, &refills).iter().sum();
        let lost_minor = slots.iter().map(|slot| slot.value_minor).sum();
        let sums = Sums { lost_minor, fees_minor: 300_000 * SOM, refilled_minor };
        assert_eq!((refilled_minor, sums.net_minor()), (800_000 * SOM, 900_000 * SOM));
    }

    #[test]
    fn a_refill_is_of_the_same_master_at_the_same_time_and_later() {
        let slots = [slot(0, 100)];
        let sold = |refill: Refill| refilled(&slots, &[refill])[0];
        assert_eq!(sold(refill(30, 90, 40)), 40 * SOM);
        assert_eq!(sold(refill(60, 90, 40)), 0, "it begins when the slot is over");
        assert_eq!(sold(Refill { staff_id: id(2), ..refill(0, 60, 40) }), 0);
        assert_eq!(sold(Refill { placed_at: 999, ..refill(0, 60, 40) }), 0, "it stood there already");
        assert_eq!(sold(refill(0, 60, 400)), 100 * SOM, "no more than was lost");
        // One long visit over two lost slots pays once.
        assert_eq!(refilled(&[slot(0, 100), slot(60, 100)], &[refill(0, 120, 150)]), [100 * SOM, 50 * SOM]);
    }
}
