//! Visits: the schedule, free times, booking, moving, states.

pub mod model; // occupancy, slots, states, limits; no I/O
