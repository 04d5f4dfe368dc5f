//! R-K2: a stamp card takes over from loyalty and hands back; what is owed is the same to the unit, each time.

use pardoz_tests::fixture;
use pardoz_tests::person::Visitor;
use pardoz_tests::salon::Engine;
use serde_json::json;

use super::desk::{Desk, SOM};

async fn replace(desk: &Desk, old: &str, new: &str) -> (u16, String) {
    let browser = Visitor::sign_in(&desk.salon.base).await;
    browser.try_post(&format!("/admin/plugins/{old}/replace/{new}"), &[("agree", "on")]).await
}

async fn a_stamp_card_takes_over_and_hands_back(engine: Engine) {
    let _alone = super::ALONE.lock().await;
    let Some(desk) = Desk::open(engine).await else { return };
    // Two providers of one contract are not on together: it is installed, and off.
    fixture::install(&desk.salon, "stampcard").await;
    let client_id = desk.client("Lola", "+998901112233").await;
    desk.give_points(&client_id, 12_345).await;
    desk.certificate("HAND1", 100_000).await;
    // 1 000 001 tiyin in three visits: the remainder must not get lost on the way.
    let plan = json!({
        "name_uz": "Uch", "name_ru": "Три", "name_en": "Three", "price_minor": 1_000_001, "visits": 3, "valid_days": 90,
    });
    let plan = desk.owner.post("/p/loyalty/plans", plan).await.refused(201);
    let give = json!({ "client_id": client_id, "plan_id": plan["plan_id"], "branch_id": desk.branch_id });
    desk.owner.post("/p/loyalty/memberships", give).await.refused(201);
    let bill = desk.bill(Some(&client_id), &[100_000]);
    let held = desk.reserve(&bill).await.ok();
    desk.tell_bill("paid", &desk.paid(&bill, &held)).await;
    let (before, lots) = (
        desk.totals().await,
        desk.salon.texts(
            "select lot_id || ' ' || points_left || ' ' || expires_day from loyalty_lot order by lot_id",
        ),
    );

    // The owner's own idea of who may look at cards, and not redeem them.
    let keeper = desk.salon.somebody("stock-keeper", &[]).await.person;
    let browser = Visitor::sign_in(&desk.salon.base).await;
    let rights =
        ["stock-keeper|till.bill.write", "stock-keeper|loyalty.card.read"].map(|right| (right, "salon"));
    browser.post("/admin/people/roles", &rights).await;
    keeper.post("/p/till/quote", desk.bill(Some(&client_id), &[100_000])).await.ok();

    let (status, text) = replace(&desk, "loyalty", "stampcard").await;
    assert!(matches!(status, 200..=399), "{status}: {text}");
    assert_eq!(desk.totals().await, before, "the stamp card owes the same");
    // Rights of the contract stayed as they were, for whoever had them.
    let asked = desk.bill(Some(&client_id), &[100_000]);
    keeper.post("/p/till/quote", asked.clone()).await.ok();
    keeper.post("/p/till/reserve", asked).await.refused(403);
    assert!(browser.get("/admin/people/roles").await.1.contains("stock-keeper|loyalty.card.read"));
    let quote = desk.quote(&desk.bill(Some(&client_id), &[100_000])).await;
    assert_eq!((&quote["due_minor"], &quote["points_max"]), (&json!(100_000 * SOM), &json!(0)));

    let (status, text) = replace(&desk, "stampcard", "loyalty").await;
    assert!(matches!(status, 200..=399), "{status}: {text}");
    assert_eq!(desk.totals().await, before, "and hands back the same");
    let after = desk
        .salon
        .texts("select lot_id || ' ' || points_left || ' ' || expires_day from loyalty_lot order by lot_id");
    assert_eq!(after, lots, "lots with their expiry are as they were");
    assert_eq!(desk.broken().await, Vec::<String>::new());

    // Sabotage: a stamp card that loses a point on the way is not taken.
    let (status, _) = replace(&desk, "loyalty", "stampcard").await;
    assert!(matches!(status, 200..=399));
    desk.salon
        .execute("update loyalty_certificate set face_minor = 1, balance_minor = 1 where code = 'HAND1'");
    desk.salon.execute(match engine {
        Engine::Sqlite => {
            "create trigger sabotage after update on loyalty_certificate begin
               update loyalty_certificate set balance_minor = balance_minor - 1 where certificate_id = new.certificate_id and balance_minor > 1; end"
        }
        Engine::Postgres => {
            "create function loyalty_sabotage() returns trigger language plpgsql as
               'begin new.balance_minor := greatest(new.balance_minor - 1, 0); return new; end';
             create trigger sabotage before update on loyalty_certificate for each row execute function loyalty_sabotage()"
        }
    });
    let (status, text) = replace(&desk, "stampcard", "loyalty").await;
    assert!(!(200..=399).contains(&status), "totals differ and the switch must be refused: {text}");
    assert_eq!(desk.totals().await, before, "the stamp card still serves");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stamp_card_takes_over_and_hands_back_on_sqlite() {
    a_stamp_card_takes_over_and_hands_back(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stamp_card_takes_over_and_hands_back_on_postgresql() {
    a_stamp_card_takes_over_and_hands_back(Engine::Postgres).await;
}
