//! Each subscriber gets each event exactly once in effect, in the order of its key, whatever fails meanwhile
//! (platform.md S13–S16). The herald says things; the deaf module refuses them for as long as it is told to.

use std::path::Path;

use pardoz_testing::prelude::*;
use pardoz_testing::{Database, DbError, Value};

/// Minutes after which eight attempts, a second to an hour apart, are surely over.
const ALL_ATTEMPTS_MINUTES: i64 = 24 * 60;

fn salon(database: Database) -> Option<Salon> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let builder = Salon::builder().database(database);
    builder.plugin_folder(&fixtures.join("herald")).plugin_folder(&fixtures.join("deaf")).open()
}

/// What a module heard about somebody: event, number, in its order.
fn heard(salon: &Salon, module: &str, about: &str) -> Vec<(String, i64)> {
    let page = salon.owner().get(&format!("/p/{module}/heard")).is_done();
    let rows = page["heard"].as_array().expect("what was heard").iter();
    rows.filter(|row| row["about"] == about)
        .map(|row| {
            (row["event_id"].as_str().expect("an id").to_owned(), row["number"].as_i64().expect("a number"))
        })
        .collect()
}

fn numbers(salon: &Salon, module: &str, about: &str) -> Vec<i64> {
    heard(salon, module, about).into_iter().map(|(_, number)| number).collect()
}

/// What is wrong: everything of `said` must have been heard once, in this order.
fn faults(heard: &[(String, i64)], said: &[i64]) -> Vec<String> {
    let mut faults = Vec::new();
    let events: std::collections::BTreeSet<&String> = heard.iter().map(|(event, _)| event).collect();
    if events.len() != heard.len() {
        faults.push(format!("an event took effect twice: {heard:?}"));
    }
    let numbers: Vec<i64> = heard.iter().map(|(_, number)| *number).collect();
    if numbers != said {
        faults.push(format!("heard {numbers:?}, said {said:?}"));
    }
    faults
}

fn say(salon: &Salon, speech: Value) {
    salon.owner().post("/p/herald/say", speech).is_done();
}

/// The deliveries of the deaf module, as the owner sees them.
fn queue(salon: &Salon) -> Vec<Value> {
    let page = salon.owner().get("/admin/plugins/deaf?tab=queue").is_done();
    page["events"].as_array().expect("events").clone()
}

fn in_state(salon: &Salon, state: &str) -> Vec<Value> {
    queue(salon).into_iter().filter(|row| row["state"] == state).collect()
}

fn on_both(scenario: impl Fn(Salon)) {
    for database in [Database::Sqlite, Database::Postgres] {
        if let Some(salon) = salon(database) {
            scenario(salon);
        }
    }
}

fn minutes_from_now(salon: &Salon, minutes: i64) -> i64 {
    salon.clock().now() + minutes * 60_000
}

#[test]
fn a_subscriber_that_fails_gets_it_later_and_everybody_else_at_once() {
    on_both(|salon| {
        let until = minutes_from_now(&salon, 2);
        say(&salon, json!({ "about": "lola", "numbers": [1, 2, 3], "deaf_until": until }));
        say(&salon, json!({ "about": "zebo", "numbers": [7, 8] }));
        salon.settle();
        assert_eq!(numbers(&salon, "herald", "lola"), [1, 2, 3], "the herald hears itself at once");
        assert_eq!(numbers(&salon, "deaf", "lola"), [0i64; 0], "a failed attempt leaves nothing");
        assert_eq!(numbers(&salon, "deaf", "zebo"), [7, 8], "another key does not wait");
        let waiting = in_state(&salon, "failed");
        assert_eq!(waiting.len(), 1, "only the first of its key was tried: {:?}", queue(&salon));
        assert!(waiting[0]["error"].as_str().is_some_and(|error| error.contains("conflict")), "{waiting:?}");

        for _ in 0..8 {
            salon.clock().forward(1);
            salon.settle();
        }
        assert_eq!(faults(&heard(&salon, "deaf", "lola"), &[1, 2, 3]), Vec::<String>::new());
        assert_eq!(faults(&heard(&salon, "herald", "lola"), &[1, 2, 3]), Vec::<String>::new());
        assert!(in_state(&salon, "failed").is_empty() && in_state(&salon, "dead").is_empty());
        salon.clock().forward(ALL_ATTEMPTS_MINUTES);
        salon.settle();
        assert_eq!(numbers(&salon, "deaf", "lola"), [1, 2, 3], "what was heard is not said again");
    });
}

