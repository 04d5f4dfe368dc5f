//! Lists of certificates and memberships are searched by their holders, in any script and spelling.

use pardoz_tests::salon::Engine;
use serde_json::json;

use super::desk::{Desk, SOM};

#[tokio::test(flavor = "multi_thread")]
async fn r_c2_a_holder_is_found_in_any_script_and_a_code_however_it_was_typed() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let created = desk.owner.new_client("Shaxnoza", "Qodirova", "+998901112255").await.ok();
        let client = created["client_id"].as_str().expect("an id");
        let other = desk.client("Olga", "+998901112266").await;
        let plan = json!({ "name_uz": "A", "name_ru": "A", "name_en": "A", "price_minor": 100_000 * SOM, "valid_days": 90 });
        let plan = desk.owner.post("/p/loyalty/plans", plan).await.refused(201);
        for (holder, code) in [(client, "SHOW-ME-0001"), (other.as_str(), "NOT-ME-0002")] {
            let body = json!({ "amount_minor": 50_000 * SOM, "branch_id": desk.branch_id, "client_id": holder,
                               "code": code, "note": "for a test" });
            desk.owner.post("/p/loyalty/certificates", body).await.refused(201);
            let give =
                json!({ "client_id": holder, "plan_id": plan["plan_id"], "branch_id": desk.branch_id });
            desk.owner.post("/p/loyalty/memberships", give).await.refused(201);
        }
        let names = ["Shaxnoza", "shahnoza", "Qodirova", "kodirova", "Кодирова", "шахноза"];
        for typed in names.iter().chain(&["show me 0001", "showme"]) {
            let typed_in = typed.replace(' ', "+");
            let list = desk.owner.get(&format!("/p/loyalty/certificates?q={typed_in}")).await.ok();
            let found = list["certificates"].as_array().expect("a list");
            assert_eq!(found.len(), 1, "{engine:?}: {typed}: {list}");
            assert_eq!(found[0]["client_id"], json!(client), "{engine:?}: {typed}");
        }
        for typed in names {
            let list = desk.owner.get(&format!("/p/loyalty/memberships?q={typed}")).await.ok();
            let found = list["memberships"].as_array().expect("a list");
            assert_eq!(found.len(), 1, "{engine:?}: {typed}: {list}");
        }
    }
}
