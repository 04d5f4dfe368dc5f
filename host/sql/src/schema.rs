//! What a plugin may name: its own tables and the exchange views of the contracts it requires.

use crate::types::ColumnType;
use std::collections::{BTreeMap, BTreeSet};

/// A named column of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub ty: ColumnType,
}

impl Column {
    pub fn new(name: impl Into<String>, ty: ColumnType) -> Column {
        Column { name: name.into(), ty }
    }
}

/// Whether a relation may be written, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelationKind {
    /// A table of this plugin. `append_only`: rows are inserted, never updated or deleted.
    Own { append_only: bool },
    /// A view of another plugin's data; read only.
    Exchange,
}

/// A named rule of a table. On SQLite the engine names columns instead of the rule when a
/// `unique` is violated; `columns` lets the host find the name again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Empty for an unnamed primary key.
    pub name: String,
    pub kind: ConstraintKind,
    /// Empty for checks and for indexes over expressions.
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstraintKind {
    PrimaryKey,
    Unique,
    /// A unique index with a `where`: holds for some rows only, so `on conflict` cannot use it.
    PartialUnique,
    Check,
    ForeignKey,
}

/// An index that is not a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    pub name: String,
    pub unique: bool,
    /// Every column its keys and its `where` mention.
    pub columns: BTreeSet<String>,
}

/// A table or an exchange view, as statements see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    pub name: String,
    pub columns: Vec<Column>,
    pub kind: RelationKind,
    pub constraints: Vec<Constraint>,
    pub indexes: Vec<Index>,
    /// Columns an `insert` may leave out although they are not nullable.
    pub defaults: BTreeSet<String>,
}

impl Relation {
    pub fn new(name: impl Into<String>, columns: Vec<Column>, kind: RelationKind) -> Relation {
        Relation {
            name: name.into(),
            columns,
            kind,
            constraints: Vec::new(),
            indexes: Vec::new(),
            defaults: BTreeSet::new(),
        }
    }

    /// An exchange view, for example `x_clients_client`.
    pub fn exchange(name: impl Into<String>, columns: Vec<Column>) -> Relation {
        Relation::new(name, columns, RelationKind::Exchange)
    }

    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The name of the `unique` or primary key over exactly these columns, if it has one.
    pub fn constraint_over(&self, columns: &[&str]) -> Option<&str> {
        self.constraints
            .iter()
            .find(|c| match c.kind {
                ConstraintKind::PrimaryKey | ConstraintKind::Unique | ConstraintKind::PartialUnique => {
                    c.columns == columns
                }
                ConstraintKind::Check | ConstraintKind::ForeignKey => false,
            })
            .map(|c| c.name.as_str())
    }

    /// Is there a whole (not partial) key over this set of columns, in any order?
    pub(crate) fn has_key(&self, columns: &BTreeSet<String>) -> bool {
        self.constraints.iter().any(|c| match c.kind {
            ConstraintKind::PrimaryKey | ConstraintKind::Unique => {
                c.columns.iter().cloned().collect::<BTreeSet<_>>() == *columns
            }
            ConstraintKind::PartialUnique | ConstraintKind::Check | ConstraintKind::ForeignKey => false,
        })
    }

    pub(crate) fn is_append_only(&self) -> bool {
        matches!(self.kind, RelationKind::Own { append_only: true })
    }
}

/// All relations a plugin's statements may name.
/// Own tables come from its migrations ([`crate::lower_migration`]), views from contracts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schema {
    relations: BTreeMap<String, Relation>,
}

impl Schema {
    pub fn new() -> Schema {
        Schema::default()
    }

    /// Adds a relation, or replaces the one of the same name.
    pub fn add_relation(&mut self, relation: Relation) {
        self.relations.insert(relation.name.clone(), relation);
    }

    pub fn get(&self, name: &str) -> Option<&Relation> {
        self.relations.get(name)
    }

    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.values()
    }

    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Relation> {
        self.relations.get_mut(name)
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.relations.remove(name);
    }

    /// The relation whose name is nearest to `wanted`, for "did you mean".
    pub(crate) fn nearest(&self, wanted: &str) -> Option<&str> {
        nearest(self.relations.keys().map(String::as_str), wanted)
    }
}

/// The candidate within a third of the word's length in edits (rounded up), if any.
pub(crate) fn nearest<'a>(candidates: impl Iterator<Item = &'a str>, wanted: &str) -> Option<&'a str> {
    candidates
        .map(|candidate| (edits(candidate, wanted), candidate))
        .filter(|(edits, _)| *edits <= wanted.len().div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance over bytes; identifiers are ASCII.
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let here = if x == y { corner } else { 1 + corner.min(row[j]).min(row[j + 1]) };
            corner = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[b.len()]
}
