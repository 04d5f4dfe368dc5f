//! Visits: booked, with money paid in, served, paid for, given up, and taken back again.

use serde_json::{Value as Json, json};

use super::Day;
use crate::shop::{SOM, text};

/// Base units that one visit takes, by its tech card.
pub const NORM_ML: i64 = 30;

impl Day {
    /// Somebody new at the next free hour of a master, and sometimes a deposit.
    pub async fn book(&mut self) {
        let Some((master, here, hour)) = self.hours.pop() else { return };
        let studio = if here { &self.shop.studio } else { &self.second };
        let client = self.shop.owner.newcomer().await;
        let mut booking = studio.booking(&client, &format!("{hour:02}:00"));
        booking["services"][0]["staff_id"] = json!(master);
        // R-B3: the hour at which the test runs does not matter.
        booking["bypass"] = json!(true);
        let booked = self.shop.owner.post("/p/booking/appointments", booking).await.refused(201);
        let visit = text(&booked, "appointment_id");
        self.note("book", 201, &json!(visit));
        if self.dice.maybe(2) {
            let som = 10_000 * (1 + self.dice.below(9) as i64);
            let paid = json!({ "appointment_id": visit, "amount_minor": som * SOM, "tender": "card" });
            let taken = self.shop.owner.post("/p/finance/deposits", paid).await.refused(201);
            self.note("deposit", 201, &taken);
        }
    }

    /// Any visit in one of these states.
    fn visit(&mut self, states: &str, more: &str) -> Option<String> {
        let known = self.shop.salon.texts(&format!(
            "select appointment_id from booking_appointment a where state in ({states}) {more} order by start_at, appointment_id"
        ));
        self.dice.one(&known).cloned()
    }

    async fn step(&mut self, visit: &str, state: &str) -> u16 {
        let path = format!("/p/booking/appointments/{visit}/state");
        let answer = self.shop.owner.post(&path, json!({ "state": state })).await;
        let status = answer.status.as_u16();
        assert!(matches!(status, 200 | 201 | 409 | 422), "{state}: {status}: {}", answer.text);
        if state == "no_show" && status < 300 {
            self.given_up.push((visit.to_owned(), text(&answer.json, "change_id")));
        }
        self.note(state, status, &answer.json);
        status
    }

    /// Served to the end; paid for later, or never.
    pub async fn serve(&mut self) {
        let Some(visit) = self.visit("'booked', 'confirmed', 'arrived', 'in_service'", "") else { return };
        for state in ["arrived", "in_service", "completed"] {
            self.step(&visit, state).await;
        }
    }

    /// A mistake: the visit is not over. Only while nobody has paid for it.
    pub async fn take_back(&mut self) {
        let unpaid =
            "and not exists (select 1 from finance_bill b where b.appointment_id = a.appointment_id)";
        let Some(visit) = self.visit("'completed'", unpaid) else { return };
        self.step(&visit, "in_service").await;
    }

    /// Paying completes the visit, with what was paid in and a code or a part in another way.
    pub async fn pay(&mut self) {
        let unpaid = "and not exists (select 1 from finance_bill b where b.appointment_id = a.appointment_id and b.state <> 'void')";
        let Some(visit) = self.visit("'booked', 'confirmed', 'arrived', 'in_service', 'completed'", unpaid)
        else {
            return;
        };
        let mut wish = json!({ "appointment_id": visit, "tender": "card" });
        self.split(&mut wish, false);
        wish["debt"] = json!(self.dice.maybe(4));
        if self.dice.maybe(3) {
            wish["code"] = json!("RANDOM20");
        }
        let answer = self.shop.owner.post("/p/finance/bills", wish.clone()).await;
        match answer.status.as_u16() {
            201 | 409 | 422 => {}
            other => panic!("a visit is paid: {other}: {}", answer.text),
        }
        self.note("pay", answer.status.as_u16(), &json!([wish, answer.json]));
    }

    /// By the client, too late for all of the deposit, or by the salon; or nobody came.
    pub async fn give_up(&mut self) {
        let Some(visit) = self.visit("'booked', 'confirmed'", "") else { return };
        if self.dice.maybe(2) {
            self.step(&visit, "no_show").await;
            return;
        }
        let by = if self.dice.maybe(2) { "client" } else { "salon" };
        let path = format!("/p/booking/appointments/{visit}/cancel");
        let done = self.shop.owner.post(&path, json!({ "by": by })).await.ok();
        self.given_up.push((visit, text(&done, "change_id")));
        self.note("cancel", 200, &done);
    }

    /// They come after all: fee and deposit are as before.
    pub async fn restore(&mut self) {
        let Some((visit, change)) = self.given_up.pop() else { return };
        let path = format!("/p/booking/appointments/{visit}/undo");
        let done = self.shop.owner.post(&path, json!({ "change_id": change })).await.ok();
        self.note("restore", 200, &done);
    }

    /// Every visit is booked again and nothing more, and what was paid in for it goes back.
    pub async fn undo_visits(&mut self) {
        while !self.given_up.is_empty() {
            self.restore().await;
        }
        self.shop.told().await;
        let begun = "select appointment_id from booking_appointment where state in ('arrived', 'in_service', 'completed')";
        for visit in self.shop.salon.texts(begun) {
            assert!(self.step(&visit, "booked").await < 300, "{visit} is not to be taken back");
        }
        self.shop.told().await;
        for visit in
            self.shop.salon.texts("select appointment_id from booking_appointment where state = 'booked'")
        {
            let path = format!("/p/booking/appointments/{visit}/cancel");
            self.shop.owner.post(&path, json!({ "by": "salon" })).await.ok();
        }
        self.shop.told().await;
        for visit in
            self.shop.salon.texts("select distinct appointment_id from finance_deposit where held_minor > 0")
        {
            let path = format!("/p/finance/deposits/{visit}/return");
            let back: Json = self.shop.owner.post(&path, json!({})).await.ok();
            self.note("return", 200, &back);
        }
    }
}
