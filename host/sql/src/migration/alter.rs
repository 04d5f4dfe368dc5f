//! Alter and drop table.

use super::Gate;
use crate::refusal::Lowered;
use crate::schema::Relation;
use crate::tree::{Change, ExprKind, Rule};
use sqlparser::ast;

impl Gate<'_> {
    pub(super) fn alter_table(&mut self, alter: &ast::AlterTable) -> Lowered<Change> {
        let ast::AlterTable {
            name,
            if_exists,
            only,
            operations,
            location,
            on_cluster,
            table_type,
            end_token: _,
        } = alter;
        let odd = *if_exists || *only || location.is_some() || on_cluster.is_some() || table_type.is_some();
        self.absent(odd, "an addition to alter table", "write `alter table t add column ..`")?;
        let relation = self.own_table(name)?;
        let [operation] = operations.as_slice() else {
            return Err(self.no(
                name,
                "several changes stand in one `alter table`",
                "write one `alter table` per column",
            ));
        };
        use ast::AlterTableOperation as Op;
        match operation {
            Op::AddColumn { column_keyword: _, if_not_exists, column_def, column_position } => {
                self.absent(*if_not_exists || column_position.is_some(), "if not exists / position", "write `add column name type`")?;
                self.add_column(relation, column_def)
            }
            Op::DropColumn { has_column_keyword: _, column_names, if_exists, drop_behavior } => {
                self.absent(*if_exists || drop_behavior.is_some(), "if exists / cascade", "write `drop column name`")?;
                let [column] = column_names.as_slice() else {
                    return Err(self.no(name, "several columns are dropped at once", "write one `alter table` per column"));
                };
                self.drop_column(relation, column)
            }
            Op::AddConstraint { .. } => Err(self.no(
                name,
                "a constraint cannot be added to an existing table on SQLite",
                "for `unique` write `create unique index`; for others create a new table, copy the rows, drop the old one",
            )),
            Op::RenameColumn { .. } | Op::RenameTable { .. } | Op::RenameConstraint { .. } => Err(self.no(
                name,
                "renaming breaks the release that is still running",
                "add the new column, copy the values with `update`, and drop the old one in a later release",
            )),
            Op::AlterColumn { .. } => Err(self.no(
                name,
                "a column cannot be altered in place on SQLite",
                "add a new column, copy the values with `update`, and drop the old one in a later release",
            )),
            _ => Err(self.no(
                name,
                "this change is not part of the portable dialect",
                "`alter table` adds a column or drops one",
            )),
        }
    }

    pub(super) fn add_column(&mut self, mut relation: Relation, column: &ast::ColumnDef) -> Lowered<Change> {
        self.add_column_to(&mut relation, column)?;
        let (def, keys) = self.column_def(&mut relation, column)?;
        if !keys.is_empty() {
            return Err(self.no(
                &column.name,
                "a key cannot be added together with a column on SQLite",
                "add the column, then `create unique index`",
            ));
        }
        let has_value = def.default.as_ref().is_some_and(|default| default.kind != ExprKind::Null);
        if def.not_null && !has_value {
            return Err(self.no(
                &column.name,
                format!("`{}` is not null, but the rows that exist have no value for it", def.name),
                "give it a `default`, or leave `not null` out",
            ));
        }
        let refers = def.rules.iter().any(|rule| matches!(rule, Rule::ForeignKey { .. }));
        if refers && has_value {
            return Err(self.no(
                &column.name,
                "a new reference cannot have a default on SQLite",
                "leave the default out and fill the column with `update`",
            ));
        }
        let table = relation.name.clone();
        self.schema.add_relation(relation);
        Ok(Change::AddColumn { table, column: def })
    }

    pub(super) fn drop_column(&mut self, mut relation: Relation, column: &ast::Ident) -> Lowered<Change> {
        let name = self.name(column)?;
        self.known_columns(column, &relation, std::slice::from_ref(&name))?;
        if relation.is_append_only() {
            return Err(self.no(
                column,
                format!("`{}` is append-only: its rows keep what they say", relation.name),
                "add a column and use that one from now on",
            ));
        }
        let index = relation.indexes.iter().find(|index| index.columns.contains(&name));
        if let Some(index) = index {
            return Err(self.no(
                column,
                format!("the index `{}` uses `{name}`", index.name),
                format!("write `drop index {};` before it", index.name),
            ));
        }
        if let Some(rule) = relation.constraints.iter().find(|rule| rule.columns.contains(&name)) {
            let rule = if rule.name.is_empty() { "a key" } else { &rule.name };
            return Err(self.no(
                column,
                format!("`{rule}` uses `{name}`"),
                "create a new table without the column, copy the rows, drop the old one",
            ));
        }
        if relation.columns.len() == 1 {
            return Err(self.no(
                column,
                "it is the last column",
                format!("write `drop table {}`", relation.name),
            ));
        }
        relation.columns.retain(|column| column.name != name);
        relation.defaults.remove(&name);
        let table = relation.name.clone();
        self.schema.add_relation(relation);
        self.contracting();
        Ok(Change::DropColumn { table, column: name })
    }

    pub(super) fn drop_table(&mut self, name: &ast::ObjectName) -> Lowered<Change> {
        let relation = self.own_table(name)?;
        if relation.is_append_only() {
            return Err(self.no(
                name,
                format!("`{}` is append-only: it keeps its rows for ever", relation.name),
                "leave the table; stop writing to it",
            ));
        }
        self.schema.remove(&relation.name);
        self.new_tables.remove(&relation.name);
        self.contracting();
        Ok(Change::DropTable { table: relation.name })
    }
}
