//! A terminal's register (domain.md 2.5, "Bank / provider reconciliation"): bills, tips charged with them or apart,
//! deposits and what went back, each paid out once; and a month of three thousand payments in one payout.

use std::time::Instant;

use pardoz_tests::diary::{business_day, last_days};
use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::sheet;
use serde_json::{Value as Json, json};

use crate::deposit::{HOUR_MS, House, SOM, text};
use crate::till::{account, number};

const PAGE: &str = "/p/finance/payouts?provider=card";
const IMPORT: &str = "/import/finance/payouts-card";

/// Reads a register: (number of the payment, so'm, the terminal's fee in so'm).
async fn read(person: &Person, lines: &[(&str, i64, i64)]) {
    let day = business_day();
    let mut file = String::from("RRN;Дата;Сумма;Комиссия\r\n");
    for (reference, sum, fee) in lines {
        file.push_str(&format!("{reference};{day};{sum};{fee}\r\n"));
    }
    let run = sheet::upload(person, IMPORT, "terminal.csv", file.into_bytes()).await;
    let done = sheet::pass(person, &run, "run").await;
    assert_eq!(number(&done["counts"], "created"), lines.len() as i64, "{done}");
}

async fn pay(house: &House, tips_som: i64) -> Json {
    let master = house.studio.hire(&house.owner, &format!("Master {tips_som}"), "Deposits", None).await;
    let visit = house.visit_of(&master, -2 * HOUR_MS).await;
    let bill = json!({ "appointment_id": visit, "tender": "card", "tips_minor": tips_som * SOM });
    house.owner.post("/p/finance/bills", bill).await.refused(201)
}

