//! Money is on paper when it comes and off it when it goes: an advance, a kept fee, each payment of a debt, and their
//! returns. What the provider holds sums to what the salon has, and nothing is on two receipts.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::studio::Studio;
use pardoz_tests::till::{account, number};
use serde_json::{Value as Json, json};

use crate::ofd::{Issued, Ofd};
use crate::shop::{open_as, set_code, set_up, settled};

const SOM: i64 = 100;
const HOUR_MS: i64 = 3_600_000;
const PRICE: i64 = 200_000 * SOM;
const DEPOSIT: i64 = 60_000 * SOM;

struct House {
    salon: Salon,
    browser: Visitor,
    owner: Person,
    studio: Studio,
    ofd: Ofd,
}

impl House {
    async fn open(engine: Engine) -> Option<Self> {
        let ofd = Ofd::open().await;
        let (salon, browser) = open_as(engine, &ofd, Filled::Empty).await?;
        let owner = salon.owner();
        let studio = Studio::open(&owner, "Receipts", None, pardoz_tests::diary::business_day()).await;
        salon.execute(&format!("update salon_service set price_minor = {PRICE}"));
        let policy = json!({ "cancel_policy": "moderate", "deposit_percent": 30 });
        owner.post("/admin/plugins/booking/settings", policy).await.ok();
        set_code(&owner, "service").await;
        Some(Self { salon, browser, owner, studio, ofd })
    }

    /// A visit that begins after so many milliseconds.
    async fn visit(&self, after_ms: i64) -> String {
        let at = (jiff::Timestamp::now().as_millisecond() + after_ms + 59_999) / 60_000 * 60_000;
        let mut booking = self.studio.booking(&self.owner.newcomer().await, "12:00");
        booking["start"] = json!(jiff::Timestamp::from_millisecond(at).expect("near").to_string());
        booking["services"][0]["staff_id"] = json!(self.studio.staff_id);
        booking["bypass"] = json!(true);
        text(&self.owner.post("/p/booking/appointments", booking).await.refused(201), "appointment_id")
    }

    async fn pay_in(&self, visit: &str, amount: i64) {
        let paid = json!({ "appointment_id": visit, "amount_minor": amount, "tender": "card" });
        self.owner.post("/p/finance/deposits", paid).await.refused(201);
    }

    async fn pay(&self, visit: &str) -> Json {
        let bill = json!({ "appointment_id": visit, "tender": "card" });
        self.owner.post("/p/finance/bills", bill).await.refused(201)
    }

