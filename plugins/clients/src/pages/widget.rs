//! New clients of the week, for the dashboard.

use pardoz_sdk::prelude::*;

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
    for row in queries::created_by_day(ctx, from, DAY_MS)? {
        // An hour gained at a clock change must not open a fifteenth day.
        let last = per_day.len() as i64 - 1;
        per_day[row.day_number.unwrap_or(0).clamp(0, last) as usize] += row.clients;
    }
    let (before, this) = per_day.split_at(DAYS as usize);
    Ok(NewClients {
        count: this.iter().sum(),
        before: before.iter().sum(),
        values: this.to_vec(),
        days: (DAYS..2 * DAYS).map(|at| first.plus(at)).collect(),
        total: queries::client_count(ctx, from)?.map_or(0, |row| row.total),
    })
}
