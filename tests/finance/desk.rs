//! R-F4: shifts and what lies in the desks.

use pardoz_tests::salon::{Filled, Salon};
use serde_json::json;

use crate::till::{account, faults, number};

#[tokio::test(flavor = "multi_thread")]
async fn r_f4_a_blind_count_posts_what_is_missing_and_the_owner_can_take_it_back() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let desk = owner.post("/p/finance/desks", json!({ "name": "Front" })).await.refused(201);
    let desk = desk["desk_id"].as_str().expect("an id").to_owned();
    let open = format!("/p/finance/desks/{desk}/shifts");
    let shift = owner.post(&open, json!({ "counted_minor": 20_000_000 })).await.refused(201);
    owner.post(&open, json!({})).await.refused(409);
    let shift = shift["shift_id"].as_str().expect("an id").to_owned();
    let cash = format!("cash:{desk}");
    let rent =
        json!({ "kind": "expense", "account": cash, "amount_minor": 5_000_000, "category": "household" });
    owner.post("/p/finance/operations", rent).await.refused(201);
    let close = format!("/p/finance/shifts/{shift}/close");
    let closed = owner.post(&close, json!({ "counted_minor": 14_500_000 })).await.ok();
    assert_eq!(
        (number(&closed, "expected_minor"), number(&closed, "difference_minor")),
        (15_000_000, -500_000)
    );
    assert_eq!((account(&salon, &cash), account(&salon, "over_short")), (14_500_000, 500_000));
    owner.post(&close, json!({ "counted_minor": 1 })).await.refused(409);
    // Found behind the drawer: the owner reopens, the closed shift stays as it was.
    let again = owner.post(&format!("/p/finance/shifts/{shift}/reopen"), json!({})).await.refused(201);
    assert_eq!((account(&salon, &cash), account(&salon, "over_short")), (15_000_000, 0));
    let kept = salon.number(&format!("select counted_minor from finance_shift where shift_id = '{shift}'"));
    assert_eq!(kept, 14_500_000);
    let second = format!("/p/finance/shifts/{}/close", again["shift_id"].as_str().expect("an id"));
    let closed = owner.post(&second, json!({ "counted_minor": 15_000_000 })).await.ok();
    assert_eq!(number(&closed, "difference_minor"), 0);
    assert_eq!(faults(&salon), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn r_f1_a_transfer_between_two_desks_is_no_income() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let mut desks = Vec::new();
    for name in ["Front", "Back"] {
        let desk = owner.post("/p/finance/desks", json!({ "name": name })).await.refused(201);
        desks.push(format!("cash:{}", desk["desk_id"].as_str().expect("an id")));
    }
    let put_in = json!({ "kind": "owner_in", "account": desks[0], "amount_minor": 30_000_000 });
    owner.post("/p/finance/operations", put_in).await.refused(201);
    let over = json!({ "kind": "transfer", "account": desks[0], "account_to": desks[1], "amount_minor": 10_000_000 });
    owner.post("/p/finance/operations", over).await.refused(201);
    assert_eq!((account(&salon, &desks[0]), account(&salon, &desks[1])), (20_000_000, 10_000_000));
    let report = owner.get("/p/finance/reports").await.ok();
    assert_eq!((number(&report, "income_minor"), number(&report, "cash_in_minor")), (0, 30_000_000));
    let more =
        json!({ "kind": "expense", "account": desks[1], "amount_minor": 10_000_100, "category": "other" });
    let refused = owner.post("/p/finance/operations", more).await.refused(422);
    assert!(refused["errors"]["amount_minor"].is_string(), "{refused}");
    let nowhere =
        json!({ "kind": "expense", "account": "cash:nowhere", "amount_minor": 100, "category": "other" });
    owner.post("/p/finance/operations", nowhere).await.refused(422);
    assert_eq!(faults(&salon), Vec::<String>::new());
}
