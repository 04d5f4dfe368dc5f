//! R-F3: money goes back the way it came. Parts are split pro rata by tender with the largest remainder, so they sum
//! to the whole; a certificate's part never becomes cash.

use pardoz_sdk::money;

/// What a line has still to give back for `quantity_milli` of it. Cumulative, so that the parts of a line sum to it
/// however it is cut. `None`: more than is left.
pub fn line_minor(total_minor: i64, quantity_milli: i64, already_milli: i64, back_milli: i64) -> Option<i64> {
    let after = already_milli.checked_add(back_milli)?;
    if back_milli <= 0 || after > quantity_milli {
        return None;
    }
    let until = |milli: i64| {
        if milli == quantity_milli {
            Some(total_minor)
        } else {
            money::share(total_minor, milli, quantity_milli)
        }
    };
    Some(until(after)? - until(already_milli)?)
}

/// What a tender is to a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A certificate, a membership's visit: never money, and never what buys another one.
    Kept,
    Money,
    /// Nobody has paid it: it goes first, before any money.
    Debt,
}

/// A tender as it stands: what of it has not gone back yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub left_minor: i64,
    /// The line it was for: a membership's visit goes back with that line.
    pub line: Option<usize>,
    pub way: Way,
}

/// What of a line goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub line: usize,
    pub amount_minor: i64,
    /// A certificate or a membership that was sold: only money (or a debt) has paid for it.
    pub is_sale: bool,
}

/// How much of each tender goes back for these lines. Certificates and money (with a debt, which is money to come) are
/// split pro rata; of the money's share the debt is lowered first, so that nobody is given what they never paid.
/// `sales_minor`: what stays of sold certificates and memberships. `None`: more than was paid.
pub fn split(parts: &[Part], sales_minor: i64, tenders: &[Standing]) -> Option<Vec<i64>> {
    let mut back = vec![0; tenders.len()];
    let (mut for_sales, mut rest) = (0, 0);
    for part in parts {
        let mut amount = part.amount_minor;
        for (at, tender) in tenders.iter().enumerate().filter(|(_, one)| one.line == Some(part.line)) {
            let own = amount.min(tender.left_minor - back[at]).max(0);
            back[at] += own;
            amount -= own;
        }
        *(if part.is_sale { &mut for_sales } else { &mut rest }) += amount;
    }
    let open = |at: usize, way: Way| tenders[at].line.is_none() && tenders[at].way == way;
    let of = |way: Way| -> Vec<usize> { (0..tenders.len()).filter(|at| open(*at, way)).collect() };
    let left = |all: &[usize]| -> i64 { all.iter().map(|at| tenders[*at].left_minor).sum() };
    let (kept, debt, money) = (of(Way::Kept), of(Way::Debt), of(Way::Money));
    let paying = left(&debt) + left(&money) - for_sales;
    if paying < 0 || left(&kept) + paying < rest {
        return None;
    }
    // Money that stays in a sold certificate has not paid for the rest of the bill.
    let own = (paying - sales_minor).max(rest - left(&kept)).clamp(0, paying);
    let mut weights: Vec<i64> = kept.iter().map(|at| tenders[*at].left_minor).collect();
    weights.push(own);
    let mut shares = share(rest, &weights);
    let mut open = for_sales + shares.pop().unwrap_or(0);
    for (at, part) in kept.iter().zip(shares) {
        back[*at] += part;
    }
    for at in debt {
        back[at] = open.min(tenders[at].left_minor);
        open -= back[at];
    }
    let weights: Vec<i64> = money.iter().map(|at| tenders[*at].left_minor).collect();
    for (at, part) in money.iter().zip(share(open, &weights)) {
        back[*at] += part;
    }
    Some(back)
}

/// Pro rata, the largest remainder: in whole so'm, because a desk has no tiyin; to the tiyin where something already is
/// not whole.
fn share(amount_minor: i64, weights: &[i64]) -> Vec<i64> {
    let whole = amount_minor % money::WHOLE == 0 && weights.iter().all(|weight| weight % money::WHOLE == 0);
    let unit = if whole { money::WHOLE } else { 1 };
    let weights: Vec<i64> = weights.iter().map(|weight| weight / unit).collect();
    if amount_minor == 0 {
        return vec![0; weights.len()];
    }
    money::split(amount_minor / unit, &weights).into_iter().map(|part| part * unit).collect()
}

