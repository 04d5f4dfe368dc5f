//! R-I7: counting while sales go on. Each count keeps its moment and what the book said then; approval posts the
//! differences, so whatever was sold meanwhile stays sold.

use pardoz_sdk::prelude::*;

use super::order::Behind;
use crate::model::count::Counted;
use crate::place::{self, Place};
use crate::post::{self, Cost, Head, Line, Take};
use crate::queries::{self, Count, Item, Stocktake, Store};
use crate::words::{self, Choice};

pub const PERMISSION: &str = "inventory.stocktake.write";
/// Differences that one document takes; more go into the next, by a job that follows at once.
const LINES_MAX: usize = 50;

#[derive(Input)]
pub struct ListPage {
    branch: Option<Id>,
    #[input(range = 0..=1_000_000, default)]
    offset: i64,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=500, default = 30)]
    limit: i64,
}

#[derive(View)]
pub struct StocktakeList {
    branch_id: Id,
    branch_name: String,
    stores: Vec<Choice>,
    categories: Vec<Choice>,
    stocktakes: Vec<Row>,
    previous: Option<i64>,
    next: Option<Behind>,
    may_write: bool,
}

#[derive(View)]
struct Row {
    stocktake_id: Id,
    number: i64,
    store: String,
    state: String,
    state_name: String,
    blind: bool,
    person: Option<String>,
    started_at: i64,
    closed_at: Option<i64>,
}

pub fn list_stocktakes(ctx: &Query, page: ListPage) -> Result<StocktakeList> {
    let place = Place::open(ctx, page.branch, PERMISSION)?;
    let stores = place::stores(ctx, place.branch_id, PERMISSION)?;
    let row = |row: Stocktake| Row {
        stocktake_id: row.stocktake_id,
        number: row.number,
        store: post::store_name(&stores, row.store_id),
        state_name: ctx.t(
            match row.state.as_str() {
                "open" => "inventory-count-open",
                "cancelled" => "inventory-count-cancelled",
                _ => "inventory-count-posted",
            },
            json!({}),
        ),
        state: row.state,
        blind: row.blind,
        person: row.person_name,
        started_at: row.started_at,
        closed_at: row.closed_at,
    };
    let mut found = queries::stocktake_list(ctx, place.branch_id, page.limit + 1, page.offset)?;
    let more = found.len() as i64 > page.limit;
    found.truncate(page.limit as usize);
    Ok(StocktakeList {
        branch_id: place.branch_id,
        branch_name: place.name.clone(),
        stocktakes: found.into_iter().map(row).collect(),
        previous: (page.offset > 0).then(|| (page.offset - page.limit).max(0)),
        next: more.then_some(Behind { offset: page.offset + page.limit }),
        stores: stores.iter().map(|store| Choice::new(store.store_id, &store.name)).collect(),
        categories: queries::category_list(ctx)?
            .iter()
            .map(|c| Choice::new(c.category_id, c.name(ctx.locale())))
            .collect(),
        may_write: ctx.can(PERMISSION),
    })
}

#[derive(Input)]
pub struct Start {
    store_id: Id,
    category_id: Option<Id>,
    blind: bool,
}

pub fn start(ctx: &mut Mutation, input: Start) -> Result<Redirect> {
    let store = place::store(ctx, input.store_id, PERMISSION)?;
    if !queries::open_stocktakes(ctx, store.store_id)?.is_empty() {
        return Err(field("store_id", "inventory-error-counting"));
    }
    let (stocktake_id, now) = (ctx.new_id(), ctx.now());
    let number = ctx.random_number(6);
    let person = ctx.caller().display_name.clone();
    queries::insert_stocktake(
        ctx,
        stocktake_id,
        number,
        store.branch_id,
        store.store_id,
        input.category_id,
        input.blind,
        person.as_deref(),
        now,
    )?;
    let category = input.category_id.map(|id| id.to_string()).unwrap_or_default();
    queries::fill_counts(ctx, stocktake_id, store.store_id, &category)?;
    Ok(redirect("stocktake")
        .with("stocktake_id", stocktake_id)
        .created(json!({ "stocktake_id": stocktake_id, "number": number })))
}

#[derive(Input)]
pub struct Which {
    stocktake_id: Id,
    /// The item to count now; the next one that is not counted if absent.
    item: Option<Id>,
    /// The same, as the form calls it: a count that is refused is shown again with its own item, not with the next one.
    item_id: Option<Id>,
}

