//! One database: SQLite or PostgreSQL behind the same two doors, [`Db::read`] and [`Db::write`].

pub use pardoz_sql::Engine;

/// SQLite's five storage classes; what every cell and parameter is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A named constraint said no (`name` is the constraint's, where the engine tells).
    #[error("constraint {name} was violated")]
    Constraint { name: String },
    /// Serialization failure or deadlock: the whole call is run again by [`Db::write`].
    #[error("the transaction met another one")]
    Conflict,
    /// The deadline passed while the statement ran or waited.
    #[error("the database did not answer in time")]
    Deadline,
    /// A row, byte or statement limit.
    #[error("a limit was exceeded: {0}")]
    Limit(String),
    /// The wall behind the gate refused (authorizer, rights).
    #[error("the database refused: {0}")]
    Denied(String),
    #[error("the write queue is full")]
    Busy,
    #[error("could not {doing}")]
    Engine {
        doing: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}
