//! Click pays a bill, in its own way.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::{Engine, Salon};
use serde_json::{Value as Json, json};

use crate::desk::{self, Waiting, account, faults, faults_of_once};
use crate::provider::Provider;

const SERVICE: &str = "4217";
const KEY: &str = "cL1ck&shop+key";

async fn open(engine: Engine) -> Option<(Salon, Visitor, Provider)> {
    let settings = [("service_id", SERVICE), ("merchant_id", "77"), ("secret_key", KEY)];
    let (salon, browser) = desk::open(engine, "click", &settings).await?;
    let hook = format!("{}/hooks/click/shop", salon.base);
    let click = Provider::start(env!("CARGO_BIN_EXE_click-simulator"), &[&hook, SERVICE, KEY]);
    Some((salon, browser, click))
}

/// Soʻm as Click writes them.
fn som(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// The code of the one answer, whose repeats must all be the same.
async fn code(click: &mut Provider, what: &str, order: Json) -> i64 {
    let answer = click.one(what, order).await;
    answer["error"].as_i64().unwrap_or_else(|| panic!("no code in {answer}"))
}

async fn prepare(click: &mut Provider, waiting: &Waiting) -> String {
    let order =
        json!({ "do": "prepare", "bill": waiting.id, "amount": som(waiting.owed), "times": 2, "at_once": 3 });
    let report = click.report(order).await;
    let answers = report["answers"].as_array().expect("answers");
    let all_same = answers.iter().all(|answer| answer == &answers[0]);
    assert!(answers[0]["error"] == 0 && all_same, "{report}");
    assert!(answers[0]["merchant_prepare_id"].as_i64().is_some_and(|id| id > 0), "{report}");
    report["id"].as_str().expect("an id").to_owned()
}

/// Completes so often at once, and again. One answer says that it was done now; those that come later say, as the
/// protocol has it, that it was done before (−4).
async fn complete(click: &mut Provider, id: &str, at_once: usize) {
    let answers = click.all("complete", json!({ "id": id, "times": 2, "at_once": at_once })).await;
    let done = answers.iter().filter(|answer| answer["error"] == 0).count();
    let before = answers.iter().filter(|answer| answer["error"] == -4).count();
    assert_eq!((done, before), (1, at_once * 2 - 1), "{answers:?}");
}

/// A whole payment with every call repeated, and the desk that waited for it.
async fn a_bill_is_paid_and_the_visit_completed(engine: Engine) {
    let Some((salon, _, mut click)) = open(engine).await else { return };
    let owner = salon.owner();
    let waiting = desk::wait_for(&salon, "click").await;
    let shown = desk::bill(&owner, &waiting.id).await;
    let link = shown["online"][0]["link"].as_str().expect("where to pay");
    assert!(link.starts_with("https://my.click.uz/services/pay?service_id=4217&"), "{link}");
    assert!(link.contains(&som(waiting.owed)) && link.ends_with(&waiting.id), "{link}");
    let order = |bill: &str, owed: i64| json!({ "bill": bill, "amount": som(owed) });
    assert_eq!(code(&mut click, "prepare", order(&waiting.id, waiting.owed + 100)).await, -2);
    assert_eq!(code(&mut click, "prepare", order("nobody", waiting.owed)).await, -5);
    // By the number as well, which a client can type.
    assert_eq!(code(&mut click, "prepare", order(&waiting.number.to_string(), waiting.owed)).await, 0);
    let id = prepare(&mut click, &waiting).await;
    let no_branch = "select count(*) from click_transaction t left join finance_bill b \
        on b.bill_id = t.bill_id and b.branch_id = t.branch_id where b.bill_id is null";
    assert_eq!(salon.number(no_branch), 0);
    let before = account(&salon, "click");
    assert_eq!(code(&mut click, "complete", json!({ "id": id, "amount": som(waiting.owed + 1) })).await, -2);
    assert_eq!(code(&mut click, "complete", json!({ "id": id, "prepare_id": 987_654 })).await, -6);
    complete(&mut click, &id, 4).await;
    assert_eq!(account(&salon, "click"), before + waiting.owed);
    assert!(desk::is_completed(&salon, &waiting));
    assert_eq!(faults_of_once(&salon, "click", &waiting), Vec::<String>::new());
    // Nothing is owed any more: neither another attempt nor the desk is let in; nor can what was paid be undone so.
    assert_eq!(code(&mut click, "prepare", order(&waiting.id, waiting.owed)).await, -4);
    assert_eq!(code(&mut click, "fail", json!({ "id": id })).await, -4);
    owner
        .post(&format!("/p/finance/bills/{}/payments", waiting.id), json!({ "tender": "card" }))
        .await
        .refused(409);
    assert_eq!(faults_of_once(&salon, "click", &waiting), Vec::<String>::new());
}

/// Two attempts wait for one bill: the first to be completed pays it, the other's money stays with the client.
async fn of_two_attempts_one_pays(engine: Engine) {
    let Some((salon, _, mut click)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "click").await;
    let (first, second) = (prepare(&mut click, &waiting).await, prepare(&mut click, &waiting).await);
    complete(&mut click, &second, 1).await;
    assert_eq!(code(&mut click, "complete", json!({ "id": first, "times": 2 })).await, -9);
    assert_eq!(faults_of_once(&salon, "click", &waiting), Vec::<String>::new());
    // One fails at Click's side, and never comes back.
    let third = desk::wait_for(&salon, "click").await;
    let failed = prepare(&mut click, &third).await;
    assert_eq!(code(&mut click, "fail", json!({ "id": failed, "times": 2, "at_once": 3 })).await, -9);
    assert_eq!(code(&mut click, "complete", json!({ "id": failed })).await, -9);
    // The desk takes cash meanwhile: what was prepared before that pays nothing.
    let late = prepare(&mut click, &third).await;
    let cash = json!({ "tender": "cash" });
    salon.owner().post(&format!("/p/finance/bills/{}/payments", third.id), cash).await.ok();
    assert_eq!(code(&mut click, "complete", json!({ "id": late })).await, -9);
    assert_eq!(faults(&salon, "click"), Vec::<String>::new());
}

/// Click hangs up before the answer comes, and calls again; or never learns what became of it.
async fn an_answer_after_a_timeout_changes_nothing(engine: Engine) {
    let Some((salon, _, mut click)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "click").await;
    let id = prepare(&mut click, &waiting).await;
    let answers = click.all("complete", json!({ "id": id, "patience_ms": 2, "times": 3 })).await;
    assert!(answers.iter().all(|answer| answer["error"] == 0 || answer["error"] == -4), "{answers:?}");
    assert_eq!(faults_of_once(&salon, "click", &waiting), Vec::<String>::new());
    let second = desk::wait_for(&salon, "click").await;
    let id = prepare(&mut click, &second).await;
    click.all("complete", json!({ "id": id, "patience_ms": 2, "forgets": true })).await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    // Whether or not it arrived, the books are whole.
    assert_eq!(faults(&salon, "click"), Vec::<String>::new());
}

/// A wrong key, another service, fields that are missing: each has its code, and nothing is written.
async fn strangers_and_nonsense_are_refused(engine: Engine) {
    let Some((salon, browser, mut click)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "click").await;
    let order = json!({ "bill": waiting.id, "amount": som(waiting.owed) });
    let but = |name: &str, value: &str| {
        let mut order = order.clone();
        order[name] = json!(value);
        order
    };
    assert_eq!(code(&mut click, "prepare", but("key", "guessed")).await, -1);
    assert_eq!(code(&mut click, "prepare", but("drop", "sign_string")).await, -1);
    assert_eq!(code(&mut click, "prepare", but("drop", "amount")).await, -1, "the signature covers it");
    assert_eq!(code(&mut click, "prepare", but("service", "1")).await, -8);
    assert_eq!(code(&mut click, "prepare", but("amount", "12,5")).await, -8);
    assert_eq!(code(&mut click, "prepare", but("action", "7")).await, -3);
    assert_eq!(code(&mut click, "complete", but("id", "31337")).await, -6);
    assert_eq!(salon.number("select count(*) from click_transaction"), 0);
    // The key is taken away: nobody is Click, and the checkout stops offering it.
    let settings = [("secret_key_forget", "on"), ("service_id", SERVICE), ("merchant_id", "77")];
    browser.post("/admin/plugins/click/settings", &settings).await;
    assert_eq!(code(&mut click, "prepare", order).await, -1);
    let shown = desk::bill(&salon.owner(), &waiting.id).await;
    assert_eq!(shown["online"], json!([]), "{shown}");
}

const REPEATS: usize = 50;

/// Fifty Completes at once make one entry; with the guards taken out, the checker notices.
async fn fifty_completes_at_once_are_one_payment(engine: Engine) {
    let _alone = crate::ALONE.lock().await;
    let Some((salon, _, mut click)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "click").await;
    let id = prepare(&mut click, &waiting).await;
    complete(&mut click, &id, REPEATS / 2).await;
    assert_eq!(faults_of_once(&salon, "click", &waiting), Vec::<String>::new());
    let second = desk::wait_for(&salon, "click").await;
    let id = prepare(&mut click, &second).await;
    let (done, before) = ("new.state = 'confirmed'", "state = 'prepared', ended_at = null");
    if engine == Engine::Postgres {
        desk::forget_payments(&salon, "click_transaction", done, before);
    }
    click.all("complete", json!({ "id": id, "times": 3 })).await;
    if engine == Engine::Sqlite {
        desk::write_twice(&salon, &second);
    }
    let noticed = faults_of_once(&salon, "click", &second);
    let is_seen = |fault: &String| fault.ends_with("tenders instead of one") && !fault.starts_with('0');
    assert!(noticed.iter().any(is_seen), "{noticed:?}");
}

crate::on_both!(
    a_bill_is_paid_and_the_visit_completed,
    of_two_attempts_one_pays,
    an_answer_after_a_timeout_changes_nothing,
    strangers_and_nonsense_are_refused,
    fifty_completes_at_once_are_one_payment,
);
