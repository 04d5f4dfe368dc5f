//! The owner switches a module off: it is gone, the others go on. Switched on again, everything is back.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::{Filled, Salon};

#[tokio::test(flavor = "multi_thread")]
async fn booking_off_is_gone_within_a_second_and_on_again_with_its_data() {
    let salon = Salon::open(Filled::Demo).await;
    let (owner, browser) = (salon.owner(), Visitor::sign_in(&salon.base).await);
    let (client, opening) = (owner.newcomer().await, owner.openings(1).await.remove(0));
    let booked = owner.book(&client, &opening).await.refused(201);
    let page = format!("/p/booking/appointments/{}", booked["appointment_id"].as_str().expect("an id"));
    owner.get(&page).await.ok();
    assert!(browser.get("/").await.1.contains("/p/booking/"), "the navigation shows booking");

    let began = std::time::Instant::now();
    browser.post("/admin/plugins/booking/disable", &[]).await;
    let gone = owner.get("/p/booking/schedule").await;
    assert!(matches!(gone.status.as_u16(), 404 | 503), "{}", gone.text);
    assert!(!browser.get("/").await.1.contains("/p/booking/"), "the navigation still shows booking");
    assert!(began.elapsed().as_secs_f64() < 5.0, "switching off took {:?}", began.elapsed());
    owner.get("/p/clients/clients").await.ok();
    owner.get("/p/salon/services").await.ok();
    owner.get(&format!("/p/clients/clients/{client}")).await.ok();

    browser.post("/admin/plugins/booking/enable", &[]).await;
    owner.get(&page).await.ok();
    owner.book(&owner.newcomer().await, &opening).await.refused(409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_module_that_others_require_says_so_instead_of_breaking_them() {
    let salon = Salon::open(Filled::Demo).await;
    let owner = salon.owner();
    let browser = Visitor::sign_in(&salon.base).await;
    for module in ["clients", "salon"] {
        let (status, _) = browser.try_post(&format!("/admin/plugins/{module}/disable"), &[]).await;
        // Whatever was decided, the schedule answers or is honestly off; it never breaks.
        let schedule = owner.get("/p/booking/schedule").await;
        assert!(matches!(schedule.status.as_u16(), 200 | 404 | 503), "{module} {status}: {}", schedule.text);
        browser.try_post(&format!("/admin/plugins/{module}/enable"), &[]).await;
        browser.try_post("/admin/plugins/booking/enable", &[]).await;
        owner.get("/p/booking/schedule").await.ok();
    }
}