#[derive(View)]
pub struct Mode {
    stocktake_id: Id,
    number: i64,
    state: String,
    open: bool,
    blind: bool,
    store: String,
    branch_id: Id,
    person: Option<String>,
    started_at: i64,
    all: i64,
    counted: i64,
    skipped: i64,
    percent: i64,
    recounts: i64,
    current: Option<Current>,
    differences: Vec<Difference>,
    difference_count: i64,
    cost_minor: Option<i64>,
    rest: Vec<Left>,
    done: Vec<Left>,
    may_approve: bool,
    /// The paper to count on has a column of what the book says.
    shows_book: bool,
}

#[derive(View)]
struct Current {
    item_id: Id,
    name: String,
    shelf: Option<String>,
    unit: String,
    package: String,
    single: bool,
    package_milli: i64,
    /// What the book says now; kept back from a blind count.
    book: Option<String>,
    counted: Option<String>,
    recount: bool,
}

#[derive(View)]
struct Difference {
    item_id: Id,
    name: String,
    book: String,
    counted: String,
    difference: String,
    difference_milli: i64,
    cost_minor: Option<i64>,
    recount: bool,
}

#[derive(View)]
struct Left {
    item_id: Id,
    name: String,
    shelf: Option<String>,
    counted: Option<String>,
    recount: bool,
    skipped: bool,
    barcode: Option<String>,
    /// What the book says; kept back from a blind count.
    book: Option<String>,
}

fn find(ctx: &Query, stocktake_id: Id) -> Result<(Stocktake, Store)> {
    let stocktake =
        queries::stocktake(ctx, stocktake_id)?.ok_or_else(|| not_found("inventory-error-stocktake"))?;
    let store = place::store(ctx, stocktake.store_id, PERMISSION)?;
    Ok((stocktake, store))
}

fn counted(line: &Count) -> Option<Counted> {
    Some(Counted { counted_milli: line.counted_milli?, book_milli: line.book_milli? })
}

pub fn show(ctx: &Query, page: Which) -> Result<Mode> {
    let (stocktake, store) = find(ctx, page.stocktake_id)?;
    let lines = queries::count_list(ctx, page.stocktake_id)?;
    let ids: Vec<Id> = lines.iter().map(|line| line.item_id).collect();
    let items = queries::item_some(ctx, &ids)?;
    let balances = queries::balances(ctx, &ids, &[store.store_id])?;
    let item_of = |id: Id| items.iter().find(|item| item.item_id == id);
    let may_approve = ctx.can("inventory.stocktake.approve");
    // A blind count hides the book from whoever counts, until it is approved.
    let shown = !stocktake.blind || stocktake.state != "open" || may_approve;
    let costs = ctx.can("inventory.cost.read");
    let unit_cost = |item: &Item, milli: i64| {
        let row = balances.iter().find(|row| row.item_id == item.item_id);
        match row {
            Some(row) if row.quantity_milli > 0 => {
                crate::model::layer::share(row.value_minor, milli, row.quantity_milli)
            }
            Some(row) if row.known_quantity_milli > 0 => {
                crate::model::layer::share(row.known_value_minor, milli, row.known_quantity_milli)
            }
            _ => crate::model::layer::share(item.buy_minor.unwrap_or_default(), milli, item.package_milli),
        }
    };
    let mut differences = Vec::new();
    for line in &lines {
        let (Some(both), Some(item)) = (counted(line), item_of(line.item_id)) else { continue };
        if both.difference() == 0 && !line.recount {
            continue;
        }
        differences.push(Difference {
            item_id: line.item_id,
            name: item.name(ctx.locale()).to_owned(),
            book: words::quantity(ctx, both.book_milli, item),
            counted: words::quantity(ctx, both.counted_milli, item),
            difference: words::difference(ctx, both.difference(), item),
            difference_milli: both.difference(),
            cost_minor: costs.then(|| unit_cost(item, both.difference())),
            recount: line.recount,
        });
    }
    let book = |item: &Item| {
        let row = balances.iter().find(|row| row.item_id == item.item_id);
        let milli = row.map(|row| row.quantity_milli).unwrap_or_default();
        shown.then(|| words::quantity(ctx, milli, item))
    };
    let open = stocktake.state == "open";
    let wanted = page.item.or(page.item_id).and_then(|id| lines.iter().find(|line| line.item_id == id));
    let next = || lines.iter().find(|line| line.recount || (line.counted_milli.is_none() && !line.skipped));
    let current = if open { wanted.or_else(next) } else { None };
    let current = current.and_then(|line| {
        let item = item_of(line.item_id)?;
        Some(Current {
            item_id: item.item_id,
            name: item.name(ctx.locale()).to_owned(),
            shelf: item.shelf.clone(),
            unit: ctx.t(&format!("inventory-unit-{}", item.unit), json!({})),
            package: ctx.t(&format!("inventory-package-{}", item.package_name), json!({})),
            single: item.is_single(),
            package_milli: item.package_milli,
            book: book(item),
            counted: line.counted_milli.map(|milli| words::quantity(ctx, milli, item)),
            recount: line.recount,
        })
    });
    let left = |line: &&Count| {
        let item = item_of(line.item_id)?;
        Some(Left {
            item_id: line.item_id,
            name: item.name(ctx.locale()).to_owned(),
            shelf: item.shelf.clone(),
            counted: line.counted_milli.map(|milli| words::quantity(ctx, milli, item)),
            recount: line.recount,
            skipped: line.skipped,
            barcode: item.barcode.clone(),
            book: book(item),
        })
    };
    let is_left = |line: &&Count| line.counted_milli.is_none();
    let (all, done) =
        (lines.len() as i64, lines.iter().filter(|line| line.counted_milli.is_some()).count() as i64);
    let cost = differences.iter().filter_map(|one| one.cost_minor).sum();
    Ok(Mode {
        stocktake_id: stocktake.stocktake_id,
        number: stocktake.number,
        open,
        state: stocktake.state,
        blind: stocktake.blind,
        branch_id: store.branch_id,
        store: store.name,
        person: stocktake.person_name,
        started_at: stocktake.started_at,
        all,
        counted: done,
        skipped: lines.iter().filter(|line| line.skipped && line.counted_milli.is_none()).count() as i64,
        percent: if all == 0 { 0 } else { done * 100 / all },
        recounts: lines.iter().filter(|line| line.recount).count() as i64,
        current,
        difference_count: differences.len() as i64,
        differences: if shown { differences } else { Vec::new() },
        cost_minor: (costs && shown).then_some(cost),
        rest: lines.iter().filter(is_left).filter_map(|line| left(&line)).collect(),
        done: lines.iter().filter(|line| !is_left(line)).filter_map(|line| left(&line)).collect(),
        may_approve: may_approve && open,
        shows_book: shown && open,
    })
}

