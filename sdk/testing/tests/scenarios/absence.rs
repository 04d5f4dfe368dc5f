//! R-B11: fifteen minutes after the start somebody should ring; at the end of the slot the client did not come. Both
//! happen by themselves when the clock passes, and only then.

use pardoz_testing::prelude::*;
use pardoz_testing::{Person, Value};

/// A salon at work; the clock shows ten in the morning of 23 November.
struct Desk {
    salon: Salon,
    owner: Person,
    branch: String,
    service: String,
}

fn id(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or_else(|| panic!("no {name} in {json}")).to_owned()
}

impl Desk {
    fn open(salon: Salon) -> Self {
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
        Self { salon, owner, branch, service }
    }

    /// `who` is booked at noon of `day` with a master of their own, who works until eight.
    fn at_noon(&self, day: &str, who: &str) -> Visit<'_> {
        let member = json!({ "first_name": "Zebo", "last_name": who, "job_title": "Stylist", "branch_id": self.branch });
        let staff = id(&self.owner.post("/p/salon/staff", member).is_created(), "staff_id");
        let skills = json!({ "skills": [{ "service_id": self.service, "can": true }] });
        self.owner.post(&format!("/p/salon/staff/{staff}/skills"), skills).is_done();
        let shift = json!({ "staff_id": staff, "branch_id": self.branch, "day": day, "start": "09:00", "end": "20:00" });
        self.owner.post("/p/salon/shifts", shift).is_created();
        let booking = json!({
            "client_id": self.salon.client(who), "start": format!("{day}T12:00:00+05:00"),
            "services": [{ "service_id": self.service, "staff_id": staff }],
        });
        let booked = self.owner.post("/p/booking/appointments", booking).is_created();
        Visit { desk: self, page: format!("/p/booking/appointments/{}", id(&booked, "appointment_id")) }
    }

    /// The clock on the wall shows this, and what is due has happened.
    fn clock_shows(&self, local: &str) {
        self.salon.clock().set(local);
        self.salon.settle();
    }
}

struct Visit<'a> {
    desk: &'a Desk,
    page: String,
}

impl Visit<'_> {
    fn act(&self, act: &str, body: Value) {
        self.desk.owner.post(&format!("{}/{act}", self.page), body).is_done();
    }

    fn card(&self) -> Value {
        self.desk.owner.get(&self.page).is_done()["visit"].clone()
    }

    /// State, and whether somebody should ring.
    fn seen(&self) -> (String, bool) {
        let card = self.card();
        (id(&card, "state"), card["late"].as_bool().expect("late"))
    }

    fn times_in_history(&self, kind: &str) -> usize {
        let card = self.card();
        card["history"].as_array().expect("a history").iter().filter(|entry| entry["kind"] == kind).count()
    }
}

const BOOKED: (&str, bool) = ("booked", false);
const SHOULD_RING: (&str, bool) = ("booked", true);
const ABSENT: (&str, bool) = ("no_show", false);

#[track_caller]
fn expect(visit: &Visit, wanted: (&str, bool), when: &str) {
    assert_eq!(visit.seen(), (wanted.0.to_owned(), wanted.1), "{when}");
}

#[scenario(plugins = ["booking"])]
fn who_does_not_come_is_rung_and_then_missed(salon: Salon) {
    let desk = Desk::open(salon);
    let day = "2026-11-23";
    let absent = desk.at_noon(day, "Olga Absent");
    let late = desk.at_noon(day, "Nigora Late");
    let moved = desk.at_noon(day, "Lola Moved");
    let postponed = desk.at_noon(day, "Rano Postponed");
    moved.act("move", json!({ "start": format!("{day}T16:00:00+05:00") }));

    desk.clock_shows("2026-11-23T12:14");
    expect(&absent, BOOKED, "a minute before somebody should ring");
    desk.clock_shows("2026-11-23T12:15");
    expect(&absent, SHOULD_RING, "a quarter past");
    expect(&late, SHOULD_RING, "a quarter past");
    expect(&moved, BOOKED, "the old time means nothing any more");
    late.act("state", json!({ "state": "arrived" }));
    expect(&postponed, SHOULD_RING, "a quarter past");
    postponed.act("move", json!({ "start": format!("{day}T17:00:00+05:00") }));
    expect(&postponed, BOOKED, "at the new time the client is awaited anew");
    expect(&late, ("arrived", false), "who came is not rung");
    desk.clock_shows("2026-11-23T12:59");
    expect(&absent, SHOULD_RING, "a minute before the end");
    assert_eq!(absent.times_in_history("late"), 1, "asked for once");
    desk.clock_shows("2026-11-23T13:00");
    expect(&absent, ABSENT, "the slot is over");
    expect(&late, ("arrived", false), "who came late is not missed");
    desk.clock_shows("2026-11-23T16:15");
    expect(&moved, SHOULD_RING, "a quarter past the new time");
    moved.act("cancel", json!({ "by": "client" }));
    desk.clock_shows("2026-11-23T17:15");
    expect(&postponed, SHOULD_RING, "a quarter past the new time");
    desk.clock_shows("2026-11-23T18:00");
    expect(&postponed, ABSENT, "the new slot is over");
    assert!(moved.seen().0.starts_with("cancelled"), "{:?}", moved.seen());

    // A salon that was closed over noon catches up, once.
    let unseen = desk.at_noon("2026-11-24", "Zarina Unseen");
    desk.clock_shows("2026-11-24T19:00");
    expect(&unseen, ABSENT, "nobody was there at noon");
    desk.clock_shows("2026-11-24T19:30");
    assert_eq!(unseen.times_in_history("no_show"), 1);

    // A salon that notes absence by hand is only prompted.
    let by_hand = desk.at_noon("2026-11-25", "Malika Hand");
    desk.owner.post("/admin/plugins/booking/settings", json!({ "auto_no_show": false })).is_done();
    desk.clock_shows("2026-11-25T12:15");
    expect(&by_hand, SHOULD_RING, "a quarter past");
    desk.clock_shows("2026-11-25T13:30");
    assert_eq!(by_hand.seen().0, "booked");
}
