//! What finance says of a bill, or of a deposit that was asked for, and what it is told.

use pardoz_sdk::prelude::*;
use serde::Deserialize;

use crate::model::receipt::Line;
use crate::model::refusal::Refusal;

#[derive(Deserialize)]
pub struct Owed {
    pub bill_id: Id,
    pub number: i64,
    pub branch_id: Id,
    pub owed_minor: i64,
    /// A deposit is for this visit.
    pub appointment_id: Option<Id>,
    pub lines: Vec<Line>,
}

/// Who knows the word for it: `Err` is a refusal Payme is told.
pub type Answer<T> = Result<T, Refusal>;

pub fn owed(ctx: &Query, bill: &str) -> Answer<Owed> {
    let asked = ctx.service("finance@1").call("owed", json!({ "bill": bill }));
    asked.and_then(|answer| answer.read()).map_err(|error| match error.code() {
        "not-found" | "invalid" => Refusal::NoBill,
        _ => later(&error),
    })
}

/// The money came.
pub fn take(ctx: &Query, bill_id: Id, reference: &str, amount_minor: i64) -> Answer<()> {
    let paid = json!({ "bill_id": bill_id, "tender": "payme", "reference": reference, "amount_minor": amount_minor });
    let taken = ctx.service("finance@1").call("take-online", paid);
    taken.map(|_| ()).map_err(|error| match error.code() {
        // The bill was paid another way, became another one, or the visit cannot be completed: the money goes back.
        "not-found" | "invalid" | "conflict" => Refusal::CannotPerform,
        _ => later(&error),
    })
}

/// The money went back.
pub fn give_back(ctx: &Query, reference: &str, reason: &str) -> Answer<()> {
    let back = json!({ "tender": "payme", "reference": reference, "reason": reason });
    let given = ctx.service("finance@1").call("return-online", back);
    given.map(|_| ()).map_err(|error| match error.code() {
        "not-found" | "invalid" | "conflict" => Refusal::CannotCancel,
        _ => later(&error),
    })
}

/// Whether the salon issues a receipt for every sale itself; Payme's would be a second one. Who is on and does not
/// answer issues it later.
pub fn has_receipt(ctx: &Query) -> bool {
    #[derive(Deserialize)]
    struct Said {
        issues: bool,
    }
    let asked = ctx.service("receipts@1").call_if_available("issues", json!({}));
    match asked.and_then(|answer| answer.map(|answer| answer.read::<Said>()).transpose()) {
        Ok(said) => said.is_some_and(|said| said.issues),
        Err(error) => {
            log::warn("whether receipts are issued is not known", &[("code", &error.code())]);
            true
        }
    }
}

fn later(error: &Error) -> Refusal {
    log::warn("finance did not answer", &[("code", &error.code()), ("message", &error.message())]);
    Refusal::Later
}
