//! R-M2: points earned in one branch and spent in another. They are a discount, no debt in money (R-F2), so nothing of
//! it stands in our own ledger of what is owed; the books are told, because the branch that promised the points bears
//! them, and not the one that did the work.

use pardoz_sdk::prelude::*;

use crate::model::quote::POINT_MINOR;
use crate::points::Cause;

/// What one change moved, by the branch in which it was earned: the first line of our ledger, and the points (below
/// zero: spent).
#[derive(Default)]
pub struct Elsewhere(Vec<(Id, Id, i64)>);

impl Elsewhere {
    /// Gifts and imports were earned nowhere in particular: nobody owes anybody for them.
    pub fn note(&mut self, entry_id: Id, earned_in: Option<Id>, here: Option<Id>, points: i64) {
        let Some(branch_id) = earned_in.filter(|branch_id| here.is_some_and(|here| here != *branch_id))
        else {
            return;
        };
        match self.0.iter_mut().find(|(_, branch, _)| *branch == branch_id) {
            Some((_, _, sum)) => *sum += points,
            None => self.0.push((entry_id, branch_id, points)),
        }
    }

    /// `loyalty.liability.changed`, once a branch: a bill may take from many lots.
    pub fn tell(&self, ctx: &mut Mutation, cause: &Cause<'_>) -> Result<()> {
        let Some(here) = cause.branch_id else { return Ok(()) };
        for &(entry_id, earned_in, points) in self.0.iter().filter(|(_, _, points)| *points != 0) {
            let payload = json!({
                "entry_id": entry_id,
                "kind": if points < 0 { "used" } else { "returned" },
                "subject": "points",
                "bill_id": cause.bill_id,
                "branch_id": here,
                "sold_branch_id": earned_in,
                "amount_minor": points.abs() * POINT_MINOR,
                "day": cause.day,
            });
            ctx.emit("loyalty.liability.changed", here, payload)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> Id {
        Id::parse(&format!("01890a5d-ac96-774b-bcce-b302099a80{n:02x}")).unwrap()
    }

    #[test]
    fn r_m2_one_sum_a_branch_that_earned_and_none_for_ones_own_and_for_gifts() {
        let (a, b, c) = (id(1), id(2), id(3));
        let mut elsewhere = Elsewhere::default();
        for (entry, earned_in, points) in
            [(10, Some(a), -300), (11, Some(b), -50), (12, None, -7), (13, Some(c), -20), (14, Some(a), -100)]
        {
            elsewhere.note(id(entry), earned_in, Some(b), points);
        }
        assert_eq!(elsewhere.0, [(id(10), a, -400), (id(13), c, -20)]);
        let mut nowhere = Elsewhere::default();
        nowhere.note(id(10), Some(a), None, -300);
        assert_eq!(nowhere.0, []);
    }
}
