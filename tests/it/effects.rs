//! The world outside, through the door: messages in, requests and letters out, once and under the rules.

use std::time::Duration;

use pardoz_tests::fixture;
use pardoz_tests::outside::{self, Outside};
use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::wait::until;
use serde_json::{Value as Json, json};

const KEY: &str = "kuryer-s3cr3t-7f3a";
const API: &str = "https://api.courier.test/parcels";

/// A salon with the courier on, whose host leads to `outside`; `None` where the engine is missing.
async fn open(engine: Engine, outside: &Outside, more: &[(&str, &str)]) -> Option<(Salon, Visitor)> {
    let places = format!("api.courier.test:443={}", outside.address);
    let mut environment = vec![("PARDOZ_EGRESS_TEST", places.as_str())];
    environment.extend_from_slice(more);
    let salon = Salon::with(engine, Filled::Empty, &environment).await?;
    let browser = fixture::install(&salon, "courier").await;
    Some((salon, browser))
}

async fn enter_key(browser: &Visitor) {
    browser.post("/admin/plugins/courier/settings", &[("api_key", KEY), ("gateway", "")]).await;
}

async fn notes(owner: &Person, kind: &str) -> Vec<Json> {
    let page = owner.get("/p/courier/notes").await.ok();
    let all = page["notes"].as_array().expect("notes").clone();
    all.into_iter().filter(|note| note["kind"] == kind).collect()
}

/// Waits until the plugin has heard so many results.
async fn results(owner: &Person, count: usize) -> Vec<Json> {
    until(async || notes(owner, "result").await, |heard| heard.len() >= count).await
}