#[derive(Input)]
pub struct CountInput {
    stocktake_id: Id,
    item_id: Option<Id>,
    /// A scanner's way to name the item.
    #[input(max_chars = 60)]
    barcode: Option<String>,
    /// In packages; together with `rest` in base units.
    #[input(max_chars = 20)]
    packages: Option<String>,
    /// In base units.
    #[input(max_chars = 20)]
    rest: Option<String>,
    skip: bool,
}

/// Saves one count and goes on to the next.
pub fn count(ctx: &mut Mutation, input: CountInput) -> Result<Redirect> {
    let (stocktake, store) = find(ctx, input.stocktake_id)?;
    if stocktake.state != "open" {
        return Err(conflict("inventory-error-not-counting"));
    }
    let barcode = input.barcode.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let item = match (barcode, input.item_id) {
        (Some(code), _) => queries::item_by_barcode(ctx, code)?
            .into_iter()
            .next()
            .ok_or_else(|| field("barcode", text("inventory-error-unknown-code").arg("code", code)))?,
        (None, Some(item_id)) => super::item::find(ctx, item_id)?,
        (None, None) => return Err(field("barcode", "inventory-error-item")),
    };
    let lines = queries::count_list(ctx, stocktake.stocktake_id)?;
    if !lines.iter().any(|line| line.item_id == item.item_id) {
        queries::add_count(ctx, stocktake.stocktake_id, item.item_id, lines.len() as i64 + 1)?;
    }
    let typed = |name: &str, text: &Option<String>| -> Result<Option<i64>> {
        match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            None => Ok(None),
            Some(text) => {
                let milli = words::typed(name, text)?;
                if milli < 0 {
                    Err(field(name.to_owned(), "inventory-error-positive"))
                } else {
                    Ok(Some(milli))
                }
            }
        }
    };
    let packages = typed("packages", &input.packages)?;
    let rest = typed("rest", &input.rest)?;
    let to_item =
        || redirect("stocktake").with("stocktake_id", stocktake.stocktake_id).with("item", item.item_id);
    if packages.is_none() && rest.is_none() && !input.skip {
        // A scan alone leads to the item; the quantity follows.
        if barcode.is_some() {
            return Ok(to_item().data(json!({ "item_id": item.item_id, "counted": false })));
        }
        return Err(field("packages", "inventory-error-quantity"));
    }
    let (now, person) = (ctx.now(), ctx.caller().display_name.clone());
    let next = redirect("stocktake").with("stocktake_id", stocktake.stocktake_id);
    if input.skip {
        queries::set_count(
            ctx,
            None,
            None,
            None,
            person.as_deref(),
            true,
            stocktake.stocktake_id,
            item.item_id,
        )?;
        return Ok(next.data(json!({ "item_id": item.item_id, "counted": false })));
    }
    let whole = crate::model::quantity::of_packages(packages.unwrap_or_default(), item.package_milli)
        .ok_or_else(|| field("packages", "inventory-error-quantity"))?;
    let counted_milli = whole + rest.unwrap_or_default();
    // The book at this very moment: the transaction is serializable, so no sale stands between reading and writing.
    let balances = queries::balances(ctx, &[item.item_id], &[store.store_id])?;
    let book = balances.first().map(|row| row.quantity_milli).unwrap_or_default();
    queries::set_count(
        ctx,
        Some(counted_milli),
        Some(book),
        Some(now),
        person.as_deref(),
        false,
        stocktake.stocktake_id,
        item.item_id,
    )?;
    let difference = Counted { counted_milli, book_milli: book }.difference();
    let told = if stocktake.blind { None } else { Some(difference) };
    Ok(next.data(json!({ "item_id": item.item_id, "counted": true, "counted_milli": counted_milli, "difference_milli": told })))
}

