//! R-F3: money goes back the way it came, and once.

use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::json;

use crate::till::{account, due, faults, number, with_visits};

async fn refunded_twice_at_once(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let (owner, visit) = (salon.owner(), with_visits(&salon).await.remove(0));
    let (sum, card) = (due(&salon, &visit), account(&salon, "acquiring"));
    let split = json!([{ "tender": "payme", "amount_minor": sum / 4 / 100 * 100 }]);
    let paid = owner
        .post("/p/finance/bills", json!({ "appointment_id": visit, "tender": "card", "split": split }))
        .await
        .refused(201);
    let path = format!("/p/finance/bills/{}/refunds", paid["bill_id"].as_str().expect("an id"));
    let asked: Vec<_> = (0..6)
        .map(|_| {
            let (person, path) = (owner.elsewhere(), path.clone());
            tokio::spawn(async move { person.post(&path, json!({ "uncomplete": true })).await })
        })
        .collect();
    let mut given = 0;
    for one in asked {
        let answer = one.await.expect("the salon answers");
        match answer.status.as_u16() {
            200 => given += number(&answer.json, "refunded_minor"),
            409 | 422 => {}
            other => panic!("{other}: {}", answer.text),
        }
    }
    assert_eq!(given, sum, "{engine:?}: given back once");
    assert_eq!(account(&salon, "acquiring"), card, "what the card paid is back on it");
    let bill = paid["bill_id"].as_str().expect("an id");
    let left =
        salon.number(&format!("select sum(amount_minor) from finance_bill_tender where bill_id = '{bill}'"));
    assert_eq!(left, 0);
    let state =
        salon.texts(&format!("select state from booking_appointment where appointment_id = '{visit}'"));
    // On a machine too busy for the booking module's deadline the bill says who did not hear of it (R-K3).
    let silent = salon.number(&format!(
        "select count(*) from finance_bill where bill_id = '{bill}' and silent like '%booking%'"
    ));
    assert!(state != ["completed"] || silent == 1, "the visit goes the same way back");
    assert_eq!(faults(&salon), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn r_f3_six_refunds_at_once_give_back_once() {
    let _alone = crate::ALONE.lock().await;
    for engine in Engine::BOTH {
        refunded_twice_at_once(engine).await;
    }
}
