//! The schedule as a hand meets it: where a time lies on the screen, where a card lies, what the server says of it.

use std::time::Duration;

use pardoz_tests::browser::Browser;
use pardoz_tests::diary::{day_after, ids};
use pardoz_tests::person::{Answer, Person};
use serde_json::json;

/// A time at which two masters of one branch could do the same service, with an hour of room after it.
pub struct Room {
    pub day: String,
    pub branch_id: String,
    pub service_id: String,
    pub staff_id: String,
    pub other_staff_id: String,
    /// RFC 3339.
    pub start: String,
}

/// Quarters that must be free after the start: a move of half an hour and a longer visit fit.
const QUARTERS: i64 = 4;

impl Room {
    /// The first such time from the day after tomorrow on: it is still to come when the day turns meanwhile.
    pub async fn find(person: &Person) -> Self {
        let services = ids(&person.get("/p/salon/services").await.ok(), "services", "service_id");
        for days in 2..30 {
            let day = day_after(days);
            let board = person.get(&format!("/p/booking/schedule?day={day}")).await.ok();
            let masters = ids(&board, "lanes", "staff_id");
            for service_id in &services {
                let mut known: Vec<(String, Vec<String>)> = Vec::new();
                for staff_id in &masters {
                    let path = format!("/p/booking/slots?day={day}&services={service_id}&staff={staff_id}");
                    let times = roomy_times(&person.get(&path).await);
                    let common =
                        |(_, other): &&(String, Vec<String>)| times.iter().any(|time| other.contains(time));
                    if let Some((other, theirs)) = known.iter().find(common) {
                        let start =
                            times.into_iter().find(|time| theirs.contains(time)).expect("a common time");
                        let branch_id = board["branch_id"].as_str().expect("a branch").to_owned();
                        let (service_id, other_staff_id) = (service_id.clone(), staff_id.clone());
                        return Self {
                            day,
                            branch_id,
                            service_id,
                            staff_id: other.clone(),
                            other_staff_id,
                            start,
                        };
                    }
                    known.push((staff_id.clone(), times));
                }
            }
        }
        panic!("no day of the next month has room for two masters");
    }

    pub fn page(&self) -> String {
        format!("/p/booking/schedule?day={}&branch={}", self.day, self.branch_id)
    }

    /// The start, so many minutes later, as the server writes it.
    pub fn later(&self, minutes: i64) -> i64 {
        self.start_ms() + minutes * 60_000
    }

    pub fn start_ms(&self) -> i64 {
        self.start.parse::<jiff::Timestamp>().expect("RFC 3339").as_millisecond()
    }
}

/// The times with so many free quarters after them; none where the master does not do the service.
fn roomy_times(slots: &Answer) -> Vec<String> {
    let starts: Vec<&str> =
        slots.json["slots"].as_array().into_iter().flatten().filter_map(|s| s["start"].as_str()).collect();
    let at = |start: &str| start.parse::<jiff::Timestamp>().expect("RFC 3339").as_second();
    let free: Vec<i64> = starts.iter().map(|start| at(start)).collect();
    let roomy = |start: &&&str| (1..=QUARTERS).all(|n| free.contains(&(at(start) + n * 15 * 60)));
    starts.iter().filter(roomy).map(|start| (*start).to_owned()).collect()
}

/// The id of a card's element.
pub fn card(appointment_id: &str, staff_id: &str) -> String {
    format!("ap-{appointment_id}-{staff_id}")
}

/// True once the server's page shows the card with this start: dragging alone does not write `data-start`.
pub fn starts_at(card: &str, at_ms: i64) -> String {
    format!("Date.parse(document.getElementById('{card}')?.dataset.start) === {at_ms}")
}

/// Where an instant lies in a master's column, scrolled into view: CSS pixels of the window.
pub async fn point(browser: &Browser, staff_id: &str, at_ms: i64) -> (f64, f64) {
    let script = format!(
        "(() => {{ const wrap = document.querySelector('.sched-wrap'), day = document.querySelector('.day'); \
         const lane = document.getElementById('lane-{staff_id}'); \
         const slot = parseFloat(getComputedStyle(day).getPropertyValue('--slot')); \
         const down = (({at_ms} - Date.parse(day.dataset.from)) / 300000) * slot; \
         lane.scrollIntoView({{ inline: 'nearest', block: 'nearest' }}); \
         wrap.scrollTop += lane.getBoundingClientRect().top + down - wrap.getBoundingClientRect().top - wrap.clientHeight / 2; \
         const box = lane.getBoundingClientRect(); return [box.left + box.width / 2, box.top + down]; }})()"
    );
    let numbers = browser.value(&script).await;
    (numbers[0].as_f64().expect("x"), numbers[1].as_f64().expect("y"))
}

/// Carries a card with the mouse to another instant and master, held at its middle.
pub async fn carry(browser: &Browser, card: &str, staff_id: &str, by_minutes: i64) {
    let start = browser.value(&format!("Date.parse(document.getElementById('{card}').dataset.start)")).await;
    let start = start.as_i64().expect("an instant");
    let (x, to_y) = point(browser, staff_id, start + by_minutes * 60_000).await;
    let (left, top, width, height) = browser.place(&format!("#{card}")).await;
    let (from_x, from_y) = (left + width / 2.0, top + height / 2.0);
    let to = (x, to_y + height / 2.0);
    let half_way = ((from_x + to.0) / 2.0, (from_y + to.1) / 2.0);
    browser.drag("mouse", &[(from_x, from_y), half_way, to], Duration::ZERO).await;
}

/// The visits of a day over HTTP, as `(id, staff names, start)`; what the browser did must be there too.
pub async fn visit(person: &Person, appointment_id: &str) -> serde_json::Value {
    person.get(&format!("/p/booking/appointments/{appointment_id}")).await.ok()["visit"].clone()
}

/// Books over HTTP, for scenarios about something else.
pub async fn booked(person: &Person, room: &Room, client_id: &str) -> String {
    let body = json!({
        "client_id": client_id, "start": room.start,
        "services": [{ "service_id": room.service_id, "staff_id": room.staff_id }],
    });
    let said = person.post("/p/booking/appointments", body).await.refused(201);
    said["appointment_id"].as_str().expect("an id").to_owned()
}
