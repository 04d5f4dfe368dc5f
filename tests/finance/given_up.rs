//! A sold certificate or membership that is given back: for what is left of it, as loyalty knows (R-F3, R-L4).

use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shop::{SOM, Shop, text};

fn certificate(som: i64) -> Json {
    json!([{ "what": "certificate:certificate", "price_minor": som * SOM }])
}

fn by_card() -> Json {
    json!({ "tender": "card" })
}

/// What the form says of the lines.
async fn form(shop: &Shop, bill: &str) -> Vec<Json> {
    let page = shop.owner.get(&format!("/p/finance/bills/{bill}/refund")).await.ok();
    page["lines"].as_array().expect("lines").clone()
}

async fn a_used_certificate_is_refunded_for_what_is_left(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let bill = shop.sell(certificate(500_000), by_card()).await;
    let code = shop.salon.texts("select code from loyalty_certificate").remove(0);
    let service = shop.service(300_000).await;
    let wish = json!({ "certificates": [{ "code": code }] });
    shop.sell(json!([{ "what": format!("service:{service}") }]), wish).await;
    assert_eq!(shop.left_on_certificates(), 200_000);
    let lines = form(&shop, &bill).await;
    assert_eq!(
        (lines[0]["left"].as_i64(), lines[0]["total_minor"].as_i64()),
        (Some(1), Some(200_000 * SOM)),
        "{lines:?}"
    );
    let back = shop.refund_all(&bill).await;
    assert_eq!(back["money_minor"], 200_000 * SOM, "{engine:?}: {back}");
    assert_eq!((shop.account("acquiring"), shop.left_on_certificates()), (300_000, 0));
    assert_eq!(shop.salon.texts("select state from loyalty_certificate"), ["void"]);
    shop.sound().await;
    // There is nothing more of it.
    shop.owner.post(&format!("/p/finance/bills/{bill}/refunds"), json!({})).await.refused(409);
    // Used whole: nothing goes back, and the form says why.
    let bill = shop.sell(certificate(300_000), by_card()).await;
    let code = shop.salon.texts("select code from loyalty_certificate where state = 'active'").remove(0);
    shop.sell(
        json!([{ "what": format!("service:{service}") }]),
        json!({ "certificates": [{ "code": code }] }),
    )
    .await;
    let lines = form(&shop, &bill).await;
    assert_eq!(lines[0]["left"], 0);
    assert!(lines[0]["why"].as_str().is_some_and(|why| why.contains("used")), "{lines:?}");
    shop.try_refund(&bill, 0, 1).await.refused(422);
    shop.sound().await;
}

async fn a_membership_is_refunded_by_its_policy(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    // R-L4: 10 × 80 000, four used; a visit's list price is 100 000.
    let service = shop.service(100_000).await;
    for (policy, expected) in [("unit", 480_000), ("list", 400_000)] {
        let plan = shop.plan(10, 800_000, json!({ "refund_by": policy })).await;
        let bill = shop.sell(json!([{ "what": format!("membership:{plan}") }]), by_card()).await;
        let membership =
            shop.salon.texts("select membership_id from loyalty_membership where state = 'active'").remove(0);
        for _ in 0..4 {
            let wish = json!({ "memberships": [{ "line": 0, "membership_id": membership }] });
            shop.sell(json!([{ "what": format!("service:{service}") }]), wish).await;
        }
        let before = shop.account("acquiring");
        assert_eq!(form(&shop, &bill).await[0]["total_minor"], expected * SOM, "{policy}");
        let back = shop.refund_all(&bill).await;
        assert_eq!(back["money_minor"], expected * SOM, "{engine:?} {policy}: {back}");
        assert_eq!(before - shop.account("acquiring"), expected);
        // What the policy keeps is the salon's.
        assert_eq!(-shop.account("breakage"), if policy == "list" { 80_000 } else { 0 });
        shop.sound().await;
    }
}

async fn a_visit_of_a_refunded_membership_comes_back_alone(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let (service, plan) = (shop.service(150_000).await, shop.plan(4, 400_000, json!({})).await);
    let sale = shop.sell(json!([{ "what": format!("membership:{plan}") }]), by_card()).await;
    let membership = shop.salon.texts("select membership_id from loyalty_membership").remove(0);
    let work = json!([{ "what": format!("service:{service}") }]);
    let wish = json!({ "memberships": [{ "line": 0, "membership_id": membership }] });
    let visit = shop.sell(work.clone(), wish.clone()).await;
    assert_eq!(shop.refund_all(&sale).await["money_minor"], 300_000 * SOM);
    shop.sound().await;
    // Then the visit did not take place after all: R-F3, the membership's part goes to the membership.
    shop.refund_all(&visit).await;
    assert_eq!((shop.account("memberships"), shop.account("acquiring")), (-100_000, 100_000), "{engine:?}");
    shop.sound().await;
    shop.sell(work.clone(), wish.clone()).await;
    assert_eq!(shop.account("memberships"), 0, "the one visit, and no more");
    shop.try_sell(work, wish).await.refused(422);
    shop.sound().await;
}

