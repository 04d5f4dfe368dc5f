//! A client's points between the rules (`model/purse`) and the tables: read, changed by a rule, written with a line of
//! the ledger for every move.

use pardoz_sdk::prelude::*;

use crate::elsewhere::Elsewhere;
use crate::model::purse::{Lot, Move, Purse};
use crate::model::{card, clock};
use crate::queries::{self, Account, LotRow};

/// What a change is for.
#[derive(Clone)]
pub struct Cause<'a> {
    /// A word of `loyalty_entry_kind`.
    pub kind: &'static str,
    pub bill_id: Option<Id>,
    pub refund_id: Option<Id>,
    /// Where it happened (R-M2).
    pub branch_id: Option<Id>,
    pub day: Day,
    pub note: Option<&'a str>,
}

impl Cause<'_> {
    pub fn of(kind: &'static str, day: Day) -> Self {
        Self { kind, bill_id: None, refund_id: None, branch_id: None, day, note: None }
    }

    pub fn bill(self, bill_id: Id, branch_id: Id) -> Self {
        Self { bill_id: Some(bill_id), branch_id: Some(branch_id), ..self }
    }
}

/// A purse as it was read, and as it is after rules changed it.
pub struct Wallet {
    client_id: Id,
    before: Purse<Id>,
    pub purse: Purse<Id>,
    /// Where each lot was earned (R-M2).
    earned_in: Vec<(Id, Option<Id>)>,
}

impl Wallet {
    /// `also`: lots that are empty by now and get something back.
    pub fn open(ctx: &Query, client_id: Id, also: &[Id]) -> Result<Self> {
        let debt = queries::account(ctx, client_id)?.map_or(0, |account| account.debt_points);
        let mut rows = queries::lot_list(ctx, client_id)?;
        let missing: Vec<Id> =
            also.iter().filter(|id| rows.iter().all(|row| row.lot_id != **id)).copied().collect();
        if !missing.is_empty() {
            rows.extend(queries::lot_some(ctx, &missing)?);
        }
        let lots: Vec<Lot<Id>> = rows.iter().map(lot).collect::<Result<_>>()?;
        let earned_in = rows.iter().map(|row| (row.lot_id, row.branch_id)).collect();
        let purse = Purse { lots, debt };
        Ok(Self { client_id, before: purse.clone(), purse, earned_in })
    }

    /// New points of the kind `kind`, usable from `usable` to `expires`. Nothing if there are none.
    pub fn add(
        &mut self,
        ctx: &mut Mutation,
        kind: &str,
        points: i64,
        days: (Day, Day),
        cause: &Cause<'_>,
    ) -> Result<(Option<Id>, Vec<Move<Id>>)> {
        if points <= 0 {
            return Ok((None, Vec::new()));
        }
        let (usable, expires) = days;
        let lot_id = ctx.new_id();
        let (expires_at, now) = (end_of(ctx, expires)?, ctx.now());
        // Only what was earned by a bill is that bill's lot; a second lot of one bill has no place.
        let bill_id = cause.bill_id.filter(|_| kind == "earn");
        queries::insert_lot(
            ctx,
            lot_id,
            self.client_id,
            cause.branch_id,
            kind,
            bill_id,
            points,
            usable,
            expires,
            expires_at,
            now,
        )?;
        self.earned_in.push((lot_id, cause.branch_id));
        let moves =
            self.purse.add(Lot { id: lot_id, earned: points, left: points, held: 0, usable, expires });
        Ok((Some(lot_id), moves))
    }

