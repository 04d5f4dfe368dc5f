//! The purse (R-L1, R-C4) against a second ledger that knows no lots, only single points: each is a token that is free,
//! held, spent or gone. 100,000 random operations; after each, both must say the same, and the entries must add up.
//! Sabotage at the end: three planted mistakes, each of which must be noticed.

use std::collections::BTreeMap;

use pardoz_sdk::dice::Dice;
use pardoz_sdk::time::Day;
use plugin_loyalty::model::pass;
use plugin_loyalty::model::purse::{Lot, Move, Purse};
use plugin_loyalty::model::refund;

#[derive(Clone, Copy, PartialEq, Debug)]
enum Is {
    Free,
    Held { bill: u32, turn: usize },
    Spent { bill: u32 },
    Gone,
}

#[derive(Clone, Debug)]
struct Token {
    lot: u32,
    is: Is,
}

/// One client's points, one by one.
#[derive(Clone, Default)]
struct Tokens {
    all: Vec<Token>,
    days: BTreeMap<u32, (Day, Day)>,
    debt: i64,
    /// Points a bill took that were not there.
    on_credit: BTreeMap<u32, i64>,
}

impl Tokens {
    fn key(&self, token: &Token) -> (Day, Day, u32) {
        let (usable, expires) = self.days[&token.lot];
        (expires, usable, token.lot)
    }

    /// The free token that goes first among those that `wanted` names.
    fn first(&self, wanted: impl Fn(&Token) -> bool) -> Option<usize> {
        let free = self.all.iter().enumerate().filter(|(_, token)| token.is == Is::Free && wanted(token));
        free.min_by_key(|(_, token)| self.key(token)).map(|(at, _)| at)
    }

    fn good(&self, token: &Token, today: Day) -> bool {
        let (usable, expires) = self.days[&token.lot];
        usable <= today && today <= expires
    }

    fn usable(&self, today: Day) -> i64 {
        if self.debt > 0 {
            return 0;
        }
        self.all.iter().filter(|token| token.is == Is::Free && self.good(token, today)).count() as i64
    }

    fn repay(&mut self) {
        while self.debt > 0 {
            let Some(at) = self.first(|_| true) else { return };
            self.all[at].is = Is::Gone;
            self.debt -= 1;
        }
    }

    fn add(&mut self, lot: u32, points: i64, days: (Day, Day)) {
        self.days.insert(lot, days);
        self.all.extend((0..points).map(|_| Token { lot, is: Is::Free }));
        self.repay();
    }

    fn hold(&mut self, bill: u32, points: i64, today: Day) -> bool {
        if points > self.usable(today) {
            return false;
        }
        for turn in 0..points as usize {
            let at = self.first(|token| self.good(token, today)).expect("there are so many");
            self.all[at].is = Is::Held { bill, turn };
        }
        true
    }

    fn release(&mut self, bill: u32) {
        for token in &mut self.all {
            if matches!(token.is, Is::Held { bill: own, .. } if own == bill) {
                token.is = Is::Free;
            }
        }
        self.repay();
    }

    fn pay(&mut self, bill: u32, points: i64, today: Day) {
        let mut held: Vec<(usize, usize)> = Vec::new();
        for (at, token) in self.all.iter().enumerate() {
            if let Is::Held { bill: own, turn } = token.is
                && own == bill
            {
                held.push((turn, at));
            }
        }
        held.sort_unstable();
        let mut open = points;
        for (_, at) in held {
            let now = open > 0;
            self.all[at].is = if now { Is::Spent { bill } } else { Is::Free };
            open -= i64::from(now);
        }
        for _ in 0..open {
            let at = self.first(|token| self.good(token, today)).or_else(|| self.first(|_| true));
            match at {
                Some(at) => self.all[at].is = Is::Spent { bill },
                None => {
                    self.debt += 1;
                    *self.on_credit.entry(bill).or_default() += 1;
                }
            }
        }
        self.repay();
    }

