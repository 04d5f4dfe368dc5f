//! Fifty people want one time at once. Exactly one gets it, the others are told so, nobody sees an error.

use futures_util::future::join_all;
use pardoz_tests::diary::{Opening, booking};
use pardoz_tests::person::{Answer, Person};
use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::json;

const PEOPLE: usize = 50;
const ROUNDS: usize = 20;

/// What is wrong with one round's answers: [start, end) of those who were told yes must not overlap, everybody else
/// must have been told `409`.
fn faults(answers: &[(u16, i64, i64)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (status, ..) in answers {
        if !matches!(status, 201 | 409) {
            faults.push(format!("somebody was answered {status}"));
        }
    }
    let mut taken: Vec<(i64, i64)> =
        answers.iter().filter(|answer| answer.0 == 201).map(|a| (a.1, a.2)).collect();
    taken.sort_unstable();
    if taken.is_empty() {
        faults.push("nobody got the time".to_owned());
    }
    for pair in taken.windows(2) {
        if pair[1].0 < pair[0].1 {
            faults.push(format!("{:?} and {:?} overlap, and both were accepted", pair[0], pair[1]));
        }
    }
    faults
}

/// Each with a connection of their own.
fn people(owner: &Person) -> Vec<Person> {
    (0..PEOPLE).map(|_| owner.elsewhere()).collect()
}

async fn race(people: &[Person], clients: &[String], openings: &[Opening]) -> Vec<Answer> {
    let all = people.iter().enumerate().map(|(at, person)| {
        let (client, opening) = (&clients[at % clients.len()], &openings[at % openings.len()]);
        person.post("/p/booking/appointments", booking(client, opening))
    });
    join_all(all).await
}

/// Minutes of this service in the price list: over so many the starts of the race are spread.
async fn minutes_held(salon: &Salon, opening: &Opening) -> i64 {
    let services = salon.owner().get("/p/salon/services").await.ok();
    let services = services["services"].as_array().expect("services");
    let service =
        services.iter().find(|one| one["service_id"] == json!(opening.service_id)).expect("the service");
    service["duration_minutes"].as_i64().expect("its duration")
}

async fn fifty_people_want_one_time(engine: Engine) {
    let _alone = super::ALONE.write().await;
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let owner = salon.owner();
    let (clients, openings, people) = (owner.clients().await, owner.openings(ROUNDS).await, people(&owner));
    for opening in &openings {
        let answers = race(&people, &clients, std::slice::from_ref(opening)).await;
        let round: Vec<(u16, i64, i64)> =
            answers.iter().map(|answer| (answer.status.as_u16(), 0, 1)).collect();
        assert_eq!(faults(&round), Vec::<String>::new(), "{opening:?}");
        let refused = answers.iter().find(|answer| answer.status.as_u16() == 409).expect("49 were refused");
        assert!(
            refused.json["alternatives"].as_array().is_some_and(|list| list.len() <= 3),
            "{}",
            refused.text
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_people_want_one_time_on_sqlite() {
    fifty_people_want_one_time(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_people_want_one_time_on_postgresql() {
    fifty_people_want_one_time(Engine::Postgres).await;
}

/// What a visit really holds stands in its answer: a master may be quicker than the price list. 0 in a refusal.
fn instant(said: &serde_json::Value) -> i64 {
    said.as_str().map_or(0, |text| text.parse::<jiff::Timestamp>().expect("RFC 3339").as_millisecond())
}

async fn times_that_overlap_but_are_not_equal(engine: Engine) {
    let _alone = super::ALONE.write().await;
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let owner = salon.owner();
    let (clients, people) = (owner.clients().await, people(&owner));
    let mut raced = 0;
    for opening in &owner.openings(5).await {
        let minutes = minutes_held(&salon, opening).await;
        let step = 5;
        let shifted: Vec<Opening> = (0..(minutes / step).max(2)).map(|n| opening.moved(n * step)).collect();
        let answers = race(&people, &clients, &shifted).await;
        let round: Vec<(u16, i64, i64)> = answers
            .iter()
            // A minute outside the master's shift is refused for that; it takes no part in the race.
            .filter(|answer| answer.status.as_u16() != 422)
            .map(|answer| {
                (answer.status.as_u16(), instant(&answer.json["start"]), instant(&answer.json["end"]))
            })
            .collect();
        assert_eq!(faults(&round), Vec::<String>::new(), "{opening:?}");
        raced += round.len();
    }
    assert!(raced >= PEOPLE / 2, "only {raced} requests took part in the race");
}

#[tokio::test(flavor = "multi_thread")]
async fn times_that_overlap_but_are_not_equal_on_sqlite() {
    times_that_overlap_but_are_not_equal(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn times_that_overlap_but_are_not_equal_on_postgresql() {
    times_that_overlap_but_are_not_equal(Engine::Postgres).await;
}

/// A plugin that trusts the claim alone, so that nothing but the database's exclusion stands between two people.
async fn race_for_claim(salon: &Salon, resource: &str) -> Vec<String> {
    let people = people(&salon.owner());
    let all = people.iter().enumerate().map(|(at, person)| {
        let (start, end) = (at as i64, at as i64 + 100);
        async move {
            let body = json!({ "resource": resource, "start": start, "end": end });
            let answer = person.post("/p/hostile/claim", body).await;
            (answer.status.as_u16(), start, end)
        }
    });
    faults(&join_all(all).await)
}

async fn the_claim_alone_excludes_and_without_it_the_checker_notices(engine: Engine) {
    let _alone = super::ALONE.write().await;
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    super::hostile::install(&salon).await;
    assert_eq!(race_for_claim(&salon, "room:1").await, Vec::<String>::new());
    // Sabotage: the exclusion is dropped, and what was claimed is forgotten at once.
    match engine {
        Engine::Sqlite => salon.execute(
            "drop trigger host_claim_overlap_insert; drop trigger host_claim_overlap_update;
             create trigger sabotage after insert on host_claim begin delete from host_claim; end;",
        ),
        Engine::Postgres => salon.execute(
            "alter table host_claim drop constraint host_claim_overlap;
             create function sabotage() returns trigger language plpgsql as 'begin return null; end';
             create trigger sabotage before insert on host_claim for each row execute function sabotage();",
        ),
    }
    let noticed = race_for_claim(&salon, "room:2").await;
    assert!(!noticed.is_empty(), "the checker must notice that overlaps were accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_claim_alone_excludes_and_without_it_the_checker_notices_on_sqlite() {
    the_claim_alone_excludes_and_without_it_the_checker_notices(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_claim_alone_excludes_and_without_it_the_checker_notices_on_postgresql() {
    the_claim_alone_excludes_and_without_it_the_checker_notices(Engine::Postgres).await;
}

#[test]
fn the_checker_knows_each_fault() {
    assert!(faults(&[(201, 0, 10), (409, 0, 10), (201, 10, 20)]).is_empty());
    assert_eq!(faults(&[(201, 0, 10), (201, 9, 20)]).len(), 1);
    assert_eq!(faults(&[(409, 0, 10)]).len(), 1);
    assert_eq!(faults(&[(201, 0, 10), (500, 0, 10), (503, 0, 10)]).len(), 2);
}
