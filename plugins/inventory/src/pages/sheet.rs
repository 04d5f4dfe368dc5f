//! Documents that people write: receipt, write-off, transfer, return to the supplier, production. One form, five ways.

use pardoz_sdk::prelude::*;

use super::item::list_under;
use super::stock::StockList;
use crate::model::layer::Known;
use crate::model::{order, quantity};
use crate::place::{self, Place, WRITE};
use crate::post::{self, Cost, Head, Line, Posted, Take, Way};
use crate::queries::{self, Item, Store};
use crate::words::{self, Choice};

/// Lines a fresh form has; a script adds more.
const LINES: usize = 4;
/// Lines a document takes: with their layers that stays under the host's limit of statements.
const LINES_MAX: usize = 60;

#[derive(Input)]
pub struct FormPage {
    branch: Option<Id>,
    item: Option<Id>,
}

#[derive(View)]
pub struct SheetForm {
    #[view(flatten)]
    list: StockList,
    kind: &'static str,
    from: Option<Id>,
    all_stores: Vec<Choice>,
    write_stores: Vec<Choice>,
    suppliers: Vec<Choice>,
    lines: Vec<LineField>,
    day: Day,
    reasons: Vec<Choice>,
}

#[derive(View)]
struct LineField {
    item_id: Option<Id>,
    name: String,
    unit: String,
}

fn form(ctx: &Query, page: FormPage, kind: &'static str) -> Result<SheetForm> {
    let list = list_under(ctx, page.branch)?;
    let place = Place::find(ctx, Some(list.branch_id))?;
    let mine = place::stores(ctx, list.branch_id, WRITE)?;
    // A transfer may go to any branch.
    let mut all = queries::store_list(ctx, "")?;
    all.retain(|store| store.kind != "transit");
    let label = |store: &Store| {
        let branch = place.branches.iter().find(|branch| branch.branch_id == store.branch_id);
        let branch = branch.map(|branch| branch.name.as_str()).unwrap_or_default();
        Choice::new(store.store_id, format!("{branch} · {}", store.name))
    };
    let mut lines = Vec::new();
    if let Some(item) = page.item.map(|id| queries::item(ctx, id)).transpose()?.flatten() {
        let unit = ctx.t(&format!("inventory-unit-{}", item.unit), json!({}));
        lines.push(LineField { item_id: Some(item.item_id), name: item.name(ctx.locale()).to_owned(), unit });
    }
    while lines.len() < LINES {
        lines.push(LineField { item_id: None, name: String::new(), unit: String::new() });
    }
    let usual = mine.iter().find(|store| store.kind == "consumables").or(mine.first());
    let reasons = ["broken", "expired", "used", "tester", "lost", "other"];
    let reason = |word: &&str| Choice::new(word, ctx.t(&format!("inventory-reason-{word}"), json!({})));
    Ok(SheetForm {
        kind,
        from: usual.map(|store| store.store_id),
        write_stores: mine.iter().map(|store| Choice::new(store.store_id, &store.name)).collect(),
        all_stores: all.iter().map(label).collect(),
        suppliers: queries::supplier_list(ctx)?.iter().map(|s| Choice::new(s.supplier_id, &s.name)).collect(),
        lines,
        day: place.today,
        reasons: reasons.iter().map(reason).collect(),
        list,
    })
}

pub fn receipt_form(ctx: &Query, page: FormPage) -> Result<SheetForm> {
    form(ctx, page, "receipt")
}
pub fn writeoff_form(ctx: &Query, page: FormPage) -> Result<SheetForm> {
    form(ctx, page, "writeoff")
}
pub fn transfer_form(ctx: &Query, page: FormPage) -> Result<SheetForm> {
    form(ctx, page, "transfer")
}
pub fn return_form(ctx: &Query, page: FormPage) -> Result<SheetForm> {
    form(ctx, page, "return")
}
pub fn production_form(ctx: &Query, page: FormPage) -> Result<SheetForm> {
    form(ctx, page, "production")
}

#[derive(Input)]
pub struct Sheet {
    store_id: Option<Id>,
    to_store_id: Option<Id>,
    supplier_id: Option<Id>,
    /// When it happened; today if absent.
    day: Option<Day>,
    #[input(max_chars = 500)]
    note: Option<String>,
    #[input(max_chars = 40)]
    reason: Option<String>,
    /// R-I6: freight and customs, spread over the lines by value.
    #[input(money, range = 0..)]
    landed_minor: Option<i64>,
    /// A transfer that is there already.
    arrived: bool,
    #[input(max_items = 60)]
    lines: Vec<SheetLine>,
}

