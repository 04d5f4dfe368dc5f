//! What a document tells the books of money: by branch what changed in its stores and on their way, and apart from it
//! what a receipt trued up (R-I3), which belongs to whatever took those goods before they were here.

use std::collections::BTreeMap;

use pardoz_sdk::money;
use pardoz_sdk::prelude::*;

use crate::model::layer::Part;
use crate::post::{Line, Way};
use crate::queries::{self, Store};

#[derive(View)]
pub struct Changed {
    branch_id: Id,
    /// On its way to another store.
    transit: bool,
    value_minor: i64,
}

#[derive(View)]
pub struct TruedUp {
    branch_id: Id,
    /// Of the documents that took the goods.
    kind: String,
    /// Below zero: they cost more than they were booked at.
    value_minor: i64,
}

/// By branch, in the stores and on the way; what nets to nothing is left out.
pub fn changed(stores: &BTreeMap<Id, Store>, lines: &[Line], parts: &[Vec<Part>]) -> Vec<Changed> {
    let mut sums: BTreeMap<(Id, bool), i64> = BTreeMap::new();
    for (line, parts) in lines.iter().zip(parts) {
        let store = &stores[&line.store_id];
        let value: i64 = parts.iter().map(|part| part.value).sum();
        *sums.entry((store.branch_id, store.kind == "transit")).or_default() += value;
    }
    sums.retain(|_, value_minor| *value_minor != 0);
    let row = |((branch_id, transit), value_minor)| Changed { branch_id, transit, value_minor };
    sums.into_iter().map(row).collect()
}

/// A debt that several kinds took part in is trued up in the proportion of what each took. Goods taken back after some
/// were used at an average with them repair what left since they came.
pub fn trued_up(
    ctx: &Query,
    stores: &BTreeMap<Id, Store>,
    document_id: Id,
    lines: &[Line],
    parts: &[Vec<Part>],
) -> Result<Vec<TruedUp>> {
    let mut debts: Vec<Repair> = Vec::new();
    let mut taken_back: Vec<Repair> = Vec::new();
    for (line, parts) in lines.iter().zip(parts) {
        let repairs = if matches!(line.way, Way::In { .. }) { &mut debts } else { &mut taken_back };
        for part in parts.iter().filter(|part| part.quantity == 0 && part.value != 0) {
            let branch_id = stores[&line.store_id].branch_id;
            repairs.push(Repair { branch_id, layer_id: Id::parse(&part.layer)?, value_minor: part.value });
        }
    }
    let mut sums: BTreeMap<(Id, String), i64> = BTreeMap::new();
    if !debts.is_empty() {
        let owed = queries::owed_by(ctx, &layers(&debts), document_id)?;
        let taker = |row: queries::OwedBy| (row.layer_id, row.kind, row.quantity_milli);
        spread(&debts, &owed.into_iter().map(taker).collect::<Vec<_>>(), &mut sums);
    }
    if !taken_back.is_empty() {
        let since = queries::taken_since(ctx, &layers(&taken_back), document_id.as_str())?;
        let taker = |row: queries::TakenSince| (row.layer_id, row.kind, row.quantity_milli);
        spread(&taken_back, &since.into_iter().map(taker).collect::<Vec<_>>(), &mut sums);
    }
    sums.retain(|_, value_minor| *value_minor != 0);
    let row = |((branch_id, kind), value_minor)| TruedUp { branch_id, kind, value_minor };
    Ok(sums.into_iter().map(row).collect())
}

/// A value that only changed what something cost.
struct Repair {
    branch_id: Id,
    layer_id: Id,
    value_minor: i64,
}

fn layers(repairs: &[Repair]) -> Vec<Id> {
    repairs.iter().map(|repair| repair.layer_id).collect()
}

/// `takers`: layer, kind and quantity. What nobody took was used up: the supplier's price is never what gives way.
fn spread(repairs: &[Repair], takers: &[(Id, String, i64)], sums: &mut BTreeMap<(Id, String), i64>) {
    for repair in repairs {
        let own: Vec<_> = takers.iter().filter(|taker| taker.0 == repair.layer_id).collect();
        let weights: Vec<i64> = own.iter().map(|taker| taker.2).collect();
        for (taker, value) in own.iter().zip(money::split(repair.value_minor, &weights)) {
            *sums.entry((repair.branch_id, taker.1.clone())).or_default() += value;
        }
        if own.is_empty() {
            *sums.entry((repair.branch_id, "writeoff".to_owned())).or_default() += repair.value_minor;
        }
    }
}
