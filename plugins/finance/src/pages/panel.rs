//! The checkout inside a visit's drawer: what it comes to, one choice of tender, one button with the exact sum.

use pardoz_sdk::prelude::*;

use super::bills::READ;
use super::checkout::{self, LineView, RedeemedView, Sums, TenderView};
use super::deposits::{self, DepositView};
use super::names;
use crate::branch::Place;
use crate::checkout::draft::Draft;
use crate::checkout::pay::TAKE;
use crate::checkout::wish::Wish;
use crate::desk;
use crate::model::bill::rounding;
use crate::model::tender::Tender;
use crate::online;
use crate::queries;

#[derive(Input)]
pub struct Visit {
    appointment_id: Id,
}

#[derive(View)]
pub struct VisitPanel {
    appointment_id: Id,
    /// The visit's bill, if there is one.
    bill: Option<BillView>,
    deposit: Option<DepositView>,
    /// Not to be paid now: a day ahead, cancelled, or by somebody without the right.
    may_take: bool,
    /// The client is here: nothing else of the drawer comes first.
    comes_first: bool,
    lines: Vec<LineView>,
    sums: Option<Sums>,
    redeemed: Vec<RedeemedView>,
    points_balance: i64,
    points_max: i64,
    tenders: Vec<TenderView>,
    /// Where cash may go, if there is a choice.
    desks: Vec<names::Choice>,
    silent: Vec<&'static str>,
}

#[derive(View)]
struct BillView {
    bill_id: Id,
    number: i64,
    state: String,
    tone: &'static str,
    due_minor: i64,
    paid_minor: i64,
    debt_minor: i64,
    refunded_minor: i64,
    tenders: Vec<TenderSum>,
    silent: Vec<String>,
    may_refund: bool,
}

#[derive(View)]
struct TenderSum {
    tender: String,
    amount_minor: i64,
}

pub fn visit(ctx: &Query, of: Visit) -> Result<VisitPanel> {
    let mut panel = VisitPanel {
        appointment_id: of.appointment_id,
        bill: None,
        deposit: None,
        may_take: false,
        comes_first: false,
        lines: Vec::new(),
        sums: None,
        redeemed: Vec::new(),
        points_balance: 0,
        points_max: 0,
        tenders: Vec::new(),
        desks: Vec::new(),
        silent: Vec::new(),
    };
    let bill = queries::bill_of_visit(ctx, of.appointment_id)?;
    if let Some(visit) = queries::visit(ctx, of.appointment_id)? {
        panel.desks = names::desks(ctx, visit.branch_id)?;
        panel.deposit = deposits::view(ctx, &visit, bill.is_some())?;
    }
    if let Some(bill) = bill {
        // Another branch's bill is as good as none, for the drawer as for its own page.
        Place::find(ctx, Some(bill.branch_id), READ)?;
        panel.bill = Some(bill_view(ctx, bill)?);
        return Ok(panel);
    }
    if !ctx.can(TAKE) {
        return Ok(panel);
    }
    let wish = Wish::of_visit(of.appointment_id);
    let draft = Draft::make(ctx, &wish, TAKE, false)?;
    let Some(visit) = &draft.visit else { return Ok(panel) };
    let is_over = matches!(
        visit.state.as_str(),
        "hold" | "pending" | "cancelled_early" | "cancelled_late" | "cancelled_by_salon" | "no_show"
    );
    panel.may_take = !is_over && visit.day.as_str() <= draft.place.today.as_str();
    panel.comes_first = matches!(visit.state.as_str(), "arrived" | "in_service" | "completed");
    let desk = desk::find(ctx, draft.place.branch_id, None)?;
    let step = desk.map_or(desk::ROUND_DEFAULT_MINOR, |desk| desk.round_to_minor);
    let due_minor = draft.due();
    panel.sums = Some(Sums {
        total_minor: draft.total(),
        discount_minor: draft.discount(),
        redeemed_minor: draft.redeemed(),
        deposit_minor: draft.deposit_minor,
        due_minor,
        cash_minor: due_minor + rounding(due_minor, step),
    });
    panel.lines = checkout::lines(ctx, &draft, &wish)?;
    panel.points_balance = draft.points_balance;
    panel.points_max = draft.points_max;
    panel.tenders = checkout::tenders(Tender::Card, &online::ready(ctx)?);
    panel.silent = draft.silent;
    Ok(panel)
}

fn bill_view(ctx: &Query, bill: queries::Bill) -> Result<BillView> {
    let mut tenders: Vec<TenderSum> = Vec::new();
    for one in queries::bill_tenders(ctx, bill.bill_id)? {
        let label = names::tender(ctx, &one.tender);
        match tenders.iter_mut().find(|sum| sum.tender == label) {
            Some(sum) => sum.amount_minor += one.amount_minor,
            None => tenders.push(TenderSum { tender: label, amount_minor: one.amount_minor }),
        }
    }
    tenders.retain(|sum| sum.amount_minor != 0);
    Ok(BillView {
        bill_id: bill.bill_id,
        number: bill.number,
        tone: checkout::tone(&bill.state),
        state: bill.state,
        due_minor: bill.due_minor,
        paid_minor: bill.paid_minor,
        debt_minor: bill.debt_minor,
        refunded_minor: bill.refunded_minor,
        tenders,
        silent: bill.silent.map(|all| all.split(',').map(str::to_owned).collect()).unwrap_or_default(),
        may_refund: ctx.can("finance.bill.refund"),
    })
}
