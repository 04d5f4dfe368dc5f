//! What the ledger of money hears of the stock: whom the salon owes what, what was used up, and in which branch goods lie.

use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shelf::{Shelf, text};
use crate::visit;

const SOM: i64 = 100;

#[tokio::test(flavor = "multi_thread")]
async fn r_i3_what_a_visit_took_too_cheap_is_a_cost_and_the_supplier_is_owed_his_whole_price() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let visit = visit::colouring(None, shelf, "20", 0).await;
        let appointment = visit.book("12:00").await;
        for state in ["arrived", "in_service", "completed"] {
            visit.step(&appointment, state).await;
        }
        let shelf = &visit.shelf;
        shelf.told().await;
        // 20 ml of either for 100 000; 30 and 45 ml went out at 5 000.
        assert_eq!(shelf.account("payable"), -200_000 * SOM, "{engine:?}");
        assert_eq!(shelf.account("cost.materials"), 375_000 * SOM);
        // The 10 ml of dye that were owed cost 6 000 each.
        shelf.receive(&shelf.goods, &visit.dye, "60", 360_000).await;
        shelf.told().await;
        assert_eq!(shelf.account("payable"), -560_000 * SOM, "{engine:?}: the supplier's whole price");
        assert_eq!(shelf.account("cost.materials"), 385_000 * SOM, "{engine:?}: what they really cost");
        assert_eq!(shelf.account("stock"), (300_000 - 125_000) * SOM);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i3_what_was_sold_too_cheap_is_a_cost_of_goods_whatever_document_trues_it_up() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let [cream, mask] =
            [shelf.item("Cream", "pcs", "1", "", "").await, shelf.item("Mask", "pcs", "1", "", "").await];
        for item in [&cream, &mask] {
            shelf.receive(&shelf.shop, item, "1", 10_000).await;
            shelf.sell(item, 3).await;
        }
        shelf.told().await;
        assert_eq!(shelf.account("cost.goods"), 60_000 * SOM, "{engine:?}: two of either are owed at 10 000");
        // A transfer brings creams at 12 000; nothing stays on the way.
        shelf.receive(&shelf.goods, &cream, "5", 60_000).await;
        transfer(&shelf, &shelf.goods, &shelf.shop, &cream, "5").await;
        shelf.told().await;
        assert_eq!(shelf.account("stock_transit"), 0, "{engine:?}");
        assert_eq!(shelf.account("cost.goods"), 64_000 * SOM, "{engine:?}");
        // A receipt taken for two kinds at once.
        shelf.receive(&shelf.shop, &mask, "5", 75_000).await;
        shelf.told().await;
        assert_eq!(shelf.account("cost.goods"), 74_000 * SOM, "{engine:?}");
        assert_eq!(shelf.account("cost.materials"), 0);
        assert_eq!(shelf.account("payable"), -(20_000 + 60_000 + 75_000) * SOM);
        assert_eq!(shelf.account("stock"), (36_000 + 45_000) * SOM);
        assert_eq!(shelf.faults().await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_sent_to_another_branch_are_in_its_books_when_they_arrive_and_it_owes_their_value() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let day = pardoz_tests::diary::business_day();
        let other = pardoz_tests::studio::Studio::open(&shelf.owner, "Second", None, day).await.branch_id;
        let there = store(&shelf, &other).await;
        let here = shelf.branch_id.clone();
        let foil = shelf.item("Foil", "pcs", "1", "", "").await;
        shelf.receive(&shelf.goods, &foil, "10", 50_000).await;
        let line = json!({ "item_id": foil, "quantity": "4" });
        let body = json!({ "store_id": shelf.goods, "to_store_id": there, "lines": [line] });
        let sent = shelf.owner.post("/p/inventory/transfers", body).await.refused(201);
        shelf.told().await;
        let of = |account: &str| [shelf.account_of(account, &here), shelf.account_of(account, &other)];
        assert_eq!(of("stock"), [30_000 * SOM, 0], "{engine:?}");
        assert_eq!(of("stock_transit"), [20_000 * SOM, 0], "what is on its way is still the sender's");
        let accept = format!("/p/inventory/documents/{}/accept", text(&sent, "document_id"));
        shelf.owner.post(&accept, json!({})).await.refused(201);
        shelf.told().await;
        assert_eq!(of("stock"), [30_000 * SOM, 20_000 * SOM], "{engine:?}");
        assert_eq!(of("stock_transit"), [0, 0]);
        assert_eq!(of("interbranch"), [20_000 * SOM, -20_000 * SOM], "R-M2: it is netted with the rest");
        for branch in [&here, &other] {
            let sum = format!(
                "select coalesce(sum(amount_minor), 0) from finance_entry_line where branch_id = '{branch}'"
            );
            assert_eq!(shelf.salon.number(&sum), 0, "each branch's books balance");
        }
        // The books of money and the shelves say the same of each branch.
        for (branch, value) in [(&here, 30_000), (&other, 20_000)] {
            let worth = format!(
                "select coalesce(sum(b.value_minor), 0) from inventory_balance b \
                 join inventory_store s on s.store_id = b.store_id where s.branch_id = '{branch}'"
            );
            assert_eq!(shelf.salon.number(&worth), value * SOM);
        }
    }
}

async fn transfer(shelf: &Shelf, from: &str, to: &str, item: &str, quantity: &str) -> Json {
    let line = json!({ "item_id": item, "quantity": quantity });
    let body = json!({ "store_id": from, "to_store_id": to, "arrived": true, "lines": [line] });
    shelf.owner.post("/p/inventory/transfers", body).await.refused(201)
}

/// A branch's own store of consumables.
async fn store(shelf: &Shelf, branch: &str) -> String {
    shelf.owner.post("/p/inventory/stock/open", json!({ "branch_id": branch })).await.ok();
    let stores = shelf.owner.get(&format!("/p/inventory/stores?branch={branch}")).await.ok();
    let list = stores["stores"].as_array().expect("stores");
    let goods = list.iter().find(|one| {
        one["kind"] == json!("consumables") && one["branch_id"].as_str().is_none_or(|b| b == branch)
    });
    text(goods.expect("its store"), "store_id")
}
