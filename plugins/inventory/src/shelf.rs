//! Items in stores as the rules see them: read in two statements, written back where they changed.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::model::layer::{Known, Layer, Method, Shelf, Taking};
use crate::post::{Cost, Line, Take, Way};
use crate::queries::{self, Item, Store};

/// Item and store.
pub type Key = (Id, Id);

pub struct Shelves {
    items: BTreeMap<Id, Item>,
    now: BTreeMap<Key, Shelf>,
    before: BTreeMap<Key, Shelf>,
    stores: BTreeMap<Id, Store>,
}

impl Shelves {
    /// Everything the lines touch.
    pub fn load(ctx: &Query, lines: &[Line]) -> Result<Self> {
        let mut keys: Vec<Key> = lines.iter().map(|line| (line.item_id, line.store_id)).collect();
        keys.sort();
        keys.dedup();
        let items: Vec<Id> = keys.iter().map(|key| key.0).collect();
        let ids: Vec<Id> = lines.iter().map(|line| line.store_id).collect();
        let mut stores = BTreeMap::new();
        for id in ids {
            if let std::collections::btree_map::Entry::Vacant(place) = stores.entry(id) {
                let store =
                    queries::store(ctx, id)?.ok_or_else(|| field("store_id", "inventory-error-store"))?;
                place.insert(store);
            }
        }
        let store_ids: Vec<Id> = stores.keys().copied().collect();
        let found = queries::item_some(ctx, &items)?;
        let items: BTreeMap<Id, Item> = found.into_iter().map(|item| (item.item_id, item)).collect();
        let mut now = shelves(ctx, &items, &stores, &keys, &store_ids)?;
        // Layers that are empty now but get something back.
        let returned: Vec<Id> = lines
            .iter()
            .filter_map(|line| if let Way::In { layer, .. } = &line.way { *layer } else { None })
            .collect();
        if !returned.is_empty() {
            for row in queries::layers_some(ctx, &returned)? {
                let shelf = now.get_mut(&(row.item_id, row.store_id));
                if let Some(shelf) =
                    shelf.filter(|shelf| shelf.layers.iter().all(|l| l.id != row.layer_id.as_str()))
                {
                    shelf.layers.push(layer(row)?);
                }
            }
        }
        Ok(Self { items, before: now.clone(), now, stores })
    }

    pub fn item(&self, item_id: Id) -> Result<&Item> {
        self.items.get(&item_id).ok_or_else(|| field("item_id", "inventory-error-item"))
    }

    pub fn stores(&self) -> &BTreeMap<Id, Store> {
        &self.stores
    }

    pub fn shelf(&mut self, line: &Line) -> Result<&mut Shelf> {
        let shelf = self.now.get_mut(&(line.item_id, line.store_id));
        shelf.ok_or_else(|| Error::internal("a shelf was not loaded"))
    }

