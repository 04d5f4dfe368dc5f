//! The one way to write the ledger: a document, its movements, layers, balances, alerts and events change together.
//! How one is taken back: `counter.rs`.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::alert;
use crate::model::layer::{Known, Layer, Part, Shelf, Taking};
use crate::model::opening;
use crate::place::business_day;
use crate::place::{self, Place};
use crate::queries::{self, Item, Store};
use crate::shelf::{Key, Shelves};
use crate::told;

/// What a document says of itself.
#[derive(Default)]
pub struct Head<'a> {
    pub kind: &'a str,
    pub to_store_id: Option<Id>,
    pub supplier_id: Option<Id>,
    pub order_id: Option<Id>,
    pub appointment_id: Option<Id>,
    pub bill_id: Option<Id>,
    pub stocktake_id: Option<Id>,
    pub reverses: Option<Id>,
    pub linked_id: Option<Id>,
    pub source_key: Option<String>,
    /// When it happened, if that was not now.
    pub at: Option<i64>,
    /// R-I7: a counter-document says that something of an earlier moment never happened: counts since then have found
    /// the goods already.
    pub since: Option<i64>,
    /// What the document it takes back was compensated for: nothing more is to be done about it.
    pub settled: Vec<Key>,
    pub note: Option<String>,
}

