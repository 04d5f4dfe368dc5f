//! R-B11: fifteen minutes after the start somebody should ring; at the end of the slot the client did not come. Both
//! happen by themselves when the clock passes, and only then.

use pardoz_testing::prelude::*;
use pardoz_testing::{Person, Value};

/// A master who works today, and a visit of Olga at noon. The clock shows ten.
struct Noon {
    salon: Salon,
    owner: Person,
    booked: Value,
}

fn id(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
}

impl Noon {
    fn of(salon: Salon) -> Self {
        let owner = salon.owner();
        let branches = owner.get("/p/salon/branches").is_done();
        let branch = id(&branches["branches"][0], "branch_id");
        let category = json!({ "name_uz": "Soch", "name_ru": "Волосы", "name_en": "Hair" });
        let category = id(&owner.post("/p/salon/categories", category).is_created(), "category_id");
        let service = json!({
            "category_id": category, "name_uz": "Turmak", "name_ru": "Укладка", "name_en": "Styling",
            "active_minutes": 60, "price_minor": 15_000_000,
        });
        let service = id(&owner.post("/p/salon/services", service).is_created(), "service_id");
        let member = json!({ "first_name": "Zebo", "last_name": "Aliyeva", "job_title": "Stylist", "branch_id": branch });
        let staff = id(&owner.post("/p/salon/staff", member).is_created(), "staff_id");
        let skills = json!({ "skills": [{ "service_id": service, "can": true }] });
        owner.post(&format!("/p/salon/staff/{staff}/skills"), skills).is_done();
        let shift = json!({ "staff_id": staff, "branch_id": branch, "day": "2026-11-23", "start": "09:00", "end": "20:00" });
        owner.post("/p/salon/shifts", shift).is_created();
        let olga = salon.client("Ольга Пак");
        let booking = json!({
            "client_id": olga, "start": "2026-11-23T12:00:00+05:00",
            "services": [{ "service_id": service, "staff_id": staff }],
        });
        let booked = owner.post("/p/booking/appointments", booking).is_created();
        Self { salon, owner, booked }
    }

    /// The clock on the wall shows `time`, and what is due has happened.
    fn at(&self, time: &str) {
        self.salon.clock().set(&format!("2026-11-23T{time}"));
        self.salon.settle();
    }

    fn act(&self, act: &str, body: Value) -> Value {
        let page = format!("/p/booking/appointments/{}/{act}", id(&self.booked, "appointment_id"));
        self.owner.post(&page, body).is_done()
    }

    /// State, and whether somebody should ring.
    fn seen(&self) -> (String, bool) {
        let page = format!("/p/booking/appointments/{}", id(&self.booked, "appointment_id"));
        let visit = &self.owner.get(&page).is_done()["visit"];
        (id(visit, "state"), visit["late"].as_bool().expect("late"))
    }
}

#[scenario(plugins = ["booking"])]
fn nobody_comes(salon: Salon) {
    let noon = Noon::of(salon);
    noon.at("12:14");
    assert_eq!(noon.seen(), ("booked".to_owned(), false));
    noon.at("12:15");
    assert_eq!(noon.seen(), ("booked".to_owned(), true), "somebody should ring");
    noon.at("12:59");
    assert_eq!(noon.seen(), ("booked".to_owned(), true));
    noon.at("13:00");
    assert_eq!(noon.seen(), ("no_show".to_owned(), false));
}

#[scenario(plugins = ["booking"])]
fn the_client_comes_late_after_all(salon: Salon) {
    let noon = Noon::of(salon);
    noon.at("12:20");
    assert!(noon.seen().1);
    noon.act("state", json!({ "state": "arrived" }));
    assert_eq!(noon.seen(), ("arrived".to_owned(), false));
    noon.at("15:00");
    assert_eq!(noon.seen(), ("arrived".to_owned(), false), "who came is not missed");
}

#[scenario(plugins = ["booking"])]
fn the_visit_is_moved_or_cancelled_in_time(salon: Salon) {
    let noon = Noon::of(salon);
    noon.act("move", json!({ "start": "2026-11-23T16:00:00+05:00" }));
    noon.at("13:30");
    assert_eq!(noon.seen(), ("booked".to_owned(), false), "the old time means nothing any more");
    noon.at("16:15");
    assert!(noon.seen().1, "the new one does");
    noon.act("cancel", json!({ "by": "client" }));
    noon.at("18:00");
    assert!(noon.seen().0.starts_with("cancelled"), "{:?}", noon.seen());
}

#[scenario(plugins = ["booking"])]
fn a_salon_that_marks_absence_by_hand_is_only_prompted(salon: Salon) {
    let noon = Noon::of(salon);
    // Every switch of the form is sent; one that is not there is off.
    noon.owner.post("/admin/plugins/booking/settings", json!({ "auto_no_show": false })).is_done();
    noon.at("12:15");
    assert!(noon.seen().1);
    noon.at("13:30");
    assert_eq!(noon.seen().0, "booked");
}

#[scenario(plugins = ["booking"])]
fn a_salon_that_was_closed_over_noon_catches_up(salon: Salon) {
    let noon = Noon::of(salon);
    noon.at("19:00");
    assert_eq!(noon.seen(), ("no_show".to_owned(), false));
    // The night's jobs do it once: the history has one line of it.
    noon.at("19:30");
    let page = format!("/p/booking/appointments/{}", id(&noon.booked, "appointment_id"));
    let visit = noon.owner.get(&page).is_done()["visit"].clone();
    let history: Vec<&str> = visit["history"]
        .as_array()
        .expect("a history")
        .iter()
        .filter_map(|entry| entry["kind"].as_str())
        .collect();
    assert_eq!(history.iter().filter(|kind| **kind == "no_show").count(), 1, "{history:?}");
}
