//! The doors of an import: read a file, say which column is which, start, stop, look. `worker` does the batches.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tokio::sync::Notify;

use super::intake::{Definition, Intake};
use super::mapping::{Mapping, propose};
use super::read::{Options, SourceRow, read};
use super::store::{self, Counts, Outcome, Run, State, StoredRow};
use super::worker::BATCH_ROWS;
use super::{ImportError, ReadError};
use crate::auth::Principal;
use crate::db::{Db, DbError, Tx};

/// Rows stored in one transaction while a file is read.
pub(super) const STORE_ROWS: usize = 500;
/// Rows looked at to propose a mapping, and shown to the person.
pub const SAMPLE_ROWS: usize = 200;
const DB_TIME: Duration = Duration::from_secs(10);
/// Reads files into runs and works on them. Clones share one worker.
#[derive(Clone)]
pub struct Importer {
    pub(super) shared: Arc<Shared>,
}

pub(super) struct Shared {
    pub db: Db,
    pub intake: Arc<dyn Intake>,
    /// This process in leases.
    pub owner: String,
    pub wake: Notify,
}

/// A list to read.
pub struct Upload {
    pub plugin: String,
    pub name: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
    pub options: Options,
    pub principal: Principal,
    pub locale: String,
}

impl Importer {
    pub fn new(db: Db, intake: Arc<dyn Intake>) -> Self {
        let owner = uuid::Uuid::new_v4().to_string();
        Self { shared: Arc::new(Shared { db, intake, owner, wake: Notify::new() }) }
    }

    pub fn definitions(&self) -> Vec<Definition> {
        self.shared.intake.definitions()
    }

    pub fn definition(&self, plugin: &str, name: &str) -> Option<Definition> {
        self.definitions().into_iter().find(|one| one.plugin == plugin && one.name == name)
    }

    pub fn db(&self) -> &Db {
        &self.shared.db
    }

    /// Reads a file, keeps its rows and proposes a mapping. The run waits for [`Importer::start`].
    ///
    /// Errors: [`ImportError::Read`] when the file is not a table or exceeds a limit; nothing is kept then.
    pub async fn upload(&self, upload: Upload) -> Result<Run, ImportError> {
        let definition = self.definition(&upload.plugin, &upload.name).ok_or(ImportError::NoSuchImport)?;
        let run_id = uuid::Uuid::now_v7().to_string();
        // A run that is being read has rows already; should this process die, the sweep finds them by it.
        let reading = self.new_run(run_id.clone(), &definition, &upload, ReadFile::default()).await?;
        self.write(move |tx| store::insert_run(tx, &reading)).await?;
        let (db, stored) = (self.shared.db.clone(), run_id.clone());
        let runtime = tokio::runtime::Handle::current();
        // Reading is work for a processor, not for the runtime; storing is awaited from there, so that a
        // large file never sits in memory as rows.
        let reading = tokio::task::spawn_blocking(move || {
            let outcome = read_and_store(&db, &runtime, &stored, &upload);
            (upload, outcome)
        });
        let (upload, outcome) =
            reading.await.map_err(|_| ReadError::Damaged("it could not be read".into()))?;
        let read = match outcome {
            Ok(read) => read,
            Err(error) => {
                self.forget_rows(&run_id).await?;
                return Err(error.into());
            }
        };
        let run = Run { state: State::Stored, ..self.new_run(run_id, &definition, &upload, read).await? };
        let complete = run.clone();
        self.write(move |tx| {
            store::delete_run(tx, &complete.run_id)?;
            store::insert_run(tx, &complete)
        })
        .await?;
        tracing::info!(import.run = %run.run_id, rows = run.row_count, "read a list for import");
        Ok(run)
    }

    async fn new_run(
        &self,
        run_id: String,
        definition: &Definition,
        upload: &Upload,
        read: ReadFile,
    ) -> Result<Run, ImportError> {
        let header = read.sample.first().map(header_sha256).unwrap_or_default();
        let (plugin, name, fingerprint) =
            (definition.plugin.clone(), definition.name.clone(), header.clone());
        let remembered =
            self.read(move |tx| store::remembered_mapping(tx, &plugin, &name, &fingerprint)).await?;
        let width = read.sample.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mapping = remembered
            .filter(|mapping| fits(mapping, definition, width))
            .unwrap_or_else(|| propose(&definition.fields, &read.sample));
        let now = self.shared.db.clock().now();
        Ok(Run {
            run_id,
            plugin_id: definition.plugin.clone(),
            import_name: definition.name.clone(),
            file_name: upload.file_name.chars().filter(|c| !c.is_control()).take(200).collect(),
            file_sha256: hex::encode(Sha256::digest(&upload.bytes)),
            file_bytes: upload.bytes.len() as i64,
            found: read.found,
            header_sha256: header,
            mapping,
            principal: upload.principal.clone(),
            locale: upload.locale.clone(),
            state: State::Reading,
            row_count: read.rows,
            pass: 0,
            position: 0,
            next_batch: BATCH_ROWS,
            counts: Counts::default(),
            notice: None,
            created_at: now,
            updated_at: now,
        })
    }

    /// Replaces the mapping of a run that is not being worked on.
    pub async fn set_mapping(&self, run_id: &str, mapping: Mapping) -> Result<(), ImportError> {
        let run = self.get(run_id).await?;
        if run.state.is_running() {
            return Err(ImportError::Running);
        }
        let definition =
            self.definition(&run.plugin_id, &run.import_name).ok_or(ImportError::NoSuchImport)?;
        let mut columns: Vec<usize> = mapping.columns.values().copied().collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.len() < mapping.columns.len()
            || !fits(&mapping, &definition, crate::limit::IMPORT_COLUMNS_MAX)
        {
            return Err(ImportError::BadMapping);
        }
        let (id, now) = (run_id.to_owned(), self.shared.db.clock().now());
        self.write(move |tx| store::set_mapping(tx, &id, &mapping, now)).await
    }

