//! One certificate at two desks, one code at fifty.

use futures_util::future::join_all;
use pardoz_tests::person::Answer;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use super::desk::Desk;

/// Sends all bills at once, each from a desk of its own.
async fn together(desk: &Desk, bills: &[Json]) -> Vec<Answer> {
    let people: Vec<_> = bills.iter().map(|_| desk.owner.elsewhere()).collect();
    join_all(people.iter().zip(bills).map(|(person, bill)| person.post("/p/till/reserve", bill.clone())))
        .await
}

/// What is wrong with a race that `most` may win: so many must, the others must be told at the field.
fn faults(answers: &[Answer], most: usize, field: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let won = answers.iter().filter(|answer| answer.status.as_u16() == 200).count();
    if won != most {
        faults.push(format!("{won} won instead of {most}"));
    }
    for answer in answers.iter().filter(|answer| answer.status.as_u16() != 200) {
        if answer.status.as_u16() != 422 || !answer.json["errors"][field].is_string() {
            faults.push(format!("{}: {}", answer.status, answer.text));
        }
    }
    faults
}

fn with_certificate(desk: &Desk, code: &str) -> Json {
    let mut bill = desk.bill(None, &[80_000]);
    bill["certificates"] = json!([{ "code": code }]);
    bill
}

async fn one_certificate_at_two_desks(engine: Engine) {
    let _alone = super::ALONE.lock().await;
    let Some(desk) = Desk::open(engine).await else { return };
    for round in 0..8 {
        let code = format!("RACE{round}");
        desk.certificate(&code, 100_000).await;
        let bills = [with_certificate(&desk, &code), with_certificate(&desk, &code)];
        let answers = together(&desk, &bills).await;
        assert_eq!(faults(&answers, 1, "certificates[0][code]"), Vec::<String>::new());
    }
    // Sabotage: the key of the lock is gone.
    match engine {
        Engine::Sqlite => desk.salon.execute(
            "drop table loyalty_certificate_hold;
             create table loyalty_certificate_hold (certificate_id text, bill_id text, amount_minor bigint, at bigint);",
        ),
        Engine::Postgres => desk
            .salon
            .execute("alter table loyalty_certificate_hold drop constraint loyalty_certificate_hold_one"),
    }
    desk.certificate("RACEX", 100_000).await;
    let bills = [with_certificate(&desk, "RACEX"), with_certificate(&desk, "RACEX")];
    let noticed = faults(&together(&desk, &bills).await, 1, "certificates[0][code]");
    assert!(!noticed.is_empty(), "the checker must notice that both desks got it");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_certificate_at_two_desks_on_sqlite() {
    one_certificate_at_two_desks(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_certificate_at_two_desks_on_postgresql() {
    one_certificate_at_two_desks(Engine::Postgres).await;
}

const DESKS: usize = 50;
const LIMIT: usize = 7;

fn with_code(desk: &Desk, code: &str) -> Json {
    let mut bill = desk.bill(None, &[80_000]);
    bill["code"] = json!(code);
    bill
}

async fn one_code_at_fifty_desks(engine: Engine) {
    let _alone = super::ALONE.lock().await;
    let Some(desk) = Desk::open(engine).await else { return };
    for code in ["FIFTYA", "FIFTYB"] {
        desk.code(json!({ "code": code, "kind": "percent", "percent": 10, "uses_max": LIMIT })).await;
        let bills: Vec<Json> = (0..DESKS).map(|_| with_code(&desk, code)).collect();
        assert_eq!(faults(&together(&desk, &bills).await, LIMIT, "code"), Vec::<String>::new());
        assert_eq!(
            desk.salon.number(&format!("select uses from loyalty_code where code = '{code}'")),
            LIMIT as i64
        );
    }
    // One lets go, one more may.
    let held = desk.salon.texts("select bill_id from loyalty_code_use limit 1").remove(0);
    desk.owner.post("/p/till/release", json!({ "bill_id": held })).await.ok();
    let code = desk.salon.texts("select code from loyalty_code where uses < uses_max").remove(0);
    let bills: Vec<Json> = (0..3).map(|_| with_code(&desk, &code)).collect();
    assert_eq!(faults(&together(&desk, &bills).await, 1, "code"), Vec::<String>::new());
    // Sabotage: the check of the counter is gone.
    match engine {
        // SQLite cannot drop a check: the table is made again as it was, without it.
        Engine::Sqlite => desk.salon.execute(
            "pragma foreign_keys = off;
             create table loyalty_code_2 as select * from loyalty_code;
             drop table loyalty_code;
             alter table loyalty_code_2 rename to loyalty_code;
             create unique index loyalty_code_key on loyalty_code (code_id);",
        ),
        Engine::Postgres => {
            desk.salon.execute("alter table loyalty_code drop constraint loyalty_code_uses");
        }
    }
    desk.code(json!({ "code": "FIFTYX", "kind": "percent", "percent": 10, "uses_max": LIMIT })).await;
    let bills: Vec<Json> = (0..12).map(|_| with_code(&desk, "FIFTYX")).collect();
    let noticed = faults(&together(&desk, &bills).await, LIMIT, "code");
    assert!(!noticed.is_empty(), "the checker must notice that the limit was passed");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_at_fifty_desks_on_sqlite() {
    one_code_at_fifty_desks(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_at_fifty_desks_on_postgresql() {
    one_code_at_fifty_desks(Engine::Postgres).await;
}
