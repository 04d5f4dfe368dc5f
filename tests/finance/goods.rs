//! Goods at the till: found by name in any script, by article and by barcode, with what is left of them; too many are
//! said at their own line; what is typed stands in no address.

use pardoz_tests::on_both;
use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::Engine;
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::shop::{SOM, Shop};

on_both!(
    a_receptionist_finds_goods_in_any_script_with_what_is_left,
    a_scan_adds_a_piece_and_an_unknown_code_loses_nothing,
    too_many_are_said_at_their_line,
    what_loyalty_refuses_stands_at_the_row_that_was_typed,
);

const CODE: &str = "4780000000014";

struct Till {
    shop: Shop,
    desk: Person,
    login: String,
    /// Three of it on the shelf, and none of the other.
    serum: String,
    mask: String,
}

impl Till {
    async fn open(engine: Engine) -> Option<Self> {
        let shop = Shop::open(engine).await?;
        let names = json!({
            "name_uz": "Matrix zardobi", "name_ru": "Сыворотка Матрикс", "name_en": "Matrix serum",
            "barcode": CODE, "code": "SRM-7",
        });
        let serum = shop.goods(names, 3).await;
        let names = json!({ "name_uz": "Niqob", "name_ru": "Маска 7.1", "name_en": "Mask" });
        let mask = shop.goods(names, 0).await;
        let somebody = shop.salon.somebody("receptionist", &[&shop.studio.branch_id]).await;
        Some(Self { desk: somebody.person, login: somebody.login, shop, serum, mask })
    }

    /// The checkout as it is redrawn with this in it.
    async fn draw(&self, form: Json) -> Json {
        self.desk.post("/p/finance/checkout", form).await.ok()
    }

    async fn found(&self, typed: &str) -> Vec<(String, Option<i64>)> {
        let asked = self.desk.request(Method::GET, "/p/finance/goods").query(&[("find", typed)]);
        let found = pardoz_tests::person::answer(asked).await.ok();
        let goods = found["goods"].as_array().expect("goods").iter();
        goods.map(|one| (one["what"].as_str().expect("what").to_owned(), one["left"].as_i64())).collect()
    }
}

/// R-C2, R-I5: with nothing but the right to take money.
async fn a_receptionist_finds_goods_in_any_script_with_what_is_left(engine: Engine) {
    let Some(till) = Till::open(engine).await else { return };
    let serum = (format!("product:{}", till.serum), Some(3));
    for typed in ["serum", "сыворот", "MATRIX", "матрикс", "zardob", "srm-7", CODE, "000014"] {
        assert_eq!(till.found(typed).await, std::slice::from_ref(&serum), "{typed}");
    }
    let mask = (format!("product:{}", till.mask), Some(0));
    assert_eq!(till.found("niqob").await, std::slice::from_ref(&mask), "none left is said, and found");
    assert_eq!(till.found("маска 7,1").await, [mask]);
    assert_eq!(till.found("nosuch").await, []);
    // What is on another bill is not left; nor is what lies in a master's box or has expired.
    let more = json!({ "debt": true });
    let part = json!([{ "what": format!("product:{}", till.serum), "quantity": 2 }]);
    till.shop.sell(part, more).await;
    assert_eq!(till.found("serum").await, [(format!("product:{}", till.serum), Some(1))]);
    // Services are sold at the same field, and nobody counts them.
    till.shop.service(30_000).await;
    let service = till.found("работа 30000").await;
    assert!(
        service.len() == 1 && service[0].0.starts_with("service:") && service[0].1.is_none(),
        "{service:?}"
    );
    // R-K3: without the stock module goods are no goods, and services are sold on.
    till.shop.salon.switch("inventory", false).await;
    assert_eq!(till.found("serum").await, []);
    assert_eq!(till.found("работа 30000").await, service);
}

