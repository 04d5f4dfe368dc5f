//! What needs a clock that stands still.

#[path = "scenarios/delivery.rs"]
mod delivery; // each event takes effect once, in order, whatever fails

#[path = "scenarios/absence.rs"]
mod absence; // R-B11: who does not come is rung, then missed, by the clock
