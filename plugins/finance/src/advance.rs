//! What a client pays in without a visit or a bill in mind (R-F2: a liability until it is used), and what of it goes back.

use pardoz_sdk::prelude::*;

use crate::book::{self, Entry};
use crate::branch::Place;
use crate::model::entry::{Line, Lines};
use crate::model::tender::Tender;

/// Money that came in (above zero) or goes back.
pub struct Move<'a> {
    pub client_id: Id,
    pub amount_minor: i64,
    /// Where it lies, and the open shift of that desk.
    pub account: &'a str,
    pub shift_id: Option<Id>,
    pub note: Option<&'a str>,
}

impl Move<'_> {
    fn kind(&self) -> &'static str {
        if self.amount_minor > 0 { "advance" } else { "advance_back" }
    }
}

/// Writes it into the books and tells others. Returns its id.
pub fn post(ctx: &mut Mutation, place: &Place, one: &Move<'_>) -> Result<Id> {
    let (source_id, day) = (ctx.new_id(), place.today);
    let mut lines = Lines::default();
    lines.push(Line::of(one.account, one.amount_minor).category(one.kind()).shift(one.shift_id));
    lines.push(Line::of("advances", -one.amount_minor).with("client", Some(one.client_id)));
    let entry = Entry {
        kind: "operation",
        day,
        period: None,
        branch_id: place.branch_id,
        source_kind: one.kind(),
        source_id,
        note: one.note,
    };
    book::post(ctx, entry, lines)?;
    tell(ctx, place, one, day, source_id)?;
    Ok(source_id)
}

/// Others hear of it as of a visit's deposit (`finance.deposit.moved`): a fiscal receipt is owed for it.
pub fn tell(ctx: &mut Mutation, place: &Place, one: &Move<'_>, day: Day, source_id: Id) -> Result<()> {
    let kind = if one.amount_minor > 0 { "taken" } else { "returned" };
    let told = json!({
        "move_id": source_id, "appointment_id": null, "client_id": one.client_id, "branch_id": place.branch_id,
        "kind": kind, "tender": Tender::of_account(one.account).word(), "amount_minor": one.amount_minor,
        "held_minor": null, "day": day, "at": ctx.now(),
    });
    ctx.emit("finance.deposit.moved", one.client_id, told)?;
    Ok(())
}
