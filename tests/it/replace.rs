//! One provider of a contract takes another's place with its data, or nothing changes at all.

use pardoz_tests::fixture;
use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::{Value as Json, json};

/// A salon with jar on, four coins in it, and tin installed beside it, off.
async fn open(engine: Engine) -> Option<(Salon, Visitor)> {
    let salon = Salon::on(engine, Filled::Empty).await?;
    let browser = fixture::install(&salon, "jar").await;
    for amount in [3, 40, 500, 6_000] {
        salon.owner().post("/p/jar/coins", json!({ "amount": amount })).await.ok();
    }
    fixture::install(&salon, "tin").await;
    Some((salon, browser))
}

async fn amounts(owner: &Person, plugin: &str) -> Json {
    owner.get(&format!("/p/{plugin}/coins")).await.ok()["amounts"].clone()
}

async fn set_mood(browser: &Visitor, plugin: &str, mood: &str) {
    browser.post(&format!("/admin/plugins/{plugin}/settings"), &[("mood", mood)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_takes_the_place_with_the_data_and_gives_it_back() {
    for engine in Engine::BOTH {
        let Some((salon, browser)) = open(engine).await else { continue };
        let owner = salon.owner();
        let off = owner.get("/p/tin/coins").await.status.as_u16();
        assert_eq!(off, 404, "two providers of one contract are not on together");
        let (_, cards) = browser.get("/admin/plugins").await;
        assert!(cards.contains("/admin/plugins/jar/replace/tin"), "the card offers it");
        let (status, sheet) = browser.get("/admin/plugins/jar/replace/tin").await;
        assert_eq!(status, 200);
        assert!(
            sheet.contains("jar@1 coins") && sheet.contains("6543"),
            "the totals stand on the sheet: {sheet}"
        );
        browser.post("/admin/plugins/jar/replace/tin", &[("agree", "on")]).await;
        assert_eq!(amounts(&owner, "tin").await, json!([3, 40, 500, 6_000]));
        assert_eq!(owner.get("/p/jar/coins").await.status.as_u16(), 404);
        let sum = "select amount from x_jar_total where name = 'sum'";
        assert_eq!(salon.number(sum), 6_543, "the view shows the new provider");
        assert_eq!(salon.number("select count(*) from jar_coin"), 4, "the old one keeps its data");
        assert_eq!(salon.number("select count(*) from host_audit where action = 'module-replace'"), 1);
        // The salon goes on with the new one, and back with what happened since.
        owner.post("/p/tin/coins", json!({ "amount": 70_000 })).await.ok();
        browser.post("/admin/plugins/tin/replace/jar", &[("agree", "on")]).await;
        assert_eq!(amounts(&owner, "jar").await, json!([3, 40, 500, 6_000, 70_000]));
        assert_eq!(salon.number(sum), 76_543);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_that_differ_or_a_failed_import_change_nothing_and_say_why() {
    for engine in Engine::BOTH {
        let Some((salon, browser)) = open(engine).await else { continue };
        let owner = salon.owner();
        for (mood, why) in [("careless", "jar@1 coins: 4 → 3"), ("broken", "Tin")] {
            set_mood(&browser, "tin", mood).await;
            let (status, page) = browser.try_post("/admin/plugins/jar/replace/tin", &[("agree", "on")]).await;
            assert_eq!(status, 409, "{page}");
            assert!(page.contains(why), "{mood}: {page}");
            assert_eq!(amounts(&owner, "jar").await, json!([3, 40, 500, 6_000]));
            assert_eq!(owner.get("/p/tin/coins").await.status.as_u16(), 404);
            assert_eq!(salon.number("select count(*) from tin_coin"), 0);
            assert_eq!(salon.number("select amount from x_jar_total where name = 'sum'"), 6_543);
        }
        set_mood(&browser, "tin", "honest").await;
        browser.post("/admin/plugins/jar/replace/tin", &[("agree", "on")]).await;
        assert_eq!(amounts(&owner, "tin").await, json!([3, 40, 500, 6_000]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_replaces_too_and_refuses_what_does_not_fit() {
    let (mut salon, _) = open(Engine::Sqlite).await.expect("SQLite is always there");
    salon.kill();
    let refused = salon.run(&["plugin", "replace", "jar", "booking"]).await;
    assert!(!refused.status.success());
    let done = salon.run(&["plugin", "replace", "jar", "tin"]).await;
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    salon.start().await;
    assert_eq!(amounts(&salon.owner(), "tin").await, json!([3, 40, 500, 6_000]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_reaches_every_provider_and_one_that_fails_undoes_only_itself() {
    let salon = Salon::open(Filled::Empty).await;
    let browser = fixture::install(&salon, "courier").await;
    let owner = salon.owner();
    assert_eq!(owner.post("/p/courier/bells", json!({})).await.ok()["rung"], json!([]));
    fixture::install(&salon, "jar").await;
    let rung = owner.post("/p/courier/bells", json!({})).await.ok();
    assert_eq!(rung["rung"], json!([{ "provider": "jar", "rang": true }]));
    assert_eq!(amounts(&owner, "jar").await, json!([7]));
    set_mood(&browser, "jar", "broken").await;
    let rung = owner.post("/p/courier/bells", json!({})).await.ok();
    assert_eq!(rung["rung"], json!([{ "provider": "jar", "error": "conflict" }]));
    assert_eq!(amounts(&owner, "jar").await, json!([7]), "what it wrote before it failed is undone");
    // A second provider, which traps after it wrote: the first one's work stays.
    fixture::install(&salon, "hostile").await;
    set_mood(&browser, "jar", "honest").await;
    let rung = owner.post("/p/courier/bells", json!({})).await.ok();
    let trapped = json!({ "provider": "hostile", "error": "unavailable" });
    assert_eq!(rung["rung"], json!([{ "provider": "jar", "rang": true }, trapped]));
    assert_eq!(amounts(&owner, "jar").await, json!([7, 7]));
    assert_eq!(salon.number("select count(*) from hostile_row"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_contract_does_not_have_is_neither_asked_nor_answered_nor_told() {
    let salon = Salon::open(Filled::Empty).await;
    fixture::install(&salon, "courier").await;
    let browser = fixture::install(&salon, "jar").await;
    let owner = salon.owner();
    let told = "select count(*) from host_event where topic = 'bell.was.rung'";
    let ring = async |mood: &str, how: serde_json::Value| {
        set_mood(&browser, "jar", mood).await;
        owner.post("/p/courier/bells", how).await.ok()["rung"][0].clone()
    };
    assert_eq!(ring("honest", json!({ "times": 2 })).await, json!({ "provider": "jar", "rang": true }));
    assert_eq!((amounts(&owner, "jar").await, salon.number(told)), (json!([7]), 1));
    for (mood, how, code) in [
        ("honest", json!({ "times": "often" }), "internal"),
        ("mumbling", json!({}), "unavailable"),
        ("babbling", json!({}), "internal"),
    ] {
        assert_eq!(ring(mood, how).await, json!({ "provider": "jar", "error": code }), "{mood}");
        assert_eq!((amounts(&owner, "jar").await, salon.number(told)), (json!([7]), 1), "{mood}");
    }
}
