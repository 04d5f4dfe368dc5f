//! What happens without a person.

use pardoz_sdk::prelude::*;

use crate::model::rhythm::Rhythm;
use crate::model::times::Span;
use crate::{queries, roster};

/// Every night: whoever works in a rhythm has shifts planned as many weeks ahead as the owner wants.
pub fn extend_shifts(ctx: &mut Mutation) -> Result<()> {
    let weeks: i64 = ctx.setting("weeks_ahead")?;
    let to = ctx.today().plus(weeks * 7);
    for row in queries::pattern_list(ctx)? {
        let Some(rhythm) = Rhythm::parse(&row.rhythm) else { continue };
        let zone = time::zone(&row.timezone)?;
        let shift = Span { start_minute: row.start_minute, end_minute: row.end_minute };
        let rest = row
            .break_start_minute
            .map(|start| Span { start_minute: start, end_minute: start + row.break_minutes });
        let pattern = roster::Pattern { rhythm, anchor: Day::parse(&row.anchor_day)?, shift, rest };
        // Days before the last planned one were arranged by people: a deleted shift stays deleted.
        let from = match &row.last_day {
            Some(day) => Day::parse(day)?.plus(1).max(ctx.today()),
            None => ctx.today(),
        };
        if roster::plan(ctx, row.staff_id, row.branch_id, &zone, pattern, from, to)? > 0 {
            roster::tell(ctx, row.staff_id, from)?;
        }
    }
    Ok(())
}
