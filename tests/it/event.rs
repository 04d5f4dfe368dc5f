//! Killed again and again while events are delivered: each subscriber still hears each thing once, in its order.
//! What needs a clock (attempts, dead letters) is told in sdk/testing/tests/scenarios.

use std::collections::BTreeMap;
use std::time::Duration;

use pardoz_tests::fixture;
use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::json;

const KEYS: usize = 12;
const PER_KEY: i64 = 25;
const KILLS: usize = 4;

/// Installs the herald and the deaf module, as the owner does in a browser.
async fn install(salon: &Salon) {
    for id in ["herald", "deaf"] {
        fixture::install(salon, id).await;
    }
}

/// What is wrong with what a module heard: for each key everything once, counted up.
async fn faults(owner: &Person, module: &str) -> Vec<String> {
    let page = owner.get(&format!("/p/{module}/heard")).await.ok();
    let mut heard: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for row in page["heard"].as_array().expect("what was heard") {
        let about = row["about"].as_str().expect("a key").to_owned();
        heard.entry(about).or_default().push(row["number"].as_i64().expect("a number"));
    }
    let expected: Vec<i64> = (0..PER_KEY).collect();
    let mut faults: Vec<String> = (0..KEYS)
        .map(|key| format!("key {key}"))
        .filter(|key| !heard.contains_key(key))
        .map(|key| format!("{module} heard nothing of {key}"))
        .collect();
    for (key, numbers) in heard.iter().filter(|(_, numbers)| **numbers != expected) {
        faults.push(format!("{module} heard of {key}: {numbers:?}"));
    }
    faults
}

async fn say_everything(owner: &Person, half: i64) {
    let numbers: Vec<i64> =
        if half == 0 { (0..PER_KEY / 2).collect() } else { (PER_KEY / 2..PER_KEY).collect() };
    for key in 0..KEYS {
        let about = format!("key {key}");
        owner.post("/p/herald/say", json!({ "about": about, "numbers": numbers })).await.ok();
    }
}

async fn waiting(salon: &Salon) -> i64 {
    salon.number("select count(*) from host_delivery where state <> 'done'")
}

async fn settled(salon: &Salon) {
    for _ in 0..1_200 {
        if waiting(salon).await == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} deliveries are left after a minute", waiting(salon).await);
}

async fn a_salon_that_is_killed_delivers_everything_once(engine: Engine) {
    let Some(mut salon) = Salon::on(engine, Filled::Empty).await else { return };
    install(&salon).await;
    let mut killed_at_work = 0;
    for round in 0..KILLS {
        if round == 0 || round == KILLS / 2 {
            say_everything(&salon.owner(), i64::from(round > 0)).await;
        }
        tokio::time::sleep(Duration::from_millis(15 * (round as u64 + 1))).await;
        salon.kill();
        killed_at_work += usize::from(waiting(&salon).await > 0);
        salon.start().await;
    }
    assert!(killed_at_work >= 1, "the salon was never killed at work");
    settled(&salon).await;
    let owner = salon.owner();
    for module in ["herald", "deaf"] {
        assert_eq!(faults(&owner, module).await, Vec::<String>::new());
    }
    salon.check_integrity();

    // Sabotage: a delivery that had its effect is open again, as if it were settled outside of the handler's
    // transaction and the power went in between.
    salon.kill();
    salon.execute("update host_delivery set state = 'pending', next_at = 0 where subscriber = 'deaf' and ordering_key = 'key 3'");
    salon.start().await;
    settled(&salon).await;
    let noticed = faults(&salon.owner(), "deaf").await;
    assert_eq!(noticed.len(), 1, "a second effect must be noticed: {noticed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_salon_that_is_killed_delivers_everything_once_on_sqlite() {
    a_salon_that_is_killed_delivers_everything_once(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_salon_that_is_killed_delivers_everything_once_on_postgresql() {
    a_salon_that_is_killed_delivers_everything_once(Engine::Postgres).await;
}