#[derive(Input)]
pub struct SheetLine {
    item_id: Option<Id>,
    #[input(max_chars = 20)]
    quantity: Option<String>,
    /// `package` or `unit`; package if absent.
    #[input(max_chars = 10)]
    measure: Option<String>,
    /// Of one package.
    #[input(money, range = 0..)]
    price_minor: Option<i64>,
    /// Of the whole line; wins over the price.
    #[input(money, range = 0..)]
    cost_minor: Option<i64>,
    #[input(max_chars = 40)]
    lot: Option<String>,
    expires: Option<Day>,
}

/// A line that was filled in, read.
struct Wanted<'a> {
    line: &'a SheetLine,
    at: usize,
    item: Item,
    quantity_milli: i64,
}

fn wanted<'a>(ctx: &Query, lines: &'a [SheetLine]) -> Result<Vec<Wanted<'a>>> {
    let ids: Vec<Id> = lines.iter().filter_map(|line| line.item_id).collect();
    let items = queries::item_some(ctx, &ids)?;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.quantity.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let (item_id, text) = match (line.item_id, text) {
            (None, None) => continue,
            (None, Some(_)) => return Err(field(format!("lines[{at}][item_id]"), "inventory-error-item")),
            (Some(_), None) => {
                return Err(field(format!("lines[{at}][quantity]"), "inventory-error-quantity"));
            }
            (Some(item_id), Some(text)) => (item_id, text),
        };
        let item = items.iter().find(|item| item.item_id == item_id).cloned();
        let item = item.ok_or_else(|| field(format!("lines[{at}][item_id]"), "inventory-error-item"))?;
        let typed = words::typed_positive(&format!("lines[{at}][quantity]"), text)?;
        let quantity_milli = match line.measure.as_deref() {
            Some("unit") => Some(typed),
            _ => quantity::of_packages(typed, item.package_milli),
        };
        let quantity_milli = quantity_milli
            .ok_or_else(|| field(format!("lines[{at}][quantity]"), "inventory-error-quantity"))?;
        found.push(Wanted { line, at, item, quantity_milli });
    }
    if found.is_empty() {
        return Err(field("lines[0][item_id]", "inventory-error-lines"));
    }
    if found.len() > LINES_MAX {
        return Err(invalid("inventory-error-many"));
    }
    Ok(found)
}

impl Wanted<'_> {
    /// What the line cost: as given, or price × packages, to a tiyin.
    fn cost(&self) -> i64 {
        let price = self.line.price_minor.or(self.item.buy_minor).unwrap_or_default();
        let by_price = crate::model::layer::share(price, self.quantity_milli, self.item.package_milli);
        self.line.cost_minor.unwrap_or(by_price)
    }
}

fn store_of(ctx: &Query, sheet: &Sheet) -> Result<Store> {
    let store_id = sheet.store_id.ok_or_else(|| field("store_id", "inventory-error-store"))?;
    post::writable(ctx, store_id)
}

/// A day in the past happened at its noon, today happens now. The future has not happened.
fn moment(ctx: &Query, sheet: &Sheet, store: &Store) -> Result<Option<i64>> {
    let Some(day) = sheet.day else { return Ok(None) };
    let place = Place::find(ctx, Some(store.branch_id))?;
    if day > place.today {
        return Err(field("day", "inventory-error-future"));
    }
    if day == place.today { Ok(None) } else { Ok(Some(day.time(12 * 60, &place.zone)?)) }
}

fn done(posted: &Posted, kind: &str) -> Redirect {
    redirect("document-detail")
        .with("document_id", posted.document_id)
        .toast("inventory-toast-posted")
        .toast_args(json!({ "kind": kind, "number": posted.number.to_string() }))
        .created(json!({
            "document_id": posted.document_id, "number": posted.number, "kind": kind,
            "value_minor": posted.value_minor,
        }))
}

