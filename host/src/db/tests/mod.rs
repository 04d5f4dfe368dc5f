//! One suite for both engines: what [`Db`](super::Db) promises, said as sentences.

mod fixture; // a fresh database on each engine, a plugin with two tables
#[path = "../../../tests/support/postgres.rs"]
mod postgres; // a throw-away cluster
mod transaction; // snapshots, savepoints, shared commits, deadlines, retries
