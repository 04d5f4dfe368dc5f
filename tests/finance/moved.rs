//! R-B10: a visit comes to another time. In time that is free, late it costs what a late cancellation does unless it is
//! waived, and a client's third move needs a deposit.

use pardoz_tests::person::Answer;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::deposit::{HOUR_MS, House, SOM, text};
use crate::till::number;

const MINUTE_MS: i64 = 60_000;

/// A whole minute so long after now, as the visits of a house start.
fn later(ms: i64) -> i64 {
    (jiff::Timestamp::now().as_millisecond() + ms) / MINUTE_MS * MINUTE_MS
}

fn moving(start_ms: i64, more: Json) -> Json {
    let start = jiff::Timestamp::from_millisecond(start_ms).expect("a near instant").to_string();
    let mut body = json!({ "start": start, "bypass": true });
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    body
}

impl House {
    async fn try_move(&self, visit: &str, start_ms: i64, more: Json) -> Answer {
        self.owner.post(&format!("/p/booking/appointments/{visit}/move"), moving(start_ms, more)).await
    }

    /// Returns the change by which it can be undone.
    async fn moves(&self, visit: &str, start_ms: i64, more: Json) -> String {
        let done = self.try_move(visit, start_ms, more).await.ok();
        self.settled().await;
        text(&done, "change_id")
    }

    /// (when it starts, how often its client moved it)
    fn stands(&self, visit: &str) -> (i64, i64) {
        let of = |column: &str| {
            self.salon
                .number(&format!("select {column} from booking_appointment where appointment_id = '{visit}'"))
        };
        (of("start_at"), of("moved_count"))
    }

    fn last_bypass(&self, visit: &str) -> String {
        let of = format!(
            "select coalesce(bypassed, '') from booking_change where appointment_id = '{visit}' order by created_at desc, change_id desc limit 1"
        );
        self.salon.texts(&of).remove(0)
    }

    /// When the visit's jobs of this name are to run.
    fn jobs(&self, visit: &str, job: &str) -> Vec<String> {
        self.salon.texts(&format!(
            "select cast(run_at as varchar(30)) from host_job where plugin_id = 'booking' and job = '{job}' and dedup_key = '{visit}'"
        ))
    }
}

async fn r_b10_a_move_in_time_is_free_and_what_was_booked_stays(engine: Engine) {
    let Some(house) = House::open(engine, 250_000, "moderate", 40).await else { return };
    let visit = house.visit(30 * HOUR_MS).await;
    house.take(&visit, 100_000, "card").await;
    // R-B8: dearer and stricter later on is for later visits.
    house.salon.execute("update salon_service set price_minor = 99000000");
    house.policy("strict", 0).await;
    let before = house.jobs(&visit, "arrival-prompt");
    assert_eq!(before.len(), 1, "{engine:?}: {before:?}");
    let start = later(32 * HOUR_MS);
    let done = house.try_move(&visit, start, json!({})).await.ok();
    house.settled().await;
    assert_eq!((number(&done, "fee_minor"), number(&done, "total_minor")), (0, 250_000 * SOM));
    assert_eq!((house.stands(&visit), house.books()), ((start, 1), (100_000, 0)), "{engine:?}");
    // Old reminders die: there is one of each, at the new time.
    assert_eq!(house.jobs(&visit, "arrival-prompt"), [(start + 15 * MINUTE_MS).to_string()]);
    assert_eq!(house.jobs(&visit, "no-show"), [(start + 60 * MINUTE_MS).to_string()]);
    let page = house.owner.get(&format!("/p/booking/appointments/{visit}")).await.ok();
    assert_eq!(page["visit"]["giving_up"]["late_minor"], 75_000 * SOM, "its own rules: {page}");
    assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
}

