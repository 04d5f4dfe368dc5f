//! What a receipt says: each line with its price, discount, tax, and what of it was not paid with money.
//!
//! Always: Σ (price − discount − other) = cash + card + e-cash, to the tiyin.

use pardoz_sdk::money;
use serde::{Deserialize, Serialize};

/// A bill's line as finance told it, or the part of it that goes back. Sums in minor units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub line_id: String,
    pub kind: String,
    pub subject: Option<String>,
    pub quantity_milli: i64,
    /// Of one.
    pub price_minor: i64,
    /// After all discounts.
    pub total_minor: i64,
}

impl Line {
    /// Price × quantity, before discounts; never below what was paid.
    pub fn gross_minor(&self) -> i64 {
        let exact = i128::from(self.price_minor) * i128::from(self.quantity_milli);
        i64::try_from((exact + 500) / 1000).unwrap_or(self.total_minor).max(self.total_minor)
    }
}

/// Something the bill was paid with, or that went back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    pub tender: String,
    pub line_id: Option<String>,
    pub amount_minor: i64,
}

impl Given {
    /// An advance that has a receipt of its own: named, and no money received now.
    pub const SET_OFF: &str = "set_off";

    /// Does it bring money onto this receipt?
    pub fn is_money(&self) -> bool {
        !matches!(self.tender.as_str(), "certificate" | "membership" | "debt" | Self::SET_OFF)
    }
}

/// The tax committee's kinds of receipts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    #[default]
    Sale,
    /// Money for what is to come.
    Advance,
    /// Later money for a sale on debt.
    Credit,
}

/// Lines and tenders, kept with the receipt as they were told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    pub lines: Vec<Line>,
    pub tenders: Vec<Given>,
    #[serde(default)]
    pub form: Form,
    /// What an advance and the sale that sets it off are known by.
    #[serde(default)]
    pub contract: Option<String>,
}

/// Money by the three ways a receipt knows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Received {
    pub cash: i64,
    pub card: i64,
    pub ecash: i64,
}

impl Received {
    pub fn sum(&self) -> i64 {
        self.cash + self.card + self.ecash
    }
}

/// One position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    pub gross_minor: i64,
    pub discount_minor: i64,
    /// Covered by a certificate, a membership, a debt or an advance: money came or comes another day.
    pub other_minor: i64,
}

impl Position {
    pub fn paid_minor(&self) -> i64 {
        self.gross_minor - self.discount_minor - self.other_minor
    }

    /// The tax inside what was paid: 505 000 at 12 % holds 54 107.
    pub fn vat_minor(&self, percent: i64) -> i64 {
        let (paid, percent) = (i128::from(self.paid_minor()), i128::from(percent));
        let whole = 100 + percent;
        i64::try_from((paid * percent * 2 + whole) / (whole * 2)).unwrap_or_default()
    }
}

impl Body {
    /// What was sold, after discounts.
    pub fn total_minor(&self) -> i64 {
        self.lines.iter().map(|line| line.total_minor).sum()
    }

    /// The positions, line by line, and the money.
    pub fn positions(&self) -> (Vec<Position>, Received) {
        let mut received = Received::default();
        let mut other = vec![0i64; self.lines.len()];
        let mut loose = 0;
        for one in &self.tenders {
            match one.tender.as_str() {
                "cash" => received.cash += one.amount_minor,
                "payme" | "click" | "uzum" => received.ecash += one.amount_minor,
                _ if !one.is_money() => {
                    let named =
                        self.lines.iter().position(|line| Some(&line.line_id) == one.line_id.as_ref());
                    match named {
                        Some(at) => other[at] += one.amount_minor,
                        None => loose += one.amount_minor,
                    }
                }
                // By card, by transfer, from an advance that has no receipt of its own.
                _ => received.card += one.amount_minor,
            }
        }
        let left: Vec<i64> =
            self.lines.iter().zip(&other).map(|(line, other)| line.total_minor - other).collect();
        for (sum, part) in other.iter_mut().zip(money::split(loose, &left)) {
            *sum += part;
        }
        let mut positions: Vec<Position> = self
            .lines
            .iter()
            .zip(other)
            .map(|(line, other)| Position {
                gross_minor: line.gross_minor(),
                discount_minor: line.gross_minor() - line.total_minor,
                other_minor: other.clamp(0, line.total_minor),
            })
            .collect();
        round(&mut positions, &mut received);
        (positions, received)
    }
}

