//! What finance tells of bills: a sale wants a receipt, so does each payment of its debt, and a refund wants a return of
//! what it undoes. Each once (the table's constraint).

use pardoz_sdk::prelude::*;

use crate::model::receipt::{Body, Form, Given, Line};
use crate::queries::{self, Receipt};
use crate::queue::{self, New, SetOff};
use crate::send;

#[derive(Input)]
pub struct Bill {
    bill_id: Id,
    branch_id: Id,
    client_id: Option<Id>,
    appointment_id: Option<Id>,
    day: Day,
    lines: Vec<Sold>,
    tenders: Vec<Tender>,
    /// What of them is in the bill now.
    standing: Vec<Tender>,
    /// Owed by name.
    #[input(default = 0)]
    debt_minor: i64,
    payment: Option<Payment>,
    refund: Option<Refund>,
}

#[derive(Input)]
struct Sold {
    line_id: Id,
    #[input(max_chars = 40)]
    kind: String,
    subject_id: Option<String>,
    quantity_milli: i64,
    #[input(default = 0)]
    price_minor: i64,
    total_minor: i64,
    #[input(default = 0)]
    back_quantity_milli: i64,
    #[input(default = 0)]
    back_minor: i64,
}

#[derive(Input)]
struct Tender {
    #[input(max_chars = 40)]
    tender: String,
    line_id: Option<String>,
    amount_minor: i64,
}

#[derive(Input)]
struct Payment {
    payment_id: Id,
    #[input(max_chars = 40)]
    tender: String,
    money_minor: i64,
}

#[derive(Input)]
struct Refund {
    refund_id: Id,
    #[input(default = 0)]
    debt_minor: i64,
    lines: Vec<Back>,
    tenders: Vec<Tender>,
}

#[derive(Input)]
struct Back {
    line_id: Id,
    quantity_milli: i64,
    amount_minor: i64,
}

impl Tender {
    fn given(&self) -> Given {
        Given { tender: self.tender.clone(), line_id: self.line_id.clone(), amount_minor: self.amount_minor }
    }
}

impl Sold {
    /// What was sold.
    fn line(&self) -> Line {
        self.part(self.quantity_milli, self.total_minor)
    }

    /// What stays of it: what went back before its money came was never paid for.
    fn rest(&self) -> Line {
        self.part(self.quantity_milli - self.back_quantity_milli, self.total_minor - self.back_minor)
    }

    fn part(&self, quantity_milli: i64, total_minor: i64) -> Line {
        Line {
            line_id: self.line_id.to_string(),
            kind: self.kind.clone(),
            subject: self.subject_id.clone(),
            quantity_milli,
            price_minor: self.price_minor,
            total_minor,
        }
    }
}

impl Bill {
    /// Whose advance a tender is.
    fn holder(&self, tender: &str) -> Option<Id> {
        match tender {
            "deposit" => self.appointment_id,
            "advance" => self.client_id,
            _ => None,
        }
    }

    fn rest(&self) -> Vec<Line> {
        let stays = |line: &Line| line.quantity_milli > 0 && line.total_minor > 0;
        self.lines.iter().map(Sold::rest).filter(stays).collect()
    }

    fn receipt(&self, source: Id, set_off: Vec<SetOff>, body: Body) -> New<'static> {
        New {
            kind: "sale",
            purpose: "bill",
            bill_id: self.bill_id,
            source,
            original: None,
            holder: None,
            branch_id: self.branch_id,
            day: self.day,
            set_off,
            body,
        }
    }
}

/// The sale is committed; its receipt is queued under the bill's key. What is owed by name is named on it, and comes on
/// receipts of its own.
pub fn paid(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let lines = bill.lines.iter().map(Sold::line).filter(|line| line.total_minor > 0).collect();
    sell(ctx, &bill, lines, &bill.tenders)
}

fn sell(ctx: &mut Mutation, bill: &Bill, lines: Vec<Line>, taken: &[Tender]) -> Result<()> {
    let (mut tenders, mut set_off) = (Vec::new(), Vec::new());
    for one in taken {
        match bill.holder(&one.tender).filter(|_| one.amount_minor > 0) {
            Some(holder) => {
                let off = queue::set_off(ctx, holder, one.amount_minor)?;
                tenders.extend(off.given(&one.tender));
                merge(&mut set_off, off);
            }
            None => tenders.push(one.given()),
        }
    }
    let body = Body { lines, tenders, form: Form::Sale, contract: contract(&set_off) };
    queue::put(ctx, bill.receipt(bill.bill_id, set_off, body))
}

/// One row a holder.
fn merge(all: &mut Vec<SetOff>, one: SetOff) {
    match all.iter_mut().find(|known| known.holder == one.holder) {
        Some(known) => {
            known.covered_minor += one.covered_minor;
            known.loose_minor += one.loose_minor;
        }
        None => all.push(one),
    }
}

fn contract(set_off: &[SetOff]) -> Option<String> {
    set_off.iter().find(|one| one.covered_minor > 0).map(|one| one.holder.to_string())
}