/// Points that go back to their lots: pro rata of what the lines were worth, the rest with the last line.
pub fn points(used: i64, already: i64, refunded_after_minor: i64, total_minor: i64) -> i64 {
    if total_minor <= 0 || refunded_after_minor >= total_minor {
        return used - already;
    }
    let due = i128::from(used) * i128::from(refunded_after_minor) / i128::from(total_minor);
    (i64::try_from(due).unwrap_or(used) - already).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOM: i64 = 100;

    fn tender(som: i64, way: Way) -> Standing {
        Standing { left_minor: som * SOM, line: None, way }
    }

    fn part(line: usize, som: i64) -> Part {
        Part { line, amount_minor: som * SOM, is_sale: false }
    }

    #[test]
    fn r_f3_a_part_goes_back_pro_rata_with_the_largest_remainder() {
        // 198 000 was paid as 100 000 by certificate and 98 000 in cash; a third of the work is given back.
        let paid = [tender(100_000, Way::Kept), tender(98_000, Way::Money)];
        let back = split(&[part(0, 66_000)], 0, &paid).unwrap();
        assert_eq!(back, [33_333 * SOM, 32_667 * SOM]);
        assert_eq!(back.iter().sum::<i64>(), 66_000 * SOM);
        let all = split(&[part(0, 198_000)], 0, &paid).unwrap();
        assert_eq!(all, [100_000 * SOM, 98_000 * SOM], "in full, each tender goes back whole");
        assert_eq!(split(&[part(0, 198_001)], 0, &paid), None);
    }

    #[test]
    fn r_f3_a_refund_lowers_the_debt_before_it_gives_money() {
        // 300 000: certificate 100 000, card 50 000, debt 150 000.
        let paid = [tender(100_000, Way::Kept), tender(50_000, Way::Money), tender(150_000, Way::Debt)];
        let half = split(&[part(0, 150_000)], 0, &paid).unwrap();
        assert_eq!(half, [50_000 * SOM, 0, 100_000 * SOM]);
        let most = split(&[part(0, 240_000)], 0, &paid).unwrap();
        assert_eq!(most, [80_000 * SOM, 10_000 * SOM, 150_000 * SOM]);
        let all = split(&[part(0, 300_000)], 0, &paid).unwrap();
        assert_eq!(all, [100_000 * SOM, 50_000 * SOM, 150_000 * SOM]);
    }

    #[test]
    fn r_f3_a_sold_certificate_goes_back_as_money_and_the_work_by_what_paid_it() {
        // Work 100 000, half of it by certificate; a certificate of 500 000 sold; 550 000 by card.
        let sale = |som: i64| Part { line: 1, amount_minor: som * SOM, is_sale: true };
        let paid = [tender(50_000, Way::Kept), tender(550_000, Way::Money)];
        assert_eq!(split(&[sale(500_000)], 0, &paid), Some(vec![0, 500_000 * SOM]));
        assert_eq!(split(&[part(0, 100_000)], 500_000 * SOM, &paid), Some(vec![50_000 * SOM, 50_000 * SOM]));
        // 300 000 of it were used: they stay paid, and the work's share does not grow by them.
        let both = [part(0, 50_000), sale(200_000)];
        assert_eq!(split(&both, 300_000 * SOM, &paid), Some(vec![25_000 * SOM, 225_000 * SOM]));
        assert_eq!(split(&[sale(551_000)], 0, &paid), None, "never out of a certificate");
    }

    #[test]
    fn a_membership_s_visit_goes_back_with_its_own_line() {
        let visit = Standing { left_minor: 80_000 * SOM, line: Some(1), way: Way::Kept };
        let tenders = [visit, tender(50_000, Way::Money)];
        assert_eq!(split(&[part(1, 80_000)], 0, &tenders), Some(vec![80_000 * SOM, 0]));
        assert_eq!(split(&[part(0, 50_000)], 0, &tenders), Some(vec![0, 50_000 * SOM]));
    }

    #[test]
    fn parts_of_a_line_sum_to_the_line_however_it_is_cut() {
        let (total, quantity) = (100_000 * SOM, 3_000);
        let parts: Vec<i64> =
            [0, 1_000, 2_000].iter().map(|&done| line_minor(total, quantity, done, 1_000).unwrap()).collect();
        assert_eq!(parts, [33_333 * SOM, 33_334 * SOM, 33_333 * SOM]);
        assert_eq!(line_minor(total, quantity, 2_000, 1_001), None);
        assert_eq!(line_minor(total, quantity, 0, 0), None);
    }

    #[test]
    fn points_go_back_pro_rata_and_wholly_at_the_end() {
        assert_eq!(points(42_000, 0, 66_000 * SOM, 198_000 * SOM), 14_000);
        assert_eq!(points(42_000, 14_000, 198_000 * SOM, 198_000 * SOM), 28_000);
        assert_eq!(points(0, 0, 0, 0), 0);
    }
}