#[test]
fn a_job_that_plans_itself_for_the_past_runs_now_and_then_not_round_after_round() {
    on_both(|salon| {
        salon.owner().post("/p/herald/insist", json!({ "about": "lola" })).is_done();
        // Without the pause this never ends.
        salon.settle();
        assert_eq!(numbers(&salon, "herald", "lola"), [0]);
        for _ in 0..3 {
            salon.clock().forward(1);
            salon.settle();
        }
        assert_eq!(numbers(&salon, "herald", "lola"), [0, 1, 2, 3], "it still runs");
    });
}

#[test]
fn after_eight_attempts_it_is_a_dead_letter_which_an_owner_sends_again_or_drops() {
    on_both(|salon| {
        let until = minutes_from_now(&salon, 10 * ALL_ATTEMPTS_MINUTES);
        say(&salon, json!({ "about": "lola", "numbers": [1], "deaf_until": until }));
        say(&salon, json!({ "about": "lola", "numbers": [2] }));
        say(&salon, json!({ "about": "sworn", "numbers": [1], "deaf_until": until, "sworn": true }));
        say(&salon, json!({ "about": "sworn", "numbers": [2], "sworn": true }));
        let mut tried = Vec::new();
        for _ in 0..12 {
            salon.settle();
            tried.push(queue(&salon).iter().map(|row| row["attempts"].as_i64().unwrap_or_default()).max());
            salon.clock().forward(70);
        }
        salon.settle();
        let dead = in_state(&salon, "dead");
        assert_eq!(dead.len(), 2, "{:?}", queue(&salon));
        assert!(dead.iter().all(|row| row["attempts"] == 8), "{dead:?}");
        assert_eq!(tried[0], Some(1), "one attempt in one round: {tried:?}");
        assert_eq!(numbers(&salon, "deaf", "lola"), [2], "a dead letter lets its key go on");
        assert_eq!(numbers(&salon, "deaf", "sworn"), [0i64; 0], "a strict one does not");
        let card = salon.owner().get("/admin/plugins?tab=attention").is_done();
        assert!(card["modules"].to_string().contains("deaf"), "the owner is told: {card}");

        // Sent again while it still fails, it is tried anew; in the end it is heard, and then what waited for it.
        let of = |about: &str| {
            let row = dead.iter().find(|row| row["key"] == about).expect("a dead letter");
            json!({ "delivery_id": row["id"] })
        };
        salon.owner().post("/admin/plugins/deaf/retry", of("sworn")).is_done();
        salon.settle();
        assert_eq!(in_state(&salon, "dead").len(), 1);
        salon.clock().forward(10 * ALL_ATTEMPTS_MINUTES);
        salon.settle();
        assert_eq!(faults(&heard(&salon, "deaf", "sworn"), &[1, 2]), Vec::<String>::new());

        // Dropped, it is gone for good; deciding twice, or about somebody else's letter, is told apart.
        salon.owner().post("/admin/plugins/deaf/discard", of("lola")).is_done();
        let _ = salon.owner().post("/admin/plugins/deaf/discard", of("lola")).is_missing();
        let _ = salon.owner().post("/admin/plugins/herald/retry", of("lola")).is_missing();
        salon.clock().forward(ALL_ATTEMPTS_MINUTES);
        salon.settle();
        assert!(in_state(&salon, "dead").is_empty());
        assert_eq!(numbers(&salon, "deaf", "lola"), [2]);
    });
}

