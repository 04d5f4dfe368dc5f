//! The envelope: JSON-RPC over HTTP, the key in Basic auth. Payme reads the body and not the status, so every refusal
//! is a 200.

use pardoz_sdk::prelude::*;
use pardoz_sdk::secret;

use crate::merchant;
use crate::model::base64;
use crate::model::refusal::Refusal;

/// The login Payme uses with every shop's key.
const LOGIN: &[u8] = b"Paycom:";

pub fn merchant(ctx: &mut Mutation) -> Result<Json> {
    let account: String = ctx.setting("account")?;
    let said: Option<Json> = serde_json::from_slice(ctx.body().unwrap_or_default()).ok();
    let id = said.as_ref().map_or(Json::Null, |said| said["id"].clone());
    let answer = match (is_payme(ctx)?, said) {
        (false, _) => Err(Refusal::NotPayme),
        (true, None) => Err(Refusal::Unreadable),
        (true, Some(said)) => match (said["method"].as_str(), said["params"].is_object()) {
            (Some(method), true) => merchant::call(ctx, method, &said["params"], &account)?,
            _ => Err(Refusal::Malformed),
        },
    };
    Ok(match answer {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(refusal) => json!({ "jsonrpc": "2.0", "id": id, "error": refusal.json(&account) }),
    })
}

/// Until a key is entered, nobody is Payme.
fn is_payme(ctx: &Query) -> Result<bool> {
    let sent = ctx.header("authorization").and_then(|text| text.strip_prefix("Basic "));
    let plain = sent.and_then(|coded| base64::decode(coded.trim()));
    let Some(key) = plain.as_deref().and_then(|plain| plain.strip_prefix(LOGIN)) else { return Ok(false) };
    Ok(secret::is_set("key")? && secret::equals("key", key)?)
}
