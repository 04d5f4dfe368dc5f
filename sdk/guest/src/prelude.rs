//! Everything a plugin's `pages.rs` and `events.rs` usually name.

pub use crate::act::Act;
pub use crate::call::{DemoBatch, DemoProgress, Event, ImportBatch, ImportResults, ImportRow};
pub use crate::caller::{Caller, Scope};
pub use crate::context::{Conflict, Mutation, Query};
pub use crate::effect::EffectResult;
pub use crate::error::{
    Error, Message, OnConstraint, Result, conflict, denied, field, invalid, not_found, text,
};
pub use crate::id::Id;
pub use crate::input::{Input, Word};
pub use crate::reply::{Bytes, Created, Redirect, bytes, created, redirect, template};
pub use crate::time::Day;
pub use crate::view::{Json, View, json};
pub use crate::{locale, log, money, time};
pub use pardoz_sdk_macros::{Input, View};
