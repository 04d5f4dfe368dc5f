//! Tables and exchange views the statements may name: the plugin's migrations, and the contracts it reads.

use crate::manifest::Manifest;
use pardoz_sql::{Column, ColumnType, Relation, Schema};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the statements may name, and the files that say so.
pub struct Relations {
    pub schema: Schema,
    pub files: Vec<PathBuf>,
}

/// Reads `migrations/` and the contracts. All mistakes are told at once.
pub fn read(folder: &Path, manifest: &Manifest) -> Result<Relations, Vec<String>> {
    let mut relations = Relations { schema: Schema::new(), files: Vec::new() };
    let mut errors = Vec::new();
    // Exchange views first: a migration may fill a table from what others know.
    for (contract, required) in &manifest.contracts {
        if let Err(error) = relations.add_contract(folder, contract, *required) {
            errors.push(error);
        }
    }
    for (file, path, text) in sql_files(folder, "migrations").map_err(|error| vec![error])? {
        let lowered = pardoz_sql::lower_migration(
            &manifest.id,
            &file,
            &text,
            &mut relations.schema,
            &manifest.append_only,
        );
        if let Err(refusal) = lowered {
            errors.push(told(&refusal));
        }
        relations.files.push(path);
    }
    if errors.is_empty() { Ok(relations) } else { Err(errors) }
}

/// The files of `folder/name` in order: the name authors see, the path, the text. A folder that is not there is
/// empty.
pub fn sql_files(folder: &Path, name: &str) -> Result<Vec<(String, PathBuf, String)>, String> {
    let Ok(entries) = std::fs::read_dir(folder.join(name)) else { return Ok(Vec::new()) };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|kind| kind == "sql")).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let file = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let text =
            std::fs::read_to_string(&path).map_err(|error| format!("could not read {file}: {error}"))?;
        Ok((file, path, text))
    };
    paths.into_iter().map(read).collect()
}

/// A refusal as a compile error shows it.
pub fn told(refusal: &pardoz_sql::Refusal) -> String {
    format!("{refusal}\n  help: {}", refusal.help)
}

#[derive(Deserialize)]
struct Contract {
    contract: Head,
    #[serde(default)]
    relation: Vec<View>,
}

#[derive(Deserialize)]
struct Head {
    name: String,
}

#[derive(Deserialize)]
struct View {
    name: String,
    columns: BTreeMap<String, String>,
}

impl Relations {
    /// `clients@1` → `clients-1.toml`. An optional contract that nobody has written yet has no views.
    fn add_contract(&mut self, folder: &Path, contract: &str, required: bool) -> Result<(), String> {
        let file = format!("{}.toml", contract.replace('@', "-"));
        let Some(path) =
            places(folder).into_iter().map(|place| place.join(&file)).find(|path| path.is_file())
        else {
            let missing = format!(
                "plugin.toml requires `{contract}`, but there is no contracts/{file}; put the contract's file there"
            );
            return if required { Err(missing) } else { Ok(()) };
        };
        let text =
            std::fs::read_to_string(&path).map_err(|error| format!("could not read {file}: {error}"))?;
        for relation in exchange_views(&file, &text)? {
            self.schema.add_relation(relation);
        }
        self.files.push(path);
        Ok(())
    }
}

/// A third party's own contracts, then those of the repository the plugin or the SDK is in.
fn places(folder: &Path) -> [PathBuf; 3] {
    let of_the_sdk = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../wit/contracts");
    [folder.join("contracts"), folder.join("../../wit/contracts"), of_the_sdk]
}

fn exchange_views(file: &str, text: &str) -> Result<Vec<Relation>, String> {
    let contract: Contract = toml::from_str(text).map_err(|error| format!("{file}: {}", error.message()))?;
    let view = |view: View| {
        let name = format!("x_{}_{}", contract.contract.name, view.name);
        let column = |(column, ty): (String, String)| match ColumnType::parse(&ty) {
            Some(ty) => Ok(Column::new(column, ty)),
            None => Err(format!("{file}: column `{column}` of `{}` has the unknown type `{ty}`", view.name)),
        };
        Ok(Relation::exchange(name, view.columns.into_iter().map(column).collect::<Result<_, _>>()?))
    };
    contract.relation.into_iter().map(view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_s_relations_become_exchange_views() {
        let text = "[contract]\nname = \"clients\"\nversion = 1\n[[relation]]\nname = \"client\"\n\
                    columns = { client_id = \"text\", archived_at = \"bigint?\" }\n";
        let views = exchange_views("clients-1.toml", text).unwrap();
        assert_eq!(views[0].name, "x_clients_client");
        assert!(views[0].column("archived_at").unwrap().ty.nullable);
        let wrong = text.replace("bigint?", "date");
        assert!(exchange_views("clients-1.toml", &wrong).unwrap_err().contains("unknown type `date`"));
    }
}
