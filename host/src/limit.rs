//! Limits of what modules use and strangers send, named, in one place (platform.md S9, S11; security.md 4.1, 5).
//! One that a single file knows about (rows on a page, entries of a memory) stands in that file.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The WIT track this host speaks.
pub const API: &str = "0.1";

/// How often the time of a good machine this one gets (`--patience`): set once, before anything is served.
static PATIENCE: AtomicU32 = AtomicU32::new(1);

pub fn set_patience(times: u32) {
    PATIENCE.store(times, Ordering::Relaxed);
}

/// So long one module waits for another, and a page for its panels, on this machine.
pub fn patient(wait: Duration) -> Duration {
    wait * PATIENCE.load(Ordering::Relaxed)
}

// One call.
/// MiB of memory a guest may have; a manifest may ask for less.
pub const MEMORY_MIB: u32 = 64;
/// Entries of a guest's table of functions.
pub const TABLE_ELEMENTS_MAX: usize = 10_000;
/// Stack of a guest's functions; deeper is a trap.
pub const WASM_STACK_BYTES: usize = 512 << 10;
/// Bytes a guest may hand over in one host call.
pub const HOSTCALL_BYTES_MAX: usize = 8 << 20;
/// Host calls of a root call and all calls it makes; bulk work has twenty times as many.
pub const CALL_HOST_CALLS_MAX: u32 = 20_000;
/// Statements of a root call and all calls it makes.
pub const CALL_STATEMENTS_MAX: u32 = 500;
/// Imports and demo data work in bulk; they are rows in a queue, not somebody waiting.
pub const BULK_STATEMENTS_MAX: u32 = 20_000;
/// Rows one statement gives.
pub const CALL_ROWS_OUT_MAX: usize = 5_000;
/// Bytes of the rows one statement gives.
pub const CALL_BYTES_OUT_MAX: usize = 4 << 20;
/// Rows a root call inserts, updates and deletes, all together.
pub const CALL_ROWS_WRITTEN_MAX: u64 = 10_000;
/// The same for imports and demo data.
pub const BULK_ROWS_WRITTEN_MAX: u64 = 50_000;
/// Events a root call tells.
pub const CALL_EVENTS_MAX: usize = 200;
/// A batch of an import has up to 400 rows, each a card, a visit or a document that tells others about itself.
pub const BULK_EVENTS_MAX: usize = 4_000;
/// Jobs a root call plans.
pub const CALL_JOBS_MAX: usize = 200;
/// The same for imports and demo data.
pub const BULK_JOBS_MAX: usize = 4_000;
/// Effects a root call asks for.
pub const CALL_EFFECTS_MAX: usize = 50;
/// Claims a root call takes.
pub const CALL_CLAIMS_MAX: u32 = 2_000;
/// Log lines of a root call; the rest is dropped.
pub const CALL_LOGS_MAX: usize = 256;
/// Bytes of one log line; the rest is cut.
pub const LOG_BYTES_MAX: usize = 4 << 10;
/// Service calls inside a root call, all together.
pub const CALL_NESTED_MAX: u32 = 64;
/// Service calls inside each other.
pub const CALL_DEPTH_MAX: usize = 8;
/// Bytes of a handler's answer.
pub const REPLY_BYTES_MAX: usize = 2 << 20;
/// Random bytes of one host call.
pub const RANDOM_BYTES_MAX: u32 = 1_024;
/// Events that caused each other: a ring of subscriptions ends here.
pub const EVENT_CAUSE_DEPTH_MAX: i64 = 16;

// Deadlines and CPU budgets of root calls.
/// A page, a panel, a list.
pub const QUERY_DEADLINE: Duration = Duration::from_secs(3);
/// A form, a script's command, a webhook.
pub const MUTATE_DEADLINE: Duration = Duration::from_secs(10);
/// One provider's place taken by another, with all its data.
pub const REPLACE_DEADLINE: Duration = Duration::from_secs(300);
/// Calls of `import_from` until it must have said that it is done.
pub const REPLACE_BATCHES_MAX: u32 = 1_000;
/// An act, with all it waits for outside.
pub const ACT_DEADLINE: Duration = Duration::from_secs(30);
/// What a job plans runs this much later at the earliest.
pub const JOB_PAUSE: Duration = Duration::from_secs(1);
/// A job, an event, an effect's result, a batch of an import or of demo data.
pub const JOB_DEADLINE: Duration = Duration::from_secs(60);
/// Time a guest computes, waiting left out.
pub const CPU_BUDGET: Duration = Duration::from_millis(500);
/// The same in jobs, events and bulk work.
pub const JOB_CPU_BUDGET: Duration = Duration::from_secs(5);
/// How often the epoch advances; the unit in which a guest's CPU time is metered.
pub const EPOCH_TICK: Duration = Duration::from_millis(10);

