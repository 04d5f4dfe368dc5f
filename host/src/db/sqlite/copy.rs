//! One snapshot into another file.

use std::path::Path;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::db::DbError;

/// Copies the database at `from` into the empty file `to`, while its writer goes on; the copy is checked and on
/// the disk when this returns.
pub(in crate::db) fn copy(from: &Path, to: &Path) -> Result<(), DbError> {
    fill(from, to)
        .map_err(|error| DbError::engine(format!("copy the database to {}", to.display()), error))?;
    check_file(to)?;
    let file = std::fs::File::open(to).and_then(|file| file.sync_all());
    file.map_err(|error| DbError::engine(format!("sync {}", to.display()), error))
}

fn fill(from: &Path, to: &Path) -> rusqlite::Result<()> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    source.busy_timeout(Duration::from_secs(5))?;
    let mut target = Connection::open(to)?;
    {
        let backup = Backup::new(&source, &mut target)?;
        // All pages in one step are one snapshot; page by page, every commit would start it over.
        while !matches!(backup.step(-1)?, StepResult::Done) {
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    // The copy remembers the log mode of its source; as a single file it needs none.
    target.pragma_update(None, "journal_mode", "delete")?;
    target.close().map_err(|(_, error)| error)
}

/// Errors: the file is not a sound database of a salon.
pub(in crate::db) fn check_file(path: &Path) -> Result<(), DbError> {
    let doing = || format!("check {}", path.display());
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| DbError::engine(doing(), error))?;
    let answer: String = connection
        .query_row("pragma integrity_check", [], |row| row.get(0))
        .map_err(|error| DbError::engine(doing(), error))?;
    if answer != "ok" {
        return Err(DbError::engine(doing(), answer));
    }
    let steps: i64 = connection
        .query_row("select count(*) from host_migration", [], |row| row.get(0))
        .map_err(|error| DbError::engine(doing(), error))?;
    if steps == 0 { Err(DbError::engine(doing(), "it holds no salon")) } else { Ok(()) }
}
