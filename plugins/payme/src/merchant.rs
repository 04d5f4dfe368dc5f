//! The methods of the Merchant API. Each is called again until it is answered, so each gives what it gave before.
//! `Ok(Err(refusal))` is an answer, and what was written before it stays; `Err` undoes the call.

use pardoz_sdk::prelude::*;

use crate::bill::{self, Answer, Owed};
use crate::fiscal;
use crate::model::life::{self, CANCELLED, CREATED, PERFORMED, RETURNED};
use crate::model::receipt::{self, Code};
use crate::model::refusal::Refusal;
use crate::queries::{self, Transaction};

pub fn call(ctx: &mut Mutation, method: &str, params: &Json, account: &str) -> Result<Answer<Json>> {
    match method {
        "CheckPerformTransaction" => check_perform(ctx, params, account),
        "CreateTransaction" => create(ctx, params, account),
        "PerformTransaction" => perform(ctx, params),
        "CancelTransaction" => cancel(ctx, params),
        "CheckTransaction" => check(ctx, params),
        "SetFiscalData" => fiscal::set(ctx, params),
        "GetStatement" => statement(ctx, params),
        _ => Ok(Err(Refusal::UnknownMethod)),
    }
}

/// The bill an account names, if exactly this sum is owed on it.
fn payable(ctx: &Query, params: &Json, account: &str) -> Answer<Owed> {
    let named = match &params["account"][account] {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        _ => return Err(Refusal::NoBill),
    };
    let owed = bill::owed(ctx, &named)?;
    if owed.owed_minor <= 0 {
        return Err(Refusal::BillClosed);
    }
    if params["amount"].as_i64() != Some(owed.owed_minor) {
        return Err(Refusal::WrongAmount);
    }
    Ok(owed)
}

