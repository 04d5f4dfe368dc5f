//! What the engine itself refuses a plugin, whatever the gate let through.

use std::sync::Arc;

use super::fixture::{Fixture, alpha, beta, note, on_each_engine, postgres, read, sqlite, statement, write};
use crate::db::{Db, DbError, DbOptions, Engine, Grants, Tx, Value};

/// Runs a text as a plugin's statement.
fn as_plugin(tx: &mut Tx, grants: &Arc<Grants>, sql: &str) -> Result<Vec<Vec<Value>>, DbError> {
    let before = tx.enter_plugin(grants);
    let rows = tx.plugin_query(&statement(&grants.plugin, sql, None), &[], 100, 100_000, None);
    tx.leave_plugin(before);
    rows.map(|rows| rows.decode())
}

/// Statements of alpha that touch what alpha was not granted. The gate refuses all of them at install; here
/// the engine is alone with them.
const ATTACKS: &[&str] = &[
    "select word from beta_secret",
    "select count(word) from beta_secret",
    "select (select word from beta_secret)",
    "select note_id from alpha_note where exists (select word from beta_secret)",
    "with x_beta_secret as (select word from beta_secret) select * from x_beta_secret",
    "with a as (select word as w from beta_secret) select w from a",
    "select n.note_id from alpha_note n join beta_secret s on s.word = n.note_id",
    "select note_id from alpha_note order by (select word from beta_secret)",
    "select note_id from alpha_note union all select word from beta_secret",
    "select max(word) over () from beta_secret",
    "insert into alpha_note (note_id) select word from beta_secret",
    "insert into beta_secret (secret_id) values ('mine')",
    "update beta_secret set word = 'mine'",
    "update alpha_note set body = (select word from beta_secret)",
    "delete from beta_secret",
    "insert into alpha_note (note_id) values ('z') returning (select word from beta_secret)",
    "update alpha_ledger set amount = 0",
    "delete from alpha_ledger",
    "insert into alpha_ledger (entry_id, amount) values ('e', 1) on conflict (entry_id) do update set amount = 9",
    "select login from host_account",
    "select count(*) from host_session",
    "insert into host_audit_seal (sequence, audit_id, hash, sealed_at) values (1, 'a', 'h', 0)",
    "delete from host_claim",
    "create table alpha_more (id text)",
    "create temp table beta_secret (word text)",
    "create view x_mine as select word from beta_secret",
    "drop table alpha_note",
    "alter table alpha_note add column more text",
];

/// SQLite alone.
const SQLITE_ATTACKS: &[&str] = &[
    "select * from sqlite_master",
    "select sql from sqlite_schema",
    "update sqlite_master set sql = ''",
    "update sqlite_schema set sql = '' where rowid = 1",
    "delete from sqlite_master",
    "select name from pragma_table_info('beta_secret')",
    "pragma table_info('beta_secret')",
    "pragma query_only = off",
    "pragma synchronous = off",
    "attach database '/tmp/other.db' as other",
    "vacuum",
    "select load_extension('x')",
    "select hex(randomblob(8))",
    "select hex(zeroblob(100000000))",
    "select sqlite_version()",
    "select random()",
    "select printf('%*d', 1000, 1)",
    "create trigger alpha_spy after insert on beta_secret begin insert into alpha_note (note_id) values (new.word); end",
    "create index alpha_index on beta_secret (word)",
    "reindex",
    "analyze beta_secret",
    "begin",
    "commit",
    "rollback",
    "savepoint s",
    "release p1",
];

/// Statements a plugin may run, on both engines: a wall that refuses everything would pass the rest.
const HONEST: &[&str] = &[
    "select note_id, body, stars from alpha_note order by note_id",
    "select count(*) from alpha_note",
    "select secret_id, phone from x_beta_secret",
    "select count(*) from x_beta_secret",
    "with a as (select note_id, row_number() over (order by note_id) as n from alpha_note) select * from a where n > 0",
    "insert into alpha_note (note_id, stars) values ('h', 1) on conflict (note_id) do update set stars = 2",
    "update alpha_note set stars = stars + 1 where note_id = 'h' returning stars",
    "delete from alpha_note where note_id = 'h'",
    "insert into alpha_ledger (entry_id, amount) values ('h', 5)",
    "select coalesce(sum(amount), 0), max(lower(entry_id)) from alpha_ledger",
    "select replace(trim(substr('abc', 1, 2)), 'a', 'b'), abs(-1), round(1.5), nullif(1, 2)",
];

