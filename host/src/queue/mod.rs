//! Rows that outlive a call: events with their deliveries, and jobs.
//! They are written in the transaction of the call that caused them and acted on after its commit.

pub mod event; // what happened, and who still has to hear of it
pub mod job; // what is to be done later
pub mod effect; // wishes for something outside the database

#[cfg(test)]
mod tests; // one module's queue never stands before another's
