//! kill -9 during a checkout, fifty times on each engine: every visit is unpaid, or paid with all its entries,
//! completed and told. Desks take money for visits and at the counter until the salon dies under them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use pardoz_tests::person::{Person, try_answer};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::till::{account, faults, payable};
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::kill::Killer;

const KILLS: usize = 50;
const DESKS: usize = 3;

/// What the desks have left to do, and what they were told.
#[derive(Default)]
struct Day {
    visits: Vec<String>,
    /// A service to sell at the counter when no visit is left.
    service: String,
    asked: usize,
    /// Bills the salon said yes to; they may not be missing.
    answered: BTreeSet<String>,
    paid_visits: BTreeSet<String>,
}

impl Day {
    /// The next sale: every second one a visit, as long as there are any.
    fn next(&mut self) -> (Option<String>, Json) {
        self.asked += 1;
        let tender = if self.asked.is_multiple_of(3) { "cash" } else { "card" };
        let visit = if self.asked.is_multiple_of(2) { self.visits.pop() } else { None };
        let body = match &visit {
            Some(visit) => json!({ "appointment_id": visit, "tender": tender }),
            None => {
                json!({ "items": [{ "what": format!("service:{}", self.service) }], "tender": tender })
            }
        };
        (visit, body)
    }
}

/// Takes money until the salon dies. Who was cut off is paid for again later.
async fn desk(person: Person, day: Arc<Mutex<Day>>) {
    loop {
        let (visit, body) = day.lock().expect("the day").next();
        let answer = try_answer(person.request(Method::POST, "/p/finance/bills").json(&body)).await;
        let mut day = day.lock().expect("the day");
        match answer {
            Ok(answer) if answer.status.as_u16() == 201 => {
                day.answered.insert(answer.json["bill_id"].as_str().expect("an id").to_owned());
                day.paid_visits.extend(visit);
            }
            // Its first try was committed and never answered.
            Ok(answer) if answer.status.as_u16() == 409 && visit.is_some() => {}
            Ok(answer) if answer.status.is_server_error() => {
                day.visits.extend(visit);
                return;
            }
            Ok(answer) => panic!("{}: {}", answer.status, answer.text),
            Err(_) => {
                day.visits.extend(visit);
                return;
            }
        }
    }
}

/// What is half there, read past the program.
fn halves(salon: &Salon, day: &Day) -> Vec<String> {
    let mut halves = faults(salon);
    let bill = "select 'bill ' || b.number ||";
    for rule in [
        "' is open and has tenders' from finance_bill b where b.state = 'open' \
         and exists (select 1 from finance_bill_tender t where t.bill_id = b.bill_id)",
        "' was written and never settled' from finance_bill b where b.state = 'open'",
        "' has no line' from finance_bill b \
         where not exists (select 1 from finance_bill_line l where l.bill_id = b.bill_id)",
        "' has a tender without its entry' from finance_bill b join finance_bill_tender t on t.bill_id = b.bill_id \
         where not exists (select 1 from finance_entry e where e.kind = 'payment' and e.source_id = t.bill_tender_id)",
        "' has not been told once' from finance_bill b where (select count(*) from host_event e \
         where e.topic = 'finance.bill.paid' and e.ordering_key = b.bill_id) <> 1",
    ] {
        halves.extend(salon.texts(&format!("{bill} {rule}")));
    }
    halves.extend(salon.texts(
        "select 'entry ' || entry_id || ' belongs to nothing' from finance_entry e where \
         (kind = 'sale' and not exists (select 1 from finance_bill b where b.bill_id = e.source_id)) \
         or (kind = 'payment' and not exists (select 1 from finance_bill_tender t where t.bill_tender_id = e.source_id))",
    ));
    let known: BTreeSet<String> = salon.texts("select bill_id from finance_bill").into_iter().collect();
    halves.extend(day.answered.difference(&known).map(|bill| format!("{bill} was answered and is missing")));
    let money = account(salon, "acquiring") + account(salon, "cash:%");
    let taken = salon.number("select coalesce(sum(paid_minor), 0) from finance_bill");
    if money != taken {
        halves.push(format!("{money} lie in the accounts, {taken} were taken"));
    }
    halves
}

