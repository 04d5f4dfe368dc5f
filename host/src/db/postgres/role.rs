//! A role per plugin: it can log in nowhere, owns nothing, and may touch what the plugin was granted.
//!
//! The host's login owns the tables and switches with `set local role`. It is not a login without rights:
//! host statements (events, audit, claims) run in the same transaction, so whoever could leave the role
//! would reach the host's tables. Nothing in a plugin's statement can: they are printed from a closed tree
//! that knows no `set`, no `set_config` and no function outside its list (security.md 0.1, 3.3).

use crate::db::{DbError, Grants, Tx, Value};

/// `pz_<number of the database>_<plugin>`: roles belong to the whole server, databases may be many.
pub(super) fn name(database: i64, plugin: &str) -> String {
    let plugin: String = plugin.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("pz_{database}_{plugin}")
}

/// Makes the role and sets its rights to exactly these grants. At install, at each change and at every start:
/// a restored dump has lost roles and grants (security.md finding 10).
pub(in crate::db) fn apply(tx: &mut Tx, database: i64, grants: &Grants) -> Result<(), DbError> {
    let role = name(database, &grants.plugin);
    if tx.query("select 1 from pg_roles where rolname = $1", &[role.as_str().into()])?.is_empty() {
        tx.execute_batch(&format!(
            "create role {role} nologin noinherit nosuperuser nocreatedb nocreaterole noreplication;
             grant {role} to current_user"
        ))?;
    }
    let mut sql = format!(
        "revoke all on all tables in schema public from {role};
         revoke all on schema public from {role};
         grant usage on schema public to {role};"
    );
    for (relation, rights) in rights(grants) {
        let exists =
            tx.query("select to_regclass($1) is not null", &[Value::from(format!("public.{relation}"))])?;
        if exists.first().is_some_and(|row| row.bool(0)) {
            sql.push_str(&format!("grant {rights} on public.{relation} to {role};"));
        }
    }
    tx.execute_batch(&sql)
}

/// Other plugins' base tables are not granted: here an exchange view reads them with its owner's rights.
fn rights(grants: &Grants) -> Vec<(&str, &'static str)> {
    let own = |relation: &str| grants.write.contains(relation);
    let prefix = format!("{}_", grants.plugin);
    let reads = grants
        .read
        .keys()
        .filter(|relation| !own(relation) && (relation.starts_with("x_") || relation.starts_with(&prefix)));
    let reads = reads.map(|relation| (relation.as_str(), "select"));
    let writes = grants.write.iter().map(|relation| match grants.append_only.contains(relation) {
        true => (relation.as_str(), "select, insert"),
        false => (relation.as_str(), "select, insert, update, delete"),
    });
    reads.chain(writes).filter(|(relation, _)| is_plain(relation)).collect()
}

/// Names that need no quotes; the gate lets no others through.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
