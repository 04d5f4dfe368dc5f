//! What a paid, voided or refunded bill does here. Each handler runs in the transaction that settles its delivery, and
//! a bill or a refund has one row in `loyalty_payment`: a second telling changes nothing.

use pardoz_sdk::prelude::*;

use crate::certificates::{self, Change};
use crate::desk::{self, Paid};
use crate::memberships::{self, About};
use crate::model::tier::{self, Standing, Tier};
use crate::model::{clock, gain, quote};
use crate::parting;
use crate::points::{self, Cause, Wallet};
use crate::queries::{self, TierRow};
use crate::{referrals, services};

/// `finance-bill-event.json`, as far as it matters here.
#[derive(Input)]
pub struct Bill {
    pub bill_id: Id,
    pub branch_id: Id,
    pub client_id: Option<Id>,
    /// The visit that was paid.
    pub appointment_id: Option<Id>,
    pub day: Day,
    #[input(default)]
    pub points: i64,
    pub money_minor: i64,
    pub earn_base_minor: Option<i64>,
    pub lines: Vec<Line>,
    pub tenders: Vec<Tender>,
    pub payment: Option<Payment>,
    pub refund: Option<Refund>,
}

/// Later money for a debt.
#[derive(Input)]
pub struct Payment {
    pub payment_id: Id,
    pub money_minor: i64,
    pub earn_base_minor: i64,
}

#[derive(Input)]
pub struct Line {
    pub line_id: Id,
    pub kind: String,
    pub subject_id: Option<String>,
    pub quantity_milli: i64,
    pub total_minor: i64,
}

#[derive(Input)]
pub struct Tender {
    pub tender: String,
    pub reference: Option<String>,
    pub line_id: Option<Id>,
    pub amount_minor: i64,
}

#[derive(Input)]
pub struct Refund {
    pub refund_id: Id,
    pub full: bool,
    pub money_minor: i64,
    /// R-L1: what of the money that earned points goes back with it.
    pub earn_base_minor: Option<i64>,
    pub points: i64,
    pub tenders: Vec<Tender>,
}

impl Bill {
    fn about(&self) -> About {
        About { bill_id: Some(self.bill_id), refund_id: None, branch_id: self.branch_id, day: self.day }
    }

    /// Something was done for the client; goods and certificates alone are no visit.
    fn is_visit(&self) -> bool {
        self.lines.iter().any(|line| line.kind == "service")
    }

    fn is_sale(line: &Line) -> bool {
        matches!(line.kind.as_str(), "certificate" | "membership")
    }

    /// R-L1: money paid for work and goods, not for certificates and memberships. Finance knows what of the money was
    /// tips; without its word, the money less what was sold.
    fn earn_base(&self) -> i64 {
        let sold: i64 =
            self.lines.iter().filter(|line| Self::is_sale(line)).map(|line| line.total_minor).sum();
        self.earn_base_minor.unwrap_or(self.money_minor - sold).max(0)
    }
}

/// `finance.bill.paid`: the sale is done. A debt is named, so all but the points that money earns is settled now.
pub fn bill_paid(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let mut bill = event.payload;
    // The card as it is now: a merge may have been heard of before this.
    bill.client_id = bill.client_id.map(|client_id| parting::now_of(ctx, client_id)).transpose()?;
    let money = (bill.money_minor, bill.earn_base());
    if !note_payment(ctx, &bill, bill.bill_id, bill.client_id, "paid", money)? {
        return Ok(());
    }
    queries::move_clock(ctx, bill.day, clock::year_before(bill.day))?;
    redeem(ctx, &bill)?;
    spend(ctx, &bill)?;
    settle_code(ctx, &bill)?;
    services::let_go(ctx, bill.bill_id)?;
    for line in &bill.lines {
        issue(ctx, &bill, line)?;
    }
    match bill.client_id {
        Some(client_id) => earn(ctx, &bill, client_id, money),
        None => Ok(()),
    }
}

/// `finance.bill.repaid`: what is earned on money comes with the money, with its own days.
pub fn bill_repaid(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    let bill = event.payload;
    let Some(payment) = &bill.payment else { return Ok(()) };
    // The client as the cards are now: a merge may have come between the sale and this.
    let sale = queries::payment(ctx, bill.bill_id)?;
    let told = bill.client_id.map(|client_id| parting::now_of(ctx, client_id)).transpose()?;
    let client_id = sale.and_then(|row| row.client_id).or(told);
    let money = (payment.money_minor, payment.earn_base_minor);
    if !note_payment(ctx, &bill, payment.payment_id, client_id, "paid", money)? {
        return Ok(());
    }
    match client_id {
        Some(client_id) => earn(ctx, &bill, client_id, money),
        None => Ok(()),
    }
}

