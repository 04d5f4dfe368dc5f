//! R-L5: line price → tier discount and promo (the better one, unless both are stackable: then the tier first and the
//! promo on the rest) → membership, certificate → points → what is left for money.

use pardoz_sdk::money;

use super::code::{Code, Piece, percent_of};

/// 1 point = 1 so'm.
pub const POINT_MINOR: i64 = 100;

/// A line of a bill.
#[derive(Clone, Debug)]
pub struct Line {
    pub line_id: String,
    pub kind: Kind,
    pub subject: Option<String>,
    /// Price × quantity, before anything.
    pub gross_minor: i64,
    /// A membership pays this line: what one visit of it is worth.
    pub visit: Option<Visit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Service,
    Product,
    /// A certificate or a membership that is sold: never cheaper, never paid with another one (R-F3).
    Sale,
}

/// A visit of a membership that covers a line whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub membership_id: String,
    /// What the liability falls by.
    pub unit_minor: i64,
    pub label: String,
}

/// A certificate, or what this bill may take of it.
#[derive(Clone, Debug)]
pub struct Voucher {
    pub certificate_id: String,
    pub label: String,
    /// What is on it and no other bill holds.
    pub balance_minor: i64,
    /// What the client wants to use. `None` = as much as there is.
    pub wanted_minor: Option<i64>,
}

/// Everything besides the lines.
#[derive(Clone, Debug)]
pub struct Terms {
    pub tier_percent: i64,
    pub tier_stackable: bool,
    pub earn_percent: i64,
    pub code: Option<Code>,
    pub vouchers: Vec<Voucher>,
    /// Points the client wants to use.
    pub points_wanted: i64,
    /// Points that may be used today.
    pub points_usable: i64,
    /// R-L1: of the bill after discounts and certificates.
    pub cap_percent: i64,
}

/// One reason why a line is cheaper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    pub why: Why,
    pub amount_minor: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Tier,
    Code,
    Membership,
    Points,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    pub line_id: String,
    pub reasons: Vec<Reason>,
}

impl Priced {
    pub fn discount_minor(&self) -> i64 {
        self.reasons.iter().map(|reason| reason.amount_minor).sum()
    }

    fn take(&mut self, why: Why, amount_minor: i64) {
        if amount_minor > 0 {
            self.reasons.push(Reason { why, amount_minor });
        }
    }
}

/// A certificate or a visit that pays a part: not money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redeemed {
    pub tender: &'static str,
    pub reference: String,
    pub line_id: Option<String>,
    pub amount_minor: i64,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub lines: Vec<Priced>,
    pub redeemed: Vec<Redeemed>,
    pub points_used: i64,
    pub points_max: i64,
    pub due_minor: i64,
    pub earn_points: i64,
    /// The code was there and another discount was better.
    pub code_lost: bool,
}

pub fn quote(lines: &[Line], terms: &Terms) -> Quote {
    let mut priced: Vec<Priced> =
        lines.iter().map(|line| Priced { line_id: line.line_id.clone(), reasons: Vec::new() }).collect();
    let code_lost = discounts(lines, terms, &mut priced);
    let mut redeemed = Vec::new();
    visits(lines, &mut priced, &mut redeemed);
    let net = |priced: &[Priced], at: usize| lines[at].gross_minor - priced[at].discount_minor();
    let open = |at: &usize| lines[*at].kind != Kind::Sale && lines[*at].visit.is_none();
    let open: Vec<usize> = (0..lines.len()).filter(open).collect();
    let mut rest: i64 = open.iter().map(|at| net(&priced, *at)).sum();
    for voucher in &terms.vouchers {
        let wanted = voucher.wanted_minor.unwrap_or(i64::MAX).max(0);
        let amount_minor = wanted.min(voucher.balance_minor).min(rest);
        if amount_minor > 0 {
            rest -= amount_minor;
            redeemed.push(Redeemed {
                tender: "certificate",
                reference: voucher.certificate_id.clone(),
                line_id: None,
                amount_minor,
                label: voucher.label.clone(),
            });
        }
    }
    let cap = (i128::from(rest) * i128::from(terms.cap_percent) / i128::from(100 * POINT_MINOR)) as i64;
    let points_max = terms.points_usable.min(cap).max(0);
    let points_used = terms.points_wanted.clamp(0, points_max);
    let weights: Vec<i64> = open.iter().map(|at| net(&priced, *at)).collect();
    for (at, part) in open.iter().zip(money::split(points_used * POINT_MINOR, &weights)) {
        priced[*at].take(Why::Points, part);
    }
    let paid: i64 = redeemed.iter().map(|part| part.amount_minor).sum();
    let due_minor = (0..lines.len()).map(|at| net(&priced, at)).sum::<i64>() - paid;
    let earning = rest - points_used * POINT_MINOR;
    Quote {
        lines: priced,
        redeemed,
        points_used,
        points_max,
        due_minor,
        earn_points: earned(earning, terms.earn_percent),
        code_lost,
    }
}

