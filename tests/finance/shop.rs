//! A salon that sells work, cream, certificates and memberships, and what each module says it has of them.

use pardoz_tests::person::{Answer, Person};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use pardoz_tests::wait::until;
use serde_json::{Value as Json, json};

use crate::till::faults;

/// One so'm in tiyin.
pub const SOM: i64 = 100;

pub struct Shop {
    pub salon: Salon,
    pub owner: Person,
    pub studio: Studio,
    pub client: String,
    /// A cream: 25 on the shelf for 10 000 each, sold for 50 000.
    pub cream: String,
}

pub fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

impl Shop {
    pub async fn open(engine: Engine) -> Option<Self> {
        let salon = Salon::on(engine, Filled::Empty).await?;
        let owner = salon.owner();
        let day = pardoz_tests::diary::business_day();
        let studio = Studio::open(&owner, "First", None, day).await;
        let made = owner.new_client("Olga", "Pak", "+998901112233").await.refused(201);
        let mut shop = Self { client: text(&made, "client_id"), cream: String::new(), salon, owner, studio };
        shop.cream = shop.goods(json!({ "name_en": "Cream" }), 25).await;
        Some(shop)
    }

    /// Something on the shelf, sold for 50 000 a piece.
    pub async fn goods(&self, names: Json, pieces: i64) -> String {
        let branch = &self.studio.branch_id;
        self.owner.post("/p/inventory/stock/open", json!({ "branch_id": branch })).await.ok();
        let stores = self.owner.get(&format!("/p/inventory/stores?branch={branch}")).await.ok();
        let retail = stores["stores"].as_array().expect("stores").iter().find(|one| one["kind"] == "retail");
        let mut item = json!({
            "unit": "pcs", "package": "1", "package_name": "package", "critical": "", "target": "",
            "sale_minor": 50_000 * SOM,
        });
        for (key, value) in names.as_object().expect("an object") {
            item[key] = value.clone();
        }
        let item = text(&self.owner.post("/p/inventory/items", item).await.refused(201), "item_id");
        if pieces == 0 {
            return item;
        }
        let line = json!({
            "item_id": item, "quantity": pieces.to_string(), "measure": "unit", "cost_minor": pieces * 10_000 * SOM,
        });
        let receipt = json!({ "store_id": text(retail.expect("a shop"), "store_id"), "lines": [line] });
        self.owner.post("/p/inventory/receipts", receipt).await.refused(201);
        item
    }

    /// A service of the studio at this price.
    pub async fn service(&self, som: i64) -> String {
        let of =
            format!("select category_id from salon_service where service_id = '{}'", self.studio.service_id);
        let category = self.salon.texts(&of).remove(0);
        let service = json!({
            "category_id": category, "name_uz": format!("Ish {som}"),
            "name_ru": format!("Работа {som}"), "name_en": format!("Work {som}"), "active_minutes": 30,
            "price_minor": som * SOM,
        });
        text(&self.owner.post("/p/salon/services", service).await.refused(201), "service_id")
    }

    /// A membership plan: so many visits for so much altogether.
    pub async fn plan(&self, visits: i64, som: i64, more: Json) -> String {
        let mut plan = json!({
            "name_uz": "Abonement", "name_ru": "Абонемент", "name_en": "Membership", "price_minor": som * SOM,
            "visits": visits, "valid_days": 180,
        });
        for (key, value) in more.as_object().expect("an object") {
            plan[key] = value.clone();
        }
        self.owner.post("/p/loyalty/plans", plan).await.refused(201);
        self.salon.texts("select plan_id from loyalty_plan order by created_at desc").remove(0)
    }

    /// A bill at the counter for these things, for the client.
    pub async fn try_sell(&self, items: Json, more: Json) -> Answer {
        let mut bill = json!({ "client_id": self.client, "branch": self.studio.branch_id, "items": items });
        for (key, value) in more.as_object().expect("an object") {
            bill[key] = value.clone();
        }
        self.owner.post("/p/finance/bills", bill).await
    }

    /// The same, and every module has heard of it.
    pub async fn sell(&self, items: Json, more: Json) -> String {
        // On a machine too busy for a module's deadline a sale goes on without it (R-K3); only what it was asked for counts.
        let asks = ["certificates", "memberships", "points"].iter().any(|one| !more[*one].is_null());
        let paid = self.try_sell(items, more).await.refused(201);
        assert!(paid["silent"].is_null() || !asks, "{paid}");
        self.told().await;
        text(&paid, "bill_id")
    }

