//! The second, stricter gate: what may change a plugin's tables.
//!
//! A migration file holds statements separated by `;`, runs once, and sees nothing but the plugin's
//! own tables. Expand first, contract in a later release: each file says which of the two it is.

mod data; // insert, update, delete inside a migration
mod index; // create index, drop index
mod table; // create table
mod column; // columns
mod rule; // keys, checks, references
mod alter; // alter and drop table

use crate::lower::Lower;
use crate::place::Place;
use crate::print::{self, Dialect, Engine};
use crate::refusal::{At, Lowered, No, Refusal};
use crate::schema::{ConstraintKind, Relation, RelationKind, Schema};
use crate::text;
use crate::tree::Change;
use sqlparser::ast::{Ident, ObjectName, ObjectType, Statement};
use std::collections::BTreeSet;

/// Whether the previous release still works after the migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Only adds: the old release keeps running, and going back needs nothing.
    Additive,
    /// Takes something away, or makes a rule stricter: going back needs the backup.
    Contracting,
}

/// A lowered migration file.
#[derive(Debug, Clone, PartialEq)]
pub struct Migration {
    pub statements: Vec<Change>,
    pub class: Class,
}

impl Migration {
    /// The statements for an engine, to be run in this order in one transaction.
    pub fn print(&self, engine: Engine) -> Vec<String> {
        self.statements.iter().flat_map(|change| print::change(change, engine.into())).collect()
    }

    /// The same migration in the portable dialect; lowering it again gives the same tree.
    pub fn portable(&self) -> String {
        self.statements
            .iter()
            .flat_map(|change| print::change(change, Dialect::Portable))
            .map(|statement| statement + ";\n")
            .collect()
    }
}

/// Lowers a migration file and applies it to `schema`.
///
/// # Errors
/// A [`Refusal`] for the first statement that is not allowed; `schema` is then as before.
pub fn lower_migration(
    plugin: &str,
    file: &str,
    text: &str,
    schema: &mut Schema,
    append_only: &BTreeSet<String>,
) -> Result<Migration, Refusal> {
    let mut gate = Gate {
        plugin,
        append_only,
        schema: schema.clone(),
        new_tables: BTreeSet::new(),
        class: Class::Additive,
        here: At::START,
    };
    let statements = crate::on_a_deep_stack(|| gate.file(text)).map_err(|no| no.into_refusal(file, text))?;
    *schema = gate.schema;
    Ok(Migration { statements, class: gate.class })
}

struct Gate<'a> {
    plugin: &'a str,
    append_only: &'a BTreeSet<String>,
    schema: Schema,
    /// Created by this very file: nothing of the old release can depend on them.
    new_tables: BTreeSet<String>,
    class: Class,
    here: At,
}

