//! One module's queue never stands before another's: one that is off, slow or over its limits has no say in what the
//! others send and when their jobs run.

use super::effect::{self, Effect, Sender};
use super::job::{self, Job};
use crate::db::tests::fixture::{Fixture, NOW, on_each_engine, read, write};

const ROUND: i64 = 64;

fn job(plugin: &str, n: i64) -> Job {
    Job {
        job_id: format!("{plugin}-{n}"),
        plugin: plugin.to_owned(),
        name: "remind".to_owned(),
        dedup_key: n.to_string(),
        run_at: NOW - 1_000 + n,
        payload: "{}".to_owned(),
        state: "waiting".to_owned(),
        attempts: 0,
        error: None,
    }
}

fn wish(plugin: &str, destination: &str, n: i64) -> Effect {
    Effect {
        effect_id: format!("{plugin}-{destination}-{n}"),
        plugin: plugin.to_owned(),
        kind: "http".to_owned(),
        key: format!("{destination}-{n}"),
        destination: destination.to_owned(),
        request: "{}".to_owned(),
        callback: None,
        state: "ready".to_owned(),
        attempts: 0,
        next_at: NOW - 1_000,
        error: None,
        created_at: NOW - 1_000,
    }
}

#[tokio::test]
async fn jobs_of_a_module_that_is_off_do_not_hold_up_the_others() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        write(&db, |tx| {
            (0..200).try_for_each(|n| job::schedule(tx, &job("off", n), NOW))?;
            // Due later than all of those.
            job::schedule(tx, &job("finance", 900), NOW)
        })
        .await
        .unwrap();
        let due = read(&db, |tx| job::due(tx, &["finance".to_owned()], NOW, ROUND)).await.unwrap();
        assert_eq!(due, [job("finance", 900)]);
        let both = ["off".to_owned(), "finance".to_owned()];
        let due = read(&db, move |tx| job::due(tx, &both, NOW, ROUND)).await.unwrap();
        assert_eq!((due.len(), due[0].job_id.as_str(), due[64].plugin.as_str()), (65, "off-0", "finance"));
    })
    .await;
}

#[tokio::test]
async fn effects_that_may_not_go_do_not_hold_up_the_others() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        write(&db, |tx| {
            for n in 0..200 {
                effect::enqueue(tx, &wish("off", "a.uz:443", n), "call")?;
                effect::enqueue(tx, &wish("sms", "slow.uz:443", n), "call")?;
            }
            effect::enqueue(tx, &wish("sms", "z.uz:443", 0), "call")?;
            effect::enqueue(tx, &wish("zfiscal", "ofd.uz:443", 0), "call")
        })
        .await
        .unwrap();
        let sender = |plugin: &str, full: &[&str]| Sender {
            plugin: plugin.to_owned(),
            full: full.iter().map(|to| (*to).to_owned()).collect(),
        };
        let on = [sender("sms", &["slow.uz:443", "b.uz:443"]), sender("zfiscal", &[])];
        let due = read(&db, move |tx| effect::due(tx, &on, NOW, ROUND)).await.unwrap();
        let ids: Vec<_> = due.iter().map(|effect| effect.effect_id.as_str()).collect();
        assert_eq!(ids, ["sms-z.uz:443-0", "zfiscal-ofd.uz:443-0"]);
    })
    .await;
}
