//! Money at the right desk, and nobody stuck: a bill that waits can be ended, a branch that was put away keeps its bills,
//! a visit that was paid is completed however long that takes.

use pardoz_tests::fixture;
use pardoz_tests::salon::Engine;
use pardoz_tests::wait::until;
use serde_json::json;

use crate::shop::{SOM, Shop, text};

impl Shop {
    async fn desk(&self, name: &str) -> String {
        let desk = json!({ "name": name, "branch": self.studio.branch_id });
        text(&self.owner.post("/p/finance/desks", desk).await.refused(201), "desk_id")
    }

    /// A visit of today's noon, whatever the hour is now (R-B3).
    async fn visit(&self) -> String {
        let mut booking = self.studio.booking(&self.client, "12:00");
        booking["bypass"] = json!(true);
        text(&self.owner.post("/p/booking/appointments", booking).await.refused(201), "appointment_id")
    }
}

async fn r_f4_cash_is_in_the_drawer_of_whoever_takes_it(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let (first, second) = (shop.desk("First").await, shop.desk("Second").await);
    let anna = shop.salon.somebody("receptionist", &[shop.studio.branch_id.as_str()]).await.person;
    anna.post(&format!("/p/finance/desks/{second}/shifts"), json!({})).await.refused(201);
    let work = format!("service:{}", shop.service(100_000).await);
    let bill = |more: serde_json::Value| {
        let mut bill = json!({
            "client_id": shop.client, "branch": shop.studio.branch_id, "items": [{ "what": work.clone() }], "tender": "cash",
        });
        for (key, value) in more.as_object().expect("an object") {
            bill[key] = value.clone();
        }
        bill
    };
    let cash = |desk: &str| shop.account(&format!("cash:{desk}"));
    // As the visit's drawer sends it: no desk is named, hers is meant.
    anna.post("/p/finance/bills", bill(json!({}))).await.refused(201);
    assert_eq!((cash(&first), cash(&second)), (0, 100_000), "{engine:?}");
    let debt =
        anna.post("/p/finance/bills", bill(json!({ "debt": true, "tender": "card" }))).await.refused(201);
    let path = format!("/p/finance/bills/{}/payments", text(&debt, "bill_id"));
    anna.post(&path, json!({ "tender": "cash", "amount_minor": 40_000 * SOM })).await.ok();
    assert_eq!((cash(&first), cash(&second)), (0, 140_000), "{engine:?}: a debt is repaid there too");
    // The owner stands at no desk: nothing is guessed.
    let refused = shop.owner.post("/p/finance/bills", bill(json!({}))).await.refused(422);
    assert!(refused["errors"]["desk"].is_string(), "{refused}");
    let refused = shop.owner.post(&path, json!({ "tender": "cash" })).await.refused(422);
    assert!(refused["errors"]["desk"].is_string(), "{refused}");
    shop.owner.post("/p/finance/bills", bill(json!({ "tender": "card" }))).await.refused(201);
    shop.owner.post("/p/finance/bills", bill(json!({ "desk": first }))).await.refused(201);
    assert_eq!((cash(&first), cash(&second)), (100_000, 140_000));
    shop.told().await;
    shop.sound().await;
}

async fn rounding_is_cash_and_no_other_tenders(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let desk = json!({ "name": "Round", "branch": shop.studio.branch_id, "round_to_minor": 1_000 * SOM });
    shop.owner.post("/p/finance/desks", desk).await.refused(201);
    let mut till = 0;
    // Typed to the so'm or rounded, up or down; the button still says card.
    for (price, typed, cash) in [
        (98_600, 98_600, 99_000),
        (98_600, 99_000, 99_000),
        (98_400, 98_400, 98_000),
        (98_400, 98_000, 98_000),
    ] {
        let items = json!([{ "what": format!("service:{}", shop.service(price).await) }]);
        let split = json!([{ "tender": "cash", "amount_minor": typed * SOM }]);
        let paid = shop.try_sell(items, json!({ "tender": "card", "split": split })).await.refused(201);
        till += cash;
        assert_eq!(
            (shop.account("cash:%"), shop.account("acquiring")),
            (till, 0),
            "{engine:?} {typed}: {paid}"
        );
    }
    shop.told().await;
    shop.sound().await;
}

async fn a_bill_that_waits_for_a_phone_can_be_ended_at_the_desk(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    fixture::install(&shop.salon, "mute").await;
    shop.certificate("WAIT-0002", 30_000).await;
    let cream = json!([{ "what": format!("product:{}", shop.cream), "quantity": 2 }]);
    // A certificate lies in it, and no money: it only waits to go back.
    let wish = json!({ "tender": "payme", "certificates": [{ "code": "WAIT-0002" }] });
    let bill = text(&shop.try_sell(cream.clone(), wish).await.refused(201), "bill_id");
    let page = shop.owner.get(&format!("/p/finance/bills/{bill}")).await.ok();
    assert_eq!(
        (page["state"].as_str(), page["may_void"].as_bool()),
        (Some("open"), Some(true)),
        "{engine:?}"
    );
    shop.owner.post(&format!("/p/finance/bills/{bill}/void"), json!({})).await.ok();
    shop.told().await;
    assert_eq!((shop.creams(), shop.left_on_certificates()), ((25, 0), 30_000), "{engine:?}");
    // A part was paid in cash and by card; the client walks away.
    let wish = json!({ "tender": "payme", "split": [
        { "tender": "cash", "amount_minor": 40_000 * SOM }, { "tender": "card", "amount_minor": 10_000 * SOM },
    ] });
    let bill = text(&shop.try_sell(cream, wish).await.refused(201), "bill_id");
    assert_eq!((shop.account("cash:%"), shop.account("acquiring"), shop.creams()), (40_000, 10_000, (25, 2)));
    // Not by itself, not by who may not give money back; and it does not stand before others in the job's list.
    let anna = shop.salon.somebody("receptionist", &[shop.studio.branch_id.as_str()]).await.person;
    let path = format!("/p/finance/bills/{bill}/void");
    assert!(!anna.post(&path, json!({})).await.status.is_success(), "{engine:?}");
    let page = shop.owner.get(&format!("/p/finance/bills/{bill}")).await.ok();
    assert_eq!((page["may_void"].as_bool(), page["may_refund"].as_bool()), (Some(true), Some(false)));
    shop.owner.post(&path, json!({})).await.ok();
    shop.told().await;
    assert_eq!(
        (shop.account("cash:%"), shop.account("acquiring"), shop.creams()),
        (0, 0, (25, 0)),
        "{engine:?}"
    );
    shop.sound().await;
    shop.owner.post(&path, json!({})).await.refused(409);
}

