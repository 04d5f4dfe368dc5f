//! What the contract inventory@1 offers: a bill holds goods until it is paid or given up, and the last piece is held
//! by one bill only. Quantities are thousandths of packages, as on the bill.

use pardoz_sdk::prelude::*;

use crate::find;
use crate::model::quantity;
use crate::place::{self, Place};
use crate::queries::{self, Store};
use crate::shelf;

#[derive(Input)]
pub struct Wish {
    bill_id: Id,
    branch_id: Id,
    #[input(max_items = 100)]
    lines: Vec<WishLine>,
}

#[derive(Input)]
pub struct WishLine {
    line_id: Id,
    item_id: Id,
    #[input(range = 1..)]
    quantity_milli: i64,
}

#[derive(View)]
pub struct Reserved {
    lines: Vec<ReservedLine>,
}

#[derive(View)]
pub struct ReservedLine {
    line_id: Id,
    item_id: Id,
    store_id: Id,
}

/// Holds what the bill wants; asked again for the same bill it replaces what was held. All of it or nothing.
pub fn reserve(ctx: &mut Mutation, wish: Wish) -> Result<Reserved> {
    give_back(ctx, wish.bill_id)?;
    let ids: Vec<Id> = wish.lines.iter().map(|line| line.item_id).collect();
    let items = queries::item_some(ctx, &ids)?;
    let stores = selling_stores(ctx, wish.branch_id)?;
    let store_ids: Vec<Id> = stores.iter().map(|store| store.store_id).collect();
    let today = Place::find(ctx, Some(wish.branch_id))?.today;
    let usable = shelf::usable_now(ctx, &ids, &store_ids, today)?;
    let now = ctx.now();
    let mut lines = Vec::new();
    for (at, line) in wish.lines.iter().enumerate() {
        let item = items.iter().find(|item| item.item_id == line.item_id);
        let item = item.ok_or_else(|| field(format!("lines[{at}][item_id]"), "inventory-error-item"))?;
        let wanted = quantity::of_packages(line.quantity_milli, item.package_milli)
            .ok_or_else(|| field(format!("lines[{at}][quantity_milli]"), "inventory-error-quantity"))?;
        let mut held = None;
        for store in &stores {
            let there = usable.get(&(line.item_id, store.store_id)).copied().unwrap_or_default();
            if queries::reserve(ctx, wanted, now, line.item_id, store.store_id, there)? == 1 {
                held = Some(store.store_id);
                break;
            }
        }
        let Some(store_id) = held else {
            let name = item.name(ctx.locale()).to_owned();
            // By now, this bill's lines before it taken off.
            let left_milli = find::left(ctx, wish.branch_id, &[(item.item_id, item.package_milli)])?;
            let left_milli = left_milli.get(&item.item_id).copied().unwrap_or_default();
            let count = left_milli / 1000;
            let says = if count > 0 { "inventory-error-few" } else { "inventory-error-gone" };
            return Err(conflict(says)
                .arg("name", name)
                .arg("count", count)
                .field(
                    format!("lines[{at}][quantity_milli]"),
                    text("inventory-error-left").arg("count", count),
                )
                .data(
                    json!({ "line_id": line.line_id, "item_id": line.item_id, "left_milli": left_milli }),
                ));
        };
        queries::insert_reservation(ctx, line.line_id, wish.bill_id, line.item_id, store_id, wanted, now)?;
        lines.push(ReservedLine { line_id: line.line_id, item_id: line.item_id, store_id });
    }
    Ok(Reserved { lines })
}

#[derive(Input)]
pub struct Which {
    bill_id: Id,
}

#[derive(View)]
pub struct Released {
    bill_id: Id,
}

pub fn release(ctx: &mut Mutation, which: Which) -> Result<Released> {
    give_back(ctx, which.bill_id)?;
    Ok(Released { bill_id: which.bill_id })
}

/// A bill holds nothing more; what it held is told.
pub fn give_back(ctx: &mut Mutation, bill_id: Id) -> Result<Vec<queries::Reservation>> {
    let held = queries::reservations_of(ctx, bill_id)?;
    let now = ctx.now();
    for row in &held {
        queries::unreserve(ctx, row.quantity_milli, now, row.item_id, row.store_id)?;
    }
    if !held.is_empty() {
        queries::delete_reservations(ctx, bill_id)?;
    }
    Ok(held)
}

/// Where a branch sells from: the shop shelf first, then the rest; never a master's box.
pub fn selling_stores(ctx: &Query, branch_id: Id) -> Result<Vec<Store>> {
    let mut stores = queries::store_list(ctx, branch_id)?;
    stores.retain(|store| matches!(store.kind.as_str(), "retail" | "consumables"));
    stores.sort_by_key(|store| store.kind != "retail");
    Ok(stores)
}

/// The store a sale goes out of when the bill held nothing (this module was off at the time).
pub fn selling_store(ctx: &mut Mutation, branch_id: Id, item_id: Id, wanted: i64) -> Result<Store> {
    let stores = selling_stores(ctx, branch_id)?;
    let ids: Vec<Id> = stores.iter().map(|store| store.store_id).collect();
    let balances = queries::balances(ctx, &[item_id], &ids)?;
    let has = |store: &&Store| {
        balances
            .iter()
            .any(|row| row.store_id == store.store_id && row.quantity_milli - row.reserved_milli >= wanted)
    };
    match stores.iter().find(has) {
        Some(store) => Ok(store.clone()),
        None => place::store_of_kind(ctx, branch_id, "retail"),
    }
}
