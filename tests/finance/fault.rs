//! kill -9 during a checkout, fifty times on each engine: every visit is unpaid, or paid with all its entries and completed.

use std::collections::BTreeSet;
use std::time::Duration;

use pardoz_tests::person::{Person, try_answer};
use pardoz_tests::salon::{Engine, Filled, Salon};
use reqwest::Method;
use serde_json::json;

use crate::till::{account, faults, payable};

const KILLS: usize = 50;

async fn checkout(person: Person, visit: String) -> Option<String> {
    let body = json!({ "appointment_id": visit, "tender": "card" });
    let answer = try_answer(person.request(Method::POST, "/p/finance/bills").json(&body)).await.ok()?;
    (answer.status.as_u16() == 201).then_some(visit)
}

async fn a_visit_is_unpaid_or_paid_with_everything(engine: Engine) {
    let _alone = crate::ALONE.lock().await;
    let Some(mut salon) = Salon::on(engine, Filled::Demo).await else { return };
    // Demo bills are taken away, so that there are visits enough to be paid for.
    salon.execute(
        "delete from finance_bill_tender; delete from finance_bill_line; delete from finance_bill; \
         delete from finance_entry_line; delete from finance_entry; delete from finance_shift;",
    );
    let mut visits = payable(&salon);
    let mut answered: BTreeSet<String> = BTreeSet::new();
    let (mut met, mut random) = (0, 20_261_122_u64);
    for kill in 0..KILLS {
        let now: Vec<String> = visits.drain(..visits.len().min(2)).collect();
        if now.is_empty() {
            break;
        }
        let asked: Vec<_> =
            now.iter().map(|visit| tokio::spawn(checkout(salon.owner(), visit.clone()))).collect();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        tokio::time::sleep(Duration::from_millis((random >> 33) % 60)).await;
        salon.kill();
        for one in asked {
            match one.await.expect("a desk ends") {
                Some(visit) => drop(answered.insert(visit)),
                None => met += 1,
            }
        }
        salon.start().await;
        assert_eq!(faults(&salon), Vec::<String>::new(), "kill {kill}");
        for visit in &answered {
            let paid = format!(
                "select count(*) from finance_bill where appointment_id = '{visit}' and state = 'paid'"
            );
            assert_eq!(salon.number(&paid), 1, "kill {kill}: {visit} was answered and is not paid");
        }
        let bills = salon.number("select coalesce(sum(paid_minor), 0) from finance_bill");
        assert_eq!(account(&salon, "acquiring"), bills, "kill {kill}");
        // Who was cut off pays again; a visit that is paid says so.
        for visit in now.iter().filter(|visit| !answered.contains(*visit)).take(1) {
            visits.push(visit.clone());
        }
    }
    println!("{engine:?}: {} answered, {met} met by a kill", answered.len());
    assert!(met > 0 && !answered.is_empty(), "kills met requests, and requests got through");
    salon.check_integrity();
    // Sabotage: a paid bill that loses its entry must be noticed.
    salon.execute("delete from finance_entry_line where account = 'income.service'");
    assert!(!faults(&salon).is_empty(), "the checker must notice");
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_leave_no_half_paid_visit_on_sqlite() {
    a_visit_is_unpaid_or_paid_with_everything(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_leave_no_half_paid_visit_on_postgresql() {
    a_visit_is_unpaid_or_paid_with_everything(Engine::Postgres).await;
}
