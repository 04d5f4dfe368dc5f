//! Desks and the shift that is open at each (R-F4).

use pardoz_sdk::prelude::*;

use crate::book::{self, Entry};
use crate::branch::{Place, person};
use crate::model::entry::{Line, Lines};
use crate::model::tender;
use crate::queries::{self, Desk, Shift};

/// A whole so'm, until the owner says that the desk gives no smaller change than a thousand.
pub const ROUND_DEFAULT_MINOR: i64 = 100;

/// The desk asked for; else the one whose shift the caller opened, or the branch's first.
pub fn find(ctx: &Query, branch_id: Id, wanted: Option<Id>) -> Result<Option<Desk>> {
    match wanted {
        Some(desk_id) => {
            let desk = queries::desk(ctx, desk_id)?.filter(|desk| desk.branch_id == branch_id);
            desk.map(Some).ok_or_else(|| field("desk", "finance-error-desk"))
        }
        None => {
            let mut all = queries::desk_list(ctx, branch_id)?;
            let own = own(ctx, &all).and_then(|own| all.iter().position(|desk| desk.desk_id == own));
            Ok((!all.is_empty()).then(|| all.swap_remove(own.unwrap_or_default())))
        }
    }
}

/// Where the caller stands: the desk whose open shift is theirs.
pub fn own(ctx: &Query, desks: &[Desk]) -> Option<Id> {
    let me = ctx.caller().person_id?.to_string();
    let mine = |desk: &&Desk| desk.shift_id.is_some() && desk.opened_by.as_deref() == Some(me.as_str());
    desks.iter().find(mine).map(|desk| desk.desk_id)
}

/// Cash is in one drawer and no other (R-F4). Where there are several and nobody said which, only the one of the
/// caller's own shift is sure: a guess would be missing in one count and too much in another.
pub fn sure(ctx: &Query, desk: &Desk, named: Option<Id>) -> Result<()> {
    if named.is_some() {
        return Ok(());
    }
    let all = queries::desk_list(ctx, desk.branch_id)?;
    match own(ctx, &all) {
        Some(own) if own == desk.desk_id => Ok(()),
        _ if all.len() < 2 => Ok(()),
        _ => Err(field("desk", "finance-error-desk-choose")),
    }
}

/// The same; a branch that has none yet gets its first one, so that a fresh salon can take money.
pub fn require(ctx: &mut Mutation, place: &Place, wanted: Option<Id>) -> Result<Desk> {
    if let Some(desk) = find(ctx, place.branch_id, wanted)? {
        return Ok(desk);
    }
    let name = ctx.t("finance-desk-first", json!({}));
    let desk_id = create(ctx, place.branch_id, &name, ROUND_DEFAULT_MINOR)?;
    queries::desk(ctx, desk_id)?.ok_or_else(|| Error::internal("the new desk is not there"))
}

pub fn create(ctx: &mut Mutation, branch_id: Id, name: &str, round_to_minor: i64) -> Result<Id> {
    let (desk_id, now) = (ctx.new_id(), ctx.now());
    queries::insert_desk(ctx, desk_id, branch_id, name, round_to_minor, now)?;
    queries::insert_account(ctx, tender::cash(desk_id), "cash", name, Some(branch_id), 1)?;
    Ok(desk_id)
}

/// What lies in the desk by the books.
pub fn balance(ctx: &Query, desk_id: Id) -> Result<i64> {
    account_balance(ctx, &tender::cash(desk_id))
}

pub fn account_balance(ctx: &Query, account: &str) -> Result<i64> {
    Ok(queries::account_balance(ctx, account)?.map_or(0, |row| row.balance_minor))
}

/// The desk's open shift. Cash without one opens it with what the books say is there, if the owner wants that: the
/// count at the end is blind and complete either way.
pub fn open_shift(ctx: &mut Mutation, place: &Place, desk: &Desk) -> Result<Id> {
    if let Some(shift_id) = desk.shift_id {
        return Ok(shift_id);
    }
    let automatic: bool = ctx.setting("auto_shift")?;
    if !automatic {
        return Err(conflict("finance-error-no-shift").field("desk", "finance-error-no-shift"));
    }
    begin(ctx, place, desk, None, None)
}

/// Opens a shift. What was counted instead of what the books say becomes over/short of whoever opens it; in a desk
/// that never had a shift it is the owner's float.
pub fn begin(
    ctx: &mut Mutation,
    place: &Place,
    desk: &Desk,
    counted_minor: Option<i64>,
    reopens: Option<&Shift>,
) -> Result<Id> {
    let last = queries::last_shift(ctx, desk.desk_id)?;
    let (number, shifts) = last.map_or((0, 0), |last| (last.number, last.shifts));
    let booked = balance(ctx, desk.desk_id)?;
    let opening = counted_minor.unwrap_or(booked);
    let (shift_id, now) = (ctx.new_id(), ctx.now());
    let (person_id, name) = person(ctx);
    let (desk_id, branch_id) = (desk.desk_id, desk.branch_id);
    let reopened = reopens.map(|shift| shift.shift_id);
    queries::insert_shift(
        ctx,
        shift_id,
        desk_id,
        branch_id,
        number + 1,
        place.today.as_str(),
        opening,
        now,
        person_id,
        name.as_deref(),
        reopened.as_ref().map(Id::as_str),
    )
    .on_constraint("finance_shift_open", || conflict("finance-error-shift-open"))?;
    let other = if shifts == 0 { "owner" } else { "over_short" };
    let mut lines = Lines::default();
    lines.add(tender::cash(desk_id), opening - booked);
    lines.push(Line::of(other, booked - opening).with("person", person_id));
    let entry = Entry {
        kind: "opening",
        day: place.today,
        period: None,
        branch_id,
        source_kind: "shift",
        source_id: shift_id,
        note: None,
    };
    book::post(ctx, entry, lines)?;
    let told = json!({ "desk_id": desk_id, "shift_id": shift_id, "branch_id": branch_id, "day": place.today, "at": now });
    ctx.emit("finance.shift.opened", desk_id, told)?;
    Ok(shift_id)
}

/// Cash in and out of the desk since the shift opened: (sum, in, out).
pub fn movement(ctx: &Query, shift: &Shift) -> Result<(i64, i64, i64)> {
    let row = queries::shift_movement(ctx, shift.shift_id, tender::cash(shift.desk_id))?;
    Ok(row.map_or((0, 0, 0), |row| (row.net_minor, row.in_minor, row.out_minor)))
}
