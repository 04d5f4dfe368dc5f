//! R-B9: a deposit is taken for a visit to come, pays for it, or goes the way the policy says when it is given up.

use std::sync::atomic::{AtomicU64, Ordering};

use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use pardoz_tests::wait::until;
use serde_json::{Value as Json, json};

use crate::till::{account, faults, number};

pub const SOM: i64 = 100;
pub const HOUR_MS: i64 = 3_600_000;

pub fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

fn id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("019abcd0-0000-7000-8000-{:012x}", NEXT.fetch_add(1, Ordering::SeqCst))
}

/// A salon with a service of a known price and a policy.
pub struct House {
    pub salon: Salon,
    pub owner: Person,
    pub studio: Studio,
}

impl House {
    /// `None` without this engine.
    pub async fn open(engine: Engine, price_som: i64, policy: &str, deposit_percent: i64) -> Option<Self> {
        let salon = Salon::on(engine, Filled::Empty).await?;
        let owner = salon.owner();
        let day = pardoz_tests::diary::business_day();
        let studio = Studio::open(&owner, "Deposits", None, day).await;
        let priced = format!("update salon_service set price_minor = {}", price_som * SOM);
        salon.execute(&priced);
        let house = Self { salon, owner, studio };
        house.policy(policy, deposit_percent).await;
        Some(house)
    }

    pub async fn policy(&self, policy: &str, deposit_percent: i64) {
        let set = json!({ "cancel_policy": policy, "deposit_percent": deposit_percent });
        self.owner.post("/admin/plugins/booking/settings", set).await.ok();
    }

    /// A visit that starts after so many milliseconds (before now: below zero), to the minute, never earlier.
    pub async fn visit(&self, after_ms: i64) -> String {
        self.visit_of(&self.studio.staff_id, after_ms).await
    }

    /// The same with another master.
    pub async fn visit_of(&self, staff_id: &str, after_ms: i64) -> String {
        let at = (jiff::Timestamp::now().as_millisecond() + after_ms + 59_999) / 60_000 * 60_000;
        let start = jiff::Timestamp::from_millisecond(at).expect("a near instant").to_string();
        let mut booking = self.studio.booking(&self.owner.newcomer().await, "12:00");
        booking["start"] = json!(start);
        booking["services"][0]["staff_id"] = json!(staff_id);
        booking["bypass"] = json!(true);
        text(&self.owner.post("/p/booking/appointments", booking).await.refused(201), "appointment_id")
    }

    pub async fn take(&self, visit: &str, som: i64, tender: &str) -> Json {
        let paid = json!({ "appointment_id": visit, "amount_minor": som * SOM, "tender": tender });
        self.owner.post("/p/finance/deposits", paid).await.refused(201)
    }

    /// Waits until the finance module has heard everything.
    pub async fn settled(&self) {
        let open = "select handler || ' ' || state || coalesce(': ' || last_error, '') from host_delivery \
                    where subscriber = 'finance' and state <> 'done'";
        until(async || self.salon.texts(open), Vec::is_empty).await;
    }

    /// Tells the finance module again what it was told last of this visit, as an event of its own.
    pub async fn tell_again(&self, visit: &str, topic: &str, handler: &str) {
        let (event, delivery) = (id(), id());
        self.salon.execute(&format!(
            "insert into host_event (event_id, source, topic, ordering_key, payload, occurred_at, cause_id, cause_depth) \
             select '{event}', source, topic, ordering_key, payload, occurred_at, null, 0 from host_event \
             where topic = '{topic}' and ordering_key = '{visit}' order by occurred_at desc limit 1; \
             insert into host_delivery (delivery_id, event_id, subscriber, handler, ordering_key, position, strict, state, attempts, next_at) \
             select '{delivery}', '{event}', 'finance', '{handler}', '{visit}', max(position) + 1, 0, 'pending', 0, 0 from host_delivery"
        ));
        self.settled().await;
        let done =
            format!("select count(*) from host_delivery where delivery_id = '{delivery}' and state = 'done'");
        assert_eq!(self.salon.number(&done), 1, "it was delivered");
    }

    /// Gives a visit up; returns the change by which that is undone.
    pub async fn cancel(&self, visit: &str, by: &str) -> String {
        let path = format!("/p/booking/appointments/{visit}/cancel");
        let done = self.owner.post(&path, json!({ "by": by })).await.ok();
        self.settled().await;
        text(&done, "change_id")
    }