/// `false`: this bill or refund was settled before.
pub fn note_payment(
    ctx: &mut Mutation,
    bill: &Bill,
    payment_id: Id,
    client_id: Option<Id>,
    kind: &str,
    (money_minor, base_minor): (i64, i64),
) -> Result<bool> {
    let now = ctx.now();
    let noted = queries::insert_payment(
        ctx,
        payment_id,
        bill.bill_id,
        kind,
        client_id,
        bill.branch_id,
        bill.day,
        money_minor,
        base_minor,
        now,
    );
    match noted {
        Ok(_) => Ok(true),
        Err(error) if error.is_constraint("loyalty_payment_once") => Ok(false),
        Err(error) => Err(error),
    }
}

/// Certificates and visits that paid a part of the bill.
fn redeem(ctx: &mut Mutation, bill: &Bill) -> Result<()> {
    queries::delete_certificate_holds(ctx, bill.bill_id)?;
    let mut held = queries::visits_of_bill(ctx, bill.bill_id)?;
    held.retain(|visit| visit.state == "held");
    for tender in &bill.tenders {
        let Some(reference) = tender.reference.as_deref().and_then(|id| Id::parse(id).ok()) else { continue };
        match tender.tender.as_str() {
            "certificate" => {
                let row = certificates::find(ctx, reference)?;
                let change = Change {
                    kind: "used",
                    amount_minor: tender.amount_minor,
                    bill_id: Some(bill.bill_id),
                    refund_id: None,
                    branch_id: bill.branch_id,
                    day: bill.day,
                    until: None,
                };
                certificates::change(ctx, &row, &change)?;
            }
            "membership" => {
                let own = |visit: &queries::VisitRow| {
                    visit.membership_id == reference
                        && tender.line_id.is_none_or(|line| visit.line_id == Some(line))
                };
                let held = held.iter().position(own).map(|at| held.remove(at));
                use_visit(ctx, bill, reference, (tender.line_id, tender.amount_minor), held)?;
            }
            _ => {}
        }
    }
    // A visit of a membership that cost nothing pays nothing, so no tender tells of it: it was used all the same.
    for visit in held.into_iter().filter(|visit| visit.amount_minor == 0) {
        use_visit(ctx, bill, visit.membership_id, (visit.line_id, 0), Some(visit))?;
    }
    Ok(())
}

/// `paid`: the line, and what the visit paid of it.
fn use_visit(
    ctx: &mut Mutation,
    bill: &Bill,
    membership_id: Id,
    paid: (Option<Id>, i64),
    held: Option<queries::VisitRow>,
) -> Result<()> {
    let (line_id, amount_minor) = paid;
    let mut row = memberships::find(ctx, membership_id)?;
    let line = bill.lines.iter().find(|line| Some(line.line_id) == line_id);
    let service_id = match &held {
        Some(visit) => visit.service_id,
        None => line.and_then(|line| line.subject_id.as_deref()).and_then(|id| Id::parse(id).ok()),
    };
    row.visits_held -= i64::from(held.is_some());
    let service = service_id.map(|id| id.to_string());
    let value = memberships::use_visit(ctx, row, service.as_deref(), Some(amount_minor), &bill.about())?;
    match held {
        Some(visit) => queries::set_visit(ctx, "used", value, visit.visit_id)?,
        None => {
            // The reservation was given up in the meantime, or never made: the visit was used all the same.
            let (visit_id, now) = (ctx.new_id(), ctx.now());
            queries::insert_visit(
                ctx,
                visit_id,
                membership_id,
                "used",
                "used",
                Some(bill.bill_id),
                line_id,
                None,
                service_id,
                value,
                bill.day,
                now,
            )?
        }
    };
    Ok(())
}

/// Points that paid a part of the bill: first what it holds.
fn spend(ctx: &mut Mutation, bill: &Bill) -> Result<()> {
    let holds: Vec<(Id, i64)> =
        queries::hold_list(ctx, bill.bill_id)?.into_iter().map(|hold| (hold.lot_id, hold.points)).collect();
    let Some(client_id) = bill.client_id.filter(|_| bill.points > 0) else { return Ok(()) };
    points::account(ctx, client_id, bill.day)?;
    let also: Vec<Id> = holds.iter().map(|hold| hold.0).collect();
    let mut wallet = Wallet::open(ctx, client_id, &also)?;
    let moves = wallet.purse.spend(bill.points, &holds, bill.day);
    queries::delete_holds(ctx, bill.bill_id)?;
    wallet.save(ctx, &moves, &Cause::of("spend", bill.day).bill(bill.bill_id, bill.branch_id))
}

/// B21: what the code brought.
fn settle_code(ctx: &mut Mutation, bill: &Bill) -> Result<()> {
    if queries::code_use(ctx, bill.bill_id)?.is_none() {
        return Ok(());
    }
    let lines = bill.lines.iter().filter(|line| !Bill::is_sale(line));
    let revenue: i64 = lines.map(|line| line.total_minor).sum();
    let usual = match bill.client_id {
        Some(client_id) => {
            let year = clock::year_before(bill.day);
            let row = queries::usual_bill(ctx, client_id, year, bill.bill_id)?;
            row.map_or(Ok(None), |row| {
                let last = row.last_day.as_deref().map(Day::parse).transpose()?;
                Ok::<_, Error>(gain::usual(row.bills, row.sum_minor, last.map(|day| bill.day.since(day))))
            })?
        }
        None => None,
    };
    queries::settle_code_use(ctx, revenue, gain::gain(revenue, usual), bill.day, bill.bill_id)?;
    Ok(())
}