async fn a_branch_that_was_put_away_keeps_its_bills(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    fixture::install(&shop.salon, "mute").await;
    let items = json!([{ "what": format!("product:{}", shop.cream) }]);
    let waits =
        text(&shop.try_sell(items.clone(), json!({ "tender": "payme" })).await.refused(201), "bill_id");
    let debt = shop.sell(items, json!({ "debt": true })).await;
    let away =
        format!("update salon_branch set archived_at = 1 where branch_id = '{}'", shop.studio.branch_id);
    shop.salon.execute(&away);
    shop.salon.execute(&format!("update finance_bill set created_at = 1 where bill_id = '{waits}'"));
    let ended = format!("select count(*) from finance_bill where bill_id = '{waits}' and state = 'void'");
    shop.salon.run_now("finance", "abandoned-bills", &ended).await;
    shop.owner.get(&format!("/p/finance/bills/{debt}")).await.ok();
    shop.repay(&debt, None).await;
    assert_eq!(shop.account("receivable"), 0, "{engine:?}");
    assert_eq!(crate::till::faults(&shop.salon), Vec::<String>::new());
}

async fn r_k3_a_paid_visit_is_completed_however_long_booking_is_off(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let visit = shop.visit().await;
    let bill = json!({ "appointment_id": visit, "tender": "card" });
    shop.owner.post("/p/finance/bills", bill).await.refused(201);
    shop.salon.switch("booking", false).await;
    // It has been asked seven times; the eighth failure would be the last.
    shop.salon.execute(&format!(
        "insert into host_job (job_id, plugin_id, job, dedup_key, run_at, payload, state, attempts, created_at) values \
         ('019abcd0-0000-7000-8000-00000000c0de', 'finance', 'complete-visit', '{visit}', 0, '{{\"appointment_id\":\"{visit}\"}}', 'waiting', 7, 0)"
    ));
    let stands = "select state || ' ' || attempts || case when run_at > 0 then ' later' else ' now' end \
                  from host_job where job = 'complete-visit'";
    let is_planned_again = |stands: &Vec<String>| {
        assert!(stands.len() == 1 && !stands[0].starts_with("dead"), "{engine:?}: {stands:?}");
        stands[0] == "waiting 0 later"
    };
    until(async || shop.salon.texts(stands), is_planned_again).await;
}

async fn another_branchs_bill_is_not_in_the_drawer_and_a_plan_ahead_is_in_the_report(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let visit = shop.visit().await;
    let bill = json!({ "appointment_id": visit, "tender": "card" });
    let bill = shop.owner.post("/p/finance/bills", bill).await.refused(201);
    let other = shop
        .salon
        .texts(&format!("select branch_id from salon_branch where branch_id <> '{}'", shop.studio.branch_id));
    let stranger = shop.salon.somebody("receptionist", &[other[0].as_str()]).await.person;
    let panel = format!("/panel/finance/visit-checkout?c=%7B%22appointment_id%22%3A%22{visit}%22%7D");
    let number = bill["number"].to_string();
    let own = shop.owner.get(&panel).await;
    assert!(own.text.contains(&number), "{engine:?}: {}", own.text);
    let seen = stranger.get(&panel).await;
    assert!(!seen.text.contains(&number), "{engine:?}: {}", seen.text);
    // R-F5: the plan of a month that has not begun.
    let day: jiff::civil::Date = shop.studio.day.parse().expect("a day");
    let next = day.checked_add(jiff::Span::new().months(1)).expect("a month").strftime("%Y-%m").to_string();
    let plan = json!({ "period": next, "subject": "revenue", "plan_minor": 90_000_000 * SOM, "branch": shop.studio.branch_id });
    shop.owner.post("/p/finance/plans", plan).await.ok();
    let report = format!("/p/finance/reports?period={next}&branch={}", shop.studio.branch_id);
    let report = shop.owner.get(&report).await.ok();
    assert_eq!(report["plans"][0]["plan_minor"], 90_000_000 * SOM, "{engine:?}: {}", report["plans"]);
    assert_eq!(report["plans"][0]["used_percent"], 0);
}

crate::on_both!(
    r_f4_cash_is_in_the_drawer_of_whoever_takes_it,
    rounding_is_cash_and_no_other_tenders,
    a_bill_that_waits_for_a_phone_can_be_ended_at_the_desk,
    a_branch_that_was_put_away_keeps_its_bills,
    r_k3_a_paid_visit_is_completed_however_long_booking_is_off,
    another_branchs_bill_is_not_in_the_drawer_and_a_plan_ahead_is_in_the_report,
);
