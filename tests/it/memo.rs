//! Remembered answers are never stale: random writes and reads beside each other, then every page as a reader with a
//! memory sees it against the same page computed anew.
//!
//! What an answer is remembered under includes who asks. So a colleague with the same rights whose name was changed a
//! moment ago has no memory at all: what they are told is the truth to compare with.

use pardoz_tests::diary::day_after;
use pardoz_tests::people::{Somebody, account};
use pardoz_tests::person::{Person, SLOW_PANEL, answer};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use reqwest::Method;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use serde_json::{Value as Json, json};

/// A difference that is still there after so many looks is no coincidence of two clocks.
const LOOKS: u32 = 3;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }
}

struct Stage {
    owner: Person,
    studio: Studio,
    clients: Vec<String>,
    visits: Vec<String>,
    /// Has read before and remembers.
    reader: Somebody,
    /// Gets a new name before each look.
    newcomer: Somebody,
    renamed: u32,
}

impl Stage {
    async fn open(salon: &Salon) -> Self {
        let owner = salon.owner();
        let studio = Studio::open(&owner, "Yunusobod", None, day_after(4)).await;
        let (reader, newcomer) =
            futures_util::future::join(salon.somebody("manager", &[]), salon.somebody("manager", &[])).await;
        let mut stage =
            Self { owner, studio, clients: Vec::new(), visits: Vec::new(), reader, newcomer, renamed: 0 };
        for number in 0..3 {
            stage.clients.push(new_client(&stage.owner, number).await);
        }
        let visit = stage.studio.book(&stage.owner, &stage.clients[0], "09:00").await.refused(201);
        stage.visits.push(visit["appointment_id"].as_str().expect("an id").to_owned());
        stage
    }

    /// One random write. Refusals (a time that is taken, a visit that is cancelled) are part of a salon's life.
    async fn write(&mut self, dice: &mut Dice) {
        let client = self.clients[dice.below(self.clients.len())].clone();
        let visit = format!("/p/booking/appointments/{}", self.visits[dice.below(self.visits.len())]);
        let number = dice.below(10_000);
        let time = format!("{:02}:{:02}", 9 + dice.below(8), 15 * dice.below(4));
        let post = async |path: String, body: Json| self.owner.post(&path, body).await;
        let answer = match dice.below(12) {
            0 => {
                let client = new_client(&self.owner, number).await;
                self.clients.push(client);
                return;
            }
            1 => {
                let card = json!({ "first_name": "Malika", "last_name": format!("Boshqa {number}") });
                post(format!("/p/clients/clients/{client}"), card).await
            }
            2 => post(format!("/p/clients/clients/{client}/archive"), json!({})).await,
            3 => post(format!("/p/clients/clients/{client}/restore"), json!({})).await,
            4 => {
                post(
                    format!("/p/clients/clients/{client}/notes"),
                    json!({ "body": format!("Note {number}") }),
                )
                .await
            }
            5 | 6 => {
                let booked = self.studio.book(&self.owner, &client, &time).await;
                if let Some(id) = booked.json["appointment_id"].as_str() {
                    self.visits.push(id.to_owned());
                }
                booked
            }
            7 => post(format!("{visit}/move"), json!({ "start": self.studio.at(&time) })).await,
            8 => post(format!("{visit}/state"), json!({ "state": "confirmed" })).await,
            9 => post(format!("{visit}/cancel"), json!({ "by": "client" })).await,
            10 => {
                let step = [10, 15, 20, 30][dice.below(4)];
                let fields = [("slot_mode", "grid".to_owned()), ("slot_step", step.to_string())];
                let request =
                    self.owner.request(Method::POST, "/admin/plugins/booking/settings").form(&fields);
                answer(request).await
            }
            _ => {
                let shift = json!({
                    "staff_id": self.studio.staff_id, "branch_id": self.studio.branch_id,
                    "day": day_after(5 + dice.below(20) as i64), "start": "10:00", "end": "16:00",
                });
                post("/p/salon/shifts".to_owned(), shift).await
            }
        };
        assert!(answer.status.as_u16() < 500, "{}", answer.text);
    }

    fn pages(&self) -> Vec<String> {
        let Studio { branch_id, staff_id, service_id, day } = &self.studio;
        let mut pages: Vec<String> = vec![
            "/p/clients/clients?limit=100".into(),
            "/p/clients/clients?q=Boshqa".into(),
            "/p/salon/services".into(),
            format!("/p/salon/shifts?day={day}&branch={branch_id}"),
            format!("/p/booking/schedule?day={day}&branch={branch_id}"),
            format!("/p/booking/week?day={day}&branch={branch_id}&staff={staff_id}"),
            format!("/p/booking/appointments?day={day}&branch={branch_id}&all=true"),
            format!("/p/booking/slots?day={day}&branch={branch_id}&services={service_id}&staff={staff_id}"),
        ];
        pages.extend(self.clients.iter().take(3).map(|client| format!("/p/clients/clients/{client}")));
        pages.extend(self.visits.iter().take(3).map(|visit| format!("/p/booking/appointments/{visit}")));
        pages
    }

