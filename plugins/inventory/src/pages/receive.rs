//! R-I6: what came on an order: a receipt with landed costs; more than 5 % over needs a word.

use pardoz_sdk::prelude::*;

use super::order::{self, Detail, PERMISSION, Which};
use crate::model::order as rules;
use crate::model::quantity;
use crate::post::{self, Cost, Head, Line, Way};
use crate::queries;
use crate::words;

pub fn receive_form(ctx: &Query, page: Which) -> Result<Detail> {
    // What came whole is not asked for again.
    order::detail(ctx, page, |line| line.received_milli < line.quantity_milli)
}

#[derive(Input)]
pub struct Receipt {
    order_id: Id,
    #[input(money, range = 0..)]
    landed_minor: Option<i64>,
    #[input(max_chars = 500)]
    note: Option<String>,
    /// R-I6: somebody knows that it is more than was ordered.
    over_ok: bool,
    #[input(max_items = 60)]
    lines: Vec<Came>,
}

#[derive(Input)]
pub struct Came {
    order_line_id: Id,
    /// In packages.
    #[input(max_chars = 20)]
    packages: Option<String>,
    #[input(money, range = 0..)]
    price_minor: Option<i64>,
    #[input(max_chars = 40)]
    lot: Option<String>,
    expires: Option<Day>,
}

pub fn receive(ctx: &mut Mutation, input: Receipt) -> Result<Redirect> {
    let (order, state, store) = order::find(ctx, input.order_id, PERMISSION)?;
    if !state.receives() {
        return Err(conflict("inventory-error-order-state"));
    }
    let rows = queries::order_lines(ctx, &[order.order_id])?;
    let items = queries::item_some(ctx, &rows.iter().map(|row| row.item_id).collect::<Vec<_>>())?;
    let mut came = Vec::new();
    for (at, line) in input.lines.iter().enumerate() {
        let Some(typed) =
            line.packages.as_deref().map(str::trim).filter(|text| !text.is_empty() && *text != "0")
        else {
            continue;
        };
        let name = format!("lines[{at}][packages]");
        let row = rows.iter().find(|row| row.order_line_id == line.order_line_id);
        let row = row.ok_or_else(|| not_found("inventory-error-order"))?;
        let item = items.iter().find(|item| item.item_id == row.item_id);
        let item = item.ok_or_else(|| not_found("inventory-error-item"))?;
        let packages = words::typed_positive(&name, typed)?;
        let milli = quantity::of_packages(packages, item.package_milli);
        let milli = milli.ok_or_else(|| field(name.clone(), "inventory-error-quantity"))?;
        if rules::needs_consent(row.quantity_milli, row.received_milli + milli) && !input.over_ok {
            let ordered = words::quantity(ctx, row.quantity_milli, item);
            return Err(field(name, text("inventory-error-over-receipt").arg("ordered", ordered))
                .data(json!({ "needs_consent": true })));
        }
        let price = line.price_minor.unwrap_or(row.price_minor);
        let cost = crate::model::layer::share(price, milli, item.package_milli);
        came.push((line, row, item, milli, cost, price));
    }
    if came.is_empty() {
        return Err(field("lines[0][packages]", "inventory-error-lines"));
    }
    let costs: Vec<i64> = came.iter().map(|one| one.4).collect();
    let landed = rules::landed(&costs, input.landed_minor.unwrap_or_default());
    let now = ctx.now();
    let mut lines = Vec::new();
    for ((line, row, item, milli, _, price), cost) in came.iter().zip(landed) {
        queries::receive_order_line(ctx, *milli, row.order_line_id)?;
        if *price > 0 && Some(*price) != item.buy_minor {
            queries::set_buy(ctx, Some(*price), now, item.item_id)?;
        }
        let lot = line.lot.clone().filter(|lot| !lot.trim().is_empty());
        let way = Way::In { cost: Cost::Of(cost), layer: None, lot, expires: line.expires };
        lines.push(Line { way, ..Line::into(item.item_id, store.store_id, *milli, Cost::Of(cost)) });
    }
    let after: Vec<(i64, i64)> = queries::order_lines(ctx, &[order.order_id])?
        .iter()
        .map(|row| (row.quantity_milli, row.received_milli))
        .collect();
    queries::set_order_state(ctx, rules::after_receipt(&after).word(), now, order.order_id)?;
    let head = Head {
        kind: "receipt",
        supplier_id: order.supplier_id,
        order_id: Some(order.order_id),
        note: input.note,
        ..Head::default()
    };
    let posted = post::post(ctx, &store, head, &lines)?;
    Ok(redirect("order-detail").with("order_id", order.order_id).toast("inventory-toast-received").created(
        json!({
            "order_id": order.order_id, "document_id": posted.document_id, "value_minor": posted.value_minor,
        }),
    ))
}
