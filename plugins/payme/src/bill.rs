//! What finance says of a bill, and what it is told.

use pardoz_sdk::prelude::*;
use serde::Deserialize;

use crate::model::receipt::Line;
use crate::model::refusal::Refusal;

#[derive(Deserialize)]
pub struct Owed {
    pub bill_id: Id,
    pub number: i64,
    pub owed_minor: i64,
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

fn later(error: &Error) -> Refusal {
    log::warn("finance did not answer", &[("code", &error.code()), ("message", &error.message())]);
    Refusal::Later
}
