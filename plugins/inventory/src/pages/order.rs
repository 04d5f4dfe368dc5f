//! R-I6: purchase orders, from a draft (often made by a critical level) to closed.

use pardoz_sdk::prelude::*;

use crate::alert;
use crate::model::order::State;
use crate::model::quantity;
use crate::place::{self, Place};
use crate::queries::{self, Order, OrderLine};
use crate::words::{self, Choice};

pub const PERMISSION: &str = "inventory.order.write";

/// Lines that one press of "order everything" writes: each is a statement. The next press goes on behind them.
const LINES_NEW: usize = 300;
/// Lines of an order that a form shows: with their fields that stays under what the host takes from one.
const LINES_SHOWN: usize = 50;

#[derive(Input)]
pub struct ListPage {
    branch: Option<Id>,
    #[input(range = 0..=1_000_000, default)]
    offset: i64,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=200, default = 100)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
pub struct Behind {
    pub offset: i64,
}

#[derive(View)]
pub struct OrderList {
    branch_id: Id,
    branch_name: String,
    orders: Vec<Row>,
    previous: Option<i64>,
    next: Option<Behind>,
    critical: i64,
    may_write: bool,
}

#[derive(View)]
struct Row {
    order_id: Id,
    number: i64,
    state: String,
    state_name: String,
    tone: &'static str,
    supplier: Option<String>,
    automatic: bool,
    lines: i64,
    what: String,
    total_minor: Option<i64>,
    created_at: i64,
}

pub fn tone(state: State) -> &'static str {
    match state {
        State::Draft => "wait",
        State::Ordered => "conf",
        State::Part => "work",
        State::Received => "here",
        State::Closed | State::Cancelled => "done",
    }
}

fn line_cost(line: &OrderLine, package_milli: i64) -> i64 {
    crate::model::layer::share(line.price_minor, line.quantity_milli, package_milli)
}

pub fn list_orders(ctx: &Query, page: ListPage) -> Result<OrderList> {
    let place = Place::open(ctx, page.branch, "inventory.order.read")?;
    let mut orders = queries::order_list(ctx, place.branch_id, page.limit + 1, page.offset)?;
    let more = orders.len() as i64 > page.limit;
    orders.truncate(page.limit as usize);
    let suppliers = queries::supplier_list(ctx)?;
    let ids: Vec<Id> = orders.iter().map(|order| order.order_id).collect();
    let lines = queries::order_lines(ctx, &ids)?;
    let items = queries::item_some(ctx, &lines.iter().map(|line| line.item_id).collect::<Vec<_>>())?;
    let costs = ctx.can("inventory.cost.read");
    let row = |order: Order| {
        let of_order: Vec<&OrderLine> = lines.iter().filter(|line| line.order_id == order.order_id).collect();
        let item_of = |line: &&OrderLine| items.iter().find(|item| item.item_id == line.item_id);
        let names: Vec<&str> =
            of_order.iter().take(3).filter_map(item_of).map(|item| item.name(ctx.locale())).collect();
        let total =
            of_order.iter().filter_map(|l| item_of(l).map(|item| line_cost(l, item.package_milli))).sum();
        Row {
            order_id: order.order_id,
            number: order.number,
            tone: tone(State::from_word(&order.state).unwrap_or(State::Draft)),
            state_name: ctx.t(&format!("inventory-order-{}", order.state), json!({})),
            state: order.state,
            supplier: suppliers
                .iter()
                .find(|s| Some(s.supplier_id) == order.supplier_id)
                .map(|s| s.name.clone()),
            automatic: order.automatic,
            lines: of_order.len() as i64,
            what: names.join(", "),
            total_minor: costs.then_some(total),
            created_at: order.created_at,
        }
    };
    let told = queries::alert_list(ctx, place.branch_id)?;
    Ok(OrderList {
        branch_id: place.branch_id,
        branch_name: place.name.clone(),
        orders: orders.into_iter().map(row).collect(),
        previous: (page.offset > 0).then(|| (page.offset - page.limit).max(0)),
        next: more.then_some(Behind { offset: page.offset + page.limit }),
        critical: told.iter().filter(|alert| alert.kind == "low").count() as i64,
        may_write: ctx.can(PERMISSION),
    })
}

#[derive(Input)]
pub struct Which {
    pub order_id: Id,
    /// Lines before those that are shown.
    #[input(range = 0..=100_000, default)]
    pub skip: i64,
}

#[derive(View)]
pub struct Detail {
    order_id: Id,
    number: i64,
    state: String,
    tone: &'static str,
    store: String,
    supplier_id: Option<Id>,
    supplier: Option<String>,
    suppliers: Vec<Choice>,
    note: Option<String>,
    expected_day: Option<String>,
    automatic: bool,
    created_at: i64,
    lines: Vec<LineView>,
    /// Of all lines, those that are shown come behind `skip`; where the pages before and after begin.
    count: i64,
    skip: i64,
    previous: Option<i64>,
    next: Option<i64>,
    total_minor: Option<i64>,
    may_write: bool,
    is_draft: bool,
    receives: bool,
    may_close: bool,
    may_cancel: bool,
}

