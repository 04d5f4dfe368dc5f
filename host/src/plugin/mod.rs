//! Plugins: what is installed and enabled, and how one is called.

pub mod call;
