//! What the contract inventory@1 finds for a till: goods on sale by name in any script (R-C2), by code or by barcode, each
//! with what one sale can take of it. It promises what `reserve` would hold, and holds nothing.

use std::collections::BTreeMap;

use pardoz_sdk::letters::Sought;
use pardoz_sdk::prelude::*;

use crate::place::Place;
use crate::queries::{self, OnSale};
use crate::services::selling_stores;
use crate::shelf;

const FOUND_MAX: usize = 20;

#[derive(Input)]
pub struct Wish {
    branch_id: Id,
    /// What was typed or scanned; empty = everything.
    #[input(max_chars = 100)]
    q: Option<String>,
    /// These instead: what is left of them.
    #[input(max_items = 100)]
    item_ids: Vec<Id>,
}

#[derive(View)]
pub struct Found {
    goods: Vec<Good>,
    /// More than are told.
    more: bool,
}

#[derive(View)]
struct Good {
    item_id: Id,
    name_uz: String,
    name_ru: String,
    name_en: String,
    sale_minor: Option<i64>,
    /// Thousandths of packages, as on a bill.
    left_milli: i64,
    /// Its barcode or its code is what was typed.
    exact: bool,
}

pub fn find(ctx: &Query, wish: Wish) -> Result<Found> {
    let typed = wish.q.as_deref().map(str::trim).unwrap_or_default();
    let sought = Sought::of(typed);
    let is_exact = |item: &OnSale| {
        let is = |code: &Option<String>| code.as_deref().is_some_and(|code| same_code(code, typed));
        is(&item.barcode) || is(&item.code)
    };
    let mut items = queries::on_sale(ctx)?;
    if !wish.item_ids.is_empty() {
        items.retain(|item| wish.item_ids.contains(&item.item_id));
    } else if items.iter().any(is_exact) {
        items.retain(is_exact);
    } else if !typed.is_empty() {
        items.retain(|item| !sought.is_empty() && sought.is_in(&words(item)));
    }
    let more = wish.item_ids.is_empty() && items.len() > FOUND_MAX;
    if more {
        items.truncate(FOUND_MAX);
    }
    let packed: Vec<(Id, i64)> = items.iter().map(|item| (item.item_id, item.package_milli)).collect();
    let left = left(ctx, wish.branch_id, &packed)?;
    let good = |item: OnSale| Good {
        exact: is_exact(&item),
        left_milli: left.get(&item.item_id).copied().unwrap_or_default(),
        item_id: item.item_id,
        name_uz: item.name_uz,
        name_ru: item.name_ru,
        name_en: item.name_en,
        sale_minor: item.sale_minor,
    };
    Ok(Found { goods: items.into_iter().map(good).collect(), more })
}

/// A code as a person or a scanner spells it.
fn same_code(code: &str, typed: &str) -> bool {
    !typed.is_empty() && code.trim().to_lowercase() == typed.to_lowercase()
}

fn words(item: &OnSale) -> String {
    let extra = [&item.barcode, &item.code].map(|text| text.as_deref().unwrap_or_default());
    [&item.name_uz, &item.name_ru, &item.name_en]
        .map(String::as_str)
        .into_iter()
        .chain(extra)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What one sale can take of items and their packages, thousandths of packages: it goes out of one store, so it is the
/// most that any of the branch's has free.
pub fn left(ctx: &Query, branch_id: Id, items: &[(Id, i64)]) -> Result<BTreeMap<Id, i64>> {
    let ids: Vec<Id> = items.iter().map(|(id, _)| *id).collect();
    let stores: Vec<Id> = selling_stores(ctx, branch_id)?.iter().map(|store| store.store_id).collect();
    if ids.is_empty() || stores.is_empty() {
        return Ok(BTreeMap::new());
    }
    let today = Place::find(ctx, Some(branch_id))?.today;
    let usable = shelf::usable_now(ctx, &ids, &stores, today)?;
    let mut left = BTreeMap::new();
    for row in queries::balances(ctx, &ids, &stores)? {
        let Some((_, package_milli)) = items.iter().find(|(id, _)| *id == row.item_id) else { continue };
        let usable = usable.get(&(row.item_id, row.store_id)).copied().unwrap_or_default();
        let free = (row.quantity_milli.min(usable) - row.reserved_milli).max(0);
        let most: &mut i64 = left.entry(row.item_id).or_default();
        *most = (*most).max(free * 1000 / package_milli);
    }
    Ok(left)
}