    /// Begins the dry run or the import itself, from the first row.
    ///
    /// Errors: [`ImportError::MissingFields`] when a required field has no column, [`ImportError::Running`].
    pub async fn start(&self, run_id: &str, dry_run: bool) -> Result<(), ImportError> {
        let run = self.get(run_id).await?;
        if run.state.is_running() {
            return Err(ImportError::Running);
        }
        let definition =
            self.definition(&run.plugin_id, &run.import_name).ok_or(ImportError::NoSuchImport)?;
        let missing: Vec<String> =
            run.mapping.missing(&definition.fields).iter().map(|field| field.key.clone()).collect();
        if !missing.is_empty() {
            return Err(ImportError::MissingFields(missing));
        }
        if run.mapping.columns.is_empty() {
            return Err(ImportError::BadMapping);
        }
        let state = if dry_run { State::Checking } else { State::Importing };
        let now = self.shared.db.clock().now();
        self.write(move |tx| store::begin_pass(tx, &run, state, BATCH_ROWS, now)).await?;
        self.shared.wake.notify_one();
        Ok(())
    }

    /// Stops after the batch that is running. What went in stays in.
    pub async fn cancel(&self, run_id: &str) -> Result<(), ImportError> {
        let (id, now) = (run_id.to_owned(), self.shared.db.clock().now());
        let from = [State::Stored, State::Checking, State::Checked, State::Importing];
        self.write(move |tx| store::set_state(tx, &id, &from, State::Cancelled, None, now)).await.map(drop)
    }

    pub async fn get(&self, run_id: &str) -> Result<Run, ImportError> {
        let id = run_id.to_owned();
        self.read(move |tx| store::get_run(tx, &id)).await?.ok_or(ImportError::NoSuchRun)
    }

    pub async fn list(&self, limit: i64) -> Result<Vec<Run>, ImportError> {
        self.read(move |tx| store::list_runs(tx, limit)).await
    }

    pub async fn first_rows(&self, run_id: &str, limit: i64) -> Result<Vec<StoredRow>, ImportError> {
        let id = run_id.to_owned();
        self.read(move |tx| store::first_rows(tx, &id, limit)).await
    }

    /// Rows of one outcome in the latest pass, behind the row with ordinal `after`.
    pub async fn rows_of(
        &self,
        run: &Run,
        outcome: Outcome,
        after: i64,
        limit: i64,
    ) -> Result<Vec<StoredRow>, ImportError> {
        let run = run.clone();
        self.read(move |tx| store::rows_of(tx, &run, outcome, after, limit)).await
    }

    async fn forget_rows(&self, run_id: &str) -> Result<(), ImportError> {
        loop {
            let id = run_id.to_owned();
            let removed = self.write(move |tx| store::delete_rows(tx, &id, STORE_ROWS as i64)).await?;
            if removed == 0 {
                let id = run_id.to_owned();
                return self.write(move |tx| store::delete_run(tx, &id)).await;
            }
        }
    }

    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, ImportError> {
        Ok(self.shared.db.read(Instant::now() + DB_TIME, work).await?)
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnMut(&mut Tx) -> Result<T, DbError> + Send + 'static,
    ) -> Result<T, ImportError> {
        Ok(self.shared.db.write(Instant::now() + DB_TIME, &[], work).await?)
    }
}

/// Whether every field and column of a mapping exists.
fn fits(mapping: &Mapping, definition: &Definition, width: usize) -> bool {
    let known = |key: &String| definition.fields.iter().any(|field| field.key == *key);
    mapping.columns.iter().all(|(field, column)| known(field) && *column < width)
}

/// What a file turned out to hold.
#[derive(Default)]
struct ReadFile {
    found: serde_json::Value,
    rows: i64,
    sample: Vec<SourceRow>,
}

/// Reads and stores row by row; runs on a blocking thread.
fn read_and_store(
    db: &Db,
    runtime: &tokio::runtime::Handle,
    run_id: &str,
    upload: &Upload,
) -> Result<ReadFile, ReadError> {
    let mut sample: Vec<SourceRow> = Vec::new();
    let mut waiting: Vec<SourceRow> = Vec::with_capacity(STORE_ROWS);
    let mut stored = 0i64;
    let mut store = |waiting: &mut Vec<SourceRow>| {
        let rows = std::mem::replace(waiting, Vec::with_capacity(STORE_ROWS));
        let (id, first, count) = (run_id.to_owned(), stored + 1, rows.len() as i64);
        let insert =
            db.write(Instant::now() + DB_TIME, &[], move |tx| store::insert_rows(tx, &id, first, &rows));
        let result: Result<(), DbError> = runtime.block_on(insert);
        stored += count;
        result.map_err(|error| ReadError::Sink(error.to_string()))
    };
    let found = read(&upload.bytes, &upload.options, &mut |row| {
        if sample.len() < SAMPLE_ROWS {
            sample.push(row.clone());
        }
        waiting.push(row);
        if waiting.len() < STORE_ROWS { Ok(()) } else { store(&mut waiting) }
    })?;
    store(&mut waiting)?;
    let described = serde_json::json!({
        "format": found.format,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "sheet": found.sheet,
        "sheets": found.sheets,
        "empty_rows": found.empty_rows,
    });
    Ok(ReadFile { found: described, rows: i64::from(found.rows), sample })
}

/// Lists with equal first rows are the same kind of list.
fn header_sha256(row: &SourceRow) -> String {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
    hex::encode(Sha256::digest(cells.join("\u{1f}")))
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
