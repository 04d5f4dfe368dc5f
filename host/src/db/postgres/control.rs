//! The connections beside the others: one checks the server and cancels late statements, one belongs to the
//! process that serves: it holds the lock "one serving process" and hears of the others' commits.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener};
use sqlx::{ConnectOptions, Connection, Row};

use super::session::runtime;
use crate::db::{Common, DbError, DbOptions, spawn};

/// Advisory lock held while a process serves people from the database. ("pardoz" in ASCII.)
const SERVING_LOCK: i64 = 0x7061_7264_6f7a;

/// How long the lock is asked for: after a kill the server gives it back when it sees the broken connection, and a busy
/// one sees that late. A restart must not fail on it.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the server says, under no code of its own, when two transactions change one right at once.
pub(super) const CROSSED: &str = "tuple concurrently updated";

/// How often the listener looks whether it is still wanted.
const LISTEN_FOR: Duration = Duration::from_millis(300);

pub(in crate::db) struct Control {
    cancel: std::sync::Mutex<Sender<i32>>,
}

impl Control {
    /// Connects and checks the server.
    ///
    /// Errors: a server or login this host must not run on (security.md 5).
    pub fn start(options: &PgConnectOptions) -> Result<Self, DbError> {
        let runtime = runtime()?;
        let mut connection = runtime
            .block_on(options.connect())
            .map_err(|error| DbError::engine("connect to PostgreSQL", error))?;
        runtime.block_on(check(&mut connection))?;
        runtime.block_on(close_doors(&mut connection))?;
        let (cancel, asked) = channel();
        // The connection lives as long as someone may ask.
        spawn("db-control".to_owned(), move || serve(&runtime, connection, &asked))?;
        Ok(Self { cancel: std::sync::Mutex::new(cancel) })
    }

    /// Asks the server to interrupt what this backend runs. Fire and forget: the backend's own error tells.
    pub fn cancel(&self, backend: i32) {
        let _ = self.cancel.lock().expect("sending does not panic").send(backend);
    }
}

fn serve(runtime: &tokio::runtime::Runtime, mut connection: PgConnection, asked: &Receiver<i32>) {
    while let Ok(backend) = asked.recv() {
        let cancel = sqlx::query("select pg_cancel_backend($1)").bind(backend);
        if let Err(error) = runtime.block_on(cancel.execute(&mut connection)) {
            tracing::warn!(error = &error as &dyn std::error::Error, "could not cancel a late statement");
        }
    }
    let _ = runtime.block_on(connection.close());
}

/// What every role may do by default and no plugin needs: temporary tables, objects in the schema. Said again at
/// every start, because a dump does not carry it (security.md finding 10). `doctor` looks whether it took.
async fn close_doors(connection: &mut PgConnection) -> Result<(), DbError> {
    let sql = "do $$ begin
        if has_database_privilege('public', current_database(), 'temporary, create') then
            execute format('revoke temporary, create on database %I from public', current_database());
        end if;
        if has_schema_privilege('public', 'public', 'create') then
            revoke create on schema public from public;
        end if;
    end $$";
    for _ in 0..20 {
        match sqlx::raw_sql(sql).execute(&mut *connection).await {
            // Another process opens the same database at this moment.
            Err(error) if error.to_string().contains(CROSSED) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            done => {
                let doing = "take back what plugins' roles do not need";
                return done.map(drop).map_err(|error| DbError::engine(doing, error));
            }
        }
    }
    Err(DbError::Conflict)
}

/// Fails closed: what cannot be trusted is not used.
async fn check(connection: &mut PgConnection) -> Result<(), DbError> {
    let refuse = |why: String| DbError::engine("trust this PostgreSQL", why);
    let sql =
        "select current_setting('server_version_num')::int8, r.rolsuper, r.rolbypassrls, r.rolcreaterole,
                   current_setting('fsync'), current_setting('full_page_writes'),
                   current_setting('standard_conforming_strings'), current_setting('server_encoding')
               from pg_roles r where r.rolname = session_user";
    let row = sqlx::query(sql).fetch_one(&mut *connection).await;
    let row = row.map_err(|error| DbError::engine("read the server's settings", error))?;
    let version: i64 = row.get(0);
    if version < 150_000 {
        return Err(refuse(format!("version 15 or newer is needed, this is {}", version / 10_000)));
    }
    if row.get::<bool, _>(1) || row.get::<bool, _>(2) {
        let help = "create a login for pardoz: create role pardoz login createrole password '…'";
        return Err(refuse(format!("its login is a superuser or bypasses row security; {help}")));
    }
    if !row.get::<bool, _>(3) {
        return Err(refuse("its login needs createrole (each plugin gets a role of its own)".to_owned()));
    }
    for (column, name) in [(4, "fsync"), (5, "full_page_writes"), (6, "standard_conforming_strings")] {
        if row.get::<String, _>(column) != "on" {
            return Err(refuse(format!("{name} is off")));
        }
    }
    if row.get::<String, _>(7) != "UTF8" {
        return Err(refuse("the database's encoding is not UTF8".to_owned()));
    }
    Ok(())
}

/// Takes the database for this process and starts to listen to the others.
pub(in crate::db) fn lock_serving(options: &DbOptions, common: &Arc<Common>) -> Result<(), DbError> {
    let doing = |error| DbError::engine("take the database for this process", error);
    let runtime = runtime()?;
    let url = options.url.clone();
    // A listener may be dropped only where its runtime is at hand (performance.md 9).
    let _context = runtime.enter();
    let (listener, free) = runtime.block_on(async {
        let mut listener = PgListener::connect(&url).await.map_err(doing)?;
        listener.listen("pardoz_changes").await.map_err(doing)?;
        let until = Instant::now() + PATIENCE;
        loop {
            let lock = sqlx::query("select pg_try_advisory_lock($1)").bind(SERVING_LOCK);
            let free: bool = lock.fetch_one(&mut listener).await.map_err(doing)?.get(0);
            if free || Instant::now() >= until {
                return Ok::<_, DbError>((listener, free));
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })?;
    if !free {
        return Err(DbError::engine("serve this database", "another pardoz process serves this database"));
    }
    let common = Arc::downgrade(common);
    spawn("db-listener".to_owned(), move || listen(&runtime, listener, &common)).map(drop)
}

/// Until the database is closed. A lost connection is opened again by the listener itself; what was said in
/// between is unknown, and so is the lock: better to forget every answer.
fn listen(runtime: &tokio::runtime::Runtime, listener: PgListener, common: &Weak<Common>) {
    let _context = runtime.enter();
    let mut listener = listener;
    loop {
        let heard = runtime.block_on(async { tokio::time::timeout(LISTEN_FOR, listener.try_recv()).await });
        let Some(common) = common.upgrade().filter(|common| common.is_serving()) else { return };
        match heard {
            Err(_silence) => {}
            Ok(Ok(Some(change))) => match change.payload() {
                "*" => common.versions.bump_all(),
                names => common.versions.bump(names.split(',').map(str::to_owned).collect()),
            },
            Ok(Ok(None)) => {
                common.versions.bump_all();
                let lock = sqlx::query("select pg_advisory_lock($1)").bind(SERVING_LOCK);
                let _ = runtime.block_on(lock.execute(&mut listener));
            }
            Ok(Err(error)) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "cannot hear of other processes' changes"
                );
                common.versions.bump_all();
                std::thread::sleep(LISTEN_FOR);
            }
        }
    }
}
