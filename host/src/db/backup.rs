//! A consistent copy of a working database, and its way back into an empty place.
//!
//! SQLite: the online backup API in one step, so one snapshot, while commands go on; never a file copy (it
//! loses what lies in the log). PostgreSQL: `pg_dump`, which must be installed; its custom format holds the
//! same snapshot. Beside the copy lies `<copy>.json` with its SHA-256 and the head of the audit chain.
//! Bundles and uploads lie in the database and are part of it. The copy is not encrypted, and its description
//! holds the key of the audit log's proofs (or a restored log could not be verified on another machine): both
//! files are readable by their owner alone, and belong where the database itself might lie.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::{Address, Db, DbError, DbOptions, audit, sqlite};

/// Written in every copy's description; a reader refuses what it does not know.
const FORMAT: u64 = 1;

/// Time for the statements around a restore.
const SETTLE_TIME: Duration = Duration::from_secs(120);

/// A finished copy.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Backup {
    pub format: u64,
    /// `sqlite` or `postgres`: a copy goes back into the same engine.
    pub engine: String,
    /// Milliseconds UTC.
    pub created_at: i64,
    pub bytes: u64,
    /// Hex, over the copy.
    pub sha256: String,
    /// Number and hash of the newest sealed audit row at the start: a restored log must reach it.
    pub audit_head: Option<(i64, String)>,
    /// Hex; what [`Db::set_audit_key`] was given.
    pub audit_key: Option<String>,
}

impl std::fmt::Display for Backup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let head = self.audit_head.as_ref().map_or(0, |(sequence, _)| *sequence);
        write!(
            f,
            "A copy of the {} database: {} bytes, SHA-256 {}, audit log up to number {head}.",
            self.engine, self.bytes, self.sha256
        )
    }
}

/// What [`restore`] brought back.
#[derive(Clone, Debug)]
pub struct Restored {
    pub backup: Backup,
    /// Keep it as the installation's audit key.
    pub audit_key: Option<[u8; 32]>,
}

impl std::fmt::Display for Restored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} It is in place again. Everybody signs in anew; messages that were still to be sent wait for the owner.",
            self.backup
        )
    }
}

/// Copies the database to `path` while it works. An existing file is replaced only by a finished, checked copy.
pub async fn backup(db: &Db, path: &Path) -> Result<Backup, DbError> {
    let head = audit::head(db).await?;
    let part = beside(path, "part");
    let (url, to, created_at) = (db.shared.options.url.clone(), part.clone(), db.clock().now());
    let copy = move || match Address::parse(&url)? {
        Address::Sqlite(file) => sqlite::copy(&file, &to).map(|()| "sqlite"),
        Address::Postgres => dump(&url, &to).map(|()| "postgres"),
    };
    // Made before anything is in it, so that no other user ever reads it.
    write_private(&part, b"").map_err(|error| cannot("write", &part, error))?;
    let engine = blocking(copy).await?;
    let (to, key) = (path.to_owned(), db.shared.common.audit_key.get().copied());
    blocking(move || {
        let (bytes, sha256) = digest(&part)?;
        let audit_head = head.map(|head| (head.sequence, head.hash));
        let audit_key = key.map(hex::encode);
        let engine = engine.to_owned();
        let backup = Backup { format: FORMAT, engine, created_at, bytes, sha256, audit_head, audit_key };
        let text = serde_json::to_vec_pretty(&backup).expect("a description is JSON");
        // The description first: a copy without one does not restore, the other way round it just waits.
        write_private(&beside(&to, "json"), &text)
            .map_err(|error| cannot("write the description of", &to, error))?;
        std::fs::rename(&part, &to).map_err(|error| cannot("put in place", &to, error))?;
        sync_folder(&to)?;
        Ok(backup)
    })
    .await
}

/// Brings a copy back into an empty place: a file that does not exist, or a database without tables.
///
/// Afterwards nothing of the old life acts by itself (security.md promise 14): sessions are dropped, waiting
/// effects are parked, and the salon's epoch (setting `host`/`epoch`) is one higher. The audit log must be
/// sound and reach the head the description names.
pub async fn restore(path: &Path, target: &str) -> Result<Restored, DbError> {
    let (from, url) = (path.to_owned(), target.to_owned());
    let backup = blocking(move || {
        let backup = described(&from)?;
        match (Address::parse(&url)?, backup.engine.as_str()) {
            (Address::Sqlite(file), "sqlite") => place(&from, &file)?,
            (Address::Postgres, "postgres") => load(&url, &from)?,
            (_, engine) => {
                return Err(DbError::engine(
                    "restore",
                    format!("the copy is of {engine}, the target is not"),
                ));
            }
        }
        Ok(backup)
    })
    .await?;
    let bytes = backup.audit_key.as_ref().and_then(|key| hex::decode(key).ok());
    let audit_key = bytes.and_then(|key| <[u8; 32]>::try_from(key).ok());
    let db = Db::open(DbOptions::new(target)).await?;
    let settled = verify_and_settle(&db, &backup, audit_key).await;
    let closing = db.clone();
    blocking(move || {
        closing.close();
        Ok(())
    })
    .await?;
    settled.map(|()| Restored { backup, audit_key })
}

async fn verify_and_settle(db: &Db, backup: &Backup, audit_key: Option<[u8; 32]>) -> Result<(), DbError> {
    if let Some(key) = audit_key {
        db.set_audit_key(key);
    }
    let heads = backup.audit_head.iter().cloned();
    let heads: Vec<_> = heads.map(|(sequence, hash)| audit::Head { sequence, hash }).collect();
    let report = audit::verify(db, &heads).await?;
    if let Some(finding) = report.findings.first() {
        return Err(DbError::engine("trust the restored audit log", finding.to_string()));
    }
    let now = db.clock().now();
    db.write(Instant::now() + SETTLE_TIME, &[], move |tx| settle(tx, now)).await
}

