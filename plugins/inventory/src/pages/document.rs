//! What was posted, line by line, and its counter-document.

use pardoz_sdk::prelude::*;

use super::sheet;
use crate::check;
use crate::counter;
use crate::place::{self, Place, READ, Reach};
use crate::post;
use crate::queries::{self, Document};
use crate::words::{self, Choice};

/// Kinds that a person may take back by hand; visits and sales go back with their visit and their bill.
const REVERSIBLE: [&str; 6] = ["receipt", "writeoff", "return", "production", "transfer_out", "opening"];

#[derive(Input)]
pub struct ListPage {
    branch: Option<Id>,
    #[input(max_chars = 20)]
    kind: Option<String>,
    before: Option<i64>,
    /// Behind this one of that moment.
    document: Option<Id>,
}

#[derive(View)]
pub struct DocumentList {
    branch_id: Id,
    branch_name: String,
    kind: String,
    kinds: Vec<Choice>,
    documents: Vec<Row>,
    transfers: Vec<Coming>,
    next: Option<Next>,
    books: Option<Books>,
    costs: bool,
}

/// Inputs of the next page: documents of one transaction share their moment.
#[derive(View)]
struct Next {
    before: i64,
    document: Id,
}

/// A transfer on its way.
#[derive(View)]
struct Coming {
    #[view(flatten)]
    row: Row,
    may_accept: bool,
}

#[derive(View)]
struct Books {
    at: i64,
    faults: i64,
    text: Option<String>,
}

#[derive(View)]
struct Row {
    document_id: Id,
    number: i64,
    kind: String,
    kind_name: String,
    reversal: bool,
    day: String,
    at: i64,
    store: String,
    to_store: String,
    value_minor: Option<i64>,
    person: Option<String>,
    note: Option<String>,
}

fn row(ctx: &Query, document: &Document, stores: &[queries::Store], costs: bool) -> Row {
    Row {
        document_id: document.document_id,
        number: document.number,
        kind_name: ctx.t(&format!("inventory-kind-{}", document.kind), json!({})),
        kind: document.kind.clone(),
        reversal: document.reverses.is_some(),
        day: document.day.clone(),
        at: document.at,
        store: post::store_name(stores, document.store_id),
        to_store: document.to_store_id.map(|id| post::store_name(stores, id)).unwrap_or_default(),
        value_minor: costs.then_some(document.value_minor),
        person: document.person_name.clone(),
        note: document.note.clone(),
    }
}

const KINDS: [&str; 11] = [
    "receipt",
    "sale",
    "sale_return",
    "visit",
    "writeoff",
    "transfer_out",
    "transfer_in",
    "return",
    "production",
    "stocktake",
    "opening",
];

pub fn list_documents(ctx: &Query, page: ListPage) -> Result<DocumentList> {
    let place = Place::open(ctx, page.branch, READ)?;
    if matches!(Reach::of(ctx, READ)?, Reach::Own(_)) {
        return Err(denied("inventory-error-not-yours"));
    }
    let stores = queries::store_list(ctx, "")?;
    let costs = ctx.can("inventory.cost.read");
    let kind = page.kind.filter(|kind| KINDS.contains(&kind.as_str())).unwrap_or_default();
    let (before, behind) = (page.before.unwrap_or(i64::MAX), page.document.map(|id| id.to_string()));
    let behind = behind.unwrap_or_default();
    let documents = queries::document_list(ctx, place.branch_id, &kind, before, &behind)?;
    let ids: Vec<Id> =
        stores.iter().filter(|s| s.branch_id == place.branch_id).map(|store| store.store_id).collect();
    let transfers = queries::transit_list(ctx, &ids)?;
    let reach = Reach::of(ctx, place::WRITE)?;
    let may_accept = |document: &Document| {
        ctx.can(place::WRITE)
            && stores.iter().any(|store| Some(store.store_id) == document.to_store_id && reach.covers(store))
    };
    let checked = queries::check_last(ctx)?.into_iter().next();
    Ok(DocumentList {
        branch_id: place.branch_id,
        branch_name: place.name.clone(),
        kinds: KINDS
            .iter()
            .map(|kind| Choice::new(kind, ctx.t(&format!("inventory-kind-{kind}"), json!({}))))
            .collect(),
        kind,
        next: (documents.len() == 50)
            .then(|| documents.last().map(|row| Next { before: row.created_at, document: row.document_id }))
            .flatten(),
        documents: documents.iter().map(|document| row(ctx, document, &stores, costs)).collect(),
        transfers: transfers
            .iter()
            .map(|document| Coming {
                may_accept: may_accept(document),
                row: row(ctx, document, &stores, costs),
            })
            .collect(),
        books: checked.map(|row| Books { at: row.at, faults: row.faults, text: row.text }),
        costs,
    })
}

#[derive(Input)]
pub struct Which {
    document_id: Id,
}

#[derive(View)]
pub struct Detail {
    document: Row,
    lines: Vec<Moved>,
    others: Vec<Row>,
    may_reverse: bool,
    may_accept: bool,
    appointment_id: Option<Id>,
    supplier: Option<String>,
    costs: bool,
}

#[derive(View)]
struct Moved {
    item_id: Id,
    name: String,
    store: String,
    quantity: String,
    quantity_milli: i64,
    value_minor: Option<i64>,
    reason: Option<String>,
}

/// The side of a transfer that answers for it; other documents have one only.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    /// Who sent it, or wrote the document.
    From,
    /// Who says that it is there.
    To,
}

