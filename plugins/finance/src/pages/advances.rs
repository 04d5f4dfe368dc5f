//! A client's advance at the desk: taking one, giving it back, and what the client's card says of it.

use pardoz_sdk::prelude::*;

use super::bills::READ;
use super::checkout::TenderView;
use super::deposits;
use super::names::{self, Choice};
use crate::advance::{self, Move};
use crate::branch::Place;
use crate::checkout::pay::{self, TAKE};
use crate::desk;
use crate::model::tender::Tender;
use crate::online;
use crate::queries;

/// Who gives money back.
const RETURN: &str = "finance.bill.refund";

/// Movements that a client's card shows, the newest first.
const SHOWN_MAX: i64 = 8;

#[derive(Input)]
pub struct FormPage {
    client_id: Option<Id>,
    /// What stands in the client's field.
    #[input(max_chars = 200)]
    client_id_text: Option<String>,
    branch: Option<Id>,
    #[input(default = "card")]
    tender: Tender,
}

#[derive(View)]
pub struct AdvanceForm {
    /// It goes back.
    back: bool,
    client_id: Option<Id>,
    client_name: String,
    held_minor: i64,
    branch_id: Id,
    branches: Vec<Choice>,
    tenders: Vec<TenderView>,
    desks: Vec<Choice>,
}

pub fn take_form(ctx: &Query, page: FormPage) -> Result<AdvanceForm> {
    form(ctx, page, TAKE, false)
}

pub fn back_form(ctx: &Query, page: FormPage) -> Result<AdvanceForm> {
    form(ctx, page, RETURN, true)
}

fn form(ctx: &Query, page: FormPage, permission: &str, back: bool) -> Result<AdvanceForm> {
    let place = Place::find(ctx, page.branch, permission)?;
    let client = page.client_id.map(|id| queries::client(ctx, id)).transpose()?.flatten();
    Ok(AdvanceForm {
        back,
        held_minor: page.client_id.map_or(Ok(0), |id| pay::advance_of(ctx, id))?,
        client_id: page.client_id,
        client_name: client.map(|client| client.display_name).or(page.client_id_text).unwrap_or_default(),
        branch_id: place.branch_id,
        branches: names::branches(&place),
        tenders: deposits::tenders(page.tender, &online::ready(ctx)?),
        desks: names::desks(ctx, place.branch_id)?,
    })
}

#[derive(Input)]
pub struct Moving {
    client_id: Option<Id>,
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: i64,
    #[input(default = "card")]
    tender: Tender,
    branch: Option<Id>,
    desk: Option<Id>,
    #[input(max_chars = 300)]
    note: Option<String>,
}

pub fn take(ctx: &mut Mutation, input: Moving) -> Result<Redirect> {
    let place = Place::find(ctx, input.branch, TAKE)?;
    moved(ctx, &place, &input, input.amount_minor, "finance-toast-advance")
}

/// Money leaves: what the client has, and what lies in the desk.
pub fn give_back(ctx: &mut Mutation, input: Moving) -> Result<Redirect> {
    let place = Place::find(ctx, input.branch, RETURN)?;
    moved(ctx, &place, &input, -input.amount_minor, "finance-toast-deposit-back")
}

fn moved(
    ctx: &mut Mutation,
    place: &Place,
    input: &Moving,
    amount_minor: i64,
    toast: &'static str,
) -> Result<Redirect> {
    let client = input.client_id.map(|id| queries::client(ctx, id)).transpose()?.flatten();
    let client_id = client.ok_or_else(|| field("client_id", "finance-error-choose"))?.client_id;
    if !Tender::AT_DESK.contains(&input.tender) {
        return Err(field("tender", "finance-error-tender"));
    }
    if online::ready_for(ctx, [input.tender])?.contains(&input.tender) {
        // A provider that is on tells of its money itself, and only of what was asked for.
        return Err(field("tender", "finance-error-advance-online"));
    }
    if amount_minor < 0 && pay::advance_of(ctx, client_id)? < -amount_minor {
        return Err(field("amount_minor", "finance-error-advance"));
    }
    let desk = desk::require(ctx, place, input.desk)?;
    let account =
        input.tender.account(Some(desk.desk_id)).ok_or_else(|| field("desk", "finance-error-desk"))?;
    let mut shift_id = None;
    if input.tender == Tender::Cash {
        desk::sure(ctx, &desk, input.desk)?;
        if amount_minor < 0 && desk::balance(ctx, desk.desk_id)? < -amount_minor {
            return Err(field("amount_minor", "finance-error-refund-cash"));
        }
        shift_id = Some(desk::open_shift(ctx, place, &desk)?);
    }
    let one = Move { client_id, amount_minor, account: &account, shift_id, note: input.note.as_deref() };
    let operation_id = advance::post(ctx, place, &one)?;
    let held_minor = pay::advance_of(ctx, client_id)?;
    Ok(redirect("clients:client-detail")
        .with("client_id", client_id)
        .toast(toast)
        .toast_args(json!({ "sum": input.amount_minor / money::WHOLE }))
        .created(json!({ "operation_id": operation_id, "client_id": client_id, "held_minor": held_minor })))
}

#[derive(Input)]
pub struct Whose {
    client_id: Id,
}

/// What a client's card says of money paid in.
#[derive(View)]
pub struct ClientMoney {
    client_id: Id,
    advance_minor: i64,
    rows: Vec<Moved>,
    may_take: bool,
    may_return: bool,
}

#[derive(View)]
struct Moved {
    day: String,
    /// As the journal calls it.
    what: String,
    account: String,
    amount_minor: i64,
}

pub fn of_client(ctx: &Query, whose: Whose) -> Result<ClientMoney> {
    // Of the branches that the reader's right reaches.
    let place = Place::find(ctx, None, READ)?;
    let branches: Vec<Id> = place.branches.iter().map(|branch| branch.branch_id).collect();
    let rows = queries::client_money(ctx, whose.client_id, &branches, SHOWN_MAX)?;
    let advance_minor = pay::advance_of(ctx, whose.client_id)?;
    Ok(ClientMoney {
        client_id: whose.client_id,
        advance_minor,
        rows: rows
            .into_iter()
            .map(|row| Moved {
                what: names::paid_in(ctx, &row.source_kind, &row.kind),
                account: names::account(ctx, &row.account, row.account_name.as_deref()),
                day: row.day,
                amount_minor: row.amount_minor,
            })
            .collect(),
        may_take: ctx.can(TAKE),
        may_return: advance_minor > 0 && ctx.can(RETURN),
    })
}
