//! The last piece at many desks: one gets it, the others are told, nobody sees an error.

use futures_util::future::join_all;
use pardoz_tests::salon::Engine;
use serde_json::json;

use crate::shelf::{Shelf, id};

const DESKS: usize = 12;
const ROUNDS: usize = 5;

/// What is wrong with a round: everybody is answered yes or "gone", one of them yes, and one piece is held.
fn faults(statuses: &[u16], held_milli: i64) -> Vec<String> {
    let mut faults: Vec<String> = statuses
        .iter()
        .filter(|status| !matches!(status, 200 | 201 | 409))
        .map(|status| format!("somebody was answered {status}"))
        .collect();
    let winners = statuses.iter().filter(|status| matches!(status, 200 | 201)).count();
    if winners != 1 {
        faults.push(format!("{winners} desks hold the last piece"));
    }
    if held_milli != 1000 {
        faults.push(format!("{held_milli} thousandths are held"));
    }
    faults
}

async fn race(engine: Engine) {
    let _alone = super::ALONE.lock().await;
    let Some(shelf) = Shelf::open(engine).await else { return };
    pardoz_tests::fixture::install(&shelf.salon, "counter").await;
    for round in 0..ROUNDS {
        let item = shelf.item(&format!("Last piece {round}"), "pcs", "1", "", "").await;
        shelf.receive(&shelf.shop, &item, "1", 10_000).await;
        let desks = (0..DESKS).map(|_| {
            let wish = json!({
                "bill_id": id(), "branch_id": shelf.branch_id,
                "lines": [{ "line_id": id(), "item_id": item, "quantity_milli": 1000 }],
            });
            let person = shelf.owner.elsewhere();
            async move { person.post("/p/counter/reserve", wish).await }
        });
        let answers = join_all(desks).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        let held = format!("select sum(reserved_milli) from inventory_balance where item_id = '{item}'");
        assert_eq!(faults(&statuses, shelf.salon.number(&held)), Vec::<String>::new(), "round {round}");
    }
    assert_eq!(shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_piece_goes_to_one_desk_on_sqlite() {
    race(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_piece_goes_to_one_desk_on_postgres() {
    race(Engine::Postgres).await;
}

#[test]
fn the_check_catches_two_winners_and_none() {
    assert!(!faults(&[200, 200, 409], 1000).is_empty());
    assert!(!faults(&[409, 409], 1000).is_empty());
    assert!(!faults(&[200, 500], 1000).is_empty());
    assert!(!faults(&[200, 409], 2000).is_empty());
    assert!(faults(&[200, 409, 409], 1000).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_given_up_lets_go_and_the_next_one_gets_it() {
    let shelf = Shelf::sqlite().await;
    pardoz_tests::fixture::install(&shelf.salon, "counter").await;
    let item = shelf.item("Only one", "pcs", "1", "", "").await;
    shelf.receive(&shelf.shop, &item, "1", 10_000).await;
    let (first, second) = (id(), id());
    let wish = |bill: &str| {
        json!({ "bill_id": bill, "branch_id": shelf.branch_id,
                "lines": [{ "line_id": id(), "item_id": item, "quantity_milli": 1000 }] })
    };
    shelf.owner.post("/p/counter/reserve", wish(&first)).await.ok();
    shelf.owner.post("/p/counter/reserve", wish(&first)).await.ok();
    shelf.owner.post("/p/counter/reserve", wish(&second)).await.refused(409);
    shelf.owner.post("/p/counter/release", json!({ "bill_id": first })).await.ok();
    shelf.owner.post("/p/counter/reserve", wish(&second)).await.ok();
    assert_eq!(shelf.faults().await, 0);
}
