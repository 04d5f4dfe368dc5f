//! SIGKILL under load, again and again. A journal outside the salon, synced before and after each request, says what
//! was asked and what was answered: nothing answered may be missing, nothing may be half there. The load makes clients
//! and books visits for them: one command of one module, and one with claims, events and jobs.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use pardoz_tests::person::{Person, try_answer};
use pardoz_tests::salon::{Engine, Filled, Salon};
use reqwest::Method;
use serde_json::json;

use crate::kill::Killer;

const KILLS: u32 = 20;
const CLIENTS: u32 = 8;

/// What was asked and what was answered, on disk before anybody believes it.
struct Journal {
    file: File,
    asked: BTreeSet<String>,
    answered: BTreeSet<String>,
}

impl Journal {
    fn new(folder: &std::path::Path) -> Self {
        let file = File::create(folder.join("journal")).expect("a journal");
        Self { file, asked: BTreeSet::new(), answered: BTreeSet::new() }
    }

    /// `what`: a phone that was sent, or the note of a visit.
    fn write(&mut self, word: &str, what: &str) {
        writeln!(self.file, "{word} {what}").expect("a line");
        self.file.sync_data().expect("a sync");
        if word == "ask" {
            self.asked.insert(what.to_owned())
        } else {
            self.answered.insert(what.to_owned())
        };
    }
}

/// What is in the salon: phones and notes, and what stands there without its other half.
struct Found {
    known: BTreeSet<String>,
    halves: i64,
}

/// What is wrong after a restart.
fn faults(asked: &BTreeSet<String>, answered: &BTreeSet<String>, found: &Found) -> Vec<String> {
    let mut faults: Vec<String> =
        answered.difference(&found.known).map(|what| format!("{what} was answered and is missing")).collect();
    faults.extend(found.known.difference(asked).map(|what| format!("{what} was never asked for")));
    if found.halves > 0 {
        faults.push(format!("{} clients or visits are half there", found.halves));
    }
    faults
}

/// The clock of the load: which client and which time of which master is next, and when to stop.
#[derive(Default)]
struct Load {
    number: AtomicU32,
    stop: AtomicBool,
    /// Master and service, of masters who can do something.
    masters: Vec<(String, String)>,
}

impl Load {
    /// A time that nobody else is sent: far days, every three hours, master by master.
    fn booking(&self, number: u32, client_id: &str) -> serde_json::Value {
        const HOURS: [&str; 4] = ["08", "11", "14", "17"];
        let (staff_id, service_id) = &self.masters[number as usize % self.masters.len()];
        let rest = number as usize / self.masters.len();
        let day = pardoz_tests::diary::day_after(30 + (rest / HOURS.len()) as i64);
        json!({
            "client_id": client_id, "start": format!("{day}T{}:00:00+05:00", HOURS[rest % HOURS.len()]), "bypass": true,
            "note": note(number), "services": [{ "service_id": service_id, "staff_id": staff_id }],
        })
    }
}

fn note(number: u32) -> String {
    format!("kill {number}")
}

/// Sends what creates `what`; the answer's JSON, or nothing when the salon goes down.
async fn create(
    person: &Person,
    journal: &Mutex<Journal>,
    path: &str,
    what: &str,
    body: serde_json::Value,
) -> Option<serde_json::Value> {
    journal.lock().expect("the journal").write("ask", what);
    match try_answer(person.request(Method::POST, path).json(&body)).await {
        Ok(answer) if answer.status.as_u16() == 201 => {
            journal.lock().expect("the journal").write("got", what);
            Some(answer.json)
        }
        // A salon that is going down may refuse or break off; it may not say yes and forget.
        Ok(answer) if answer.status.is_server_error() => None,
        Ok(answer) => panic!("{}: {}", answer.status, answer.text),
        Err(_) => None,
    }
}

