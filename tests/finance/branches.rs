//! R-M2: a certificate of one branch is used in another, or points earned in one are spent in another. The seller's
//! liability falls (points are none: it bears their value), the branch that did the work has the revenue and is owed
//! its value; a pair is netted, and settled once.

use std::time::{Duration, Instant};

use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::{Value as Json, json};

use crate::till::{faults, number};

const SOM: i64 = 100;

async fn certificate(owner: &Person, branch: &str, code: &str, som: i64) {
    let body = json!({ "amount_minor": som * SOM, "branch_id": branch, "code": code, "note": "for a test" });
    owner.post("/p/loyalty/certificates", body).await.refused(201);
}

/// A service of 150 000 at the counter of `branch`, paid by the certificate and the rest by card.
async fn used_in(owner: &Person, service: &str, branch: &str, code: &str) -> Json {
    let bill = json!({
        "branch": branch, "tender": "card", "items": [{ "what": format!("service:{service}") }],
        "certificates": [{ "code": code }],
    });
    owner.post("/p/finance/bills", bill).await.refused(201)
}

/// Debtor, creditor and sum of the pairs of this branch, once the loyalty module has told of `sum`.
async fn owed(owner: &Person, branch: &str, expected: &[(&str, &str, i64)]) {
    let began = Instant::now();
    loop {
        let report = owner.get(&format!("/p/finance/reports?branch={branch}")).await.ok();
        let rows = report["between"].as_array().expect("pairs");
        let found: Vec<(&str, &str, i64)> = rows
            .iter()
            .map(|row| {
                let id = |name: &str| row[name].as_str().expect("an id");
                (id("debtor_id"), id("creditor_id"), number(row, "amount_minor"))
            })
            .collect();
        if found == expected {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{found:?} instead of {expected:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until the loyalty module has heard of a bill and given so many points for it.
async fn earned(salon: &Salon, points: i64) {
    let began = Instant::now();
    while salon.number("select coalesce(sum(points_left), 0) from loyalty_lot") != points {
        assert!(began.elapsed() < Duration::from_secs(60), "no points");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn of_branch(salon: &Salon, account: &str, branch: &str) -> i64 {
    salon.number(&format!(
        "select coalesce(sum(amount_minor), 0) from finance_entry_line where account = '{account}' and branch_id = '{branch}'"
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn r_m2_a_certificate_used_elsewhere_is_owed_by_the_branch_that_sold_it_and_settled_once() {
    for engine in Engine::BOTH {
        let Some(salon) = Salon::on(engine, Filled::Empty).await else { continue };
        let owner = salon.owner();
        let day = pardoz_tests::diary::business_day();
        let first = pardoz_tests::studio::Studio::open(&owner, "First", None, day.clone()).await;
        let second = pardoz_tests::studio::Studio::open(&owner, "Second", None, day).await;
        let (a, b) = (first.branch_id.as_str(), second.branch_id.as_str());
        certificate(&owner, a, "SOLDINA", 100_000).await;
        certificate(&owner, b, "SOLDINB", 30_000).await;
        let paid = used_in(&owner, &second.service_id, b, "SOLDINA").await;
        assert_eq!(number(&paid, "due_minor"), 150_000 * SOM, "{engine:?}: {paid}");
        owed(&owner, a, &[(a, b, 100_000 * SOM)]).await;
        // B did the work and has all of its revenue; A has none, and owes nobody outside any more.
        assert_eq!(of_branch(&salon, "income.service", b), -150_000 * SOM);
        assert_eq!(of_branch(&salon, "income.service", a), 0);
        assert_eq!(of_branch(&salon, "certificates", a), 0);
        assert_eq!(of_branch(&salon, "certificates", b), -30_000 * SOM);
        // The other way round: netted, one way.
        used_in(&owner, &first.service_id, a, "SOLDINB").await;
        owed(&owner, b, &[(a, b, 70_000 * SOM)]).await;
        let pairs = owner.get("/p/loyalty/settlements").await.ok();
        let rows = pairs["rows"].as_array().expect("pairs");
        assert_eq!(rows.len(), 1, "{pairs}");
        assert_eq!(number(&rows[0], "amount_minor"), 70_000 * SOM, "both modules say the same: {pairs}");
        // Paid through the bank: not another sum, and not twice.
        let settle = |som: i64| json!({ "debtor": a, "creditor": b, "amount_minor": som * SOM });
        owner.post("/p/finance/settlements", settle(100_000)).await.refused(409);
        owner.post("/p/finance/settlements", settle(70_000)).await.refused(201);
        owner.post("/p/finance/settlements", settle(70_000)).await.refused(409);
        owed(&owner, a, &[]).await;
        assert_eq!(
            (of_branch(&salon, "bank", a), of_branch(&salon, "bank", b)),
            (-70_000 * SOM, 70_000 * SOM)
        );
        for branch in [a, b] {
            let sum = salon.number(&format!(
                "select coalesce(sum(amount_minor), 0) from finance_entry_line where branch_id = '{branch}'"
            ));
            assert_eq!(sum, 0, "{engine:?}: the books of each branch balance by themselves");
        }
        assert_eq!(faults(&salon), Vec::<String>::new());
    }
}

/// What loyalty's own page says of the pairs: it counts its ledger, and never reads the books.
async fn said_by_loyalty(owner: &Person) -> Vec<i64> {
    let pairs = owner.get("/p/loyalty/settlements").await.ok();
    pairs["rows"].as_array().expect("pairs").iter().map(|row| number(row, "amount_minor")).collect()
}

/// Revenue less costs, as the month's report of a branch says; of all of them with `all`.
async fn profit(owner: &Person, scope: &str) -> i64 {
    number(&owner.get(&format!("/p/finance/reports?{scope}")).await.ok(), "profit_minor")
}

/// A visit of 150 000 in A earns 4 500 points (Bronze, 3 %). In B they are a discount of 4 500 on another of 150 000:
/// the client pays 145 500 there, B has earned 150 000 all the same, A bears 4 500 and owes it. A bill given back
/// undoes its part of that to the tiyin.
async fn points_earned_in_a_are_borne_by_a_when_b_gives_the_discount(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let owner = salon.owner();
    let day = pardoz_tests::diary::business_day();
    let first = pardoz_tests::studio::Studio::open(&owner, "First", None, day.clone()).await;
    let second = pardoz_tests::studio::Studio::open(&owner, "Second", None, day).await;
    let (a, b) = (first.branch_id.as_str(), second.branch_id.as_str());
    let client = pardoz_tests::till::client(&owner).await;
    let bill = |branch: &str, service: &str, points: i64| {
        json!({
            "branch": branch, "tender": "card", "client_id": client, "points": points,
            "items": [{ "what": format!("service:{service}") }],
        })
    };
    owner.post("/p/finance/bills", bill(a, &first.service_id, 0)).await.refused(201);
    earned(&salon, 4_500).await;
    // R-L1: usable from the next business day on; and a gift besides, that no branch has promised.
    salon.execute("update loyalty_lot set usable_day = '2020-01-01'");
    let gift = json!({ "points": 1_000, "note": "for a test" });
    owner.post(&format!("/p/loyalty/clients/{client}/points"), gift).await.ok();

    let paid = owner.post("/p/finance/bills", bill(b, &second.service_id, 3_000)).await.refused(201);
    assert_eq!(number(&paid, "due_minor"), 147_000 * SOM, "{engine:?}: {paid}");
    owed(&owner, a, &[(a, b, 3_000 * SOM)]).await;
    let rest = owner.post("/p/finance/bills", bill(b, &second.service_id, 2_500)).await.refused(201);
    // 1 500 of the lot that A earned, 1 000 of the gift: for a gift nobody owes anybody.
    owed(&owner, a, &[(a, b, 4_500 * SOM)]).await;
    assert_eq!(said_by_loyalty(&owner).await, [4_500 * SOM], "{engine:?}: both modules say the same");
    let of = |account: &str, branch: &str| of_branch(&salon, account, branch);
    assert_eq!((of("income.points", a), of("income.points", b)), (4_500 * SOM, -4_500 * SOM));
    assert_eq!(of("income.service", b), -(300_000 - 5_500) * SOM, "R-F2: a discount spread over the lines");
    assert_eq!(profit(&owner, &format!("branch={a}")).await, (150_000 - 4_500) * SOM);
    assert_eq!(profit(&owner, &format!("branch={b}")).await, (300_000 - 1_000) * SOM);
    assert_eq!(profit(&owner, "all=true").await, (450_000 - 5_500) * SOM, "the salon's is what clients paid");

    // The second bill back, then the first: each undoes its own part.
    for (bill, left) in [(&rest, 3_000), (&paid, 0)] {
        let path = format!("/p/finance/bills/{}/refunds", bill["bill_id"].as_str().expect("an id"));
        owner.post(&path, json!({})).await.ok();
        let pair = [(a, b, left * SOM)];
        owed(&owner, b, if left > 0 { &pair } else { &[] }).await;
        assert_eq!((of("income.points", a), of("income.points", b)), (left * SOM, -left * SOM));
    }
    assert_eq!(said_by_loyalty(&owner).await, Vec::<i64>::new());
    assert_eq!(profit(&owner, &format!("branch={b}")).await, 0);
    for branch in [a, b] {
        let sum = salon.number(&format!(
            "select coalesce(sum(amount_minor), 0) from finance_entry_line where branch_id = '{branch}'"
        ));
        assert_eq!(sum, 0, "{engine:?}: the books of each branch balance by themselves");
    }
    assert_eq!(faults(&salon), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn r_m2_points_earned_in_a_are_borne_by_a_when_b_gives_the_discount() {
    for engine in Engine::BOTH {
        points_earned_in_a_are_borne_by_a_when_b_gives_the_discount(engine).await;
    }
}
