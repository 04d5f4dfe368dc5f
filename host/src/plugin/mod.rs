//! Plugins: what is installed and enabled, and how one is called.
//! wasmtime lives only in this folder.

pub mod manifest; // plugin.toml, readable before any code runs
pub mod bundle; // the file a plugin ships in
pub mod contract; // what plugins agree on
pub mod schema; // what is said under a contract, checked on its way
pub mod right; // permissions: of modules, and of contracts whoever provides them
pub mod generation; // what is on at one moment, bound together
pub mod follow; // what other processes switched on and off
pub mod replace; // one provider of a contract takes another's place, with its data
pub mod install; // bundle → consent → migrations → on, one transaction
pub mod pack; // a plugin's folder → its bundle, with every check an author needs
pub mod compile; // the compiler in a process of its own
pub mod component; // engine, compiled code, limits
pub mod call; // one call: instance, transaction, deadline, trap as a value
pub mod api; // everything a plugin can reach
pub mod memo; // answers kept until a relation they read changes
pub mod dispatch; // events and jobs → handlers
pub mod request; // a plugin's wish → a request that may be sent
pub mod effect; // wishes → the world, after the commit
pub mod act; // calls that wait for the world, without a transaction
pub mod circuit; // faults counted; pause and resume
pub mod settings; // what the owner chose for a plugin
mod bindings; // what wit/ says, as Rust

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use tokio::sync::{Notify, Semaphore};

pub use call::{Answer, Call, CallError, Reply, Text};
pub use circuit::Health;
pub use generation::{Generation, Package, PackageError, Plugin, RouteTable, Salon};
pub use install::InstallError;

use crate::clock::Clock;
use crate::db::{Db, DbError, Tx, audit, idempotency};
use crate::limit;
use crate::outside::{Client, Mailer};
use crate::queue::{event, job};
use crate::secret::Seal;
use crate::theme::Theme;
use call::{Export, Failure, Fixed, Frame, Root};
use circuit::Circuit;
use component::Components;
use memo::Memo;

/// All plugins of one salon. Clones share them.
#[derive(Clone)]
pub struct Plugins {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    clock: Clock,
    theme: Theme,
    routes: Arc<RouteTable>,
    components: Arc<Components>,
    circuit: Arc<Circuit>,
    current: RwLock<Arc<Generation>>,
    memo: Memo<Answer>,
    /// Seeds the random streams of calls (S4); kept in the data folder.
    host_key: [u8; 32],
    /// One change of what is installed or on at a time.
    changing: tokio::sync::Mutex<()>,
    /// Rung after a commit that left events or jobs.
    wake: Notify,
    /// Rung after a commit that left effects.
    wake_effects: Notify,
    flight: Mutex<effect::Flight>,
    seal: Seal,
    client: Client,
    mailer: Option<Mailer>,
    acts: Arc<Semaphore>,
}

/// What [`Plugins::open`] needs.
pub struct PluginsOptions {
    pub db: Db,
    pub clock: Clock,
    pub theme: Theme,
    /// The table the theme was opened with.
    pub routes: Arc<RouteTable>,
    /// Folder for compiled code, written by the host alone.
    pub cache: PathBuf,
    pub host_key: [u8; 32],
    /// How modules' requests leave.
    pub client: Client,
    /// The salon's mail server, if it has one.
    pub mailer: Option<Mailer>,
}

/// A plugin as the admin panel lists it.
#[derive(Clone)]
pub struct Listed {
    pub package: Arc<Package>,
    /// `active`, `disabled` or `quarantined`.
    pub state: String,
    /// Why it is quarantined.
    pub reason: Option<String>,
    pub installed_at: i64,
    pub health: Health,
}

