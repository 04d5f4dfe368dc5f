//! One call into a plugin: what goes in, what comes out, what can go wrong.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hmac::{Hmac, Mac};
use serde_json::Value as Json;
use sha2::Sha256;
use wasmtime::{Store, UpdateDeadline};

use super::act::Outside;
use super::api::{self, CallState, Error};
use super::bindings::exports::pardoz::plugin::handler;
use super::component::Limiter;
use super::generation::{Generation, Plugin};
use crate::auth::Principal;
use crate::clock::Millis;
use crate::db::{DbError, Retry, Tx};
use crate::limit;
use crate::queue::effect::Effect;
use crate::secret::{Seal, Secrets};

/// A call as the web, the dispatcher, an import or a test asks for it.
#[derive(Clone)]
pub struct Call {
    pub plugin: String,
    /// `page`, `panel`, `widget`, `service`, `event`, `job`, `import`, `demo` … (open; platform.md, WIT `handler.call`).
    pub kind: &'static str,
    /// The name declared in the manifest.
    pub name: String,
    /// Validated input.
    pub input: Json,
    pub principal: Arc<Principal>,
    /// Language of the answer: `uz`, `ru`, `en`.
    pub locale: String,
    /// `Idempotency-Key` of a form or an API caller (S18).
    pub idempotency_key: Option<String>,
    /// A command that is undone after it answered: the dry run of an import.
    pub dry_run: bool,
    /// The bytes as they came, where a signature covers them.
    pub body: Option<Arc<[u8]>>,
    /// What the host says besides: headers of a webhook.
    pub meta: Vec<(String, String)>,
}

impl Call {
    /// A call for background work: the dispatcher, setup, the command line.
    pub fn background(plugin: &str, kind: &'static str, name: &str, input: Json, locale: &str) -> Self {
        Self {
            plugin: plugin.to_owned(),
            kind,
            name: name.to_owned(),
            input,
            principal: Arc::new(Principal::background(plugin, locale)),
            locale: locale.to_owned(),
            idempotency_key: None,
            dry_run: false,
            body: None,
            meta: Vec::new(),
        }
    }
}

/// What a handler returned (WIT `handler.reply`).
#[derive(Clone, Debug)]
pub struct Reply {
    /// `view`, `redirect`, `json`, `bytes`, `none` (open).
    pub kind: String,
    /// Template, route (with query) or content type.
    pub name: String,
    /// JSON text as the handler wrote it; scripts are sent it as it is.
    pub data: Arc<str>,
    pub body: Option<Arc<[u8]>>,
    /// `status`, `toast`, `undo` … as key and value.
    pub meta: Vec<(String, String)>,
}

impl Reply {
    /// The data, read. [`Json::Null`] for what is JSON and yet no value: nested deeper than 128, a number beyond `f64`.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.data).unwrap_or_else(|error| {
            tracing::warn!(error = %error, "a reply's data cannot be read");
            Json::Null
        })
    }
}

/// A reply, with what the host knows about it.
#[derive(Clone, Debug)]
pub struct Answer {
    pub reply: Reply,
    /// Tables the call read, itself or through exchange views; live pages wait for their changes.
    pub relations: Arc<[String]>,
    /// Equal answers have equal tags; for `ETag`.
    pub tag: String,
    /// Served from memory, without an instance and without SQL.
    pub remembered: bool,
    /// A repeat of an earlier request with the same idempotency key.
    pub repeated: bool,
    /// True until then if none of the relations changes: `i64::MAX` without an end, 0 = for this request only.
    pub holds_until: Millis,
}

/// A text key with its arguments, shown in the reader's language.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Text {
    pub ftl: String,
    #[serde(default)]
    pub args: serde_json::Map<String, Json>,
}