    /// A debt of it is repaid in part, or all of it.
    pub async fn repay(&self, bill: &str, som: Option<i64>) -> Json {
        let body = json!({ "tender": "card", "amount_minor": som.map(|som| som * SOM) });
        let answer = self.owner.post(&format!("/p/finance/bills/{bill}/payments"), body).await.ok();
        self.told().await;
        answer
    }

    /// So much of the bill's line with this number goes back.
    pub async fn try_refund(&self, bill: &str, line: usize, quantity: i64) -> Answer {
        let lines = self.salon.texts(&format!(
            "select bill_line_id from finance_bill_line where bill_id = '{bill}' order by position"
        ));
        let body = json!({ "lines": [{ "bill_line_id": lines[line], "quantity": quantity }] });
        self.owner.post(&format!("/p/finance/bills/{bill}/refunds"), body).await
    }

    pub async fn refund(&self, bill: &str, line: usize, quantity: i64) -> Json {
        let answer = self.try_refund(bill, line, quantity).await.ok();
        self.told().await;
        answer
    }

    pub async fn refund_all(&self, bill: &str) -> Json {
        let answer = self.owner.post(&format!("/p/finance/bills/{bill}/refunds"), json!({})).await.ok();
        self.told().await;
        answer
    }

    /// Waits until every module has heard everything.
    pub async fn told(&self) {
        // Fiscal receipts are off until they are set up; what they are told waits.
        let open = "select subscriber || '/' || handler || ' ' || state || ' ' || attempts || coalesce(': ' || last_error, '') \
             from host_delivery where state <> 'done' and subscriber <> 'fiscal'";
        until(async || self.salon.texts(open), Vec::is_empty).await;
    }

    /// The night comes over the certificates and memberships, and the books have heard what it did.
    pub async fn night(&self) {
        self.salon.loyalty_night().await;
        self.told().await;
    }

    /// Pieces of cream: on hand, and held by bills.
    pub fn creams(&self) -> (i64, i64) {
        let sum = |column: &str| {
            let of = format!(
                "select coalesce(sum({column}), 0) from inventory_balance where item_id = '{}'",
                self.cream
            );
            self.salon.number(&of) / 1000
        };
        (sum("quantity_milli"), sum("reserved_milli"))
    }

    /// So'm on an account of the books.
    pub fn account(&self, account: &str) -> i64 {
        let tiyin = crate::till::account(&self.salon, account);
        assert_eq!(tiyin % SOM, 0, "{account}");
        tiyin / SOM
    }

    /// The client's points: what was earned by bills and not taken back.
    pub fn earned(&self) -> i64 {
        self.salon.number("select coalesce(sum(points), 0) from loyalty_entry where kind in ('earn', 'claw')")
    }

    /// A certificate given without a sale.
    pub async fn certificate(&self, code: &str, som: i64) {
        let body = json!({
            "amount_minor": som * SOM, "branch_id": self.studio.branch_id, "code": code, "note": "for a test",
        });
        self.owner.post("/p/loyalty/certificates", body).await.refused(201);
        self.told().await;
    }

    /// The one certificate, in so'm.
    pub fn left_on_certificates(&self) -> i64 {
        self.salon.number("select coalesce(sum(balance_minor), 0) from loyalty_certificate") / SOM
    }

    /// The books, what lies between the modules, and what each module's own check says.
    pub async fn sound(&self) {
        assert_eq!(faults(&self.salon), Vec::<String>::new());
        let books = |account: &str| crate::till::account(&self.salon, account);
        for between in ["open_bills", "loyalty"] {
            assert_eq!(books(between), 0, "something hangs on {between}");
        }
        let owed = self.salon.number("select coalesce(sum(value_left_minor), 0) from loyalty_membership where state in ('active', 'frozen')");
        assert_eq!(-books("memberships"), owed);
        let held = self.salon.number("select coalesce(sum(balance_minor), 0) from loyalty_certificate");
        assert_eq!(-books("certificates"), held);
        let programme = self.owner.post("/p/loyalty/check", json!({})).await;
        assert!(programme.status.is_success() || programme.status.is_redirection(), "{}", programme.text);
        let page = self.owner.get("/p/loyalty/programme").await.ok();
        let bad: Vec<&Json> =
            page["checks"].as_array().expect("checks").iter().filter(|one| one["holds"] != true).collect();
        assert!(bad.is_empty(), "{bad:?}");
        let stock = self.owner.post("/p/inventory/check", json!({})).await.ok();
        assert_eq!(stock["faults"], 0, "{stock}");
    }
}
