//! Statements: select, insert, update, delete.

use super::{Dialect, Printer};
use crate::tree::{
    Assignment, Body, Conflict, Cte, Delete, Expr, ExprKind, From, Insert, JoinKind, OrderBy, OrderKey,
    OutputExpr, Query, Select, SetBody, Source, Target, Tree, Update,
};
use crate::types::SqlType;

impl Printer {
    pub(super) fn tree(&mut self, tree: &Tree) {
        self.with(&tree.with);
        match &tree.body {
            Body::Select(query) => self.query(query),
            Body::Insert(insert) => self.insert(insert),
            Body::Update(update) => self.update(update),
            Body::Delete(delete) => self.delete(delete),
        }
    }

    fn with(&mut self, with: &[Cte]) {
        if with.is_empty() {
            return;
        }
        self.push("with ");
        self.list(with, |printer, cte| {
            printer.name(&cte.name);
            printer.push(" (");
            printer.names(&cte.columns);
            printer.push(") as (");
            printer.query(&cte.query);
            printer.push(")");
        });
        self.push(" ");
    }

    pub(super) fn query(&mut self, query: &Query) {
        self.with(&query.with);
        match &query.body {
            SetBody::Select(select) => self.select(select),
            SetBody::Values(rows) => self.values(rows),
            SetBody::Union { first, rest } => {
                self.select(first);
                for part in rest {
                    self.push(if part.all { " union all " } else { " union " });
                    self.select(&part.select);
                }
            }
        }
        self.order_by(&query.order_by);
        self.limit(query);
    }

    fn values(&mut self, rows: &[Vec<Expr>]) {
        self.push("values ");
        self.list(rows, |printer, row| {
            printer.push("(");
            printer.list(row, |printer, value| printer.expr(value));
            printer.push(")");
        });
    }

    fn select(&mut self, select: &Select) {
        self.push(if select.distinct { "select distinct " } else { "select " });
        self.outputs(&select.outputs);
        if let Some(from) = &select.from {
            self.push(" from ");
            self.from(from);
        }
        self.filter(select.filter.as_ref());
        if !select.group_by.is_empty() {
            self.push(" group by ");
            // A bare number would be a position to both engines, so it cannot be a key.
            self.list(&select.group_by, |printer, key| printer.expr(key));
        }
        if let Some(having) = &select.having {
            self.push(" having ");
            self.expr(having);
        }
    }

    fn outputs(&mut self, outputs: &[OutputExpr]) {
        self.list(outputs, |printer, output| {
            printer.expr(&output.expr);
            if let Some(name) = &output.name {
                printer.push(" as ");
                printer.name(name);
            }
        });
    }

    pub(super) fn filter(&mut self, filter: Option<&Expr>) {
        if let Some(filter) = filter {
            self.push(" where ");
            self.expr(filter);
        }
    }

    fn from(&mut self, from: &From) {
        self.source(&from.first);
        for join in &from.joins {
            self.push(match join.kind {
                JoinKind::Inner => " join ",
                JoinKind::Left => " left join ",
                JoinKind::Right => " right join ",
                JoinKind::Cross => " cross join ",
            });
            self.source(&join.source);
            if let Some(on) = &join.on {
                self.push(" on ");
                self.expr(on);
            }
        }
    }

    fn source(&mut self, source: &Source) {
        match source {
            Source::Relation { id: _, name, alias } | Source::Cte { id: _, name, alias } => {
                self.name(name);
                self.alias(name, alias);
            }
            Source::Derived { id: _, query, alias } => {
                self.push("(");
                self.query(query);
                self.push(") as ");
                self.name(alias);
            }
        }
    }

    fn alias(&mut self, name: &str, alias: &str) {
        if name != alias {
            self.push(" as ");
            self.name(alias);
        }
    }

    pub(super) fn order_by(&mut self, order_by: &[OrderBy]) {
        if order_by.is_empty() {
            return;
        }
        self.push(" order by ");
        self.list(order_by, |printer, order| printer.order(order));
    }

