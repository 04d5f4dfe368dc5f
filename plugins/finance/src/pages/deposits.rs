//! Money for a visit to come (R-B9): taking it, what a visit's drawer says of it, and what waits to go back.

use pardoz_sdk::prelude::*;

use super::bills::READ;
use super::checkout::{self, TenderView};
use super::names::{self, Choice};
use super::pay::{self as asking, AskView};
use crate::branch::Place;
use crate::checkout::pay::{self, TAKE};
use crate::checkout::wish::WishedTender;
use crate::deposit;
use crate::desk;
use crate::model::ask::stands;
use crate::model::bill::{Offer, Rest, cover};
use crate::model::tender::Tender;
use crate::online;
use crate::queries::{self, Deposit, Visit};

/// Who gives money back.
const RETURN: &str = "finance.bill.refund";

#[derive(Input)]
pub struct FormPage {
    appointment_id: Id,
    #[input(default = "card")]
    tender: Tender,
    #[input(max_items = 8)]
    split: Vec<WishedTender>,
}

#[derive(View)]
pub struct DepositForm {
    appointment_id: Id,
    number: i64,
    client: String,
    total_minor: i64,
    held_minor: i64,
    suggested_minor: Option<i64>,
    tenders: Vec<TenderView>,
    split: Vec<checkout::SplitView>,
    split_options: Vec<Choice>,
    desks: Vec<Choice>,
    /// A provider is on: the client may pay it from a link.
    may_ask: bool,
}

pub fn form(ctx: &Query, page: FormPage) -> Result<DepositForm> {
    let (visit, place) = open(ctx, page.appointment_id)?;
    let held_minor = queries::deposit(ctx, visit.appointment_id)?.map_or(0, |head| head.held_minor);
    let client = match visit.client_id {
        Some(id) => queries::client(ctx, id)?.map(|client| client.display_name),
        None => None,
    };
    let ready = online::ready(ctx)?;
    Ok(DepositForm {
        appointment_id: visit.appointment_id,
        number: visit.number,
        client: client.unwrap_or_default(),
        total_minor: visit.total_minor,
        suggested_minor: suggested(&visit, held_minor),
        held_minor,
        tenders: tenders(page.tender, &ready),
        split: checkout::split(&page.split),
        split_options: checkout::split_options(ctx, 0, &ready),
        may_ask: !ready.is_empty() && visit.start_at > ctx.now(),
        desks: names::desks(ctx, place.branch_id)?,
    })
}

/// A visit for which something may be paid in.
pub fn open(ctx: &Query, appointment_id: Id) -> Result<(Visit, Place)> {
    let visit = queries::visit(ctx, appointment_id)?.ok_or_else(|| not_found("finance-error-visit-gone"))?;
    let place = Place::find(ctx, Some(visit.branch_id), TAKE)?;
    if queries::bill_of_visit(ctx, appointment_id)?.is_some() {
        return Err(conflict("finance-error-visit-paid"));
    }
    if !stands(&visit.state) {
        return Err(conflict("finance-error-deposit-over"));
    }
    Ok((visit, place))
}

/// What is still to be paid in of what was asked for when booking.
fn suggested(visit: &Visit, held_minor: i64) -> Option<i64> {
    visit.deposit_minor.map(|asked| asked - held_minor).filter(|left| *left > 0)
}

/// What a desk takes itself; a provider that is on tells of its money itself (`ask`).
pub fn tenders(current: Tender, ready: &[Tender]) -> Vec<TenderView> {
    let mut all = checkout::tenders(current, ready);
    all.retain(|one| ready.iter().all(|tender| tender.word() != one.tender));
    all
}

#[derive(Input)]
pub struct Taking {
    appointment_id: Id,
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: i64,
    /// What is paid with the rest, after `split`.
    #[input(default = "card")]
    tender: Tender,
    #[input(max_items = 8)]
    split: Vec<WishedTender>,
    desk: Option<Id>,
}

pub fn take(ctx: &mut Mutation, input: Taking) -> Result<Redirect> {
    let (visit, place) = open(ctx, input.appointment_id)?;
    let named: Vec<Offer> = input
        .split
        .iter()
        .filter_map(|one| Some(Offer { tender: one.tender?, amount_minor: one.amount_minor? }))
        .collect();
    let ready = online::ready_for(ctx, named.iter().map(|offer| offer.tender).chain([input.tender]))?;
    let refused = |tender: Tender| {
        if !Tender::AT_DESK.contains(&tender) {
            return Some("finance-error-tender");
        }
        ready.contains(&tender).then_some("finance-error-deposit-online")
    };
    for (at, offer) in named.iter().enumerate() {
        if let Some(says) = refused(offer.tender) {
            return Err(field(format!("split[{at}][tender]"), says));
        }
    }
    if let Some(says) = refused(input.tender) {
        return Err(field("tender", says));
    }
    let offers = cover(input.amount_minor, &named, Rest::By(input.tender)).map_err(pay::refusal)?;
    let desk = desk::require(ctx, &place, input.desk)?;
    if offers.iter().any(|offer| offer.tender == Tender::Cash) {
        desk::sure(ctx, &desk, input.desk)?;
    }
    let head = deposit::take(ctx, &place, &visit, &desk, &offers)?;
    let sum = input.amount_minor / money::WHOLE;
    let answer = json!({ "appointment_id": visit.appointment_id, "held_minor": head.held_minor });
    Ok(redirect("booking:appointment-detail")
        .with("appointment_id", visit.appointment_id)
        .toast("finance-toast-deposit")
        .toast_args(json!({ "sum": sum }))
        .created(answer))
}

