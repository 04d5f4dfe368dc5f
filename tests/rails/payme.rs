//! Payme pays a bill, in its own way.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::{Engine, Salon};
use serde_json::{Value as Json, json};

use crate::desk::{self, Waiting, account, faults, faults_of_once};
use crate::provider::Provider;

const KEY: &str = "kQ7?payme&test#key";
const LIFE_MS: i64 = 43_200_000;

pub async fn open(engine: Engine) -> Option<(Salon, Visitor, Provider)> {
    let settings = [
        ("merchant_id", "5e730e8e0b852a417aa49ceb"),
        ("key", KEY),
        ("account", "bill"),
        ("vat_percent", "12"),
    ];
    let (salon, browser) = desk::open(engine, "payme", &settings).await?;
    let payme = payme(&salon);
    Some((salon, browser, payme))
}

fn payme(salon: &Salon) -> Provider {
    let hook = format!("{}/hooks/payme/merchant", salon.base);
    Provider::start(env!("CARGO_BIN_EXE_payme-simulator"), &[&hook, KEY])
}

fn code(answer: &Json) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("no refusal in {answer}"))
}

#[track_caller]
fn result(answer: &Json) -> &Json {
    assert!(answer["result"].is_object(), "{answer}");
    &answer["result"]
}

pub async fn create(payme: &mut Provider, waiting: &Waiting) -> String {
    let order = json!({ "do": "create", "bill": waiting.id, "amount": waiting.owed });
    let report = payme.report(order).await;
    assert_eq!(report["answers"][0]["result"]["state"], 1, "{report}");
    report["id"].as_str().expect("an id").to_owned()
}

/// A whole payment with every call repeated, and the page that waited for it.
async fn a_bill_is_paid_and_the_visit_completed(engine: Engine) {
    let Some((salon, _, mut payme)) = open(engine).await else { return };
    let owner = salon.owner();
    let waiting = desk::wait_for(&salon, "payme").await;
    let shown = desk::bill(&owner, &waiting.id).await;
    let link = shown["online"][0]["link"].as_str().expect("where to pay");
    assert!(link.starts_with("https://checkout.paycom.uz/"), "{link}");
    // Another sum, another bill.
    let wrong = json!({ "bill": waiting.id, "amount": waiting.owed + 100 });
    assert_eq!(code(&payme.one("check", wrong.clone()).await), -31001);
    assert_eq!(code(&payme.one("create", wrong).await), -31001);
    let nobody = json!({ "bill": "nobody", "amount": waiting.owed });
    let refused = payme.one("check", nobody).await;
    assert_eq!((code(&refused), &refused["error"]["data"]), (-31050, &json!("bill")));
    for locale in ["uz", "ru", "en"] {
        assert!(refused["error"]["message"][locale].is_string(), "{refused}");
    }
    // By the number as well, which a client can type.
    let number = json!({ "bill": waiting.number.to_string(), "amount": waiting.owed });
    assert_eq!(result(&payme.one("check", number).await)["allow"], true);
    let id = create(&mut payme, &waiting).await;
    let of_branch = "select count(*) from payme_transaction t join finance_bill b on b.bill_id = t.bill_id and b.branch_id = t.branch_id";
    assert_eq!(salon.number(of_branch), 1);
    let again = json!({ "id": id, "bill": waiting.id, "amount": waiting.owed, "times": 3, "at_once": 4 });
    assert_eq!(result(&payme.one("create", again).await)["state"], 1);
    // Somebody else wants to pay the same bill meanwhile.
    let other = json!({ "bill": waiting.id, "amount": waiting.owed });
    assert_eq!(code(&payme.one("create", other).await), -31052);
    let before = account(&salon, "payme");
    let done = payme.one("perform", json!({ "id": id, "times": 3, "at_once": 4 })).await;
    assert_eq!(result(&done)["state"], 2);
    assert_eq!(account(&salon, "payme"), before + waiting.owed);
    assert_eq!(desk::bill(&owner, &waiting.id).await["state"], "paid");
    assert!(desk::is_completed(&salon, &waiting));
    assert_eq!(faults_of_once(&salon, "payme", &waiting), Vec::<String>::new());
    // A card that the desk swipes now, and a second payment, are refused: nothing is owed.
    let card = json!({ "tender": "card" });
    owner.post(&format!("/p/finance/bills/{}/payments", waiting.id), card).await.refused(409);
    let more = json!({ "bill": waiting.id, "amount": waiting.owed });
    assert_eq!(code(&payme.one("check", more.clone()).await), -31051);
    assert_eq!(code(&payme.one("create", more).await), -31051);
    let looked = payme.one("look", json!({ "id": id, "times": 2 })).await;
    assert_eq!(result(&looked)["perform_time"], done["result"]["perform_time"]);
    assert_eq!(result(&looked)["reason"], Json::Null);
}

