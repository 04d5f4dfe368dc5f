//! A client pays in without a visit or a bill in mind: a receptionist takes it, only who may refund gives it back, and
//! every list of money says whose it is (R-F2).

use pardoz_tests::on_both;
use pardoz_tests::person::Visitor;
use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::deposit::{HOUR_MS, House, SOM, text};
use crate::till::{account, faults, number};

on_both!(a_receptionist_takes_an_advance_and_the_manager_gives_it_back, lists_of_money_name_the_client);

async fn a_receptionist_takes_an_advance_and_the_manager_gives_it_back(engine: Engine) {
    let Some(house) = House::open(engine, 100_000, "moderate", 30).await else { return };
    let salon = &house.salon;
    let client =
        text(&house.owner.new_client("Zarina", "Aliyeva", "+998901234599").await.refused(201), "client_id");
    let branch = &house.studio.branch_id;
    let desk = salon.somebody("receptionist", &[branch]).await;
    let manager = salon.somebody("manager", &[branch]).await;
    let body =
        |tender: &str, som: i64| json!({ "client_id": client, "tender": tender, "amount_minor": som * SOM });
    let told = |kind: &str| {
        salon.texts(&format!(
            "select payload from host_event where topic = 'finance.deposit.moved' and payload like '%\"kind\":\"{kind}\"%' order by 1"
        ))
    };
    // Any way of paying at the desk.
    for (tender, som, on) in [
        ("cash", 40_000, "cash:%"),
        ("card", 30_000, "acquiring"),
        ("transfer", 5_000, "bank"),
        ("uzum", 1_000, "uzum"),
    ] {
        let taken = desk.person.post("/p/finance/advances", body(tender, som)).await.refused(201);
        assert_eq!(taken["client_id"], json!(client));
        assert_eq!(account(salon, on), som * SOM, "{tender}");
    }
    assert_eq!(account(salon, "advances"), -76_000 * SOM);
    // As the manager's own operation tells it: fiscal receipts hang on this.
    let same = json!({ "kind": "advance", "account": "bank", "amount_minor": 24_000 * SOM, "client_id": client, "branch": branch });
    house.owner.post("/p/finance/operations", same).await.refused(201);
    let heard: Vec<Json> = told("taken").iter().map(|one| serde_json::from_str(one).expect("JSON")).collect();
    assert_eq!(heard.len(), 5, "each once: {heard:?}");
    let keys = |one: &Json| one.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    for one in &heard {
        assert_eq!(keys(one), keys(&heard[0]), "{one}");
        assert_eq!((&one["client_id"], &one["branch_id"]), (&json!(client), &json!(branch)), "{one}");
        assert!(one["appointment_id"].is_null() && one["held_minor"].is_null(), "{one}");
    }
    let mut sums: Vec<(&str, i64)> = heard
        .iter()
        .map(|one| (one["tender"].as_str().expect("a tender"), number(one, "amount_minor") / SOM))
        .collect();
    sums.sort_unstable();
    assert_eq!(
        sums,
        [("card", 30_000), ("cash", 40_000), ("transfer", 5_000), ("transfer", 24_000), ("uzum", 1_000)]
    );
    // A slip is named at its field; nobody's advance is none.
    for (wrong, at) in [
        (json!({ "tender": "cash", "amount_minor": 100 }), "client_id"),
        (json!({ "client_id": client, "tender": "debt", "amount_minor": 100 }), "tender"),
        (json!({ "client_id": client, "amount_minor": 0 }), "amount_minor"),
    ] {
        let refused = desk.person.post("/p/finance/advances", wrong).await.refused(422);
        assert!(refused["errors"][at].is_string(), "{refused}");
    }
    // Giving it back is for those who may refund.
    desk.person.post("/p/finance/advances/back", body("card", 1_000)).await.refused(403);
    assert_eq!(desk.person.get("/p/finance/advances/back").await.status, 403);
    let much = manager.person.post("/p/finance/advances/back", body("card", 100_001)).await.refused(422);
    assert!(much["errors"]["amount_minor"].is_string(), "{much}");
    let empty = manager.person.post("/p/finance/advances/back", body("cash", 41_000)).await.refused(422);
    assert!(empty["errors"]["amount_minor"].is_string(), "no more cash than there is: {empty}");
    let back = manager.person.post("/p/finance/advances/back", body("cash", 10_000)).await.refused(201);
    assert_eq!(number(&back, "held_minor"), 90_000 * SOM);
    assert_eq!(told("returned").len(), 1);
    assert_eq!(account(salon, "cash:%"), 30_000 * SOM);
    // The rest pays at the checkout, as before.
    let service = format!("service:{}", house.studio.service_id);
    let bill = json!({
        "client_id": client, "items": [{ "what": service }], "tender": "card",
        "split": [{ "tender": "advance", "amount_minor": 90_000 * SOM }],
    });
    desk.person.post("/p/finance/bills", bill).await.refused(201);
    assert_eq!(account(salon, "advances"), 0);
    assert_eq!(faults(salon), Vec::<String>::new());
    // From the client's card, in a browser.
    let page = Visitor::sign_in_as(&salon.base, &desk.login).await;
    let panel = format!("/panel/finance/client-money?c=%7B%22client_id%22%3A%22{client}%22%7D");
    let (_, html) = page.get(&panel).await;
    assert!(
        html.contains("/p/finance/advances/new?client_id=") && !html.contains("/advances/back"),
        "{html}"
    );
    let form = format!("/p/finance/advances/new?client_id={client}");
    let fields = [("client_id", client.as_str()), ("amount_minor", "7 000"), ("tender", "cash")];
    let (status, html) = page.send_from(&form, "/p/finance/advances", &fields).await;
    assert_eq!(status, 303, "{html}");
    assert_eq!(account(salon, "advances"), -7_000 * SOM);
}

