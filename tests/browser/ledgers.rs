//! The screens of money, stock and loyalty, in a salon in the middle of its work.

use pardoz_tests::diary::{day_after, ids};
use pardoz_tests::person::Person;
use pardoz_tests::sheet;
use serde_json::{Value as Json, json};

use crate::screens::{Screen, screen};

/// Every screen of finance; `visit` is still to be paid for.
pub async fn of_finance(person: &Person, visit: &str) -> Vec<Screen> {
    let bills = format!("/p/finance/bills?from={}", day_after(-7));
    let bill = format!("/p/finance/bills/{}", first(person, &bills, "bills", "bill_id").await);
    let shift = |id: &str| format!("/p/finance/shifts/{id}");
    vec![
        screen("checkout", "/p/finance/checkout"),
        Screen {
            // The parts are open, the code is unknown: every line the form can have.
            until: "document.querySelector('#checkout details[open]') && document.querySelector('#checkout .error')",
            ..screen(
                "checkout-visit",
                format!("/p/finance/checkout?appointment_id={visit}&code=NOSUCH&tips_minor=20000&look=on"),
            )
        },
        Screen {
            keys: &[&["Control", "Enter"]],
            until: "document.querySelector('.error, :invalid')",
            expected: &["status of 422"],
            ..screen("operation-refused", "/p/finance/operations/new")
        },
        screen("bills", bills),
        screen("bills-none", "/p/finance/bills?q=0"),
        screen("bill", bill.clone()),
        screen("bill-receipt", format!("{bill}/receipt")),
        screen("bill-refund", format!("{bill}/refund")),
        screen("desk-shifts", "/p/finance/shifts"),
        screen("desk-shift-x", shift(&open_shift(person).await)),
        screen("desk-shift-z", shift(&closed_shift(person).await)),
        screen("journal", format!("/p/finance/journal?from={}", day_after(-7))),
        screen("operation", "/p/finance/operations/new"),
        screen("operation-transfer", "/p/finance/operations/new?kind=transfer"),
        screen("calendar", "/p/finance/calendar"),
        screen("reports", "/p/finance/reports"),
        screen("profit", "/p/finance/profit"),
        screen("profit-visits", "/p/finance/profit?by=visit"),
        screen("losses", "/p/finance/losses"),
        screen("deposits", "/p/finance/deposits"),
        screen("deposits-held", "/p/finance/deposits?shown=held"),
        screen("advances", "/p/finance/deposits?shown=advance"),
        screen("suppliers", "/p/finance/suppliers"),
        screen("supplier-pay", "/p/finance/operations/new?kind=supplier"),
        screen("payouts", register_read(person).await),
        screen("payouts-none", "/p/finance/payouts?provider=uzum"),
    ]
}

/// Every screen of inventory; somebody has begun to count.
pub async fn of_inventory(person: &Person) -> Vec<Screen> {
    let stock = person.get("/p/inventory/stock").await.ok();
    let item = format!("/p/inventory/items/{}", ids(&stock, "items", "item_id")[0]);
    let document = format!(
        "/p/inventory/documents/{}",
        first(person, "/p/inventory/documents", "documents", "document_id").await
    );
    let order =
        format!("/p/inventory/orders/{}", first(person, "/p/inventory/orders", "orders", "order_id").await);
    let service = first(person, "/p/salon/services", "services", "service_id").await;
    let counting = format!("/p/inventory/stocktakes/{}", count_begun(person, &stock).await);
    let form = "/p/inventory";
    vec![
        screen("stock", "/p/inventory/stock"),
        screen("stock-none-found", "/p/inventory/stock?q=zzzzzz"),
        screen("item", item.clone()),
        screen("item-edit", format!("{item}/edit")),
        screen("item-new", format!("{form}/items/new")),
        screen("receipt-new", format!("{form}/receipts/new")),
        screen("writeoff-new", format!("{form}/writeoffs/new")),
        screen("transfer-new", format!("{form}/transfers/new")),
        screen("return-new", format!("{form}/returns/new")),
        screen("production-new", format!("{form}/productions/new")),
        screen("documents", format!("{form}/documents")),
        screen("document", document),
        screen("tech-cards", format!("{form}/cards")),
        screen("tech-card", format!("{form}/cards/{service}")),
        screen("orders", format!("{form}/orders")),
        screen("order", order.clone()),
        screen("order-receive", format!("{order}/receive")),
        screen("stocktakes", format!("{form}/stocktakes")),
        screen("stocktake", counting),
        screen("stores", format!("{form}/stores")),
        screen("my-stock", format!("{form}/mine")),
    ]
}

