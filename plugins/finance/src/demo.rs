//! A believable past: every finished demo visit is paid, rent and wages are too, this month has a plan. The same seed
//! pays the same way. Other modules are not told: they fill their own past.

use pardoz_sdk::prelude::*;
use pardoz_sdk::time::TimeZone;

use crate::book::{self, Entry};
use crate::branch::Place;
use crate::deposit::{self, Move};
use crate::desk;
use crate::model::bill::Offer;
use crate::model::entry::{Line, Lines};
use crate::model::posting;
use crate::model::tender::{self, Tender};
use crate::model::{clock, shift as rule};
use crate::queries::{self, DemoVisit};

/// Bills a batch writes; a bill is about a dozen rows.
const BATCH: i64 = 250;

pub fn fill(ctx: &mut Mutation, wish: DemoBatch) -> Result<DemoProgress> {
    let branches = queries::branch_list(ctx)?;
    if wish.batch == 0 {
        for branch in &branches {
            costs(ctx, branch.branch_id, wish.today)?;
        }
    }
    let visits = queries::demo_visits(ctx, BATCH)?;
    let done = visits.len() as i64;
    for visit in visits {
        let zone = branches.iter().find(|branch| branch.branch_id == visit.branch_id);
        let zone = zone.map(|branch| time::zone(&branch.timezone)).transpose()?;
        pay(ctx, &visit, wish.seed, zone.as_ref())?;
    }
    let said = ctx.t("finance-demo-progress", json!({ "done": wish.batch.max(0) * BATCH + done }));
    if done == BATCH {
        return Ok(DemoProgress::more(said));
    }
    close_old_shifts(ctx, wish.today)?;
    deposits(ctx, &wish)?;
    crate::check::run(ctx, Vec::new())?;
    Ok(DemoProgress::done(said))
}

/// A number from the seed and an id: the same luck for the same visit.
fn luck(seed: i64, id: Id, salt: u64) -> u64 {
    let mut hash = seed as u64 ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for byte in id.as_str().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33
}

/// The desk's open shift of that day; the day before is closed by then, now and then a little short.
fn shift_of(ctx: &mut Mutation, branch_id: Id, day: &str, at: i64) -> Result<(Id, Id)> {
    let found = desk::find(ctx, branch_id, None)?;
    let desk_id = match found {
        Some(found) => found.desk_id,
        None => {
            let name = ctx.t("finance-desk-first", json!({}));
            desk::create(ctx, branch_id, &name, 100_000)?
        }
    };
    let here = queries::desk(ctx, desk_id)?.ok_or_else(|| Error::internal("the desk is not there"))?;
    if let Some(shift_id) = here.shift_id {
        let shift =
            queries::shift(ctx, shift_id)?.ok_or_else(|| Error::internal("the shift is not there"))?;
        if shift.day == day {
            return Ok((desk_id, shift_id));
        }
        close(ctx, &shift, at)?;
    }
    let last = queries::last_shift(ctx, desk_id)?.map_or(0, |last| last.number);
    let (opening, shift_id) = (desk::balance(ctx, desk_id)?, ctx.new_id());
    queries::insert_shift(ctx, shift_id, desk_id, branch_id, last + 1, day, opening, at, None, None, None)?;
    Ok((desk_id, shift_id))
}

/// The evening: what is above a float goes to the bank, the rest is counted.
fn close(ctx: &mut Mutation, shift: &queries::Shift, at: i64) -> Result<()> {
    let day = Day::parse(&shift.day)?;
    let cash = tender::cash(shift.desk_id);
    let (net, ..) = desk::movement(ctx, shift)?;
    let surplus = rule::expected(shift.opening_minor, net) - FLOAT_MINOR;
    if surplus > 0 {
        let mut lines = Lines::default();
        lines.push(Line::of(&cash, -surplus).shift(Some(shift.shift_id)).category("transfer"));
        lines.push(Line::of("bank", surplus).category("transfer"));
        let source_id = ctx.new_id();
        let entry = Entry {
            kind: "transfer",
            day,
            period: None,
            branch_id: shift.branch_id,
            source_kind: "transfer",
            source_id,
            note: None,
        };
        book::post(ctx, entry, lines)?;
    }
    let (net, ..) = desk::movement(ctx, shift)?;
    let expected = rule::expected(shift.opening_minor, net);
    queries::close_shift(ctx, expected, expected, 0, None, at, None, None, shift.shift_id)?;
    Ok(())
}

