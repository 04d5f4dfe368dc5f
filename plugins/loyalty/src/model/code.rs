//! R-L5: promo codes: what stands in the way of one, and what it takes off each line.

use pardoz_sdk::money;
use pardoz_sdk::time::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Off {
    Percent(i64),
    /// So much of the bill, spread over the lines by value.
    Amount(i64),
}

/// A code and what is known of its uses by this client, this bill not counted.
#[derive(Clone, Debug)]
pub struct Code {
    pub off: Off,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub uses_max: Option<i64>,
    pub uses: i64,
    pub client_uses_max: Option<i64>,
    pub client_uses: i64,
    pub first_visit: bool,
    pub min_bill_minor: i64,
    /// No line is made cheaper than this by the code.
    pub floor_minor: i64,
    /// Empty = every service and product.
    pub services: Vec<String>,
    pub stackable: bool,
    pub archived: bool,
}

/// Why a code does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Unknown,
    NotYet,
    Over,
    UsedUp,
    ClientUsedUp,
    FirstVisitOnly,
    /// A code with a limit per client needs to know who it is.
    NeedsClient,
    BillTooSmall,
    NoService,
}

/// Who stands at the desk, as far as codes care.
#[derive(Clone, Copy, Debug)]
pub struct Guest {
    pub known: bool,
    /// Has paid or been served before.
    pub came_before: bool,
}

/// A line that a code may make cheaper: what it costs now, and what it is.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    pub net_minor: i64,
    pub subject: Option<&'a str>,
}

impl Code {
    /// R-L5, every limit but the atomic ones, which the database holds again when it is reserved.
    pub fn refusal(
        &self,
        today: Day,
        guest: Guest,
        bill_minor: i64,
        pieces: &[Piece<'_>],
    ) -> Option<Refusal> {
        if self.archived {
            return Some(Refusal::Unknown);
        }
        if self.from.is_some_and(|from| today < from) {
            return Some(Refusal::NotYet);
        }
        if self.to.is_some_and(|to| today > to) {
            return Some(Refusal::Over);
        }
        if self.uses_max.is_some_and(|most| self.uses >= most) {
            return Some(Refusal::UsedUp);
        }
        if (self.first_visit || self.client_uses_max.is_some()) && !guest.known {
            return Some(Refusal::NeedsClient);
        }
        if self.first_visit && guest.came_before {
            return Some(Refusal::FirstVisitOnly);
        }
        if self.client_uses_max.is_some_and(|most| self.client_uses >= most) {
            return Some(Refusal::ClientUsedUp);
        }
        if bill_minor < self.min_bill_minor {
            return Some(Refusal::BillTooSmall);
        }
        let none =
            !pieces.iter().any(|piece| self.covers(piece.subject) && piece.net_minor > self.floor_minor);
        none.then_some(Refusal::NoService)
    }

    fn covers(&self, subject: Option<&str>) -> bool {
        self.services.is_empty() || subject.is_some_and(|id| self.services.iter().any(|own| own == id))
    }

    /// What the code takes off each piece, in their order; never below the floor price.
    pub fn discounts(&self, pieces: &[Piece<'_>]) -> Vec<i64> {
        let room: Vec<i64> = pieces
            .iter()
            .map(
                |piece| {
                    if self.covers(piece.subject) { (piece.net_minor - self.floor_minor).max(0) } else { 0 }
                },
            )
            .collect();
        match self.off {
            Off::Percent(percent) => pieces
                .iter()
                .zip(&room)
                .map(|(piece, room)| percent_of(piece.net_minor, percent).min(*room))
                .collect(),
            Off::Amount(amount) => spread(amount, pieces, &room),
        }
    }
}

/// `percent` % rounded half-up to a whole so'm.
pub fn percent_of(amount_minor: i64, percent: i64) -> i64 {
    money::percent(amount_minor, percent * 100).unwrap_or(0).min(amount_minor)
}

/// `amount` over the pieces by value; what does not fit above a floor goes to the others.
fn spread(amount: i64, pieces: &[Piece<'_>], room: &[i64]) -> Vec<i64> {
    let mut given = vec![0; pieces.len()];
    let mut open = amount.min(room.iter().sum());
    while open > 0 {
        let weights: Vec<i64> =
            (0..pieces.len()).map(|at| if given[at] < room[at] { pieces[at].net_minor } else { 0 }).collect();
        let mut moved = 0;
        for (at, part) in money::split(open, &weights).into_iter().enumerate() {
            let now = part.min(room[at] - given[at]).max(0);
            given[at] += now;
            moved += now;
        }
        if moved == 0 {
            break;
        }
        open -= moved;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn code(off: Off) -> Code {
        Code {
            off,
            from: None,
            to: None,
            uses_max: None,
            uses: 0,
            client_uses_max: None,
            client_uses: 0,
            first_visit: false,
            min_bill_minor: 0,
            floor_minor: 0,
            services: Vec::new(),
            stackable: false,
            archived: false,
        }
    }

    const NEW: Guest = Guest { known: true, came_before: false };

    fn said(code: Code, guest: Guest) -> Option<Refusal> {
        let piece = Piece { net_minor: 100_000, subject: Some("cut") };
        code.refusal(day("2026-11-22"), guest, 100_000, &[piece])
    }

    #[test]
    fn r_l5_each_limit_has_its_own_answer() {
        let plain = code(Off::Percent(10));
        assert_eq!(said(plain.clone(), NEW), None);
        let cases = [
            (Code { archived: true, ..plain.clone() }, Refusal::Unknown),
            (Code { from: Some(day("2026-11-23")), ..plain.clone() }, Refusal::NotYet),
            (Code { to: Some(day("2026-11-21")), ..plain.clone() }, Refusal::Over),
            (Code { uses_max: Some(3), uses: 3, ..plain.clone() }, Refusal::UsedUp),
            (Code { client_uses_max: Some(1), client_uses: 1, ..plain.clone() }, Refusal::ClientUsedUp),
            (Code { min_bill_minor: 100_001, ..plain.clone() }, Refusal::BillTooSmall),
            (Code { services: vec!["colour".into()], ..plain.clone() }, Refusal::NoService),
            (Code { floor_minor: 100_000, ..plain.clone() }, Refusal::NoService),
        ];
        for (code, wanted) in cases {
            assert_eq!(said(code.clone(), NEW), Some(wanted), "{code:?}");
        }
        let first = Code { first_visit: true, ..plain };
        assert_eq!(said(first.clone(), Guest { came_before: true, ..NEW }), Some(Refusal::FirstVisitOnly));
        assert_eq!(said(first.clone(), Guest { known: false, ..NEW }), Some(Refusal::NeedsClient));
        assert_eq!(said(first, NEW), None);
    }

    #[test]
    fn r_l5_no_line_falls_below_the_floor_price() {
        let pieces = [
            Piece { net_minor: 10_000_000, subject: Some("cut") },
            Piece { net_minor: 4_000_000, subject: Some("brows") },
        ];
        let percent = Code { floor_minor: 3_500_000, ..code(Off::Percent(50)) };
        assert_eq!(percent.discounts(&pieces), [5_000_000, 500_000]);
        let amount = Code { floor_minor: 3_500_000, ..code(Off::Amount(6_000_000)) };
        assert_eq!(amount.discounts(&pieces), [5_500_000, 500_000]);
        let more = Code { floor_minor: 3_500_000, ..code(Off::Amount(99_000_000)) };
        assert_eq!(more.discounts(&pieces), [6_500_000, 500_000]);
    }
}