/// Why a call did not succeed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{plugin}/{name}: {code}: {message}")]
pub struct CallError {
    pub plugin: String,
    pub name: String,
    /// `denied` `invalid` `not-found` `conflict` `constraint` `read-only` `limit` `unavailable` `unsupported`
    /// `reentrant` `deadline` `internal` … (open; unknown = `internal`).
    pub code: String,
    /// For logs, never for customers.
    pub message: String,
    /// What the person is told, if the plugin said so.
    pub text: Option<Text>,
    /// Field → what is wrong with it.
    pub fields: BTreeMap<String, Text>,
    /// Members for the problem document, such as `alternatives`.
    pub data: serde_json::Map<String, Json>,
    /// True when the plugin trapped, ran out of time or exceeded a limit: counted by the circuit.
    pub fault: bool,
}

impl CallError {
    /// An error the host itself raises about a call.
    pub fn host(plugin: &str, name: &str, code: &str, message: impl Into<String>) -> Self {
        Self {
            plugin: plugin.to_owned(),
            name: name.to_owned(),
            code: code.to_owned(),
            message: message.into(),
            text: None,
            fields: BTreeMap::new(),
            data: serde_json::Map::new(),
            fault: false,
        }
    }

    /// What a guest returned as its error record.
    fn guest(plugin: &str, name: &str, e: Error) -> Self {
        let mut call = Self::host(plugin, name, &e.code, e.message);
        let details: Json = serde_json::from_str(&e.details).unwrap_or(Json::Null);
        call.text = serde_json::from_value(details.clone()).ok();
        if let Some(fields) = details.get("fields") {
            call.fields = serde_json::from_value(fields.clone()).unwrap_or_default();
        }
        if let Some(Json::Object(data)) = details.get("data") {
            call.data = data.clone();
        }
        call
    }

    /// The error as the guest that called the service sees it: a fault says nothing about the callee's inside.
    pub(super) fn to_guest(&self) -> Error {
        if self.fault {
            return api::error("unavailable", format!("{} did not answer", self.plugin));
        }
        let mut details = serde_json::Map::new();
        if let Some(text) = &self.text {
            details.insert("ftl".into(), text.ftl.clone().into());
            details.insert("args".into(), Json::Object(text.args.clone()));
        }
        if !self.fields.is_empty() {
            details.insert("fields".into(), serde_json::to_value(&self.fields).expect("texts are JSON"));
        }
        if !self.data.is_empty() {
            details.insert("data".into(), Json::Object(self.data.clone()));
        }
        Error {
            code: self.code.clone(),
            message: self.message.clone(),
            details: Json::Object(details).to_string(),
        }
    }
}

/// Why an instance was stopped from outside. The guest cannot catch it (S3).
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    #[error("the transaction met another one")]
    Conflict,
    #[error("the call did not finish in time")]
    Deadline,
    #[error("the call used up its processor time")]
    Cpu,
    #[error("the call exceeded its limit of {0}")]
    Limit(&'static str),
    #[error("the database ended the transaction: {0}")]
    Dead(String),
}

/// Why a root call did not come to an answer.
pub enum Failure {
    /// Run it again (S3).
    Conflict,
    Call(Box<CallError>),
    Db(DbError),
    /// A dry run came to its end: its answer, and everything it did is undone.
    Undone(Box<(handler::Reply, Box<Root>)>),
}

impl From<DbError> for Failure {
    fn from(e: DbError) -> Self {
        match e {
            DbError::Conflict => Self::Conflict,
            e => Self::Db(e),
        }
    }
}

impl From<CallError> for Failure {
    fn from(e: CallError) -> Self {
        Self::Call(Box::new(e))
    }
}

impl Retry for Failure {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}

impl Failure {
    /// The failure as the caller of the host sees it.
    pub fn into_error(self, plugin: &str, name: &str) -> CallError {
        match self {
            Self::Call(e) => *e,
            Self::Conflict => {
                CallError::host(plugin, name, "unavailable", "the transaction met others five times")
            }
            Self::Undone(_) => CallError::host(plugin, name, "internal", "a dry run ended twice"),
            Self::Db(DbError::Deadline) => {
                CallError::host(plugin, name, "deadline", "the database was not free in time")
            }
            Self::Db(DbError::Busy) => {
                CallError::host(plugin, name, "unavailable", "too many commands are waiting")
            }
            Self::Db(e) => {
                tracing::error!(plugin.id = plugin, call = name, error = %api::chain(&e), "the database failed");
                CallError::host(plugin, name, "internal", "the database failed")
            }
        }
    }
}

