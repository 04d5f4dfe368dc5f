//! R-M2: sold in A, used in B: A owes B the effective value; netted per pair and month.

use std::collections::BTreeMap;

/// What `seller` owes `user` by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow<K> {
    pub month: String,
    pub seller: K,
    pub user: K,
    pub amount_minor: i64,
}

/// The debt of one pair in one month, one way only.
pub fn net<K: Copy + Ord>(flows: &[Flow<K>]) -> Vec<Flow<K>> {
    let mut pairs: BTreeMap<(&str, K, K), i64> = BTreeMap::new();
    for flow in flows.iter().filter(|flow| flow.seller != flow.user) {
        let ordered = flow.seller < flow.user;
        let (a, b) = if ordered { (flow.seller, flow.user) } else { (flow.user, flow.seller) };
        *pairs.entry((&flow.month, a, b)).or_default() +=
            if ordered { flow.amount_minor } else { -flow.amount_minor };
    }
    let one_way = |((month, a, b), sum): ((&str, K, K), i64)| Flow {
        month: month.to_owned(),
        seller: if sum > 0 { a } else { b },
        user: if sum > 0 { b } else { a },
        amount_minor: sum.abs(),
    };
    let mut net: Vec<Flow<K>> = pairs.into_iter().filter(|(_, sum)| *sum != 0).map(one_way).collect();
    net.sort_by(|a, b| b.month.cmp(&a.month).then((a.seller, a.user).cmp(&(b.seller, b.user))));
    net
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_m2_each_pair_owes_one_way_a_month() {
        let flow = |month: &str, seller, user, amount_minor| Flow {
            month: month.into(),
            seller,
            user,
            amount_minor,
        };
        let flows = [
            flow("2026-11", 1, 2, 500),
            flow("2026-11", 2, 1, 200),
            flow("2026-11", 1, 1, 999),
            flow("2026-12", 2, 1, 70),
            flow("2026-12", 3, 2, 50),
            flow("2026-12", 2, 3, 50),
        ];
        assert_eq!(net(&flows), [flow("2026-12", 2, 1, 70), flow("2026-11", 1, 2, 300)]);
    }
}
