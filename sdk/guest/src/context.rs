//! What a handler can reach. A `Query` reads one snapshot; a `Mutation` is one serializable transaction, and can
//! do everything a `Query` can. The clock stands still during a call, and ids and random bytes are the same when
//! the host runs the call again.

use crate::bindings::exports::pardoz::plugin::handler::Call;
use crate::bindings::pardoz::plugin::store::ValueParam;
use crate::bindings::pardoz::plugin::{blobs, effects};
use crate::caller::{Caller, Scope};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::imports::{access, claims, clock, events, i18n, ids, jobs, settings, store};
use crate::rows::{self, Cells};
use crate::service::Service;
use crate::time::{Day, TimeZone};
use crate::view::to_json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::{Cell, OnceCell};
use std::ops::Deref;

/// A read-only call: a page, a widget, a panel, a read service.
pub struct Query {
    call: Call,
    caller: OnceCell<Caller>,
    zone: OnceCell<TimeZone>,
    today: OnceCell<Day>,
    holds_until: Cell<Option<i64>>,
}

/// A call that may write: a form, a job, an event, a write service. It commits if the handler returns `Ok`.
pub struct Mutation(Query);

/// Who holds the time that was claimed, from `start` to `end` (milliseconds, half-open).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The claim's id, as its holder made it.
    pub holder: String,
    pub start: i64,
    pub end: i64,
}

impl Query {
    pub(crate) fn new(call: Call) -> Self {
        Self {
            call,
            caller: OnceCell::new(),
            zone: OnceCell::new(),
            today: OnceCell::new(),
            holds_until: Cell::new(None),
        }
    }