/// Each of these makes a paid bill half paid; the checker has to say more after each.
fn is_noticed(salon: &Salon, day: &Day) {
    let visit = day.paid_visits.first().expect("a visit was paid for");
    let bill =
        salon.texts(&format!("select bill_id from finance_bill where appointment_id = '{visit}'")).remove(0);
    let entry = format!("select entry_id from finance_entry where kind = 'sale' and source_id = '{bill}'");
    let tender = format!("select bill_tender_id from finance_bill_tender where bill_id = '{bill}'");
    let payment =
        format!("select entry_id from finance_entry where kind = 'payment' and source_id in ({tender})");
    let mut known = BTreeSet::new();
    for sabotage in [
        format!("update booking_appointment set state = 'arrived' where appointment_id = '{visit}'"),
        format!("delete from finance_entry_line where entry_id in ({entry}) and amount_minor < 0"),
        format!(
            "delete from finance_entry_line where entry_id in ({entry}); delete from finance_entry where entry_id in ({entry})"
        ),
        format!(
            "delete from finance_entry_line where entry_id in ({payment}); delete from finance_entry where entry_id in ({payment})"
        ),
        format!(
            "delete from host_delivery where event_id in \
             (select event_id from host_event where topic = 'finance.bill.paid' and ordering_key = '{bill}'); \
             delete from host_event where topic = 'finance.bill.paid' and ordering_key = '{bill}'"
        ),
        format!("delete from finance_bill_tender where bill_id = '{bill}'"),
        format!("delete from finance_bill_line where bill_id = '{bill}'"),
    ] {
        salon.execute(&sabotage);
        let seen: BTreeSet<String> = halves(salon, day).into_iter().collect();
        assert!(seen.difference(&known).next().is_some(), "unseen: {sabotage}: {seen:?}");
        known = seen;
    }
    salon.execute(&format!("delete from finance_bill where bill_id = '{bill}'"));
    assert!(halves(salon, day).iter().any(|half| half.contains("was answered and is missing")));
}

/// The demo's bills are taken away, so that there are visits enough to be paid for, and visits are not over yet.
fn clear(salon: &Salon) {
    let day = pardoz_tests::diary::business_day();
    salon.execute(&format!(
        "delete from finance_bill_tender; delete from finance_bill_line; delete from finance_bill; \
         delete from finance_entry_line; delete from finance_entry; delete from finance_tip; delete from finance_shift; \
         update booking_appointment set state = 'arrived' where state = 'completed' and day <= '{day}'"
    ));
}

async fn a_visit_is_unpaid_or_paid_with_everything(engine: Engine) {
    let _alone = crate::ALONE.write().await;
    let Some(mut salon) = Salon::on(engine, Filled::Demo).await else { return };
    clear(&salon);
    let service = salon
        .texts("select service_id from salon_service where archived_at is null and price_minor > 0 order by service_id")
        .remove(0);
    let day = Arc::new(Mutex::new(Day { visits: payable(&salon), service, ..Day::default() }));
    let mut killer = Killer::new();
    for _ in 0..KILLS {
        let desks: Vec<_> =
            (0..DESKS).map(|_| tokio::spawn(desk(salon.owner().elsewhere(), day.clone()))).collect();
        killer.strike(&mut salon, 20, 400).await;
        for desk in desks {
            desk.await.expect("a desk ends");
        }
        killer.revive(&mut salon).await;
        let day = day.lock().expect("the day");
        assert_eq!(halves(&salon, &day), Vec::<String>::new(), "{}", killer.which());
    }
    salon.kill(); // Nothing moves any more: what is planted now is what the checker sees.
    salon.check_integrity();
    let day = day.lock().expect("the day");
    let (asked, answered, visits) = (day.asked, day.answered.len(), day.paid_visits.len());
    println!(
        "{engine:?}: {}; {asked} asked, {answered} answered, {visits} of them for visits",
        killer.starts()
    );
    assert!(asked >= answered + KILLS && answered > KILLS / 2 && visits > 0, "the load was no load");
    is_noticed(&salon, &day);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_leave_no_half_paid_visit_on_sqlite() {
    a_visit_is_unpaid_or_paid_with_everything(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_kills_leave_no_half_paid_visit_on_postgresql() {
    a_visit_is_unpaid_or_paid_with_everything(Engine::Postgres).await;
}
