//! Certificates and memberships that a bill sold and that are given back: what is left of them, and taking them back in
//! the refund's own transaction, so that nobody spends meanwhile what is being paid out (R-F3, R-L4).

use std::cmp::Reverse;

use pardoz_sdk::prelude::*;

use crate::certificates::{self, Change};
use crate::memberships::{self, About};
use crate::queries::{self, Certificate, Membership};

/// One certificate or membership, with what its holder gets for it.
struct Piece {
    amount_minor: i64,
    what: What,
}

enum What {
    Certificate(Certificate),
    Membership(Membership),
}

#[derive(Input)]
pub struct Asked {
    bill_id: Id,
    #[input(max_items = 200)]
    lines: Vec<Id>,
}

/// What is left of each line, the dearest piece first.
pub fn left(ctx: &Query, asked: Asked) -> Result<Json> {
    let mut lines = Vec::new();
    for line_id in asked.lines {
        let pieces = pieces(ctx, asked.bill_id, line_id)?;
        lines.push(line(line_id, &pieces));
    }
    answer(ctx, asked.bill_id, lines)
}

#[derive(Input)]
pub struct TakeBack {
    bill_id: Id,
    refund_id: Id,
    branch_id: Id,
    /// The refund's.
    day: Day,
    line_id: Id,
    #[input(range = 1..)]
    quantity_milli: i64,
}

/// Takes back so many pieces, the dearest first; fewer if there are fewer.
pub fn take_back(ctx: &mut Mutation, wish: TakeBack) -> Result<Json> {
    let mut pieces = pieces(ctx, wish.bill_id, wish.line_id)?;
    pieces.truncate((wish.quantity_milli / 1000) as usize);
    let told = line(wish.line_id, &pieces);
    let about = About {
        bill_id: Some(wish.bill_id),
        refund_id: Some(wish.refund_id),
        branch_id: wish.branch_id,
        day: wish.day,
    };
    for piece in pieces {
        match piece.what {
            What::Certificate(row) => {
                let change = Change {
                    kind: "refunded",
                    amount_minor: piece.amount_minor,
                    bill_id: about.bill_id,
                    refund_id: about.refund_id,
                    branch_id: about.branch_id,
                    day: about.day,
                    until: None,
                };
                certificates::change(ctx, &row, &change)?;
            }
            What::Membership(row) => memberships::take_back(ctx, row, piece.amount_minor, &about)?,
        }
    }
    answer(ctx, wish.bill_id, vec![told])
}

fn line(line_id: Id, pieces: &[Piece]) -> Json {
    let pieces: Vec<i64> = pieces.iter().map(|piece| piece.amount_minor).collect();
    json!({ "line_id": line_id, "pieces": pieces })
}

/// A sale we have not heard of yet has no certificates yet: that is no "nothing is left".
fn answer(ctx: &Query, bill_id: Id, lines: Vec<Json>) -> Result<Json> {
    let settled = queries::payment(ctx, bill_id)?.is_some();
    Ok(json!({ "settled": settled, "lines": lines }))
}

/// Those of a line that may be given back: what an open bill holds is being spent.
fn pieces(ctx: &Query, bill_id: Id, line_id: Id) -> Result<Vec<Piece>> {
    let mut pieces = Vec::new();
    for sold in queries::certificates_of_bill(ctx, bill_id, line_id)? {
        let row = certificates::find(ctx, sold.certificate_id)?;
        if row.state == "active" && row.held_bill_id.is_none() {
            pieces.push(Piece { amount_minor: row.balance_minor, what: What::Certificate(row) });
        }
    }
    for row in queries::memberships_of_line(ctx, bill_id, line_id)? {
        if matches!(row.state.as_str(), "active" | "frozen") && row.visits_held == 0 {
            let amount_minor = memberships::worth_back(ctx, &row)?;
            pieces.push(Piece { amount_minor, what: What::Membership(row) });
        }
    }
    pieces.retain(|piece| piece.amount_minor > 0);
    pieces.sort_by_key(|piece| Reverse(piece.amount_minor));
    Ok(pieces)
}