/// R-L1: whole points for money paid.
pub fn earned(base_minor: i64, percent: i64) -> i64 {
    money::percent(base_minor.max(0), percent * 100).unwrap_or(0) / POINT_MINOR
}

/// Tier and promo. `true`: the promo was not the better one.
fn discounts(lines: &[Line], terms: &Terms, priced: &mut [Priced]) -> bool {
    let eligible: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].kind != Kind::Sale && lines[*at].visit.is_none()).collect();
    let by_tier: Vec<i64> = eligible
        .iter()
        .map(|at| match lines[*at].kind {
            Kind::Service => percent_of(lines[*at].gross_minor, terms.tier_percent),
            _ => 0,
        })
        .collect();
    let by_code = |taken: &[i64]| -> Vec<i64> {
        let pieces: Vec<Piece<'_>> = eligible
            .iter()
            .zip(taken)
            .map(|(at, taken)| Piece {
                net_minor: lines[*at].gross_minor - taken,
                subject: lines[*at].subject.as_deref(),
            })
            .collect();
        terms.code.as_ref().map_or_else(|| vec![0; pieces.len()], |code| code.discounts(&pieces))
    };
    let nothing = vec![0; eligible.len()];
    let both = terms.tier_stackable && terms.code.as_ref().is_some_and(|code| code.stackable);
    let (tier, code) = if both {
        let code = by_code(&by_tier);
        (by_tier, code)
    } else {
        let code = by_code(&nothing);
        if by_tier.iter().sum::<i64>() > code.iter().sum::<i64>() {
            (by_tier, nothing)
        } else {
            (nothing, code)
        }
    };
    for (at, position) in eligible.iter().enumerate() {
        priced[*position].take(Why::Tier, tier[at]);
        priced[*position].take(Why::Code, code[at]);
    }
    terms.code.is_some() && code.iter().sum::<i64>() == 0
}

/// R-L4: a visit pays its line whole. What the line costs above the visit's value is a discount, so that revenue is
/// the effective value (R-M2).
fn visits(lines: &[Line], priced: &mut [Priced], redeemed: &mut Vec<Redeemed>) {
    for (line, priced) in lines.iter().zip(priced) {
        let Some(visit) = &line.visit else { continue };
        let amount_minor = visit.unit_minor.min(line.gross_minor);
        priced.take(Why::Membership, line.gross_minor - amount_minor);
        redeemed.push(Redeemed {
            tender: "membership",
            reference: visit.membership_id.clone(),
            line_id: Some(line.line_id.clone()),
            amount_minor,
            label: visit.label.clone(),
        });
    }
}

/// Price × quantity, half-up to a tiyin; `quantity_milli` in thousandths.
pub fn gross(price_minor: i64, quantity_milli: i64) -> i64 {
    ((i128::from(price_minor) * i128::from(quantity_milli) + 500) / 1000) as i64
}

#[cfg(test)]
mod tests;
