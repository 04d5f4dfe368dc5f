use super::super::code::{Code, Off};
use super::*;

const SOM: i64 = 100;

fn service(id: &str, som: i64) -> Line {
    Line {
        line_id: id.to_owned(),
        kind: Kind::Service,
        subject: Some(id.to_owned()),
        gross_minor: som * SOM,
        visit: None,
    }
}

fn terms() -> Terms {
    Terms {
        tier_percent: 0,
        tier_stackable: false,
        earn_percent: 3,
        code: None,
        vouchers: Vec::new(),
        points_wanted: 0,
        points_usable: 0,
        cap_percent: 30,
    }
}

fn percent(percent: i64, stackable: bool) -> Option<Code> {
    Some(Code {
        off: Off::Percent(percent),
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
        stackable,
        archived: false,
    })
}

fn voucher(som: i64) -> Voucher {
    Voucher { certificate_id: "c".into(), label: "C".into(), balance_minor: som * SOM, wanted_minor: None }
}

/// What every quote must satisfy, whatever is in it.
fn check(lines: &[Line], quote: &Quote) {
    let gross: i64 = lines.iter().map(|line| line.gross_minor).sum();
    let discount: i64 = quote.lines.iter().map(Priced::discount_minor).sum();
    let redeemed: i64 = quote.redeemed.iter().map(|part| part.amount_minor).sum();
    assert_eq!(gross, discount + redeemed + quote.due_minor, "{quote:?}");
    for (line, priced) in lines.iter().zip(&quote.lines) {
        assert!((0..=line.gross_minor).contains(&priced.discount_minor()), "{quote:?}");
    }
    assert!(quote.due_minor >= 0 && quote.points_used <= quote.points_max, "{quote:?}");
}

#[test]
fn r_l5_r_f2_the_worked_number_of_2_13() {
    let lines = [service("a", 180_000), service("b", 120_000)];
    let terms = Terms {
        code: percent(20, false),
        vouchers: vec![voucher(100_000)],
        points_wanted: 50_000,
        points_usable: 50_000,
        ..terms()
    };
    let quote = quote(&lines, &terms);
    check(&lines, &quote);
    let by_code: i64 = quote
        .lines
        .iter()
        .flat_map(|line| &line.reasons)
        .filter(|reason| reason.why == Why::Code)
        .map(|reason| reason.amount_minor)
        .sum();
    assert_eq!(by_code, 60_000 * SOM, "300 000 -> 240 000");
    assert_eq!(quote.redeemed[0].amount_minor, 100_000 * SOM, "-> 140 000");
    assert_eq!(quote.points_used, 42_000, "30 % of 140 000");
    assert_eq!(quote.due_minor, 98_000 * SOM);
    assert_eq!(quote.earn_points, 2_940);
    // R-F2: revenue 198 000 = what money and certificate pay.
    let discount: i64 = quote.lines.iter().map(Priced::discount_minor).sum();
    assert_eq!(300_000 * SOM - discount, 198_000 * SOM);
}

#[test]
fn r_l5_the_better_of_tier_and_promo_or_both_if_both_may() {
    let lines = [service("a", 100_000)];
    let tier = |tier_percent, tier_stackable, code| Terms { tier_percent, tier_stackable, code, ..terms() };
    assert_eq!(quote(&lines, &tier(10, false, percent(20, false))).due_minor, 80_000 * SOM);
    let better = quote(&lines, &tier(25, false, percent(20, false)));
    assert_eq!((better.due_minor, better.code_lost), (75_000 * SOM, true));
    assert_eq!(quote(&lines, &tier(10, true, percent(20, false))).due_minor, 80_000 * SOM);
    // Tier first, promo on the rest: 100 -> 90 -> 72.
    let both = quote(&lines, &tier(10, true, percent(20, true)));
    assert_eq!((both.due_minor, both.code_lost), (72_000 * SOM, false));
}

