//! Rules of the Merchant API.

pub mod refusal; // its error codes, in three languages
pub mod life; // states of a transaction, and how long it waits
pub mod base64; // keys come in it, links go in it
pub mod link; // where a client pays
pub mod receipt; // what stands on the fiscal receipt
