//! One suite for both engines: what [`Db`](super::Db) promises, said as sentences.

mod audit; // every way to tamper with the log is found
mod backup; // copies under load come back whole
mod claim; // no overlap, whoever races
pub(crate) mod fixture; // a fresh database on each engine, a plugin with two tables
#[path = "../../../tests/support/postgres.rs"]
mod postgres; // a throw-away cluster
mod process; // one serves, others work beside it
mod rerun; // conflicts, keys, and the answers to repeated requests
mod schema; // the host's and plugins' migrations
mod transaction; // snapshots, savepoints, shared commits, deadlines, retries
mod wall; // what the engine itself refuses a plugin
