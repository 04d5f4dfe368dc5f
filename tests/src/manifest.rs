//! What the modules' manifests promise: routes, widgets, panels, and who may use them.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::repository;

/// A door of a module: a route, a widget or a panel.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Door {
    /// `GET`, `POST` …
    pub method: String,
    /// From the root, with its `{parameters}`.
    pub path: String,
    /// `None`: open to everybody.
    pub permission: Option<String>,
}

/// A module's `plugin.toml`, as far as rights are concerned.
#[derive(Clone, Debug)]
pub struct Manifest {
    pub id: String,
    pub routes: Vec<Door>,
    pub widgets: Vec<Door>,
    pub panels: Vec<Door>,
    /// Lists as files.
    pub exports: Vec<Door>,
    /// Permission → role → scope (`own`, `branch`, `salon`).
    pub rights: BTreeMap<String, BTreeMap<String, String>>,
}

/// Every first-party module's manifest.
pub fn all() -> Vec<Manifest> {
    let folders = repository::folders("plugins");
    let read = |folder: &String| {
        let file = repository::root().join("plugins").join(folder).join("plugin.toml");
        std::fs::read_to_string(file).ok().map(|text| Manifest::parse(&text))
    };
    folders.iter().filter_map(read).collect()
}

impl Manifest {
    /// # Panics
    /// When it is no manifest: the host would have refused it long before.
    pub fn parse(text: &str) -> Self {
        let table: Table = text.parse().expect("a manifest is TOML");
        let id = text_of(table["plugin"].as_table().expect("[plugin]"), "id");
        let list = |name: &str| -> Vec<Table> {
            let all = table.get(name).and_then(Value::as_array).into_iter().flatten();
            all.filter_map(Value::as_table).cloned().collect()
        };
        let routes = list("route").into_iter().map(|route| Door {
            method: text_of(&route, "method"),
            path: format!("/p/{id}{}", text_of(&route, "path").trim_end_matches('/')),
            permission: permission_of(&route),
        });
        let frame = |kind: &str| {
            let door = |guest: &Table| Door {
                method: "GET".to_owned(),
                path: format!("/{kind}/{id}/{}", text_of(guest, "name")),
                permission: permission_of(guest),
            };
            list(kind).iter().map(door).collect::<Vec<_>>()
        };
        let exports = list("export").into_iter().map(|export| {
            let of =
                list("route").into_iter().find(|route| text_of(route, "name") == text_of(&export, "route"));
            let path = text_of(&of.expect("an export is of a route"), "path");
            let path = format!("/export/p/{id}{}", path.trim_end_matches('/'));
            Door { method: "GET".to_owned(), path, permission: permission_of(&export) }
        });
        let mut rights = list("permission");
        let provides = table.get("contracts").and_then(|contracts| contracts.get("provides"));
        let provides = provides.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        rights.extend(provides.flat_map(of_contract));
        let rights = rights.into_iter().map(|permission| {
            let roles = permission.get("roles").and_then(Value::as_array).into_iter().flatten();
            let scope = |role: &str| match role.split_once(':') {
                Some((role, scope)) => (role.to_owned(), scope.to_owned()),
                None => (role.to_owned(), "salon".to_owned()),
            };
            (text_of(&permission, "id"), roles.filter_map(Value::as_str).map(scope).collect())
        });
        Self {
            routes: routes.collect(),
            widgets: frame("widget"),
            panels: frame("panel"),
            exports: exports.collect(),
            rights: rights.collect(),
            id,
        }
    }
}

/// The permissions that the contract's services ask for: its provider carries them.
fn of_contract(name: &str) -> Vec<Table> {
    let file = repository::root().join("wit/contracts").join(format!("{}.toml", name.replace('@', "-")));
    let contract: Table =
        std::fs::read_to_string(file).unwrap_or_default().parse().expect("a contract is TOML");
    let all = contract.get("permission").and_then(Value::as_array).into_iter().flatten();
    all.filter_map(Value::as_table).cloned().collect()
}

fn text_of(table: &Table, name: &str) -> String {
    table.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn permission_of(table: &Table) -> Option<String> {
    table.get("permission").and_then(Value::as_str).map(str::to_owned)
}
