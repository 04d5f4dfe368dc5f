//! R-B9: a deposit is taken for a visit to come, pays for it, or goes the way the policy says when it is given up.

use std::time::{Duration, Instant};

use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use serde_json::{Value as Json, json};

use crate::till::{account, faults, number};

pub const SOM: i64 = 100;
const HOUR_MS: i64 = 3_600_000;

pub fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
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
        let at = (jiff::Timestamp::now().as_millisecond() + after_ms + 59_999) / 60_000 * 60_000;
        let start = jiff::Timestamp::from_millisecond(at).expect("a near instant").to_string();
        let mut booking = self.studio.booking(&self.owner.newcomer().await, "12:00");
        booking["start"] = json!(start);
        booking["bypass"] = json!(true);
        text(&self.owner.post("/p/booking/appointments", booking).await.refused(201), "appointment_id")
    }

    pub async fn take(&self, visit: &str, som: i64, tender: &str) -> Json {
        let paid = json!({ "appointment_id": visit, "amount_minor": som * SOM, "tender": tender });
        self.owner.post("/p/finance/deposits", paid).await.refused(201)
    }

    /// What the module's own nightly check says now.
    pub async fn check(&self) -> String {
        let salon = &self.salon;
        let runs = || salon.number("select count(*) from finance_check");
        let (before, began) = (runs(), Instant::now());
        salon.execute("update host_job set run_at = 0 where plugin_id = 'finance' and job = 'balance-check'");
        while runs() == before {
            assert!(began.elapsed() < Duration::from_secs(30), "the check does not run: {}", salon.log());
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
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
