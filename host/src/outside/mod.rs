//! The world outside: requests and letters that modules asked for, under the rules of security.md 4.2. Nothing here
//! knows a plugin; whoever calls has checked what the plugin may.

pub mod address; // which addresses are the public internet
pub mod http; // one request: looked up once, connected there, read under limits
pub mod mail; // one letter through the salon's mail server

pub use http::{Client, Place, Request, Response};
pub use mail::{Letter, Mailer};

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// Asking again would end the same.
    #[error("{0}")]
    Refused(String),
    /// Asking again may help.
    #[error("{0}")]
    Failed(String),
}
