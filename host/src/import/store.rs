//! Runs and their rows in the database. Every change of a run says so to open pages (`host_import_run`).

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::mapping::Mapping;
use super::read::{Cell, Flag, SourceRow};
use crate::auth::Principal;
use crate::clock::Millis;
use crate::db::{DbError, Row, Tx, Value};
use crate::plugin::call::Text;

/// The relation that pages about imports wait for.
pub const RELATION: &str = "host_import_run";

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its rows are being stored; nobody sees it yet.
    Reading,
    /// Read; a person has to say which column is which.
    Stored,
    /// The dry run goes on.
    Checking,
    /// The dry run is over.
    Checked,
    Importing,
    Done,
    Cancelled,
    /// Gave up; `notice` says why.
    Failed,
}

impl State {
    const NAMES: [(State, &'static str); 8] = [
        (Self::Reading, "reading"),
        (Self::Stored, "stored"),
        (Self::Checking, "checking"),
        (Self::Checked, "checked"),
        (Self::Importing, "importing"),
        (Self::Done, "done"),
        (Self::Cancelled, "cancelled"),
        (Self::Failed, "failed"),
    ];

    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(state, _)| *state == self).expect("every state has a name").1
    }

    fn parse(name: &str) -> Self {
        Self::NAMES.iter().find(|(_, other)| *other == name).expect("the table checks the names").0
    }

    /// Whether batches are being worked on.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Checking | Self::Importing)
    }
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Created,
    Updated,
    Unchanged,
    /// Dry run only: an earlier row of this file already announced the same thing.
    Repeated,
    Rejected,
}

impl Outcome {
    const NAMES: [(Outcome, &'static str); 5] = [
        (Self::Created, "created"),
        (Self::Updated, "updated"),
        (Self::Unchanged, "unchanged"),
        (Self::Repeated, "repeated"),
        (Self::Rejected, "rejected"),
    ];

    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(outcome, _)| *outcome == self).expect("every outcome has a name").1
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, other)| *other == name).map(|(outcome, _)| *outcome)
    }
}

/// How many rows ended how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    pub created: i64,
    pub updated: i64,
    pub unchanged: i64,
    pub repeated: i64,
    pub rejected: i64,
}

impl Counts {
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Created => self.created += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Repeated => self.repeated += 1,
            Outcome::Rejected => self.rejected += 1,
        }
    }
}

/// A list on its way in.
#[derive(Clone, Debug)]
pub struct Run {
    pub run_id: String,
    pub plugin_id: String,
    pub import_name: String,
    pub file_name: String,
    pub file_sha256: String,
    pub file_bytes: i64,
    /// What the file turned out to be, as JSON (`read::Found`).
    pub found: Json,
    pub header_sha256: String,
    pub mapping: Mapping,
    pub principal: Principal,
    pub locale: String,
    pub state: State,
    /// Rows with content, the header included.
    pub row_count: i64,
    /// Counts dry runs and imports of this list; 0 before the first.
    pub pass: i64,
    pub position: i64,
    pub next_batch: i64,
    pub counts: Counts,
    pub notice: Option<Text>,
    pub created_at: Millis,
    pub updated_at: Millis,
}

impl Run {
    /// Rows that will be handed to the plugin.
    pub fn data_rows(&self) -> i64 {
        self.row_count - self.first_position()
    }

    /// Data rows dealt with in this pass.
    pub fn done_rows(&self) -> i64 {
        (self.position - self.first_position()).max(0)
    }

    /// The position before the first data row: behind the header, if there is one.
    pub fn first_position(&self) -> i64 {
        i64::from(self.mapping.header)
    }
}

/// A row as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredRow {
    pub ordinal: i64,
    pub number: i64,
    pub cells: Vec<Cell>,
    pub outcome: Option<Outcome>,
    pub field: Option<String>,
    pub reason: Option<Text>,
}

