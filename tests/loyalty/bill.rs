//! One bill from quote to refund.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use super::desk::{Desk, SOM};

/// The worked number of domain.md 2.13, on a desk with a certificate and points.
async fn worked(desk: &Desk, client_id: &str) -> Json {
    desk.give_points(client_id, 50_000).await;
    desk.certificate("LOLA-TEST-0001", 100_000).await;
    desk.code(json!({ "code": "minus20", "kind": "percent", "percent": 20 })).await;
    let mut bill = desk.bill(Some(client_id), &[180_000, 120_000]);
    bill["code"] = json!("MINUS20");
    bill["points"] = json!(50_000);
    bill["certificates"] = json!([{ "code": "lola test 0001" }]);
    bill
}

async fn a_bill_is_quoted_paid_once_and_given_back(engine: Engine) {
    let Some(desk) = Desk::open(engine).await else { return };
    let client_id = desk.client("Lola", "+998901112233").await;
    let bill = worked(&desk, &client_id).await;
    let quote = desk.quote(&bill).await;
    assert_eq!(quote["due_minor"], json!(98_000 * SOM), "{quote}");
    assert_eq!(quote["points_used"], json!(42_000), "{quote}");
    assert_eq!(quote["earn_points"], json!(2_940), "{quote}");
    assert_eq!(quote["redeemed"][0]["amount_minor"], json!(100_000 * SOM), "{quote}");
    let before = desk.totals().await;

    let held = desk.reserve(&bill).await.ok();
    assert_eq!(held["due_minor"], quote["due_minor"]);
    // The same bill again replaces what it held.
    assert_eq!(desk.reserve(&bill).await.ok()["due_minor"], quote["due_minor"]);
    let paid = desk.paid(&bill, &held);
    desk.tell_bill("paid", &paid).await;
    let card = desk.card(&client_id).await;
    assert_eq!((&card["points"], &card["pending"]), (&json!(8_000), &json!(2_940)), "{card}");
    assert_eq!(desk.broken().await, Vec::<String>::new());

    // R-K3: told twice, settled once.
    let after = desk.totals().await;
    desk.tell_bill("paid", &paid).await;
    assert_eq!(desk.totals().await, after);

    // R-L1, R-F3: half of the money, then the whole bill: the parts add up, points are in their lot again.
    let half = desk.refunded(&paid, false, 49_000 * SOM, 21_000, json!([]));
    desk.tell_bill("refunded", &half).await;
    let card = desk.card(&client_id).await;
    assert_eq!((&card["points"], &card["pending"]), (&json!(29_000), &json!(1_470)), "{card}");
    let tenders = json!([{ "tender": "certificate", "reference": quote["redeemed"][0]["reference"], "amount_minor": 100_000 * SOM }]);
    let rest = desk.refunded(&paid, true, 49_000 * SOM, 21_000, tenders);
    desk.tell_bill("refunded", &rest).await;
    desk.tell_bill("refunded", &rest).await;
    assert_eq!(desk.totals().await["totals"], before["totals"], "everything is as it was before the bill");
    let lots = desk.salon.texts("select kind from loyalty_lot where points_left > 0");
    assert_eq!(lots, ["manual"], "spent points are in the lot they came from");
    assert_eq!(desk.broken().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_is_quoted_paid_once_and_given_back_on_sqlite() {
    let _alone = super::ALONE.lock().await;
    a_bill_is_quoted_paid_once_and_given_back(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bill_is_quoted_paid_once_and_given_back_on_postgresql() {
    let _alone = super::ALONE.lock().await;
    a_bill_is_quoted_paid_once_and_given_back(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_way_is_said_at_its_field_in_the_readers_language() {
    let _alone = super::ALONE.lock().await;
    let desk = Desk::open(Engine::Sqlite).await.expect("SQLite is always there");
    let mut bill = desk.bill(None, &[100_000]);
    bill["code"] = json!("NOSUCH");
    bill["certificates"] = json!([{ "code": "nothing" }]);
    let quote = desk.quote(&bill).await;
    let notes: Vec<&str> =
        quote["notes"].as_array().expect("notes").iter().filter_map(|n| n["field"].as_str()).collect();
    assert_eq!(notes, ["certificates[0][code]", "code"], "{quote}");
    assert!(
        quote["notes"][1]["says"]["text"].as_str().is_some_and(|text| text.contains("promo code")),
        "{quote}"
    );
    let problem = desk.reserve(&bill).await.refused(422);
    assert!(problem["errors"]["code"].is_string(), "{problem}");
    // A refusal holds nothing.
    assert_eq!(desk.salon.number("select count(*) from loyalty_reservation"), 0);
}

/// The client is still at the desk: the bill and its paper have the code, and the bill leads to the certificate.
async fn shows_what_it_sold(desk: &Desk, bill: &Json) {
    let list = desk.owner.get("/p/loyalty/certificates").await.ok();
    let (code, id) = (&list["certificates"][0]["code"], &list["certificates"][0]["certificate_id"]);
    let (code, id) = (code.as_str().expect("a code"), id.as_str().expect("an id"));
    let visitor = Visitor::sign_in(&desk.salon.base).await;
    let about = |bill_id: &Json| format!("%7B%22bill_id%22%3A%22{}%22%7D", bill_id.as_str().expect("an id"));
    let (_, panel) = visitor.get(&format!("/panel/loyalty/bill-sold?c={}", about(&bill["bill_id"]))).await;
    assert!(
        panel.contains(code) && panel.contains(&format!("/p/loyalty/certificates/{id}/print")),
        "{panel}"
    );
    let (_, paper) = visitor.get(&format!("/panel/loyalty/paper-sold?c={}", about(&bill["bill_id"]))).await;
    assert!(paper.contains(code), "{paper}");
    let (_, other) =
        visitor.get(&format!("/panel/loyalty/bill-sold?c={}", about(&json!(super::desk::id())))).await;
    assert!(!other.contains(code), "another bill's page does not have it: {other}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sold_certificate_and_a_claw_back_below_zero() {
    let _alone = super::ALONE.lock().await;
    let desk = Desk::open(Engine::Sqlite).await.expect("SQLite is always there");
    let client_id = desk.client("Anna", "+998901112244").await;
    let mut bill = desk.bill(Some(&client_id), &[200_000, 500_000]);
    bill["lines"][1]["kind"] = json!("certificate");
    bill["lines"][1]["subject_id"] = json!("certificate");
    let held = desk.reserve(&bill).await.ok();
    // R-L1: nothing is earned for a certificate that is bought.
    assert_eq!(held["earn_points"], json!(6_000), "{held}");
    let paid = desk.paid(&bill, &held);
    desk.tell_bill("paid", &paid).await;
    assert_eq!(
        desk.salon.number("select coalesce(sum(balance_minor), 0) from loyalty_certificate"),
        500_000 * SOM
    );
    shows_what_it_sold(&desk, &bill).await;
    // Spent already, then the bill goes back: below zero, and nothing may be spent.
    desk.salon.execute("update loyalty_lot set usable_day = '2020-01-01'");
    desk.give_points(&client_id, -6_000).await;
    let mut back = desk.refunded(&paid, true, 700_000 * SOM, 0, json!([]));
    // Finance asks what is left of the certificate and takes it in the refund's own transaction, once.
    let line = bill["lines"][1]["line_id"].clone();
    let asked = json!({ "bill_id": bill["bill_id"], "lines": [line] });
    let left = desk.owner.post("/p/till/sold", asked).await.ok();
    assert_eq!(left["lines"][0]["pieces"], json!([500_000 * SOM]), "{left}");
    let wish = json!({
        "bill_id": bill["bill_id"], "refund_id": back["refund"]["refund_id"], "branch_id": desk.branch_id,
        "day": desk.day, "line_id": line, "quantity_milli": 1000,
    });
    assert_eq!(desk.owner.post("/p/till/take-back", wish.clone()).await.ok()["lines"], left["lines"]);
    assert_eq!(desk.owner.post("/p/till/take-back", wish).await.ok()["lines"][0]["pieces"], json!([]));
    back["refund"]["earn_base_minor"] = json!(200_000 * SOM);
    desk.tell_bill("refunded", &back).await;
    let card = desk.card(&client_id).await;
    assert_eq!((&card["balance"], &card["points"]), (&json!(-6_000), &json!(0)), "{card}");
    assert_eq!(desk.salon.number("select coalesce(sum(balance_minor), 0) from loyalty_certificate"), 0);
    assert_eq!(desk.broken().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn merged_cards_have_the_points_of_both_and_no_reward_for_oneself() {
    let _alone = super::ALONE.lock().await;
    let desk = Desk::open(Engine::Sqlite).await.expect("SQLite is always there");
    let (kept, gone) =
        (desk.client("Olga", "+998901112255").await, desk.client("Nodira", "+998901112266").await);
    for (client, points) in [(&kept, 100), (&gone, 30)] {
        desk.give_points(client, points).await;
    }
    let code = desk.card(&kept).await["card_code"].as_str().expect("a card").to_owned();
    let path = format!("/p/loyalty/clients/{gone}/referral");
    let noted = desk.owner.post(&path, json!({ "card_code": code })).await;
    assert!(noted.status.is_success() || noted.status.is_redirection(), "{}", noted.text);
    let bill = desk.bill(Some(&gone), &[100_000]);
    let held = desk.reserve(&bill).await.ok();
    desk.tell_bill("paid", &desk.paid(&bill, &held)).await;
    assert_eq!(
        desk.card(&kept).await["balance"],
        json!(30_100),
        "both are rewarded after the first paid visit"
    );
    let merged = json!({ "client_id": kept, "merged_client_id": gone });
    desk.tell("clients.client.merged", "client-merged", &kept, &merged).await;
    desk.tell("clients.client.merged", "client-merged", &kept, &merged).await;
    // R-C4: 100 + 30 + 3 000 earned; the rewards were one's own and are gone.
    assert_eq!(desk.card(&kept).await["balance"], json!(3_130));
    assert_eq!(desk.broken().await, Vec::<String>::new());
}
