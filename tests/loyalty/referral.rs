//! Who recommends a friend is rewarded for the friend's first paid visit, and not for what they only bought.

use std::time::{Duration, Instant};

use pardoz_tests::salon::Engine;
use pardoz_tests::studio::Studio;
use serde_json::json;

use super::desk::{Desk, SOM};

async fn becomes(desk: &Desk, friend: &str, state: &str, bills: i64) {
    let began = Instant::now();
    let settled = format!("select count(*) from loyalty_payment where client_id = '{friend}'");
    while desk.salon.number(&settled) != bills {
        assert!(began.elapsed() < Duration::from_secs(60), "loyalty never hears: {}", desk.salon.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let read = format!("select state from loyalty_referral where friend_client_id = '{friend}'");
    assert_eq!(desk.salon.texts(&read), [state]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_friend_who_only_bought_a_certificate_has_not_been_here_yet() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let studio = Studio::open(&desk.owner, "Referral", None, desk.day.clone()).await;
        let (referrer, friend) =
            (desk.client("Olga", "+998901112255").await, desk.client("Nodira", "+998901112266").await);
        desk.give_points(&referrer, 100).await;
        let code = desk.card(&referrer).await["card_code"].as_str().expect("a card").to_owned();
        let path = format!("/p/loyalty/clients/{friend}/referral");
        let noted = desk.owner.post(&path, json!({ "card_code": code })).await;
        assert!(noted.status.is_success() || noted.status.is_redirection(), "{}", noted.text);
        let bill = |what: String, som: i64| {
            json!({
                "branch": studio.branch_id, "client_id": friend, "tender": "card",
                "items": [{ "what": what, "price_minor": som * SOM }],
            })
        };
        let bought = bill("certificate:certificate".into(), 200_000);
        desk.owner.post("/p/finance/bills", bought).await.refused(201);
        becomes(&desk, &friend, "pending", 1).await;
        let served = bill(format!("service:{}", studio.service_id), 150_000);
        desk.owner.post("/p/finance/bills", served).await.refused(201);
        becomes(&desk, &friend, "rewarded", 2).await;
        assert_eq!(desk.card(&referrer).await["balance"], json!(30_100), "{engine:?}");
        assert_eq!(desk.broken().await, Vec::<String>::new());
    }
}

/// A first visit that is paid days later is still the first: its own appointment is none that came before.
#[tokio::test(flavor = "multi_thread")]
async fn a_first_visit_counts_whenever_it_is_paid_and_a_second_one_never_does() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let studio = Studio::open(&desk.owner, "Later", None, desk.day.clone()).await;
        let referrer = desk.client("Olga", "+998901112255").await;
        desk.give_points(&referrer, 100).await;
        let card = desk.card(&referrer).await["card_code"].clone();
        desk.code(json!({ "code": "FIRST10", "kind": "percent", "percent": 10, "first_visit": true })).await;
        // One comes for the first time, the other was here a week before.
        for (name, phone, hours, came, state) in [
            ("Nodira", "+998901112266", ["11:00", "12:00"], false, "rewarded"),
            ("Zuhra", "+998901112277", ["14:00", "15:00"], true, "refused"),
        ] {
            let friend = desk.client(name, phone).await;
            let path = format!("/p/loyalty/clients/{friend}/referral");
            let noted = desk.owner.post(&path, json!({ "card_code": card })).await;
            assert!(noted.status.is_success() || noted.status.is_redirection(), "{}", noted.text);
            let mut visits = Vec::new();
            for (hour, days) in hours.iter().zip([3, 10]).take(1 + usize::from(came)) {
                let mut booking = studio.booking(&friend, hour);
                booking["bypass"] = json!(true);
                let booked = desk.owner.post("/p/booking/appointments", booking).await.refused(201);
                let visit = booked["appointment_id"].as_str().expect("an id").to_owned();
                for step in ["arrived", "in_service", "completed"] {
                    let path = format!("/p/booking/appointments/{visit}/state");
                    desk.owner.post(&path, json!({ "state": step })).await.ok();
                }
                let back = days * 24 * 3_600_000_i64;
                desk.salon.execute(&format!(
                    "update booking_appointment set start_at = start_at - {back}, end_at = end_at - {back} \
                     where appointment_id = '{visit}'"
                ));
                visits.push(visit);
            }
            let mut bill = desk.bill(Some(&friend), &[150_000]);
            bill["appointment_id"] = json!(visits[0]);
            bill["code"] = json!("FIRST10");
            let quote = desk.quote(&bill).await;
            let due = if came { 150_000 } else { 135_000 };
            assert_eq!(quote["due_minor"], json!(due * SOM), "{engine:?}: {name}: {quote}");
            bill["code"] = json!(null);
            let held = desk.reserve(&bill).await.ok();
            let mut paid = desk.paid(&bill, &held);
            paid["appointment_id"] = json!(visits[0]);
            desk.tell_bill("paid", &paid).await;
            becomes(&desk, &friend, state, 1).await;
        }
        assert_eq!(desk.broken().await, Vec::<String>::new(), "{engine:?}");
    }
}
