//! R-F2: what is owed to each supplier, since when, and the payment of it.

use pardoz_tests::diary::day_after;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::between::night;
use crate::shop::{SOM, Shop};
use crate::till::number;

impl Shop {
    async fn supplier(&self, name: &str) -> String {
        let made = self.owner.post("/p/inventory/suppliers", json!({ "name": name })).await;
        assert!(made.status.is_success() || made.status.is_redirection(), "{}", made.text);
        self.salon
            .texts(&format!("select supplier_id from inventory_supplier where name = '{name}'"))
            .remove(0)
    }

    /// Creams of this supplier for so much in all; none = nobody is named.
    async fn received(&self, supplier: Option<&str>, som: i64) {
        let store = format!(
            "select store_id from inventory_store where kind = 'retail' and branch_id = '{}'",
            self.studio.branch_id
        );
        let line =
            json!({ "item_id": self.cream, "quantity": "2", "measure": "unit", "cost_minor": som * SOM });
        let receipt = json!({
            "store_id": self.salon.texts(&store).remove(0), "supplier_id": supplier, "lines": [line],
        });
        self.owner.post("/p/inventory/receipts", receipt).await.refused(201);
        self.told().await;
    }

    async fn suppliers(&self) -> Json {
        self.owner.get(&format!("/p/finance/suppliers?branch={}", self.studio.branch_id)).await.ok()
    }

    async fn pay(&self, supplier: &str, som: i64) -> pardoz_tests::person::Answer {
        let paid = json!({ "kind": "supplier", "account": "bank", "amount_minor": som * SOM,
                           "counterparty_id": supplier, "branch": self.studio.branch_id });
        self.owner.post("/p/finance/operations", paid).await
    }

    /// Moves what was booked for a supplier today so many days back.
    fn age(&self, supplier: &str, days: i64) {
        let (day, today) = (day_after(-days), day_after(0));
        let own = format!("counterparty_id = '{supplier}' and account = 'payable' and day = '{today}'");
        self.salon.execute(&format!("update finance_entry_line set day = '{day}' where {own}"));
    }
}

fn rows(page: &Json) -> Vec<(&str, i64, i64)> {
    let rows = page["rows"].as_array().expect("rows");
    rows.iter()
        .map(|row| {
            (
                row["name"].as_str().expect("a name"),
                number(row, "owed_minor") / SOM,
                number(row, "overdue_minor") / SOM,
            )
        })
        .collect()
}

async fn r_f2_what_is_owed_to_each_supplier_is_the_account_and_is_paid_from_the_list(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let (lola, nur) = (shop.supplier("Lola Trade").await, shop.supplier("Nur").await);
    // Four weeks ago 300 000, a week ago 80 000; to the other one 50 000 today. 250 000 came without a name (the shop's).
    shop.received(Some(&lola), 300_000).await;
    shop.age(&lola, 28);
    shop.received(Some(&lola), 80_000).await;
    shop.age(&lola, 7);
    shop.received(Some(&nur), 50_000).await;
    let page = shop.suppliers().await;
    assert_eq!(
        rows(&page),
        [("Lola Trade", 380_000, 300_000), ("Receipts without a supplier", 250_000, 0), ("Nur", 50_000, 0)],
        "{engine:?}"
    );
    let first = &page["rows"][0];
    assert_eq!((first["since"].as_str(), number(first, "age_days")), (Some(day_after(-28).as_str()), 28));
    assert_eq!(first["due"].as_str(), Some(day_after(-14).as_str()));
    let sums = || (number(&page, "owed_minor") / SOM, number(&page, "overdue_minor") / SOM);
    assert_eq!((sums(), -shop.account("payable")), ((680_000, 300_000), 680_000), "{engine:?}");
    // The way to pay knows whom and how much; whom it knows is the stock module's supplier.
    let form = format!("/p/finance/operations/new?kind=supplier&counterparty_id={lola}&owed_minor=38000000");
    let form = shop.owner.get(&form).await.ok();
    assert_eq!(
        (form["counterparty_id"].as_str(), number(&form, "owed_minor")),
        (Some(lola.as_str()), 38_000_000)
    );
    let known = form["counterparties"].as_array().expect("a list");
    assert!(known.iter().any(|one| one["value"] == json!(lola) && one["label"] == "Lola Trade"), "{form}");
    shop.pay(&lola, 310_000).await.refused(201);
    let page = shop.suppliers().await;
    // The oldest is paid first: what is left came a week ago.
    assert_eq!(rows(&page)[1], ("Lola Trade", 70_000, 0), "{engine:?}: {page}");
    let left = page["rows"].as_array().expect("rows").iter().find(|row| row["name"] == "Lola Trade").cloned();
    assert_eq!(number(&left.expect("a row"), "age_days"), 7);
    shop.pay(&lola, 70_000).await.refused(201);
    // By its name, typed: the same supplier. Nobody's id is refused at its field.
    let typed = json!({ "kind": "supplier", "account": "bank", "amount_minor": 20_000 * SOM,
                        "counterparty_name": " nur ", "branch": shop.studio.branch_id });
    shop.owner.post("/p/finance/operations", typed).await.refused(201);
    let refused = shop.pay("019abcd0-0000-7000-8000-00000000dead", 1).await.refused(422);
    assert!(refused["errors"]["counterparty_id"].is_string(), "{refused}");
    let page = shop.suppliers().await;
    assert_eq!(rows(&page), [("Receipts without a supplier", 250_000, 0), ("Nur", 30_000, 0)], "{engine:?}");
    assert_eq!(shop.salon.number("select count(*) from finance_counterparty"), 0);
    // Paid ahead, it stands below zero and is not late.
    shop.pay(&nur, 45_000).await.refused(201);
    let page = shop.suppliers().await;
    assert_eq!((rows(&page)[1], &page["rows"][1]["since"]), (("Nur", -15_000, 0), &Json::Null), "{engine:?}");
    assert_eq!(number(&page, "owed_minor") / SOM, -shop.account("payable"), "{engine:?}");
    // Another branch owes nobody anything.
    let other = shop
        .salon
        .texts(&format!("select branch_id from salon_branch where branch_id <> '{}'", shop.studio.branch_id));
    let page = shop.owner.get(&format!("/p/finance/suppliers?branch={}", other[0])).await.ok();
    assert_eq!((rows(&page).len(), number(&page, "owed_minor")), (0, 0));
    assert_eq!(night(&shop.salon).await, "", "{engine:?}");
    assert_eq!(crate::till::faults(&shop.salon), Vec::<String>::new());
    // Sabotage: money owed to nobody who is known.
    let bend = format!(
        "update finance_entry_line set counterparty_id = '019abcd0-0000-7000-8000-00000000dead' where counterparty_id = '{nur}' and amount_minor < 0"
    );
    shop.salon.execute(&bend);
    let said = night(&shop.salon).await;
    assert!(said.contains("suppliers are owed"), "{engine:?}: {said:?}");
}

crate::on_both!(r_f2_what_is_owed_to_each_supplier_is_the_account_and_is_paid_from_the_list);
