//! 100,000 random sequences of what a desk does, posted by the rules and held against a second, much simpler model
//! that knows no entries at all. After each operation: every entry sums to 0, Σ tenders = bill, and what the accounts
//! say is what the simple model counted (A6).

use std::collections::BTreeMap;

use pardoz_sdk::Id;
use plugin_finance::model::bill::{Offer, Rest, cover, rounding};
use plugin_finance::model::entry::Lines;
use plugin_finance::model::posting::{self, Place};
use plugin_finance::model::refund::{self, Part, Standing, Way};
use plugin_finance::model::tender::Tender;

const SEQUENCES: u64 = 100_000;
const OPERATIONS: u64 = 5;
const SOM: i64 = 100;

fn id(n: u64) -> Id {
    Id::parse(&format!("01890a5d-ac96-774b-bcce-{n:012x}")).expect("an id")
}

/// A small generator: the same seed, the same sequence.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// The books as accounts, from entries only.
#[derive(Default)]
struct Books {
    accounts: BTreeMap<String, i64>,
    unbalanced: u64,
}

impl Books {
    fn post(&mut self, lines: &Lines) {
        if lines.sum() != 0 {
            self.unbalanced += 1;
        }
        for line in &lines.0 {
            *self.accounts.entry(line.account.clone()).or_default() += line.amount_minor;
        }
    }

    fn of(&self, account: &str) -> i64 {
        self.accounts.get(account).copied().unwrap_or_default()
    }
}

/// The second model: what a shopkeeper would write on paper. No accounts, no signs to get wrong.
#[derive(Default, Debug, PartialEq)]
struct Paper {
    cash: i64,
    card: i64,
    owed_by_clients: i64,
    advances: i64,
    holders: i64,
    earned: i64,
    tips: i64,
}

struct Bill {
    due: i64,
    lines: Vec<i64>,
    rounding: i64,
    tenders: Vec<(Tender, i64)>,
    refunded: Vec<bool>,
}

/// What is wrong, if anything. `sabotage` bends one posting: the check must see it.
fn run(seed: u64, sabotage: bool) -> Option<String> {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5151);
    let (mut books, mut paper, mut bills) = (Books::default(), Paper::default(), Vec::<Bill>::new());
    let place = Place { client_id: Some(id(1)), desk_id: Some(id(2)), shift_id: Some(id(3)) };
    for step in 0..OPERATIONS {
        match dice.roll(11) {
            0..=4 => sell(&mut dice, &mut books, &mut paper, &mut bills, place),
            5 => {
                let amount = dice.roll(500_000) as i64 * SOM;
                let mut lines = Lines::default();
                lines.add(format!("cash:{}", id(2)), amount).add("advances", -amount);
                books.post(&lines);
                paper.cash += amount;
                paper.advances += amount;
            }
            6 => {
                let amount = (1 + dice.roll(50_000) as i64) * SOM;
                books.post(&posting::tip(Tender::Card, amount, id(7), place).expect("a card needs no desk"));
                paper.card += amount;
                paper.tips += amount;
            }
            7 => {
                // A certificate is sold for cash, and the loyalty module confirms it.
                let amount = (1 + dice.roll(300_000) as i64) * SOM;
                books.post(&posting::payment(&[(Tender::Cash, amount)], place).expect("a desk"));
                books.post(&posting::sale(&[("certificate", amount)], 0, None));
                books.post(&posting::liability("sold", "certificate", amount, id(4), id(4)).expect("known"));
                paper.cash += amount;
                paper.holders += amount;
            }
            8 => repay(&mut dice, &mut books, &mut paper, &mut bills, place),
            _ => give_back(&mut dice, &mut books, &mut paper, &mut bills, place),
        }
        if sabotage && step == OPERATIONS / 2 {
            *books.accounts.entry(format!("cash:{}", id(2))).or_default() -= 1;
        }
        for bill in &bills {
            let standing: i64 = bill.tenders.iter().map(|(_, amount)| amount).sum();
            let gone: i64 =
                bill.lines.iter().zip(&bill.refunded).filter(|(_, gone)| **gone).map(|(line, _)| line).sum();
            let all = bill.refunded.iter().all(|gone| *gone);
            let left = if all { 0 } else { bill.due - gone };
            if standing != left {
                return Some(format!("seed {seed}: tenders hold {standing} of a bill of {left}"));
            }
        }
    }
    let seen = Paper {
        cash: books.of(&format!("cash:{}", id(2))),
        card: books.of("acquiring"),
        owed_by_clients: books.of("receivable"),
        advances: -books.of("advances"),
        holders: -books.of("certificates"),
        earned: -(books.of("income.service") + books.of("income.product") + books.of("rounding")),
        tips: -books.of("tips"),
    };
    if books.unbalanced > 0 || seen != paper {
        return Some(format!("seed {seed}: the books say {seen:?}, the paper {paper:?}"));
    }
    if books.of("open_bills") != 0 || books.of("loyalty") != 0 {
        return Some(format!("seed {seed}: something hangs between"));
    }
    (books.accounts.values().sum::<i64>() != 0).then(|| format!("seed {seed}: the accounts do not sum to 0"))
}

