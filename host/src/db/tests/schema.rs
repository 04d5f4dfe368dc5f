//! The host's and plugins' migrations.

use super::fixture::{Fixture, NOW, on_each_engine, sqlite, write};
use crate::db::migrate::{self, PluginMigration};
use crate::db::{Db, DbError};

fn step(name: &str, source: &str, additive: bool) -> PluginMigration {
    let statements = vec![source.to_owned()];
    PluginMigration { name: name.to_owned(), source: source.to_owned(), additive, statements }
}

fn steps() -> Vec<PluginMigration> {
    vec![
        step("0001_create_visit", "create table gamma_visit (visit_id text not null primary key)", true),
        step("0002_add_note", "alter table gamma_visit add column note text", true),
        step("0003_drop_note", "alter table gamma_visit drop column note", false),
    ]
}

#[tokio::test]
async fn a_plugins_migrations_run_once_and_an_edited_old_one_refuses_the_update() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let apply = |migrations: fn() -> Vec<PluginMigration>| {
            let db = db.clone();
            async move {
                write(&db, move |tx| migrate::apply_plugin(tx, "gamma", "1.0.0", &migrations(), NOW)).await
            }
        };
        assert_eq!(apply(|| steps().drain(..2).collect()).await.unwrap().len(), 2);
        assert_eq!(apply(steps).await.unwrap(), ["0003_drop_note"]);
        assert_eq!(apply(steps).await.unwrap().len(), 0);
        let edited = apply(|| {
            let mut migrations = steps();
            migrations[0].source.push_str(" -- later");
            migrations
        });
        let text = format!("{:?}", edited.await.unwrap_err());
        assert!(text.contains("0001_create_visit was changed"), "{text}");
        let back = |kept| {
            let db = db.clone();
            async move { write(&db, move |tx| migrate::can_go_back(tx, "gamma", kept)).await.unwrap() }
        };
        assert!(back(3).await, "nothing after the third step");
        assert!(!back(2).await, "the third step took a column away");
    })
    .await;
}

#[tokio::test]
async fn a_migration_that_fails_half_way_leaves_nothing() {
    on_each_engine(|Fixture { db, .. }: Fixture| async move {
        let failed = write(&db, |tx| {
            let mut migrations = steps();
            migrations[1].statements = vec!["alter table gamma_nothing add column note text".to_owned()];
            migrate::apply_plugin(tx, "gamma", "1.0.0", &migrations, NOW)
        });
        assert!(failed.await.is_err());
        let gone = write(&db, |tx| tx.query("select * from gamma_visit", &[])).await;
        assert!(matches!(gone, Err(DbError::Engine { .. })), "{gone:?}");
        let applied = write(&db, |tx| migrate::apply_plugin(tx, "gamma", "1.0.0", &steps(), NOW)).await;
        assert_eq!(applied.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_database_with_an_edited_or_a_newer_step_is_refused() {
    for (change, expected) in [
        (
            "update host_migration set checksum = 'x' where name = '0020_create_claim'",
            "0020_create_claim was changed",
        ),
        (
            "insert into host_migration (name, checksum, applied_at) values ('9999_future', 'x', 0)",
            "9999_future",
        ),
    ] {
        let Fixture { db, options, folder: _folder } = sqlite().await;
        write(&db, move |tx| tx.execute(change, &[])).await.unwrap();
        db.close();
        drop(db);
        let refused = Db::open(options).await.err().expect("it must not open");
        assert!(format!("{refused:?}").contains(expected), "{refused:?}");
    }
}

#[test]
fn every_file_of_the_hosts_schema_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let files =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> =
        files.filter_map(|name| name.strip_suffix(".sql").map(str::to_owned)).collect();
    files.sort();
    assert_eq!(migrate::host_steps(), files);
}
