//! Snapshots, savepoints, shared commits, deadlines, retries.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::fixture::{Fixture, alpha, count, note, on_each_engine, read, soon, sqlite, statement, write};
use crate::db::{DbError, Tx, Value};

#[tokio::test]
async fn a_command_that_fails_leaves_nothing_and_one_that_ends_well_stays() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let refused = write(&db, |tx| note(tx, "a").and(Err::<(), _>(DbError::ReadOnly))).await;
        assert!(matches!(refused, Err(DbError::ReadOnly)));
        assert_eq!(count(&db, "alpha_note").await, 0);
        write(&db, |tx| note(tx, "a")).await.unwrap();
        assert_eq!(count(&db, "alpha_note").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_read_sees_one_snapshot_and_cannot_write() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let (began, go_on) = (Arc::new(tokio::sync::Notify::new()), std::sync::mpsc::channel::<()>());
        let (started, wait) = (began.clone(), go_on.1);
        let reader = db.clone();
        let reading = tokio::spawn(async move {
            read(&reader, move |tx| {
                let before = tx.query("select count(*) from alpha_note", &[])?[0].int(0);
                started.notify_one();
                wait.recv().expect("the test goes on");
                Ok((before, tx.query("select count(*) from alpha_note", &[])?[0].int(0)))
            })
            .await
        });
        began.notified().await;
        write(&db, |tx| note(tx, "later")).await.unwrap();
        go_on.0.send(()).unwrap();
        assert_eq!(reading.await.unwrap().unwrap(), (0, 0));
        let written = read(&db, |tx| note(tx, "never")).await;
        assert!(matches!(written, Err(DbError::ReadOnly)), "{written:?}");
    })
    .await;
}

#[tokio::test]
async fn a_savepoint_undoes_its_own_part_and_its_touched_relations() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let before = db.versions().get("alpha_note");
        write(&db, |tx| {
            let mark = tx.savepoint()?;
            note(tx, "inner")?;
            tx.rollback_to(mark)?;
            let mark = tx.savepoint()?;
            tx.touch("other");
            tx.release(mark)
        })
        .await
        .unwrap();
        assert_eq!(count(&db, "alpha_note").await, 0);
        assert_eq!(db.versions().get("alpha_note"), before, "nothing of alpha_note was committed");
        assert!(db.versions().get("other") > before);
    })
    .await;
}

#[tokio::test]
async fn listeners_hear_of_each_commit_once_and_before_its_answer() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let mut changes = db.versions().subscribe();
        write(&db, |tx| note(tx, "a").and_then(|_| note(tx, "b"))).await.unwrap();
        let heard = changes.try_recv().expect("the message is there when the answer is");
        assert_eq!(heard.as_ref(), ["alpha_note".to_owned()]);
        assert!(changes.try_recv().is_err(), "one message per commit");
    })
    .await;
}

#[tokio::test]
async fn a_violated_constraint_is_named_alike_on_both_engines() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let tries: [(&str, &str); 6] = [
            ("insert into alpha_note (note_id) values ('n')", "alpha_note_pkey"),
            ("insert into alpha_note (note_id, body) values ('m', 'same')", "alpha_note_body"),
            ("insert into alpha_note (note_id, stars) values ('m', 6)", "alpha_note_stars_few"),
            ("insert into alpha_ledger (entry_id) values ('e')", "alpha_ledger_amount_not_null"),
            ("insert into host_plugin_version select * from host_plugin_version", ""),
            (
                "insert into host_role_permission (role, permission, scope, updated_at)
                 values ('r', 'p', 'own', 0), ('r', 'p', 'own', 0)",
                "host_role_permission_once",
            ),
        ];
        let first = "insert into alpha_note (note_id, body) values ('n', 'same')";
        write(&db, move |tx| tx.execute(first, &[])).await.unwrap();
        for (sql, expected) in tries {
            let result = write(&db, move |tx| tx.execute(sql, &[])).await;
            match result {
                Err(DbError::Constraint { name }) => assert_eq!(name, expected, "{sql}"),
                Ok(0) => assert_eq!(expected, "", "{sql}"),
                other => panic!("{sql}: {other:?}"),
            }
        }
    })
    .await;
}