    fn claw(&mut self, points: i64, own: u32) {
        for _ in 0..points {
            match self.first(|token| token.lot == own).or_else(|| self.first(|_| true)) {
                Some(at) => self.all[at].is = Is::Gone,
                None => self.debt += 1,
            }
        }
    }

    /// What a bill spent, by lot in the order of spending; what was on credit last.
    fn spent(&self, bill: u32) -> Vec<(Option<u32>, i64)> {
        let mut lots: BTreeMap<(Day, u32), i64> = BTreeMap::new();
        for token in self.all.iter().filter(|token| token.is == Is::Spent { bill }) {
            *lots.entry((self.days[&token.lot].1, token.lot)).or_default() += 1;
        }
        let mut spent: Vec<(Option<u32>, i64)> =
            lots.into_iter().map(|((_, lot), points)| (Some(lot), points)).collect();
        spent.extend(self.on_credit.get(&bill).filter(|points| **points > 0).map(|points| (None, *points)));
        spent
    }

    /// Puts back, the latest first; returns what has no lot to return to.
    fn give_back(&mut self, bill: u32, points: i64, today: Day) -> i64 {
        let (mut open, mut loose) = (points, 0);
        let credit = self.on_credit.entry(bill).or_default();
        let forgiven = open.min(*credit);
        *credit -= forgiven;
        open -= forgiven;
        let paid = forgiven.min(self.debt);
        self.debt -= paid;
        loose += forgiven - paid;
        while open > 0 {
            let spent = self.all.iter().enumerate().filter(|(_, token)| token.is == Is::Spent { bill });
            let Some((at, _)) = spent.max_by_key(|(_, token)| (self.days[&token.lot].1, token.lot)) else {
                break;
            };
            // All of a lot that returns now is taken before its day moves.
            let lot = self.all[at].lot;
            for token in
                self.all.iter_mut().filter(|token| token.lot == lot && token.is == (Is::Spent { bill }))
            {
                if open > 0 {
                    token.is = Is::Free;
                    open -= 1;
                }
            }
            let days = self.days.get_mut(&lot).expect("a lot has days");
            days.1 = days.1.max(today.plus(14));
            if open > 0 {
                continue;
            }
        }
        self.repay();
        loose
    }

    fn expire(&mut self, today: Day) {
        let days = self.days.clone();
        for token in self.all.iter_mut().filter(|token| token.is == Is::Free && days[&token.lot].1 < today) {
            token.is = Is::Gone;
        }
    }