/// What a pass found out about a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub ordinal: i64,
    pub outcome: Outcome,
    pub key: Option<String>,
    pub field: Option<String>,
    pub reason: Option<Text>,
}

const COLUMNS: &str = "run_id, plugin_id, import_name, file_name, file_sha256, file_bytes, found, header_sha256, \
    mapping, principal, locale, state, row_count, pass, position, next_batch, created_count, updated_count, \
    unchanged_count, repeated_count, rejected_count, notice, created_at, updated_at";

fn run_of(row: &Row) -> Result<Run, DbError> {
    let json = |column: usize| {
        serde_json::from_str(row.text(column)).map_err(|e| DbError::engine("read an import run", e))
    };
    Ok(Run {
        run_id: row.text(0).into(),
        plugin_id: row.text(1).into(),
        import_name: row.text(2).into(),
        file_name: row.text(3).into(),
        file_sha256: row.text(4).into(),
        file_bytes: row.int(5),
        found: json(6)?,
        header_sha256: row.text(7).into(),
        mapping: serde_json::from_value(json(8)?).map_err(|e| DbError::engine("read a mapping", e))?,
        principal: serde_json::from_value(json(9)?).map_err(|e| DbError::engine("read a principal", e))?,
        locale: row.text(10).into(),
        state: State::parse(row.text(11)),
        row_count: row.int(12),
        pass: row.int(13),
        position: row.int(14),
        next_batch: row.int(15),
        counts: Counts {
            created: row.int(16),
            updated: row.int(17),
            unchanged: row.int(18),
            repeated: row.int(19),
            rejected: row.int(20),
        },
        notice: row.opt_text(21).and_then(|text| serde_json::from_str(text).ok()),
        created_at: row.int(22),
        updated_at: row.int(23),
    })
}

/// Adds a run that has no rows yet; it becomes visible with its first change of state.
pub fn insert_run(tx: &mut Tx, run: &Run) -> Result<(), DbError> {
    let text = |value: Json| Value::Text(value.to_string());
    tx.execute(
        "insert into host_import_run (run_id, plugin_id, import_name, file_name, file_sha256, file_bytes, found, header_sha256, \
         mapping, principal, locale, state, row_count, pass, position, next_batch, created_count, updated_count, unchanged_count, \
         repeated_count, rejected_count, lease_until, created_at, updated_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14, $15, 0, 0, 0, 0, 0, 0, $16, $16)",
        &[
            (&run.run_id).into(),
            (&run.plugin_id).into(),
            (&run.import_name).into(),
            (&run.file_name).into(),
            (&run.file_sha256).into(),
            run.file_bytes.into(),
            text(run.found.clone()),
            (&run.header_sha256).into(),
            text(json!(run.mapping)),
            text(json!(run.principal)),
            (&run.locale).into(),
            run.state.name().into(),
            run.row_count.into(),
            run.position.into(),
            run.next_batch.into(),
            run.created_at.into(),
        ],
    )?;
    tx.touch(RELATION);
    Ok(())
}

/// Rows of a file, numbered from `first` on.
pub fn insert_rows(tx: &mut Tx, run_id: &str, first: i64, rows: &[SourceRow]) -> Result<(), DbError> {
    for (ordinal, row) in (first..).zip(rows) {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text.as_str()).collect();
        let flags: BTreeMap<usize, char> =
            row.cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.flag?.code()))).collect();
        let flags = (!flags.is_empty()).then(|| json!(flags).to_string());
        tx.execute(
            "insert into host_import_row (run_id, ordinal, row_number, cells, flags, pass) values ($1, $2, $3, $4, $5, 0)",
            &[run_id.into(), ordinal.into(), i64::from(row.number).into(), json!(cells).to_string().into(), flags.into()],
        )?;
    }
    Ok(())
}

