//! A desk: bills, what the till answers, and what finance tells.

use std::sync::atomic::{AtomicU64, Ordering};

use pardoz_tests::fixture;
use pardoz_tests::person::{Answer, Person};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::wait::until;
use serde_json::{Value as Json, json};

/// One so'm in tiyin.
pub const SOM: i64 = 100;

pub struct Desk {
    pub salon: Salon,
    pub owner: Person,
    pub branch_id: String,
    pub day: String,
}

/// A UUID of version 7 by its shape; never the same twice in a run.
pub fn id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let n = NEXT.fetch_add(1, Ordering::SeqCst);
    format!("019abcde-{:04x}-7000-8000-{n:012x}", n % 65_536)
}

impl Desk {
    pub async fn open(engine: Engine) -> Option<Self> {
        let salon = Salon::on(engine, Filled::Empty).await?;
        fixture::install(&salon, "till").await;
        let owner = salon.owner();
        let branches = owner.get("/p/salon/branches").await.ok();
        let branch_id = branches["branches"][0]["branch_id"].as_str().expect("a branch").to_owned();
        let zone = jiff::tz::TimeZone::get("Asia/Tashkent").expect("the zone is known");
        // R-B15: the business day starts at 05:00.
        let now = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(5);
        let day = now.to_zoned(zone).date().to_string();
        Some(Self { salon, owner, branch_id, day })
    }

    pub async fn client(&self, name: &str, phone: &str) -> String {
        let created = self.owner.new_client(name, "Karimova", phone).await.ok();
        created["client_id"].as_str().expect("an id").to_owned()
    }

    pub async fn give_points(&self, client_id: &str, points: i64) {
        let body = json!({ "points": points, "note": "for a test" });
        self.owner.post(&format!("/p/loyalty/clients/{client_id}/points"), body).await.ok();
    }

    pub async fn certificate(&self, code: &str, som: i64) -> String {
        let body = json!({ "amount_minor": som * SOM, "branch_id": self.branch_id, "code": code, "note": "for a test" });
        let made = self.owner.post("/p/loyalty/certificates", body).await.refused(201);
        made["certificate_id"].as_str().expect("an id").to_owned()
    }

    pub async fn code(&self, body: Json) {
        self.owner.post("/p/loyalty/codes", body).await.refused(201);
    }

    /// A bill of service lines, by their prices in so'm.
    pub fn bill(&self, client_id: Option<&str>, som: &[i64]) -> Json {
        let line = |som: &i64| json!({ "line_id": id(), "kind": "service", "quantity_milli": 1000, "price_minor": som * SOM });
        let lines: Vec<Json> = som.iter().map(line).collect();
        json!({
            "bill_id": id(), "branch_id": self.branch_id, "client_id": client_id,
            "certificates": [], "memberships": [], "lines": lines,
        })
    }

    pub async fn reserve(&self, bill: &Json) -> Answer {
        self.owner.post("/p/till/reserve", bill.clone()).await
    }

    pub async fn quote(&self, bill: &Json) -> Json {
        self.owner.post("/p/till/quote", bill.clone()).await.ok()
    }

    pub async fn totals(&self) -> Json {
        self.owner.get("/p/till/totals").await.ok()
    }

    pub async fn card(&self, client_id: &str) -> Json {
        self.owner.get(&format!("/p/loyalty/clients/{client_id}")).await.ok()
    }

    /// What finance says of a bill that was paid as it was quoted.
    pub fn paid(&self, bill: &Json, quote: &Json) -> Json {
        let lines: Vec<Json> = bill["lines"]
            .as_array()
            .expect("lines")
            .iter()
            .zip(quote["lines"].as_array().expect("lines"))
            .map(|(line, priced)| {
                let gross = line["price_minor"].as_i64().expect("a price");
                let discount = priced["discount_minor"].as_i64().expect("a discount");
                json!({
                    "line_id": line["line_id"], "kind": line["kind"], "subject_id": line["subject_id"],
                    "quantity_milli": 1000, "price_minor": gross, "discount_minor": discount, "total_minor": gross - discount,
                })
            })
            .collect();
        let mut tenders: Vec<Json> = quote["redeemed"]
            .as_array()
            .expect("redeemed")
            .iter()
            .map(|part| {
                json!({
                    "tender": part["tender"], "reference": part["reference"], "line_id": part["line_id"],
                    "amount_minor": part["amount_minor"], "money": false,
                })
            })
            .collect();
        tenders.push(json!({ "tender": "cash", "amount_minor": quote["due_minor"], "money": true }));
        json!({
            "bill_id": bill["bill_id"], "branch_id": self.branch_id, "client_id": bill["client_id"], "day": self.day,
            "at": 0, "points": quote["points_used"], "money_minor": quote["due_minor"], "lines": lines, "tenders": tenders,
        })
    }

    /// The same bill, given back: `money_minor` of it and what belongs to that.
    pub fn refunded(&self, paid: &Json, full: bool, money_minor: i64, points: i64, tenders: Json) -> Json {
        let mut event = paid.clone();
        event["refund"] = json!({
            "refund_id": id(), "full": full, "money_minor": money_minor, "points": points, "lines": [], "tenders": tenders,
        });
        event
    }

    /// Writes an event with its delivery, as the host does, and waits until it is settled.
    pub async fn tell(&self, topic: &str, handler: &str, key: &str, payload: &Json) {
        let (event, delivery) = (id(), id());
        let payload = payload.to_string().replace('\'', "''");
        let now = jiff::Timestamp::now().as_millisecond();
        self.salon.execute(&format!(
            "insert into host_event (event_id, source, topic, ordering_key, payload, occurred_at, cause_id, cause_depth)
             values ('{event}', 'test', '{topic}', '{key}', '{payload}', {now}, null, 0)"
        ));
        self.salon.execute(&format!(
            "insert into host_delivery (delivery_id, event_id, subscriber, handler, ordering_key, position, strict, state, attempts, next_at)
             select '{delivery}', '{event}', 'loyalty', '{handler}', '{key}', coalesce(max(position), 0) + 1, 0, 'pending', 0, {now}
             from host_delivery"
        ));
        let stands = format!(
            "select state || coalesce(': ' || last_error, '') from host_delivery where delivery_id = '{delivery}'"
        );
        until(async || self.salon.texts(&stands), |stands| stands[0].starts_with("done")).await;
    }

    pub async fn tell_bill(&self, what: &str, bill: &Json) {
        let key = bill["bill_id"].as_str().expect("an id");
        self.tell(&format!("finance.bill.{what}"), &format!("bill-{what}"), key, bill).await;
    }

    /// Invariants that do not hold, by name.
    pub async fn broken(&self) -> Vec<String> {
        let checked = self.owner.post("/p/loyalty/check", json!({})).await;
        assert!(checked.status.is_success() || checked.status.is_redirection(), "{}", checked.text);
        let page = self.owner.get("/p/loyalty/programme").await.ok();
        let checks = page["checks"].as_array().expect("checks");
        assert_eq!(checks.len(), 6, "{page}");
        let bad = checks.iter().filter(|check| check["holds"] != json!(true));
        bad.map(|check| check["name"].as_str().expect("a name").to_owned()).collect()
    }
}