/// Later money for a debt: a receipt of its own, which names the sale's. A sale whose debt began before there were such
/// receipts has its one with the last of the money, over what stays of it.
pub fn repaid(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let Some(sale) = queries::receipt_of(ctx, "sale", bill.bill_id)? else {
        return match bill.debt_minor {
            0 => sell(ctx, &bill, bill.rest(), &bill.standing),
            _ => Ok(()),
        };
    };
    let Some(payment) = &bill.payment else { return Ok(()) };
    let lines = bill.rest();
    let money = Given { tender: payment.tender.clone(), line_id: None, amount_minor: payment.money_minor };
    let body = Body { tenders: filled(&lines, vec![money]), lines, form: Form::Credit, contract: None };
    let new = bill.receipt(payment.payment_id, Vec::new(), body);
    queue::put(ctx, New { purpose: "payment", original: Some(sale.receipt_id), ..new })
}

/// With what of the lines is on no tender here: it was or will be on another receipt.
fn filled(lines: &[Line], mut tenders: Vec<Given>) -> Vec<Given> {
    let total: i64 = lines.iter().map(|line| line.total_minor).sum();
    let given: i64 = tenders.iter().map(|one| one.amount_minor).sum();
    if total > given {
        tenders.push(Given { tender: "debt".into(), line_id: None, amount_minor: total - given });
    }
    tenders
}

/// A return is linked to the receipt it undoes: what was sold to the sale's, money to the receipt on which it came. A
/// sale from before receipts were switched on has none to return.
pub fn refunded(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let Some(refund) = &bill.refund else { return Ok(()) };
    let Some(sale) = queries::receipt_of(ctx, "sale", bill.bill_id)? else {
        // The rest of a debt went with what was given back: what stays is paid now.
        let is_settled = bill.debt_minor == 0 && refund.debt_minor > 0;
        return if is_settled { sell(ctx, &bill, bill.rest(), &bill.standing) } else { Ok(()) };
    };
    if queries::receipt_of(ctx, "return", refund.refund_id)?.is_some() {
        return Ok(());
    }
    let line = |back: &Back| {
        let sold = bill.lines.iter().find(|sold| sold.line_id == back.line_id)?;
        Some(sold.part(back.quantity_milli, back.amount_minor))
    };
    let lines: Vec<Line> = refund.lines.iter().filter_map(line).filter(|line| line.total_minor > 0).collect();
    let (mut money, mut others, mut set_off) = (Vec::new(), Vec::new(), Vec::new());
    for one in &refund.tenders {
        let given = match bill.holder(&one.tender) {
            Some(holder) => {
                let off = queue::put_back(ctx, &sale, holder, one.amount_minor)?;
                merge(&mut set_off, off);
                off.given(&one.tender).collect()
            }
            None => vec![one.given()],
        };
        for one in given {
            if one.is_money() { money.push(one) } else { others.push(one) }
        }
    }
    // What of the money stands on the sale's own receipt, then on those of the payments.
    let mut receipts = vec![sale];
    receipts.extend(queries::payments_of(ctx, bill.bill_id)?);
    for (at, receipt) in receipts.into_iter().enumerate() {
        let part = take(&mut money, queue::room(ctx, &receipt)?);
        if at > 0 && part.is_empty() {
            continue;
        }
        let own = if at == 0 { std::mem::take(&mut others) } else { Vec::new() };
        let tenders = filled(&lines, own.into_iter().chain(part).collect());
        let off = if at == 0 { std::mem::take(&mut set_off) } else { Vec::new() };
        let body = Body { lines: lines.clone(), tenders, form: form(&receipt)?, contract: contract(&off) };
        let source = queue::part_of(ctx, refund.refund_id, at);
        let purpose = receipt.purpose.clone();
        let new = bill.receipt(source, off, body);
        let original = Some(receipt.receipt_id);
        queue::put(ctx, New { kind: "return", purpose: &purpose, original, ..new })?;
    }
    Ok(())
}

fn form(receipt: &Receipt) -> Result<Form> {
    Ok(queue::body(receipt)?.form)
}

/// So much of it and no more; what is left stays there.
fn take(money: &mut Vec<Given>, mut room_minor: i64) -> Vec<Given> {
    let mut taken = Vec::new();
    for one in money.iter_mut() {
        let part = one.amount_minor.min(room_minor);
        if part > 0 {
            taken.push(Given { amount_minor: part, ..one.clone() });
            one.amount_minor -= part;
            room_minor -= part;
        }
    }
    money.retain(|one| one.amount_minor > 0);
    taken
}

/// Never paid: a receipt that nobody has sent is not sent any more.
pub fn voided(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let Some(receipt) = queries::receipt_of(ctx, "sale", event.payload.bill_id)? else {
        return Ok(());
    };
    if receipt.state == "queued" && receipt.attempts == 0 {
        send::write(ctx, &Receipt { state: "void".into(), ..receipt })?;
    }
    Ok(())
}
