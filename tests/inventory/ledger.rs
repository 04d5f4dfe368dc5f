//! Documents and what they do to quantity and value.

use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shelf::{Shelf, text};

#[tokio::test(flavor = "multi_thread")]
async fn a22_receipt_sale_write_off_and_stocktake_leave_540_and_four_documents() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let item = shelf.item("Ampoule", "pcs", "1", "", "").await;
        shelf.receive(&shelf.shop, &item, "600", 6_000_000).await;
        shelf.sell(&item, 5).await;
        shelf.write_off(&shelf.shop, &item, "45").await;
        assert_eq!(shelf.balance(&item).await, (550_000, 5_500_000_00));
        let started =
            shelf.owner.post("/p/inventory/stocktakes", json!({ "store_id": shelf.shop })).await.refused(201);
        let stocktake = text(&started, "stocktake_id");
        let count = json!({ "item_id": item, "packages": "540" });
        shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/counts"), count).await.ok();
        shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/approve"), json!({})).await.ok();
        assert_eq!(shelf.balance(&item).await, (540_000, 5_400_000_00));
        let documents = shelf.owner.get("/p/inventory/documents").await.ok();
        let mut kinds: Vec<&str> = documents["documents"]
            .as_array()
            .expect("documents")
            .iter()
            .filter_map(|d| d["kind"].as_str())
            .collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["receipt", "sale", "stocktake", "writeoff"]);
        assert_eq!(shelf.faults().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a23_crossing_the_critical_level_is_told_once_and_drafts_one_order() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Developer", "ml", "400", "1.25", "7.5").await;
    shelf.receive(&shelf.goods, &item, "510", 51_000).await;
    let told = "select count(*) from host_event where topic = 'inventory.stock.low'";
    assert_eq!(shelf.salon.number(told), 0);
    shelf.write_off(&shelf.goods, &item, "15").await;
    assert_eq!(shelf.salon.number(told), 1, "510 → 495 at min 500");
    shelf.write_off(&shelf.goods, &item, "5").await;
    assert_eq!(shelf.salon.number(told), 1, "not again while it is low");
    let orders = shelf.owner.get("/p/inventory/orders").await.ok();
    let orders = orders["orders"].as_array().expect("orders");
    assert_eq!(orders.len(), 1);
    assert_eq!((&orders[0]["state"], &orders[0]["automatic"]), (&json!("draft"), &json!(true)));
    let order = shelf.owner.get(&format!("/p/inventory/orders/{}", text(&orders[0], "order_id"))).await.ok();
    // Target 3 000, available 495, package 400: ceil(2 505 / 400).
    assert_eq!(order["lines"][0]["packages"], json!("7"));
    shelf.receive(&shelf.goods, &item, "400", 40_000).await;
    shelf.write_off(&shelf.goods, &item, "400").await;
    assert_eq!(shelf.salon.number(told), 2, "above, then at the level again");
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i5_nothing_is_drafted_while_enough_is_on_its_way() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        // Target 3 000, package 400, critical at 1 250.
        let item = shelf.item("Developer", "ml", "400", "3.125", "7.5").await;
        shelf.receive(&shelf.goods, &item, "1250", 125_000).await;
        let orders = shelf.owner.get("/p/inventory/orders").await.ok();
        let order = format!("/p/inventory/orders/{}", text(&orders["orders"][0], "order_id"));
        assert_eq!(shelf.owner.get(&order).await.ok()["lines"][0]["packages"], json!("5"));
        shelf.owner.post(&format!("{order}/state"), json!({ "state": "ordered" })).await.ok();
        // Above the level, and at it again: 3 000 − 1 250 − 2 000 on order is nothing.
        shelf.receive(&shelf.goods, &item, "400", 40_000).await;
        shelf.write_off(&shelf.goods, &item, "400").await;
        let told = "select count(*) from host_event where topic = 'inventory.stock.low'";
        assert_eq!(shelf.salon.number(told), 2, "{engine:?}: it is told all the same");
        let drafts = "select count(*) from inventory_order where state = 'draft'";
        assert_eq!(shelf.salon.number(drafts), 0, "{engine:?}");
        let by_hand = json!({ "branch": shelf.branch_id });
        shelf.owner.post("/p/inventory/orders", by_hand).await.refused(409);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i3_by_fifo_the_oldest_cost_leaves_first_and_comes_back_with_its_goods() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let browser = pardoz_tests::person::Visitor::sign_in(&shelf.salon.base).await;
        let settings = [("cost_method", "fifo"), ("need_days", "7"), ("tolerance_percent", "10")];
        browser.post("/admin/plugins/inventory/settings", &settings).await;
        let colour = shelf.item("Colour", "ml", "60", "", "").await;
        shelf.receive(&shelf.goods, &colour, "200", 100_000).await;
        shelf.receive(&shelf.goods, &colour, "100", 65_000).await;
        let issued = shelf.write_off(&shelf.goods, &colour, "220").await;
        // 200 at 500 and 20 at 650.
        assert_eq!(issued["value_minor"], json!(-113_000_00), "{engine:?}");
        assert_eq!(shelf.balance(&colour).await, (80_000, 52_000_00));
        let back = format!("/p/inventory/documents/{}/reverse", text(&issued, "document_id"));
        shelf.owner.post(&back, json!({})).await.refused(201);
        assert_eq!(shelf.balance(&colour).await, (300_000, 165_000_00), "{engine:?}");
        let again = shelf.write_off(&shelf.goods, &colour, "45").await;
        assert_eq!(again["value_minor"], json!(-22_500_00), "{engine:?}: at its own cost again");
        // Sold and brought back: the next one to leave is the returned one, at what it cost then.
        let cream = shelf.item("Cream", "pcs", "1", "", "").await;
        shelf.receive(&shelf.shop, &cream, "1", 10_000).await;
        shelf.receive(&shelf.shop, &cream, "2", 24_000).await;
        let (bill, line) = shelf.sell(&cream, 2).await;
        assert_eq!(shelf.balance(&cream).await, (1_000, 12_000_00), "{engine:?}: 10 000 and 12 000 left");
        let mut refund = shelf.bill(&bill, &line, &cream, 2);
        refund["refund"] = json!({ "refund_id": crate::shelf::id(), "full": true, "money_minor": 0, "points": 0, "tenders": [], "lines": [] });
        shelf.tell("finance.bill.refunded", "bill-refunded", &bill, &refund).await;
        assert_eq!(shelf.balance(&cream).await, (3_000, 34_000_00), "{engine:?}");
        assert_eq!(shelf.faults().await, 0, "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lots_leave_by_their_expiry_and_what_is_expired_is_not_sold() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let serum = shelf.item("Serum", "pcs", "1", "", "").await;
        let day = pardoz_tests::diary::day_after;
        for (lot, expires, som) in
            [("LATE", day(90), 30_000), ("SOON", day(5), 20_000), ("GONE", day(-1), 10_000)]
        {
            let line = json!({ "item_id": serum, "quantity": "2", "cost_minor": som * 100, "lot": lot, "expires": expires });
            let body = json!({ "store_id": shelf.shop, "lines": [line] });
            shelf.owner.post("/p/inventory/receipts", body).await.refused(201);
        }
        let named = async || {
            let mut lots: Vec<(String, String)> = shelf
                .lots(&serum)
                .await
                .iter()
                .map(|lot| (text(lot, "lot"), text(lot, "quantity")))
                .collect();
            lots.sort();
            lots.into_iter().map(|(lot, _)| lot).collect::<Vec<_>>()
        };
        assert_eq!(named().await, ["GONE", "LATE", "SOON"], "{engine:?}");
        shelf.sell(&serum, 3).await;
        assert_eq!(named().await, ["GONE", "LATE"], "{engine:?}: the soonest that may still be sold");
        shelf.sell(&serum, 1).await;
        assert_eq!(named().await, ["GONE"], "{engine:?}");
        // Two are on the shelf, and none of them may be sold: the next one is owed.
        shelf.sell(&serum, 1).await;
        assert_eq!(shelf.balance(&serum).await.0, 1_000, "{engine:?}");
        let expired = shelf.lots(&serum).await;
        assert_eq!((&expired[0]["lot"], &expired[0]["expired"]), (&json!("GONE"), &json!(true)));
        shelf.write_off(&shelf.shop, &serum, "1").await;
        assert_eq!(shelf.faults().await, 0, "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i3_issues_cost_the_average_and_a_receipt_is_taken_back_whole() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Colour", "ml", "60", "", "").await;
    shelf.receive(&shelf.goods, &item, "200", 100_000).await;
    let second = shelf.receive(&shelf.goods, &item, "100", 65_000).await;
    let issued = shelf.write_off(&shelf.goods, &item, "45").await;
    assert_eq!(issued["value_minor"], json!(-24_750_00));
    assert_eq!(shelf.balance(&item).await, (255_000, 140_250_00));
    let back = format!("/p/inventory/documents/{}/reverse", text(&issued, "document_id"));
    shelf.owner.post(&back, json!({})).await.refused(201);
    assert_eq!(shelf.balance(&item).await, (300_000, 165_000_00));
    shelf.owner.post(&back, json!({})).await.refused(409);
    let back = format!("/p/inventory/documents/{}/reverse", text(&second, "document_id"));
    shelf.owner.post(&back, json!({})).await.refused(201);
    assert_eq!(shelf.balance(&item).await, (200_000, 100_000_00));
    assert_eq!(shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_arrives_at_the_cost_it_left_with() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Foil", "pcs", "1", "", "").await;
    shelf.receive(&shelf.goods, &item, "3", 100).await;
    let line = json!({ "item_id": item, "quantity": "1" });
    let body = json!({ "store_id": shelf.goods, "to_store_id": shelf.shop, "lines": [line] });
    let sent = shelf.owner.post("/p/inventory/transfers", body).await.refused(201);
    assert_eq!(shelf.balance(&item).await, (2_000, 6_667), "what is on its way is in neither store");
    let accept = format!("/p/inventory/documents/{}/accept", text(&sent, "document_id"));
    shelf.owner.post(&accept, json!({})).await.refused(201);
    assert_eq!(shelf.balance(&item).await, (3_000, 10_000));
    shelf.owner.post(&accept, json!({})).await.refused(409);
    assert_eq!(shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_brings_goods_back_at_their_cost_once() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Cream", "pcs", "1", "", "").await;
    shelf.receive(&shelf.shop, &item, "3", 100).await;
    let (bill, line) = shelf.sell(&item, 3).await;
    assert_eq!(shelf.balance(&item).await, (0, 0));
    let mut refund = shelf.bill(&bill, &line, &item, 3);
    let (first, second) = (crate::shelf::id(), crate::shelf::id());
    let part = |id: &str, packages: i64| {
        json!({ "refund_id": id, "full": false, "money_minor": 0, "points": 0, "tenders": [],
                "lines": [{ "line_id": line, "quantity_milli": packages * 1000, "amount_minor": 0 }] })
    };
    refund["refund"] = part(&first, 1);
    shelf.tell("finance.bill.refunded", "bill-refunded", &bill, &refund).await;
    assert_eq!(shelf.balance(&item).await, (1_000, 3_333));
    refund["refund"] = part(&second, 2);
    shelf.tell("finance.bill.refunded", "bill-refunded", &bill, &refund).await;
    assert_eq!(shelf.balance(&item).await, (3_000, 10_000), "the parts sum to the whole");
    assert_eq!(shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i6_an_order_comes_in_parts_with_its_freight_and_too_much_needs_a_word() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Gloves", "pcs", "100", "3", "10").await;
    let made =
        shelf.owner.post("/p/inventory/orders", json!({ "branch": shelf.branch_id })).await.refused(201);
    let order = format!("/p/inventory/orders/{}", text(&made, "order_id"));
    let page = shelf.owner.get(&order).await.ok();
    assert_eq!(page["lines"][0]["packages"], json!("10"));
    let line = text(&page["lines"][0], "order_line_id");
    shelf.owner.post(&format!("{order}/state"), json!({ "state": "ordered" })).await.ok();
    let came = |packages: &str, over: bool| -> Json {
        json!({ "over_ok": over, "landed_minor": 5_000_00,
                "lines": [{ "order_line_id": line, "packages": packages, "price_minor": 60_000_00 }] })
    };
    shelf.owner.post(&format!("{order}/receive"), came("4", false)).await.refused(201);
    assert_eq!(shelf.owner.get(&order).await.ok()["state"], json!("part"));
    assert_eq!(shelf.balance(&item).await, (400_000, 245_000_00));
    shelf.owner.post(&format!("{order}/receive"), came("7", false)).await.refused(422);
    shelf.owner.post(&format!("{order}/receive"), came("7", true)).await.refused(201);
    assert_eq!(shelf.owner.get(&order).await.ok()["state"], json!("received"));
    assert_eq!(shelf.faults().await, 0);
}

/// R-I6: what goes to the supplier is what stands in the form when "send" is pressed, or nothing goes.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_sent_as_it_was_edited() {
    let shelf = Shelf::sqlite().await;
    shelf.item("Gloves", "pcs", "100", "3", "10").await;
    let made =
        shelf.owner.post("/p/inventory/orders", json!({ "branch": shelf.branch_id })).await.refused(201);
    let order = format!("/p/inventory/orders/{}", text(&made, "order_id"));
    let line = text(&shelf.owner.get(&order).await.ok()["lines"][0], "order_line_id");
    let edited = |packages: &str, send: bool| {
        json!({ "send": send,
                "lines": [{ "order_line_id": line, "packages": packages, "price_minor": 60_000_00 }] })
    };
    let refused = shelf.owner.post(&order, edited("seven", true)).await.refused(422);
    assert!(refused["errors"]["lines[0][packages]"].is_string(), "{refused}");
    // Nothing is left to order: it is neither saved nor sent.
    shelf.owner.post(&order, edited("0", true)).await.refused(409);
    let page = shelf.owner.get(&order).await.ok();
    assert_eq!((&page["state"], &page["lines"][0]["packages"]), (&json!("draft"), &json!("10")));
    shelf.owner.post(&order, edited("8", false)).await.ok();
    let page = shelf.owner.get(&order).await.ok();
    assert_eq!((&page["state"], &page["lines"][0]["packages"]), (&json!("draft"), &json!("8")));
    shelf.owner.post(&order, edited("7", true)).await.ok();
    let page = shelf.owner.get(&order).await.ok();
    assert_eq!((&page["state"], &page["lines"][0]["packages"]), (&json!("ordered"), &json!("7")));
    assert_eq!(page["total_minor"], json!(420_000_00));
    shelf.owner.post(&order, edited("9", true)).await.refused(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_lines_are_refused_at_their_fields_and_nothing_moves() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Lashes", "pcs", "1", "", "").await;
    let receipt = |quantity: &str| json!({ "store_id": shelf.goods, "lines": [{ "item_id": item, "quantity": quantity }] });
    for bad in ["", "0", "-1", "many", "1.0001"] {
        let problem = shelf.owner.post("/p/inventory/receipts", receipt(bad)).await.refused(422);
        assert!(problem["errors"]["lines[0][quantity]"].is_string(), "{bad}: {problem}");
    }
    let line = json!({ "item_id": item, "quantity": "1" });
    let body = json!({ "store_id": shelf.goods, "reason": "lost", "lines": [line] });
    let problem = shelf.owner.post("/p/inventory/writeoffs", body).await.refused(422);
    assert!(problem["errors"]["lines[0][quantity]"].is_string(), "{problem}");
    assert_eq!(shelf.balance(&item).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_finds_a_planted_mistake() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Toner", "ml", "500", "", "").await;
    shelf.receive(&shelf.goods, &item, "500", 210_000).await;
    assert_eq!(shelf.faults().await, 0);
    shelf.salon.execute("update inventory_balance set value_minor = value_minor + 1");
    assert_eq!(shelf.faults().await, 2, "neither the movements nor the layers agree");
    shelf.salon.execute("update inventory_balance set value_minor = value_minor - 1, reserved_milli = 1");
    assert_eq!(shelf.faults().await, 1, "held by no bill");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_list_is_imported_once() {
    let shelf = Shelf::sqlite().await;
    let root = pardoz_tests::repository::root();
    let list =
        root.ancestors().map(|folder| folder.join("shared/data/stock.csv")).find(|file| file.is_file());
    let Some(list) = list.and_then(|file| std::fs::read(file).ok()) else {
        pardoz_tests::require::skip("the real stock list", "it is not beside the repository");
        return;
    };
    let file = shelf.salon.data().join("stock.csv");
    std::fs::write(&file, list).expect("a copy");
    let file = file.display().to_string();
    for round in 0..2 {
        let output = shelf.salon.run(&["import", "stock", &file]).await;
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{round}: {said}");
        assert_eq!(shelf.salon.number("select count(*) from inventory_item"), 11, "{said}");
    }
    let foil = "select package_milli from inventory_item where name_ru = 'Фольга'";
    assert_eq!(shelf.salon.number(foil), 10_000_000, "a roll is 10 000 cm (R-I1)");
}