/// What of one root call may be spent, over all the plugins it reaches.
#[derive(Clone, Copy)]
pub struct Limits {
    pub host_calls: u32,
    pub statements: u32,
    pub rows_written: u64,
    pub events: usize,
    pub jobs: usize,
    pub cpu_ticks: u32,
}

impl Limits {
    pub fn of(kind: &str) -> Self {
        let bulk = matches!(kind, "import" | "import-from" | "demo");
        let cpu = if bulk || matches!(kind, "job" | "event" | "effect-result") {
            limit::JOB_CPU_BUDGET
        } else {
            limit::CPU_BUDGET
        };
        Self {
            host_calls: if bulk { 20 * limit::CALL_HOST_CALLS_MAX } else { limit::CALL_HOST_CALLS_MAX },
            statements: if bulk { limit::BULK_STATEMENTS_MAX } else { limit::CALL_STATEMENTS_MAX },
            rows_written: if bulk { limit::BULK_ROWS_WRITTEN_MAX } else { limit::CALL_ROWS_WRITTEN_MAX },
            events: if bulk { limit::BULK_EVENTS_MAX } else { limit::CALL_EVENTS_MAX },
            jobs: if bulk { limit::BULK_JOBS_MAX } else { limit::CALL_JOBS_MAX },
            cpu_ticks: (cpu.as_millis() / limit::EPOCH_TICK.as_millis()) as u32,
        }
    }

    /// S9: how long a root call of this kind may take.
    pub fn deadline(kind: &str, writes: bool) -> Duration {
        match kind {
            "job" | "import" | "import-from" | "demo" | "event" | "effect-result" => limit::JOB_DEADLINE,
            _ if writes => limit::MUTATE_DEADLINE,
            _ => limit::QUERY_DEADLINE,
        }
    }
}

/// An event that exists only if the call commits.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub event_id: String,
    pub source: String,
    pub topic: String,
    pub key: String,
    /// JSON text.
    pub payload: String,
}

/// A change to the jobs, applied before the commit.
#[derive(Clone, Debug)]
pub enum JobChange {
    Schedule {
        job_id: String,
        plugin: String,
        job: String,
        run_at: Millis,
        dedup_key: String,
        payload: String,
    },
    Cancel {
        plugin: String,
        job: String,
        dedup_key: String,
    },
}

/// Everything with a reader outside the transaction: written just before the commit, cut back with a savepoint.
#[derive(Default)]
pub struct Buffer {
    pub events: Vec<NewEvent>,
    pub jobs: Vec<JobChange>,
    pub effects: Vec<Effect>,
}

impl Buffer {
    fn lengths(&self) -> [usize; 3] {
        [self.events.len(), self.jobs.len(), self.effects.len()]
    }

    /// Back to what it was at a savepoint.
    fn truncate(&mut self, [events, jobs, effects]: [usize; 3]) {
        self.events.truncate(events);
        self.jobs.truncate(jobs);
        self.effects.truncate(effects);
    }
}

