//! One call into a plugin: what goes in, what comes out, what can go wrong.

mod error; // why it did not succeed
mod root; // what all its instances share: identity, time, budgets, buffers
mod service; // one plugin asks another, behind a savepoint

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value as Json;
use wasmtime::{Store, UpdateDeadline};

pub use self::error::{CallError, Failure, Stop, Text};
pub use self::root::{Buffer, Fixed, JobChange, Limits, NewEvent, Root, business_day};
pub use self::service::{ServiceCall, service};
use super::api::CallState;
use super::bindings::exports::pardoz::plugin::handler;
use super::component::Limiter;
use super::generation::Plugin;
use crate::auth::Principal;
use crate::clock::Millis;
use crate::db::Tx;
use crate::limit;

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
        limiter: Limiter::new(*plugin.manifest.limits.memory_mib.get_ref()),
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
