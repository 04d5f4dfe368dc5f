//! What a visit leaves (domain.md 2.5), through the door: booked, paid with a code, its dye written off by the stock
//! module, and given back again. One number by visit, by service, by master and by hour in a chair.

use std::time::{Duration, Instant};

use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::{MINUTES, Studio};
use serde_json::{Value as Json, json};

use crate::till::{faults, number};

const SOM: i64 = 100;
/// The studio's service costs 150 000; a code takes 20 %; 30 ml of dye and 45 ml of oxidant cost 10 000 and 15 000.
const REVENUE: i64 = 120_000 * SOM;
const MATERIALS: i64 = 25_000 * SOM;
const FEE: i64 = 1_200 * SOM;

fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

/// The service takes 30 ml of dye and 45 ml of oxidant; 300 ml of each lie there for 100 000.
async fn colour_room(owner: &Person) -> Studio {
    let studio = Studio::open(owner, "Colour room", None, pardoz_tests::diary::business_day()).await;
    owner.post("/p/inventory/stock/open", json!({ "branch_id": studio.branch_id })).await.ok();
    let stores = owner.get(&format!("/p/inventory/stores?branch={}", studio.branch_id)).await.ok();
    let shelf = stores["stores"].as_array().expect("stores").iter().find(|one| one["kind"] == "consumables");
    let store_id = text(shelf.expect("a shelf"), "store_id");
    let mut norms = Vec::new();
    for (name, norm) in [("Dye", "30"), ("Oxidant", "45")] {
        let item = json!({ "name_en": name, "unit": "ml", "package": "60", "package_name": "tube" });
        let item_id = text(&owner.post("/p/inventory/items", item).await.refused(201), "item_id");
        let line =
            json!({ "item_id": item_id, "quantity": "300", "measure": "unit", "cost_minor": 100_000 * SOM });
        let receipt = json!({ "store_id": store_id, "lines": [line] });
        owner.post("/p/inventory/receipts", receipt).await.refused(201);
        norms.push(json!({ "item_id": item_id, "quantity": norm }));
    }
    let card = format!("/p/inventory/cards/{}", studio.service_id);
    owner.post(&card, json!({ "variant": "S", "lines": norms })).await.ok();
    owner
        .post("/p/loyalty/codes", json!({ "code": "MINUS20", "kind": "percent", "percent": 20 }))
        .await
        .refused(201);
    studio
}

/// The only row of this cut once the stock module has settled: its part follows the checkout (R-K3).
async fn only_row(owner: &Person, studio: &Studio, by: &str, materials_minor: i64) -> Json {
    let page = format!("/p/finance/profit?branch={}&by={by}", studio.branch_id);
    let began = Instant::now();
    loop {
        let profit = owner.get(&page).await.ok();
        let rows = profit["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 1, "{by}: {profit}");
        if number(&rows[0], "materials_minor") == materials_minor {
            assert_eq!(
                number(&profit, "profit_minor"),
                number(&rows[0], "profit_minor"),
                "{by}: the sum is the row"
            );
            return rows[0].clone();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{by}: the stock never settles: {profit}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b19_a_visit_leaves_its_price_less_the_code_and_the_dye() {
    for engine in Engine::BOTH {
        let Some(salon) = Salon::on(engine, Filled::Empty).await else { continue };
        let owner = salon.owner();
        let studio = colour_room(&owner).await;
        // What others bring is for those who see the reports.
        let master = salon.somebody("master", &[]).await;
        master.person.get("/p/finance/profit").await.refused(403);
        let client = text(&owner.new_client("Olga", "Pak", "+998901112233").await.refused(201), "client_id");
        let mut booking = studio.booking(&client, "12:00");
        booking["bypass"] = json!(true);
        let visit =
            text(&owner.post("/p/booking/appointments", booking).await.refused(201), "appointment_id");
        let bill = json!({ "appointment_id": visit, "tender": "card", "code": "MINUS20" });
        let paid = owner.post("/p/finance/bills", bill).await.refused(201);
        assert_eq!(number(&paid, "paid_minor"), REVENUE, "{engine:?}");
        for by in ["visit", "service", "master"] {
            let row = only_row(&owner, &studio, by, MATERIALS).await;
            assert_eq!(number(&row, "discount_minor"), 30_000 * SOM, "{by}");
            assert_eq!(number(&row, "revenue_minor"), REVENUE, "{by}");
            assert_eq!(number(&row, "profit_minor"), 95_000 * SOM, "{by}");
            // One hour in a chair.
            assert_eq!(
                (number(&row, "minutes"), number(&row, "hour_minor")),
                (MINUTES, 95_000 * SOM),
                "{by}"
            );
        }
        let page = format!("/p/finance/profit?branch={}&by=visit", studio.branch_id);
        let shown = owner.get(&page).await.ok();
        assert_eq!(shown["rows"][0]["bill_id"], paid["bill_id"]);
        let file = owner.get(&format!("/export{page}&as=csv")).await;
        assert_eq!(file.status.as_u16(), 200, "{}", file.text);
        assert!(file.text.contains("Olga Pak") && file.text.contains("95000"), "{}", file.text);
        // The terminal keeps 1 % of it: 1 200, which its register tells of.
        let day = pardoz_tests::diary::business_day();
        let register = format!("RRN;Date;Amount;Fee\r\nr-1;{day};120000;1200\r\n").into_bytes();
        let run =
            pardoz_tests::sheet::upload(&owner, "/import/finance/payouts-card", "card.csv", register).await;
        pardoz_tests::sheet::pass(&owner, &run, "run").await;
        let net = REVENUE - FEE;
        let posting = json!({ "provider": "card", "day": day, "net_minor": net, "by_sum": true });
        owner.post("/p/finance/payouts", posting).await.refused(201);
        for by in ["visit", "service", "master"] {
            let row = only_row(&owner, &studio, by, MATERIALS).await;
            assert_eq!(
                (number(&row, "fees_minor"), number(&row, "profit_minor")),
                (FEE, 95_000 * SOM - FEE),
                "{by}"
            );
        }
        // It is taken off once: the costs per hour have none of it.
        let all = owner.get(&format!("/p/finance/profit?branch={}", studio.branch_id)).await.ok();
        assert_eq!(number(&all, "overhead_hour_minor"), 0, "{engine:?}: {all}");
        // R-F3: the money goes back, the dye stays spent; what the month lost is what it cost.
        let path = format!("/p/finance/bills/{}/refunds", text(&paid, "bill_id"));
        owner.post(&path, json!({})).await.ok();
        for by in ["visit", "service", "master"] {
            let row = only_row(&owner, &studio, by, MATERIALS).await;
            assert_eq!(
                (number(&row, "revenue_minor"), number(&row, "profit_minor")),
                (0, -MATERIALS - FEE),
                "{by}"
            );
            assert!(row["hour_minor"].is_null(), "{by}: nobody paid for the hour: {row}");
        }
        assert_eq!(faults(&salon), Vec::<String>::new(), "{engine:?}");
    }
}
