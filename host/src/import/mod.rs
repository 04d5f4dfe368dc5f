//! Spreadsheets in: a file becomes rows, columns become a plugin's fields, rows go in by batches.
//!
//! What an import means is the plugin's business (`[[import]]` in its manifest names fields and a row handler).
//! This module reads files that strangers made, proposes which column is which, and drives the handler,
//! first as a dry run. It knows nothing about clients or visits.

pub mod console; // an import from the command line
pub mod delimited; // text → records: delimiter, quotes, ragged rows
pub mod encoding; // bytes → text: byte order marks, UTF-8, the code pages of old programs
pub mod intake; // what an import needs from the plugins
pub mod intake_plugins; // … and how the plugins give it
pub mod mapping; // columns → fields, by the header's words and by what the cells look like
pub mod read; // a file → rows, under limits
pub mod report; // rejected rows as a file to mend and bring back
pub mod run; // the doors: upload, map, start, stop, look
pub mod store; // runs and rows in the database
pub mod workbook; // XLSX → rows, unpacked by us before the library sees it
mod worker; // rows → the plugin's handler, batch by batch, first as a dry run

/// Why a file could not be read. The text is for logs and the command line; `key` is for people.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than {max} bytes")]
    TooLarge { max: usize },
    #[error("the file has more than {max} rows")]
    TooManyRows { max: u32 },
    #[error("row {row} has more than {max} columns")]
    TooManyColumns { row: u32, max: usize },
    /// A file of another kind, whatever its name says.
    #[error("this is {what}, not a table: XLSX and CSV can be imported")]
    NotATable { what: &'static str },
    /// An archive that declares or unpacks to more than it may.
    #[error("the workbook unpacks to more than {max} bytes")]
    Bomb { max: u64 },
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    #[error("there is no sheet called {0}")]
    NoSuchSheet(String),
    /// Storing a row failed; nothing is wrong with the file.
    #[error("could not keep the rows: {0}")]
    Sink(String),
}

impl ReadError {
    /// The host's text key that says this in the reader's language.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "host-import-error-empty",
            Self::TooLarge { .. } => "host-import-error-large",
            Self::TooManyRows { .. } => "host-import-error-rows",
            Self::TooManyColumns { .. } => "host-import-error-columns",
            Self::NotATable { .. } => "host-import-error-kind",
            Self::Bomb { .. } => "host-import-error-bomb",
            Self::Damaged(_) => "host-import-error-damaged",
            Self::NoSuchSheet(_) => "host-import-error-sheet",
            Self::Sink(_) => "host-import-error-sink",
        }
    }
}

/// Why an import could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("no enabled module imports that")]
    NoSuchImport,
    #[error("there is no such import run")]
    NoSuchRun,
    #[error("could not read the file")]
    Read(#[from] ReadError),
    #[error("the import is running; stop it first")]
    Running,
    #[error("columns are assigned twice, to unknown fields or not at all")]
    BadMapping,
    #[error("no column is assigned to {}", .0.join(", "))]
    MissingFields(Vec<String>),
    #[error("the module is switched off or paused")]
    Unavailable,
    #[error("the database could not keep the import")]
    Db(#[from] crate::db::DbError),
}

impl ImportError {
    /// The host's text key that says this in the reader's language.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoSuchImport => "host-import-error-unknown",
            Self::NoSuchRun => "host-import-error-gone",
            Self::Read(error) => error.key(),
            Self::Running => "host-import-error-running",
            Self::BadMapping => "host-import-error-mapping",
            Self::MissingFields(_) => "host-import-error-missing",
            Self::Unavailable => "host-import-notice-waiting",
            Self::Db(_) => "host-import-error-database",
        }
    }
}
