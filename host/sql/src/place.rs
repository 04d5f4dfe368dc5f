//! Where the parts of the parser's tree stand in the author's text.
//! The parser can compute spans itself, but recursively and over whole subtrees; a hostile text has
//! trees thousands of levels deep, so here only the first token is looked for, in a loop.

use crate::refusal::At;
use sqlparser::ast;
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

impl Place for ast::ObjectName {
    fn at(&self) -> At {
        match self.0.first() {
            Some(ast::ObjectNamePart::Identifier(ident)) => ident.at(),
            Some(ast::ObjectNamePart::Function(_)) | None => At::NOWHERE,
        }
    }
}

impl Place for ast::Expr {
    fn at(&self) -> At {
        use ast::Expr as E;
        let mut expr = self;
        loop {
            expr = match expr {
                E::Identifier(ident) => return ident.at(),
                E::CompoundIdentifier(parts) => return parts.first().map_or(At::NOWHERE, Place::at),
                E::Value(value) => return of(value.span),
                E::Function(function) => return function.name.at(),
                E::Case { case_token, .. } => return case_token.0.at(),
                E::Subquery(query) | E::Exists { subquery: query, .. } => return query.at(),
                E::BinaryOp { left, .. } | E::IsDistinctFrom(left, _) | E::IsNotDistinctFrom(left, _) => left,
                E::Nested(inner)
                | E::IsNull(inner)
                | E::IsNotNull(inner)
                | E::IsTrue(inner)
                | E::IsNotTrue(inner)
                | E::IsFalse(inner)
                | E::IsNotFalse(inner)
                | E::UnaryOp { expr: inner, .. }
                | E::InList { expr: inner, .. }
                | E::InSubquery { expr: inner, .. }
                | E::Between { expr: inner, .. }
                | E::Like { expr: inner, .. }
                | E::ILike { expr: inner, .. }
                | E::Cast { expr: inner, .. }
                | E::Collate { expr: inner, .. }
                | E::Substring { expr: inner, .. }
                | E::Trim { expr: inner, .. }
                | E::Extract { expr: inner, .. }
                | E::Position { expr: inner, .. } => inner,
                _ => return At::NOWHERE,
            }
        }
    }
}

impl Place for ast::Query {
    fn at(&self) -> At {
        self.body.at()
    }
}

impl Place for ast::SetExpr {
    fn at(&self) -> At {
        use ast::SetExpr as S;
        let mut body = self;
        loop {
            body = match body {
                S::Select(select) => return select.select_token.0.at(),
                S::Query(query) => &query.body,
                S::SetOperation { left, .. } => left,
                S::Insert(statement) | S::Update(statement) | S::Delete(statement) => return statement.at(),
                S::Values(_) | S::Merge(_) | S::Table(_) => return At::NOWHERE,
            }
        }
    }
}

impl Place for ast::Statement {
    fn at(&self) -> At {
        match self {
            ast::Statement::Query(query) => query.at(),
            ast::Statement::Insert(insert) => insert.insert_token.0.at(),
            ast::Statement::Update(update) => update.update_token.0.at(),
            ast::Statement::Delete(delete) => delete.delete_token.0.at(),
            ast::Statement::CreateTable(table) => table.name.at(),
            ast::Statement::CreateIndex(index) => index.table_name.at(),
            ast::Statement::AlterTable(alter) => alter.name.at(),
            ast::Statement::Drop { names, .. } => names.first().map_or(At::NOWHERE, Place::at),
            _ => At::NOWHERE,
        }
    }
}

impl Place for ast::TableFactor {
    fn at(&self) -> At {
        match self {
            ast::TableFactor::Table { name, .. } | ast::TableFactor::Function { name, .. } => name.at(),
            ast::TableFactor::Derived { subquery, .. } => subquery.at(),
            ast::TableFactor::NestedJoin { table_with_joins, .. } => table_with_joins.at(),
            _ => At::NOWHERE,
        }
    }
}

impl Place for ast::TableWithJoins {
    fn at(&self) -> At {
        self.relation.at()
    }
}

impl Place for ast::SelectItem {
    fn at(&self) -> At {
        match self {
            ast::SelectItem::UnnamedExpr(expr)
            | ast::SelectItem::ExprWithAlias { expr, .. }
            | ast::SelectItem::ExprWithAliases { expr, .. } => expr.at(),
            ast::SelectItem::Wildcard(options) => options.wildcard_token.0.at(),
            ast::SelectItem::QualifiedWildcard(ast::SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                name.at()
            }
            ast::SelectItem::QualifiedWildcard(ast::SelectItemQualifiedWildcardKind::Expr(expr), _) => {
                expr.at()
            }
        }
    }
}
