//! More watched items, order lines and documents than one call or one page takes.

use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shelf::{Shelf, text};

const ITEMS: usize = 180;

/// Items as an import leaves them: a critical level, no supplier.
fn import(shelf: &Shelf) {
    let row = |at: usize| {
        format!(
            "('019abcd0-0000-7000-8000-{at:012x}', 'I{at}', 'I{at}', 'I{at}', ' i{at} ', 'pcs', 1000, 'package', 5000, 1, 1)"
        )
    };
    let rows: Vec<String> = (0..ITEMS).map(row).collect();
    shelf.salon.execute(&format!(
        "insert into inventory_item (item_id, name_uz, name_ru, name_en, search_key, unit, package_milli, package_name, \
         critical_milli, created_at, updated_at) values {}",
        rows.join(", ")
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i5_the_night_tells_of_any_number_of_items_and_checks_the_books() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        import(&shelf);
        let checked = "select coalesce(max(at), 0) from inventory_check";
        shelf.salon.run_now("inventory", "night", checked).await;
        let low = "select count(*) from inventory_alert where kind = 'low'";
        let began = std::time::Instant::now();
        while shelf.salon.number(low) < ITEMS as i64 {
            assert!(began.elapsed().as_secs() < 60, "{engine:?}: {}", shelf.salon.log());
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let told = "select count(*) from host_event where topic = 'inventory.stock.low'";
        assert_eq!(shelf.salon.number(told), ITEMS as i64, "{engine:?}: each once");
        let lines = "select count(*) from inventory_order_line";
        assert_eq!(shelf.salon.number(lines), ITEMS as i64, "{engine:?}");
        assert_eq!(
            shelf.salon.number("select count(*) from inventory_order"),
            1,
            "{engine:?}: nobody's draft"
        );
        let waits = "select count(*) from host_job where plugin_id = 'inventory' and job = 'levels'";
        assert_eq!(shelf.salon.number(waits), 0, "{engine:?}");
    }
}

/// The form posts what it shows: lines with their packages.
fn lines(page: &Json) -> Vec<Json> {
    let all = page["lines"].as_array().expect("lines");
    let line = |row: &Json| json!({ "order_line_id": row["order_line_id"], "packages": row["left"], "price_minor": 500 });
    all.iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i6_a_long_order_is_made_sent_and_received() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        import(&shelf);
        let by_hand = json!({ "branch": shelf.branch_id });
        let made = shelf.owner.post("/p/inventory/orders", by_hand).await.refused(201);
        let order = format!("/p/inventory/orders/{}", text(&made, "order_id"));
        let page = shelf.owner.get(&order).await.ok();
        assert_eq!((&page["count"], lines(&page).len()), (&json!(ITEMS), 50), "{engine:?}: a page of them");
        let sent = json!({ "lines": lines(&page), "send": true });
        shelf.owner.post(&order, sent).await.ok();
        // A page of lines at a time; what came is not asked for again.
        let mut pages = 0;
        loop {
            let form = shelf.owner.get(&format!("{order}/receive")).await.ok();
            shelf
                .owner
                .post(&format!("{order}/receive"), json!({ "lines": lines(&form) }))
                .await
                .refused(201);
            pages += 1;
            let state = shelf.owner.get(&order).await.ok()["state"].clone();
            if state == json!("received") {
                break;
            }
            assert!(state == json!("part") && pages < 10, "{engine:?}: {state}");
        }
        assert_eq!(pages, ITEMS.div_ceil(50), "{engine:?}");
        let there = "select count(*) from inventory_balance where quantity_milli > 0";
        assert_eq!(shelf.salon.number(there), ITEMS as i64, "{engine:?}");
        assert_eq!(shelf.faults().await, 0, "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_did_not_come_do_not_hide_those_after_them() {
    let shelf = Shelf::sqlite().await;
    import(&shelf);
    let made =
        shelf.owner.post("/p/inventory/orders", json!({ "branch": shelf.branch_id })).await.refused(201);
    let order = format!("/p/inventory/orders/{}", text(&made, "order_id"));
    shelf.owner.post(&format!("{order}/state"), json!({ "state": "ordered" })).await.ok();
    let first = shelf.owner.get(&format!("{order}/receive")).await.ok();
    let skip = first["next"].as_i64().expect("more lines");
    let second = shelf.owner.get(&format!("{order}/receive?skip={skip}")).await.ok();
    assert_ne!(first["lines"][0]["order_line_id"], second["lines"][0]["order_line_id"]);
    assert_eq!(second["previous"], json!(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_of_one_moment_are_each_on_one_page() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let foil = shelf.item("Foil", "pcs", "1", "", "").await;
        shelf.receive(&shelf.goods, &foil, "100", 1_000).await;
        let line = json!({ "item_id": foil, "quantity": "1" });
        for _ in 0..30 {
            let body = json!({ "store_id": shelf.goods, "to_store_id": shelf.shop, "arrived": true, "lines": [line] });
            shelf.owner.post("/p/inventory/transfers", body).await.refused(201);
        }
        // An odd number before them: a page ends between a departure and its arrival.
        shelf.write_off(&shelf.goods, &foil, "1").await;
        let (mut seen, mut next) = (Vec::new(), String::new());
        loop {
            let page = shelf.owner.get(&format!("/p/inventory/documents?{next}")).await.ok();
            let rows = page["documents"].as_array().expect("documents").clone();
            seen.extend(rows.iter().map(|row| text(row, "document_id")));
            if page["next"].is_null() {
                break;
            }
            let of = page["next"].as_object().expect("inputs");
            let pairs: Vec<String> = of
                .iter()
                .map(|(name, value)| {
                    format!("{name}={}", value.as_str().map_or(value.to_string(), str::to_owned))
                })
                .collect();
            next = pairs.join("&");
        }
        let all = shelf.salon.number("select count(*) from inventory_document");
        assert_eq!((all, seen.len() as i64), (62, 62), "{engine:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 62, "{engine:?}");
    }
}
