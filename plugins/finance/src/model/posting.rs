//! A bill's money as entries. Three truths stay apart (R-F2): money moves when a tender is taken, income is earned
//! when the visit is done or the goods are handed over, and in between the bill is a liability (`open_bills`).

use pardoz_sdk::prelude::*;

use super::entry::{Line, Lines};
use super::tender::Tender;

/// Who and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    pub client_id: Option<Id>,
    pub desk_id: Option<Id>,
    pub shift_id: Option<Id>,
}

/// A tender was taken (above zero) or given back (below). `None`: cash without a desk.
pub fn payment(tenders: &[(Tender, i64)], place: Place) -> Option<Lines> {
    received(tenders, place, "open_bills", SALES)
}

/// R-B9: the same for a visit to come: the salon owes it.
pub fn deposit(tenders: &[(Tender, i64)], place: Place) -> Option<Lines> {
    received(tenders, place, "deposits", DEPOSITS)
}

/// R-B9: what of a deposit is kept when its visit is given up; below zero, it is put back.
pub fn deposit_kept(amount_minor: i64, client_id: Option<Id>) -> Lines {
    let mut lines = Lines::default();
    lines.push(Line::of("deposits", amount_minor).with("client", client_id));
    lines.push(Line::of("income.fee", -amount_minor).with("client", client_id));
    lines
}

fn received(tenders: &[(Tender, i64)], place: Place, owed: &str, category: &str) -> Option<Lines> {
    let mut lines = Lines::default();
    let mut sum = 0;
    for &(tender, amount_minor) in tenders {
        let shift = place.shift_id.filter(|_| tender == Tender::Cash);
        let line = Line::of(tender.account(place.desk_id)?, amount_minor);
        lines.push(line.category(category).with("client", place.client_id).shift(shift));
        sum += amount_minor;
    }
    lines.push(Line::of(owed, -sum).with("client", place.client_id));
    Some(lines)
}

/// Money for sales, as the cash flow names it.
pub const SALES: &str = "sales";

/// Money for visits to come.
const DEPOSITS: &str = "deposits";

/// What a line of the bill earns: its kind and its total after discounts.
pub fn sale(lines: &[(&str, i64)], rounding_minor: i64, client_id: Option<Id>) -> Lines {
    let mut posted = Lines::default();
    let mut sum = rounding_minor;
    for account in ["income.service", "income.product", "loyalty", "income.fee", "income.other"] {
        let of_account = lines.iter().filter(|(kind, _)| income(kind) == account);
        let earned: i64 = of_account.map(|(_, total)| total).sum();
        posted.push(Line::of(account, -earned).with("client", client_id));
        sum += earned;
    }
    posted.add("rounding", -rounding_minor);
    posted.push(Line::of("open_bills", sum).with("client", client_id));
    posted
}

/// R-F1: services are earned in the month of their visit, also when they are paid for in the next one.
pub fn of_visit(mut sold: Lines, period: &str) -> Lines {
    for line in sold.0.iter_mut().filter(|line| line.account == "income.service") {
        line.period = Some(period.to_owned());
    }
    sold
}

/// A sold certificate or membership earns nothing yet: the loyalty module will confirm that we owe it.
fn income(kind: &str) -> &'static str {
    match kind {
        "service" => "income.service",
        "product" => "income.product",
        "certificate" | "membership" => "loyalty",
        "fee" => "income.fee",
        _ => "income.other",
    }
}

/// R-P10: a tip is the performer's money in our hands.
pub fn tip(tender: Tender, amount_minor: i64, staff_id: Id, place: Place) -> Option<Lines> {
    let shift = place.shift_id.filter(|_| tender == Tender::Cash);
    let mut lines = Lines::default();
    lines.push(Line::of(tender.account(place.desk_id)?, amount_minor).category("tips").shift(shift));
    lines.push(Line::of("tips", -amount_minor).with("staff", Some(staff_id)));
    Some(lines)
}