/// What all instances of one root call share: identity, time, budgets, buffers, and what was read.
pub struct Root {
    pub call_id: String,
    pub generation: Arc<Generation>,
    pub principal: Arc<Principal>,
    pub locale: String,
    pub timezone: String,
    pub now: Millis,
    pub deadline: Instant,
    pub limits: Limits,
    pub host_calls: u32,
    pub statements: u32,
    pub rows_written: u64,
    pub claims: u32,
    pub logs: usize,
    pub nested: u32,
    pub cpu_ticks: u32,
    pub buffer: Buffer,
    /// Plugin id and method of the instances on the stack, the running one last.
    pub stack: Vec<(String, String, bool)>,
    pub relations: BTreeSet<String>,
    pub clock_read: bool,
    pub day_read: bool,
    pub random_read: bool,
    pub settings: HashMap<String, serde_json::Map<String, Json>>,
    /// Opened for the host's own use: no import hands one out.
    pub secrets: HashMap<String, Secrets>,
    pub seal: Option<Seal>,
    /// The world outside, in an `act` alone.
    pub outside: Option<Outside>,
    /// Depth of the chain of events that led here (S16).
    pub cause: Option<(String, i64)>,
    /// The dispatcher runs a job: what it plans in turn has to wait a moment.
    pub is_job: bool,
    seed: [u8; 32],
    ids: u64,
    randoms: u64,
}

/// The parts of a root call that stay the same over its retries (S4).
#[derive(Clone)]
pub struct Fixed {
    pub call_id: String,
    pub now: Millis,
    pub deadline: Instant,
    pub host_key: [u8; 32],
    pub seal: Option<Seal>,
    pub cause: Option<(String, i64)>,
}

impl Root {
    pub fn new(fixed: &Fixed, generation: Arc<Generation>, call: &Call) -> Box<Self> {
        let seed = keyed(&fixed.host_key, &[fixed.call_id.as_bytes()]);
        Self::with_seed(fixed, generation, call, seed)
    }

    fn with_seed(fixed: &Fixed, generation: Arc<Generation>, call: &Call, seed: [u8; 32]) -> Box<Self> {
        let timezone = generation.salon.timezone.clone();
        Box::new(Self {
            call_id: fixed.call_id.clone(),
            generation,
            principal: call.principal.clone(),
            locale: call.locale.clone(),
            timezone,
            now: fixed.now,
            deadline: fixed.deadline,
            limits: Limits::of(call.kind),
            host_calls: 0,
            statements: 0,
            rows_written: 0,
            claims: 0,
            logs: 0,
            nested: 0,
            cpu_ticks: 0,
            buffer: Buffer::default(),
            stack: Vec::new(),
            relations: BTreeSet::new(),
            clock_read: false,
            day_read: false,
            random_read: false,
            settings: HashMap::new(),
            secrets: HashMap::new(),
            seal: fixed.seal.clone(),
            outside: None,
            cause: fixed.cause.clone(),
            is_job: call.kind == "job",
            seed,
            ids: 0,
            randoms: 0,
        })
    }

    /// Notes that the call's answer depends on these tables.
    pub fn read(&mut self, relations: &[String]) {
        for relation in relations {
            self.read_one(relation);
        }
    }

    pub fn read_one(&mut self, relation: &str) {
        if !self.relations.contains(relation) {
            self.relations.insert(relation.to_owned());
        }
    }

    /// UUIDv7 whose time is the call's and whose rest comes from the call's own stream: ascending within a call,
    /// the same in a retry.
    pub fn new_id(&mut self) -> String {
        self.random_read = true;
        self.ids += 1;
        let bytes = keyed(&self.seed, &[b"id", &self.ids.to_be_bytes()]);
        let mut rest = [0u8; 10];
        rest.copy_from_slice(&bytes[..10]);
        // rand_a (12 bits) counts, so that ids of one call ascend; wraps after 4,096, far above S11's events.
        rest[0] = (self.ids >> 8) as u8 & 0x0f;
        rest[1] = self.ids as u8;
        uuid::Builder::from_unix_timestamp_millis(self.now as u64, &rest).into_uuid().to_string()
    }

    /// `len` bytes that others cannot guess and a retry sees again.
    pub fn random(&mut self, len: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(len + 32);
        while out.len() < len {
            self.randoms += 1;
            out.extend_from_slice(&keyed(&self.seed, &[b"random", &self.randoms.to_be_bytes()]));
        }
        out.truncate(len);
        out
    }

