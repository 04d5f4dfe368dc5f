//! What an author reads when the gate says no: where, what, and what to write instead.

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode, SourceSpan};
use std::sync::Arc;

/// A statement or migration that was not accepted.
/// `Display` is one line; as a `miette` diagnostic it shows the line of SQL and the help below it.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct Refusal {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters.
    pub column: usize,
    pub message: String,
    /// What to write instead; never empty.
    pub help: String,
    source_text: Arc<NamedSource<String>>,
}

impl Diagnostic for Refusal {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new("pardoz::sql"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.source_text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let offset = offset_of(self.source_text.inner(), self.line, self.column);
        let span = SourceSpan::new(offset.into(), 0);
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(Some("here".into()), span))))
    }
}

/// Byte offset of a line and column; the end of the text when they lie outside of it.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(0, |(offset, _)| offset)
}

/// A place in the author's text, both counted from 1; `At::NOWHERE` when the parser kept none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub line: usize,
    pub column: usize,
}

impl At {
    pub const NOWHERE: At = At { line: 0, column: 0 };
    pub const START: At = At { line: 1, column: 1 };

    /// This place, or `other` when this one is unknown.
    pub fn or(self, other: At) -> At {
        if self == At::NOWHERE { other } else { self }
    }
}

/// A refusal before the file's name is added; what the inner functions return.
#[derive(Debug)]
pub(crate) struct No {
    pub at: At,
    pub message: String,
    pub help: String,
}

impl No {
    pub fn new(at: At, message: impl Into<String>, help: impl Into<String>) -> No {
        No { at, message: message.into(), help: help.into() }
    }

    pub fn into_refusal(self, file: &str, text: &str) -> Refusal {
        let at = self.at.or(At::START);
        Refusal {
            file: file.to_string(),
            line: at.line,
            column: at.column,
            message: self.message,
            help: self.help,
            source_text: Arc::new(NamedSource::new(file, text.to_string())),
        }
    }
}

pub(crate) type Lowered<T> = Result<T, No>;
