//! Where the parts of the parser's tree stand in the author's text.

use crate::refusal::At;
use sqlparser::ast::{self, Spanned};
use sqlparser::tokenizer::{Span, TokenWithSpan};

/// Anything with a place; [`At::NOWHERE`] when the parser kept none.
pub(crate) trait Place {
    fn at(&self) -> At;
}

fn of(span: Span) -> At {
    At { line: span.start.line as usize, column: span.start.column as usize }
}

impl Place for At {
    fn at(&self) -> At {
        *self
    }
}

impl Place for ast::Ident {
    fn at(&self) -> At {
        of(self.span)
    }
}

impl Place for TokenWithSpan {
    fn at(&self) -> At {
        of(self.span)
    }
}

macro_rules! spanned {
    ($($node:ty),*) => {
        $(impl Place for $node {
            fn at(&self) -> At {
                of(self.span())
            }
        })*
    };
}

spanned!(
    ast::Expr,
    ast::ObjectName,
    ast::Query,
    ast::SelectItem,
    ast::SetExpr,
    ast::Statement,
    ast::TableFactor,
    ast::TableWithJoins
);