async fn a_scan_adds_a_piece_and_an_unknown_code_loses_nothing(engine: Engine) {
    let Some(till) = Till::open(engine).await else { return };
    let items = |view: &Json| -> Vec<(String, i64)> {
        let all = view["items"].as_array().expect("items").iter();
        all.map(|one| {
            (one["what"].as_str().expect("what").to_owned(), one["quantity"].as_i64().expect("a number"))
        })
        .collect()
    };
    let serum = format!("product:{}", till.serum);
    let once = till.draw(json!({ "find": CODE, "look": "enter" })).await;
    assert_eq!((items(&once), &once["search"]["text"]), (vec![(serum.clone(), 1)], &json!("")), "{once}");
    let row = |quantity: i64| json!([{ "what": serum, "quantity": quantity }]);
    let twice = till.draw(json!({ "items": row(1), "find": format!(" {CODE} "), "look": "enter" })).await;
    assert_eq!(items(&twice), [(serum.clone(), 2)]);
    assert_eq!(twice["sums"]["due_minor"], json!(100_000 * SOM), "one line, two pieces");
    // A code nobody knows is said at the field, in the reader's language; the bill stays.
    let form = json!({ "items": row(2), "find": "9999999999999", "look": "enter", "code": "KEEP" });
    for (language, says) in [("uz", "kodli"), ("ru", "с кодом"), ("en", "has the code")] {
        let asked =
            till.shop.owner.request(Method::POST, "/p/finance/checkout").header("accept-language", language);
        let view = pardoz_tests::person::answer(asked.json(&form)).await.ok();
        let said = view["search"]["wrong"].as_str().expect("words").to_owned();
        assert!(said.contains(says) && said.contains("9999999999999"), "{language}: {said}");
        assert_eq!((items(&view), &view["code"]), (vec![(serum.clone(), 2)], &json!("KEEP")));
        assert_eq!(view["search"]["text"], json!("9999999999999"), "what was typed can be put right");
    }
    // Redrawn because something else changed, the form looks for nothing and adds nothing.
    let other = till.draw(json!({ "items": row(2), "find": CODE })).await;
    assert_eq!(items(&other), [(serum.clone(), 2)]);

    // Without script: a search lists what there is, a button adds it, another takes it off.
    let page = Visitor::sign_in_as(&till.shop.salon.base, &till.login).await;
    let send = async |fields: &[(&str, &str)]| {
        let (status, html) = page.send_from("/p/finance/checkout", "/p/finance/checkout", fields).await;
        assert_eq!(status, 200, "{html}");
        html
    };
    let listed = send(&[("find", "m"), ("look", "on")]).await;
    for what in [&till.serum, &till.mask, &till.shop.cream] {
        assert!(listed.contains(&format!("name=\"add\" value=\"product:{what}\"")), "{listed}");
    }
    assert!(listed.contains("3 left") && listed.contains("none left"), "{listed}");
    let added = send(&[("find", "m"), ("add", &serum)]).await;
    assert!(added.contains(&format!("name=\"items[0][what]\" value=\"{serum}\"")), "{added}");
    let rows =
        [("items[0][what]", &*serum), ("items[1][what]", &serum), ("items[1][quantity]", "7"), ("drop", "0")];
    let dropped = send(&rows).await;
    assert!(
        !dropped.contains("name=\"items[0][what]\"") && dropped.contains("name=\"items[1][what]\""),
        "{dropped}"
    );
    // Nothing that redraws the form puts what is in it into an address.
    for html in [&listed, &added, &dropped] {
        assert!(
            !html.contains("formmethod=\"get\"") && !html.contains("hx-get=\"/p/finance/checkout"),
            "{html}"
        );
        assert!(html.contains("hx-post=\"/p/finance/checkout"), "{html}");
    }
}

