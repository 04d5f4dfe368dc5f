//! Whose names a list is searched by: the client base knows every script and spelling (R-C2), this module does not.

use pardoz_sdk::prelude::*;
use serde::Deserialize;

/// Cards a name may mean: a list is narrowed by them, not made of them.
const FOUND_MAX: i64 = 500;

#[derive(Deserialize)]
struct Found {
    client_ids: Vec<Id>,
}

/// Clients by their name or the end of their number, as clients@1 finds them; none for a code or an empty field.
pub fn named(ctx: &Query, q: &str) -> Result<Vec<Id>> {
    if q.chars().count() < 2 {
        return Ok(Vec::new());
    }
    match ctx.service("clients@1").call("search", json!({ "q": q, "limit": FOUND_MAX })) {
        Ok(answer) => Ok(answer.read::<Found>()?.client_ids),
        // A list is still searched by code where the client base is closed to a person, or does not answer (R-K3).
        Err(_) => Ok(Vec::new()),
    }
}