/// Payme hangs up before the answer comes, and calls again; or cancels what it does not know the end of.
async fn an_answer_after_a_timeout_changes_nothing(engine: Engine) {
    let Some((salon, _, mut payme)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "payme").await;
    let id = create(&mut payme, &waiting).await;
    let done = payme.one("perform", json!({ "id": id, "patience_ms": 2, "times": 2 })).await;
    assert_eq!(result(&done)["state"], 2);
    assert_eq!(faults_of_once(&salon, "payme", &waiting), Vec::<String>::new());
    // Created, not heard, given up: whether or not the first call arrived, nothing waits afterwards.
    let second = desk::wait_for(&salon, "payme").await;
    let lost = "00000000000000000000beef";
    let order =
        json!({ "id": lost, "bill": second.id, "amount": second.owed, "patience_ms": 2, "forgets": true });
    payme.all("create", order).await;
    // It may still be on its way through the salon, and arrive after a cancel that came too early to find it.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    let given_up = payme.one("cancel", json!({ "id": lost, "reason": 3 })).await;
    assert!(given_up["result"]["state"] == -1 || code(&given_up) == -31003, "{given_up}");
    let late = code(&payme.one("perform", json!({ "id": lost })).await);
    assert!(late == -31008 || late == -31003, "{late}");
    assert_eq!(faults(&salon, "payme"), Vec::<String>::new());
}

/// Before it was performed a cancel ends it; after that the money goes back by this tender (R-F3), once.
async fn a_cancel_gives_back_once(engine: Engine) {
    let Some((salon, _, mut payme)) = open(engine).await else { return };
    let owner = salon.owner();
    let waiting = desk::wait_for(&salon, "payme").await;
    let first = create(&mut payme, &waiting).await;
    let ended = payme.one("cancel", json!({ "id": first, "reason": 3, "times": 2, "at_once": 3 })).await;
    assert_eq!(result(&ended)["state"], -1);
    assert_eq!(code(&payme.one("perform", json!({ "id": first })).await), -31008);
    let before = account(&salon, "payme");
    let second = create(&mut payme, &waiting).await;
    payme.one("perform", json!({ "id": second })).await;
    let back = payme.one("cancel", json!({ "id": second, "reason": 5, "times": 2, "at_once": 4 })).await;
    assert_eq!(result(&back)["state"], -2);
    assert_eq!(account(&salon, "payme"), before);
    assert_eq!(desk::bill(&owner, &waiting.id).await["state"], "refunded");
    assert_eq!(code(&payme.one("perform", json!({ "id": second })).await), -31008);
    let looked = payme.one("look", json!({ "id": second })).await;
    assert_eq!((&result(&looked)["state"], &looked["result"]["reason"]), (&json!(-2), &json!(5)));
    assert_eq!(faults(&salon, "payme"), Vec::<String>::new());
    // A part in cash: what becomes of it only a person knows.
    let mixed =
        desk::wait_for_rest(&salon, "payme", json!([{ "tender": "cash", "amount_minor": 100_000 }])).await;
    let third = create(&mut payme, &mixed).await;
    payme.one("perform", json!({ "id": third })).await;
    assert_eq!(code(&payme.one("cancel", json!({ "id": third, "reason": 5 })).await), -31007);
    assert_eq!(desk::bill(&owner, &mixed.id).await["state"], "paid");
    // The desk gave everything back by hand: Payme's cancel then finds it done, and the books stay.
    owner.post(&format!("/p/finance/bills/{}/refunds", mixed.id), json!({})).await.ok();
    assert_eq!(result(&payme.one("cancel", json!({ "id": third, "reason": 5 })).await)["state"], -2);
    assert_eq!(faults(&salon, "payme"), Vec::<String>::new());
}

