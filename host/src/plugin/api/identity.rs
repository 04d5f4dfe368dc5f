//! `access`: for whom the call runs, and what they may do.

use super::super::bindings::pardoz::plugin::access::Host;
use super::CallState;

impl Host for CallState {
    fn caller(&mut self) -> wasmtime::Result<String> {
        self.enter()?;
        Ok(serde_json::to_string(&*self.root.principal).expect("a principal is JSON"))
    }

    fn can(&mut self, permission: String) -> wasmtime::Result<bool> {
        self.enter()?;
        Ok(self.root.principal.can(&permission))
    }
}
