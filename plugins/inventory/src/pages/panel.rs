//! R-I2: a visit's materials in the appointment's drawer: the norm, what was really taken, a reason over the tolerance.

use pardoz_sdk::prelude::*;

use crate::model::{overuse, quantity};
use crate::place::Reach;
use crate::queries;
use crate::visit;
use crate::words;

const PERMISSION: &str = "inventory.visit.write";

#[derive(Input)]
pub struct Which {
    appointment_id: Id,
}

#[derive(View)]
pub struct VisitStock {
    appointment_id: Id,
    lines: Vec<LineView>,
    cost_minor: Option<i64>,
    posted: bool,
    may_write: bool,
    tolerance: i64,
}

#[derive(View)]
struct LineView {
    appointment_line_id: Id,
    service: String,
    variant: String,
    variants: Vec<String>,
    uses: Vec<UseView>,
}

#[derive(View)]
struct UseView {
    item_id: Id,
    name: String,
    unit: String,
    norm: String,
    norm_milli: i64,
    quantity: String,
    quantity_milli: i64,
    reason: Option<String>,
    over: bool,
    /// The most that needs no reason, as a person types it.
    limit: String,
    missing: bool,
}

fn may_write(ctx: &Query, visit: &queries::Visit) -> Result<bool> {
    if !ctx.can(PERMISSION) {
        return Ok(false);
    }
    let staff: Vec<Id> =
        queries::visit_lines(ctx, visit.appointment_id)?.into_iter().map(|line| line.staff_id).collect();
    Ok(Reach::of(ctx, PERMISSION)?.covers_visit(visit.branch_id, staff))
}

pub fn visit_stock(ctx: &Query, page: Which) -> Result<VisitStock> {
    let visit = visit::find(ctx, page.appointment_id)?;
    let works = visit::works(ctx, page.appointment_id)?;
    let tolerance: i64 = ctx.setting("tolerance_percent")?;
    let ids: Vec<Id> = works.iter().flat_map(|work| work.uses.iter().map(|used| used.item_id)).collect();
    let items = queries::item_some(ctx, &ids)?;
    let services: Vec<Id> = works.iter().map(|work| work.line.service_id).collect();
    let services = queries::service_some(ctx, &services)?;
    let mut stores = queries::store_list(ctx, visit.branch_id)?;
    stores.retain(|store| store.kind != "transit");
    let store_ids: Vec<Id> = stores.iter().map(|store| store.store_id).collect();
    let usable = crate::shelf::usable_now(ctx, &ids, &store_ids, ctx.today())?;
    let documents = queries::documents_of_visit(ctx, page.appointment_id)?;
    let standing = visit::standing(&documents);
    let use_view = |used: &visit::Use| {
        let item = items.iter().find(|item| item.item_id == used.item_id)?;
        let there: i64 = usable.iter().filter(|(key, _)| key.0 == used.item_id).map(|(_, q)| *q).sum();
        Some(UseView {
            item_id: used.item_id,
            name: item.name(ctx.locale()).to_owned(),
            unit: ctx.t(&format!("inventory-unit-{}", item.unit), json!({})),
            norm: words::units(ctx, used.norm_milli, &item.unit),
            norm_milli: used.norm_milli,
            quantity: quantity::plain(used.taken()),
            quantity_milli: used.taken(),
            reason: used.reason.clone(),
            over: overuse::needs_reason(used.norm_milli, used.taken(), tolerance),
            limit: quantity::plain(overuse::limit(used.norm_milli, tolerance)),
            missing: standing.is_none() && there < used.taken(),
        })
    };
    let line = |work: &visit::Work| LineView {
        appointment_line_id: work.line.appointment_line_id,
        service: services
            .iter()
            .find(|service| service.service_id == work.line.service_id)
            .map(|service| service.name(ctx.locale()).to_owned())
            .unwrap_or_default(),
        variant: work.variant.clone(),
        variants: if work.variants.len() > 1 { work.variants.clone() } else { Vec::new() },
        uses: work.uses.iter().filter_map(use_view).collect(),
    };
    Ok(VisitStock {
        appointment_id: page.appointment_id,
        lines: works.iter().filter(|work| !work.uses.is_empty()).map(line).collect(),
        cost_minor: standing.filter(|_| ctx.can("inventory.cost.read")).map(|document| -document.value_minor),
        posted: standing.is_some(),
        may_write: standing.is_none() && may_write(ctx, &visit)?,
        tolerance,
    })
}