fn sell(dice: &mut Dice, books: &mut Books, paper: &mut Paper, bills: &mut Vec<Bill>, place: Place) {
    let kinds = ["service", "product"];
    let lines: Vec<i64> = (0..1 + dice.roll(4)).map(|_| (1 + dice.roll(400_000) as i64) * SOM).collect();
    let total: i64 = lines.iter().sum();
    let by_certificate =
        (dice.roll(total as u64 / 100 + 1) as i64 * SOM).min(paper.holders) * (dice.roll(2) as i64);
    let due = total - by_certificate;
    let all_cash = dice.roll(3) == 0;
    let rounding = if all_cash { rounding(due, 1_000 * SOM) } else { 0 };
    let mut offers = Vec::new();
    if !all_cash && paper.advances > 0 {
        offers.push(Offer { tender: Tender::Advance, amount_minor: paper.advances.min(due) });
    }
    let rest = match (all_cash, dice.roll(3)) {
        (true, _) => Rest::By(Tender::Cash),
        (false, 0) => Rest::Debt { known_client: true },
        (false, _) => Rest::By(Tender::Card),
    };
    let covered = cover(due + rounding, &offers, rest).expect("the offers are within the bill");
    let mut tenders: Vec<(Tender, i64)> = covered.iter().map(|one| (one.tender, one.amount_minor)).collect();
    if by_certificate > 0 {
        tenders.push((Tender::Certificate, by_certificate));
        books.post(&posting::liability("used", "certificate", by_certificate, id(4), id(4)).expect("known"));
        paper.holders -= by_certificate;
    }
    for &(tender, amount) in &tenders {
        match tender {
            Tender::Cash => paper.cash += amount,
            Tender::Card => paper.card += amount,
            Tender::Debt => paper.owed_by_clients += amount,
            Tender::Advance => paper.advances -= amount,
            _ => {}
        }
    }
    paper.earned += total + rounding;
    books.post(&posting::payment(&tenders, place).expect("a desk"));
    let sold: Vec<(&str, i64)> = lines.iter().enumerate().map(|(at, &sum)| (kinds[at % 2], sum)).collect();
    books.post(&posting::sale(&sold, rounding, place.client_id));
    let refunded = vec![false; lines.len()];
    bills.push(Bill { due: total + rounding, lines, rounding, tenders, refunded });
}