pub fn get_run(tx: &mut Tx, run_id: &str) -> Result<Option<Run>, DbError> {
    tx.query_one(&format!("select {COLUMNS} from host_import_run where run_id = $1"), &[run_id.into()])?
        .map(|row| run_of(&row))
        .transpose()
}

/// The latest runs first.
pub fn list_runs(tx: &mut Tx, limit: i64) -> Result<Vec<Run>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_import_run where state <> 'reading' order by created_at desc, run_id desc limit $1"
    );
    tx.query(&sql, &[limit.into()])?.iter().map(run_of).collect()
}

/// Runs with batches to do that nobody else is working on.
pub fn list_waiting(tx: &mut Tx, owner: &str, now: Millis) -> Result<Vec<String>, DbError> {
    let rows = tx.query(
        "select run_id from host_import_run where state in ('checking', 'importing') \
         and (lease_until < $1 or lease_owner = $2) order by updated_at",
        &[now.into(), owner.into()],
    )?;
    Ok(rows.iter().map(|row| row.text(0).to_owned()).collect())
}

/// Takes or prolongs the lease. False when another process holds it.
pub fn lease(tx: &mut Tx, run_id: &str, owner: &str, now: Millis, until: Millis) -> Result<bool, DbError> {
    let changed = tx.execute(
        "update host_import_run set lease_owner = $2, lease_until = $3 \
         where run_id = $1 and (lease_until < $4 or lease_owner = $2)",
        &[run_id.into(), owner.into(), until.into(), now.into()],
    )?;
    Ok(changed == 1)
}

/// Lets another process go on at once.
pub fn release(tx: &mut Tx, owner: &str) -> Result<(), DbError> {
    tx.execute(
        "update host_import_run set lease_owner = null, lease_until = 0 where lease_owner = $1",
        &[owner.into()],
    )?;
    Ok(())
}

/// The mapping of the latest finished run of a list with the same header, so that a monthly list is mapped once.
pub fn remembered_mapping(
    tx: &mut Tx,
    plugin: &str,
    name: &str,
    header_sha256: &str,
) -> Result<Option<Mapping>, DbError> {
    let row = tx.query_one(
        "select mapping from host_import_run where plugin_id = $1 and import_name = $2 and header_sha256 = $3 \
         and state in ('done', 'checked') order by updated_at desc limit 1",
        &[plugin.into(), name.into(), header_sha256.into()],
    )?;
    Ok(row.and_then(|row| serde_json::from_str(row.text(0)).ok()))
}

pub fn set_mapping(tx: &mut Tx, run_id: &str, mapping: &Mapping, now: Millis) -> Result<(), DbError> {
    tx.execute(
        "update host_import_run set mapping = $2, updated_at = $3 where run_id = $1",
        &[run_id.into(), json!(mapping).to_string().into(), now.into()],
    )?;
    tx.touch(RELATION);
    Ok(())
}

/// Begins a pass over the rows: from the top, with nothing counted.
pub fn begin_pass(tx: &mut Tx, run: &Run, state: State, batch: i64, now: Millis) -> Result<(), DbError> {
    tx.execute(
        "update host_import_run set state = $2, pass = pass + 1, position = $3, next_batch = $4, created_count = 0, \
         updated_count = 0, unchanged_count = 0, repeated_count = 0, rejected_count = 0, notice = null, updated_at = $5 \
         where run_id = $1",
        &[(&run.run_id).into(), state.name().into(), run.first_position().into(), batch.into(), now.into()],
    )?;
    tx.touch(RELATION);
    Ok(())
}

/// Moves a run from one of the states `from`; false when it is in none of them any more.
pub fn set_state(
    tx: &mut Tx,
    run_id: &str,
    from: &[State],
    to: State,
    notice: Option<&Text>,
    now: Millis,
) -> Result<bool, DbError> {
    let names: Vec<String> = from.iter().map(|state| format!("'{}'", state.name())).collect();
    let changed = tx.execute(
        &format!("update host_import_run set state = $2, notice = $3, updated_at = $4 where run_id = $1 and state in ({})", names.join(", ")),
        &[run_id.into(), to.name().into(), notice.map(|text| json!(text).to_string()).into(), now.into()],
    )?;
    tx.touch(RELATION);
    Ok(changed == 1)
}

