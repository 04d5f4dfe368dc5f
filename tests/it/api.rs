//! Every page is also an API: what scripts rely on (architecture 9).

use pardoz_tests::diary::booking;
use pardoz_tests::person::Person;
use pardoz_tests::salon::{Filled, Salon};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn booking_a_free_time_is_201_and_the_same_time_again_is_409_with_alternatives() {
    let salon = Salon::open(Filled::Demo).await;
    let owner = salon.owner();
    let (clients, opening) =
        ([owner.newcomer().await, owner.newcomer().await], owner.openings(1).await.remove(0));
    let booked = owner.book(&clients[0], &opening).await.refused(201);
    assert!(booked["appointment_id"].is_string(), "{booked}");
    let problem = owner.book(&clients[1], &opening).await.refused(409);
    let alternatives = problem["alternatives"].as_array().expect("alternatives");
    assert!((1..=3).contains(&alternatives.len()), "{problem}");
    assert_eq!(problem["status"], 409);
    assert!(problem["title"].is_string() && problem["type"].is_string(), "RFC 9457: {problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_input_is_422_with_a_message_for_each_field() {
    let salon = Salon::open(Filled::Demo).await;
    let owner = salon.owner();
    let wrong = json!({ "client_id": "nobody", "start": "tomorrow", "services": [] });
    let problem = owner.post("/p/booking/appointments", wrong).await.refused(422);
    let errors = problem["errors"].as_object().expect("errors by field");
    for field in ["client_id", "start"] {
        assert!(
            errors.get(field).is_some_and(|text| text.as_str().is_some_and(|text| text.len() > 3)),
            "{field}: {problem}"
        );
    }
    let problem = owner.new_client("", "", "12").await.refused(422);
    assert!(problem["errors"].is_object(), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_has_one_effect_and_the_same_answer() {
    let salon = Salon::open(Filled::Demo).await;
    let owner = salon.owner();
    let (clients, opening) =
        ([owner.newcomer().await, owner.newcomer().await], owner.openings(1).await.remove(0));
    let body = booking(&clients[0], &opening);
    let first = owner.post_once("/p/booking/appointments", "key-1", body.clone()).await.refused(201);
    let again = owner.post_once("/p/booking/appointments", "key-1", body).await.refused(201);
    assert_eq!(first["appointment_id"], again["appointment_id"]);
    let other = booking(&clients[1], &opening);
    owner.post_once("/p/booking/appointments", "key-1", other).await.refused(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_is_too_long_or_never_ends_is_turned_away() {
    let salon = Salon::open(Filled::Empty).await;
    let long =
        salon.owner().request(reqwest::Method::GET, "/p/salon/services").header("x-long", "x".repeat(20_000));
    assert_eq!(pardoz_tests::person::answer(long).await.status.as_u16(), 431);
    let mut many = salon.owner().request(reqwest::Method::GET, "/p/salon/services");
    for n in 0..120 {
        many = many.header(format!("x-{n}"), "1");
    }
    assert_eq!(pardoz_tests::person::answer(many).await.status.as_u16(), 431);
    salon.owner().get("/p/salon/services").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_answered_without_a_token_and_nothing_with_a_wrong_one() {
    let salon = Salon::open(Filled::Empty).await;
    for token in ["", "nonsense"] {
        let stranger = Person::new(&salon.base, token);
        for path in ["/p/clients/clients", "/p/booking/schedule", "/admin/plugins", "/import"] {
            stranger.get(path).await.refused(401);
        }
        let refused = stranger.new_client("Lola", "Karimova", "+998901112233").await;
        assert!(matches!(refused.status.as_u16(), 401 | 403), "{}", refused.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_client_is_found_by_part_of_the_name_in_any_script_and_by_last_digits() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let created = owner.new_client("Gulnora", "Toshpoʻlatova", "+998 90 765-43-21").await.refused(201);
    for q in ["gulnor", "Гулнора", "toshpo'l", "ТОШПЎЛ", "4321", "7654321"] {
        let request =
            owner.request(reqwest::Method::GET, "/p/clients/clients").query(&[("q", q), ("limit", "10")]);
        let page = pardoz_tests::person::answer(request).await.ok();
        let found = pardoz_tests::diary::ids(&page, "clients", "client_id");
        assert!(found.iter().any(|id| json!(id) == created["client_id"]), "{q}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_document_lists_the_routes_that_scripts_use() {
    let salon = Salon::open(Filled::Empty).await;
    let document = salon.owner().get("/api/openapi.json").await.ok();
    let paths = document["paths"].as_object().expect("paths");
    for path in [
        "/p/salon/services",
        "/p/salon/staff",
        "/p/salon/branches",
        "/p/clients/clients",
        "/p/booking/schedule",
        "/p/booking/slots",
        "/p/booking/appointments",
    ] {
        assert!(paths.contains_key(path), "{path} is not described");
    }
    let book = &paths["/p/booking/appointments"]["post"]["requestBody"];
    assert!(book.to_string().contains("client_id"), "{book}");
}