/// What the loyalty module confirmed (`loyalty.liability.changed`). R-M2: used in another branch than the one that
/// sold it, the seller's liability falls, and the seller owes the branch that did the work.
pub fn liability(kind: &str, subject: &str, amount_minor: i64, branch_id: Id, sold_in: Id) -> Option<Lines> {
    if subject == "points" {
        return points(kind, amount_minor, branch_id, sold_in);
    }
    let account = match subject {
        "certificate" => "certificates",
        "membership" => "memberships",
        _ => return None,
    };
    // Above zero: the debt towards the holder falls.
    let falls = match kind {
        "used" | "refunded" | "breakage" => amount_minor,
        "sold" | "returned" | "granted" | "restored" => amount_minor.checked_neg()?,
        _ => return None,
    };
    let mut lines = Lines::default();
    lines.push(Line::of(account, falls).branch(sold_in));
    if matches!(kind, "breakage" | "restored") {
        lines.push(Line::of("breakage", -falls).branch(sold_in));
        return Some(lines);
    }
    if kind == "granted" {
        // A gift is a cost of getting clients, from the day it is given.
        lines.push(Line::of("expense", -falls).category("marketing").branch(sold_in));
        return Some(lines);
    }
    lines.push(Line::of("loyalty", -falls).branch(branch_id));
    if branch_id != sold_in {
        lines.push(Line::of("interbranch", -falls).branch(sold_in).with("branch", Some(branch_id)));
        lines.push(Line::of("interbranch", falls).branch(branch_id).with("branch", Some(sold_in)));
    }
    Some(lines)
}

/// R-M2: points are a discount (R-F2) of the branch that did the work, and the promise of the one where they were
/// earned: that branch bears them and owes their value. Both sides stand on one income account, so the salon as a whole
/// has earned neither more nor less by it, and its revenue is what clients paid.
fn points(kind: &str, amount_minor: i64, branch_id: Id, earned_in: Id) -> Option<Lines> {
    let value = match kind {
        "used" => amount_minor,
        "returned" => amount_minor.checked_neg()?,
        _ => return None,
    };
    let mut lines = Lines::default();
    if branch_id == earned_in {
        return Some(lines);
    }
    for (branch, other, gain) in [(branch_id, earned_in, value), (earned_in, branch_id, -value)] {
        lines.push(Line::of("income.points", -gain).branch(branch).with("branch", Some(other)));
        lines.push(Line::of("interbranch", gain).branch(branch).with("branch", Some(other)));
    }
    Some(lines)
}

/// R-M2: the debtor's money goes to the creditor, and what stood between the two is gone; each one's books balance.
pub fn settlement(debtor: Id, creditor: Id, amount_minor: i64) -> Lines {
    let mut lines = Lines::default();
    for (branch, other, gain) in [(debtor, creditor, -amount_minor), (creditor, debtor, amount_minor)] {
        lines.push(Line::of("bank", gain).category("settlement").branch(branch));
        lines.push(Line::of("interbranch", -gain).branch(branch).with("branch", Some(other)));
    }
    lines
}

/// What a stock document changed in one branch: in its stores, or on the way from them.
#[derive(Clone, Copy, Debug)]
pub struct Goods {
    pub branch_id: Id,
    pub transit: bool,
    pub value_minor: i64,
}

/// A stock document: its goods, their other side, and what it trued up (kind of the document that took the goods,
/// branch, value). R-I3: that is a cost of whatever took them, not the price of what came. Goods that arrive from
/// another branch are owed to it at their cost, so that each branch's books balance (R-M2).
pub fn stock(
    kind: &str,
    branch_id: Id,
    supplier_id: Option<Id>,
    goods: &[Goods],
    trued_up: &[(&str, Id, i64)],
) -> Lines {
    let mut lines = Lines::default();
    for one in goods {
        let account = if one.transit { "stock_transit" } else { "stock" };
        lines.push(Line::of(account, one.value_minor).branch(one.branch_id));
    }
    for &(took, branch, value_minor) in trued_up {
        // What left for somebody else was settled with him at the old cost: the difference is the salon's.
        let account = match stock_account(took) {
            "payable" | "owner" | "stock_transit" => "cost.materials",
            cost => cost,
        };
        lines.push(Line::of(account, -value_minor).category("materials").branch(branch));
    }
    let others: std::collections::BTreeSet<Id> =
        lines.0.iter().filter_map(|line| line.branch_id).filter(|other| *other != branch_id).collect();
    for other in others {
        let own = lines.0.iter().filter(|line| line.branch_id == Some(other));
        let value: i64 = own.map(|line| line.amount_minor).sum();
        lines.push(Line::of("interbranch", -value).branch(other).with("branch", Some(branch_id)));
        lines.push(Line::of("interbranch", value).branch(branch_id).with("branch", Some(other)));
    }
    let account = stock_account(kind);
    let supplier = supplier_id.filter(|_| account == "payable");
    let rest: i64 = lines.0.iter().map(|line| line.amount_minor).sum();
    lines.push(Line::of(account, -rest).category("materials").with("supplier", supplier));
    lines
}