    /// Writes what changed, a line of the ledger for each move, and tells others.
    pub fn save(self, ctx: &mut Mutation, moves: &[Move<Id>], cause: &Cause<'_>) -> Result<()> {
        let now = ctx.now();
        for lot in &self.purse.lots {
            if self.before.lots.iter().find(|old| old.id == lot.id) != Some(lot) {
                let expires_at = end_of(ctx, lot.expires)?;
                queries::set_lot(ctx, lot.left, lot.held, lot.expires, expires_at, lot.id)?;
            }
        }
        if self.purse.debt != self.before.debt {
            queries::set_debt(ctx, self.purse.debt, now, self.client_id)?;
        }
        let mut elsewhere = Elsewhere::default();
        for one in moves {
            let kind = if one.repays { "repay" } else { cause.kind };
            let entry_id = enter(ctx, self.client_id, one.lot, kind, one.points, cause)?;
            let earned_in =
                self.earned_in.iter().find(|(lot, _)| Some(*lot) == one.lot).and_then(|(_, branch)| *branch);
            if matches!(kind, "spend" | "return") {
                elsewhere.note(entry_id, earned_in, cause.branch_id, one.points);
            }
        }
        elsewhere.tell(ctx, cause)?;
        let sum: i64 = moves.iter().map(|one| one.points).sum();
        if sum != 0 {
            tell(ctx, self.client_id, cause.kind, sum, self.purse.balance())?;
        }
        Ok(())
    }
}

/// `loyalty.points.changed`.
pub fn tell(ctx: &mut Mutation, client_id: Id, kind: &str, points: i64, balance: i64) -> Result<()> {
    let payload = json!({ "client_id": client_id, "kind": kind, "points": points, "balance": balance });
    ctx.emit("loyalty.points.changed", client_id, payload)?;
    Ok(())
}

/// One line of the ledger, and its id.
pub fn enter(
    ctx: &mut Mutation,
    client_id: Id,
    lot: Option<Id>,
    kind: &str,
    points: i64,
    cause: &Cause<'_>,
) -> Result<Id> {
    let (entry_id, now) = (ctx.new_id(), ctx.now());
    let person_id = ctx.caller().person_id;
    // What happens by itself is nobody's doing.
    let person = ctx.caller().display_name.clone().filter(|_| person_id.is_some());
    queries::insert_entry(
        ctx,
        entry_id,
        client_id,
        lot,
        kind,
        points,
        cause.bill_id,
        cause.refund_id,
        cause.branch_id,
        cause.day,
        cause.note,
        person_id,
        person.as_deref(),
        now,
    )?;
    Ok(entry_id)
}

fn lot(row: &LotRow) -> Result<Lot<Id>> {
    Ok(Lot {
        id: row.lot_id,
        earned: row.points_earned,
        left: row.points_left,
        held: row.points_held,
        usable: Day::parse(&row.usable_day)?,
        expires: Day::parse(&row.expires_day)?,
    })
}

/// The instant after the business day `day` of the salon.
pub fn end_of(ctx: &Query, day: Day) -> Result<i64> {
    clock::end_of(day, ctx.timezone()).ok_or_else(|| Error::internal("a day beyond the calendar"))
}

/// The business day it is (R-B15), in the zone of the caller's branch.
pub fn today(ctx: &Query) -> Result<Day> {
    clock::business_day(ctx.now(), ctx.timezone())
        .ok_or_else(|| Error::internal("the clock is off the calendar"))
}

/// A client's card; a new one if there is none.
pub fn account(ctx: &mut Mutation, client_id: Id, day: Day) -> Result<Account> {
    if let Some(account) = queries::account(ctx, client_id)? {
        return Ok(account);
    }
    let lowest = queries::tier_list(ctx)?.into_iter().next();
    let lowest = lowest.ok_or_else(|| Error::internal("there is no level"))?;
    let (code, now) = (card::code(&ctx.random(11)), ctx.now());
    queries::insert_account(ctx, client_id, &code, &lowest.tier, day, now)?;
    queries::account(ctx, client_id)?.ok_or_else(|| Error::internal("a card was written and is not there"))
}

/// Takes back what a gift or a reward gave, as far as its lot goes; the rest becomes debt.
pub fn reverse(ctx: &mut Mutation, client_id: Id, lot_id: Id, cause: &Cause<'_>) -> Result<()> {
    let mut wallet = Wallet::open(ctx, client_id, &[lot_id])?;
    let given = wallet.purse.lots.iter().find(|lot| lot.id == lot_id).map_or(0, |lot| lot.earned);
    let moves = wallet.purse.claw(given, Some(lot_id));
    wallet.save(ctx, &moves, cause)
}
