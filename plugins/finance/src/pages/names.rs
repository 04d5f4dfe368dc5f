//! Who and what, as it is called in the reader's language.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::desk;
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

/// What services and goods are called in the catalogue now, in every language.
pub struct Catalogue(BTreeMap<String, [String; 3]>);

impl Catalogue {
    /// Of lines of bills, each said by its kind and subject.
    pub fn read<'a>(ctx: &Query, lines: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Result<Self> {
        let (mut services, mut goods) = (Vec::new(), Vec::new());
        for (kind, subject) in lines {
            let Some(id) = subject.and_then(|text| Id::parse(text).ok()) else { continue };
            match kind {
                "service" => services.push(id),
                "product" => goods.push(id),
                _ => {}
            }
        }
        let mut names = BTreeMap::new();
        for ids in distinct(&mut services).chunks(AT_ONCE) {
            for one in queries::service_some(ctx, ids)? {
                names.insert(one.service_id.to_string(), [one.name_uz, one.name_ru, one.name_en]);
            }
        }
        // A salon without a stock module keeps the names under which its goods were sold.
        if ctx.service("inventory@1").is_available() {
            for ids in distinct(&mut goods).chunks(AT_ONCE) {
                for one in queries::item_some(ctx, ids)? {
                    names.insert(one.item_id.to_string(), [one.name_uz, one.name_ru, one.name_en]);
                }
            }
        }
        Ok(Self(names))
    }

    /// The name in the reader's language, as lists and reports say it: the catalogue's of today.
    pub fn today(&self, ctx: &Query, subject: Option<&str>) -> Option<String> {
        let [uz, ru, en] = self.0.get(subject?)?;
        Some(ctx.pick(uz, ru, en).to_owned()).filter(|name| !name.is_empty())
    }

    /// The same on a bill or its paper, which say what was sold: a line is only put into the reader's language while the
    /// catalogue still calls the thing what it was sold as, in whatever language that was. Renamed since, it stays under
    /// the name it was sold under; and fiscal receipts, the providers' ones and what other modules are told always have
    /// that name (`finance_bill_line.name`), for it is what the client agreed to and the authority was told.
    pub fn sold(&self, ctx: &Query, subject: Option<&str>, sold_as: String) -> String {
        let known = subject.and_then(|subject| self.0.get(subject));
        if known.is_none_or(|names| !names.contains(&sold_as)) {
            return sold_as;
        }
        self.today(ctx, subject).unwrap_or(sold_as)
    }
}

/// So many names are asked for in one statement.
const AT_ONCE: usize = 200;

fn distinct(ids: &mut Vec<Id>) -> &[Id] {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Desks to choose from. The first is preset, and so it is the one where the caller's own shift is open.
pub fn desks(ctx: &Query, branch_id: Id) -> Result<Vec<Choice>> {
    let mut all = queries::desk_list(ctx, branch_id)?;
    let own = desk::own(ctx, &all);
    all.sort_by_key(|one| Some(one.desk_id) != own);
    let choice = |one: queries::Desk| Choice { value: one.desk_id.to_string(), label: one.name };
    Ok(all.into_iter().map(choice).collect())
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

/// What a client paid in or was given back, as the journal calls it.
pub fn paid_in(ctx: &Query, source_kind: &str, kind: &str) -> String {
    let key = match source_kind {
        "advance" | "advance_back" => format!("finance-kind-{}", source_kind.replace('_', "-")),
        _ => format!("finance-entry-{}", kind.replace('_', "-")),
    };
    ctx.t(&key, json!({}))
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