/// R-I7: posts the differences. What was not counted stays as the book has it (a partial stocktake).
pub fn approve(ctx: &mut Mutation, page: Which) -> Result<Redirect> {
    let (stocktake, store) = find(ctx, page.stocktake_id)?;
    if stocktake.state != "open" {
        return Err(conflict("inventory-error-not-counting"));
    }
    let lines = queries::count_list(ctx, stocktake.stocktake_id)?;
    if lines.iter().any(|line| line.recount) {
        return Err(conflict("inventory-error-recount"));
    }
    if lines.iter().all(|line| line.counted_milli.is_none()) {
        return Err(conflict("inventory-error-nothing-counted"));
    }
    queries::set_stocktake_state(ctx, "posting", None, stocktake.stocktake_id)?;
    post_some(ctx, &stocktake, &store)?;
    Ok(redirect("stocktake")
        .with("stocktake_id", stocktake.stocktake_id)
        .toast("inventory-toast-counted")
        .data(json!({ "stocktake_id": stocktake.stocktake_id })))
}

/// The next differences; a job goes on while there are more.
fn post_some(ctx: &mut Mutation, stocktake: &Stocktake, store: &Store) -> Result<()> {
    let rows = queries::count_list(ctx, stocktake.stocktake_id)?;
    let open: Vec<(Id, i64)> = rows
        .iter()
        .filter(|line| !line.posted)
        .filter_map(|line| counted(line).map(|both| (line.item_id, both.difference())))
        .filter(|(_, difference)| *difference != 0)
        .collect();
    let part = &open[..open.len().min(LINES_MAX)];
    if !part.is_empty() {
        let line = |(item_id, difference): &(Id, i64)| match difference {
            1.. => Line::into(*item_id, store.store_id, *difference, Cost::Current),
            _ => Line::out(*item_id, store.store_id, -difference, Take::Any),
        };
        let lines: Vec<Line> = part.iter().map(line).collect();
        let ids: Vec<Id> = part.iter().map(|one| one.0).collect();
        queries::post_count(ctx, stocktake.stocktake_id, &ids)?;
        let head = Head { kind: "stocktake", stocktake_id: Some(stocktake.stocktake_id), ..Head::default() };
        post::post(ctx, store, head, &lines)?;
    }
    let now = ctx.now();
    if open.len() > part.len() {
        let payload = json!({ "stocktake_id": stocktake.stocktake_id });
        ctx.schedule("stocktake-post", now, stocktake.stocktake_id, payload)?;
    } else {
        queries::set_stocktake_state(ctx, "posted", Some(now), stocktake.stocktake_id)?;
    }
    Ok(())
}

#[derive(Input)]
pub struct Continue {
    stocktake_id: Id,
}

pub fn post_more(ctx: &mut Mutation, page: Continue) -> Result<()> {
    let Some(stocktake) = queries::stocktake(ctx, page.stocktake_id)? else { return Ok(()) };
    let store =
        queries::store(ctx, stocktake.store_id)?.ok_or_else(|| Error::internal("a counted store is gone"))?;
    if stocktake.state == "posting" { post_some(ctx, &stocktake, &store) } else { Ok(()) }
}

pub fn cancel(ctx: &mut Mutation, page: Which) -> Result<Redirect> {
    let (stocktake, store) = find(ctx, page.stocktake_id)?;
    if stocktake.state != "open" {
        return Err(conflict("inventory-error-not-counting"));
    }
    let now = ctx.now();
    queries::set_stocktake_state(ctx, "cancelled", Some(now), stocktake.stocktake_id)?;
    Ok(redirect("stocktake-list").with("branch", store.branch_id).toast("inventory-toast-count-cancelled"))
}