fn kinds<'a>(page: &'a Json, list: &str) -> Vec<(&'a str, i64)> {
    let rows = page[list].as_array().expect("a list");
    rows.iter().map(|row| (row["kind"].as_str().unwrap_or(""), number(row, "amount_minor") / SOM)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn tips_and_deposits_come_with_the_terminal_s_payout() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 200_000, "moderate", 30).await else { continue };
        let (salon, owner) = (&house.salon, &house.owner);
        // One charge with its tip, two charges, one without a tip that goes back, one that the register will not have.
        pay(&house, 20_000).await;
        pay(&house, 15_000).await;
        let back = pay(&house, 0).await;
        owner.post(&format!("/p/finance/bills/{}/refunds", text(&back, "bill_id")), json!({})).await.ok();
        pay(&house, 31_000).await;
        // A deposit of 60 000 that stands, and one of 70 000 that goes back by card.
        let visit = house.visit(3 * HOUR_MS).await;
        house.take(&visit, 60_000, "card").await;
        let visit = house.visit(5 * HOUR_MS).await;
        house.take(&visit, 70_000, "card").await;
        house.cancel(&visit, "salon").await;
        owner.post(&format!("/p/finance/deposits/{visit}/return"), json!({})).await.ok();
        let before = account(salon, "acquiring");
        assert_eq!(before, (220_000 + 215_000 + 231_000 + 60_000) * SOM, "{engine:?}");
        read(
            owner,
            &[
                ("r1", 220_000, 2_200),
                ("r2", 200_000, 2_000),
                ("r3", 15_000, 150),
                ("r4", 200_000, 2_000),
                ("r5", -200_000, 0),
                ("r6", 60_000, 600),
                ("r7", 70_000, 700),
                ("r8", -70_000, 0),
                ("r9", 77_000, 0),
            ],
        )
        .await;
        let page = owner.get(PAGE).await.ok();
        assert_eq!((number(&page, "matched_count"), number(&page, "by_sum")), (8, 8), "{engine:?}: {page}");
        assert_eq!(kinds(&page, "unknown"), [("", 77_000)], "{engine:?}");
        assert_eq!(kinds(&page, "missing"), [("tender", 231_000)], "{engine:?}: a bill and its tip, as one");
        let matched = kinds(&page, "matched");
        for (kind, sum) in [("tender", 220_000), ("tip", 15_000), ("deposit", 60_000), ("deposit", -70_000)] {
            assert!(matched.contains(&(kind, sum)), "{engine:?}: {kind} {sum} in {matched:?}");
        }
        let with_tip =
            page["matched"].as_array().expect("a list").iter().find(|row| !row["tip_minor"].is_null());
        assert_eq!(
            with_tip.map(|row| (number(row, "tip_minor"), row["reference"].as_str())),
            Some((20_000 * SOM, Some("r1")))
        );
        // The same as a page: every list is drawn, a bill, a tip and a deposit each as what it is.
        let browser = Visitor::sign_in(&salon.base).await;
        let (status, drawn) = browser.get(PAGE).await;
        assert_eq!(status, 200, "{engine:?}: {drawn}");
        for word in ["with a tip of 20,000", "Tip, bill no.", "Deposit", "r9"] {
            assert!(drawn.contains(word), "{engine:?}: no {word} in {drawn}");
        }
        // 495 000 came, 7 650 were kept.
        assert_eq!((number(&page, "amount_minor"), number(&page, "fee_minor")), (495_000 * SOM, 7_650 * SOM));
        let (bank, fees) = (account(salon, "bank"), account(salon, "fees"));
        let net = number(&page, "net_minor");
        let posting = json!({ "provider": "card", "day": business_day(), "net_minor": net, "by_sum": true });
        owner.post("/p/finance/payouts", posting.clone()).await.refused(201);
        // What is left in transit is what the register did not tell of.
        assert_eq!(account(salon, "acquiring"), 231_000 * SOM, "{engine:?}");
        assert_eq!(account(salon, "bank") - bank, (495_000 - 7_650) * SOM);
        assert_eq!(account(salon, "fees") - fees, 7_650 * SOM);
        owner.post("/p/finance/payouts", posting).await.refused(409);
        let page = owner.get(PAGE).await.ok();
        assert_eq!((number(&page, "matched_count"), number(&page["payouts"][0], "payments")), (0, 8));
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
        // Control: a part that is forgotten, and one of another sum, are seen by the nightly check.
        salon.execute("delete from finance_payout_part where source_kind = 'tip' and position = 1");
        let said = house.check().await;
        assert!(said.contains("line r1 was paid out as another sum"), "{engine:?}: {said}");
    }
}

/// The id number `n` of its kind.
fn id(kind: u8, n: usize) -> String {
    format!("01900000-0000-70{kind:02x}-8000-{n:012x}")
}

/// Runs an insert of many rows in pieces.
fn insert(salon: &Salon, into: &str, rows: &[String]) {
    for some in rows.chunks(250) {
        salon.execute(&format!("insert into {into} values {}", some.join(", ")));
    }
}