#[derive(View)]
struct LineView {
    order_line_id: Option<Id>,
    item_id: Option<Id>,
    name: String,
    package: String,
    packages: String,
    left: String,
    quantity: String,
    received: String,
    price_minor: Option<i64>,
    cost_minor: Option<i64>,
    expires_matter: bool,
}

pub fn find(ctx: &Query, order_id: Id, permission: &str) -> Result<(Order, State, queries::Store)> {
    let order = queries::order(ctx, order_id)?.ok_or_else(|| not_found("inventory-error-order"))?;
    let store = place::store(ctx, order.store_id, permission)?;
    let state = State::from_word(&order.state).ok_or_else(|| Error::internal("unknown state of an order"))?;
    Ok((order, state, store))
}

pub fn show_order(ctx: &Query, page: Which) -> Result<Detail> {
    detail(ctx, page, |_| true)
}

/// An order with those of its lines that `shown` lets through, a page of them.
pub fn detail(ctx: &Query, page: Which, shown: impl Fn(&OrderLine) -> bool) -> Result<Detail> {
    let (order, state, store) = find(ctx, page.order_id, "inventory.order.read")?;
    let rows = queries::order_lines(ctx, &[order.order_id])?;
    let items = queries::item_some(ctx, &rows.iter().map(|row| row.item_id).collect::<Vec<_>>())?;
    let suppliers = queries::supplier_list(ctx)?;
    let costs = ctx.can("inventory.cost.read");
    let mut total = 0;
    let mut lines = Vec::new();
    for row in &rows {
        let Some(item) = items.iter().find(|item| item.item_id == row.item_id) else { continue };
        let cost = line_cost(row, item.package_milli);
        total += cost;
        if !shown(row) {
            continue;
        }
        let in_packages = |milli: i64| quantity::plain(milli * quantity::MILLI / item.package_milli);
        lines.push(LineView {
            order_line_id: Some(row.order_line_id),
            item_id: Some(row.item_id),
            name: item.name(ctx.locale()).to_owned(),
            package: words::units(ctx, item.package_milli, &item.unit),
            packages: in_packages(row.quantity_milli),
            left: in_packages((row.quantity_milli - row.received_milli).max(0)),
            quantity: words::quantity(ctx, row.quantity_milli, item),
            received: words::quantity(ctx, row.received_milli, item),
            price_minor: costs.then_some(row.price_minor),
            cost_minor: costs.then_some(cost),
            expires_matter: item.unit != "pcs",
        });
    }
    let (count, skip) = (lines.len() as i64, page.skip);
    let lines: Vec<LineView> = lines.into_iter().skip(skip as usize).take(LINES_SHOWN).collect();
    let size = LINES_SHOWN as i64;
    let may_write = ctx.can(PERMISSION);
    Ok(Detail {
        count,
        skip,
        previous: (skip > 0).then(|| (skip - size).max(0)),
        next: (skip + size < count).then_some(skip + size),
        order_id: order.order_id,
        number: order.number,
        tone: tone(state),
        state: order.state,
        store: store.name,
        supplier_id: order.supplier_id,
        supplier: suppliers.iter().find(|s| Some(s.supplier_id) == order.supplier_id).map(|s| s.name.clone()),
        suppliers: suppliers.iter().map(|s| Choice::new(s.supplier_id, &s.name)).collect(),
        note: order.note,
        expected_day: order.expected_day,
        automatic: order.automatic,
        created_at: order.created_at,
        lines,
        total_minor: costs.then_some(total),
        may_write,
        is_draft: state == State::Draft,
        receives: may_write && state.receives(),
        may_close: may_write && state.may_become(State::Closed),
        may_cancel: may_write && state.may_become(State::Cancelled),
    })
}

/// "Order everything": all that is critical now goes on the drafts of its suppliers.
pub fn order_critical(ctx: &mut Mutation, page: ListPage) -> Result<Redirect> {
    let place = Place::open(ctx, page.branch, PERMISSION)?;
    let stores = queries::store_list(ctx, place.branch_id)?;
    let ids: Vec<Id> =
        stores.iter().filter(|store| store.kind != "transit").map(|store| store.store_id).collect();
    let standings = alert::standings(ctx, &place, &ids, None)?;
    let mut drafts = alert::Drafts::read(ctx, &place, false)?;
    let mut orders: Vec<Id> = Vec::new();
    let mut fresh = 0;
    for item in queries::item_list(ctx, false, "%")? {
        let available = standings.get(&item.item_id).map(alert::Standing::available).unwrap_or_default();
        let is_new = drafts.of(item.item_id).is_none();
        if item.critical_milli.is_none_or(|critical| available > critical) || (is_new && fresh == LINES_NEW) {
            continue;
        }
        let order_id = drafts.put(ctx, &place, &item, available)?;
        fresh += usize::from(is_new && order_id.is_some());
        orders.extend(order_id.filter(|id| !orders.contains(id)));
    }
    let Some(first) = orders.first() else { return Err(conflict("inventory-error-nothing-critical")) };
    let answer = json!({ "order_id": first, "orders": orders });
    let to = match orders.len() {
        1 => redirect("order-detail").with("order_id", first),
        _ => redirect("order-list").with("branch", place.branch_id),
    };
    Ok(to.toast("inventory-toast-ordered").created(answer))
}

