//! A phone's camera reads the code of what is counted, in a browser that has no BarcodeDetector (as Safari and Firefox,
//! and Chromium on this system): the theme's library does, and is fetched only when the button is pressed.

use std::io::Write;
use std::path::Path;

use pardoz_tests::browser::{Browser, PHONE};
use pardoz_tests::salon::{Filled, Salon};
use serde_json::{Value as Json, json};

/// With a right check digit: a camera's reader refuses a wrong one.
const CODE: &str = "4780000000014";

#[tokio::test(flavor = "multi_thread")]
async fn the_camera_names_the_item_on_the_shelf_where_the_browser_reads_no_codes_itself() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let branches = owner.get("/p/salon/branches").await.ok();
    let branch = text(&branches["branches"][0], "branch_id");
    owner.post("/p/inventory/stock/open", json!({ "branch_id": branch })).await.ok();
    let stores = owner.get(&format!("/p/inventory/stores?branch={branch}")).await.ok();
    let store = text(&stores["stores"][0], "store_id");
    for (name, code) in [("Aloe", "4780000000021"), ("Home cream", CODE)] {
        let item =
            json!({ "name_en": name, "unit": "pcs", "package": "1", "package_name": "pcs", "barcode": code });
        let item = text(&owner.post("/p/inventory/items", item).await.refused(201), "item_id");
        let line = json!({ "item_id": item, "quantity": "5", "cost_minor": 5_000_000 });
        owner.post("/p/inventory/receipts", json!({ "store_id": store, "lines": [line] })).await.refused(201);
    }
    let started = owner.post("/p/inventory/stocktakes", json!({ "store_id": store })).await.refused(201);
    let film = salon.data().join("shelf.y4m");
    write_film(&film);
    let Some(browser) = Browser::with_camera(&salon, &film).await else { return };
    browser.window(PHONE).await;
    browser.go(&format!("/p/inventory/stocktakes/{}", text(&started, "stocktake_id"))).await;
    let open = "document.querySelector('[data-scan-open]:not([hidden])')";
    browser.until("the camera's button is there", open).await;
    assert_eq!(
        browser.value("'BarcodeDetector' in window").await,
        json!(false),
        "this browser reads codes itself"
    );
    let fetched =
        "performance.getEntriesByType('resource').some((one) => one.name.endsWith('/vendor/zxing.js'))";
    assert_eq!(browser.value(fetched).await, json!(false), "nobody has asked for the library yet");
    assert_eq!(browser.string("document.querySelector('#count-form h3').innerText").await, "Aloe");
    browser.tap("[data-scan-open]").await;
    let named = "document.querySelector('#count-form h3')?.innerText === 'Home cream' && !document.querySelector('dialog.scan')";
    browser.until("the camera has named the item", named).await;
    assert_eq!(browser.value(fetched).await, json!(true));
    assert_eq!(browser.complaints(&["navigator.vibrate"]).await, [""; 0]);
}

fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

/// The bars of an EAN-13 as modules, dark = true (ISO/IEC 15420).
fn bars(code: &str) -> Vec<bool> {
    const LEFT: [&str; 10] = [
        "0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111",
        "0001011",
    ];
    const PARITY: [&str; 10] =
        ["LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL"];
    let digits: Vec<usize> = code.bytes().map(|digit| usize::from(digit - b'0')).collect();
    let not = |text: &str| text.chars().map(|bit| if bit == '0' { '1' } else { '0' }).collect::<String>();
    let mut bits = String::from("101");
    for (digit, parity) in digits[1..7].iter().zip(PARITY[digits[0]].chars()) {
        let left = LEFT[*digit];
        // G is the right-hand pattern backwards.
        bits += &if parity == 'L' { left.to_owned() } else { not(left).chars().rev().collect() };
    }
    bits += "01010";
    for digit in &digits[7..] {
        bits += &not(LEFT[*digit]);
    }
    bits += "101";
    bits.chars().map(|bit| bit == '1').collect()
}

/// Some frames of the code on grey paper, as Chromium's false camera plays them.
fn write_film(path: &Path) {
    const SIZE: (usize, usize) = (640, 480);
    const MODULE: usize = 4;
    let bars = bars(CODE);
    let from = (SIZE.0 - bars.len() * MODULE) / 2;
    let mut light = vec![200_u8; SIZE.0 * SIZE.1];
    for row in 140..340 {
        for (at, dark) in bars.iter().enumerate() {
            let start = row * SIZE.0 + from + at * MODULE;
            light[start..start + MODULE].fill(if *dark { 30 } else { 230 });
        }
    }
    let mut film = format!("YUV4MPEG2 W{} H{} F10:1 Ip A1:1 C420jpeg\n", SIZE.0, SIZE.1).into_bytes();
    for _ in 0..5 {
        film.extend_from_slice(b"FRAME\n");
        film.extend_from_slice(&light);
        film.resize(film.len() + SIZE.0 * SIZE.1 / 2, 128);
    }
    std::fs::File::create(path).and_then(|mut file| file.write_all(&film)).expect("a film");
}
