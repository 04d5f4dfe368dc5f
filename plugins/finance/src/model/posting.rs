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
    let account = match subject {
        "certificate" => "certificates",
        "membership" => "memberships",
        _ => return None,
    };
    // Above zero: the debt towards the holder falls.
    let falls = match kind {
        "used" | "refunded" | "breakage" => amount_minor,
        "sold" | "returned" | "granted" => amount_minor.checked_neg()?,
        _ => return None,
    };
    let mut lines = Lines::default();
    lines.push(Line::of(account, falls).branch(sold_in));
    if kind == "breakage" {
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

/// R-M2: the debtor's money goes to the creditor, and what stood between the two is gone; each one's books balance.
pub fn settlement(debtor: Id, creditor: Id, amount_minor: i64) -> Lines {
    let mut lines = Lines::default();
    for (branch, other, gain) in [(debtor, creditor, -amount_minor), (creditor, debtor, amount_minor)] {
        lines.push(Line::of("bank", gain).category("settlement").branch(branch));
        lines.push(Line::of("interbranch", -gain).branch(branch).with("branch", Some(other)));
    }
    lines
}

/// The other side of a stock document, by its kind.
pub fn stock_account(kind: &str) -> &'static str {
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
    fn r_f2_a_sold_certificate_earns_nothing_until_it_breaks() {
        let sold = sale(&[("certificate", 500 * SOM)], 0, None);
        assert_eq!((of(&sold, "loyalty"), of(&sold, "income.service")), (-500 * SOM, 0));
        let confirmed = liability("sold", "certificate", 500 * SOM, id(1), id(1)).unwrap();
        assert_eq!(of(&confirmed, "certificates"), -500 * SOM);
        assert_eq!(of(&confirmed, "loyalty") + of(&sold, "loyalty"), 0);
        let broken = liability("breakage", "certificate", 200 * SOM, id(1), id(1)).unwrap();
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