pub fn post_receipt(ctx: &mut Mutation, sheet: Sheet) -> Result<Redirect> {
    let store = store_of(ctx, &sheet)?;
    let at = moment(ctx, &sheet, &store)?;
    let wanted = wanted(ctx, &sheet.lines)?;
    let costs: Vec<i64> = wanted.iter().map(Wanted::cost).collect();
    let landed = order::landed(&costs, sheet.landed_minor.unwrap_or_default());
    let now = ctx.now();
    let mut lines = Vec::new();
    for (line, cost) in wanted.iter().zip(landed) {
        let way = Way::In {
            cost: Cost::Of(cost),
            layer: None,
            lot: line.line.lot.clone().filter(|lot| !lot.trim().is_empty()),
            expires: line.line.expires,
        };
        lines.push(Line {
            way,
            ..Line::into(line.item.item_id, store.store_id, line.quantity_milli, Cost::Of(cost))
        });
        if line.line.price_minor.is_some() && line.line.price_minor != line.item.buy_minor {
            queries::set_buy(ctx, line.line.price_minor, now, line.item.item_id)?;
        }
    }
    let head =
        Head { kind: "receipt", supplier_id: sheet.supplier_id, at, note: sheet.note, ..Head::default() };
    let posted = post::post(ctx, &store, head, &lines)?;
    Ok(done(&posted, "receipt"))
}

pub fn post_writeoff(ctx: &mut Mutation, sheet: Sheet) -> Result<Redirect> {
    let store = store_of(ctx, &sheet)?;
    let at = moment(ctx, &sheet, &store)?;
    let reason = sheet.reason.clone().filter(|reason| !reason.trim().is_empty());
    let reason = reason.ok_or_else(|| field("reason", "inventory-error-reason"))?;
    let lines = outgoing(ctx, &sheet, &store, Some(&reason))?;
    let head = Head { kind: "writeoff", at, note: sheet.note, ..Head::default() };
    let posted = post::post(ctx, &store, head, &lines)?;
    Ok(done(&posted, "writeoff"))
}

/// Back to the supplier, at what it costs now.
pub fn post_return(ctx: &mut Mutation, sheet: Sheet) -> Result<Redirect> {
    let store = store_of(ctx, &sheet)?;
    let at = moment(ctx, &sheet, &store)?;
    let lines = outgoing(ctx, &sheet, &store, None)?;
    let head =
        Head { kind: "return", supplier_id: sheet.supplier_id, at, note: sheet.note, ..Head::default() };
    let posted = post::post(ctx, &store, head, &lines)?;
    Ok(done(&posted, "return"))
}

/// Lines that take what is really there: a person cannot write off what does not exist.
fn outgoing(ctx: &Query, sheet: &Sheet, store: &Store, reason: Option<&str>) -> Result<Vec<Line>> {
    let wanted = wanted(ctx, &sheet.lines)?;
    let ids: Vec<Id> = wanted.iter().map(|line| line.item.item_id).collect();
    let balances = queries::balances(ctx, &ids, &[store.store_id])?;
    let mut lines: Vec<Line> = Vec::new();
    for line in wanted {
        let item_id = line.item.item_id;
        let there = balances.iter().find(|row| row.item_id == item_id);
        let there = there.map(|row| row.quantity_milli - row.reserved_milli).unwrap_or_default();
        let before: i64 = lines.iter().filter(|l| l.item_id == item_id).map(|l| l.quantity_milli).sum();
        if line.quantity_milli + before > there {
            let left = words::quantity(ctx, (there - before).max(0), &line.item);
            return Err(field(
                format!("lines[{}][quantity]", line.at),
                text("inventory-error-too-many").arg("left", left),
            ));
        }
        lines.push(Line {
            reason: reason.map(str::to_owned),
            ..Line::out(item_id, store.store_id, line.quantity_milli, Take::Any)
        });
    }
    Ok(lines)
}

/// Out of one store and onto the way; arrival is a document of its own, at the same cost.
pub fn post_transfer(ctx: &mut Mutation, sheet: Sheet) -> Result<Redirect> {
    let store = store_of(ctx, &sheet)?;
    let to_id = sheet.to_store_id.ok_or_else(|| field("to_store_id", "inventory-error-store"))?;
    let to = queries::store(ctx, to_id)?.filter(|to| to.archived_at.is_none() && to.kind != "transit");
    let to = to.ok_or_else(|| field("to_store_id", "inventory-error-store"))?;
    if to.store_id == store.store_id {
        return Err(field("to_store_id", "inventory-error-same-store"));
    }
    // Domain 2.11: who receives says that it is there.
    if sheet.arrived && !place::Reach::of(ctx, WRITE)?.covers(&to) {
        return Err(field("arrived", "inventory-error-other-side"));
    }
    let transit = place::store_of_kind(ctx, store.branch_id, "transit")?;
    let out = outgoing(ctx, &sheet, &store, None)?;
    let posted = move_goods(ctx, &store, &transit, to.store_id, out, sheet.note.clone())?;
    if sheet.arrived {
        let document = queries::document(ctx, posted.document_id)?
            .ok_or_else(|| not_found("inventory-error-document"))?;
        arrive(ctx, &document)?;
    }
    Ok(done(&posted, "transfer"))
}

