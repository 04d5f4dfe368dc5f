//! Behaviour, through the door a user takes, on both databases.

use pardoz_testing::prelude::*;

#[scenario]
fn a_client_is_greeted_once_a_year(salon: Salon) {
    let olga = salon.client("Ольга Пак").born("1994-11-24");
    let manager = salon.signed_in("manager");

    manager
        .post("/p/greetings/greetings", json!({ "client_id": olga, "text": "С днём рождения!" }))
        .is_done();
    manager
        .post("/p/greetings/greetings", json!({ "client_id": olga, "text": "Ещё раз!" }))
        .refuses("client_id");

    salon.clock().set("2027-11-24T10:00");
    manager.post("/p/greetings/greetings", json!({ "client_id": olga, "text": "И снова!" })).is_done();
}

#[scenario]
fn the_list_shows_who_has_a_birthday_soon(salon: Salon) {
    salon.client("Ольга Пак").born("1994-11-24");
    salon.client("Тимур Алиев").born("1990-12-25");
    let receptionist = salon.signed_in("receptionist");

    // The setting says 14 days; the clock stands at 23 November.
    let list = receptionist.get("/p/greetings/birthdays").is_done();
    assert_eq!(list["days"], 14);
    assert_eq!(list["birthdays"][0]["display_name"], "Ольга Пак");
    assert_eq!(list["birthdays"].as_array().map(Vec::len), Some(1));

    let list = receptionist.get("/p/greetings/birthdays?days=60").is_done();
    assert_eq!(list["birthdays"].as_array().map(Vec::len), Some(2));
    receptionist.get("/p/greetings/birthdays?days=61").refuses("days");
}

#[scenario]
fn only_who_may_send_sends(salon: Salon) {
    let olga = salon.client("Ольга Пак");
    let greeting = json!({ "client_id": olga, "text": "С днём рождения!" });
    let _ = salon.signed_in("receptionist").post("/p/greetings/greetings", &greeting).is_denied();
    let _ = salon.signed_in("master").get("/p/greetings/birthdays").is_denied();
    salon.signed_in("manager").post("/p/greetings/greetings", json!({ "text": "x" })).refuses("client_id");
}

#[scenario]
fn the_page_is_drawn_in_the_theme(salon: Salon) {
    salon.client("Ольга Пак").born("1994-11-24");
    let html = [("accept", "text/html")];
    let page = salon.owner().send("GET", "/p/greetings/birthdays", None::<&()>, &html).is(200).text();
    assert!(page.contains("Birthdays in the next 14 days") && page.contains("Ольга Пак"), "{page}");
}

#[scenario]
fn the_morning_tells_whose_birthday_it_is(salon: Salon) {
    salon.client("Ольга Пак").born("1994-11-24");
    salon.settle();
    assert_eq!(due(&salon), 0);
    salon.clock().set("2026-11-24T10:00");
    salon.settle();
    assert_eq!(due(&salon), 1);
}

/// Events that tell a birthday, ever.
fn due(salon: &Salon) -> i64 {
    let soon = std::time::Instant::now() + std::time::Duration::from_secs(5);
    let count = salon.app().db.read(soon, |tx| {
        let rows = tx.query("select count(*) from host_event where topic = 'greetings.birthday.due'", &[])?;
        Ok::<_, pardoz_testing::DbError>(rows[0].int(0))
    });
    salon.block_on(count).unwrap()
}
