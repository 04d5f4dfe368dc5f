//! What a plugin in Rust is written with: `use pardoz_sdk::prelude::*` and one `plugin!{}`.
//!
//! A handler is a plain function of a context and, if it wants one, a typed input:
//! `fn(&Query, Input) -> Result<View>` reads one snapshot; `fn(&mut Mutation, Input) -> Result<Redirect>` is one
//! serializable transaction that commits when it returns `Ok`. The SDK knows nothing about salons, and nothing
//! about SQL text: statements are files of the bundle, called through the functions `queries!{}` writes.
//!
//! `sdk/README.md` shows a first plugin on one page.

// The macros name this crate `pardoz_sdk`, in here as well.
extern crate self as pardoz_sdk;

pub mod act; // calls that wait for the world outside
pub mod call; // events, imports and demo data: inputs the host composes
pub mod caller; // who acts, and how far their rights reach
pub mod context; // Query and Mutation: what a handler can reach
pub mod dice; // demo data: the same luck for the same seed
mod dispatch; // name of a call -> function
pub mod effect; // requests, letters, and what became of them
pub mod error; // Error: what a person sees, what a developer reads
pub mod id; // Id: a UUID as the host makes them
pub mod input; // typed inputs and their schemas
pub mod letters; // R-C2: what was typed in any script, against names of people and things
pub mod locale; // names in three languages
pub mod log; // lines for whoever runs the salon's server
pub mod money; // integer minor units
pub mod prelude;
pub mod reply; // views, redirects, created things
pub mod rows; // the compact rows of store.query
pub mod secret; // checking with what the plugin never sees
pub mod service; // other plugins, through contracts
pub mod time; // days, instants and zones
pub mod view; // what a template or an API caller is given

#[doc(hidden)]
#[allow(unsafe_code)]
pub mod bindings;
mod imports; // the component's imports, or those of a stand-in
#[cfg(not(target_arch = "wasm32"))]
pub mod native; // handlers outside WebAssembly

pub use error::{Error, Result};
pub use id::Id;
pub use pardoz_sdk_macros::{Input, View, plugin, queries};

/// What the macros' output refers to. Not for authors; may change in any version.
#[doc(hidden)]
pub mod __private {
    pub use crate::bindings::{
        self, exports::pardoz::plugin::handler as wit, pardoz::plugin::store::ValueParam,
    };
    pub use crate::context::{execute, read_all, read_one, try_execute};
    pub use crate::dispatch::*;
    pub use crate::input::private::*;
    pub use crate::rows::{Cells, decode, list};
    pub use crate::view::Fields;
    pub use {serde, serde_json, wit_bindgen};
}
