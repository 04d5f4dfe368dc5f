//! The dashboard's critical stock, and a master's own materials.

use pardoz_sdk::prelude::*;

use super::stock::{self, ListPage};
use crate::alert;
use crate::model::need;
use crate::place::{self, Place};
use crate::queries;
use crate::words;

const ROWS: usize = 5;

#[derive(View)]
pub struct Critical {
    branch_id: Id,
    critical: i64,
    low: i64,
    negative: i64,
    rows: Vec<stock::Row>,
    books_at: Option<i64>,
    faults: i64,
    may_order: bool,
    any: bool,
}

/// What to order today, and whether the books balance.
pub fn critical_stock(ctx: &Query) -> Result<Critical> {
    let list = stock::draw(ctx, ListPage::default())?;
    let checked = queries::check_last(ctx)?.into_iter().next();
    let rows: Vec<stock::Row> =
        list.items.iter().filter(|row| row.level != "ok" || row.negative).take(ROWS).cloned().collect();
    Ok(Critical {
        branch_id: list.branch_id,
        critical: list.counts.critical,
        low: list.counts.low,
        negative: list.counts.negative,
        rows,
        books_at: checked.as_ref().map(|row| row.at),
        faults: checked.map(|row| row.faults).unwrap_or_default(),
        may_order: ctx.can("inventory.order.write"),
        any: list.total > 0,
    })
}

#[derive(View)]
pub struct Mine {
    day: Day,
    days: i64,
    has_card: bool,
    items: Vec<MineRow>,
}

#[derive(View)]
struct MineRow {
    item_id: Id,
    name: String,
    on_hand_milli: i64,
    on_hand: String,
    need_milli: i64,
    need: String,
    left_milli: i64,
    left: String,
    runs_out_on: Option<String>,
    visits: i64,
    level: &'static str,
}

/// A14: what the master's bookings take, against the master's box, or the branch's shelf where there is no box.
pub fn my_stock(ctx: &Query) -> Result<Mine> {
    let days: i64 = ctx.setting("need_days")?;
    let staff_id = place::own_staff(ctx)?;
    let staff = match ctx.caller().person_id {
        Some(person) => queries::staff_of_account(ctx, person.as_str())?.into_iter().next(),
        None => None,
    };
    let place = Place::find(ctx, staff.map(|row| row.branch_id))?;
    let nobody = Mine { day: place.today, days, has_card: false, items: Vec::new() };
    let Some(staff_id) = staff_id else { return Ok(nobody) };
    let stores = queries::store_list(ctx, place.branch_id)?;
    let own: Vec<Id> = stores.iter().filter(|s| s.staff_id == Some(staff_id)).map(|s| s.store_id).collect();
    let common: Vec<Id> = stores.iter().filter(|s| s.kind == "consumables").map(|s| s.store_id).collect();
    let reach: Vec<Id> = own.iter().chain(&common).copied().collect();
    let standings = alert::standings(ctx, &place, &reach, Some(staff_id))?;
    let needed: Vec<Id> =
        standings.iter().filter(|(_, standing)| !standing.needs.is_empty()).map(|(id, _)| *id).collect();
    let boxed: Vec<Id> = queries::balances_of_stores(ctx, &own)?.into_iter().map(|row| row.item_id).collect();
    let ids: Vec<Id> = needed.iter().chain(&boxed).copied().collect();
    let mut rows = Vec::new();
    for item in queries::item_some(ctx, &ids)? {
        let Some(standing) = standings.get(&item.item_id) else { continue };
        let need: i64 = standing.needs.iter().map(|need| need.quantity_milli).sum();
        let left = standing.available();
        rows.push(MineRow {
            item_id: item.item_id,
            name: item.name(ctx.locale()).to_owned(),
            on_hand_milli: standing.on_hand_milli,
            on_hand: words::quantity(ctx, standing.on_hand_milli, &item),
            need_milli: need,
            need: words::quantity(ctx, need, &item),
            left_milli: left,
            left: words::quantity(ctx, left, &item),
            runs_out_on: standing.runs_out_on(),
            visits: standing.needs.len() as i64,
            level: if left < 0 { "critical" } else { need::level(left, item.critical_milli) },
        });
    }
    rows.sort_by_key(|row| row.left_milli);
    Ok(Mine { day: place.today, days, has_card: true, items: rows })
}