async fn r_b10_a_late_move_asks_first_and_costs_what_a_late_cancellation_does(engine: Engine) {
    let Some(house) = House::open(engine, 250_000, "moderate", 40).await else { return };
    let visit = house.visit(5 * HOUR_MS).await;
    let was = house.stands(&visit);
    house.take(&visit, 100_000, "cash").await;
    let form = house.owner.get(&format!("/p/booking/appointments/{visit}/move")).await.ok();
    assert_eq!(form["costs"]["fee_minor"], 75_000 * SOM, "{engine:?}: {form}");
    // Dragged, nobody has said for whose sake: that is asked, and nothing happens.
    let start = later(7 * HOUR_MS);
    let asked = house.try_move(&visit, start, json!({})).await.refused(422);
    assert!(asked["errors"]["by"].is_string(), "{asked}");
    // The form lay open while it was still free.
    let stale = house.try_move(&visit, start, json!({ "by": "client", "fee_minor": 0 })).await.refused(422);
    assert!(stale["errors"]["by"].as_str().is_some_and(|said| said.contains("75,000")), "{stale}");
    house.try_move(&visit, start, json!({ "by": "nobody" })).await.refused(422);
    assert_eq!((house.stands(&visit), house.books()), (was, (100_000, 0)), "{engine:?}: nothing happened");
    // For the salon's sake it is free and none of the client's moves.
    house.moves(&visit, start, json!({ "by": "salon" })).await;
    assert_eq!((house.stands(&visit), house.books()), ((start, was.1), (100_000, 0)));
    // The client's own, and the salon asks for nothing; the history keeps that.
    let start = later(8 * HOUR_MS);
    let waived = house.moves(&visit, start, json!({ "by": "waived" })).await;
    assert_eq!((house.stands(&visit), house.books()), ((start, 1), (100_000, 0)));
    assert!(house.last_bypass(&visit).contains("fee"), "{engine:?}");
    house.undo(&visit, &waived).await;
    assert_eq!(house.books(), (100_000, 0), "{engine:?}: nothing was kept, nothing comes back");
    // And the fee: kept of the deposit, and what is left of it is still for the visit.
    let start = later(9 * HOUR_MS);
    let change = house.moves(&visit, start, json!({ "by": "client", "fee_minor": 75_000 * SOM })).await;
    assert_eq!((house.stands(&visit), house.books()), ((start, 1), (25_000, 75_000)), "{engine:?}");
    for _ in 0..2 {
        house.tell_again(&visit, "booking.appointment.moved", "visit-moved").await;
    }
    assert_eq!(house.books(), (25_000, 75_000), "{engine:?}: once, however often it is told");
    let checkout = house.owner.get(&format!("/p/finance/checkout?appointment_id={visit}")).await.ok();
    assert_eq!(number(&checkout["sums"], "deposit_minor"), 25_000 * SOM, "the fee paid for no work");
    let page = house.owner.get(&format!("/p/booking/appointments/{visit}")).await.ok();
    assert_eq!(page["visit"]["history"][0]["kind"], "moved_late", "{page}");
    house.undo(&visit, &change).await;
    assert_eq!(house.books(), (100_000, 0), "{engine:?}: the move was a mistake");
    house.tell_again(&visit, "booking.appointment.moved", "visit-moved").await;
    assert_eq!(house.books(), (100_000, 0));
    // Late once more, and then given up: each costs what it costs.
    house.moves(&visit, later(10 * HOUR_MS), json!({ "by": "client" })).await;
    house.cancel(&visit, "client").await;
    assert_eq!(house.books(), (0, 100_000), "{engine:?}: 75 000, and the 25 000 that were left");
    assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
    // Control: a fee that nobody kept is seen.
    house.salon.execute("update finance_deposit set held_minor = held_minor + 100");
    assert!(house.check().await.contains("deposit"), "{engine:?}: the check must notice");
}

async fn r_b10_what_the_deposit_does_not_cover_is_billed_and_taken_back(engine: Engine) {
    let Some(house) = House::open(engine, 250_000, "moderate", 40).await else { return };
    house.collect_excess().await;
    let visit = house.visit(5 * HOUR_MS).await;
    house.take(&visit, 50_000, "card").await;
    let debt = || crate::till::account(&house.salon, "receivable") / SOM;
    let late =
        async |hours: i64| house.moves(&visit, later(hours * HOUR_MS), json!({ "by": "client" })).await;
    let change = late(6).await;
    assert_eq!((house.books(), debt()), ((0, 75_000), 25_000), "{engine:?}: 50 000 kept, 25 000 billed");
    house.undo(&visit, &change).await;
    assert_eq!((house.books(), debt()), ((50_000, 0), 0), "{engine:?}: owed no longer");
    // Paid before it is taken back: then it is the visit's deposit.
    let change = late(7).await;
    let bill = house
        .salon
        .texts("select bill_id from finance_bill where debt_minor > 0 order by created_at desc")
        .remove(0);
    house.owner.post(&format!("/p/finance/bills/{bill}/payments"), json!({ "tender": "card" })).await.ok();
    assert_eq!((house.books(), debt()), ((0, 75_000), 0));
    house.undo(&visit, &change).await;
    assert_eq!((house.books(), debt()), ((75_000, 0), 0), "{engine:?}: 50 000 and 25 000");
    house.cancel(&visit, "salon").await;
    let path = format!("/p/finance/deposits/{visit}/return");
    assert_eq!(number(&house.owner.post(&path, json!({})).await.ok(), "returned_minor"), 75_000 * SOM);
    assert_eq!(house.books(), (0, 0));
    assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
}

