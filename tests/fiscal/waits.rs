//! Receipts that wait: for a code, for a person after a refusal, for the sale they return; and the alarm after an hour.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::Engine;
use pardoz_tests::wait::until;
use serde_json::json;

use crate::ofd::{Habit, Ofd};
use crate::shop::{faults, open, set_code, settled};
use crate::till::{pay, with_visits};

async fn a_refund_makes_a_return_of_the_receipt_it_undoes(engine: Engine) {
    let ofd = Ofd::open().await;
    let Some((salon, browser)) = open(engine, &ofd).await else { return };
    let owner = salon.owner();
    set_code(&owner, "service").await;
    // The money goes back before the sale's receipt is there: the return waits for it.
    ofd.will(&[Habit::Late(3_000)]);
    let visit = with_visits(&salon).await.remove(0);
    let paid = pay(&owner, &visit, "card").await.refused(201);
    let bill = paid["bill_id"].as_str().expect("an id").to_owned();
    owner.post(&format!("/p/finance/bills/{bill}/refunds"), json!({})).await.ok();
    let rows = settled(&owner, 2).await;
    assert_eq!(rows.len(), 2);
    assert_eq!(faults(&salon, &ofd, &[bill]), Vec::<String>::new());
    let issued = ofd.issued();
    let sale = issued.values().find(|one| !one.is_return()).expect("a sale");
    let back: Vec<_> = issued.values().filter(|one| one.is_return()).collect();
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].request["RefundInfo"]["FiscalSign"], sale.sign());
    assert_eq!(back[0].received(), sale.received());
    // Receipts are of branches: a right to one's own reaches none.
    let manager = salon.somebody("manager", &[]).await.person;
    let seen = async || manager.get("/p/fiscal/receipts").await.ok()["receipts"].as_array().map(Vec::len);
    assert!(seen().await > Some(0), "{engine:?}");
    browser.post("/admin/people/roles", &[("manager|fiscal.receipt.read", "own")]).await;
    assert_eq!(seen().await, Some(0), "{engine:?}");
}

async fn what_cannot_be_sent_says_why_rings_after_an_hour_and_goes_when_it_is_corrected(engine: Engine) {
    let ofd = Ofd::open().await;
    let Some((mut salon, browser)) = open(engine, &ofd).await else { return };
    let owner = salon.owner();
    let visit = with_visits(&salon).await.remove(0);
    let bill = pay(&owner, &visit, "card").await.refused(201)["bill_id"].as_str().expect("an id").to_owned();
    let row = waiting(&owner, "code").await;
    assert_eq!(ofd.submissions(), 0, "nothing without a code leaves");
    assert_eq!((row["state"].as_str(), row["late"].as_bool()), (Some("queued"), Some(false)));
    let paper = with_panel(&browser, &format!("/p/finance/bills/{bill}/receipt"), "being issued").await;
    assert!(paper.contains("being issued"), "the paper says that the square comes later: {paper}");
    // An hour later the dashboard and the list ring.
    // Changed past the program, which remembers answers: it starts anew.
    salon.kill();
    salon.execute("update fiscal_receipt set asked_at = asked_at - 3700000");
    salon.start().await;
    let late = owner.get("/p/fiscal/receipts?state=waiting").await.ok();
    assert_eq!(late["late"], 1, "{late}");
    let (_, list) = browser.get("/p/fiscal/receipts").await;
    assert!(list.contains("waiting for more than an hour"), "{list}");
    // The provider refuses the first try after the code is there; a person sends it again.
    ofd.will(&[Habit::Refuses]);
    set_code(&owner, "service").await;
    let id = row["receipt_id"].as_str().expect("an id").to_owned();
    let send = format!("/p/fiscal/receipts/{id}/send");
    owner.post(&send, json!({})).await.ok();
    let refused = waiting(&owner, "refused").await;
    assert!(refused["says"].as_str().is_some_and(|says| says.contains("not in the register")), "{refused}");
    owner.post(&send, json!({})).await.ok();
    settled(&owner, 1).await;
    assert_eq!(faults(&salon, &ofd, std::slice::from_ref(&bill)), Vec::<String>::new());
    owner.post(&send, json!({})).await.refused(409);
    let page = with_panel(&browser, &format!("/p/finance/bills/{bill}"), "ofd.soliq.uz/epi?t=").await;
    assert!(page.contains("ofd.soliq.uz/epi?t="), "the bill has its receipt's address");
    let paper = with_panel(&browser, &format!("/p/finance/bills/{bill}/receipt"), "<svg").await;
    assert!(paper.contains("<svg") && !paper.contains("being issued"), "the square is on the paper");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_codes_are_refused_at_their_fields() {
    let ofd = Ofd::open().await;
    let (salon, _) = open(Engine::Sqlite, &ofd).await.expect("SQLite is always there");
    let owner = salon.owner();
    for (name, value) in [("spic", "123"), ("package_code", "x1"), ("what", "tax:")] {
        let mut code =
            json!({ "what": "service:", "spic": crate::shop::SPIC, "package_code": "15", "vat_percent": 12 });
        code[name] = json!(value);
        let refused = owner.post("/p/fiscal/codes", code).await.refused(422);
        assert!(refused["errors"][name].is_string(), "{name}: {refused}");
    }
}

/// A page with what a panel says in it. A page does not wait longer than 150 ms for a panel, and a busy machine takes
/// that the first time; asked again it is there.
async fn with_panel(browser: &Visitor, path: &str, wanted: &str) -> String {
    until(async || browser.get(path).await.1, |page| page.contains(wanted)).await
}

/// Waits for the one receipt to have this problem; its row.
async fn waiting(owner: &pardoz_tests::person::Person, problem: &str) -> serde_json::Value {
    let first = async || owner.get("/p/fiscal/receipts").await.ok()["receipts"][0].clone();
    until(first, |first| first["problem"] == problem).await
}

pardoz_tests::on_both!(
    a_refund_makes_a_return_of_the_receipt_it_undoes,
    what_cannot_be_sent_says_why_rings_after_an_hour_and_goes_when_it_is_corrected,
);
