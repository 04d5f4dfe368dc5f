//! Two screens: what is done on one is seen on the other, without anybody reloading.

use std::time::{Duration, Instant};

use pardoz_tests::browser::Browser;
use pardoz_tests::salon::{Filled, Salon};

use crate::schedule::{Room, booked, card, carry, starts_at};

/// Half a second is usual; a loaded machine gets more before this fails.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
async fn a_booking_and_a_move_appear_on_the_other_screen_without_a_reload() {
    let salon = Salon::open(Filled::Demo).await;
    let (Some(here), Some(there)) = (Browser::signed_in(&salon).await, Browser::signed_in(&salon).await)
    else {
        return;
    };
    let person = salon.owner();
    let room = Room::find(&person).await;
    for browser in [&here, &there] {
        browser.go(&room.page()).await;
        browser
            .until("the stream is open", "document.getElementById('live')?.dataset.state === 'live'")
            .await;
    }
    there.value("window.sameDocument = true").await;

    let client = person.newcomer().await;
    let began = Instant::now();
    let visit = booked(&person, &room, &client).await;
    let seen = card(&visit, &room.staff_id);
    there.until("the new visit is on the other screen", &starts_at(&seen, room.start_ms())).await;
    soon("a booking", began.elapsed());
    here.until("and on this one", &starts_at(&seen, room.start_ms())).await;

    let moved = card(&visit, &room.other_staff_id);
    carry(&here, &seen, &room.other_staff_id, 15).await;
    let began = Instant::now();
    there.until("the move is on the other screen", &starts_at(&moved, room.later(15))).await;
    soon("a move", began.elapsed());

    assert_eq!(there.value("window.sameDocument").await, true, "the page was loaded again");
    for browser in [&here, &there] {
        assert_eq!(browser.complaints(&[]).await, [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_being_typed_survives_what_others_do() {
    let salon = Salon::open(Filled::Demo).await;
    let Some(browser) = Browser::signed_in(&salon).await else { return };
    let person = salon.owner();
    let room = Room::find(&person).await;
    browser.go(&room.page()).await;
    browser.press(&["n"]).await;
    browser.until("the form waits for a name", "document.activeElement?.name === 'client_id_text'").await;
    browser.type_text("Zarina with a long na").await;
    let visit = booked(&person, &room, &person.newcomer().await).await;
    let seen = card(&visit, &room.staff_id);
    browser.until("the visit appears behind the form", &starts_at(&seen, room.start_ms())).await;
    browser.type_text("me").await;
    let typed = "document.querySelector('[name=client_id_text]').value";
    assert_eq!(browser.string(typed).await, "Zarina with a long name");
    assert_eq!(browser.string("document.activeElement.name").await, "client_id_text");
}

fn soon(what: &str, took: Duration) {
    println!("{what} was seen elsewhere after {} ms", took.as_millis());
    assert!(took < SOON, "{what} was seen elsewhere only after {took:?}");
}
