//! Phones are for those who may see them: not in a page, not in JSON, not by searching for digits, not in the stream.

use std::time::Duration;

use futures_util::StreamExt;
use pardoz_tests::diary::day_after;
use pardoz_tests::people::Somebody;
use pardoz_tests::person::{Person, Visitor, answer};
use pardoz_tests::salon::{Filled, Salon};
use pardoz_tests::studio::Studio;
use reqwest::Method;
use serde_json::json;

const PHONE: &str = "+998907773159";
const OTHER_PHONE: &str = "+998937774260";
const STAFF_PHONE: &str = "+998977775371";
const EMAIL: &str = "dilnoza.sirli@example.uz";

/// What of a number would give it away: all of it however its digits are grouped, also backwards as the index keeps
/// it, and the last seven as people write them.
fn secrets() -> Vec<String> {
    let mut secrets = vec![EMAIL.to_owned()];
    for phone in [PHONE, OTHER_PHONE, STAFF_PHONE] {
        let national = &phone[4..];
        secrets.push(national.to_owned());
        secrets.push(national.chars().rev().collect());
        let (a, b, c) = (&national[2..5], &national[5..7], &national[7..]);
        secrets.extend([format!("{a}{b}{c}"), format!("{a}-{b}-{c}"), format!("{a} {b} {c}")]);
    }
    secrets
}

/// The secrets a text gives away.
fn found_in(text: &str) -> Vec<String> {
    let groups = |c: char| matches!(c, ' ' | '-' | '(' | ')' | '\u{a0}' | '\u{202f}' | '\u{2011}');
    let bare: String = text.chars().filter(|c| !groups(*c)).collect();
    // Seven digits are looked for as written only: in bare text numbers of other kinds stand side by side.
    let is_in = |secret: &String| text.contains(secret) || (secret.len() == 9 && bare.contains(secret));
    secrets().into_iter().filter(is_in).collect()
}

/// A client and a master with phones of their own, a visit of theirs, and every page that could show them.
struct Scene {
    client_id: String,
    pages: Vec<String>,
}

impl Scene {
    async fn open(owner: &Person, master_account: &str) -> Self {
        let studio = Studio::open(owner, "Mirobod", Some(master_account), day_after(2)).await;
        let member = json!({
            "first_name": "Zebo", "last_name": "Mirobod", "job_title": "Stylist", "branch_id": studio.branch_id,
            "phone": STAFF_PHONE, "account_id": master_account,
        });
        owner.post(&format!("/p/salon/staff/{}", studio.staff_id), member).await.ok();
        let card = json!({
            "first_name": "Dilnoza", "last_name": "Sirli", "phone": PHONE, "other_phones": OTHER_PHONE, "email": EMAIL,
        });
        let client = owner.post("/p/clients/clients", card).await.refused(201);
        let client_id = client["client_id"].as_str().expect("an id").to_owned();
        let visit = studio.book(owner, &client_id, "10:00").await.refused(201);
        let visit = visit["appointment_id"].as_str().expect("an id");
        let document = owner.get("/api/openapi.json").await.ok();
        let mut pages: Vec<String> = vec!["/".into(), "/palette?q=Dilnoza".into(), "/me".into()];
        for (path, methods) in document["paths"].as_object().expect("paths") {
            if methods.get("get").is_none() {
                continue;
            }
            let filled = path
                .replace("{client_id}", &client_id)
                .replace("{staff_id}", &studio.staff_id)
                .replace("{appointment_id}", visit)
                .replace("{service_id}", &studio.service_id)
                .replace("{branch_id}", &studio.branch_id);
            if filled.contains('{') {
                continue;
            }
            let Studio { branch_id, service_id, day, .. } = &studio;
            pages.push(filled.clone());
            pages.push(format!("{filled}?q=Dilnoza&first_name=Dilnoza&last_name=Sirli&limit=100"));
            pages.push(format!(
                "{filled}?day={day}&branch={branch_id}&client_id={client_id}&services={service_id}"
            ));
        }
        let context = json!({ "client_id": client_id, "appointment_id": visit }).to_string();
        let guests = pardoz_tests::manifest::all();
        for guest in guests.iter().flat_map(|module| module.panels.iter().chain(&module.widgets)) {
            let query = [("c", context.as_str())];
            let url = reqwest::Url::parse_with_params(&format!("http://salon{}", guest.path), query);
            let url = url.expect("an address");
            pages.push(format!("{}?{}", url.path(), url.query().unwrap_or_default()));
        }
        Self { client_id, pages }
    }

    /// Pages that give a secret away to this person, as data and as the page a browser draws.
    async fn leaks(&self, person: &Person, browser: Option<&Visitor>) -> Vec<String> {
        let mut leaks = Vec::new();
        for page in &self.pages {
            let mut texts = vec![person.get(page).await.text];
            if let Some(browser) = browser {
                texts.push(browser.get(page).await.1);
            }
            for secret in texts.iter().flat_map(|text| found_in(text)) {
                leaks.push(format!("{page}: {secret}"));
            }
        }
        leaks
    }
}