/// A part of a debt is repaid by card, or all of it.
fn repay(dice: &mut Dice, books: &mut Books, paper: &mut Paper, bills: &mut [Bill], place: Place) {
    let is_debt = |one: &(Tender, i64)| one.0 == Tender::Debt && one.1 > 0;
    let Some(bill) = bills.iter_mut().find(|bill| bill.tenders.iter().any(is_debt)) else { return };
    let debt = bill.tenders.iter_mut().find(|one| is_debt(one)).expect("it has one");
    let all = debt.1;
    let amount = if dice.roll(2) == 0 { all } else { 1 + dice.roll(all as u64) as i64 };
    debt.1 -= amount;
    let given = [(Tender::Card, amount), (Tender::Debt, -amount)];
    books.post(&posting::payment(&given, place).expect("a card needs no desk"));
    match bill.tenders.iter_mut().find(|one| one.0 == Tender::Card) {
        Some(card) => card.1 += amount,
        None => bill.tenders.push((Tender::Card, amount)),
    }
    paper.card += amount;
    paper.owed_by_clients -= amount;
}

/// One line of one bill goes back whole, by tender.
fn give_back(dice: &mut Dice, books: &mut Books, paper: &mut Paper, bills: &mut [Bill], place: Place) {
    if bills.is_empty() {
        return;
    }
    let at = dice.roll(bills.len() as u64) as usize;
    let bill = &mut bills[at];
    let Some(line) = bill.refunded.iter().position(|gone| !gone) else { return };
    bill.refunded[line] = true;
    let last = bill.refunded.iter().all(|gone| *gone);
    let rounding = if last { bill.rounding } else { 0 };
    let amount = bill.lines[line];
    let way = |tender: Tender| match tender {
        Tender::Debt => Way::Debt,
        Tender::Certificate => Way::Kept,
        _ => Way::Money,
    };
    let standing: Vec<Standing> = bill
        .tenders
        .iter()
        .map(|&(tender, left_minor)| Standing { left_minor, line: None, way: way(tender) })
        .collect();
    let whole = Part { line, amount_minor: amount + rounding, is_sale: false };
    let Some(parts) = refund::split(&[whole], 0, &standing) else {
        // Rounding took so much off that the line is worth more than was paid: nothing more can go back.
        bill.refunded[line] = false;
        return;
    };
    assert_eq!(parts.iter().sum::<i64>(), amount + rounding, "parts sum to the whole");
    let of = |wanted: Way| -> i64 {
        let own = bill.tenders.iter().zip(&parts).filter(|((tender, _), _)| way(*tender) == wanted);
        own.map(|(_, part)| part).sum()
    };
    let debt: i64 = bill.tenders.iter().filter(|one| one.0 == Tender::Debt).map(|one| one.1).sum();
    assert!(of(Way::Money) == 0 || of(Way::Debt) == debt, "no money while something is owed");
    let mut given = Vec::new();
    for ((tender, left), part) in bill.tenders.iter_mut().zip(parts) {
        assert!((0..=*left).contains(&part), "no tender gives back more than it took");
        *left -= part;
        given.push((*tender, -part));
        match tender {
            Tender::Cash => paper.cash -= part,
            Tender::Card => paper.card -= part,
            Tender::Debt => paper.owed_by_clients -= part,
            Tender::Advance => paper.advances += part,
            Tender::Certificate => {
                paper.holders += part;
                if part > 0 {
                    let back = posting::liability("returned", "certificate", part, id(4), id(4));
                    books.post(&back.expect("known"));
                }
            }
            _ => {}
        }
    }
    paper.earned -= amount + rounding;
    books.post(&posting::payment(&given, place).expect("a desk"));
    let kind = if line % 2 == 0 { "service" } else { "product" };
    books.post(&posting::sale(&[(kind, -amount)], -rounding, place.client_id));
}

#[test]
fn a6_a_hundred_thousand_random_sequences_leave_the_books_balanced() {
    for seed in 0..SEQUENCES {
        if let Some(fault) = run(seed, false) {
            panic!("{fault}");
        }
    }
}

#[test]
fn the_check_sees_a_single_tiyin_that_went_astray() {
    for seed in 0..1_000 {
        assert!(run(seed, true).is_some(), "seed {seed}: the sabotage went unnoticed");
    }
}
