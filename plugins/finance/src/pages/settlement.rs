//! R-M2: a branch pays another what it owes it for certificates and memberships sold here and used there.

use pardoz_sdk::prelude::*;

use super::operations::POST;
use crate::book::{self, Entry};
use crate::branch::Place;
use crate::model::{clock, posting};
use crate::queries;

#[derive(Input)]
pub struct Settlement {
    debtor: Id,
    creditor: Id,
    /// As it was seen: somebody else may have paid it meanwhile.
    #[input(range = 1..=100_000_000_000_000i64)]
    amount_minor: i64,
}

/// All of it at once, through the bank. Whoever posts it must be allowed to in both branches.
pub fn settle(ctx: &mut Mutation, input: Settlement) -> Result<Redirect> {
    let place = Place::find(ctx, Some(input.debtor), POST)?;
    Place::find(ctx, Some(input.creditor), POST)?;
    let pair = |one: &queries::Interbranch| {
        one.branch_id == input.creditor && one.counterparty_id == Some(input.debtor)
    };
    let open = queries::interbranch(ctx, clock::period(&place.today))?;
    let owed = open.iter().find(|one| pair(one)).map_or(0, |one| one.amount_minor);
    if owed != input.amount_minor {
        return Err(conflict("finance-error-settlement-changed"));
    }
    let source_id = ctx.new_id();
    let entry = Entry {
        kind: "settlement",
        day: place.today,
        period: None,
        branch_id: input.debtor,
        source_kind: "settlement",
        source_id,
        note: None,
    };
    book::post(ctx, entry, posting::settlement(input.debtor, input.creditor, owed))?;
    let back = redirect("report").with("branch", input.debtor).toast("finance-toast-saved");
    Ok(back.created(json!({ "settlement_id": source_id, "amount_minor": owed })))
}
