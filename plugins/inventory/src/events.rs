//! What other modules tell, and the night's work. Each settles once: the delivery and the document are one transaction,
//! and a document's source is unique.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::model::{layer, quantity};
use crate::place::{self, Place};
use crate::post::{self, Cost, Head, Line, Take, Way};
use crate::queries;
use crate::{alert, check, services, visit};

#[derive(Input)]
pub struct About {
    appointment_id: Id,
    branch_id: Id,
}

pub fn visit_completed(ctx: &mut Mutation, event: Event<About>) -> Result<()> {
    visit::write_off(ctx, event.payload.appointment_id, event.occurred_at)
}

pub fn visit_uncompleted(ctx: &mut Mutation, event: Event<About>) -> Result<()> {
    visit::put_back(ctx, event.payload.appointment_id)
}

/// R-I4: bookings are needs; when they change, what is available changes.
pub fn calendar_changed(ctx: &mut Mutation, event: Event<About>) -> Result<()> {
    let works = visit::works(ctx, event.payload.appointment_id)?;
    let items: Vec<Id> = works.iter().flat_map(|work| work.uses.iter().map(|used| used.item_id)).collect();
    if items.is_empty() {
        return Ok(());
    }
    let place = Place::find(ctx, Some(event.payload.branch_id))?;
    alert::check(ctx, &place, &items)
}

#[derive(Input)]
pub struct Bill {
    bill_id: Id,
    branch_id: Id,
    lines: Vec<BillLine>,
    refund: Option<Refund>,
}

#[derive(Input)]
pub struct BillLine {
    line_id: Id,
    kind: String,
    /// An item's id if `kind` is `product`; of what others sell, whatever they call it.
    subject_id: Option<String>,
    staff_id: Option<Id>,
    quantity_milli: i64,
}

impl BillLine {
    fn item_id(&self) -> Option<Id> {
        self.subject_id.as_deref().and_then(|id| Id::parse(id).ok())
    }
}

#[derive(Input)]
pub struct Refund {
    refund_id: Id,
    full: bool,
    lines: Vec<RefundLine>,
}

#[derive(Input)]
pub struct RefundLine {
    line_id: Id,
    quantity_milli: Option<i64>,
}

/// What was sold goes out, and the bill holds nothing more.
pub fn bill_paid(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let (at, bill) = (event.occurred_at, event.payload);
    let held = services::give_back(ctx, bill.bill_id)?;
    let products: Vec<&BillLine> = bill.lines.iter().filter(|line| line.kind == "product").collect();
    if products.is_empty() || !queries::documents_of_bill(ctx, bill.bill_id)?.is_empty() {
        return Ok(());
    }
    let ids: Vec<Id> = products.iter().filter_map(|line| line.item_id()).collect();
    let items = queries::item_some(ctx, &ids)?;
    let mut lines = Vec::new();
    let mut from = None;
    for line in products {
        let Some(item) = items.iter().find(|item| Some(item.item_id) == line.item_id()) else { continue };
        let Some(wanted) = quantity::of_packages(line.quantity_milli, item.package_milli).filter(|q| *q > 0)
        else {
            continue;
        };
        let reserved = held.iter().find(|row| row.line_id == line.line_id).map(|row| row.store_id);
        let store = match reserved.map(|id| queries::store(ctx, id)).transpose()?.flatten() {
            Some(store) => store,
            None => services::selling_store(ctx, bill.branch_id, item.item_id, wanted)?,
        };
        lines.push(Line {
            staff_id: line.staff_id,
            source_line_id: Some(line.line_id),
            ..Line::out(item.item_id, store.store_id, wanted, Take::Fresh)
        });
        from.get_or_insert(store);
    }
    let Some(store) = from else { return Ok(()) };
    let head = Head {
        kind: "sale",
        bill_id: Some(bill.bill_id),
        source_key: Some(format!("bill:{}", bill.bill_id)),
        at: Some(at),
        ..Head::default()
    };
    post::post(ctx, &store, head, &lines)?;
    Ok(())
}

pub fn bill_voided(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    services::give_back(ctx, event.payload.bill_id)?;
    Ok(())
}

