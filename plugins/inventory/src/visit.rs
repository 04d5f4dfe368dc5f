//! R-I2: what a visit takes by its tech cards, what it really took, and how it is written off and put back.

use pardoz_sdk::prelude::*;

use crate::counter;
use crate::post::{self, Head, Line, Take};
use crate::queries::{self, Norm, Store, Visit, VisitLine};

/// A line of a visit with what it takes.
pub struct Work {
    pub line: VisitLine,
    pub variant: String,
    pub variants: Vec<String>,
    pub uses: Vec<Use>,
}

pub struct Use {
    pub item_id: Id,
    pub norm_milli: i64,
    /// As entered; the norm until then.
    pub actual_milli: Option<i64>,
    pub reason: Option<String>,
}

impl Use {
    pub fn taken(&self) -> i64 {
        self.actual_milli.unwrap_or(self.norm_milli)
    }
}

pub fn find(ctx: &Query, appointment_id: Id) -> Result<Visit> {
    queries::visit(ctx, appointment_id)?.ok_or_else(|| not_found("inventory-error-visit"))
}

/// The visit's lines with the norm of the variant chosen, or of the first one of the card.
pub fn works(ctx: &Query, appointment_id: Id) -> Result<Vec<Work>> {
    let lines = queries::visit_lines(ctx, appointment_id)?;
    let services: Vec<Id> = lines.iter().map(|line| line.service_id).collect();
    let norms = queries::norm_list(ctx, &services)?;
    let choices = queries::choices_of(ctx, appointment_id)?;
    let actuals = queries::actuals_of(ctx, appointment_id)?;
    let work = |line: VisitLine| {
        let of_service: Vec<&Norm> = norms.iter().filter(|norm| norm.service_id == line.service_id).collect();
        let variants = variants(&of_service);
        let chosen = choices.iter().find(|choice| choice.appointment_line_id == line.appointment_line_id);
        let chosen = chosen.map(|choice| choice.variant.clone()).filter(|variant| variants.contains(variant));
        let variant = chosen.or(variants.first().cloned()).unwrap_or_default();
        let mut uses: Vec<Use> = of_service
            .iter()
            .filter(|norm| norm.variant == variant)
            .map(|norm| Use {
                item_id: norm.item_id,
                norm_milli: norm.quantity_milli,
                actual_milli: None,
                reason: None,
            })
            .collect();
        for actual in actuals.iter().filter(|actual| actual.appointment_line_id == line.appointment_line_id) {
            match uses.iter_mut().find(|used| used.item_id == actual.item_id) {
                Some(used) => {
                    used.actual_milli = Some(actual.quantity_milli);
                    used.reason.clone_from(&actual.reason);
                }
                None => uses.push(Use {
                    item_id: actual.item_id,
                    norm_milli: 0,
                    actual_milli: Some(actual.quantity_milli),
                    reason: actual.reason.clone(),
                }),
            }
        }
        Work { line, variant, variants, uses }
    };
    Ok(lines.into_iter().map(work).collect())
}

fn variants(norms: &[&Norm]) -> Vec<String> {
    let mut variants: Vec<String> = norms.iter().map(|norm| norm.variant.clone()).collect();
    variants.sort_by_key(|variant| size(variant));
    variants.dedup();
    variants
}

/// S, M, L, XL in this order; other words after them, by name.
pub fn size(variant: &str) -> (usize, String) {
    let sizes = ["", "XS", "S", "M", "L", "XL", "XXL"];
    let at = sizes.iter().position(|size| *size == variant).unwrap_or(sizes.len());
    (at, variant.to_owned())
}

/// R-I2: on completion the visit's goods go out; without stock the balance goes below zero, and the visit still
/// closes. `at`: when it was completed, which this module may hear late.
pub fn write_off(ctx: &mut Mutation, appointment_id: Id, at: i64) -> Result<()> {
    let Some(visit) = queries::visit(ctx, appointment_id)? else { return Ok(()) };
    let documents = queries::documents_of_visit(ctx, appointment_id)?;
    if standing(&documents).is_some() {
        return Ok(());
    }
    let works = works(ctx, appointment_id)?;
    let items: Vec<Id> = works.iter().flat_map(|work| work.uses.iter().map(|used| used.item_id)).collect();
    if items.is_empty() {
        return Ok(());
    }
    let store = crate::place::store_of_kind(ctx, visit.branch_id, "consumables")?;
    let mut stores = queries::store_list(ctx, visit.branch_id)?;
    stores.retain(|store| store.kind != "transit");
    let ids: Vec<Id> = stores.iter().map(|store| store.store_id).collect();
    let mut usable = crate::shelf::usable_now(ctx, &items, &ids, ctx.today())?;
    let mut lines: Vec<Line> = Vec::new();
    for work in &works {
        for used in work.uses.iter().filter(|used| used.taken() > 0) {
            let from = right_store(&stores, &usable, work.line.staff_id, used, store.store_id);
            *usable.entry((used.item_id, from)).or_default() -= used.taken();
            lines.push(Line {
                staff_id: Some(work.line.staff_id),
                source_line_id: Some(work.line.appointment_line_id),
                reason: used.reason.clone(),
                ..Line::out(used.item_id, from, used.taken(), Take::Opening)
            });
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    let undone = documents.iter().filter(|document| document.reverses.is_some()).count();
    let head = Head {
        kind: "visit",
        appointment_id: Some(appointment_id),
        source_key: Some(format!("visit:{appointment_id}:{undone}")),
        at: Some(at),
        ..Head::default()
    };
    post::post(ctx, &store, head, &lines)?;
    Ok(())
}

/// The master's own box if it has enough; then the branch's consumables; then wherever there is enough.
fn right_store(
    stores: &[Store],
    usable: &std::collections::BTreeMap<(Id, Id), i64>,
    staff_id: Id,
    used: &Use,
    usual: Id,
) -> Id {
    let has = |store: &Store| {
        usable.get(&(used.item_id, store.store_id)).copied().unwrap_or_default() >= used.taken()
    };
    let own = stores.iter().find(|store| store.staff_id == Some(staff_id) && has(store));
    let common = stores.iter().find(|store| store.store_id == usual && has(store));
    let other = stores.iter().find(|store| store.staff_id.is_none() && has(store));
    own.or(common).or(other).map_or(usual, |store| store.store_id)
}

/// The visit's write-off that nobody has taken back.
pub fn standing(documents: &[queries::Document]) -> Option<&queries::Document> {
    let reversed = |document: &queries::Document| {
        documents.iter().any(|other| other.reverses.as_deref() == Some(document.document_id.as_str()))
    };
    documents.iter().find(|document| document.reverses.is_none() && !reversed(document))
}

/// R-I2: un-completing puts everything back at the same cost.
pub fn put_back(ctx: &mut Mutation, appointment_id: Id) -> Result<()> {
    let documents = queries::documents_of_visit(ctx, appointment_id)?;
    if let Some(document) = standing(&documents).cloned() {
        counter::reverse(ctx, &document)?;
    }
    Ok(())
}
