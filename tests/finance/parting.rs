//! R-C4, R-C5: two cards become one and two again, and each has its bills, debts, deposits and advances. The books are
//! held against the bills client by client, and each sum against what it was.

use std::collections::BTreeMap;

use pardoz_tests::fixture;
use pardoz_tests::salon::Engine;
use serde_json::json;

use crate::between::night;
use crate::shop::{SOM, Shop, text};

/// A client's sums in so'm: advances, deposits, debts, bills under way; as the books say.
fn books(shop: &Shop, client: &str) -> [i64; 4] {
    ["advances", "deposits", "receivable", "open_bills"].map(|account| {
        shop.salon.number(&format!(
            "select coalesce(sum(amount_minor), 0) from finance_entry_line \
             where account = '{account}' and counterparty_id = '{client}'"
        )) / SOM
    })
}

/// The same as bills and deposits say, for what is on them; the advance has no other place.
fn bills(shop: &Shop, client: &str) -> [i64; 3] {
    [
        format!("select -coalesce(sum(held_minor), 0) from finance_deposit where client_id = '{client}'"),
        format!("select coalesce(sum(debt_minor), 0) from finance_bill where client_id = '{client}'"),
        format!("select -coalesce(sum(paid_minor), 0) from finance_bill where client_id = '{client}' and state = 'open'"),
    ]
    .map(|sql| shop.salon.number(&sql) / SOM)
}

