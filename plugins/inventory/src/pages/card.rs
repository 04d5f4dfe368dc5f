//! R-I2: tech cards: what a service takes, by variant.

use pardoz_sdk::prelude::*;

use crate::model::quantity;
use crate::place::Place;
use crate::queries::{self, Norm};
use crate::visit;
use crate::words;

#[derive(Input)]
pub struct ListPage {
    branch: Option<Id>,
}

#[derive(View)]
pub struct CardList {
    branch_id: Id,
    branches: Vec<words::Choice>,
    services: Vec<ServiceRow>,
    overuse: Vec<Over>,
    may_write: bool,
}

#[derive(View)]
struct ServiceRow {
    service_id: Id,
    name: String,
    lines: i64,
    variants: i64,
}

#[derive(View)]
struct Over {
    staff: String,
    item: String,
    norm: String,
    actual: String,
    percent: Option<i64>,
    visits: i64,
}

/// The report looks this far back.
const OVERUSE_DAYS: i64 = 30;

const CARDS: &str = "inventory.card.write";

pub fn list_cards(ctx: &Query, page: ListPage) -> Result<CardList> {
    let place = Place::open(ctx, page.branch, CARDS)?;
    let counts = queries::norm_counts(ctx)?;
    let row = |service: queries::Service| {
        let count = counts.iter().find(|row| row.service_id == service.service_id);
        ServiceRow {
            name: service.name(ctx.locale()).to_owned(),
            service_id: service.service_id,
            lines: count.map(|row| row.lines).unwrap_or_default(),
            variants: count.map(|row| row.variants).unwrap_or_default(),
        }
    };
    Ok(CardList {
        services: queries::service_list(ctx)?.into_iter().map(row).collect(),
        overuse: overuse(ctx, &place)?,
        branch_id: place.branch_id,
        branches: place.branches.iter().map(|b| words::Choice::new(b.branch_id, &b.name)).collect(),
        may_write: ctx.can("inventory.card.write"),
    })
}

/// Actual over norm by master and item of a branch, where it was more than the tolerance.
fn overuse(ctx: &Query, place: &Place) -> Result<Vec<Over>> {
    let tolerance: i64 = ctx.setting("tolerance_percent")?;
    let from = place.today.plus(-OVERUSE_DAYS).start(&place.zone)?;
    let mut rows = queries::overuse(ctx, place.branch_id, from)?;
    rows.retain(|row| crate::model::overuse::needs_reason(row.norm_milli, row.quantity_milli, tolerance));
    let items = queries::item_some(ctx, &rows.iter().map(|row| row.item_id).collect::<Vec<_>>())?;
    let staff = queries::staff_some(ctx, &rows.iter().filter_map(|row| row.staff_id).collect::<Vec<_>>())?;
    let over = |row: queries::Overuse| {
        let item = items.iter().find(|item| item.item_id == row.item_id)?;
        let name =
            staff.iter().find(|one| Some(one.staff_id) == row.staff_id).map(|one| one.display_name.clone());
        Some(Over {
            staff: name.unwrap_or_default(),
            item: item.name(ctx.locale()).to_owned(),
            norm: words::units(ctx, row.norm_milli, &item.unit),
            actual: words::units(ctx, row.quantity_milli, &item.unit),
            percent: crate::model::overuse::percent_of_norm(row.norm_milli, row.quantity_milli),
            visits: row.visits,
        })
    };
    Ok(rows.into_iter().filter_map(over).collect())
}

#[derive(Input)]
pub struct Which {
    service_id: Id,
    #[input(max_chars = 20)]
    variant: Option<String>,
}

#[derive(View)]
pub struct CardForm {
    service_id: Id,
    service: String,
    variant: String,
    variants: Vec<String>,
    lines: Vec<NormField>,
    cost_minor: Option<i64>,
}

#[derive(View)]
struct NormField {
    item_id: Option<Id>,
    name: String,
    unit: String,
    quantity: String,
}

pub fn show_card(ctx: &Query, page: Which) -> Result<CardForm> {
    let service = queries::service_some(ctx, &[page.service_id])?.into_iter().next();
    let service = service.ok_or_else(|| not_found("inventory-error-service"))?;
    let norms = queries::norm_list(ctx, &[page.service_id])?;
    let mut variants: Vec<String> = norms.iter().map(|norm| norm.variant.clone()).collect();
    variants.sort_by_key(|variant| visit::size(variant));
    variants.dedup();
    let variant = page.variant.map(|v| v.trim().to_owned()).or(variants.first().cloned()).unwrap_or_default();
    let of_variant: Vec<&Norm> = norms.iter().filter(|norm| norm.variant == variant).collect();
    let items = queries::item_some(ctx, &of_variant.iter().map(|norm| norm.item_id).collect::<Vec<_>>())?;
    let mut lines = Vec::new();
    let mut cost = 0;
    for norm in of_variant {
        let Some(item) = items.iter().find(|item| item.item_id == norm.item_id) else { continue };
        cost += crate::model::layer::share(
            item.buy_minor.unwrap_or_default(),
            norm.quantity_milli,
            item.package_milli,
        );
        lines.push(NormField {
            item_id: Some(norm.item_id),
            name: item.name(ctx.locale()).to_owned(),
            unit: ctx.t(&format!("inventory-unit-{}", item.unit), json!({})),
            quantity: quantity::plain(norm.quantity_milli),
        });
    }
    lines.extend((0..3).map(|_| NormField {
        item_id: None,
        name: String::new(),
        unit: String::new(),
        quantity: String::new(),
    }));
    Ok(CardForm {
        service_id: page.service_id,
        service: service.name(ctx.locale()).to_owned(),
        variant,
        variants,
        lines,
        cost_minor: ctx.can("inventory.cost.read").then_some(cost),
    })
}

#[derive(Input)]
pub struct CardInput {
    service_id: Id,
    #[input(max_chars = 20)]
    variant: Option<String>,
    #[input(max_items = 40)]
    lines: Vec<NormInput>,
}

#[derive(Input)]
pub struct NormInput {
    item_id: Option<Id>,
    /// In base units.
    #[input(max_chars = 20)]
    quantity: Option<String>,
}

/// One variant as it is from now on; without lines it is forgotten.
pub fn save_card(ctx: &mut Mutation, input: CardInput) -> Result<Redirect> {
    if queries::service_some(ctx, &[input.service_id])?.is_empty() {
        return Err(not_found("inventory-error-service"));
    }
    let variant = input.variant.as_deref().map(str::trim).unwrap_or_default().to_uppercase();
    let ids: Vec<Id> = input.lines.iter().filter_map(|line| line.item_id).collect();
    let items = queries::item_some(ctx, &ids)?;
    queries::delete_norms(ctx, input.service_id, &variant)?;
    let mut seen: Vec<Id> = Vec::new();
    for (at, line) in input.lines.iter().enumerate() {
        let Some(item_id) = line.item_id else { continue };
        let name = format!("lines[{at}][quantity]");
        let milli = words::typed_positive(&name, line.quantity.as_deref().unwrap_or_default())?;
        if seen.contains(&item_id) || !items.iter().any(|item| item.item_id == item_id) {
            return Err(field(format!("lines[{at}][item_id]"), "inventory-error-part"));
        }
        seen.push(item_id);
        queries::insert_norm(ctx, input.service_id, &variant, item_id, milli, at as i64)?;
    }
    Ok(redirect("card-form")
        .with("service_id", input.service_id)
        .with("variant", &variant)
        .toast("inventory-toast-card")
        .data(json!({ "service_id": input.service_id, "variant": variant, "lines": seen.len() })))
}