/// What the drawer says of a visit's deposit.
#[derive(View)]
pub struct DepositView {
    held_minor: i64,
    /// `held` for the visit, or `back`: nothing needs it any more.
    state: String,
    kept_minor: i64,
    billed_minor: i64,
    bill_id: Option<Id>,
    /// The ways it would go back now.
    parts: Vec<Part>,
    suggested_minor: Option<i64>,
    tenders: Vec<TenderView>,
    may_take: bool,
    may_return: bool,
    /// A provider is on: the client may pay it from a link.
    may_ask: bool,
    ask: Option<AskView>,
}

#[derive(View)]
struct Part {
    tender: String,
    amount_minor: i64,
}

/// Nothing where there is nothing to say.
pub fn view(ctx: &Query, visit: &Visit, has_bill: bool) -> Result<Option<DepositView>> {
    let head = queries::deposit(ctx, visit.appointment_id)?;
    // Whoever is here pays for the visit, not for its promise.
    let awaited = matches!(visit.state.as_str(), "pending" | "booked" | "confirmed");
    let may_take = ctx.can(TAKE) && !has_bill && awaited;
    let says = head.as_ref().is_some_and(|head| head.held_minor + head.kept_minor + head.billed_minor > 0);
    if !says && !may_take {
        return Ok(None);
    }
    let held_minor = head.as_ref().map_or(0, |head| head.held_minor);
    let waits = head.as_ref().is_some_and(|head| head.state == "back" && head.held_minor > 0);
    let ready = if may_take { online::ready(ctx)? } else { Vec::new() };
    // Its visit has begun: there is nothing to ask for any more.
    let may_ask = !ready.is_empty() && ctx.now() < visit.start_at;
    if may_ask {
        ctx.holds_until(visit.start_at);
    }
    Ok(Some(DepositView {
        held_minor,
        state: head.as_ref().map_or("held", |head| &head.state).to_owned(),
        kept_minor: head.as_ref().map_or(0, |head| head.kept_minor),
        billed_minor: head.as_ref().map_or(0, |head| head.billed_minor),
        bill_id: head.as_ref().and_then(|head| head.bill_id),
        parts: match &head {
            Some(head) if waits => parts(ctx, head)?,
            _ => Vec::new(),
        },
        suggested_minor: suggested(visit, held_minor),
        tenders: if may_take { tenders(Tender::Card, &ready) } else { Vec::new() },
        may_take,
        may_return: waits && ctx.can(RETURN),
        may_ask,
        ask: if may_take { asking::view(ctx, visit)? } else { None },
    }))
}

fn parts(ctx: &Query, head: &Deposit) -> Result<Vec<Part>> {
    let part = |(tender, amount_minor): (Tender, i64)| Part {
        tender: names::tender(ctx, tender.word()),
        amount_minor,
    };
    Ok(deposit::parts(ctx, head)?.into_iter().map(part).collect())
}

/// Which of the money that clients paid in.
#[derive(Input, View, Clone, Copy, PartialEq)]
pub enum Shown {
    /// Nothing needs it any more: it waits to go back.
    Back,
    /// For a visit to come.
    Held,
    /// For no visit in particular.
    Advance,
}

