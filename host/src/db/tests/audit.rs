//! Every way to tamper with the log is found.

use super::fixture::{Fixture, NOW, on_each_engine, sqlite, write};
use crate::db::audit::{self, Entry, Finding, Head};
use crate::db::{Db, DbError, Engine, Tx, Value};

fn entry(n: i64) -> Entry {
    Entry {
        audit_id: format!("a{n:04}"),
        at: NOW + n / 3,
        actor: "anna".to_owned(),
        plugin: "booking".to_owned(),
        version: "1.0.0".to_owned(),
        action: "mutate/appointment-create".to_owned(),
        input: format!("{{\"n\":{n}}}"),
        ..Entry::default()
    }
}

/// 40 sealed rows and 5 that wait; the head of the chain.
async fn log(db: &Db) -> Head {
    db.set_audit_key([7; 32]);
    for n in 0..40 {
        write(db, move |tx| audit::append(tx, &entry(n))).await.unwrap();
    }
    let head = audit::seal(db).await.unwrap().expect("rows were sealed");
    for n in 40..45 {
        write(db, move |tx| audit::append(tx, &entry(n))).await.unwrap();
    }
    head
}

#[tokio::test]
async fn an_untouched_log_is_sound_and_sealing_again_goes_on_where_it_stopped() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let head = log(&db).await;
        assert_eq!(head.sequence, 40);
        let report = audit::verify(&db, std::slice::from_ref(&head)).await.unwrap();
        assert_eq!((report.sealed, report.unsealed, report.findings), (40, 5, vec![]));
        let next = audit::seal(&db).await.unwrap().unwrap();
        let report = audit::verify(&db, &[head, next]).await.unwrap();
        assert_eq!((report.sealed, report.unsealed, report.findings), (45, 0, vec![]));
    })
    .await;
}

/// A small generator: the seed is printed by the failing assertion.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n) as i64
    }
}

/// One random act of tampering; says what it did.
fn tamper(tx: &mut Tx, random: &mut Random) -> Result<&'static str, DbError> {
    let id = |n: i64| Value::from(format!("a{n:04}"));
    let row = random.below(45);
    let sealed = random.below(40);
    let other = (sealed + 1 + random.below(39)) % 40;
    match random.below(10) {
        0 => {
            let column =
                ["actor", "plugin_id", "action", "input", "request_id", "on_behalf_of", "plugin_version"]
                    [random.below(7) as usize];
            tx.execute(
                &format!("update host_audit set {column} = 'forged' where audit_id = $1"),
                &[id(row)],
            )?;
            Ok("edit a text")
        }
        1 => {
            tx.execute(
                "update host_audit set occurred_at = occurred_at + 1 where audit_id = $1",
                &[id(row)],
            )?;
            Ok("edit the time")
        }
        2 => {
            tx.execute("delete from host_audit where audit_id = $1", &[id(sealed)])?;
            Ok("delete a row")
        }
        3 => {
            tx.execute("delete from host_audit where audit_id = $1", &[id(sealed)])?;
            tx.execute("delete from host_audit_seal where audit_id = $1", &[id(sealed)])?;
            Ok("delete a row and its seal")
        }
        4 => {
            tx.execute("delete from host_audit_seal where audit_id = $1", &[id(sealed)])?;
            Ok("delete a seal")
        }
        5 => {
            swap(tx, "audit_id", sealed, other)?;
            Ok("reorder two rows")
        }
        6 => {
            let copy = "insert into host_audit (audit_id, occurred_at, actor, on_behalf_of, plugin_id, plugin_version,
                            action, input, request_id, proof)
                        select 'b0001', occurred_at, actor, on_behalf_of, plugin_id, plugin_version, action, input,
                            request_id, proof
                        from host_audit where audit_id = $1";
            tx.execute(copy, &[id(row)])?;
            Ok("insert a copy under a new id")
        }
        7 => {
            let gone = 39 - random.below(20);
            tx.execute("delete from host_audit_seal where sequence > $1", &[gone.into()])?;
            tx.execute("delete from host_audit where audit_id >= $1", &[id(gone)])?;
            Ok("cut off the end, rows and seals")
        }
        8 => {
            tx.execute("update host_audit_seal set hash = 'ff' where audit_id = $1", &[id(sealed)])?;
            Ok("replace a hash")
        }
        _ => {
            let sql = "update host_audit set proof = (select proof from host_audit where audit_id = $2)
                       where audit_id = $1";
            tx.execute(sql, &[id(sealed), id(other)])?;
            Ok("borrow another row's proof")
        }
    }
}

