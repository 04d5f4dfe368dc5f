//! B3: what no-shows and late cancellations cost, through the door.

use pardoz_tests::salon::Engine;

use crate::deposit::{HOUR_MS, House, SOM};
use crate::till::number;

#[tokio::test(flavor = "multi_thread")]
async fn b3_ten_no_shows_less_fees_and_refilled_slots_cost_900_000() {
    for engine in Engine::BOTH {
        let Some(house) = House::open(engine, 200_000, "moderate", 30).await else { continue };
        let (salon, owner) = (&house.salon, &house.owner);
        // What others lose is for those who see the reports.
        let desk = salon.somebody("receptionist", &[]).await;
        desk.person.get("/p/finance/losses").await.refused(403);
        let mut masters = vec![house.studio.staff_id.clone()];
        for n in 1..12 {
            masters.push(house.studio.hire(owner, &format!("Master {n}"), "Losses", None).await);
        }
        let mut day = String::new();
        for (n, master) in masters.iter().take(10).enumerate() {
            let visit = house.visit_of(master, -2 * HOUR_MS).await;
            // Five of them had paid in 60 000 of a fee of 100 000: 300 000 are kept.
            if n < 5 {
                house.take(&visit, 60_000, "card").await;
            }
            house.absent(&visit).await;
            day = salon
                .texts(&format!("select day from booking_appointment where appointment_id = '{visit}'"))
                .remove(0);
        }
        // Four of the slots are sold after all. Another master's visit then, and the same master's at another time, are
        // no refills.
        for master in &masters[6..10] {
            house.visit_of(master, -2 * HOUR_MS).await;
        }
        house.visit_of(&masters[10], -2 * HOUR_MS).await;
        house.visit_of(&masters[0], -4 * HOUR_MS).await;
        let page = format!("/p/finance/losses?branch={}&period={}", house.studio.branch_id, &day[..7]);
        let losses = owner.get(&page).await.ok();
        let of = |name: &str| number(&losses, name);
        assert_eq!((of("no_shows"), of("late"), of("refilled_slots")), (10, 0, 4), "{engine:?}: {losses}");
        assert_eq!((of("lost_minor"), of("fees_minor")), (2_000_000 * SOM, 300_000 * SOM), "{engine:?}");
        assert_eq!((of("refilled_minor"), of("net_minor")), (800_000 * SOM, 900_000 * SOM), "{engine:?}");
        // Master by master it is the same sum.
        let rows = losses["rows"].as_array().expect("rows");
        assert_eq!(rows.len(), 10);
        assert_eq!(rows.iter().map(|row| number(row, "net_minor")).sum::<i64>(), of("net_minor"));
        let file = owner.get(&format!("/export{page}&as=csv")).await;
        assert_eq!(file.status.as_u16(), 200, "{}", file.text);
        assert!(file.text.contains("Master 9") && file.text.contains("200000"), "{}", file.text);
        // A late cancellation is a loss too, one by the salon is none of the client's.
        for by in ["client", "salon"] {
            let visit = house.visit_of(&masters[11], -2 * HOUR_MS).await;
            house.cancel(&visit, by).await;
        }
        let losses = owner.get(&format!("{page}&all=true")).await.ok();
        assert_eq!(
            (number(&losses, "late"), number(&losses, "net_minor")),
            (1, 1_100_000 * SOM),
            "{engine:?}: {losses}"
        );
        assert_eq!(house.faults().await, Vec::<String>::new(), "{engine:?}");
    }
}