#[test]
fn r_f3_what_is_sold_here_is_neither_cheaper_nor_paid_by_a_certificate() {
    let sale = Line { kind: Kind::Sale, ..service("certificate", 500_000) };
    let lines = [sale, service("cut", 100_000)];
    let terms = Terms {
        code: percent(50, false),
        vouchers: vec![voucher(900_000)],
        points_usable: 99_000,
        points_wanted: 99_000,
        ..terms()
    };
    let quote = quote(&lines, &terms);
    check(&lines, &quote);
    assert_eq!(quote.due_minor, 500_000 * SOM);
    assert_eq!(quote.redeemed[0].amount_minor, 50_000 * SOM);
    assert_eq!((quote.points_used, quote.earn_points), (0, 0));
}

#[test]
fn r_l4_a_visit_pays_its_line_whole_at_its_own_value() {
    let visit = Visit { membership_id: "m".into(), unit_minor: 80_000 * SOM, label: "10".into() };
    let covered = Line { visit: Some(visit.clone()), ..service("massage", 100_000) };
    let cheap = Line { visit: Some(visit), ..service("brows", 50_000) };
    let lines = [covered, cheap, service("cut", 60_000)];
    let quote = quote(&lines, &Terms { tier_percent: 10, ..terms() });
    check(&lines, &quote);
    assert_eq!(quote.lines[0].reasons, [Reason { why: Why::Membership, amount_minor: 20_000 * SOM }]);
    assert_eq!(quote.redeemed[0].amount_minor, 80_000 * SOM);
    assert_eq!(quote.redeemed[1].amount_minor, 50_000 * SOM);
    assert_eq!(quote.due_minor, 54_000 * SOM);
}

#[test]
fn r_f2_points_are_spread_by_value_with_the_largest_remainder() {
    let lines = [service("a", 100), service("b", 100), service("c", 100)];
    let terms = Terms { points_wanted: 50, points_usable: 1_000, ..terms() };
    let quote = quote(&lines, &terms);
    check(&lines, &quote);
    let parts: Vec<i64> = quote.lines.iter().map(Priced::discount_minor).collect();
    assert_eq!(parts, [1_667, 1_667, 1_666]);
}

#[test]
fn r_l5_whatever_is_on_a_bill_its_parts_add_up() {
    let mut dice = pardoz_sdk::dice::Dice::of(5, "bills");
    for _ in 0..20_000 {
        let lines: Vec<Line> = (0..dice.range(1, 6))
            .map(|at| {
                let mut line = service(&format!("s{at}"), dice.range(0, 400) * 1_000 + dice.range(0, 1) * 7);
                line.kind = *dice.pick(&[Kind::Service, Kind::Service, Kind::Product, Kind::Sale]);
                let unit_minor = dice.range(1, 300_000) * SOM;
                let visit = Visit { membership_id: "m".into(), unit_minor, label: String::new() };
                line.visit = (line.kind == Kind::Service && dice.range(0, 5) == 0).then_some(visit);
                line
            })
            .collect();
        let mut code = percent(dice.range(1, 100), dice.range(0, 1) == 0).filter(|_| dice.range(0, 1) == 0);
        if let Some(code) = code.as_mut().filter(|_| dice.range(0, 2) == 0) {
            code.off = Off::Amount(dice.range(1, 500_000) * SOM);
            code.floor_minor = dice.range(0, 200_000) * SOM;
        }
        let terms = Terms {
            tier_percent: dice.range(0, 15),
            tier_stackable: dice.range(0, 1) == 0,
            earn_percent: dice.range(0, 10),
            code,
            vouchers: (0..dice.range(0, 3)).map(|_| voucher(dice.range(0, 500_000))).collect(),
            points_wanted: dice.range(0, 200_000),
            points_usable: dice.range(-5_000, 200_000),
            cap_percent: dice.range(0, 100),
        };
        check(&lines, &quote(&lines, &terms));
    }
}
