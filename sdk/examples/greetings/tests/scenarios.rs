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
fn only_who_may_send_sends(salon: Salon) {
    let olga = salon.client("Ольга Пак");
    let greeting = json!({ "client_id": olga, "text": "С днём рождения!" });
    let _ = salon.signed_in("receptionist").post("/p/greetings/greetings", &greeting).is_denied();
    let _ = salon.signed_in("master").get("/p/greetings/birthdays").is_denied();
    salon.signed_in("manager").post("/p/greetings/greetings", json!({ "text": "x" })).refuses("client_id");
}
