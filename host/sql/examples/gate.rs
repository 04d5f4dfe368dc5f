//! The gate by hand: `cargo run -p pardoz-sql --example gate -- plugins/clients plugins/booking`.
//! Lowers every migration, exchange select and statement of the given plugin folders, shows each
//! refusal with its line, and prepares what was printed on an empty SQLite.
//! `--print` also shows the printed statements.

use miette::Report;
use pardoz_sql::{Column, ColumnType, Engine, Refusal, Relation, Schema, lower_migration, lower_statement};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

type Columns = BTreeMap<String, Vec<Column>>;

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, folders): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let print = flags.iter().any(|flag| flag == "--print");
    let mut problems = 0;
    for folder in &folders {
        problems += plugin(Path::new(folder), print)?;
    }
    if problems > 0 {
        return Err(format!("{problems} problems").into());
    }
    println!("{} plugins pass", folders.len());
    Ok(())
}

/// Lowers one plugin; the number of problems found.
fn plugin(folder: &Path, print: bool) -> Result<usize, Box<dyn Error>> {
    let manifest: toml::Value =
        std::fs::read_to_string(folder.join("plugin.toml"))?.parse::<toml::Table>()?.into();
    let id = manifest["plugin"]["id"].as_str().ok_or("plugin.toml has no id")?.to_string();
    let append_only: BTreeSet<String> = tables(&manifest)
        .filter(|table| table.get("append_only").and_then(toml::Value::as_bool) == Some(true))
        .filter_map(|table| table.get("name")?.as_str().map(str::to_string))
        .collect();
    let database = rusqlite::Connection::open_in_memory()?;
    let mut schema = Schema::new();
    let mut problems = 0;
    for file in files(&folder.join("migrations"))? {
        let text = std::fs::read_to_string(&file)?;
        match lower_migration(&id, &file.display().to_string(), &text, &mut schema, &append_only) {
            Ok(migration) => {
                for statement in migration.print(Engine::Sqlite) {
                    if print {
                        println!("{statement};");
                    }
                    problems += usize::from(!runs(&database, &file, &statement));
                }
            }
            Err(refusal) => problems += shown(refusal),
        }
    }
    let contracts = contracts(folder, &manifest)?;
    for (view, columns) in contracts.iter().filter(|(view, _)| !view.starts_with(&format!("x_{id}_"))) {
        let text = pardoz_sql::exchange_view(view, columns, None, Engine::Sqlite);
        problems += usize::from(!runs(&database, folder, &text));
        schema.add_relation(Relation::exchange(view, columns.clone()));
    }
    for file in files(&folder.join("exchange"))? {
        let text = std::fs::read_to_string(&file)?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy().to_string();
        match lower_statement(&id, &file.display().to_string(), &text, &schema) {
            Ok(statement) => {
                let view = format!("x_{id}_{stem}");
                let Some(columns) = contracts.get(&view) else {
                    println!("{}: no contract has this relation", file.display());
                    problems += 1;
                    continue;
                };
                if let Some(problem) = pardoz_sql::provider_problem(columns, &statement) {
                    println!("{}: {problem}", file.display());
                    problems += 1;
                }
                let text = pardoz_sql::exchange_view(&view, columns, Some(&statement), Engine::Sqlite);
                problems += usize::from(!runs(&database, &file, &text));
            }
            Err(refusal) => problems += shown(refusal),
        }
    }
    for file in files(&folder.join("sql"))? {
        let text = std::fs::read_to_string(&file)?;
        match lower_statement(&id, &file.display().to_string(), &text, &schema) {
            Ok(statement) => {
                let sqlite = statement.print(Engine::Sqlite);
                if print {
                    println!("-- {}\n{sqlite};\n{};", file.display(), statement.print(Engine::Postgres));
                }
                if let Err(error) = database.prepare(&sqlite) {
                    println!("{}: SQLite: {error}\n{sqlite}", file.display());
                    problems += 1;
                }
            }
            Err(refusal) => problems += shown(refusal),
        }
    }
    Ok(problems)
}

fn shown(refusal: Refusal) -> usize {
    println!("{:?}", Report::new(refusal));
    1
}

fn runs(database: &rusqlite::Connection, file: &Path, statement: &str) -> bool {
    match database.execute_batch(statement) {
        Ok(()) => true,
        Err(error) => {
            println!("{}: SQLite: {error}\n{statement}", file.display());
            false
        }
    }
}

fn tables(manifest: &toml::Value) -> impl Iterator<Item = &toml::Value> {
    manifest.get("table").and_then(toml::Value::as_array).into_iter().flatten()
}

/// The relations of every contract the manifest provides, requires or can use.
fn contracts(folder: &Path, manifest: &toml::Value) -> Result<Columns, Box<dyn Error>> {
    let mut columns = Columns::new();
    for kind in ["provides", "requires", "optional"] {
        let named = manifest.get("contracts").and_then(|contracts| contracts.get(kind)?.as_array());
        for contract in named.into_iter().flatten().filter_map(toml::Value::as_str) {
            let file = format!("{}.toml", contract.replace('@', "-"));
            let house = house_contracts(folder)?.join(&file);
            let own = folder.join("contracts").join(&file);
            let path = if own.exists() { own } else { house };
            if !path.exists() {
                println!("{contract}: no contract file (skipped)");
                continue;
            }
            let contract_toml: toml::Table = std::fs::read_to_string(&path)?.parse()?;
            let name = contract.split('@').next().unwrap_or(contract);
            for relation in
                contract_toml.get("relation").and_then(toml::Value::as_array).into_iter().flatten()
            {
                let relation_name = relation["name"].as_str().ok_or("a relation has no name")?;
                let listed = relation["columns"].as_table().ok_or("a relation has no columns")?;
                let parsed = listed
                    .iter()
                    .map(|(name, ty)| {
                        let ty =
                            ty.as_str().and_then(ColumnType::parse).ok_or(format!("{name}: bad type"))?;
                        Ok(Column::new(name, ty))
                    })
                    .collect::<Result<Vec<_>, String>>()?;
                columns.insert(format!("x_{name}_{relation_name}"), parsed);
            }
        }
    }
    Ok(columns)
}

/// The nearest `wit/contracts` above the plugin's folder.
fn house_contracts(folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = folder.canonicalize()?;
    let found = folder.ancestors().map(|above| above.join("wit/contracts")).find(|path| path.exists());
    Ok(found.unwrap_or_default())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
        .collect();
    files.sort();
    Ok(files)
}
