//! Time and keys of what was sold: freezing (R-L4), a PIN (R-L3), and what nobody used by its last day (R-F2), in the
//! ledgers of loyalty and in the books of money.

use pardoz_tests::diary::day_after;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shop::{SOM, Shop, text};

const VISITS: &str = "memberships[0][membership_id]";

fn by_card() -> Json {
    json!({ "tender": "card" })
}

/// Three visits for 100 000, ten days of freeze, sold to the client; and a service to use them for.
async fn sold(shop: &Shop) -> (String, String) {
    let plan = shop.plan(3, 100_000, json!({ "valid_days": 30, "freeze_days_max": 10 })).await;
    shop.sell(json!([{ "what": format!("membership:{plan}") }]), by_card()).await;
    let membership = shop.salon.texts("select membership_id from loyalty_membership").remove(0);
    (membership, shop.service(60_000).await)
}

fn one(service: &str) -> Json {
    json!([{ "what": format!("service:{service}") }])
}

fn with_visit(membership: &str) -> Json {
    json!({ "tender": "card", "memberships": [{ "membership_id": membership, "line": 0 }] })
}

/// Presses a button of the membership's page.
async fn press(shop: &Shop, membership: &str, button: &str) -> u16 {
    let path = format!("/p/loyalty/memberships/{membership}/{button}");
    shop.owner.post(&path, json!({})).await.status.as_u16()
}

async fn page(shop: &Shop, membership: &str) -> Json {
    shop.owner.get(&format!("/p/loyalty/memberships/{membership}")).await.ok()
}

/// State, end and days of freeze that are left, as the page says them.
async fn said(shop: &Shop, membership: &str) -> (String, String, i64) {
    let page = page(shop, membership).await;
    (text(&page, "state"), text(&page, "expires_day"), page["freeze_left"].as_i64().expect("days"))
}

async fn frozen_since(shop: &Shop, days: i64) {
    shop.salon.execute(&format!("update loyalty_membership set frozen_from = '{}'", day_after(-days)));
}

async fn a_freeze_moves_the_end_by_its_days_and_nothing_is_used_meanwhile(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let (membership, service) = sold(&shop).await;
    let is = |state: &str, end: i64, left: i64| (state.to_owned(), day_after(end), left);
    assert_eq!(said(&shop, &membership).await, is("active", 30, 10), "{engine:?}");
    assert!(matches!(press(&shop, &membership, "freeze").await, 200..=399));
    // No visit of it, and a bill that wanted one holds nothing.
    let refused = shop.try_sell(one(&service), with_visit(&membership)).await.refused(422);
    assert!(refused["errors"][VISITS].is_string(), "{refused}");
    assert_eq!(press(&shop, &membership, "freeze").await, 409, "frozen twice");
    shop.sound().await;
    // Four days later.
    frozen_since(&shop, 4).await;
    assert!(matches!(press(&shop, &membership, "thaw").await, 200..=399));
    assert_eq!(said(&shop, &membership).await, is("active", 34, 6), "{engine:?}");
    shop.sell(one(&service), with_visit(&membership)).await;
    let left = "select visits_left || ' ' || visits_held || ' ' || value_left_minor from loyalty_membership";
    assert_eq!(shop.salon.texts(left), ["2 0 6666667"]);
    assert_eq!(shop.account("acquiring"), 100_000);
    shop.sound().await;
    // Its end passes while it is frozen: nothing ends, until the six days that are left are over.
    assert!(matches!(press(&shop, &membership, "freeze").await, 200..=399));
    shop.salon.execute(&format!("update loyalty_membership set expires_day = '{}'", day_after(-3)));
    frozen_since(&shop, 5).await;
    shop.night().await;
    assert_eq!(said(&shop, &membership).await, is("frozen", -3, 6), "{engine:?}");
    frozen_since(&shop, 40).await;
    shop.night().await;
    assert_eq!(said(&shop, &membership).await, is("active", 3, 0), "{engine:?}: ten days, not forty");
    assert_eq!(press(&shop, &membership, "freeze").await, 409, "no day of freeze is left");
    shop.sell(one(&service), with_visit(&membership)).await;
    assert_eq!(shop.salon.texts(left), ["1 0 3333334"]);
    shop.sound().await;
}

