//! One person: in one place at a time (R-B1), found by any part of the name (R-C2), on one card or on two again (R-C4, R-C5).

use pardoz_tests::diary::{Opening, booking, ids};
use pardoz_tests::person::Person;
use pardoz_tests::salon::{Filled, Salon};
use pardoz_tests::wait::until;
use serde_json::{Value as Json, json};

fn id(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

/// Two openings of two masters that begin at the same minute.
fn at_once(openings: &[Opening]) -> (&Opening, &Opening) {
    let pairs = openings.iter().flat_map(|a| openings.iter().map(move |b| (a, b)));
    let mut pairs = pairs.filter(|(a, b)| a.start == b.start && a.staff_id != b.staff_id);
    pairs.next().expect("two masters begin their day at the same time")
}

/// The visit's client, once the events of a merge have been heard.
async fn client_becomes(person: &Person, visit: &str, client: &str) {
    let path = format!("/p/booking/appointments/{visit}");
    let of = async || person.get(&path).await.ok()["visit"]["client_id"].clone();
    until(of, |of| *of == client).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_sits_in_one_chair_unless_somebody_says_otherwise() {
    let salon = Salon::open(Filled::Demo).await;
    let owner = salon.owner();
    let openings = owner.openings(30).await;
    let (here, there) = at_once(&openings);
    let client = id(&owner.new_client("Testa", "Birinchi", "901112201").await.refused(201), "client_id");
    let other = id(&owner.new_client("Boshqa", "Ikkinchi", "901112202").await.refused(201), "client_id");
    let first = id(&owner.book(&client, here).await.refused(201), "appointment_id");

    let refused = owner.book(&client, there).await.refused(409);
    let alternatives = refused["alternatives"].as_array().expect("free times instead");
    assert!(!alternatives.is_empty() && alternatives.iter().all(|time| *time != there.start.as_str()));
    let offered = format!(
        "/p/booking/slots?day={}&services={}&staff={}",
        &there.start[..10],
        there.service_id,
        there.staff_id
    );
    let offers = |page: &Json| ids(page, "slots", "start").contains(&there.start);
    assert!(offers(&owner.get(&offered).await.ok()), "the master is free");
    assert!(!offers(&owner.get(&format!("{offered}&client={client}")).await.ok()), "and the client is not");

    let mut beside = booking(&client, there);
    beside["bypass"] = json!(true);
    let beside = id(&owner.post("/p/booking/appointments", beside).await.refused(201), "appointment_id");
    let shown = owner.get(&format!("/p/booking/appointments/{beside}")).await.ok();
    assert_eq!(shown["visit"]["beside"][0]["appointment_id"], first.as_str(), "the drawer says so");

    let cancel = format!("/p/booking/appointments/{beside}/cancel");
    let cancelled = owner.post(&cancel, json!({ "by": "salon" })).await.refused(200);
    owner.book(&other, there).await.refused(201);
    let undo = json!({ "change_id": cancelled["change_id"] });
    owner.post(&format!("/p/booking/appointments/{beside}/undo"), undo).await.refused(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_cards_become_one_with_their_visits_and_two_again() {
    let salon = Salon::open(Filled::Demo).await;
    let owner = salon.owner();
    let opening = owner.openings(1).await.remove(0);
    let stays = id(&owner.new_client("Testa", "Toshpoʻlatova", "901112211").await.refused(201), "client_id");
    let card = json!({ "first_name": "Теста", "last_name": "Ташпулатова", "phone": "901112212",
        "birth_date": "1990-05-06", "warning": "Ammonia", "different": true });
    let goes = id(&owner.post("/p/clients/clients", card).await.refused(201), "client_id");
    let visit = id(&owner.book(&goes, &opening).await.refused(201), "appointment_id");
    for typed in ["tashpul", "тошпўл", "latov", "2211"] {
        let found = owner.get(&format!("/p/clients/search?limit=50&q={typed}")).await.ok();
        assert!(ids(&found, "clients", "client_id").contains(&stays), "R-C2: {typed}");
    }

    let path = format!("/p/clients/duplicates/{stays}/{goes}/merge");
    assert_eq!(owner.get(&path).await.ok()["asks"], true, "two spellings: somebody chooses");
    let merged = owner.post(&path, json!({ "last_name": "goes" })).await.refused(200);
    client_becomes(&owner, &visit, &stays).await;
    let one = owner.get(&format!("/p/clients/clients/{stays}")).await.ok();
    assert_eq!(
        (one["last_name"].as_str(), one["birth_date"].as_str(), one["warning"].as_str()),
        (Some("Ташпулатова"), Some("1990-05-06"), Some("Ammonia")),
        "R-C4"
    );
    assert_eq!(one["phones"].as_array().map(Vec::len), Some(2));
    owner.post(&format!("/p/clients/clients/{goes}/restore"), json!({})).await.refused(409);

    let undo = format!("/p/clients/merges/{}/undo", id(&merged, "merge_id"));
    owner.post(&undo, json!({})).await.refused(200);
    client_becomes(&owner, &visit, &goes).await;
    let (one, two) = (
        owner.get(&format!("/p/clients/clients/{stays}")).await.ok(),
        owner.get(&format!("/p/clients/clients/{goes}")).await.ok(),
    );
    assert_eq!(
        (one["last_name"].as_str(), one["birth_date"].as_str()),
        (Some("Toshpoʻlatova"), None),
        "R-C5"
    );
    assert_eq!((two["warning"].as_str(), two["archived_at"].as_i64()), (Some("Ammonia"), None));
    assert_eq!(one["phones"].as_array().map(Vec::len), two["phones"].as_array().map(Vec::len));
    owner.post(&undo, json!({})).await.refused(409);
}
