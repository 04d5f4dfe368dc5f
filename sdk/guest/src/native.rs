//! Handlers outside WebAssembly: the same functions, compiled for this machine, with a [`Host`] that answers their
//! imports. For measurements of what the sandbox costs, and for an author who wants to step through a handler.

use std::cell::RefCell;

pub use crate::bindings::exports::pardoz::plugin::handler::{Call, Error, Reply};
pub use crate::bindings::pardoz::plugin::claims::Conflict;
pub use crate::bindings::pardoz::plugin::log::Level;
pub use crate::bindings::pardoz::plugin::services::Outcome;
pub use crate::bindings::pardoz::plugin::store::ValueParam;

/// What a handler's imports reach. The methods are the functions of `wit/*.wit`.
pub trait Host {
    /// Rows in the compact format of `wit/README.md`.
    fn query(&mut self, statement: &str, params: &[ValueParam<'_>]) -> Result<Vec<u8>, Error>;
    fn execute(&mut self, statement: &str, params: &[ValueParam<'_>]) -> Result<u64, Error>;
    fn try_execute(&mut self, statement: &str, params: &[ValueParam<'_>]) -> Result<u64, Error>;
    fn acquire(
        &mut self,
        claim_id: &str,
        resource: &str,
        start_ms: i64,
        end_ms: i64,
        expires_ms: Option<i64>,
    ) -> Result<Option<Conflict>, Error>;
    fn release(&mut self, claim_id: &str) -> Result<bool, Error>;
    fn emit(&mut self, topic: &str, key: &str, payload: &str) -> Result<String, Error>;
    fn schedule(&mut self, job: &str, at_ms: i64, key: &str, payload: &str) -> Result<String, Error>;
    fn cancel(&mut self, job: &str, key: &str) -> Result<bool, Error>;
    /// Method of a contract's provider; the answer is JSON.
    fn call(&mut self, contract: &str, method: &str, args: &str) -> Result<String, Error>;
    /// The same at every provider; a host of one plugin has none.
    fn call_all(&mut self, _contract: &str, _method: &str, _args: &str) -> Result<Vec<Outcome>, Error> {
        Ok(Vec::new())
    }
    fn available(&mut self, contract: &str) -> Option<String>;
    /// The caller as JSON.
    fn caller(&mut self) -> String;
    fn can(&mut self, permission: &str) -> bool;
    /// A setting as JSON.
    fn setting(&mut self, key: &str) -> Result<Option<String>, Error>;
    fn translate(&mut self, key: &str, args: &str) -> String;
    fn format(&mut self, kind: &str, value: &str) -> String;
    fn now_ms(&mut self) -> i64;
    fn today(&mut self) -> String;
    fn timezone(&mut self) -> String;
    fn remaining_ms(&mut self) -> u32;
    fn new_id(&mut self) -> String;
    fn random(&mut self, bytes: u32) -> Vec<u8>;
    fn write(&mut self, level: Level, message: &str, fields: &str);
}

thread_local! {
    static HOST: RefCell<Option<Box<dyn Host>>> = const { RefCell::new(None) };
}

/// Runs `work` (a handler, through `pardoz_sdk::native::query` or `mutate`) with `host` behind its imports; gives the
/// host back.
pub fn with_host<T>(host: Box<dyn Host>, work: impl FnOnce() -> T) -> (T, Box<dyn Host>) {
    let before = HOST.replace(Some(host));
    let done = work();
    (done, HOST.replace(before).expect("the host stays while the work runs"))
}

pub use crate::dispatch::{mutate, query};

fn host<T>(ask: impl FnOnce(&mut dyn Host) -> T) -> T {
    HOST.with_borrow_mut(|host| {
        let host = host.as_mut().expect("outside WebAssembly a handler runs inside `native::with_host`");
        ask(&mut **host)
    })
}

/// One module per interface, with the signatures of the component's.
macro_rules! interface {
    ($name:ident { $($function:ident($($arg:ident: $ty:ty),*) -> $output:ty = $method:ident;)* }) => {
        pub(crate) mod $name {
            #[allow(unused_imports)]
            use super::{Conflict, Error, Level, Outcome, ValueParam, host};
            $(pub fn $function($($arg: $ty),*) -> $output { host(|host| host.$method($($arg),*)) })*
        }
    };
}

interface!(store {
    query(statement: &str, params: &[ValueParam<'_>]) -> Result<Vec<u8>, Error> = query;
    execute(statement: &str, params: &[ValueParam<'_>]) -> Result<u64, Error> = execute;
    try_execute(statement: &str, params: &[ValueParam<'_>]) -> Result<u64, Error> = try_execute;
});
interface!(claims {
    acquire(id: &str, resource: &str, start: i64, end: i64, expires: Option<i64>) -> Result<Option<Conflict>, Error> = acquire;
    release(id: &str) -> Result<bool, Error> = release;
});
interface!(events {
    emit(topic: &str, key: &str, payload: &str) -> Result<String, Error> = emit;
});
interface!(jobs {
    schedule(job: &str, at_ms: i64, key: &str, payload: &str) -> Result<String, Error> = schedule;
    cancel(job: &str, key: &str) -> Result<bool, Error> = cancel;
});
interface!(services {
    call(contract: &str, method: &str, args: &str) -> Result<String, Error> = call;
    call_all(contract: &str, method: &str, args: &str) -> Result<Vec<Outcome>, Error> = call_all;
    available(contract: &str) -> Option<String> = available;
});
interface!(access {
    caller() -> String = caller;
    can(permission: &str) -> bool = can;
});
interface!(settings {
    get(key: &str) -> Result<Option<String>, Error> = setting;
});
interface!(clock {
    now_ms() -> i64 = now_ms;
    today() -> String = today;
    timezone() -> String = timezone;
    remaining_ms() -> u32 = remaining_ms;
});
interface!(ids {
    new_id() -> String = new_id;
    random(bytes: u32) -> Vec<u8> = random;
});

pub(crate) mod i18n {
    use super::host;

    pub fn translate(key: &str, args: &str) -> String {
        host(|host| host.translate(key, args))
    }

    /// `options` has no members yet.
    pub fn format(kind: &str, value: &str, _options: &str) -> String {
        host(|host| host.format(kind, value))
    }
}

pub(crate) mod log {
    pub use super::Level;

    /// A line outside of a call (a unit test of a rule) goes to the terminal.
    pub fn write(level: Level, message: &str, fields: &str) {
        super::HOST.with_borrow_mut(|host| match host {
            Some(host) => host.write(level, message, fields),
            None => eprintln!("{level:?}: {message} {fields}"),
        });
    }
}