/// Queries with digits of hidden numbers that find the client.
async fn found_by_digits(person: &Person, client_id: &str) -> Vec<String> {
    let mut found = Vec::new();
    for digits in
        ["7773159", "3159", "907773159", PHONE, "90 777 31 59", "7774260", "9513777", "sirli@example.uz"]
    {
        for page in [
            "/p/clients/clients",
            "/p/clients/search",
            "/p/clients/palette",
            "/p/clients/similar",
            "/palette",
        ] {
            for field in ["q", "phone"] {
                let request = person.request(Method::GET, page).query(&[(field, digits)]);
                if answer(request).await.text.contains(client_id) && field_matters(page, field) {
                    found.push(format!("{page}?{field}={digits}"));
                }
            }
        }
    }
    found
}

/// `phone` is asked for by `similar` alone, `q` by the others: with the other field these pages list everybody.
fn field_matters(page: &str, field: &str) -> bool {
    (field == "phone") == page.ends_with("similar")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_phones_sees_none_and_finds_nobody_by_them() {
    let salon = Salon::open(Filled::Demo).await;
    let owner = salon.owner();
    let roles = ["master", "accountant", "stock-keeper", "marketer", "receptionist"];
    let people = futures_util::future::join_all(roles.map(|role| salon.somebody(role, &[]))).await;
    let scene = Scene::open(&owner, &people[0].account_id).await;
    let sighted = people.last().expect("a receptionist");

    for Somebody { role, login, person, .. } in &people[..4] {
        let browser = Visitor::sign_in_as(&salon.base, login).await;
        assert_eq!(scene.leaks(person, Some(&browser)).await, Vec::<String>::new(), "{role}");
        assert_eq!(found_by_digits(person, &scene.client_id).await, Vec::<String>::new(), "{role}");
    }
    // Control: the same look finds them where they may be seen, in every spelling that is searched for.
    assert!(scene.leaks(&sighted.person, None).await.len() > 5, "a receptionist rings people");
    assert!(found_by_digits(&sighted.person, &scene.client_id).await.len() >= 5, "and finds them by digits");

    // Taken away, a phone is gone at the next look, remembered answers and all; given, it is there: the sabotage.
    let browser = Visitor::sign_in(&salon.base).await;
    browser.post("/admin/people/roles", &[("receptionist|clients.phone.read", "none")]).await;
    assert_eq!(scene.leaks(&sighted.person, None).await, Vec::<String>::new(), "taken away");
    assert_eq!(found_by_digits(&sighted.person, &scene.client_id).await, Vec::<String>::new(), "taken away");
    browser.post("/admin/people/roles", &[("marketer|clients.phone.read", "salon")]).await;
    assert!(
        !scene.leaks(&people[3].person, None).await.is_empty(),
        "sabotage: a right too many must be noticed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_as_a_file_shows_no_phones_to_who_may_not_see_them() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let marketer = salon.somebody("marketer", &[]).await;
    let card = json!({ "first_name": "Dilnoza", "last_name": "Sirli", "phone": PHONE, "email": EMAIL });
    owner.post("/p/clients/clients", card).await.refused(201);
    let file = "/export/p/clients/clients?as=csv";
    marketer.person.get(file).await.refused(403);
    let browser = Visitor::sign_in(&salon.base).await;
    browser.post("/admin/people/roles", &[("marketer|clients.client.export", "salon")]).await;
    let theirs = marketer.person.get(file).await;
    assert!(theirs.status.is_success() && theirs.text.contains("Dilnoza"), "{}", theirs.text);
    assert_eq!(found_in(&theirs.text), Vec::<String>::new(), "{}", theirs.text);
    // Control: the owner's file has the number; and every download is written down.
    let full = owner.get(file).await;
    assert!(!found_in(&full.text).is_empty(), "{}", full.text);
    assert_eq!(salon.number("select count(*) from host_audit where action like '%export%'"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_live_stream_names_tables_and_nobody() {
    let salon = Salon::shared().await;
    let marketer = salon.somebody("marketer", &[]).await;
    let request = marketer.person.request(Method::GET, "/live").header("accept", "text/event-stream");
    let response = request.send().await.expect("a stream");
    let mut stream = response.bytes_stream();
    let owner = salon.owner();
    let card = json!({ "first_name": "Dilnoza", "last_name": "Oqim", "phone": PHONE, "email": EMAIL });
    owner.post("/p/clients/clients", card).await.refused(201);
    let mut heard = String::new();
    while !heard.contains("clients_client") {
        let next = tokio::time::timeout(Duration::from_secs(60), stream.next()).await;
        let part = next.expect("the change is told").expect("the stream goes on");
        heard.push_str(&String::from_utf8_lossy(&part.expect("a part")));
    }
    assert_eq!(found_in(&heard), Vec::<String>::new(), "{heard}");
    assert!(!heard.contains("Dilnoza"), "{heard}");
}

#[test]
fn a_number_is_recognised_however_it_is_grouped() {
    assert!(!found_in("ring +998 (90) 777-31-59").is_empty());
    assert!(!found_in("777 31 59").is_empty());
    assert!(!found_in("{\"reversed\":\"951377709899\"}").is_empty());
    assert!(found_in("+998 •• ••• •• 59, 777 and 3159").is_empty());
}
