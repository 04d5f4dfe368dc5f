//! R-M2: what branches owe each other for certificates, memberships and points sold in one and used in another.

use pardoz_sdk::prelude::*;

use crate::model::quote::POINT_MINOR;
use crate::model::settlement::{self, Flow};
use crate::points;
use crate::queries;

/// Months that are shown.
const DAYS: i64 = 400;

#[derive(View)]
pub struct Settlements {
    rows: Vec<Row>,
}

#[derive(View)]
struct Row {
    month: String,
    owes: String,
    gets: String,
    amount_minor: i64,
}

pub fn show(ctx: &Query) -> Result<Settlements> {
    let from = points::today(ctx)?.plus(-DAYS);
    let branches = queries::branch_list(ctx)?;
    let name = |id: Id| {
        branches.iter().find(|one| one.branch_id == id).map_or(String::new(), |one| one.name.clone())
    };
    let mut flows: Vec<Flow<Id>> = queries::liability_flows(ctx, from)?
        .into_iter()
        .map(|row| Flow {
            month: row.month,
            seller: row.sold_branch_id,
            user: row.branch_id,
            amount_minor: row.amount_minor.unwrap_or(0),
        })
        .collect();
    for row in queries::point_flows(ctx, from)? {
        if let (Some(seller), Some(user)) = (row.sold_branch_id, row.branch_id) {
            flows.push(Flow {
                month: row.month,
                seller,
                user,
                amount_minor: row.points.unwrap_or(0) * POINT_MINOR,
            });
        }
    }
    let row = |flow: Flow<Id>| Row {
        month: flow.month,
        owes: name(flow.seller),
        gets: name(flow.user),
        amount_minor: flow.amount_minor,
    };
    Ok(Settlements { rows: settlement::net(&flows).into_iter().map(row).collect() })
}
