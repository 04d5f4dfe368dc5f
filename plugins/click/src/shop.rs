//! Prepare and Complete. Each is called again until it is answered. `Ok(Err(refusal))` is an answer, and what was
//! written before it stays; `Err` undoes the call.

use pardoz_sdk::prelude::*;
use pardoz_sdk::secret::{self, Part};
use serde::Deserialize;

use crate::model::refusal::Refusal;
use crate::model::request::{Action, Form, Request};
use crate::queries::{self, Transaction};

type Answer<T> = Result<T, Refusal>;

/// Click reads the body and not the status, so every refusal is a 200.
pub fn hear(ctx: &mut Mutation) -> Result<Json> {
    let form = Form::read(ctx.body().unwrap_or_default());
    let answer = match is_click(&form)? {
        false => Err(Refusal::NotClick),
        true => match form.request() {
            Err(refusal) => Err(refusal),
            Ok(_) if form.get("service_id") != ctx.setting::<String>("service_id")?.trim() => {
                Err(Refusal::Malformed)
            }
            Ok(request) if request.action == Action::Prepare => prepare(ctx, &request)?,
            Ok(request) => complete(ctx, &request)?,
        },
    };
    let mut said = json!({
        "click_trans_id": form.get("click_trans_id").parse::<i64>().ok(),
        "merchant_trans_id": form.get("merchant_trans_id"),
    });
    match answer {
        Ok((name, prepare_id)) => {
            said[name] = json!(prepare_id);
            (said["error"], said["error_note"]) = (json!(0), json!("Success"));
        }
        Err(refusal) => (said["error"], said["error_note"]) = (json!(refusal.code()), json!(refusal.note())),
    }
    Ok(said)
}

/// Until a key is entered, nobody is Click.
fn is_click(form: &Form) -> Result<bool> {
    if !secret::is_set("secret_key")? {
        return Ok(false);
    }
    let (before, after) = form.signed();
    let parts = [Part::Bytes(before.as_bytes()), Part::Secret("secret_key"), Part::Bytes(after.as_bytes())];
    let given = form.get("sign_string").to_ascii_lowercase();
    Ok(secret::is_same(secret::hex_digest("md5", &parts)?, given))
}

fn prepare(ctx: &mut Mutation, request: &Request) -> Result<Answer<(&'static str, i64)>> {
    if let Some(known) = queries::by_reference(ctx, &request.reference)? {
        return Ok(match &*known.state {
            "prepared" if known.amount_minor != request.amount_minor => Err(Refusal::WrongAmount),
            "prepared" => Ok(("merchant_prepare_id", known.prepare_id)),
            "confirmed" => Err(Refusal::Paid),
            _ => Err(Refusal::Cancelled),
        });
    }
    if request.error < 0 {
        return Ok(Err(Refusal::Cancelled));
    }
    let owed = match owed(ctx, &request.bill) {
        Ok(owed) if owed.owed_minor <= 0 => return Ok(Err(Refusal::Paid)),
        Ok(owed) if owed.owed_minor != request.amount_minor => return Ok(Err(Refusal::WrongAmount)),
        Ok(owed) => owed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let prepare_id = queries::next_prepare_id(ctx)?.map_or(1, |next| next.prepare_id);
    let now = ctx.now();
    queries::insert_transaction(
        ctx,
        prepare_id,
        &request.reference,
        owed.bill_id,
        owed.branch_id,
        owed.appointment_id,
        owed.number,
        owed.owed_minor,
        now,
    )?;
    Ok(Ok(("merchant_prepare_id", prepare_id)))
}

fn complete(ctx: &mut Mutation, request: &Request) -> Result<Answer<(&'static str, i64)>> {
    let prepare_id = request.prepare_id.unwrap_or_default();
    let known = queries::by_prepare_id(ctx, prepare_id)?;
    let Some(known) = known.filter(|known| known.reference == request.reference) else {
        return Ok(Err(Refusal::NoTransaction));
    };
    match &*known.state {
        "confirmed" => return Ok(Err(Refusal::Paid)),
        "cancelled" => return Ok(Err(Refusal::Cancelled)),
        _ => {}
    }
    if request.error < 0 {
        let note = format!("{} {}", request.error, request.error_note);
        end(ctx, &known, "cancelled", Some(note.trim()))?;
        return Ok(Err(Refusal::Cancelled));
    }
    if request.amount_minor != known.amount_minor {
        return Ok(Err(Refusal::WrongAmount));
    }
    queries::hold_transaction(ctx, prepare_id)?;
    let paid = json!({
        "bill_id": known.bill_id, "tender": "click", "reference": known.reference, "amount_minor": known.amount_minor,
    });
    match ask::<Json>(ctx, "take-online", paid) {
        Ok(_) => {
            end(ctx, &known, "confirmed", None)?;
            Ok(Ok(("merchant_confirm_id", prepare_id)))
        }
        Err(Refusal::Later) => Ok(Err(Refusal::Later)),
        // The bill was paid another way meanwhile, or became another one: Click gives the money back.
        Err(_) => {
            end(ctx, &known, "cancelled", Some("bill"))?;
            Ok(Err(Refusal::Cancelled))
        }
    }
}

fn end(ctx: &mut Mutation, known: &Transaction, state: &str, note: Option<&str>) -> Result<()> {
    let now = ctx.now();
    queries::end_transaction(ctx, state, now, note, known.prepare_id)?;
    Ok(())
}

#[derive(Deserialize)]
struct Owed {
    bill_id: Id,
    number: i64,
    branch_id: Id,
    owed_minor: i64,
    /// A deposit is for this visit.
    appointment_id: Option<Id>,
}

fn owed(ctx: &Query, bill: &str) -> Answer<Owed> {
    ask(ctx, "owed", json!({ "bill": bill }))
}

/// Finance's answer. What it refuses is no bill that could be paid; whatever else went wrong passes.
fn ask<T: serde::de::DeserializeOwned>(ctx: &Query, service: &str, args: Json) -> Answer<T> {
    let answer = ctx.service("finance@1").call(service, args).and_then(|answer| answer.read());
    answer.map_err(|error| match error.code() {
        "not-found" | "invalid" | "conflict" => Refusal::NoBill,
        code => {
            log::warn("finance did not answer", &[("code", &code), ("message", &error.message())]);
            Refusal::Later
        }
    })
}
