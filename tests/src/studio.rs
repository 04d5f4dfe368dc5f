//! A branch at work, made through the front door: the branch, a category, a service, a master who can do it, a shift.

use serde_json::{Value as Json, json};

use crate::person::{Answer, Person};

/// A branch with one master who works from nine to six on `day`.
#[derive(Clone, Debug)]
pub struct Studio {
    pub branch_id: String,
    pub staff_id: String,
    pub service_id: String,
    /// `YYYY-MM-DD`.
    pub day: String,
}

/// Minutes of the studio's service.
pub const MINUTES: i64 = 60;

fn id(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

impl Studio {
    /// Opened by `owner` for work on `day`; `account_id` is the master's, if they sign in.
    pub async fn open(owner: &Person, name: &str, account_id: Option<&str>, day: String) -> Self {
        let branch = json!({ "name": name, "timezone": "Asia/Tashkent" });
        let branch_id = id(&owner.post("/p/salon/branches", branch).await.refused(201), "branch_id");
        let category = json!({ "name_uz": format!("Soch {name}"), "name_ru": name, "name_en": name });
        let category_id = id(&owner.post("/p/salon/categories", category).await.refused(201), "category_id");
        let service = json!({
            "category_id": category_id, "name_uz": format!("Soch turmagi {name}"), "name_ru": format!("Укладка {name}"),
            "name_en": format!("Styling {name}"), "active_minutes": MINUTES, "price_minor": 15_000_000,
        });
        let service_id = id(&owner.post("/p/salon/services", service).await.refused(201), "service_id");
        let mut studio = Self { branch_id, staff_id: String::new(), service_id, day };
        studio.staff_id = studio.hire(owner, "Zebo", name, account_id).await;
        studio
    }

    /// One more master of this studio with the same service and shift; returns their id.
    pub async fn hire(&self, owner: &Person, first: &str, last: &str, account_id: Option<&str>) -> String {
        let member = json!({
            "first_name": first, "last_name": last, "job_title": "Stylist", "branch_id": self.branch_id,
            "account_id": account_id,
        });
        let staff_id = id(&owner.post("/p/salon/staff", member).await.refused(201), "staff_id");
        let skills = json!({ "skills": [{ "service_id": self.service_id, "can": true }] });
        owner.post(&format!("/p/salon/staff/{staff_id}/skills"), skills).await.ok();
        let shift = json!({
            "staff_id": staff_id, "branch_id": self.branch_id, "day": self.day, "start": "09:00", "end": "18:00",
        });
        owner.post("/p/salon/shifts", shift).await.refused(201);
        staff_id
    }

    /// RFC 3339 of a local time of the studio's day.
    pub fn at(&self, time: &str) -> String {
        format!("{}T{time}:00+05:00", self.day)
    }

    /// A booking of the studio's master at a local time.
    pub fn booking(&self, client_id: &str, time: &str) -> Json {
        json!({
            "client_id": client_id, "start": self.at(time), "branch": self.branch_id,
            "services": [{ "service_id": self.service_id, "staff_id": self.staff_id }],
        })
    }

    pub async fn book(&self, who: &Person, client_id: &str, time: &str) -> Answer {
        who.post("/p/booking/appointments", self.booking(client_id, time)).await
    }
}
