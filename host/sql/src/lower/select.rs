//! One select: its outputs and conditions.

use super::query::Names;
use super::{Clause, Lower, Scope, SourceColumn};
use crate::reach;
use crate::refusal::Lowered;
use crate::tree::{Expr, ExprKind, OrderBy, OutputExpr, Select, SetBody};
use crate::types::{ColumnType, SqlType};
use sqlparser::ast;

impl Lower<'_> {
    pub(super) fn select_query(
        &mut self,
        select: &ast::Select,
        order_by: Option<&ast::OrderBy>,
        names: Names,
    ) -> Lowered<(SetBody, Vec<SourceColumn>, Vec<OrderBy>)> {
        self.scopes.push(Scope::default());
        let result = self.select(select, order_by, names);
        self.scopes.pop();
        let (select, columns, order_by) = result?;
        Ok((SetBody::Select(Box::new(select)), columns, order_by))
    }

    pub(super) fn select(
        &mut self,
        select: &ast::Select,
        order_by: Option<&ast::OrderBy>,
        names: Names,
    ) -> Lowered<(Select, Vec<SourceColumn>, Vec<OrderBy>)> {
        let ast::Select {
            select_token,
            optimizer_hints,
            distinct,
            select_modifiers,
            top,
            top_before_distinct,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        self.reach(&select_token.0);
        let odd = !optimizer_hints.is_empty()
            || select_modifiers.is_some()
            || top.is_some()
            || *top_before_distinct
            || exclude.is_some()
            || !lateral_views.is_empty()
            || prewhere.is_some()
            || !connect_by.is_empty()
            || !cluster_by.is_empty()
            || !distribute_by.is_empty()
            || !sort_by.is_empty()
            || qualify.is_some()
            || value_table_mode.is_some()
            || *flavor != ast::SelectFlavor::Standard;
        self.absent(
            odd,
            "this form of select",
            "write select .. from .. where .. group by .. having .. order by .. limit",
        )?;
        self.absent(
            into.is_some(),
            "select into",
            "tables are created in migrations/; rows are added with insert",
        )?;
        self.absent(!named_window.is_empty(), "window", "write the window where it is used: `over (..)`")?;
        let distinct = match distinct {
            None | Some(ast::Distinct::All) => false,
            Some(ast::Distinct::Distinct) => true,
            Some(ast::Distinct::On(_)) => {
                return Err(self.no_here(
                    "`distinct on` exists in one engine only",
                    "number the rows with row_number() over (partition by .. order by ..) and keep number 1",
                ));
            }
        };
        let from = self.from(from)?;
        let outputs = self.within(Clause::OUTPUT, |lower| lower.outputs(projection, names))?;
        let filter = self.condition(selection.as_ref(), Clause::FILTER)?;
        let group_by = self.group_by(group_by, &outputs)?;
        let having = self.condition(having.as_ref(), Clause::HAVING)?;
        let select = Select { distinct, outputs, from, filter, group_by, having };
        let order_by = match order_by {
            Some(order_by) => self.order_by(order_by, &select)?,
            None => Vec::new(),
        };
        self.reach(&select_token.0);
        self.check_grouping(&select, &order_by)?;
        let columns = self.output_columns(&select.outputs, names)?;
        Ok((select, columns, order_by))
    }

    /// A boolean expression, or nothing.
    pub(super) fn condition(&mut self, expr: Option<&ast::Expr>, clause: Clause) -> Lowered<Option<Expr>> {
        let Some(expr) = expr else { return Ok(None) };
        let lowered = self.within(clause, |lower| lower.expr(expr))?;
        if !lowered.ty.is(SqlType::Boolean) {
            return Err(self.no(
                expr,
                format!("`{}` needs a condition, this is {}", clause.name, lowered.ty.name()),
                "compare it with something: `x = :x`, `x is not null`",
            ));
        }
        Ok(Some(lowered))
    }

    pub(super) fn outputs(&mut self, items: &[ast::SelectItem], names: Names) -> Lowered<Vec<OutputExpr>> {
        let mut outputs = Vec::new();
        for item in items {
            match item {
                ast::SelectItem::UnnamedExpr(expr) => {
                    let lowered = self.expr(expr)?;
                    let name = match &lowered.kind {
                        ExprKind::Column { column, .. } => Some(column.clone()),
                        _ if names != Names::Required => None,
                        _ => {
                            return Err(self.no(
                                expr,
                                "this column has no name",
                                "name it: `count(*) as visits`; the name becomes the field of the row",
                            ));
                        }
                    };
                    outputs.push(OutputExpr { expr: lowered, name });
                }
                ast::SelectItem::ExprWithAlias { expr, alias } => {
                    let lowered = self.expr(expr)?;
                    outputs.push(OutputExpr { expr: lowered, name: Some(self.name(alias)?) });
                }
                ast::SelectItem::Wildcard(options) => {
                    self.plain_wildcard(options)?;
                    self.all_columns(None, &mut outputs)?;
                }
                ast::SelectItem::QualifiedWildcard(kind, options) => {
                    self.plain_wildcard(options)?;
                    let ast::SelectItemQualifiedWildcardKind::ObjectName(name) = kind else {
                        return Err(self.no(item, "this `.*` does not follow a table", "write `t.*`"));
                    };
                    let alias = self.single_name(name)?;
                    self.all_columns(Some(&alias), &mut outputs)?;
                }
                ast::SelectItem::ExprWithAliases { .. } => {
                    return Err(self.no(item, "one expression has several names", "write `expr as name`"));
                }
            }
        }
        if outputs.is_empty() {
            return Err(self.no_here("nothing is selected", "name at least one column"));
        }
        Ok(outputs)
    }

    pub(super) fn plain_wildcard(&self, options: &ast::WildcardAdditionalOptions) -> Lowered<()> {
        let ast::WildcardAdditionalOptions {
            wildcard_token: _,
            opt_ilike,
            opt_exclude,
            opt_except,
            opt_replace,
            opt_rename,
            opt_alias,
        } = options;
        let plain = opt_ilike.is_none()
            && opt_exclude.is_none()
            && opt_except.is_none()
            && opt_replace.is_none()
            && opt_rename.is_none()
            && opt_alias.is_none();
        self.absent(!plain, "an addition after *", "list the columns you want")
    }

    /// Writes `*` out, so that the printed statement keeps its columns when a table gains one.
    pub(super) fn all_columns(&mut self, alias: Option<&str>, outputs: &mut Vec<OutputExpr>) -> Lowered<()> {
        let Some(scope) = self.scopes.last() else { return Ok(()) };
        let mut found = Vec::new();
        for entry in &scope.entries {
            if !entry.qualified_only && alias.is_none_or(|alias| alias == entry.alias) {
                for column in &self.sources[entry.source].columns {
                    let expr = self.column_expr(entry, &column.name);
                    found.push(OutputExpr { expr, name: Some(column.name.clone()) });
                }
            }
        }
        if found.is_empty() {
            return Err(self.no_here("`*` has no table to expand", "write the columns"));
        }
        for _ in &found {
            self.count()?;
        }
        outputs.extend(found);
        Ok(())
    }

    /// What the outputs look like from outside.
    pub(super) fn output_columns(
        &mut self,
        outputs: &[OutputExpr],
        names: Names,
    ) -> Lowered<Vec<SourceColumn>> {
        let mut columns = Vec::new();
        for (index, output) in outputs.iter().enumerate() {
            let ty = match (output.expr.ty.ty, names) {
                (Some(ty), _) => ty,
                (None, Names::Free | Names::Given) => SqlType::Text,
                (None, Names::Required) => {
                    return Err(self.no_here(
                        format!(
                            "the column `{}` is a bare null of no type",
                            output.name.as_deref().unwrap_or("?")
                        ),
                        "say which: `cast(null as bigint) as x`",
                    ));
                }
            };
            columns.push(SourceColumn {
                name: output.name.clone().unwrap_or_else(|| format!("column{}", index + 1)),
                ty: ColumnType { ty, nullable: output.expr.ty.nullable },
                lineage: reach::lineage(&output.expr, &self.sources),
            });
        }
        if names == Names::Required {
            self.unique_names(&columns)?;
        }
        Ok(columns)
    }
}
