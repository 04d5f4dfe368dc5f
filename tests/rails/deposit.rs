//! R-B9: a deposit that was asked for at the desk is paid from the client's link, through Payme and through Click, in
//! their own ways; it lands once.

use std::sync::atomic::{AtomicI64, Ordering};

use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use pardoz_tests::till::{account, number};
use serde_json::{Value as Json, json};

use crate::desk;
use crate::provider::Provider;

const KEY: &str = "kQ7?payme&test#key";
const SHOP: &str = "4217";
const SHOP_KEY: &str = "cL1ck&shop+key";
const SOM: i64 = 100;
const HOUR_MS: i64 = 3_600_000;
/// What is asked for, and what a visit costs.
const ASKED: i64 = 60_000 * SOM;
const PRICE: i64 = 200_000 * SOM;

struct House {
    salon: Salon,
    owner: Person,
    studio: Studio,
    payme: Provider,
    click: Provider,
    /// Visits stand in a row, so that one master can have them all.
    next_at: AtomicI64,
}

/// A visit whose client has a link.
struct Asked {
    visit: String,
    id: String,
    token: String,
}

impl House {
    async fn open(engine: Engine) -> Option<Self> {
        let salon = Salon::on(engine, Filled::Empty).await?;
        let owner = salon.owner();
        let studio = Studio::open(&owner, "Deposits", None, pardoz_tests::diary::business_day()).await;
        salon.execute(&format!("update salon_service set price_minor = {PRICE}"));
        let policy = json!({ "cancel_policy": "moderate", "deposit_percent": 30 });
        owner.post("/admin/plugins/booking/settings", policy).await.ok();
        let browser = Visitor::sign_in(&salon.base).await;
        for module in ["payme", "click"] {
            browser.post(&format!("/admin/plugins/{module}/enable"), &[]).await;
        }
        let cabinet = [("merchant_id", "5e730e8e0b852a417aa49ceb"), ("key", KEY), ("account", "bill")];
        browser.post("/admin/plugins/payme/settings", &cabinet).await;
        let cabinet = [("service_id", SHOP), ("merchant_id", "77"), ("secret_key", SHOP_KEY)];
        browser.post("/admin/plugins/click/settings", &cabinet).await;
        let hook = |path: &str| format!("{}/hooks/{path}", salon.base);
        let payme = Provider::start(env!("CARGO_BIN_EXE_payme-simulator"), &[&hook("payme/merchant"), KEY]);
        let click =
            Provider::start(env!("CARGO_BIN_EXE_click-simulator"), &[&hook("click/shop"), SHOP, SHOP_KEY]);
        Some(Self { salon, owner, studio, payme, click, next_at: AtomicI64::new(30 * HOUR_MS) })
    }

    /// A visit that begins after so many milliseconds.
    async fn visit_in(&self, after_ms: i64) -> String {
        let at = (jiff::Timestamp::now().as_millisecond() + after_ms + 59_999) / 60_000 * 60_000;
        let mut booking = self.studio.booking(&self.owner.newcomer().await, "12:00");
        booking["start"] = json!(jiff::Timestamp::from_millisecond(at).expect("near").to_string());
        booking["services"][0]["staff_id"] = json!(self.studio.staff_id);
        booking["bypass"] = json!(true);
        text(&self.owner.post("/p/booking/appointments", booking).await.refused(201), "appointment_id")
    }

    /// A visit of the day after tomorrow.
    async fn visit(&self) -> String {
        self.visit_in(self.next_at.fetch_add(2 * HOUR_MS, Ordering::SeqCst)).await
    }

    async fn ask(&self, visit: &str) -> Asked {
        let wish = json!({ "appointment_id": visit, "amount_minor": ASKED });
        let asked = self.owner.post("/p/finance/deposits/asks", wish).await.refused(201);
        Asked { visit: visit.to_owned(), id: text(&asked, "deposit_ask_id"), token: text(&asked, "token") }
    }

