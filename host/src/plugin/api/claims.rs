//! `claims`: an interval of a named resource, excluded by the database itself.

use super::super::bindings::pardoz::plugin::claims::{Conflict, Host};
use super::{Answer, CallState, error};
use crate::db::claim;
use crate::limit;
use crate::plugin::call::Stop;

impl Host for CallState {
    fn acquire(
        &mut self,
        claim_id: String,
        claim_resource: String,
        start_ms: i64,
        end_ms: i64,
        expires_ms: Option<i64>,
    ) -> Answer<Option<Conflict>> {
        self.enter()?;
        if let Err(e) = self.must_write("claim") {
            return Ok(Err(e));
        }
        if start_ms >= end_ms
            || claim_id.is_empty()
            || claim_id.len() > 200
            || claim_resource.is_empty()
            || claim_resource.len() > 200
        {
            return Ok(Err(error("invalid", "a claim needs an id, a resource and a start before its end")));
        }
        self.root.claims += 1;
        if self.root.claims > limit::CALL_CLAIMS_MAX {
            return Err(Stop::Limit("claims").into());
        }
        let now = self.root.now;
        let plugin = self.plugin.id().to_owned();
        match claim::acquire(
            &mut self.tx,
            &plugin,
            &claim_id,
            &claim_resource,
            start_ms,
            end_ms,
            expires_ms,
            now,
        ) {
            Ok(conflict) => {
                Ok(Ok(conflict.map(|c| Conflict { holder: c.holder, start_ms: c.start, end_ms: c.end })))
            }
            Err(e) => Ok(Err(self.database("claims.acquire", e)?)),
        }
    }

    fn release(&mut self, claim_id: String) -> Answer<bool> {
        self.enter()?;
        if let Err(e) = self.must_write("release a claim") {
            return Ok(Err(e));
        }
        let plugin = self.plugin.id().to_owned();
        match claim::release(&mut self.tx, &plugin, &claim_id) {
            Ok(released) => Ok(Ok(released)),
            Err(e) => Ok(Err(self.database("claims.release", e)?)),
        }
    }
}
