//! An import from upload to the last batch, against a plugin of a few lines.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use super::*;
use crate::db::DbOptions;
use crate::import::intake::{Batch, BatchError, RowResult};
use crate::import::mapping::Field;
use crate::import::worker::{BATCH_ROWS_MAX, KEEP, Step, next_batch};
use crate::plugin::call::Text;

/// A plugin that keeps phones: new ones are created, known ones unchanged, `bad` is rejected, `poison` breaks it.
#[derive(Default)]
struct Phones {
    known: Mutex<BTreeSet<String>>,
    calls: Mutex<Vec<(String, bool, usize)>>,
    off: std::sync::atomic::AtomicBool,
}

impl Phones {
    fn answer(&self, batch: &Batch) -> Result<Vec<RowResult>, BatchError> {
        if self.off.load(std::sync::atomic::Ordering::SeqCst) {
            return Err(BatchError::Unavailable);
        }
        self.calls.lock().expect("calls").push((
            batch.idempotency_key.clone(),
            batch.dry_run,
            batch.rows.len(),
        ));
        let mut known = self.known.lock().expect("phones").clone();
        let mut results = Vec::new();
        for row in &batch.rows {
            let phone = row.values.get("phone").cloned().unwrap_or_default();
            if phone == "poison" {
                return Err(BatchError::Failed(Text { ftl: "trap".into(), args: Default::default() }));
            }
            let outcome = match () {
                () if phone == "bad" => "rejected",
                () if known.insert(phone.clone()) => "created",
                () => "unchanged",
            };
            results.push(RowResult {
                row: row.row,
                outcome: outcome.into(),
                key: Some(phone),
                field: None,
                reason: None,
            });
        }
        if !batch.dry_run {
            *self.known.lock().expect("phones") = known;
        }
        Ok(results)
    }
}

impl Intake for Phones {
    fn definitions(&self) -> Vec<Definition> {
        let field = |key: &str, required| Field {
            key: key.into(),
            required,
            kind: "text".into(),
            ..Field::default()
        };
        let fields = vec![field("name", false), field("phone", true)];
        let text = |text: &str| text.to_owned();
        vec![Definition {
            plugin: text("clients"),
            name: text("clients"),
            title: text("t"),
            handler: text("h"),
            permission: None,
            own_right: false,
            fields,
        }]
    }

    fn batch(
        &self,
        batch: Batch,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<RowResult>, BatchError>> + Send + '_>> {
        Box::pin(async move { self.answer(&batch) })
    }
}

struct Salon {
    importer: Importer,
    phones: Arc<Phones>,
    db: Db,
    _folder: tempfile::TempDir,
}

async fn salon() -> Salon {
    let folder = tempfile::tempdir().expect("a folder");
    let db = Db::open(DbOptions::new(format!("sqlite:{}", folder.path().join("p.db").display())))
        .await
        .expect("a database");
    let phones = Arc::new(Phones::default());
    Salon { importer: Importer::new(db.clone(), phones.clone()), phones, db, _folder: folder }
}

impl Salon {
    async fn upload(&self, text: &str) -> Run {
        self.try_upload(text).await.expect("a run")
    }

    async fn try_upload(&self, text: &str) -> Result<Run, ImportError> {
        let upload = Upload {
            plugin: "clients".into(),
            name: "clients".into(),
            file_name: "list.csv".into(),
            bytes: text.as_bytes().to_vec(),
            options: Options::default(),
            principal: Principal::background("host", "en"),
            locale: "en".into(),
        };
        self.importer.upload(upload).await
    }

    async fn pass(&self, run: &Run, dry_run: bool) -> Run {
        self.importer.start(&run.run_id, dry_run).await.expect("a start");
        self.importer.drive(&run.run_id, |_| {}).await.expect("an end")
    }
}

fn list(rows: impl Iterator<Item = String>) -> String {
    std::iter::once("name;phone\n".to_owned()).chain(rows.map(|row| row + "\n")).collect()
}

