//! What every scenario needs: the repository's files, a PostgreSQL of its own, the real binary as a process,
//! and an honest word when something is missing on this machine.

pub mod repository; // the files of this repository, as text
pub mod require; // what this machine has; skipping aloud