    /// The instant of the call, in milliseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        clock::now_ms()
    }

    /// Promises that this answer stays true until `instant_ms` if no row it read changes. Without a promise, an answer
    /// that looked at [`Query::now`] is never remembered; one that looked at [`Query::today`] holds until midnight.
    /// The earliest promise counts.
    pub fn holds_until(&self, instant_ms: i64) {
        let earlier = self.holds_until.get().map_or(instant_ms, |known| known.min(instant_ms));
        self.holds_until.set(Some(earlier));
    }

    pub(crate) fn promise(&self) -> Option<i64> {
        self.holds_until.get()
    }

    /// The business day of the branch.
    pub fn today(&self) -> Day {
        let read = || Day::parse(&clock::today()).expect("the host's clock writes YYYY-MM-DD");
        *self.today.get_or_init(read)
    }

    /// The zone of the branch; [`Query::timezone_name`] is its IANA name.
    pub fn timezone(&self) -> &TimeZone {
        // The host gives the rules of the zones it sets, so this is a host without them: wrong by hours, and said.
        self.zone.get_or_init(|| {
            let name = clock::timezone();
            crate::time::zone(&name).unwrap_or_else(|_| {
                crate::log::warn(
                    "the host has no rules of the branch's time zone; times are in UTC",
                    &[("zone", &name)],
                );
                TimeZone::UTC
            })
        })
    }

    pub fn timezone_name(&self) -> String {
        clock::timezone()
    }

    /// Milliseconds until the host ends this call.
    pub fn remaining_ms(&self) -> u32 {
        clock::remaining_ms()
    }

    /// The reader's language: `uz`, `ru` or `en`.
    pub fn locale(&self) -> &str {
        self.meta("locale").unwrap_or("uz")
    }

    /// What the host says about the call besides its input: `locale`, `route`, `method` …
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.call.meta.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Stable over retries and redeliveries: a key for what happens outside.
    pub fn call_id(&self) -> &str {
        &self.call.id
    }

    /// `page`, `widget`, `panel`, `form`, `service`, `event`, `job` … (an open set).
    pub fn kind(&self) -> &str {
        &self.call.kind
    }

    /// The raw body of an upload or a webhook.
    pub fn body(&self) -> Option<&[u8]> {
        self.call.body.as_deref()
    }

    /// A header of a webhook's message, by its name in small letters; `None` if it is absent or stands there twice.
    pub fn header(&self, name: &str) -> Option<&str> {
        let of_name = |key: &str| key.strip_prefix("header-").is_some_and(|header| header == name);
        let mut found = self.call.meta.iter().filter(|(key, _)| of_name(key));
        let value = found.next().map(|(_, value)| value.as_str());
        if found.next().is_some() { None } else { value }
    }

    /// Who acts.
    pub fn caller(&self) -> &Caller {
        self.caller.get_or_init(|| Caller::read(&access::caller()))
    }

    /// May the caller, at any scope? The host has checked the route's own permission already.
    pub fn can(&self, permission: &str) -> bool {
        access::can(permission)
    }

    /// How far the caller's right reaches; `None` without it. See [`Scope`].
    pub fn scope(&self, permission: &str) -> Option<Scope> {
        self.caller().scope(permission)
    }

    /// A setting of this plugin as the owner left it, or its default.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<T> {
        read_setting(key)
    }

    /// The text `key` in the reader's language; `args` is a struct, a map or `json!({…})`.
    pub fn t(&self, key: &str, args: impl Serialize) -> String {
        i18n::translate(key, &to_json(&args).unwrap_or_else(|_| "{}".to_owned()))
    }

    /// `value` as the reader writes it. `kind`: any filter of templates that writes a value: money number percent day
    /// time datetime duration phone … An unknown one gives the value as it is.
    pub fn format(&self, kind: &str, value: impl Serialize) -> Result<String> {
        Ok(i18n::format(kind, &to_json(&value)?, "{}"))
    }

    /// A new UUIDv7.
    pub fn new_id(&self) -> Id {
        Id::parse(&ids::new_id()).expect("the host makes canonical UUIDs")
    }

    /// Bytes nobody can predict, at most 1024.
    pub fn random(&self, bytes: u32) -> Vec<u8> {
        ids::random(bytes)
    }

    /// Hexadecimal text of so many bytes nobody can predict: a link's token, a salt.
    pub fn token(&self, bytes: u32) -> String {
        crate::secret::hex(&self.random(bytes))
    }

    /// A number of `digits` decimal digits, none of them guessed from another one: what people read out. `digits`: 1
    /// to 18.
    pub fn random_number(&self, digits: u32) -> i64 {
        let bytes = self.random(8).try_into().expect("as many as asked for");
        let least = 10_u64.pow(digits - 1);
        i64::try_from(least + u64::from_le_bytes(bytes) % (9 * least)).expect("18 digits fit")
    }

    /// Of a name that stands in three languages, the reader's.
    pub fn pick<'a>(&self, uz: &'a str, ru: &'a str, en: &'a str) -> &'a str {
        crate::locale::pick(self.locale(), uz, ru, en)
    }

    /// The provider of a contract, e.g. `clients@1`. A query may call its reading services only.
    pub fn service<'a>(&'a self, contract: &'a str) -> Service<'a> {
        Service::new(contract)
    }

    /// `length` bytes of the blob `id` from `offset`. Hosts of this version keep none: `unsupported`.
    pub fn blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>> {
        Ok(blobs::get(id, offset, length)?)
    }

    /// A link to the blob `id`, good for `seconds`.
    pub fn blob_url(&self, id: &str, seconds: u32) -> Result<String> {
        Ok(blobs::url(id, seconds)?)
    }

    pub(crate) fn input(&self) -> &str {
        &self.call.input
    }

    pub(crate) fn name(&self) -> &str {
        &self.call.name
    }
}

impl Mutation {
    pub(crate) fn new(call: Call) -> Self {
        Self(Query::new(call))
    }

    /// Tells subscribers, after the commit. Events with the same `key` arrive in order. Returns the event's id.
    pub fn emit(&mut self, topic: &str, key: impl AsRef<str>, payload: impl Serialize) -> Result<String> {
        Ok(events::emit(topic, key.as_ref(), &to_json(&payload)?)?)
    }