/// One thing that moves; quantities are positive.
#[derive(Clone, Debug)]
pub struct Line {
    pub item_id: Id,
    pub store_id: Id,
    pub quantity_milli: i64,
    pub way: Way,
    pub staff_id: Option<Id>,
    pub source_line_id: Option<Id>,
    pub reason: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Way {
    In {
        cost: Cost,
        /// The layer it came from; goods that return lie where they lay.
        layer: Option<Id>,
        lot: Option<String>,
        expires: Option<Day>,
    },
    Out {
        take: Take,
        only: Option<Vec<String>>,
        value_minor: Option<i64>,
        /// With a value of its own: what left since those goods came.
        used: Known,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Whatever lies there, expired things too.
    Any,
    /// Nothing expired.
    Fresh,
    /// Nothing expired, and packages are opened for it.
    Opening,
}

#[derive(Clone, Copy, Debug)]
pub enum Cost {
    Of(i64),
    /// What it costs now (R-I7: a surplus is found at current cost).
    Current,
    /// What the lines before it, since the last thing that came in, cost: a kit costs its parts.
    Taken,
}

impl Line {
    pub fn out(item_id: Id, store_id: Id, quantity_milli: i64, take: Take) -> Self {
        let way = Way::Out { take, only: None, value_minor: None, used: Known::default() };
        Self { item_id, store_id, quantity_milli, way, staff_id: None, source_line_id: None, reason: None }
    }

    pub fn into(item_id: Id, store_id: Id, quantity_milli: i64, cost: Cost) -> Self {
        let way = Way::In { cost, layer: None, lot: None, expires: None };
        Self { item_id, store_id, quantity_milli, way, staff_id: None, source_line_id: None, reason: None }
    }
}

pub struct Posted {
    pub document_id: Id,
    pub number: i64,
    pub value_minor: i64,
    /// What each line did.
    pub parts: Vec<Vec<Part>>,
}

/// Posts a document in the store `store`. Several stores may move in it (a transfer, a visit with a master's box).
pub fn post(ctx: &mut Mutation, store: &Store, head: Head<'_>, lines: &[Line]) -> Result<Posted> {
    let place = Place::find(ctx, Some(store.branch_id))?;
    let now = ctx.now();
    let at = head.at.unwrap_or(now).min(now);
    let day = business_day(at, &place.zone)?;
    let posted = write(ctx, store, &head, lines, day, at)?;
    if head.since.unwrap_or(at) < now {
        settle_counts(ctx, store, &head, lines, &posted, day, at)?;
    }
    let mut items: Vec<Id> = lines.iter().map(|line| line.item_id).collect();
    items.sort();
    items.dedup();
    alert::check(ctx, &place, &items)?;
    Ok(posted)
}

fn write(
    ctx: &mut Mutation,
    store: &Store,
    head: &Head<'_>,
    lines: &[Line],
    day: Day,
    at: i64,
) -> Result<Posted> {
    let (document_id, now) = (ctx.new_id(), ctx.now());
    let mut shelves = Shelves::load(ctx, lines)?;
    let mut parts: Vec<Vec<Part>> = Vec::with_capacity(lines.len());
    // What went out since something last came in.
    let mut taken = 0;
    for line in lines {
        let item = shelves.item(line.item_id)?.clone();
        let debt_id = ctx.new_id().to_string();
        let layer_id = ctx.new_id().to_string();
        let shelf = shelves.shelf(line)?;
        let ids = (debt_id.as_str(), layer_id.as_str());
        let moved = apply(ctx, shelf, line, &item, (day, now), ids, taken);
        match line.way {
            Way::Out { .. } => taken -= moved.iter().map(|part| part.value).sum::<i64>(),
            Way::In { .. } => taken = 0,
        }
        parts.push(moved);
    }
    let value_minor: i64 = parts.iter().flatten().map(|part| part.value).sum();
    let number = ctx.random_number(6);
    // In the background nobody signs.
    let person_id = ctx.caller().person_id;
    let person_name = person_id.and_then(|_| ctx.caller().display_name.clone());
    queries::insert_document(
        ctx,
        document_id,
        number,
        head.kind,
        store.branch_id,
        store.store_id,
        head.to_store_id,
        head.supplier_id,
        head.order_id,
        head.appointment_id,
        head.bill_id,
        head.stocktake_id,
        head.reverses.as_ref().map(Id::as_str),
        head.linked_id,
        head.source_key.as_deref(),
        day,
        at,
        value_minor,
        head.note.as_deref(),
        person_id,
        person_name.as_deref(),
        now,
    )
    .on_constraint("inventory_document_reverses", || conflict("inventory-error-reversed"))
    .on_constraint("inventory_document_source", || conflict("inventory-error-posted"))?;
    let mut position = 0;
    for (line, parts) in lines.iter().zip(&parts) {
        for part in parts {
            position += 1;
            let movement_id = ctx.new_id();
            queries::insert_movement(
                ctx,
                movement_id,
                document_id,
                position,
                line.item_id,
                line.store_id,
                Id::parse(&part.layer)?,
                part.quantity,
                part.value,
                line.staff_id,
                line.source_line_id,
                line.reason.as_deref(),
                day,
                at,
            )?;
        }
    }
    shelves.save(ctx)?;
    let changed = told::changed(shelves.stores(), lines, &parts);
    let trued_up = told::trued_up(ctx, shelves.stores(), document_id, lines, &parts)?;
    ctx.emit(
        "inventory.document.posted",
        document_id,
        json!({
            "document_id": document_id, "kind": head.kind, "reverses": head.reverses, "branch_id": store.branch_id,
            "supplier_id": head.supplier_id, "appointment_id": head.appointment_id, "bill_id": head.bill_id,
            "day": day, "at": at, "value_minor": value_minor,
            "changed": changed, "trued_up": trued_up,
        }),
    )?;
    Ok(Posted { document_id, number, value_minor, parts })
}

/// `ids`: those of a debt and of a layer, if the line makes one. `taken`: what the lines before it cost.
pub fn apply(
    ctx: &Query,
    shelf: &mut Shelf,
    line: &Line,
    item: &Item,
    (day, now): (Day, i64),
    (debt_id, layer_id): (&str, &str),
    taken: i64,
) -> Vec<Part> {
    match &line.way {
        Way::In { cost, layer, lot, expires } => {
            let value = match cost {
                Cost::Of(value) => *value,
                Cost::Current => shelf.cost_of(line.quantity_milli),
                Cost::Taken => taken,
            };
            let known = layer.and_then(|id| shelf.layers.iter().find(|layer| layer.id == id.as_str()));
            let goods = match known {
                Some(known) => Layer { quantity: line.quantity_milli, value, ..known.clone() },
                None => Layer {
                    lot: lot.clone(),
                    expires: *expires,
                    usable_until: *expires,
                    ..Layer::plain(layer_id, line.quantity_milli, value, now)
                },
            };
            shelf.put(goods)
        }
        Way::Out { take, only, value_minor, used } => {
            let mut parts = Vec::new();
            let mut only = only.clone();
            if let Some(open_days) = item.open_days.filter(|_| *take == Take::Opening) {
                parts = open_packages(ctx, shelf, line.quantity_milli, (item.package_milli, open_days), day);
                only = only.or_else(|| Some(opening::opened(&shelf.layers, day)));
            }
            parts.extend(shelf.take(
                Taking {
                    quantity: line.quantity_milli,
                    usable_on: (*take != Take::Any).then_some(day),
                    only: only.as_deref(),
                    value: *value_minor,
                    used: *used,
                },
                debt_id,
                now,
            ));
            parts
        }
    }
}

/// As many packages are opened as the use asks for. `package`: how much it holds, and days of use once it is open.
fn open_packages(ctx: &Query, shelf: &mut Shelf, quantity: i64, package: (i64, i64), day: Day) -> Vec<Part> {
    let mut parts = Vec::new();
    for (id, quantity) in opening::to_open(&shelf.layers, quantity, package.0, day) {
        let Some(sealed) = shelf.layers.iter().find(|layer| layer.id == id) else { continue };
        let fresh = Layer {
            id: ctx.new_id().to_string(),
            opened: Some(day),
            usable_until: crate::model::expiry::usable_until(sealed.expires, Some(day), Some(package.1)),
            ..sealed.clone()
        };
        parts.extend(shelf.open(&id, quantity, fresh));
    }
    parts
}

/// R-I7: a document of an earlier moment. Counts that are still open are to be done again; where a count of a later
/// moment is already in the books, a linked document keeps what was counted. By hand that takes a right; a sale or a
/// visit that is told late is a fact.
fn settle_counts(
    ctx: &mut Mutation,
    store: &Store,
    head: &Head<'_>,
    lines: &[Line],
    posted: &Posted,
    day: Day,
    at: i64,
) -> Result<()> {
    let mut by_store: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for line in lines {
        by_store.entry(line.store_id).or_default().push(line.item_id);
    }
    let mut keep: Vec<Line> = Vec::new();
    for (store_id, items) in by_store {
        let since = head.since.unwrap_or(at);
        queries::flag_recount(ctx, &items, since, store_id)?;
        let counted = queries::counted_after(ctx, &items, since, store_id)?;
        for (line, parts) in lines.iter().zip(&posted.parts) {
            let settled = head.settled.contains(&(line.item_id, store_id));
            if line.store_id != store_id || settled || !counted.iter().any(|row| row.item_id == line.item_id)
            {
                continue;
            }
            let moved: i64 = parts.iter().map(|part| part.quantity).sum();
            let value: i64 = parts.iter().map(|part| part.value).sum();
            keep.push(match moved {
                0 => continue,
                1.. => Line::out(line.item_id, store_id, moved, Take::Any),
                _ => Line::into(line.item_id, store_id, -moved, Cost::Of(-value)),
            });
        }
    }
    if keep.is_empty() {
        return Ok(());
    }
    let told = head.appointment_id.is_some() || head.bill_id.is_some();
    if !told && !ctx.can("inventory.stock.backdate") {
        return Err(denied("inventory-error-counted"));
    }
    let compensation = Head {
        kind: "compensation",
        linked_id: Some(posted.document_id),
        note: head.note.clone(),
        ..Head::default()
    };
    write(ctx, store, &compensation, &keep, day, at)?;
    Ok(())
}

/// What a store of a list is called.
pub fn store_name(stores: &[Store], store_id: Id) -> String {
    stores.iter().find(|store| store.store_id == store_id).map(|store| store.name.clone()).unwrap_or_default()
}

/// The store where the caller may write.
pub fn writable(ctx: &Query, store_id: Id) -> Result<Store> {
    place::store(ctx, store_id, place::WRITE)
}
