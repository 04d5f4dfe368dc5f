//! Pairs that may be one person (R-C3): found at entry and by imports, decided by people, remembered for everyone.

use pardoz_sdk::prelude::*;

use crate::queries;

#[derive(View)]
pub struct DuplicateList {
    pairs: Vec<queries::DuplicateList>,
    waiting: i64,
}

pub fn list_duplicates(ctx: &Query) -> Result<DuplicateList> {
    Ok(DuplicateList {
        pairs: queries::duplicate_list(ctx, 100)?,
        waiting: queries::duplicate_count(ctx)?.map_or(0, |row| row.waiting),
    })
}

#[derive(Input)]
pub struct OfClient {
    client_id: Id,
}

#[derive(View)]
pub struct DuplicatesOfClient {
    client_id: Id,
    duplicates: Vec<queries::DuplicatesOf>,
}

/// The panel on a client's card; empty when there is nothing to decide.
pub fn duplicates_of_client(ctx: &Query, wanted: OfClient) -> Result<DuplicatesOfClient> {
    Ok(DuplicatesOfClient {
        client_id: wanted.client_id,
        duplicates: queries::duplicates_of(ctx, wanted.client_id)?,
    })
}

#[derive(Input)]
pub struct Pair {
    client_id: Id,
    other_client_id: Id,
}

pub fn dismiss_duplicate(ctx: &mut Mutation, pair: Pair) -> Result<Redirect> {
    let (smaller, larger) =
        (pair.client_id.min(pair.other_client_id), pair.client_id.max(pair.other_client_id));
    let now = ctx.now();
    if queries::dismiss_duplicate(ctx, now, smaller, larger)? == 0 {
        return Err(not_found("clients-error-no-pair"));
    }
    Ok(redirect("duplicate-list").toast("clients-toast-different"))
}
