//! Lowers a plugin's SQL into a small closed tree and prints it for SQLite or PostgreSQL.

/// The database at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The types a plugin's columns and parameters can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SqlType {
    Text,
    Bigint,
    Double,
    Boolean,
    Bytea,
}