/// Certificates and memberships that were bought.
fn issue(ctx: &mut Mutation, bill: &Bill, line: &Line) -> Result<()> {
    let pieces = (line.quantity_milli / 1000).clamp(1, 100) as usize;
    let parts = money::split(line.total_minor, &vec![1; pieces]);
    match line.kind.as_str() {
        "certificate" => {
            for face_minor in parts.into_iter().filter(|part| *part > 0) {
                let new = certificates::New {
                    code: None,
                    pin: None,
                    // A certificate is whoever's who holds it; the card remembers the buyer as long as nobody else does.
                    client_id: bill.client_id,
                    branch_id: bill.branch_id,
                    bill_id: Some(bill.bill_id),
                    line_id: Some(line.line_id),
                    face_minor,
                    days: ctx.setting("certificate_days")?,
                    note: None,
                    kind: "sold",
                    day: bill.day,
                };
                certificates::issue(ctx, &new)?;
            }
        }
        "membership" => {
            let plan_id = line.subject_id.as_deref().and_then(|id| Id::parse(id).ok());
            let plan = match plan_id {
                Some(plan_id) => queries::plan(ctx, plan_id)?,
                None => None,
            };
            let plan =
                plan.ok_or_else(|| Error::internal("a membership was sold that is no plan of ours"))?;
            let client_id =
                bill.client_id.ok_or_else(|| Error::internal("a membership was sold to nobody"))?;
            for paid_minor in parts {
                let new = memberships::New {
                    client_id,
                    branch_id: bill.branch_id,
                    bill_id: Some(bill.bill_id),
                    line_id: Some(line.line_id),
                    paid_minor,
                    kind: "sold",
                    day: bill.day,
                };
                memberships::issue(ctx, &plan, &new)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// What money brings: points (R-L1: p %, usable from the next business day on), a level, the reward for a friend.
fn earn(ctx: &mut Mutation, bill: &Bill, client_id: Id, (money_minor, base_minor): (i64, i64)) -> Result<()> {
    points::account(ctx, client_id, bill.day)?;
    let tier = desk::tier(ctx, Some(client_id))?;
    let earned = quote::earned(base_minor, tier.earn_percent);
    let expires = bill.day.plus(ctx.setting("points_days")?);
    let cause = Cause::of("earn", bill.day).bill(bill.bill_id, bill.branch_id);
    let mut wallet = Wallet::open(ctx, client_id, &[])?;
    let (_, moves) = wallet.add(ctx, "earn", earned, (bill.day.plus(1), expires), &cause)?;
    wallet.save(ctx, &moves, &cause)?;
    rise(ctx, client_id, bill.day)?;
    if money_minor > 0 && bill.is_visit() {
        let paid = Paid { bill_id: bill.bill_id, appointment_id: bill.appointment_id };
        referrals::reward(ctx, client_id, paid, bill.branch_id, bill.day)?;
    }
    Ok(())
}

/// R-L2: up at once.
pub fn rise(ctx: &mut Mutation, client_id: Id, day: Day) -> Result<()> {
    let tiers = queries::tier_list(ctx)?;
    let Some(account) = queries::account(ctx, client_id)? else { return Ok(()) };
    let paid = queries::paid_since(ctx, client_id, clock::year_before(day))?.map_or(0, |row| row.paid_minor);
    let rules = rules(&tiers);
    let now = standing(&tiers, &account.tier, account.short_since.as_deref())?;
    let after = tier::after_payment(now, tier::reached(&rules, paid));
    write_tier(ctx, client_id, now, after, &tiers, day)
}

pub fn rules(tiers: &[TierRow]) -> Vec<Tier> {
    let rule = |row: &TierRow| Tier {
        tier: row.tier.clone(),
        from_minor: row.from_minor,
        earn_percent: row.earn_percent,
        discount_percent: row.discount_percent,
        stackable: row.stackable,
    };
    tiers.iter().map(rule).collect()
}

pub fn standing(tiers: &[TierRow], tier: &str, short_since: Option<&str>) -> Result<Standing> {
    Ok(Standing {
        tier: tiers.iter().position(|row| row.tier == tier).unwrap_or(0),
        short_since: short_since.map(Day::parse).transpose()?,
    })
}

pub fn write_tier(
    ctx: &mut Mutation,
    client_id: Id,
    before: Standing,
    after: Standing,
    tiers: &[TierRow],
    day: Day,
) -> Result<()> {
    if before != after
        && let Some(row) = tiers.get(after.tier)
    {
        let now = ctx.now();
        let short = after.short_since;
        queries::set_tier(ctx, &row.tier, day, short.as_ref().map(Day::as_str), now, client_id)?;
    }
    Ok(())
}

/// `finance.bill.voided`: never paid, so nothing but what it holds.
pub fn bill_voided(ctx: &mut Mutation, event: Event<Bill>) -> Result<()> {
    services::let_go(ctx, event.payload.bill_id)
}
