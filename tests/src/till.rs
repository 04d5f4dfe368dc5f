//! A salon with visits to pay for, and what its books say.

use serde_json::{Value as Json, json};

use crate::diary;
use crate::person::{Answer, Person};
use crate::salon::Salon;

/// More than any test pays for.
const ENOUGH: usize = 8;

/// Visits that nobody has paid anything for yet: the demo's of this day and before, the last ones first.
pub fn payable(salon: &Salon) -> Vec<String> {
    let day = diary::business_day();
    salon.texts(&format!(
        "select appointment_id from booking_appointment a where day <= '{day}' \
         and state in ('booked', 'confirmed', 'arrived', 'in_service', 'completed') and total_minor > 0 \
         and not exists (select 1 from finance_bill b where b.appointment_id = a.appointment_id and b.state <> 'void') \
         and not exists (select 1 from finance_deposit d where d.appointment_id = a.appointment_id) \
         order by day desc, start_at, appointment_id"
    ))
}

/// Visits that can be paid for at any hour: late in the day the next days' are brought to this one.
pub async fn with_visits(salon: &Salon) -> Vec<String> {
    for days in 1..14 {
        let visits = payable(salon);
        if visits.len() >= ENOUGH {
            return visits;
        }
        let waiting = "state in ('booked', 'confirmed') and total_minor > 0";
        diary::bring_to_today(salon, days, waiting);
    }
    panic!("the demo has no visits in two weeks");
}

pub fn due(salon: &Salon, visit: &str) -> i64 {
    salon.number(&format!("select total_minor from booking_appointment where appointment_id = '{visit}'"))
}

pub async fn pay(person: &Person, visit: &str, tender: &str) -> Answer {
    person.post("/p/finance/bills", json!({ "appointment_id": visit, "tender": tender })).await
}

pub fn account(salon: &Salon, account: &str) -> i64 {
    salon.number(&format!(
        "select coalesce(sum(amount_minor), 0) from finance_entry_line where account like '{account}'"
    ))
}

/// What does not hold in the books, read past the program. A visit whose module did not answer in time is completed by
/// a job later (R-K3), and the bill says so.
pub fn faults(salon: &Salon) -> Vec<String> {
    let mut faults = salon.texts(
        "select 'entry ' || entry_id || ' sums to ' || sum(amount_minor) from finance_entry_line \
         group by entry_id having sum(amount_minor) <> 0",
    );
    faults.extend(salon.texts(
        "select 'bill ' || b.number || ': tenders are not its sum' from finance_bill b \
         left join finance_bill_tender t on t.bill_id = b.bill_id where b.state in ('paid', 'part_paid', 'refunded') \
         group by b.bill_id, b.number, b.due_minor, b.refunded_minor \
         having coalesce(sum(t.amount_minor), 0) <> b.due_minor - b.refunded_minor",
    ));
    faults.extend(salon.texts(
        "select 'bill ' || number || ' is paid without an entry' from finance_bill b where state = 'paid' and due_minor > 0 \
         and not exists (select 1 from finance_entry e where e.kind = 'sale' and e.source_id = b.bill_id)",
    ));
    faults.extend(salon.texts(
        "select 'visit ' || a.appointment_id || ' is paid and not completed' from finance_bill b \
         join booking_appointment a on a.appointment_id = b.appointment_id \
         where b.state = 'paid' and a.state <> 'completed' and coalesce(b.silent, '') not like '%booking%'",
    ));
    faults
}

pub fn number(answer: &Json, name: &str) -> i64 {
    answer[name].as_i64().unwrap_or_else(|| panic!("no {name} in {answer}"))
}

/// A client nobody has booked yet.
pub async fn client(person: &Person) -> String {
    person.newcomer().await
}
