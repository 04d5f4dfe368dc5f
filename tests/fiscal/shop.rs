//! A salon that sends receipts to a simulator, and what it is checked by.

use std::time::{Duration, Instant};

use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use serde_json::{Value as Json, json};

use crate::ofd::{Ofd, SECRET, SERVICE, USER};

pub const SPIC: &str = "10306001001000000";

/// A demo salon whose module is set up; `None` where the engine is missing.
pub async fn open(engine: Engine, ofd: &Ofd) -> Option<(Salon, Visitor)> {
    open_as(engine, ofd, Filled::Demo).await
}

/// The same with other rows.
pub async fn open_as(engine: Engine, ofd: &Ofd, filled: Filled) -> Option<(Salon, Visitor)> {
    let places = format!("api.click.uz:443={}", ofd.address);
    let salon = Salon::with(engine, filled, &[("PARDOZ_EGRESS_TEST", &places)]).await?;
    let browser = Visitor::sign_in(&salon.base).await;
    browser.post("/admin/plugins/fiscal/enable", &[]).await;
    set_up(&browser, true).await;
    Some((salon, browser))
}

/// What the owner enters; `sends`: receipts are sent.
pub async fn set_up(browser: &Visitor, sends: bool) {
    let service = SERVICE.to_string();
    let mut settings = vec![
        ("service_id", &*service),
        ("merchant_user_id", USER),
        ("secret_key", SECRET),
        ("tin", "305123456"),
    ];
    settings.extend(sends.then_some(("sends", "on")));
    browser.post("/admin/plugins/fiscal/settings", &settings).await;
}

/// One tax code for all of a kind.
pub async fn set_code(owner: &Person, kind: &str) {
    let code =
        json!({ "what": format!("{kind}:"), "spic": SPIC, "package_code": "1501319", "vat_percent": 12 });
    owner.post("/p/fiscal/codes", code).await.refused(201);
}

/// Waits until no receipt waits; all of them.
pub async fn settled(owner: &Person, count: usize) -> Vec<Json> {
    let began = Instant::now();
    loop {
        let page = owner.get("/p/fiscal/receipts").await.ok();
        let rows = page["receipts"].as_array().expect("receipts").clone();
        let is_over = |row: &Json| row["state"] == "done" || row["state"] == "void";
        if rows.len() >= count && rows.iter().all(is_over) {
            return rows;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "{count} receipts wanted: {rows:#?}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// What is wrong with the receipts of these bills, by the provider's own book. Each sale has one, over what was paid.
pub fn faults(salon: &Salon, ofd: &Ofd, bills: &[String]) -> Vec<String> {
    let mut faults = ofd.complaints();
    let sales: Vec<_> = ofd.issued().into_iter().filter(|(_, one)| !one.is_return()).collect();
    if sales.len() != bills.len() {
        faults.push(format!("{} sales and {} receipts", bills.len(), sales.len()));
    }
    for bill in bills {
        let ours = format!(
            "select number || ' ' || coalesce(qr_url, '') from fiscal_receipt where kind = 'sale' and bill_id = '{bill}'"
        );
        let ours = salon.texts(&ours);
        let paid = salon.number(&format!(
            "select coalesce(sum(amount_minor), 0) from finance_bill_tender where bill_id = '{bill}' and refund_id is null"
        ));
        let rounding =
            salon.number(&format!("select rounding_minor from finance_bill where bill_id = '{bill}'"));
        let theirs = sales.iter().find(|(number, one)| ours == [format!("{number} {}", one.url)]);
        match theirs {
            None => faults.push(format!("bill {bill}: its receipt {ours:?} is not the provider's")),
            // What rounding added in cash is no sale.
            Some((_, one)) if one.received() != paid - rounding.max(0) => {
                faults.push(format!("bill {bill}: {} on the receipt, {paid} were paid", one.received()));
            }
            Some(_) => {}
        }
    }
    faults
}
