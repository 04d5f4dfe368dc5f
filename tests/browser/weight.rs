//! What a page weighs on the way to a phone (ui.md 12), as the browser counts it: compressed.

use pardoz_tests::browser::Browser;
use pardoz_tests::salon::{Filled, Salon};

/// Bytes of the style sheet, and of all scripts together.
const STYLES_MAX: i64 = 16 * 1024;
const SCRIPTS_MAX: i64 = 40 * 1024;
/// Elements of a day with all its masters.
const ELEMENTS_MAX: i64 = 2_500;

#[tokio::test(flavor = "multi_thread")]
async fn the_day_of_all_masters_stays_within_its_budget() {
    let salon = Salon::open(Filled::Demo).await;
    let Some(browser) = Browser::signed_in(&salon).await else { return };
    browser.go("/p/booking/schedule").await;
    let bytes = async |ending: &str| {
        let sum = format!(
            "performance.getEntriesByType('resource').filter(one => new URL(one.name).pathname.endsWith('{ending}')) \
             .map(one => one.encodedBodySize).reduce((a, b) => a + b, 0)"
        );
        browser.value(&sum).await.as_i64().expect("bytes")
    };
    let (styles, scripts) = (bytes("/app.css").await, bytes(".js").await);
    let elements = browser.value("document.querySelectorAll('*').length").await.as_i64().expect("a count");
    println!("styles {styles} B, scripts {scripts} B, {elements} elements");
    assert!((1..=STYLES_MAX).contains(&styles), "the style sheet is {styles} B");
    assert!((1..=SCRIPTS_MAX).contains(&scripts), "the scripts are {scripts} B");
    assert!(elements <= ELEMENTS_MAX, "the day has {elements} elements");
}
