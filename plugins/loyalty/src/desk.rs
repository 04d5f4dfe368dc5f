//! A bill as the desk hands it over, and everything the rules need to know about it (R-L5).

use pardoz_sdk::prelude::*;

use crate::memberships;
use crate::model::code::{Code, Guest, Off, Piece, Refusal};
use crate::model::quote::{self, Kind, Line, Quote, Terms, Visit, Voucher, Why};
use crate::model::{card, pass};
use crate::points::{self, Wallet};
use crate::queries::{self, CodeRow};

/// `loyalty-bill.json`.
#[derive(Input)]
pub struct Bill {
    pub bill_id: Id,
    pub branch_id: Id,
    pub client_id: Option<Id>,
    /// The visit that is paid; none at the counter.
    pub appointment_id: Option<Id>,
    #[input(max_chars = 40)]
    pub code: Option<String>,
    pub points: Option<i64>,
    #[input(max_items = 5)]
    pub certificates: Vec<VoucherWish>,
    #[input(max_items = 20)]
    pub memberships: Vec<VisitWish>,
    #[input(max_items = 100)]
    pub lines: Vec<BillLine>,
}

#[derive(Input)]
pub struct VoucherWish {
    #[input(max_chars = 40)]
    pub code: String,
    #[input(max_chars = 12)]
    pub pin: Option<String>,
    pub amount_minor: Option<i64>,
}

#[derive(Input)]
pub struct VisitWish {
    pub membership_id: Id,
    pub line_id: Id,
}

#[derive(Input)]
pub struct BillLine {
    pub line_id: Id,
    pub kind: String,
    pub subject_id: Option<String>,
    #[input(range = 0..)]
    pub quantity_milli: i64,
    #[input(range = 0..)]
    pub price_minor: i64,
}

/// What stands in the way, at which field of the bill.
pub struct Problem {
    pub field: String,
    pub message: Message,
}

/// A bill with all the rules need.
pub struct Facts {
    pub lines: Vec<Line>,
    pub terms: Terms,
    pub problems: Vec<Problem>,
    pub code: Option<CodeRow>,
    pub came_before: bool,
    pub points_balance: i64,
    /// Services of the lines by line, as memberships are held for them.
    pub services: Vec<Option<String>>,
    pub today: Day,
}

/// Who has the last word on what two desks may want at once.
#[derive(Clone, Copy, PartialEq)]
pub enum Mode {
    /// A quote looks at locks and counters and says what it sees.
    Look,
    /// A reservation tries: the constraints of the database decide, and nothing else.
    Take,
}

impl Facts {
    pub fn gather(ctx: &Query, bill: &Bill, mode: Mode) -> Result<Self> {
        let today = points::today(ctx)?;
        let mut problems = Vec::new();
        let services = bill.lines.iter().map(|line| line.subject_id.clone()).collect();
        let mut lines: Vec<Line> = bill.lines.iter().map(line).collect();
        visits(ctx, bill, today, &mut lines, &mut problems)?;
        sales(bill, &mut problems);
        let vouchers = vouchers(ctx, bill, today, mode, &mut problems)?;
        let came_before = match bill.client_id {
            Some(client_id) => came_before(
                ctx,
                client_id,
                Paid { bill_id: bill.bill_id, appointment_id: bill.appointment_id },
            )?,
            None => false,
        };
        let code = code(ctx, bill, today, came_before, mode, &lines, &mut problems)?;
        let tier = tier(ctx, bill.client_id)?;
        let (usable, balance) = usable(ctx, bill, today)?;
        let wanted = bill.points.unwrap_or(0);
        if wanted > 0 && usable <= 0 {
            let key = if balance < 0 { "loyalty-error-points-debt" } else { "loyalty-error-points-none" };
            problems.push(Problem { field: "points".to_owned(), message: text(key) });
        }
        let terms = Terms {
            tier_percent: tier.discount_percent,
            tier_stackable: tier.stackable,
            earn_percent: if bill.client_id.is_some() { tier.earn_percent } else { 0 },
            code: code.as_ref().map(|(_, code)| code.clone()),
            vouchers,
            points_wanted: wanted,
            points_usable: usable,
            cap_percent: ctx.setting("points_cap_percent")?,
        };
        Ok(Self {
            lines,
            terms,
            problems,
            code: code.map(|(row, _)| row),
            came_before,
            points_balance: balance,
            services,
            today,
        })
    }

