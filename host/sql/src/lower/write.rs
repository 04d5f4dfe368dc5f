//! Insert, update, delete.

use super::query::Names;
use super::{Clause, Entry, Lower, Scope};
use crate::place::Place;
use crate::refusal::Lowered;
use crate::schema::Relation;
use crate::tree::{
    Assignment, Conflict, ConflictUpdate, Delete, ExprKind, Insert, OutputExpr, Query, SetBody, Target,
    Update,
};
use sqlparser::ast;
use std::collections::BTreeSet;

impl<'a> Lower<'a> {
    pub(super) fn insert(&mut self, insert: &ast::Insert) -> Lowered<Insert> {
        let ast::Insert {
            insert_token,
            optimizer_hints,
            or,
            ignore,
            into,
            table,
            table_alias,
            columns,
            overwrite,
            source,
            assignments,
            partitioned,
            after_columns,
            has_table_keyword,
            on,
            returning,
            output,
            replace_into,
            priority,
            insert_alias,
            settings,
            format_clause,
            multi_table_insert_type,
            multi_table_into_clauses,
            multi_table_when_clauses,
            multi_table_else_clause,
        } = insert;
        self.reach(&insert_token.0);
        self.absent(
            or.is_some() || *replace_into || *ignore || *overwrite,
            "insert or replace / ignore",
            "write `on conflict (key) do update set ..` or `on conflict do nothing`",
        )?;
        let odd = !optimizer_hints.is_empty()
            || !*into
            || !assignments.is_empty()
            || partitioned.is_some()
            || !after_columns.is_empty()
            || *has_table_keyword
            || output.is_some()
            || priority.is_some()
            || insert_alias.is_some()
            || settings.is_some()
            || format_clause.is_some()
            || multi_table_insert_type.is_some()
            || !multi_table_into_clauses.is_empty()
            || !multi_table_when_clauses.is_empty()
            || multi_table_else_clause.is_some();
        self.absent(odd, "this form of insert", "write `insert into t (a, b) values (:a, :b)`")?;
        self.absent(table_alias.is_some(), "an alias in insert", "refer to the table by its name")?;
        let ast::TableObject::TableName(name) = table else {
            return Err(self.no_here("this is no table", "write `insert into t (a, b) ..`"));
        };
        let relation = self.writable(name, "insert")?;
        let column_names = self.insert_columns(name, relation, columns)?;
        let Some(source) = source else {
            return Err(self.no_here("`default values` is not portable", "name the columns and their values"));
        };
        let rows = self.insert_rows(source, relation, &column_names)?;
        let target = Target {
            id: self.relation_source(relation),
            table: relation.name.clone(),
            alias: relation.name.clone(),
        };
        let conflict = match on {
            None => None,
            Some(ast::OnInsert::OnConflict(conflict)) => Some(self.conflict(conflict, relation, &target)?),
            Some(_) => {
                return Err(self.no_here(
                    "`on duplicate key` is not portable",
                    "write `on conflict (key) do update set x = excluded.x`",
                ));
            }
        };
        self.scopes.push(scope_of(&target));
        let returning = self.returning(returning.as_deref());
        self.scopes.pop();
        Ok(Insert { target, columns: column_names, rows, conflict, returning: returning? })
    }

    fn insert_columns(
        &mut self,
        name: &ast::ObjectName,
        relation: &Relation,
        columns: &[ast::ObjectName],
    ) -> Lowered<Vec<String>> {
        if columns.is_empty() {
            let all: Vec<&str> = relation.columns.iter().map(|column| column.name.as_str()).collect();
            return Err(self.no(
                name,
                "the columns are not named",
                format!("write `insert into {} ({}) ..`", relation.name, all.join(", ")),
            ));
        }
        let mut names: Vec<String> = Vec::new();
        for column in columns {
            let column_name = self.single_name(column)?;
            self.known_column(column, relation, &column_name)?;
            if names.contains(&column_name) {
                return Err(self.no(
                    column,
                    format!("`{column_name}` is named twice"),
                    "name each column once",
                ));
            }
            names.push(column_name);
        }
        let missing = relation.columns.iter().find(|column| {
            !column.ty.nullable && !relation.defaults.contains(&column.name) && !names.contains(&column.name)
        });
        match missing {
            None => Ok(names),
            Some(column) => Err(self.no(
                name,
                format!("`{}` is missing: it is not null and has no default", column.name),
                format!("add `{}` to the columns and give it a value", column.name),
            )),
        }
    }

