//! Certificates: list, issue without a sale, one with its history, print, make void.

use pardoz_sdk::prelude::*;

use crate::certificates::{self, Change};
use crate::holders;
use crate::model::card;
use crate::points;
use crate::queries::{self, Certificate};

#[derive(Input)]
pub struct Wanted {
    #[input(max_chars = 60)]
    q: Option<String>,
    #[input(default = State::All)]
    state: State,
    #[input(range = 0..=1_000_000, default)]
    offset: i64,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=500, default = 50)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
pub struct Next {
    pub offset: i64,
}

#[derive(Input, View, Clone, Copy, PartialEq)]
pub enum State {
    All,
    Active,
    Used,
    Expired,
    Void,
}

#[derive(View)]
pub struct List {
    certificates: Vec<CertificateView>,
    q: String,
    state: State,
    active: i64,
    balance_minor: i64,
    offset: i64,
    previous: Option<i64>,
    next: Option<Next>,
    can_issue: bool,
}

#[derive(View)]
pub struct CertificateView {
    certificate_id: Id,
    code: String,
    pin: Option<String>,
    client_id: Option<Id>,
    client_name: Option<String>,
    branch: String,
    face_minor: i64,
    balance_minor: i64,
    used_percent: i64,
    state: String,
    state_name: String,
    locked: bool,
    expires_day: String,
    note: Option<String>,
    created_at: i64,
}

fn view(ctx: &Query, row: Certificate, branches: &[queries::Branch]) -> CertificateView {
    let branch = branches.iter().find(|branch| branch.branch_id == row.branch_id);
    CertificateView {
        certificate_id: row.certificate_id,
        code: card::shown(&row.code),
        pin: row.pin,
        client_id: row.client_id,
        client_name: row.client_name,
        branch: branch.map(|branch| branch.name.clone()).unwrap_or_default(),
        used_percent: (row.face_minor - row.balance_minor) * 100 / row.face_minor.max(1),
        face_minor: row.face_minor,
        balance_minor: row.balance_minor,
        state_name: ctx.t(&format!("loyalty-state-{}", row.state), json!({})),
        state: row.state,
        locked: row.held_bill_id.is_some(),
        expires_day: row.expires_day,
        note: row.note,
        created_at: row.created_at,
    }
}

pub fn list(ctx: &Query, wanted: Wanted) -> Result<List> {
    let q = wanted.q.unwrap_or_default().trim().to_owned();
    let state = if wanted.state == State::All { "" } else { wanted.state.word() };
    // A code is searched for as it is stored, whatever dashes and spaces were typed.
    let (code, holders) = (card::normal(&q), holders::named(ctx, &q)?);
    let mut rows =
        queries::certificate_list(ctx, &q, &code, &holders, state, wanted.limit + 1, wanted.offset)?;
    let more = rows.len() as i64 > wanted.limit;
    rows.truncate(wanted.limit as usize);
    let branches = queries::branch_list(ctx)?;
    let sums = queries::certificate_sums(ctx)?;
    Ok(List {
        certificates: rows.into_iter().map(|row| view(ctx, row, &branches)).collect(),
        q,
        state: wanted.state,
        active: sums.as_ref().map_or(0, |row| row.active),
        balance_minor: sums.map_or(0, |row| row.balance_minor),
        offset: wanted.offset,
        previous: (wanted.offset > 0).then(|| (wanted.offset - wanted.limit).max(0)),
        next: more.then_some(Next { offset: wanted.offset + wanted.limit }),
        can_issue: ctx.can("loyalty.certificate.issue"),
    })
}

#[derive(View)]
pub struct Form {
    branches: Vec<Choice>,
    days: i64,
}

#[derive(View)]
pub struct Choice {
    pub value: Id,
    pub label: String,
}

pub fn branch_choices(ctx: &Query) -> Result<Vec<Choice>> {
    let open = queries::branch_list(ctx)?.into_iter().filter(|branch| branch.archived_at.is_none());
    Ok(open.map(|branch| Choice { value: branch.branch_id, label: branch.name }).collect())
}

pub fn form(ctx: &Query) -> Result<Form> {
    Ok(Form { branches: branch_choices(ctx)?, days: ctx.setting("certificate_days")? })
}

