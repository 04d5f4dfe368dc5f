//! What a visit takes: by its tech card, with actuals, and back again.

use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shelf::{Shelf, text};

pub struct Visit {
    pub shelf: Shelf,
    studio: pardoz_tests::studio::Studio,
    pub dye: String,
    oxidant: String,
    client: String,
}

/// A studio whose service takes 30 ml of dye and 45 ml of oxidant, with 300 of each on the shelf.
pub async fn colouring(account_id: Option<&str>, shelf: Shelf, stock: &str, days: i64) -> Visit {
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
    pub async fn book(&self, time: &str) -> String {
        // R-B3: an owner may note a visit of earlier today; the hour of the test run does not matter then.
        let mut body = self.studio.booking(&self.client, time);
        body["bypass"] = json!(true);
        let booked = self.shelf.owner.post("/p/booking/appointments", body).await.refused(201);
        text(&booked, "appointment_id")
    }

    pub async fn step(&self, visit: &str, state: &str) {
        let path = format!("/p/booking/appointments/{visit}/state");
        self.shelf.owner.post(&path, json!({ "state": state })).await.ok();
        self.shelf.settle().await;
    }

    /// Served from arrival to the end.
    pub async fn serve(&self, visit: &str) {
        for state in ["arrived", "in_service", "completed"] {
            self.step(visit, state).await;
        }
    }

    /// The card of the studio's service.
    async fn card(&self, variant: &str, lines: Json) {
        let card = format!("/p/inventory/cards/{}", self.studio.service_id);
        self.shelf.owner.post(&card, json!({ "variant": variant, "lines": lines })).await.ok();
    }

    /// So much dye was really taken.
    async fn took(&self, visit: &str, quantity: &str, reason: Json) {
        let booked = self.shelf.owner.get(&format!("/p/booking/appointments/{visit}")).await.ok();
        let line = text(&booked["visit"]["lines"][0], "appointment_line_id");
        let body = json!({ "lines": [{ "appointment_line_id": line,
                "uses": [{ "item_id": self.dye, "quantity": quantity, "reason": reason }] }] });
        self.shelf.owner.post(&format!("/p/inventory/visits/{visit}"), body).await.ok();
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

#[tokio::test(flavor = "multi_thread")]
async fn r_i4_the_forecast_takes_the_variant_that_the_visit_will_take() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let visit = colouring(None, shelf, "300", 0).await;
        // By name L comes before S; by size it does not.
        visit.card("L", json!([{ "item_id": visit.dye, "quantity": "60" }])).await;
        let appointment = visit.book("12:00").await;
        visit.shelf.settle().await;
        let row = visit.shelf.row(&visit.dye).await;
        assert_eq!(row["available_milli"], json!(270_000), "{engine:?}: {row}");
        visit.serve(&appointment).await;
        let row = visit.shelf.row(&visit.dye).await;
        assert_eq!((&row["on_hand_milli"], &row["available_milli"]), (&json!(270_000), &json!(270_000)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_opened_package_is_used_up_before_the_next_is_opened_however_soon_that_expires() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let visit = colouring(None, shelf, "300", 0).await;
        let shelf = &visit.shelf;
        let day = pardoz_tests::diary::day_after;
        let body = json!({ "name_en": "Bleach", "unit": "ml", "package": "60", "package_name": "tube", "open_days": 30 });
        let bleach = text(&shelf.owner.post("/p/inventory/items", body).await.refused(201), "item_id");
        let receive = async |expires: String| {
            let line =
                json!({ "item_id": bleach, "quantity": "1", "cost_minor": 60_000_00, "expires": expires });
            let body = json!({ "store_id": shelf.goods, "lines": [line] });
            shelf.owner.post("/p/inventory/receipts", body).await.refused(201);
        };
        let lots = async || {
            let mut lots: Vec<(i64, Option<String>, Option<String>)> = Vec::new();
            for lot in shelf.lots(&bleach).await {
                let quantity: String = text(&lot, "quantity").chars().filter(char::is_ascii_digit).collect();
                let day = |name: &str| lot[name].as_str().map(str::to_owned);
                lots.push((quantity.parse().expect("a number"), day("opened"), day("usable_until")));
            }
            lots.sort();
            lots
        };
        let today = pardoz_tests::diary::business_day();
        visit.card("S", json!([{ "item_id": bleach, "quantity": "45" }])).await;
        receive(day(200)).await;
        visit.serve(&visit.book("10:00").await).await;
        // Opened today, and good for 30 days of its 200.
        assert_eq!(lots().await, [(15, Some(today.clone()), Some(day(30)))], "{engine:?}");
        receive(day(9)).await;
        visit.card("S", json!([{ "item_id": bleach, "quantity": "10" }])).await;
        visit.serve(&visit.book("12:00").await).await;
        let sealed = "select count(*) from inventory_layer where quantity_milli = 60000 and opened is null and item_id = ";
        assert_eq!(shelf.salon.number(&format!("{sealed}'{bleach}'")), 1, "{engine:?}: {:?}", lots().await);
        // More than the rest: the next tube is opened, and lives no longer than its expiry.
        visit.card("S", json!([{ "item_id": bleach, "quantity": "20" }])).await;
        visit.serve(&visit.book("14:00").await).await;
        assert_eq!(shelf.balance(&bleach).await.0, 45_000, "{engine:?}");
        let open = lots().await;
        assert!(open.iter().all(|(_, opened, _)| opened.as_deref() == Some(&today)), "{engine:?}: {open:?}");
        assert!(open.iter().any(|(_, _, until)| until.as_deref() == Some(&day(9))), "{engine:?}: {open:?}");
        assert_eq!(shelf.faults().await, 0, "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i2_what_a_count_has_found_again_is_not_put_back_twice() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let visit = colouring(None, shelf, "300", 0).await;
        let appointment = visit.book("12:00").await;
        visit.serve(&appointment).await;
        assert_eq!(visit.shelf.balance(&visit.dye).await.0, 270_000);
        // The visit never happened: the count finds the dye.
        let stores = json!({ "store_id": visit.shelf.goods });
        let started = visit.shelf.owner.post("/p/inventory/stocktakes", stores).await.refused(201);
        let stocktake = format!("/p/inventory/stocktakes/{}", text(&started, "stocktake_id"));
        let found = json!({ "item_id": visit.dye, "packages": "5" });
        visit.shelf.owner.post(&format!("{stocktake}/counts"), found).await.ok();
        visit.shelf.owner.post(&format!("{stocktake}/approve"), json!({})).await.ok();
        assert_eq!(visit.shelf.balance(&visit.dye).await.0, 300_000, "{engine:?}");
        visit.step(&appointment, "in_service").await;
        assert_eq!(visit.shelf.balance(&visit.dye).await.0, 300_000, "{engine:?}: what was counted stays");
        assert_eq!(
            visit.shelf.balance(&visit.oxidant).await.0,
            300_000,
            "{engine:?}: nobody counted this one"
        );
        assert_eq!(visit.shelf.faults().await, 0, "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i2_a_store_that_owes_is_told_of_until_that_store_is_paid() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let shelf = Shelf { shop: String::new(), ..shelf };
        let visit = colouring(None, shelf, "20", 0).await;
        let shelf = &visit.shelf;
        visit.serve(&visit.book("12:00").await).await;
        shelf.sell(&visit.dye, 1).await;
        let stores = shelf.owner.get(&format!("/p/inventory/stores?branch={}", shelf.branch_id)).await.ok();
        let list = stores["stores"].as_array().expect("stores");
        let shop = text(list.iter().find(|one| one["kind"] == json!("retail")).expect("a shop"), "store_id");
        assert_eq!(
            (shelf.in_store(&visit.dye, &shelf.goods), shelf.in_store(&visit.dye, &shop)),
            (-10_000, -60_000)
        );
        shelf.receive(&shop, &visit.dye, "120", 600_000).await;
        let row = shelf.row(&visit.dye).await;
        assert_eq!(row["on_hand_milli"], json!(50_000), "{engine:?}");
        assert_eq!(row["negative"], json!(true), "{engine:?}: the other store still owes");
        let told = format!(
            "select count(*) from inventory_alert where kind = 'negative' and item_id = '{}'",
            visit.dye
        );
        assert_eq!(shelf.salon.number(&told), 1, "{engine:?}");
        shelf.receive(&shelf.goods, &visit.dye, "60", 300_000).await;
        assert_eq!(shelf.row(&visit.dye).await["negative"], json!(false), "{engine:?}");
        assert_eq!(shelf.salon.number(&told), 0, "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i4_a_client_who_did_not_come_frees_the_materials_and_coming_after_all_takes_them_again() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let visit = colouring(None, shelf, "300", 0).await;
        let body = json!({ "name_en": "Powder", "unit": "g", "package": "100", "package_name": "jar", "critical": "2.8" });
        let powder = text(&visit.shelf.owner.post("/p/inventory/items", body).await.refused(201), "item_id");
        visit.shelf.receive(&visit.shelf.goods, &powder, "300", 90_000).await;
        visit.card("S", json!([{ "item_id": powder, "quantity": "30" }])).await;
        let told = "select count(*) from host_event where topic = 'inventory.stock.low'";
        let appointment = visit.book("12:00").await;
        visit.shelf.settle().await;
        assert_eq!(visit.shelf.salon.number(told), 1, "{engine:?}: 270 at 280");
        visit.step(&appointment, "no_show").await;
        let armed = "select count(*) from inventory_alert where kind = 'low'";
        assert_eq!(visit.shelf.salon.number(armed), 0, "{engine:?}: 300 are free again");
        visit.step(&appointment, "booked").await;
        assert_eq!(visit.shelf.salon.number(told), 2, "{engine:?}: told once more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_i2_over_use_is_over_all_visits_of_a_master_and_not_over_those_that_were_undone() {
    for engine in Engine::BOTH {
        let Some(shelf) = Shelf::open(engine).await else { continue };
        let visit = colouring(None, shelf, "300", 0).await;
        let over = async |branch: &str| {
            let page = visit.shelf.owner.get(&format!("/p/inventory/cards?branch={branch}")).await.ok();
            let rows = page["overuse"].as_array().expect("rows").clone();
            rows.into_iter().map(|row| (row["percent"].as_i64(), row["visits"].as_i64())).collect::<Vec<_>>()
        };
        let here = visit.shelf.branch_id.clone();
        // Nobody typed anything: exactly the norm of 30.
        visit.serve(&visit.book("10:00").await).await;
        assert_eq!(over(&here).await, [], "{engine:?}");
        let second = visit.book("12:00").await;
        visit.took(&second, "60", json!("long hair")).await;
        visit.serve(&second).await;
        assert_eq!(over(&here).await, [(Some(150), Some(2))], "{engine:?}: 90 of 60 in two visits");
        // One that was undone, and one that never was.
        let third = visit.book("14:00").await;
        visit.took(&third, "90", json!("spilt")).await;
        visit.serve(&third).await;
        visit.step(&third, "in_service").await;
        let fourth = visit.book("16:00").await;
        visit.took(&fourth, "90", json!("spilt")).await;
        visit.step(&fourth, "no_show").await;
        assert_eq!(over(&here).await, [(Some(150), Some(2))], "{engine:?}");
        let branches = visit.shelf.owner.get("/p/salon/branches").await.ok();
        let other =
            branches["branches"].as_array().expect("branches").iter().find(|b| b["branch_id"] != json!(here));
        assert_eq!(
            over(&text(other.expect("the first branch"), "branch_id")).await,
            [],
            "{engine:?}: of another branch"
        );
    }
}
