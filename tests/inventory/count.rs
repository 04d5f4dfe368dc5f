//! B20, R-I7: counting while sales go on.

use pardoz_tests::salon::Engine;
use pardoz_tests::wait::until;
use serde_json::{Value as Json, json};

use crate::shelf::{Shelf, id, text};

async fn start(shelf: &Shelf, blind: bool) -> String {
    let body = json!({ "store_id": shelf.shop, "blind": blind });
    text(&shelf.owner.post("/p/inventory/stocktakes", body).await.refused(201), "stocktake_id")
}

async fn count(shelf: &Shelf, stocktake: &str, body: Json) {
    shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/counts"), body).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i7_the_difference_is_posted_and_later_sales_stand() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Home cream", "pcs", "1", "", "").await;
    shelf.receive(&shelf.shop, &item, "25", 250_000).await;
    let stocktake = start(&shelf, false).await;
    shelf.sell(&item, 1).await;
    count(&shelf, &stocktake, json!({ "item_id": item, "packages": "22" })).await;
    shelf.sell(&item, 3).await;
    let page = shelf.owner.get(&format!("/p/inventory/stocktakes/{stocktake}")).await.ok();
    assert_eq!(page["differences"][0]["difference_milli"], json!(-2_000), "{page}");
    shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/approve"), json!({})).await.ok();
    assert_eq!(shelf.balance(&item).await, (19_000, 190_000_00));
    shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/approve"), json!({})).await.refused(409);
    assert_eq!(shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_that_is_refused_is_shown_again_with_its_own_item() {
    let shelf = Shelf::sqlite().await;
    let first = shelf.item("Aloe", "pcs", "1", "", "").await;
    let second = shelf.item("Keratin", "pcs", "1", "", "").await;
    for item in [&first, &second] {
        shelf.receive(&shelf.shop, item, "5", 50_000).await;
    }
    let stocktake = start(&shelf, false).await;
    let desk = pardoz_tests::person::Visitor::sign_in(&shelf.salon.base).await;
    let page = format!("/p/inventory/stocktakes/{stocktake}");
    let open = format!("{page}?item={second}");
    let typed = [("item_id", second.as_str()), ("packages", "abc")];
    let (status, again) = desk.send_from(&open, &format!("{page}/counts"), &typed).await;
    assert_eq!(status, 422);
    let form = again.split("id=\"count-form\"").nth(1).expect("the form");
    assert!(form.contains(&format!("name=\"item_id\" value=\"{second}\"")), "{form}");
    assert!(form.contains("abc"), "what was typed stays");
    // Everything passed over is no end: the page leads back to it, and says that nothing is there to approve.
    for item in [&first, &second] {
        count(&shelf, &stocktake, json!({ "item_id": item, "skip": true })).await;
    }
    let (_, left) = desk.get(&page).await;
    assert!(left.contains(&format!("{page}?item=")) && !left.contains("/approve"), "{left}");
    assert!(!left.contains("id=\"count-form\""), "{left}");
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_a_hundred_and_twenty_positions_by_scanner_while_sales_go_on() {
    let shelf = Shelf::sqlite().await;
    let mut items = Vec::new();
    for nth in 0..120 {
        let body = json!({ "name_en": format!("Position {nth:03}"), "unit": "pcs", "package": "1", "package_name": "pcs",
                           "barcode": format!("4780000{nth:06}") });
        items.push(text(&shelf.owner.post("/p/inventory/items", body).await.refused(201), "item_id"));
    }
    for part in items.chunks(40) {
        let lines: Vec<Json> = part
            .iter()
            .map(|item| json!({ "item_id": item, "quantity": "10", "cost_minor": 10_000_00 }))
            .collect();
        let body = json!({ "store_id": shelf.shop, "lines": lines });
        shelf.owner.post("/p/inventory/receipts", body).await.refused(201);
    }
    let stocktake = start(&shelf, true).await;
    for (nth, item) in items.iter().enumerate() {
        if nth % 10 == 0 {
            shelf.sell(item, 1).await;
        }
        // One in two is short of a piece, so that the differences need more than one document.
        let there = 10 - i64::from(nth % 10 == 0) - i64::from(nth % 2 == 1);
        let body = json!({ "barcode": format!("4780000{nth:06}"), "packages": there.to_string() });
        count(&shelf, &stocktake, body).await;
        if nth % 15 == 0 {
            shelf.sell(item, 1).await;
        }
    }
    shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/approve"), json!({})).await.ok();
    let state = format!(
        "select count(*) from inventory_stocktake where stocktake_id = '{stocktake}' and state = 'posted'"
    );
    until(async || shelf.salon.number(&state), |posted| *posted == 1).await;
    for (nth, item) in items.iter().enumerate() {
        let there = 10 - i64::from(nth % 10 == 0) - i64::from(nth % 2 == 1) - i64::from(nth % 15 == 0);
        let on_hand = format!("select quantity_milli from inventory_balance where item_id = '{item}'");
        assert_eq!(shelf.salon.number(&on_hand), there * 1000, "{nth}");
    }
    let documents = "select count(*) from inventory_document where kind = 'stocktake'";
    assert_eq!(shelf.salon.number(documents), 2, "60 differences in two documents");
    assert_eq!(shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i7_a_backdated_document_asks_for_a_recount_and_after_approval_keeps_the_count() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Shampoo", "pcs", "1", "", "").await;
    shelf.receive(&shelf.shop, &item, "10", 100_000).await;
    let stocktake = start(&shelf, false).await;
    count(&shelf, &stocktake, json!({ "item_id": item, "packages": "10" })).await;
    let yesterday = pardoz_tests::diary::day_after(-1);
    let late = |quantity: &str| {
        json!({ "store_id": shelf.shop, "day": yesterday,
                "lines": [{ "item_id": item, "quantity": quantity, "cost_minor": 20_000_00 }] })
    };
    shelf.owner.post("/p/inventory/receipts", late("2")).await.refused(201);
    shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/approve"), json!({})).await.refused(409);
    count(&shelf, &stocktake, json!({ "item_id": item, "packages": "10" })).await;
    shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/approve"), json!({})).await.ok();
    assert_eq!(shelf.balance(&item).await.0, 10_000);
    let manager = shelf.salon.somebody("manager", &[]).await;
    manager.person.post("/p/inventory/receipts", late("3")).await.refused(403);
    shelf.owner.post("/p/inventory/receipts", late("3")).await.refused(201);
    assert_eq!(shelf.balance(&item).await.0, 10_000, "the counted balance stays");
    let kept =
        "select count(*) from inventory_document where kind = 'compensation' and linked_id is not null";
    assert_eq!(shelf.salon.number(kept), 1);
    assert_eq!(shelf.faults().await, 0);
}

/// Counted and approved at once.
async fn counted(shelf: &Shelf, item: &str, packages: &str) {
    let stocktake = start(shelf, false).await;
    count(shelf, &stocktake, json!({ "item_id": item, "packages": packages })).await;
    shelf.owner.post(&format!("/p/inventory/stocktakes/{stocktake}/approve"), json!({})).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i7_taking_a_document_of_before_the_count_back_keeps_what_was_counted() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let item = shelf.item("Shampoo", "pcs", "1", "", "").await;
        shelf.receive(&shelf.shop, &item, "10", 100_000).await;
        // A receipt that was entered twice; the count finds three too few.
        let twice = shelf.receive(&shelf.shop, &item, "3", 30_000).await;
        counted(&shelf, &item, "10").await;
        let back =
            |document: &Json| format!("/p/inventory/documents/{}/reverse", text(document, "document_id"));
        let manager = shelf.salon.somebody("manager", &[]).await;
        manager.person.post(&back(&twice), json!({})).await.refused(403);
        shelf.owner.post(&back(&twice), json!({})).await.refused(201);
        assert_eq!(shelf.balance(&item).await.0, 10_000, "{engine:?}: the count had found it");
        // A late one, compensated, and taken back.
        let yesterday = pardoz_tests::diary::day_after(-1);
        for (path, reason) in [("receipts", Json::Null), ("writeoffs", json!("broken"))] {
            let line = json!({ "item_id": item, "quantity": "3", "cost_minor": 20_000_00 });
            let body = json!({ "store_id": shelf.shop, "day": yesterday, "reason": reason, "lines": [line] });
            let late = shelf.owner.post(&format!("/p/inventory/{path}"), body).await.refused(201);
            assert_eq!(shelf.balance(&item).await.0, 10_000, "{engine:?}: compensated");
            shelf.owner.post(&back(&late), json!({})).await.refused(201);
            assert_eq!(shelf.balance(&item).await.0, 10_000, "{engine:?}: and so is its counter-document");
            shelf.owner.post(&back(&late), json!({})).await.refused(409);
        }
        assert_eq!(shelf.faults().await, 0, "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i7_a_sale_that_is_told_late_belongs_before_the_count() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let item = shelf.item("Home cream", "pcs", "1", "", "").await;
        shelf.receive(&shelf.shop, &item, "25", 250_000).await;
        let before = jiff::Timestamp::now().as_millisecond();
        let sold = async |packages: i64| {
            let bill = id();
            let paid = shelf.bill(&bill, &id(), &item, packages);
            shelf.tell_late("finance.bill.paid", "bill-paid", &bill, &paid, before).await;
        };
        let stocktake = start(&shelf, false).await;
        count(&shelf, &stocktake, json!({ "item_id": item, "packages": "23" })).await;
        sold(2).await;
        let approve = format!("/p/inventory/stocktakes/{stocktake}/approve");
        shelf.owner.post(&approve, json!({})).await.refused(409);
        count(&shelf, &stocktake, json!({ "item_id": item, "packages": "23" })).await;
        shelf.owner.post(&approve, json!({})).await.ok();
        assert_eq!(shelf.balance(&item).await, (23_000, 230_000_00), "{engine:?}");
        // Another one is told when the count is over, and found what is there.
        sold(1).await;
        assert_eq!(shelf.balance(&item).await.0, 23_000, "{engine:?}: what was counted stays");
        let day = format!(
            "select count(*) from inventory_document where kind = 'sale' and at = {before} and created_at > {before}"
        );
        assert_eq!(shelf.salon.number(&day), 2, "{engine:?}: of when it was sold");
        assert_eq!(shelf.faults().await, 0, "{engine:?}");
    }
}
