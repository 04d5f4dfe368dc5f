//! What a grouped select may show: group keys and aggregates.
//! PostgreSQL refuses anything else; SQLite would pick a row at random.

use super::Lower;
use crate::reach;
use crate::refusal::Lowered;
use crate::tree::{Expr, ExprKind, OrderBy, OrderKey, Select, SourceId};

impl Lower<'_> {
    pub(super) fn check_grouping(&self, select: &Select, order_by: &[OrderBy]) -> Lowered<()> {
        let shown: Vec<&Expr> = select
            .outputs
            .iter()
            .map(|output| &output.expr)
            .chain(&select.having)
            .chain(order_by.iter().filter_map(|order| match &order.key {
                OrderKey::Expr(expr) => Some(expr),
                OrderKey::Output { .. } => None,
            }))
            .collect();
        let grouped = !select.group_by.is_empty() || shown.iter().any(|expr| reach::has_aggregate(expr));
        if !grouped {
            return match &select.having {
                None => Ok(()),
                Some(_) => Err(self.no_here("`having` without groups", "write the condition into `where`")),
            };
        }
        let own: Vec<SourceId> = self
            .scopes
            .last()
            .map_or_else(Vec::new, |scope| scope.entries.iter().map(|e| e.source).collect());
        for expr in shown {
            self.grouped(expr, &select.group_by, &own)?;
        }
        Ok(())
    }

    fn grouped(&self, expr: &Expr, keys: &[Expr], own: &[SourceId]) -> Lowered<()> {
        if keys.contains(expr) {
            return Ok(());
        }
        match &expr.kind {
            ExprKind::Column { source, qualifier, column } if own.contains(source) => Err(self.no_here(
                format!("`{qualifier}.{column}` is neither grouped nor aggregated"),
                format!("add `{qualifier}.{column}` to `group by`, or write `max({qualifier}.{column})`"),
            )),
            ExprKind::Aggregate(_) => Ok(()),
            _ => {
                let mut result = Ok(());
                reach::children(expr, &mut |child| {
                    if result.is_ok() {
                        result = self.grouped(child, keys, own);
                    }
                });
                result
            }
        }
    }
}
