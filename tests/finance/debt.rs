//! A sale on debt: goods, certificates and points go with the sale, what is earned on money comes with the money.

use pardoz_tests::salon::Engine;
use serde_json::{Value as Json, json};

use crate::shop::{SOM, Shop};

fn creams(shop: &Shop, pieces: i64) -> Json {
    json!([{ "what": format!("product:{}", shop.cream), "quantity": pieces }])
}

fn work(service: &str) -> Json {
    json!([{ "what": format!("service:{service}") }])
}

/// On debt, with so much by card now.
fn debt(som: i64) -> Json {
    let split = if som > 0 { json!([{ "tender": "card", "amount_minor": som * SOM }]) } else { json!([]) };
    json!({ "debt": true, "split": split })
}

async fn goods_leave_with_the_sale_and_once(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let bill = shop.sell(creams(&shop, 2), debt(0)).await;
    assert_eq!(shop.creams(), (23, 0), "{engine:?}: the shelf is lighter by two, and nothing is held");
    assert_eq!((shop.account("income.product"), shop.account("cost.goods")), (-100_000, 20_000), "R-F2");
    // Repaid in two goes: nothing leaves again, and points come with the money.
    assert_eq!(shop.earned(), 0, "nothing was paid");
    shop.repay(&bill, Some(40_000)).await;
    assert_eq!(shop.earned(), 1_200);
    let last = shop.repay(&bill, None).await;
    assert_eq!(last["state"], "paid");
    assert_eq!(shop.earned(), 3_000);
    assert_eq!((shop.creams(), shop.account("cost.goods")), ((23, 0), 20_000));
    shop.sound().await;
}

async fn a_refund_lowers_the_debt_first(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    // 4 b and c: two creams, 30 000 paid; one comes back: the debt falls by 50 000 and no money moves.
    let bill = shop.sell(creams(&shop, 2), debt(30_000)).await;
    assert_eq!(shop.earned(), 900);
    let back = shop.refund(&bill, 0, 1).await;
    assert_eq!(back["money_minor"], 0, "{back}");
    assert_eq!(
        (shop.creams(), shop.account("receivable"), shop.account("acquiring")),
        ((24, 0), 20_000, 30_000)
    );
    assert_eq!(shop.earned(), 900, "what was paid stays paid");
    // A form whose sum was emptied is asked for it: it is not the whole debt.
    let page = format!("/p/finance/bills/{bill}");
    let emptied =
        shop.owner.post(&format!("{page}/payments"), json!({ "tender": "card", "typed": true })).await;
    assert_eq!((emptied.status.as_u16(), shop.account("receivable")), (422, 20_000), "{}", emptied.text);
    // The bill says what went back; a quantity that cannot go back is told of while it is typed.
    let shown = shop.owner.get(&page).await.ok();
    assert_eq!(shown["lines"][0]["back_milli"], 1_000, "{shown}");
    assert_eq!(shown["refunds"][0]["amount_minor"], 50_000 * SOM, "{shown}");
    let line = shown["lines"][0]["bill_line_id"].as_str().expect("an id");
    for (typed, is_wrong) in [("-1", true), ("2", true), ("abc", true), ("1", false)] {
        let form = format!("{page}/refund?lines[0][bill_line_id]={line}&lines[0][quantity]={typed}");
        let form = shop.owner.get(&form).await.ok();
        assert_eq!(form["lines"][0]["is_wrong"], is_wrong, "{typed}: {form}");
    }
    shop.repay(&bill, None).await;
    assert_eq!((shop.creams(), shop.account("cost.goods"), shop.earned()), ((24, 0), 10_000, 1_500));
    shop.sound().await;
    // And the other: now there is only money to give.
    let back = shop.refund(&bill, 0, 1).await;
    assert_eq!(
        (back["money_minor"].as_i64(), back["state"].as_str()),
        (Some(50_000 * SOM), Some("refunded"))
    );
    assert_eq!((shop.creams(), shop.earned(), shop.account("acquiring")), ((25, 0), 0, 0));
    // Never more than was paid: 60 000 paid of 100 000, all comes back.
    let bill = shop.sell(creams(&shop, 2), debt(60_000)).await;
    let back = shop.refund_all(&bill).await;
    assert_eq!(
        (back["money_minor"].as_i64(), back["refunded_minor"].as_i64()),
        (Some(60_000 * SOM), Some(100_000 * SOM))
    );
    assert_eq!((shop.creams(), shop.earned(), shop.account("receivable")), ((25, 0), 0, 0), "4 a");
    // 4 d: twelve months of money are what was paid and not given back.
    assert_eq!(shop.salon.number("select coalesce(sum(money_minor), 0) from loyalty_payment"), 0);
    shop.sound().await;
}

