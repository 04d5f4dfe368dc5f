//! Every migration, exchange view and statement of the first-party plugins runs on both engines, with the
//! rights of its plugin and no more. (style.md 5, SQL)

#[path = "support/postgres.rs"]
mod postgres;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use pardoz::db::{Db, DbError, DbOptions, PluginStatement, Tx, Value, migrate, role};
use pardoz::plugin::bundle::Bundle;
use pardoz::plugin::component::Components;
use pardoz::plugin::generation::{self, Package, Plugin};
use pardoz_sql::{Class, SqlType, Statement};

/// A statement's file, and how the engine took it.
type Problem = (String, DbError);

#[tokio::test]
async fn every_statement_of_our_plugins_runs_on_both_engines_with_its_plugins_rights() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let components = Components::new(&folder.path().join("cache")).expect("an engine");
    let packages = packages(&components);
    assert!(packages.len() >= 3, "salon, clients and booking at least");
    let sqlite = format!("sqlite:{}", folder.path().join("salon.db").display());
    for url in [Some(sqlite), postgres::fresh_database()].into_iter().flatten() {
        let db = Db::open(DbOptions::new(url)).await.expect("the database opens");
        let packages = packages.clone();
        let (statements, problems) = db
            .write(Instant::now() + Duration::from_secs(120), &[], move |tx| run(tx, &packages))
            .await
            .expect("migrations and views apply");
        let words: Vec<String> = problems.iter().map(|(file, error)| format!("{file}: {error:?}")).collect();
        assert!(words.is_empty(), "{:?}:\n{}", db.engine(), words.join("\n"));
        assert!(statements > 0, "a suite without statements proves nothing");
        println!("{:?}: {statements} statements", db.engine());
    }
}

/// Our plugins' folders as packages; code is not needed for SQL.
fn packages(components: &Arc<Components>) -> BTreeMap<String, Arc<Package>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders =
        files(&root.join("plugins")).into_iter().filter(|folder| folder.join("plugin.toml").exists());
    let packages = folders.map(|folder| {
        let mut bundle = Bundle::default();
        let manifest = std::fs::read(folder.join("plugin.toml")).expect("a manifest");
        bundle.insert("plugin.toml", manifest).expect("a plain name");
        for part in ["sql", "exchange", "migrations"] {
            add(&mut bundle, &folder.join(part), part);
        }
        for part in ["contracts", "contracts/schemas"] {
            add(&mut bundle, &root.join("wit").join(part), part);
        }
        let package = Package::from_bundle(bundle, String::new(), components)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        (package.id().to_owned(), Arc::new(package))
    });
    packages.collect()
}

fn add(bundle: &mut Bundle, folder: &Path, part: &str) {
    for file in files(folder).into_iter().filter(|file| file.is_file()) {
        let name = file.file_name().expect("a file has a name").to_string_lossy().into_owned();
        if !name.ends_with(".md") {
            bundle
                .insert(&format!("{part}/{name}"), std::fs::read(&file).expect("a readable file"))
                .expect("once");
        }
    }
}

/// What a folder holds, in order; nothing if there is no folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Installs all packages and runs each statement, undoing it. Returns how many ran, and what went wrong.
fn run(tx: &mut Tx, packages: &BTreeMap<String, Arc<Package>>) -> Result<(usize, Vec<Problem>), DbError> {
    let engine = tx.engine();
    for package in packages.values() {
        let printed = package.migrations.iter().map(|migration| migrate::PluginMigration {
            name: migration.name.clone(),
            source: migration.source.clone(),
            additive: migration.lowered.class == Class::Additive,
            statements: migration.lowered.print(engine),
        });
        let printed: Vec<_> = printed.collect();
        migrate::apply_plugin(tx, package.id(), package.manifest.version(), &printed, 0)?;
    }
    let enabled: BTreeSet<String> = packages.keys().cloned().collect();
    let (plugins, providers, contracts) = generation::bind(packages, &enabled, engine);
    for (id, contract) in &contracts {
        let provider = providers.get(id).and_then(|all| all.first()).and_then(|id| packages.get(id));
        for relation in &contract.relations {
            let view = contract.view_name(&relation.name);
            let columns = contract.columns(relation).expect("the contract's types are known");
            let select = provider.and_then(|package| package.exchange.get(&view));
            tx.execute_batch(&pardoz_sql::exchange_view(&view, &columns, select, engine))?;
        }
    }
    for plugin in plugins.values() {
        role::apply(tx, &plugin.grants)?;
    }
    let (mut ran, mut problems) = (0, Vec::new());
    for plugin in plugins.values() {
        for (name, statement) in &plugin.statements {
            let loaded = plugin.statement(name).expect("bound with its package");
            for nulls in [false, true] {
                ran += 1;
                if let Err(error) = attempt(tx, plugin, statement, &loaded.inner, nulls)? {
                    problems.push((format!("{}/sql/{name}.sql", plugin.id()), error));
                }
            }
        }
    }
    Ok((ran, problems))
}

/// Runs one statement in a savepoint. A constraint that says no to made-up rows is an answer like another.
fn attempt(
    tx: &mut Tx,
    plugin: &Plugin,
    statement: &Statement,
    printed: &PluginStatement,
    nulls: bool,
) -> Result<Result<(), DbError>, DbError> {
    let params: Vec<Value> = statement
        .params
        .iter()
        .map(|param| match param.ty.ty {
            _ if param.list => Value::from("[]"),
            _ if nulls && param.ty.nullable => Value::Null,
            SqlType::Text if param.name.contains("day") => Value::from("2026-11-22"),
            SqlType::Text => Value::from("x"),
            SqlType::Bigint | SqlType::Boolean => Value::Integer(1),
            SqlType::Double => Value::Real(1.5),
            SqlType::Bytea => Value::Blob(vec![1]),
        })
        .collect();
    let mark = tx.savepoint()?;
    let before = tx.enter_plugin(&plugin.grants);
    let outcome = match statement.returns_rows {
        true => tx.plugin_query(printed, &params, 1000, 1 << 20, None).map(drop),
        false => tx.plugin_execute(printed, &params).map(drop),
    };
    tx.leave_plugin(before);
    tx.rollback_to(mark)?;
    Ok(match outcome {
        Err(DbError::Constraint { .. }) => Ok(()),
        other => other,
    })
}