impl Gate<'_> {
    fn file(&mut self, text: &str) -> Lowered<Vec<Change>> {
        crate::check_plugin(self.plugin)?;
        let scanned = text::scan(text, text::MIGRATION_BYTES_MAX)?;
        if let Some((name, at)) = scanned.params.first() {
            return Err(No::new(*at, format!("`:{name}`: a migration has no parameters"), "write a literal"));
        }
        let statements = crate::parse(&scanned.code)?;
        if statements.is_empty() {
            return Err(No::new(
                At::START,
                "the migration is empty",
                "delete the file, or create a table in it",
            ));
        }
        let changes = statements.iter().map(|statement| self.statement(statement)).collect::<Lowered<_>>()?;
        crate::nothing_swallowed(&scanned.code, &statements)?;
        Ok(changes)
    }

    fn statement(&mut self, statement: &Statement) -> Lowered<Change> {
        self.here = statement.at().or(self.here);
        match statement {
            Statement::CreateTable(table) => self.create_table(table),
            Statement::CreateIndex(index) => self.create_index(index),
            Statement::AlterTable(alter) => self.alter_table(alter),
            Statement::Drop {
                object_type,
                if_exists,
                names,
                cascade,
                restrict,
                purge,
                temporary,
                table,
            } => {
                let odd = *if_exists || *cascade || *restrict || *purge || *temporary || table.is_some();
                self.absent(odd, "an addition to drop", "write `drop table t` or `drop index i`")?;
                match (object_type, names.as_slice()) {
                    (ObjectType::Table, [name]) => self.drop_table(name),
                    (ObjectType::Index, [name]) => self.drop_index(name),
                    _ => Err(self.no_here("this cannot be dropped", "drop one table or one index per statement")),
                }
            }
            Statement::Insert(_) | Statement::Update(_) | Statement::Delete(_) | Statement::Query(_) => {
                self.data(statement)
            }
            _ => Err(self.no_here(
                "this statement is not allowed in a migration",
                "migrations create, alter and drop the plugin's own tables and indexes, and insert, update or \
                 delete in them; there are no views, triggers or functions",
            )),
        }
    }

    // Names and places

    fn no(&self, node: &impl Place, message: impl Into<String>, help: impl Into<String>) -> No {
        No::new(node.at().or(self.here), message, help)
    }

    fn no_here(&self, message: impl Into<String>, help: impl Into<String>) -> No {
        No::new(self.here, message, help)
    }

    fn absent(&self, present: bool, what: &str, help: &str) -> Lowered<()> {
        if present {
            return Err(self.no_here(format!("`{what}` is not part of the portable dialect"), help));
        }
        Ok(())
    }

    fn lower(&self) -> Lower<'_> {
        Lower::new(self.plugin, &self.schema, &[])
    }

    fn name(&mut self, ident: &Ident) -> Lowered<String> {
        self.here = ident.at().or(self.here);
        self.lower().name(ident)
    }

    fn names(&mut self, idents: &[Ident]) -> Lowered<Vec<String>> {
        idents.iter().map(|ident| self.name(ident)).collect()
    }

    /// A name that carries the plugin's id, as tables, indexes and constraints do: they share one
    /// space of names with those of every other plugin.
    fn prefixed(&mut self, place: &impl Place, name: &str, what: &str) -> Lowered<()> {
        if name.strip_prefix(self.plugin).is_some_and(|rest| rest.starts_with('_') && rest.len() > 1) {
            return Ok(());
        }
        Err(self.no(
            place,
            format!("the {what} `{name}` does not carry the plugin's id"),
            format!("call it `{}_{}`", self.plugin, name.trim_start_matches('_')),
        ))
    }

    /// A table of this plugin.
    fn own_table(&mut self, name: &ObjectName) -> Lowered<Relation> {
        let single = self.lower().single_name(name)?;
        self.here = name.at().or(self.here);
        self.prefixed(name, &single, "table")?;
        match self.schema.get(&single) {
            Some(relation) if relation.kind != RelationKind::Exchange => Ok(relation.clone()),
            Some(_) | None => {
                let near = self.schema.nearest(&single).map(|near| format!("did you mean `{near}`? "));
                Err(self.no(
                    name,
                    format!("there is no table `{single}` yet"),
                    format!("{}create it first, in this file or an earlier one", near.unwrap_or_default()),
                ))
            }
        }
    }

    fn known_columns(&self, place: &impl Place, relation: &Relation, columns: &[String]) -> Lowered<()> {
        for (index, column) in columns.iter().enumerate() {
            if relation.column(column).is_none() {
                let names = relation.columns.iter().map(|column| column.name.as_str());
                let help = crate::schema::nearest(names, column).map_or_else(
                    || "add the column first".to_string(),
                    |near| format!("did you mean `{near}`?"),
                );
                return Err(self.no(place, format!("`{}` has no column `{column}`", relation.name), help));
            }
            if columns[..index].contains(column) {
                return Err(self.no(place, format!("`{column}` is named twice"), "name each column once"));
            }
        }
        Ok(())
    }

    /// Constraint names are unique within the plugin, because they become field messages.
    fn fresh_rule(&self, place: &impl Place, name: &str) -> Lowered<()> {
        let taken = self
            .schema
            .relations()
            .any(|relation| relation.constraints.iter().any(|constraint| constraint.name == name));
        if taken {
            return Err(self.no(place, format!("`{name}` exists already"), "choose another name"));
        }
        Ok(())
    }

    /// Tables, indexes and keys share one space of names on both engines.
    fn fresh_index(&self, place: &impl Place, name: &str) -> Lowered<()> {
        let taken = self.schema.relations().any(|relation| {
            relation.name == name
                || relation.indexes.iter().any(|index| index.name == name)
                || relation.constraints.iter().any(|constraint| {
                    constraint.name == name
                        && !matches!(constraint.kind, ConstraintKind::Check | ConstraintKind::ForeignKey)
                })
        });
        if taken {
            return Err(self.no(place, format!("`{name}` exists already"), "choose another name"));
        }
        Ok(())
    }

    fn contracting(&mut self) {
        self.class = Class::Contracting;
    }
}
