//! A call from one plugin into another, through a contract.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value as Json;

use super::{CallError, Export, Failure, Frame, Stop, run};
use crate::db::DbError;
use crate::limit;
use crate::plugin::api::{self, CallState, Error};
use crate::plugin::generation::Plugin;

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
    let contract = &provider.contracts[call.contract];
    let promise = contract.service(call.method).expect("looked up with the frame");
    if let Err(reason) = contract.schemas.check(promise.input.as_deref(), &call.input) {
        let asked =
            format!("{} {} was asked for what its contract does not have", call.contract, call.method);
        return Ok(Err(api::error("internal", format!("{asked}: {reason}"))));
    }
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
    let result = result.and_then(|reply| {
        let answer = serde_json::from_str(&reply.data).unwrap_or(Json::Null);
        match contract.schemas.check(promise.output.as_deref(), &answer) {
            Ok(()) => Ok(reply),
            Err(reason) => Err(broken(provider.id(), &call, &reason).into()),
        }
    });
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

/// An answer that its contract does not have: the provider's fault, like one that never came.
fn broken(provider: &str, call: &ServiceCall<'_>, reason: &str) -> CallError {
    let message =
        format!("{} {} answered what its contract does not have: {reason}", call.contract, call.method);
    tracing::warn!(plugin.id = provider, "{message}");
    CallError { fault: true, ..CallError::host(provider, call.method, "internal", message) }
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
    let time = promise.duration_ms_max.map(|ms| limit::patient(Duration::from_millis(ms.into())));
    Ok((provider, export, handler, time))
}