    /// Pages on which the reader's memory and the truth differ.
    async fn stale(&mut self) -> Vec<String> {
        let mut suspects = self.pages();
        for _ in 0..LOOKS {
            self.rename_newcomer().await;
            let mut stale = Vec::new();
            for page in suspects {
                for kind in ["application/json", "text/html"] {
                    let seen = look(&self.reader.person, &page, kind).await;
                    let truth = look(&self.newcomer.person, &page, kind).await;
                    if seen != truth && stale.last() != Some(&page) {
                        stale.push(page.clone());
                    }
                }
            }
            suspects = stale;
            if suspects.is_empty() {
                break;
            }
        }
        suspects
    }

    async fn rename_newcomer(&mut self) {
        self.renamed += 1;
        let Somebody { account_id, login, role, .. } = &self.newcomer;
        let mut form = account(login, &format!("Newcomer {}", self.renamed), role, &[]);
        form.as_object_mut().expect("a form").remove("password");
        let saved = self.owner.post(&format!("/admin/people/{account_id}"), form).await;
        assert!(saved.status.is_success(), "{}", saved.text);
    }
}

async fn new_client(owner: &Person, number: usize) -> String {
    let card = json!({ "first_name": "Malika", "last_name": format!("Yangi {number}"), "different": true });
    let made = owner.post("/p/clients/clients", card).await.refused(201);
    made["client_id"].as_str().expect("an id").to_owned()
}

/// A page without its frame, which greets its reader by name.
async fn look(person: &Person, page: &str, kind: &'static str) -> String {
    let wanted = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(kind))]);
    // A panel that a busy machine did not draw in time is there when the page is asked for again.
    let text = loop {
        let answer = answer(person.request(Method::GET, page).headers(wanted.clone())).await;
        assert!(answer.status.is_success(), "{page}: {}", answer.text);
        if !answer.text.contains(SLOW_PANEL) {
            break answer.text;
        }
    };
    match (text.find("<main"), text.rfind("</main>")) {
        (Some(begin), Some(end)) => without_print_head(&text[begin..end]),
        _ => text,
    }
}

/// Paper says who printed it and when: that is the frame, too.
fn without_print_head(main: &str) -> String {
    let lines = main.lines().filter(|line| !line.contains("class=\"print-head\""));
    lines.collect::<Vec<_>>().join("\n")
}

async fn no_answer_is_ever_stale(engine: Engine, steps: u32) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let mut stage = Stage::open(&salon).await;
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    assert_eq!(stage.stale().await, Vec::<String>::new(), "at the start");
    for step in 0..steps {
        // Reads begin before, between and after the commits: a snapshot taken too early must not be remembered as new.
        let (pages, reader) = (stage.pages(), stage.reader.person.elsewhere());
        let reading = tokio::spawn(async move {
            for page in pages {
                look(&reader, &page, "text/html").await;
            }
        });
        for _ in 0..4 {
            stage.write(&mut dice).await;
        }
        reading.await.expect("pages are read");
        assert_eq!(stage.stale().await, Vec::<String>::new(), "after step {step}");
    }
    assert!(stage.visits.len() > 1 && stage.clients.len() > 3, "next to nothing was written");

    // A write that nobody announces, as if a version bump were skipped.
    let client = stage.clients[0].clone();
    let card = format!("/p/clients/clients/{client}");
    let before = look(&stage.reader.person, &card, "application/json").await;
    salon.execute(&format!(
        "update clients_client set display_name = 'Aldangan Mijoz' where client_id = '{client}'"
    ));
    let noticed = stage.stale().await;
    match engine {
        // Sabotage: the comparison must notice what memory does not know.
        Engine::Postgres => assert!(noticed.contains(&card), "the comparison notices nothing: {noticed:?}"),
        // Here the host hears even that; the comparison shows on an answer from before that it would notice.
        Engine::Sqlite => {
            assert_eq!(noticed, Vec::<String>::new(), "a write past the program is heard, too");
            let truth = look(&stage.newcomer.person, &card, "application/json").await;
            assert!(truth.contains("Aldangan Mijoz") && truth != before, "the comparison notices nothing");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_ever_stale_on_sqlite() {
    no_answer_is_ever_stale(Engine::Sqlite, 10).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_answer_is_ever_stale_on_postgresql() {
    no_answer_is_ever_stale(Engine::Postgres, 5).await;
}
