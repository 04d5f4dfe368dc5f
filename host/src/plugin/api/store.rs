//! `store`: named statements of the plugin's own bundle, inside the call's transaction.

use super::super::bindings::pardoz::plugin::store::{Host, Rows, Value};
use super::{Answer, CallState, Error, error};
use crate::db;
use crate::limit;
use crate::plugin::call::Stop;
use crate::plugin::generation::LoadedStatement;
use std::sync::Arc;

/// A statement with its parameters, ready to run.
type Prepared = (Arc<LoadedStatement>, Vec<db::Value>);

impl Host for CallState {
    fn query(&mut self, statement: String, params: Vec<Value>) -> Answer<Vec<u8>> {
        self.enter()?;
        match self.rows(&statement, params)? {
            Ok(encoded) => Ok(Ok(encoded.bytes)),
            Err(e) => Ok(Err(self.doom(e))),
        }
    }

    fn query_rows(&mut self, statement: String, params: Vec<Value>) -> Answer<Rows> {
        self.enter()?;
        let columns = match self.statement(&statement) {
            Ok(loaded) => loaded.column_names.clone(),
            Err(e) => return Ok(Err(self.doom(e))),
        };
        match self.rows(&statement, params)? {
            Ok(encoded) => {
                let rows =
                    encoded.decode().into_iter().map(|row| row.into_iter().map(to_wit).collect()).collect();
                Ok(Ok(Rows { columns, rows }))
            }
            Err(e) => Ok(Err(self.doom(e))),
        }
    }

    fn execute(&mut self, statement: String, params: Vec<Value>) -> Answer<u64> {
        self.enter()?;
        let result = self.change(&statement, params)?;
        Ok(result.map_err(|e| self.doom(e)))
    }

    fn execute_many(&mut self, statement: String, params: Vec<Vec<Value>>) -> Answer<u64> {
        self.enter()?;
        let mut changed = 0;
        for row in params {
            match self.change(&statement, row)? {
                Ok(n) => changed += n,
                Err(e) => return Ok(Err(self.doom(e))),
            }
        }
        Ok(Ok(changed))
    }

    fn try_execute(&mut self, statement: String, params: Vec<Value>) -> Answer<u64> {
        self.enter()?;
        if let Err(e) = self.may_run(&statement) {
            return Ok(Err(e));
        }
        let mark = match self.tx.savepoint() {
            Ok(mark) => mark,
            Err(e) => return Ok(Err(self.database(&statement, e)?)),
        };
        match self.change(&statement, params)? {
            Ok(n) => match self.tx.release(mark) {
                Ok(()) => Ok(Ok(n)),
                Err(e) => Ok(Err(self.database(&statement, e)?)),
            },
            Err(e) => match self.tx.rollback_to(mark) {
                Ok(()) => Ok(Err(e)),
                Err(db) => Ok(Err(self.database(&statement, db)?)),
            },
        }
    }
}

impl CallState {
    fn statement(&self, name: &str) -> Result<Arc<LoadedStatement>, Error> {
        self.plugin
            .statement(name)
            .ok_or_else(|| error("not-found", format!("there is no statement sql/{name}.sql in the bundle")))
    }

    /// Marks the frame as unable to succeed, and hands the error on. An act has no rows that could be half-written.
    fn doom(&mut self, e: Error) -> Error {
        if !self.acting {
            self.doomed = Some(e.clone());
        }
        e
    }

    fn may_run(&self, name: &str) -> Result<(), Error> {
        self.must_have_transaction()?;
        match &self.doomed {
            None => Ok(()),
            Some(first) => Err(error(
                "constraint",
                format!("{name} not run: an earlier statement failed ({})", first.message),
            )),
        }
    }

    fn prepare(&mut self, name: &str, params: Vec<Value>) -> Answer<Prepared> {
        self.root.statements += 1;
        if self.root.statements > self.root.limits.statements {
            return Err(Stop::Limit("statements").into());
        }
        if let Err(e) = self.may_run(name) {
            return Ok(Err(e));
        }
        let loaded = match self.statement(name) {
            Ok(loaded) => loaded,
            Err(e) => return Ok(Err(e)),
        };
        if loaded.inner.params.len() != params.len() {
            let message = format!(
                "statement {name} takes {} parameters, {} were given",
                loaded.inner.params.len(),
                params.len()
            );
            return Ok(Err(error("invalid", message)));
        }
        if loaded.inner.writes.is_some()
            && let Err(e) = self.must_write("write")
        {
            return Ok(Err(e));
        }
        self.root.read(&loaded.inner.reads);
        Ok(Ok((loaded, params.into_iter().map(from_wit).collect())))
    }

    fn rows(&mut self, name: &str, params: Vec<Value>) -> Answer<db::Encoded> {
        let (loaded, params) = match self.prepare(name, params)? {
            Ok(ready) => ready,
            Err(e) => return Ok(Err(e)),
        };
        let mask = self.mask(&loaded);
        let rows_max = limit::CALL_ROWS_OUT_MAX;
        match self.tx.plugin_query(
            &loaded.inner,
            &params,
            rows_max,
            limit::CALL_BYTES_OUT_MAX,
            mask.as_deref(),
        ) {
            Ok(encoded) => {
                if loaded.inner.writes.is_some() {
                    self.wrote(u64::from(encoded.rows))?;
                }
                Ok(Ok(encoded))
            }
            Err(e) => Ok(Err(self.database(name, e)?)),
        }
    }

    fn change(&mut self, name: &str, params: Vec<Value>) -> Answer<u64> {
        let (loaded, params) = match self.prepare(name, params)? {
            Ok(ready) => ready,
            Err(e) => return Ok(Err(e)),
        };
        match self.tx.plugin_execute(&loaded.inner, &params) {
            Ok(changed) => {
                self.wrote(changed)?;
                Ok(Ok(changed))
            }
            Err(e) => Ok(Err(self.database(name, e)?)),
        }
    }

    fn wrote(&mut self, rows: u64) -> wasmtime::Result<()> {
        self.root.rows_written += rows;
        if self.root.rows_written > self.root.limits.rows_written {
            return Err(Stop::Limit("rows written").into());
        }
        Ok(())
    }

    /// Columns the acting person may not see. Only questions are masked: a command has to compare real phones.
    fn mask(&self, loaded: &LoadedStatement) -> Option<Vec<usize>> {
        if !self.read_only || loaded.sensitive.is_empty() {
            return None;
        }
        let hidden: Vec<usize> = loaded
            .sensitive
            .iter()
            .filter(|(_, permission)| !self.root.principal.can(permission))
            .map(|(column, _)| *column)
            .collect();
        (!hidden.is_empty()).then_some(hidden)
    }
}

fn from_wit(value: Value) -> db::Value {
    match value {
        Value::Null => db::Value::Null,
        Value::Integer(n) => db::Value::Integer(n),
        Value::Real(x) => db::Value::Real(x),
        Value::Text(s) => db::Value::Text(s),
        Value::Blob(b) => db::Value::Blob(b),
    }
}

fn to_wit(value: db::Value) -> Value {
    match value {
        db::Value::Null => Value::Null,
        db::Value::Integer(n) => Value::Integer(n),
        db::Value::Real(x) => Value::Real(x),
        db::Value::Text(s) => Value::Text(s),
        db::Value::Blob(b) => Value::Blob(b),
    }
}
