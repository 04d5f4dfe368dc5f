//! Lists as files: everything that was asked for, however long it is. The screen shows the newest and says so.

use std::collections::BTreeSet;

use pardoz_tests::diary::last_days;
use pardoz_tests::person::Person;
use pardoz_tests::salon::{Engine, Filled, Salon};

use crate::terminal::bills;
use crate::till::number;

const COUNT: usize = 4_200;

/// The rows of a CSV, without its heading.
async fn rows(owner: &Person, path: &str) -> Vec<String> {
    let file = owner.get(&format!("/export{path}&as=csv")).await;
    assert_eq!(file.status.as_u16(), 200, "{}", file.text);
    file.text.lines().skip(1).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_of_four_thousand_bills_is_a_file_of_as_many_rows() {
    let _alone = crate::ALONE.lock().await;
    for engine in Engine::BOTH {
        let Some(salon) = Salon::on(engine, Filled::Empty).await else { continue };
        let owner = salon.owner();
        let days = last_days(28);
        bills(&salon, COUNT, &days);
        let which = format!("from={}&to={}", days[0], days[27]);
        let (journal, list) = (format!("/p/finance/journal?{which}"), format!("/p/finance/bills?{which}"));
        // On the screen the newest; the sums and the count are of all.
        let shown = owner.get(&journal).await.ok();
        assert_eq!((shown["rows"].as_array().map(Vec::len), shown["next"].is_object()), (Some(500), true));
        assert_eq!(number(&shown, "in_minor"), 150_000 * 100 * COUNT as i64, "{engine:?}");
        let shown = owner.get(&list).await.ok();
        assert_eq!((shown["bills"].as_array().map(Vec::len), shown["next"].is_object()), (Some(300), true));
        assert_eq!(
            (number(&shown, "count"), number(&shown, "paid_minor")),
            (COUNT as i64, 150_000 * 100 * COUNT as i64)
        );
        // A file has every one of them, once. A bill's number is in each row of both.
        for path in [&journal, &list] {
            let rows = rows(&owner, path).await;
            assert_eq!(rows.len(), COUNT, "{engine:?}: {path}");
            let numbers: BTreeSet<&str> = rows
                .iter()
                .flat_map(|row| row.split([',', ';', ' ', '"']))
                .filter(|word| {
                    word.len() == 6 && word.starts_with("10") && word.bytes().all(|b| b.is_ascii_digit())
                })
                .collect();
            assert_eq!(numbers.len(), COUNT, "{engine:?}: {path}");
        }
        for path in [&journal, &list] {
            let sheet = owner.get(&format!("/export{path}&as=xlsx")).await;
            assert!(sheet.status.is_success() && sheet.text.starts_with("PK"), "{engine:?}: {path}");
        }
        // What was written into each is in the log.
        let said = salon.texts("select input from host_audit where action like '%export%'");
        assert_eq!(said.len(), 4, "{said:?}");
        assert!(said.iter().all(|one| one.contains(&format!("\"rows\":{COUNT}"))), "{engine:?}: {said:?}");
    }
}
