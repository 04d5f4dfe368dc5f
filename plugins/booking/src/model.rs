//! Rules of domain.md 2.2 without I/O. Instants are milliseconds UTC, lengths are minutes.

pub mod interval; // half-open stretches of time and what is left of them
pub mod occupancy; // R-B1: what a line takes of a master's time
pub mod clock; // R-B15: business days and wall times
pub mod slots; // R-B2: when a service may start
pub mod limits; // R-B3: how soon and how far ahead
pub mod choice; // R-B6, R-B7: which master, which times nearby
pub mod state; // R-B11: what happens to a visit
pub mod policy; // R-B9: what giving it up costs
pub mod moving; // R-B10: what another time costs
pub mod board; // load, free windows and rows of the schedule
pub mod import; // how other programs spell what they export