    /// The business day (R-B15: it starts at 05:00 in the salon's time zone).
    pub fn today(&mut self) -> String {
        self.day_read = true;
        business_day(self.now, &self.timezone).0
    }

    /// What the renderer needs to know for texts and formats.
    pub fn render_scope(&self) -> pardoz_renderer::RenderScope {
        self.generation.render_scope(&self.locale, self.now)
    }
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length is a key");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The business day of an instant, `YYYY-MM-DD`, and the instant at which the next one starts (R-B15).
pub fn business_day(now: Millis, timezone: &str) -> (String, Millis) {
    const STARTS: i8 = 5;
    let zone = jiff::tz::TimeZone::get(timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    let local = jiff::Timestamp::from_millisecond(now).unwrap_or_default().to_zoned(zone.clone()).datetime();
    let mut day = local.date();
    if local.hour() < STARTS {
        day = day.yesterday().unwrap_or(day);
    }
    let next = day
        .tomorrow()
        .unwrap_or(day)
        .at(STARTS, 0, 0, 0)
        .to_zoned(zone)
        .map_or(now, |z| z.timestamp().as_millisecond());
    (day.to_string(), next)
}

/// Which export answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    Query,
    Mutate,
    Act,
}

/// One instance's work: which plugin, which handler, with what.
pub struct Frame<'a> {
    pub plugin: &'a Arc<Plugin>,
    pub export: Export,
    pub kind: &'a str,
    pub name: &'a str,
    pub input: String,
    pub body: Option<&'a [u8]>,
    pub meta: &'a [(String, String)],
}

impl<'a> Frame<'a> {
    /// What a call asks of its own plugin.
    pub fn of(call: &'a Call, plugin: &'a Arc<Plugin>, export: Export) -> Self {
        Self {
            plugin,
            export,
            kind: call.kind,
            name: &call.name,
            input: call.input.to_string(),
            body: call.body.as_deref(),
            meta: &call.meta,
        }
    }
}

/// Runs one handler in a fresh instance, in the transaction and with the root given; both come home again.
pub fn run(tx: &mut Tx, root: &mut Box<Root>, frame: Frame<'_>) -> Result<handler::Reply, Failure> {
    let plugin = frame.plugin;
    let linked = plugin.linked().map_err(|e| CallError {
        fault: true,
        ..CallError::host(plugin.id(), frame.name, "unavailable", e.to_string())
    })?;
    let read_only = frame.export == Export::Query;
    root.stack.push((plugin.id().to_owned(), frame.name.to_owned(), read_only));
    let previous = tx.enter_plugin(&plugin.grants);
    let state = CallState {
        tx: std::mem::replace(tx, Tx::hollow()),
        root: std::mem::replace(root, Root::placeholder(&root.generation)),
        plugin: plugin.clone(),
        limiter: Limiter::new(plugin.manifest.limits.memory_mib.min(limit::MEMORY_MIB)),
        read_only,
        acting: frame.export == Export::Act,
        doomed: None,
    };
    let mut store = Store::new(plugin.engine(), state);
    store.limiter(|state| &mut state.limiter);
    store.set_hostcall_fuel(limit::HOSTCALL_BYTES_MAX);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(|mut context| {
        let root = &mut context.data_mut().root;
        root.cpu_ticks += 1;
        if root.cpu_ticks > root.limits.cpu_ticks {
            return Err(Stop::Cpu.into());
        }
        if Instant::now() >= root.deadline {
            return Err(Stop::Deadline.into());
        }
        Ok(UpdateDeadline::Continue(1))
    });
    let mut meta = vec![
        ("locale".to_owned(), store.data().root.locale.clone()),
        ("version".to_owned(), plugin.manifest.version().to_owned()),
    ];
    meta.extend_from_slice(frame.meta);
    let call = handler::Call {
        id: store.data().root.call_id.clone(),
        kind: frame.kind.to_owned(),
        name: frame.name.to_owned(),
        input: frame.input,
        body: frame.body.map(<[u8]>::to_vec),
        meta,
    };
    // A panic of the host's own code ends this call; the transaction comes home all the same.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let instance = linked.instantiate(&mut store)?;
        let exports = instance.pardoz_plugin_handler();
        match frame.export {
            Export::Query => exports.call_query(&mut store, &call),
            Export::Mutate => exports.call_mutate(&mut store, &call),
            Export::Act => exports.call_act(&mut store, &call),
        }
    }));
    let state = store.into_data();
    *tx = state.tx;
    *root = state.root;
    root.stack.pop();
    tx.leave_plugin(previous);
    let id = plugin.id();
    match outcome {
        Ok(Ok(Ok(reply))) => match state.doomed {
            None => check_reply(id, frame.name, reply),
            Some(e) => Err(CallError::guest(id, frame.name, e).into()),
        },
        Ok(Ok(Err(e))) => Err(CallError::guest(id, frame.name, e).into()),
        Ok(Err(trap)) => Err(stopped(id, frame.name, &trap)),
        Err(_) => Err(CallError::host(
            id,
            frame.name,
            "internal",
            "the host panicked in this call; its log says where",
        )
        .into()),
    }
}