/// A wrong key, no key, bytes that are no request: each has its code, and nothing is written.
async fn strangers_and_nonsense_are_refused(engine: Engine) {
    let Some((salon, browser, mut payme)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "payme").await;
    let stolen = json!({ "bill": waiting.id, "amount": waiting.owed, "key": "guessed" });
    assert_eq!(code(&payme.one("create", stolen).await), -32504);
    assert_eq!(code(&payme.one("raw", json!({ "body": "{not json" })).await), -32700);
    assert_eq!(code(&payme.one("raw", json!({ "body": "[]" })).await), -32600);
    assert_eq!(code(&payme.one("raw", json!({ "method": "Rob", "params": {} })).await), -32601);
    assert_eq!(code(&payme.one("perform", json!({ "id": "nobody" })).await), -31003);
    assert_eq!(code(&payme.one("look", json!({ "id": "nobody" })).await), -31003);
    assert_eq!(code(&payme.one("cancel", json!({ "id": "nobody", "reason": 1 })).await), -31003);
    assert_eq!(salon.number("select count(*) from payme_transaction"), 0);
    // The key is taken away: nobody is Payme, and the checkout stops offering it.
    browser.post("/admin/plugins/payme/settings", &[("key_forget", "on"), ("account", "bill")]).await;
    let order = json!({ "bill": waiting.id, "amount": waiting.owed });
    assert_eq!(code(&payme.one("check", order).await), -32504);
    let shown = desk::bill(&salon.owner(), &waiting.id).await;
    assert_eq!(shown["online"], json!([]), "{shown}");
}

/// Twelve hours, and the statement over a period, which must be what Payme's own books say.
async fn time_runs_out_and_the_statement_agrees(engine: Engine) {
    let Some((salon, _, mut payme)) = open(engine).await else { return };
    let began = now();
    let old = desk::wait_for(&salon, "payme").await;
    let expired = create(&mut payme, &old).await;
    salon.execute(&format!(
        "update payme_transaction set created_at = created_at - {} where reference = '{expired}'",
        LIFE_MS + 1_000
    ));
    assert_eq!(code(&payme.one("perform", json!({ "id": expired, "times": 2 })).await), -31008);
    let looked = payme.one("look", json!({ "id": expired })).await;
    assert_eq!((&result(&looked)["state"], &looked["result"]["reason"]), (&json!(-1), &json!(4)));
    let ancient = json!({ "bill": old.id, "amount": old.owed, "time": began - LIFE_MS - 60_000 });
    assert_eq!(code(&payme.one("create", ancient).await), -31008);
    let until = now();
    // A second period: paid, cancelled, and one that still waits.
    let from = now() + 1;
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    for ending in ["perform", "cancel", "wait"] {
        let waiting = desk::wait_for(&salon, "payme").await;
        let id = create(&mut payme, &waiting).await;
        match ending {
            "perform" => drop(payme.one("perform", json!({ "id": id })).await),
            "cancel" => drop(payme.one("cancel", json!({ "id": id, "reason": 3 })).await),
            _ => {}
        }
    }
    let statement = payme.report(json!({ "do": "statement", "from": from, "to": now() })).await;
    assert_eq!(statement["differs"], json!([]), "{statement}");
    assert_eq!(statement["answers"][0]["result"]["transactions"].as_array().map(Vec::len), Some(3));
    // The simulator's books did see the first period: it was moved on purpose, and it must say so.
    let first = payme.report(json!({ "do": "statement", "from": began, "to": until })).await;
    assert!(!first["differs"].as_array().expect("differences").is_empty(), "{first}");
    assert_eq!(faults(&salon, "payme"), Vec::<String>::new());
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    since.as_millis() as i64
}

