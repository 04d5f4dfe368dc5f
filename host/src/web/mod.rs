//! HTTP.

pub mod input;
