//! A provider's register (domain.md 2.5): matched by its number, then by sum and day; the rest in lists; posted once, and
//! the same file again changes nothing.

use pardoz_tests::diary::business_day;
use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Salon};
use pardoz_tests::sheet;
use pardoz_tests::till::{self, account, number};
use serde_json::{Value as Json, json};

use crate::desk;
use crate::payme;

const PAGE: &str = "/p/finance/payouts?provider=payme";
/// What Payme kept of the first two payments: 2 000 and 1 500 so'm.
const FEES: i64 = 350_000;

/// Uploads a register, looks at it dry, then reads it: new rows, rows known before, rows refused.
async fn read(owner: &Person, register: &str) -> [i64; 3] {
    let bytes = register.as_bytes().to_vec();
    let run = sheet::upload(owner, "/import/finance/payouts-payme", "payme.csv", bytes).await;
    let lines = |page: &Json| ["matched", "unknown"].map(|list| page[list].as_array().expect("a list").len());
    let before = lines(&owner.get(PAGE).await.ok());
    let dry = sheet::pass(owner, &run, "check").await;
    assert_eq!(lines(&owner.get(PAGE).await.ok()), before, "a check saves nothing: {dry}");
    let done = sheet::pass(owner, &run, "run").await;
    ["created", "unchanged", "rejected"].map(|name| number(&done["counts"], name))
}

/// What does not hold: entries, and what registers paid out against what left the provider's account.
fn faults(salon: &Salon) -> Vec<String> {
    let mut faults = till::faults(salon);
    let told = salon.number(
        "select coalesce(sum(r.amount_minor), 0) from finance_payout_part p \
         join finance_register r on r.register_id = p.register_id where p.position = 0",
    );
    let booked = salon.number(
        "select coalesce(sum(-l.amount_minor), 0) from finance_entry_line l join finance_entry e on e.entry_id = l.entry_id \
         where e.source_kind = 'register' and l.account = 'payme'",
    );
    if told != booked {
        faults.push(format!("the register paid out {told}, {booked} left the account"));
    }
    faults
}

/// So'm as the cabinet writes them.
fn som(minor: i64) -> String {
    format!("{},{:02}", minor / 100, minor % 100)
}

fn paid(salon: &Salon, visit: &str) -> i64 {
    salon.number(&format!(
        "select due_minor from finance_bill where appointment_id = '{visit}' and state = 'paid'"
    ))
}

async fn a_register_is_matched_and_posted_once(engine: Engine) {
    let _alone = crate::ALONE.lock().await;
    let Some((salon, browser, mut provider)) = payme::open(engine).await else { return };
    let owner = salon.owner();
    // The demo's own payments in Payme would be missing in the register, or match by chance.
    salon.execute("update finance_bill_tender set tender = 'transfer' where tender = 'payme'");
    // Two come by themselves, with Payme's number; two are written down at the desk, without one.
    let mut online = Vec::new();
    for _ in 0..2 {
        let waiting = desk::wait_for(&salon, "payme").await;
        let id = payme::create(&mut provider, &waiting).await;
        provider.one("perform", json!({ "id": id })).await;
        online.push((id, waiting.owed));
    }
    browser.post("/admin/plugins/payme/disable", &[]).await;
    let visits = till::with_visits(&salon).await;
    let mut by_hand = Vec::new();
    for visit in &visits[..2] {
        till::pay(&owner, visit, "payme").await.refused(201);
        by_hand.push(paid(&salon, visit));
    }
    let [(first, first_sum), (second, second_sum)] = &online[..] else { panic!("two payments") };
    let today = business_day();
    let earlier =
        today.parse::<jiff::civil::Date>().expect("a day").saturating_sub(jiff::Span::new().days(3));
    let register = format!(
        "ID транзакции;Дата;Сумма;Комиссия\r\n\
         {first};{today} 10:11:12;{};2000,00\r\n\
         pm-sum;{earlier};{};1500,00\r\n\
         {second};{today};{};0\r\n\
         pm-nobody;{today};1234567,89;0\r\n\
         pm-bad;yesterday;5;0\r\n",
        som(*first_sum),
        som(by_hand[0]),
        som(second_sum + 100),
    );
    let before = ["payme", "bank", "fees"].map(|name| account(&salon, name));
    assert_eq!(read(&owner, &register).await, [4, 0, 1]);
    let page = owner.get(PAGE).await.ok();
    let (gross, net) = (first_sum + by_hand[0], first_sum + by_hand[0] - FEES);
    assert_eq!((number(&page, "by_id"), number(&page, "by_sum")), (1, 1), "{page}");
    assert_eq!(
        (number(&page, "amount_minor"), number(&page, "fee_minor"), number(&page, "net_minor")),
        (gross, FEES, net)
    );
    let unknown = page["unknown"].as_array().expect("a list");
    let told = |reference: &str| {
        unknown.iter().find(|one| one["reference"] == reference).expect("it is in the list")
    };
    assert_eq!((unknown.len(), &told("pm-nobody")["ours_minor"]), (2, &Json::Null));
    assert_eq!(told(second)["ours_minor"], json!(second_sum), "the number is known, the sum is another");
    let missing: Vec<i64> =
        page["missing"].as_array().expect("a list").iter().map(|one| number(one, "amount_minor")).collect();
    assert!(missing.len() == 2 && missing.contains(second_sum) && missing.contains(&by_hand[1]), "{page}");
    assert_eq!(["payme", "bank", "fees"].map(|name| account(&salon, name)), before, "to look posts nothing");

    let posting =
        |net: i64, day: &str| json!({ "provider": "payme", "day": day, "net_minor": net, "by_sum": true });
    owner.post("/p/finance/payouts", posting(net + 1, &today)).await.refused(409);
    let refused = owner.post("/p/finance/payouts", posting(net, "2999-01-01")).await.refused(422);
    assert!(refused["errors"]["day"].is_string(), "{refused}");
    owner.post("/p/finance/payouts", posting(net, &today)).await.refused(201);
    let after = [before[0] - gross, before[1] + net, before[2] + FEES];
    assert_eq!(["payme", "bank", "fees"].map(|name| account(&salon, name)), after);
    owner.post("/p/finance/payouts", posting(net, &today)).await.refused(409);
    assert_eq!(read(&owner, &register).await, [0, 4, 1], "the same file again");
    let page = owner.get(PAGE).await.ok();
    assert_eq!(page["matched"], json!([]));
    assert_eq!(
        (number(&page["payouts"][0], "payments"), number(&page["payouts"][0], "amount_minor")),
        (2, gross)
    );
    owner.post("/p/finance/payouts", posting(0, &today)).await.refused(409);
    assert_eq!(["payme", "bank", "fees"].map(|name| account(&salon, name)), after);
    assert_eq!(faults(&salon), Vec::<String>::new());

    // Sabotage: a line that is forgotten would be posted again; the checker sees it.
    salon.execute(&format!(
        "delete from finance_payout_part where register_id in \
         (select register_id from finance_register where reference = '{first}')"
    ));
    assert!(faults(&salon).iter().any(|fault| fault.contains("left the account")));
}

crate::on_both!(a_register_is_matched_and_posted_once);