/// Every screen of loyalty.
pub async fn of_loyalty(person: &Person) -> Vec<Screen> {
    let base = "/p/loyalty";
    let one = async |list: &str, id: &str| {
        let page = format!("{base}/{list}");
        format!("{page}/{}", first(person, &page, list, id).await)
    };
    let certificate = one("certificates", "certificate_id").await;
    let member = first(person, &format!("{base}/memberships"), "memberships", "client_id").await;
    vec![
        screen("programme", format!("{base}/programme")),
        screen("tier", format!("{base}/tiers/silver")),
        screen("cards", format!("{base}/cards")),
        screen("certificates", format!("{base}/certificates")),
        screen("certificate-new", format!("{base}/certificates/new")),
        screen("certificate-sheet", format!("{certificate}/print")),
        screen("certificate", certificate),
        screen("memberships", format!("{base}/memberships")),
        screen("membership-new", format!("{base}/memberships/new")),
        screen("membership", one("memberships", "membership_id").await),
        screen("plans", format!("{base}/plans")),
        screen("plan-new", format!("{base}/plans/new")),
        screen("plan", one("plans", "plan_id").await),
        screen("codes", format!("{base}/codes")),
        screen("code-new", format!("{base}/codes/new")),
        screen("code", one("codes", "code_id").await),
        screen("settlements", format!("{base}/settlements")),
        screen("client-points", format!("{base}/clients/{member}")),
    ]
}

async fn first(person: &Person, page: &str, rows: &str, id: &str) -> String {
    ids(&person.get(page).await.ok(), rows, id)
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("no {rows} on {page}"))
}

/// A register of the card terminal with a payment of ours and one that nobody knows.
async fn register_read(person: &Person) -> String {
    let bills = person.get(&format!("/p/finance/bills?from={}", day_after(-7))).await.ok();
    let sum = bills["bills"][0]["due_minor"].as_i64().expect("a sum") / 100;
    let day = day_after(0);
    let register = format!("ID;Date;Amount;Fee\nrrn-1;{day};{sum};900\nrrn-2;{day};1234567;0\n");
    let run = sheet::upload(person, "/import/finance/payouts-card", "card.csv", register.into_bytes()).await;
    sheet::pass(person, &run, "run").await;
    "/p/finance/payouts?provider=card".to_owned()
}

/// The desk's open shift; whoever looks early in the morning opens it.
async fn open_shift(person: &Person) -> String {
    let desks = person.get("/p/finance/shifts").await.ok()["desks"].clone();
    let desk = desks.get(0).unwrap_or_else(|| panic!("no desk: {desks}"));
    if let Some(shift) = desk["shift_id"].as_str() {
        return shift.to_owned();
    }
    let path = format!("/p/finance/desks/{}/shifts", desk["desk_id"].as_str().expect("an id"));
    let opened = person.post(&path, json!({})).await.refused(201);
    opened["shift_id"].as_str().expect("an id").to_owned()
}

async fn closed_shift(person: &Person) -> String {
    let shifts = person.get("/p/finance/shifts").await.ok()["shifts"].clone();
    let closed = shifts.as_array().expect("shifts").iter().find(|shift| shift["state"] == "closed");
    closed.expect("yesterday's shift")["shift_id"].as_str().expect("an id").to_owned()
}

/// A stocktake with a difference in it; the one that is open if somebody was here before.
async fn count_begun(person: &Person, stock: &Json) -> String {
    let known = person.get("/p/inventory/stocktakes").await.ok();
    let open = known["stocktakes"].as_array().expect("stocktakes").iter().find(|one| one["state"] == "open");
    if let Some(open) = open {
        return open["stocktake_id"].as_str().expect("an id").to_owned();
    }
    let store = &known["stores"][0]["value"];
    let begun = person.post("/p/inventory/stocktakes", json!({ "store_id": store })).await.refused(201);
    let id = begun["stocktake_id"].as_str().expect("an id").to_owned();
    for item in ids(stock, "items", "item_id").iter().take(2) {
        let count = json!({ "item_id": item, "packages": "1" });
        person.post(&format!("/p/inventory/stocktakes/{id}/counts"), count).await.ok();
    }
    id
}
