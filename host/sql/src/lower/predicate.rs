//! Conditions that are no operator: null, truth, lists, ranges, patterns, rows.

use super::Lower;
use crate::refusal::Lowered;
use crate::tree::{BinaryOp, Expr, ExprKind};
use crate::types::{ExprType, SqlType};
use sqlparser::ast::{self, Value};

impl Lower<'_> {
    pub(super) fn compare_rows(
        &mut self,
        expr: &ast::Expr,
        left: &[ast::Expr],
        op: BinaryOp,
        right: &[ast::Expr],
    ) -> Lowered<Expr> {
        let comparison = match op {
            BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterEqual => true,
            BinaryOp::And
            | BinaryOp::Or
            | BinaryOp::Add
            | BinaryOp::Subtract
            | BinaryOp::Multiply
            | BinaryOp::Divide
            | BinaryOp::Remainder
            | BinaryOp::Concat => false,
        };
        if !comparison || left.len() != right.len() || left.len() < 2 {
            return Err(self.no(
                expr,
                "these rows cannot be compared",
                "write `(a, b) > (:a, :b)` with equal lengths",
            ));
        }
        let (left, right) = (self.exprs(left)?, self.exprs(right)?);
        for (a, b) in left.iter().zip(&right) {
            self.comparable(expr, a, b)?;
            self.not_a_bare_null(expr, &[a, b])?;
        }
        let nullable = left.iter().chain(&right).any(|part| part.ty.nullable);
        let ty = ExprType::new(SqlType::Boolean, nullable);
        Ok(Expr { kind: ExprKind::CompareRows { op, left, right }, ty })
    }

    pub(super) fn is_null(&mut self, inner: &ast::Expr, negated: bool) -> Lowered<Expr> {
        let expr = self.boxed(inner)?;
        Ok(Expr { kind: ExprKind::IsNull { expr, negated }, ty: ExprType::new(SqlType::Boolean, false) })
    }

    pub(super) fn is_truth(&mut self, inner: &ast::Expr, truth: bool, negated: bool) -> Lowered<Expr> {
        let expr = self.boxed(inner)?;
        self.want(inner, &expr, SqlType::Boolean, "is true")?;
        Ok(Expr {
            kind: ExprKind::IsTruth { expr, truth, negated },
            ty: ExprType::new(SqlType::Boolean, false),
        })
    }

    /// `negated` is `is not distinct from`.
    pub(super) fn is_distinct(
        &mut self,
        expr: &ast::Expr,
        left: &ast::Expr,
        right: &ast::Expr,
        negated: bool,
    ) -> Lowered<Expr> {
        let (left, right) = (self.boxed(left)?, self.boxed(right)?);
        self.comparable(expr, &left, &right)?;
        let ty = ExprType::new(SqlType::Boolean, false);
        Ok(Expr { kind: ExprKind::IsDistinct { left, right, negated }, ty })
    }

    pub(super) fn in_list(&mut self, inner: &ast::Expr, list: &[ast::Expr], negated: bool) -> Lowered<Expr> {
        let expr = self.boxed(inner)?;
        if let [ast::Expr::Value(value)] = list
            && let Value::Placeholder(placeholder) = &value.value
            && let Some(param) = placeholder.strip_prefix(':').and_then(|name| self.params.get(name)).cloned()
            && param.list
            && self.clause.params
        {
            self.count()?;
            if !expr.ty.is(param.ty.ty) {
                return Err(self.no(
                    inner,
                    format!("`:{}` is a list of {}, this is {}", param.name, param.ty.ty, expr.ty.name()),
                    "declare the list with the column's type",
                ));
            }
            let ty = ExprType::new(SqlType::Boolean, expr.ty.nullable);
            let kind = ExprKind::InParam { expr, param: param.name, element: param.ty.ty, negated };
            return Ok(Expr { kind, ty });
        }
        let mut nullable = expr.ty.nullable;
        let mut lowered = Vec::new();
        for item in list {
            let value = self.expr(item)?;
            self.comparable(item, &expr, &value)?;
            self.not_a_bare_null(item, &[&value])?;
            nullable |= value.ty.nullable;
            lowered.push(value);
        }
        if lowered.is_empty() {
            return Err(self.no(
                inner,
                "the list is empty",
                "write at least one value, or use `x in (:list)`",
            ));
        }
        let ty = ExprType::new(SqlType::Boolean, nullable);
        Ok(Expr { kind: ExprKind::InList { expr, list: lowered, negated }, ty })
    }

    pub(super) fn in_query(&mut self, inner: &ast::Expr, query: &ast::Query, negated: bool) -> Lowered<Expr> {
        let expr = self.boxed(inner)?;
        let lowered = self.subquery(query)?;
        let [column] = lowered.columns.as_slice() else {
            return Err(self.no(
                query,
                "the query beside `in` must have one column",
                "select that column only",
            ));
        };
        let compared = Expr { kind: ExprKind::Null, ty: ExprType::from(column.ty) };
        self.comparable(inner, &expr, &compared)?;
        let ty = ExprType::new(SqlType::Boolean, expr.ty.nullable || column.ty.nullable);
        Ok(Expr { kind: ExprKind::InQuery { expr, query: Box::new(lowered.query), negated }, ty })
    }

    pub(super) fn between(
        &mut self,
        inner: &ast::Expr,
        low: &ast::Expr,
        high: &ast::Expr,
        negated: bool,
    ) -> Lowered<Expr> {
        let place = inner;
        let (expr, low, high) = (self.boxed(inner)?, self.boxed(low)?, self.boxed(high)?);
        self.comparable(place, &expr, &low)?;
        self.comparable(place, &expr, &high)?;
        self.not_a_bare_null(place, &[&expr, &low, &high])?;
        let nullable = expr.ty.nullable || low.ty.nullable || high.ty.nullable;
        let ty = ExprType::new(SqlType::Boolean, nullable);
        Ok(Expr { kind: ExprKind::Between { expr, low, high, negated }, ty })
    }

    pub(super) fn like(
        &mut self,
        inner: &ast::Expr,
        pattern: &ast::Expr,
        escape: Option<&ast::Expr>,
        fold: bool,
        negated: bool,
    ) -> Lowered<Expr> {
        let place = inner;
        let (expr, lowered) = (self.boxed(inner)?, self.boxed(pattern)?);
        self.want(place, &expr, SqlType::Text, "like")?;
        self.want(pattern, &lowered, SqlType::Text, "like")?;
        let escape = match escape {
            None => None,
            Some(ast::Expr::Value(value)) => match &value.value {
                Value::SingleQuotedString(text)
                    if fold && text.chars().count() == 1 && text != "%" && text != "_" =>
                {
                    text.chars().next()
                }
                _ => return Err(self.no_escape(pattern, fold)),
            },
            Some(_) => return Err(self.no_escape(pattern, fold)),
        };
        let ty = ExprType::new(SqlType::Boolean, expr.ty.nullable || lowered.ty.nullable);
        Ok(Expr { kind: ExprKind::Like { expr, pattern: lowered, fold, escape, negated }, ty })
    }

    pub(super) fn no_escape(&self, pattern: &ast::Expr, fold: bool) -> crate::refusal::No {
        if fold {
            return self.no(
                pattern,
                "the escape must be one character",
                "write `ilike :pattern escape '\\'`",
            );
        }
        self.no(
            pattern,
            "`like .. escape` is not portable",
            "write `ilike :pattern escape '\\'`, or `strpos(text, :part) > 0`, or `starts_with(text, :part)`",
        )
    }
}
