//! What no-shows and late cancellations cost in a month (domain.md B3), master by master.

use std::collections::{BTreeMap, BTreeSet};

use pardoz_sdk::prelude::*;

use super::names::Staff;
use super::reports::{Head, ReportPage, Scope};
use crate::model::losses::{Refill, Slot, Sums, refilled};
use crate::queries::{self, LostLine};

#[derive(View)]
pub struct Losses {
    #[view(flatten)]
    head: Head,
    rows: Vec<Row>,
    /// Visits, each once however many masters it had.
    no_shows: i64,
    late: i64,
    refilled_slots: i64,
    lost_minor: i64,
    fees_minor: i64,
    refilled_minor: i64,
    net_minor: i64,
}

#[derive(View)]
struct Row {
    name: String,
    no_shows: i64,
    late: i64,
    lost_minor: i64,
    fees_minor: i64,
    refilled_minor: i64,
    net_minor: i64,
}

/// Visits by their end, and the money.
#[derive(Default)]
struct Tally {
    no_shows: BTreeSet<Id>,
    late: BTreeSet<Id>,
    sums: Sums,
}

impl Tally {
    fn add(&mut self, line: &LostLine, sums: Sums) {
        let visits = if line.state == "no_show" { &mut self.no_shows } else { &mut self.late };
        visits.insert(line.appointment_id);
        self.sums += sums;
    }
}

pub fn show(ctx: &Query, page: ReportPage) -> Result<Losses> {
    let scope = Scope::of(ctx, &page)?;
    let (from, to, branch) = (scope.first.as_str(), scope.last.as_str(), scope.branch);
    let lines = queries::lost_lines(ctx, from, to, branch)?;
    let slots: Vec<Slot> = lines.iter().map(slot).collect();
    let refills: Vec<Refill> =
        queries::refill_lines(ctx, from, to, branch)?.into_iter().map(refill).collect();
    let sold = refilled(&slots, &refills);
    let fees = fees(&lines, queries::lost_fees(ctx, from, to, branch)?);
    let (mut total, mut masters) = (Tally::default(), BTreeMap::<Id, Tally>::new());
    for ((line, refilled_minor), fees_minor) in lines.iter().zip(&sold).zip(fees) {
        let sums = Sums { lost_minor: line.price_minor, fees_minor, refilled_minor: *refilled_minor };
        total.add(line, sums);
        masters.entry(line.staff_id).or_default().add(line, sums);
    }
    let staff = Staff::read(ctx)?;
    let row = |(staff_id, tally): (Id, Tally)| Row {
        name: staff.of(Some(staff_id)),
        no_shows: tally.no_shows.len() as i64,
        late: tally.late.len() as i64,
        lost_minor: tally.sums.lost_minor,
        fees_minor: tally.sums.fees_minor,
        refilled_minor: tally.sums.refilled_minor,
        net_minor: tally.sums.net_minor(),
    };
    let mut rows: Vec<Row> = masters.into_iter().map(row).collect();
    rows.sort_by(|a, b| b.net_minor.cmp(&a.net_minor).then_with(|| a.name.cmp(&b.name)));
    Ok(Losses {
        head: scope.head(),
        rows,
        no_shows: total.no_shows.len() as i64,
        late: total.late.len() as i64,
        refilled_slots: sold.iter().filter(|part| **part > 0).count() as i64,
        lost_minor: total.sums.lost_minor,
        fees_minor: total.sums.fees_minor,
        refilled_minor: total.sums.refilled_minor,
        net_minor: total.sums.net_minor(),
    })
}

fn slot(line: &LostLine) -> Slot {
    Slot {
        staff_id: line.staff_id,
        start_at: line.start_at,
        end_at: line.end_at,
        value_minor: line.price_minor,
        lost_at: line.lost_at,
    }
}

fn refill(line: queries::RefillLine) -> Refill {
    Refill {
        staff_id: line.staff_id,
        start_at: line.start_at,
        end_at: line.end_at,
        value_minor: line.price_minor,
        placed_at: line.placed_at.unwrap_or(line.created_at),
    }
}

/// A visit's fee, spread over its lines by what they were worth.
fn fees(lines: &[LostLine], fees: Vec<queries::LostFee>) -> Vec<i64> {
    let mut spread = vec![0; lines.len()];
    for fee in fees {
        let own: Vec<usize> =
            (0..lines.len()).filter(|at| lines[*at].appointment_id == fee.appointment_id).collect();
        let weights: Vec<i64> = own.iter().map(|at| lines[*at].price_minor).collect();
        for (at, part) in own.into_iter().zip(money::split(fee.fee_minor, &weights)) {
            spread[at] = part;
        }
    }
    spread
}
