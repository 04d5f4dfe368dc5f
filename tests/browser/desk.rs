//! A receptionist's day: a known client and a new one are booked, a visit is carried, nudged, made longer, confirmed,
//! cancelled and brought back, with the mouse and with keys.

use std::time::{Duration, Instant};

use pardoz_tests::browser::Browser;
use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::json;

use crate::schedule::{Room, card, carry, point, starts_at, visit};

#[tokio::test(flavor = "multi_thread")]
async fn a_receptionists_day_on_sqlite() {
    day_at_the_desk(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receptionists_day_on_postgresql() {
    day_at_the_desk(Engine::Postgres).await;
}

async fn day_at_the_desk(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let Some(browser) = Browser::signed_in(&salon).await else { return };
    let person = salon.owner();
    let room = Room::find(&person).await;
    browser.go(&room.page()).await;

    let known = book_a_known_client(&browser, &person, &room).await;
    let seen = card(&known, &room.other_staff_id);
    at_rest(&browser).await;
    carry(&browser, &card(&known, &room.staff_id), &room.other_staff_id, 0).await;
    browser.until("the visit lies with the other master", &starts_at(&seen, room.start_ms())).await;
    let new = book_a_new_client(&browser, &person, &room).await;

    move_and_take_back(&browser, &room, &seen).await;
    move_by_keys(&browser, &room, &seen).await;
    make_longer_and_shorter(&browser, &person, &known, &seen).await;
    confirm_but_not_begin(&browser, &seen).await;
    cancel_and_bring_back(&browser, &person, &new, &card(&new, &room.staff_id)).await;

    assert_eq!(visit(&person, &known).await["state"], "confirmed");
    // The refusal of "arrived" before the day has come is part of this day.
    assert_eq!(browser.complaints(&["status of 422", "status of 409", "status of 503"]).await, [""; 0]);
}

/// N, a part of the name, Enter, service, master, time.
async fn book_a_known_client(browser: &Browser, person: &Person, room: &Room) -> String {
    // Somebody of the demo could be elsewhere at that hour (R-B1). And that somebody else wrote down a client just now must
    // not close the form again.
    let card = json!({ "first_name": "Xurshida", "last_name": "Yangi", "phone": "+998 90 444 31 17" });
    person.post("/p/clients/clients", card).await.refused(201);
    let client = person.get("/p/clients/clients?q=Xurshida").await.ok()["clients"][0].clone();
    let name = client["display_name"].as_str().expect("a name");
    let began = Instant::now();
    browser.press(&["n"]).await;
    browser.until("the form waits for a name", "document.activeElement?.name === 'client_id_text'").await;
    browser.type_text(name).await;
    browser
        .until(
            "the client is found",
            "document.querySelector('.combo-list:not([hidden]) [role=option] small')",
        )
        .await;
    browser.press(&["Enter"]).await;
    browser
        .until("the client is chosen", "document.querySelector('#booking-form [name=client_id]').value")
        .await;
    choose(browser, "#service-0", &room.service_id).await;
    choose(browser, "#staff-0", &room.staff_id).await;
    browser.click(&format!("label:has(input[name=start][value='{}'])", room.start)).await;
    let known = book(browser, room).await;
    println!("a known client is booked after {:.1} s", began.elapsed().as_secs_f64());
    assert_eq!(visit(person, &known).await["client"]["client_id"], client["client_id"]);
    known
}

/// A press on an empty place of the day, a name nobody has, a phone.
async fn book_a_new_client(browser: &Browser, person: &Person, room: &Room) -> String {
    let (x, y) = point(browser, &room.staff_id, room.start_ms()).await;
    browser.drag("mouse", &[(x, y + 4.0)], Duration::ZERO).await;
    let at = format!(
        "Date.parse(document.querySelector('#booking-form [name=start]:checked')?.value) === {}",
        room.start_ms()
    );
    browser.until("the form has the time that was pressed", &at).await;
    browser.fill("[name=client_id_text]", "Zebiniso Yangiyeva").await;
    browser
        .until("a new client is offered", "document.querySelector('[role=option][data-label=\"\"]')")
        .await;
    browser.press(&["Enter"]).await;
    browser.until("the phone is next", "document.activeElement?.name === 'phone'").await;
    browser.type_text("901234567").await;
    choose(browser, "#service-0", &room.service_id).await;
    assert_eq!(browser.string("document.querySelector('[name=first_name]').value").await, "Zebiniso");
    let new = book(browser, room).await;
    let client = visit(person, &new).await["client"].clone();
    assert_eq!(client["phone"], "+998901234567", "{client}");
    assert!(client["name"].as_str().expect("a name").contains("Yangiyeva"), "{client}");
    new
}

/// An option of a list; the form draws itself again with what follows from it.
async fn choose(browser: &Browser, list: &str, value: &str) {
    browser.value("document.getElementById('booking-form').dataset.before = ''").await;
    browser.click(&format!("{list} option[value='{value}']")).await;
    let drawn = format!(
        "document.querySelector('#booking-form:not([data-before]) {list}')?.value === '{value}' \
         && document.querySelector('#booking-form [name=start]')"
    );
    browser.until("the form shows the times", &drawn).await;
}

/// Sends the form; the id of the new visit, whose card must lie with the first master. A salon that was too busy to
/// answer says so and keeps what was typed: then the button is pressed again.
async fn book(browser: &Browser, room: &Room) -> String {
    let cards = format!("[...document.querySelectorAll('#lane-{} .ap[data-appointment]')]", room.staff_id);
    let before = browser.value(&format!("{cards}.map(c => c.dataset.appointment)")).await;
    let start = room.start_ms();
    let fresh = format!(
        "{cards}.filter(c => Date.parse(c.dataset.start) === {start} && !{before}.includes(c.dataset.appointment))"
    );
    let booked = format!("{fresh}.length === 1 && !document.getElementById('booking-form')");
    for _ in 0..3 {
        browser.value("document.querySelectorAll('.toast.bad').forEach(toast => toast.remove())").await;
        browser.press(&["Control", "Enter"]).await;
        browser
            .until("the salon answers", &format!("({booked}) || document.querySelector('.toast.bad')"))
            .await;
        if browser.value(&booked).await == true {
            break;
        }
        eprintln!("the salon was too busy to book");
    }
    browser.until("the new visit lies in the day", &booked).await;
    browser.string(&format!("{fresh}[0].dataset.appointment")).await
}

/// Half an hour later with the mouse; the message's button takes it back.
async fn move_and_take_back(browser: &Browser, room: &Room, card: &str) {
    at_rest(browser).await;
    carry(browser, card, &room.other_staff_id, 30).await;
    browser.until("the visit is later", &starts_at(card, room.later(30))).await;
    browser.click("#toasts .toast:last-child [data-undo-last]").await;
    browser.until("the visit is back", &starts_at(card, room.start_ms())).await;
}

/// Alt and arrows: two presses are one change.
async fn move_by_keys(browser: &Browser, room: &Room, card: &str) {
    at_rest(browser).await;
    browser.value(&format!("document.getElementById('{card}').focus()")).await;
    browser.press(&["Alt", "ArrowDown"]).await;
    browser.press(&["Alt", "ArrowDown"]).await;
    browser.until("the visit is half an hour later", &starts_at(card, room.later(30))).await;
    browser.until("the card kept the focus", &format!("document.activeElement?.id === '{card}'")).await;
    browser.press(&["Alt", "ArrowUp"]).await;
    browser.until("the visit is a quarter later", &starts_at(card, room.later(15))).await;
}

/// A quarter more with keys; by its lower edge back to the quarter hour before.
async fn make_longer_and_shorter(browser: &Browser, person: &Person, visit_id: &str, card: &str) {
    let number = async |name: &str| {
        let steps = browser.string(&format!("document.getElementById('{card}').dataset.{name}")).await;
        steps.parse::<i64>().expect("a number")
    };
    let (step, length) = (number("step").await, number("length").await);
    at_rest(browser).await;
    browser.value(&format!("document.getElementById('{card}').focus()")).await;
    browser.press(&["Shift", "Alt", "ArrowDown"]).await;
    lasts(browser, person, visit_id, card, length + 3).await;

    let (left, top, width, height) = browser.place(&format!("#{card}")).await;
    let three_steps = height / (length + 3) as f64 * 3.0;
    let edge = (left + width / 2.0, top + height - 2.0);
    browser.drag("mouse", &[edge, (edge.0, edge.1 - three_steps)], Duration::ZERO).await;
    // The edge snaps to the quarter hours of the day, not of the visit.
    let end = ((step + length) as f64 / 3.0).round() as i64 * 3;
    lasts(browser, person, visit_id, card, end - step).await;
}

/// The visit is so many steps of five minutes long for the salon, and its card for the eye.
async fn lasts(browser: &Browser, person: &Person, visit_id: &str, card: &str, steps: i64) {
    let began = Instant::now();
    while visit(person, visit_id).await["minutes"] != steps * 5 {
        assert!(began.elapsed() < Duration::from_secs(40), "the visit never lasts {} minutes", steps * 5);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    at_rest(browser).await;
    let length = format!("document.getElementById('{card}')?.dataset.length === '{steps}'");
    browser.until("the card is as long as the visit", &length).await;
}

/// Nothing is on its way to or from the salon.
async fn at_rest(browser: &Browser) {
    let busy = "[aria-busy=true], [data-drag], .ap[data-live-skip], .htmx-request";
    browser.until("nothing is on its way", &format!("!document.querySelector('{busy}')")).await;
}

/// The digit of a state; what cannot be yet is refused in words.
async fn confirm_but_not_begin(browser: &Browser, card: &str) {
    let state = |state: &str| format!("document.getElementById('{card}')?.dataset.state === '{state}'");
    at_rest(browser).await;
    browser.value(&format!("document.getElementById('{card}').focus()")).await;
    browser.press(&["2"]).await;
    browser.until("the visit is confirmed", &state("confirmed")).await;
    browser.value(&format!("document.getElementById('{card}').focus()")).await;
    browser.press(&["3"]).await;
    said(browser, "has not come yet").await;
    assert_eq!(browser.value(&state("confirmed")).await, json!(true));
}

/// Enter opens the visit; who cancels and why; Z brings it back.
async fn cancel_and_bring_back(browser: &Browser, person: &Person, visit_id: &str, card: &str) {
    browser.value(&format!("document.getElementById('{card}').focus()")).await;
    browser.press(&["Enter"]).await;
    browser.click(&format!(".drawer a[href$='{visit_id}/cancel']")).await;
    browser.fill("#cancel-form textarea", "Fell ill").await;
    browser.click("button[form=cancel-form]").await;
    browser.until("the card is gone", &format!("!document.getElementById('{card}')")).await;
    assert_eq!(
        visit(person, visit_id).await["state"].as_str().map(|state| state.starts_with("cancelled")),
        Some(true)
    );
    browser.until("the message is there", "document.querySelector('#toasts [data-undo-last]')").await;
    browser.press(&["z"]).await;
    browser.until("the card is back", &format!("document.getElementById('{card}')")).await;
    assert_eq!(visit(person, visit_id).await["state"], "booked");
}

/// A short message with these words.
async fn said(browser: &Browser, words: &str) {
    let there = format!(
        "[...document.querySelectorAll('#toasts .toast')].some(t => t.textContent.includes('{words}'))"
    );
    browser.until(&format!("a message says {words}"), &there).await;
}