    /// Writes what changed, and notes where something was issued that is not there (R-I2).
    pub fn save(&self, ctx: &mut Mutation) -> Result<()> {
        let now = ctx.now();
        for (key, shelf) in &self.now {
            let before = &self.before[key];
            for layer in &shelf.layers {
                if before.layers.iter().any(|old| old == layer) {
                    continue;
                }
                queries::upsert_layer(
                    ctx,
                    Id::parse(&layer.id)?,
                    key.0,
                    key.1,
                    layer.quantity,
                    layer.value,
                    layer.received_at,
                    layer.lot.as_deref(),
                    layer.expires.as_ref().map(Day::as_str),
                    layer.opened.as_ref().map(Day::as_str),
                    layer.usable_until.as_ref().map(Day::as_str),
                )?;
            }
            let (quantity, value) = (shelf.quantity(), shelf.value());
            queries::upsert_balance(
                ctx,
                key.0,
                key.1,
                quantity,
                value,
                shelf.known.value,
                shelf.known.quantity,
                now,
            )?;
            let owes = |shelf: &Shelf| shelf.layers.iter().any(|layer| layer.quantity < 0);
            let branch_id = self.stores[&key.1].branch_id;
            match (owes(before), owes(shelf)) {
                (false, true) => {
                    queries::insert_alert(ctx, key.0, branch_id, "negative", quantity, now)?;
                }
                // Told of the branch: until none of its stores owes any.
                (true, false) if !owes_elsewhere(ctx, key, branch_id)? => {
                    queries::delete_alert(ctx, key.0, branch_id, "negative")?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn owes_elsewhere(ctx: &Query, key: &Key, branch_id: Id) -> Result<bool> {
    Ok(queries::owing_elsewhere(ctx, key.0, branch_id, key.1)?.is_some_and(|row| row.stores > 0))
}

fn shelves(
    ctx: &Query,
    items: &BTreeMap<Id, Item>,
    stores: &BTreeMap<Id, Store>,
    keys: &[Key],
    store_ids: &[Id],
) -> Result<BTreeMap<Key, Shelf>> {
    let item_ids: Vec<Id> = items.keys().copied().collect();
    let balances = queries::balances(ctx, &item_ids, store_ids)?;
    let rows = queries::layers(ctx, &item_ids, store_ids)?;
    let chosen = method(ctx)?;
    let mut shelves = BTreeMap::new();
    for &(item_id, store_id) in keys {
        let item = items.get(&item_id).ok_or_else(|| field("item_id", "inventory-error-item"))?;
        let balance = balances.iter().find(|row| row.item_id == item_id && row.store_id == store_id);
        let mut known = balance
            .map(|row| Known { value: row.known_value_minor, quantity: row.known_quantity_milli })
            .unwrap_or_default();
        if known.quantity <= 0
            && let Some(buy) = item.buy_minor
        {
            known = Known { value: buy, quantity: item.package_milli };
        }
        let mut layers = Vec::new();
        for row in rows.iter().filter(|row| row.item_id == item_id && row.store_id == store_id) {
            layers.push(layer(row.clone())?);
        }
        // Goods on their way keep the cost they left with, whatever else is on its way.
        let transit = stores.get(&store_id).is_some_and(|store| store.kind == "transit");
        let method = if transit { Method::Fifo } else { chosen };
        shelves.insert((item_id, store_id), Shelf { method, layers, known });
    }
    Ok(shelves)
}

fn method(ctx: &Query) -> Result<Method> {
    let word: String = ctx.setting("cost_method")?;
    Ok(if word == "fifo" { Method::Fifo } else { Method::Average })
}

fn layer(row: queries::LayerRow) -> Result<Layer> {
    let day = |text: Option<String>| text.as_deref().map(Day::parse).transpose();
    Ok(Layer {
        id: row.layer_id.to_string(),
        quantity: row.quantity_milli,
        value: row.value_minor,
        received_at: row.received_at,
        lot: row.lot,
        expires: day(row.expires)?,
        opened: day(row.opened)?,
        usable_until: day(row.usable_until)?,
    })
}

/// What could be used today of some items in some stores, held by bills or not.
pub fn usable_now(ctx: &Query, items: &[Id], stores: &[Id], day: Day) -> Result<BTreeMap<Key, i64>> {
    let mut usable: BTreeMap<Key, i64> = BTreeMap::new();
    for row in queries::layers(ctx, items, stores)? {
        let fresh = row.usable_until.as_deref().is_none_or(|until| day.as_str() <= until);
        if row.quantity_milli > 0 && fresh {
            *usable.entry((row.item_id, row.store_id)).or_default() += row.quantity_milli;
        }
    }
    Ok(usable)
}

/// Lines that leave a store, each followed by its arrival in transit at the cost it left with, lot and expiry kept.
/// Taking is tried on a copy first: what a line costs, and which lots it takes, is known only then.
pub fn with_arrivals(ctx: &Query, out: &[Line], transit: Id) -> Result<Vec<Line>> {
    let mut shelves = Shelves::load(ctx, out)?;
    let mut lines = Vec::new();
    for line in out {
        let shelf = shelves.shelf(line)?;
        let before = shelf.layers.clone();
        let used = Known::default();
        let taking = Taking { quantity: line.quantity_milli, usable_on: None, only: None, value: None, used };
        for part in shelf.take(taking, "debt", 0) {
            let from = before.iter().find(|layer| layer.id == part.layer);
            let only = Some(vec![part.layer.clone()]);
            lines.push(Line {
                way: Way::Out { take: Take::Any, only, value_minor: Some(-part.value), used },
                ..Line::out(line.item_id, line.store_id, -part.quantity, Take::Any)
            });
            lines.push(Line {
                way: Way::In {
                    cost: Cost::Taken,
                    layer: None,
                    lot: from.and_then(|layer| layer.lot.clone()),
                    expires: from.and_then(|layer| layer.usable_until),
                },
                ..Line::into(line.item_id, transit, -part.quantity, Cost::Taken)
            });
        }
    }
    Ok(lines)
}