/// Swaps a column of two seals; unique, so over a third value.
fn swap(tx: &mut Tx, column: &str, a: i64, b: i64) -> Result<(), DbError> {
    let name = |n: i64| format!("a{n:04}");
    for (from, to) in [(name(a), "swap".to_owned()), (name(b), name(a)), ("swap".to_owned(), name(b))] {
        let sql = format!("update host_audit_seal set {column} = $2 where {column} = $1");
        tx.execute(&sql, &[from.into(), to.into()])?;
    }
    Ok(())
}

#[tokio::test]
async fn a_thousand_random_acts_of_tampering_are_all_found() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let head = log(&db).await;
        let rounds = if db.engine() == Engine::Sqlite { 1000 } else { 200 };
        let kinds = write_and_undo(&db, move |tx| {
            let mut kinds = std::collections::BTreeSet::new();
            for seed in 0..rounds {
                let mark = tx.savepoint()?;
                let done = tamper(tx, &mut Random(seed))?;
                let report = audit::walk(tx, std::slice::from_ref(&head))?;
                assert!(!report.findings.is_empty(), "seed {seed}: {done} was not found");
                tx.rollback_to(mark)?;
                kinds.insert(done);
            }
            Ok(kinds)
        })
        .await;
        assert_eq!(kinds.len(), 10, "every kind of tampering must have been tried: {kinds:?}");
        assert_eq!(audit::verify(&db, &[]).await.unwrap().findings, vec![], "all was undone");
    })
    .await;
}

/// Runs `work` in a write transaction that is then given up.
async fn write_and_undo<T: Send + 'static>(
    db: &Db,
    mut work: impl FnMut(&mut Tx) -> Result<T, DbError> + Send + 'static,
) -> T {
    let (send, receive) = std::sync::mpsc::channel();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(120);
    let undone = db.write(deadline, &[], move |tx| {
        send.send(work(tx)?).expect("the test waits");
        Err::<(), _>(DbError::ReadOnly)
    });
    assert!(matches!(undone.await, Err(DbError::ReadOnly)));
    receive.recv().expect("the work ran")
}

#[tokio::test]
async fn a_row_written_without_the_key_is_found_before_it_is_sealed() {
    let Fixture { db, options, folder: _folder } = sqlite().await;
    log(&db).await;
    db.close();
    drop(db);
    let stranger = Db::open(options.clone()).await.unwrap();
    stranger.set_audit_key([8; 32]);
    write(&stranger, |tx| audit::append(tx, &entry(99))).await.unwrap();
    stranger.close();
    drop(stranger);
    let db = Db::open(options).await.unwrap();
    db.set_audit_key([7; 32]);
    let findings = audit::verify(&db, &[]).await.unwrap().findings;
    assert_eq!(findings, [Finding::Edited { audit_id: "a0099".to_owned() }]);
}

#[test]
fn heads_kept_in_a_file_come_back_and_a_damaged_line_is_a_head_that_nothing_matches() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("heads");
    assert_eq!(audit::remembered(&path).unwrap(), []);
    let head = Head { sequence: 12, hash: "ab".to_owned() };
    audit::remember(&path, &head).unwrap();
    std::fs::write(&path, [std::fs::read(&path).unwrap(), b"rubbish\n".to_vec()].concat()).unwrap();
    let heads = audit::remembered(&path).unwrap();
    assert_eq!(heads[0], head);
    assert_eq!(heads[1].sequence, -1);
}
