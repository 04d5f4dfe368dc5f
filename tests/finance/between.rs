//! Bills that nobody pays, and what the books and the other modules say of each other (A6).

use pardoz_tests::fixture;
use pardoz_tests::salon::{Engine, Salon};
use pardoz_tests::wait::until;
use serde_json::json;

use crate::shop::{SOM, Shop, text};

/// Runs a job of finance now.
async fn run(salon: &Salon, job: &str, done: &str) {
    salon.run_now("finance", job, done).await;
}

/// What the second look of the night says; empty if there was nothing to look at twice.
pub async fn night(salon: &Salon) -> String {
    let runs = "select count(*) from finance_check";
    run(salon, "balance-check", runs).await;
    if salon.number("select count(*) from host_job where plugin_id = 'finance' and job = 'balance-again'") > 0
    {
        run(salon, "balance-again", runs).await;
    }
    salon
        .texts("select coalesce(said, '') from finance_check order by at desc, check_id desc limit 1")
        .remove(0)
}

async fn an_online_bill_that_nobody_pays_lets_everything_go(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    fixture::install(&shop.salon, "mute").await;
    shop.certificate("WAIT-0001", 30_000).await;
    let service = shop.service(100_000).await;
    let items = json!([
        { "what": format!("product:{}", shop.cream), "quantity": 2 },
        { "what": format!("service:{service}") },
    ]);
    let wish = json!({ "tender": "payme", "certificates": [{ "code": "WAIT-0001" }] });
    let waits = shop.try_sell(items, wish).await.refused(201);
    let bill = text(&waits, "bill_id");
    assert_eq!((waits["state"].as_str(), shop.creams()), (Some("open"), (25, 2)), "{engine:?}: {waits}");
    let held = "select count(*) from loyalty_certificate_hold";
    assert_eq!(shop.salon.number(held), 1);
    let state = format!("select count(*) from finance_bill where bill_id = '{bill}' and state = 'void'");
    // 23 hours are not enough, 25 are.
    let age = |hours: i64| {
        format!(
            "update finance_bill set created_at = created_at - {} where bill_id = '{bill}'",
            hours * 3_600_000
        )
    };
    shop.salon.execute(&age(23));
    let of = "plugin_id = 'finance' and job = 'abandoned-bills'";
    shop.salon.execute(&format!("update host_job set run_at = 0 where {of}"));
    let planned = format!("select run_at from host_job where {of}");
    until(async || shop.salon.number(&planned), |run_at| *run_at > 0).await;
    assert_eq!(shop.salon.number(&state), 0);
    shop.salon.execute(&age(2));
    run(&shop.salon, "abandoned-bills", &state).await;
    shop.told().await;
    assert_eq!((shop.creams(), shop.salon.number(held), shop.left_on_certificates()), ((25, 0), 0, 30_000));
    shop.sound().await;
    assert_eq!(night(&shop.salon).await, "");
    // The client's payment comes too late.
    shop.owner
        .post(&format!("/p/finance/bills/{bill}/payments"), json!({ "tender": "card" }))
        .await
        .refused(409);
}

/// A waiting bill of a day and more ago for one cream.
async fn forgotten(shop: &Shop) -> String {
    let items = json!([{ "what": format!("product:{}", shop.cream) }]);
    let waits = shop.try_sell(items, json!({ "tender": "payme" })).await.refused(201);
    let bill = text(&waits, "bill_id");
    let ago = 25 * 3_600_000;
    shop.salon.execute(&format!(
        "update finance_bill set created_at = created_at - {ago} where bill_id = '{bill}'"
    ));
    bill
}

