//! R-L2: levels are looked at once a month, on the first night the computer is on.

use std::time::{Duration, Instant};

use pardoz_tests::salon::Engine;

use super::desk::Desk;

/// Runs the night's work and everything it plans.
async fn night(desk: &Desk) {
    desk.salon.loyalty_night().await;
    let began = Instant::now();
    let waits = "select count(*) from host_job where plugin_id = 'loyalty' and job = 'levels'";
    while desk.salon.number(waits) > 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "the night never ends: {}", desk.salon.log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_l2_a_first_that_was_missed_is_made_up_for_once() {
    let _alone = super::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(desk) = Desk::open(engine).await else { continue };
        let client_id = desk.client("Lola", "+998901112233").await;
        desk.give_points(&client_id, 100).await;
        // Silver without a so'm paid in twelve months, and the grace is over; whatever day it is.
        let fallen = format!(
            "update loyalty_account set tier = 'silver', short_since = '2020-01-01' where client_id = '{client_id}'"
        );
        let tier = || {
            let read = format!("select tier from loyalty_account where client_id = '{client_id}'");
            desk.salon.texts(&read).remove(0)
        };
        desk.salon.execute(&fallen);
        night(&desk).await;
        assert_eq!(tier(), "bronze", "{engine:?}");
        // The next night of the same month leaves levels alone.
        desk.salon.execute(&fallen);
        night(&desk).await;
        assert_eq!(tier(), "silver", "{engine:?}: once a month");
        desk.salon.execute("update loyalty_clock set levels_day = '2020-01-01'");
        night(&desk).await;
        assert_eq!(tier(), "bronze", "{engine:?}: and again in the next");
    }
}
