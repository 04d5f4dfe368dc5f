//! What the imports of a native handler reach: statements on a connection of its own or in the host's transaction,
//! and events and jobs kept until the command is over.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use pardoz::db::{self, Tx, claim};
use pardoz::plugin::{Generation, Plugin};
use pardoz::queue::{event, job};
use pardoz_sdk::native::{self, Conflict, Error, Host, Level, ValueParam};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use serde_json::{Map, Value as Json};

pub const PLUGIN: &str = "booking";

/// Runs a handler with these imports; gives them back.
pub fn run<T>(imports: Imports, work: impl FnOnce() -> T) -> (T, Imports) {
    let shared = Rc::new(RefCell::new(imports));
    let (done, host) = native::with_host(Box::new(Shared(shared.clone())), work);
    drop(host);
    let imports = Rc::try_unwrap(shared).ok().expect("the handler is over").into_inner();
    (done, imports)
}

/// Who asks, and what the host knows about it.
pub struct Asked {
    pub generation: Arc<Generation>,
    pub plugin: Arc<Plugin>,
    pub principal: Arc<pardoz::auth::Principal>,
    pub settings: Arc<Map<String, Json>>,
    pub now: i64,
}

/// Where statements run.
pub enum Store {
    Own(Rc<Connection>),
    Host(Tx),
}

/// What the handler's imports reach.
pub struct Imports {
    asked: Asked,
    pub store: Store,
    pub events: Vec<event::Event>,
    pub jobs: Vec<job::Job>,
}

struct Shared(Rc<RefCell<Imports>>);

pub fn broken(e: impl std::fmt::Display) -> Error {
    Error { code: "internal".to_owned(), message: e.to_string(), details: "{}".to_owned() }
}

struct Param<'a>(&'a ValueParam<'a>);

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            ValueParam::Null => ValueRef::Null,
            ValueParam::Integer(n) => ValueRef::Integer(*n),
            ValueParam::Real(x) => ValueRef::Real(*x),
            ValueParam::Text(text) => ValueRef::Text(text.as_bytes()),
            ValueParam::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn owned(params: &[ValueParam<'_>]) -> Vec<db::Value> {
    let one = |param: &ValueParam<'_>| match param {
        ValueParam::Null => db::Value::Null,
        ValueParam::Integer(n) => db::Value::Integer(*n),
        ValueParam::Real(x) => db::Value::Real(*x),
        ValueParam::Text(text) => db::Value::Text((*text).to_owned()),
        ValueParam::Blob(bytes) => db::Value::Blob(bytes.to_vec()),
    };
    params.iter().map(one).collect()
}

impl Imports {
    pub fn new(asked: Asked, store: Store) -> Self {
        Self { asked, store, events: Vec::new(), jobs: Vec::new() }
    }

