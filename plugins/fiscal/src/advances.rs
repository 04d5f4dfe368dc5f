//! Money for what is to come (R-B9): a deposit or an advance is on a receipt when it is taken, its return when it goes
//! back, and the fee when it is kept of it. A sale that is paid with it later names it and receives no money for it.

use pardoz_sdk::prelude::*;

use crate::model::receipt::{Body, Form, Given};
use crate::queries::{self, Receipt};
use crate::queue::{self, New, SetOff};

#[derive(Input)]
pub struct Moved {
    move_id: Id,
    /// A visit's deposit; without one, what a client paid in for anything.
    appointment_id: Option<Id>,
    client_id: Option<Id>,
    branch_id: Id,
    #[input(max_chars = 20)]
    kind: String,
    #[input(max_chars = 40)]
    tender: Option<String>,
    /// Above zero: the salon owes more.
    amount_minor: i64,
    day: Day,
    at: i64,
}

impl Moved {
    fn holder(&self) -> Option<Id> {
        self.appointment_id.or(self.client_id)
    }

    fn given(&self, amount_minor: i64) -> Given {
        Given { tender: self.tender.clone().unwrap_or_default(), line_id: None, amount_minor }
    }
}

/// What finance tells of a deposit or an advance. Putting it into a bill and out of it is told with the bill.
pub fn moved(ctx: &mut Mutation, event: Event<Moved>) -> Result<()> {
    let said = event.payload;
    let Some(holder) = said.holder() else { return Ok(()) };
    match (said.kind.as_str(), said.amount_minor) {
        ("taken", 1..) => taken(ctx, &said, holder),
        ("returned", ..=-1) => returned(ctx, &said, holder),
        ("kept", ..=-1) => kept(ctx, &said, holder),
        ("unkept", 1..) => unkept(ctx, &said, holder),
        _ => Ok(()),
    }
}

fn new(said: &Moved, holder: Id, source: Id, body: Body) -> New<'static> {
    New {
        kind: "sale",
        purpose: "advance",
        bill_id: holder,
        source,
        original: None,
        holder: Some(holder),
        branch_id: said.branch_id,
        day: said.day,
        set_off: Vec::new(),
        body,
    }
}

/// If the sale it paid for was told first, the money stands on that receipt, and there is none to send.
fn taken(ctx: &mut Mutation, said: &Moved, holder: Id) -> Result<()> {
    let body = Body {
        lines: vec![queue::line("deposit", said.move_id, said.amount_minor)],
        tenders: vec![said.given(said.amount_minor)],
        form: Form::Advance,
        contract: Some(holder.to_string()),
    };
    let skipped = queries::advances(ctx, holder)?.map_or(0, |row| row.skipped_minor);
    let loose = queries::set_offs(ctx, holder, said.at)?.map_or(0, |row| row.loose_minor);
    let receipt = new(said, holder, said.move_id, body);
    match loose - skipped >= said.amount_minor {
        true => queue::skip(ctx, receipt),
        false => queue::put(ctx, receipt),
    }
}

/// Each receipt of it gives back what is left on it, those of the same tender first.
fn returned(ctx: &mut Mutation, said: &Moved, holder: Id) -> Result<()> {
    if queries::receipt_of(ctx, "return", said.move_id)?.is_some() {
        return Ok(());
    }
    let mut left = queue::covered(ctx, holder)?.min(-said.amount_minor);
    let mut all = queries::receipts_of_holder(ctx, holder, "advance")?;
    let is_own = |one: &Receipt| -> Result<bool> {
        Ok(queue::body(one)?.tenders.iter().any(|given| Some(&given.tender) == said.tender.as_ref()))
    };
    let mut others = Vec::new();
    let mut own = Vec::new();
    for one in all.drain(..) {
        if is_own(&one)? { own.push(one) } else { others.push(one) }
    }
    let mut parts = 0;
    for advance in own.iter().chain(&others) {
        let part = queue::room(ctx, advance)?.min(left);
        if part <= 0 {
            continue;
        }
        left -= part;
        let body = Body {
            lines: vec![queue::line("deposit", said.move_id, part)],
            tenders: vec![said.given(part)],
            form: Form::Advance,
            contract: Some(holder.to_string()),
        };
        let source = queue::part_of(ctx, said.move_id, parts);
        parts += 1;
        let back =
            New { kind: "return", original: Some(advance.receipt_id), ..new(said, holder, source, body) };
        queue::put(ctx, back)?;
    }
    Ok(())
}

/// R-B9: the fee is a sale, paid with the advance.
fn kept(ctx: &mut Mutation, said: &Moved, holder: Id) -> Result<()> {
    let fee = -said.amount_minor;
    let set_off = queue::set_off(ctx, holder, fee)?;
    let body = fee_body(said, holder, fee, &set_off);
    queue::put(ctx, New { purpose: "fee", set_off: vec![set_off], ..new(said, holder, said.move_id, body) })
}

/// The visit stands again: the fee's receipt is undone, and what it set off is an advance once more.
fn unkept(ctx: &mut Mutation, said: &Moved, holder: Id) -> Result<()> {
    if queries::receipt_of(ctx, "return", said.move_id)?.is_some() {
        return Ok(());
    }
    let mut left = said.amount_minor;
    let mut parts = 0;
    for fee in queries::receipts_of_holder(ctx, holder, "fee")? {
        let before: i64 = queries::returns_of(ctx, fee.receipt_id)?.iter().map(|back| back.total_minor).sum();
        let part = (fee.total_minor - before).min(left);
        if part <= 0 {
            continue;
        }
        left -= part;
        let set_off = queue::put_back(ctx, &fee, holder, part)?;
        let source = queue::part_of(ctx, said.move_id, parts);
        parts += 1;
        let body = fee_body(said, holder, part, &set_off);
        let back = New {
            kind: "return",
            purpose: "fee",
            original: Some(fee.receipt_id),
            set_off: vec![set_off],
            ..new(said, holder, source, body)
        };
        queue::put(ctx, back)?;
    }
    Ok(())
}

fn fee_body(said: &Moved, holder: Id, fee_minor: i64, set_off: &SetOff) -> Body {
    Body {
        lines: vec![queue::line("fee", said.move_id, fee_minor)],
        tenders: set_off.given("deposit").collect(),
        form: Form::Sale,
        contract: (set_off.covered_minor > 0).then(|| holder.to_string()),
    }
}
