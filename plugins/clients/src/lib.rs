//! The one client base.
pub mod model;
