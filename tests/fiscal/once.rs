//! Exactly one receipt a sale, after answers that were late, lost, broken or never given, and after a kill.

use pardoz_tests::salon::Engine;
use serde_json::json;

use crate::ofd::{Habit, Ofd};
use crate::shop::{faults, open, set_code, settled};
use crate::till::{pay, with_visits};

async fn every_sale_has_one_receipt(engine: Engine) {
    let ofd = Ofd::open().await;
    let Some((mut salon, _)) = open(engine, &ofd).await else { return };
    let owner = salon.owner();
    set_code(&owner, "service").await;
    let habits = [
        Habit::Breaks,
        Habit::Late(3_000),
        Habit::BreaksAfter,
        Habit::Lost,
        Habit::Breaks,
        Habit::BreaksAfter,
    ];
    ofd.will(&habits);
    let mut bills = Vec::new();
    let mut visits = with_visits(&salon).await;
    for at in 0..7 {
        let Some(visit) = visits.pop() else { break };
        let began = std::time::Instant::now();
        let paid = pay(&owner, &visit, if at % 2 == 0 { "cash" } else { "card" }).await.refused(201);
        bills.push(paid["bill_id"].as_str().expect("an id").to_owned());
        assert!(began.elapsed().as_secs() < 9, "the sale does not wait for its receipt");
    }
    assert!(bills.len() >= 5, "the demo has visits to pay for");
    // Killed while answers are under way; as if the leases' minute were over.
    salon.kill();
    salon.execute("update host_effect set lease_until = 1 where state = 'leased'");
    salon.start().await;
    let rows = settled(&salon.owner(), bills.len()).await;
    assert_eq!(rows.len(), bills.len());
    assert_eq!(faults(&salon, &ofd, &bills), Vec::<String>::new());
    assert!(ofd.submissions() > bills.len(), "answers were lost, and there were repeats");
    // Sabotage: the number is what makes a second one impossible. With another one there are two, and that is seen.
    let bill = &bills[0];
    salon.execute(&format!(
        "update fiscal_receipt set number = number + 1, state = 'queued', attempts = 0, qr_url = null where bill_id = '{bill}'"
    ));
    let id =
        salon.texts(&format!("select receipt_id from fiscal_receipt where bill_id = '{bill}'")).remove(0);
    salon.owner().post(&format!("/p/fiscal/receipts/{id}/send"), json!({})).await.ok();
    settled(&salon.owner(), bills.len()).await;
    assert!(!faults(&salon, &ofd, &bills).is_empty(), "the checker must notice");
}

pardoz_tests::on_both!(every_sale_has_one_receipt);
