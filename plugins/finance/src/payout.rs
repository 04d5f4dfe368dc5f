//! A provider's register held against the books (domain.md 2.5), and what both say put into one entry. Nothing here
//! decides what fits: that is `model/payout.rs`.

use std::collections::BTreeMap;

use pardoz_sdk::prelude::*;

use crate::book::{self, Entry};
use crate::branch::Place;
use crate::desk;
use crate::model::entry::{Line, Lines};
use crate::model::payout::{self, How, Own, Theirs};
use crate::model::tender::Tender;
use crate::queries::{self, RegisterLine, Unpaid};

/// Lines and sums of ours looked at in one go: a statement gives 5,000 rows, and a call writes 10,000. More lines wait
/// until the newest are posted.
const LINES: i64 = 4_000;
const OWN: i64 = 4_500;
/// A provider's number may stand that far from our day, in days.
const REACH: i64 = 7;
/// Lines written by one statement. Each is looked for among as many, so twice as many are four times the work.
const BATCH: usize = 60;

/// A register's line and the sum of ours that it is, with the tip that was charged with it.
pub struct Found {
    pub line: RegisterLine,
    pub own: Unpaid,
    pub tip: Option<Unpaid>,
    pub how: How,
}

impl Found {
    fn parts(&self) -> impl Iterator<Item = &Unpaid> {
        [Some(&self.own), self.tip.as_ref()].into_iter().flatten()
    }
}

/// A register held against the books.
#[derive(Default)]
pub struct Held {
    pub found: Vec<Found>,
    pub unknown: Vec<RegisterLine>,
    /// Sums of ours that no line is; a tender and its tip as they were charged.
    pub left: Vec<(Unpaid, Option<Unpaid>)>,
    /// There are more lines than one look takes.
    pub more: bool,
    /// The register's own days.
    pub days: Option<(Day, Day)>,
}

pub fn hold(ctx: &Query, tender: Tender) -> Result<Held> {
    let word = tender.word();
    let known = queries::register_days(ctx, word)?;
    let Some((first, last)) = known.and_then(|days| Some((days.first_day?, days.last_day?))) else {
        return Ok(Held::default());
    };
    let (first, last) = (Day::parse(&first)?, Day::parse(&last)?);
    let lines = queries::register_open(ctx, word, LINES)?;
    let begin = lines.last().map_or(Ok(first), |line| Day::parse(&line.day))?;
    let (from, to) = (begin.plus(-REACH), last.plus(REACH));
    let mut unpaid = queries::unpaid(ctx, word, from.as_str(), to.as_str(), OWN)?;
    unpaid.reverse();
    let theirs = lines.iter().map(|line| {
        Ok(Theirs {
            reference: &line.reference,
            day: Day::parse(&line.day)?,
            amount_minor: line.amount_minor,
        })
    });
    let own = unpaid.iter().map(|one| {
        Ok(Own {
            reference: one.reference.as_deref(),
            day: Day::parse(&one.day)?,
            amount_minor: one.amount_minor,
            taken: one.bill_id.map(|bill_id| (bill_id, one.at)),
            is_tip: one.source_kind == "tip",
        })
    });
    let own = own.collect::<Result<Vec<_>>>()?;
    let charges = payout::charges(&own);
    let pairs = payout::pairs(&theirs.collect::<Result<Vec<_>>>()?, &own, &charges);
    let of_line: BTreeMap<usize, (usize, How)> =
        pairs.iter().map(|pair| (pair.theirs, (pair.charge, pair.how))).collect();
    let mut free: Vec<Option<Unpaid>> = unpaid.into_iter().map(Some).collect();
    let more = i64::try_from(lines.len()).is_ok_and(|count| count >= LINES);
    let mut held = Held { days: Some((first, last)), more, ..Held::default() };
    for (at, line) in lines.into_iter().enumerate() {
        let is = of_line.get(&at).map(|(charge, how)| (&charges[*charge], *how));
        match is.and_then(|(charge, how)| Some((free[charge.first].take()?, charge.tip, how))) {
            Some((own, tip, how)) => {
                let tip = tip.and_then(|tip| free[tip].take());
                held.found.push(Found { line, own, tip, how });
            }
            None => held.unknown.push(line),
        }
    }
    // A whole charge comes before its parts, so that a tender and its tip are missed as one.
    for charge in &charges {
        if charge.parts().all(|part| free[part].is_some()) {
            let own = free[charge.first].take();
            let tip = charge.tip.and_then(|tip| free[tip].take());
            held.left.extend(own.map(|own| (own, tip)));
        }
    }
    Ok(held)
}

pub fn sum(found: &[Found], of: impl Fn(&RegisterLine) -> i64) -> i64 {
    found.iter().map(|one| of(&one.line)).sum()
}

/// Puts into the books what was found: what lay with the provider comes to the bank less the fees, which are a cost
/// (R-F2), branch by branch. Returns the payout's id.
pub fn post(ctx: &mut Mutation, place: &Place, tender: Tender, day: Day, found: &[Found]) -> Result<Id> {
    let account = tender.account(None).ok_or_else(|| Error::internal("a provider has an account"))?;
    if sum(found, |line| line.amount_minor) > desk::account_balance(ctx, &account)? {
        return Err(conflict("finance-error-payout-more"));
    }
    let payout_id = ctx.new_id();
    let entry = Entry {
        kind: "payout",
        day,
        period: None,
        branch_id: place.branch_id,
        source_kind: "register",
        source_id: payout_id,
        note: None,
    };
    book::post(ctx, entry, lines(found, &account))?;
    let mut kinds: BTreeMap<(&str, i64), Vec<(Id, Id)>> = BTreeMap::new();
    for one in found {
        for (position, part) in (0..).zip(one.parts()) {
            let pair = (one.line.register_id, part.source_id);
            kinds.entry((&part.source_kind, position)).or_default().push(pair);
        }
    }
    for ((kind, position), pairs) in kinds {
        for batch in pairs.chunks(BATCH) {
            write(ctx, kind, position, batch, payout_id, day)?;
        }
    }
    Ok(payout_id)
}

/// Which lines were which sums. Somebody who posted one of them meanwhile is met at the database's own doors.
fn write(
    ctx: &mut Mutation,
    kind: &str,
    position: i64,
    pairs: &[(Id, Id)],
    payout_id: Id,
    day: Day,
) -> Result<()> {
    let (lines, sources): (Vec<Id>, Vec<Id>) = pairs.iter().copied().unzip();
    let both: Vec<String> = pairs.iter().map(|(line, source)| format!("{line}:{source}")).collect();
    let insert = match kind {
        "tender" => queries::insert_payout_tenders,
        "tip" => queries::insert_payout_tips,
        _ => queries::insert_payout_deposits,
    };
    let taken = || conflict("finance-error-payout-changed");
    let written = insert(ctx, &lines, &sources, &both, position, payout_id, day)
        .on_constraint("finance_payout_part_line", taken)
        .on_constraint("finance_payout_part_pkey", taken)?;
    match usize::try_from(written).is_ok_and(|written| written == pairs.len()) {
        true => Ok(()),
        false => Err(Error::internal("a payment is not there any more")),
    }
}

fn lines(found: &[Found], account: &str) -> Lines {
    let mut sums: BTreeMap<Id, (i64, i64)> = BTreeMap::new();
    for one in found {
        let (amount, fee) = sums.entry(one.own.branch_id).or_default();
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
