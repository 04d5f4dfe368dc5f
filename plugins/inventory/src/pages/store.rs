//! Stores of a branch, kinds of goods, suppliers.

use pardoz_sdk::prelude::*;

use crate::place::{self, Place};
use crate::queries;
use crate::words::Choice;

const PERMISSION: &str = "inventory.item.write";

#[derive(Input)]
pub struct ListPage {
    branch: Option<Id>,
}

#[derive(View)]
pub struct StoreList {
    branch_id: Id,
    branch_name: String,
    stores: Vec<StoreRow>,
    staff: Vec<Choice>,
    kinds: Vec<Choice>,
    categories: Vec<Named>,
    suppliers: Vec<Named>,
}

#[derive(View)]
struct StoreRow {
    store_id: Id,
    name: String,
    kind: String,
    staff: Option<String>,
}

#[derive(View)]
struct Named {
    id: Id,
    name: String,
    note: Option<String>,
}

pub fn list_stores(ctx: &Query, page: ListPage) -> Result<StoreList> {
    let place = Place::open(ctx, page.branch, PERMISSION)?;
    let staff = queries::staff_list(ctx, place.branch_id)?;
    let name_of = |id: Id| staff.iter().find(|one| one.staff_id == id).map(|one| one.display_name.clone());
    let mut stores = queries::store_list(ctx, place.branch_id)?;
    stores.retain(|store| store.kind != "transit");
    let kinds = ["consumables", "retail", "box"];
    Ok(StoreList {
        branch_id: place.branch_id,
        branch_name: place.name.clone(),
        stores: stores
            .iter()
            .map(|store| StoreRow {
                store_id: store.store_id,
                name: store.name.clone(),
                kind: store.kind.clone(),
                staff: store.staff_id.and_then(name_of),
            })
            .collect(),
        staff: staff.iter().map(|one| Choice::new(one.staff_id, &one.display_name)).collect(),
        kinds: kinds
            .iter()
            .map(|kind| Choice::new(kind, ctx.t(&format!("inventory-store-kind-{kind}"), json!({}))))
            .collect(),
        categories: queries::category_list(ctx)?
            .iter()
            .map(|c| Named { id: c.category_id, name: c.name(ctx.locale()).to_owned(), note: None })
            .collect(),
        suppliers: queries::supplier_list(ctx)?
            .into_iter()
            .map(|s| Named { id: s.supplier_id, name: s.name, note: s.phone })
            .collect(),
    })
}

#[derive(Input)]
pub struct NewStore {
    branch: Option<Id>,
    #[input(max_chars = 80)]
    name: Option<String>,
    #[input(default = "consumables")]
    kind: Kind,
    staff_id: Option<Id>,
}

#[derive(Input, Clone, Copy, PartialEq)]
pub enum Kind {
    Consumables,
    Retail,
    Box,
}

pub fn create_store(ctx: &mut Mutation, input: NewStore) -> Result<Redirect> {
    let place = Place::open(ctx, input.branch, PERMISSION)?;
    let staff = queries::staff_list(ctx, place.branch_id)?;
    let owner = staff.iter().find(|one| Some(one.staff_id) == input.staff_id);
    if input.kind == Kind::Box && owner.is_none() {
        return Err(field("staff_id", "inventory-error-whose-box"));
    }
    let owner = owner.filter(|_| input.kind == Kind::Box);
    let typed = input.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = match (typed, owner) {
        (Some(name), _) => name.to_owned(),
        (None, Some(owner)) => owner.display_name.clone(),
        (None, None) => ctx.t(&format!("inventory-store-kind-{}", input.kind.word()), json!({})),
    };
    let staff_id = owner.map(|one| one.staff_id);
    let store_id = place::create_store(ctx, place.branch_id, staff_id, input.kind.word(), &name)?;
    Ok(redirect("store-list")
        .with("branch", place.branch_id)
        .toast("inventory-toast-store")
        .created(json!({ "store_id": store_id })))
}

#[derive(Input)]
pub struct NewCategory {
    #[input(max_chars = 80, min_chars = 1)]
    name: String,
}

/// One name in all languages; whoever wants three writes them in the import.
pub fn create_category(ctx: &mut Mutation, input: NewCategory) -> Result<Redirect> {
    let name = input.name.trim().to_owned();
    if name.is_empty() {
        return Err(field("name", "inventory-error-name"));
    }
    let category_id = category(ctx, [&name, &name, &name])?;
    Ok(redirect("store-list").toast("inventory-toast-saved").created(json!({ "category_id": category_id })))
}

pub fn category(ctx: &mut Mutation, [uz, ru, en]: [&str; 3]) -> Result<Id> {
    let (category_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_category(ctx, category_id, uz, ru, en, now)?;
    Ok(category_id)
}

#[derive(Input)]
pub struct NewSupplier {
    #[input(max_chars = 120, min_chars = 1)]
    name: String,
    #[input(format = "phone")]
    phone: Option<String>,
}

pub fn create_supplier(ctx: &mut Mutation, input: NewSupplier) -> Result<Redirect> {
    if input.name.trim().is_empty() {
        return Err(field("name", "inventory-error-name"));
    }
    let (supplier_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_supplier(ctx, supplier_id, input.name.trim(), input.phone.as_deref(), now)?;
    Ok(redirect("store-list").toast("inventory-toast-saved").created(json!({ "supplier_id": supplier_id })))
}
