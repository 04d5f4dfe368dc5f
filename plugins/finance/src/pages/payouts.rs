//! What providers paid out (domain.md 2.5): their register is read by the import, held against our tenders, shown, and
//! posted once. What neither number nor sum and day explain waits in a list for a person.

use std::collections::{BTreeMap, BTreeSet};

use pardoz_sdk::prelude::*;

use super::names::{self, Choice};
use super::operations::POST;
use crate::book::{self, Entry};
use crate::branch::Place;
use crate::desk;
use crate::model::entry::{Line, Lines};
use crate::model::payout::{self, How, Ours, Theirs};
use crate::model::tender::Tender;
use crate::queries::{self, RegisterLine, UnpaidTender};

/// Lines and tenders looked at in one go, and pairs in one payout (each is a statement, of which a call has 500); more
/// wait for the next one.
const PAIRS: usize = 400;
const LINES: i64 = 1_000;
const TENDERS: i64 = 3_500;
/// A provider's number may stand that far from our day, in days.
const REACH: i64 = 7;
const LAST: i64 = 12;

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
    /// More are matched than one payout takes.
    more: bool,
    by_id: i64,
    by_sum: i64,
    amount_minor: i64,
    fee_minor: i64,
    net_minor: i64,
    /// Lines of the register that nothing of ours explains.
    unknown: Vec<Unknown>,
    /// Tenders of its days that the register does not have.
    missing: Vec<Missing>,
    payouts: Vec<queries::Payout>,
}

#[derive(View)]
struct Matched {
    reference: String,
    day: Day,
    how: How,
    bill_id: Id,
    number: i64,
    our_day: Day,
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
    bill_id: Id,
    number: i64,
    reference: String,
    day: Day,
    amount_minor: i64,
}

/// A register line and the tender it is.
struct Found {
    line: RegisterLine,
    tender: UnpaidTender,
    how: How,
}

/// A register held against the books.
#[derive(Default)]
struct Held {
    found: Vec<Found>,
    /// There are more pairs than one payout takes.
    more: bool,
    unknown: Vec<RegisterLine>,
    left: Vec<UnpaidTender>,
    /// The register's own days.
    days: Option<(Day, Day)>,
}

fn held(ctx: &Query, provider: Provider) -> Result<Held> {
    let word = provider.tender().word();
    let known = queries::register_days(ctx, word)?;
    let Some((first, last)) = known.and_then(|days| Some((days.first_day?, days.last_day?))) else {
        return Ok(Held::default());
    };
    let (first, last) = (Day::parse(&first)?, Day::parse(&last)?);
    let lines = queries::register_open(ctx, word, LINES)?;
    let begin = lines.last().map_or(Ok(first), |line| Day::parse(&line.day))?;
    let (from, to) = (begin.plus(-REACH), last.plus(REACH));
    let tenders = queries::unpaid_tenders(ctx, word, from.as_str(), to.as_str(), TENDERS)?;
    let theirs = lines.iter().map(|line| {
        Ok(Theirs {
            reference: &line.reference,
            day: Day::parse(&line.day)?,
            amount_minor: line.amount_minor,
        })
    });
    let ours = tenders.iter().map(|one| {
        Ok(Ours {
            reference: one.reference.as_deref(),
            day: Day::parse(&one.day)?,
            amount_minor: one.amount_minor,
        })
    });
    let pairs = payout::pairs(&theirs.collect::<Result<Vec<_>>>()?, &ours.collect::<Result<Vec<_>>>()?);
    let of_line: BTreeMap<usize, (usize, How)> =
        pairs.iter().map(|pair| (pair.theirs, (pair.ours, pair.how))).collect();
    let taken: BTreeSet<usize> = pairs.iter().map(|pair| pair.ours).collect();
    let mut held = Held { days: Some((first, last)), ..Held::default() };
    for (at, line) in lines.into_iter().enumerate() {
        match of_line.get(&at) {
            Some((own, how)) => held.found.push(Found { line, tender: tenders[*own].clone(), how: *how }),
            None => held.unknown.push(line),
        }
    }
    held.more = held.found.len() > PAIRS;
    held.found.truncate(PAIRS);
    held.left =
        tenders.into_iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, one)| one).collect();
    Ok(held)
}

/// A register has the payments of all branches: whoever reads it works in all of them.
fn everywhere(ctx: &Query, branch: Option<Id>) -> Result<Place> {
    let place = Place::find(ctx, branch, POST)?;
    match place.branches.len() == queries::branch_list(ctx)?.len() {
        true => Ok(place),
        false => Err(denied("finance-error-payout-branches")),
    }
}