/// A desk rounds what is paid in cash. What that added is no sale; what it took is a discount on the dearest line.
fn round(positions: &mut [Position], received: &mut Received) {
    let due: i64 = positions.iter().map(Position::paid_minor).sum();
    let over = received.cash + received.card + received.ecash - due;
    if over > 0 {
        let cash = over.min(received.cash);
        received.cash -= cash;
        received.card -= over - cash;
    } else if let Some(dearest) = positions.iter_mut().max_by_key(|one| one.paid_minor()) {
        dearest.discount_minor -= over;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, quantity_milli: i64, price_minor: i64, total_minor: i64) -> Line {
        let (line_id, kind) = (id.to_owned(), "service".to_owned());
        Line { line_id, kind, subject: None, quantity_milli, price_minor, total_minor }
    }

    fn given(tender: &str, line: Option<&str>, amount_minor: i64) -> Given {
        Given { tender: tender.into(), line_id: line.map(str::to_owned), amount_minor }
    }

    fn balanced(body: &Body) -> (Vec<Position>, Received) {
        let (positions, received) = body.positions();
        let paid: i64 = positions.iter().map(Position::paid_minor).sum();
        assert_eq!(paid, received.cash + received.card + received.ecash, "{positions:?} {received:?}");
        assert!(positions.iter().all(|one| one.discount_minor >= 0 && one.other_minor >= 0));
        (positions, received)
    }

    #[test]
    fn the_tax_inside_a_price_is_that_of_the_providers_example() {
        let one = Position { gross_minor: 505_000, discount_minor: 0, other_minor: 0 };
        assert_eq!(one.vat_minor(12), 54_107);
        assert_eq!(one.vat_minor(0), 0);
        let less = Position { discount_minor: 100_000, ..one };
        assert_eq!(less.vat_minor(12), 43_393);
    }

    #[test]
    fn what_is_no_money_is_named_so_and_the_rest_is_received() {
        // Domain 2.13: 300 000 − 20 % − points 42 000 = 198 000, of that a certificate 100 000, 98 000 by card.
        let lines = vec![line("a", 1000, 200_000_00, 132_000_00), line("b", 1000, 100_000_00, 66_000_00)];
        let tenders = vec![given("certificate", None, 100_000_00), given("card", None, 98_000_00)];
        let (positions, received) = balanced(&Body { lines, tenders, ..Body::default() });
        assert_eq!(positions.iter().map(|one| one.other_minor).sum::<i64>(), 100_000_00);
        assert_eq!(received, Received { card: 98_000_00, ..Received::default() });
        assert_eq!(positions[0].discount_minor, 68_000_00);
    }

    #[test]
    fn a_membership_covers_its_own_line() {
        let lines = vec![line("a", 1000, 80_000_00, 80_000_00), line("b", 1000, 50_000_00, 50_000_00)];
        let tenders = vec![given("membership", Some("a"), 80_000_00), given("click", None, 50_000_00)];
        let (positions, received) = balanced(&Body { lines, tenders, ..Body::default() });
        assert_eq!((positions[0].other_minor, positions[1].other_minor), (80_000_00, 0));
        assert_eq!(received.ecash, 50_000_00);
    }

    #[test]
    fn an_advance_with_a_receipt_is_named_and_the_rest_is_received() {
        let lines = vec![line("a", 1000, 250_000_00, 250_000_00)];
        let tenders = vec![
            given(Given::SET_OFF, None, 60_000_00),
            given("deposit", None, 15_000_00),
            given("cash", None, 175_000_00),
        ];
        let (positions, received) = balanced(&Body { lines, tenders, ..Body::default() });
        assert_eq!(positions[0].other_minor, 60_000_00);
        assert_eq!((received.cash, received.card), (175_000_00, 15_000_00));
    }

    #[test]
    fn rounding_at_the_desk_is_no_sale_and_no_loss() {
        let sold = |paid: i64| Body {
            lines: vec![line("a", 1000, 70_400_00, 70_400_00)],
            tenders: vec![given("cash", None, paid)],
            ..Body::default()
        };
        let (positions, received) = balanced(&sold(71_000_00));
        assert_eq!((received.cash, positions[0].discount_minor), (70_400_00, 0));
        let (positions, received) = balanced(&sold(70_000_00));
        assert_eq!((received.cash, positions[0].discount_minor), (70_000_00, 400_00));
    }

    #[test]
    fn generated_bills_balance_to_the_tiyin() {
        let mut seed = 20_261_122_u64;
        let mut next = |below: i64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as i64 % below
        };
        for _ in 0..2_000 {
            let lines: Vec<Line> = (0..1 + next(6))
                .map(|at| {
                    let (quantity, price) = (1 + next(3_000), 1 + next(50_000_00));
                    let all = line(&at.to_string(), quantity, price, 0);
                    Line { total_minor: all.gross_minor() - next(all.gross_minor() + 1), ..all }
                })
                .collect();
            let total: i64 = lines.iter().map(|line| line.total_minor).sum();
            let other = next(total + 1);
            let cash = next(total - other + 1);
            let tenders = vec![
                given("certificate", None, other),
                given("cash", None, cash),
                given("payme", None, total - other - cash),
            ];
            balanced(&Body { lines, tenders, ..Body::default() });
        }
    }

    #[test]
    fn half_a_package_has_half_its_price() {
        assert_eq!(line("a", 500, 90_000_00, 45_000_00).gross_minor(), 45_000_00);
        assert_eq!(line("a", 333, 100, 33).gross_minor(), 33);
    }
}
