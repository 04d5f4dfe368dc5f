//! A transfer has two sides: who sends takes back, who receives says that it is there.

use pardoz_tests::person::Person;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shelf::{Shelf, text};

/// A receptionist of one branch only.
async fn receptionist(shelf: &Shelf, branch: &str) -> Person {
    shelf.salon.somebody("receptionist", &[branch]).await.person
}

async fn send(who: &Person, from: &str, to: &str, item: &str, arrived: bool) -> pardoz_tests::person::Answer {
    let line = json!({ "item_id": item, "quantity": "2" });
    let body = json!({ "store_id": from, "to_store_id": to, "arrived": arrived, "lines": [line] });
    who.post("/p/inventory/transfers", body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_side_of_a_transfer_acts_for_the_other() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let day = pardoz_tests::diary::business_day();
        let there = pardoz_tests::studio::Studio::open(&shelf.owner, "Second", None, day).await.branch_id;
        shelf.owner.post("/p/inventory/stock/open", json!({ "branch_id": there })).await.ok();
        let stores = shelf.owner.get(&format!("/p/inventory/stores?branch={there}")).await.ok();
        let own = |one: &&Json| one["kind"] == json!("consumables");
        let own = stores["stores"].as_array().expect("stores").iter().find(own).expect("its store");
        let to = text(own, "store_id");
        let foil = shelf.item("Foil", "pcs", "1", "", "").await;
        shelf.receive(&shelf.goods, &foil, "10", 50_000).await;
        let (sender, receiver) =
            (receptionist(&shelf, &shelf.branch_id).await, receptionist(&shelf, &there).await);

        // The sender cannot say that it is there, neither at once nor later.
        let refused = send(&sender, &shelf.goods, &to, &foil, true).await.refused(422);
        assert!(refused["errors"]["arrived"].is_string(), "{engine:?}: {refused}");
        assert_eq!(shelf.in_store(&foil, &shelf.goods), 10_000, "{engine:?}: nothing has left");
        let sent = send(&sender, &shelf.goods, &to, &foil, false).await.refused(201);
        let path = format!("/p/inventory/documents/{}", text(&sent, "document_id"));
        sender.post(&format!("{path}/accept"), json!({})).await.refused(403);
        let page = sender.get(&path).await.ok();
        assert_eq!((&page["may_accept"], &page["may_reverse"]), (&json!(false), &json!(true)), "{engine:?}");
        // The receiver cannot take the departure back.
        receiver.post(&format!("{path}/reverse"), json!({})).await.refused(403);
        let page = receiver.get(&path).await.ok();
        assert_eq!((&page["may_accept"], &page["may_reverse"]), (&json!(true), &json!(false)), "{engine:?}");
        receiver.post(&format!("{path}/accept"), json!({})).await.refused(201);
        assert_eq!(shelf.in_store(&foil, &to), 2_000, "{engine:?}");
        // Who answers for both sides may do both.
        send(&shelf.owner, &shelf.goods, &to, &foil, true).await.refused(201);
        let again = send(&sender, &shelf.goods, &to, &foil, false).await.refused(201);
        let back = format!("/p/inventory/documents/{}/reverse", text(&again, "document_id"));
        sender.post(&back, json!({})).await.refused(201);
        assert_eq!((shelf.in_store(&foil, &shelf.goods), shelf.in_store(&foil, &to)), (6_000, 4_000));
        assert_eq!(shelf.faults().await, 0, "{engine:?}");
    }
}
