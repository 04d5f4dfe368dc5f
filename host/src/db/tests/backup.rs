//! Copies taken under load come back whole, and a doctor who looks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use super::fixture::{Fixture, NOW, count, note, on_each_engine, read, sqlite, write};
use crate::db::audit::{self, Entry};
use crate::db::doctor::{self, State};
use crate::db::{Db, DbError, DbOptions, Engine, Tx, backup, claim};

/// A command with four parts that belong together: two notes, a claim, an audit row.
fn visit(tx: &mut Tx, id: &str, n: i64) -> Result<(), DbError> {
    note(tx, &format!("{id}-a"))?;
    note(tx, &format!("{id}-b"))?;
    let start = NOW + n * 60_000;
    let taken = claim::acquire(tx, "alpha", id, "room", start, start + 60_000, None, NOW)?;
    assert_eq!(taken, None);
    let (audit_id, actor, action) = (id.to_owned(), "anna".to_owned(), "visit".to_owned());
    audit::append(tx, &Entry { audit_id, at: NOW, actor, action, ..Entry::default() })
}

/// A stop sign, what was answered, and the clients.
type Load = (Arc<AtomicBool>, Arc<Mutex<Vec<String>>>, Vec<tokio::task::JoinHandle<()>>);

/// Four clients at work until told to stop; each writes down what was answered.
fn load(db: &Db) -> Load {
    let (stop, answered) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let clients = (0..4i64).map(|client| {
        let (db, stop, answered) = (db.clone(), stop.clone(), answered.clone());
        tokio::spawn(async move {
            for n in (client..).step_by(4) {
                if stop.load(Ordering::SeqCst) {
                    break;
                }
                let id = format!("v{n}");
                let visited = id.clone();
                write(&db, move |tx| visit(tx, &visited, n)).await.expect("a visit");
                answered.lock().unwrap().push(id);
            }
        })
    });
    let clients = clients.collect();
    (stop, answered, clients)
}

async fn target(engine: Engine, folder: &std::path::Path) -> DbOptions {
    let url = match engine {
        Engine::Sqlite => format!("sqlite:{}", folder.join("restored/salon.db").display()),
        Engine::Postgres => {
            tokio::task::spawn_blocking(super::postgres::fresh_database).await.unwrap().unwrap()
        }
    };
    DbOptions::new(url)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_taken_under_load_comes_back_whole_with_everything_answered_before() {
    on_each_engine(|Fixture { db, folder, .. }: Fixture| async move {
        db.set_audit_key([3; 32]);
        let (stop, answered, clients) = load(&db);
        while answered.lock().unwrap().len() < 30 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        write(&db, |tx| {
            tx.execute(
                "insert into host_effect (effect_id, plugin_id, kind, request, state, next_at, created_at)
                 values ('e', 'alpha', 'http', '{}', 'ready', 0, 0)",
                &[],
            )
        })
        .await
        .unwrap();
        audit::seal(&db).await.unwrap();
        let before = answered.lock().unwrap().clone();
        let path = folder.path().join("copy");
        let made = backup::backup(&db, &path).await.expect("a copy");
        let after = answered.lock().unwrap().len();
        stop.store(true, Ordering::SeqCst);
        for client in clients {
            client.await.unwrap();
        }
        assert!(made.audit_head.is_some());

        let options = target(db.engine(), folder.path()).await;
        let back = backup::restore(&path, &options.url).await.expect("it comes back");
        assert_eq!(back.audit_key, Some([3; 32]));
        let restored = Db::open(options.clone()).await.unwrap();
        restored.set_audit_key([3; 32]);
        let visits = read(&restored, |tx| {
            let sql = "select c.claim_id, (select count(*) from alpha_note n where n.note_id like c.claim_id || '-_'),
                           (select count(*) from host_audit a where a.audit_id = c.claim_id) from host_claim c";
            let rows = tx.query(sql, &[])?;
            Ok(rows.iter().map(|row| (row.text(0).to_owned(), row.int(1), row.int(2))).collect::<Vec<_>>())
        })
        .await
        .unwrap();
        assert!(visits.iter().all(|(_, notes, audits)| (*notes, *audits) == (2, 1)), "no half visit: {visits:?}");
        for id in &before {
            assert!(visits.iter().any(|(visit, ..)| visit == id), "{id} was answered before the copy began");
        }
        println!("answered before {}, in the copy {}, answered at its end {after}", before.len(), visits.len());
        let parked = read(&restored, |tx| {
            let effect = tx.query("select state from host_effect", &[])?[0].text(0).to_owned();
            let epoch = tx.query("select value from host_setting where scope = 'host' and key = 'epoch'", &[])?;
            Ok((effect, epoch[0].text(0).to_owned()))
        });
        assert_eq!(parked.await.unwrap(), ("parked".to_owned(), "2".to_owned()), "nothing is sent by itself");
        for check in doctor::run(&restored, folder.path()).await {
            assert_ne!(check.state, State::Fail, "{check:?}");
        }

        // The same place is no longer empty.
        restored.close();
        drop(restored);
        assert!(backup::restore(&path, &options.url).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_damaged_copy_is_refused() {
    let fixture = sqlite().await;
    let path = fixture.folder.path().join("copy");
    backup::backup(&fixture.db, &path).await.unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let refused = backup::restore(&path, &target(Engine::Sqlite, fixture.folder.path()).await.url).await;
    assert!(format!("{:?}", refused.err()).contains("SHA-256"));
}

#[tokio::test]
async fn the_doctor_finds_what_is_wrong() {
    on_each_engine(|Fixture { db, folder, .. }: Fixture| async move {
        let state = |checks: &[doctor::Check], name: &str| {
            checks
                .iter()
                .find(|check| check.name == name)
                .map(|check| check.state)
                .expect("a check of that name")
        };
        let well = doctor::run(&db, folder.path()).await;
        assert!(well.iter().all(|check| check.state != State::Fail), "{well:?}");
        let sabotage = match db.engine() {
            Engine::Sqlite => "drop trigger host_claim_overlap_insert",
            Engine::Postgres => "alter table host_claim drop constraint host_claim_overlap",
        };
        write(&db, move |tx| {
            tx.execute_batch(sabotage)?;
            let twice = "insert into host_claim
                    (plugin_id, claim_id, resource, resource_hash, start_at, end_at, created_at)
                values ('a', '1', 'r', 1, 0, 10, 0), ('a', '2', 'r', 1, 5, 15, 0)";
            tx.execute(twice, &[])?;
            audit::append(tx, &Entry { audit_id: "x".to_owned(), ..Entry::default() })?;
            tx.execute("update host_audit set actor = 'somebody else'", &[])
        })
        .await
        .unwrap();
        let ill = doctor::run(&db, folder.path()).await;
        assert_eq!(state(&ill, "overlapping claims"), State::Fail);
        assert_eq!(state(&ill, "audit log"), State::Fail);
        assert_eq!(count(&db, "alpha_note").await, 0);
    })
    .await;
}
