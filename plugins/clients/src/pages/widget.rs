//! New clients of the week, for the dashboard.

use pardoz_sdk::prelude::*;

use crate::circle::Circle;
use crate::queries;

/// Days of one bar chart: this week and the one before, to compare with.
const DAYS: i64 = 7;
const DAY_MS: i64 = 86_400_000;

#[derive(View)]
pub struct NewClients {
    /// New cards of the last seven days, today included.
    count: i64,
    /// And of the seven before.
    before: i64,
    /// Per day, the oldest first.
    values: Vec<i64>,
    days: Vec<Day>,
    total: i64,
}

pub fn new_clients(ctx: &Query) -> Result<NewClients> {
    let first = ctx.today().plus(-(2 * DAYS - 1));
    let from = first.start(ctx.timezone())?;
    let mut per_day = vec![0; 2 * DAYS as usize];
    // An hour gained at a clock change must not open a fifteenth day.
    let last = per_day.len() as i64 - 1;
    let mut count = |day: i64, clients: i64| per_day[day.clamp(0, last) as usize] += clients;
    let total = match Circle::of(ctx)? {
        Circle::Everybody => {
            for row in queries::created_by_day(ctx, from, DAY_MS)? {
                count(row.day_number.unwrap_or(0), row.clients);
            }
            queries::client_count(ctx, from)?.map_or(0, |row| row.total)
        }
        Circle::These(ids) => {
            let mut known = queries::client_some(ctx, &ids)?;
            known.retain(|row| row.archived_at.is_none());
            for row in known.iter().filter(|row| row.created_at >= from) {
                count((row.created_at - from) / DAY_MS, 1);
            }
            known.len() as i64
        }
    };
    let (before, this) = per_day.split_at(DAYS as usize);
    Ok(NewClients {
        count: this.iter().sum(),
        before: before.iter().sum(),
        values: this.to_vec(),
        days: (DAYS..2 * DAYS).map(|at| first.plus(at)).collect(),
        total,
    })
}