#[test]
fn a_job_that_repeats_is_never_given_up() {
    on_both(|salon| {
        let jobs = || -> Vec<Value> {
            let page = salon.owner().get("/admin/plugins/deaf?tab=queue").is_done();
            page["jobs"].as_array().expect("jobs").clone()
        };
        for _ in 0..15 {
            salon.settle();
            salon.clock().forward(70);
        }
        let failing = jobs();
        assert_eq!(failing.len(), 1, "{failing:?}");
        assert!(failing[0]["attempts"].as_i64() > Some(8) && failing[0]["state"] == "failed", "{failing:?}");
        let card = salon.owner().get("/admin/plugins?tab=attention").is_done();
        assert!(card["modules"].to_string().contains("deaf"), "the owner is told: {card}");
        // What was in its way is gone: it runs at its next hour, and then every hour, as one that never failed.
        say(&salon, json!({ "about": "alarm", "numbers": [1] }));
        salon.settle();
        let before = numbers(&salon, "deaf", "awake").len();
        for _ in 0..3 {
            salon.clock().forward(60);
            salon.settle();
        }
        assert_eq!(numbers(&salon, "deaf", "awake").len(), before + 3);
        assert_eq!(jobs()[0]["attempts"], 0, "{:?}", jobs());
    });
}

#[test]
fn a_subscriber_that_falls_over_is_paused_and_loses_nothing() {
    on_both(|salon| {
        let until = minutes_from_now(&salon, 60);
        for key in ["a", "b", "c", "d", "e", "f"] {
            say(&salon, json!({ "about": key, "numbers": [1, 2], "stunned_until": until }));
        }
        salon.settle();
        assert_eq!(numbers(&salon, "herald", "f"), [1, 2], "the herald goes on");
        let _ = salon.owner().get("/p/deaf/heard").is(503);
        let _ = salon.owner().get("/p/herald/heard").is(200);
        // While it is paused nothing is tried, so nothing dies of it.
        for _ in 0..12 {
            salon.clock().forward(70);
            salon.settle();
        }
        assert!(in_state(&salon, "dead").is_empty(), "{:?}", queue(&salon));
        salon.owner().post("/admin/plugins/deaf/resume", json!({})).is_done();
        salon.settle();
        for key in ["a", "b", "c", "d", "e", "f"] {
            assert_eq!(faults(&heard(&salon, "deaf", key), &[1, 2]), Vec::<String>::new(), "{key}");
        }
    });
}

#[test]
fn a_module_that_is_off_hears_everything_when_it_is_on_again() {
    on_both(|salon| {
        salon.disable("deaf");
        say(&salon, json!({ "about": "lola", "numbers": [1, 2, 3] }));
        salon.settle();
        salon.clock().forward(ALL_ATTEMPTS_MINUTES);
        salon.settle();
        salon.enable("deaf");
        salon.settle();
        assert_eq!(faults(&heard(&salon, "deaf", "lola"), &[1, 2, 3]), Vec::<String>::new());
    });
}

/// Sabotage: a delivery that settles itself outside of the handler's transaction, and an order that is not the commits'.
#[test]
fn the_check_notices_a_second_effect_and_a_wrong_order() {
    let salon = salon(Database::Sqlite).expect("SQLite is always there");
    say(&salon, json!({ "about": "twice", "numbers": [1, 2] }));
    salon.settle();
    execute(
        &salon,
        "update host_delivery set state = 'pending' where state = 'done' and subscriber = 'deaf'",
    );
    salon.settle();
    assert!(!faults(&heard(&salon, "deaf", "twice"), &[1, 2]).is_empty(), "a second effect must be noticed");

    say(&salon, json!({ "about": "backwards", "numbers": [1, 2] }));
    execute(&salon, "update host_delivery set position = -position where ordering_key = 'backwards'");
    salon.settle();
    assert_eq!(numbers(&salon, "deaf", "backwards"), [2, 1]);
    assert!(
        !faults(&heard(&salon, "deaf", "backwards"), &[1, 2]).is_empty(),
        "a wrong order must be noticed"
    );
}

fn execute(salon: &Salon, sql: &'static str) {
    let soon = std::time::Instant::now() + std::time::Duration::from_secs(60);
    let done = salon.app().db.write(soon, &[], move |tx| tx.execute(sql, &[]).map(drop));
    salon.block_on(done).unwrap_or_else(|error: DbError| panic!("{sql}: {error}"));
}
