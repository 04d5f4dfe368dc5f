//! A salon with goods on its shelf.

use std::sync::atomic::{AtomicU64, Ordering};

use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::wait::until;
use serde_json::{Value as Json, json};

pub struct Shelf {
    pub salon: Salon,
    pub owner: Person,
    pub branch_id: String,
    pub goods: String,
    pub shop: String,
}

/// A UUID of version 7 by its shape; never the same twice in a run.
pub fn id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let n = NEXT.fetch_add(1, Ordering::SeqCst);
    format!("019abcdf-{:04x}-7000-8000-{n:012x}", n % 65_536)
}

pub fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

impl Shelf {
    pub async fn open(engine: Engine) -> Option<Self> {
        let salon = Salon::on(engine, Filled::Empty).await?;
        let owner = salon.owner();
        let branches = owner.get("/p/salon/branches").await.ok();
        let branch_id = text(&branches["branches"][0], "branch_id");
        let open = json!({ "branch_id": branch_id });
        owner.post("/p/inventory/stock/open", open).await.ok();
        let stores = owner.get(&format!("/p/inventory/stores?branch={branch_id}")).await.ok();
        let store = |kind: &str| {
            let list = stores["stores"].as_array().expect("stores");
            text(list.iter().find(|store| store["kind"] == json!(kind)).expect("the store"), "store_id")
        };
        Some(Self { goods: store("consumables"), shop: store("retail"), salon, owner, branch_id })
    }

    pub async fn sqlite() -> Self {
        Self::open(Engine::Sqlite).await.expect("SQLite is always there")
    }

    /// An item kept in `unit`, so much in a package; critical level and target in packages.
    pub async fn item(&self, name: &str, unit: &str, package: &str, critical: &str, target: &str) -> String {
        let body = json!({
            "name_en": name, "unit": unit, "package": package, "package_name": "package", "critical": critical,
            "target": target, "sale_minor": 100_000_00,
        });
        text(&self.owner.post("/p/inventory/items", body).await.refused(201), "item_id")
    }

    /// So much of the base unit for so many so'm.
    pub async fn receive(&self, store: &str, item: &str, quantity: &str, som: i64) -> Json {
        let line =
            json!({ "item_id": item, "quantity": quantity, "measure": "unit", "cost_minor": som * 100 });
        let body = json!({ "store_id": store, "lines": [line] });
        self.owner.post("/p/inventory/receipts", body).await.refused(201)
    }

    pub async fn write_off(&self, store: &str, item: &str, quantity: &str) -> Json {
        let line = json!({ "item_id": item, "quantity": quantity, "measure": "unit" });
        let body = json!({ "store_id": store, "reason": "used", "lines": [line] });
        self.owner.post("/p/inventory/writeoffs", body).await.refused(201)
    }

    /// The row of the list.
    pub async fn row(&self, item: &str) -> Json {
        let list =
            self.owner.get(&format!("/p/inventory/stock?branch={}&shown=3000", self.branch_id)).await.ok();
        let rows = list["items"].as_array().expect("items");
        rows.iter()
            .find(|row| row["item_id"] == json!(item))
            .unwrap_or_else(|| panic!("{item}: {list}"))
            .clone()
    }

    /// On hand in thousandths, and its value in tiyin.
    pub async fn balance(&self, item: &str) -> (i64, i64) {
        let row = self.row(item).await;
        (row["on_hand_milli"].as_i64().expect("a number"), row["value_minor"].as_i64().expect("a number"))
    }

    /// What the books' check finds now.
    pub async fn faults(&self) -> i64 {
        let books = self.owner.post("/p/inventory/check", json!({})).await.ok();
        books["faults"].as_i64().unwrap_or_else(|| panic!("no faults in {books}"))
    }

    /// What finance says of a sale at the counter.
    pub fn bill(&self, bill_id: &str, line_id: &str, item: &str, packages: i64) -> Json {
        json!({
            "bill_id": bill_id, "branch_id": self.branch_id, "client_id": null, "day": "2026-11-22", "at": 0,
            "money_minor": 0, "tenders": [],
            "lines": [{ "line_id": line_id, "kind": "product", "subject_id": item, "quantity_milli": packages * 1000,
                        "price_minor": 0, "discount_minor": 0, "total_minor": 0 }],
        })
    }

    /// Sells so many packages.
    pub async fn sell(&self, item: &str, packages: i64) -> (String, String) {
        let (bill, line) = (id(), id());
        let paid = self.bill(&bill, &line, item, packages);
        self.tell("finance.bill.paid", "bill-paid", &bill, &paid).await;
        (bill, line)
    }

    /// What the branch's shelves hold of an item in one store, in thousandths.
    pub fn in_store(&self, item: &str, store: &str) -> i64 {
        self.salon.number(&format!(
            "select coalesce(sum(quantity_milli), 0) from inventory_balance where item_id = '{item}' and store_id = '{store}'"
        ))
    }

    /// The item's lots as its card shows them.
    pub async fn lots(&self, item: &str) -> Vec<Json> {
        let card = self.owner.get(&format!("/p/inventory/items/{item}?branch={}", self.branch_id)).await.ok();
        card["layers"].as_array().unwrap_or_else(|| panic!("no lots in {card}")).clone()
    }

    /// Writes an event with its delivery, as the host does, and waits until it is settled.
    pub async fn tell(&self, topic: &str, handler: &str, key: &str, payload: &Json) {
        self.tell_late(topic, handler, key, payload, jiff::Timestamp::now().as_millisecond()).await;
    }

    /// The same of something that happened at `at`: the module was off, or slow.
    pub async fn tell_late(&self, topic: &str, handler: &str, key: &str, payload: &Json, at: i64) {
        let (event, delivery) = (id(), id());
        let payload = payload.to_string().replace('\'', "''");
        let now = jiff::Timestamp::now().as_millisecond();
        self.salon.execute(&format!(
            "insert into host_event (event_id, source, topic, ordering_key, payload, occurred_at, cause_id, cause_depth)
             values ('{event}', 'test', '{topic}', '{key}', '{payload}', {at}, null, 0)"
        ));
        self.salon.execute(&format!(
            "insert into host_delivery (delivery_id, event_id, subscriber, handler, ordering_key, position, strict, state, attempts, next_at)
             select '{delivery}', '{event}', 'inventory', '{handler}', '{key}', coalesce(max(position), 0) + 1, 0, 'pending', 0, {now}
             from host_delivery"
        ));
        self.settled(&format!("delivery_id = '{delivery}'")).await;
    }

    /// Waits until this module's deliveries are settled.
    pub async fn settle(&self) {
        self.settled("subscriber = 'inventory'").await;
    }

    /// Waits until every module has heard everything: the books of money too.
    pub async fn told(&self) {
        self.settled("state <> 'none'").await;
    }

    /// What an account of the money's books holds, in all branches.
    pub fn account(&self, account: &str) -> i64 {
        self.salon.number(&format!(
            "select coalesce(sum(amount_minor), 0) from finance_entry_line where account = '{account}'"
        ))
    }

    pub fn account_of(&self, account: &str, branch: &str) -> i64 {
        self.salon.number(&format!(
            "select coalesce(sum(amount_minor), 0) from finance_entry_line where account = '{account}' and branch_id = '{branch}'"
        ))
    }

    async fn settled(&self, which: &str) {
        let open = format!(
            "select handler || ' ' || state || coalesce(': ' || last_error, '') from host_delivery \
             where {which} and state <> 'done'"
        );
        until(async || self.salon.texts(&open), Vec::is_empty).await;
    }
}
