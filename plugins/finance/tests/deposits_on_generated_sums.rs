//! R-B9 on generated sums, held against a till that knows no rule but "pay the fee from the deposit, note by note".

use plugin_finance::model::deposit::{Settled, settle};
use plugin_finance::model::posting;

const CASES: u64 = 200_000;

/// (deposit, fee, is a shortfall collected?)
type Rule = fn(i64, i64, bool) -> Settled;

/// A small generator: the same seed, the same sums.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % below) as i64
    }
}

/// What is wrong with a settlement, if anything.
fn fault(held: i64, fee: i64, collects: bool, settled: Settled) -> Option<&'static str> {
    let Settled { kept_minor: kept, back_minor: back, billed_minor: billed } = settled;
    if kept < 0 || back < 0 || billed < 0 {
        return Some("a sum below zero");
    }
    if kept + back != held {
        return Some("the deposit is not kept and returned exactly");
    }
    if kept + billed > fee {
        return Some("more than the fee is taken");
    }
    if back > 0 && kept < fee {
        return Some("money goes back while the fee is not covered");
    }
    if collects && kept + billed != fee {
        return Some("the fee is not covered");
    }
    if !collects && billed != 0 {
        return Some("a shortfall is billed that nobody collects");
    }
    let entry = posting::deposit_kept(kept, None);
    if !entry.is_balanced()
        || entry.0.iter().any(|line| line.account == "income.fee" && -line.amount_minor != kept)
    {
        return Some("the entry does not say what was kept");
    }
    None
}

/// Runs all cases through `rule`; what is wrong with the first that fails.
fn run(rule: Rule) -> Option<String> {
    let mut dice = Dice(0xB9);
    for case in 0..CASES {
        // Small sums meet their edges often; a third of the fees is the deposit to the tiyin.
        let held = dice.roll(if case % 2 == 0 { 5 } else { 50_000_000 });
        let fee = if case % 3 == 0 { held } else { dice.roll(if case % 2 == 0 { 5 } else { 50_000_000 }) };
        let collects = dice.roll(2) == 1;
        let settled = rule(held, fee, collects);
        if let Some(fault) = fault(held, fee, collects, settled) {
            return Some(format!("case {case}: deposit {held}, fee {fee}, {collects}: {settled:?}: {fault}"));
        }
    }
    None
}

#[test]
fn r_b9_kept_returned_and_billed_add_up_on_generated_sums() {
    assert_eq!(run(settle), None);
}

#[test]
fn the_check_notices_every_bend_of_the_rule() {
    let bends: [(&str, Rule); 4] = [
        ("a tiyin is lost", |held, fee, collects| {
            let mut settled = settle(held, fee, collects);
            settled.back_minor -= i64::from(settled.back_minor > 1_000);
            settled
        }),
        ("the whole deposit is kept", |held, fee, collects| Settled {
            kept_minor: held,
            back_minor: 0,
            ..settle(held, fee, collects)
        }),
        ("the shortfall is always billed", |held, fee, _| settle(held, fee, true)),
        ("the shortfall is never billed", |held, fee, _| settle(held, fee, false)),
    ];
    for (bend, rule) in bends {
        assert!(run(rule).is_some(), "{bend}: the check must notice");
    }
}