    fn query(&mut self, name: &str, params: &[ValueParam<'_>]) -> Result<Vec<u8>, Error> {
        let statement = self.asked.plugin.statement(name).ok_or_else(|| broken(name))?;
        match &mut self.store {
            Store::Own(connection) => rows(connection, &statement.inner.sql, params).map_err(broken),
            Store::Host(tx) => {
                let rows = tx.plugin_query(&statement.inner, &owned(params), 5_000, 4 << 20, None);
                rows.map(|rows| rows.bytes).map_err(broken)
            }
        }
    }

    fn execute(&mut self, name: &str, params: &[ValueParam<'_>]) -> Result<u64, Error> {
        let statement = self.asked.plugin.statement(name).ok_or_else(|| broken(name))?;
        match &mut self.store {
            Store::Own(_) => Err(broken("a query does not write")),
            Store::Host(tx) => tx.plugin_execute(&statement.inner, &owned(params)).map_err(broken),
        }
    }
}

/// Rows in the compact format, straight from the engine's buffers: the cheapest way to a handler's structs.
fn rows(connection: &Connection, sql: &str, params: &[ValueParam<'_>]) -> rusqlite::Result<Vec<u8>> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query(rusqlite::params_from_iter(params.iter().map(Param)))?;
    let mut bytes = Vec::with_capacity(4_096);
    bytes.extend((columns as u32).to_le_bytes());
    bytes.extend(0_u32.to_le_bytes());
    let mut count = 0_u32;
    while let Some(row) = rows.next()? {
        count += 1;
        for at in 0..columns {
            match row.get_ref(at)? {
                ValueRef::Null => bytes.push(0),
                ValueRef::Integer(n) => {
                    bytes.push(1);
                    varint(&mut bytes, ((n << 1) ^ (n >> 63)) as u64);
                }
                ValueRef::Real(x) => {
                    bytes.push(2);
                    bytes.extend(x.to_le_bytes());
                }
                ValueRef::Text(text) => piece(&mut bytes, 3, text),
                ValueRef::Blob(blob) => piece(&mut bytes, 4, blob),
            }
        }
    }
    bytes[4..8].copy_from_slice(&count.to_le_bytes());
    Ok(bytes)
}

fn piece(bytes: &mut Vec<u8>, tag: u8, piece: &[u8]) {
    bytes.push(tag);
    varint(bytes, piece.len() as u64);
    bytes.extend_from_slice(piece);
}

fn varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

impl Host for Shared {
    fn query(&mut self, statement: &str, params: &[ValueParam<'_>]) -> Result<Vec<u8>, Error> {
        self.0.borrow_mut().query(statement, params)
    }

    fn execute(&mut self, statement: &str, params: &[ValueParam<'_>]) -> Result<u64, Error> {
        self.0.borrow_mut().execute(statement, params)
    }

    fn try_execute(&mut self, statement: &str, params: &[ValueParam<'_>]) -> Result<u64, Error> {
        self.0.borrow_mut().execute(statement, params)
    }

    fn acquire(
        &mut self,
        id: &str,
        resource: &str,
        start: i64,
        end: i64,
        expires: Option<i64>,
    ) -> Result<Option<Conflict>, Error> {
        let imports = &mut *self.0.borrow_mut();
        let Store::Host(tx) = &mut imports.store else { return Err(broken("a query does not claim")) };
        let held = claim::acquire(tx, PLUGIN, id, resource, start, end, expires, imports.asked.now);
        let held = held.map_err(broken)?;
        Ok(held.map(|held| Conflict { holder: held.holder, start_ms: held.start, end_ms: held.end }))
    }

    fn release(&mut self, id: &str) -> Result<bool, Error> {
        match &mut self.0.borrow_mut().store {
            Store::Host(tx) => claim::release(tx, PLUGIN, id).map_err(broken),
            Store::Own(_) => Err(broken("a query does not release")),
        }
    }

    fn emit(&mut self, topic: &str, key: &str, payload: &str) -> Result<String, Error> {
        let event_id = self.new_id();
        let imports = &mut *self.0.borrow_mut();
        imports.events.push(event::Event {
            event_id: event_id.clone(),
            source: PLUGIN.to_owned(),
            topic: topic.to_owned(),
            key: key.to_owned(),
            payload: payload.to_owned(),
            occurred_at: imports.asked.now,
            cause_id: None,
            cause_depth: 0,
        });
        Ok(event_id)
    }

    fn schedule(&mut self, name: &str, at_ms: i64, key: &str, payload: &str) -> Result<String, Error> {
        let job_id = self.new_id();
        self.0.borrow_mut().jobs.push(job::Job {
            job_id: job_id.clone(),
            plugin: PLUGIN.to_owned(),
            name: name.to_owned(),
            dedup_key: key.to_owned(),
            run_at: at_ms,
            payload: payload.to_owned(),
            state: "waiting".to_owned(),
            attempts: 0,
            error: None,
        });
        Ok(job_id)
    }

    fn cancel(&mut self, _: &str, _: &str) -> Result<bool, Error> {
        Err(broken("the measured command cancels nothing"))
    }

    fn call(&mut self, contract: &str, _: &str, _: &str) -> Result<String, Error> {
        Err(broken(format!("the measured handlers do not call {contract}")))
    }

    fn available(&mut self, contract: &str) -> Option<String> {
        self.0.borrow().asked.generation.plugins.contains_key(contract).then(|| contract.to_owned())
    }

    fn caller(&mut self) -> String {
        serde_json::to_string(&*self.0.borrow().asked.principal).expect("a principal is JSON")
    }

    fn can(&mut self, permission: &str) -> bool {
        self.0.borrow().asked.principal.can(permission)
    }

    fn setting(&mut self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.0.borrow().asked.settings.get(key).map(Json::to_string))
    }

    fn translate(&mut self, key: &str, args: &str) -> String {
        let imports = self.0.borrow();
        let args = serde_json::from_str(args).unwrap_or_default();
        let scope = imports.asked.generation.render_scope("ru", imports.asked.now);
        imports.asked.generation.look.renderer.text_in(&scope, key, &args)
    }

    fn format(&mut self, kind: &str, value: &str) -> String {
        let imports = self.0.borrow();
        let value = serde_json::from_str(value).unwrap_or_default();
        let scope = imports.asked.generation.render_scope("ru", imports.asked.now);
        imports.asked.generation.look.renderer.write(kind, &value, &scope).unwrap_or_default()
    }

    fn now_ms(&mut self) -> i64 {
        self.0.borrow().asked.now
    }

    fn today(&mut self) -> String {
        let imports = self.0.borrow();
        pardoz::plugin::call::business_day(imports.asked.now, &imports.asked.generation.salon.timezone).0
    }

    fn timezone(&mut self) -> String {
        self.0.borrow().asked.generation.salon.timezone.clone()
    }

    fn remaining_ms(&mut self) -> u32 {
        3_000
    }

    fn new_id(&mut self) -> String {
        uuid::Uuid::now_v7().to_string()
    }

    fn random(&mut self, bytes: u32) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes as usize + 16);
        while out.len() < bytes as usize {
            out.extend(uuid::Uuid::new_v4().into_bytes());
        }
        out.truncate(bytes as usize);
        out
    }

    fn write(&mut self, level: Level, message: &str, fields: &str) {
        eprintln!("{level:?} {message} {fields}");
    }
}
