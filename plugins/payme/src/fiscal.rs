//! SetFiscalData: Payme tells what became of the fiscal receipt it issued for a payment, or for its cancel.

use pardoz_sdk::prelude::*;

use crate::bill::Answer;
use crate::model::refusal::Refusal;
use crate::queries;

/// Characters kept of a text of Payme's.
const TEXT_CHARS: usize = 300;

pub fn set(ctx: &mut Mutation, params: &Json) -> Result<Answer<Json>> {
    let (Some(reference), Some(kind)) = (params["id"].as_str(), params["type"].as_str()) else {
        return Ok(Err(Refusal::Malformed));
    };
    let data = &params["fiscal_data"];
    // The published page calls it a text and shows a number.
    let receipt_id = match &data["receipt_id"] {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => return Ok(Err(Refusal::Malformed)),
    };
    if !matches!(kind, "PERFORM" | "CANCEL") || !data["status_code"].is_i64() {
        return Ok(Err(Refusal::Malformed));
    }
    if queries::transaction(ctx, reference)?.is_none() {
        return Ok(Err(Refusal::NoTransaction));
    }
    let text = |name: &str| -> Option<String> {
        let said = data[name].as_str().filter(|text| !text.is_empty())?;
        Some(said.chars().take(TEXT_CHARS).collect())
    };
    let url = text("qr_code_url").filter(|url| url.starts_with("https://"));
    let (status_code, now) = (data["status_code"].as_i64().unwrap_or_default(), ctx.now());
    queries::upsert_receipt(
        ctx,
        reference,
        kind,
        receipt_id,
        status_code,
        text("message").as_deref(),
        text("terminal_id").as_deref(),
        text("fiscal_sign").as_deref(),
        url.as_deref(),
        text("date").as_deref(),
        now,
    )?;
    Ok(Ok(json!({ "success": true })))
}