#[tokio::test]
async fn the_engine_refuses_foreign_tables_columns_and_schema_changes_and_allows_the_rest() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let engine = db.engine();
        let attacks = ATTACKS.iter().chain(SQLITE_ATTACKS.iter().filter(|_| engine == Engine::Sqlite));
        for attack in attacks {
            let outcome = write(&db, move |tx| {
                let mark = tx.savepoint()?;
                let outcome = as_plugin(tx, &alpha(), attack);
                // The connection stays of use, and the command may go on without the statement.
                tx.rollback_to(mark)?;
                as_plugin(tx, &alpha(), "select count(*) from alpha_note")?;
                Ok(outcome)
            })
            .await
            .unwrap_or_else(|error| panic!("{engine:?} {attack}: {error:?}"));
            assert!(outcome.is_err(), "{engine:?} {attack}: {outcome:?}");
        }
        let list = match engine {
            Engine::Sqlite => "select value from json_each('[1,2]')",
            Engine::Postgres => "select value from jsonb_array_elements_text('[1,2]'::jsonb)",
        };
        for honest in HONEST.iter().copied().chain([list]) {
            let outcome = write(&db, move |tx| as_plugin(tx, &alpha(), honest)).await;
            assert!(outcome.is_ok(), "{engine:?} {honest}: {outcome:?}");
        }
        let word = write(&db, |tx| as_plugin(tx, &beta(), "select word from beta_secret")).await.unwrap();
        assert_eq!(word, [[Value::from("canary")]], "nothing of beta's changed");
    })
    .await;
}

#[tokio::test]
async fn a_cached_statement_of_one_plugin_does_not_run_for_another() {
    on_each_engine(|Fixture { db, options, .. }: Fixture| async move {
        // One reader, so that both plugins meet the same connection and its statements.
        db.close();
        drop(db);
        let db = Db::open(DbOptions { readers: 1, ..options }).await.unwrap();
        let (a, b) = (alpha(), beta());
        for _ in 0..3 {
            let (a, b) = (a.clone(), b.clone());
            read(&db, move |tx| {
                let sql = "select word from beta_secret";
                assert_eq!(as_plugin(tx, &b, sql)?, [[Value::from("canary")]]);
                let host = tx.query(sql, &[])?;
                assert_eq!(host[0].text(0), "canary");
                let mark = tx.savepoint()?;
                let foreign = as_plugin(tx, &a, sql);
                assert!(matches!(foreign, Err(DbError::Denied(_))), "{foreign:?}");
                tx.rollback_to(mark)?;
                // And a host statement between a plugin's own still has the host's rights.
                as_plugin(tx, &a, "select count(*) from alpha_note")?;
                tx.query("select count(*) from host_account", &[])?;
                assert!(as_plugin(tx, &b, sql).is_ok());
                Ok(())
            })
            .await
            .unwrap();
            // A change of schema makes SQLite prepare the kept statements again: each under its owner.
            write(&db, |tx| tx.execute_batch("create table if not exists later (id text); drop table later"))
                .await
                .unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_plugin_runs_only_its_own_statements_and_only_when_it_is_its_turn() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        write(&db, |tx| {
            let own = statement("alpha", "select 1", None);
            assert!(
                matches!(tx.plugin_query(&own, &[], 1, 100, None), Err(DbError::Denied(_))),
                "nobody entered"
            );
            let before = tx.enter_plugin(&alpha());
            let inner = tx.enter_plugin(&beta());
            assert!(matches!(tx.plugin_execute(&own, &[]), Err(DbError::Denied(_))), "beta is at work");
            tx.leave_plugin(inner);
            assert!(tx.plugin_query(&own, &[], 1, 100, None).is_ok());
            tx.leave_plugin(before);
            Ok(())
        })
        .await
        .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_commit_nobody_announced_is_vetoed() {
    let fixture = sqlite().await;
    let db = fixture.db.clone();
    let result = write(&db, |tx| {
        note(tx, "smuggled")?;
        // Even the host's own statement cannot end the shared transaction.
        assert!(tx.execute_batch("commit").is_err());
        assert!(!tx.alive());
        Ok(())
    })
    .await;
    assert!(matches!(result, Err(DbError::Dead)), "{result:?}");
    assert_eq!(db.stats().vetoes.load(std::sync::atomic::Ordering::Relaxed), 1);
    assert_eq!(super::fixture::count(&db, "alpha_note").await, 0);
}

#[tokio::test]
async fn a_statement_that_ends_the_transaction_silently_ends_the_call() {
    let fixture = sqlite().await;
    let db = fixture.db.clone();
    write(&db, |tx| note(tx, "there")).await.unwrap();
    let result = write(&db, |tx| {
        note(tx, "with it")?;
        // The gate knows no `or rollback`; the authorizer sees a plain insert (security.md finding 3).
        let ended = as_plugin(tx, &alpha(), "insert or rollback into alpha_note (note_id) values ('there')");
        assert!(matches!(ended, Err(DbError::Constraint { .. })), "{ended:?}");
        let swallowed = as_plugin(tx, &alpha(), "insert into alpha_note (note_id) values ('alone')");
        assert!(matches!(swallowed, Err(DbError::Dead)), "{swallowed:?}");
        Ok(())
    })
    .await;
    assert!(matches!(result, Err(DbError::Dead)), "{result:?}");
    assert_eq!(super::fixture::count(&db, "alpha_note").await, 1);
}

#[tokio::test]
async fn a_weakened_transaction_is_not_committed() {
    let Some(Fixture { db, .. }) = postgres().await else { return };
    let result = write(&db, |tx| {
        note(tx, "fast and loose")?;
        tx.execute_batch("set local synchronous_commit = off")
    });
    assert!(result.await.is_err());
    assert_eq!(super::fixture::count(&db, "alpha_note").await, 0);
    write(&db, |tx| note(tx, "durable")).await.expect("the connection is whole again");
}
