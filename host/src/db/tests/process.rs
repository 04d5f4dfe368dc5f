//! One process serves; others may work beside it, and are heard.

use std::time::Duration;

use super::fixture::{Fixture, note, on_each_engine, write};
use crate::db::Db;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_that_wants_to_serve_is_refused_until_the_first_closes() {
    on_each_engine(|Fixture { db, options, .. }: Fixture| async move {
        db.serve_alone().await.expect("nobody serves yet");
        let second = Db::open(options.clone()).await.expect("working beside it is allowed");
        let refused = second.serve_alone().await.unwrap_err();
        assert!(format!("{refused:?}").contains("another pardoz process"), "{refused:?}");
        tokio::task::spawn_blocking(move || db.close()).await.unwrap();
        // PostgreSQL's lock goes when the server has seen that nobody holds it; whoever starts then waits a little.
        second.serve_alone().await.expect("the first is gone");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_process_commits_makes_remembered_answers_stale() {
    on_each_engine(|Fixture { db, options, .. }: Fixture| async move {
        db.serve_alone().await.unwrap();
        // Whatever was committed before it began to listen is settled first.
        tokio::time::sleep(Duration::from_millis(700)).await;
        let mut changes = db.versions().subscribe();
        let seen = db.versions().latest();
        let beside = Db::open(options).await.unwrap();
        write(&beside, |tx| note(tx, "from beside")).await.unwrap();
        for _ in 0..1_200 {
            if db.versions().get("alpha_note") > seen {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(db.versions().get("alpha_note") > seen, "{:?}", db.engine());
        let heard = tokio::time::timeout(Duration::from_secs(60), changes.recv()).await;
        let heard = heard.expect("open pages are told").expect("the salon is open");
        assert!(["*", "alpha_note"].contains(&heard[0].as_str()), "{heard:?}");
    })
    .await;
}

/// A restored dump has lost the revokes, so each of them takes the same rights back at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn processes_that_open_one_database_at_once_do_not_trip_over_each_other() {
    let Some(Fixture { db, options, folder }) = super::fixture::postgres().await else { return };
    for round in 0..5 {
        let restored = "do $$ begin
            execute format('grant temporary on database %I to public', current_database());
            grant create on schema public to public;
        end $$";
        write(&db, move |tx| tx.execute_batch(restored)).await.unwrap();
        let opened = futures_util::future::join_all((0..6).map(|_| {
            let options = options.clone();
            tokio::spawn(async move { Db::open(options).await })
        }));
        for beside in opened.await {
            let beside = beside.unwrap().unwrap_or_else(|error| panic!("round {round}: {error:?}"));
            tokio::task::spawn_blocking(move || beside.close()).await.unwrap();
        }
        let open = "select has_database_privilege('public', current_database(), 'temporary')
                        or has_schema_privilege('public', 'public', 'create')";
        let rows = super::fixture::read(&db, move |tx| tx.query(open, &[])).await.unwrap();
        assert!(!rows[0].bool(0), "round {round}: a door is open");
    }
    drop(folder);
}
