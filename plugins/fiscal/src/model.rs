//! Rules without I/O.

pub mod receipt; // lines and tenders → the positions of a receipt
pub mod wire; // what the provider is sent and what it answers
