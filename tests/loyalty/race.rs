//! One certificate at two desks and at fifty; one code, one client's points, one membership's last visit at fifty.

use futures_util::future::join_all;
use pardoz_tests::person::Answer;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use super::desk::{Desk, SOM};

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
    desk.certificate("RACE50", 100_000).await;
    let bills: Vec<Json> = (0..DESKS).map(|_| with_certificate(&desk, "RACE50")).collect();
    assert_eq!(
        faults(&together(&desk, &bills).await, 1, "certificates[0][code]"),
        Vec::<String>::new(),
        "fifty desks"
    );
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

/// From now on a row of this table forgets what it promised: each desk reads what was there before the others came.
fn forget(desk: &Desk, table: &str, key: &str, column: &str) {
    desk.salon.execute(&match desk.salon.engine {
        Engine::Sqlite => format!(
            "create trigger sabotage after update on {table} begin update {table} set {column} = 0 where {key} = new.{key}; end;"
        ),
        Engine::Postgres => format!(
            "create function sabotage() returns trigger language plpgsql as 'begin new.{column} := 0; return new; end';
             create trigger sabotage before update on {table} for each row execute function sabotage();"
        ),
    });
}

/// Those of the bills that won are paid as they were reserved.
async fn settle(desk: &Desk, bills: &[Json], answers: &[Answer]) {
    for (bill, answer) in bills.iter().zip(answers).filter(|(_, answer)| answer.status.as_u16() == 200) {
        desk.tell_bill("paid", &desk.paid(bill, &answer.json)).await;
    }
}

/// What one bill asks for; all of them want the same purse.
const POINTS: i64 = 100;

fn with_points(desk: &Desk, client_id: &str) -> Json {
    let mut bill = desk.bill(Some(client_id), &[80_000]);
    bill["points"] = json!(POINTS);
    bill
}

async fn one_purse_at_fifty_desks(engine: Engine) {
    let _alone = super::ALONE.lock().await;
    let Some(desk) = Desk::open(engine).await else { return };
    let client = desk.client("Lola", "+998901112233").await;
    // Two lots: the seventh desk takes what is left of both.
    for part in [250, POINTS * LIMIT as i64 - 250] {
        desk.give_points(&client, part).await;
    }
    let bills: Vec<Json> = (0..DESKS).map(|_| with_points(&desk, &client)).collect();
    let answers = together(&desk, &bills).await;
    assert_eq!(faults(&answers, LIMIT, "points"), Vec::<String>::new());
    let used: Vec<&Json> =
        answers.iter().map(|answer| &answer.json["points_used"]).filter(|used| !used.is_null()).collect();
    assert_eq!(used, vec![&json!(POINTS); LIMIT], "each of them got what it asked for");
    assert_eq!(desk.broken().await, Vec::<String>::new());
    settle(&desk, &bills, &answers).await;
    let spent = "select -coalesce(sum(points), 0) from loyalty_entry where kind = 'spend'";
    assert_eq!(desk.salon.number(spent), POINTS * LIMIT as i64);
    assert_eq!(desk.card(&client).await["points"], json!(0));
    assert_eq!(desk.broken().await, Vec::<String>::new());
    // Sabotage: what is promised to a bill is forgotten.
    forget(&desk, "loyalty_lot", "lot_id", "points_held");
    let other = desk.client("Nodira", "+998901112244").await;
    desk.give_points(&other, POINTS * LIMIT as i64).await;
    let bills: Vec<Json> = (0..12).map(|_| with_points(&desk, &other)).collect();
    let noticed = faults(&together(&desk, &bills).await, LIMIT, "points");
    assert_eq!(noticed, ["12 won instead of 7"], "the checker must notice that points were promised twice");
}

async fn one_last_visit_at_fifty_desks(engine: Engine) {
    let _alone = super::ALONE.lock().await;
    let Some(desk) = Desk::open(engine).await else { return };
    let client = desk.client("Lola", "+998901112233").await;
    let plan = json!({
        "name_uz": "Ikki", "name_ru": "Два", "name_en": "Two", "price_minor": 100_001 * SOM, "visits": 2, "valid_days": 90,
    });
    let plan = desk.owner.post("/p/loyalty/plans", plan).await.refused(201);
    let give = json!({ "client_id": client, "plan_id": plan["plan_id"], "branch_id": desk.branch_id });
    let given = desk.owner.post("/p/loyalty/memberships", give.clone()).await.refused(201);
    let with_visit = |membership: &Json| {
        let mut bill = desk.bill(Some(&client), &[80_000]);
        let line = bill["lines"][0]["line_id"].clone();
        bill["memberships"] = json!([{ "membership_id": membership, "line_id": line }]);
        bill
    };
    let first = with_visit(&given["membership_id"]);
    let held = desk.reserve(&first).await;
    settle(&desk, std::slice::from_ref(&first), std::slice::from_ref(&held)).await;
    let bills: Vec<Json> = (0..DESKS).map(|_| with_visit(&given["membership_id"])).collect();
    let answers = together(&desk, &bills).await;
    assert_eq!(faults(&answers, 1, "memberships[0][membership_id]"), Vec::<String>::new());
    assert_eq!(desk.broken().await, Vec::<String>::new());
    settle(&desk, &bills, &answers).await;
    let left = desk.salon.texts(
        "select state || ' ' || visits_left || ' ' || visits_held || ' ' || value_left_minor from loyalty_membership",
    );
    assert_eq!(left, ["used 0 0 0"]);
    assert_eq!(desk.broken().await, Vec::<String>::new());
    // Sabotage: a visit that is promised to a bill is forgotten.
    forget(&desk, "loyalty_membership", "membership_id", "visits_held");
    let given = desk.owner.post("/p/loyalty/memberships", give).await.refused(201);
    let bills: Vec<Json> = (0..5).map(|_| with_visit(&given["membership_id"])).collect();
    let noticed = faults(&together(&desk, &bills).await, 2, "memberships[0][membership_id]");
    assert_eq!(noticed, ["5 won instead of 2"], "the checker must notice that a visit was promised twice");
}

pardoz_tests::on_both!(one_purse_at_fifty_desks, one_last_visit_at_fifty_desks);
