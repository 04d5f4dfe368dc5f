//! The owner switches a module off while somebody else works.

use std::time::{Duration, Instant};

use pardoz_tests::browser::Browser;
use pardoz_tests::salon::{Filled, Salon};

/// After the salon's answer; the switching itself rebuilds every template, slowly in a debug build.
const SOON: Duration = Duration::from_secs(10);
const IN_NAVIGATION: &str = "document.querySelector('#rail a[href^=\"/p/booking/\"]')";

#[tokio::test(flavor = "multi_thread")]
async fn a_module_switched_off_leaves_every_open_page_and_comes_back_with_its_data() {
    let salon = Salon::open(Filled::Demo).await;
    let (Some(owner), Some(desk)) = (Browser::signed_in(&salon).await, Browser::signed_in(&salon).await)
    else {
        return;
    };
    owner.go("/admin/plugins").await;
    desk.go("/p/booking/schedule").await;
    desk.until("the stream is open", "document.getElementById('live')?.dataset.state === 'live'").await;
    let visits = desk.value("document.querySelectorAll('.lane .ap').length").await;
    desk.value("window.sameDocument = true").await;

    let answered = switch(&owner, false).await;
    let began = Instant::now();
    desk.until("booking has left the navigation", &format!("!{IN_NAVIGATION}")).await;
    desk.until("the schedule has left the screen", "!document.querySelector('.lane')").await;
    soon("switched off", answered, began.elapsed());
    assert_eq!(desk.value("window.sameDocument").await, true, "the page was loaded again");

    // The others go on: a client is found and opened while booking is away.
    desk.click("#rail a[href='/p/clients/clients']").await;
    desk.click("table a.stretch, .tbl a").await;
    desk.until("the client's card is open", "/^\\/p\\/clients\\/clients\\/.+/.test(location.pathname)").await;

    let answered = switch(&owner, true).await;
    let began = Instant::now();
    desk.until("booking is in the navigation again", IN_NAVIGATION).await;
    soon("switched on", answered, began.elapsed());
    desk.click("#rail a[href^='/p/booking/schedule']").await;
    let all = format!("document.querySelectorAll('.lane .ap').length === {visits}");
    desk.until("every visit is back", &all).await;

    // Whoever asked for a page while it was away was told so.
    for browser in [&owner, &desk] {
        assert_eq!(browser.complaints(&["status of 404", "status of 503"]).await, [""; 0]);
    }
}

/// Presses the switch; how long the salon took to do it.
async fn switch(owner: &Browser, on: bool) -> Duration {
    let began = Instant::now();
    owner.click("#module-booking [role=switch]").await;
    let shown = format!("document.querySelector('#module-booking [role=switch][aria-checked={on}]')");
    owner.until("the switch shows what it did", &shown).await;
    began.elapsed()
}

fn soon(what: &str, answered: Duration, took: Duration) {
    println!("{what} after {} ms, seen elsewhere {} ms later", answered.as_millis(), took.as_millis());
    assert!(took < SOON, "{what}: seen elsewhere only after {took:?}");
}