impl Plugins {
    /// Loads what the database says is installed.
    ///
    /// # Errors
    /// When the database or the engine cannot be used. A single bundle that cannot be read is left off and logged:
    /// one broken plugin must not keep the salon closed.
    pub async fn open(options: PluginsOptions) -> Result<Self, InstallError> {
        let components = Components::new(&options.cache).map_err(PackageError::from)?;
        let circuit = Arc::new(Circuit::default());
        let inner = Inner {
            current: RwLock::new(Arc::new(install::empty(&options.theme, &circuit))),
            db: options.db,
            clock: options.clock,
            theme: options.theme,
            routes: options.routes,
            components,
            circuit,
            memo: Memo::new(limit::MEMO_BYTES_MAX),
            host_key: options.host_key,
            changing: tokio::sync::Mutex::new(()),
            wake: Notify::new(),
            wake_effects: Notify::new(),
            flight: Mutex::default(),
            seal: Seal::new(&options.host_key),
            client: options.client,
            mailer: options.mailer,
            acts: Arc::new(Semaphore::new(limit::ACTS_MAX)),
        };
        let plugins = Self { inner: Arc::new(inner) };
        plugins.reload().await?;
        plugins.grant().await?;
        Ok(plugins)
    }

    /// What is on now. Hold it for the length of one request.
    pub fn current(&self) -> Arc<Generation> {
        self.inner.current.read().expect("the generation is never held across a panic").clone()
    }

    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    pub fn components(&self) -> &Arc<Components> {
        &self.inner.components
    }

    /// Bytes of remembered answers.
    pub fn memo_bytes(&self) -> usize {
        self.inner.memo.bytes()
    }

    /// Forgets all answers, so that the next question of each kind is asked anew.
    pub fn forget(&self) {
        self.inner.memo.clear();
    }

    /// Calls faults and durations of a plugin since the start.
    pub fn health(&self, plugin: &str) -> Health {
        self.inner.circuit.health(plugin)
    }

    /// Asks a plugin a question: one snapshot, nothing written. Answered from memory when nothing it read changed.
    ///
    /// # Errors
    /// [`CallError`]; a plugin that is off or paused answers `unavailable`.
    pub async fn query(&self, call: Call) -> Result<Answer, CallError> {
        let generation = self.current();
        let plugin = self.callable(&generation, &call)?;
        let key = memo::key(&generation, &call);
        let now = self.inner.clock.now();
        let versions = self.inner.db.versions();
        if let Some(answer) = self.inner.memo.find(&key, versions, now) {
            return Ok(Answer { remembered: true, ..answer });
        }
        let started = Instant::now();
        let deadline = started + call::Limits::deadline(call.kind, false);
        let fixed = self.fixed(deadline, None);
        // Before the snapshot: a commit between the two makes the answer look older than it is, never newer.
        let seen = versions.latest();
        let (work, work_generation) = (call.clone(), generation.clone());
        let asked = self.inner.db.read(deadline, move |tx| {
            let mut root = Root::new(&fixed, work_generation, &work);
            let frame = Frame::of(&work, &plugin, Export::Query);
            let reply = call::run(tx, &mut root, frame)?;
            Ok::<_, Failure>((reply, root))
        });
        let (reply, root) = self.settle(&call, started, asked.await)?;
        let bytes = reply.data.len() + reply.body.as_ref().map_or(0, Vec::len);
        let until = holds_until(&reply, &root, now);
        let answer = Answer { holds_until: until.unwrap_or(0), ..answer(reply, &root, &call)? };
        if let Some(until) = until {
            let holds = memo::Holds { relations: answer.relations.clone(), seen, until };
            self.inner.memo.keep(key, answer.clone(), holds, bytes);
        }
        Ok(answer)
    }

    /// Gives a plugin a command: one serializable transaction, with its events, jobs, audit row and answer.
    ///
    /// # Errors
    /// [`CallError`]; then nothing of it is kept.
    pub async fn mutate(&self, call: Call) -> Result<Answer, CallError> {
        let deadline = Instant::now() + call::Limits::deadline(call.kind, true);
        self.command(call, deadline, None, |_| Ok(true)).await.map(|answer| answer.expect("always taken"))
    }

