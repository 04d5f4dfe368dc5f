//! The list of screens: where each is and what is pressed before it is looked at.

use pardoz_tests::diary::{day_after, ids};
use pardoz_tests::person::Person;
use serde_json::Value as Json;

use crate::ledgers;

/// A screen of a signed-in person.
pub struct Screen {
    pub name: String,
    pub path: String,
    /// Keys pressed one chord after the other once the page is there, and what is true afterwards.
    pub keys: &'static [&'static [&'static str]],
    pub until: &'static str,
    /// Words of complaints that belong to the screen: a page that is not there is a 404 in the console.
    pub expected: &'static [&'static str],
}

pub fn screen(name: &str, path: impl Into<String>) -> Screen {
    Screen { name: name.to_owned(), path: path.into(), keys: &[], until: "true", expected: &[] }
}

/// Every screen of a salon in the middle of its work.
pub async fn of_a_working_salon(person: &Person) -> Vec<Screen> {
    let (day, branch) = busy_day(person).await;
    let of_day = format!("day={day}&branch={branch}");
    let visits = person.get(&format!("/p/booking/appointments?{of_day}")).await.ok();
    let to_come = |visit: &&Json| matches!(visit["state"].as_str(), Some("booked" | "confirmed"));
    let visit = visits["appointments"].as_array().expect("visits").iter().find(to_come);
    let visit =
        visit.expect("a visit that is still to come")["appointment_id"].as_str().expect("an id").to_owned();
    let (unpaid, visit) = (visit.clone(), format!("/p/booking/appointments/{visit}"));
    let client = format!("/p/clients/clients/{}", person.clients().await[3]);
    let service = first(person, "/p/salon/services", "services", "service_id").await;
    let staff = first(person, "/p/salon/staff", "staff", "staff_id").await;
    let branch = first(person, "/p/salon/branches", "branches", "branch_id").await;
    let refused = &["status of 422"][..];
    let mut screens = vec![
        screen("dashboard", "/"),
        screen("schedule", format!("/p/booking/schedule?{of_day}")),
        screen("schedule-week", format!("/p/booking/week?{of_day}")),
        screen("schedule-list", format!("/p/booking/appointments?{of_day}")),
        screen("schedule-no-shifts", "/p/booking/schedule?day=2040-01-01"),
        screen("visit", visit.clone()),
        screen("visit-move", format!("{visit}/move")),
        screen("visit-cancel", format!("{visit}/cancel")),
        screen(
            "booking",
            format!("/p/booking/appointments/new?{of_day}&services[0][service_id]={}", service.id),
        ),
        Screen {
            keys: &[&["Control", "Enter"]],
            until: "document.querySelector('#booking-form .error')",
            expected: refused,
            ..screen("booking-refused", format!("/p/booking/appointments/new?{of_day}"))
        },
        screen("clients", "/p/clients/clients"),
        screen("clients-none-found", "/p/clients/clients?q=zzzzzz"),
        screen("client", client.clone()),
        screen("client-edit", format!("{client}/edit")),
        screen("client-new", "/p/clients/clients/new"),
        screen("client-duplicates", "/p/clients/duplicates"),
        screen("services", "/p/salon/services"),
        screen("service", service.page),
        screen("service-new", "/p/salon/services/new"),
        screen("category-new", "/p/salon/categories/new"),
        screen("staff", "/p/salon/staff"),
        screen("staff-new", "/p/salon/staff/new"),
        screen("master", staff.page.clone()),
        screen("master-edit", format!("{}/edit", staff.page)),
        screen("master-skills", format!("{}/skills", staff.page)),
        screen("master-pattern", format!("{}/pattern", staff.page)),
        screen("shifts", "/p/salon/shifts"),
        screen("shift-new", format!("/p/salon/shifts/new?staff_id={}&day={day}", staff.id)),
        screen("time-off", "/p/salon/time-off"),
        screen("branches", "/p/salon/branches"),
        screen("branch", branch.page),
        screen("branch-new", "/p/salon/branches/new"),
        screen("modules", "/admin/plugins"),
        screen("module", "/admin/plugins/booking"),
        screen("module-settings", "/admin/plugins/booking?tab=settings"),
        screen("module-log", "/admin/plugins/booking?tab=log"),
        screen("people", "/admin/people"),
        screen("people-new", "/admin/people?new=on"),
        screen("roles", "/admin/people/roles"),
        screen("settings", "/admin/settings"),
        screen("me", "/me"),
        screen("import", "/import"),
        screen("import-upload", "/import/clients/clients"),
        Screen { expected: &["status of 404"], ..screen("not-found", "/p/nothing/here") },
        Screen {
            keys: &[&["Control", "k"]],
            until: "document.querySelector('#palette a.pal-item')",
            ..screen("palette", "/me")
        },
        Screen { keys: &[&["?"]], until: "document.querySelector('#keys[open]')", ..screen("keys", "/me") },
        Screen {
            keys: &[&["Control", "Enter"]],
            until: "document.querySelector('[aria-invalid=true], .error')",
            expected: refused,
            ..screen("client-refused", "/p/clients/clients/new")
        },
    ];
    screens.extend(ledgers::of_finance(person, &unpaid).await);
    screens.extend(ledgers::of_inventory(person).await);
    screens.extend(ledgers::of_loyalty(person).await);
    screens
}

/// The pages a fresh salon has nothing to show on yet.
pub fn of_a_fresh_salon() -> Vec<Screen> {
    let empty = [
        ("dashboard", "/"),
        ("schedule", "/p/booking/schedule"),
        ("schedule-list", "/p/booking/appointments"),
        ("schedule-week", "/p/booking/week"),
        ("clients", "/p/clients/clients"),
        ("duplicates", "/p/clients/duplicates"),
        ("services", "/p/salon/services"),
        ("staff", "/p/salon/staff"),
        ("shifts", "/p/salon/shifts"),
        ("time-off", "/p/salon/time-off"),
    ];
    empty.map(|(name, path)| screen(&format!("empty-{name}"), path)).into()
}

/// Pages of other modules that the navigation leads to, so that a new module is looked at without being listed here.
pub fn of_navigation(hrefs: &Json, known: &[Screen]) -> Vec<Screen> {
    let hrefs = hrefs.as_array().expect("links").iter().filter_map(Json::as_str);
    let new = hrefs.filter(|href| !known.iter().any(|screen| screen.path.split('?').next() == Some(*href)));
    new.map(|href| screen(&format!("nav{}", href.replace('/', "-")), href)).collect()
}

/// Something with an id and the page of its own.
struct Thing {
    id: String,
    page: String,
}

async fn first(person: &Person, list: &str, rows: &str, id: &str) -> Thing {
    let id = ids(&person.get(list).await.ok(), rows, id).remove(0);
    Thing { page: format!("{list}/{id}"), id }
}

/// The first day from tomorrow on with many visits, in the branch the schedule opens with.
async fn busy_day(person: &Person) -> (String, String) {
    let mut best = (0, String::new(), String::new());
    for days in 1..8 {
        let day = day_after(days);
        let page = person.get(&format!("/p/booking/schedule?day={day}")).await.ok();
        let visits = page["summary"]["visits"].as_i64().expect("a count");
        if visits > best.0 {
            best = (visits, day, page["branch_id"].as_str().expect("a branch").to_owned());
        }
    }
    assert!(best.0 > 0, "no visits in the next week");
    (best.1, best.2)
}