/// What the owner began with.
const BANK_MINOR: i64 = 4_000_000_000;

/// What stays in a desk overnight.
const FLOAT_MINOR: i64 = 30_000_000;

fn close_old_shifts(ctx: &mut Mutation, today: Day) -> Result<()> {
    for branch in queries::branch_list(ctx)? {
        for desk in queries::desk_list(ctx, branch.branch_id)? {
            let Some(shift_id) = desk.shift_id else { continue };
            let shift = queries::shift(ctx, shift_id)?;
            if let Some(shift) = shift.filter(|shift| shift.day.as_str() < today.as_str()) {
                let now = ctx.now();
                close(ctx, &shift, now)?;
            }
        }
    }
    Ok(())
}

fn pay(ctx: &mut Mutation, visit: &DemoVisit, seed: i64, zone: Option<&TimeZone>) -> Result<()> {
    let at = visit.end_at;
    let day = zone.and_then(|zone| clock::business_day(at, zone));
    let day = day.map_or_else(|| Day::parse(&visit.day), Ok)?;
    let dice = luck(seed, visit.appointment_id, 1) % 100;
    let tender = match dice {
        0..38 => Tender::Cash,
        38..72 => Tender::Card,
        72..86 => Tender::Payme,
        86..96 => Tender::Click,
        _ => Tender::Transfer,
    };
    let (desk_id, shift_id) = shift_of(ctx, visit.branch_id, day.as_str(), at)?;
    let (bill_id, total) = (ctx.new_id(), visit.total_minor);
    let number = 100_000 + (luck(seed, visit.appointment_id, 2) % 900_000) as i64;
    let appointment = visit.appointment_id;
    queries::insert_bill(
        ctx,
        bill_id,
        number,
        visit.branch_id,
        visit.client_id,
        Some(appointment),
        day.as_str(),
        "paid",
        total,
        0,
        0,
        total,
        total,
        0,
        0,
        None,
        0,
        None,
        None,
        at,
        Some(at),
    )?;
    lines(ctx, bill_id, visit)?;
    let tender_id = ctx.new_id();
    queries::insert_bill_tender(
        ctx,
        tender_id,
        bill_id,
        None,
        tender.word(),
        None,
        None,
        total,
        true,
        Some(desk_id),
        Some(shift_id),
        day.as_str(),
        at,
    )?;
    let place =
        posting::Place { client_id: visit.client_id, desk_id: Some(desk_id), shift_id: Some(shift_id) };
    let paid = posting::payment(&[(tender, total)], place)
        .ok_or_else(|| Error::internal("a demo desk without an account"))?;
    let earned = posting::sale(&[("service", total)], 0, visit.client_id);
    let entry = |kind, source_kind, source_id| Entry {
        kind,
        day,
        period: None,
        branch_id: visit.branch_id,
        source_kind,
        source_id,
        note: None,
    };
    book::post(ctx, entry("payment", "tender", tender_id), paid)?;
    book::post(ctx, entry("sale", "bill", bill_id), earned)?;
    Ok(())
}

fn lines(ctx: &mut Mutation, bill_id: Id, visit: &DemoVisit) -> Result<()> {
    let lines = queries::visit_lines(ctx, visit.appointment_id)?;
    let ids: Vec<Id> = lines.iter().map(|line| line.service_id).collect();
    let services = queries::service_some(ctx, &ids)?;
    for (position, line) in lines.iter().enumerate() {
        let service = services.iter().find(|service| service.service_id == line.service_id);
        let name = service.map(|service| service.name(ctx.locale()).to_owned()).unwrap_or_default();
        let (id, subject) = (ctx.new_id(), Some(line.service_id.as_str()));
        let (staff, price) = (Some(line.staff_id), line.price_minor);
        queries::insert_bill_line(
            ctx,
            id,
            bill_id,
            position as i64,
            "service",
            subject,
            &name,
            staff,
            1000,
            price,
            0,
            price,
            None,
        )?;
    }
    Ok(())
}

