//! One key, one effect, one answer (S18): again, at once, by somebody else, with another body, after a refusal.

use futures_util::future::join_all;
use pardoz_tests::person::{Answer, Person, answer};
use pardoz_tests::salon::{Engine, Filled, Salon};
use reqwest::Method;
use serde_json::{Value as Json, json};

const TWINS: usize = 16;

async fn notes(salon: &Salon, client: &str) -> i64 {
    salon.number(&format!("select count(*) from clients_note where client_id = '{client}'"))
}

fn is_repeated(answer: &reqwest::Response) -> bool {
    answer.headers().get("idempotent-replayed").is_some()
}

/// The same command from several connections at one moment.
async fn at_once(owner: &Person, path: &str, key: Option<&str>, body: &Json) -> Vec<(u16, bool, Json)> {
    let people: Vec<Person> = (0..TWINS).map(|_| owner.elsewhere()).collect();
    let all = people.iter().map(|person| async {
        let request = person.request(Method::POST, path).json(body);
        let request = if let Some(key) = key { request.header("idempotency-key", key) } else { request };
        let response = request.send().await.expect("the salon answers");
        let (status, repeated) = (response.status().as_u16(), is_repeated(&response));
        (status, repeated, response.json().await.unwrap_or(Json::Null))
    });
    join_all(all).await
}

async fn a_key_has_one_effect(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let owner = salon.owner();
    let client = owner.new_client("Lola", "Karimova", "+998901112233").await.refused(201);
    let client = client["client_id"].as_str().expect("an id");
    let path = format!("/p/clients/clients/{client}/notes");
    let body = json!({ "body": "Prefers the morning" });

    let answers = at_once(&owner, &path, Some("twins"), &body).await;
    let ids: Vec<&Json> = answers.iter().map(|(_, _, json)| &json["note_id"]).collect();
    assert!(answers.iter().all(|(status, ..)| *status == 201), "{answers:?}");
    assert!(ids.iter().all(|id| *id == ids[0] && id.is_string()), "{answers:?}");
    assert_eq!(answers.iter().filter(|(_, repeated, _)| !repeated).count(), 1, "one was first: {answers:?}");
    assert_eq!(notes(&salon, client).await, 1);

    // Sabotage: without the key the same counting finds every one of them.
    let answers = at_once(&owner, &path, None, &body).await;
    assert!(answers.iter().all(|(status, ..)| *status == 201), "{answers:?}");
    assert_eq!(notes(&salon, client).await, 1 + TWINS as i64, "the counter does not count");

    // Another body under the same key is a mistake of the caller, said aloud; nothing happens.
    let other = json!({ "body": "Prefers the evening" });
    let problem = owner.post_once(&path, "twins", other.clone()).await.refused(422);
    assert!(problem["detail"].as_str().is_some_and(|text| text.len() > 10), "{problem}");
    assert_eq!(notes(&salon, client).await, 1 + TWINS as i64);

    // Keys belong to who used them: a colleague's same key is another one.
    let colleague = salon.somebody("manager", &[]).await;
    colleague.person.post_once(&path, "twins", other.clone()).await.refused(201);
    assert_eq!(notes(&salon, client).await, 2 + TWINS as i64);

    // A refusal is not remembered: corrected, the same key goes through, once.
    owner.post_once(&path, "second try", json!({ "body": "" })).await.refused(422);
    let first = owner.post_once(&path, "second try", other.clone()).await.refused(201);
    let again = owner.post_once(&path, "second try", other).await.refused(201);
    assert_eq!(first["note_id"], again["note_id"]);
    assert_eq!(notes(&salon, client).await, 3 + TWINS as i64);

    // The answer outlives the program.
    let mut salon = salon;
    salon.kill();
    salon.start().await;
    let after = owner.elsewhere().post_once(&path, "twins", body).await.refused(201);
    assert_eq!(&after["note_id"], ids[0]);
    assert_eq!(notes(&salon, client).await, 3 + TWINS as i64);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_has_one_effect_on_sqlite() {
    a_key_has_one_effect(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_has_one_effect_on_postgresql() {
    a_key_has_one_effect(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_sent_twice_at_once_is_one_visit_and_not_a_conflict() {
    let salon = Salon::shared().await;
    let owner = salon.owner();
    let (client, opening) = (owner.newcomer().await, owner.openings(1).await.remove(0));
    let body = pardoz_tests::diary::booking(&client, &opening);
    let answers = at_once(&owner, "/p/booking/appointments", Some("book once"), &body).await;
    assert!(answers.iter().all(|(status, ..)| *status == 201), "{answers:?}");
    let first = &answers[0].2["appointment_id"];
    assert!(answers.iter().all(|(_, _, json)| &json["appointment_id"] == first), "{answers:?}");
    // Without the key the second one is told that the time is taken.
    let refused: Answer = answer(owner.request(Method::POST, "/p/booking/appointments").json(&body)).await;
    refused.refused(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_has_one_effect() {
    let salon = Salon::shared().await;
    let owner = salon.owner();
    let client = owner.new_client("Nilufar", "Ikki", "").await.refused(201);
    let client = client["client_id"].as_str().expect("an id");
    let browser = pardoz_tests::person::Visitor::sign_in(&salon.base).await;
    let page = format!("/p/clients/clients/{client}");
    let token = browser.csrf(&page).await;
    for _ in 0..2 {
        let form = [("_csrf", token.as_str()), ("_key", "form-1"), ("body", "Said twice")];
        let request = browser.request(Method::POST, &format!("{page}/notes")).form(&form);
        let sent = request.header("origin", &salon.base).header("accept", "text/html").send().await;
        assert_eq!(sent.expect("an answer").status().as_u16(), 303);
    }
    assert_eq!(notes(salon, client).await, 1);
}