fn sign(body: &[u8]) -> String {
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, KEY.as_bytes());
    ring::hmac::sign(&key, body).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn hook(salon: &Salon, name: &str, id: &str, body: &[u8], signature: &str) -> (u16, String) {
    let request = reqwest::Client::new().post(format!("{}/hooks/courier/{name}", salon.base));
    let request = request.header("x-message-id", id).header("x-signature", signature);
    let answer = request.body(body.to_vec()).send().await.expect("the salon answers");
    (answer.status().as_u16(), answer.text().await.expect("a body"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_takes_what_is_signed_over_the_bytes_as_they_came_and_each_message_once() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((salon, browser)) = open(engine, &outside, &[]).await else { continue };
        // Bytes that are neither UTF-8 nor JSON nor a form.
        let body = b"\xff\x01 summa=98000&holat=to'landi";
        assert_eq!(hook(&salon, "parcel", "m1", body, &sign(body)).await.0, 503, "no key is entered yet");
        enter_key(&browser).await;
        let (status, text) = hook(&salon, "parcel", "m1", body, &sign(body)).await;
        assert_eq!(status, 201, "{text}");
        assert_eq!(serde_json::from_str::<Json>(&text).unwrap()["bytes"], body.len());
        let (_, again) = hook(&salon, "parcel", "m1", body, &sign(body)).await;
        assert_eq!(serde_json::from_str::<Json>(&again).unwrap()["new"], false);
        assert_eq!(hook(&salon, "parcel", "m2", body, &sign(b"other")).await.0, 403);
        assert_eq!(notes(&salon.owner(), "hook").await.len(), 1);
        assert_eq!(hook(&salon, "parcel", "m3", &[b'x'; 3_000], "").await.0, 413);
        assert_eq!(hook(&salon, "nothing", "m3", b"", "").await.0, 404);
        let read = reqwest::get(format!("{}/hooks/courier/parcel", salon.base)).await.expect("an answer");
        assert_eq!(read.status().as_u16(), 405);
        // An act as webhook: it asks outside before it answers, in bytes.
        let (status, text) = hook(&salon, "echo", "m4", b"salom", "").await;
        assert_eq!((status, text.as_str()), (200, "salom 200"));
        let mut refused = 0;
        for n in 0..60 {
            refused += u32::from(hook(&salon, "parcel", &format!("f{n}"), b"", "").await.0 == 429);
        }
        assert!(refused >= 10, "a flood is slowed down, {refused} were refused");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_shows_a_webhook_an_authorization_is_judged_by_the_module_and_not_by_the_salon() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((salon, browser)) = open(engine, &outside, &[]).await else { continue };
        enter_key(&browser).await;
        let secret = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, "Paycom:its own key");
        // A payment system's Basic, somebody's Bearer, even a token of the salon: none of them is looked at here.
        for (at, shown) in
            [format!("Basic {secret}"), "Bearer guessed".into(), format!("Bearer {}", salon.token)]
                .iter()
                .enumerate()
        {
            let address = format!("{}/hooks/courier/parcel", salon.base);
            let request = reqwest::Client::new().post(address).header("authorization", shown);
            let request =
                request.header("x-message-id", format!("a{at}")).header("x-signature", sign(b"salom"));
            let answer = request.body("salom").send().await.expect("the salon answers");
            let (status, text) = (answer.status().as_u16(), answer.text().await.expect("a body"));
            assert_eq!(status, 201, "{shown}: {text}");
            let said: Json = serde_json::from_str(&text).expect("JSON");
            assert_eq!((said["authorization"].as_str(), &said["new"]), (Some(shown.as_str()), &json!(true)));
        }
        // Nor does a token open it to who cannot prove to be the sender.
        let request = reqwest::Client::new().post(format!("{}/hooks/courier/parcel", salon.base));
        let answer = request.bearer_auth(&salon.token).body("salom").send().await.expect("the salon answers");
        assert_eq!(answer.status().as_u16(), 403);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_leaves_after_the_commit_once_and_its_result_is_heard_once() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((salon, browser)) = open(engine, &outside, &[]).await else { continue };
        enter_key(&browser).await;
        let owner = salon.owner();
        owner
            .post("/p/courier/parcels", json!({ "key": "undone", "url": API, "fail": true }))
            .await
            .refused(409);
        let asked_for = owner.post("/p/courier/parcels", json!({ "key": "one", "url": API })).await.ok();
        let again = owner.post("/p/courier/parcels", json!({ "key": "one", "url": API })).await.ok();
        assert_eq!(asked_for["effect_id"], again["effect_id"], "one key, one effect");
        let heard = results(&owner, 1).await;
        let asked = outside.wait(1).await;
        assert_eq!(asked[0].line, "POST /parcels HTTP/1.1");
        assert_eq!(asked[0].header("host"), "api.courier.test");
        assert_eq!(asked[0].header("idempotency-key"), asked_for["effect_id"].as_str().unwrap());
        let basic = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, format!("me:{KEY}"));
        assert_eq!(asked[0].header("authorization"), format!("Basic {basic}"));
        let body: Json = serde_json::from_str(&asked[0].body).expect("JSON left");
        assert_eq!(body, json!({ "parcel": "one", "key": KEY }));
        assert!(heard[0]["key"].as_str().unwrap().starts_with("one done"), "{heard:?}");
        let text: Json = serde_json::from_str(heard[0]["text"].as_str().unwrap()).unwrap();
        assert_eq!((&text["status"], &text["kind"]), (&json!(200), &json!("effect-result")));
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(outside.asked().len(), 1, "neither the undone command nor the repeat sent anything");
        assert_eq!(results(&owner, 1).await.len(), 1);
        // What is kept names the secret and does not hold it.
        let kept = salon.texts("select request from host_effect").concat();
        assert!(kept.contains("$secret") && !kept.contains(KEY), "{kept}");
        assert!(!salon.log().contains(KEY));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_is_tried_again_under_the_same_key_and_a_refused_one_waits_for_the_owner() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((salon, browser)) = open(engine, &outside, &[]).await else { continue };
        enter_key(&browser).await;
        let owner = salon.owner();
        outside.will(&["503 Busy\r\n\r\n", "200 OK\r\n\r\nok"]);
        owner.post("/p/courier/parcels", json!({ "key": "later", "url": API })).await.ok();
        let asked = outside.wait(2).await;
        assert_eq!(asked[0].header("idempotency-key"), asked[1].header("idempotency-key"));
        results(&owner, 1).await;
        // No for good: not tried again, shown, and sent once more only because the owner says so.
        outside.will(&["400 Bad\r\n\r\nno such street"]);
        let id = owner.post("/p/courier/parcels", json!({ "key": "wrong", "url": API })).await.ok();
        let id = id["effect_id"].as_str().unwrap().to_owned();
        results(&owner, 2).await;
        let (_, page) = browser.get("/admin/plugins/courier?tab=queue").await;
        assert!(page.contains("api.courier.test:443 answered 400") && page.contains(&id), "{page}");
        browser.post("/admin/plugins/courier/retry", &[("effect_id", &id)]).await;
        outside.wait(4).await;
        let heard = results(&owner, 3).await;
        assert!(heard.iter().any(|n| n["key"].as_str().unwrap().starts_with("wrong done")), "{heard:?}");
        // A redirect is an answer, not an order; and one dropped is gone.
        outside.will(&["302 Found\r\nlocation: https://evil.uz/\r\n\r\n"]);
        let id = owner.post("/p/courier/parcels", json!({ "key": "moved", "url": API })).await.ok();
        results(&owner, 4).await;
        assert_eq!(outside.asked().len(), 5);
        browser
            .post("/admin/plugins/courier/discard", &[("effect_id", id["effect_id"].as_str().unwrap())])
            .await;
        assert_eq!(salon.number("select count(*) from host_effect where effect_key = 'moved'"), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_leaves_for_places_the_manifest_does_not_name_or_that_are_not_public() {
    let outside = Outside::open().await;
    let (salon, browser) = open(Engine::Sqlite, &outside, &[]).await.expect("SQLite is always there");
    enter_key(&browser).await;
    let owner = salon.owner();
    for url in [
        "https://evil.uz/",
        "http://api.courier.test/",
        "https://api.courier.test:8443/",
        "https://127.0.0.1/",
        "https://me@api.courier.test/",
        "https://0x7f000001/",
        "https://localhost/",
        "nonsense",
    ] {
        let refused = owner.post("/p/courier/parcels", json!({ "key": url, "url": url })).await;
        assert_eq!(refused.status.as_u16(), 422, "{url}: {}", refused.text);
        let refused = owner.post("/p/courier/tries", json!({ "url": url })).await;
        assert_eq!(refused.status.as_u16(), 422, "{url}: {}", refused.text);
    }
    // The owner's own host is named in a setting, under the same rules.
    for name in ["10.0.0.1", "localhost", "gateway"] {
        browser.post("/admin/plugins/courier/settings", &[("gateway", name)]).await;
        let refused = owner.post("/p/courier/tries", json!({ "url": format!("https://{name}/") })).await;
        assert_eq!(refused.status.as_u16(), 422, "{name}: {}", refused.text);
    }
    outside.will(&[&format!("200 OK\r\n\r\n{}", "x".repeat(1_100_000))]);
    let refused = owner.post("/p/courier/tries", json!({ "url": API })).await;
    assert_eq!(refused.status.as_u16(), 403, "an answer over 1 MiB: {}", refused.text);
    assert_eq!(outside.asked().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_asks_now_and_writes_by_its_own_command() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((salon, browser)) = open(engine, &outside, &[]).await else { continue };
        let owner = salon.owner();
        owner.post("/p/courier/tries", json!({ "url": API })).await.refused(422);
        enter_key(&browser).await;
        outside.will(&["402 Pay\r\n\r\nno money"]);
        let done = owner.post("/p/courier/tries", json!({ "url": API })).await.ok();
        assert_eq!(done["status"], 402);
        assert_eq!(done["text"], "no money");
        assert_eq!(done["rows"], "unsupported", "an act has no transaction");
        assert_eq!(done["notes"], 1);
        assert_eq!(notes(&owner, "note").await[0]["text"], "tried: 402");
        assert_eq!(outside.asked()[0].body, json!({ "key": KEY }).to_string());
        assert_eq!(salon.number("select count(*) from host_audit where action = 'act/parcel-try'"), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_entered_once_and_never_seen_again() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((salon, browser)) = open(engine, &outside, &[]).await else { continue };
        let owner = salon.owner();
        enter_key(&browser).await;
        let page = owner.get("/p/courier/notes").await.ok();
        assert_eq!((&page["key_entered"], &page["key_as_setting"]), (&json!(true), &Json::Null));
        let (_, html) = browser.get("/admin/plugins/courier").await;
        assert!(html.contains("name=\"api_key\"") && !html.contains(KEY));
        // An empty field keeps it; only the box forgets it.
        browser.post("/admin/plugins/courier/settings", &[("api_key", ""), ("gateway", "")]).await;
        assert_eq!(owner.get("/p/courier/notes").await.ok()["key_entered"], true);
        let copy = salon.data().join("copy");
        let backup = salon.run(&["backup", &copy.display().to_string()]).await;
        assert!(backup.status.success(), "{}", String::from_utf8_lossy(&backup.stderr));
        let holds = |bytes: Vec<u8>| bytes.windows(KEY.len()).any(|w| w == KEY.as_bytes());
        assert!(!holds(std::fs::read(&copy).expect("the copy")));
        for file in std::fs::read_dir(salon.data()).expect("the data folder").flatten() {
            assert!(
                !file.path().is_file() || !holds(std::fs::read(file.path()).unwrap()),
                "{:?}",
                file.path()
            );
        }
        browser.post("/admin/plugins/courier/settings", &[("api_key_forget", "on"), ("gateway", "")]).await;
        assert_eq!(owner.get("/p/courier/notes").await.ok()["key_entered"], false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_effect_survives_a_kill_and_does_not_survive_a_restore() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((mut salon, browser)) = open(engine, &outside, &[]).await else { continue };
        enter_key(&browser).await;
        outside.will(&["hold"]);
        salon.owner().post("/p/courier/parcels", json!({ "key": "held", "url": API })).await.ok();
        let first = outside.wait(1).await;
        salon.kill();
        // As if the lease's minute were over.
        salon.execute("update host_effect set lease_until = 1");
        salon.start().await;
        let asked = outside.wait(2).await;
        assert_eq!(first[0].header("idempotency-key"), asked[1].header("idempotency-key"));
        results(&salon.owner(), 1).await;
        // A restored copy lives in the next epoch: what the old life had not sent waits for a person.
        outside.will(&["503 Busy\r\n\r\n"]);
        salon.owner().post("/p/courier/parcels", json!({ "key": "old", "url": API })).await.ok();
        outside.wait(3).await;
        salon.kill();
        salon.execute("insert into host_setting (scope, key, value) values ('host', 'epoch', '7')");
        salon.start().await;
        tokio::time::sleep(Duration::from_secs(4)).await;
        assert_eq!(outside.asked().len(), 3, "nothing of the old life is sent by itself");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_lost_its_lease_settles_nothing() {
    for engine in Engine::BOTH {
        let outside = Outside::open().await;
        let Some((salon, browser)) = open(engine, &outside, &[]).await else { continue };
        enter_key(&browser).await;
        outside.will(&["hold"]);
        salon.owner().post("/p/courier/parcels", json!({ "key": "fenced", "url": API })).await.ok();
        outside.wait(1).await;
        // Another host took it over while this one waits for an answer that never comes.
        salon.execute("update host_effect set lease_token = 'another', lease_until = 9000000000000");
        tokio::time::sleep(Duration::from_secs(12)).await;
        let state =
            "select state || ' ' || lease_token || ' ' || coalesce(last_error, 'nothing') from host_effect";
        assert_eq!(salon.texts(state), ["leased another nothing"]);
        assert!(notes(&salon.owner(), "result").await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_through_the_salons_mail_server() {
    let (server, letters) = outside::mail().await;
    let outside = Outside::open().await;
    let more = [
        ("PARDOZ_MAIL", format!("smtp://{server}")),
        ("PARDOZ_MAIL_FROM", "Salon <salon@studio.uz>".to_owned()),
    ];
    let more = more.each_ref().map(|(name, value)| (*name, value.as_str()));
    let (salon, _) = open(Engine::Sqlite, &outside, &more).await.expect("SQLite is always there");
    let owner = salon.owner();
    let wrong = json!({ "key": "m0", "url": "nobody", "kind": "mail" });
    owner.post("/p/courier/parcels", wrong).await.refused(422);
    let letter = json!({ "key": "m1", "url": "lola@example.uz", "kind": "mail" });
    let sent = owner.post("/p/courier/parcels", letter).await.ok();
    results(&owner, 1).await;
    let letters = letters.lock().unwrap().clone();
    assert_eq!(letters.len(), 1);
    let id = sent["effect_id"].as_str().unwrap();
    for part in
        ["To: lola@example.uz", "Subject: Posilka", &format!("Message-ID: <{id}@studio.uz>"), "Salom, Lola!"]
    {
        assert!(letters[0].contains(part), "{part} is missing:\n{}", letters[0]);
    }
}
