//! What a visit takes: by its tech card, with actuals, and back again.

use serde_json::{Value as Json, json};

use crate::shelf::{Shelf, text};

struct Visit {
    shelf: Shelf,
    studio: pardoz_tests::studio::Studio,
    dye: String,
    oxidant: String,
    client: String,
}

/// A studio whose service takes 30 ml of dye and 45 ml of oxidant, with 300 of each on the shelf.
async fn colouring(account_id: Option<&str>, shelf: Shelf, stock: &str, days: i64) -> Visit {
    let day = pardoz_tests::diary::day_after(days);
    let studio = pardoz_tests::studio::Studio::open(&shelf.owner, "Colour room", account_id, day).await;
    shelf.owner.post("/p/inventory/stock/open", json!({ "branch_id": studio.branch_id })).await.ok();
    let stores = shelf.owner.get(&format!("/p/inventory/stores?branch={}", studio.branch_id)).await.ok();
    let goods =
        stores["stores"].as_array().expect("stores").iter().find(|s| s["kind"] == json!("consumables"));
    let goods = text(goods.expect("a store"), "store_id");
    let shelf = Shelf { branch_id: studio.branch_id.clone(), goods, ..shelf };
    let dye = shelf.item("Dye", "ml", "60", "", "").await;
    let oxidant = shelf.item("Oxidant", "ml", "1000", "", "").await;
    for item in [&dye, &oxidant] {
        shelf.receive(&shelf.goods, item, stock, 100_000).await;
    }
    let lines = json!([{ "item_id": dye, "quantity": "30" }, { "item_id": oxidant, "quantity": "45" }]);
    let card = format!("/p/inventory/cards/{}", studio.service_id);
    shelf.owner.post(&card, json!({ "variant": "S", "lines": lines })).await.ok();
    let client =
        text(&shelf.owner.new_client("Olga", "Pak", "+998901112233").await.refused(201), "client_id");
    Visit { shelf, studio, dye, oxidant, client }
}

impl Visit {
    async fn book(&self, time: &str) -> String {
        // R-B3: an owner may note a visit of earlier today; the hour of the test run does not matter then.
        let mut body = self.studio.booking(&self.client, time);
        body["bypass"] = json!(true);
        let booked = self.shelf.owner.post("/p/booking/appointments", body).await.refused(201);
        text(&booked, "appointment_id")
    }

    async fn step(&self, visit: &str, state: &str) {
        let path = format!("/p/booking/appointments/{visit}/state");
        self.shelf.owner.post(&path, json!({ "state": state })).await.ok();
        self.shelf.settle().await;
    }

    async fn balances(&self) -> [(i64, i64); 2] {
        [self.shelf.balance(&self.dye).await, self.shelf.balance(&self.oxidant).await]
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_completing_a_colouring_writes_off_its_norm_and_undoing_puts_it_back_at_the_same_cost() {
    let visit = colouring(None, Shelf::sqlite().await, "300", 0).await;
    let appointment = visit.book("12:00").await;
    visit.step(&appointment, "arrived").await;
    visit.step(&appointment, "in_service").await;
    visit.step(&appointment, "completed").await;
    assert_eq!(visit.balances().await, [(270_000, 90_000_00), (255_000, 85_000_00)]);
    visit.step(&appointment, "in_service").await;
    assert_eq!(visit.balances().await, [(300_000, 100_000_00), (300_000, 100_000_00)]);
    visit.step(&appointment, "completed").await;
    assert_eq!(
        visit.balances().await,
        [(270_000, 90_000_00), (255_000, 85_000_00)],
        "written off once more, once"
    );
    assert_eq!(visit.shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i2_actuals_replace_the_norm_and_more_than_ten_percent_needs_a_reason() {
    let visit = colouring(None, Shelf::sqlite().await, "300", 0).await;
    let appointment = visit.book("12:00").await;
    let booked = visit.shelf.owner.get(&format!("/p/booking/appointments/{appointment}")).await.ok();
    let line = text(&booked["visit"]["lines"][0], "appointment_line_id");
    let path = format!("/p/inventory/visits/{appointment}");
    let took = |quantity: &str, reason: Json| {
        json!({ "lines": [{ "appointment_line_id": line,
                "uses": [{ "item_id": visit.dye, "quantity": quantity, "reason": reason }] }] })
    };
    let problem = visit.shelf.owner.post(&path, took("33.1", Json::Null)).await.refused(422);
    assert!(problem["errors"]["lines[0][uses][0][reason]"].is_string(), "{problem}");
    visit.shelf.owner.post(&path, took("33", Json::Null)).await.ok();
    visit.shelf.owner.post(&path, took("60", json!("long hair"))).await.ok();
    for state in ["arrived", "in_service", "completed"] {
        visit.step(&appointment, state).await;
    }
    assert_eq!(visit.balances().await, [(240_000, 80_000_00), (255_000, 85_000_00)]);
    visit.shelf.owner.post(&path, took("10", Json::Null)).await.refused(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i2_without_stock_the_visit_closes_and_the_next_receipt_trues_it_up() {
    let visit = colouring(None, Shelf::sqlite().await, "20", 0).await;
    let appointment = visit.book("12:00").await;
    for state in ["arrived", "in_service", "completed"] {
        visit.step(&appointment, state).await;
    }
    // 20 ml for 100 000: 30 ml went out at 5 000 a millilitre.
    assert_eq!(visit.balances().await[0], (-10_000, -50_000_00));
    assert!(visit.shelf.row(&visit.dye).await["negative"].as_bool().expect("a flag"));
    visit.shelf.receive(&visit.shelf.goods, &visit.dye, "60", 360_000).await;
    assert_eq!(visit.balances().await[0], (50_000, 300_000_00), "the ten that were owed cost 6 000 each");
    assert_eq!(visit.shelf.faults().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a14_a_master_sees_that_the_bookings_need_more_than_there_is() {
    let shelf = Shelf::sqlite().await;
    let master = shelf.salon.somebody("master", &[]).await;
    let visit = colouring(Some(&master.account_id), shelf, "180", 1).await;
    let card = format!("/p/inventory/cards/{}", visit.studio.service_id);
    let lines = json!([{ "item_id": visit.dye, "quantity": "60" }]);
    visit.shelf.owner.post(&card, json!({ "variant": "S", "lines": lines })).await.ok();
    for (at, time) in ["14:00", "15:00", "16:00", "17:00"].iter().enumerate() {
        let phone = format!("+99890111223{}", at + 4);
        let client = text(
            &visit
                .shelf
                .owner
                .new_client(["Nargiza", "Sevara", "Malika", "Zarina"][at], "Karimova", &phone)
                .await
                .refused(201),
            "client_id",
        );
        visit.studio.book(&visit.shelf.owner, &client, time).await.refused(201);
    }
    let mine = master.person.get("/p/inventory/mine").await.ok();
    let row = mine["items"].as_array().expect("items").iter().find(|row| row["item_id"] == json!(visit.dye));
    let row = row.unwrap_or_else(|| panic!("{mine}"));
    assert_eq!(
        (&row["need_milli"], &row["on_hand_milli"], &row["left_milli"]),
        (&json!(240_000), &json!(180_000), &json!(-60_000))
    );
    assert_eq!(row["runs_out_on"], json!(visit.studio.day));
}
