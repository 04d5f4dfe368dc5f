//! A document is taken back by another one.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::model::layer::Known;
use crate::post::{Cost, Head, Line, Posted, Take, Way, post};
use crate::queries;
use crate::shelf::Key;

/// What was taken, as lines that put it back where it lay, at the same cost.
pub fn back(movements: &[queries::Movement]) -> Vec<Line> {
    movements
        .iter()
        .filter(|movement| movement.quantity_milli < 0)
        .map(|movement| Line {
            item_id: movement.item_id,
            store_id: movement.store_id,
            quantity_milli: -movement.quantity_milli,
            way: Way::In {
                cost: Cost::Of(-movement.value_minor),
                layer: Some(movement.layer_id),
                lot: None,
                expires: None,
            },
            staff_id: movement.staff_id,
            source_line_id: movement.source_line_id,
            reason: None,
        })
        .collect()
}

/// Kinds that are taken back because they never happened; goods on their way or with the supplier come back today.
const MISTAKES: [&str; 5] = ["receipt", "writeoff", "production", "opening", "visit"];

/// The counter-document: everything that moved moves back at the same cost. What came in can go back only while it
/// is still there. With it goes what kept a count when the document came late (R-I7): both sum to nothing.
pub fn reverse(ctx: &mut Mutation, document: &queries::Document) -> Result<Posted> {
    let kept = queries::compensations_of(ctx, document.document_id)?;
    let mut settled: Vec<Key> = Vec::new();
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for compensation in kept {
        let movements = queries::movements_of(ctx, &[compensation.document_id])?;
        settled.extend(movements.iter().map(|movement| (movement.item_id, movement.store_id)));
        // Goods come back before others leave.
        let took = movements.iter().map(|movement| movement.quantity_milli).sum::<i64>() < 0;
        if took { before.push(compensation) } else { after.push(compensation) }
    }
    for compensation in &before {
        one(ctx, compensation, Head::default())?;
    }
    let since = MISTAKES.contains(&document.kind.as_str()).then_some(document.at);
    let posted = one(ctx, document, Head { since, settled, ..Head::default() })?;
    for compensation in &after {
        one(ctx, compensation, Head::default())?;
    }
    Ok(posted)
}

/// Writes the counter-document of one document.
fn one(ctx: &mut Mutation, document: &queries::Document, head: Head<'_>) -> Result<Posted> {
    let movements = queries::movements_of(ctx, &[document.document_id])?;
    // Goods that only passed through (an opened package, a debt paid) net to nothing in their item and store.
    let mut out = Vec::new();
    let mut back_in: Vec<Line> = Vec::new();
    let mut sums: BTreeMap<Key, (i64, i64)> = BTreeMap::new();
    for movement in &movements {
        let sum = sums.entry((movement.item_id, movement.store_id)).or_default();
        sum.0 += movement.quantity_milli;
        // What it trued up was a cost of whatever had taken those goods, and no price of theirs.
        sum.1 += if movement.quantity_milli == 0 { 0 } else { movement.value_minor };
    }
    let came: Vec<Id> = movements.iter().filter(|m| m.quantity_milli > 0).map(|m| m.layer_id).collect();
    let still =
        Still { layers: queries::layers_some(ctx, &came)?, used: queries::taken_since(ctx, &came, "")? };
    for ((item_id, store_id), (quantity, value)) in sums {
        let of_it: Vec<queries::Movement> =
            movements.iter().filter(|m| m.item_id == item_id && m.store_id == store_id).cloned().collect();
        if quantity < 0 {
            back_in.extend(net_back(&of_it));
        } else if quantity > 0 {
            out.push(still.taken_back(document, (item_id, store_id), (quantity, value), &of_it)?);
        }
    }
    let store = queries::store(ctx, document.store_id)?
        .ok_or_else(|| Error::internal("a document's store is gone"))?;
    let head = Head {
        kind: &document.kind,
        supplier_id: document.supplier_id,
        order_id: document.order_id,
        appointment_id: document.appointment_id,
        bill_id: document.bill_id,
        reverses: Some(document.document_id),
        ..head
    };
    out.extend(back_in);
    post(ctx, &store, head, &out)
}

/// Issues that opened a package passed through two layers: what goes back is the net of each.
fn net_back(movements: &[queries::Movement]) -> Vec<Line> {
    let mut net: Vec<queries::Movement> = Vec::new();
    for movement in movements {
        match net.iter_mut().find(|known| known.layer_id == movement.layer_id) {
            Some(known) => {
                known.quantity_milli += movement.quantity_milli;
                known.value_minor += movement.value_minor;
            }
            None => net.push(movement.clone()),
        }
    }
    // A package stays opened: what it still held is taken from what goes back to the sealed layer.
    let mut stays: i64 = net.iter().map(|m| m.quantity_milli.max(0)).sum();
    let mut worth: i64 = net.iter().filter(|m| m.quantity_milli > 0).map(|m| m.value_minor).sum();
    let mut lines = Vec::new();
    for mut movement in net.into_iter().filter(|m| m.quantity_milli < 0) {
        let cut = stays.min(-movement.quantity_milli);
        let cut_value = if cut == stays { worth } else { crate::model::layer::share(worth, cut, stays) };
        stays -= cut;
        worth -= cut_value;
        movement.quantity_milli += cut;
        movement.value_minor += cut_value;
        if movement.quantity_milli < 0 {
            lines.extend(back(&[movement]));
        }
    }
    lines
}

/// What there is of goods that came, and what left since.
struct Still {
    layers: Vec<queries::LayerRow>,
    used: Vec<queries::TakenSince>,
}

impl Still {
    fn taken_back(
        &self,
        document: &queries::Document,
        (item_id, store_id): Key,
        (quantity, value): (i64, i64),
        movements: &[queries::Movement],
    ) -> Result<Line> {
        let came: Vec<Id> = movements.iter().filter(|m| m.quantity_milli > 0).map(|m| m.layer_id).collect();
        let own = self.layers.iter().filter(|row| came.contains(&row.layer_id));
        let there: i64 = own.map(|row| row.quantity_milli.max(0)).sum();
        let mut only = Some(came.iter().map(Id::to_string).collect());
        if there < quantity {
            // What kept a count was on the shelf as anything else, and may be used since: other goods stand in for it.
            if document.kind != "compensation" {
                return Err(conflict("inventory-error-used"));
            }
            only = None;
        }
        let since = self.used.iter().filter(|row| came.first() == Some(&row.layer_id));
        let used = since.fold(Known::default(), |sum, row| Known {
            value: sum.value + row.value_minor,
            quantity: sum.quantity + row.quantity_milli,
        });
        Ok(Line {
            way: Way::Out { take: Take::Any, only, value_minor: Some(value), used },
            ..Line::out(item_id, store_id, quantity, Take::Any)
        })
    }
}
