//! A day of a salon, told over the API: book, be told what is free instead, move, lengthen, cancel, take back, serve.

use pardoz_tests::diary::{business_day, day_after};
use pardoz_tests::person::{Answer, Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use serde_json::{Value as Json, json};

fn id(json: &Json, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
}

/// A visit by its address.
struct Visit {
    page: String,
}

impl Visit {
    fn of(booked: &Json) -> Self {
        Self { page: format!("/p/booking/appointments/{}", id(booked, "appointment_id")) }
    }

    async fn post(&self, who: &Person, act: &str, body: Json) -> Answer {
        who.post(&format!("{}/{act}", self.page), body).await
    }

    async fn seen(&self, who: &Person) -> Json {
        who.get(&self.page).await.ok()["visit"].clone()
    }

    /// Takes back the change an answer told of.
    async fn undo(&self, who: &Person, change: &Json) -> Answer {
        self.post(who, "undo", json!({ "change_id": change["change_id"] })).await
    }
}

/// Local times at which the studio's service may begin.
async fn free(who: &Person, studio: &Studio) -> Vec<String> {
    let Studio { day, branch_id, service_id, staff_id } = studio;
    let path =
        format!("/p/booking/slots?day={day}&branch={branch_id}&services={service_id}&staff={staff_id}");
    let page = who.get(&path).await.ok();
    page["slots"].as_array().expect("slots").iter().map(|slot| id(slot, "text")).collect()
}

/// The alternatives of a refusal: three at most, in order, each free.
fn alternatives(problem: &Json) -> Vec<String> {
    let list = problem["alternatives"].as_array().unwrap_or_else(|| panic!("no alternatives: {problem}"));
    assert!((1..=3).contains(&list.len()), "{problem}");
    list.iter().map(|one| one.as_str().expect("an instant").to_owned()).collect()
}

async fn the_morning_is_planned(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let owner = salon.owner();
    let studio = Studio::open(&owner, "Yunusobod", None, day_after(2)).await;
    let desk = salon.somebody("receptionist", &[&studio.branch_id]).await.person;

    // A client who is known, at ten.
    let nilufar = desk.new_client("Nilufar", "Rahimova", "+998 90 123-45-67").await.refused(201);
    let nilufar = id(&nilufar, "client_id");
    assert!(free(&desk, &studio).await.contains(&"10:00".to_owned()));
    let at_ten = studio.book(&desk, &nilufar, "10:00").await.refused(201);
    assert_eq!(
        (at_ten["start"].clone(), at_ten["end"].clone()),
        (json!(studio.at("10:00")), json!(studio.at("11:00")))
    );
    assert_eq!(at_ten["total_minor"], 15_000_000);
    let at_ten = Visit::of(&at_ten);
    assert!(!free(&desk, &studio).await.contains(&"10:00".to_owned()), "ten is taken");

    // Somebody new rings: booked by name and phone, and a card is made by the way.
    let mut body = studio.booking(&nilufar, "11:00");
    body["client_id"] = Json::Null;
    body["first_name"] = json!("Kamola");
    body["last_name"] = json!("Usmonova");
    body["phone"] = json!("93 555 66 77");
    let at_eleven = desk.post("/p/booking/appointments", body).await.refused(201);
    let kamola = id(&at_eleven, "client_id");
    let at_eleven = Visit::of(&at_eleven);
    let known = desk.get("/p/clients/clients?q=5556677").await.ok();
    assert_eq!(known["clients"][0]["client_id"], json!(kamola), "{known}");

    // Half past ten is nobody's any more: three times are offered, and the first offer holds.
    let refused = studio.book(&desk, &kamola, "10:30").await.refused(409);
    let offered = alternatives(&refused);
    assert!(offered.windows(2).all(|pair| pair[0] < pair[1]) || offered.len() == 1, "{offered:?}");
    let mut body = studio.booking(&kamola, "10:30");
    body["start"] = json!(offered[0]);
    let taken = desk.post("/p/booking/appointments", body).await.refused(201);
    assert_eq!(taken["start"], json!(offered[0]));
    Visit::of(&taken).post(&desk, "cancel", json!({ "by": "salon" })).await.ok();

    moved_and_lengthened(&desk, &studio, &at_ten, &at_eleven).await;
    cancelled_and_taken_back(&desk, &studio, &at_ten, &kamola).await;

    // Nobody arrives two days too early.
    at_eleven.post(&desk, "state", json!({ "state": "arrived" })).await.refused(409);
    assert_eq!(at_eleven.seen(&desk).await["state"], "booked");
    salon.check_integrity();
    let log = salon.run(&["audit", "verify"]).await;
    assert!(log.status.success(), "{}", String::from_utf8_lossy(&log.stderr));
}

async fn moved_and_lengthened(desk: &Person, studio: &Studio, at_ten: &Visit, at_eleven: &Visit) {
    // Moved to two, eleven is free again; onto ten it may not go.
    at_eleven.post(desk, "move", json!({ "start": studio.at("14:00") })).await.ok();
    assert!(free(desk, studio).await.contains(&"11:00".to_owned()));
    let refused = at_eleven.post(desk, "move", json!({ "start": studio.at("10:30") })).await.refused(409);
    alternatives(&refused);
    assert_eq!(
        at_eleven.seen(desk).await["start"],
        json!(studio.at("14:00")),
        "a refused move moves nothing"
    );

    // Half an hour longer, and not over the end of the shift.
    let longer = at_eleven.post(desk, "resize", json!({ "end": studio.at("15:30") })).await.ok();
    assert_eq!(longer["end"], json!(studio.at("15:30")));
    assert_eq!(longer["total_minor"], 15_000_000, "R-B8: the price is as it was when booked");
    let long = at_eleven.post(desk, "resize", json!({ "end": studio.at("23:00") })).await;
    assert!(matches!(long.status.as_u16(), 409 | 422), "{}", long.text);

    // Taken back once; a second time there is nothing to take back.
    at_eleven.undo(desk, &longer).await.ok();
    assert_eq!(at_eleven.seen(desk).await["end"], json!(studio.at("15:00")));
    at_eleven.undo(desk, &longer).await.refused(409);
    assert_eq!(at_ten.seen(desk).await["start"], json!(studio.at("10:00")), "nobody touched ten o'clock");
}

async fn cancelled_and_taken_back(desk: &Person, studio: &Studio, at_ten: &Visit, kamola: &str) {
    let cancelled = at_ten.post(desk, "cancel", json!({ "by": "client", "reason": "Ill" })).await.ok();
    let seen = at_ten.seen(desk).await;
    assert!(seen["state"].as_str().is_some_and(|state| state.starts_with("cancelled")), "{seen}");
    assert_eq!(seen["cancel_reason"], "Ill");
    assert!(free(desk, studio).await.contains(&"10:00".to_owned()));
    at_ten.undo(desk, &cancelled).await.ok();
    assert_eq!(at_ten.seen(desk).await["state"], "booked");

    // Taken by somebody else in the meantime, the way back is closed, and says so.
    let cancelled = at_ten.post(desk, "cancel", json!({})).await.ok();
    let instead = Visit::of(&studio.book(desk, kamola, "10:00").await.refused(201));
    at_ten.undo(desk, &cancelled).await.refused(409);
    assert!(at_ten.seen(desk).await["state"].as_str().is_some_and(|state| state.starts_with("cancelled")));
    assert_eq!(instead.seen(desk).await["state"], "booked");
}

async fn the_client_is_served(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let owner = salon.owner();
    let studio = Studio::open(&owner, "Sergeli", None, business_day()).await;
    let client = owner.new_client("Sevara", "Nazarova", "+998 97 700-11-22").await.refused(201);
    // Whatever the clock says, nine in the morning of today can be noted by who may go past limits.
    let mut body = studio.booking(&id(&client, "client_id"), "09:00");
    body["bypass"] = json!(true);
    let booked = owner.post("/p/booking/appointments", body).await.refused(201);
    let visit = Visit::of(&booked);
    for state in ["confirmed", "arrived", "in_service"] {
        visit.post(&owner, "state", json!({ "state": state })).await.ok();
        assert_eq!(visit.seen(&owner).await["state"], state);
    }
    let done = visit.post(&owner, "state", json!({ "state": "completed" })).await.ok();
    visit.post(&owner, "cancel", json!({})).await.refused(409);
    visit.post(&owner, "move", json!({ "start": studio.at("15:00") })).await.refused(409);

    // Completed by mistake: taken back, and completed again. Subscribers hear each step, in order.
    visit.undo(&owner, &done).await.ok();
    assert_eq!(visit.seen(&owner).await["state"], "in_service");
    visit.post(&owner, "state", json!({ "state": "completed" })).await.ok();
    let topics = salon.texts(&format!(
        "select topic from host_event where ordering_key = '{}' and topic like 'booking.%' order by occurred_at, event_id",
        id(&booked, "appointment_id")
    ));
    let said: Vec<&str> =
        topics.iter().filter_map(|topic| topic.strip_prefix("booking.appointment.")).collect();
    assert_eq!(said, ["booked", "confirmed", "arrived", "started", "completed", "uncompleted", "completed"]);

    // The card remembers everything that happened, with who did it.
    let seen = visit.seen(&owner).await;
    let history = seen["history"].as_array().expect("a history");
    assert!(history.len() >= 7 && history.iter().all(|entry| entry["person"].is_string()), "{seen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_morning_is_planned_on_sqlite() {
    the_morning_is_planned(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_morning_is_planned_on_postgresql() {
    the_morning_is_planned(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_is_served_on_sqlite() {
    the_client_is_served(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_is_served_on_postgresql() {
    the_client_is_served(Engine::Postgres).await;
}

/// A30: a new salon is told what it lacks until the first client can be booked.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_salon_sees_its_first_steps_until_they_are_done() {
    let salon = Salon::open(Filled::Empty).await;
    let (owner, browser) = (salon.owner(), Visitor::sign_in(&salon.base).await);
    let steps = async || browser.whole("/").await.1;
    let seen = steps().await;
    assert!(seen.contains("First steps") && seen.contains("Say when they work."), "{seen}");
    Studio::open(&owner, "Chilonzor 2", None, day_after(1)).await;
    let seen = steps().await;
    assert!(!seen.contains("First steps") && !seen.contains("Say when they work."), "{seen}");
    // Nothing to sell any more: it is back.
    let services = owner.get("/p/salon/services").await.ok();
    let service = services["services"][0]["service_id"].as_str().expect("a service").to_owned();
    owner.post(&format!("/p/salon/services/{service}/archive"), json!({})).await.ok();
    assert!(steps().await.contains("First steps"));
}
