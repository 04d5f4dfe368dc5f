//! Memberships: list, one with its visits, freeze and thaw, give without a sale.

use pardoz_sdk::prelude::*;

use super::certificates::{Choice, HistoryRow, Next, branch_choices, history};
use crate::holders;
use crate::memberships;
use crate::model::pass;
use crate::points;
use crate::queries::{self, Membership};

#[derive(Input)]
pub struct Wanted {
    #[input(max_chars = 60)]
    q: Option<String>,
    #[input(default = State::All)]
    state: State,
    #[input(range = 0..=1_000_000, default)]
    offset: i64,
    /// A file is read page by page; what a membership is worth is a statement of each.
    #[input(range = 1..=300, default = 50)]
    limit: i64,
}

#[derive(Input, View, Clone, Copy, PartialEq)]
pub enum State {
    All,
    Active,
    Frozen,
    Used,
    Expired,
    Refunded,
}

#[derive(View)]
pub struct List {
    memberships: Vec<MembershipView>,
    q: String,
    state: State,
    active: i64,
    value_minor: i64,
    visits: i64,
    previous: Option<i64>,
    next: Option<Next>,
    can_plan: bool,
    can_give: bool,
}

#[derive(View)]
pub struct MembershipView {
    pub membership_id: Id,
    pub number: i64,
    pub name: String,
    pub client_id: Id,
    pub client_name: Option<String>,
    pub visits: i64,
    pub visits_left: i64,
    pub left_percent: i64,
    pub unit_minor: i64,
    pub value_left_minor: i64,
    pub named: bool,
    pub no_show_burns: bool,
    pub state: String,
    pub state_name: String,
    pub start_day: Option<String>,
    pub expires_day: Option<String>,
    pub frozen_from: Option<String>,
    pub freeze_left: i64,
    /// R-L4: what the client gets back for the rest.
    pub refund_minor: i64,
}

pub fn view(ctx: &Query, row: Membership) -> Result<MembershipView> {
    let refund_minor = memberships::worth_back(ctx, &row)?;
    Ok(MembershipView {
        membership_id: row.membership_id,
        number: row.number,
        name: ctx.pick(&row.name_uz, &row.name_ru, &row.name_en).to_owned(),
        client_id: row.client_id,
        left_percent: row.visits_left * 100 / row.visits.max(1),
        refund_minor,
        freeze_left: pass::freeze_left(row.freeze_days_max, row.frozen_days),
        client_name: row.client_name,
        visits: row.visits,
        visits_left: row.visits_left,
        unit_minor: row.unit_minor,
        value_left_minor: row.value_left_minor,
        named: row.named,
        no_show_burns: row.no_show_burns,
        state_name: ctx.t(&format!("loyalty-state-{}", row.state), json!({})),
        state: row.state,
        start_day: row.start_day,
        expires_day: row.expires_day,
        frozen_from: row.frozen_from,
    })
}

pub fn list(ctx: &Query, wanted: Wanted) -> Result<List> {
    let q = wanted.q.unwrap_or_default().trim().to_owned();
    let state = if wanted.state == State::All { "" } else { wanted.state.word() };
    let holders = holders::named(ctx, &q)?;
    let mut rows = queries::membership_list(ctx, &q, &holders, state, wanted.limit + 1, wanted.offset)?;
    let more = rows.len() as i64 > wanted.limit;
    rows.truncate(wanted.limit as usize);
    let sums = queries::membership_sums(ctx)?;
    Ok(List {
        memberships: rows.into_iter().map(|row| view(ctx, row)).collect::<Result<_>>()?,
        q,
        state: wanted.state,
        active: sums.as_ref().map_or(0, |row| row.active),
        value_minor: sums.as_ref().map_or(0, |row| row.value_minor),
        visits: sums.map_or(0, |row| row.visits),
        previous: (wanted.offset > 0).then(|| (wanted.offset - wanted.limit).max(0)),
        next: more.then_some(Next { offset: wanted.offset + wanted.limit }),
        can_plan: ctx.can("loyalty.programme.write"),
        can_give: ctx.can("loyalty.certificate.issue"),
    })
}

#[derive(Input)]
pub struct One {
    membership_id: Id,
}