async fn a_certificate_with_a_pin_pays_for_whoever_knows_it(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let body = json!({
        "amount_minor": 100_000 * SOM, "branch_id": shop.studio.branch_id, "code": "PIN-0001", "pin": "4711",
        "note": "for a test",
    });
    shop.owner.post("/p/loyalty/certificates", body).await.refused(201);
    shop.told().await;
    let service = shop.service(60_000).await;
    let wish = |pin: Json| json!({ "tender": "card", "certificates": [{ "code": "PIN-0001", "pin": pin }] });
    let rows = ["finance_bill", "loyalty_certificate_hold", "finance_bill_tender"];
    for wrong in [Json::Null, json!(""), json!("4712"), json!("47110"), json!("0000")] {
        let refused = shop.try_sell(one(&service), wish(wrong.clone())).await.refused(422);
        assert!(refused["errors"]["certificates[0][pin]"].is_string(), "{wrong}: {refused}");
        assert_eq!(shop.left_on_certificates(), 100_000);
        for table in rows {
            assert_eq!(shop.salon.number(&format!("select count(*) from {table}")), 0, "{wrong}: {table}");
        }
    }
    shop.sell(one(&service), wish(json!(" 4711 "))).await;
    assert_eq!((shop.left_on_certificates(), shop.account("certificates")), (40_000, -40_000), "{engine:?}");
    assert_eq!(shop.account("income.service"), -60_000);
    shop.sound().await;
}

/// Sum and day of what became income because nobody used it.
fn broken(shop: &Shop) -> Vec<String> {
    shop.salon.texts(
        "select e.day || ' ' || sum(l.amount_minor) from finance_entry e join finance_entry_line l on l.entry_id = e.entry_id \
         where l.account = 'breakage' group by e.day order by e.day",
    )
}

async fn what_nobody_used_is_income_the_day_after_its_last(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let (membership, service) = sold(&shop).await;
    let items = json!([{ "what": "certificate:certificate", "price_minor": 90_000 * SOM }]);
    shop.sell(items, by_card()).await;
    let code = shop.salon.texts("select code from loyalty_certificate").remove(0);
    let wish = json!({ "tender": "card", "certificates": [{ "code": code }] });
    shop.sell(one(&service), wish.clone()).await;
    shop.sell(one(&service), with_visit(&membership)).await;
    assert_eq!((shop.account("certificates"), shop.account("acquiring")), (-30_000, 190_000), "{engine:?}");
    // On its last day each is good, at night too.
    let last = |days: i64| {
        format!(
            "update loyalty_certificate set expires_day = '{0}'; update loyalty_membership set expires_day = '{0}'",
            day_after(days)
        )
    };
    shop.salon.execute(&last(0));
    shop.night().await;
    assert_eq!(broken(&shop), Vec::<String>::new(), "{engine:?}");
    // The computer was off for two nights.
    shop.salon.execute(&last(-3));
    for visit in [wish.clone(), with_visit(&membership)] {
        let refused = shop.try_sell(one(&service), visit).await.refused(422);
        assert!(
            refused["errors"][VISITS].is_string() || refused["errors"]["certificates[0][code]"].is_string(),
            "{refused}"
        );
    }
    for _ in 0..2 {
        shop.night().await;
        assert_eq!(
            broken(&shop),
            [format!("{} {}", day_after(-2), -(30_000 * SOM + 6_666_667))],
            "{engine:?}: once, and of the day after the last"
        );
        assert_eq!((shop.account("certificates"), shop.account("memberships")), (0, 0));
        shop.sound().await;
    }
    assert_eq!(page(&shop, &membership).await["state"], "expired");
    let of = "select state || ' ' || balance_minor from loyalty_certificate";
    assert_eq!(shop.salon.texts(of), ["expired 0"]);
    // R-F1: in the ledger of loyalty the same days, in the branch that sold it.
    let days = "select distinct day || ' ' || sold_branch_id from loyalty_liability where kind = 'breakage'";
    assert_eq!(shop.salon.texts(days), [format!("{} {}", day_after(-2), shop.studio.branch_id)]);
}

crate::on_both!(
    a_freeze_moves_the_end_by_its_days_and_nothing_is_used_meanwhile,
    a_certificate_with_a_pin_pays_for_whoever_knows_it,
    what_nobody_used_is_income_the_day_after_its_last,
);