    fn known_column(&self, place: &impl Place, relation: &Relation, column: &str) -> Lowered<()> {
        if relation.column(column).is_some() {
            return Ok(());
        }
        let names = relation.columns.iter().map(|column| column.name.as_str());
        let help = match crate::schema::nearest(names.clone(), column) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its columns are {}", names.collect::<Vec<_>>().join(", ")),
        };
        Err(self.no(place, format!("`{}` has no column `{column}`", relation.name), help))
    }

    fn insert_rows(
        &mut self,
        source: &ast::Query,
        relation: &Relation,
        columns: &[String],
    ) -> Lowered<Query> {
        let lowered = self.within(Clause::OUTPUT, |lower| lower.query(source, Names::Given))?;
        let mut query = lowered.query;
        if lowered.columns.len() != columns.len() {
            return Err(self.no(
                source,
                format!("{} columns are named, {} values are given", columns.len(), lowered.columns.len()),
                "give one value per column, in the same order",
            ));
        }
        for (index, column) in columns.iter().enumerate() {
            let ty = relation.column(column).expect("insert_columns checked the names").ty.ty;
            let place = ast::Expr::Identifier(ast::Ident::new(column.clone()));
            match &mut query.body {
                SetBody::Values(rows) => {
                    for row in rows {
                        row[index] = self.fits(&place, row[index].clone(), column, ty)?;
                    }
                }
                SetBody::Select(select) => {
                    let expr = &mut select.outputs[index].expr;
                    if expr.kind == ExprKind::Null && select.distinct {
                        return Err(self.no_here(
                            "a bare null in `select distinct`",
                            format!("write `cast(null as {ty})`"),
                        ));
                    }
                    *expr = self.fits(&place, expr.clone(), column, ty)?;
                }
                SetBody::Union { first, rest } => {
                    for select in
                        std::iter::once(&mut **first).chain(rest.iter_mut().map(|part| &mut part.select))
                    {
                        let expr = &mut select.outputs[index].expr;
                        *expr = self.fits(&place, expr.clone(), column, ty)?;
                    }
                }
            }
        }
        Ok(query)
    }

    fn conflict(
        &mut self,
        conflict: &ast::OnConflict,
        relation: &Relation,
        target: &Target,
    ) -> Lowered<Conflict> {
        let ast::OnConflict { conflict_target, action } = conflict;
        let columns = match conflict_target {
            None => Vec::new(),
            Some(ast::ConflictTarget::Columns(idents)) => {
                idents.iter().map(|ident| self.name(ident)).collect::<Lowered<Vec<_>>>()?
            }
            Some(ast::ConflictTarget::OnConstraint(_)) => {
                return Err(self.no_here(
                    "`on conflict on constraint` is not portable",
                    "name the key's columns: `on conflict (a, b)`",
                ));
            }
        };
        for column in &columns {
            self.known_column(&ast::Ident::new(column.clone()), relation, column)?;
        }
        let key: BTreeSet<String> = columns.iter().cloned().collect();
        if !columns.is_empty() && !relation.has_key(&key) {
            return Err(self.no_here(
                format!("`{}` has no unique key over ({})", relation.name, columns.join(", ")),
                "name the columns of a primary key or of a unique constraint without `where`",
            ));
        }
        let update = match action {
            ast::OnConflictAction::DoNothing => None,
            ast::OnConflictAction::DoUpdate(update) => {
                Some(self.conflict_update(update, relation, target, &columns)?)
            }
        };
        Ok(Conflict { columns, update })
    }

    fn conflict_update(
        &mut self,
        update: &ast::DoUpdate,
        relation: &Relation,
        target: &Target,
        columns: &[String],
    ) -> Lowered<ConflictUpdate> {
        let ast::DoUpdate { assignments, selection } = update;
        if columns.is_empty() {
            return Err(self.no_here(
                "`do update` does not say which key it is about",
                "write `on conflict (key) do update ..`",
            ));
        }
        if relation.is_append_only() {
            return Err(self.no_here(
                format!("`{}` is append-only: rows are never changed", relation.name),
                "write `on conflict do nothing`, or insert a correcting row",
            ));
        }
        let excluded = self.relation_source(relation);
        // What was offered for insertion is not read from the table.
        self.sources[excluded].relation = None;
        let mut scope = scope_of(target);
        scope.entries.push(Entry {
            alias: "excluded".to_string(),
            source: excluded,
            nullable: false,
            qualified_only: true,
        });
        self.scopes.push(scope);
        let lowered = (|| {
            let set = self.assignments(assignments, relation)?;
            let filter = self.condition(selection.as_ref(), Clause::FILTER)?;
            Ok(ConflictUpdate { set, filter })
        })();
        self.scopes.pop();
        lowered
    }

    fn assignments(
        &mut self,
        assignments: &[ast::Assignment],
        relation: &Relation,
    ) -> Lowered<Vec<Assignment>> {
        let mut set: Vec<Assignment> = Vec::new();
        for ast::Assignment { target, value } in assignments {
            let ast::AssignmentTarget::ColumnName(name) = target else {
                return Err(self.no(value, "several columns are set at once", "write `set a = .., b = ..`"));
            };
            let column = self.single_name(name)?;
            self.known_column(name, relation, &column)?;
            if set.iter().any(|earlier| earlier.column == column) {
                return Err(self.no(name, format!("`{column}` is set twice"), "set each column once"));
            }
            let ty = relation.column(&column).expect("just checked").ty.ty;
            let lowered = self.within(Clause::SET, |lower| lower.expr(value))?;
            let value = self.fits(value, lowered, &column, ty)?;
            set.push(Assignment { column, value });
        }
        Ok(set)
    }

    /// Columns of the written rows; nothing from elsewhere, since SQLite knows only the written table here.
    fn returning(&mut self, items: Option<&[ast::SelectItem]>) -> Lowered<Vec<OutputExpr>> {
        let Some(items) = items else { return Ok(Vec::new()) };
        let outputs = self.within(Clause::RETURNING, |lower| lower.outputs(items, Names::Required))?;
        self.output_columns(&outputs, Names::Required)?;
        Ok(outputs)
    }

    pub(super) fn update(&mut self, update: &ast::Update) -> Lowered<Update> {
        let ast::Update {
            update_token,
            optimizer_hints,
            table,
            assignments,
            from,
            selection,
            returning,
            output,
            or,
            order_by,
            limit,
        } = update;
        self.reach(&update_token.0);
        let odd = !optimizer_hints.is_empty() || output.is_some() || or.is_some();
        self.absent(odd, "this form of update", "write `update t set a = :a where id = :id`")?;
        self.absent(
            !order_by.is_empty() || limit.is_some(),
            "order by / limit on a write",
            "choose the rows with `where id in (select .. limit ..)`",
        )?;
        let (relation, target) = self.target(table, "update")?;
        let from = match from {
            None => None,
            Some(ast::UpdateTableFromKind::AfterSet(tables)) => Some(tables),
            Some(ast::UpdateTableFromKind::BeforeSet(_)) => {
                return Err(
                    self.no_here("`from` stands before `set`", "write `update t set .. from s where ..`")
                );
            }
        };
        self.scopes.push(scope_of(&target));
        let lowered = (|| {
            let from = match from {
                Some(tables) => self.update_from(tables)?,
                None => None,
            };
            let set = self.assignments(assignments, relation)?;
            let filter = self.condition(selection.as_ref(), Clause::FILTER)?;
            Ok((from, set, filter))
        })();
        self.scopes.pop();
        let (from, set, filter) = lowered?;
        self.scopes.push(scope_of(&target));
        let returning = self.returning(returning.as_deref());
        self.scopes.pop();
        Ok(Update { target, set, from, filter, returning: returning? })
    }

    /// The tables beside an update. Their `on` conditions cannot see the target on PostgreSQL,
    /// so the target leaves the scope meanwhile.
    fn update_from(&mut self, tables: &[ast::TableWithJoins]) -> Lowered<Option<crate::tree::From>> {
        let outer = self.scopes.pop().expect("update pushed the target's scope");
        self.scopes.push(Scope::default());
        let from = self.from(tables);
        let mut inner = self.scopes.pop().expect("pushed above");
        let twice =
            inner.entries.iter().any(|entry| outer.entries.iter().any(|own| own.alias == entry.alias));
        inner.entries.extend(outer.entries);
        self.scopes.push(inner);
        let from = from?;
        if twice {
            return Err(self.no_here(
                "the updated table stands in `from` under the same name",
                "give it an alias there",
            ));
        }
        Ok(from)
    }

    pub(super) fn delete(&mut self, delete: &ast::Delete) -> Lowered<Delete> {
        let ast::Delete {
            delete_token,
            optimizer_hints,
            tables,
            from,
            using,
            selection,
            returning,
            output,
            order_by,
            limit,
        } = delete;
        self.reach(&delete_token.0);
        let odd = !optimizer_hints.is_empty() || !tables.is_empty() || output.is_some();
        self.absent(odd, "this form of delete", "write `delete from t where id = :id`")?;
        self.absent(using.is_some(), "delete .. using", "write `delete from t where id in (select ..)`")?;
        self.absent(
            !order_by.is_empty() || limit.is_some(),
            "order by / limit on a write",
            "choose the rows with `where id in (select .. limit ..)`",
        )?;
        let (ast::FromTable::WithFromKeyword(from) | ast::FromTable::WithoutKeyword(from)) = from;
        let [table] = from.as_slice() else {
            return Err(self.no_here("several tables are deleted from", "write one delete per table"));
        };
        let (_, target) = self.target(table, "delete")?;
        self.scopes.push(scope_of(&target));
        let lowered = (|| {
            let filter = self.condition(selection.as_ref(), Clause::FILTER)?;
            let returning = self.returning(returning.as_deref())?;
            Ok(Delete { target, filter, returning })
        })();
        self.scopes.pop();
        lowered
    }

    /// The one table of an update or delete, with its alias.
    fn target(&mut self, table: &ast::TableWithJoins, doing: &str) -> Lowered<(&'a Relation, Target)> {
        let ast::TableWithJoins { relation, joins } = table;
        self.absent(
            !joins.is_empty(),
            "a join in a write",
            "write `where id in (select ..)` or `update .. from`",
        )?;
        let ast::TableFactor::Table {
            name,
            alias,
            args,
            with_hints,
            version,
            with_ordinality,
            partitions,
            json_path,
            sample,
            index_hints,
        } = relation
        else {
            return Err(self.no(relation, "this is no table", "name one table of this plugin"));
        };
        let odd = args.is_some()
            || !with_hints.is_empty()
            || version.is_some()
            || *with_ordinality
            || !partitions.is_empty()
            || json_path.is_some()
            || sample.is_some()
            || !index_hints.is_empty();
        self.absent(odd, "an addition after the table", "write the table and its alias only")?;
        let relation = self.writable(name, doing)?;
        let alias = match alias {
            Some(alias) => self.alias(alias)?,
            None => relation.name.clone(),
        };
        let id = self.relation_source(relation);
        Ok((relation, Target { id, table: relation.name.clone(), alias }))
    }
}

fn scope_of(target: &Target) -> Scope {
    let entry =
        Entry { alias: target.alias.clone(), source: target.id, nullable: false, qualified_only: false };
    Scope { entries: vec![entry] }
}
