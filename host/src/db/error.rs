//! Why the database did not do what was asked.

/// The same set on both engines; `web` and `plugin` turn it into problems.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A named constraint said no (`name` is the constraint's; unnamed ones get PostgreSQL's names
    /// on both engines: `<table>_pkey`, `<table>_<columns>_key`, `<table>_<column>_not_null`).
    #[error("constraint {name} was violated")]
    Constraint { name: String },
    /// Serialization failure or deadlock: the whole call is run again by [`super::Db::write`].
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
    /// A snapshot was asked to write.
    #[error("this call may only read")]
    ReadOnly,
    #[error("the queue of the database is full")]
    Busy,
    #[error("the database is closed")]
    Closed,
    /// The engine ended the transaction; nothing of this call can be kept (S6).
    #[error("the transaction is over")]
    Dead,
    #[error("could not {doing}")]
    Engine {
        doing: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl DbError {
    /// An engine error with what was being done.
    pub fn engine(
        doing: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Engine { doing: doing.into(), source: source.into() }
    }
}

/// An error type of a command tells whether running the command again may help.
pub trait Retry {
    /// True for what stems from [`DbError::Conflict`].
    fn is_conflict(&self) -> bool;
}

impl Retry for DbError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict)
    }
}