    pub fn quote(&self) -> Quote {
        quote::quote(&self.lines, &self.terms)
    }
}

fn line(line: &BillLine) -> Line {
    Line {
        line_id: line.line_id.to_string(),
        kind: match line.kind.as_str() {
            "service" => Kind::Service,
            "certificate" | "membership" => Kind::Sale,
            _ => Kind::Product,
        },
        subject: line.subject_id.clone(),
        gross_minor: quote::gross(line.price_minor, line.quantity_milli),
        visit: None,
    }
}

/// R-L4: which lines memberships pay, one visit each; two lines may take two visits of one membership.
fn visits(
    ctx: &Query,
    bill: &Bill,
    today: Day,
    lines: &mut [Line],
    problems: &mut Vec<Problem>,
) -> Result<()> {
    let mut rows: Vec<queries::Membership> = Vec::new();
    // What this bill holds already is its own to use again.
    let own = queries::visits_of_bill(ctx, bill.bill_id)?;
    for (at, wish) in bill.memberships.iter().enumerate() {
        let mut refuse = |key: &'static str| {
            problems.push(Problem { field: format!("memberships[{at}][membership_id]"), message: text(key) });
        };
        let Some(line) = lines.iter_mut().find(|line| line.line_id == wish.line_id.as_str()) else {
            refuse("loyalty-error-line-gone");
            continue;
        };
        let source = bill.lines.iter().find(|one| one.line_id == wish.line_id);
        if line.kind != Kind::Service
            || source.is_some_and(|one| one.quantity_milli != 1000)
            || line.visit.is_some()
        {
            refuse("loyalty-error-membership-line");
            continue;
        }
        if !rows.iter().any(|row| row.membership_id == wish.membership_id) {
            let Some(mut row) = queries::membership(ctx, wish.membership_id)? else {
                refuse("loyalty-error-membership-gone");
                continue;
            };
            let held =
                own.iter().filter(|visit| visit.membership_id == row.membership_id && visit.state == "held");
            row.visits_held -= held.count() as i64;
            rows.push(row);
        }
        let Some(row) = rows.iter_mut().find(|row| row.membership_id == wish.membership_id) else { continue };
        if row.named && Some(row.client_id) != bill.client_id {
            refuse("loyalty-error-membership-named");
            continue;
        }
        if let Err(key) = memberships::good_for(ctx, row, line.subject.as_deref(), today)? {
            refuse(key);
            continue;
        }
        let unit_minor = pass::next_value(row.value_left_minor, row.visits_left, row.unit_minor);
        row.visits_left -= 1;
        row.value_left_minor -= unit_minor;
        line.visit = Some(Visit {
            membership_id: row.membership_id.to_string(),
            unit_minor,
            label: format!("№ {}", row.number),
        });
    }
    Ok(())
}

/// A membership is somebody's.
fn sales(bill: &Bill, problems: &mut Vec<Problem>) {
    let nameless = bill.client_id.is_none() && bill.lines.iter().any(|line| line.kind == "membership");
    if nameless {
        problems.push(Problem {
            field: "client_id".to_owned(),
            message: text("loyalty-error-membership-client"),
        });
    }
}

/// R-L3: is this its PIN? In what a desk sees the PIN itself is masked.
fn opens(ctx: &Query, certificate_id: Id, pin: Option<&str>) -> Result<bool> {
    let pin = pin.map(str::trim).unwrap_or_default();
    Ok(queries::certificate_pin(ctx, certificate_id, pin)?.is_some())
}