#[derive(Input)]
pub struct Draft {
    order_id: Id,
    supplier_id: Option<Id>,
    #[input(max_chars = 500)]
    note: Option<String>,
    expected_day: Option<Day>,
    #[input(max_items = 100)]
    lines: Vec<DraftLine>,
    /// Saved and sent: what goes to the supplier is what stands in the form.
    send: bool,
    /// The page of lines that the form showed.
    #[input(range = 0..=100_000, default)]
    skip: i64,
}

#[derive(Input)]
pub struct DraftLine {
    order_line_id: Option<Id>,
    item_id: Option<Id>,
    /// In packages; empty or 0 = not to be ordered.
    #[input(max_chars = 20)]
    packages: Option<String>,
    #[input(money, range = 0..)]
    price_minor: Option<i64>,
}

pub fn save_order(ctx: &mut Mutation, input: Draft) -> Result<Redirect> {
    let (order, state, _) = find(ctx, input.order_id, PERMISSION)?;
    if state != State::Draft {
        return Err(conflict("inventory-error-order-sent"));
    }
    let rows = queries::order_lines(ctx, &[order.order_id])?;
    for (at, line) in input.lines.iter().enumerate() {
        let text = line.packages.as_deref().map(str::trim).unwrap_or_default();
        let name = format!("lines[{at}][packages]");
        let packages = if text.is_empty() { 0 } else { words::typed(&name, text)? };
        if packages < 0 {
            return Err(field(name, "inventory-error-positive"));
        }
        let known = line.order_line_id.and_then(|id| rows.iter().find(|row| row.order_line_id == id));
        let Some(item_id) = known.map(|row| row.item_id).or(line.item_id) else { continue };
        let item = queries::item(ctx, item_id)?;
        let item = item.ok_or_else(|| field(format!("lines[{at}][item_id]"), "inventory-error-item"))?;
        let milli = quantity::of_packages(packages, item.package_milli);
        let milli = milli.ok_or_else(|| field(name, "inventory-error-quantity"))?;
        let price =
            line.price_minor.or(known.map(|row| row.price_minor)).or(item.buy_minor).unwrap_or_default();
        match (known, milli) {
            (Some(row), 0) => queries::delete_order_line(ctx, row.order_line_id)?,
            (Some(row), _) => queries::update_order_line(ctx, milli, price, row.order_line_id)?,
            (None, 0) => 0,
            (None, _) => {
                let line_id = ctx.new_id();
                queries::insert_order_line(ctx, line_id, order.order_id, item_id, milli, price)?
            }
        };
    }
    let now = ctx.now();
    let day = input.expected_day.map(|day| day.to_string());
    queries::update_order(
        ctx,
        input.supplier_id,
        input.note.as_deref(),
        day.as_deref(),
        now,
        order.order_id,
    )?;
    if input.send {
        return step(ctx, &order, state, State::Ordered);
    }
    Ok(back(order.order_id).with("skip", input.skip).toast("inventory-toast-order"))
}

fn back(order_id: Id) -> Redirect {
    redirect("order-detail").with("order_id", order_id).data(json!({ "order_id": order_id }))
}

#[derive(Input)]
pub struct Step {
    order_id: Id,
    state: Next,
}

/// What a person sets by hand; receiving sets the rest.
#[derive(Input, Clone, Copy)]
pub enum Next {
    Draft,
    Ordered,
    Closed,
    Cancelled,
}

pub fn set_state(ctx: &mut Mutation, input: Step) -> Result<Redirect> {
    let (order, state, _) = find(ctx, input.order_id, PERMISSION)?;
    let next = State::from_word(input.state.word()).ok_or_else(|| conflict("inventory-error-order-state"))?;
    step(ctx, &order, state, next)
}

fn step(ctx: &mut Mutation, order: &Order, state: State, next: State) -> Result<Redirect> {
    if !state.may_become(next) {
        return Err(conflict("inventory-error-order-state"));
    }
    if next == State::Ordered && queries::order_lines(ctx, &[order.order_id])?.is_empty() {
        return Err(conflict("inventory-error-lines"));
    }
    let now = ctx.now();
    queries::set_order_state(ctx, next.word(), now, order.order_id)?;
    Ok(back(order.order_id)
        .toast("inventory-toast-order-state")
        .toast_args(json!({ "state": next.word(), "number": order.number.to_string() })))
}
