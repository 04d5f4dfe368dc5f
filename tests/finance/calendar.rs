//! The payment calendar and what repeats (R-F5): a rent is seen before it falls due, paid once, and stands in the books.

use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::{Value as Json, json};

use crate::till::{account, faults};

/// Rows of the calendar that carry this name: (day, amount, what is left in the evening).
fn rows(calendar: &Json, name: &str) -> Vec<(String, i64, i64)> {
    let mut found = Vec::new();
    for row in calendar["rows"].as_array().expect("rows") {
        for item in row["items"].as_array().expect("items").iter().filter(|item| item["name"] == name) {
            let day = row["day"].as_str().expect("a day").to_owned();
            found.push((
                day,
                item["amount_minor"].as_i64().expect("a sum"),
                row["balance_minor"].as_i64().expect("a sum"),
            ));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn rent_is_seen_ahead_warns_of_a_gap_and_is_paid_once() {
    for engine in Engine::BOTH {
        let Some(salon) = Salon::on(engine, Filled::Demo).await else { continue };
        let (owner, today) = (salon.owner(), pardoz_tests::diary::business_day());
        let calendar = owner.get("/p/finance/calendar?sure=true").await.ok();
        assert_eq!(calendar["gap_day"], Json::Null, "nothing is planned yet");
        let now = calendar["balance_minor"].as_i64().expect("a sum");
        let rent = json!({
            "name": "Ijara", "category": "rent", "account": "bank", "amount_minor": 500_000_00, "day": today, "every": "week",
        });
        let rule = owner.post("/p/finance/calendar/payments", rent).await.refused(201);
        let calendar = owner.get("/p/finance/calendar?sure=true&days=14").await.ok();
        let planned = rows(&calendar, "Ijara");
        assert_eq!(planned.len(), 2, "{planned:?}");
        assert_eq!(planned[0], (today.clone(), -500_000_00, now - 500_000_00));
        assert_eq!(planned[1].2, now - 1_000_000_00);
        // A payment beyond what there is: the first evening without money is named.
        let far = pardoz_tests::diary::day_after(3);
        let loan = json!({
            "name": "Kredit", "category": "other", "account": "bank", "amount_minor": now.max(0) + 1, "day": far,
        });
        owner.post("/p/finance/calendar/payments", loan).await.refused(201);
        let calendar = owner.get("/p/finance/calendar?sure=true").await.ok();
        let gap = if now < 500_000_00 { &today } else { &far };
        assert_eq!(calendar["gap_day"], **gap, "{calendar}");
        // Paid: the entry is there, the payment is not asked for again, and nobody pays it twice.
        let (expense, bank) = (account(&salon, "expense"), account(&salon, "bank"));
        let settle = json!({ "recurring_id": rule["recurring_id"], "day": today });
        owner.post("/p/finance/calendar/settle", settle.clone()).await.ok();
        owner.post("/p/finance/calendar/settle", settle).await.refused(409);
        assert_eq!(account(&salon, "expense"), expense + 500_000_00);
        assert_eq!(account(&salon, "bank"), bank - 500_000_00);
        let calendar = owner.get("/p/finance/calendar?sure=true&days=14").await.ok();
        assert_eq!(rows(&calendar, "Ijara").len(), 1);
        assert_eq!(faults(&salon), Vec::<String>::new());
        // A day the rule does not fall on is no payment of it.
        let tomorrow = pardoz_tests::diary::day_after(1);
        let wrong = json!({ "recurring_id": rule["recurring_id"], "day": tomorrow });
        owner.post("/p/finance/calendar/settle", wrong).await.refused(422);
        // The rule ends: its payments go, what was paid stays.
        let id = rule["recurring_id"].as_str().expect("an id");
        owner.post(&format!("/p/finance/calendar/rules/{id}/end"), json!({})).await.ok();
        let calendar = owner.get("/p/finance/calendar?sure=true").await.ok();
        assert_eq!(rows(&calendar, "Ijara").len(), 0);
        assert_eq!(account(&salon, "expense"), expense + 500_000_00);
        // A24: a plan of 12.0 m of which 7.2 m are spent is used to 60 %, and goes on as it went so far.
        let period = &today[..7];
        let plan = json!({ "period": period, "subject": "tax", "plan_minor": 12_000_000_00i64 });
        owner.post("/p/finance/plans", plan).await.ok();
        let paid = json!({ "kind": "expense", "account": "bank", "category": "tax", "amount_minor": 7_200_000_00i64 });
        owner.post("/p/finance/operations", paid).await.refused(201);
        let report = owner.get(&format!("/p/finance/reports?period={period}")).await.ok();
        let plans = report["plans"].as_array().expect("plans");
        let tax = plans.iter().find(|one| one["plan_minor"] == 12_000_000_00i64).expect("the plan");
        assert_eq!(
            (&tax["fact_minor"], &tax["used_percent"]),
            (&json!(7_200_000_00i64), &json!(60)),
            "{tax}"
        );
        let day: jiff::civil::Date = today.parse().expect("a day");
        let (days, elapsed) = (i64::from(day.days_in_month()), i64::from(day.day()));
        let projection = (7_200_000_00 * days * 2 + elapsed) / (2 * elapsed);
        assert_eq!(tax["projection_minor"], projection, "{tax}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_money_are_files_for_those_who_may() {
    let salon = Salon::shared().await;
    let owner = salon.owner();
    // The days before this one: in the first minutes of a day its own lists are empty.
    let (from, to) = (pardoz_tests::diary::day_after(-14), pardoz_tests::diary::day_after(-1));
    for (list, word) in [
        (format!("/export/p/finance/journal?as=csv&from={from}&to={to}"), "Account"),
        (format!("/export/p/finance/bills?as=csv&from={from}&to={to}"), "Client"),
        (format!("/export/p/finance/reports?as=csv&period={}", &to[..7]), "Income"),
        ("/export/p/inventory/stock?as=csv&shown=3000".to_owned(), "On hand"),
        ("/export/p/inventory/documents?as=csv".to_owned(), "Kind"),
    ] {
        let file = owner.get(&list).await;
        assert_eq!(file.status.as_u16(), 200, "{list}: {}", file.text);
        assert!(file.text.contains(word) && file.text.lines().count() > 1, "{list}: {}", file.text);
    }
}
