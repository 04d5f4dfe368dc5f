//! What needs a clock that stands still.

#[path = "scenarios/delivery.rs"]
mod delivery; // each event takes effect once, in order, whatever fails
