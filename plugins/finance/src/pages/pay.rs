//! A deposit from afar (R-B9): the desk asks for it, and the client reads on a page of their own what is asked, until
//! when, and where to pay. The link is the key: whoever has it sees the visit, and no name, phone or history.

use pardoz_sdk::prelude::*;

use super::deposits;
use super::names::Staff;
use crate::ask;
use crate::online::{self, Offer, Payable};
use crate::queries::{self, Visit};

#[derive(Input)]
pub struct Asking {
    appointment_id: Id,
    #[input(money, range = 1..=100_000_000_000i64)]
    amount_minor: i64,
}

/// So long a client has when nothing ends it earlier, ms in an hour.
const HOUR_MS: i64 = 3_600_000;

/// A link for the client. Asked again, the link is the same.
pub fn ask(ctx: &mut Mutation, input: Asking) -> Result<Redirect> {
    let (visit, _) = deposits::open(ctx, input.appointment_id)?;
    if online::ready(ctx)?.is_empty() {
        return Err(conflict("finance-error-deposit-no-provider"));
    }
    let hours: i64 = ctx.setting("deposit_hours")?;
    let until_at = visit.start_at.min(ctx.now() + hours * HOUR_MS);
    if until_at <= ctx.now() {
        return Err(conflict("finance-error-deposit-begun"));
    }
    let held = queries::deposit(ctx, visit.appointment_id)?.map_or(0, |head| head.held_minor);
    let room = visit.total_minor - held;
    if input.amount_minor > room {
        let most = text("finance-error-deposit-much").arg("sum", room.max(0) / money::WHOLE);
        return Err(field("amount_minor", most));
    }
    let asked = ask::make(ctx, &visit, held + input.amount_minor, until_at)?;
    let answer = json!({
        "appointment_id": visit.appointment_id, "deposit_ask_id": asked.deposit_ask_id, "token": asked.token,
        "amount_minor": input.amount_minor, "until_at": asked.until_at,
    });
    Ok(redirect("booking:appointment-detail")
        .with("appointment_id", visit.appointment_id)
        .toast("finance-toast-deposit-asked")
        .created(answer))
}

/// What a visit's drawer says of it.
#[derive(View)]
pub struct AskView {
    token: String,
    owed_minor: i64,
    until_at: i64,
    /// `open` or `late`.
    state: &'static str,
}

/// `None`: nothing was asked for, or nothing of it is owed any more.
pub fn view(ctx: &Query, visit: &Visit) -> Result<Option<AskView>> {
    let Some(asked) = queries::deposit_ask_of_visit(ctx, visit.appointment_id)? else { return Ok(None) };
    let standing = ask::standing(ctx, &asked, visit)?;
    let until_at = ask::until(&asked, visit);
    let one =
        AskView { token: asked.token, owed_minor: standing.owed_minor, until_at, state: standing.state };
    Ok(Some(one).filter(|one| one.owed_minor > 0))
}

#[derive(Input)]
pub struct Token {
    #[input(min_chars = 32, max_chars = 32)]
    token: String,
}

#[derive(View)]
pub struct PayPage {
    branch: String,
    address: Option<String>,
    phone: Option<String>,
    number: i64,
    start_at: i64,
    lines: Vec<Line>,
    total_minor: i64,
    /// What is asked for in all; what of it is paid in, and what is left.
    asked_minor: i64,
    held_minor: i64,
    owed_minor: i64,
    until_at: i64,
    /// `open`, `paid`, `late` or `over`.
    state: &'static str,
    /// The providers that are on, with where they are paid.
    ways: Vec<Offer>,
}

#[derive(View)]
struct Line {
    service: String,
    master: String,
    price_minor: i64,
}

pub fn show(ctx: &Query, page: Token) -> Result<PayPage> {
    let gone = || not_found("finance-error-link-gone");
    let asked = queries::deposit_ask_by_token(ctx, &page.token)?.ok_or_else(gone)?;
    let visit = queries::visit(ctx, asked.appointment_id)?.ok_or_else(gone)?;
    let standing = ask::standing(ctx, &asked, &visit)?;
    let place = queries::branch_place(ctx, visit.branch_id)?.ok_or_else(gone)?;
    let held = queries::deposit(ctx, visit.appointment_id)?.map_or(0, |head| head.held_minor);
    let payable =
        Payable { id: asked.deposit_ask_id, number: visit.number, amount_minor: standing.owed_minor };
    let ways = if standing.state == "open" { online::offers(ctx, Some(payable))? } else { Vec::new() };
    Ok(PayPage {
        branch: place.name,
        address: place.address,
        phone: place.phone,
        number: visit.number,
        start_at: visit.start_at,
        lines: lines(ctx, &visit)?,
        total_minor: visit.total_minor,
        asked_minor: asked.target_minor,
        held_minor: held,
        owed_minor: standing.owed_minor,
        until_at: ask::until(&asked, &visit),
        state: standing.state,
        ways: ways.into_iter().filter(|way| way.link.is_some()).collect(),
    })
}

fn lines(ctx: &Query, visit: &Visit) -> Result<Vec<Line>> {
    let rows = queries::visit_lines(ctx, visit.appointment_id)?;
    let ids: Vec<Id> = rows.iter().map(|row| row.service_id).collect();
    let known = queries::service_some(ctx, &ids)?;
    let staff = Staff::read(ctx)?;
    let name = |service_id: Id| {
        let own = known.iter().find(|one| one.service_id == service_id);
        own.map(|one| one.name(ctx.locale()).to_owned()).unwrap_or_default()
    };
    let line = |row: queries::VisitLine| Line {
        service: name(row.service_id),
        master: staff.of(Some(row.staff_id)),
        price_minor: row.price_minor,
    };
    Ok(rows.into_iter().map(line).collect())
}
