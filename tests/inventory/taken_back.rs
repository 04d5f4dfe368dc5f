//! Receipts taken back after some goods were used: the supplier takes back his whole price, and what was used costs
//! what it costs without them.

use pardoz_tests::salon::Engine;
use serde_json::json;

use crate::shelf::{Shelf, text};

const SOM: i64 = 100;

/// What the posted receipts and returns, and those taken back, say that the salon owes.
fn owed(shelf: &Shelf) -> i64 {
    shelf.salon.number(
        "select coalesce(sum(m.value_minor), 0) from inventory_movement m \
         join inventory_document d on d.document_id = m.document_id \
         where d.kind in ('receipt', 'return') and m.quantity_milli <> 0",
    )
}

async fn reverse(shelf: &Shelf, document: &serde_json::Value) {
    let path = format!("/p/inventory/documents/{}/reverse", text(document, "document_id"));
    shelf.owner.post(&path, json!({})).await.refused(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_taken_back_after_use_leaves_no_debt_that_never_existed() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let whole = shelf.item("Shampoo", "pcs", "1", "", "").await;
        // 10 for 1 000 and, by mistake, 10 for 2 000; ten are used at the average of both.
        shelf.receive(&shelf.goods, &whole, "10", 1_000).await;
        let mistake = shelf.receive(&shelf.goods, &whole, "10", 2_000).await;
        shelf.write_off(&shelf.goods, &whole, "10").await;
        reverse(&shelf, &mistake).await;
        shelf.told().await;
        assert_eq!(shelf.account("payable"), -1_000 * SOM, "{engine:?}: the first receipt, and no more");
        assert_eq!(shelf.account("cost.materials"), 1_000 * SOM, "{engine:?}: what the ten really cost");
        assert_eq!((shelf.account("stock"), shelf.balance(&whole).await), (0, (0, 0)), "{engine:?}");
        // Some were sold and some are left: both stand at the right price, whatever the wrong one was.
        let part = shelf.item("Balm", "pcs", "1", "", "").await;
        shelf.receive(&shelf.shop, &part, "10", 1_000).await;
        let mistake = shelf.receive(&shelf.shop, &part, "10", 20_000).await;
        shelf.sell(&part, 5).await;
        reverse(&shelf, &mistake).await;
        shelf.told().await;
        assert_eq!(shelf.balance(&part).await, (5_000, 500 * SOM), "{engine:?}");
        assert_eq!(
            shelf.account("cost.goods"),
            500 * SOM,
            "{engine:?}: goods were sold, so it is their cost"
        );
        assert_eq!(shelf.account("payable"), -2_000 * SOM, "{engine:?}");
        assert_eq!((owed(&shelf), shelf.faults().await), (2_000 * SOM, 0), "{engine:?}");
    }
}

/// The night's check knows a counter-document that is worth less than what it takes back.
#[tokio::test(flavor = "multi_thread")]
async fn the_check_finds_a_receipt_taken_back_for_less_than_its_price() {
    let shelf = Shelf::sqlite().await;
    let item = shelf.item("Shampoo", "pcs", "1", "", "").await;
    let receipt = shelf.receive(&shelf.goods, &item, "10", 2_000).await;
    let kept = shelf.receive(&shelf.goods, &item, "10", 1_000).await;
    reverse(&shelf, &receipt).await;
    assert_eq!(shelf.faults().await, 0);
    // As it was written before: 500 of the price stay owed to the supplier.
    shelf.salon.execute(
        "update inventory_movement set value_minor = value_minor + 50000 where document_id = \
         (select document_id from inventory_document where reverses is not null)",
    );
    shelf.salon.execute("update inventory_balance set value_minor = value_minor + 50000");
    shelf
        .salon
        .execute("update inventory_layer set value_minor = value_minor + 50000 where quantity_milli > 0");
    assert_eq!(shelf.faults().await, 1, "no other check sees it");
    drop(kept);
}
