//! R-M2: a certificate of one branch is used in another. The seller's liability falls, the branch that did the work has
//! the revenue and is owed its value; a pair is netted, and settled once.

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
        assert!(began.elapsed() < Duration::from_secs(20), "{found:?} instead of {expected:?}");
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