    async fn heard(&self) {
        let (open, began) = ("select count(*) from host_delivery where state <> 'done'", Instant::now());
        while self.salon.number(open) > 0 {
            assert!(began.elapsed() < Duration::from_secs(60), "not heard: {}", self.salon.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until so many receipts are there and issued; the last of them.
    async fn issued(&self, count: usize) -> Issued {
        self.heard().await;
        settled(&self.owner, count).await;
        let all = self.ofd.issued();
        assert_eq!((all.len(), self.ofd.complaints()), (count, Vec::new()), "{all:#?}");
        all.into_values().next_back().expect("a receipt")
    }

    /// What the provider's book and the salon's money differ by, and what stands on paper twice.
    fn faults(&self) -> Vec<String> {
        let mut faults = self.ofd.complaints();
        let issued = self.ofd.issued();
        let on_paper: i64 =
            issued.values().map(|one| if one.is_return() { -one.received() } else { one.received() }).sum();
        let money = account(&self.salon, "acquiring") + account(&self.salon, "cash:%");
        if on_paper != money {
            faults.push(format!("{on_paper} is on paper, the salon has {money}"));
        }
        faults
    }

    /// Tells the module everything again that finance told of this kind.
    async fn tell_again(&self, topic: &str, handler: &str) {
        static TIMES: AtomicU64 = AtomicU64::new(1);
        let again = format!("again-{}-", TIMES.fetch_add(1, Ordering::SeqCst));
        self.salon.execute(&format!(
            "insert into host_event (event_id, source, topic, ordering_key, payload, occurred_at, cause_id, cause_depth) \
             select '{again}' || event_id, source, topic, ordering_key, payload, occurred_at, null, 0 from host_event \
             where topic = '{topic}' and event_id not like 'again-%'; \
             insert into host_delivery (delivery_id, event_id, subscriber, handler, ordering_key, position, strict, state, attempts, next_at) \
             select e.event_id, e.event_id, 'fiscal', '{handler}', e.ordering_key, (select max(position) from host_delivery) \
               + (select count(*) from host_event o where o.event_id like '{again}%' and o.event_id <= e.event_id), \
               0, 'pending', 0, 0 \
             from host_event e where e.event_id like '{again}%'"
        ));
        self.heard().await;
    }
}

#[track_caller]
fn text(answer: &Json, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name} in {answer}")).to_owned()
}

/// A deposit when it is taken, the sale that names it, and both ways back.
async fn a_deposit_is_on_paper_when_it_comes_and_the_sale_names_it(engine: Engine) {
    let Some(house) = House::open(engine).await else { return };
    let visit = house.visit(-2 * HOUR_MS).await;
    house.pay_in(&visit, DEPOSIT).await;
    let advance = house.issued(1).await;
    assert_eq!((advance.kind(), advance.received(), advance.contract()), (1, DEPOSIT, &*visit));
    let bill = text(&house.pay(&visit).await, "bill_id");
    let sale = house.issued(2).await;
    assert_eq!((sale.kind(), sale.received(), sale.other()), (0, PRICE - DEPOSIT, DEPOSIT));
    assert_eq!(sale.contract(), visit, "the sale names the advance it sets off");
    assert_eq!(house.faults(), Vec::<String>::new());
    // Told twice, nothing is on paper twice.
    house.tell_again("finance.deposit.moved", "deposit-moved").await;
    house.tell_again("finance.bill.paid", "bill-paid").await;
    house.issued(2).await;
    // The bill goes back: the sale's money by its return; the advance stands until it goes back itself.
    house.owner.post(&format!("/p/finance/bills/{bill}/refunds"), json!({})).await.ok();
    let back = house.issued(3).await;
    assert!(back.is_return() && back.request["RefundInfo"]["FiscalSign"] == sale.sign(), "{back:?}");
    assert_eq!((back.received(), back.other()), (PRICE - DEPOSIT, DEPOSIT));
    assert_eq!(house.faults(), Vec::<String>::new());
    house.owner.post(&format!("/p/finance/deposits/{visit}/return"), json!({})).await.ok();
    let back = house.issued(4).await;
    assert_eq!((back.is_return(), back.kind(), back.received()), (true, 1, DEPOSIT));
    assert_eq!(back.request["RefundInfo"]["FiscalSign"], advance.sign());
    house.tell_again("finance.deposit.moved", "deposit-moved").await;
    house.tell_again("finance.bill.refunded", "bill-refunded").await;
    house.issued(4).await;
    assert_eq!(house.faults(), Vec::<String>::new());
    // Control: one receipt more is seen.
    house.salon.execute(&format!(
        "update fiscal_receipt set number = number + 1, state = 'queued', attempts = 0, qr_url = null \
         where purpose = 'advance' and kind = 'sale' and holder_id = '{visit}'"
    ));
    let id = house
        .salon
        .texts("select receipt_id from fiscal_receipt where purpose = 'advance' and kind = 'sale'")
        .remove(0);
    house.owner.post(&format!("/p/fiscal/receipts/{id}/send"), json!({})).await.ok();
    settled(&house.owner, 4).await;
    assert!(!house.faults().is_empty(), "the checker must notice");
}

/// R-B9: what is kept is a sale that the advance pays; taken back, it is an advance again; the rest goes back.
async fn a_kept_fee_is_a_sale_that_the_advance_pays(engine: Engine) {
    let Some(house) = House::open(engine).await else { return };
    let visit = house.visit(3 * HOUR_MS).await;
    house.pay_in(&visit, 100_000 * SOM).await;
    house.issued(1).await;
    let cancel = format!("/p/booking/appointments/{visit}/cancel");
    let cancelled = house.owner.post(&cancel, json!({ "by": "client" })).await.ok();
    let fee = house.issued(2).await;
    assert_eq!((fee.kind(), fee.received(), fee.other(), fee.contract()), (0, 0, DEPOSIT, &*visit));
    assert_eq!(house.faults(), Vec::<String>::new());
    // The visit stands again, is cancelled once more, and the rest goes back.
    let undo = json!({ "change_id": text(&cancelled, "change_id") });
    house.owner.post(&format!("/p/booking/appointments/{visit}/undo"), undo).await.ok();
    let undone = house.issued(3).await;
    assert_eq!((undone.is_return(), undone.received(), undone.other()), (true, 0, DEPOSIT));
    assert_eq!(undone.request["RefundInfo"]["FiscalSign"], fee.sign());
    house.owner.post(&cancel, json!({ "by": "client" })).await.ok();
    house.issued(4).await;
    house.owner.post(&format!("/p/finance/deposits/{visit}/return"), json!({})).await.ok();
    let back = house.issued(5).await;
    assert_eq!((back.is_return(), back.kind(), back.received()), (true, 1, 40_000 * SOM));
    assert_eq!((account(&house.salon, "acquiring"), house.faults()), (DEPOSIT, Vec::new()));
    house.tell_again("finance.deposit.moved", "deposit-moved").await;
    house.issued(5).await;
    // What a client pays in for anything is an advance too.
    let client = house.owner.newcomer().await;
    let operation = |kind: &str, sum: i64| {
        json!({ "kind": kind, "account": "acquiring", "client_id": client, "amount_minor": sum,
                "branch": house.studio.branch_id })
    };
    house.owner.post("/p/finance/operations", operation("advance", DEPOSIT)).await.refused(201);
    let advance = house.issued(6).await;
    assert_eq!((advance.kind(), advance.received(), advance.contract()), (1, DEPOSIT, &*client));
    house.owner.post("/p/finance/operations", operation("advance_back", 20_000 * SOM)).await.refused(201);
    let back = house.issued(7).await;
    assert_eq!((back.is_return(), back.received()), (true, 20_000 * SOM));
    assert_eq!(house.faults(), Vec::<String>::new());
}

/// Each payment of a debt has its receipt as it comes; what goes back goes back on the receipt it came by.
async fn each_payment_of_a_debt_has_its_receipt(engine: Engine) {
    let Some(house) = House::open(engine).await else { return };
    let owner = &house.owner;
    let items = json!([{ "what": format!("service:{}", house.studio.service_id), "quantity": 2 }]);
    let sale = json!({
        "client_id": owner.newcomer().await, "items": items, "debt": true, "branch": house.studio.branch_id,
    });
    let sold = owner.post("/p/finance/bills", sale).await.refused(201);
    assert_eq!(number(&sold, "due_minor"), 2 * PRICE);
    let bill = text(&sold, "bill_id");
    let first = house.issued(1).await;
    assert_eq!((first.kind(), first.received(), first.other()), (0, 0, 2 * PRICE));
    // One of the two goes back before anything is paid.
    let lines =
        house.salon.texts(&format!("select bill_line_id from finance_bill_line where bill_id = '{bill}'"));
    let back = json!({ "lines": [{ "bill_line_id": lines[0], "quantity": 1 }] });
    owner.post(&format!("/p/finance/bills/{bill}/refunds"), back).await.ok();
    assert_eq!(house.issued(2).await.received(), 0);
    let payments = format!("/p/finance/bills/{bill}/payments");
    owner.post(&payments, json!({ "tender": "card", "amount_minor": DEPOSIT })).await.ok();
    let part = house.issued(3).await;
    assert_eq!((part.kind(), part.received(), part.other()), (2, DEPOSIT, PRICE - DEPOSIT));
    assert_eq!(part.request["SaleReceiptInfo"]["FiscalSign"], first.sign());
    owner.post(&payments, json!({ "tender": "cash" })).await.ok();
    let rest = house.issued(4).await;
    assert_eq!((rest.kind(), rest.received()), (2, PRICE - DEPOSIT));
    house.tell_again("finance.bill.repaid", "bill-repaid").await;
    house.issued(4).await;
    assert_eq!(house.faults(), Vec::<String>::new());
    // Everything else goes back: the goods on the sale's return, the money on those of its payments.
    owner.post(&format!("/p/finance/bills/{bill}/refunds"), json!({})).await.ok();
    house.issued(7).await;
    house.tell_again("finance.bill.refunded", "bill-refunded").await;
    house.issued(7).await;
    let of = |sign: &str| -> i64 {
        let issued = house.ofd.issued();
        let own = issued.values().filter(|one| one.request["RefundInfo"]["FiscalSign"] == *sign);
        own.map(Issued::received).sum()
    };
    assert_eq!((of(first.sign()), of(part.sign()), of(rest.sign())), (0, DEPOSIT, PRICE - DEPOSIT));
    assert_eq!(house.faults(), Vec::<String>::new());
}

/// A deposit from before receipts were sent stands on its sale as money; one that is told of after its sale too, and has
/// no receipt of its own then.
async fn a_deposit_is_on_one_receipt_in_whatever_order_it_is_told(engine: Engine) {
    let Some(house) = House::open(engine).await else { return };
    set_up(&house.browser, false).await;
    let before = house.visit(-2 * HOUR_MS).await;
    house.pay_in(&before, DEPOSIT).await;
    house.heard().await;
    set_up(&house.browser, true).await;
    house.pay(&before).await;
    let sale = house.issued(1).await;
    assert_eq!((sale.received(), sale.other(), sale.contract()), (PRICE, 0, ""));
    // The module is off; when it is on again it hears of the sale first.
    house.browser.post("/admin/plugins/fiscal/disable", &[]).await;
    let visit = house.visit(-4 * HOUR_MS).await;
    house.pay_in(&visit, DEPOSIT).await;
    house.pay(&visit).await;
    let told_at = |at: i64| {
        house.salon.execute(&format!(
            "update host_delivery set next_at = {at} where subscriber = 'fiscal' and handler = 'deposit-moved' and state <> 'done'"
        ));
    };
    told_at(i64::MAX);
    house.browser.post("/admin/plugins/fiscal/enable", &[]).await;
    settled(&house.owner, 2).await;
    told_at(0);
    house.heard().await;
    house.issued(2).await;
    assert_eq!(house.salon.number("select count(*) from fiscal_receipt where state = 'void'"), 1);
    assert_eq!(house.faults(), Vec::<String>::new());
}

pardoz_tests::on_both!(
    a_deposit_is_on_paper_when_it_comes_and_the_sale_names_it,
    a_kept_fee_is_a_sale_that_the_advance_pays,
    each_payment_of_a_debt_has_its_receipt,
    a_deposit_is_on_one_receipt_in_whatever_order_it_is_told,
);