const REPEATS: usize = 50;

/// Fifty repeats of one Perform at once make one entry; with the guards taken out, the checker notices.
async fn fifty_performs_at_once_are_one_payment(engine: Engine) {
    let _alone = crate::ALONE.lock().await;
    let Some((salon, _, mut payme)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "payme").await;
    let id = create(&mut payme, &waiting).await;
    let done = payme.one("perform", json!({ "id": id, "at_once": REPEATS })).await;
    assert_eq!(result(&done)["state"], 2);
    assert_eq!(faults_of_once(&salon, "payme", &waiting), Vec::<String>::new());
    let second = desk::wait_for(&salon, "payme").await;
    let id = create(&mut payme, &second).await;
    if engine == Engine::Postgres {
        let before = "state = 1, performed_at = null";
        desk::forget_payments(&salon, "payme_transaction", "new.state = 2", before);
    }
    payme.all("perform", json!({ "id": id, "times": 3 })).await;
    if engine == Engine::Sqlite {
        desk::write_twice(&salon, &second);
    }
    let noticed = faults_of_once(&salon, "payme", &second);
    let is_seen = |fault: &String| fault.ends_with("tenders instead of one") && !fault.starts_with('0');
    assert!(noticed.iter().any(is_seen), "{noticed:?}");
}

/// A sale has one receipt: Payme's own, unless the salon issues them.
async fn a_sale_has_one_receipt(engine: Engine) {
    let Some((salon, browser, mut payme)) = open(engine).await else { return };
    let codes = [
        ("merchant_id", "5e730e8e0b852a417aa49ceb"),
        ("account", "bill"),
        ("service_code", "10306001001000000"),
        ("product_code", "10306001001000000"),
        ("vat_percent", "12"),
    ];
    browser.post("/admin/plugins/payme/settings", &codes).await;
    let waiting = desk::wait_for(&salon, "payme").await;
    let order = json!({ "bill": waiting.id, "amount": waiting.owed });
    let checked = payme.one("check", order.clone()).await;
    assert!(result(&checked)["detail"]["items"][0]["code"].is_string(), "{checked}");
    browser.post("/admin/plugins/fiscal/enable", &[]).await;
    let checked = payme.one("check", order.clone()).await;
    assert!(result(&checked)["detail"].is_object(), "it is on and sends nothing yet: {checked}");
    let sends = [
        ("sends", "on"),
        ("service_id", "1001"),
        ("merchant_user_id", "7"),
        ("secret_key", "test"),
        ("tin", "305123456"),
    ];
    browser.post("/admin/plugins/fiscal/settings", &sends).await;
    let checked = payme.one("check", order).await;
    assert_eq!(
        (&result(&checked)["allow"], &checked["result"]["detail"]),
        (&json!(true), &Json::Null),
        "{checked}"
    );
}

