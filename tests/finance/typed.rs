//! What a person types at the desk: a slip is named at its field, and nothing else of the form is lost.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::{Filled, Salon};
use serde_json::json;

use crate::till::number;

/// A service of the demo that costs something, and its price, tiyin.
fn service(salon: &Salon) -> (String, i64) {
    let found = salon.texts(
        "select service_id || ' ' || price_minor from salon_service where archived_at is null and price_minor > 3000000 \
         order by service_id limit 1",
    );
    let (id, price) = found[0].split_once(' ').expect("an id and a price");
    (format!("service:{id}"), price.parse().expect("a price"))
}

/// The input called `name` in a page, as it is written there.
fn input<'a>(html: &'a str, name: &str) -> &'a str {
    let at = html.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no {name} in {html}"));
    let start = html[..at].rfind('<').expect("a tag");
    &html[start..at + html[at..].find('>').expect("its end")]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_number_leaves_the_checkout_whole_and_is_named() {
    let salon = Salon::open(Filled::Demo).await;
    let (what, price) = service(&salon);
    let desk = Visitor::sign_in(&salon.base).await;
    for (field, typed) in [
        ("items[0][quantity]", "0"),
        ("items[0][quantity]", "abc"),
        ("points", "-5"),
        ("split[0][amount_minor]", "99999999999999999"),
        ("tips_minor", "xx"),
    ] {
        let path = format!(
            "/p/finance/checkout?items[0][what]={what}&items[1][what]={what}&code=KEEP&{field}={typed}"
        );
        let (status, html) = desk.get(&path).await;
        assert_eq!(status, 422, "{field}={typed}");
        assert!(html.contains("id=\"checkout\""), "{field}={typed}: the form is there: {html}");
        let due = format!("value=\"{}\"", price * 2);
        assert!(input(&html, "expected_minor").contains(&due), "{field}={typed}: both lines stand");
        assert!(input(&html, "code").contains("value=\"KEEP\""), "{field}={typed}");
        if field == "points" {
            continue; // without a client nobody has points, and the field is not drawn
        }
        assert!(input(&html, field).contains(&format!("value=\"{typed}\"")), "{field}={typed} is shown");
        assert!(html.contains(&format!("id=\"e-{field}\"")), "{field}={typed} is named");
    }
    // A script is told in its own words, as ever.
    let (owner, path) =
        (salon.owner(), format!("/p/finance/checkout?items[0][what]={what}&items[0][quantity]=0"));
    let refused = owner.get(&path).await.refused(422);
    assert!(refused["errors"]["items[0][quantity]"].is_string(), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_removed_without_script_too() {
    let salon = Salon::open(Filled::Demo).await;
    let (what, _) = service(&salon);
    let path =
        format!("/p/finance/checkout?items[0][what]={what}&items[0][quantity]=2&items[1][what]={what}");
    let lines = async |path: &str| {
        let view = salon.owner().get(path).await.ok();
        view["lines"]
            .as_array()
            .expect("lines")
            .iter()
            .map(|line| number(line, "quantity"))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&path).await, [2, 1]);
    assert_eq!(lines(&format!("{path}&drop=0")).await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_split_that_is_refused_comes_back_as_it_was_typed() {
    let salon = Salon::open(Filled::Demo).await;
    let (what, _) = service(&salon);
    let desk = Visitor::sign_in(&salon.base).await;
    let bills = salon.number("select count(*) from finance_bill");
    let fields = [
        ("items[0][what]", what.as_str()),
        ("split[0][tender]", "cash"),
        ("split[0][amount_minor]", "abc"),
        ("split[1][tender]", "transfer"),
        ("split[1][amount_minor]", "10 000"),
        ("tips_minor", "xx"),
    ];
    let (status, html) = desk.send_from("/p/finance/checkout", "/p/finance/bills", &fields).await;
    assert_eq!(status, 422);
    assert!(html.contains("<details open"), "{html}");
    assert!(input(&html, "split[0][amount_minor]").contains("value=\"abc\""));
    assert!(input(&html, "split[1][amount_minor]").contains("value=\"10 000\""));
    assert!(input(&html, "tips_minor").contains("value=\"xx\""));
    for field in ["split[0][amount_minor]", "tips_minor"] {
        assert!(html.contains(&format!("id=\"e-{field}\"")), "{field} is named: {html}");
    }
    let chosen = html.matches("<option value=\"cash\" selected").count();
    assert_eq!(chosen, 1, "the tender of the first part is still cash");
    assert_eq!(salon.number("select count(*) from finance_bill"), bills, "nothing was taken");
}

/// R-F1: last year's expense is more often a slip of the finger than a late paper.
#[tokio::test(flavor = "multi_thread")]
async fn a_day_long_ago_is_asked_about_once() {
    let salon = Salon::open(Filled::Demo).await;
    let category = salon
        .texts("select category from finance_category where kind = 'expense' order by category")
        .remove(0);
    let rent = |old: bool| {
        json!({
            "kind": "expense", "account": "bank", "category": category, "amount_minor": 5_000_000,
            "day": "2020-01-01", "old": old,
        })
    };
    let refused = salon.owner().post("/p/finance/operations", rent(false)).await.refused(422);
    assert!(refused["errors"]["day"].is_string() && refused["errors"]["old"].is_string(), "{refused}");
    let written = |salon: &Salon| {
        salon.number("select count(*) from finance_entry where day = '2020-01-01' and period = '2020-01'")
    };
    assert_eq!(written(&salon), 0);
    salon.owner().post("/p/finance/operations", rent(true)).await.refused(201);
    assert_eq!(written(&salon), 1);
}

/// R-F4: the count of a tender's bills in a shift; R-F3: the form of a refund says the sum before it is given.
#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_foreseen_and_is_no_bill_of_the_shift() {
    let salon = Salon::open(Filled::Demo).await;
    let (owner, (what, _)) = (salon.owner(), service(&salon));
    let sale = json!({ "items": [{ "what": what, "quantity": 2 }], "tender": "cash" });
    let paid = owner.post("/p/finance/bills", sale).await.refused(201);
    let bill = paid["bill_id"].as_str().expect("an id").to_owned();
    let shift =
        salon.texts(&format!("select shift_id from finance_bill_tender where bill_id = '{bill}'")).remove(0);
    let bills = async || {
        let shift = owner.get(&format!("/p/finance/shifts/{shift}")).await.ok();
        let all = shift["tenders"].as_array().expect("tenders").iter();
        all.map(|one| number(one, "count")).sum::<i64>()
    };
    let before = bills().await;
    let line = salon
        .texts(&format!("select bill_line_id from finance_bill_line where bill_id = '{bill}'"))
        .remove(0);
    let form = async |quantity: &str| {
        let path = format!(
            "/p/finance/bills/{bill}/refund?lines[0][bill_line_id]={line}&lines[0][quantity]={quantity}"
        );
        number(&owner.get(&path).await.ok(), "sum_minor")
    };
    let sum = number(&paid, "paid_minor");
    let all = owner.get(&format!("/p/finance/bills/{bill}/refund")).await.ok();
    assert_eq!(number(&all, "sum_minor"), sum, "everything that is left");
    assert_eq!((form("2").await, form("0").await, form("").await), (sum, 0, 0));
    let half = form("1").await;
    let one = json!({ "lines": [{ "bill_line_id": line, "quantity": 1 }] });
    let given = owner.post(&format!("/p/finance/bills/{bill}/refunds"), one).await.ok();
    assert_eq!(number(&given, "refunded_minor"), half, "what was foreseen was given");
    assert_eq!(bills().await, before, "a refund is no bill");
}
