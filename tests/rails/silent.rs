//! R-K3 at the checkout: a provider's module that never answers. What is in hand is taken without it after half a second,
//! and its own way to pay is refused: whether that money is to be waited for or was seen arriving nobody knows.

use std::time::{Duration, Instant};

use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::{fixture, till};

use crate::desk;

/// Half a second for the offer, the rest for a busy machine; without the deadline the command would end at its own.
const SOON: Duration = Duration::from_secs(8);
/// More than the circuit lets fail before it pauses a module.
const TIMES: usize = 8;

/// What was paid in Payme without Payme's word: bills that are closed by it, though the desk never saw the money.
fn guesses(salon: &Salon) -> i64 {
    salon.number(
        "select count(*) from finance_bill b join finance_bill_tender t on t.bill_id = b.bill_id \
         where t.tender = 'payme' and t.reference is null and b.state = 'paid'",
    )
}

fn bills(salon: &Salon) -> i64 {
    salon.number("select count(*) from finance_bill")
}

async fn money_in_hand_is_taken_and_nothing_is_guessed(engine: Engine) {
    let _alone = crate::ALONE.lock().await;
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let owner = salon.owner();
    let browser = fixture::install(&salon, "mute").await;
    let before = guesses(&salon);
    // It is this module that is asked: as long as it answers, a bill in Payme waits for the client.
    desk::wait_for(&salon, "payme").await;

    browser.post("/admin/plugins/mute/settings", &[("silent", "on")]).await;
    let visits = till::with_visits(&salon).await;
    let began = Instant::now();
    till::pay(&owner, &visits[0], "cash").await.refused(201);
    let waited = began.elapsed();
    assert!(waited < SOON, "cash waited {waited:?} for a provider that never answers");
    for _ in 0..TIMES {
        let known = bills(&salon);
        let began = Instant::now();
        let refused = till::pay(&owner, &visits[1], "payme").await.refused(422);
        assert!(
            refused["errors"]["tender"].is_string() || refused.to_string().contains("tender"),
            "{refused}"
        );
        assert!(began.elapsed() < SOON, "refused after {:?}", began.elapsed());
        assert_eq!(bills(&salon), known, "a refusal writes nothing");
    }
    // By now the module is paused, which is another silence: still nothing is guessed, and the desk works.
    till::pay(&owner, &visits[2], "card").await.refused(201);
    owner.get(&format!("/p/finance/checkout?appointment_id={}", visits[1])).await.ok();
    assert_eq!(guesses(&salon), before);
    assert_eq!(till::faults(&salon), Vec::<String>::new());

    // Sabotage: the guard has nobody to ask. The same request is taken at its word, and the checker sees it.
    browser.post("/admin/plugins/mute/disable", &[]).await;
    till::pay(&owner, &visits[1], "payme").await.refused(201);
    assert_eq!(guesses(&salon), before + 1, "a bill paid by a guess must be noticed");
}

crate::on_both!(money_in_hand_is_taken_and_nothing_is_guessed);
