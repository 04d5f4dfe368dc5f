//! Things whose worth is nothing, is over, or is not needed.

use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use super::desk::{Desk, SOM};

fn plan(price: i64) -> Json {
    json!({ "name_uz": "10 tashrif", "name_ru": "10 визитов", "name_en": "10 visits", "price_minor": price * SOM,
            "visits": 10, "valid_days": 90 })
}

/// A membership given to a client, of a plan that costs so many so'm.
async fn given(desk: &Desk, client: &str, price: i64) -> String {
    let plan = desk.owner.post("/p/loyalty/plans", plan(price)).await.refused(201);
    let give = json!({ "client_id": client, "plan_id": plan["plan_id"], "branch_id": desk.branch_id });
    let given = desk.owner.post("/p/loyalty/memberships", give).await.refused(201);
    given["membership_id"].as_str().expect("an id").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn r_l4_a_visit_of_a_membership_that_cost_nothing_is_used_and_comes_back_with_its_bill() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let client = desk.client("Lola", "+998901112233").await;
        let membership = given(&desk, &client, 0).await;
        let visits = || {
            desk.salon
                .texts("select visits_left || ' left, ' || visits_held || ' held' from loyalty_membership")
        };
        let mut last = Json::Null;
        for left in [9, 8] {
            let mut bill = desk.bill(Some(&client), &[80_000]);
            let line = bill["lines"][0]["line_id"].clone();
            bill["memberships"] = json!([{ "membership_id": membership, "line_id": line }]);
            let held = desk.reserve(&bill).await.ok();
            assert_eq!(held["due_minor"], json!(0), "{engine:?}: {held}");
            let mut paid = desk.paid(&bill, &held);
            // Finance keeps no tender of nothing.
            let tenders = paid["tenders"].as_array_mut().expect("tenders");
            tenders.retain(|tender| tender["amount_minor"] != json!(0));
            desk.tell_bill("paid", &paid).await;
            desk.tell_bill("paid", &paid).await;
            assert_eq!(visits(), [format!("{left} left, 0 held")], "{engine:?}");
            last = paid;
        }
        let back = desk.refunded(&last, true, 0, 0, json!([]));
        desk.tell_bill("refunded", &back).await;
        desk.tell_bill("refunded", &back).await;
        assert_eq!(visits(), ["9 left, 0 held"], "{engine:?}: once");
        assert_eq!(desk.broken().await, Vec::<String>::new(), "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_f2_what_nobody_used_is_income_of_the_day_it_was_over_whenever_the_computer_is_on() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let client = desk.client("Lola", "+998901112233").await;
        given(&desk, &client, 500_000).await;
        desk.certificate("OVER-0001", 100_000).await;
        // The computer was off over the turn of the year.
        let day = pardoz_tests::diary::day_after;
        for table in ["membership", "certificate"] {
            desk.salon.execute(&format!("update loyalty_{table} set expires_day = '{}'", day(-14)));
        }
        desk.salon.loyalty_night().await;
        let told = desk.salon.texts(
            "select subject || ' ' || day from loyalty_liability where kind = 'breakage' order by subject",
        );
        let expected = ["certificate", "membership"].map(|subject| format!("{subject} {}", day(-13)));
        assert_eq!(told, expected, "{engine:?}");
        assert_eq!(desk.broken().await, Vec::<String>::new(), "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_ended_by_hand_is_void_and_found_as_such() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let lost = desk.certificate("LOST-0001", 100_000).await;
        desk.owner.post(&format!("/p/loyalty/certificates/{lost}/void"), json!({})).await.ok();
        for (state, count) in [("void", 1), ("expired", 0)] {
            let list = desk.owner.get(&format!("/p/loyalty/certificates?state={state}")).await.ok();
            assert_eq!(list["certificates"].as_array().expect("a list").len(), count, "{engine:?}: {state}");
        }
        let told = desk.salon.texts("select kind from loyalty_liability order by at, kind");
        assert_eq!(told.iter().filter(|kind| *kind == "breakage").count(), 1, "{engine:?}: {told:?}");
        assert_eq!(desk.broken().await, Vec::<String>::new(), "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_l5_points_that_a_covered_bill_has_no_room_for_are_told_at_their_field() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let client = desk.client("Lola", "+998901112233").await;
        desk.give_points(&client, 5_000).await;
        desk.certificate("ALL-0001", 200_000).await;
        let mut bill = desk.bill(Some(&client), &[100_000]);
        bill["certificates"] = json!([{ "code": "ALL-0001" }]);
        bill["points"] = json!(5_000);
        let quote = desk.quote(&bill).await;
        assert_eq!(
            (&quote["points_used"], &quote["due_minor"]),
            (&json!(0), &json!(0)),
            "{engine:?}: {quote}"
        );
        let notes = quote["notes"].as_array().expect("notes");
        assert!(notes.iter().any(|note| note["field"] == json!("points")), "{engine:?}: {quote}");
    }
}
