//! R-I7: shelves are counted with a scanner, or by hand on a phone, while the desk goes on selling from them.

use std::time::{Duration, Instant};

use pardoz_tests::browser::{Browser, DESK, PHONE, Window};
use pardoz_tests::person::Person;
use pardoz_tests::salon::{Filled, Salon};
use serde_json::{Value as Json, json};

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_counted_with_a_scanner_while_sales_go_on() {
    let shelf = Shelf::filled().await;
    let Some(browser) = Browser::signed_in(&shelf.salon).await else { return };
    begin(&browser, DESK, &shelf).await;
    browser.scan("4780000999999").await;
    browser.until("a code nobody knows is said", "document.querySelector('#e-barcode')").await;
    for good in &GOODS {
        browser.scan(good.code).await;
        // The one that was next anyway is on the table before its scan is answered; that answer brings a field of its own.
        let answered = format!("location.search.includes('{}')", shelf.item(good));
        browser.until("the scan is answered", &answered).await;
        on_the_table(&browser, good).await;
        if good.sold_before > 0 {
            shelf.sell(good, good.sold_before).await;
        }
        // The scanner's digits are not left in the field for the number.
        assert_eq!(browser.string("document.querySelector('#f-packages').value").await, "");
        browser.value("document.querySelector('#f-packages').focus()").await;
        browser.type_text(&good.counted.to_string()).await;
        seen(&browser, DESK, &format!("2-{}", good.name)).await;
        browser.press(&["Enter"]).await;
        saved(&browser, good).await;
        if good.sold_after > 0 {
            shelf.sell(good, good.sold_after).await;
        }
    }
    approve(&browser, DESK).await;
    shelf.is_right().await;
    // The unknown code was part of it.
    assert_eq!(browser.complaints(&["status of 422"]).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn stock_is_counted_by_hand_on_a_phone_while_sales_go_on() {
    let shelf = Shelf::filled().await;
    let Some(browser) = Browser::signed_in(&shelf.salon).await else { return };
    browser.window(PHONE).await;
    begin(&browser, PHONE, &shelf).await;
    // One position is passed over and comes back at the end.
    let first = browser.string(ON_THE_TABLE).await;
    browser.tap("#count-form [name=skip]").await;
    browser
        .until("the next one is asked for", &format!("{ON_THE_TABLE} && {ON_THE_TABLE} !== '{first}'"))
        .await;
    for good in &GOODS {
        browser.tap(&format!(".count-left li:has(a[href*='{}']) a", shelf.item(good))).await;
        on_the_table(&browser, good).await;
        if good.sold_before > 0 {
            shelf.sell(good, good.sold_before).await;
        }
        for _ in 0..good.counted {
            browser.tap("#count-form [data-step='1']").await;
        }
        let stepped = format!("document.querySelector('#f-packages').value === '{}'", good.counted);
        browser.until("the number is there", &stepped).await;
        seen(&browser, PHONE, &format!("2-{}", good.name)).await;
        browser.tap("#count-form [data-primary]").await;
        saved(&browser, good).await;
        if good.sold_after > 0 {
            shelf.sell(good, good.sold_after).await;
        }
    }
    approve(&browser, PHONE).await;
    shelf.is_right().await;
    assert_eq!(browser.complaints(&["navigator.vibrate"]).await, [""; 0]);
}

/// A position of the shelf and what becomes of it during the count.
struct Good {
    name: &'static str,
    code: &'static str,
    there: i64,
    /// Sold while it lies on the table, before it is counted.
    sold_before: i64,
    counted: i64,
    /// Sold after it was counted and before the count is approved.
    sold_after: i64,
}

impl Good {
    /// What the books say in the end: what was counted, less what was sold since.
    fn left(&self) -> i64 {
        self.counted - self.sold_after
    }

    fn difference(&self) -> i64 {
        self.counted - (self.there - self.sold_before)
    }
}

const GOODS: [Good; 3] = [
    Good { name: "Home cream", code: "4780000000017", there: 10, sold_before: 0, counted: 9, sold_after: 2 },
    Good { name: "Shampoo", code: "4780000000024", there: 8, sold_before: 1, counted: 7, sold_after: 0 },
    Good { name: "Mask", code: "4780000000031", there: 3, sold_before: 1, counted: 4, sold_after: 1 },
];

/// A salon with these goods in its shop.
struct Shelf {
    salon: Salon,
    owner: Person,
    store_id: String,
    branch_id: String,
    items: Vec<String>,
}

impl Shelf {
    async fn filled() -> Self {
        let salon = Salon::open(Filled::Empty).await;
        let owner = salon.owner();
        let branches = owner.get("/p/salon/branches").await.ok();
        let branch_id = text(&branches["branches"][0], "branch_id");
        owner.post("/p/inventory/stock/open", json!({ "branch_id": branch_id })).await.ok();
        let stores = owner.get(&format!("/p/inventory/stores?branch={branch_id}")).await.ok();
        let retail = stores["stores"].as_array().expect("stores").iter().find(|one| one["kind"] == "retail");
        let store_id = text(retail.expect("the shop"), "store_id");
        let mut items = Vec::new();
        for good in &GOODS {
            let item = json!({
                "name_en": good.name, "unit": "pcs", "package": "1", "package_name": "pcs", "barcode": good.code,
                "sale_minor": 12_000_000,
            });
            items.push(text(&owner.post("/p/inventory/items", item).await.refused(201), "item_id"));
        }
        let line = |(good, item): (&Good, &String)| json!({ "item_id": item, "quantity": good.there.to_string(), "cost_minor": good.there * 8_000_000 });
        let lines: Vec<Json> = GOODS.iter().zip(&items).map(line).collect();
        let receipt = json!({ "store_id": store_id, "lines": lines });
        owner.post("/p/inventory/receipts", receipt).await.refused(201);
        Self { salon, owner, store_id, branch_id, items }
    }

    fn item(&self, good: &Good) -> &str {
        let at = GOODS.iter().position(|one| one.code == good.code).expect("a good of the shelf");
        &self.items[at]
    }

    async fn on_hand(&self, good: &Good) -> i64 {
        let list = self.owner.get(&format!("/p/inventory/stock?branch={}", self.branch_id)).await.ok();
        let row =
            list["items"].as_array().expect("items").iter().find(|row| row["item_id"] == self.item(good));
        row.expect("the item")["on_hand_milli"].as_i64().expect("a number") / 1000
    }

    /// Sold at the counter by somebody else; the stock knows once the event of the bill is settled.
    async fn sell(&self, good: &Good, pieces: i64) {
        let expected = self.on_hand(good).await - pieces;
        let sale = json!({
            "items": [{ "what": format!("product:{}", self.item(good)), "quantity": pieces }], "tender": "cash",
            "branch": self.branch_id,
        });
        self.owner.post("/p/finance/bills", sale).await.refused(201);
        self.becomes(good, expected).await;
    }

    /// Waits until the books say so.
    async fn becomes(&self, good: &Good, pieces: i64) {
        let began = Instant::now();
        while self.on_hand(good).await != pieces {
            assert!(began.elapsed() < Duration::from_secs(40), "{} never becomes {pieces}", good.name);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn is_right(&self) {
        for good in &GOODS {
            self.becomes(good, good.left()).await;
        }
        let books = self.owner.post("/p/inventory/check", json!({})).await.ok();
        assert_eq!(books["faults"], json!(0), "{books}");
    }
}

const ON_THE_TABLE: &str = "document.querySelector('#count-form h3')?.innerText";

/// The list of stocktakes, the shop, the button: the mode begins.
async fn begin(browser: &Browser, window: Window, shelf: &Shelf) {
    browser.go("/p/inventory/stocktakes").await;
    browser.click(&format!("#start-form [name=store_id] option[value='{}']", shelf.store_id)).await;
    seen(browser, window, "0-start").await;
    browser.use_in(window, "#start-form [type=submit]").await;
    browser.until("the first position is asked for", ON_THE_TABLE).await;
    seen(browser, window, "1-begun").await;
}

async fn on_the_table(browser: &Browser, good: &Good) {
    browser.until("the position is on the table", &format!("{ON_THE_TABLE} === '{}'", good.name)).await;
    browser.until("the field for its number is there", "document.querySelector('#f-packages')").await;
}

/// The count is kept, and its difference stands in the list with what the book said at that moment.
async fn saved(browser: &Browser, good: &Good) {
    let done = format!(
        "[...document.querySelectorAll('details .list li')].some(li => li.textContent.includes('{}'))",
        good.name
    );
    browser.until("the count is kept", &done).await;
    let listed = format!(
        "[...document.querySelectorAll('.list li')].some(li => li.querySelector('.chip') && li.textContent.includes('{}'))",
        good.name
    );
    assert_eq!(browser.value(&listed).await, good.difference() != 0, "{}", good.name);
}

/// The differences are posted; the question before it says how many there are.
async fn approve(browser: &Browser, window: Window) {
    seen(browser, window, "3-counted").await;
    browser.use_in(window, "form[action$='/approve'] [type=submit]").await;
    browser.until("the question is there", "document.querySelector('#confirm[open]')").await;
    let different = GOODS.iter().filter(|good| good.difference() != 0).count();
    let asked = browser.string("document.getElementById('confirm-text').innerText").await;
    assert!(asked.contains(&different.to_string()), "{asked}");
    seen(browser, window, "4-question").await;
    browser.use_in(window, "#confirm [data-confirm-yes]").await;
    browser
        .until(
            "the count is over",
            "document.querySelector('.note.good') && !document.querySelector('.count-card')",
        )
        .await;
    seen(browser, window, "5-posted").await;
}

fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

async fn seen(browser: &Browser, window: Window, step: &str) {
    crate::look::settle(browser, step, window).await;
    browser.picture("count", &format!("{step}-{}", window.name)).await;
}
