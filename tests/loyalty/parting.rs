//! Two cards that become one, hear of a bill late, and part again.

use pardoz_tests::salon::Engine;
use serde_json::json;

use super::desk::{Desk, SOM};

async fn two(desk: &Desk) -> (String, String) {
    (desk.client("Olga", "+998901112255").await, desk.client("Nodira", "+998901112266").await)
}

async fn merge(desk: &Desk, kept: &str, gone: &str) {
    let merged = json!({ "client_id": kept, "merged_client_id": gone });
    desk.tell("clients.client.merged", "client-merged", kept, &merged).await;
}

async fn part(desk: &Desk, kept: &str, gone: &str) {
    let parted = json!({ "client_id": kept, "merged_client_id": gone });
    desk.tell("clients.client.unmerged", "client-unmerged", kept, &parted).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn r_c4_a_bill_paid_on_a_card_that_is_merged_by_then_is_the_joint_cards() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let (kept, gone) = two(&desk).await;
        desk.give_points(&kept, 100).await;
        desk.give_points(&gone, 5_000).await;
        let mut bill = desk.bill(Some(&gone), &[100_000]);
        bill["points"] = json!(2_000);
        let held = desk.reserve(&bill).await.ok();
        merge(&desk, &kept, &gone).await;
        // Told after it: of the card as it was at the desk.
        desk.tell_bill("paid", &desk.paid(&bill, &held)).await;
        let card = desk.card(&kept).await;
        // 100 + 5 000 - 2 000, and 3 % of 98 000.
        assert_eq!((&card["points"], &card["pending"]), (&json!(3_100), &json!(2_940)), "{engine:?}: {card}");
        let dead = format!("select count(*) from loyalty_account where client_id = '{gone}'");
        assert_eq!(desk.salon.number(&dead), 0, "{engine:?}: the card that is gone stays gone");
        assert_eq!(desk.broken().await, Vec::<String>::new(), "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_c5_what_followed_a_merged_card_goes_home() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let (kept, gone) = two(&desk).await;
        desk.give_points(&kept, 100).await;
        desk.give_points(&gone, 5_000).await;
        let code = desk.card(&gone).await["card_code"].clone();
        let paid = desk.bill(Some(&gone), &[100_000]);
        let held = desk.reserve(&paid).await.ok();
        desk.tell_bill("paid", &desk.paid(&paid, &held)).await;
        let certificate = json!({ "amount_minor": 50_000 * SOM, "branch_id": desk.branch_id, "client_id": gone,
                                  "code": "HOME-0001", "note": "for a test" });
        desk.owner.post("/p/loyalty/certificates", certificate).await.refused(201);
        let plan = json!({ "name_uz": "A", "name_ru": "A", "name_en": "A", "price_minor": 100_000 * SOM, "valid_days": 90 });
        let plan = desk.owner.post("/p/loyalty/plans", plan).await.refused(201);
        let give = json!({ "client_id": gone, "plan_id": plan["plan_id"], "branch_id": desk.branch_id });
        desk.owner.post("/p/loyalty/memberships", give).await.refused(201);
        let holders = || {
            desk.salon.texts(
                "select client_id from loyalty_certificate union all select client_id from loyalty_membership \
                 union all select client_id from loyalty_payment",
            )
        };
        merge(&desk, &kept, &gone).await;
        merge(&desk, &kept, &gone).await;
        assert_eq!(holders(), [kept.as_str(); 3], "{engine:?}");
        // 1 000 of the joint points are taken: of what is over first, whoever brought it.
        desk.give_points(&kept, -1_000).await;
        part(&desk, &kept, &gone).await;
        part(&desk, &kept, &gone).await;
        assert_eq!(holders(), [gone.as_str(); 3], "{engine:?}");
        let (first, second) = (desk.card(&kept).await, desk.card(&gone).await);
        let sum = first["points"].as_i64().expect("points") + second["points"].as_i64().expect("points");
        assert_eq!((sum, &second["pending"]), (4_100, &json!(3_000)), "{engine:?}: {first} {second}");
        assert!(second["points"].as_i64() >= Some(4_000), "{engine:?}: {second}");
        assert_eq!(second["card_code"], code, "{engine:?}: the same card in the hand");
        assert_eq!(desk.broken().await, Vec::<String>::new(), "{engine:?}");
        // They may meet again, and what came since goes along.
        merge(&desk, &kept, &gone).await;
        assert_eq!(
            (holders(), desk.card(&kept).await["points"].clone()),
            (vec![kept.clone(); 3], json!(4_100))
        );
        assert_eq!(desk.broken().await, Vec::<String>::new(), "{engine:?}");
    }
}
