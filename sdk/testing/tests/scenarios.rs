//! What needs a clock that stands still: deliveries that are tried again, jobs whose time comes.

#[path = "scenarios/delivery.rs"]
mod delivery; // each event takes effect once, in order, whatever fails
#[path = "scenarios/job.rs"]
mod job; // visits whose client does not come (R-B11)
