//! Create index, drop index.

use super::Gate;
use crate::reach;
use crate::refusal::Lowered;
use crate::schema::{Constraint, ConstraintKind, Index};
use crate::tree::{Change, CreateIndex, ExprKind, IndexKey};
use crate::types::SqlType;
use sqlparser::ast;
use std::collections::BTreeSet;

impl Gate<'_> {
    pub(super) fn create_index(&mut self, index: &ast::CreateIndex) -> Lowered<Change> {
        let ast::CreateIndex {
            name,
            table_name,
            using,
            columns,
            unique,
            concurrently,
            r#async,
            if_not_exists,
            include,
            nulls_distinct,
            with,
            predicate,
            index_options,
            alter_options,
        } = index;
        self.absent(*if_not_exists, "if not exists", "leave it out: each migration runs exactly once")?;
        let odd = using.is_some()
            || *concurrently
            || *r#async
            || !include.is_empty()
            || nulls_distinct.is_some()
            || !with.is_empty()
            || !index_options.is_empty()
            || !alter_options.is_empty();
        self.absent(
            odd,
            "an addition to create index",
            "write `create [unique] index name on t (a, b) [where ..]`",
        )?;
        let Some(name) = name else {
            return Err(self.no(
                table_name,
                "the index has no name",
                "write `create index t_by_column on t (column)`",
            ));
        };
        let index_name = self.lower().single_name(name)?;
        self.prefixed(name, &index_name, "index")?;
        self.fresh_index(name, &index_name)?;
        if *unique {
            self.fresh_rule(name, &index_name)?;
        }
        let mut relation = self.own_table(table_name)?;
        let mut keys = Vec::new();
        for ast::IndexColumn { column, operator_class } in columns {
            self.absent(operator_class.is_some(), "an operator class", "leave it out")?;
            let ast::OrderByExpr { expr, options, with_fill } = column;
            let ast::OrderByOptions { sort, nulls_first } = options;
            self.absent(
                with_fill.is_some() || nulls_first.is_some(),
                "nulls first / last in an index",
                "leave it out",
            )?;
            let mut lower = self.lower();
            lower.enter_table(&relation);
            let lowered = lower.expr(expr)?;
            let constant = {
                let mut any = false;
                reach::columns(&lowered, &mut |_, _| any = true);
                !any
            };
            if constant {
                return Err(self.no(
                    expr,
                    "the key does not depend on the row",
                    "name a column, or a function of one",
                ));
            }
            let descending = match sort {
                None | Some(ast::OrderBySort::Asc) => false,
                Some(ast::OrderBySort::Desc) => true,
                Some(ast::OrderBySort::Using(_)) => {
                    return Err(self.no(expr, "`using` is not portable", "write `asc` or `desc`"));
                }
            };
            keys.push(IndexKey { expr: lowered, descending });
        }
        let filter = match predicate {
            None => None,
            Some(predicate) => {
                let mut lower = self.lower();
                lower.enter_table(&relation);
                let lowered = lower.expr(predicate)?;
                if !lowered.ty.is(SqlType::Boolean) {
                    return Err(self.no(
                        predicate,
                        "the `where` of an index is a condition",
                        "compare something",
                    ));
                }
                Some(lowered)
            }
        };
        let mut touched = BTreeSet::new();
        for expr in keys.iter().map(|key| &key.expr).chain(&filter) {
            reach::columns(expr, &mut |_, column| {
                touched.insert(column.to_string());
            });
        }
        if *unique {
            let plain: Vec<String> = keys
                .iter()
                .filter_map(|key| match &key.expr.kind {
                    ExprKind::Column { column, .. } => Some(column.clone()),
                    _ => None,
                })
                .collect();
            let whole = filter.is_none() && plain.len() == keys.len();
            relation.constraints.push(Constraint {
                name: index_name.clone(),
                kind: if whole { ConstraintKind::Unique } else { ConstraintKind::PartialUnique },
                columns: if plain.len() == keys.len() { plain } else { Vec::new() },
            });
            if !self.new_tables.contains(&relation.name) {
                // The running release may write rows that the new rule refuses.
                self.contracting();
            }
        }
        relation.indexes.push(Index { name: index_name.clone(), unique: *unique, columns: touched });
        let table = relation.name.clone();
        self.schema.add_relation(relation);
        Ok(Change::CreateIndex(CreateIndex { name: index_name, table, unique: *unique, keys, filter }))
    }

    pub(super) fn drop_index(&mut self, name: &ast::ObjectName) -> Lowered<Change> {
        let index_name = self.lower().single_name(name)?;
        let owner = self
            .schema
            .relations()
            .find(|relation| relation.indexes.iter().any(|index| index.name == index_name))
            .map(|relation| relation.name.clone());
        let Some(owner) = owner else {
            return Err(self.no(
                name,
                format!("there is no index `{index_name}` of this plugin"),
                "drop an index that a migration created with `create index`",
            ));
        };
        let relation = self.schema.get_mut(&owner).expect("found above");
        let unique = relation.indexes.iter().any(|index| index.name == index_name && index.unique);
        relation.indexes.retain(|index| index.name != index_name);
        relation.constraints.retain(|constraint| constraint.name != index_name);
        if unique {
            // `on conflict` of the running release may rely on it.
            self.contracting();
        }
        Ok(Change::DropIndex { index: index_name })
    }
}
