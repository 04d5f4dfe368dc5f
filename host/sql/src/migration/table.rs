//! Create table.

use super::Gate;
use crate::refusal::Lowered;
use crate::schema::{Relation, RelationKind};
use crate::tree::{Change, CreateTable, Rule};
use sqlparser::ast;

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
}
