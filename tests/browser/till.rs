//! Goods at the till, under the mouse and under the thumb: found while somebody types, added by a scanner, counted against
//! the shelf. Enter takes no money, and no secret stands in an address.

use pardoz_tests::browser::{Browser, DESK, PHONE, Window};
use pardoz_tests::salon::{Filled, PASSWORD, Salon};
use serde_json::{Value as Json, json};

const CODE: &str = "4780000000014";
const PIN: &str = "471147";

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_found_scanned_and_sold_on_a_desk() {
    goods_are_sold(DESK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_are_found_scanned_and_sold_on_a_phone() {
    goods_are_sold(PHONE).await;
}

async fn goods_are_sold(window: Window) {
    let salon = Salon::open(Filled::Empty).await;
    let branch = stocked(&salon).await;
    let cashier = salon.somebody("receptionist", &[&branch]).await;
    let Some(browser) = Browser::open(&salon).await else { return };
    browser.sign_in_as(&cashier.login, PASSWORD).await;
    browser.window(window).await;
    browser.go("/p/finance/checkout").await;

    // Letters of a name in another script.
    browser.fill("#f-find", "крем").await;
    browser
        .until("the cream is found", "document.querySelector('#found button')?.innerText.includes('5 left')")
        .await;
    let (_, _, _, height) = browser.place("#found button").await;
    assert!(height >= if window.touch { 44.0 } else { 40.0 }, "{height} px is too little for a finger");
    seen(&browser, window, "1-found").await;
    browser.use_in(window, "#found button").await;
    browser.until("it is on the bill", &pieces(1)).await;
    let empty = "document.querySelector('#f-find').value === '' && !document.querySelector('#found button')";
    browser.until("the search waits for the next", empty).await;

    // A scanner types wherever the cursor is.
    browser.value(&format!("document.querySelector('{QUANTITY}').focus()")).await;
    browser.scan(CODE).await;
    browser.until("one more from the field of the pieces", &pieces(2)).await;
    // The hand with the scanner is faster than the answers.
    browser.value("document.querySelector('#f-find').focus()").await;
    browser.scan(CODE).await;
    browser.scan(CODE).await;
    browser.until("two more pieces", &pieces(4)).await;
    browser.value("document.querySelector('#f-find').focus()").await;
    browser.scan("9999999999994").await;
    let unknown = "document.querySelector('#e-find')?.innerText.includes('9999999999994')";
    browser.until("a code nobody knows is said to be so", unknown).await;
    assert_eq!(browser.value(&pieces(4)).await, json!(true), "and nothing is lost");
    seen(&browser, window, "2-unknown").await;
    browser.scan(CODE).await;
    browser.until("the next scan takes its place", &pieces(5)).await;
    browser.until("and the word is gone", "!document.querySelector('#e-find')").await;

    // More than there is.
    browser.value(&format!("document.querySelector('{QUANTITY}').select()")).await;
    browser.value(&format!("document.querySelector('{QUANTITY}').focus()")).await;
    browser.type_text("9").await;
    browser.press(&["Enter"]).await;
    let few = "document.querySelector(\"[id='e-items[0][quantity]']\")?.innerText.includes('Only 5 left')";
    browser.until("too many are said at their own field", few).await;
    assert_eq!(browser.value(&pieces(9)).await, json!(true), "with what was typed");
    assert_eq!(salon.number("select count(*) from finance_bill"), 0, "Enter takes no money");
    seen(&browser, window, "3-few").await;
    for left in (5..9).rev() {
        browser.use_in(window, ".qty button").await;
        browser.until("one piece less", &pieces(left)).await;
    }
    browser.until("as many as there are", "!document.querySelector(\"[id='e-items[0][quantity]']\")").await;

    // A certificate with its PIN is asked about in the body.
    browser.fill("[name='certificates[0][code]']", "GIFT-1").await;
    // By keys, wherever the cursor is: what the code says is drawn while the PIN is being typed.
    browser.value("document.querySelector(\"[name='certificates[0][pin]']\").focus()").await;
    browser.type_text(PIN).await;
    let missed = "document.querySelector(\"[id='e-certificates[0][pin]']\")";
    browser.until("the code alone does not do", missed).await;
    browser.press(&["Tab"]).await;
    let gift =
        "document.querySelector('#checkout [data-primary]').innerText.replace(/\\D/g, '') === '200000'";
    browser.until("the certificate pays its part", gift).await;
    let asked =
        "performance.getEntriesByType('resource').map((one) => one.name).concat(location.href).join(' ')";
    let asked = browser.string(asked).await;
    assert!(!asked.contains(PIN) && !asked.contains("GIFT-1"), "{asked}");
    let wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    assert_eq!(browser.value(wide).await, json!(true), "nothing is wider than the window");

    browser.use_in(window, "#take").await;
    browser.until("the bill is open", "/\\/p\\/finance\\/bills\\/[0-9a-f-]+$/.test(location.pathname)").await;
    assert_eq!(salon.number("select quantity_milli from finance_bill_line"), 5000);
    assert_eq!(browser.complaints(&["status of 422", "navigator.vibrate"]).await, [""; 0]);
}

const QUANTITY: &str = "#checkout [name=\"items[0][quantity]\"]";

/// The one row of the bill has so many pieces, and there is one row.
fn pieces(count: u32) -> String {
    format!(
        "document.querySelector('{QUANTITY}')?.value === '{count}' && document.querySelectorAll('[name$=\"[what]\"]').length === 1"
    )
}

/// Five creams for sale with a barcode, and a certificate with a PIN. Returns the branch.
async fn stocked(salon: &Salon) -> String {
    let owner = salon.owner();
    let branches = owner.get("/p/salon/branches").await.ok();
    let branch = text(&branches["branches"][0], "branch_id");
    owner.post("/p/inventory/stock/open", json!({ "branch_id": branch })).await.ok();
    let stores = owner.get(&format!("/p/inventory/stores?branch={branch}")).await.ok();
    let retail = stores["stores"].as_array().expect("stores").iter().find(|one| one["kind"] == "retail");
    let item = json!({
        "name_uz": "Qoʻl kremi", "name_ru": "Крем для рук", "name_en": "Hand cream", "unit": "pcs", "package": "1",
        "package_name": "pcs", "barcode": CODE, "sale_minor": 5_000_000,
    });
    let item = text(&owner.post("/p/inventory/items", item).await.refused(201), "item_id");
    let line = json!({ "item_id": item, "quantity": "5", "cost_minor": 5_000_000 });
    let receipt = json!({ "store_id": text(retail.expect("a shop"), "store_id"), "lines": [line] });
    owner.post("/p/inventory/receipts", receipt).await.refused(201);
    let gift = json!({
        "amount_minor": 5_000_000, "branch_id": branch, "code": "GIFT-1", "pin": PIN, "note": "for a test",
    });
    owner.post("/p/loyalty/certificates", gift).await.refused(201);
    branch
}

fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

async fn seen(browser: &Browser, window: Window, name: &str) {
    crate::look::settle(browser, name, window).await;
    browser.picture("till", &format!("{}-{name}", window.name)).await;
}