/// What the page says while nothing moves (a paused module), without changing the state.
pub fn set_notice(tx: &mut Tx, run_id: &str, notice: Option<&Text>) -> Result<(), DbError> {
    tx.execute(
        "update host_import_run set notice = $2 where run_id = $1",
        &[run_id.into(), notice.map(|text| json!(text).to_string()).into()],
    )?;
    tx.touch(RELATION);
    Ok(())
}

pub fn set_next_batch(tx: &mut Tx, run_id: &str, batch: i64) -> Result<(), DbError> {
    tx.execute(
        "update host_import_run set next_batch = $2 where run_id = $1",
        &[run_id.into(), batch.into()],
    )?;
    Ok(())
}

/// The next rows of the current pass.
pub fn next_rows(tx: &mut Tx, run: &Run) -> Result<Vec<StoredRow>, DbError> {
    rows(
        tx,
        "ordinal > $2 order by ordinal limit $3",
        &[(&run.run_id).into(), run.position.into(), run.next_batch.into()],
    )
}

/// The first rows of the file, header included: what a person sees when mapping.
pub fn first_rows(tx: &mut Tx, run_id: &str, limit: i64) -> Result<Vec<StoredRow>, DbError> {
    rows(tx, "ordinal > $2 order by ordinal limit $3", &[run_id.into(), 0.into(), limit.into()])
}

/// Rows of one outcome in the current pass, from `after` on.
pub fn rows_of(
    tx: &mut Tx,
    run: &Run,
    outcome: Outcome,
    after: i64,
    limit: i64,
) -> Result<Vec<StoredRow>, DbError> {
    let params = [(&run.run_id).into(), run.pass.into(), outcome.name().into(), after.into(), limit.into()];
    rows(tx, "pass = $2 and outcome = $3 and ordinal > $4 order by ordinal limit $5", &params)
}

fn rows(tx: &mut Tx, rest: &str, params: &[Value]) -> Result<Vec<StoredRow>, DbError> {
    let sql = format!(
        "select ordinal, row_number, cells, flags, outcome, field, reason from host_import_row where run_id = $1 and {rest}"
    );
    Ok(tx.query(&sql, params)?.iter().map(stored_row).collect())
}

fn stored_row(row: &Row) -> StoredRow {
    let texts: Vec<String> = serde_json::from_str(row.text(2)).unwrap_or_default();
    let flags: BTreeMap<usize, char> =
        row.opt_text(3).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let cell = |(at, text)| Cell { text, flag: flags.get(&at).and_then(|code| Flag::from_code(*code)) };
    StoredRow {
        ordinal: row.int(0),
        number: row.int(1),
        cells: texts.into_iter().enumerate().map(cell).collect(),
        outcome: row.opt_text(4).and_then(Outcome::parse),
        field: row.opt_text(5).map(str::to_owned),
        reason: row.opt_text(6).and_then(|text| serde_json::from_str(text).ok()),
    }
}

