//! The ledgers agree, and a planted mistake is found.

use pardoz_tests::salon::Engine;
use serde_json::json;

use super::desk::Desk;

#[tokio::test(flavor = "multi_thread")]
async fn a_row_changed_behind_the_ledgers_back_is_found() {
    let _alone = super::ALONE.lock().await;
    let desk = Desk::open(Engine::Sqlite).await.expect("SQLite is always there");
    let client_id = desk.client("Lola", "+998901112233").await;
    desk.give_points(&client_id, 500).await;
    desk.certificate("BOOKS1", 100_000).await;
    desk.code(json!({ "code": "BOOKS", "kind": "percent", "percent": 5 })).await;
    assert_eq!(desk.broken().await, Vec::<String>::new());
    for (sabotage, found) in [
        ("update loyalty_lot set points_left = points_left - 1", vec!["balances", "lots"]),
        ("update loyalty_lot set points_left = points_left + 1", vec![]),
        ("update loyalty_lot set points_held = 1", vec!["reserved"]),
        ("update loyalty_lot set points_held = 0", vec![]),
        ("update loyalty_certificate set balance_minor = balance_minor - 1", vec!["certificates"]),
        ("update loyalty_certificate set balance_minor = balance_minor + 1", vec![]),
        ("update loyalty_code set uses = 1", vec!["codes"]),
    ] {
        desk.salon.execute(sabotage);
        assert_eq!(desk.broken().await, found, "{sabotage}");
    }
}