/// R-L3: what the certificates on the desk are good for.
fn vouchers(
    ctx: &Query,
    bill: &Bill,
    today: Day,
    mode: Mode,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Voucher>> {
    let mut found: Vec<Voucher> = Vec::new();
    for (at, wish) in bill.certificates.iter().enumerate() {
        let mut refuse = |part: &str, key: &'static str| {
            problems.push(Problem { field: format!("certificates[{at}][{part}]"), message: text(key) });
        };
        let code = card::normal(&wish.code);
        let Some(row) = queries::certificate_by_code(ctx, &code)? else {
            refuse("code", "loyalty-error-certificate-unknown");
            continue;
        };
        let known = found.iter().any(|voucher| voucher.certificate_id == row.certificate_id.as_str());
        let held = mode == Mode::Look && row.held_bill_id.is_some_and(|other| other != bill.bill_id);
        if known {
            refuse("code", "loyalty-error-certificate-twice");
        } else if row.pin.is_some() && !opens(ctx, row.certificate_id, wish.pin.as_deref())? {
            refuse("pin", "loyalty-error-certificate-pin");
        } else if row.state != "active" || row.expires_day.as_str() < today.as_str() {
            refuse(
                "code",
                if row.state == "used" {
                    "loyalty-error-certificate-empty"
                } else {
                    "loyalty-error-certificate-over"
                },
            );
        } else if held {
            refuse("code", "loyalty-error-certificate-busy");
        } else {
            found.push(Voucher {
                certificate_id: row.certificate_id.to_string(),
                label: card::shown(&row.code),
                balance_minor: row.balance_minor,
                wanted_minor: wish.amount_minor,
            });
        }
    }
    Ok(found)
}

fn code(
    ctx: &Query,
    bill: &Bill,
    today: Day,
    came_before: bool,
    mode: Mode,
    lines: &[Line],
    problems: &mut Vec<Problem>,
) -> Result<Option<(CodeRow, Code)>> {
    let typed = card::normal(bill.code.as_deref().unwrap_or(""));
    if typed.is_empty() {
        return Ok(None);
    }
    let Some(row) = queries::code_by_text(ctx, &typed)? else {
        problems.push(Problem { field: "code".to_owned(), message: refusal(Refusal::Unknown) });
        return Ok(None);
    };
    let code = read_code(ctx, bill, &row, mode)?;
    let open: Vec<&Line> =
        lines.iter().filter(|line| line.kind != Kind::Sale && line.visit.is_none()).collect();
    let pieces: Vec<Piece<'_>> = open
        .iter()
        .map(|line| Piece { net_minor: line.gross_minor, subject: line.subject.as_deref() })
        .collect();
    let sum: i64 = open.iter().map(|line| line.gross_minor).sum();
    let guest = Guest { known: bill.client_id.is_some(), came_before };
    if let Some(why) = code.refusal(today, guest, sum, &pieces) {
        problems.push(Problem { field: "code".to_owned(), message: refusal(why) });
        return Ok(None);
    }
    Ok(Some((row, code)))
}

/// The code with its limits as this bill meets them: its own reservation does not stand in its way, and whoever takes
/// leaves the counting to the constraints.
fn read_code(ctx: &Query, bill: &Bill, row: &CodeRow, mode: Mode) -> Result<Code> {
    let own = queries::code_use(ctx, bill.bill_id)?.is_some_and(|used| used.code_id == row.code_id);
    let client_uses = match bill.client_id {
        Some(client_id) => {
            queries::code_client_uses(ctx, row.code_id, client_id)?.map_or(0, |count| count.uses)
        }
        None => 0,
    };
    let count = |uses: i64| if mode == Mode::Take { 0 } else { uses - i64::from(own) };
    let day = |text: &Option<String>| text.as_deref().map(Day::parse).transpose();
    let services = queries::code_services(ctx, row.code_id)?;
    Ok(Code {
        off: if row.kind == "percent" { Off::Percent(row.value) } else { Off::Amount(row.value) },
        from: day(&row.from_day)?,
        to: day(&row.to_day)?,
        uses_max: row.uses_max,
        uses: count(row.uses),
        client_uses_max: client_uses_max(row),
        client_uses: count(client_uses),
        first_visit: row.first_visit,
        min_bill_minor: row.min_bill_minor,
        floor_minor: row.floor_minor,
        services: services.into_iter().map(|service| service.service_id.to_string()).collect(),
        stackable: row.stackable,
        archived: row.archived_at.is_some(),
    })
}

