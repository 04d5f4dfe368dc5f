//! Group by, order by, limit.

use super::{Clause, Lower, SourceColumn};
use crate::reach;
use crate::refusal::Lowered;
use crate::tree::{Expr, ExprKind, OrderBy, OrderKey, OutputExpr, Select};
use crate::types::SqlType;
use sqlparser::ast;

impl Lower<'_> {
    pub(super) fn group_by(
        &mut self,
        group_by: &ast::GroupByExpr,
        outputs: &[OutputExpr],
    ) -> Lowered<Vec<Expr>> {
        let exprs = match group_by {
            ast::GroupByExpr::Expressions(exprs, modifiers) if modifiers.is_empty() => exprs,
            ast::GroupByExpr::Expressions(..) | ast::GroupByExpr::All(_) => {
                return Err(self.no_here("this form of `group by` is not portable", "list the expressions"));
            }
        };
        let mut keys = Vec::new();
        for expr in exprs {
            let key = self.within(Clause::GROUP, |lower| lower.group_key(expr, outputs))?;
            if matches!(
                key.kind,
                ExprKind::Null | ExprKind::Text(_) | ExprKind::Double(_) | ExprKind::Boolean(_)
            ) {
                return Err(self.no(expr, "a constant groups nothing", "delete it from `group by`"));
            }
            keys.push(key);
        }
        Ok(keys)
    }

    /// A key is an expression over the tables, an output's name, or its position.
    pub(super) fn group_key(&mut self, expr: &ast::Expr, outputs: &[OutputExpr]) -> Lowered<Expr> {
        let named = match expr {
            ast::Expr::Identifier(ident) if !self.in_current_scope(&ident.value) => {
                outputs.iter().find(|output| output.name.as_deref() == Some(&ident.value))
            }
            ast::Expr::Value(value) => match position(value) {
                Some(position) => Some(outputs.get(position.wrapping_sub(1)).ok_or_else(|| {
                    self.no(
                        expr,
                        format!("there is no column {position}"),
                        "count the selected columns from 1",
                    )
                })?),
                None => None,
            },
            _ => None,
        };
        let Some(output) = named else { return self.expr(expr) };
        if reach::has_aggregate(&output.expr) {
            return Err(self.no(
                expr,
                "this column is computed from the groups",
                "group by plain columns or functions of them",
            ));
        }
        if reach::has_subquery(&output.expr) {
            return Err(self.no(
                expr,
                "a subquery cannot be a group key",
                "compute it in a `with` query, and group the next one by its column",
            ));
        }
        // The key is written out, so it weighs as much as the column it names.
        for _ in 0..reach::size(&output.expr) {
            self.count()?;
        }
        Ok(output.expr.clone())
    }

    pub(super) fn in_current_scope(&self, name: &str) -> bool {
        self.scopes
            .last()
            .is_some_and(|scope| scope.entries.iter().any(|entry| self.has_column(entry.source, name)))
    }

    pub(super) fn order_by(&mut self, order_by: &ast::OrderBy, select: &Select) -> Lowered<Vec<OrderBy>> {
        let mut keys = Vec::new();
        for (expr, options) in self.order_exprs(order_by)? {
            let key = match self.output_position(expr, &select.outputs)? {
                Some(position) => {
                    OrderKey::Output { position, nullable: select.outputs[position - 1].expr.ty.nullable }
                }
                None => {
                    let lowered = self.within(Clause::ORDER, |lower| lower.expr(expr))?;
                    match select.outputs.iter().position(|output| output.expr == lowered) {
                        Some(index) => {
                            OrderKey::Output { position: index + 1, nullable: lowered.ty.nullable }
                        }
                        None if select.distinct => {
                            return Err(self.no(
                                expr,
                                "`select distinct` can only be ordered by what it selects",
                                "add the expression to the selected columns",
                            ));
                        }
                        None => OrderKey::Expr(self.ordered(expr, lowered)?),
                    }
                }
            };
            keys.push(self.order_key(key, options)?);
        }
        Ok(keys)
    }

    /// Refuses what has no order of its own.
    pub(super) fn ordered(&self, expr: &ast::Expr, lowered: Expr) -> Lowered<Expr> {
        if matches!(
            lowered.kind,
            ExprKind::Null
                | ExprKind::Text(_)
                | ExprKind::Integer(_)
                | ExprKind::Double(_)
                | ExprKind::Boolean(_)
        ) {
            return Err(self.no(expr, "a constant orders nothing", "delete it, or name a column"));
        }
        Ok(lowered)
    }

    /// A union is ordered by its columns only.
    pub(super) fn order_by_outputs(
        &mut self,
        order_by: &ast::OrderBy,
        columns: &[SourceColumn],
    ) -> Lowered<Vec<OrderBy>> {
        let mut keys = Vec::new();
        for (expr, options) in self.order_exprs(order_by)? {
            let position = match expr {
                ast::Expr::Identifier(ident) => {
                    columns.iter().position(|column| column.name == ident.value).map(|index| index + 1)
                }
                ast::Expr::Value(value) => {
                    position(value).filter(|position| (1..=columns.len()).contains(position))
                }
                _ => None,
            };
            let Some(position) = position else {
                return Err(self.no(
                    expr,
                    "a union is ordered by a column of its first select",
                    "name the column, or wrap the union: `select .. from (.. union all ..) as u order by ..`",
                ));
            };
            let key = OrderKey::Output { position, nullable: columns[position - 1].ty.nullable };
            keys.push(self.order_key(key, options)?);
        }
        Ok(keys)
    }

    pub(super) fn order_exprs<'s>(
        &self,
        order_by: &'s ast::OrderBy,
    ) -> Lowered<Vec<(&'s ast::Expr, &'s ast::OrderByOptions)>> {
        let ast::OrderBy { kind, interpolate } = order_by;
        self.absent(interpolate.is_some(), "interpolate", "leave it out")?;
        let ast::OrderByKind::Expressions(exprs) = kind else {
            return Err(self.no_here("`order by all` is not portable", "list the columns"));
        };
        exprs.iter().map(|item| self.order_expr(item)).collect()
    }

    pub(super) fn order_expr<'s>(
        &self,
        item: &'s ast::OrderByExpr,
    ) -> Lowered<(&'s ast::Expr, &'s ast::OrderByOptions)> {
        let ast::OrderByExpr { expr, options, with_fill } = item;
        self.absent(with_fill.is_some(), "with fill", "leave it out")?;
        Ok((expr, options))
    }

    /// Writes PostgreSQL's default out: nulls last going up, first going down.
    pub(super) fn order_key(&self, key: OrderKey, options: &ast::OrderByOptions) -> Lowered<OrderBy> {
        let ast::OrderByOptions { sort, nulls_first } = options;
        let descending = match sort {
            None | Some(ast::OrderBySort::Asc) => false,
            Some(ast::OrderBySort::Desc) => true,
            Some(ast::OrderBySort::Using(_)) => {
                return Err(self.no_here("`order by .. using` is not portable", "write `asc` or `desc`"));
            }
        };
        Ok(OrderBy { key, descending, nulls_first: nulls_first.unwrap_or(descending) })
    }

    /// An output named (or counted) in `order by`.
    pub(super) fn output_position(&self, expr: &ast::Expr, outputs: &[OutputExpr]) -> Lowered<Option<usize>> {
        match expr {
            ast::Expr::Identifier(ident) => {
                let found: Vec<usize> = (0..outputs.len())
                    .filter(|index| outputs[*index].name.as_deref() == Some(&ident.value))
                    .collect();
                Ok(found.first().map(|index| index + 1))
            }
            ast::Expr::Value(value) => match position(value) {
                Some(position) if (1..=outputs.len()).contains(&position) => Ok(Some(position)),
                Some(position) => Err(self.no(
                    expr,
                    format!("there is no column {position}"),
                    "count the selected columns from 1",
                )),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    #[allow(clippy::type_complexity)] // limit and offset, both optional; a struct would be read once
    pub(super) fn limit(
        &mut self,
        clause: &ast::LimitClause,
    ) -> Lowered<(Option<Box<Expr>>, Option<Box<Expr>>)> {
        let ast::LimitClause::LimitOffset { limit, offset, limit_by } = clause else {
            return Err(
                self.no_here("`limit a, b` reads differently in the engines", "write `limit b offset a`")
            );
        };
        self.absent(!limit_by.is_empty(), "limit by", "number the rows with row_number()")?;
        let limit = limit.as_ref().map(|expr| self.limit_expr(expr)).transpose()?;
        let offset = match offset {
            Some(ast::Offset { value, rows: _ }) => Some(self.limit_expr(value)?),
            None => None,
        };
        Ok((limit, offset))
    }

    pub(super) fn limit_expr(&mut self, expr: &ast::Expr) -> Lowered<Box<Expr>> {
        let lowered = self.within(Clause::LIMIT, |lower| lower.expr(expr))?;
        let simple = matches!(lowered.kind, ExprKind::Integer(_) | ExprKind::Param(_));
        if !simple || lowered.ty.ty != Some(SqlType::Bigint) || lowered.ty.nullable {
            return Err(self.no(
                expr,
                "`limit` and `offset` take a number or a bigint parameter that is never null",
                "write `limit 100` or `limit :limit` with `-- :limit bigint`",
            ));
        }
        Ok(Box::new(lowered))
    }
}

/// A written whole number, as in `order by 2`.
fn position(value: &ast::ValueWithSpan) -> Option<usize> {
    match &value.value {
        ast::Value::Number(digits, false) => digits.parse().ok(),
        _ => None,
    }
}