    /// Runs the job `job` at `at_ms` with `payload` as its input; replaces one of the same key not yet started.
    pub fn schedule(
        &mut self,
        job: &str,
        at_ms: i64,
        key: impl AsRef<str>,
        payload: impl Serialize,
    ) -> Result<String> {
        Ok(jobs::schedule(job, at_ms, key.as_ref(), &to_json(&payload)?)?)
    }

    /// `true` if there was one to cancel.
    pub fn cancel(&mut self, job: &str, key: impl AsRef<str>) -> Result<bool> {
        Ok(jobs::cancel(job, key.as_ref())?)
    }

    /// Takes `resource` for `[start, end)` (milliseconds), or says who holds it. `claim_id` is yours, one per claim;
    /// a claim with `expires` frees itself then.
    pub fn claim(
        &mut self,
        claim_id: impl AsRef<str>,
        resource: &str,
        start: i64,
        end: i64,
        expires: Option<i64>,
    ) -> Result<Option<Conflict>> {
        let held = claims::acquire(claim_id.as_ref(), resource, start, end, expires)?;
        Ok(held.map(|held| Conflict { holder: held.holder, start: held.start_ms, end: held.end_ms }))
    }

    /// `true` if there was such a claim.
    pub fn unclaim(&mut self, claim_id: impl AsRef<str>) -> Result<bool> {
        Ok(claims::release(claim_id.as_ref())?)
    }

    /// Asks for something outside (`http` or `mail`), done after the commit. `callback` names the mutate
    /// handler that gets the result.
    pub fn effect(
        &mut self,
        kind: &str,
        key: &str,
        spec: impl Serialize,
        callback: Option<&str>,
    ) -> Result<String> {
        Ok(effects::enqueue(kind, key, &to_json(&spec)?, callback)?)
    }

    /// Keeps `data` as a blob and returns its id.
    pub fn put_blob(&mut self, name: &str, content_type: &str, data: &[u8]) -> Result<String> {
        Ok(blobs::put(name, content_type, data)?)
    }

    pub fn delete_blob(&mut self, id: &str) -> Result<()> {
        Ok(blobs::delete(id)?)
    }
}

impl Deref for Mutation {
    type Target = Query;
    fn deref(&self) -> &Query {
        &self.0
    }
}

pub(crate) fn read_setting<T: DeserializeOwned>(key: &str) -> Result<T> {
    let value = settings::get(key)?;
    serde_json::from_str(value.as_deref().unwrap_or("null"))
        .map_err(|error| Error::internal(format!("could not read the setting `{key}`: {error}")))
}

/// Rows of `statement`. What `queries!{}` calls.
#[doc(hidden)]
pub fn read_all<R>(
    _: &Query,
    statement: &str,
    params: &[ValueParam<'_>],
    columns: usize,
    row: impl FnMut(&mut Cells<'_>) -> Option<R>,
) -> Result<Vec<R>> {
    rows::decode(statement, &store::query(statement, params)?, columns, row)
}

/// The one row of `statement`, if there is one; two are a mistake of the statement.
#[doc(hidden)]
pub fn read_one<R>(
    ctx: &Query,
    statement: &str,
    params: &[ValueParam<'_>],
    columns: usize,
    row: impl FnMut(&mut Cells<'_>) -> Option<R>,
) -> Result<Option<R>> {
    let mut rows = read_all(ctx, statement, params, columns, row)?;
    if rows.len() > 1 {
        return Err(Error::internal(format!("`{statement}` says `-- one` and found {} rows", rows.len())));
    }
    Ok(rows.pop())
}

/// Rows changed by `statement`; a refusal ends the call.
#[doc(hidden)]
pub fn execute(_: &mut Mutation, statement: &str, params: &[ValueParam<'_>]) -> Result<u64> {
    Ok(store::execute(statement, params)?)
}

/// The same behind a savepoint: after a refused constraint the call may go on.
#[doc(hidden)]
pub fn try_execute(_: &mut Mutation, statement: &str, params: &[ValueParam<'_>]) -> Result<u64> {
    Ok(store::try_execute(statement, params)?)
}