/// A code for the first visit is used once by a client, whatever else is said.
pub fn client_uses_max(row: &CodeRow) -> Option<i64> {
    if row.first_visit {
        Some(row.client_uses_max.map_or(1, |most| most.min(1)))
    } else {
        row.client_uses_max
    }
}

pub fn refusal(why: Refusal) -> Message {
    text(match why {
        Refusal::Unknown => "loyalty-error-code-unknown",
        Refusal::NotYet => "loyalty-error-code-not-yet",
        Refusal::Over => "loyalty-error-code-over",
        Refusal::UsedUp => "loyalty-error-code-used-up",
        Refusal::ClientUsedUp => "loyalty-error-code-client",
        Refusal::FirstVisitOnly => "loyalty-error-code-first",
        Refusal::NeedsClient => "loyalty-error-code-needs-client",
        Refusal::BillTooSmall => "loyalty-error-code-small",
        Refusal::NoService => "loyalty-error-code-service",
    })
}

/// A bill, and the visit it pays.
#[derive(Clone, Copy)]
pub struct Paid {
    pub bill_id: Id,
    pub appointment_id: Option<Id>,
}

/// Paid or was served before this bill's own visit.
pub fn came_before(ctx: &Query, client_id: Id, paid: Paid) -> Result<bool> {
    if queries::came_before(ctx, client_id, paid.bill_id)?.is_some_and(|row| row.bills > 0) {
        return Ok(true);
    }
    visited_before(ctx, client_id, paid.appointment_id)
}

/// The same as far as the calendar knows.
pub fn visited_before(ctx: &Query, client_id: Id, appointment_id: Option<Id>) -> Result<bool> {
    let own = match appointment_id {
        Some(appointment_id) => queries::visit_start(ctx, appointment_id)?,
        None => None,
    };
    // The visit that is being paid may be completed already, or be completed by this very payment, and is paid whenever
    // its debt is: what counts is what was before its own day.
    let since = own.map_or(ctx.now(), |row| row.start_at) - 24 * 3_600_000;
    Ok(queries::visits_before(ctx, client_id, since)?.is_some_and(|row| row.visits > 0))
}

/// The client's level; without a card, the lowest.
pub fn tier(ctx: &Query, client_id: Option<Id>) -> Result<queries::TierRow> {
    let tiers = queries::tier_list(ctx)?;
    let own = match client_id {
        Some(client_id) => queries::account(ctx, client_id)?.map(|account| account.tier),
        None => None,
    };
    let found = tiers.iter().find(|tier| Some(&tier.tier) == own.as_ref()).or(tiers.first());
    found.cloned().ok_or_else(|| Error::internal("there is no level"))
}

/// Points this bill may use, its own holds included, and the balance.
fn usable(ctx: &Query, bill: &Bill, today: Day) -> Result<(i64, i64)> {
    let Some(client_id) = bill.client_id else { return Ok((0, 0)) };
    let mut wallet = Wallet::open(ctx, client_id, &[])?;
    let holds: Vec<(Id, i64)> = queries::hold_list(ctx, bill.bill_id)?
        .into_iter()
        .filter(|hold| hold.client_id == client_id)
        .map(|hold| (hold.lot_id, hold.points))
        .collect();
    wallet.purse.release(&holds);
    Ok((wallet.purse.usable(today), wallet.purse.balance()))
}

/// The text key of a reason.
pub fn reason(why: Why) -> (&'static str, &'static str) {
    match why {
        Why::Tier => ("tier", "loyalty-reason-tier"),
        Why::Code => ("code", "loyalty-reason-code"),
        Why::Membership => ("membership", "loyalty-reason-membership"),
        Why::Points => ("points", "loyalty-reason-points"),
    }
}
