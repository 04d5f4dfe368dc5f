//! A bill: lines, what is to pay, and tenders that cover it exactly.

use pardoz_sdk::money;

use super::tender::Tender;

/// round(price × quantity) to a whole so'm; `None` if it does not fit. Quantities are thousandths.
pub fn line_minor(price_minor: i64, quantity_milli: i64) -> Option<i64> {
    money::share(price_minor, quantity_milli, 1000)
}

/// What rounding `due_minor` half-up at a desk adds (or takes). Only a bill that is paid in cash alone is rounded:
/// a card pays to the tiyin.
pub fn rounding(due_minor: i64, step_minor: i64) -> i64 {
    money::round_to(due_minor, step_minor.max(1)).map_or(0, |rounded| rounded - due_minor)
}

/// Money offered: a tender and its sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    pub tender: Tender,
    pub amount_minor: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// More is offered than there is to pay: by so much.
    TooMuch(i64),
    /// Less, and nobody said that the rest is a debt: by so much.
    TooLittle(i64),
    /// A debt needs somebody who owes it.
    DebtWithoutClient,
}

/// How the rest of a bill is covered when the named sums are less than it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// By one more tender: what the pressed button says.
    By(Tender),
    /// Not now: the client owes it.
    Debt { known_client: bool },
    /// The client pays it from a phone; the provider will tell.
    Later,
    /// There must be none.
    None,
}

/// Σ tenders = bill, or an explicit debt. Offers of 0 fall away, two of a kind become one.
pub fn cover(due_minor: i64, offers: &[Offer], rest: Rest) -> Result<Vec<Offer>, Refusal> {
    let mut taken: Vec<Offer> = Vec::new();
    for offer in offers.iter().filter(|offer| offer.amount_minor != 0) {
        match taken.iter_mut().find(|one| one.tender == offer.tender) {
            Some(one) => one.amount_minor += offer.amount_minor,
            None => taken.push(*offer),
        }
    }
    let left = due_minor - taken.iter().map(|offer| offer.amount_minor).sum::<i64>();
    if left < 0 {
        return Err(Refusal::TooMuch(-left));
    }
    let tender = match rest {
        _ if left == 0 => return Ok(taken),
        Rest::By(tender) => tender,
        Rest::Later => return Ok(taken),
        Rest::Debt { known_client: true } => Tender::Debt,
        Rest::Debt { known_client: false } => return Err(Refusal::DebtWithoutClient),
        Rest::None => return Err(Refusal::TooLittle(left)),
    };
    match taken.iter_mut().find(|one| one.tender == tender) {
        Some(one) => one.amount_minor += left,
        None => taken.push(Offer { tender, amount_minor: left }),
    }
    Ok(taken)
}

/// A line as far as points are concerned (R-L1).
#[derive(Clone, Copy, Debug)]
pub struct Worth {
    /// A certificate or a membership that is sold: it earns nothing.
    pub is_sale: bool,
    /// After discounts, less what a membership's visit paid of it.
    pub net_minor: i64,
    /// Of `net_minor`: what has gone back.
    pub back_minor: i64,
}