fn sum(found: &[Found], of: impl Fn(&RegisterLine) -> i64) -> i64 {
    found.iter().map(|one| of(&one.line)).sum()
}

pub fn list(ctx: &Query, page: PayoutPage) -> Result<Payouts> {
    let place = everywhere(ctx, page.branch)?;
    let held = held(ctx, page.provider)?;
    let count = |how: How| held.found.iter().filter(|one| one.how == how).count() as i64;
    let (by_id, by_sum) = (count(How::Id), count(How::Sum));
    let amount_minor = sum(&held.found, |line| line.amount_minor);
    let fee_minor = sum(&held.found, |line| line.fee_minor);
    let same_number = |line: &RegisterLine| {
        let own = held.left.iter().find(|one| one.reference.as_deref() == Some(line.reference.as_str()));
        own.map(|one| one.amount_minor)
    };
    let unknown: Result<Vec<Unknown>> = held
        .unknown
        .iter()
        .map(|line| {
            Ok(Unknown {
                day: Day::parse(&line.day)?,
                ours_minor: same_number(line),
                amount_minor: line.amount_minor,
                reference: line.reference.clone(),
            })
        })
        .collect();
    let mut missing = Vec::new();
    for one in &held.left {
        let day = Day::parse(&one.day)?;
        if held.days.is_some_and(|(first, last)| day >= first && day <= last) {
            missing.push(Missing {
                bill_id: one.bill_id,
                number: one.number,
                reference: one.reference.clone().unwrap_or_default(),
                day,
                amount_minor: one.amount_minor,
            });
        }
    }
    let mut matched = Vec::new();
    for one in held.found {
        matched.push(Matched {
            day: Day::parse(&one.line.day)?,
            our_day: Day::parse(&one.tender.day)?,
            how: one.how,
            bill_id: one.tender.bill_id,
            number: one.tender.number,
            amount_minor: one.line.amount_minor,
            fee_minor: one.line.fee_minor,
            reference: one.line.reference,
        });
    }
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
        matched,
        more: held.more,
        by_id,
        by_sum,
        amount_minor,
        fee_minor,
        net_minor: amount_minor - fee_minor,
        unknown: unknown?,
        missing,
        payouts: queries::payout_list(ctx, page.provider.tender().word(), LAST)?,
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

/// One entry: what was in transit comes to the bank less the fees, which are a cost (R-F2), branch by branch.
pub fn post(ctx: &mut Mutation, input: Posting) -> Result<Redirect> {
    let place = everywhere(ctx, input.branch)?;
    if input.day > place.today {
        return Err(field("day", "finance-error-day"));
    }
    let mut found = held(ctx, input.provider)?.found;
    let (amount, fee) = (sum(&found, |line| line.amount_minor), sum(&found, |line| line.fee_minor));
    if found.is_empty() || amount - fee != input.net_minor {
        return Err(conflict("finance-error-payout-changed"));
    }
    found.retain(|one| input.by_sum || one.how == How::Id);
    if found.is_empty() {
        return Err(field("by_sum", "finance-error-payout-nothing"));
    }
    let account = input.provider.account()?;
    if sum(&found, |line| line.amount_minor) > desk::account_balance(ctx, &account)? {
        return Err(conflict("finance-error-payout-more"));
    }
    let payout_id = ctx.new_id();
    let entry = Entry {
        kind: "payout",
        day: input.day,
        period: None,
        branch_id: place.branch_id,
        source_kind: "register",
        source_id: payout_id,
        note: None,
    };
    let lines = lines(&found, &account);
    book::post(ctx, entry, lines)?;
    for one in &found {
        let day = input.day;
        queries::insert_payout_line(ctx, one.line.register_id, one.tender.bill_tender_id, payout_id, day)?;
    }
    let back =
        redirect("payout-list").with("provider", input.provider.word()).with("branch", place.branch_id);
    let net = sum(&found, |line| line.amount_minor - line.fee_minor);
    Ok(back.toast("finance-toast-saved").created(json!({ "payout_id": payout_id, "net_minor": net })))
}

fn lines(found: &[Found], account: &str) -> Lines {
    let mut sums: BTreeMap<Id, (i64, i64)> = BTreeMap::new();
    for one in found {
        let (amount, fee) = sums.entry(one.tender.branch_id).or_default();
        *amount += one.line.amount_minor;
        *fee += one.line.fee_minor;
    }
    let mut lines = Lines::default();
    for (branch_id, (amount, fee)) in sums {
        lines.push(Line::of(account, -amount).category("payout").branch(branch_id));
        lines.push(Line::of("bank", amount - fee).category("payout").branch(branch_id));
        lines.push(Line::of("fees", fee).branch(branch_id));
    }
    lines
}
