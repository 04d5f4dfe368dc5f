//! A salon whose module is on and set up, a bill that waits, and what the books say.

use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::till;
pub use pardoz_tests::till::account;
use serde_json::{Value as Json, json};

/// A demo salon with this module on; `None` where the engine is missing.
pub async fn open(engine: Engine, module: &str, settings: &[(&str, &str)]) -> Option<(Salon, Visitor)> {
    let salon = Salon::on(engine, Filled::Demo).await?;
    let browser = Visitor::sign_in(&salon.base).await;
    browser.post(&format!("/admin/plugins/{module}/enable"), &[]).await;
    browser.post(&format!("/admin/plugins/{module}/settings"), settings).await;
    Some((salon, browser))
}

/// A bill that waits for money.
pub struct Waiting {
    pub id: String,
    pub number: i64,
    pub owed: i64,
    pub visit: String,
}

/// The desk chooses the provider: the bill stands open and shows where to pay.
pub async fn wait_for(salon: &Salon, tender: &str) -> Waiting {
    wait_for_rest(salon, tender, json!([])).await
}

/// The same, with a part taken at once.
pub async fn wait_for_rest(salon: &Salon, tender: &str, split: Json) -> Waiting {
    let visit = till::with_visits(salon).await.remove(0);
    let body = json!({ "appointment_id": visit, "tender": tender, "split": split });
    let opened = salon.owner().post("/p/finance/bills", body).await.refused(201);
    assert_eq!(opened["state"], "open", "{opened}");
    let number = |name: &str| opened[name].as_i64().expect("a number");
    let id = opened["bill_id"].as_str().expect("an id").to_owned();
    Waiting { id, number: number("number"), owed: number("due_minor") - number("paid_minor"), visit }
}

pub async fn bill(owner: &Person, id: &str) -> Json {
    owner.get(&format!("/p/finance/bills/{id}")).await.ok()
}

/// Whether the visit is completed with its bill. On a machine too busy for the booking module's
/// deadline a job does that a little later (R-K3), and the bill says so.
pub fn is_completed(salon: &Salon, waiting: &Waiting) -> bool {
    let state = format!("select state from booking_appointment where appointment_id = '{}'", waiting.visit);
    let silent = format!(
        "select count(*) from finance_bill where bill_id = '{}' and silent like '%booking%'",
        waiting.id
    );
    salon.texts(&state) == ["completed"] || salon.number(&silent) == 1
}

/// What does not hold in the books, read past the program: what never may, tenders of bills under way, and this
/// provider's account against the payments that stand.
pub fn faults(salon: &Salon, tender: &str) -> Vec<String> {
    let mut faults = till::faults(salon);
    faults.extend(salon.texts(
        "select 'bill ' || b.number || ': tenders are not its sum' from finance_bill b \
         left join finance_bill_tender t on t.bill_id = b.bill_id \
         group by b.bill_id, b.number, b.paid_minor, b.debt_minor \
         having coalesce(sum(t.amount_minor), 0) <> b.paid_minor + b.debt_minor",
    ));
    let open = salon.number("select coalesce(sum(paid_minor), 0) from finance_bill where state = 'open'");
    if account(salon, "open_bills") + open != 0 {
        faults.push(format!("bills under way hold {open}, the books {}", -account(salon, "open_bills")));
    }
    let came = salon.number(&format!(
        "select coalesce(sum(amount_minor), 0) from (\
           select amount_minor from finance_bill_tender where tender = '{tender}' union all \
           select amount_minor from finance_deposit_move where tender = '{tender}') came"
    ));
    if account(salon, tender) != came {
        faults.push(format!("{tender} brought {came}, its account says {}", account(salon, tender)));
    }
    faults
}

/// What is wrong with one bill that must have been paid exactly once by this provider.
pub fn faults_of_once(salon: &Salon, tender: &str, waiting: &Waiting) -> Vec<String> {
    let mut faults = faults(salon, tender);
    let rows = format!(
        "select count(*) from finance_bill_tender where bill_id = '{}' and tender = '{tender}'",
        waiting.id
    );
    let entries = format!(
        "select count(*) from finance_entry e join finance_bill_tender t on t.bill_tender_id = e.source_id \
         where e.kind = 'payment' and t.bill_id = '{}'",
        waiting.id
    );
    for (what, sql) in [("tenders", rows), ("entries", entries)] {
        let count = salon.number(&sql);
        if count != 1 {
            faults.push(format!("{count} {what} instead of one"));
        }
    }
    let state = salon.texts(&format!("select state from finance_bill where bill_id = '{}'", waiting.id));
    if state != ["paid"] {
        faults.push(format!("the bill is {state:?}"));
    }
    faults
}

/// Sabotage on PostgreSQL: nothing is remembered of a payment, neither by the provider's module nor by finance. What is
/// left of the guard is nothing, and a checker that sees no fault then sees none ever.
pub fn forget_payments(salon: &Salon, module_table: &str, done: &str, before: &str) {
    salon.execute("drop index finance_bill_tender_online");
    salon.execute(&format!(
            "create function sabotage_state() returns trigger language plpgsql as $$ begin \
               if {done} then update {module_table} set {before} where reference = new.reference; end if; return null; end $$; \
             create trigger sabotage_state after update on {module_table} for each row execute function sabotage_state(); \
             create function sabotage_name() returns trigger language plpgsql as $$ begin new.reference = new.bill_tender_id; return new; end $$; \
             create trigger sabotage_name before insert on finance_bill_tender for each row execute function sabotage_name(); \
             create function sabotage_bill() returns trigger language plpgsql as $$ begin \
               if new.state = 'paid' then new.state = 'open'; new.paid_minor = 0; new.closed_at = null; end if; return new; end $$; \
             create trigger sabotage_bill before update on finance_bill for each row execute function sabotage_bill();"
    ));
}

/// Sabotage on SQLite, where not even a trigger may change a table that only grows: the payment is written a second
/// time past the program.
pub fn write_twice(salon: &Salon, waiting: &Waiting) {
    salon.execute(&format!(
        "drop index finance_bill_tender_online; insert into finance_bill_tender \
         (bill_tender_id, bill_id, tender, reference, amount_minor, money, day, at) \
         select bill_tender_id || 'x', bill_id, tender, reference, amount_minor, money, day, at \
         from finance_bill_tender where bill_id = '{}'",
        waiting.id
    ));
}
