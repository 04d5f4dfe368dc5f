//! Keys, checks and references.

use super::Gate;
use crate::lower::is_identifier;
use crate::place::Place;
use crate::refusal::Lowered;
use crate::schema::{Constraint, ConstraintKind, Relation};
use crate::tree::{OnDelete, Rule};
use crate::types::SqlType;
use sqlparser::ast::{self, TableConstraint};
use std::collections::BTreeSet;

impl Gate<'_> {
    pub(super) fn table_rule(
        &mut self,
        relation: &mut Relation,
        constraint: &TableConstraint,
    ) -> Lowered<Rule> {
        match constraint {
            TableConstraint::PrimaryKey(key) => {
                self.plain_primary(key)?;
                let name = self.own_rule_name(key.name.as_ref())?;
                let columns = self.key_columns(&key.columns)?;
                self.primary_key(relation, name, columns)
            }
            TableConstraint::Unique(unique) => {
                self.plain_unique(unique)?;
                let name = self.own_rule_name(unique.name.as_ref())?;
                let columns = self.key_columns(&unique.columns)?;
                self.unique(relation, name, columns)
            }
            TableConstraint::Check(check) => {
                let name = self.own_rule_name(check.name.as_ref())?;
                self.check(relation, name, check)
            }
            TableConstraint::ForeignKey(key) => {
                let name = self.own_rule_name(key.name.as_ref())?;
                let columns = self.names(&key.columns)?;
                self.foreign_key(relation, name, columns, key)
            }
            _ => Err(self.no_here(
                format!("`{constraint}` is not part of the portable dialect"),
                "constraints are primary key, unique, check and foreign key; indexes are made with create index; \
                 bookings that may not overlap are claims of the host",
            )),
        }
    }

    pub(super) fn plain_primary(&self, key: &ast::PrimaryKeyConstraint) -> Lowered<()> {
        let ast::PrimaryKeyConstraint {
            name: _,
            index_name,
            index_type,
            columns: _,
            include,
            index_options,
            characteristics,
        } = key;
        let odd = index_name.is_some()
            || index_type.is_some()
            || !include.is_empty()
            || !index_options.is_empty()
            || characteristics.is_some();
        self.absent(odd, "an addition to primary key", "write `primary key (a, b)`")
    }

    pub(super) fn plain_unique(&self, unique: &ast::UniqueConstraint) -> Lowered<()> {
        let ast::UniqueConstraint {
            name: _,
            index_name,
            index_type_display,
            index_type,
            columns: _,
            include,
            index_options,
            characteristics,
            nulls_distinct,
        } = unique;
        let odd = index_name.is_some()
            || !index_type_display.is_none()
            || index_type.is_some()
            || !include.is_empty()
            || !index_options.is_empty()
            || characteristics.is_some()
            || *nulls_distinct != ast::NullsDistinctOption::None;
        self.absent(odd, "an addition to unique", "write `constraint name unique (a, b)`")
    }

    /// The columns of a key: bare names, no order, no expressions.
    pub(super) fn key_columns(&mut self, columns: &[ast::IndexColumn]) -> Lowered<Vec<String>> {
        let mut names = Vec::new();
        for ast::IndexColumn { column, operator_class } in columns {
            let ast::OrderByExpr { expr, options, with_fill } = column;
            let plain = operator_class.is_none()
                && options.sort.is_none()
                && options.nulls_first.is_none()
                && with_fill.is_none();
            match expr {
                ast::Expr::Identifier(ident) if plain => names.push(self.name(ident)?),
                _ => {
                    return Err(self.no(
                        expr,
                        "a key is made of bare columns",
                        "an expression can have a `create unique index`",
                    ));
                }
            }
        }
        Ok(names)
    }

    pub(super) fn primary_key(
        &mut self,
        relation: &mut Relation,
        name: Option<String>,
        columns: Vec<String>,
    ) -> Lowered<Rule> {
        let place = ast::Ident::new(relation.name.clone());
        self.known_columns(&place, relation, &columns)?;
        if let Some(name) = &name {
            self.prefixed(&place, name, "constraint")?;
            self.fresh_rule(&place, name)?;
            self.fresh_index(&place, name)?;
        }
        for column in &mut relation.columns {
            if columns.contains(&column.name) {
                column.ty.nullable = false;
            }
        }
        relation.constraints.push(Constraint {
            name: name.clone().unwrap_or_default(),
            kind: ConstraintKind::PrimaryKey,
            columns: columns.clone(),
        });
        Ok(Rule::PrimaryKey { name, columns })
    }

    pub(super) fn unique(
        &mut self,
        relation: &mut Relation,
        name: Option<String>,
        columns: Vec<String>,
    ) -> Lowered<Rule> {
        let place = ast::Ident::new(relation.name.clone());
        self.known_columns(&place, relation, &columns)?;
        let name = self.rule_name(relation, name, "unique", &columns.join("_"))?;
        relation.constraints.push(Constraint {
            name: name.clone(),
            kind: ConstraintKind::Unique,
            columns: columns.clone(),
        });
        Ok(Rule::Unique { name, columns })
    }

    pub(super) fn check(
        &mut self,
        relation: &mut Relation,
        name: Option<String>,
        check: &ast::CheckConstraint,
    ) -> Lowered<Rule> {
        let ast::CheckConstraint { name: _, expr, no_inherit, enforced } = check;
        self.here = expr.at().or(self.here);
        self.absent(
            *no_inherit || enforced.is_some(),
            "an addition to check",
            "write `constraint name check (..)`",
        )?;
        let name = self.rule_name(relation, name, "check", "ok")?;
        let mut lower = self.lower();
        lower.enter_table(relation);
        let lowered = lower.expr(expr)?;
        if !lowered.ty.is(SqlType::Boolean) {
            return Err(self.no(
                &**expr,
                format!("a check is a condition, this is {}", lowered.ty.name()),
                "compare something: `check (price_minor >= 0)`",
            ));
        }
        relation.constraints.push(Constraint {
            name: name.clone(),
            kind: ConstraintKind::Check,
            columns: Vec::new(),
        });
        Ok(Rule::Check { name, expr: lowered })
    }

    /// The given name, checked; a violation needs one to become a field's message.
    pub(super) fn rule_name(
        &mut self,
        relation: &Relation,
        name: Option<String>,
        what: &str,
        tail: &str,
    ) -> Lowered<String> {
        let Some(name) = name else {
            let example = format!("{}_{tail}", relation.name);
            let example = if is_identifier(&example) { example } else { format!("{}_{what}", relation.name) };
            return Err(self.no_here(
                format!("the {what} has no name"),
                format!("write `constraint {example} {what} (..)`: the name turns a violation into a field's message"),
            ));
        };
        let place = ast::Ident::new(name.clone());
        self.prefixed(&place, &name, "constraint")?;
        self.fresh_rule(&place, &name)?;
        if what == "unique" {
            self.fresh_index(&place, &name)?;
        }
        if relation.constraints.iter().any(|constraint| constraint.name == name) {
            return Err(self.no_here(format!("`{name}` exists already"), "choose another name"));
        }
        Ok(name)
    }

    pub(super) fn foreign_key(
        &mut self,
        relation: &mut Relation,
        name: Option<String>,
        columns: Vec<String>,
        key: &ast::ForeignKeyConstraint,
    ) -> Lowered<Rule> {
        let ast::ForeignKeyConstraint {
            name: _,
            index_name,
            columns: _,
            foreign_table,
            referred_columns,
            on_delete,
            on_update,
            match_kind,
            characteristics,
        } = key;
        let odd = index_name.is_some() || match_kind.is_some() || characteristics.is_some();
        self.absent(
            odd,
            "an addition to references",
            "write `references t (t_id)`, maybe with `on delete ..`",
        )?;
        self.absent(
            !matches!(on_update, None | Some(ast::ReferentialAction::NoAction)),
            "on update",
            "leave it out: ids never change",
        )?;
        let on_delete = match on_delete {
            None | Some(ast::ReferentialAction::NoAction) => OnDelete::NoAction,
            Some(ast::ReferentialAction::Restrict) => OnDelete::Restrict,
            Some(ast::ReferentialAction::Cascade) => OnDelete::Cascade,
            Some(ast::ReferentialAction::SetNull) => OnDelete::SetNull,
            Some(ast::ReferentialAction::SetDefault) => {
                return Err(self.no_here(
                    "`on delete set default` is rarely meant",
                    "write restrict, cascade or set null",
                ));
            }
        };
        if relation.is_append_only() && matches!(on_delete, OnDelete::Cascade | OnDelete::SetNull) {
            return Err(self.no_here(
                format!("`{}` is append-only: deleting its parent may not change its rows", relation.name),
                "write `on delete restrict`",
            ));
        }
        let table = self.lower().single_name(foreign_table)?;
        let place = foreign_table;
        let parent = if table == relation.name { relation.clone() } else { self.own_table(foreign_table)? };
        let referred = self.names(referred_columns)?;
        if referred.is_empty() {
            return Err(self.no(
                place,
                "the referred columns are not named",
                format!("write `references {table} ({table}_id)`"),
            ));
        }
        self.known_columns(place, relation, &columns)?;
        self.known_columns(place, &parent, &referred)?;
        let key: BTreeSet<String> = referred.iter().cloned().collect();
        // The key of the table being created may be written after this; `create_table` checks it at the end.
        let target_is_key = table == relation.name || parent.has_key(&key);
        if columns.len() != referred.len() || !target_is_key {
            return Err(self.no(
                place,
                format!("({}) is no key of `{table}`", referred.join(", ")),
                "refer to the columns of its primary key or of a unique constraint",
            ));
        }
        for (own, other) in columns.iter().zip(&referred) {
            let (own_ty, other_ty) = (relation.column(own), parent.column(other));
            if own_ty.map(|column| column.ty.ty) != other_ty.map(|column| column.ty.ty) {
                return Err(self.no(
                    place,
                    format!("`{own}` and `{table}.{other}` have different types"),
                    "give both the same type",
                ));
            }
        }
        if let Some(name) = &name {
            self.prefixed(place, name, "constraint")?;
            self.fresh_rule(place, name)?;
        }
        relation.constraints.push(Constraint {
            name: name.clone().unwrap_or_default(),
            kind: ConstraintKind::ForeignKey,
            columns: columns.clone(),
        });
        Ok(Rule::ForeignKey { name, columns, table, referred, on_delete })
    }
}
