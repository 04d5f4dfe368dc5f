//! The lists of payments that came by themselves: of one's own branches, with the sums of all, page by page, as a file.

use std::collections::BTreeSet;

use pardoz_tests::diary::{business_day, last_days};
use pardoz_tests::on_both;
use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use serde_json::{Value as Json, json};

const DAY_MS: i64 = 86_400_000;

on_both!(a_list_of_payments_is_of_ones_own_branches_and_sums_all_of_them);

/// How a module writes down a payment, and the sums its page shows of 650 in one branch and 600 in another.
struct Module {
    id: &'static str,
    columns: &'static str,
    sum: &'static str,
}

const MODULES: [Module; 2] = [
    Module {
        id: "payme",
        columns: "reference, transaction_id, bill_id, bill_number, account, amount_minor, payme_time, created_at, \
                  performed_at, state, branch_id",
        sum: "performed_minor",
    },
    Module {
        id: "click",
        columns: "prepare_id, reference, bill_id, bill_number, amount_minor, created_at, ended_at, state, branch_id",
        sum: "confirmed_minor",
    },
];

impl Module {
    fn row(&self, at: usize, bill: &str, branch: Option<&str>, sum: i64, created: i64) -> String {
        let branch = branch.map_or("null".to_owned(), |branch| format!("'{branch}'"));
        match self.id {
            "payme" => format!(
                "('r{at:06}', 't{at}', '{bill}', {}, '{{}}', {sum}, {created}, {created}, {created}, 2, {branch})",
                100_000 + at
            ),
            _ => format!(
                "({}, 'r{at:06}', '{bill}', {}, {sum}, {created}, {created}, 'confirmed', {branch})",
                at + 1,
                100_000 + at
            ),
        }
    }
}

/// Every page of the list: how many, and that none comes twice.
async fn walk(person: &Person, path: &str) -> usize {
    let (mut seen, mut rows, mut next) = (BTreeSet::new(), 0, String::new());
    loop {
        let page = person.get(&format!("{path}{next}")).await.ok();
        let list = page["transactions"].as_array().expect("a list");
        rows += list.len();
        seen.extend(list.iter().map(|row| row["reference"].as_str().expect("a reference").to_owned()));
        let Some(of) = page["next"].as_object() else { break };
        let value = |value: &Json| value.as_str().map_or(value.to_string(), str::to_owned);
        next = of.iter().map(|(name, of)| format!("&{name}={}", value(of))).collect();
    }
    assert_eq!(seen.len(), rows, "one came twice");
    rows
}

/// Count, sum, rows of all pages, rows of the file.
async fn said(person: &Person, module: &Module) -> (i64, i64, usize, usize) {
    let days = last_days(10);
    let path = format!("/p/{}/transactions?from={}&to={}", module.id, days[0], business_day());
    let page = person.get(&path).await.ok();
    let file = person.get(&format!("/export{path}&as=csv")).await;
    assert_eq!(file.status.as_u16(), 200, "{}", file.text);
    let number = |name: &str| page[name].as_i64().expect("a number");
    (number("count"), number(module.sum), walk(person, &path).await, file.text.lines().count() - 1)
}

async fn a_list_of_payments_is_of_ones_own_branches_and_sums_all_of_them(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let owner = salon.owner();
    let browser = Visitor::sign_in(&salon.base).await;
    let first = Studio::open(&owner, "First", None, business_day()).await;
    let second = Studio::open(&owner, "Second", None, business_day()).await;
    let sold = json!({
        "branch": first.branch_id, "tender": "card", "items": [{ "what": format!("service:{}", first.service_id) }],
    });
    let sold = owner.post("/p/finance/bills", sold).await.refused(201);
    let bill = sold["bill_id"].as_str().expect("a bill");
    let manager = salon.somebody("manager", &[second.branch_id.as_str()]).await.person;
    let everywhere = salon.somebody("accountant", &[]).await.person;
    let nobodys = "019abcd0-0000-7000-8000-00000000b111";
    for module in &MODULES {
        browser.post(&format!("/admin/plugins/{}/enable", module.id), &[]).await;
        // Two days ago; seven begin in each second.
        let began = salon.number("select max(created_at) from finance_bill") - 2 * DAY_MS;
        let created = |at: usize| began - (at as i64 / 7) * 1_000;
        let row = |at: usize| match at {
            // Of the time before branches were written down: finance knows the bill's.
            0..100 => module.row(at, bill, None, 1_000, created(at)),
            100..650 => module.row(at, nobodys, Some(&first.branch_id), 1_000, created(at)),
            _ => module.row(at, nobodys, Some(&second.branch_id), 70, created(at)),
        };
        let rows: Vec<String> = (0..1_250).map(row).collect();
        let insert = format!("insert into {}_transaction ({}) values ", module.id, module.columns);
        for some in rows.chunks(250) {
            salon.execute(&format!("{insert}{}", some.join(", ")));
        }
        let all = (1_250, 650_000 + 42_000, 1_250, 1_250);
        assert_eq!(said(&owner, module).await, all, "{engine:?} {}", module.id);
        assert_eq!(said(&everywhere, module).await, all, "{engine:?} {}", module.id);
        assert_eq!(said(&manager, module).await, (600, 42_000, 600, 600), "{engine:?} {}", module.id);
        let right = format!("manager|{}.transaction.read", module.id);
        browser.post("/admin/people/roles", &[(right.as_str(), "salon")]).await;
        assert_eq!(said(&manager, module).await, all, "control: {engine:?} {}", module.id);
        browser.post("/admin/people/roles", &[(right.as_str(), "own")]).await;
        assert_eq!(said(&manager, module).await, (0, 0, 0, 0), "nobody's own: {engine:?} {}", module.id);
    }
}
