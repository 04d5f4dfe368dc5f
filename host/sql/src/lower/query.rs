//! Queries: their CTEs, their values, and what stands around a select.

use super::{Clause, CteInfo, Lower, SourceColumn};
use crate::place::Place;
use crate::reach;
use crate::refusal::{Lowered, No};
use crate::tree::{Cte, Expr, ExprKind, Query, SetBody};
use crate::types::{ColumnType, SqlType, unify};
use sqlparser::ast;

/// Whether a query's outputs need names: rows that are read by name do, `exists` and `in` do not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    Required,
    Free,
    /// The names come from outside (a CTE's column list, an insert's columns); so `values` may stand here.
    Given,
}

/// A lowered query and what its columns are.
pub(super) struct LoweredQuery {
    pub query: Query,
    pub columns: Vec<SourceColumn>,
}

impl Lower<'_> {
    /// After `with .. insert/update/delete` nothing may follow.
    pub(super) fn nothing_after_write(&self, query: &ast::Query) -> Lowered<()> {
        let ast::Query {
            with: _,
            body: _,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        let extra = order_by.is_some()
            || limit_clause.is_some()
            || fetch.is_some()
            || !locks.is_empty()
            || for_clause.is_some()
            || settings.is_some()
            || format_clause.is_some()
            || !pipe_operators.is_empty();
        self.absent(
            extra,
            "order by / limit on a write",
            "choose the rows with `where id in (select .. limit ..)`",
        )
    }

    /// A subquery that stands in an expression: it sees the columns around it.
    pub(super) fn subquery(&mut self, query: &ast::Query) -> Lowered<LoweredQuery> {
        if !self.clause.subqueries {
            return Err(self.no(
                query,
                format!("a subquery cannot stand in {}", self.clause.name),
                "compute it in a `with` query, or run a statement of its own first",
            ));
        }
        self.query(query, Names::Free)
    }

    pub(super) fn query(&mut self, query: &ast::Query, names: Names) -> Lowered<LoweredQuery> {
        self.count()?;
        self.queries += 1;
        if self.queries > super::QUERY_DEPTH_MAX {
            return Err(self.no(
                query,
                format!("more than {} queries stand inside each other", super::QUERY_DEPTH_MAX),
                "give inner queries a name with `with`",
            ));
        }
        let ctes = self.ctes.len();
        let result = self.query_inside(query, names);
        self.ctes.truncate(ctes);
        self.queries -= 1;
        result
    }

    fn query_inside(&mut self, query: &ast::Query, names: Names) -> Lowered<LoweredQuery> {
        let ast::Query {
            with,
            body,
            order_by,
            limit_clause,
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        self.absent(fetch.is_some(), "fetch", "write `limit n`")?;
        self.absent(
            !locks.is_empty(),
            "for update",
            "leave it out: a mutation is one serializable transaction",
        )?;
        self.absent(for_clause.is_some(), "for xml/json", "select columns; the SDK makes rows of them")?;
        self.absent(settings.is_some() || format_clause.is_some(), "settings / format", "leave it out")?;
        self.absent(!pipe_operators.is_empty(), "|>", "write an ordinary select")?;
        let with = match with {
            Some(with) => self.with(with)?,
            None => Vec::new(),
        };
        let (body, columns, order_by) = match &**body {
            ast::SetExpr::Select(select) => self.select_query(select, order_by.as_ref(), names)?,
            ast::SetExpr::Values(_) if names != Names::Given => {
                return Err(self.no_here(
                    "`values` has no column names here",
                    "write `with v (a, b) as (values (..)) select .. from v`",
                ));
            }
            ast::SetExpr::Values(values) => {
                let (rows, columns) = self.values(values)?;
                self.absent(
                    order_by.is_some(),
                    "values .. order by",
                    "order the query that reads the values",
                )?;
                (SetBody::Values(rows), columns, Vec::new())
            }
            set => self.union(set, order_by.as_ref(), names)?,
        };
        let (limit, offset) = match limit_clause {
            Some(clause) => self.limit(clause)?,
            None => (None, None),
        };
        Ok(LoweredQuery { query: Query { with, body, order_by, limit, offset }, columns })
    }

    pub(super) fn with(&mut self, with: &ast::With) -> Lowered<Vec<Cte>> {
        let ast::With { with_token, recursive, cte_tables } = with;
        if *recursive {
            return Err(No::new(
                with_token.0.at().or(self.here),
                "`with recursive` is not allowed: such a query may never end",
                "walk the steps in Rust, or store the path in a column",
            ));
        }
        cte_tables.iter().map(|cte| self.cte(cte)).collect()
    }

    fn cte(&mut self, cte: &ast::Cte) -> Lowered<Cte> {
        let ast::Cte { alias, query, from, materialized, closing_paren_token: _ } = cte;
        let ast::TableAlias { explicit: _, name, columns, at } = alias;
        self.absent(from.is_some() || at.is_some(), "with .. from", "write `with name as (select ..)`")?;
        self.absent(materialized.is_some(), "materialized", "leave it out; the engine decides")?;
        let name_text = self.own_name(name)?;
        if self.ctes.iter().any(|known| known.name == name_text) {
            return Err(self.no(name, format!("`{name_text}` is defined twice"), "choose another name"));
        }
        let names = if columns.is_empty() { Names::Required } else { Names::Given };
        // A CTE stands alone: it sees no columns around it, on either engine.
        let scopes = std::mem::take(&mut self.scopes);
        let lowered = self.within(Clause::OUTPUT, |lower| lower.query(query, names));
        self.scopes = scopes;
        let LoweredQuery { query, columns: mut outputs } = lowered?;
        if !columns.is_empty() {
            if columns.len() != outputs.len() {
                return Err(self.no(
                    name,
                    format!("`{name_text}` names {} columns, its query has {}", columns.len(), outputs.len()),
                    "name each column once",
                ));
            }
            for (output, column) in outputs.iter_mut().zip(columns) {
                let ast::TableAliasColumnDef { name, data_type } = column;
                self.absent(data_type.is_some(), "column types in `with`", "write names only")?;
                output.name = self.name(name)?;
            }
        }
        self.unique_names(&outputs)?;
        let column_names = outputs.iter().map(|output| output.name.clone()).collect();
        self.ctes.push(CteInfo { name: name_text.clone(), columns: outputs });
        Ok(Cte { name: name_text, columns: column_names, query })
    }

    pub(super) fn unique_names(&self, columns: &[SourceColumn]) -> Lowered<()> {
        for (index, column) in columns.iter().enumerate() {
            if columns[..index].iter().any(|earlier| earlier.name == column.name) {
                return Err(self.no_here(
                    format!("two columns are called `{}`", column.name),
                    format!("name one of them: `.. as other_{}`", column.name),
                ));
            }
        }
        Ok(())
    }

    fn values(&mut self, values: &ast::Values) -> Lowered<(Vec<Vec<Expr>>, Vec<SourceColumn>)> {
        let ast::Values { explicit_row, value_keyword, rows } = values;
        self.absent(*explicit_row || *value_keyword, "row(..)", "write `values (1, 2), (3, 4)`")?;
        let mut lowered: Vec<Vec<Expr>> = Vec::new();
        for row in rows {
            let row = self.within(Clause::VALUE, |lower| lower.exprs(&row.content))?;
            if lowered.first().is_some_and(|first| first.len() != row.len()) {
                return Err(
                    self.no_here("the rows of `values` differ in length", "give each row the same columns")
                );
            }
            lowered.push(row);
        }
        let width = lowered.first().map_or(0, Vec::len);
        let mut columns = Vec::new();
        for index in 0..width {
            let mut ty = None;
            let mut nullable = false;
            for row in &lowered {
                ty = unify(ty, row[index].ty.ty).map_err(|()| {
                    self.no_here(
                        format!(
                            "column {} of `values` holds {} and {}",
                            index + 1,
                            ty.map_or("null", SqlType::name),
                            row[index].ty.name()
                        ),
                        "one column has one type",
                    )
                })?;
                nullable |= row[index].ty.nullable;
            }
            for row in &mut lowered {
                let value = std::mem::replace(
                    &mut row[index],
                    Expr { kind: ExprKind::Null, ty: crate::types::ExprType::NULL },
                );
                row[index] = Lower::coerce(value, ty);
            }
            columns.push(SourceColumn {
                name: format!("column{}", index + 1),
                // A column of bare nulls is only good for insert, which checks its own types.
                ty: ColumnType { ty: ty.unwrap_or(SqlType::Text), nullable },
                lineage: lowered.iter().flat_map(|row| reach::lineage(&row[index], &self.sources)).collect(),
            });
        }
        Ok((lowered, columns))
    }
}
