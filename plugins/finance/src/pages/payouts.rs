//! What providers paid out (domain.md 2.5): their register is read by the import, held against our tenders, shown, and
//! posted once. What neither number nor sum and day explain waits in a list for a person.

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use super::operations::POST;
use crate::branch::Place;
use crate::desk;
use crate::model::payout::How;
use crate::model::tender::Tender;
use crate::payout::{self, Found, sum};
use crate::queries::{self, RegisterLine, Unpaid};

/// Rows of each list on the page; the sums and counts beside it are of all.
const SHOWN: usize = 300;

/// Whose registers are read.
#[derive(Input, Clone, Copy, PartialEq)]
pub enum Provider {
    Payme,
    Click,
    Uzum,
    /// The bank's terminal.
    Card,
}

impl Provider {
    const ALL: [Self; 4] = [Self::Payme, Self::Click, Self::Uzum, Self::Card];

    pub fn tender(self) -> Tender {
        match self {
            Self::Payme => Tender::Payme,
            Self::Click => Tender::Click,
            Self::Uzum => Tender::Uzum,
            Self::Card => Tender::Card,
        }
    }

    /// Where its money lies until it is paid out.
    fn account(self) -> Result<String> {
        self.tender().account(None).ok_or_else(|| Error::internal("a provider has an account"))
    }
}

#[derive(Input)]
pub struct PayoutPage {
    #[input(default = "payme")]
    provider: Provider,
    branch: Option<Id>,
    /// The page of payouts behind this one, by its day.
    before: Option<Day>,
    behind: Option<Id>,
    /// A file is read page by page, and a page must fit into one answer.
    #[input(range = 1..=1_000, default = 12)]
    limit: i64,
}

/// Where the next page begins.
#[derive(View)]
struct Next {
    before: String,
    behind: Id,
}

#[derive(View)]
pub struct Payouts {
    provider: &'static str,
    providers: Vec<Choice>,
    branch_id: Id,
    today: Day,
    /// With the provider, as the books have it.
    transit_minor: i64,
    matched: Vec<Matched>,
    matched_count: i64,
    by_id: i64,
    by_sum: i64,
    amount_minor: i64,
    fee_minor: i64,
    net_minor: i64,
    /// Lines of the register that nothing of ours explains.
    unknown: Vec<Unknown>,
    unknown_count: i64,
    /// What the register does not have of its days.
    missing: Vec<Missing>,
    missing_count: i64,
    /// There are more lines than one payout takes.
    more: bool,
    payouts: Vec<queries::Payout>,
    next: Option<Next>,
}

/// What was paid with it: a bill (and a tip with it), a tip alone, or a deposit.
#[derive(View)]
struct Paid {
    kind: String,
    bill_id: Option<Id>,
    appointment_id: Option<Id>,
    number: Option<i64>,
    our_day: Day,
    /// Of the sum, when bill and tip were charged together.
    tip_minor: Option<i64>,
}

impl Paid {
    fn of(own: &Unpaid, tip: Option<&Unpaid>) -> Result<Self> {
        Ok(Self {
            kind: own.source_kind.clone(),
            bill_id: own.bill_id,
            appointment_id: own.appointment_id,
            number: own.number,
            our_day: Day::parse(&own.day)?,
            tip_minor: tip.map(|tip| tip.amount_minor),
        })
    }
}

#[derive(View)]
struct Matched {
    reference: String,
    day: Day,
    how: How,
    #[view(flatten)]
    paid: Paid,
    amount_minor: i64,
    fee_minor: i64,
}

#[derive(View)]
struct Unknown {
    reference: String,
    day: Day,
    amount_minor: i64,
    /// Its number is known, with another sum.
    ours_minor: Option<i64>,
}

#[derive(View)]
struct Missing {
    #[view(flatten)]
    paid: Paid,
    reference: String,
    amount_minor: i64,
}

/// A register has the payments of all branches: whoever reads it works in all of them.
fn everywhere(ctx: &Query, branch: Option<Id>) -> Result<Place> {
    let place = Place::find(ctx, branch, POST)?;
    match place.branches.len() == queries::branch_list(ctx)?.len() {
        true => Ok(place),
        false => Err(denied("finance-error-payout-branches")),
    }
}