    /// A command that first takes what it settles (a delivery, a job); `None` when somebody else took it before.
    pub(crate) async fn command(
        &self,
        call: Call,
        deadline: Instant,
        cause: Option<(String, i64)>,
        mut take: impl FnMut(&mut Tx) -> Result<bool, DbError> + Send + 'static,
    ) -> Result<Option<Answer>, CallError> {
        let generation = self.current();
        let plugin = self.callable(&generation, &call)?;
        let started = Instant::now();
        let fixed = self.fixed(deadline, cause);
        let work = call.clone();
        let run = move |tx: &mut Tx| -> Result<Outcome, Failure> {
            if !take(tx)? {
                return Ok(Outcome::NotOurs);
            }
            if let Some(repeated) = repeated(tx, &work, fixed.now)? {
                return Ok(Outcome::Repeated(repeated));
            }
            let mut root = Root::new(&fixed, generation.clone(), &work);
            let frame = Frame::of(&work, &plugin, Export::Mutate);
            let reply = call::run(tx, &mut root, frame)?;
            if work.dry_run {
                return Err(Failure::Undone(Box::new((reply, root))));
            }
            flush(tx, &mut root, &work, &plugin, &reply)?;
            Ok(Outcome::Done(Box::new((reply, root))))
        };
        // The command goes on if the asker leaves (S5).
        let db = self.inner.db.clone();
        let task = tokio::spawn(async move { db.write(deadline, &[], run).await });
        let outcome = match task.await {
            Ok(Err(Failure::Undone(done))) => Ok(Outcome::Done(done)),
            Ok(outcome) => outcome,
            Err(_) => Err(Failure::Db(DbError::Closed)),
        };
        match self.settle(&call, started, outcome)? {
            Outcome::NotOurs => Ok(None),
            Outcome::Repeated(answer) => Ok(Some(*answer)),
            Outcome::Done(done) => {
                let (reply, root) = *done;
                if !root.buffer.events.is_empty() || !root.buffer.jobs.is_empty() {
                    self.inner.wake.notify_one();
                }
                if !root.buffer.effects.is_empty() {
                    self.inner.wake_effects.notify_one();
                }
                answer(reply, &root, &call).map(Some)
            }
        }
    }

    /// Counts the outcome for the circuit and words a failure.
    fn settle<T>(&self, call: &Call, started: Instant, outcome: Result<T, Failure>) -> Result<T, CallError> {
        match outcome {
            Ok(done) => {
                self.inner.circuit.answered(&call.plugin, started.elapsed());
                Ok(done)
            }
            Err(failure) => {
                let error = failure.into_error(&call.plugin, &call.name);
                if !error.fault {
                    self.inner.circuit.answered(&call.plugin, started.elapsed());
                } else if self.inner.circuit.fault(&call.plugin, &error) {
                    self.quarantine(call.plugin.clone(), error.message.clone());
                }
                Err(error)
            }
        }
    }

    fn callable(&self, generation: &Generation, call: &Call) -> Result<Arc<Plugin>, CallError> {
        let refuse = |code, message: &str| CallError::host(&call.plugin, &call.name, code, message);
        let Some(plugin) = generation.plugins.get(&call.plugin) else {
            let known = generation.installed.contains_key(&call.plugin);
            return Err(refuse(if known { "unavailable" } else { "not-found" }, "the plugin is not on"));
        };
        if self.inner.circuit.is_open(&call.plugin) {
            return Err(refuse("unavailable", "the plugin is paused after repeated errors"));
        }
        Ok(plugin.clone())
    }

    fn fixed(&self, deadline: Instant, cause: Option<(String, i64)>) -> Fixed {
        Fixed {
            call_id: uuid::Uuid::now_v7().to_string(),
            now: self.inner.clock.now(),
            deadline,
            host_key: self.inner.host_key,
            seal: Some(self.inner.seal.clone()),
            cause,
        }
    }
}

/// How a command's transaction went.
enum Outcome {
    Done(Box<(super::plugin::bindings::exports::pardoz::plugin::handler::Reply, Box<Root>)>),
    Repeated(Box<Answer>),
    NotOurs,
}

/// Until when an answer stays true if no relation changes; `None` = it is good for this call only.
fn holds_until(
    reply: &bindings::exports::pardoz::plugin::handler::Reply,
    root: &Root,
    now: i64,
) -> Option<i64> {
    if root.random_read {
        return None;
    }
    let said = reply.meta.iter().find(|(k, _)| k == "holds-until").and_then(|(_, v)| v.parse::<i64>().ok());
    if root.clock_read && said.is_none() {
        return None;
    }
    let next_day = root.day_read.then(|| call::business_day(now, &root.timezone).1);
    Some(said.unwrap_or(i64::MAX).min(next_day.unwrap_or(i64::MAX)))
}