    fn left(&self, lot: u32) -> (i64, i64) {
        let of = |wanted: &dyn Fn(Is) -> bool| {
            self.all.iter().filter(|token| token.lot == lot && wanted(token.is)).count() as i64
        };
        let held = of(&|is| matches!(is, Is::Held { .. }));
        (of(&|is| is == Is::Free) + held, held)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sabotage {
    None,
    /// Every so often a move is not written down.
    LostEntry,
    /// What a bill holds expires under it.
    HoldsExpire,
    /// A claw-back stops at zero.
    NoDebt,
}

/// Both books of one client.
struct Books {
    purse: Purse<u32>,
    tokens: Tokens,
    ledger: BTreeMap<Option<u32>, i64>,
    /// Holds of open bills as the tables have them.
    holds: BTreeMap<u32, Vec<(u32, i64)>>,
    paid: Vec<u32>,
}

impl Books {
    fn new() -> Self {
        Self {
            purse: Purse::default(),
            tokens: Tokens::default(),
            ledger: BTreeMap::new(),
            holds: BTreeMap::new(),
            paid: Vec::new(),
        }
    }

    fn write(&mut self, moves: &[Move<u32>], lose: bool) {
        for one in moves.iter().skip(usize::from(lose)) {
            *self.ledger.entry(one.lot).or_default() += one.points;
        }
    }

    fn fault(&self, today: Day) -> Option<String> {
        for lot in &self.purse.lots {
            let (left, held) = self.tokens.left(lot.id);
            if (lot.left, lot.held) != (left, held) {
                return Some(format!("lot {lot:?}: {left} left and {held} held by the tokens"));
            }
            if self.tokens.days[&lot.id] != (lot.usable, lot.expires) {
                return Some(format!("lot {lot:?}: {:?} by the tokens", self.tokens.days[&lot.id]));
            }
            if self.ledger.get(&Some(lot.id)).copied().unwrap_or(0) != lot.left {
                return Some(format!("lot {lot:?}: {:?} by the ledger", self.ledger.get(&Some(lot.id))));
            }
            if !(0..=lot.left).contains(&lot.held) || lot.left > lot.earned {
                return Some(format!("lot {lot:?} is impossible"));
            }
        }
        if self.purse.debt != self.tokens.debt
            || self.ledger.get(&None).copied().unwrap_or(0) != -self.purse.debt
        {
            return Some(format!(
                "debt {} by the purse, {} by the tokens",
                self.purse.debt, self.tokens.debt
            ));
        }
        if self.ledger.values().sum::<i64>() != self.purse.balance() {
            return Some("balance and ledger differ".to_owned());
        }
        if self.purse.usable(today) != self.tokens.usable(today) {
            return Some("usable points differ".to_owned());
        }
        (self.purse.debt > 0 && self.purse.lots.iter().any(|lot| lot.free() > 0))
            .then(|| "a debt beside free points".to_owned())
    }
}

/// Runs `operations` and returns the first fault.
fn run(seed: i64, operations: usize, sabotage: Sabotage) -> Option<String> {
    let mut dice = Dice::of(seed, "purse");
    let mut today = Day::parse("2026-11-22").unwrap();
    let (mut books, mut next) = (vec![Books::new(), Books::new()], 1_u32);
    for step in 0..operations {
        let who = dice.range(0, books.len() as i64 - 1) as usize;
        let lose = sabotage == Sabotage::LostEntry && step % 97 == 96;
        let points = dice.range(1, 12);
        match dice.range(0, 99) {
            0..25 => {
                let days = (today.plus(dice.range(0, 1)), today.plus(dice.range(0, 25)));
                let lot =
                    Lot { id: next, earned: points, left: points, held: 0, usable: days.0, expires: days.1 };
                let moves = books[who].purse.add(lot);
                books[who].write(&moves, lose);
                books[who].tokens.add(next, points, days);
                next += 1;
            }
            25..45 => {
                let held = books[who].purse.hold(points, today);
                let same = books[who].tokens.hold(next, points, today);
                if held.is_some() != same {
                    return Some(format!("step {step}: a hold of {points} is judged differently"));
                }
                if let Some(held) = held {
                    books[who].holds.insert(next, held);
                }
                next += 1;
            }
            45..60 => {
                // Mostly a bill that holds something, sometimes one whose reservation was dropped.
                let bill =
                    books[who].holds.keys().next().copied().filter(|_| dice.range(0, 4) > 0).unwrap_or(next);
                next += 1;
                let held = books[who].holds.remove(&bill).unwrap_or_default();
                let points = dice.range(1, 14);
                let moves = books[who].purse.spend(points, &held, today);
                books[who].write(&moves, lose);
                books[who].tokens.pay(bill, points, today);
                books[who].paid.push(bill);
            }
            60..68 => {
                let Some((bill, held)) = books[who].holds.pop_first() else { continue };
                let moves = books[who].purse.release(&held);
                books[who].write(&moves, lose);
                books[who].tokens.release(bill);
            }
            68..80 => {
                if books[who].paid.is_empty() {
                    continue;
                }
                let bill = *dice.pick(&books[who].paid.clone());
                let spent = books[who].tokens.spent(bill);
                let back = refund::returned(&spent, points);
                let sum: i64 = back.iter().map(|part| part.1).sum();
                let (moves, loose) = books[who].purse.give_back(&back, today, 14);
                books[who].write(&moves, lose);
                let same = books[who].tokens.give_back(bill, sum, today);
                if loose != same {
                    return Some(format!("step {step}: {loose} loose by the purse, {same} by the tokens"));
                }
                if loose > 0 {
                    let days = (today, today.plus(20));
                    let lot = Lot {
                        id: next,
                        earned: loose,
                        left: loose,
                        held: 0,
                        usable: days.0,
                        expires: days.1,
                    };
                    let moves = books[who].purse.add(lot);
                    books[who].write(&moves, false);
                    books[who].tokens.add(next, loose, days);
                    next += 1;
                }
            }
            80..90 => {
                let own = books[who].purse.lots.last().map_or(0, |lot| lot.id);
                let most = books[who].purse.lots.iter().map(Lot::free).sum::<i64>();
                let wanted = if sabotage == Sabotage::NoDebt { points.min(most) } else { points };
                let moves = books[who].purse.claw(wanted, Some(own));
                books[who].write(&moves, lose);
                books[who].tokens.claw(points, own);
            }
            90..97 => {
                today = today.plus(dice.range(1, 3));
                for one in &mut books {
                    if sabotage == Sabotage::HoldsExpire {
                        let late = one.purse.lots.iter_mut().filter(|lot| lot.expires < today);
                        late.for_each(|lot| lot.held = 0);
                    }
                    let moves = one.purse.expire(today);
                    one.write(&moves, false);
                    one.tokens.expire(today);
                }
            }
            _ => {
                // R-C4: the second card goes into the first, and a new client comes.
                let gone = std::mem::replace(&mut books[1], Books::new());
                let kept = &mut books[0];
                let moves = kept.purse.merge(gone.purse);
                for (lot, sum) in gone.ledger {
                    *kept.ledger.entry(lot).or_default() += sum;
                }
                kept.write(&moves, false);
                kept.tokens.all.extend(gone.tokens.all);
                kept.tokens.days.extend(gone.tokens.days);
                kept.tokens.debt += gone.tokens.debt;
                kept.tokens.on_credit.extend(gone.tokens.on_credit);
                kept.tokens.repay();
                kept.holds.extend(gone.holds);
                kept.paid.extend(gone.paid);
            }
        }
        for one in &books {
            if let Some(fault) = one.fault(today) {
                return Some(format!("seed {seed}, step {step}: {fault}"));
            }
        }
    }
    None
}

#[test]
fn lots_ledger_and_balance_agree_through_a_hundred_thousand_operations() {
    for seed in 0..1_000 {
        assert_eq!(run(seed, 100, Sabotage::None), None);
    }
}

#[test]
fn planted_mistakes_are_noticed() {
    for sabotage in [Sabotage::LostEntry, Sabotage::HoldsExpire, Sabotage::NoDebt] {
        let noticed = (0..40).filter(|seed| run(*seed, 150, sabotage).is_some()).count();
        assert!(noticed >= 20, "only {noticed} of 40");
    }
}

/// R-L4: visits used, returned and frozen in any order: what is owed is what was paid less what was used.
#[test]
fn a_memberships_value_is_what_was_paid_less_what_was_used() {
    let mut dice = Dice::of(3, "passes");
    for _ in 0..10_000 {
        let (paid, visits) = (dice.range(0, 3_000_000), dice.range(1, 12));
        let unit = pass::unit(paid, visits);
        let (mut left, mut value, mut used) = (visits, paid, Vec::new());
        let (mut end, mut frozen, most) = (Day::parse("2027-01-01").ok(), 0, dice.range(0, 40));
        for _ in 0..dice.range(1, 30) {
            match dice.range(0, 2) {
                0 if left > 0 => {
                    let now = pass::next_value(value, left, unit);
                    (left, value) = (left - 1, value - now);
                    used.push(now);
                }
                1 if !used.is_empty() => {
                    let at = dice.range(0, used.len() as i64 - 1) as usize;
                    value += used.remove(at);
                    left += 1;
                }
                _ => {
                    let days = dice.range(0, 15).min(pass::freeze_left(most, frozen));
                    frozen += days;
                    end = pass::end_after_freeze(end, days);
                }
            }
            assert_eq!(value + used.iter().sum::<i64>(), paid);
            assert!(value >= 0 && (left > 0 || value == 0), "{left} visits are worth {value}");
            assert!(frozen <= most);
            assert_eq!(end.unwrap().since(Day::parse("2027-01-01").unwrap()), frozen);
        }
    }
}