/// R-B9: deposits that were asked for and paid in, by card or in cash. Some visits are still to come, some nobody came
/// to (it is kept), some were given up in time (it waits to go back) or too late (a part of it does).
fn deposits(ctx: &mut Mutation, wish: &DemoBatch) -> Result<()> {
    let from = wish.today.plus(-DEPOSIT_DAYS);
    for visit in queries::demo_deposits(ctx, from.as_str())? {
        let (luck, Some(asked)) = (luck(wish.seed, visit.appointment_id, 3) % 100, visit.deposit_minor)
        else {
            continue;
        };
        let is_lost = matches!(visit.state.as_str(), "no_show" | "cancelled_early" | "cancelled_late");
        if luck >= PAID_IN_PERCENT || asked == 0 {
            continue;
        }
        // What is over was paid in two days before; by card, because those days' desks are counted and closed.
        let mut place = Place::any(ctx, Some(visit.branch_id))?;
        let tender = if is_lost || luck % 2 == 0 { Tender::Card } else { Tender::Cash };
        let ended = Day::parse(&visit.day)?.min(place.today);
        if is_lost {
            place.today = ended.plus(-2);
        }
        let desk = desk::require(ctx, &place, None)?;
        let known = queries::visit(ctx, visit.appointment_id)?;
        let known = known.ok_or_else(|| Error::internal("a demo visit is gone"))?;
        let offers = [Offer { tender, amount_minor: asked }];
        let mut head = deposit::take(ctx, &place, &known, &desk, &offers)?;
        if is_lost {
            place.today = ended;
            // As their rules say: those of the booking module's demo.
            let percent = match visit.state.as_str() {
                "no_show" => 50,
                "cancelled_late" => 30,
                _ => 0,
            };
            let fee_minor = money::share(visit.total_minor, percent, 100).unwrap_or_default();
            give_up(ctx, &place, &mut head, fee_minor)?;
        }
    }
    Ok(())
}

fn give_up(ctx: &mut Mutation, place: &Place, head: &mut queries::Deposit, fee_minor: i64) -> Result<()> {
    let (kept_minor, source_id) = (fee_minor.min(head.held_minor), ctx.new_id());
    head.state = "back".into();
    (head.fee_minor, head.kept_minor) = (fee_minor, kept_minor);
    head.lost_by = Some(source_id.to_string());
    let source_id = Some(source_id);
    let one = Move { kind: "kept", tender: None, amount_minor: -kept_minor, source_id, desk: None };
    deposit::write(ctx, place, head, one, posting::deposit_kept(kept_minor, head.client_id))?;
    Ok(())
}

/// Deposits of so many days back are told of.
const DEPOSIT_DAYS: i64 = 28;

/// Of a hundred clients who were asked, so many have paid.
const PAID_IN_PERCENT: u64 = 70;

/// Two months of rent, wages and the rest, and a plan for this month.
fn costs(ctx: &mut Mutation, branch_id: Id, today: Day) -> Result<()> {
    let Some((first, _)) = clock::month(&clock::period(&today)) else { return Ok(()) };
    let last_month = clock::period(&first.plus(-1));
    let Some((last_first, _)) = clock::month(&last_month) else { return Ok(()) };
    let costs = [
        ("rent", 1, 800_000_000),
        ("utilities", 10, 130_000_000),
        ("pay", 5, 1_400_000_000),
        ("marketing", 12, 150_000_000),
        ("household", 16, 40_000_000),
    ];
    let mut float = Lines::default();
    float.push(Line::of("bank", BANK_MINOR).category("owner_in"));
    float.push(Line::of("owner", -BANK_MINOR));
    let source_id = ctx.new_id();
    let entry = Entry {
        kind: "operation",
        day: last_first,
        period: None,
        branch_id,
        source_kind: "owner_in",
        source_id,
        note: None,
    };
    book::post(ctx, entry, float)?;
    for month in [last_first, first] {
        for (category, of_month, amount) in costs {
            let day = month.plus(of_month - 1);
            if day > today {
                continue;
            }
            let mut lines = Lines::default();
            lines.push(Line::of("bank", -amount).category(category));
            lines.push(Line::of("expense", amount).category(category));
            let source_id = ctx.new_id();
            let entry = Entry {
                kind: "operation",
                day,
                period: None,
                branch_id,
                source_kind: "expense",
                source_id,
                note: None,
            };
            book::post(ctx, entry, lines)?;
        }
    }
    let (period, now) = (clock::period(&today), ctx.now());
    for (subject, plan) in [("revenue", 9_000_000_000), ("rent", 800_000_000), ("marketing", 140_000_000)] {
        let id = ctx.new_id();
        queries::upsert_budget(ctx, id, &period, branch_id, subject, plan, now)?;
    }
    Ok(())
}