pub fn list(ctx: &Query, page: PayoutPage) -> Result<Payouts> {
    let place = everywhere(ctx, page.branch)?;
    let held = payout::hold(ctx, page.provider.tender())?;
    let count = |how: How| held.found.iter().filter(|one| one.how == how).count() as i64;
    let amount_minor = sum(&held.found, |line| line.amount_minor);
    let fee_minor = sum(&held.found, |line| line.fee_minor);
    let of_register = |day: &str| {
        held.days.as_ref().is_some_and(|(first, last)| first.as_str() <= day && day <= last.as_str())
    };
    let missing: Vec<&(Unpaid, Option<Unpaid>)> =
        held.left.iter().filter(|(own, _)| of_register(&own.day)).collect();
    let before = page.before.as_ref().map_or("9999-99-99", Day::as_str);
    let behind = page.behind.map(|id| id.to_string()).unwrap_or_default();
    let payouts = queries::payout_list(ctx, page.provider.tender().word(), before, behind, page.limit)?;
    let is_full = payouts.len() as i64 == page.limit;
    let next = payouts.last().filter(|_| is_full);
    let next = next.map(|one| Next { before: one.day.clone(), behind: one.payout_id });
    let choice = |one: &Provider| Choice {
        value: one.word().to_owned(),
        label: names::tender(ctx, one.tender().word()),
    };
    Ok(Payouts {
        provider: page.provider.word(),
        providers: Provider::ALL.iter().map(choice).collect(),
        branch_id: place.branch_id,
        today: place.today,
        transit_minor: desk::account_balance(ctx, &page.provider.account()?)?,
        matched_count: held.found.len() as i64,
        by_id: count(How::Id),
        by_sum: count(How::Sum),
        amount_minor,
        fee_minor,
        net_minor: amount_minor - fee_minor,
        unknown_count: held.unknown.len() as i64,
        unknown: held
            .unknown
            .iter()
            .take(SHOWN)
            .map(|line| unknown(line, &held.left))
            .collect::<Result<_>>()?,
        missing_count: missing.len() as i64,
        missing: missing.into_iter().take(SHOWN).map(missed).collect::<Result<_>>()?,
        more: held.more,
        matched: held.found.into_iter().take(SHOWN).map(matched).collect::<Result<_>>()?,
        payouts,
        next,
    })
}

fn matched(one: Found) -> Result<Matched> {
    Ok(Matched {
        day: Day::parse(&one.line.day)?,
        how: one.how,
        paid: Paid::of(&one.own, one.tip.as_ref())?,
        amount_minor: one.line.amount_minor,
        fee_minor: one.line.fee_minor,
        reference: one.line.reference,
    })
}

fn unknown(line: &RegisterLine, left: &[(Unpaid, Option<Unpaid>)]) -> Result<Unknown> {
    let own = left.iter().find(|(one, _)| one.reference.as_deref() == Some(line.reference.as_str()));
    Ok(Unknown {
        day: Day::parse(&line.day)?,
        ours_minor: own.map(|(one, _)| one.amount_minor),
        amount_minor: line.amount_minor,
        reference: line.reference.clone(),
    })
}

fn missed((own, tip): &(Unpaid, Option<Unpaid>)) -> Result<Missing> {
    Ok(Missing {
        paid: Paid::of(own, tip.as_ref())?,
        reference: own.reference.clone().unwrap_or_default(),
        amount_minor: own.amount_minor + tip.as_ref().map_or(0, |tip| tip.amount_minor),
    })
}

#[derive(Input)]
pub struct Posting {
    provider: Provider,
    branch: Option<Id>,
    /// The day the money reached the bank.
    day: Day,
    /// What the page showed, below zero when more went back than came: somebody else may have posted meanwhile.
    net_minor: i64,
    /// Also those that only sum and day explain.
    by_sum: bool,
}

/// One entry, of what the page showed.
pub fn post(ctx: &mut Mutation, input: Posting) -> Result<Redirect> {
    let place = everywhere(ctx, input.branch)?;
    if input.day > place.today {
        return Err(field("day", "finance-error-day"));
    }
    let mut found = payout::hold(ctx, input.provider.tender())?.found;
    let net = |found: &[Found]| sum(found, |line| line.amount_minor - line.fee_minor);
    if found.is_empty() || net(&found) != input.net_minor {
        return Err(conflict("finance-error-payout-changed"));
    }
    found.retain(|one| input.by_sum || one.how == How::Id);
    if found.is_empty() {
        return Err(field("by_sum", "finance-error-payout-nothing"));
    }
    let payout_id = payout::post(ctx, &place, input.provider.tender(), input.day, &found)?;
    let back =
        redirect("payout-list").with("provider", input.provider.word()).with("branch", place.branch_id);
    Ok(back.toast("finance-toast-saved").created(json!({ "payout_id": payout_id, "net_minor": net(&found) })))
}
