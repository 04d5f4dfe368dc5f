//! Certificates and memberships that a bill sold: what is left of them the loyalty module knows (R-F3, R-L4). It is
//! asked before money is given; without its answer such a line waits.

use pardoz_sdk::prelude::*;
use serde::Deserialize;

use crate::bill::is_silence;
use crate::queries::{Bill, BillLine};
use crate::told::is_sale;

/// What is left of a line.
#[derive(Debug)]
pub struct Left {
    pub line_id: Id,
    /// What each piece of it is good for, the dearest first; none that are used up.
    pub pieces: Vec<i64>,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Known,
    /// Loyalty has not heard of the sale yet.
    Early,
    /// It is off, or does not answer.
    Silent,
}

impl Left {
    /// Why nothing of it can go back.
    pub fn why(&self) -> Option<&'static str> {
        self.is_unknown().or(self.pieces.is_empty().then_some("finance-error-refund-used"))
    }

    /// Why nobody can say what is left.
    pub fn is_unknown(&self) -> Option<&'static str> {
        match self.state {
            State::Known => None,
            State::Early => Some("finance-error-refund-early"),
            State::Silent => Some("finance-error-refund-silent"),
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    settled: bool,
    lines: Vec<AnsweredLine>,
}

#[derive(Deserialize)]
struct AnsweredLine {
    line_id: Id,
    pieces: Vec<i64>,
}

/// Of each line that sold one. Nobody is asked about a bill without any.
pub fn left(ctx: &Query, bill: &Bill, lines: &[BillLine]) -> Result<Vec<Left>> {
    let sales: Vec<Id> = lines.iter().filter(|line| is_sale(line)).map(|line| line.bill_line_id).collect();
    if sales.is_empty() {
        return Ok(Vec::new());
    }
    let asked = json!({ "bill_id": bill.bill_id, "lines": sales });
    let (state, answered) = match answer(
        ctx.service("loyalty@1")
            .call_if_available("sold", asked)
            .and_then(|said| said.map(|said| said.read()).transpose()),
    )? {
        Some(answer) if answer.settled => (State::Known, answer.lines),
        Some(_) => (State::Early, Vec::new()),
        None => (State::Silent, Vec::new()),
    };
    let own = |line_id: Id| {
        let found = answered.iter().find(|one| one.line_id == line_id);
        let mut pieces = found.map(|one| one.pieces.clone()).unwrap_or_default();
        pieces.retain(|piece| *piece > 0);
        Left { line_id, pieces, state }
    };
    Ok(sales.into_iter().map(own).collect())
}

pub struct About<'a> {
    pub bill: &'a Bill,
    pub refund_id: Id,
    pub day: Day,
}

/// Takes so much of a line back, in this transaction, and says what it is worth. `Err`: the text of why not.
pub fn take_back(
    ctx: &mut Mutation,
    about: &About<'_>,
    line: &BillLine,
    quantity_milli: i64,
) -> Result<std::result::Result<i64, &'static str>> {
    let asked = json!({
        "bill_id": about.bill.bill_id, "refund_id": about.refund_id, "branch_id": about.bill.branch_id,
        "day": about.day, "line_id": line.bill_line_id, "quantity_milli": quantity_milli,
    });
    let called = ctx.service("loyalty@1").call_if_available("take-back", asked);
    let called = called.and_then(|said| said.map(|said| said.read()).transpose());
    let Some(answer) = answer(called)? else { return Ok(Err("finance-error-refund-silent")) };
    let pieces: Vec<i64> = answer.lines.iter().flat_map(|line| line.pieces.iter().copied()).collect();
    let sum: i64 = pieces.iter().sum();
    Ok(match () {
        () if !answer.settled => Err("finance-error-refund-early"),
        () if pieces.len() as i64 * 1000 != quantity_milli || sum <= 0 => Err("finance-error-refund-used"),
        // Another module's arithmetic: nobody gets back more than the line cost.
        () => Ok(sum.min(line.total_minor)),
    })
}

/// `None`: loyalty is off, broken, too slow, or not for this person.
fn answer(asked: Result<Option<Answer>>) -> Result<Option<Answer>> {
    match asked {
        Ok(answer) => Ok(answer),
        Err(error) if is_silence(&error) || error.code() == "denied" => Ok(None),
        Err(error) => Err(error),
    }
}