/// R-I5: before anybody presses, when it is pressed, and when another desk was quicker.
async fn too_many_are_said_at_their_line(engine: Engine) {
    let Some(till) = Till::open(engine).await else { return };
    let _alone = crate::ALONE.lock().await;
    let serum = format!("product:{}", till.serum);
    let service = format!("service:{}", till.shop.service(20_000).await);
    let rows =
        json!([{ "what": service }, { "what": serum, "quantity": 2 }, { "what": serum, "quantity": 2 }]);
    let view = till.draw(json!({ "items": rows })).await;
    let notes: Vec<&str> = view["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter_map(|one| one["quantity_note"].as_str())
        .collect();
    assert_eq!(notes, ["", "", "Only 1 left here."], "{view}");
    // Pressed all the same: nothing is taken, nothing typed is lost.
    let page = Visitor::sign_in_as(&till.shop.salon.base, &till.login).await;
    let fields = [
        ("items[0][what]", service.as_str()),
        ("items[1][what]", &serum),
        ("items[1][quantity]", "12"),
        ("code", ""),
        ("tips_minor", "5 000"),
        ("tips_staff_id", &till.shop.studio.staff_id),
        ("tender", "cash"),
    ];
    let (status, html) = page.send_from("/p/finance/checkout", "/p/finance/bills", &fields).await;
    assert_eq!(status, 409, "{html}");
    let at = html.find("name=\"items[1][quantity]\"").expect("the row is there");
    assert!(
        html[at..].starts_with("name=\"items[1][quantity]\" value=\"12\"") && html.contains("Only 3 left."),
        "{html}"
    );
    assert!(html.contains("id=\"e-items[1][quantity]\"") && html.contains("value=\"5 000\""), "{html}");
    assert_eq!(till.shop.salon.number("select count(*) from finance_bill"), 0);
    // Two desks want two of the three at once: one has them, the other hears how many are left.
    let race: Vec<_> = (0..2)
        .map(|_| {
            let (desk, serum) = (till.desk.elsewhere(), serum.clone());
            let bill = json!({ "items": [{ "what": serum, "quantity": 2 }], "tender": "card" });
            tokio::spawn(async move { desk.post("/p/finance/bills", bill).await })
        })
        .collect();
    let mut lost = Vec::new();
    for one in race {
        let answer = one.await.expect("a desk answers");
        if answer.status != 201 {
            lost.push(answer.refused(409));
        }
    }
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!(lost[0]["errors"]["items[0][quantity]"], json!("Only 1 left."), "{}", lost[0]);
    till.shop.told().await;
    till.shop.sound().await;
}

/// R-L3, R-L4: empty rows before it do not move an error to another row.
async fn what_loyalty_refuses_stands_at_the_row_that_was_typed(engine: Engine) {
    let Some(till) = Till::open(engine).await else { return };
    let shop = &till.shop;
    for (code, pin) in [("PIN-0001", "4711"), ("PIN-0002", "4712")] {
        let made = json!({
            "amount_minor": 10_000 * SOM, "branch_id": shop.studio.branch_id, "code": code, "pin": pin, "note": "a gift",
        });
        shop.owner.post("/p/loyalty/certificates", made).await.refused(201);
    }
    let work = format!("service:{}", shop.service(60_000).await);
    let form = |second: &str| {
        json!({
            "client_id": shop.client, "branch": shop.studio.branch_id, "items": [{ "what": work }, { "what": work }],
            "certificates": [{ "code": " " }, { "code": "PIN-0001", "pin": "4711" }, { "code": "PIN-0002", "pin": second }],
            "memberships": [{ "line": 0 }, { "line": 1, "membership_id": "019abcd0-0000-7000-8000-00000000dead" }],
        })
    };
    let refused = till.desk.post("/p/finance/bills", form("0000")).await.refused(422);
    let mut named: Vec<&String> = refused["errors"].as_object().expect("errors").keys().collect();
    named.sort();
    assert_eq!(named, ["certificates[2][pin]", "memberships[1][membership_id]"], "{refused}");
    // The same while it is filled in, at the fields themselves.
    let drawn = till.draw(form("0000")).await;
    let certificates: Vec<(i64, bool)> = drawn["certificates"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|one| (one["index"].as_i64().expect("a number"), one["pin_note"] != ""))
        .collect();
    assert!(
        certificates.contains(&(1, false)) && certificates.contains(&(2, true)),
        "{}",
        drawn["certificates"]
    );
    assert_eq!(drawn["lines"][0]["membership_note"], "", "{drawn}");
    assert_ne!(drawn["lines"][1]["membership_note"], "", "{drawn}");
    // With the right PIN and without the membership both pay.
    let mut right = form("4712");
    right["memberships"] = json!([]);
    let paid = till.desk.post("/p/finance/bills", right).await.refused(201);
    let gifts =
        paid["tenders"].as_array().expect("tenders").iter().filter(|one| one["tender"] == "certificate");
    assert_eq!(gifts.count(), 2, "{paid}");
}