/// Payme changes its key: the old one opens nothing, a lost answer is asked for again, and the owner takes over at will.
async fn payme_changes_its_key(engine: Engine) {
    let Some((salon, browser, mut payme)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "payme").await;
    let order = |key: &str| json!({ "bill": waiting.id, "amount": waiting.owed, "key": key });
    let change =
        |password: &str, key: &str| json!({ "password": password, "key": key, "times": 2, "at_once": 3 });
    let (second, third) = ("second-key-of-payme", "third-key-of-payme");
    assert_eq!(code(&payme.one("password", change(second, "guessed")).await), -32504);
    assert_eq!(code(&payme.one("password", change("short", KEY)).await), -32600);
    let done = payme.one("password", change(second, KEY)).await;
    assert_eq!(result(&done)["success"], true);
    assert_eq!(result(&payme.one("check", order(second)).await)["allow"], true);
    assert_eq!(code(&payme.one("check", order(KEY)).await), -32504);
    assert_eq!(code(&payme.one("password", change(third, KEY)).await), -32504, "only the same change again");
    assert_eq!(result(&payme.one("password", change(third, second)).await)["success"], true);
    assert_eq!(code(&payme.one("check", order(second)).await), -32504);
    assert_eq!(result(&payme.one("check", order(third)).await)["allow"], true);
    // Neither key is to be read anywhere.
    let kept = salon.texts("select salt || current_digest || previous_digest || owner_digest from payme_key");
    assert!(kept.len() == 1 && !kept[0].contains(second) && !kept[0].contains(third), "{kept:?}");
    let (_, list) = browser.get("/p/payme/transactions").await;
    assert!(list.contains("changed its key"), "the owner is told: {list}");
    // The owner enters another one: what Payme had changed it to is over.
    let settings =
        [("merchant_id", "5e730e8e0b852a417aa49ceb"), ("key", "owners-new-key"), ("account", "bill")];
    browser.post("/admin/plugins/payme/settings", &settings).await;
    assert_eq!(code(&payme.one("check", order(third)).await), -32504);
    assert_eq!(result(&payme.one("check", order("owners-new-key")).await)["allow"], true);
}

/// What Payme says of the receipts it issued is kept once, and the list shows it.
async fn payme_tells_of_its_receipts(engine: Engine) {
    let Some((salon, browser, mut payme)) = open(engine).await else { return };
    let waiting = desk::wait_for(&salon, "payme").await;
    let id = create(&mut payme, &waiting).await;
    payme.one("perform", json!({ "id": id })).await;
    let url = "https://ofd.soliq.uz/epi?t=EP000000000025&r=121&c=20261123013000&s=800031554082";
    let told = |id: &str, kind: &str, status: i64, url: &str| {
        json!({ "id": id, "type": kind, "times": 2, "at_once": 3, "fiscal_data": {
            "receipt_id": 121, "status_code": status, "message": "accepted", "terminal_id": "EP000000000025",
            "fiscal_sign": "800031554082", "qr_code_url": url, "date": "20261123013000",
        } })
    };
    assert_eq!(code(&payme.one("fiscal", told("nobody", "PERFORM", 0, url)).await), -31003);
    assert_eq!(code(&payme.one("fiscal", told(&id, "GIFT", 0, url)).await), -32600);
    // Refused first, then registered; an older message that comes late takes nothing back.
    assert_eq!(result(&payme.one("fiscal", told(&id, "PERFORM", -7, "")).await)["success"], true);
    assert_eq!(result(&payme.one("fiscal", told(&id, "PERFORM", 0, url)).await)["success"], true);
    assert_eq!(result(&payme.one("fiscal", told(&id, "PERFORM", -7, "")).await)["success"], true);
    let rows = "select status_code || ' ' || qr_code_url from payme_receipt where kind = 'PERFORM'";
    assert_eq!(salon.texts(rows), [format!("0 {url}")]);
    payme.one("cancel", json!({ "id": id, "reason": 5 })).await;
    assert_eq!(result(&payme.one("fiscal", told(&id, "CANCEL", 0, url)).await)["success"], true);
    assert_eq!(salon.number("select count(*) from payme_receipt"), 2);
    let (_, list) = browser.get("/p/payme/transactions").await;
    assert!(list.matches("ofd.soliq.uz").count() == 2, "{list}");
    assert_eq!(faults(&salon, "payme"), Vec::<String>::new());
}

crate::on_both!(
    payme_changes_its_key,
    payme_tells_of_its_receipts,
    a_sale_has_one_receipt,
    a_bill_is_paid_and_the_visit_completed,
    an_answer_after_a_timeout_changes_nothing,
    a_cancel_gives_back_once,
    strangers_and_nonsense_are_refused,
    time_runs_out_and_the_statement_agrees,
    fifty_performs_at_once_are_one_payment,
);
