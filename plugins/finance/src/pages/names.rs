//! Who and what, as it is called in the reader's language.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::queries;

pub struct Staff(BTreeMap<Id, String>);

impl Staff {
    pub fn read(ctx: &Query) -> Result<Self> {
        let all = queries::staff_list(ctx)?;
        Ok(Self(all.into_iter().map(|one| (one.staff_id, one.display_name)).collect()))
    }

    pub fn of(&self, staff_id: Option<Id>) -> String {
        staff_id.and_then(|id| self.0.get(&id)).cloned().unwrap_or_default()
    }
}

/// Names of the clients of some rows.
pub fn clients(ctx: &Query, ids: impl Iterator<Item = Id>) -> Result<BTreeMap<Id, String>> {
    let mut ids: Vec<Id> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = queries::client_some(ctx, &ids)?;
    Ok(found.into_iter().map(|one| (one.client_id, one.display_name)).collect())
}

/// An account's name: the owner's own word, or the text of a built-in one.
pub fn account(ctx: &Query, account: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => name.to_owned(),
        None => ctx.t(&format!("finance-account-{}", account.replace(['.', '_'], "-")), json!({})),
    }
}

/// The same for a category.
pub fn category(ctx: &Query, category: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => name.to_owned(),
        None => ctx.t(&format!("finance-category-{}", category.replace('_', "-")), json!({})),
    }
}

pub fn tender(ctx: &Query, tender: &str) -> String {
    ctx.t(&format!("finance-tender-{tender}"), json!({}))
}

#[derive(View, Clone)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

pub fn branches(place: &crate::branch::Place) -> Vec<Choice> {
    let choice =
        |branch: &queries::Branch| Choice { value: branch.branch_id.to_string(), label: branch.name.clone() };
    place.branches.iter().map(choice).collect()
}