    async fn asked(&self) -> Asked {
        let visit = self.visit().await;
        self.ask(&visit).await
    }

    /// What a client sees who has nothing but the link.
    async fn page(&self, asked: &Asked) -> Json {
        let stranger = Person::new(&self.salon.base, "");
        stranger.get(&format!("/p/finance/pay/{}", asked.token)).await.ok()
    }

    async fn create(&mut self, asked: &Asked) -> String {
        let order = json!({ "do": "create", "bill": asked.id, "amount": ASKED });
        let report = self.payme.report(order).await;
        assert_eq!(report["answers"][0]["result"]["state"], 1, "{report}");
        text(&report, "id")
    }

    async fn paid(&mut self, asked: &Asked) -> String {
        let id = self.create(asked).await;
        let done = self.payme.one("perform", json!({ "id": id, "times": 3, "at_once": 4 })).await;
        assert_eq!(done["result"]["state"], 2, "{done}");
        id
    }

    async fn prepare(&mut self, asked: &Asked) -> String {
        let order =
            json!({ "do": "prepare", "bill": asked.id, "amount": som(ASKED), "times": 2, "at_once": 3 });
        let report = self.click.report(order).await;
        let answers = report["answers"].as_array().expect("answers");
        assert!(answers.iter().all(|one| one["error"] == 0 && one == &answers[0]), "{report}");
        text(&report, "id")
    }

    async fn payme_code(&mut self, what: &str, order: Json) -> i64 {
        let answer = self.payme.one(what, order).await;
        answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no refusal in {answer}"))
    }

    async fn click_code(&mut self, what: &str, order: Json) -> i64 {
        let answer = self.click.one(what, order).await;
        answer["error"].as_i64().unwrap_or_else(|| panic!("no code in {answer}"))
    }

