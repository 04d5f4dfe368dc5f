//! Schema changes: the host's own at start, a plugin's at install. Forward only.

use sha2::{Digest, Sha256};

use super::{DbError, Engine, Tx, Value};

/// The host's steps, in order. One text for both engines (migrations/README.md).
const HOST: &[(&str, &str)] = &[
    ("0001_create_account", include_str!("../../../migrations/0001_create_account.sql")),
    ("0002_create_session", include_str!("../../../migrations/0002_create_session.sql")),
    ("0003_create_setting", include_str!("../../../migrations/0003_create_setting.sql")),
    ("0010_create_plugin", include_str!("../../../migrations/0010_create_plugin.sql")),
    ("0011_create_event", include_str!("../../../migrations/0011_create_event.sql")),
    ("0012_create_contract_provider", include_str!("../../../migrations/0012_create_contract_provider.sql")),
    ("0020_create_claim", include_str!("../../../migrations/0020_create_claim.sql")),
    ("0021_create_audit", include_str!("../../../migrations/0021_create_audit.sql")),
    ("0022_create_idempotency", include_str!("../../../migrations/0022_create_idempotency.sql")),
    ("0023_create_blob", include_str!("../../../migrations/0023_create_blob.sql")),
    ("0024_create_effect", include_str!("../../../migrations/0024_create_effect.sql")),
    ("0030_create_import", include_str!("../../../migrations/0030_create_import.sql")),
    ("0031_extend_effect", include_str!("../../../migrations/0031_extend_effect.sql")),
    ("0032_create_secret", include_str!("../../../migrations/0032_create_secret.sql")),
    ("0033_index_due", include_str!("../../../migrations/0033_index_due.sql")),
];

/// Where the host remembers which steps this database has seen.
const JOURNAL: &str = "create table if not exists host_migration (
    name text not null primary key,
    checksum text not null,
    applied_at bigint not null
)";

/// Brings the host's tables up to date, all steps in the caller's transaction.
///
/// Errors: a step that was changed after it was applied, and a step this binary does not know (an older
/// binary must not work on a newer schema).
pub(super) fn host(tx: &mut Tx, now: i64) -> Result<(), DbError> {
    tx.execute_batch(JOURNAL)?;
    let applied = tx.query("select name, checksum from host_migration order by name", &[])?;
    for row in &applied {
        let known = HOST.iter().find(|(name, _)| *name == row.text(0));
        let Some((name, text)) = known else {
            let newer = format!("it has step {}, which this version of pardoz does not know", row.text(0));
            return Err(DbError::engine("work on this database", newer));
        };
        if checksum(text) != row.text(1) {
            let edited = format!("step {name} was changed after it was applied");
            return Err(DbError::engine("work on this database", edited));
        }
    }
    for (name, text) in HOST.iter().skip(applied.len()) {
        tx.execute_batch(&for_engine(text, tx.engine()))
            .map_err(|error| DbError::engine(format!("apply step {name}"), error))?;
        let row = [Value::from(*name), checksum(text).into(), now.into()];
        tx.execute("insert into host_migration (name, checksum, applied_at) values ($1, $2, $3)", &row)?;
    }
    Ok(())
}

/// Names of the host's steps, in order.
pub fn host_steps() -> Vec<&'static str> {
    HOST.iter().map(|(name, _)| *name).collect()
}

/// Leaves out what stands between `-- only <other engine>` and `-- end`.
fn for_engine(text: &str, engine: Engine) -> String {
    let other = match engine {
        Engine::Sqlite => "-- only postgres",
        Engine::Postgres => "-- only sqlite",
    };
    let mut skipping = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        match line.trim() {
            marker if marker == other => skipping = true,
            "-- end" => skipping = false,
            _ if skipping => {}
            _ => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    kept
}

/// One migration of a bundle, lowered and printed.
pub struct PluginMigration {
    /// File name without `.sql`.
    pub name: String,
    /// The file as it lies in the bundle; its SHA-256 is recorded.
    pub source: String,
    /// Only adds: the previous version can come back afterwards (S19).
    pub additive: bool,
    /// Printed for this engine.
    pub statements: Vec<String>,
}

/// Applies the migrations of `plugin` that this database has not seen, in the caller's transaction.
/// Returns their names.
///
/// Errors: an edited or missing old migration ([`DbError::Engine`] with the name), and what the engine says.
pub fn apply_plugin(
    tx: &mut Tx,
    plugin: &str,
    version: &str,
    migrations: &[PluginMigration],
    now: i64,
) -> Result<Vec<String>, DbError> {
    let sql = "select name, checksum from host_plugin_migration where plugin_id = $1 order by position";
    let applied = tx.query(sql, &[plugin.into()])?;
    for (position, row) in applied.iter().enumerate() {
        let doing = || format!("migrate {plugin} to {version}");
        match migrations.get(position) {
            Some(migration) if migration.name != row.text(0) => {
                let text = format!("{} stands where {} was applied", migration.name, row.text(0));
                return Err(DbError::engine(doing(), text));
            }
            Some(migration) if checksum(&migration.source) != row.text(1) => {
                let text = format!("{} was changed after it was applied", migration.name);
                return Err(DbError::engine(doing(), text));
            }
            // A version that lacks the last steps is an older one coming back.
            _ => {}
        }
    }
    let mut names = Vec::new();
    for (position, migration) in migrations.iter().enumerate().skip(applied.len()) {
        for statement in &migration.statements {
            tx.execute_batch(statement)
                .map_err(|error| DbError::engine(format!("apply {} of {plugin}", migration.name), error))?;
        }
        record(tx, plugin, version, position, migration, now)?;
        names.push(migration.name.clone());
    }
    tx.touch("host_plugin");
    Ok(names)
}

fn record(
    tx: &mut Tx,
    plugin: &str,
    version: &str,
    position: usize,
    migration: &PluginMigration,
    now: i64,
) -> Result<(), DbError> {
    let class = if migration.additive { "additive" } else { "contracting" };
    let row: [Value; 7] = [
        plugin.into(),
        migration.name.as_str().into(),
        (position as i64).into(),
        version.into(),
        checksum(&migration.source).into(),
        class.into(),
        now.into(),
    ];
    tx.execute(
        "insert into host_plugin_migration (plugin_id, name, position, version, checksum, class, applied_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        &row,
    )?;
    Ok(())
}

/// May `plugin` go back to a bundle with only the first `kept` migrations? Only if all later ones add (S19).
pub fn can_go_back(tx: &mut Tx, plugin: &str, kept: usize) -> Result<bool, DbError> {
    let sql = "select count(*) from host_plugin_migration
               where plugin_id = $1 and position >= $2 and class = 'contracting'";
    let row = tx.query_one(sql, &[plugin.into(), (kept as i64).into()])?;
    Ok(row.is_some_and(|row| row.int(0) == 0))
}

fn checksum(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}
