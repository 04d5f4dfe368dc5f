//! The owner switches a module off: it is gone, the others go on. Switched on again, everything is back.

use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::wait::until;
use serde_json::json;
use std::time::Instant;

#[tokio::test(flavor = "multi_thread")]
async fn booking_off_is_gone_within_a_second_and_on_again_with_its_data() {
    let salon = Salon::open(Filled::Demo).await;
    let (owner, browser) = (salon.owner(), Visitor::sign_in(&salon.base).await);
    let (client, opening) = (owner.newcomer().await, owner.openings(1).await.remove(0));
    let booked = owner.book(&client, &opening).await.refused(201);
    let page = format!("/p/booking/appointments/{}", booked["appointment_id"].as_str().expect("an id"));
    owner.get(&page).await.ok();
    assert!(browser.get("/").await.1.contains("/p/booking/"), "the navigation shows booking");

    let began = Instant::now();
    browser.post("/admin/plugins/booking/disable", &[]).await;
    let gone = owner.get("/p/booking/schedule").await;
    assert!(matches!(gone.status.as_u16(), 404 | 503), "{}", gone.text);
    assert!(!browser.get("/").await.1.contains("/p/booking/"), "the navigation still shows booking");
    assert!(began.elapsed().as_secs_f64() < 10.0, "switching off took {:?}", began.elapsed());
    // Whoever can, may switch it on from there; others read whom to ask, and a stranger learns nothing.
    let (told, way) = (browser.get(&page).await.1, "href=\"/admin/plugins/booking\"");
    assert!(told.contains("Schedule is switched off") && told.contains(way), "{told}");
    let anna = salon.somebody("receptionist", &[]).await.person;
    let told = anna.get(&page).await;
    assert_eq!(
        (told.status.as_u16(), told.json["code"].as_str()),
        (404, Some("module-off")),
        "{}",
        told.text
    );
    let stranger = reqwest::get(format!("{}{page}", salon.base)).await.expect("an answer");
    assert!(!stranger.text().await.expect("a text").contains("switched off;"));
    owner.get("/p/clients/clients").await.ok();
    owner.get("/p/salon/services").await.ok();
    owner.get(&format!("/p/clients/clients/{client}")).await.ok();

    browser.post("/admin/plugins/booking/enable", &[]).await;
    owner.get(&page).await.ok();
    owner.book(&owner.newcomer().await, &opening).await.refused(409);
}

/// Everybody's address → is it on?
async fn on(owner: &Person) -> [bool; 3] {
    let mut on = [false; 3];
    let pages = ["/p/salon/services", "/p/clients/clients", "/p/booking/schedule"];
    for (is_on, page) in on.iter_mut().zip(pages) {
        *is_on = owner.get(page).await.status.is_success();
    }
    on
}

/// ui.md 5: switching off asks when others need the module, says which, and is one act for all of them.
#[tokio::test(flavor = "multi_thread")]
async fn a_module_that_others_need_goes_off_with_them_in_one_act() {
    let salon = Salon::open(Filled::Demo).await;
    let (owner, browser) = (salon.owner(), Visitor::sign_in(&salon.base).await);
    assert_eq!(on(&owner).await, [true; 3]);
    for (locale, word) in
        [("en", "Goes off with it"), ("ru", "Вместе с ним выключатся"), ("uz", "U bilan birga oʻchadi")]
    {
        browser.post("/locale", &[("locale", locale)]).await;
        assert!(browser.get("/admin/plugins").await.1.contains(word), "{locale}");
    }
    // Unasked nobody goes off: who would is said, for people and for scripts.
    let (status, text) = browser.try_post("/admin/plugins/clients/disable", &[]).await;
    assert_eq!(status, 409, "{text}");
    let refused = owner.post("/admin/plugins/clients/disable", json!({})).await.refused(409);
    let with = refused["with"].as_str().expect("who goes off too").to_owned();
    assert!(with.split(',').any(|id| id == "booking") && !with.contains("salon"), "{refused}");
    assert_eq!(on(&owner).await, [true; 3]);
    // Half of the list is no agreement.
    browser.try_post("/admin/plugins/clients/disable", &[("with", "finance")]).await;
    assert_eq!(on(&owner).await, [true; 3]);

    // What the card's own form sends.
    let card = browser.get("/admin/plugins").await.1;
    let form = card.split("/admin/plugins/clients/disable").nth(1).expect("the switch");
    let sent = form.split("name=\"with\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(sent, Some(with.as_str()));
    browser.post("/admin/plugins/clients/disable", &[("with", &with)]).await;
    assert_eq!(on(&owner).await, [true, false, false]);
    let audited = format!(
        "select count(*) from host_audit where action = 'module-disable' and plugin_id in ('clients', '{}')",
        with.replace(',', "', '")
    );
    assert_eq!(salon.number(&audited), with.split(',').count() as i64 + 1);

    // Back again, what is needed first.
    browser.try_post("/admin/plugins/booking/enable", &[]).await;
    assert_eq!(on(&owner).await, [true, false, false], "booking cannot run without clients");
    for module in ["clients", "booking"] {
        browser.post(&format!("/admin/plugins/{module}/enable"), &[]).await;
    }
    assert_eq!(on(&owner).await, [true; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_names_who_goes_off_too() {
    let salon = Salon::open(Filled::Empty).await;
    let run = |arguments: &'static [&'static str]| salon.run(arguments);
    let refused = run(&["plugin", "disable", "clients"]).await;
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("--with "), "{said}");
    let with = said.trim().rsplit("--with ").next().expect("the list").to_owned();
    let off = salon.run(&["plugin", "disable", "clients", "--with", &with]).await;
    assert!(off.status.success(), "{}", String::from_utf8_lossy(&off.stderr));
    let on = salon.texts("select plugin_id from host_plugin where state = 'active' order by plugin_id");
    assert!(!on.iter().any(|id| id == "clients" || with.split(',').any(|other| other == id)), "{on:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn browsers_find_the_icon_unasked() {
    let salon = Salon::open(Filled::Nothing).await;
    let icon = reqwest::get(format!("{}/favicon.ico", salon.base)).await.expect("an answer");
    assert_eq!(icon.status().as_u16(), 200);
    assert_eq!(icon.headers()["content-type"], "image/svg+xml");
}

/// The command line works beside a serving process, which must not go on offering what is off, nor keep off what is on.
async fn a_switch_by_the_command_line_is_heard(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let (owner, browser) = (salon.owner(), Visitor::sign_in(&salon.base).await);
    owner.get("/p/booking/schedule").await.ok();
    for (act, is_on) in [("disable", false), ("enable", true)] {
        let switched = salon.run(&["plugin", act, "booking"]).await;
        assert!(switched.status.success(), "{}", String::from_utf8_lossy(&switched.stderr));
        let began = Instant::now();
        // Until it is heard, the module's pages may fail: on PostgreSQL its rights are gone with the commit.
        let look = async || {
            let page = owner.get("/p/booking/schedule").await.status.as_u16();
            (page, browser.get("/").await.1.contains("/p/booking/"))
        };
        let heard = until(look, |(page, in_navigation)| {
            *in_navigation == is_on && if is_on { *page == 200 } else { matches!(*page, 404 | 503) }
        });
        heard.await;
        println!("{engine:?}: {act} heard {} ms after the command", began.elapsed().as_millis());
        owner.get("/p/clients/clients").await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_by_the_command_line_is_heard_on_sqlite() {
    a_switch_by_the_command_line_is_heard(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_switch_by_the_command_line_is_heard_on_postgresql() {
    a_switch_by_the_command_line_is_heard(Engine::Postgres).await;
}
