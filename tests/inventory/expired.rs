//! What is past its day lies on the shelf until somebody writes it off, but a service can not use it.

use pardoz_tests::diary::day_after;
use pardoz_tests::salon::Engine;
use serde_json::json;

use crate::shelf::{Shelf, text};

async fn receive(shelf: &Shelf, item: &str, quantity: &str, expires: &str) {
    let line = json!({ "item_id": item, "quantity": quantity, "cost_minor": 10_000, "expires": expires });
    let body = json!({ "store_id": shelf.goods, "lines": [line] });
    shelf.owner.post("/p/inventory/receipts", body).await.refused(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i4_expired_goods_are_not_available_so_the_critical_level_is_told_and_ordered() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let tubes = shelf.item("Tubes", "pcs", "1", "5", "10").await;
        let told = "select count(*) from host_event where topic = 'inventory.stock.low'";
        receive(&shelf, &tubes, "12", &day_after(30)).await;
        assert_eq!(shelf.salon.number(told), 0, "{engine:?}");
        // The calendar goes on: they are over since yesterday, and three good ones come.
        let over = format!("update inventory_layer set usable_until = '{0}', expires = '{0}'", day_after(-1));
        shelf.salon.execute(&over);
        receive(&shelf, &tubes, "3", &day_after(30)).await;
        let row = shelf.row(&tubes).await;
        let seen = [&row["on_hand_milli"], &row["available_milli"], &row["expired_milli"]];
        assert_eq!(seen, [&json!(15_000), &json!(3_000), &json!(12_000)], "{engine:?}: {row}");
        assert_eq!(row["level"], json!("critical"), "{engine:?}");
        assert_eq!(shelf.salon.number(told), 1, "{engine:?}: 3 of at least 5");
        let orders = shelf.owner.get("/p/inventory/orders").await.ok();
        let order = format!("/p/inventory/orders/{}", text(&orders["orders"][0], "order_id"));
        assert_eq!(shelf.owner.get(&order).await.ok()["lines"][0]["packages"], json!("7"), "{engine:?}");
        // Written off, what is left is what there was to use.
        shelf.write_off(&shelf.goods, &tubes, "12").await;
        let row = shelf.row(&tubes).await;
        assert_eq!((&row["available_milli"], &row["expired_milli"]), (&json!(3_000), &json!(0)), "{row}");
    }
}