async fn lists_of_money_name_the_client(engine: Engine) {
    let Some(house) = House::open(engine, 100_000, "moderate", 30).await else { return };
    let visit = house.visit(HOUR_MS * 30).await;
    let whose = house.salon.texts(&format!(
        "select c.display_name from booking_appointment a join clients_client c on c.client_id = a.client_id \
         where a.appointment_id = '{visit}'"
    ));
    let visitor = whose.first().expect("the visit is somebody's").clone();
    let deposit = json!({ "appointment_id": visit, "amount_minor": 30_000 * SOM, "tender": "card" });
    house.owner.post("/p/finance/deposits", deposit).await.refused(201);
    let client =
        text(&house.owner.new_client("Zarina", "Aliyeva", "+998901234599").await.refused(201), "client_id");
    let branch = &house.studio.branch_id;
    let body = |som: i64| json!({ "client_id": client, "tender": "card", "amount_minor": som * SOM, "branch": branch });
    house.owner.post("/p/finance/advances", body(20_000)).await.refused(201);
    house.owner.post("/p/finance/advances/back", body(5_000)).await.refused(201);
    let journal = house.owner.get(&format!("/p/finance/journal?branch={branch}")).await.ok();
    let mut rows: Vec<(String, i64)> = journal["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (text(row, "client"), number(row, "amount_minor") / SOM))
        .collect();
    rows.sort_unstable();
    let mut expected = [
        (visitor.clone(), 30_000),
        ("Zarina Aliyeva".to_owned(), 20_000),
        ("Zarina Aliyeva".to_owned(), -5_000),
    ];
    expected.sort_unstable();
    assert_eq!(rows, expected, "each row once: {journal}");
    // The file of the same list, and the page.
    let file = house.owner.get(&format!("/export/p/finance/journal?branch={branch}&as=csv")).await;
    assert!(file.status.is_success(), "{}", file.text);
    for name in [visitor.as_str(), "Zarina Aliyeva"] {
        assert!(file.text.contains(name), "{name}: {}", file.text);
        let (_, html) = Visitor::sign_in(&house.salon.base)
            .await
            .get(&format!("/p/finance/journal?branch={branch}"))
            .await;
        assert!(html.contains(name), "{name}: {html}");
    }
    // The client's card: what is held, and how it came and went; another client's is not there.
    let page = Visitor::sign_in(&house.salon.base).await;
    let panel = format!("/panel/finance/client-money?c=%7B%22client_id%22%3A%22{client}%22%7D");
    let (_, html) = page.get(&panel).await;
    for said in ["15,000", "20,000", "−5,000", "advances/back"] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(!html.contains("30,000"), "{html}");
}