/// The other side of a stock document, by its kind.
fn stock_account(kind: &str) -> &'static str {
    match kind {
        "receipt" | "return" => "payable",
        "opening" => "owner",
        "sale" | "sale_return" => "cost.goods",
        "stocktake" | "compensation" => "cost.shrinkage",
        "transfer_out" | "transfer_in" => "stock_transit",
        // A visit's materials, a write-off, a production's difference, and whatever kind comes next: used up.
        _ => "cost.materials",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOM: i64 = 100;

    fn id(n: u8) -> Id {
        Id::parse(&format!("01890a5d-ac96-774b-bcce-b302099a80{n:02x}")).unwrap()
    }

    fn of(lines: &Lines, account: &str) -> i64 {
        lines.0.iter().filter(|line| line.account == account).map(|line| line.amount_minor).sum()
    }

    /// 2.13, R-L5 and R-F2: 300 000 − 20 % − points 42 000 = 198 000 earned; 100 000 by certificate, 98 000 in cash.
    #[test]
    fn the_worked_bill_is_98_000_in_cash_100_000_of_liability_and_198_000_of_revenue() {
        let place = Place { client_id: Some(id(1)), desk_id: Some(id(2)), shift_id: Some(id(3)) };
        let tenders = [(Tender::Certificate, 100_000 * SOM), (Tender::Cash, 98_000 * SOM)];
        let paid = payment(&tenders, place).unwrap();
        let sold = sale(&[("service", 198_000 * SOM)], 0, place.client_id);
        let used = liability("used", "certificate", 100_000 * SOM, id(9), id(9)).unwrap();
        for entry in [&paid, &sold, &used] {
            assert!(entry.is_balanced(), "{entry:?}");
        }
        assert_eq!(of(&paid, &format!("cash:{}", id(2))), 98_000 * SOM);
        assert_eq!(of(&sold, "income.service"), -198_000 * SOM);
        assert_eq!(of(&paid, "open_bills") + of(&sold, "open_bills"), 0);
        assert_eq!(of(&used, "certificates"), 100_000 * SOM, "the liability falls");
        assert_eq!(of(&paid, "loyalty") + of(&used, "loyalty"), 0, "nothing is left between the modules");
    }

    #[test]
    fn r_m2_used_in_b_the_branch_that_sold_it_owes_b() {
        let (a, b) = (id(10), id(11));
        let used = liability("used", "certificate", 100_000 * SOM, b, a).unwrap();
        assert!(used.is_balanced());
        for branch in [a, b] {
            let own = used.0.iter().filter(|line| line.branch_id == Some(branch));
            assert_eq!(own.map(|line| line.amount_minor).sum::<i64>(), 0, "each branch's books balance");
        }
        let owed = used.0.iter().find(|line| line.account == "interbranch" && line.branch_id == Some(b));
        assert_eq!(owed.map(|line| line.amount_minor), Some(100_000 * SOM));
        let back = liability("returned", "certificate", 100_000 * SOM, b, a).unwrap();
        let both = used.0.iter().zip(&back.0);
        assert!(
            both.clone().count() == 4 && both.into_iter().all(|(x, y)| x.amount_minor == -y.amount_minor)
        );
    }

    #[test]
    fn r_m2_points_are_borne_where_they_were_earned_and_the_salon_earns_what_it_did() {
        let (a, b) = (id(10), id(11));
        let used = liability("used", "points", 4_500 * SOM, b, a).unwrap();
        let of_branch = |account: &str, branch| -> i64 {
            let own = used.0.iter().filter(|line| line.branch_id == Some(branch) && line.account == account);
            own.map(|line| line.amount_minor).sum()
        };
        assert_eq!(of_branch("income.points", b), -4_500 * SOM, "B has earned its work whole");
        assert_eq!(of_branch("income.points", a), 4_500 * SOM, "A bears its promise");
        assert_eq!((of_branch("interbranch", b), of_branch("interbranch", a)), (4_500 * SOM, -4_500 * SOM));
        assert_eq!(of(&used, "income.points"), 0, "R-F2: a discount is no revenue of the salon");
        let back = liability("returned", "points", 4_500 * SOM, b, a).unwrap();
        assert!(used.0.iter().zip(&back.0).all(|(x, y)| x.amount_minor == -y.amount_minor));
        assert_eq!(liability("used", "points", 4_500 * SOM, a, a), Some(Lines::default()));
        assert_eq!(liability("breakage", "points", 1, b, a), None);
    }

    #[test]
    fn r_i3_what_is_trued_up_is_a_cost_and_the_supplier_is_owed_his_price() {
        // 60 ml for 360 000 while 10 ml are owed at 5 000: the shelf gains 350 000.
        let goods = [Goods { branch_id: id(1), transit: false, value_minor: 350_000 * SOM }];
        let lines = stock("receipt", id(1), Some(id(7)), &goods, &[("visit", id(1), -10_000 * SOM)]);
        assert!(lines.is_balanced());
        assert_eq!(of(&lines, "payable"), -360_000 * SOM);
        assert_eq!(of(&lines, "cost.materials"), 10_000 * SOM);
        let sold = stock("receipt", id(1), None, &goods, &[("sale", id(1), -10_000 * SOM)]);
        assert_eq!(of(&sold, "cost.goods"), 10_000 * SOM);
        let moved = stock("transfer_in", id(1), None, &[], &[("transfer_out", id(1), 500)]);
        assert_eq!((of(&moved, "cost.materials"), of(&moved, "stock_transit")), (-500, 500));
    }

    #[test]
    fn r_m2_goods_of_another_branch_are_owed_to_it() {
        let (a, b) = (id(10), id(11));
        let place = |branch_id, transit, value_minor| Goods { branch_id, transit, value_minor };
        let came = [place(a, true, -20_000), place(b, false, 19_500)];
        let lines = stock("transfer_in", b, None, &came, &[("visit", b, -500)]);
        for branch in [a, b] {
            let own = lines.0.iter().filter(|line| line.branch_id.unwrap_or(b) == branch);
            assert_eq!(own.map(|line| line.amount_minor).sum::<i64>(), 0, "each branch's books balance");
        }
        let owed = lines.0.iter().find(|line| line.account == "interbranch" && line.branch_id == Some(a));
        assert_eq!(owed.map(|line| line.amount_minor), Some(20_000), "b owes what left a");
    }

    #[test]
    fn r_m2_a_settlement_takes_back_what_the_use_wrote() {
        let (a, b) = (id(10), id(11));
        let mut all = liability("used", "certificate", 100_000 * SOM, b, a).unwrap();
        let paid = settlement(a, b, 100_000 * SOM);
        assert!(paid.is_balanced());
        all.0.extend(paid.0);
        for (branch, bank) in [(a, -100_000 * SOM), (b, 100_000 * SOM)] {
            let of = |account: &str| -> i64 {
                let own =
                    all.0.iter().filter(|line| line.branch_id == Some(branch) && line.account == account);
                own.map(|line| line.amount_minor).sum()
            };
            assert_eq!((of("interbranch"), of("bank")), (0, bank));
        }
    }

    #[test]
    fn r_f1_a_visit_of_january_paid_in_february_earned_its_services_in_january() {
        let sold =
            of_visit(sale(&[("service", 150_000 * SOM), ("product", 40_000 * SOM)], 0, None), "2026-01");
        let period = |account: &str| {
            sold.0.iter().find(|line| line.account == account).and_then(|line| line.period.clone())
        };
        assert_eq!(period("income.service").as_deref(), Some("2026-01"));
        assert_eq!(period("income.product"), None, "goods are earned when they are handed over");
        assert!(sold.is_balanced());
    }

    #[test]
    fn r_f2_a_sold_certificate_earns_nothing_until_it_breaks() {
        let sold = sale(&[("certificate", 500 * SOM)], 0, None);
        assert_eq!((of(&sold, "loyalty"), of(&sold, "income.service")), (-500 * SOM, 0));
        let confirmed = liability("sold", "certificate", 500 * SOM, id(1), id(1)).unwrap();
        assert_eq!(of(&confirmed, "certificates"), -500 * SOM);
        assert_eq!(of(&confirmed, "loyalty") + of(&sold, "loyalty"), 0);
        let broken = liability("breakage", "certificate", 200 * SOM, id(1), id(1)).unwrap();
        let restored = liability("restored", "certificate", 200 * SOM, id(1), id(1)).unwrap();
        assert_eq!((of(&restored, "breakage"), of(&restored, "certificates")), (200 * SOM, -200 * SOM));
        assert_eq!((of(&broken, "breakage"), of(&broken, "certificates")), (-200 * SOM, 200 * SOM));
        assert_eq!(liability("eaten", "certificate", 1, id(1), id(1)), None);
    }

    #[test]
    fn r_p10_a_tip_is_in_no_income() {
        let place = Place { desk_id: Some(id(2)), ..Place::default() };
        let tip = tip(Tender::Card, 20_000 * SOM, id(5), place).unwrap();
        assert!(tip.is_balanced() && tip.0.iter().all(|line| !line.account.starts_with("income")));
        assert!(payment(&[(Tender::Cash, 1)], Place::default()).is_none(), "cash needs a desk");
    }
}