/// Somebody who makes clients and books for them until the salon dies.
async fn work(person: Person, journal: Arc<Mutex<Journal>>, load: Arc<Load>) {
    while !load.stop.load(Ordering::SeqCst) {
        let number = load.number.fetch_add(1, Ordering::SeqCst);
        let phone = format!("+99833{number:07}");
        let client = json!({ "first_name": format!("Name{number}"), "last_name": "Kill", "phone": phone });
        let Some(made) = create(&person, &journal, "/p/clients/clients", &phone, client).await else {
            return;
        };
        let visit = load.booking(number, made["client_id"].as_str().expect("an id"));
        if create(&person, &journal, "/p/booking/appointments", &note(number), visit).await.is_none() {
            return;
        }
    }
}

fn look(salon: &Salon) -> Found {
    let halves = salon.number(
        "select (select count(*) from clients_client c where c.last_name = 'Kill'
           and not exists (select 1 from clients_phone p where p.client_id = c.client_id))
         + (select count(*) from booking_appointment a where a.note like 'kill %' and (
           not exists (select 1 from booking_line l join host_claim h on h.claim_id like l.appointment_line_id || ':%'
             where l.appointment_id = a.appointment_id)
           or not exists (select 1 from booking_change c where c.appointment_id = a.appointment_id)
           or not exists (select 1 from host_event e where e.ordering_key = a.appointment_id)))",
    );
    let phones = salon.texts(
        "select p.phone from clients_phone p join clients_client c on c.client_id = p.client_id where c.last_name = 'Kill'",
    );
    let notes = salon.texts("select note from booking_appointment where note like 'kill %'");
    Found { known: phones.into_iter().chain(notes).collect(), halves }
}

async fn nothing_answered_is_lost_when_the_salon_is_killed(engine: Engine) {
    let _beside = super::ALONE.read().await;
    let Some(mut salon) = Salon::on(engine, Filled::Demo).await else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let journal = Arc::new(Mutex::new(Journal::new(folder.path())));
    let masters =
        salon.texts("select staff_id || ' ' || min(service_id) from salon_staff_service group by staff_id");
    let masters: Vec<(String, String)> = masters
        .iter()
        .filter_map(|pair| pair.split_once(' '))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect();
    let mut next = 0;
    let mut killer = Killer::new();
    for _ in 0..KILLS {
        let load = Load { number: AtomicU32::new(next), masters: masters.clone(), ..Load::default() };
        let load = Arc::new(load);
        let workers: Vec<_> =
            (0..CLIENTS).map(|_| tokio::spawn(work(salon.owner(), journal.clone(), load.clone()))).collect();
        killer.strike(&mut salon, 150, 600).await;
        load.stop.store(true, Ordering::SeqCst);
        for worker in workers {
            worker.await.expect("a worker ends");
        }
        next = load.number.load(Ordering::SeqCst);
        killer.revive(&mut salon).await;
        let found = look(&salon);
        let journal = journal.lock().expect("the journal");
        assert_eq!(
            faults(&journal.asked, &journal.answered, &found),
            Vec::<String>::new(),
            "{}",
            killer.which()
        );
        salon.check_integrity();
    }
    let journal = journal.lock().expect("the journal");
    let (asked, answered) = (journal.asked.len(), journal.answered.len());
    println!("{engine:?}: {}; {asked} asked, {answered} answered", killer.starts());
    assert!(answered > KILLS as usize, "the load was no load");
    assert!(asked > answered, "no kill met a request under way");
    // Sabotage: an answered row taken away, and a claim lost, must be noticed.
    let lost =
        journal.answered.iter().find(|what| what.starts_with('+')).expect("somebody was answered").clone();
    salon.execute(&format!("delete from clients_phone where phone = '{lost}'"));
    assert!(faults(&journal.asked, &journal.answered, &look(&salon)).len() >= 2, "the checker must notice");
    salon.execute("update clients_client set last_name = 'Gone' where client_id not in (select client_id from clients_phone)");
    salon.execute("delete from host_claim where plugin_id = 'booking'");
    assert!(look(&salon).halves > 0, "a visit without its claim must be noticed");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_when_the_salon_is_killed_on_sqlite() {
    nothing_answered_is_lost_when_the_salon_is_killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_answered_is_lost_when_the_salon_is_killed_on_postgresql() {
    nothing_answered_is_lost_when_the_salon_is_killed(Engine::Postgres).await;
}
