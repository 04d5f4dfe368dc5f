//! An import in batches: one command each, first as a dry run. It goes on after a restart, stops when told to,
//! and leaves the salon time between batches. A row that breaks the plugin is found by ever smaller batches and rejected alone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::ImportError;
use super::intake::{Batch, BatchError, BatchRow, Definition, RowResult};
use super::run::{Importer, STORE_ROWS};
use super::store::{self, Outcome, Run, State, StoredRow, Verdict};
use crate::plugin::call::Text;

/// Rows of the first batch; later ones follow [`BATCH_TIME`].
pub(super) const BATCH_ROWS: i64 = 50;
pub(super) const BATCH_ROWS_MAX: i64 = 400;
/// How long one batch may hold the writer: longer ones shrink, shorter ones grow. A booking waits no longer than this.
const BATCH_TIME: Duration = Duration::from_millis(80);
/// Renewed with every batch; after a crash another process goes on when it has run out.
const LEASE: Duration = Duration::from_secs(20);
/// How long to wait before asking a paused or missing module again.
const UNAVAILABLE_WAIT: Duration = Duration::from_secs(3);
/// Finished runs, and the personal data in their rows, are kept this long.
pub(super) const KEEP: Duration = Duration::from_secs(30 * 24 * 3600);

impl Importer {
    /// Works on whatever waits until `stop`, then lets go of its leases. One task per process.
    pub async fn work(self, stop: impl Future<Output = ()>) {
        tokio::pin!(stop);
        loop {
            let busy = self.work_once().await;
            let pause = if busy { Duration::ZERO } else { Duration::from_secs(5) };
            tokio::select! {
                biased;
                () = &mut stop => break,
                () = self.shared.wake.notified(), if !busy => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
        let owner = self.shared.owner.clone();
        if let Err(error) = self.write(move |tx| store::release(tx, &owner)).await {
            tracing::warn!(error = %error, "could not give back the leases of imports");
        }
    }

    /// One batch of each run that waits. False when there was nothing to do.
    async fn work_once(&self) -> bool {
        let (owner, now) = (self.shared.owner.clone(), self.shared.db.clock().now());
        let waiting = match self.read(move |tx| store::list_waiting(tx, &owner, now)).await {
            Ok(waiting) => waiting,
            Err(error) => {
                tracing::warn!(error = %error, "could not look for imports");
                return false;
            }
        };
        if waiting.is_empty() {
            self.sweep_some().await;
            return false;
        }
        for run_id in &waiting {
            match self.step(run_id).await {
                Ok(Step::Went(time)) => tokio::time::sleep(breather(time)).await,
                Ok(Step::Unavailable) => tokio::time::sleep(UNAVAILABLE_WAIT).await,
                Ok(Step::Over) => {}
                Err(error) => {
                    tracing::warn!(import.run = %run_id, error = %error, "an import stumbled");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
        true
    }

    /// Works on one run in the foreground until its pass is over. For the command line.
    pub async fn drive(&self, run_id: &str, mut progress: impl FnMut(&Run)) -> Result<Run, ImportError> {
        loop {
            let run = self.get(run_id).await?;
            progress(&run);
            if !run.state.is_running() {
                return Ok(run);
            }
            match self.step(run_id).await? {
                Step::Went(time) => tokio::time::sleep(breather(time)).await,
                Step::Unavailable => return Err(ImportError::Unavailable),
                Step::Over => {}
            }
        }
    }

    /// One batch of one run, if nobody else holds it.
    pub(super) async fn step(&self, run_id: &str) -> Result<Step, ImportError> {
        let (id, owner) = (run_id.to_owned(), self.shared.owner.clone());
        let now = self.shared.db.clock().now();
        let until = now + LEASE.as_millis() as i64;
        let taken = self
            .write(move |tx| {
                if !store::lease(tx, &id, &owner, now, until)? {
                    return Ok(None);
                }
                let Some(run) = store::get_run(tx, &id)? else { return Ok(None) };
                let rows = store::next_rows(tx, &run)?;
                Ok(Some((run, rows)))
            })
            .await?;
        let Some((run, rows)) = taken.filter(|(run, _)| run.state.is_running()) else {
            return Ok(Step::Over);
        };
        if rows.is_empty() {
            return self.finish(&run).await;
        }
        let Some(definition) = self.definition(&run.plugin_id, &run.import_name) else {
            return self.wait(&run).await;
        };
        self.batch(&run, &definition, rows).await
    }

    pub(super) async fn batch(
        &self,
        run: &Run,
        definition: &Definition,
        rows: Vec<StoredRow>,
    ) -> Result<Step, ImportError> {
        let (send, mut verdicts) = sort_out(run, &rows);
        let began = Instant::now();
        let results = if send.is_empty() {
            Ok(Vec::new())
        } else {
            let (first, last) = (rows[0].ordinal, rows[rows.len() - 1].ordinal);
            let batch = Batch {
                plugin: run.plugin_id.clone(),
                handler: definition.handler.clone(),
                dry_run: run.state == State::Checking,
                principal: Arc::new(run.principal.clone()),
                locale: run.locale.clone(),
                idempotency_key: format!("import:{}:{}:{first}-{last}", run.run_id, run.pass),
                rows: send.iter().map(|(_, row)| row.clone()).collect(),
            };
            self.shared.intake.batch(batch).await
        };
        let time = began.elapsed();
        match results {
            Ok(results) => verdicts.extend(judge(&send, results)),
            Err(BatchError::Unavailable) => return self.wait(run).await,
            Err(BatchError::Failed(text)) if rows.len() == 1 => verdicts.push(Verdict {
                ordinal: rows[0].ordinal,
                outcome: Outcome::Rejected,
                key: None,
                field: None,
                reason: Some(text),
            }),
            Err(BatchError::Failed(_)) => {
                // An eighth, not a half: each trap on the way to the row counts against the module's circuit.
                let (id, part) = (run.run_id.clone(), (rows.len() as i64 / 8).max(1));
                self.write(move |tx| store::set_next_batch(tx, &id, part)).await?;
                return Ok(Step::Went(time));
            }
        }
        verdicts.sort_by_key(|verdict| verdict.ordinal);
        let next = next_batch(rows.len() as i64, time);
        let (recorded, owner, now) = (run.clone(), self.shared.owner.clone(), self.shared.db.clock().now());
        // Nothing is written when the run was cancelled or taken over meanwhile; the next step sees that.
        self.write(move |tx| store::record_batch(tx, &recorded, &owner, &verdicts, next, now)).await?;
        Ok(Step::Went(time))
    }

    async fn finish(&self, run: &Run) -> Result<Step, ImportError> {
        let to = if run.state == State::Checking { State::Checked } else { State::Done };
        let (id, from, now) = (run.run_id.clone(), [run.state], self.shared.db.clock().now());
        self.write(move |tx| store::set_state(tx, &id, &from, to, None, now)).await?;
        tracing::info!(import.run = %run.run_id, state = to.name(), created = run.counts.created, updated = run.counts.updated,
            unchanged = run.counts.unchanged, rejected = run.counts.rejected, "an import pass is over");
        Ok(Step::Over)
    }

    /// The module is off or paused: says so on the page and tries again later.
    async fn wait(&self, run: &Run) -> Result<Step, ImportError> {
        if run.notice.is_none() {
            let text = Text { ftl: "host-import-notice-waiting".into(), args: serde_json::Map::new() };
            let id = run.run_id.clone();
            self.write(move |tx| store::set_notice(tx, &id, Some(&text))).await?;
        }
        Ok(Step::Unavailable)
    }

    async fn sweep_some(&self) {
        let before = self.shared.db.clock().now() - KEEP.as_millis() as i64;
        while let Ok(true) = self.write(move |tx| store::sweep(tx, before, STORE_ROWS as i64)).await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// What one step of a run came to.
pub(super) enum Step {
    /// A batch took this long.
    Went(Duration),
    /// The plugin cannot be asked now.
    Unavailable,
    /// Nothing to do, or somebody else does it.
    Over,
}

/// After a batch the salon has the database for itself for half as long.
fn breather(time: Duration) -> Duration {
    (time / 2).clamp(Duration::from_millis(2), Duration::from_millis(250))
}

/// The size of the next batch, so that it takes about [`BATCH_TIME`]. Never more than twice this one's.
pub(super) fn next_batch(rows: i64, time: Duration) -> i64 {
    let fitting = rows as f64 * BATCH_TIME.as_secs_f64() / time.as_secs_f64().max(0.001);
    (fitting as i64).clamp(1, (rows * 2).max(2)).min(BATCH_ROWS_MAX)
}

/// Rows for the plugin, and verdicts the host gives itself: cells that are formulas, errors or too long in a used
/// column, and rows with nothing in any used column.
fn sort_out(run: &Run, rows: &[StoredRow]) -> (Vec<(i64, BatchRow)>, Vec<Verdict>) {
    let (mut send, mut verdicts) = (Vec::new(), Vec::new());
    for row in rows {
        let flagged = run
            .mapping
            .columns
            .iter()
            .find_map(|(field, column)| Some((field, row.cells.get(*column)?.flag?)));
        let values: BTreeMap<String, String> = run
            .mapping
            .columns
            .iter()
            .filter_map(|(field, column)| Some((field.clone(), row.cells.get(*column)?.text.clone())))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        match flagged {
            Some((field, flag)) => verdicts.push(rejected(row.ordinal, Some(field.clone()), flag.key())),
            None if values.is_empty() => {
                verdicts.push(rejected(row.ordinal, None, "host-import-reason-empty"))
            }
            None => send.push((row.ordinal, BatchRow { row: row.number, values })),
        }
    }
    (send, verdicts)
}

fn rejected(ordinal: i64, field: Option<String>, reason: &str) -> Verdict {
    let reason = Text { ftl: reason.to_owned(), args: serde_json::Map::new() };
    Verdict { ordinal, outcome: Outcome::Rejected, key: None, field, reason: Some(reason) }
}

/// The plugin's results as verdicts. A row it says nothing (or nonsense) about is rejected: silence is not success.
fn judge(send: &[(i64, BatchRow)], results: Vec<RowResult>) -> Vec<Verdict> {
    let mut by_row: BTreeMap<i64, RowResult> =
        results.into_iter().map(|result| (result.row, result)).collect();
    let verdict = |(ordinal, row): &(i64, BatchRow)| {
        let result = by_row.remove(&row.row)?;
        let outcome = Outcome::parse(&result.outcome).filter(|outcome| *outcome != Outcome::Repeated)?;
        Some(Verdict {
            ordinal: *ordinal,
            outcome,
            key: result.key,
            field: result.field,
            reason: result.reason,
        })
    };
    let mut verdict = verdict;
    send.iter()
        .map(|sent| verdict(sent).unwrap_or_else(|| rejected(sent.0, None, "host-import-reason-silent")))
        .collect()
}