/// R-L1: the money of a bill that earns points. `pledged_minor` is what money was to pay when it was sold, a debt
/// included; `paid_minor` is the money that is in it now. Money pays for services and goods first: what is owed last is
/// the certificate. It never falls by a payment and never rises by a refund, so what each of them changed may be
/// counted, in any order, and the parts are the whole.
pub fn earn_base(lines: &[Worth], pledged_minor: i64, paid_minor: i64) -> i64 {
    let sum = |is_sale: bool, of: fn(&Worth) -> i64| -> i64 {
        lines.iter().filter(|line| line.is_sale == is_sale).map(of).sum()
    };
    let base = (pledged_minor - sum(true, |line| line.net_minor)).max(0);
    let (all, back) = (sum(false, |line| line.net_minor), sum(false, |line| line.back_minor));
    let stays = if back == 0 { base } else { money::share(base, all - back, all.max(1)).unwrap_or(0) };
    stays.min(paid_minor).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOM: i64 = 100;

    fn offer(tender: Tender, som: i64) -> Offer {
        Offer { tender, amount_minor: som * SOM }
    }

    #[test]
    fn a_line_is_rounded_to_a_whole_som() {
        assert_eq!(line_minor(150_000 * SOM, 1000), Some(150_000 * SOM));
        assert_eq!(line_minor(333, 1500), Some(500)); // 3.33 × 1.5 = 4.995 → 5
        assert_eq!(line_minor(i64::MAX, i64::MAX), None);
    }

    #[test]
    fn cash_is_rounded_by_the_desk_s_own_rule() {
        assert_eq!(rounding(98_400 * SOM, 1_000 * SOM), -400 * SOM);
        assert_eq!(rounding(98_500 * SOM, 1_000 * SOM), 500 * SOM);
        assert_eq!(rounding(98_000 * SOM, 1_000 * SOM), 0);
        assert_eq!(rounding(98_400 * SOM, 100), 0);
    }

    #[test]
    fn tenders_sum_to_the_bill() {
        let due = 98_000 * SOM;
        let half = [offer(Tender::Cash, 40_000), offer(Tender::Cash, 9_000), offer(Tender::Card, 0)];
        let taken = cover(due, &half, Rest::By(Tender::Card)).unwrap();
        assert_eq!(taken, [offer(Tender::Cash, 49_000), offer(Tender::Card, 49_000)]);
        assert_eq!(cover(due, &[], Rest::By(Tender::Cash)).unwrap(), [offer(Tender::Cash, 98_000)]);
        assert_eq!(cover(due, &[offer(Tender::Card, 98_000)], Rest::None).unwrap().len(), 1);
        assert_eq!(cover(0, &[], Rest::None).unwrap(), []);
    }

    #[test]
    fn what_is_left_is_a_debt_by_name_or_refused() {
        let (due, part) = (100 * SOM, [offer(Tender::Cash, 60)]);
        assert_eq!(cover(due, &part, Rest::None), Err(Refusal::TooLittle(40 * SOM)));
        let debt = cover(due, &part, Rest::Debt { known_client: true }).unwrap();
        assert_eq!(debt, [offer(Tender::Cash, 60), offer(Tender::Debt, 40)]);
        assert_eq!(cover(due, &part, Rest::Debt { known_client: false }), Err(Refusal::DebtWithoutClient));
        assert_eq!(cover(50 * SOM, &part, Rest::By(Tender::Card)), Err(Refusal::TooMuch(10 * SOM)));
    }

    #[test]
    fn r_l1_points_come_with_the_money_and_go_with_it() {
        let line =
            |is_sale, som: i64, back: i64| Worth { is_sale, net_minor: som * SOM, back_minor: back * SOM };
        let base =
            |lines: &[Worth], pledged: i64, paid: i64| earn_base(lines, pledged * SOM, paid * SOM) / SOM;
        // Two creams on debt: 30 000 now; one comes back and lowers the debt; the rest is paid.
        assert_eq!(base(&[line(false, 100_000, 0)], 100_000, 30_000), 30_000);
        assert_eq!(base(&[line(false, 100_000, 50_000)], 100_000, 30_000), 30_000);
        assert_eq!(base(&[line(false, 100_000, 50_000)], 100_000, 50_000), 50_000);
        // Work 100 000 and a certificate of 500 000: the certificate never earned anything.
        let mixed = |work, sold| [line(false, 100_000, work), line(true, 500_000, sold)];
        assert_eq!(base(&mixed(0, 0), 600_000, 600_000), 100_000);
        assert_eq!(base(&mixed(0, 500_000), 600_000, 100_000), 100_000);
        assert_eq!(base(&mixed(100_000, 0), 600_000, 500_000), 0);
        assert_eq!(base(&mixed(0, 0), 600_000, 300_000), 100_000, "on debt: the work is paid first");
        // A third of the worked bill: 198 000, of which 98 000 in cash.
        assert_eq!(base(&[line(false, 198_000, 66_000)], 98_000, 65_333), 65_333);
    }
}