fn check_reply(plugin: &str, name: &str, reply: handler::Reply) -> Result<handler::Reply, Failure> {
    let bytes = reply.data.len() + reply.body.as_ref().map_or(0, Vec::len);
    if bytes > limit::REPLY_BYTES_MAX {
        let message = format!("the reply has {bytes} bytes, at most {} are allowed", limit::REPLY_BYTES_MAX);
        return Err(CallError { fault: true, ..CallError::host(plugin, name, "limit", message) }.into());
    }
    Ok(reply)
}

/// A trap as a value: whose fault it was, and whether running again may help.
fn stopped(plugin: &str, name: &str, trap: &wasmtime::Error) -> Failure {
    let fault = |code: &str, message: String| -> Failure {
        tracing::warn!(
            plugin.id = plugin,
            call = name,
            fault = "guest",
            "{plugin}/{name} was stopped: {message}"
        );
        CallError { fault: true, ..CallError::host(plugin, name, code, message) }.into()
    };
    match trap.downcast_ref::<Stop>() {
        Some(Stop::Conflict) => Failure::Conflict,
        Some(stop @ (Stop::Deadline | Stop::Cpu)) => fault("deadline", stop.to_string()),
        Some(stop @ Stop::Limit(_)) => fault("limit", stop.to_string()),
        Some(stop @ Stop::Dead(_)) => fault("deadline", stop.to_string()),
        None => fault("internal", format!("trap: {:#}", trap.root_cause())),
    }
}

/// A service call as the importing plugin asked for it.
pub struct ServiceCall<'a> {
    pub contract: &'a str,
    pub method: &'a str,
    pub input: Json,
    pub provider: &'a str,
}