/// Which sides the caller's right covers: of the store it is written in, and of the one goods go to.
fn sides(ctx: &Query, document: &Document, permission: &str) -> Result<Vec<Side>> {
    let store = queries::store(ctx, document.store_id)?.ok_or_else(|| not_found("inventory-error-store"))?;
    let to = document.to_store_id.map(|id| queries::store(ctx, id)).transpose()?.flatten();
    let reach = Reach::of(ctx, permission)?;
    let from = reach.covers(&store).then_some(Side::From);
    let to = to.filter(|to| reach.covers(to)).map(|_| Side::To);
    Ok(from.into_iter().chain(to).collect())
}

/// Either side may look.
fn find(ctx: &Query, document_id: Id) -> Result<Document> {
    let missing = || not_found("inventory-error-document");
    let document = queries::document(ctx, document_id)?.ok_or_else(missing)?;
    if sides(ctx, &document, READ)?.is_empty() { Err(missing()) } else { Ok(document) }
}

/// Domain 2.11: a transfer has the consent of both sides, so neither acts for the other.
fn find_as(ctx: &Query, document_id: Id, side: Side) -> Result<Document> {
    let document = find(ctx, document_id)?;
    if sides(ctx, &document, place::WRITE)?.contains(&side) {
        Ok(document)
    } else {
        Err(denied("inventory-error-other-side"))
    }
}

pub fn show_document(ctx: &Query, page: Which) -> Result<Detail> {
    let document = find(ctx, page.document_id)?;
    let stores = queries::store_list(ctx, "")?;
    let costs = ctx.can("inventory.cost.read");
    let movements = queries::movements_of(ctx, &[document.document_id])?;
    let items = queries::item_some(ctx, &movements.iter().map(|m| m.item_id).collect::<Vec<_>>())?;
    // One line for an item in a store, however many layers it came from.
    let mut lines: Vec<(Id, Id, i64, i64, Option<String>)> = Vec::new();
    for m in &movements {
        match lines.iter_mut().find(|line| line.0 == m.item_id && line.1 == m.store_id) {
            Some(line) => {
                line.2 += m.quantity_milli;
                line.3 += m.value_minor;
            }
            None => lines.push((m.item_id, m.store_id, m.quantity_milli, m.value_minor, m.reason.clone())),
        }
    }
    let moved = |(item_id, store_id, quantity, value, reason): (Id, Id, i64, i64, Option<String>)| {
        let item = items.iter().find(|item| item.item_id == item_id)?;
        Some(Moved {
            item_id,
            name: item.name(ctx.locale()).to_owned(),
            store: post::store_name(&stores, store_id),
            quantity: words::difference(ctx, quantity, item),
            quantity_milli: quantity,
            value_minor: costs.then_some(value),
            reason,
        })
    };
    let mut others = queries::reversal_of(ctx, document.document_id.as_str())?;
    for id in
        [document.reverses.as_deref().map(Id::parse).transpose()?, document.linked_id].into_iter().flatten()
    {
        others.extend(queries::document(ctx, id)?);
    }
    let open =
        !others.iter().any(|other| other.created_at >= document.created_at && other.kind != "compensation");
    let supplier = match document.supplier_id {
        Some(id) => queries::supplier_list(ctx)?.into_iter().find(|s| s.supplier_id == id).map(|s| s.name),
        None => None,
    };
    let writes = if ctx.can(place::WRITE) { sides(ctx, &document, place::WRITE)? } else { Vec::new() };
    Ok(Detail {
        may_reverse: writes.contains(&Side::From)
            && open
            && document.reverses.is_none()
            && REVERSIBLE.contains(&document.kind.as_str()),
        may_accept: writes.contains(&Side::To)
            && open
            && document.kind == "transfer_out"
            && document.reverses.is_none(),
        lines: lines.into_iter().filter_map(moved).collect(),
        others: others.iter().map(|other| row(ctx, other, &stores, costs)).collect(),
        appointment_id: document.appointment_id,
        supplier,
        document: row(ctx, &document, &stores, costs),
        costs,
    })
}

/// A correction is a new document: everything moves back at the same cost.
pub fn reverse_document(ctx: &mut Mutation, page: Which) -> Result<Redirect> {
    let document = find_as(ctx, page.document_id, Side::From)?;
    if document.reverses.is_some() || !REVERSIBLE.contains(&document.kind.as_str()) {
        return Err(conflict("inventory-error-not-reversible"));
    }
    let done = queries::reversal_of(ctx, document.document_id.as_str())?;
    if done.iter().any(|other| other.kind != "compensation") {
        return Err(conflict("inventory-error-reversed"));
    }
    let posted = counter::reverse(ctx, &document)?;
    Ok(redirect("document-detail")
        .with("document_id", posted.document_id)
        .toast("inventory-toast-reversed")
        .created(json!({ "document_id": posted.document_id, "value_minor": posted.value_minor })))
}

pub fn accept_transfer(ctx: &mut Mutation, page: Which) -> Result<Redirect> {
    let document = find_as(ctx, page.document_id, Side::To)?;
    if document.kind != "transfer_out" || document.reverses.is_some() {
        return Err(conflict("inventory-error-not-reversible"));
    }
    let posted = sheet::arrive(ctx, &document)?;
    Ok(redirect("document-detail")
        .with("document_id", posted.document_id)
        .toast("inventory-toast-arrived")
        .created(json!({ "document_id": posted.document_id })))
}

pub fn check_books(ctx: &mut Mutation) -> Result<Redirect> {
    check::check_now(ctx)
}