/// Whose bill each is.
fn holders(shop: &Shop) -> BTreeMap<String, String> {
    let rows = shop.salon.texts("select bill_id || ' ' || client_id from finance_bill order by bill_id");
    rows.iter().filter_map(|row| row.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

fn faults(shop: &Shop, clients: [&str; 2]) -> Vec<String> {
    let mut faults = crate::till::faults(&shop.salon);
    for client in clients {
        let (said, of_bills) = (books(shop, client), bills(shop, client));
        if said[1..] != of_bills {
            faults.push(format!("{client}: the books say {said:?}, the bills {of_bills:?}"));
        }
    }
    faults
}

async fn advance(shop: &Shop, client: &str, som: i64) {
    let paid = json!({ "kind": "advance", "account": "bank", "amount_minor": som * SOM, "client_id": client,
                       "branch": shop.studio.branch_id });
    shop.owner.post("/p/finance/operations", paid).await.refused(201);
}

async fn sold(shop: &Shop, client: &str, more: serde_json::Value) -> String {
    let mut wish = json!({ "client_id": client });
    for (key, value) in more.as_object().expect("an object") {
        wish[key] = value.clone();
    }
    let items = json!([{ "what": format!("product:{}", shop.cream) }]);
    text(&shop.try_sell(items, wish).await.refused(201), "bill_id")
}

/// Merges by hand; returns the way to take it back.
async fn merge(shop: &Shop, stays: &str, goes: &str) -> String {
    let path = format!("/p/clients/duplicates/{stays}/{goes}/merge");
    let merged = shop.owner.post(&path, json!({})).await.refused(200);
    shop.told().await;
    format!("/p/clients/merges/{}/undo", text(&merged, "merge_id"))
}

async fn r_c5_what_came_with_a_card_goes_home_and_the_books_balance(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    fixture::install(&shop.salon, "mute").await;
    let stays = shop.client.clone();
    let made = shop.owner.new_client("Nodira", "Tosheva", "+998901112266").await.refused(201);
    let goes = text(&made, "client_id");
    // Each has a paid bill, a debt of 50 000 and an advance; the other one a deposit and an unpaid bill with a part of it.
    advance(&shop, &stays, 100_000).await;
    advance(&shop, &goes, 70_000).await;
    for client in [&stays, &goes] {
        sold(&shop, client, json!({ "tender": "card" })).await;
        sold(&shop, client, json!({ "debt": true })).await;
    }
    let part = json!([{ "tender": "advance", "amount_minor": 20_000 * SOM }]);
    sold(&shop, &goes, json!({ "tender": "payme", "split": part })).await;
    let visit = text(&shop.studio.book(&shop.owner, &goes, "17:00").await.refused(201), "appointment_id");
    let paid = json!({ "appointment_id": visit, "amount_minor": 30_000 * SOM, "tender": "card" });
    let deposit = shop.owner.post("/p/finance/deposits", paid).await;
    // After five in the afternoon the hour is over: then the deposit is not part of it.
    let held = if deposit.status.is_success() { -30_000 } else { 0 };
    shop.told().await;
    let (first, second) = (books(&shop, &stays), books(&shop, &goes));
    assert_eq!((first, second), ([-100_000, 0, 50_000, 0], [-50_000, held, 50_000, -20_000]), "{engine:?}");
    assert_eq!(faults(&shop, [&stays, &goes]), Vec::<String>::new());
    let before = holders(&shop);

    let undo = merge(&shop, &stays, &goes).await;
    let joint = [-150_000, held, 100_000, -20_000];
    assert_eq!((books(&shop, &stays), books(&shop, &goes)), (joint, [0; 4]), "{engine:?}");
    assert!(holders(&shop).values().all(|client| *client == stays));
    // Since then: a sale on the joint advance, a debt that the other brought is repaid in part, a new debt.
    let spent = json!([{ "tender": "advance", "amount_minor": 50_000 * SOM }]);
    let bought = sold(&shop, &stays, json!({ "tender": "card", "split": spent })).await;
    let owes = sold(&shop, &stays, json!({ "debt": true })).await;
    let debts = shop.salon.texts(&format!(
        "select bill_id from finance_bill where debt_minor > 0 and bill_id <> '{owes}' order by created_at"
    ));
    let theirs = debts.iter().find(|bill| before.get(*bill) == Some(&goes)).expect("their debt");
    shop.repay(theirs, Some(10_000)).await;
    assert_eq!(books(&shop, &stays), [-100_000, held, 140_000, -20_000], "{engine:?}");

    shop.owner.post(&undo, json!({})).await.refused(200);
    shop.told().await;
    // What was bought since is the card's that stayed, and paid by its own advance; the rest is as it was.
    let mut home = before.clone();
    home.extend([(bought, stays.clone()), (owes, stays.clone())]);
    assert_eq!(holders(&shop), home, "{engine:?}");
    assert_eq!(books(&shop, &stays), [-50_000, 0, 100_000, 0], "{engine:?}");
    assert_eq!(books(&shop, &goes), [-50_000, held, 40_000, -20_000], "{engine:?}");
    assert_eq!(faults(&shop, [&stays, &goes]), Vec::<String>::new(), "{engine:?}");
    assert_eq!(night(&shop.salon).await, "", "{engine:?}");
    // Told again, nothing moves; and cards may meet and part again.
    let sums = (books(&shop, &stays), books(&shop, &goes));
    shop.salon.execute(
        "update host_delivery set state = 'pending', next_at = 0 where subscriber = 'finance' and handler = 'client-unmerged'",
    );
    shop.told().await;
    assert_eq!((books(&shop, &stays), books(&shop, &goes)), sums, "{engine:?}: told twice");
    let undo = merge(&shop, &stays, &goes).await;
    shop.owner.post(&undo, json!({})).await.refused(200);
    shop.told().await;
    assert_eq!((books(&shop, &stays), books(&shop, &goes)), sums, "{engine:?}: once more");
    assert_eq!(holders(&shop), home, "{engine:?}");
    // Sabotage: a bill that stays behind is seen, by the scenario and by the night.
    shop.salon.execute(&format!("update finance_bill set client_id = '{stays}' where bill_id = '{theirs}'"));
    assert_eq!(faults(&shop, [&stays, &goes]).len(), 2, "{engine:?}");
    let said = night(&shop.salon).await;
    assert!(said.contains("are not their bills"), "{engine:?}: {said:?}");
}

crate::on_both!(r_c5_what_came_with_a_card_goes_home_and_the_books_balance);
