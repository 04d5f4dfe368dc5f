//! The owner switches a module off while somebody else works.

use std::time::{Duration, Instant};

use pardoz_tests::browser::Browser;
use pardoz_tests::salon::{Filled, Salon};

const SOON: Duration = Duration::from_secs(3);
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

    owner.click("#module-booking [role=switch]").await;
    let began = Instant::now();
    desk.until("booking has left the navigation", &format!("!{IN_NAVIGATION}")).await;
    desk.until("the schedule has left the screen", "!document.querySelector('.lane')").await;
    soon("switching off", began.elapsed());
    assert_eq!(desk.value("window.sameDocument").await, true, "the page was loaded again");
    owner
        .until(
            "the switch shows it",
            "document.querySelector('#module-booking [role=switch][aria-checked=false]')",
        )
        .await;

    // The others go on: a client is found and opened while booking is away.
    desk.click("#rail a[href='/p/clients/clients']").await;
    desk.click("table a.stretch, .tbl a").await;
    desk.until("the client's card is open", "/^\\/p\\/clients\\/clients\\/.+/.test(location.pathname)").await;

    owner.click("#module-booking [role=switch]").await;
    let began = Instant::now();
    desk.until("booking is in the navigation again", IN_NAVIGATION).await;
    soon("switching on", began.elapsed());
    desk.click("#rail a[href^='/p/booking/schedule']").await;
    let all = format!("document.querySelectorAll('.lane .ap').length === {visits}");
    desk.until("every visit is back", &all).await;

    // Whoever asked for a page while it was away was told so.
    for browser in [&owner, &desk] {
        assert_eq!(browser.complaints(&["status of 404", "status of 503"]).await, [""; 0]);
    }
}

fn soon(what: &str, took: Duration) {
    println!("{what} was seen elsewhere after {} ms", took.as_millis());
    assert!(took < SOON, "{what} was seen elsewhere only after {took:?}");
}
