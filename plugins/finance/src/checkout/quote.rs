//! What the loyalty module says of a bill (R-L5). It may be off, broken or slow: then there are no discounts and a
//! plain notice, and the checkout goes on (R-K3).

use pardoz_sdk::prelude::*;
use serde::Deserialize;

use super::draft::{DraftLine, row};
use super::wish::{Wish, WishedCertificate};
use crate::bill::is_silence;

#[derive(Deserialize, Clone, Debug, Default)]
pub struct Quote {
    pub lines: Vec<QuotedLine>,
    pub redeemed: Vec<Redeemed>,
    pub points_used: i64,
    pub points_max: i64,
    #[serde(default)]
    pub points_balance: i64,
    pub earn_points: i64,
    #[serde(default)]
    pub notes: Vec<Noted>,
}

#[derive(Deserialize, Clone, Debug)]
pub struct QuotedLine {
    pub line_id: Id,
    pub discount_minor: i64,
    #[serde(default)]
    pub reasons: Vec<Json>,
}

#[derive(Deserialize, Clone, Debug)]
pub struct Redeemed {
    pub tender: String,
    pub reference: String,
    #[serde(default)]
    pub line_id: Option<Id>,
    pub amount_minor: i64,
    #[serde(default)]
    pub label: Option<String>,
}

/// Something to say at a field: a code that does not hold, points above the cap.
#[derive(Deserialize, Clone, Debug)]
pub struct Noted {
    pub field: String,
    pub says: Json,
}

/// What came of asking.
pub enum Asked {
    Answer(Quote),
    /// Nobody provides loyalty: there is nothing to say.
    Off,
    /// It is there and does not answer.
    Silent,
}

/// `reserve` also holds what it promises.
pub fn ask(ctx: &Query, wish: &Wish, bill: &Bill<'_>, reserve: bool) -> Result<Asked> {
    let loyalty = ctx.service("loyalty@1");
    if !loyalty.is_available() {
        return Ok(Asked::Off);
    }
    let asked = loyalty.call(if reserve { "reserve" } else { "quote" }, body(wish, bill));
    match asked.and_then(|answer| answer.read::<Quote>()) {
        Ok(mut quote) => {
            for note in &mut quote.notes {
                if let Some(typed) = as_typed(wish, bill, &note.field) {
                    note.field = typed;
                }
            }
            Ok(Asked::Answer(quote))
        }
        // A person without a right over cards still takes money.
        Err(error) if is_silence(&error) || error.code() == "denied" => Ok(Asked::Silent),
        Err(error) => Err(error.renamed(|name| as_typed(wish, bill, name))),
    }
}

/// Loyalty counts the rows it was sent; the form has empty ones between them. What it says of a row stands at the row that
/// was typed.
fn as_typed(wish: &Wish, bill: &Bill<'_>, name: &str) -> Option<String> {
    let typed = |list: &str, rows: Vec<usize>| {
        let (at, column) = row(name, list)?;
        Some(format!("{list}[{}][{column}]", rows.get(at)?))
    };
    typed("certificates", certificates(wish).map(|(at, ..)| at).collect())
        .or_else(|| typed("memberships", memberships(wish, bill).map(|(at, ..)| at).collect()))
}

/// The certificates that were typed: the row, its code, and the rest of it.
fn certificates(wish: &Wish) -> impl Iterator<Item = (usize, &str, &WishedCertificate)> {
    wish.certificates.iter().enumerate().filter_map(|(at, one)| {
        let code = one.code.as_deref().map(str::trim).filter(|code| !code.is_empty())?;
        Some((at, code, one))
    })
}

/// The memberships that were chosen: the row, which it is, and the line it pays.
fn memberships<'a>(wish: &'a Wish, bill: &'a Bill<'_>) -> impl Iterator<Item = (usize, Id, &'a DraftLine)> {
    wish.memberships.iter().enumerate().filter_map(|(at, one)| {
        let line = bill.lines.get(usize::try_from(one.line?).ok()?)?;
        Some((at, one.membership_id?, line))
    })
}

/// The bill as loyalty@1 reads it.
pub struct Bill<'a> {
    pub bill_id: Id,
    pub branch_id: Id,
    pub client_id: Option<Id>,
    pub lines: &'a [DraftLine],
}

fn body(wish: &Wish, bill: &Bill<'_>) -> Json {
    let lines: Vec<Json> = bill
        .lines
        .iter()
        .map(|line| {
            json!({
                "line_id": line.bill_line_id, "kind": line.kind, "subject_id": line.subject,
                "staff_id": line.staff_id, "quantity_milli": line.quantity_milli, "price_minor": line.price_minor,
            })
        })
        .collect();
    let certificates: Vec<Json> = certificates(wish)
        .map(|(_, code, one)| json!({ "code": code, "pin": one.pin, "amount_minor": one.amount_minor }))
        .collect();
    let memberships: Vec<Json> = memberships(wish, bill)
        .map(|(_, id, line)| json!({ "membership_id": id, "line_id": line.bill_line_id }))
        .collect();
    let code = wish.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    json!({
        "bill_id": bill.bill_id, "branch_id": bill.branch_id, "client_id": bill.client_id,
        "appointment_id": wish.appointment_id, "code": code, "points": wish.points,
        "certificates": certificates, "memberships": memberships, "lines": lines,
    })
}

/// A text in the reader's language out of `{"uz": …, "ru": …, "en": …}`.
pub fn said(ctx: &Query, says: &Json) -> String {
    let of = |locale: &str| says.get(locale).and_then(Json::as_str);
    of(ctx.locale()).or_else(|| of("ru")).unwrap_or_default().to_owned()
}
