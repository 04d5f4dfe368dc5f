//! Every limit, named, in one place (platform.md S9, S11; security.md 4.1, 5).

use std::time::Duration;

/// The WIT track this host speaks.
pub const API: &str = "0.1";

// One call.
pub const MEMORY_MIB: u32 = 64;
pub const TABLE_ELEMENTS_MAX: usize = 10_000;
pub const WASM_STACK_BYTES: usize = 512 << 10;
pub const HOSTCALL_BYTES_MAX: usize = 8 << 20;
pub const CALL_HOST_CALLS_MAX: u32 = 20_000;
pub const CALL_STATEMENTS_MAX: u32 = 500;
/// Imports and demo data work in bulk; they are rows in a queue, not somebody waiting.
pub const BULK_STATEMENTS_MAX: u32 = 20_000;
pub const CALL_ROWS_OUT_MAX: usize = 5_000;
pub const CALL_BYTES_OUT_MAX: usize = 4 << 20;
pub const CALL_ROWS_WRITTEN_MAX: u64 = 10_000;
pub const BULK_ROWS_WRITTEN_MAX: u64 = 50_000;
pub const CALL_EVENTS_MAX: usize = 200;
/// A batch of an import has up to 400 rows, each a card, a visit or a document that tells others about itself.
pub const BULK_EVENTS_MAX: usize = 4_000;
pub const CALL_JOBS_MAX: usize = 200;
pub const BULK_JOBS_MAX: usize = 4_000;
pub const CALL_EFFECTS_MAX: usize = 50;
pub const CALL_CLAIMS_MAX: u32 = 2_000;
pub const CALL_LOGS_MAX: usize = 256;
pub const LOG_BYTES_MAX: usize = 4 << 10;
pub const CALL_NESTED_MAX: u32 = 64;
pub const CALL_DEPTH_MAX: usize = 8;
pub const INPUT_BYTES_MAX: usize = 1 << 20;
pub const REPLY_BYTES_MAX: usize = 2 << 20;
pub const RANDOM_BYTES_MAX: u32 = 1_024;
pub const EVENT_CAUSE_DEPTH_MAX: i64 = 16;

// Deadlines and CPU budgets of root calls.
pub const QUERY_DEADLINE: Duration = Duration::from_secs(3);
pub const MUTATE_DEADLINE: Duration = Duration::from_secs(10);
/// One provider's place taken by another, with all its data.
pub const REPLACE_DEADLINE: Duration = Duration::from_secs(300);
pub const REPLACE_BATCHES_MAX: u32 = 1_000;
pub const ACT_DEADLINE: Duration = Duration::from_secs(30);
/// What a job plans runs this much later at the earliest.
pub const JOB_PAUSE: Duration = Duration::from_secs(1);
pub const JOB_DEADLINE: Duration = Duration::from_secs(60);
pub const CPU_BUDGET: Duration = Duration::from_millis(500);
pub const JOB_CPU_BUDGET: Duration = Duration::from_secs(5);
/// How often the epoch advances; the unit in which a guest's CPU time is metered.
pub const EPOCH_TICK: Duration = Duration::from_millis(10);

// Circuit (S23).
pub const CIRCUIT_FAULTS_MAX: usize = 5;
pub const CIRCUIT_WINDOW: Duration = Duration::from_secs(60);

// Events and jobs (S15, S16).
pub const DELIVERY_ATTEMPTS_MAX: i64 = 8;
pub const DELIVERY_BACKOFF_FIRST: Duration = Duration::from_secs(1);
pub const DELIVERY_BACKOFF_MAX: Duration = Duration::from_secs(3_600);
pub const IDEMPOTENCY_KEPT: Duration = Duration::from_secs(24 * 3_600);

// The world outside (security.md 4.2).
pub const EGRESS_REQUEST_BYTES_MAX: usize = 256 << 10;
pub const EGRESS_RESPONSE_BYTES_MAX: usize = 1 << 20;
pub const EGRESS_DEADLINE: Duration = Duration::from_secs(10);
pub const MAIL_DEADLINE: Duration = Duration::from_secs(30);
/// Requests on their way at once.
pub const EGRESS_PER_PLUGIN: usize = 5;
pub const EGRESS_PER_DESTINATION: usize = 4;
/// Longer than any attempt takes; who does not come back by then has lost the effect to the next worker.
pub const EFFECT_LEASE: Duration = Duration::from_secs(60);
/// What of an answer is kept for the plugin that asked.
pub const EFFECT_RESPONSE_BYTES_MAX: usize = 256 << 10;
/// `act` calls at once, and requests in one.
pub const ACTS_MAX: usize = 16;
pub const ACT_REQUESTS_MAX: u32 = 10;

// Memory of answers.
pub const MEMO_BYTES_MAX: usize = 16 << 20;

// Bundles (security.md 4.1).
pub const BUNDLE_BYTES_MAX: u64 = 32 << 20;
pub const BUNDLE_UNPACKED_BYTES_MAX: u64 = 128 << 20;
pub const BUNDLE_ENTRIES_MAX: usize = 2_000;
pub const BUNDLE_RATIO_MAX: u64 = 100;
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
pub const IMPORT_COLUMNS_MAX: usize = 200;
/// Characters of one cell; the rest is cut and the row is rejected if the column is used.
pub const IMPORT_CELL_CHARS_MAX: usize = 10_000;