#[derive(Input)]
pub struct ListPage {
    branch: Option<Id>,
    /// Where cash is given from.
    desk: Option<Id>,
    #[input(default = "back")]
    shown: Shown,
    /// The page behind this one: when it last changed, and its visit or its client.
    after: Option<i64>,
    behind: Option<Id>,
    /// A file is read page by page; the ways a deposit goes back are two statements of each.
    #[input(range = 1..=150, default = 100)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
struct Next {
    after: i64,
    behind: Id,
}

#[derive(View)]
pub struct DepositList {
    branch_id: Id,
    branches: Vec<Choice>,
    shown: Shown,
    rows: Vec<DepositRow>,
    desks: Vec<Choice>,
    desk: Option<String>,
    /// Of all of them, whatever is on this page.
    count: i64,
    sum_minor: i64,
    next: Option<Next>,
    may_return: bool,
}

#[derive(View)]
struct DepositRow {
    appointment_id: Option<Id>,
    client_id: Option<Id>,
    number: Option<i64>,
    client: String,
    start_at: Option<i64>,
    state: Option<String>,
    held_minor: i64,
    kept_minor: i64,
    parts: Vec<Part>,
}

/// What clients paid in and have not used, in a branch.
pub fn list(ctx: &Query, page: ListPage) -> Result<DepositList> {
    let place = Place::find(ctx, page.branch, READ)?;
    let branch_id = place.branch_id;
    let (rows, next, sums) = match page.shown {
        Shown::Advance => {
            let (rows, next) = advances(ctx, branch_id, &page)?;
            (rows, next, queries::advance_sums(ctx, branch_id)?)
        }
        shown => {
            let (rows, next) = deposits(ctx, branch_id, &page)?;
            (rows, next, queries::deposit_sums(ctx, branch_id, shown.word())?)
        }
    };
    let desks = names::desks(ctx, branch_id)?;
    Ok(DepositList {
        branch_id,
        branches: names::branches(&place),
        shown: page.shown,
        count: sums.as_ref().map_or(0, |all| all.deposits),
        sum_minor: sums.map_or(0, |all| all.held_minor),
        desk: page.desk.map(|id| id.to_string()).or(desks.first().map(|one| one.value.clone())),
        desks,
        rows,
        next,
        may_return: ctx.can(RETURN) && page.shown == Shown::Back,
    })
}

fn deposits(ctx: &Query, branch_id: Id, page: &ListPage) -> Result<(Vec<DepositRow>, Option<Next>)> {
    let (after, behind) = (page.after.unwrap_or_default(), page.behind.map(|id| id.to_string()));
    let behind = behind.unwrap_or_default();
    let found = queries::deposit_list(ctx, branch_id, page.shown.word(), after, behind, page.limit)?;
    let is_full = found.len() as i64 == page.limit;
    let next = found.last().filter(|_| is_full);
    let next = next.map(|one| Next { after: one.updated_at, behind: one.appointment_id });
    let clients = names::clients(ctx, found.iter().filter_map(|one| one.client_id))?;
    let mut rows = Vec::new();
    for one in found {
        let goes_back = page.shown == Shown::Back;
        let head = if goes_back { queries::deposit(ctx, one.appointment_id)? } else { None };
        rows.push(DepositRow {
            appointment_id: Some(one.appointment_id),
            client_id: one.client_id,
            number: one.number,
            client: one.client_id.and_then(|id| clients.get(&id)).cloned().unwrap_or_default(),
            start_at: one.start_at,
            state: one.state,
            held_minor: one.held_minor,
            kept_minor: one.kept_minor,
            parts: head.map_or(Ok(Vec::new()), |head| parts(ctx, &head))?,
        });
    }
    Ok((rows, next))
}

fn advances(ctx: &Query, branch_id: Id, page: &ListPage) -> Result<(Vec<DepositRow>, Option<Next>)> {
    let behind = page.behind.map(|id| id.to_string()).unwrap_or_default();
    let mut found = Vec::new();
    for one in queries::advance_list(ctx, branch_id, behind, page.limit)? {
        found.extend(one.client_id.map(|client_id| (client_id, one.held_minor)));
    }
    let is_full = found.len() as i64 == page.limit;
    let next = found.last().filter(|_| is_full).map(|(client_id, _)| Next { after: 0, behind: *client_id });
    let clients = names::clients(ctx, found.iter().map(|(client_id, _)| *client_id))?;
    let row = |(client_id, held_minor): (Id, i64)| DepositRow {
        appointment_id: None,
        client_id: Some(client_id),
        number: None,
        client: clients.get(&client_id).cloned().unwrap_or_default(),
        start_at: None,
        state: None,
        held_minor,
        kept_minor: 0,
        parts: Vec::new(),
    };
    Ok((found.into_iter().map(row).collect(), next))
}

#[derive(Input)]
pub struct Returning {
    appointment_id: Id,
    desk: Option<Id>,
}

pub fn give_back(ctx: &mut Mutation, input: Returning) -> Result<Redirect> {
    let head = queries::deposit(ctx, input.appointment_id)?;
    let mut head = head.ok_or_else(|| not_found("finance-error-deposit-nothing"))?;
    let place = Place::find(ctx, Some(head.branch_id), RETURN)?;
    let sum = deposit::give_back(ctx, &place, &mut head, input.desk)?;
    Ok(redirect("deposit-list")
        .with("branch", place.branch_id)
        .toast("finance-toast-deposit-back")
        .toast_args(json!({ "sum": sum / money::WHOLE }))
        .data(json!({ "appointment_id": input.appointment_id, "returned_minor": sum })))
}