#[derive(Input)]
pub struct Actuals {
    appointment_id: Id,
    #[input(max_items = 40)]
    lines: Vec<ActualLine>,
}

#[derive(Input)]
pub struct ActualLine {
    appointment_line_id: Id,
    #[input(max_chars = 20)]
    variant: Option<String>,
    #[input(max_items = 40)]
    uses: Vec<ActualUse>,
}

#[derive(Input)]
pub struct ActualUse {
    item_id: Id,
    /// In base units; absent = the norm.
    #[input(max_chars = 20)]
    quantity: Option<String>,
    #[input(max_chars = 200)]
    reason: Option<String>,
}

/// Entered before the visit is closed. Another variant starts again from its norm.
pub fn save_visit(ctx: &mut Mutation, input: Actuals) -> Result<Redirect> {
    let visit = visit::find(ctx, input.appointment_id)?;
    if !may_write(ctx, &visit)? {
        return Err(denied("inventory-error-not-yours"));
    }
    if visit::standing(&queries::documents_of_visit(ctx, input.appointment_id)?).is_some() {
        return Err(conflict("inventory-error-closed"));
    }
    let works = visit::works(ctx, input.appointment_id)?;
    let tolerance: i64 = ctx.setting("tolerance_percent")?;
    let (now, person) = (ctx.now(), ctx.caller().display_name.clone());
    for (at, line) in input.lines.iter().enumerate() {
        let work = works.iter().find(|work| work.line.appointment_line_id == line.appointment_line_id);
        let work = work.ok_or_else(|| not_found("inventory-error-visit"))?;
        let line_id = line.appointment_line_id;
        queries::delete_actuals(ctx, line_id)?;
        if let Some(variant) = line.variant.as_ref().filter(|variant| **variant != work.variant) {
            if !work.variants.contains(variant) {
                return Err(field(format!("lines[{at}][variant]"), "inventory-error-variant"));
            }
            queries::upsert_choice(ctx, line_id, input.appointment_id, variant, now)?;
            continue;
        }
        queries::upsert_choice(ctx, line_id, input.appointment_id, &work.variant, now)?;
        for (nth, used) in line.uses.iter().enumerate() {
            let Some(text) = used.quantity.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
                continue;
            };
            let name = format!("lines[{at}][uses][{nth}][quantity]");
            let milli = words::typed(&name, text)?;
            if milli < 0 {
                return Err(field(name, "inventory-error-positive"));
            }
            let norm = work.uses.iter().find(|known| known.item_id == used.item_id);
            let norm = norm.map(|known| known.norm_milli).unwrap_or_default();
            if norm == 0 && queries::item(ctx, used.item_id)?.is_none() {
                return Err(field(format!("lines[{at}][uses][{nth}][item_id]"), "inventory-error-item"));
            }
            let reason = used.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
            if overuse::needs_reason(norm, milli, tolerance) && reason.is_none() {
                return Err(field(format!("lines[{at}][uses][{nth}][reason]"), text_of_over(tolerance)));
            }
            queries::insert_actual(
                ctx,
                line_id,
                input.appointment_id,
                used.item_id,
                norm,
                milli,
                reason,
                person.as_deref(),
                now,
            )?;
        }
    }
    Ok(redirect("booking:appointment-detail")
        .with("appointment_id", input.appointment_id)
        .toast("inventory-toast-actual")
        .data(json!({ "appointment_id": input.appointment_id })))
}

fn text_of_over(tolerance: i64) -> Message {
    text("inventory-error-over").arg("percent", tolerance)
}