// Circuit (S23).
/// Faults of a module within the window after which it is paused.
pub const CIRCUIT_FAULTS_MAX: usize = 5;
/// That window.
pub const CIRCUIT_WINDOW: Duration = Duration::from_secs(60);

// Events and jobs (S15, S16).
/// Tries of a delivery, a job or an effect before it is a dead letter.
pub const DELIVERY_ATTEMPTS_MAX: i64 = 8;
/// Pause after the first failure; each next one is longer.
pub const DELIVERY_BACKOFF_FIRST: Duration = Duration::from_secs(1);
/// The longest pause.
pub const DELIVERY_BACKOFF_MAX: Duration = Duration::from_secs(3_600);

// The world outside (security.md 4.2).
/// Bytes a module may send in one request.
pub const EGRESS_REQUEST_BYTES_MAX: usize = 256 << 10;
/// Bytes of an answer to it.
pub const EGRESS_RESPONSE_BYTES_MAX: usize = 1 << 20;
/// One request, from the look-up of the name to the answer's last byte.
pub const EGRESS_DEADLINE: Duration = Duration::from_secs(10);
/// One letter.
pub const MAIL_DEADLINE: Duration = Duration::from_secs(30);
/// Requests of one module on their way at once.
pub const EGRESS_PER_PLUGIN: usize = 5;
/// Requests to one host on their way at once, whoever sends them.
pub const EGRESS_PER_DESTINATION: usize = 4;
/// Longer than any attempt takes; who does not come back by then has lost the effect to the next worker.
pub const EFFECT_LEASE: Duration = Duration::from_secs(60);
/// What of an answer is kept for the plugin that asked.
pub const EFFECT_RESPONSE_BYTES_MAX: usize = 256 << 10;
/// `act` calls at once, of all modules: each has a thread.
pub const ACTS_MAX: usize = 16;
/// Requests of one `act` call.
pub const ACT_REQUESTS_MAX: u32 = 10;

// Memory of answers.
/// Bytes of all remembered answers together.
pub const MEMO_BYTES_MAX: usize = 16 << 20;

// What a browser or a script sends (security.md 4.1, row "Requests").
/// Bytes of a request's line and headers. Ours have 2 KiB.
pub const HEAD_BYTES_MAX: usize = 16 << 10;
/// Bytes of an ordinary form or JSON body.
pub const BODY_BYTES_MAX: usize = 1 << 20;
/// Bytes of a bundle or a spreadsheet that is uploaded.
pub const UPLOAD_BYTES_MAX: usize = 32 << 20;
/// Characters of a module's setting.
pub const SETTING_CHARS_MAX: usize = 2_000;

// Bundles (security.md 4.1).
/// Bytes of the file.
pub const BUNDLE_BYTES_MAX: u64 = 32 << 20;
/// Bytes of all its entries, unpacked.
pub const BUNDLE_UNPACKED_BYTES_MAX: u64 = 128 << 20;
/// Entries.
pub const BUNDLE_ENTRIES_MAX: usize = 2_000;
/// How many times larger an entry may be than what was packed.
pub const BUNDLE_RATIO_MAX: u64 = 100;
/// Versions of a module that stay in the database: for the way back, which is not built yet.
pub const BUNDLE_VERSIONS_KEPT: i64 = 3;

// Imports: files that strangers made (security.md 4.1, uploads).
/// Bytes of an uploaded list. The largest real one seen has 3 MB.
pub const IMPORT_FILE_BYTES_MAX: usize = 20 * 1024 * 1024;
/// Bytes a workbook may unpack to, all its parts together.
pub const IMPORT_UNPACKED_BYTES_MAX: u64 = 128 * 1024 * 1024;
/// Parts in a workbook's archive.
pub const IMPORT_ZIP_ENTRIES_MAX: usize = 2_000;
/// Rows with content in one list.
pub const IMPORT_ROWS_MAX: u32 = 200_000;
/// Columns of one list.
pub const IMPORT_COLUMNS_MAX: usize = 200;
/// Characters of one cell; the rest is cut and the row is rejected if the column is used.
pub const IMPORT_CELL_CHARS_MAX: usize = 10_000;
