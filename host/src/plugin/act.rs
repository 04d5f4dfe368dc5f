//! `act`: a call without a transaction, which may wait for the world outside ("test my SMS key"). It reads and writes
//! only by calling its own queries and commands, each with a snapshot or a transaction of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tokio::runtime::Handle;

use super::api::{self, Error};
use super::call::{self, Export, Failure, Frame, Root};
use super::{Answer, Call, CallError, Plugin, Plugins, soon};
use crate::db::{DbError, Tx, audit};
use crate::limit;
use crate::outside::{OutsideError, Request, Response};

/// What an act has instead of a transaction.
#[derive(Clone)]
pub struct Outside {
    plugins: Plugins,
    runtime: Handle,
    requests: Arc<AtomicU32>,
}

impl Plugins {
    /// Runs an act. Never repeated by the host; what its commands committed stays, whatever comes after.
    ///
    /// # Errors
    /// [`CallError`]; `unavailable` when too many acts are waiting already.
    pub async fn act(&self, call: Call) -> Result<Answer, CallError> {
        let generation = self.current();
        let plugin = self.callable(&generation, &call)?;
        let busy = || CallError::host(&call.plugin, &call.name, "unavailable", "too many acts are at work");
        let permit = self.inner.acts.clone().try_acquire_owned().map_err(|_| busy())?;
        let started = Instant::now();
        let fixed = self.fixed(started + limit::ACT_DEADLINE, None);
        let (package, seal) = (plugin.clone(), self.inner.seal.clone());
        let read = self.inner.db.read(soon(), move |tx| {
            let settings = super::settings::load(tx, &package.manifest)?;
            Ok::<_, DbError>((settings, seal.load(tx, package.id())?))
        });
        let (settings, secrets) = self.settle(&call, started, read.await.map_err(Failure::Db))?;
        let outside = Outside { plugins: self.clone(), runtime: Handle::current(), requests: Arc::default() };
        let (work, plugins) = (call.clone(), self.clone());
        let run = move || {
            let _permit = permit;
            let mut root = Root::new(&fixed, generation, &work);
            root.outside = Some(outside);
            root.settings.insert(work.plugin.clone(), settings);
            root.secrets.insert(work.plugin.clone(), secrets);
            let frame = Frame::of(&work, &plugin, Export::Act);
            call::run(&mut Tx::hollow(), &mut root, frame).map(|reply| (reply, root))
        };
        // On a thread of its own, where waiting disturbs nobody. It goes on if the asker leaves (S5).
        let done = tokio::task::spawn_blocking(run).await.unwrap_or(Err(Failure::Db(DbError::Closed)));
        let audited = plugins.audit_act(&call, done.is_ok()).await;
        if let Err(e) = audited {
            tracing::error!(error = %api::chain(&e), "could not note an act in the audit log");
        }
        let (reply, root) = self.settle(&call, started, done)?;
        super::answer(reply, &root, &call)
    }

    /// Commands note themselves; this row says who started the act, and whether it came to its end.
    async fn audit_act(&self, call: &Call, well: bool) -> Result<(), DbError> {
        let generation = self.current();
        let Some(plugin) = generation.plugins.get(&call.plugin).cloned() else { return Ok(()) };
        let outcome = if well { "act" } else { "act-failed" };
        let entry = audit::Entry {
            audit_id: uuid::Uuid::now_v7().to_string(),
            at: self.inner.clock.now(),
            actor: super::caller(call),
            on_behalf_of: String::new(),
            plugin: call.plugin.clone(),
            version: plugin.manifest.version().to_owned(),
            action: format!("{outcome}/{}", call.name),
            input: super::redact::input(&call.input, &plugin),
            request: String::new(),
        };
        self.inner.db.write(soon(), &[], move |tx| audit::append(tx, &entry)).await
    }
}

impl Outside {
    /// A query or command of the acting plugin itself, on behalf of the same person. Its data as JSON text.
    pub fn own(
        &self,
        plugin: &Arc<Plugin>,
        root: &Root,
        name: &str,
        input: Json,
    ) -> Result<String, CallError> {
        let refuse = |code, message: &str| Err(CallError::host(plugin.id(), name, code, message));
        let Some(handler) = plugin.handlers.get(name) else {
            return refuse("not-found", "the plugin has no handler of this name");
        };
        let call = Call {
            principal: root.principal.clone(),
            locale: root.locale.clone(),
            ..Call::background(plugin.id(), "act", name, input, &root.locale)
        };
        let remaining = root.deadline.saturating_duration_since(Instant::now());
        let deadline = Instant::now() + remaining.min(limit::MUTATE_DEADLINE);
        let answer = match handler.export.as_str() {
            "query" => self.runtime.block_on(self.plugins.query(call))?,
            "mutate" => {
                let done = self.runtime.block_on(self.plugins.command(call, deadline, None, |_| Ok(true)))?;
                done.expect("always taken")
            }
            _ => return refuse("unsupported", "an act cannot call an act"),
        };
        Ok(answer.reply.data.to_string())
    }

    /// One request, waited for until `deadline` at most.
    pub fn send(&self, mut request: Request, deadline: Instant) -> Result<Response, Error> {
        if self.requests.fetch_add(1, Ordering::Relaxed) >= limit::ACT_REQUESTS_MAX {
            return Err(api::error("limit", "an act sends at most 10 requests"));
        }
        let remaining = deadline.saturating_duration_since(Instant::now());
        request.timeout = request.timeout.min(remaining.saturating_sub(Duration::from_millis(50)));
        self.runtime.block_on(self.plugins.inner.client.send(request)).map_err(|e| match e {
            OutsideError::Refused(message) => api::error("denied", message),
            OutsideError::Failed(message) => api::error("unavailable", message),
        })
    }
}
