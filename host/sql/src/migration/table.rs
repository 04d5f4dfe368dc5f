//! Create, alter and drop table.

use super::Gate;
use crate::lower::is_identifier;
use crate::place::Place;
use crate::refusal::Lowered;
use crate::schema::{Column, Constraint, ConstraintKind, Relation, RelationKind};
use crate::tree::{Change, ColumnDef, CreateTable, Expr, ExprKind, OnDelete, Rule};
use crate::types::{ColumnType, SqlType};
use sqlparser::ast::{self, ColumnOption, TableConstraint};
use std::collections::BTreeSet;

/// Columns every row of an engine already has under these names.
const SYSTEM_COLUMNS: [&str; 9] =
    ["rowid", "oid", "_rowid_", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"];

impl Gate<'_> {
    pub(super) fn create_table(&mut self, table: &ast::CreateTable) -> Lowered<Change> {
        self.plain_create(table)?;
        let name = self.lower().single_name(&table.name)?;
        self.prefixed(&table.name, &name, "table")?;
        if self.schema.get(&name).is_some() {
            return Err(self.no(
                &table.name,
                format!("`{name}` exists already"),
                "use `alter table .. add column`, or another name",
            ));
        }
        if table.columns.is_empty() {
            return Err(self.no(
                &table.name,
                "the table has no columns",
                "write `create table t (t_id text primary key, ..)`",
            ));
        }
        let kind = RelationKind::Own { append_only: self.append_only.contains(&name) };
        let mut relation = Relation::new(name.clone(), Vec::new(), kind);
        let mut written = Vec::new();
        for column in &table.columns {
            self.add_column_to(&mut relation, column)?;
        }
        // Rules see all columns, so they are lowered after the last one is known.
        let mut rules = Vec::new();
        for column in &table.columns {
            let (column, keys) = self.column_def(&mut relation, column)?;
            written.push(column);
            rules.extend(keys);
        }
        for constraint in &table.constraints {
            rules.push(self.table_rule(&mut relation, constraint)?);
        }
        let has_key = rules.iter().filter(|rule| matches!(rule, Rule::PrimaryKey { .. })).count();
        if has_key != 1 {
            return Err(self.no(
                &table.name,
                format!("`{name}` has {has_key} primary keys"),
                format!("give it one: `{name}_id text primary key`, or `primary key (a, b)`"),
            ));
        }
        let all = written.iter().flat_map(|column| &column.rules).chain(&rules);
        for rule in all {
            if let Rule::ForeignKey { table, referred, .. } = rule
                && *table == name
                && !relation.has_key(&referred.iter().cloned().collect())
            {
                return Err(self.no_here(
                    format!("({}) is no key of `{name}`", referred.join(", ")),
                    "refer to the columns of its primary key or of a unique constraint",
                ));
            }
        }
        self.new_tables.insert(name.clone());
        self.schema.add_relation(relation);
        Ok(Change::CreateTable(CreateTable { name, columns: written, rules }))
    }

    /// Everything a `create table` may carry besides columns and constraints must be absent.
    fn plain_create(&self, table: &ast::CreateTable) -> Lowered<()> {
        let ast::CreateTable {
            or_replace,
            temporary,
            unlogged,
            external,
            dynamic,
            global,
            if_not_exists,
            transient,
            volatile,
            iceberg,
            snapshot,
            name: _,
            columns: _,
            constraints: _,
            hive_distribution,
            hive_formats,
            table_options,
            file_format,
            location,
            query,
            without_rowid,
            like,
            clone,
            version,
            comment,
            on_commit,
            on_cluster,
            primary_key,
            order_by,
            partition_by,
            cluster_by,
            clustered_by,
            inherits,
            partition_of,
            for_values,
            strict,
            copy_grants,
            enable_schema_evolution,
            change_tracking,
            data_retention_time_in_days,
            max_data_extension_time_in_days,
            default_ddl_collation,
            with_aggregation_policy,
            with_row_access_policy,
            with_storage_lifecycle_policy,
            with_tags,
            external_volume,
            with_connection,
            base_location,
            catalog,
            catalog_sync,
            storage_serialization_policy,
            target_lag,
            warehouse,
            refresh_mode,
            initialize,
            require_user,
            diststyle,
            distkey,
            sortkey,
            backup,
            multiset,
            fallback,
            with_data,
        } = table;
        self.absent(
            *if_not_exists || *or_replace,
            "if not exists",
            "leave it out: each migration runs exactly once",
        )?;
        self.absent(
            *temporary || global.is_some(),
            "temporary",
            "leave it out; rows of one call live in Rust",
        )?;
        self.absent(
            query.is_some(),
            "create table .. as",
            "create the table, then `insert into .. select ..`",
        )?;
        self.absent(like.is_some() || clone.is_some(), "like / clone", "write the columns out")?;
        self.absent(
            inherits.is_some() || partition_of.is_some() || partition_by.is_some(),
            "inherits / partition",
            "write one plain table",
        )?;
        self.absent(
            *strict || *without_rowid,
            "strict / without rowid",
            "leave it out; the host decides how tables are stored",
        )?;
        let empty_hive = hive_formats.as_ref().is_none_or(|formats| {
            let ast::HiveFormat { row_format, serde_properties, storage, location } = formats;
            row_format.is_none() && serde_properties.is_none() && storage.is_none() && location.is_none()
        });
        let odd = *unlogged
            || *external
            || *dynamic
            || *transient
            || *volatile
            || *iceberg
            || *snapshot
            || *hive_distribution != ast::HiveDistributionStyle::NONE
            || !empty_hive
            || *table_options != ast::CreateTableOptions::None
            || file_format.is_some()
            || location.is_some()
            || version.is_some()
            || comment.is_some()
            || on_commit.is_some()
            || on_cluster.is_some()
            || primary_key.is_some()
            || order_by.is_some()
            || cluster_by.is_some()
            || clustered_by.is_some()
            || for_values.is_some()
            || *copy_grants
            || enable_schema_evolution.is_some()
            || change_tracking.is_some()
            || data_retention_time_in_days.is_some()
            || max_data_extension_time_in_days.is_some()
            || default_ddl_collation.is_some()
            || with_aggregation_policy.is_some()
            || with_row_access_policy.is_some()
            || with_storage_lifecycle_policy.is_some()
            || with_tags.is_some()
            || external_volume.is_some()
            || with_connection.is_some()
            || base_location.is_some()
            || catalog.is_some()
            || catalog_sync.is_some()
            || storage_serialization_policy.is_some()
            || target_lag.is_some()
            || warehouse.is_some()
            || refresh_mode.is_some()
            || initialize.is_some()
            || *require_user
            || diststyle.is_some()
            || distkey.is_some()
            || sortkey.is_some()
            || backup.is_some()
            || multiset.is_some()
            || fallback.is_some()
            || with_data.is_some();
        self.absent(odd, "an addition to create table", "write columns and constraints only")
    }

    /// The column's name and type, for rules that refer to it.
    fn add_column_to(&mut self, relation: &mut Relation, column: &ast::ColumnDef) -> Lowered<()> {
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
    fn column_def(
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

    fn own_rule_name(&mut self, ident: Option<&ast::Ident>) -> Lowered<Option<String>> {
        ident.map(|ident| self.name(ident)).transpose()
    }

    /// A literal of the column's type.
    fn default(&mut self, value: &ast::Expr, column: &str, ty: SqlType) -> Lowered<Expr> {
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

    fn table_rule(&mut self, relation: &mut Relation, constraint: &TableConstraint) -> Lowered<Rule> {
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

    fn plain_primary(&self, key: &ast::PrimaryKeyConstraint) -> Lowered<()> {
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

    fn plain_unique(&self, unique: &ast::UniqueConstraint) -> Lowered<()> {
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
    fn key_columns(&mut self, columns: &[ast::IndexColumn]) -> Lowered<Vec<String>> {
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

    fn primary_key(
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

    fn unique(
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

    fn check(
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
    fn rule_name(
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

    fn foreign_key(
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

    fn add_column(&mut self, mut relation: Relation, column: &ast::ColumnDef) -> Lowered<Change> {
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

    fn drop_column(&mut self, mut relation: Relation, column: &ast::Ident) -> Lowered<Change> {
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
