//! R-I4 and R-I5: what is available in a branch when its calendar is believed; one alert a crossing, and a draft order.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::model::need::{self, Crossing, DayNeed};
use crate::model::quantity;
use crate::place::Place;
use crate::queries::{self, Item};

/// A branch's stock of one item with what is coming.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    pub on_hand_milli: i64,
    /// Of it past its last day: nobody may use it, it waits to be written off.
    pub expired_milli: i64,
    pub value_minor: i64,
    pub reserved_milli: i64,
    pub needs: Vec<DayNeed>,
}

impl Standing {
    /// What lies there and may be used today.
    pub fn usable(&self) -> i64 {
        self.on_hand_milli - self.expired_milli
    }

    pub fn available(&self) -> i64 {
        need::available(self.usable(), self.reserved_milli, &self.needs)
    }

    pub fn runs_out_on(&self) -> Option<String> {
        need::runs_out_on(self.usable(), self.reserved_milli, &self.needs).map(str::to_owned)
    }
}

/// The standing of items in some stores of a branch; with a master, only their bookings count.
pub fn standings(
    ctx: &Query,
    place: &Place,
    store_ids: &[Id],
    staff_id: Option<Id>,
) -> Result<BTreeMap<Id, Standing>> {
    let days: i64 = ctx.setting("need_days")?;
    let mut standings: BTreeMap<Id, Standing> = BTreeMap::new();
    for row in queries::balances_of_stores(ctx, store_ids)? {
        let standing = standings.entry(row.item_id).or_default();
        standing.on_hand_milli += row.quantity_milli;
        standing.value_minor += row.value_minor;
        standing.reserved_milli += row.reserved_milli;
    }
    for row in queries::expired_of_stores(ctx, store_ids, place.today.as_str())? {
        standings.entry(row.item_id).or_default().expired_milli += row.quantity_milli;
    }
    let last = place.today.plus(days - 1);
    let staff = staff_id.map(|id| id.to_string()).unwrap_or_default();
    for row in queries::coming_needs(ctx, place.branch_id, place.today.as_str(), last.as_str(), &staff)? {
        let needs = &mut standings.entry(row.item_id).or_default().needs;
        match needs.iter_mut().find(|need| need.day == row.day) {
            Some(need) => need.quantity_milli += row.quantity_milli,
            None => needs.push(DayNeed { day: row.day, quantity_milli: row.quantity_milli }),
        }
    }
    Ok(standings)
}

/// Looks whether some items of a branch came to their critical level, or are above it again.
pub fn check(ctx: &mut Mutation, place: &Place, item_ids: &[Id]) -> Result<()> {
    let mut items = queries::item_some(ctx, item_ids)?;
    items.retain(|item| item.critical_milli.is_some() && item.archived_at.is_none());
    if items.is_empty() {
        return Ok(());
    }
    let stores = queries::store_list(ctx, place.branch_id)?;
    let ids: Vec<Id> =
        stores.iter().filter(|store| store.kind != "transit").map(|store| store.store_id).collect();
    let standings = standings(ctx, place, &ids, None)?;
    let told = queries::alert_list(ctx, place.branch_id)?;
    let now = ctx.now();
    let mut drafts: Option<Drafts> = None;
    for item in items {
        let available = standings.get(&item.item_id).map(Standing::available).unwrap_or_default();
        let critical = item.critical_milli.unwrap_or_default();
        let is_told = told.iter().any(|alert| alert.item_id == item.item_id && alert.kind == "low");
        match need::crossing(is_told, available, critical) {
            Crossing::Same => {}
            Crossing::Rearmed => {
                queries::delete_alert(ctx, item.item_id, place.branch_id, "low")?;
            }
            Crossing::Low => {
                queries::insert_alert(ctx, item.item_id, place.branch_id, "low", available, now)?;
                ctx.emit(
                    "inventory.stock.low",
                    item.item_id,
                    json!({ "item_id": item.item_id, "branch_id": place.branch_id, "available_milli": available,
                            "critical_milli": critical }),
                )?;
                let mut own = match drafts.take() {
                    Some(own) => own,
                    None => Drafts::read(ctx, place, true)?,
                };
                own.put(ctx, place, &item, available)?;
                drafts = Some(own);
            }
        }
    }
    Ok(())
}

/// The drafts of a branch while things are put on them: read once, however many things.
pub struct Drafts {
    on_order: BTreeMap<Id, i64>,
    /// What is on a draft already, and on which.
    drafted: BTreeMap<Id, Id>,
    /// By supplier; '' = of nobody in particular.
    open: BTreeMap<String, Id>,
    automatic: bool,
}

impl Drafts {
    pub fn read(ctx: &Query, place: &Place, automatic: bool) -> Result<Self> {
        let on_order = queries::on_order(ctx, place.branch_id)?;
        let drafted = queries::drafted(ctx, place.branch_id)?;
        Ok(Self {
            on_order: on_order.into_iter().map(|row| (row.item_id, row.quantity_milli)).collect(),
            drafted: drafted.into_iter().map(|row| (row.item_id, row.order_id)).collect(),
            open: BTreeMap::new(),
            automatic,
        })
    }

    /// The draft that has it already.
    pub fn of(&self, item_id: Id) -> Option<Id> {
        self.drafted.get(&item_id).copied()
    }

    /// R-I5: on the draft order of its supplier, as many packages as bring it to its target; none if enough is on its
    /// way. What stands on a draft stays as it is.
    pub fn put(
        &mut self,
        ctx: &mut Mutation,
        place: &Place,
        item: &Item,
        available: i64,
    ) -> Result<Option<Id>> {
        if let Some(order_id) = self.of(item.item_id) {
            return Ok(Some(order_id));
        }
        let coming = self.on_order.get(&item.item_id).copied().unwrap_or_default();
        let critical = item.critical_milli.unwrap_or_default();
        // Without a target: twice the critical level, and one package at least.
        let target = item.target_milli.unwrap_or(critical * 2).max(critical + 1);
        let packages = need::suggested_packages(target, available, coming, item.package_milli);
        if packages == 0 {
            return Ok(None);
        }
        let quantity = quantity::of_packages(packages * quantity::MILLI, item.package_milli)
            .unwrap_or(item.package_milli);
        let order_id = self.draft(ctx, place, item.supplier_id)?;
        let (line_id, price) = (ctx.new_id(), item.buy_minor.unwrap_or_default());
        queries::insert_order_line(ctx, line_id, order_id, item.item_id, quantity, price)?;
        self.drafted.insert(item.item_id, order_id);
        Ok(Some(order_id))
    }

    fn draft(&mut self, ctx: &mut Mutation, place: &Place, supplier_id: Option<Id>) -> Result<Id> {
        let supplier = supplier_id.map(|id| id.to_string()).unwrap_or_default();
        if let Some(order_id) = self.open.get(&supplier) {
            return Ok(*order_id);
        }
        let order_id = match queries::draft_of(ctx, place.branch_id, &supplier)? {
            Some(draft) => draft.order_id,
            None => {
                let store = crate::place::store_of_kind(ctx, place.branch_id, "consumables")?;
                let (order_id, now) = (ctx.new_id(), ctx.now());
                let number = ctx.random_number(6);
                queries::insert_order(
                    ctx,
                    order_id,
                    number,
                    place.branch_id,
                    store.store_id,
                    supplier_id,
                    self.automatic,
                    now,
                )?;
                order_id
            }
        };
        self.open.insert(supplier, order_id);
        Ok(order_id)
    }
}
