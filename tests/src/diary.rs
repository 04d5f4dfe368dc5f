//! Free times and bookings, as a receptionist finds them over the JSON pages (architecture 9).

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value as Json, json};

use crate::person::{Answer, Person};
use crate::salon::Salon;

/// A free time of one master for one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    pub service_id: String,
    pub staff_id: String,
    /// RFC 3339.
    pub start: String,
}

impl Opening {
    /// Milliseconds since 1970.
    pub fn start_ms(&self) -> i64 {
        self.start.parse::<jiff::Timestamp>().expect("RFC 3339").as_millisecond()
    }

    /// The same master and service at another minute.
    pub fn moved(&self, minutes: i64) -> Self {
        let moved =
            jiff::Timestamp::from_millisecond(self.start_ms() + minutes * 60_000).expect("a near instant");
        Self { start: moved.to_string(), ..self.clone() }
    }
}

/// What a booking sends.
pub fn booking(client_id: &str, opening: &Opening) -> Json {
    json!({
        "client_id": client_id,
        "start": opening.start,
        "services": [{ "service_id": opening.service_id, "staff_id": opening.staff_id }],
    })
}

/// The ids in a list page: `ids(page, "clients", "client_id")`.
pub fn ids(page: &Json, list: &str, id: &str) -> Vec<String> {
    let rows = page[list].as_array().unwrap_or_else(|| panic!("no list {list} in {page}"));
    rows.iter().map(|row| row[id].as_str().unwrap_or_else(|| panic!("no {id} in {row}")).to_owned()).collect()
}

/// The day `days` days after the one the salon is in.
pub fn day_after(days: i64) -> String {
    let today: jiff::civil::Date = business_day().parse().expect("a day");
    today.checked_add(jiff::Span::new().days(days)).expect("a near day").to_string()
}

/// The last `count` days, today's as the last one.
pub fn last_days(count: i64) -> Vec<String> {
    (0..count).map(|at| day_after(at + 1 - count)).collect()
}

/// The day the salon is in: it begins at five in the morning.
pub fn business_day() -> String {
    let zone = jiff::tz::TimeZone::get("Asia/Tashkent").expect("the zone is known");
    let morning = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(5);
    morning.to_zoned(zone).date().to_string()
}

/// Brings visits of a day to come to this one: when the salon has closed, the demo's day has none left to be paid for.
/// `which`: a condition on `booking_appointment` that says which of that day's.
pub fn bring_to_today(salon: &Salon, days: i64, which: &str) {
    let (today, day) = (business_day(), day_after(days));
    let ms = days * 86_400_000;
    let these = format!("day = '{day}' and {which}");
    salon.execute(&format!(
        "update booking_line set start_at = start_at - {ms}, end_at = end_at - {ms}, reserved_from = reserved_from - {ms} \
         where appointment_id in (select appointment_id from booking_appointment where {these}); \
         update booking_appointment set day = '{today}', start_at = start_at - {ms}, end_at = end_at - {ms} where {these}"
    ));
}

impl Person {
    /// Known clients.
    pub async fn clients(&self) -> Vec<String> {
        ids(&self.get("/p/clients/clients?limit=100").await.ok(), "clients", "client_id")
    }

    /// A new client with this name and phone.
    pub async fn new_client(&self, first_name: &str, last_name: &str, phone: &str) -> Answer {
        let body = json!({ "first_name": first_name, "last_name": last_name, "phone": phone });
        self.post("/p/clients/clients", body).await
    }

    /// A client nobody has booked yet: a known one may be elsewhere at that time (R-B1). Returns the id.
    pub async fn newcomer(&self) -> String {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let body = json!({ "first_name": format!("Newcomer {number}"), "different": true });
        let made = self.post("/p/clients/clients", body).await.refused(201);
        made["client_id"].as_str().expect("an id").to_owned()
    }

    /// Free times on the following days, at most one per master, service and day, until there are `wanted`.
    pub async fn openings(&self, wanted: usize) -> Vec<Opening> {
        let services = ids(&self.get("/p/salon/services").await.ok(), "services", "service_id");
        let mut found = Vec::new();
        for days in 1..60 {
            for service in &services {
                let path = format!("/p/booking/slots?day={}&services={service}", day_after(days));
                let page = self.get(&path).await.ok();
                found.extend(first_of_each_master(&page, service, &found));
                if found.len() >= wanted {
                    found.truncate(wanted);
                    return found;
                }
            }
        }
        panic!("only {} free times in two months", found.len());
    }

    pub async fn book(&self, client_id: &str, opening: &Opening) -> Answer {
        self.post("/p/booking/appointments", booking(client_id, opening)).await
    }
}

/// One opening a master and day, so that none of them stands in another's way.
fn first_of_each_master(page: &Json, service: &str, known: &[Opening]) -> Vec<Opening> {
    let mut found: Vec<Opening> = Vec::new();
    for slot in page["slots"].as_array().into_iter().flatten() {
        let start = slot["start"].as_str().expect("a start").to_owned();
        for staff in slot["staff_ids"].as_array().into_iter().flatten().take(1) {
            let staff_id = staff.as_str().expect("an id").to_owned();
            let same_day = |other: &Opening| other.staff_id == staff_id && other.start[..10] == start[..10];
            if !found.iter().any(same_day) && !known.iter().any(same_day) {
                found.push(Opening { service_id: service.to_owned(), staff_id, start: start.clone() });
            }
        }
    }
    found
}