#[derive(View)]
pub struct Detail {
    #[view(flatten)]
    membership: MembershipView,
    visits_used: Vec<VisitView>,
    history: Vec<HistoryRow>,
    can_freeze: bool,
}

#[derive(View)]
struct VisitView {
    kind: String,
    state: String,
    amount_minor: i64,
    day: String,
}

pub fn detail(ctx: &Query, page: One) -> Result<Detail> {
    let row = memberships::find(ctx, page.membership_id)?;
    let branches = queries::branch_list(ctx)?;
    let visit = |row: queries::VisitRow| VisitView {
        kind: row.kind,
        state: row.state,
        amount_minor: row.amount_minor,
        day: row.day,
    };
    Ok(Detail {
        membership: view(ctx, row)?,
        visits_used: queries::visits_of_membership(ctx, page.membership_id)?.into_iter().map(visit).collect(),
        history: history(ctx, page.membership_id, &branches)?,
        can_freeze: ctx.can("loyalty.membership.freeze"),
    })
}

/// R-L4: from today on; the days are counted when it is over.
pub fn freeze(ctx: &mut Mutation, page: One) -> Result<Redirect> {
    let mut row = memberships::find(ctx, page.membership_id)?;
    if row.state != "active" || row.visits_held > 0 {
        return Err(conflict("loyalty-error-freeze-state"));
    }
    if pass::freeze_left(row.freeze_days_max, row.frozen_days) == 0 {
        return Err(conflict("loyalty-error-freeze-days"));
    }
    row.frozen_from = Some(points::today(ctx)?.to_string());
    "frozen".clone_into(&mut row.state);
    memberships::save(ctx, &row)?;
    Ok(back(page.membership_id)
        .toast("loyalty-toast-frozen")
        .undo("membership-thaw", json!({ "membership_id": page.membership_id })))
}

pub fn thaw(ctx: &mut Mutation, page: One) -> Result<Redirect> {
    let row = memberships::find(ctx, page.membership_id)?;
    let today = points::today(ctx)?;
    memberships::thaw(ctx, row, today)?;
    Ok(back(page.membership_id).toast("loyalty-toast-thawed"))
}

fn back(membership_id: Id) -> Redirect {
    redirect("membership-detail").with("membership_id", membership_id)
}

#[derive(Input)]
pub struct GivePage {
    client_id: Option<Id>,
}

#[derive(View)]
pub struct GiveForm {
    plans: Vec<Choice>,
    branches: Vec<Choice>,
    client_id: Option<Id>,
    client_name: Option<String>,
}

pub fn give_form(ctx: &Query, page: GivePage) -> Result<GiveForm> {
    let plans = queries::plan_list(ctx, false)?.into_iter();
    let client = match page.client_id {
        Some(client_id) => queries::client(ctx, client_id)?,
        None => None,
    };
    Ok(GiveForm {
        plans: plans
            .map(|plan| Choice {
                value: plan.plan_id,
                label: ctx.pick(&plan.name_uz, &plan.name_ru, &plan.name_en).to_owned(),
            })
            .collect(),
        branches: branch_choices(ctx)?,
        client_id: client.as_ref().map(|row| row.client_id),
        client_name: client.map(|row| row.display_name),
    })
}

#[derive(Input)]
pub struct Give {
    client_id: Id,
    plan_id: Id,
    branch_id: Id,
}

/// Without a sale: a present, or one that was sold on paper before. It is worth its price.
pub fn give(ctx: &mut Mutation, input: Give) -> Result<Redirect> {
    let plan = queries::plan(ctx, input.plan_id)?.ok_or_else(|| field("plan_id", "loyalty-error-plan"))?;
    queries::client(ctx, input.client_id)?.ok_or_else(|| field("client_id", "loyalty-error-client"))?;
    if !queries::branch_list(ctx)?.iter().any(|branch| branch.branch_id == input.branch_id) {
        return Err(field("branch_id", "loyalty-error-branch"));
    }
    let new = memberships::New {
        client_id: input.client_id,
        branch_id: input.branch_id,
        bill_id: None,
        line_id: None,
        paid_minor: plan.price_minor,
        kind: "granted",
        day: points::today(ctx)?,
    };
    let membership_id = memberships::issue(ctx, &plan, &new)?;
    Ok(back(membership_id).toast("loyalty-toast-issued").created(json!({ "membership_id": membership_id })))
}