fn settle(tx: &mut super::Tx, now: i64) -> Result<(), DbError> {
    tx.execute("delete from host_session", &[])?;
    tx.execute("update host_effect set state = 'parked' where state in ('ready', 'leased')", &[])?;
    let epoch = tx.query_one("select value from host_setting where scope = 'host' and key = 'epoch'", &[])?;
    let epoch = epoch.and_then(|row| row.text(0).parse::<i64>().ok()).unwrap_or(1) + 1;
    tx.execute(
        "insert into host_setting (scope, key, value, updated_at) values ('host', 'epoch', $1, $2)
         on conflict (scope, key) do update set value = excluded.value, updated_at = excluded.updated_at",
        &[epoch.to_string().into(), now.into()],
    )?;
    Ok(())
}

/// Reads the description and holds the copy against it.
fn described(path: &Path) -> Result<Backup, DbError> {
    let text = std::fs::read(beside(path, "json"))
        .map_err(|error| cannot("read the description of", path, error))?;
    let backup: Backup = serde_json::from_slice(&text)
        .map_err(|error| DbError::engine("read the description of a copy", error))?;
    if backup.format != FORMAT {
        let text = format!("its format is {}, this version of pardoz knows {FORMAT}", backup.format);
        return Err(DbError::engine("restore", text));
    }
    if digest(path)?.1 != backup.sha256 {
        return Err(DbError::engine(
            "restore",
            "the copy does not match its SHA-256: it is damaged or was changed",
        ));
    }
    Ok(backup)
}

/// SQLite: checks the copy and puts it where no file is.
fn place(from: &Path, to: &Path) -> Result<(), DbError> {
    if to.exists() {
        return Err(DbError::engine(
            "restore",
            format!("{} exists; restore goes into an empty place", to.display()),
        ));
    }
    sqlite::check_file(from)?;
    if let Some(folder) = to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| cannot("make the folder of", to, error))?;
    }
    let part = beside(to, "part");
    std::fs::copy(from, &part).map_err(|error| cannot("copy to", &part, error))?;
    let file = std::fs::File::open(&part).map_err(|error| cannot("open", &part, error))?;
    file.sync_all().map_err(|error| cannot("sync", &part, error))?;
    std::fs::rename(&part, to).map_err(|error| cannot("put in place", to, error))?;
    sync_folder(to)
}

fn dump(url: &str, to: &Path) -> Result<(), DbError> {
    // Deferrable: waits for a snapshot that no serializable command can have been wrong in.
    let mut command = program("pg_dump", url);
    command.args(["--format=custom", "--serializable-deferrable", "--no-owner", "--no-privileges"]);
    run(command.arg("--file").arg(to), "pg_dump")?;
    let file = std::fs::File::open(to).map_err(|error| cannot("open", to, error))?;
    file.sync_all().map_err(|error| cannot("sync", to, error))
}

/// Roles and grants are not in a dump; the host makes them again for every active plugin at start.
fn load(url: &str, from: &Path) -> Result<(), DbError> {
    let mut command = program("pg_restore", url);
    command.args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]);
    // In one transaction: a target that has any of the tables already refuses all of them.
    run(command.arg(from), "pg_restore")
}

/// A PostgreSQL program on the database. The password goes through the environment: arguments can be seen by
/// everybody on the machine.
fn program(name: &str, url: &str) -> Command {
    let mut command = Command::new(name);
    let (address, password) = without_password(url);
    command.arg("--dbname").arg(address);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

fn without_password(url: &str) -> (String, Option<String>) {
    let split = || {
        let (scheme, rest) = url.split_once("://")?;
        let (login, place) = rest.split_once('@')?;
        let (user, password) = login.split_once(':')?;
        let password = percent_encoding::percent_decode_str(password).decode_utf8().ok()?.into_owned();
        Some((format!("{scheme}://{user}@{place}"), password))
    };
    match split() {
        Some((address, password)) => (address, Some(password)),
        None => (url.to_owned(), None),
    }
}

fn run(command: &mut Command, name: &str) -> Result<(), DbError> {
    let output = command.output().map_err(|error| DbError::engine(format!("start {name}"), error))?;
    if output.status.success() {
        return Ok(());
    }
    Err(DbError::engine(format!("run {name}"), String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

fn digest(path: &Path) -> Result<(u64, String), DbError> {
    let mut file = std::fs::File::open(path).map_err(|error| cannot("open", path, error))?;
    let (mut digest, mut buffer, mut bytes) = (Sha256::new(), vec![0; 1 << 20], 0);
    loop {
        let count = file.read(&mut buffer).map_err(|error| cannot("read", path, error))?;
        if count == 0 {
            return Ok((bytes, hex::encode(digest.finalize())));
        }
        digest.update(&buffer[..count]);
        bytes += count as u64;
    }
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// `salon.db` → `salon.db.part`.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

/// A rename is durable once its folder is.
fn sync_folder(path: &Path) -> Result<(), DbError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = std::fs::File::open(folder).map_err(|error| cannot("open the folder of", path, error))?;
    folder.sync_all().map_err(|error| cannot("sync the folder of", path, error))
}

fn cannot(doing: &str, path: &Path, error: std::io::Error) -> DbError {
    DbError::engine(format!("{doing} {}", path.display()), error)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(DbError::Closed))
}