/// The departure: each thing that leaves arrives in transit with its cost, lot and expiry. The cost is known only when
/// it is taken, so the goods are taken first and the document is written with what they cost.
fn move_goods(
    ctx: &mut Mutation,
    store: &Store,
    transit: &Store,
    to: Id,
    out: Vec<Line>,
    note: Option<String>,
) -> Result<Posted> {
    let lines = crate::shelf::with_arrivals(ctx, &out, transit.store_id)?;
    let head = Head { kind: "transfer_out", to_store_id: Some(to), note, ..Head::default() };
    post::post(ctx, store, head, &lines)
}

/// What is on its way comes in: everything the departure put into transit, at that cost.
pub fn arrive(ctx: &mut Mutation, document: &queries::Document) -> Result<Posted> {
    let to_id = document.to_store_id.ok_or_else(|| not_found("inventory-error-document"))?;
    let to = queries::store(ctx, to_id)?.ok_or_else(|| not_found("inventory-error-store"))?;
    if queries::reversal_of(ctx, document.document_id.as_str())?
        .iter()
        .any(|other| other.kind.starts_with("transfer"))
    {
        return Err(conflict("inventory-error-arrived"));
    }
    let movements = queries::movements_of(ctx, &[document.document_id])?;
    let layers: Vec<Id> = movements.iter().filter(|m| m.quantity_milli > 0).map(|m| m.layer_id).collect();
    let rows = queries::layers_some(ctx, &layers)?;
    let mut lines = Vec::new();
    for movement in movements.iter().filter(|m| m.quantity_milli > 0) {
        let row = rows.iter().find(|row| row.layer_id == movement.layer_id);
        let day = |text: Option<&String>| text.map(|text| Day::parse(text)).transpose();
        lines.push(Line {
            way: Way::Out {
                take: Take::Any,
                only: Some(vec![movement.layer_id.to_string()]),
                value_minor: Some(movement.value_minor),
                used: Known::default(),
            },
            ..Line::out(movement.item_id, movement.store_id, movement.quantity_milli, Take::Any)
        });
        lines.push(Line {
            way: Way::In {
                cost: Cost::Of(movement.value_minor),
                layer: None,
                lot: row.and_then(|row| row.lot.clone()),
                expires: day(row.and_then(|row| row.usable_until.as_ref()))?,
            },
            ..Line::into(
                movement.item_id,
                to.store_id,
                movement.quantity_milli,
                Cost::Of(movement.value_minor),
            )
        });
    }
    let head = Head { kind: "transfer_in", linked_id: Some(document.document_id), ..Head::default() };
    post::post(ctx, &to, head, &lines)
}

/// Kits: the parts go out at their cost, the kit comes in at the sum.
pub fn post_production(ctx: &mut Mutation, sheet: Sheet) -> Result<Redirect> {
    let store = store_of(ctx, &sheet)?;
    let mut lines: Vec<Line> = Vec::new();
    for made in wanted(ctx, &sheet.lines)? {
        let parts = queries::parts_of(ctx, made.item.item_id)?;
        if parts.is_empty() {
            return Err(field(format!("lines[{}][item_id]", made.at), "inventory-error-no-parts"));
        }
        let mut out = Vec::new();
        for part in &parts {
            let needed =
                crate::model::layer::share(part.quantity_milli, made.quantity_milli, made.item.package_milli);
            out.push(Line::out(part.item_id, store.store_id, needed, Take::Fresh));
        }
        let ids: Vec<Id> = parts.iter().map(|part| part.item_id).collect();
        let today = Place::find(ctx, Some(store.branch_id))?.today;
        let usable = crate::shelf::usable_now(ctx, &ids, &[store.store_id], today)?;
        for line in &out {
            let earlier: i64 =
                lines.iter().filter(|l| l.item_id == line.item_id).map(|l| l.quantity_milli).sum();
            let there = usable.get(&(line.item_id, store.store_id)).copied().unwrap_or_default();
            if line.quantity_milli + earlier > there {
                return Err(field(format!("lines[{}][quantity]", made.at), "inventory-error-parts-missing"));
            }
        }
        lines.extend(out);
        lines.push(Line::into(made.item.item_id, store.store_id, made.quantity_milli, Cost::Taken));
    }
    let head = Head { kind: "production", note: sheet.note, ..Head::default() };
    let posted = post::post(ctx, &store, head, &lines)?;
    Ok(done(&posted, "production"))
}