/// Goods come back to where they lay, at the cost they left with (R-I3). Materials of a service stay spent (R-F3).
pub fn bill_refunded(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let (at, bill) = (event.occurred_at, event.payload);
    let Some(refund) = bill.refund else { return Ok(()) };
    let mut lines = Vec::new();
    for line in bill.lines.iter().filter(|line| line.kind == "product") {
        let asked = refund.lines.iter().find(|one| one.line_id == line.line_id);
        let packages = match asked {
            Some(one) => one.quantity_milli.unwrap_or(line.quantity_milli),
            None if refund.full && refund.lines.is_empty() => line.quantity_milli,
            None => continue,
        };
        lines.extend(returned(ctx, line, packages)?);
    }
    let Some(first) = lines.first() else { return Ok(()) };
    let store =
        queries::store(ctx, first.store_id)?.ok_or_else(|| Error::internal("a sale's store is gone"))?;
    let head = Head {
        kind: "sale_return",
        bill_id: Some(bill.bill_id),
        source_key: Some(format!("refund:{}", refund.refund_id)),
        at: Some(at),
        ..Head::default()
    };
    post::post(ctx, &store, head, &lines)?;
    Ok(())
}

/// Part of a sold line: costs are cut so that all parts together are the cost of the whole.
fn returned(ctx: &Query, line: &BillLine, packages_milli: i64) -> Result<Option<Line>> {
    let movements = queries::movements_of_line(ctx, line.line_id)?;
    // By document: what passes through a debt within one of them is neither sold nor returned.
    let mut documents: BTreeMap<Id, (i64, i64)> = BTreeMap::new();
    for movement in &movements {
        let sum = documents.entry(movement.document_id).or_default();
        sum.0 += movement.quantity_milli;
        sum.1 += movement.value_minor;
    }
    let (mut sold, mut cost, mut back, mut back_cost) = (0, 0, 0, 0);
    for (quantity, value) in documents.into_values() {
        if quantity < 0 {
            sold -= quantity;
            cost -= value;
        } else {
            back += quantity;
            back_cost += value;
        }
    }
    let Some(first) = movements.iter().find(|movement| movement.quantity_milli < 0) else { return Ok(None) };
    let asked = layer::share(sold, packages_milli, line.quantity_milli.max(1)).min(sold - back);
    if asked <= 0 {
        return Ok(None);
    }
    let value = layer::share(cost, back + asked, sold) - back_cost;
    let way = Way::In { cost: Cost::Of(value), layer: Some(first.layer_id), lot: None, expires: None };
    Ok(Some(Line {
        way,
        staff_id: line.staff_id,
        source_line_id: Some(line.line_id),
        ..Line::into(first.item_id, first.store_id, asked, Cost::Of(value))
    }))
}

/// Every night: the books are checked, and each branch's levels are looked at by jobs of their own, so that nothing that
/// happens there keeps the check from being noted.
pub fn night(ctx: &mut Mutation) -> Result<()> {
    check::run(ctx)?;
    for branch in queries::branch_list(ctx)? {
        look_at_levels(ctx, branch.branch_id, "")?;
    }
    Ok(())
}

/// Items of one run: each that comes to its level writes and tells.
const WATCHED: i64 = 40;

#[derive(Input)]
pub struct Watched {
    branch_id: Id,
    /// Behind this item.
    #[input(max_chars = 40)]
    after: String,
}

/// R-I5: what became critical by the calendar alone, some items at a time.
pub fn levels(ctx: &mut Mutation, page: Watched) -> Result<()> {
    let rows = queries::watched_some(ctx, &page.after, WATCHED)?;
    let items: Vec<Id> = rows.iter().map(|row| row.item_id).collect();
    let place = Place::find(ctx, Some(page.branch_id))?;
    alert::check(ctx, &place, &items)?;
    match items.last() {
        Some(last) if rows.len() as i64 == WATCHED => look_at_levels(ctx, page.branch_id, last.as_str()),
        _ => Ok(()),
    }
}

fn look_at_levels(ctx: &mut Mutation, branch_id: Id, after: &str) -> Result<()> {
    let now = ctx.now();
    ctx.schedule("levels", now, branch_id, json!({ "branch_id": branch_id, "after": after }))?;
    Ok(())
}

#[derive(Input)]
pub struct Branch {
    branch_id: Id,
}

/// A branch's first stores, when somebody opens its stock.
pub fn open_branch(ctx: &mut Mutation, branch: Branch) -> Result<Redirect> {
    let place = Place::open(ctx, Some(branch.branch_id), place::WRITE)?;
    place::ensure_stores(ctx, place.branch_id)?;
    Ok(redirect("stock-list").with("branch", place.branch_id))
}
