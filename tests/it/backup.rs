//! A copy made at work answers like the original; a broken copy is refused; a log that was tampered with is found.

use pardoz_tests::diary::day_after;
use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::wait::until;
use serde_json::Value as Json;

fn said(output: &std::process::Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What a salon answers: lists, days behind and ahead, cards.
async fn answers(owner: &Person) -> Vec<(String, Json)> {
    let mut pages: Vec<String> =
        ["/p/salon/services", "/p/salon/staff", "/p/salon/branches", "/p/clients/clients?limit=100"]
            .map(str::to_owned)
            .to_vec();
    // Not today: its free windows move with the clock.
    for days in (-5..=-1).chain(2..=5) {
        pages.push(format!("/p/booking/appointments?all=true&day={}", day_after(days)));
    }
    for client in owner.clients().await.iter().take(5) {
        pages.push(format!("/p/clients/clients/{client}"));
    }
    let mut answers = Vec::new();
    for page in pages {
        let answer = owner.get(&page).await.ok();
        answers.push((page, without_clock(answer)));
    }
    answers
}

/// Days named "today", "next" belong to the moment of asking.
fn without_clock(mut answer: Json) -> Json {
    if let Some(members) = answer.as_object_mut() {
        members.retain(|name, _| name != "today");
    }
    answer
}

async fn a_restored_copy_answers_like_the_original(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let owner = salon.owner();
    Visitor::sign_in(&salon.base).await;
    owner.new_client("Oxirgi", "Mijoz", "+998 90 700-10-10").await.refused(201);
    let before = answers(&owner).await;
    assert!(
        before.iter().any(|(page, json)| page.contains("clients?") && json.to_string().contains("Oxirgi"))
    );

    let file = salon.data().join("copy.backup");
    let path = file.display().to_string();
    let copied = salon.run(&["backup", &path]).await;
    assert!(copied.status.success(), "{}", said(&copied));
    // After the copy: must not be in it.
    owner.new_client("Keyingi", "Mijoz", "+998 90 700-20-20").await.refused(201);
    assert!(!salon.run(&["restore", &path]).await.status.success(), "a salon in use is not overwritten");
    assert!(
        answers(&owner).await.iter().any(|(_, json)| json.to_string().contains("Keyingi")),
        "and it was not"
    );

    let mut there = salon.elsewhere();
    let restored = there.run(&["restore", &path]).await;
    assert!(restored.status.success(), "{}", said(&restored));
    there.start().await;
    // People sign in anew; scripts go on.
    assert_eq!(there.number("select count(*) from host_session"), 0);
    assert!(salon.number("select count(*) from host_session") > 0, "control: somebody was signed in");
    let owner_there = Person::new(&there.base, &salon.token);
    assert_eq!(answers(&owner_there).await, before);
    // It goes on from there: a time that was taken is taken, and the log is whole.
    let verified = there.run(&["audit", "verify"]).await;
    assert!(verified.status.success(), "{}", said(&verified));
    owner_there.new_client("Yangi", "Hayot", "+998 90 700-30-30").await.refused(201);

    a_broken_copy_is_refused(&salon, &file).await;
}

async fn a_broken_copy_is_refused(salon: &Salon, file: &std::path::Path) {
    let whole = std::fs::read(file).expect("the copy");
    let description = std::fs::read(format!("{}.json", file.display())).expect("its description");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let spoilt: [(&str, Option<&[u8]>); 3] =
        [("flipped", Some(&flipped)), ("half", Some(&whole[..whole.len() / 2])), ("undescribed", None)];
    for (name, bytes) in spoilt {
        let path = salon.data().join(format!("{name}.backup"));
        std::fs::write(&path, bytes.unwrap_or(&whole)).expect("a spoilt copy");
        if bytes.is_some() {
            std::fs::write(format!("{}.json", path.display()), &description).expect("its description");
        }
        let there = salon.elsewhere();
        let refused = there.run(&["restore", &path.display().to_string()]).await;
        assert_eq!(refused.status.code(), Some(1), "{name}: {}", said(&refused));
        assert!(
            !said(&refused).contains("panicked") && said(&refused).len() > 20,
            "{name}: {}",
            said(&refused)
        );
        assert!(!there.data().join("pardoz.db").exists(), "{name} left a database");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_copy_answers_like_the_original_on_sqlite() {
    a_restored_copy_answers_like_the_original(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_copy_answers_like_the_original_on_postgresql() {
    a_restored_copy_answers_like_the_original(Engine::Postgres).await;
}

/// Acts of somebody with the database in their hands, and the way back.
const TAMPERING: [(&str, &str); 5] = [
    (
        "an edit",
        "update host_audit set input = '{}' where audit_id = (select audit_id from host_audit_seal where sequence = 2)",
    ),
    (
        "a deletion",
        "delete from host_audit where audit_id = (select audit_id from host_audit_seal where sequence = 3)",
    ),
    (
        "a deletion with its seal",
        "delete from host_audit where audit_id = (select audit_id from host_audit_seal where sequence = 3);
         delete from host_audit_seal where sequence = 3",
    ),
    (
        "a reordering",
        "update host_audit_seal set sequence = 1000000 where sequence = 2;
         update host_audit_seal set sequence = 2 where sequence = 4;
         update host_audit_seal set sequence = 4 where sequence = 1000000",
    ),
    (
        "a cut-off end",
        "delete from host_audit where audit_id in (select audit_id from host_audit_seal where sequence > 4);
         delete from host_audit_seal where sequence > 4",
    ),
];

async fn tampering_with_the_log_is_found(engine: Engine) {
    let Some(mut salon) = Salon::on(engine, Filled::Empty).await else { return };
    let owner = salon.owner();
    for number in 0..6 {
        owner
            .new_client("Mijoz", &format!("Raqam {number}"), &format!("+99890700400{number}"))
            .await
            .refused(201);
    }
    // The host seals at its start and every few minutes, and keeps the end of the chain outside of the database.
    salon.kill();
    salon.start().await;
    let rows = salon.number("select count(*) from host_audit");
    let last_head = || {
        let heads = std::fs::read_to_string(salon.data().join("audit.heads")).unwrap_or_default();
        heads.lines().last().and_then(|head| head.split(' ').next()?.parse::<i64>().ok()).unwrap_or(0)
    };
    until(async || last_head(), |head| *head >= rows).await;
    salon.kill();
    let whole = salon.run(&["audit", "verify"]).await;
    assert!(whole.status.success(), "{}", said(&whole));
    for (what, sql) in TAMPERING {
        salon.execute("drop table if exists kept_audit; drop table if exists kept_seal;
            create table kept_audit as select * from host_audit; create table kept_seal as select * from host_audit_seal;");
        salon.execute(sql);
        let found = salon.run(&["audit", "verify"]).await;
        assert_eq!(found.status.code(), Some(1), "{what} was not found: {}", said(&found));
        salon.execute("delete from host_audit_seal; delete from host_audit;
            insert into host_audit select * from kept_audit; insert into host_audit_seal select * from kept_seal;
            drop table kept_audit; drop table kept_seal;");
        let whole = salon.run(&["audit", "verify"]).await;
        assert!(whole.status.success(), "control: without {what} the log is whole: {}", said(&whole));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tampering_with_the_log_is_found_on_sqlite() {
    tampering_with_the_log_is_found(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tampering_with_the_log_is_found_on_postgresql() {
    tampering_with_the_log_is_found(Engine::Postgres).await;
}