/// 16 clients that each wait for their answer before the next command.
async fn busy(db: &crate::db::Db, clients: usize, each: usize) {
    let clients = (0..clients).map(|client| {
        let db = db.clone();
        tokio::spawn(async move {
            for n in 0..each {
                let id = format!("{client}-{n}");
                write(&db, move |tx| note(tx, &id)).await.unwrap();
            }
        })
    });
    for client in clients.collect::<Vec<_>>() {
        client.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_clients_share_commits_at_five_commands_each_or_better() {
    let fixture = sqlite().await;
    let db = fixture.db.clone();
    let commits = db.stats().commits.load(Ordering::Relaxed);
    let commands = db.stats().commands.load(Ordering::Relaxed);
    busy(&db, 16, 40).await;
    let commits = db.stats().commits.load(Ordering::Relaxed) - commits;
    let commands = db.stats().commands.load(Ordering::Relaxed) - commands;
    println!("transactions per commit at 16 clients: {:.1}", commands as f64 / commits as f64);
    assert_eq!((commands, count(&db, "alpha_note").await), (640, 640));
    assert!(commands >= 5 * commits, "{commands} commands took {commits} commits");
}

#[tokio::test]
async fn a_failing_command_in_a_shared_commit_undoes_itself_alone() {
    let fixture = sqlite().await;
    let db = fixture.db.clone();
    let all = (0..12).map(|n| {
        write(&db, move |tx| {
            note(tx, &format!("n{n}"))?;
            if n % 3 == 0 { Err(DbError::ReadOnly) } else { Ok(()) }
        })
    });
    let results = futures_util::future::join_all(all).await;
    for (n, result) in results.iter().enumerate() {
        assert_eq!(result.is_err(), n % 3 == 0, "{n}: {result:?}");
    }
    assert_eq!(count(&db, "alpha_note").await, 8);
}

/// A write statement that never ends by itself: the deadline interrupts it, and SQLite then ends the
/// whole transaction (S6).
fn endless_write(tx: &mut Tx) -> Result<u64, DbError> {
    tx.set_deadline(Instant::now() + Duration::from_millis(50));
    tx.execute(
        "insert into alpha_note (note_id, stars)
         with recursive n (i) as (select 1 union all select i + 1 from n) select 'x' || i, 0 from n",
        &[],
    )
}

#[tokio::test]
async fn when_an_interrupted_write_ends_the_shared_transaction_the_others_run_again() {
    let fixture = sqlite().await;
    let db = fixture.db.clone();
    let runs = Arc::new(AtomicU32::new(0));
    // The first command holds the writer until all are in the line, so that they share its transaction.
    let (all_in_line, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(Some(wait));
    let seen = runs.clone();
    let first = write(&db, move |tx| {
        if let Some(wait) = wait.lock().unwrap().take() {
            wait.recv().unwrap();
        }
        seen.fetch_add(1, Ordering::SeqCst);
        note(tx, "first")
    });
    let killer = write(&db, endless_write);
    let last = write(&db, |tx| note(tx, "last"));
    let release = async {
        while db.writes_waiting() < 2 {
            tokio::task::yield_now().await;
        }
        all_in_line.send(()).unwrap();
    };
    let (first, killer, last, ()) = tokio::join!(first, killer, last, release);
    first.unwrap();
    last.unwrap();
    assert!(matches!(killer, Err(DbError::Deadline)), "{killer:?}");
    assert_eq!(runs.load(Ordering::SeqCst), 2, "the first command ran again in a new transaction");
    assert_eq!(db.stats().reruns.load(Ordering::Relaxed), 1);
    assert_eq!(count(&db, "alpha_note").await, 2);
}

#[tokio::test]
async fn after_the_engine_ended_the_transaction_nothing_can_be_written() {
    let fixture = sqlite().await;
    let db = fixture.db.clone();
    let result = write(&db, |tx| {
        note(tx, "before")?;
        let late = endless_write(tx);
        assert!(matches!(late, Err(DbError::Deadline)));
        assert!(!tx.alive());
        tx.set_deadline(soon());
        // A guest that swallows the error and goes on must not get a statement through.
        assert!(matches!(note(tx, "after"), Err(DbError::Dead)));
        assert!(matches!(tx.savepoint(), Err(DbError::Dead)));
        Ok(())
    })
    .await;
    assert!(matches!(result, Err(DbError::Dead)), "{result:?}");
    assert_eq!(count(&db, "alpha_note").await, 0);
}

#[tokio::test]
async fn a_read_that_takes_too_long_is_interrupted_near_its_deadline() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let started = Instant::now();
        let deadline = started + Duration::from_millis(300);
        let late: Result<i64, DbError> = db
            .read(deadline, |tx| {
                let sql =
                    "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n";
                Ok(tx.query(sql, &[])?[0].int(0))
            })
            .await;
        assert!(matches!(late, Err(DbError::Deadline)), "{late:?}");
        assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
        assert_eq!(count(&db, "alpha_note").await, 0, "the reader goes on");
    })
    .await;
}