/// Runs a contract's service behind a savepoint of the caller's transaction (S6): an error undoes the callee alone.
pub fn service(state: &mut CallState, call: ServiceCall<'_>) -> api::Answer<String> {
    let frame = match service_frame(state, &call) {
        Ok(frame) => frame,
        Err(e) => return Ok(Err(e)),
    };
    let (provider, export, handler, duration_max) = frame;
    let mark = match state.tx.savepoint() {
        Ok(mark) => mark,
        Err(DbError::Conflict) => return Err(Stop::Conflict.into()),
        Err(e) => return Err(Stop::Dead(e.to_string()).into()),
    };
    let watermark = state.root.buffer.lengths();
    let (deadline, spent) = (state.root.deadline, state.root.cpu_ticks);
    // The callee leaves its caller time to answer.
    let own = deadline - Duration::from_millis(20);
    state.root.deadline = duration_max.map_or(own, |max| own.min(Instant::now() + max));
    let input = call.input.to_string();
    let result = run(
        &mut state.tx,
        &mut state.root,
        Frame { plugin: &provider, export, kind: "service", name: &handler, input, body: None, meta: &[] },
    );
    state.root.deadline = deadline;
    match result {
        Ok(reply) => match state.tx.release(mark) {
            Ok(()) => Ok(Ok(reply.data)),
            Err(DbError::Conflict) => Err(Stop::Conflict.into()),
            Err(e) => Err(Stop::Dead(e.to_string()).into()),
        },
        Err(Failure::Conflict) => Err(Stop::Conflict.into()),
        Err(failure) => {
            if !state.tx.alive() {
                return Err(Stop::Dead("a called service lost the transaction".into()).into());
            }
            if let Err(e) = state.tx.rollback_to(mark) {
                return Err(Stop::Dead(e.to_string()).into());
            }
            state.root.buffer.truncate(watermark);
            let error = failure.into_error(provider.id(), call.method);
            if error.fault {
                // What a callee burnt before it was stopped is not its caller's: R-K3, the caller goes on without it.
                state.root.cpu_ticks = spent;
                state.root.generation.circuit.fault(provider.id(), &error);
            }
            Ok(Err(error.to_guest()))
        }
    }
}

type ServiceFrame = (Arc<Plugin>, Export, String, Option<Duration>);

fn service_frame(state: &mut CallState, call: &ServiceCall<'_>) -> Result<ServiceFrame, Error> {
    let root = &mut state.root;
    let unavailable = || api::error("unavailable", format!("{} is not available", call.contract));
    let provider = root.generation.plugins.get(call.provider).cloned().ok_or_else(unavailable)?;
    if root.generation.circuit.is_open(call.provider) {
        return Err(unavailable());
    }
    // The provider's own copy: nobody else's may say what its services ask for.
    let contract = provider.contracts.get(call.contract).ok_or_else(unavailable)?;
    let promise = contract.service(call.method).ok_or_else(|| {
        api::error("not-found", format!("{} has no service {}", call.contract, call.method))
    })?;
    let declared = provider
        .manifest
        .services
        .iter()
        .find(|s| s.contract.get_ref() == call.contract && s.name.get_ref() == call.method)
        .ok_or_else(|| {
            api::error("unsupported", format!("{} does not offer {}", call.provider, call.method))
        })?;
    let export = if promise.kind == "query" { Export::Query } else { Export::Mutate };
    if state.read_only && export == Export::Mutate {
        return Err(api::error("read-only", "a query cannot call a service that changes something"));
    }
    // The person's right is asked for, not the plugin's: no confused deputy (security.md 4.3).
    if let Some(permission) = &promise.permission
        && !root.principal.can(permission)
    {
        return Err(api::error("denied", format!("{} needs {permission}", call.method)));
    }
    if root.stack.len() >= limit::CALL_DEPTH_MAX {
        return Err(api::error("limit", "services call each other too deeply"));
    }
    root.nested += 1;
    if root.nested > limit::CALL_NESTED_MAX {
        return Err(api::error("limit", "too many service calls in one call"));
    }
    let handler = declared.handler.get_ref().clone();
    let on_stack = root
        .stack
        .iter()
        .any(|(plugin, _, read_only)| plugin == call.provider && !(*read_only && export == Export::Query));
    if on_stack {
        return Err(api::error("reentrant", format!("{} is already at work in this call", call.provider)));
    }
    let time = promise.duration_ms_max.map(|ms| Duration::from_millis(ms.into()));
    Ok((provider, export, handler, time))
}

impl Root {
    /// Stands in for a root that is travelling through an instance.
    fn placeholder(generation: &Arc<Generation>) -> Box<Self> {
        let fixed = Fixed {
            call_id: String::new(),
            now: 0,
            deadline: Instant::now(),
            host_key: [0; 32],
            seal: None,
            cause: None,
        };
        let call = Call::background("", "", "", Json::Null, "");
        Self::with_seed(&fixed, generation.clone(), &call, [0; 32])
    }
}
