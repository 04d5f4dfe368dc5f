//! Columns.

use super::Gate;
use crate::refusal::Lowered;
use crate::schema::{Column, Relation};
use crate::tree::{ColumnDef, Expr, ExprKind, Rule};
use crate::types::{ColumnType, SqlType};
use sqlparser::ast::{self, ColumnOption};

/// Columns every row of an engine already has under these names.
const SYSTEM_COLUMNS: [&str; 9] =
    ["rowid", "oid", "_rowid_", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"];

impl Gate<'_> {
    /// The column's name and type, for rules that refer to it.
    pub(super) fn add_column_to(&mut self, relation: &mut Relation, column: &ast::ColumnDef) -> Lowered<()> {
        let name = self.name(&column.name)?;
        if SYSTEM_COLUMNS.contains(&name.as_str()) {
            return Err(self.no(
                &column.name,
                format!("`{name}` is a hidden column of the engine"),
                "choose another name",
            ));
        }
        if relation.column(&name).is_some() {
            return Err(self.no(&column.name, format!("`{name}` is defined twice"), "choose another name"));
        }
        let ty = self.lower().data_type(&column.name, &column.data_type)?;
        let not_null = column
            .options
            .iter()
            .any(|option| matches!(option.option, ColumnOption::NotNull | ColumnOption::PrimaryKey(_)));
        if column.options.iter().any(|option| matches!(option.option, ColumnOption::Default(_))) {
            relation.defaults.insert(name.clone());
        }
        relation.columns.push(Column::new(name, ColumnType::new(ty, !not_null)));
        Ok(())
    }

    /// The column as it is printed, and the keys written beside it (which stand with the table's).
    pub(super) fn column_def(
        &mut self,
        relation: &mut Relation,
        column: &ast::ColumnDef,
    ) -> Lowered<(ColumnDef, Vec<Rule>)> {
        let ast::ColumnDef { name, data_type: _, options } = column;
        let name = self.name(name)?;
        let ty = relation.column(&name).expect("added before").ty.ty;
        let mut def = ColumnDef { name: name.clone(), ty, not_null: false, default: None, rules: Vec::new() };
        let mut keys = Vec::new();
        let mut pending_name = None;
        for ast::ColumnOptionDef { name: rule_name, option } in options {
            let rule_name = match rule_name {
                Some(ident) => Some(self.name(ident)?),
                None => pending_name.take(),
            };
            match option {
                ColumnOption::Null => {}
                ColumnOption::NotNull => def.not_null = true,
                ColumnOption::Default(value) => def.default = Some(self.default(value, &name, ty)?),
                ColumnOption::PrimaryKey(key) => {
                    self.plain_primary(key)?;
                    let name_of_key = rule_name.or(self.own_rule_name(key.name.as_ref())?);
                    keys.push(self.primary_key(relation, name_of_key, vec![name.clone()])?);
                }
                ColumnOption::Unique(unique) => {
                    self.plain_unique(unique)?;
                    let name_of_key = rule_name.or(self.own_rule_name(unique.name.as_ref())?);
                    keys.push(self.unique(relation, name_of_key, vec![name.clone()])?);
                }
                ColumnOption::Check(check) => {
                    let rule_name = rule_name.or(self.own_rule_name(check.name.as_ref())?);
                    def.rules.push(self.check(relation, rule_name, check)?);
                }
                ColumnOption::ForeignKey(key) => {
                    let rule_name = rule_name.or(self.own_rule_name(key.name.as_ref())?);
                    def.rules.push(self.foreign_key(relation, rule_name, vec![name.clone()], key)?);
                }
                ColumnOption::Collation(_) => {
                    return Err(self.no_here(
                        "`collate` is not portable",
                        "leave it out: text sorts bytewise on both engines",
                    ));
                }
                ColumnOption::Generated { .. }
                | ColumnOption::Identity(_)
                | ColumnOption::Materialized(_) => {
                    return Err(self.no_here(
                        "generated columns are not portable",
                        "compute the value in Rust and store it",
                    ));
                }
                _ => {
                    return Err(self.no_here(
                        format!("`{option}` is not part of the portable dialect"),
                        "a column has a type, `not null`, `default`, and named checks and keys",
                    ));
                }
            }
        }
        Ok((def, keys))
    }

    pub(super) fn own_rule_name(&mut self, ident: Option<&ast::Ident>) -> Lowered<Option<String>> {
        ident.map(|ident| self.name(ident)).transpose()
    }

    /// A literal of the column's type.
    pub(super) fn default(&mut self, value: &ast::Expr, column: &str, ty: SqlType) -> Lowered<Expr> {
        let mut lower = self.lower();
        lower.enter_rules();
        let lowered = lower.expr(value)?;
        let literal = match &lowered.kind {
            ExprKind::Null
            | ExprKind::Text(_)
            | ExprKind::Integer(_)
            | ExprKind::Double(_)
            | ExprKind::Boolean(_) => true,
            ExprKind::Negate(inner) => matches!(inner.kind, ExprKind::Integer(_) | ExprKind::Double(_)),
            _ => false,
        };
        if !literal {
            return Err(self.no(
                value,
                format!("the default of `{column}` is not a literal"),
                "write a text, number, true or false; ids and times are given by the insert",
            ));
        }
        if !lowered.ty.is(ty) {
            return Err(self.no(
                value,
                format!("`{column}` is {ty}, its default is {}", lowered.ty.name()),
                format!("write a {ty} literal"),
            ));
        }
        Ok(lowered)
    }
}