#[derive(Input)]
pub struct Issue {
    #[input(money, range = 100..=100_000_000_000_i64)]
    amount_minor: i64,
    #[input(max_chars = 20)]
    code: Option<String>,
    #[input(max_chars = 12)]
    pin: Option<String>,
    client_id: Option<Id>,
    branch_id: Id,
    #[input(range = 1..=3650)]
    days: Option<i64>,
    #[input(min_chars = 3, max_chars = 300)]
    note: String,
}

/// Without a sale: a present, an apology, a paper one from before. Why is asked for and kept.
pub fn issue(ctx: &mut Mutation, input: Issue) -> Result<Redirect> {
    let typed = input.code.as_deref().map(card::normal).filter(|code| !code.is_empty());
    if typed.as_ref().is_some_and(|code| code.chars().count() < 4) {
        return Err(field("code", "loyalty-error-code-short"));
    }
    if !queries::branch_list(ctx)?.iter().any(|branch| branch.branch_id == input.branch_id) {
        return Err(field("branch_id", "loyalty-error-branch"));
    }
    let days = match input.days {
        Some(days) => days,
        None => ctx.setting("certificate_days")?,
    };
    let pin = input.pin.as_deref().map(str::trim).filter(|pin| !pin.is_empty());
    let new = certificates::New {
        code: typed.as_deref(),
        pin,
        client_id: input.client_id,
        branch_id: input.branch_id,
        bill_id: None,
        line_id: None,
        face_minor: input.amount_minor,
        days,
        note: Some(input.note.trim()),
        kind: "granted",
        day: points::today(ctx)?,
    };
    let certificate_id = certificates::issue(ctx, &new)?;
    Ok(redirect("certificate-detail")
        .with("certificate_id", certificate_id)
        .toast("loyalty-toast-issued")
        .created(json!({ "certificate_id": certificate_id })))
}

#[derive(Input)]
pub struct One {
    certificate_id: Id,
}

#[derive(View)]
pub struct Detail {
    #[view(flatten)]
    certificate: CertificateView,
    history: Vec<HistoryRow>,
    salon_branch: String,
    can_void: bool,
}

#[derive(View)]
pub struct HistoryRow {
    kind: String,
    amount_minor: i64,
    /// What it does to the balance.
    adds: bool,
    branch: String,
    at: i64,
}

pub fn history(ctx: &Query, subject_id: Id, branches: &[queries::Branch]) -> Result<Vec<HistoryRow>> {
    let row = |row: queries::LiabilityList| HistoryRow {
        adds: matches!(row.kind.as_str(), "sold" | "granted" | "returned"),
        kind: row.kind,
        amount_minor: row.amount_minor,
        branch: branches
            .iter()
            .find(|one| one.branch_id == row.branch_id)
            .map_or(String::new(), |one| one.name.clone()),
        at: row.at,
    };
    Ok(queries::liability_list(ctx, subject_id)?.into_iter().map(row).collect())
}

/// One certificate; also what is printed.
pub fn detail(ctx: &Query, page: One) -> Result<Detail> {
    let row = certificates::find(ctx, page.certificate_id)?;
    let branches = queries::branch_list(ctx)?;
    let can_void =
        ctx.can("loyalty.certificate.issue") && row.state == "active" && row.held_bill_id.is_none();
    let certificate = view(ctx, row, &branches);
    Ok(Detail {
        history: history(ctx, page.certificate_id, &branches)?,
        salon_branch: certificate.branch.clone(),
        certificate,
        can_void,
    })
}

/// Lost or given by mistake: what was on it is no longer owed.
pub fn void(ctx: &mut Mutation, page: One) -> Result<Redirect> {
    let row = certificates::find(ctx, page.certificate_id)?;
    if row.held_bill_id.is_some() {
        return Err(conflict("loyalty-error-certificate-busy"));
    }
    if row.state != "active" {
        return Err(conflict("loyalty-error-certificate-over"));
    }
    let change = Change {
        kind: "void",
        amount_minor: row.balance_minor,
        bill_id: None,
        refund_id: None,
        branch_id: row.branch_id,
        day: points::today(ctx)?,
        until: None,
    };
    certificates::change(ctx, &row, &change)?;
    Ok(redirect("certificate-detail").with("certificate_id", page.certificate_id).toast("loyalty-toast-void"))
}