    pub async fn absent(&self, visit: &str) -> String {
        let path = format!("/p/booking/appointments/{visit}/state");
        let done = self.owner.post(&path, json!({ "state": "no_show" })).await.ok();
        self.settled().await;
        text(&done, "change_id")
    }

    pub async fn undo(&self, visit: &str, change: &str) {
        let path = format!("/p/booking/appointments/{visit}/undo");
        self.owner.post(&path, json!({ "change_id": change })).await.ok();
        self.settled().await;
    }

    pub async fn collect_excess(&self) {
        let set = json!({ "auto_shift": true, "collect_excess": true });
        self.owner.post("/admin/plugins/finance/settings", set).await.ok();
    }

    /// What the module's own nightly check says now.
    pub async fn check(&self) -> String {
        let salon = &self.salon;
        salon.run_now("finance", "balance-check", "select count(*) from finance_check").await;
        salon.texts("select coalesce(said, '') from finance_check order by at desc limit 1").remove(0)
    }

    /// What does not hold, by the books and by the module itself.
    pub async fn faults(&self) -> Vec<String> {
        let mut faults = faults(&self.salon);
        faults.extend(Some(self.check().await).filter(|said| !said.is_empty()));
        faults
    }

    /// (owed for visits, fees earned), in so'm.
    pub fn books(&self) -> (i64, i64) {
        (-account(&self.salon, "deposits") / SOM, -account(&self.salon, "income.fee") / SOM)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_b9_a_deposit_pays_for_its_visit_and_the_rest_goes_back() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 250_000, "moderate", 40).await else { continue };
        let (salon, owner) = (&house.salon, &house.owner);
        let visit = house.visit(-2 * HOUR_MS).await;
        // Asked for in the visit's form: 40 % of its price.
        let form = owner.get(&format!("/p/finance/deposits/new?appointment_id={visit}")).await.ok();
        assert_eq!(number(&form, "suggested_minor"), 100_000 * SOM, "{engine:?}");
        let browser = Visitor::sign_in(&salon.base).await;
        let drawer = async || browser.whole(&format!("/p/booking/appointments/{visit}")).await.1;
        assert!(drawer().await.contains("/p/finance/deposits/new"), "{engine:?}: the drawer offers it");
        // Split as at the till: 60 000 in cash, the rest by card.
        let split = json!([{ "tender": "cash", "amount_minor": 60_000 * SOM }]);
        let paid = json!({ "appointment_id": visit, "amount_minor": 100_000 * SOM, "tender": "card", "split": split });
        let taken = owner.post("/p/finance/deposits", paid).await.refused(201);
        assert_eq!(number(&taken, "held_minor"), 100_000 * SOM);
        assert_eq!((account(salon, "cash:%"), account(salon, "acquiring")), (60_000 * SOM, 40_000 * SOM));
        assert_eq!(
            (house.books(), account(salon, "income.%")),
            ((100_000, 0), 0),
            "a liability is no income"
        );
        // Never more than the visit costs; at the field.
        let more = json!({ "appointment_id": visit, "amount_minor": 150_001 * SOM, "tender": "card" });
        let refused = owner.post("/p/finance/deposits", more).await.refused(422);
        assert!(refused["errors"]["amount_minor"].is_string(), "{refused}");
        let debt = json!({ "appointment_id": visit, "amount_minor": SOM, "tender": "deposit" });
        owner.post("/p/finance/deposits", debt).await.refused(422);
        assert!(drawer().await.contains("100,000"), "{engine:?}: the drawer says what was paid in");
        // The bill takes it by itself and says so.
        let checkout = owner.get(&format!("/p/finance/checkout?appointment_id={visit}")).await.ok();
        let sums = &checkout["sums"];
        assert_eq!(
            (number(sums, "deposit_minor"), number(sums, "due_minor")),
            (100_000 * SOM, 150_000 * SOM)
        );
        let bill = json!({ "appointment_id": visit, "tender": "card", "expected_minor": 150_000 * SOM });
        let bill = owner.post("/p/finance/bills", bill).await.refused(201);
        assert_eq!((text(&bill, "state"), number(&bill, "paid_minor")), ("paid".into(), 250_000 * SOM));
        assert_eq!(house.books(), (0, 0));
        assert_eq!(account(salon, "income.service"), -250_000 * SOM);
        assert_eq!(account(salon, "acquiring"), 190_000 * SOM);
        owner.post(&format!("/p/finance/deposits/{visit}/return"), json!({})).await.refused(409);
        // The bill is refunded: what the deposit paid waits to go back the way it came, once.
        let path = format!("/p/finance/bills/{}/refunds", text(&bill, "bill_id"));
        owner.post(&path, json!({})).await.ok();
        assert_eq!(house.books(), (100_000, 0));
        let list = owner.get(&format!("/p/finance/deposits?branch={}", house.studio.branch_id)).await.ok();
        assert_eq!(number(&list, "sum_minor"), 100_000 * SOM, "{list}");
        let path = format!("/p/finance/deposits/{visit}/return");
        assert_eq!(number(&owner.post(&path, json!({})).await.ok(), "returned_minor"), 100_000 * SOM);
        owner.post(&path, json!({})).await.refused(409);
        assert_eq!((account(salon, "cash:%"), account(salon, "acquiring")), (0, 0));
        assert_eq!(house.books(), (0, 0));
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
        // Control: a liability that nobody paid in is seen.
        salon.execute("update finance_deposit set held_minor = 100");
        assert!(house.check().await.contains("deposit"), "the check must notice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_b9_a_deposit_of_more_than_is_to_pay_leaves_a_rest() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 250_000, "moderate", 100).await else { continue };
        let (salon, owner) = (&house.salon, &house.owner);
        let visit = house.visit(-2 * HOUR_MS).await;
        house.take(&visit, 250_000, "card").await;
        let code = json!({ "code": "MINUS20", "kind": "percent", "percent": 20 });
        owner.post("/p/loyalty/codes", code).await.refused(201);
        let bill = json!({ "appointment_id": visit, "tender": "card", "code": "MINUS20" });
        let bill = owner.post("/p/finance/bills", bill).await.refused(201);
        assert_eq!((text(&bill, "state"), number(&bill, "paid_minor")), ("paid".into(), 200_000 * SOM));
        assert_eq!((house.books(), account(salon, "acquiring")), ((50_000, 0), 250_000 * SOM));
        let path = format!("/p/finance/deposits/{visit}/return");
        assert_eq!(number(&owner.post(&path, json!({})).await.ok(), "returned_minor"), 50_000 * SOM);
        assert_eq!((house.books(), account(salon, "acquiring")), ((0, 0), 200_000 * SOM));
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b2_a_late_cancellation_keeps_75_000_of_100_000_and_gives_25_000_back() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 250_000, "moderate", 40).await else { continue };
        let (salon, owner) = (&house.salon, &house.owner);
        let visit = house.visit(5 * HOUR_MS).await;
        // What the owner sets later is for later visits.
        house.policy("strict", 0).await;
        let drawer = owner.get(&format!("/p/booking/appointments/{visit}")).await.ok();
        let giving_up = &drawer["visit"]["giving_up"];
        assert_eq!(number(giving_up, "late_minor"), 75_000 * SOM, "{engine:?}: {giving_up}");
        assert_eq!(number(giving_up, "absent_minor"), 125_000 * SOM);
        assert!(giving_up["free_until"].is_null(), "the free hours are over: {giving_up}");
        house.take(&visit, 100_000, "cash").await;
        // A moved visit keeps its deposit and its policy.
        let start = jiff::Timestamp::now().as_millisecond() / 60_000 * 60_000 + 6 * HOUR_MS;
        let start = jiff::Timestamp::from_millisecond(start).expect("a near instant").to_string();
        let to = json!({ "start": start, "bypass": true, "by": "waived" });
        owner.post(&format!("/p/booking/appointments/{visit}/move"), to).await.ok();
        let change = house.cancel(&visit, "client").await;
        assert_eq!(house.books(), (25_000, 75_000), "{engine:?}");
        // Told again and again, it is kept once.
        for _ in 0..3 {
            house.tell_again(&visit, "booking.appointment.cancelled", "visit-lost").await;
        }
        assert_eq!(house.books(), (25_000, 75_000), "{engine:?}: once");
        // A mistake: all of it is a deposit again. And then it is cancelled after all.
        house.undo(&visit, &change).await;
        assert_eq!(house.books(), (100_000, 0), "{engine:?}: undone");
        house.tell_again(&visit, "booking.appointment.restored", "visit-restored").await;
        house.tell_again(&visit, "booking.appointment.cancelled", "visit-lost").await;
        assert_eq!(house.books(), (100_000, 0), "{engine:?}: an old cancellation settles nothing");
        owner.post(&format!("/p/finance/deposits/{visit}/return"), json!({})).await.refused(409);
        let change = house.cancel(&visit, "client").await;
        assert_eq!(house.books(), (25_000, 75_000), "{engine:?}: again");
        let list = owner.get(&format!("/p/finance/deposits?branch={}", house.studio.branch_id)).await.ok();
        let row = &list["rows"][0];
        assert_eq!((number(row, "held_minor"), number(row, "kept_minor")), (25_000 * SOM, 75_000 * SOM));
        assert_eq!(row["parts"][0]["amount_minor"], 25_000 * SOM, "{row}");
        let browser = Visitor::sign_in(&salon.base).await;
        let drawer = browser.whole(&format!("/p/booking/appointments/{visit}")).await.1;
        assert!(
            drawer.contains(&format!("/p/finance/deposits/{visit}/return")),
            "{engine:?}: one press gives it back"
        );
        let path = format!("/p/finance/deposits/{visit}/return");
        // Two desks press at once: the money goes back once.
        let pressed = tokio::join!(owner.post(&path, json!({})), async {
            owner.elsewhere().post(&path, json!({})).await
        });
        let mut statuses = [pressed.0.status.as_u16(), pressed.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{engine:?}");
        assert_eq!((house.books(), account(salon, "cash:%")), ((0, 75_000), 75_000 * SOM));
        // What went back stays back; what was kept is a deposit again.
        house.undo(&visit, &change).await;
        assert_eq!(house.books(), (75_000, 0), "{engine:?}: undone after the money went back");
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_b9_the_worked_row_early_late_by_the_salon_and_a_no_show() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 200_000, "moderate", 30).await else { continue };
        let (salon, owner) = (&house.salon, &house.owner);
        let mut held = 0;
        // A day before: 60 000 back. With minutes to spare here, for a slow machine; to the minute in the rule's own test.
        let visit = house.visit(24 * HOUR_MS + 300_000).await;
        house.take(&visit, 60_000, "card").await;
        house.cancel(&visit, "client").await;
        held += 60_000;
        assert_eq!(house.books(), (held, 0), "{engine:?}: a day before");
        // Less than a day: fee 60 000, 0 back.
        let visit = house.visit(24 * HOUR_MS - 120_000).await;
        house.take(&visit, 60_000, "card").await;
        house.cancel(&visit, "client").await;
        assert_eq!(house.books(), (held, 60_000), "{engine:?}: late");
        // Cancelled by the salon: 100 % back.
        let visit = house.visit(3 * HOUR_MS).await;
        house.take(&visit, 60_000, "card").await;
        house.cancel(&visit, "salon").await;
        held += 60_000;
        assert_eq!(house.books(), (held, 60_000), "{engine:?}: by the salon");
        // No-show: fee 100 000, kept 60 000, and nothing is billed where nobody wants it.
        let visit = house.visit(-2 * HOUR_MS).await;
        house.take(&visit, 60_000, "card").await;
        let change = house.absent(&visit).await;
        assert_eq!((house.books(), account(salon, "receivable")), ((held, 120_000), 0), "{engine:?}: absent");
        house.undo(&visit, &change).await;
        assert_eq!(house.books(), (held + 60_000, 60_000), "{engine:?}: they came after all");
        // With the excess collected the other 40 000 are a debt by name, on a bill that can be paid.
        house.collect_excess().await;
        let change = house.absent(&visit).await;
        house.tell_again(&visit, "booking.appointment.no_show", "visit-lost").await;
        assert_eq!(house.books(), (held, 160_000), "{engine:?}: kept 60 000 and billed 40 000");
        assert_eq!(account(salon, "receivable"), 40_000 * SOM);
        house.undo(&visit, &change).await;
        assert_eq!(house.books(), (held + 60_000, 60_000), "{engine:?}: taken back");
        assert_eq!(account(salon, "receivable"), 0);
        house.absent(&visit).await;
        let bill = salon.texts("select bill_id from finance_bill where state = 'part_paid'").remove(0);
        let paid =
            owner.post(&format!("/p/finance/bills/{bill}/payments"), json!({ "tender": "card" })).await.ok();
        assert_eq!((text(&paid, "state"), account(salon, "receivable")), ("paid".into(), 0));
        // Nobody paid in: all of the fee is owed.
        let visit = house.visit(-4 * HOUR_MS).await;
        house.absent(&visit).await;
        assert_eq!(account(salon, "receivable"), 100_000 * SOM, "{engine:?}: without a deposit");
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
    }
}

