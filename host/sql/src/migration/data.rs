//! Insert, update and delete inside a migration: own tables only, no parameters.

use super::Gate;
use crate::lower::Lower;
use crate::reach;
use crate::refusal::Lowered;
use crate::schema::{RelationKind, Schema};
use crate::tree::{Body, Change};
use sqlparser::ast::Statement;

impl Gate<'_> {
    pub(super) fn data(&mut self, statement: &Statement) -> Lowered<Change> {
        // Views of other plugins may not exist yet while a migration runs.
        let mut own = Schema::new();
        for relation in self.schema.relations().filter(|relation| relation.kind != RelationKind::Exchange) {
            own.add_relation(relation.clone());
        }
        let mut lower = Lower::new(self.plugin, &own, &[]);
        let tree = lower.statement(statement)?;
        let target = match &tree.body {
            Body::Select(_) => {
                return Err(self.no_here("a select changes nothing", "delete it from the migration"));
            }
            Body::Insert(_) | Body::Update(_) => None,
            Body::Delete(delete) => Some(delete.target.table.clone()),
        };
        debug_assert!(reach::of(&tree, &lower.sources).reads.keys().all(|name| own.get(name).is_some()));
        if target.is_some_and(|table| !self.new_tables.contains(&table)) {
            self.contracting();
        }
        Ok(Change::Data(tree))
    }
}