async fn a_bill_that_cannot_be_ended_holds_up_no_other(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    fixture::install(&shop.salon, "mute").await;
    let mut bills = vec![forgotten(&shop).await];
    // The oldest is broken: ending it gives back more than its sum knows of, which the database refuses.
    let broken = bills[0].clone();
    shop.salon.execute(&format!(
        "insert into finance_bill_tender (bill_tender_id, bill_id, tender, amount_minor, money, day, at) \
         values ('019abcd0-0000-7000-8000-00000000bad1', '{broken}', 'advance', 500, true, '2026-01-01', 1)"
    ));
    for _ in 0..3 {
        bills.push(forgotten(&shop).await);
    }
    // Where the stock module was too busy to reserve (R-K3), a bill holds nothing.
    let held = "select count(*) from inventory_reservation r join finance_bill b on b.bill_id = r.bill_id where b.state = 'void'";
    let ended = "select count(*) from finance_bill where state = 'void'";
    let all_others = |count: i64| format!("select count(*) from ({ended} having count(*) >= {count}) done");
    run(&shop.salon, "abandoned-bills", &all_others(3)).await;
    shop.told().await;
    assert_eq!(shop.salon.number(held), 0, "{engine:?}: what the others held is free");
    // The next round has new ones, and is not held up either.
    forgotten(&shop).await;
    run(&shop.salon, "abandoned-bills", &all_others(4)).await;
    let state = format!("select count(*) from finance_bill where bill_id = '{broken}' and state = 'open'");
    assert_eq!(shop.salon.number(&state), 1);
    // Its job says why; and whoever stands at the desk is told, once it has had its time.
    let job = "select count(*) from host_job where plugin_id = 'finance' and job = 'abandoned-bill' and last_error is not null";
    assert_eq!(shop.salon.number(job), 1, "{engine:?}: {}", shop.salon.log());
    let (list, detail) = ("/p/finance/bills".to_owned(), format!("/p/finance/bills/{broken}"));
    assert_eq!(shop.owner.get(&list).await.ok()["stuck"], json!([]));
    shop.salon.execute("update finance_bill_ending set planned_at = planned_at - 700000");
    let anna = shop.salon.somebody("receptionist", &[shop.studio.branch_id.as_str()]).await.person;
    // A page without a memory of this answer: of this branch, by name.
    let list = format!("/p/finance/bills?branch={}", shop.studio.branch_id);
    let said = anna.get(&list).await.ok();
    assert_eq!(said["stuck"][0]["bill_id"].as_str(), Some(broken.as_str()), "{said}");
    assert_eq!(anna.get(&detail).await.ok()["is_stuck"], true);
    // Mended, it ends by itself the next day, and nobody hears of it any more.
    shop.salon.execute(
        "delete from finance_bill_tender where bill_tender_id = '019abcd0-0000-7000-8000-00000000bad1'",
    );
    shop.salon.execute("update finance_bill_ending set planned_at = planned_at - 90000000");
    run(&shop.salon, "abandoned-bills", &all_others(5)).await;
    shop.told().await;
    assert_eq!((shop.creams(), shop.salon.number("select count(*) from finance_bill_ending")), ((25, 0), 0));
    let said = anna.get(&list).await.ok();
    assert_eq!(said["stuck"], json!([]), "{engine:?}");
    assert_eq!(crate::till::faults(&shop.salon), Vec::<String>::new());
}

async fn a_sum_that_differs_between_modules_is_seen(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let plan = shop.plan(10, 800_000, json!({})).await;
    let items = json!([
        { "what": "certificate:certificate", "price_minor": 500_000 * SOM },
        { "what": format!("membership:{plan}") },
        { "what": format!("product:{}", shop.cream), "quantity": 3 },
    ]);
    shop.sell(items, json!({ "tender": "card" })).await;
    assert_eq!(night(&shop.salon).await, "", "{engine:?}: a salon at work");
    let entry = "(select entry_line_id from finance_entry_line where account = 'loyalty' order by entry_line_id limit 1)";
    for (bend, back, word) in [
        (
            "update loyalty_certificate set balance_minor = balance_minor - 100",
            "update loyalty_certificate set balance_minor = balance_minor + 100",
            "certificates hold",
        ),
        (
            "update loyalty_membership set value_left_minor = value_left_minor - 100",
            "update loyalty_membership set value_left_minor = value_left_minor + 100",
            "memberships hold",
        ),
        (
            "update inventory_balance set value_minor = value_minor + 1 where quantity_milli > 0",
            "update inventory_balance set value_minor = value_minor - 1 where quantity_milli > 0",
            "the stores hold",
        ),
        (
            "update inventory_balance set reserved_milli = 1000 where quantity_milli > 0",
            "update inventory_balance set reserved_milli = 0",
            "held for no bill",
        ),
    ] {
        shop.salon.execute(bend);
        let said = night(&shop.salon).await;
        assert!(said.contains(word), "{bend}: {said:?}");
        shop.salon.execute(back);
    }
    shop.salon.execute(&format!(
        "update finance_entry_line set amount_minor = amount_minor + 100 where entry_line_id = {entry}"
    ));
    let said = night(&shop.salon).await;
    assert!(said.contains("hang between"), "{said:?}");
    shop.salon.execute(&format!(
        "update finance_entry_line set amount_minor = amount_minor - 100 where entry_line_id = {entry}"
    ));
    assert_eq!(night(&shop.salon).await, "");
    // Nobody says what they have while they are off.
    shop.salon.execute("update loyalty_certificate set balance_minor = balance_minor - 100");
    shop.salon.switch("loyalty", false).await;
    assert_eq!(night(&shop.salon).await, "");
}

crate::on_both!(
    an_online_bill_that_nobody_pays_lets_everything_go,
    a_bill_that_cannot_be_ended_holds_up_no_other,
    a_sum_that_differs_between_modules_is_seen
);