#[tokio::test]
async fn a_command_that_meets_another_runs_again_five_times_at_most() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let runs = Arc::new(AtomicU32::new(0));
        let seen = runs.clone();
        let third_time = write(&db, move |tx| {
            let run = seen.fetch_add(1, Ordering::SeqCst);
            note(tx, "once")?;
            if run < 2 { Err(DbError::Conflict) } else { Ok(run) }
        });
        assert_eq!(third_time.await.unwrap(), 2);
        assert_eq!(count(&db, "alpha_note").await, 1);
        let seen = runs.clone();
        runs.store(0, Ordering::SeqCst);
        let never = write(&db, move |_| {
            seen.fetch_add(1, Ordering::SeqCst);
            Err::<(), _>(DbError::Conflict)
        });
        assert!(matches!(never.await, Err(DbError::Conflict)));
        assert_eq!(runs.load(Ordering::SeqCst), 5);
    })
    .await;
}

#[tokio::test]
async fn a_panic_ends_its_own_call_only() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let result = write(&db, |tx| -> Result<(), DbError> {
            note(tx, "gone")?;
            panic!("a mistake of the host");
        });
        assert!(matches!(result.await, Err(DbError::Engine { .. })));
        let result = read(&db, |tx| -> Result<(), DbError> {
            // A guest's store holds the transaction when it unwinds: the connection is lost with it.
            let _moved = std::mem::replace(tx, Tx::hollow());
            panic!("another");
        });
        assert!(result.await.is_err());
        write(&db, |tx| note(tx, "stays")).await.unwrap();
        assert_eq!(count(&db, "alpha_note").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_can_move_into_a_guest_and_back() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        write(&db, |tx| {
            let mut moved = std::mem::replace(tx, Tx::hollow());
            assert!(!tx.alive());
            note(&mut moved, "inside")?;
            *tx = moved;
            note(tx, "outside")
        })
        .await
        .unwrap();
        assert_eq!(count(&db, "alpha_note").await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_full_line_refuses_at_once() {
    let Fixture { options, folder: _folder, .. } = sqlite().await;
    let options = crate::db::DbOptions { queue_max: 1, ..options };
    let db = crate::db::Db::open(options).await.unwrap();
    let (go_on, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let begun = Arc::new(tokio::sync::Notify::new());
    let (holding, begins) = (db.clone(), begun.clone());
    let held = tokio::spawn(async move {
        write(&holding, move |_| {
            begins.notify_one();
            wait.lock().unwrap().recv().unwrap();
            Ok(())
        })
        .await
    });
    begun.notified().await;
    while db.writes_waiting() > 0 {
        tokio::task::yield_now().await;
    }
    let second = write(&db, |_| Ok(()));
    let third = async {
        while db.writes_waiting() == 0 {
            tokio::task::yield_now().await;
        }
        let refused = write(&db, |_| Ok(())).await;
        go_on.send(()).unwrap();
        refused
    };
    let (second, third) = tokio::join!(second, third);
    second.unwrap();
    assert!(matches!(third, Err(DbError::Busy)), "{third:?}");
    held.await.unwrap().unwrap();
}

#[tokio::test]
async fn rows_cross_in_the_compact_format_under_their_limits_and_masked() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        write(&db, |tx| note(tx, "a").and_then(|_| note(tx, "b"))).await.unwrap();
        read(&db, |tx| {
            tx.enter_plugin(&alpha());
            let list =
                statement("alpha", "select note_id, body, stars from alpha_note order by note_id", None);
            let rows = tx.plugin_query(&list, &[], 10, 1000, None)?.decode();
            assert_eq!(rows[1], [Value::from("b"), Value::Null, Value::Integer(0)]);
            assert!(matches!(tx.plugin_query(&list, &[], 1, 1000, None), Err(DbError::Limit(_))));
            assert!(matches!(tx.plugin_query(&list, &[], 10, 12, None), Err(DbError::Limit(_))));
            let phones = statement("alpha", "select secret_id, phone from x_beta_secret", None);
            let rows = tx.plugin_query(&phones, &[], 10, 1000, Some(&[1]))?.decode();
            assert_eq!(rows[0][1], Value::from("+••••••••••67"));
            Ok(())
        })
        .await
        .unwrap();
    })
    .await;
}
