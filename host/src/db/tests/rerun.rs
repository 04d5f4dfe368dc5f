//! Conflicts, keys, and the answers to repeated requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use super::fixture::{Fixture, NOW, count, note, on_each_engine, postgres, soon, write};
use crate::db::idempotency::{self, Found};
use crate::db::{Db, DbError, Engine};

/// Writes a note only if there is none: two of these side by side are a write skew.
async fn only_one(
    db: Db,
    id: &'static str,
    met: Arc<std::sync::Barrier>,
    runs: Arc<AtomicU32>,
) -> Result<bool, DbError> {
    let mut first = true;
    write(&db, move |tx| {
        runs.fetch_add(1, Ordering::SeqCst);
        let none = tx.query("select count(*) from alpha_note", &[])?[0].int(0) == 0;
        if std::mem::take(&mut first) && tx.engine() == Engine::Postgres {
            // Both have looked before either writes.
            met.wait();
        }
        if none { note(tx, id).map(|_| true) } else { Ok(false) }
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_commands_that_each_saw_nothing_one_runs_again_and_sees_the_other() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let (met, runs) = (Arc::new(std::sync::Barrier::new(2)), Arc::new(AtomicU32::new(0)));
        let a = tokio::spawn(only_one(db.clone(), "a", met.clone(), runs.clone()));
        let b = tokio::spawn(only_one(db.clone(), "b", met, runs.clone()));
        let wrote = [a.await.unwrap().unwrap(), b.await.unwrap().unwrap()];
        assert_eq!(wrote.iter().filter(|wrote| **wrote).count(), 1, "{wrote:?}");
        assert_eq!(count(&db, "alpha_note").await, 1);
        if db.engine() == Engine::Postgres {
            assert!(runs.load(Ordering::SeqCst) >= 3, "the same closure ran again");
            assert!(db.stats().conflicts.load(Ordering::Relaxed) >= 1);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_with_a_common_key_queue_instead_of_meeting() {
    let Some(Fixture { db, .. }) = postgres().await else { return };
    write(&db, |tx| note(tx, "sum")).await.unwrap();
    let before = db.stats().conflicts.load(Ordering::Relaxed);
    let add = |keys: Vec<String>| {
        let db = db.clone();
        tokio::spawn(async move {
            db.write(soon(), &keys, |tx| {
                let stars = tx.query("select stars from alpha_note where note_id = 'sum'", &[])?[0].int(0);
                tx.execute(
                    "update alpha_note set stars = $1 where note_id = 'sum'",
                    &[((stars + 1) % 5).into()],
                )
            })
            .await
        })
    };
    let all: Vec<_> = (0..40).map(|_| add(vec!["sum".to_owned(), "other".to_owned()])).collect();
    for one in all {
        one.await.unwrap().expect("every command ends well");
    }
    assert_eq!(db.stats().conflicts.load(Ordering::Relaxed), before, "the key kept them apart");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_request_gets_the_first_answer_and_does_nothing() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let effects = Arc::new(AtomicI64::new(0));
        let twins = (0..20).map(|n| {
            let (db, effects) = (db.clone(), effects.clone());
            tokio::spawn(async move {
                write(&db, move |tx| match idempotency::find(tx, "anna", "book", "key-1", "body", NOW)? {
                    Found::Same(reply) => Ok(reply),
                    Found::OtherBody => panic!("the bodies are equal"),
                    Found::None => {
                        effects.fetch_add(1, Ordering::SeqCst);
                        note(tx, &format!("n{n}"))?;
                        let reply = format!("answer {n}");
                        idempotency::store(tx, "anna", "book", "key-1", "body", &reply, NOW)?;
                        Ok(reply)
                    }
                })
                .await
            })
        });
        let mut answers = std::collections::BTreeSet::new();
        for twin in twins.collect::<Vec<_>>() {
            answers.insert(twin.await.unwrap().expect("a twin is answered like the first"));
        }
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(count(&db, "alpha_note").await, 1);
        assert!(effects.load(Ordering::SeqCst) >= 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_for_one_body_one_caller_and_one_day() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        write(&db, |tx| idempotency::store(tx, "anna", "book", "k", "body", "yes", NOW)).await.unwrap();
        let find = |caller: &'static str, body: &'static str, now| {
            let db = db.clone();
            async move {
                write(&db, move |tx| idempotency::find(tx, caller, "book", "k", body, now)).await.unwrap()
            }
        };
        assert_eq!(find("anna", "body", NOW).await, Found::Same("yes".to_owned()));
        assert_eq!(find("anna", "another", NOW).await, Found::OtherBody);
        assert_eq!(find("bella", "body", NOW).await, Found::None);
        let tomorrow = NOW + idempotency::KEPT_MS;
        assert_eq!(find("anna", "body", tomorrow).await, Found::None);
        write(&db, move |tx| idempotency::store(tx, "anna", "book", "k", "another", "no", tomorrow))
            .await
            .unwrap();
        assert_eq!(find("anna", "another", tomorrow).await, Found::Same("no".to_owned()));
        let swept =
            write(&db, move |tx| idempotency::sweep(tx, tomorrow + idempotency::KEPT_MS)).await.unwrap();
        assert_eq!(swept, 1);
    })
    .await;
}