fn answer(
    reply: bindings::exports::pardoz::plugin::handler::Reply,
    root: &Root,
    call: &Call,
) -> Result<Answer, CallError> {
    serde_json::from_str::<serde::de::IgnoredAny>(&reply.data).map_err(|e| CallError {
        fault: true,
        ..CallError::host(&call.plugin, &call.name, "internal", format!("the reply's data is not JSON: {e}"))
    })?;
    let mut hash = Sha256::new();
    for part in [reply.kind.as_bytes(), reply.name.as_bytes(), reply.data.as_bytes()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut relations: Vec<String> = root.relations.iter().cloned().collect();
    // What is on decides which providers and panels there are.
    if !root.relations.contains("host_plugin") {
        relations.push("host_plugin".to_owned());
    }
    Ok(Answer {
        tag: hex::encode(&hash.finalize()[..12]),
        reply: Reply {
            kind: reply.kind,
            name: reply.name,
            data: reply.data.into(),
            body: reply.body.map(Into::into),
            meta: reply.meta,
        },
        relations: relations.into(),
        remembered: false,
        repeated: false,
        holds_until: 0,
    })
}

/// The caller part of an idempotency key: two people never meet in one.
fn caller(call: &Call) -> String {
    format!("{}:{}", call.principal.login, call.principal.person_id)
}

fn body_hash(call: &Call) -> String {
    bundle::fingerprint(call.input.to_string().as_bytes())
}

/// The stored answer of an earlier request with the same key (S18).
fn repeated(tx: &mut Tx, call: &Call, now: i64) -> Result<Option<Box<Answer>>, Failure> {
    let Some(key) = &call.idempotency_key else { return Ok(None) };
    let route = format!("{}/{}", call.plugin, call.name);
    match idempotency::find(tx, &caller(call), &route, key, &body_hash(call), now)? {
        idempotency::Found::None => Ok(None),
        idempotency::Found::OtherBody => {
            let message = "this idempotency key was used with another request";
            let mut e = CallError::host(&call.plugin, &call.name, "invalid", message);
            e.text = Some(Text { ftl: "host-error-idempotency".into(), args: serde_json::Map::new() });
            Err(e.into())
        }
        idempotency::Found::Same(stored) => {
            let stored: Stored = serde_json::from_str(&stored).map_err(|e| {
                CallError::host(
                    &call.plugin,
                    &call.name,
                    "internal",
                    format!("a stored answer is unreadable: {e}"),
                )
            })?;
            Ok(Some(Box::new(stored.into_answer())))
        }
    }
}

/// An answer as it is kept under an idempotency key.
#[derive(serde::Serialize, serde::Deserialize)]
struct Stored {
    kind: String,
    name: String,
    data: String,
    meta: Vec<(String, String)>,
}

impl Stored {
    fn into_answer(self) -> Answer {
        Answer {
            tag: String::new(),
            reply: Reply {
                kind: self.kind,
                name: self.name,
                data: self.data.into(),
                body: None,
                meta: self.meta,
            },
            relations: Arc::new([]),
            remembered: false,
            repeated: true,
            holds_until: 0,
        }
    }
}

/// Everything with a reader outside the transaction, written just before its commit (S1).
fn flush(
    tx: &mut Tx,
    root: &mut Root,
    call: &Call,
    plugin: &Plugin,
    reply: &bindings::exports::pardoz::plugin::handler::Reply,
) -> Result<(), Failure> {
    let (cause_id, cause_depth) = match &root.cause {
        Some((id, depth)) => (Some(id.clone()), depth + 1),
        None => (None, 0),
    };
    if cause_depth > limit::EVENT_CAUSE_DEPTH_MAX && !root.buffer.events.is_empty() {
        let message = "events caused events more than 16 times in a row";
        return Err(
            CallError { fault: true, ..CallError::host(plugin.id(), &call.name, "limit", message) }.into()
        );
    }
    for new in &root.buffer.events {
        let subscribers: Vec<_> = root
            .generation
            .subscribers(&new.topic)
            .map(|(subscriber, s)| (subscriber.to_owned(), s.handler.get_ref().clone(), s.strict))
            .collect();
        let row = event::Event {
            event_id: new.event_id.clone(),
            source: new.source.clone(),
            topic: new.topic.clone(),
            key: new.key.clone(),
            payload: new.payload.clone(),
            occurred_at: root.now,
            cause_id: cause_id.clone(),
            cause_depth,
        };
        event::publish(tx, &row, &subscribers)?;
    }
    for change in &root.buffer.jobs {
        apply(tx, change, root.now)?;
    }
    for wish in &root.buffer.effects {
        crate::queue::effect::enqueue(tx, wish, &root.call_id)?;
    }
    let entry = audit::Entry {
        audit_id: root.call_id.clone(),
        at: root.now,
        actor: caller(call),
        on_behalf_of: String::new(),
        plugin: plugin.id().to_owned(),
        version: plugin.manifest.version().to_owned(),
        action: format!("{}/{}", call.kind, call.name),
        input: redact::input(&call.input, plugin),
        request: call.idempotency_key.clone().unwrap_or_default(),
    };
    audit::append(tx, &entry)?;
    if let Some(key) = &call.idempotency_key {
        let stored = Stored {
            kind: reply.kind.clone(),
            name: reply.name.clone(),
            data: reply.data.clone(),
            meta: reply.meta.clone(),
        };
        let route = format!("{}/{}", call.plugin, call.name);
        let stored = serde_json::to_string(&stored).expect("strings are JSON");
        idempotency::store(tx, &caller(call), &route, key, &body_hash(call), &stored, root.now)?;
    }
    Ok(())
}

fn apply(tx: &mut Tx, change: &call::JobChange, now: i64) -> Result<(), DbError> {
    match change {
        call::JobChange::Schedule { job_id, plugin, job: name, run_at, dedup_key, payload } => {
            let row = job::Job {
                job_id: job_id.clone(),
                plugin: plugin.clone(),
                name: name.clone(),
                dedup_key: dedup_key.clone(),
                run_at: *run_at,
                payload: payload.clone(),
                state: "waiting".into(),
                attempts: 0,
                error: None,
            };
            job::schedule(tx, &row, now)
        }
        call::JobChange::Cancel { plugin, job: name, dedup_key } => job::cancel(tx, plugin, name, dedup_key),
    }
}

/// What of a command's input stands in the audit log: names of fields always, contents only where they identify
/// nobody (security.md 4.4).
mod redact {
    use super::{Json, Plugin};

    const PERSONAL: [&str; 12] = [
        "phone", "email", "name", "note", "comment", "address", "password", "secret", "token", "birth",
        "warning", "text",
    ];

    pub fn input(input: &Json, plugin: &Plugin) -> String {
        let sensitive: Vec<&str> =
            plugin.manifest.tables.iter().flat_map(|t| t.sensitive.keys()).map(String::as_str).collect();
        let mut copy = input.clone();
        walk(&mut copy, &sensitive, 0);
        let text = copy.to_string();
        if text.len() > 8_192 { format!("{{\"bytes\":{}}}", text.len()) } else { text }
    }

    fn walk(value: &mut Json, sensitive: &[&str], depth: usize) {
        match value {
            Json::Object(fields) => {
                for (key, value) in fields {
                    let hidden =
                        PERSONAL.iter().any(|p| key.contains(p)) || sensitive.contains(&key.as_str());
                    if hidden && !value.is_null() {
                        *value = Json::String("•".into());
                    } else {
                        walk(value, sensitive, depth + 1);
                    }
                }
            }
            Json::Array(items) if depth < 64 => {
                items.iter_mut().for_each(|item| walk(item, sensitive, depth + 1))
            }
            _ => {}
        }
    }
}

/// Deadline of one database step of the host itself.
pub(crate) fn soon() -> Instant {
    Instant::now() + Duration::from_secs(10)
}

/// Handlers by name, for those who check inputs.
pub type Handlers = BTreeMap<String, generation::Handler>;