async fn r_b10_a_third_move_needs_a_deposit(engine: Engine) {
    let Some(house) = House::open(engine, 250_000, "moderate", 40).await else { return };
    let visit = house.visit(30 * HOUR_MS).await;
    // The day after tomorrow, in the master's hours: nothing but the deposit stands in the way.
    let day: jiff::civil::Date = house.studio.day.parse().expect("a day");
    let day = day.checked_add(jiff::Span::new().days(2)).expect("a day to come");
    let shift = json!({
        "staff_id": house.studio.staff_id, "branch_id": house.studio.branch_id, "day": day.to_string(), "start": "09:00",
        "end": "18:00",
    });
    house.owner.post("/p/salon/shifts", shift).await.refused(201);
    let at = |hour: i8| {
        let local = day.at(hour, 0, 0, 0).in_tz("Asia/Tashkent").expect("a wall time");
        local.timestamp().as_millisecond()
    };
    let client = || json!({ "by": "client", "bypass": false });
    for hour in [10, 11] {
        house.moves(&visit, at(hour), json!({ "bypass": false })).await;
    }
    let was = house.stands(&visit);
    assert_eq!(was.1, 2);
    let page = house.owner.get(&format!("/p/booking/appointments/{visit}")).await.ok();
    assert_eq!(page["visit"]["move_deposit_minor"], 100_000 * SOM, "{engine:?}: the drawer says so before");
    // Dragged, it is asked; said to be the client's, it is refused with the sum.
    let asked = house.try_move(&visit, at(12), json!({ "bypass": false })).await.refused(422);
    assert!(asked["errors"]["by"].is_string(), "{asked}");
    let refused = house.try_move(&visit, at(12), client()).await.refused(422);
    assert!(refused["errors"]["by"].as_str().is_some_and(|said| said.contains("100,000")), "{refused}");
    assert_eq!(house.stands(&visit), was, "{engine:?}");
    // For the salon's sake, or by who may let it through, it goes on; the first is no move of the client's.
    house.moves(&visit, at(12), json!({ "by": "salon", "bypass": false })).await;
    assert_eq!(house.stands(&visit), (at(12), 2));
    let bypassed = house.moves(&visit, at(13), json!({ "by": "client" })).await;
    assert!(house.last_bypass(&visit).contains("deposit"), "{engine:?}");
    house.undo(&visit, &bypassed).await;
    // A part of it is not enough, all of it is.
    house.take(&visit, 60_000, "cash").await;
    let refused = house.try_move(&visit, at(13), client()).await.refused(422);
    assert!(refused["errors"]["by"].as_str().is_some_and(|said| said.contains("40,000")), "{refused}");
    house.take(&visit, 40_000, "cash").await;
    house.moves(&visit, at(13), client()).await;
    assert_eq!((house.stands(&visit), house.books()), ((at(13), 3), (100_000, 0)), "{engine:?}");
    // A salon without rules asks nobody for anything.
    house.policy("none", 0).await;
    let visit = house.visit(2 * HOUR_MS).await;
    for hours in [3, 4, 5, 6] {
        house.moves(&visit, later(hours * HOUR_MS), json!({})).await;
    }
    assert_eq!(house.books(), (100_000, 0));
    assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
}

crate::on_both!(
    r_b10_a_move_in_time_is_free_and_what_was_booked_stays,
    r_b10_a_late_move_asks_first_and_costs_what_a_late_cancellation_does,
    r_b10_what_the_deposit_does_not_cover_is_billed_and_taken_back,
    r_b10_a_third_move_needs_a_deposit,
);