fn check_perform(ctx: &Query, params: &Json, account: &str) -> Result<Answer<Json>> {
    let owed = match payable(ctx, params, account) {
        Ok(owed) => owed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let waits = queries::waiting(ctx, owed.bill_id)?;
    if waits.is_some_and(|one| !life::is_over(one.created_at, ctx.now())) {
        return Ok(Err(Refusal::BillWaits));
    }
    let mut answer = json!({ "allow": true });
    if let Some(detail) = detail(ctx, &owed)? {
        answer["detail"] = detail;
    }
    Ok(Ok(answer))
}

fn detail(ctx: &Query, owed: &Owed) -> Result<Option<Json>> {
    if bill::has_receipt(ctx) {
        return Ok(None);
    }
    let code = |code: &str, package: &str| -> Result<Code> {
        let code: String = ctx.setting(code)?;
        Ok(Code { code: code.trim().to_owned(), package: ctx.setting::<String>(package)?.trim().to_owned() })
    };
    let service = code("service_code", "service_package")?;
    let product = code("product_code", "product_package")?;
    let vat: i64 = ctx.setting("vat_percent")?;
    let of = |kind: &str| match kind {
        "product" => product.clone(),
        // A deposit is for services to come.
        "service" | "deposit" => service.clone(),
        _ => Code::default(),
    };
    let checked = |kind: &str| Some(of(kind)).filter(|one| receipt::is_ikpu(&one.code)).unwrap_or_default();
    Ok(receipt::detail(&owed.lines, owed.owed_minor, vat, checked))
}

fn create(ctx: &mut Mutation, params: &Json, account: &str) -> Result<Answer<Json>> {
    let (Some(reference), Some(payme_time)) = (id(params), params["time"].as_i64()) else {
        return Ok(Err(Refusal::Malformed));
    };
    if let Some(mut known) = queries::transaction(ctx, reference)? {
        if known.state != CREATED || expire(ctx, &mut known)? {
            return Ok(Err(Refusal::CannotPerform));
        }
        return Ok(Ok(created(&known)));
    }
    if life::is_over(payme_time, ctx.now()) {
        return Ok(Err(Refusal::CannotPerform));
    }
    let owed = match payable(ctx, params, account) {
        Ok(owed) => owed,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Some(mut other) = queries::waiting(ctx, owed.bill_id)?
        && !expire(ctx, &mut other)?
    {
        return Ok(Err(Refusal::BillWaits));
    }
    let (transaction_id, now, account) = (ctx.new_id(), ctx.now(), params["account"].to_string());
    let (bill_id, number, amount) = (owed.bill_id, owed.number, owed.owed_minor);
    queries::insert_transaction(
        ctx,
        reference,
        transaction_id,
        bill_id,
        owed.branch_id,
        owed.appointment_id,
        number,
        account,
        amount,
        payme_time,
        now,
    )?;
    Ok(Ok(json!({ "create_time": now, "transaction": transaction_id, "state": CREATED })))
}

fn perform(ctx: &mut Mutation, params: &Json) -> Result<Answer<Json>> {
    let Some(mut one) = find(ctx, params)? else { return Ok(Err(Refusal::NoTransaction)) };
    if one.state == CREATED && !expire(ctx, &mut one)? {
        queries::hold_transaction(ctx, &one.reference)?;
        if let Err(refusal) = bill::take(ctx, one.bill_id, &one.reference, one.amount_minor) {
            return Ok(Err(refusal));
        }
        one.state = PERFORMED;
        one.performed_at = Some(ctx.now());
        store(ctx, &one)?;
    }
    if one.state != PERFORMED {
        return Ok(Err(Refusal::CannotPerform));
    }
    Ok(Ok(json!({
        "transaction": one.transaction_id, "perform_time": one.performed_at.unwrap_or_default(), "state": one.state,
    })))
}

fn cancel(ctx: &mut Mutation, params: &Json) -> Result<Answer<Json>> {
    let Some(mut one) = find(ctx, params)? else { return Ok(Err(Refusal::NoTransaction)) };
    let reason = params["reason"].as_i64();
    if one.state == PERFORMED {
        queries::hold_transaction(ctx, &one.reference)?;
        let said = format!("Payme {}", reason.unwrap_or_default());
        if let Err(refusal) = bill::give_back(ctx, &one.reference, &said) {
            return Ok(Err(refusal));
        }
    }
    if one.state > 0 {
        one.state = if one.state == PERFORMED { RETURNED } else { CANCELLED };
        one.cancelled_at = Some(ctx.now());
        one.reason = reason;
        store(ctx, &one)?;
    }
    Ok(Ok(json!({
        "transaction": one.transaction_id, "cancel_time": one.cancelled_at.unwrap_or_default(), "state": one.state,
    })))
}

fn check(ctx: &Query, params: &Json) -> Result<Answer<Json>> {
    let Some(one) = find(ctx, params)? else { return Ok(Err(Refusal::NoTransaction)) };
    Ok(Ok(json!({
        "create_time": one.created_at, "perform_time": one.performed_at.unwrap_or_default(),
        "cancel_time": one.cancelled_at.unwrap_or_default(), "transaction": one.transaction_id, "state": one.state,
        "reason": one.reason,
    })))
}

fn statement(ctx: &Query, params: &Json) -> Result<Answer<Json>> {
    let (Some(from), Some(to)) = (params["from"].as_i64(), params["to"].as_i64()) else {
        return Ok(Err(Refusal::Malformed));
    };
    let row = |one: Transaction| {
        let account: Json = serde_json::from_str(&one.account).unwrap_or_default();
        json!({
            "id": one.reference, "time": one.payme_time, "amount": one.amount_minor, "account": account,
            "create_time": one.created_at, "perform_time": one.performed_at.unwrap_or_default(),
            "cancel_time": one.cancelled_at.unwrap_or_default(), "transaction": one.transaction_id,
            "state": one.state, "reason": one.reason, "receivers": null,
        })
    };
    let all: Vec<Json> = queries::statement(ctx, from, to)?.into_iter().map(row).collect();
    Ok(Ok(json!({ "transactions": all })))
}

fn id(params: &Json) -> Option<&str> {
    params["id"].as_str().filter(|id| (1..=64).contains(&id.len()))
}

fn find(ctx: &Query, params: &Json) -> Result<Option<Transaction>> {
    match id(params) {
        Some(reference) => queries::transaction(ctx, reference),
        None => Ok(None),
    }
}

/// `true`: it waited too long and is cancelled now.
fn expire(ctx: &mut Mutation, one: &mut Transaction) -> Result<bool> {
    if !life::is_over(one.created_at, ctx.now()) {
        return Ok(false);
    }
    one.state = CANCELLED;
    one.cancelled_at = Some(ctx.now());
    one.reason = Some(life::REASON_TIMEOUT);
    store(ctx, one)?;
    Ok(true)
}

fn store(ctx: &mut Mutation, one: &Transaction) -> Result<()> {
    queries::update_transaction(
        ctx,
        one.state,
        one.performed_at,
        one.cancelled_at,
        one.reason,
        &one.reference,
    )?;
    Ok(())
}

fn created(one: &Transaction) -> Json {
    json!({ "create_time": one.created_at, "transaction": one.transaction_id, "state": one.state })
}
