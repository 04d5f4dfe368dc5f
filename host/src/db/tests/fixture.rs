//! A fresh database on each engine, with two small plugins in it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::db::{Db, DbError, DbOptions, Grants, PluginStatement, Value, role};

/// A database that goes away with the test.
pub struct Fixture {
    pub db: Db,
    pub options: DbOptions,
    /// Keep it as long as the database is in use.
    pub folder: Arc<tempfile::TempDir>,
}

pub const NOW: i64 = 1_795_000_000_000;

/// Runs a test on SQLite and, where its programs are installed, on PostgreSQL.
pub async fn on_each_engine<F: Future<Output = ()>>(test: impl Fn(Fixture) -> F) {
    let fixtures = [Some(sqlite().await), postgres().await];
    for fixture in fixtures.into_iter().flatten() {
        // A test takes what it needs out of the fixture; the folder must outlive the rest.
        let _folder = fixture.folder.clone();
        test(fixture).await;
    }
}

/// `None` where PostgreSQL's programs are not installed; that is said aloud.
pub async fn postgres() -> Option<Fixture> {
    let url = tokio::task::spawn_blocking(super::postgres::fresh_database).await.expect("a cluster")?;
    Some(open(url, tempfile::tempdir().expect("a temporary folder")).await)
}

pub async fn sqlite() -> Fixture {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("salon.db").display());
    open(url, folder).await
}

async fn open(url: String, folder: tempfile::TempDir) -> Fixture {
    let options = DbOptions { clock: Clock::fixed(NOW), queue_max: 2000, ..DbOptions::new(url) };
    let db = Db::open(options.clone()).await.expect("the database opens");
    let tables = "
        create table alpha_note (note_id text not null primary key, body text, stars bigint not null default 0
            constraint alpha_note_stars_few check (stars <= 5));
        create unique index alpha_note_body on alpha_note (body);
        create table beta_secret (secret_id text not null primary key, word text, phone text);
        create table alpha_ledger (entry_id text not null primary key, amount bigint not null);
        insert into beta_secret (secret_id, word, phone) values ('s1', 'canary', '+998901234567');
        create view x_beta_secret as select secret_id, phone from beta_secret;
    ";
    write(&db, move |tx| {
        tx.execute_batch(tables)?;
        role::apply(tx, &alpha())?;
        role::apply(tx, &beta())
    })
    .await
    .expect("the test's tables");
    Fixture { db, options, folder: Arc::new(folder) }
}

pub fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

pub async fn write<T: Send + 'static>(
    db: &Db,
    work: impl FnMut(&mut crate::db::Tx) -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    db.write(soon(), &[], work).await
}

pub async fn read<T: Send + 'static>(
    db: &Db,
    work: impl FnOnce(&mut crate::db::Tx) -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    db.read(soon(), work).await
}

pub async fn count(db: &Db, table: &'static str) -> i64 {
    let sql = format!("select count(*) from {table}");
    read(db, move |tx| Ok(tx.query(&sql, &[])?[0].int(0))).await.expect("counting rows")
}

/// Adds a note as the host.
pub fn note(tx: &mut crate::db::Tx, note_id: &str) -> Result<u64, DbError> {
    tx.touch("alpha_note");
    tx.execute("insert into alpha_note (note_id, body) values ($1, $2)", &[note_id.into(), Value::Null])
}

/// Plugin alpha: its notes, its append-only ledger, and the exchange view over beta's phones.
pub fn alpha() -> Arc<Grants> {
    let mut grants = Grants { plugin: "alpha".to_owned(), ..Grants::default() };
    for table in ["alpha_note", "alpha_ledger"] {
        grants.read.insert(table.to_owned(), None);
        grants.write.insert(table.to_owned());
    }
    grants.append_only.insert("alpha_ledger".to_owned());
    grants.read.insert("x_beta_secret".to_owned(), None);
    let columns = ["secret_id", "phone"].map(str::to_owned).into();
    grants.read.insert("beta_secret".to_owned(), Some(columns));
    Arc::new(grants)
}

/// Plugin beta: its secrets.
pub fn beta() -> Arc<Grants> {
    let mut grants = Grants { plugin: "beta".to_owned(), ..Grants::default() };
    grants.read.insert("beta_secret".to_owned(), None);
    grants.write.insert("beta_secret".to_owned());
    Arc::new(grants)
}

pub fn statement(plugin: &str, sql: &str, writes: Option<&str>) -> PluginStatement {
    PluginStatement {
        plugin: plugin.to_owned(),
        name: "test".to_owned(),
        version: "1".to_owned(),
        sql: sql.into(),
        reads: Vec::new(),
        writes: writes.map(str::to_owned),
        params: Vec::new(),
        columns: Vec::new(),
    }
}