/// Writes down what a batch did and moves on. False, and nothing written, when the run was cancelled or taken over
/// by another process meanwhile.
pub fn record_batch(
    tx: &mut Tx,
    run: &Run,
    owner: &str,
    verdicts: &[Verdict],
    next_batch: i64,
    now: Millis,
) -> Result<bool, DbError> {
    let mut counts = Counts::default();
    let mut outcomes = Vec::with_capacity(verdicts.len());
    for verdict in verdicts {
        let outcome = known_in_file(tx, run, verdict)?;
        counts.add(outcome);
        outcomes.push(outcome);
    }
    let position = verdicts.last().map_or(run.position, |last| last.ordinal);
    let changed = tx.execute(
        "update host_import_run set position = $2, next_batch = $3, created_count = created_count + $4, \
         updated_count = updated_count + $5, unchanged_count = unchanged_count + $6, repeated_count = repeated_count + $7, \
         rejected_count = rejected_count + $8, notice = null, updated_at = $9 \
         where run_id = $1 and lease_owner = $10 and state = $11 and pass = $12 and position = $13",
        &[
            (&run.run_id).into(),
            position.into(),
            next_batch.into(),
            counts.created.into(),
            counts.updated.into(),
            counts.unchanged.into(),
            counts.repeated.into(),
            counts.rejected.into(),
            now.into(),
            owner.into(),
            run.state.name().into(),
            run.pass.into(),
            run.position.into(),
        ],
    )?;
    if changed == 0 {
        return Ok(false);
    }
    for (verdict, outcome) in verdicts.iter().zip(outcomes) {
        record_row(tx, run, verdict, outcome)?;
    }
    tx.touch(RELATION);
    Ok(true)
}

fn record_row(tx: &mut Tx, run: &Run, verdict: &Verdict, outcome: Outcome) -> Result<(), DbError> {
    tx.execute(
        "update host_import_row set outcome = $3, item_key = $4, field = $5, reason = $6, pass = $7 \
         where run_id = $1 and ordinal = $2",
        &[
            (&run.run_id).into(),
            verdict.ordinal.into(),
            outcome.name().into(),
            verdict.key.clone().into(),
            verdict.field.clone().into(),
            verdict.reason.as_ref().map(|text| json!(text).to_string()).into(),
            run.pass.into(),
        ],
    )?;
    Ok(())
}

/// A dry run forgets each batch, so the plugin cannot know that an earlier batch announced the same client:
/// the host compares the keys. In the real pass the plugin sees them itself.
fn known_in_file(tx: &mut Tx, run: &Run, verdict: &Verdict) -> Result<Outcome, DbError> {
    let (State::Checking, Outcome::Created, Some(key)) = (run.state, verdict.outcome, &verdict.key) else {
        return Ok(verdict.outcome);
    };
    let earlier = tx.query_one(
        "select ordinal from host_import_row where run_id = $1 and pass = $2 and item_key = $3 and ordinal < $4 limit 1",
        &[(&run.run_id).into(), run.pass.into(), key.into(), verdict.ordinal.into()],
    )?;
    Ok(if earlier.is_some() { Outcome::Repeated } else { verdict.outcome })
}

/// Removes some rows of a run; how many. Call it until there are none, so that no single transaction is long.
pub fn delete_rows(tx: &mut Tx, run_id: &str, rows_max: i64) -> Result<u64, DbError> {
    tx.execute(
        "delete from host_import_row where run_id = $1 and ordinal in \
         (select ordinal from host_import_row where run_id = $1 order by ordinal limit $2)",
        &[run_id.into(), rows_max.into()],
    )
}

pub fn delete_run(tx: &mut Tx, run_id: &str) -> Result<(), DbError> {
    tx.execute("delete from host_import_run where run_id = $1", &[run_id.into()])?;
    tx.touch(RELATION);
    Ok(())
}

/// Removes some rows of a run that nobody has touched since `before` (they hold personal data), at last the run.
/// True while there is more to remove.
pub fn sweep(tx: &mut Tx, before: Millis, rows_max: i64) -> Result<bool, DbError> {
    let idle = tx.query_one(
        "select run_id from host_import_run where state not in ('checking', 'importing') and updated_at < $1 limit 1",
        &[before.into()],
    )?;
    let Some(run_id) = idle.map(|row| row.text(0).to_owned()) else { return Ok(false) };
    if delete_rows(tx, &run_id, rows_max)? == 0 {
        delete_run(tx, &run_id)?;
    }
    Ok(true)
}