async fn without_loyalty_it_is_not_refunded_now(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let service = shop.service(100_000).await;
    let items = json!([
        { "what": "certificate:certificate", "price_minor": 500_000 * SOM },
        { "what": format!("service:{service}") },
    ]);
    let bill = shop.sell(items, by_card()).await;
    assert_eq!(shop.earned(), 3_000);
    shop.salon.switch("loyalty", false).await;
    let lines = form(&shop, &bill).await;
    assert_eq!((&lines[0]["left"], &lines[1]["left"]), (&json!(0), &json!(1)), "{lines:?}");
    assert!(lines[0]["why"].is_string(), "{lines:?}");
    let refused = shop.try_refund(&bill, 0, 1).await.refused(422);
    assert!(refused["errors"]["lines[0][quantity]"].is_string(), "{refused}");
    shop.salon.switch("loyalty", true).await;
    // R-L1, bug 11: a certificate earned nothing, so nothing is taken back with it.
    shop.refund(&bill, 0, 1).await;
    assert_eq!((shop.earned(), shop.account("acquiring")), (3_000, 100_000));
    shop.refund(&bill, 1, 1).await;
    assert_eq!((shop.earned(), shop.account("acquiring")), (0, 0));
    shop.sound().await;
}

async fn a_part_of_a_mixed_bill_goes_back_exactly(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    // Two works of 120 000 and 80 000: certificate 50 000, points 30 000, the rest by card.
    let (dear, cheap) = (shop.service(120_000).await, shop.service(80_000).await);
    shop.certificate("PART-0001", 50_000).await;
    let points = json!({ "points": 30_000, "note": "for a test" });
    shop.owner.post(&format!("/p/loyalty/clients/{}/points", shop.client), points).await.ok();
    let items = json!([{ "what": format!("service:{dear}") }, { "what": format!("service:{cheap}") }]);
    let wish = json!({ "certificates": [{ "code": "PART-0001" }], "points": 30_000, "tender": "card" });
    let bill = shop.sell(items, wish).await;
    // 200 000 − 50 000 − 30 000 = 120 000 by card, 3 600 points; points lie on the lines 18 000 and 12 000.
    assert_eq!((shop.account("acquiring"), shop.earned()), (120_000, 3_600));
    // 68 000 of 170 000 go back: 20 000 to the certificate, 48 000 to the card, 12 000 points, 40 % of 3 600.
    let back = shop.refund(&bill, 1, 1).await;
    assert_eq!(back["money_minor"], 48_000 * SOM, "{engine:?}: {back}");
    assert_eq!(
        (shop.left_on_certificates(), shop.account("acquiring"), shop.earned()),
        (20_000, 72_000, 2_160)
    );
    let back_points = "select coalesce(sum(points), 0) from loyalty_entry where kind = 'return'";
    assert_eq!(shop.salon.number(back_points), 12_000);
    shop.refund(&bill, 0, 1).await;
    assert_eq!((shop.left_on_certificates(), shop.account("acquiring"), shop.earned()), (50_000, 0, 0));
    assert_eq!(shop.salon.number(back_points), 30_000);
    shop.sound().await;
}

async fn a_burnt_visit_that_comes_back_is_no_income(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let plan = shop.plan(10, 800_000, json!({ "no_show_burns": true })).await;
    let sale = shop.sell(json!([{ "what": format!("membership:{plan}") }]), by_card()).await;
    let mut booking = shop.studio.booking(&shop.client, "12:00");
    booking["bypass"] = json!(true);
    let visit =
        text(&shop.owner.post("/p/booking/appointments", booking).await.refused(201), "appointment_id");
    let state = |to: &str| json!({ "state": to, "bypass": true });
    let path = format!("/p/booking/appointments/{visit}/state");
    shop.owner.post(&path, state("no_show")).await.ok();
    shop.told().await;
    assert_eq!((shop.account("breakage"), shop.account("memberships")), (-80_000, -720_000), "R-L4: burnt");
    shop.owner.post(&path, state("arrived")).await.ok();
    shop.told().await;
    assert_eq!(
        (shop.account("breakage"), shop.account("memberships")),
        (0, -800_000),
        "{engine:?}: came after all"
    );
    shop.sound().await;
    // A line cheaper than the visit: 60 000 of the 80 000 are revenue, 20 000 are left over; both go back.
    let cheap = shop.service(60_000).await;
    let membership = shop.salon.texts("select membership_id from loyalty_membership").remove(0);
    let wish = json!({ "memberships": [{ "line": 0, "membership_id": membership }] });
    let bill = shop.sell(json!([{ "what": format!("service:{cheap}") }]), wish).await;
    assert_eq!((shop.account("breakage"), shop.account("memberships")), (-20_000, -720_000));
    shop.refund_all(&bill).await;
    assert_eq!((shop.account("breakage"), shop.account("memberships")), (0, -800_000));
    shop.sound().await;
    assert_eq!(shop.refund_all(&sale).await["money_minor"], 800_000 * SOM);
    shop.sound().await;
}

crate::on_both!(
    a_visit_of_a_refunded_membership_comes_back_alone,
    a_used_certificate_is_refunded_for_what_is_left,
    a_membership_is_refunded_by_its_policy,
    without_loyalty_it_is_not_refunded_now,
    a_part_of_a_mixed_bill_goes_back_exactly,
    a_burnt_visit_that_comes_back_is_no_income,
);
