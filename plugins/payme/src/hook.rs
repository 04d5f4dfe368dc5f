//! The envelope: JSON-RPC over HTTP, the key in Basic auth. Payme reads the body and not the status, so every refusal
//! is a 200.

use pardoz_sdk::prelude::*;

use crate::key::{self, Caller};
use crate::merchant;
use crate::model::base64;
use crate::model::refusal::Refusal;

/// The login Payme uses with every shop's key.
const LOGIN: &[u8] = b"Paycom:";

pub fn merchant(ctx: &mut Mutation) -> Result<Json> {
    let account: String = ctx.setting("account")?;
    let said: Option<Json> = serde_json::from_slice(ctx.body().unwrap_or_default()).ok();
    let id = said.as_ref().map_or(Json::Null, |said| said["id"].clone());
    let own = sent_key(ctx);
    let caller = match &own {
        Some(own) => key::caller(ctx, own)?,
        None => Caller::Stranger,
    };
    let answer = match (caller, said) {
        (Caller::Stranger, _) => Err(Refusal::NotPayme),
        (_, None) => Err(Refusal::Unreadable),
        (_, Some(said)) => match (said["method"].as_str(), said["params"].is_object()) {
            (Some("ChangePassword"), true) => {
                key::change(ctx, caller, &own.unwrap_or_default(), &said["params"])?
            }
            _ if caller == Caller::Before => Err(Refusal::NotPayme),
            (Some(method), true) => merchant::call(ctx, method, &said["params"], &account)?,
            _ => Err(Refusal::Malformed),
        },
    };
    Ok(match answer {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(refusal) => json!({ "jsonrpc": "2.0", "id": id, "error": refusal.json(&account) }),
    })
}

/// The key the call came with.
fn sent_key(ctx: &Query) -> Option<Vec<u8>> {
    let sent = ctx.header("authorization").and_then(|text| text.strip_prefix("Basic "));
    let plain = sent.and_then(|coded| base64::decode(coded.trim()))?;
    plain.strip_prefix(LOGIN).map(<[u8]>::to_vec)
}