/// `count` bills of one sum, paid by card over four weeks, and their money in transit.
pub fn bills(salon: &Salon, count: usize, days: &[String]) {
    let branch = salon.texts("select branch_id from salon_branch").remove(0);
    let sum = 150_000 * SOM;
    let (mut bills, mut lines, mut tenders, mut entries, mut posted) =
        (vec![], vec![], vec![], vec![], vec![]);
    for n in 0..count {
        let (bill, day) = (id(1, n), &days[n % days.len()]);
        bills.push(format!(
            "('{bill}', {}, '{branch}', '{day}', 'paid', {sum}, 0, 0, {sum}, {sum}, 0, 0, 0, 0, 0, {n}, {n}, {n})",
            100_000 + n
        ));
        lines.push(format!("('{}', '{bill}', 0, 'other', 'Hair', 1000, {sum}, 0, {sum})", id(2, n)));
        tenders.push(format!("('{}', '{bill}', 'card', {sum}, true, '{day}', {n})", id(3, n)));
        for (kind, source, place, from, to) in
            [("payment", 3, 4, "acquiring", "open_bills"), ("sale", 1, 6, "open_bills", "income.other")]
        {
            let (entry, period) = (id(place, n), &day[..7]);
            let source_kind = if kind == "sale" { "bill" } else { "tender" };
            entries.push(format!(
                "('{entry}', '{kind}', '{day}', '{period}', '{branch}', '{source_kind}', '{}', {n})",
                id(source, n)
            ));
            for (position, account, amount) in [(0, from, sum), (1, to, -sum)] {
                posted.push(format!(
                    "('{}', '{entry}', {position}, '{account}', '{branch}', '{day}', '{period}', {amount})",
                    id(place + 10 + position, n)
                ));
            }
        }
    }
    insert(
        salon,
        "finance_bill (bill_id, number, branch_id, day, state, total_minor, discount_minor, rounding_minor, due_minor, paid_minor, \
         debt_minor, refunded_minor, tips_minor, points, refunded_points, created_at, closed_at, updated_at)",
        &bills,
    );
    insert(
        salon,
        "finance_bill_line (bill_line_id, bill_id, position, kind, name, quantity_milli, price_minor, discount_minor, total_minor)",
        &lines,
    );
    insert(
        salon,
        "finance_bill_tender (bill_tender_id, bill_id, tender, amount_minor, money, day, at)",
        &tenders,
    );
    insert(
        salon,
        "finance_entry (entry_id, kind, day, period, branch_id, source_kind, source_id, created_at)",
        &entries,
    );
    insert(
        salon,
        "finance_entry_line (entry_line_id, entry_id, position, account, branch_id, day, period, amount_minor)",
        &posted,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn three_thousand_payments_are_one_payout() {
    let _alone = crate::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(salon) = Salon::on(engine, Filled::Empty).await else { continue };
        let owner = salon.owner();
        let days = last_days(28);
        bills(&salon, 3_500, &days);
        let lines: Vec<String> = (0..3_000)
            .map(|n| {
                format!(
                    "('{}', 'card', 't{n}', '{}', {}, {}, {n})",
                    id(5, n),
                    days[n % 28],
                    150_000 * SOM,
                    1_500 * SOM
                )
            })
            .collect();
        insert(
            &salon,
            "finance_register (register_id, tender, reference, day, amount_minor, fee_minor, created_at)",
            &lines,
        );
        assert_eq!(account(&salon, "acquiring"), 3_500 * 150_000 * SOM);
        // As PostgreSQL does by itself within a minute of a month's work.
        salon.execute("analyze");
        let began = Instant::now();
        let page = owner.get(PAGE).await.ok();
        let looked = began.elapsed();
        assert_eq!(
            (number(&page, "matched_count"), number(&page, "missing_count")),
            (3_000, 500),
            "{engine:?}"
        );
        let shown = page["matched"].as_array().expect("a list").len();
        assert!(shown < 1_000, "a page of {shown} rows");
        let posting = json!({ "provider": "card", "day": business_day(), "net_minor": number(&page, "net_minor"), "by_sum": true });
        let began = Instant::now();
        owner.post("/p/finance/payouts", posting).await.refused(201);
        println!("{engine:?}: 3,000 lines, 3,500 payments: page {looked:?}, posting {:?}", began.elapsed());
        assert_eq!(account(&salon, "acquiring"), 500 * 150_000 * SOM, "{engine:?}");
        assert_eq!(account(&salon, "fees"), 3_000 * 1_500 * SOM, "{engine:?}");
        assert_eq!(salon.number("select count(*) from finance_payout_part"), 3_000);
        let page = owner.get(PAGE).await.ok();
        assert_eq!((number(&page, "matched_count"), number(&page, "missing_count")), (0, 500), "{engine:?}");
        assert_eq!(crate::till::faults(&salon), Vec::<String>::new(), "{engine:?}");
    }
}