    async fn cancel_visit(&self, visit: &str, by: &str) {
        self.owner.post(&format!("/p/booking/appointments/{visit}/cancel"), json!({ "by": by })).await.ok();
        let open = "select count(*) from host_delivery where subscriber = 'finance' and state <> 'done'";
        for _ in 0..600 {
            if self.salon.number(open) == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("finance never hears: {}", self.salon.log());
    }

    fn held(&self, asked: &Asked) -> i64 {
        self.salon.number(&format!(
            "select coalesce(sum(held_minor), 0) from finance_deposit where appointment_id = '{}'",
            asked.visit
        ))
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = desk::faults(&self.salon, "payme");
        faults.extend(desk::faults(&self.salon, "click"));
        faults.extend(self.salon.texts(
            "select 'the deposit of ' || d.appointment_id || ' is not its movements' from finance_deposit d \
             left join finance_deposit_move m on m.appointment_id = d.appointment_id \
             group by d.appointment_id, d.held_minor having coalesce(sum(m.amount_minor), 0) <> d.held_minor",
        ));
        let held = self.salon.number("select coalesce(sum(held_minor), 0) from finance_deposit");
        if account(&self.salon, "deposits") + held != 0 {
            faults.push(format!("{held} is held, the books say {}", -account(&self.salon, "deposits")));
        }
        faults
    }

    /// What is wrong with a deposit that must have come exactly once by this provider.
    fn faults_of_once(&self, tender: &str, asked: &Asked) -> Vec<String> {
        let mut faults = self.faults();
        let came = format!(
            "from finance_deposit_move m where appointment_id = '{}' and kind = 'taken' and tender = '{tender}'",
            asked.visit
        );
        let moves = self.salon.number(&format!("select count(*) {came}"));
        let entries = self.salon.number(&format!(
            "select count(*) from finance_entry where kind = 'deposit' and source_id in (select deposit_move_id {came})"
        ));
        for (what, count) in [("movements", moves), ("entries", entries)] {
            if count != 1 {
                faults.push(format!("{count} {what} instead of one"));
            }
        }
        if self.held(asked) != ASKED {
            faults.push(format!("{} is held", self.held(asked)));
        }
        faults
    }
}

#[track_caller]
fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

fn som(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// The link says what is asked and where to pay; Payme pays it with every call repeated.
async fn payme_pays_what_the_link_asks_for(engine: Engine) {
    let Some(mut house) = House::open(engine).await else { return };
    // The booking's policy asks for 30 %, and the form of the desk says so.
    let visit = house.visit().await;
    let form = house.owner.get(&format!("/p/finance/deposits/new?appointment_id={visit}")).await.ok();
    assert_eq!((number(&form, "suggested_minor"), &form["may_ask"]), (ASKED, &json!(true)));
    let asked = house.ask(&visit).await;
    let page = house.page(&asked).await;
    assert_eq!((&page["state"], number(&page, "owed_minor")), (&json!("open"), ASKED), "{page}");
    assert!(number(&page, "until_at") > jiff::Timestamp::now().as_millisecond(), "{page}");
    let links: Vec<&str> =
        page["ways"].as_array().expect("ways").iter().filter_map(|way| way["link"].as_str()).collect();
    assert!(links.iter().any(|link| link.starts_with("https://checkout.paycom.uz/")), "{page}");
    assert!(links.iter().any(|link| link.contains("my.click.uz") && link.ends_with(&asked.id)), "{page}");
    let (status, html) =
        Visitor::stranger(&house.salon.base).get(&format!("/p/finance/pay/{}", asked.token)).await;
    let buttons =
        html.matches("https://checkout.paycom.uz/").count() + html.matches("https://my.click.uz/").count();
    assert!(status == 200 && buttons == 2 && html.contains(&asked.id), "{html}");
    let client = house.salon.texts("select display_name from clients_client").remove(0);
    assert!(!html.contains(&client), "a link is no way to a client's name");
    let nobody = Person::new(&house.salon.base, "");
    nobody.get(&format!("/p/finance/pay/{}", "0".repeat(32))).await.refused(404);
    // Another sum, somebody else's number.
    let order = |amount: i64| json!({ "bill": asked.id, "amount": amount });
    assert_eq!(house.payme_code("check", order(ASKED + SOM)).await, -31001);
    assert_eq!(house.payme_code("create", order(ASKED - SOM)).await, -31001);
    let wrong = json!({ "bill": asked.visit, "amount": ASKED });
    assert_eq!(house.payme_code("check", wrong).await, -31050, "a visit's own id pays nothing");
    let id = house.paid(&asked).await;
    assert_eq!((account(&house.salon, "payme"), account(&house.salon, "deposits")), (ASKED, -ASKED));
    assert_eq!(house.faults_of_once("payme", &asked), Vec::<String>::new());
    assert_eq!(house.page(&asked).await["state"], "paid");
    // It is paid: neither provider takes it again, and what was performed is told the same.
    assert_eq!(house.payme_code("create", order(ASKED)).await, -31051);
    let click = json!({ "bill": asked.id, "amount": som(ASKED) });
    assert_eq!(house.click_code("prepare", click).await, -4);
    assert_eq!(house.payme.one("look", json!({ "id": id })).await["result"]["state"], 2);
    // A desk took a part of the next one: the rest is asked for, and only that fits.
    let second = house.asked().await;
    let cash = json!({ "appointment_id": second.visit, "amount_minor": 20_000 * SOM, "tender": "card" });
    house.owner.post("/p/finance/deposits", cash).await.refused(201);
    let order = |amount: i64| json!({ "bill": second.id, "amount": amount });
    assert_eq!(house.payme_code("check", order(ASKED)).await, -31001);
    assert_eq!(number(&house.page(&second).await, "owed_minor"), 40_000 * SOM);
    let checked = house.payme.one("check", order(40_000 * SOM)).await;
    assert_eq!(checked["result"]["allow"], true, "{checked}");
    // Nobody asks for more than a visit costs.
    let more = json!({ "appointment_id": second.visit, "amount_minor": PRICE });
    let refused = house.owner.post("/p/finance/deposits/asks", more).await.refused(422);
    assert!(refused["errors"]["amount_minor"].is_string(), "{refused}");
    assert_eq!(house.faults(), Vec::<String>::new());
}

/// Click's two steps, with repeats, a wrong sum, an attempt that fails, and two attempts for one deposit.
async fn click_pays_what_the_link_asks_for(engine: Engine) {
    let Some(mut house) = House::open(engine).await else { return };
    let asked = house.asked().await;
    let order = |amount: i64| json!({ "bill": asked.id, "amount": som(amount) });
    assert_eq!(house.click_code("prepare", order(ASKED + 1)).await, -2);
    let (first, second) = (house.prepare(&asked).await, house.prepare(&asked).await);
    let failed = house.prepare(&asked).await;
    assert_eq!(house.click_code("fail", json!({ "id": failed, "times": 2 })).await, -9);
    let wrong = json!({ "id": second, "amount": som(ASKED + 1) });
    assert_eq!(house.click_code("complete", wrong).await, -2);
    let order = json!({ "id": second, "times": 2, "at_once": 4 });
    let answers = house.click.all("complete", order).await;
    let of = |code: i64| answers.iter().filter(|answer| answer["error"] == code).count();
    assert_eq!((of(0), of(-4)), (1, 7), "{answers:?}");
    assert_eq!(house.faults_of_once("click", &asked), Vec::<String>::new());
    // The other attempt's money stays with the client.
    assert_eq!(house.click_code("complete", json!({ "id": first, "times": 2 })).await, -9);
    assert_eq!(house.click_code("fail", json!({ "id": second })).await, -4);
    assert_eq!(house.page(&asked).await["state"], "paid");
    // An answer that nobody waited for.
    let late = house.asked().await;
    let id = house.prepare(&late).await;
    house.click.all("complete", json!({ "id": id, "patience_ms": 2, "times": 3 })).await;
    assert_eq!(house.faults_of_once("click", &late), Vec::<String>::new());
    // The visit was given up between the two steps: no money moves.
    let lost = house.asked().await;
    let id = house.prepare(&lost).await;
    house.cancel_visit(&lost.visit, "client").await;
    assert_eq!(house.click_code("complete", json!({ "id": id })).await, -9);
    assert_eq!((house.held(&lost), house.page(&lost).await["state"].clone()), (0, json!("over")));
    assert_eq!(house.faults(), Vec::<String>::new());
}

/// The time is over, the visit is gone, or Payme hangs up: what began in time is good while the visit stands.
async fn a_late_answer_is_good_while_the_visit_stands(engine: Engine) {
    let Some(mut house) = House::open(engine).await else { return };
    let slow = house.asked().await;
    let id = house.create(&slow).await;
    let done = house.payme.one("perform", json!({ "id": id, "patience_ms": 2, "times": 2 })).await;
    assert_eq!(done["result"]["state"], 2, "{done}");
    assert_eq!(house.faults_of_once("payme", &slow), Vec::<String>::new());
    let late = house.asked().await;
    let id = house.create(&late).await;
    let over = format!("update finance_deposit_ask set until_at = 1 where deposit_ask_id = '{}'", late.id);
    house.salon.execute(&over);
    let page = house.page(&late).await;
    assert_eq!((&page["state"], &page["ways"]), (&json!("late"), &json!([])), "{page}");
    let order = json!({ "bill": late.id, "amount": som(ASKED) });
    assert_eq!(house.click_code("prepare", order).await, -4, "nobody begins any more");
    let done = house.payme.one("perform", json!({ "id": id, "times": 2 })).await;
    assert_eq!(done["result"]["state"], 2, "it began in time: {done}");
    assert_eq!(house.faults_of_once("payme", &late), Vec::<String>::new());
    let lost = house.asked().await;
    let id = house.create(&lost).await;
    house.cancel_visit(&lost.visit, "salon").await;
    assert_eq!(house.payme_code("perform", json!({ "id": id, "times": 2 })).await, -31008);
    let ended = house.payme.one("cancel", json!({ "id": id, "reason": 3 })).await;
    assert_eq!((&ended["result"]["state"], house.held(&lost)), (&json!(-1), 0), "{ended}");
    let order = json!({ "bill": lost.id, "amount": ASKED });
    assert_eq!(house.payme_code("check", order).await, -31051);
    assert_eq!(house.faults(), Vec::<String>::new());
}

/// Before it was performed a cancel ends it; after that the money goes back once, unless something has used it.
async fn a_cancel_gives_a_deposit_back_unless_it_is_used(engine: Engine) {
    let Some(mut house) = House::open(engine).await else { return };
    let asked = house.asked().await;
    let first = house.create(&asked).await;
    let ended = house.payme.one("cancel", json!({ "id": first, "reason": 3, "at_once": 3 })).await;
    assert_eq!((&ended["result"]["state"], house.held(&asked)), (&json!(-1), 0), "{ended}");
    assert_eq!(house.payme_code("perform", json!({ "id": first })).await, -31008);
    let second = house.paid(&asked).await;
    let order = json!({ "id": second, "reason": 5, "times": 2, "at_once": 4 });
    let back = house.payme.one("cancel", order).await;
    assert_eq!((&back["result"]["state"], house.held(&asked)), (&json!(-2), 0), "{back}");
    assert_eq!((account(&house.salon, "payme"), account(&house.salon, "deposits")), (0, 0));
    // It is owed again, and may come another way.
    assert_eq!(house.page(&asked).await["state"], "open");
    let id = house.prepare(&asked).await;
    assert_eq!(house.click_code("complete", json!({ "id": id })).await, 0);
    assert_eq!(house.faults_of_once("click", &asked), Vec::<String>::new());
    // Given up in time: what waits to go back goes back by the provider's word.
    let early = house.asked().await;
    let id = house.paid(&early).await;
    house.cancel_visit(&early.visit, "client").await;
    assert_eq!(house.held(&early), ASKED, "30 hours before it is free");
    let back = house.payme.one("cancel", json!({ "id": id, "reason": 5 })).await;
    assert_eq!((&back["result"]["state"], house.held(&early)), (&json!(-2), 0), "{back}");
    // The desk gave it back by hand: Payme finds it done.
    let by_hand = house.asked().await;
    let id = house.paid(&by_hand).await;
    house.cancel_visit(&by_hand.visit, "client").await;
    let path = format!("/p/finance/deposits/{}/return", by_hand.visit);
    house.owner.post(&path, json!({})).await.ok();
    let books = account(&house.salon, "payme");
    let back = house.payme.one("cancel", json!({ "id": id, "reason": 5 })).await;
    assert_eq!((&back["result"]["state"], account(&house.salon, "payme")), (&json!(-2), books), "{back}");
    // Kept as a fee: 30 % of the price is all of it.
    let visit = house.visit_in(3 * HOUR_MS).await;
    let kept = house.ask(&visit).await;
    let id = house.paid(&kept).await;
    house.cancel_visit(&kept.visit, "client").await;
    assert_eq!((house.held(&kept), account(&house.salon, "income.fee")), (0, -ASKED));
    assert_eq!(house.payme_code("cancel", json!({ "id": id, "reason": 5 })).await, -31007);
    // It pays for the visit.
    let visit = house.visit_in(HOUR_MS / 6).await;
    let used = house.ask(&visit).await;
    let id = house.paid(&used).await;
    // Minutes before the day turns, its time is tomorrow's.
    pardoz_tests::diary::bring_to_today(&house.salon, 1, &format!("appointment_id = '{visit}'"));
    let bill = json!({ "appointment_id": visit, "tender": "card" });
    let bill = house.owner.post("/p/finance/bills", bill).await.refused(201);
    assert_eq!((&bill["state"], number(&bill, "paid_minor")), (&json!("paid"), PRICE), "{bill}");
    assert_eq!(house.payme_code("cancel", json!({ "id": id, "reason": 5, "times": 2 })).await, -31007);
    assert_eq!(house.page(&used).await["state"], "over");
    assert_eq!(house.faults(), Vec::<String>::new());
}

const REPEATS: usize = 50;

/// Fifty at once are one deposit with one entry; with the guards taken out, the checker notices.
async fn fifty_at_once_are_one_deposit(engine: Engine) {
    let _alone = crate::ALONE.lock().await;
    let Some(mut house) = House::open(engine).await else { return };
    let asked = house.asked().await;
    let id = house.create(&asked).await;
    let done = house.payme.one("perform", json!({ "id": id, "at_once": REPEATS })).await;
    assert_eq!(done["result"]["state"], 2, "{done}");
    assert_eq!(house.faults_of_once("payme", &asked), Vec::<String>::new());
    let other = house.asked().await;
    let id = house.prepare(&other).await;
    let answers = house.click.all("complete", json!({ "id": id, "at_once": REPEATS })).await;
    assert_eq!(answers.iter().filter(|answer| answer["error"] == 0).count(), 1, "{answers:?}");
    assert_eq!(house.faults_of_once("click", &other), Vec::<String>::new());
    // Both providers at the same moment: one deposit, and the other's money stays with the client.
    let both = house.asked().await;
    let (by_payme, by_click) = (house.create(&both).await, house.prepare(&both).await);
    let (payme, click) = tokio::join!(
        house.payme.all("perform", json!({ "id": by_payme, "at_once": 5 })),
        house.click.all("complete", json!({ "id": by_click, "at_once": 5 })),
    );
    let came = payme.iter().any(|one| one["result"]["state"] == 2) as usize
        + click.iter().filter(|one| one["error"] == 0).count();
    assert_eq!((came, house.held(&both)), (1, ASKED), "{payme:?} {click:?}");
    assert_eq!(house.faults(), Vec::<String>::new());
    // Sabotage.
    let last = house.asked().await;
    let id = house.create(&last).await;
    if engine == Engine::Postgres {
        forget_deposits(&house.salon);
    }
    house.payme.all("perform", json!({ "id": id, "times": 3 })).await;
    if engine == Engine::Sqlite {
        house.salon.execute(&format!(
            "drop index finance_deposit_move_online; insert into finance_deposit_move \
             (deposit_move_id, appointment_id, kind, tender, reference, amount_minor, source_id, day, at) \
             select deposit_move_id || 'x', appointment_id, kind, tender, reference, amount_minor, source_id || 'x', day, at \
             from finance_deposit_move where appointment_id = '{}'",
            last.visit
        ));
    }
    let noticed = house.faults_of_once("payme", &last);
    let is_seen = |fault: &String| fault.ends_with("movements instead of one") && !fault.starts_with('0');
    assert!(noticed.iter().any(is_seen), "{noticed:?}");
}

/// Sabotage on PostgreSQL: neither the provider's module nor finance remembers a payment, and the deposit looks empty.
fn forget_deposits(salon: &Salon) {
    salon.execute(
        "drop index finance_deposit_move_online; \
         create function sabotage_state() returns trigger language plpgsql as $$ begin \
           if new.state = 2 then update payme_transaction set state = 1, performed_at = null where reference = new.reference; \
           end if; return null; end $$; \
         create trigger sabotage_state after update on payme_transaction for each row execute function sabotage_state(); \
         create function sabotage_name() returns trigger language plpgsql as $$ begin new.reference = new.deposit_move_id; return new; end $$; \
         create trigger sabotage_name before insert on finance_deposit_move for each row execute function sabotage_name(); \
         create function sabotage_head() returns trigger language plpgsql as $$ begin new.held_minor = 0; return new; end $$; \
         create trigger sabotage_head before update on finance_deposit for each row execute function sabotage_head();",
    );
}

crate::on_both!(
    payme_pays_what_the_link_asks_for,
    click_pays_what_the_link_asks_for,
    a_late_answer_is_good_while_the_visit_stands,
    a_cancel_gives_a_deposit_back_unless_it_is_used,
    fifty_at_once_are_one_deposit,
);
