//! The imports of the plugin API as the SDK calls them: the component's own in WebAssembly, a stand-in's outside.

#[cfg(target_arch = "wasm32")]
pub(crate) use crate::bindings::pardoz::plugin::{
    access, claims, clock, events, i18n, ids, jobs, log, services, settings, store,
};
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use crate::native::{
    access, claims, clock, events, i18n, ids, jobs, log, services, settings, store,
};