fn counts(created: i64, updated: i64, unchanged: i64, repeated: i64, rejected: i64) -> Counts {
    Counts { created, updated, unchanged, repeated, rejected }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_changes_nothing_and_the_second_import_neither() {
    let salon = salon().await;
    let rows = (0..120).map(|n| format!("Lola {n};{}", n % 110)).chain([
        "x;bad".into(),
        ";".into(),
        "y;=1+1".into(),
        "z;".into(),
    ]);
    let run = salon.upload(&list(rows)).await;
    assert_eq!((run.state, run.data_rows()), (State::Stored, 123));
    let checked = salon.pass(&run, true).await;
    assert_eq!((checked.state, checked.counts), (State::Checked, counts(111, 0, 0, 10, 2)));
    assert!(salon.phones.known.lock().expect("phones").is_empty());
    let done = salon.pass(&run, false).await;
    assert_eq!((done.state, done.counts), (State::Done, counts(111, 0, 10, 0, 2)));
    let again = salon.pass(&salon.importer.get(&run.run_id).await.expect("the run"), false).await;
    assert_eq!(again.counts, counts(0, 0, 121, 0, 2));
    let rejected = salon.importer.rows_of(&again, Outcome::Rejected, 0, 10).await.expect("rows");
    let reasons: Vec<(i64, Option<&str>)> =
        rejected.iter().map(|row| (row.number, row.reason.as_ref().map(|text| text.ftl.as_str()))).collect();
    assert_eq!(reasons, [(122, None), (124, Some("host-import-reason-formula"))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_breaks_the_module_is_found_and_rejected_alone() {
    let salon = salon().await;
    let run = salon
        .upload(&list((0..90).map(|n| if n == 41 { "x;poison".into() } else { format!("Lola;{n}") })))
        .await;
    let done = salon.pass(&run, false).await;
    assert_eq!((done.state, done.counts), (State::Done, counts(89, 0, 0, 0, 1)));
    let rejected = salon.importer.rows_of(&done, Outcome::Rejected, 0, 10).await.expect("rows");
    assert_eq!((rejected.len(), rejected[0].number), (1, 43));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_goes_on_where_this_one_died() {
    let salon = salon().await;
    let run = salon.upload(&list((0..200).map(|n| format!("Lola;{n}")))).await;
    salon.importer.start(&run.run_id, false).await.expect("a start");
    assert!(matches!(salon.importer.step(&run.run_id).await, Ok(Step::Went(_))));
    let next = Importer::new(salon.db.clone(), salon.phones.clone());
    assert!(matches!(next.step(&run.run_id).await, Ok(Step::Over)), "the lease still stands");
    let owner = salon.importer.shared.owner.clone();
    salon.importer.write(move |tx| store::release(tx, &owner)).await.expect("released");
    let done = next.drive(&run.run_id, |_| {}).await.expect("an end");
    assert_eq!((done.state, done.counts), (State::Done, counts(200, 0, 0, 0, 0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_repeated_after_a_crash_asks_with_the_same_key() {
    let salon = salon().await;
    let run = salon.upload(&list((0..20).map(|n| format!("Lola;{n}")))).await;
    salon.importer.start(&run.run_id, false).await.expect("a start");
    // The plugin's transaction committed, then the process died: the run still stands before the batch.
    let before = salon.importer.get(&run.run_id).await.expect("the run");
    let definition = salon.importer.definitions().remove(0);
    let reader = before.clone();
    let rows = salon.importer.read(move |tx| store::next_rows(tx, &reader)).await.expect("rows");
    let nobody = Importer::new(salon.db.clone(), salon.phones.clone());
    nobody.batch(&before, &definition, rows).await.expect("an answer that is not written down");
    assert_eq!(salon.importer.get(&run.run_id).await.expect("the run").position, before.position);
    salon.importer.drive(&run.run_id, |_| {}).await.expect("an end");
    let calls = salon.phones.calls.lock().expect("calls");
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0], calls[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_import_stops_after_its_batch() {
    let salon = salon().await;
    let run = salon.upload(&list((0..500).map(|n| format!("Lola;{n}")))).await;
    salon.importer.start(&run.run_id, false).await.expect("a start");
    salon.importer.step(&run.run_id).await.expect("a step");
    salon.importer.cancel(&run.run_id).await.expect("cancelled");
    assert!(matches!(salon.importer.step(&run.run_id).await, Ok(Step::Over)));
    let run = salon.importer.get(&run.run_id).await.expect("the run");
    assert_eq!((run.state, run.counts.created), (State::Cancelled, BATCH_ROWS));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_module_is_waited_for_and_the_page_says_so() {
    let salon = salon().await;
    let run = salon.upload(&list((0..3).map(|n| format!("Lola;{n}")))).await;
    salon.phones.off.store(true, std::sync::atomic::Ordering::SeqCst);
    salon.importer.start(&run.run_id, false).await.expect("a start");
    assert!(matches!(salon.importer.step(&run.run_id).await, Ok(Step::Unavailable)));
    assert!(salon.importer.get(&run.run_id).await.expect("the run").notice.is_some());
    salon.phones.off.store(false, std::sync::atomic::Ordering::SeqCst);
    let done = salon.importer.drive(&run.run_id, |_| {}).await.expect("an end");
    assert_eq!((done.state, done.notice, done.counts.created), (State::Done, None, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_is_remembered_for_lists_with_the_same_header() {
    let salon = salon().await;
    let text = "кто;куда звонить\nLola;901112233\n";
    let run = salon.upload(text).await;
    let mapping = Mapping { header: true, columns: [("phone".to_owned(), 1), ("name".to_owned(), 0)].into() };
    salon.importer.set_mapping(&run.run_id, mapping.clone()).await.expect("mapped");
    salon.pass(&salon.importer.get(&run.run_id).await.expect("the run"), true).await;
    assert_eq!(salon.upload(text).await.mapping, mapping);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_mappings_are_refused_with_their_reason() {
    let salon = salon().await;
    let run = salon.upload("a;b\nx;y\n").await;
    let set = |columns: &[(&str, usize)]| {
        let columns = columns.iter().map(|(field, column)| ((*field).to_owned(), *column)).collect();
        salon.importer.set_mapping(&run.run_id, Mapping { header: true, columns })
    };
    assert!(
        matches!(set(&[("phone", 0), ("name", 0)]).await, Err(ImportError::BadMapping)),
        "one column twice"
    );
    assert!(matches!(set(&[("salary", 0)]).await, Err(ImportError::BadMapping)), "an unknown field");
    assert!(matches!(set(&[("phone", 9_999)]).await, Err(ImportError::BadMapping)), "a column far outside");
    set(&[("name", 0)]).await.expect("allowed until it starts");
    let missing = salon.importer.start(&run.run_id, true).await;
    assert!(matches!(missing, Err(ImportError::MissingFields(fields)) if fields == ["phone"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_refused_leaves_nothing_behind() {
    let salon = salon().await;
    let wide = format!("{}{}\n", list((0..1_200).map(|n| format!("Lola;{n}"))), ["x"; 300].join(";"));
    assert!(matches!(
        salon.try_upload(&wide).await,
        Err(ImportError::Read(ReadError::TooManyColumns { .. }))
    ));
    assert!(matches!(
        salon.try_upload("%PDF-1.4").await,
        Err(ImportError::Read(ReadError::NotATable { .. }))
    ));
    let left = salon.importer.read(|tx| {
        let rows = tx.query("select count(*) from host_import_row", &[])?[0].int(0);
        Ok(rows + tx.query("select count(*) from host_import_run", &[])?[0].int(0))
    });
    assert_eq!(left.await.expect("a count"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_finds_what_waits_and_stops_when_told() {
    let salon = salon().await;
    let run = salon.upload(&list((0..5).map(|n| format!("Lola;{n}")))).await;
    let stop = Arc::new(Notify::new());
    let worker = tokio::spawn(salon.importer.clone().work({
        let stop = stop.clone();
        async move { stop.notified().await }
    }));
    salon.importer.start(&run.run_id, false).await.expect("a start");
    for _ in 0..6_000 {
        if salon.importer.get(&run.run_id).await.expect("the run").state == State::Done {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(salon.importer.get(&run.run_id).await.expect("the run").state, State::Done);
    stop.notify_one();
    worker.await.expect("the worker ends");
}

#[tokio::test(flavor = "multi_thread")]
async fn old_runs_and_their_rows_are_swept_piece_by_piece() {
    let salon = salon().await;
    salon.upload(&list((0..1_200).map(|n| format!("Lola;{n}")))).await;
    let later = salon.db.clock().now() + KEEP.as_millis() as i64 * 2;
    let mut steps = 0;
    while salon.importer.write(move |tx| store::sweep(tx, later, 500)).await.expect("swept") {
        steps += 1;
    }
    assert!(steps >= 4, "in pieces");
    assert!(salon.importer.list(10).await.expect("runs").is_empty());
}

#[test]
fn batches_follow_the_time_they_take() {
    assert_eq!(next_batch(50, Duration::from_millis(8)), 100, "at most twice as many");
    assert_eq!(next_batch(50, Duration::from_millis(160)), 25);
    assert_eq!(next_batch(1, Duration::from_secs(9)), 1);
    assert_eq!(next_batch(400, Duration::from_millis(10)), BATCH_ROWS_MAX);
}