    fn order(&mut self, order: &OrderBy) {
        let nullable = match &order.key {
            OrderKey::Output { position, nullable } => {
                self.push(&position.to_string());
                *nullable
            }
            OrderKey::Expr(expr) => {
                self.expr(expr);
                expr.ty.nullable
            }
        };
        if order.descending {
            self.push(" desc");
        }
        // Written only where nulls can occur: on a `not null` column it could keep SQLite from an index.
        // PostgreSQL's own default needs no words either, which keeps its indexes usable.
        let default = match self.dialect {
            Dialect::Sqlite => !order.descending,
            Dialect::Postgres | Dialect::Portable => order.descending,
        };
        if order.nulls_first != default && (nullable || self.dialect == Dialect::Portable) {
            self.push(if order.nulls_first { " nulls first" } else { " nulls last" });
        }
    }

    fn limit(&mut self, query: &Query) {
        match (&query.limit, &query.offset) {
            (None, None) => {}
            (Some(limit), offset) => {
                self.push(" limit ");
                self.limit_expr(limit);
                if let Some(offset) = offset {
                    self.push(" offset ");
                    self.limit_expr(offset);
                }
            }
            (None, Some(offset)) => {
                // SQLite has no offset without a limit; -1 is its word for "all".
                self.push(if self.dialect == Dialect::Sqlite { " limit -1 offset " } else { " offset " });
                self.limit_expr(offset);
            }
        }
    }

    /// A negative limit means "all" to SQLite and an error to PostgreSQL: here it means none.
    fn limit_expr(&mut self, expr: &Expr) {
        if let ExprKind::Integer(number) = expr.kind {
            self.push(&number.to_string());
            return;
        }
        match self.dialect {
            Dialect::Sqlite => self.push("max("),
            Dialect::Postgres => self.push("greatest("),
            Dialect::Portable => return self.expr(expr),
        }
        self.expr(expr);
        self.push(", 0)");
    }

    // Writes

    fn insert(&mut self, insert: &Insert) {
        self.push("insert into ");
        self.name(&insert.target.table);
        self.push(" (");
        self.names(&insert.columns);
        self.push(") ");
        let mut rows = insert.rows.clone();
        if insert.conflict.is_some() && self.dialect == Dialect::Sqlite {
            where_true(&mut rows);
        }
        self.query(&rows);
        if let Some(conflict) = &insert.conflict {
            self.conflict(conflict);
        }
        self.returning(&insert.returning);
    }

    fn conflict(&mut self, conflict: &Conflict) {
        self.push(" on conflict");
        if !conflict.columns.is_empty() {
            self.push(" (");
            self.names(&conflict.columns);
            self.push(")");
        }
        match &conflict.update {
            None => self.push(" do nothing"),
            Some(update) => {
                self.push(" do update set ");
                self.assignments(&update.set);
                self.filter(update.filter.as_ref());
            }
        }
    }

    fn assignments(&mut self, set: &[Assignment]) {
        self.list(set, |printer, Assignment { column, value }| {
            printer.name(column);
            printer.push(" = ");
            printer.expr(value);
        });
    }

    fn returning(&mut self, returning: &[OutputExpr]) {
        if returning.is_empty() {
            return;
        }
        self.push(" returning ");
        // SQLite's `returning` knows neither aliases nor other tables; the tree only holds columns
        // of the written row here, so bare names say the same.
        self.bare_columns = self.dialect == Dialect::Sqlite;
        self.outputs(returning);
        self.bare_columns = false;
    }

    fn target(&mut self, target: &Target) {
        self.name(&target.table);
        self.alias(&target.table, &target.alias);
    }

    fn update(&mut self, update: &Update) {
        self.push("update ");
        self.target(&update.target);
        self.push(" set ");
        self.assignments(&update.set);
        if let Some(from) = &update.from {
            self.push(" from ");
            self.from(from);
        }
        self.filter(update.filter.as_ref());
        self.returning(&update.returning);
    }

    fn delete(&mut self, delete: &Delete) {
        self.push("delete from ");
        self.target(&delete.target);
        self.filter(delete.filter.as_ref());
        self.returning(&delete.returning);
    }
}

/// SQLite takes the `on` of `on conflict` for a join's, unless the select ends in a `where`.
fn where_true(rows: &mut Query) {
    let last = match &mut rows.body {
        SetBody::Select(select) => &mut **select,
        SetBody::Union { first, rest } => rest.last_mut().map_or(&mut **first, |part| &mut part.select),
        SetBody::Values(_) => return,
    };
    if last.from.is_some() && last.filter.is_none() {
        let ty = crate::types::ExprType::new(SqlType::Boolean, false);
        last.filter = Some(Expr { kind: ExprKind::Boolean(true), ty });
    }
}
