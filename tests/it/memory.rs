//! Remembered pages are exact: whatever was changed, by whatever command, the next page shows it. Told by comparing
//! each page as it is kept with the same page under an address that nobody asked for before, and with the one
//! of a salon that was just started.

use pardoz_tests::person::Visitor;
use pardoz_tests::salon::{Filled, Salon};
use serde_json::json;

const STEPS: u64 = 12;

/// Some pages turn with the minute: what is compared must not stand on either side of it.
async fn within_a_minute(seconds: u64) {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    let left = 60 - now.as_secs() % 60;
    if left < seconds {
        tokio::time::sleep(std::time::Duration::from_secs(left + 1)).await;
    }
}

/// Pages of every module, most of them with panels of others.
async fn pages(salon: &Salon) -> Vec<String> {
    let client = salon.texts("select client_id from clients_client order by client_id limit 1").remove(0);
    let visit = salon
        .texts("select appointment_id from booking_appointment order by start_at desc limit 1")
        .remove(0);
    let day = salon.texts("select day from booking_appointment order by start_at desc limit 1").remove(0);
    vec![
        format!("/p/booking/schedule?day={day}"),
        "/p/booking/schedule?day=2026-01-05".to_owned(),
        format!("/p/booking/appointments/{visit}?a=1"),
        "/p/clients/clients?limit=20".to_owned(),
        format!("/p/clients/clients/{client}?a=1"),
        "/p/salon/services?a=1".to_owned(),
        "/p/salon/staff?a=1".to_owned(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remembered_page_never_shows_what_was_before_the_last_command() {
    let mut salon = Salon::open(Filled::Demo).await;
    let (owner, browser) = (salon.owner(), Visitor::sign_in(&salon.base).await);
    let (clients, openings) = (owner.clients().await, owner.openings(12).await);
    let pages = pages(&salon).await;
    for page in &pages {
        assert_eq!(browser.get(page).await.0, 200, "{page}");
    }
    let mut random = 20_261_122_u64;
    let mut asked_anew = 0;
    for step in 0..STEPS {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let pick = (random >> 33) as usize;
        match pick % 4 {
            0 => drop(owner.book(&clients[pick % clients.len()], &openings[pick % openings.len()]).await),
            1 => drop(owner.new_client(&format!("Anora{step}"), "Yangi", &format!("+99893{step:07}")).await),
            2 => {
                // A name that stands on lists, on cards and in the schedule.
                let body = json!({ "first_name": format!("Zilola{step}"), "last_name": "Karimova" });
                owner.post(&format!("/p/clients/clients/{}", clients[pick % clients.len()]), body).await;
            }
            // A setting that stands in no table of the module.
            _ => {
                let minutes = if step % 2 == 0 { "10" } else { "15" };
                browser.try_post("/admin/plugins/booking/settings", &[("slot_step", minutes)]).await;
                // The next page says once that it was saved.
                browser.get("/me").await;
            }
        }
        let starts_again = step % 6 == 5;
        within_a_minute(if starts_again { 35 } else { 15 }).await;
        let mut shown = Vec::new();
        for page in &pages {
            asked_anew += 1;
            let (_, remembered) = browser.whole(page).await;
            let (_, anew) = browser.whole(&format!("{page}&anew={asked_anew}")).await;
            let anew = anew.replace(&format!("&amp;anew={asked_anew}"), "");
            assert!(remembered == anew, "step {step}: {page} is remembered as it no longer is");
            shown.push(remembered);
        }
        // A salon that was started again remembers nothing at all.
        if starts_again {
            salon.kill();
            salon.start().await;
            for (page, remembered) in pages.iter().zip(shown) {
                let (_, anew) = browser.whole(page).await;
                assert!(remembered == anew, "step {step}: {page} was remembered as it no longer was");
            }
        }
    }
}
