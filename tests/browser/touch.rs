//! The schedule under a finger: hold, then carry; a swipe across goes to the next master; a swipe along scrolls.

use std::time::Duration;

use pardoz_tests::browser::{Browser, PHONE};
use pardoz_tests::salon::{Filled, Salon};

use crate::schedule::{Room, booked, card, point, starts_at};

/// Longer than the long press of ui.md (350 ms).
const HOLD: Duration = Duration::from_millis(450);

#[tokio::test(flavor = "multi_thread")]
async fn a_finger_holds_and_carries_swipes_to_the_next_master_and_scrolls() {
    let salon = Salon::open(Filled::Demo).await;
    let Some(browser) = Browser::signed_in(&salon).await else { return };
    let person = salon.owner();
    let room = Room::find(&person).await;
    let visit = booked(&person, &room, &person.newcomer().await).await;
    browser.window(PHONE).await;
    browser.go(&format!("{}&staff={}", room.page(), room.staff_id)).await;
    let lane = |staff: &str| format!("document.querySelector('.lane.on')?.id === 'lane-{staff}'");
    browser.until("the chosen master is seen", &lane(&room.staff_id)).await;

    let seen = card(&visit, &room.staff_id);
    let (x, y) = point(&browser, &room.staff_id, room.start_ms()).await;
    let half_hour = slot(&browser).await * 6.0;
    let held = y + 12.0;
    browser.drag("touch", &[(x, held), (x, held + half_hour / 2.0), (x, held + half_hour)], HOLD).await;
    browser.until("the visit is half an hour later", &starts_at(&seen, room.later(30))).await;

    // Without holding, the same way only scrolls.
    let before =
        browser.value("document.querySelector('.sched-wrap').scrollTop").await.as_f64().expect("a number");
    let (_, y) = point(&browser, &room.staff_id, room.later(45)).await;
    browser.drag("touch", &[(x, y), (x, y - 120.0), (x, y - 200.0)], Duration::ZERO).await;
    browser
        .until(
            "the day scrolled",
            &format!("Math.abs(document.querySelector('.sched-wrap').scrollTop - {before}) > 60"),
        )
        .await;
    assert_eq!(browser.value(&starts_at(&seen, room.later(30))).await, true, "a swipe moved the visit");

    let names = browser.value("[...document.querySelectorAll('.lane')].map(l => l.id.slice(5))").await;
    let names: Vec<&str> = names.as_array().expect("masters").iter().filter_map(|id| id.as_str()).collect();
    let at = names.iter().position(|id| *id == room.staff_id).expect("the master is in the day");
    let (next, across) = match names.get(at + 1) {
        Some(next) => (*next, [(320.0, 420.0), (200.0, 424.0), (60.0, 426.0)]),
        None => (names[at - 1], [(60.0, 420.0), (200.0, 424.0), (320.0, 426.0)]),
    };
    browser.drag("touch", &across, Duration::ZERO).await;
    browser.until("the next master is seen", &lane(next)).await;
    // Chromium keeps still until somebody tapped; a driven finger only held.
    assert_eq!(browser.complaints(&["navigator.vibrate"]).await, [""; 0]);
}

/// Pixels of five minutes.
async fn slot(browser: &Browser) -> f64 {
    let slot = "parseFloat(getComputedStyle(document.querySelector('.day')).getPropertyValue('--slot'))";
    browser.value(slot).await.as_f64().expect("a number")
}
