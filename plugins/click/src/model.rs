//! What Click says and is told, without I/O.

pub mod request; // a form's fields, and what they mean
pub mod refusal; // error codes
pub mod som; // sums as Click writes them
pub mod link; // where a client pays
