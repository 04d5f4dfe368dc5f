//! The books' invariants: quantity and value of balances are the sums of the ledger and of the layers, layers are the
//! sums of their movements, nothing is an orphan, what is held is held by a bill, a document taken back is taken back
//! at its price, transfers change nothing. Run every night and at a word.

use pardoz_sdk::prelude::*;

use crate::queries;

#[derive(View)]
pub struct Books {
    pub at: i64,
    pub faults: i64,
    pub checks: Vec<Check>,
}

#[derive(View)]
pub struct Check {
    pub name: &'static str,
    pub faults: i64,
}

/// What is wrong now, by name.
pub fn look(ctx: &Query) -> Result<Vec<Check>> {
    let sum = |rows: Vec<i64>| rows.into_iter().sum::<i64>();
    let faults = [
        ("balances", sum(queries::check_balances(ctx)?.iter().map(|row| row.faults).collect())),
        ("layers", sum(queries::check_layers(ctx)?.iter().map(|row| row.faults).collect())),
        ("movements", sum(queries::check_layer_movements(ctx)?.iter().map(|row| row.faults).collect())),
        ("orphans", sum(queries::check_orphans(ctx)?.iter().map(|row| row.faults).collect())),
        ("reserved", sum(queries::check_reserved(ctx)?.iter().map(|row| row.faults).collect())),
        ("reversals", sum(queries::check_reversals(ctx)?.iter().map(|row| row.faults).collect())),
        ("transfers", sum(queries::check_transfers(ctx)?.iter().map(|row| row.faults).collect())),
    ];
    Ok(faults.into_iter().map(|(name, faults)| Check { name, faults }).collect())
}

/// Looks, and notes when and with what result.
pub fn run(ctx: &mut Mutation) -> Result<Books> {
    let checks = look(ctx)?;
    let (at, faults) = (ctx.now(), checks.iter().map(|check| check.faults).sum());
    let wrong: Vec<&str> = checks.iter().filter(|check| check.faults > 0).map(|check| check.name).collect();
    let text = wrong.join(", ");
    if faults > 0 {
        log::error("the stock's books do not balance", &[("checks", &text)]);
    }
    queries::upsert_check(ctx, "books", at, faults, Some(text.as_str()))?;
    Ok(Books { at, faults, checks })
}

/// The button beside the line on the dashboard.
pub fn check_now(ctx: &mut Mutation) -> Result<Redirect> {
    let books = run(ctx)?;
    let toast = if books.faults == 0 { "inventory-toast-balanced" } else { "inventory-toast-unbalanced" };
    Ok(redirect("document-list").toast(toast).data(books))
}