/// A fee that was billed and paid is the client's money again when the visit is taken back: it waits as the visit's
/// deposit, pays for the visit, and goes back the way it came.
#[tokio::test(flavor = "multi_thread")]
async fn r_b9_a_paid_fee_is_a_deposit_again_when_the_visit_is_taken_back() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 200_000, "moderate", 30).await else { continue };
        let (salon, owner) = (&house.salon, &house.owner);
        house.collect_excess().await;
        let billed = |state: &str| {
            let sql = format!(
                "select bill_id from finance_bill where appointment_id is null and state = '{state}'"
            );
            salon.texts(&sql).remove(0)
        };
        let repay = async |bill: &str, body: Json| {
            owner.post(&format!("/p/finance/bills/{bill}/payments"), body).await.ok();
        };
        // A no-show of 200 000 costs 100 000: 60 000 of it were paid in by card, 40 000 are billed and paid in cash.
        let visit = house.visit(-2 * HOUR_MS).await;
        house.take(&visit, 60_000, "card").await;
        let change = house.absent(&visit).await;
        assert_eq!((house.books(), account(salon, "receivable")), ((0, 100_000), 40_000 * SOM), "{engine:?}");
        repay(&billed("part_paid"), json!({ "tender": "cash" })).await;
        house.undo(&visit, &change).await;
        assert_eq!(
            (house.books(), account(salon, "receivable")),
            ((100_000, 0), 0),
            "{engine:?}: all of it waits"
        );
        assert_eq!((account(salon, "cash:%"), account(salon, "acquiring")), (40_000 * SOM, 60_000 * SOM));
        house.tell_again(&visit, "booking.appointment.restored", "visit-restored").await;
        assert_eq!(house.books(), (100_000, 0), "{engine:?}: once");
        // Given up by the salon, it goes back by card and in cash.
        house.cancel(&visit, "salon").await;
        let path = format!("/p/finance/deposits/{visit}/return");
        assert_eq!(number(&owner.post(&path, json!({})).await.ok(), "returned_minor"), 100_000 * SOM);
        assert_eq!((account(salon, "cash:%"), account(salon, "acquiring")), (0, 0), "{engine:?}");
        assert_eq!(house.books(), (0, 0), "{engine:?}");
        // Of another 100 000 only 15 000 were paid: the rest is owed no longer, and the visit's bill uses what there is.
        let visit = house.visit(-4 * HOUR_MS).await;
        let change = house.absent(&visit).await;
        repay(&billed("part_paid"), json!({ "tender": "card", "amount_minor": 15_000 * SOM })).await;
        house.undo(&visit, &change).await;
        assert_eq!((house.books(), account(salon, "receivable")), ((15_000, 0), 0), "{engine:?}: a part");
        let bill = json!({ "appointment_id": visit, "tender": "card" });
        let bill = owner.post("/p/finance/bills", bill).await.refused(201);
        assert_eq!((text(&bill, "state"), number(&bill, "paid_minor")), ("paid".into(), 200_000 * SOM));
        assert_eq!((house.books(), account(salon, "acquiring")), ((0, 0), 200_000 * SOM), "{engine:?}");
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
    }
}

/// R-K3: what was cancelled while the finance module was off is settled when it is on again, in its order.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_cancelled_without_finance_is_settled_when_it_is_back() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 250_000, "moderate", 40).await else { continue };
        let visit = house.visit(5 * HOUR_MS).await;
        house.take(&visit, 100_000, "card").await;
        for module in ["payme", "click", "finance"] {
            house.salon.switch(module, false).await;
        }
        let path = format!("/p/booking/appointments/{visit}");
        let done = house.owner.post(&format!("{path}/cancel"), json!({ "by": "client" })).await.ok();
        let undo = json!({ "change_id": text(&done, "change_id") });
        house.owner.post(&format!("{path}/undo"), undo).await.ok();
        house.owner.post(&format!("{path}/cancel"), json!({ "by": "client" })).await.ok();
        assert_eq!(house.books(), (100_000, 0), "{engine:?}: nobody has told the books");
        house.salon.switch("finance", true).await;
        until(async || house.books(), |books| *books == (25_000, 75_000)).await;
        house.settled().await;
        assert_eq!(house.books(), (25_000, 75_000), "{engine:?}");
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
    }
}