async fn a_certificate_goes_back_as_it_was_taken(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    // 4 b: face 500 000, 200 000 used before; a bill on debt takes 100 000 of the 300 000.
    shop.certificate("DEBT-0001", 500_000).await;
    let (dear, cheap) = (shop.service(200_000).await, shop.service(150_000).await);
    let wish = json!({ "certificates": [{ "code": "DEBT-0001" }], "tender": "card" });
    shop.sell(work(&dear), wish).await;
    assert_eq!(shop.left_on_certificates(), 300_000);
    let mut wish = debt(0);
    wish["certificates"] = json!([{ "code": "DEBT-0001", "amount_minor": 100_000 * SOM }]);
    let bill = shop.sell(work(&cheap), wish).await;
    assert_eq!(
        (shop.left_on_certificates(), shop.account("receivable")),
        (200_000, 50_000),
        "spent with the sale"
    );
    let back = shop.refund_all(&bill).await;
    assert_eq!(back["money_minor"], 0, "{back}");
    assert_eq!((shop.left_on_certificates(), shop.account("receivable")), (300_000, 0));
    assert_eq!(shop.salon.number("select count(*) from loyalty_certificate_hold"), 0);
    shop.sound().await;
}

/// R-K3: the modules are off while all of it happens, and catch up.
async fn modules_that_were_off_catch_up(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    for module in ["loyalty", "inventory"] {
        shop.salon.switch(module, false).await;
    }
    let service = shop.service(100_000).await;
    let items = json!([{ "what": format!("service:{service}") }]);
    let owed = shop.try_sell(items, debt(40_000)).await.refused(201);
    let bill = crate::shop::text(&owed, "bill_id");
    let rest = json!({ "tender": "card" });
    shop.owner.post(&format!("/p/finance/bills/{bill}/payments"), rest).await.ok();
    assert_eq!(shop.earned(), 0);
    for module in ["loyalty", "inventory"] {
        shop.salon.switch(module, true).await;
    }
    shop.told().await;
    assert_eq!(shop.earned(), 3_000, "1 200 with the sale, 1 800 with the rest");
    assert_eq!(shop.salon.number("select count(*) from loyalty_payment"), 2);
    shop.sound().await;
}

async fn days_are_those_on_which_it_happens(engine: Engine) {
    let Some(shop) = Shop::open(engine).await else { return };
    let service = shop.service(100_000).await;
    let bill = shop.sell(work(&service), debt(0)).await;
    // R-L1: sold 200 days ago, repaid today: good for 180 days from now, from tomorrow on.
    let (then, today) = (pardoz_tests::diary::day_after(-200), shop.studio.day.clone());
    shop.salon.execute(&format!("update finance_bill set day = '{then}' where bill_id = '{bill}'"));
    shop.repay(&bill, None).await;
    let lots =
        shop.salon.texts("select usable_day || ' ' || expires_day from loyalty_lot where kind = 'earn'");
    let expected = format!("{} {}", pardoz_tests::diary::day_after(1), pardoz_tests::diary::day_after(180));
    assert_eq!(lots, [expected]);
    // R-F3: a certificate that ended meanwhile is good for 30 days from the day of the refund.
    shop.certificate("LATE-0001", 100_000).await;
    let wish = json!({ "certificates": [{ "code": "LATE-0001" }] });
    let bill = shop.sell(work(&service), wish).await;
    shop.salon.execute(&format!("update finance_bill set day = '{then}' where bill_id = '{bill}'"));
    shop.salon.execute(&format!(
        "update loyalty_certificate set expires_day = '{}'",
        pardoz_tests::diary::day_after(-40)
    ));
    shop.refund_all(&bill).await;
    let until = shop.salon.texts("select expires_day from loyalty_certificate");
    assert_eq!(until, [pardoz_tests::diary::day_after(30)]);
    let posted = shop.salon.texts("select day from loyalty_liability where kind = 'returned'");
    assert_eq!(posted, [today], "R-F1: in the month in which it was given back");
    shop.sound().await;
}

crate::on_both!(
    goods_leave_with_the_sale_and_once,
    a_refund_lowers_the_debt_first,
    a_certificate_goes_back_as_it_was_taken,
    modules_that_were_off_catch_up,
    days_are_those_on_which_it_happens,
);
