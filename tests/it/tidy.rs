//! The repository keeps its own rules (ARCHITECTURE.md, style). Each rule is a function over files that names what
//! breaks it, and each has a test that it would notice: a rule that cannot fail guards nothing.

mod manual; // manuals and READMEs name what there is; nothing lies about unused

use std::collections::{BTreeMap, BTreeSet};

use pardoz_tests::repository::{File, files, folders, root};

/// Modules of the host and their layer. A module imports from lower layers only.
const LAYERS: [(&str, u8); 18] = [
    ("config", 0),
    ("cli", 0),
    ("clock", 0),
    ("limit", 0),
    ("watch", 1),
    ("db", 2),
    ("auth", 3),
    ("queue", 3),
    ("theme", 3),
    ("secret", 3),
    ("outside", 3),
    ("plugin", 4),
    ("develop", 5),
    ("import", 5),
    ("web", 5),
    ("app", 6),
    ("main", 6),
    ("lib", 6),
];

/// Imports that go sideways on purpose: importer, imported, and why.
const SIDEWAYS: [(&str, &str, &str); 2] = [
    ("cli", "config", "the settings are options of every command"),
    ("web", "import", "the pages of an import are web's, the work is import's"),
];

/// A library and the only places that may name it.
const HOMES: [(&str, &[&str]); 15] = [
    ("axum", &["host/src/web/"]),
    ("tower", &["host/src/web/"]),
    ("rusqlite", &["host/src/db/", "host/sql/examples/", "host/sql/tests/"]),
    ("sqlx", &["host/src/db/"]),
    ("wasmtime", &["host/src/plugin/"]),
    ("sqlparser", &["host/sql/"]),
    ("tera", &["host/renderer/"]),
    ("fluent_bundle", &["host/renderer/"]),
    ("hyper", &["host/src/outside/", "host/src/web/serve.rs"]),
    ("lettre", &["host/src/outside/"]),
    ("ring", &["host/src/secret.rs", "host/src/plugin/bundle.rs", "host/src/plugin/api/secrets.rs"]),
    ("argon2", &["host/src/auth/"]),
    ("calamine", &["host/src/import/"]),
    ("notify", &["host/src/watch.rs", "host/src/theme/"]),
    ("clap", &["host/src/cli.rs", "host/src/main.rs", "host/src/config.rs"]),
];

/// Where `unsafe` may stand.
const UNSAFE: [&str; 2] = [
    "host/src/plugin/component.rs",
    // What `plugin!` writes into a guest: its exported functions.
    "sdk/guest/",
];

/// The part of a Rust file before its unit tests, without comments and without the insides of strings.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut code = String::with_capacity(text.len());
    for line in text.lines() {
        let mut in_string = false;
        let mut previous = ' ';
        for (at, c) in line.char_indices() {
            if !in_string && line[at..].starts_with("//") {
                break;
            }
            if c == '"' && previous != '\\' && previous != '\'' {
                in_string = !in_string;
            } else if !in_string {
                code.push(c);
            }
            previous = c;
        }
        code.push('\n');
    }
    code
}

/// `host/src/web/page.rs` → `web`; `host/src/app.rs` → `app`.
fn host_module(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("host/src/")?;
    let first = rest.split('/').next().unwrap_or(rest);
    Some(first.strip_suffix(".rs").unwrap_or(first))
}

/// The modules named behind `crate::`, also inside `crate::{a, b::c}`.
fn imported_modules(code: &str) -> BTreeSet<String> {
    let mut modules = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let word =
            |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match rest.strip_prefix('{') {
            None => {
                modules.insert(word(rest));
            }
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            modules.insert(word(&list[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    modules
}

fn layer_faults(files: &[File]) -> Vec<String> {
    let layer = |module: &str| LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer);
    let mut faults = Vec::new();
    for file in files {
        let Some(module) = host_module(&file.path) else { continue };
        let Some(own) = layer(module) else {
            faults.push(format!(
                "{}: module {module} has no layer; add it to LAYERS and ARCHITECTURE.md",
                file.path
            ));
            continue;
        };
        for other in imported_modules(&code(&file.text)) {
            let allowed = SIDEWAYS.iter().any(|(from, to, _)| *from == module && *to == other);
            if let Some(theirs) = layer(&other)
                && other != module
                && theirs >= own
                && own < 6
                && !allowed
            {
                faults
                    .push(format!("{}: {module} (layer {own}) imports {other} (layer {theirs})", file.path));
            }
        }
    }
    faults
}

fn home_faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("host/")) {
        let code = code(&file.text);
        for (library, homes) in HOMES {
            let names = |code: &str| {
                code.match_indices(&format!("{library}::")).any(|(at, _)| {
                    !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            };
            if !homes.iter().any(|home| file.path.starts_with(home)) && names(&code) {
                faults.push(format!("{}: {library} is at home in {}", file.path, homes.join(", ")));
            }
        }
    }
    faults
}

fn unsafe_faults(files: &[File]) -> Vec<String> {
    let has_unsafe = |text: &str| {
        code(text).split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == "unsafe")
    };
    let bad =
        |file: &&File| !UNSAFE.iter().any(|place| file.path.starts_with(place)) && has_unsafe(&file.text);
    files.iter().filter(bad).map(|file| format!("{}: unsafe", file.path)).collect()
}

/// An exception that nobody needs guards nothing: it waits to be used by mistake.
fn idle_faults(files: &[File]) -> Vec<String> {
    let in_place = |place: &str, wanted: &dyn Fn(&str) -> bool| {
        files.iter().any(|file| file.path.starts_with(place) && wanted(&code(&file.text)))
    };
    let mut faults = Vec::new();
    let modules: BTreeSet<&str> = files.iter().filter_map(|file| host_module(&file.path)).collect();
    let gone = LAYERS.iter().filter(|(name, _)| !modules.contains(name));
    faults.extend(gone.map(|(name, _)| format!("LAYERS: there is no module {name}")));
    for (from, to, _) in SIDEWAYS {
        let imports = |file: &File| imported_modules(&code(&file.text)).contains(to);
        if !files.iter().any(|file| host_module(&file.path) == Some(from) && imports(file)) {
            faults.push(format!("SIDEWAYS: {from} does not import {to}"));
        }
    }
    for (library, homes) in HOMES {
        let idle =
            homes.iter().filter(|home| !in_place(home, &|code| code.contains(&format!("{library}::"))));
        faults.extend(idle.map(|home| format!("HOMES: {home} does not name {library}")));
    }
    let idle = UNSAFE.iter().filter(|place| !in_place(place, &|code| code.contains("unsafe")));
    faults.extend(idle.map(|place| format!("UNSAFE: nothing in {place}")));
    faults
}

/// Packages: a plugin knows the SDK alone, the host no plugin and no SDK.
fn package_faults(manifests: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in manifests {
        let dependencies = file.text.split("[dependencies]").nth(1).unwrap_or("");
        let dependencies = dependencies.split("\n[").next().unwrap_or("");
        for line in dependencies.lines() {
            let name = line.split(['.', '=', ' ']).next().unwrap_or("").trim();
            let plugin = file.path.starts_with("plugins/");
            let host = file.path.starts_with("host/");
            if plugin && name.starts_with("pardoz") && name != "pardoz-sdk" {
                faults.push(format!(
                    "{}: a plugin depends on {name}; pardoz-sdk is all it may know",
                    file.path
                ));
            }
            if (plugin || host) && name.starts_with("plugin-") {
                faults.push(format!("{}: nobody depends on a plugin ({name})", file.path));
            }
            if host && name.starts_with("pardoz-sdk") {
                faults.push(format!("{}: the host does not know the SDK", file.path));
            }
        }
    }
    faults
}

/// A contract's services ask of a person only what the contract itself declares, so that whoever takes over as its
/// provider carries the same rights; a plugin that declares one again would say who has it a second time.
fn right_faults(contracts: &[File], manifests: &[File]) -> Vec<String> {
    let parse = |file: &File| file.text.parse::<toml::Table>().expect("a manifest is TOML");
    let texts = |table: &toml::Table, rows: &str, key: &str| -> Vec<String> {
        let rows = table.get(rows).and_then(toml::Value::as_array).into_iter().flatten();
        rows.filter_map(|row| row.get(key)?.as_str()).map(str::to_owned).collect()
    };
    let (mut faults, mut owned) = (Vec::new(), BTreeMap::new());
    for file in contracts {
        let contract = parse(file);
        let own = texts(&contract, "permission", "id");
        let asked = texts(&contract, "service", "permission");
        let missing = asked.iter().filter(|right| !own.contains(right));
        faults.extend(
            missing.map(|right| format!("{}: a service asks for {right}, declared elsewhere", file.path)),
        );
        owned.extend(own.into_iter().map(|right| (right, file.path.clone())));
    }
    for file in manifests {
        for right in texts(&parse(file), "permission", "id") {
            if let Some(contract) = owned.get(&right) {
                faults.push(format!("{}: {right} belongs to {contract}", file.path));
            }
        }
    }
    faults
}

/// The keys a Fluent file defines, attributes included (`key.attribute`).
fn fluent_keys(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut message = String::new();
    for line in text.lines() {
        let Some((name, _)) = line.split_once('=') else { continue };
        let name = name.trim_end();
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        if is_name(name) {
            message = name.to_owned();
            keys.insert(message.clone());
        } else if let Some(attribute) = name.trim_start().strip_prefix('.').filter(|name| is_name(name)) {
            keys.insert(format!("{message}.{attribute}"));
        }
    }
    keys
}

/// Catalogs of one folder must know the same keys, each with the folder's own prefix.
fn catalog_faults(catalogs: &[File]) -> Vec<String> {
    let mut folders: BTreeMap<&str, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for file in catalogs {
        let (folder, name) = file.path.rsplit_once('/').expect("a catalog lies in a folder");
        let language = name.trim_end_matches(".ftl");
        folders.entry(folder).or_default().entry(language).or_default().extend(fluent_keys(&file.text));
    }
    let mut faults = Vec::new();
    for (folder, languages) in folders {
        let all: BTreeSet<&String> = languages.values().flatten().collect();
        for language in ["uz", "ru", "en"] {
            match languages.get(language) {
                None => faults.push(format!("{folder}: {language}.ftl is missing")),
                Some(keys) => {
                    faults.extend(
                        all.iter()
                            .filter(|key| !keys.contains(**key))
                            .map(|key| format!("{folder}/{language}.ftl: {key} is missing")),
                    );
                }
            }
        }
        if let Some(plugin) = folder.strip_prefix("plugins/").and_then(|rest| rest.split('/').next()) {
            let prefix = format!("{plugin}-");
            faults.extend(
                all.iter()
                    .filter(|key| !key.starts_with(&prefix))
                    .map(|key| format!("{folder}: {key} does not begin with {prefix}")),
            );
        }
    }
    faults
}

/// The same names in every plugin.
fn shape_faults(plugin: &str, has: impl Fn(&str) -> bool) -> Vec<String> {
    let one_of = |names: &[&str]| names.iter().any(|name| has(name));
    let wanted: [(&str, bool); 9] = [
        ("plugin.toml", has("plugin.toml")),
        ("Cargo.toml", has("Cargo.toml")),
        ("README.md", has("README.md")),
        ("src/lib.rs", has("src/lib.rs")),
        ("src/model.rs or src/model/", one_of(&["src/model.rs", "src/model/mod.rs"])),
        ("src/queries.rs", has("src/queries.rs")),
        ("src/pages.rs or src/pages/", one_of(&["src/pages.rs", "src/pages/mod.rs"])),
        ("sql/", has("sql")),
        ("migrations/", has("migrations")),
    ];
    wanted
        .iter()
        .filter(|(_, there)| !there)
        .map(|(name, _)| format!("plugins/{plugin}: {name} is missing"))
        .collect()
}

/// Nothing of one developer's machine belongs into the repository.
fn path_faults(files: &[File]) -> Vec<String> {
    // Put together here, so that this file does not contain what it looks for.
    let needles = [
        ["/ho", "me/"].concat(),
        ["/ro", "ot/"].concat(),
        ["C:", "\\Users"].concat(),
        ["/wo", "rk/"].concat(),
    ];
    let mut faults = Vec::new();
    for file in files {
        for needle in &needles {
            if file.text.contains(needle.as_str()) {
                faults.push(format!("{}: the path {needle} of some machine", file.path));
            }
        }
    }
    faults
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

#[test]
fn modules_import_downwards() {
    none(layer_faults(&files("host/src", &[".rs"])));
}

#[test]
fn an_import_upwards_is_noticed() {
    let upwards = [
        file("host/src/db/mod.rs", "use crate::web::page;"),
        file("host/src/auth/mod.rs", "use crate::{clock, theme};"),
        file("host/src/plugin/call.rs", "fn f() { crate::import::go() }"),
        file("host/src/novelty.rs", ""),
    ];
    assert_eq!(layer_faults(&upwards).len(), 4);
    let downwards =
        file("host/src/web/page.rs", "use crate::{auth::Principal, db::{Db, Tx}};\n// use crate::app;\n");
    assert!(layer_faults(&[downwards]).is_empty());
}

#[test]
fn libraries_stay_at_home() {
    none(home_faults(&files("host", &[".rs"])));
}

#[test]
fn a_library_away_from_home_is_noticed() {
    let strays = [
        file("host/src/web/page.rs", "let c = rusqlite::Connection::open(path);"),
        file("host/src/db/mod.rs", "use axum::Router;"),
        file("host/src/theme/mod.rs", "use tera::Tera;"),
    ];
    assert_eq!(home_faults(&strays).len(), 3);
    assert!(home_faults(&[file("host/src/db/x.rs", "use rusqlite::Row; // axum::Router")]).is_empty());
}

#[test]
fn unsafe_stands_where_it_is_allowed() {
    let everywhere: Vec<File> =
        ["host", "sdk", "plugins", "tests"].iter().flat_map(|folder| files(folder, &[".rs"])).collect();
    none(unsafe_faults(&everywhere));
}

#[test]
fn unsafe_elsewhere_is_noticed() {
    assert_eq!(unsafe_faults(&[file("host/src/web/x.rs", "fn f() { unsafe { g() } }")]).len(), 1);
    assert!(
        unsafe_faults(&[file("host/src/web/x.rs", "// unsafe\nlet unsafe_code = \"unsafe\";")]).is_empty()
    );
}

#[test]
fn every_exception_is_needed() {
    none(idle_faults(&["host", "sdk"].iter().flat_map(|folder| files(folder, &[".rs"])).collect::<Vec<_>>()));
}

#[test]
fn an_exception_nobody_needs_is_noticed() {
    let faults = idle_faults(&[file("host/src/watch.rs", "use notify::Watcher; unsafe {}")]);
    for wanted in
        ["LAYERS: there is no module db", "SIDEWAYS: web", "HOMES: host/src/web/ does", "UNSAFE: nothing"]
    {
        assert!(faults.iter().any(|fault| fault.starts_with(wanted)), "{wanted}: {faults:?}");
    }
    assert!(!faults.iter().any(|fault| fault.contains("notify") && fault.contains("watch.rs")), "{faults:?}");
}

#[test]
fn packages_know_only_what_they_may() {
    none(package_faults(&files("", &["Cargo.toml"])));
}

#[test]
fn a_package_that_knows_too_much_is_noticed() {
    let bad = [
        file("plugins/x/Cargo.toml", "[dependencies]\npardoz.workspace = true\n"),
        file("host/Cargo.toml", "[dependencies]\npardoz-sdk = \"1\"\n"),
        file(
            "plugins/x/Cargo.toml",
            "[dependencies]\nplugin-booking = { path = \"../booking\" }\n[dev-dependencies]\n",
        ),
    ];
    assert_eq!(package_faults(&bad).len(), 3);
}

#[test]
fn a_contract_owns_the_rights_its_services_ask_for() {
    let manifests: Vec<File> =
        files("plugins", &[".toml"]).into_iter().filter(|file| file.path.ends_with("/plugin.toml")).collect();
    none(right_faults(&files("wit/contracts", &[".toml"]), &manifests));
}

#[test]
fn a_right_declared_by_the_provider_is_noticed() {
    let contract = "[[permission]]\nid = \"x.bill.read\"\n[[service]]\npermission = \"x.bill.take\"\n";
    let manifest = "[[permission]]\nid = \"x.bill.read\"\n";
    let faults =
        right_faults(&[file("wit/contracts/x-1.toml", contract)], &[file("plugins/x/plugin.toml", manifest)]);
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn catalogs_know_the_same_keys_in_three_languages() {
    let mut catalogs = files("plugins", &[".ftl"]);
    catalogs.extend(files("themes", &[".ftl"]));
    none(catalog_faults(&catalogs));
}

#[test]
fn a_missing_key_is_noticed() {
    let catalogs = [
        file("plugins/x/i18n/uz.ftl", "x-a = A\nx-b = B\n    .hint = C\n"),
        file("plugins/x/i18n/ru.ftl", "x-a = { $n ->\n    [one] одна\n   *[other] много\n}\n"),
        file("plugins/x/i18n/en.ftl", "x-a = A\nx-b = B\n    .hint = C\ny-other = D\n"),
    ];
    let faults = catalog_faults(&catalogs);
    assert_eq!(faults.len(), 5, "{faults:?}");
}

#[test]
fn every_plugin_has_the_same_shape() {
    let plugins = folders("plugins");
    assert!(!plugins.is_empty());
    none(
        plugins
            .iter()
            .flat_map(|plugin| {
                shape_faults(plugin, |name| root().join("plugins").join(plugin).join(name).exists())
            })
            .collect(),
    );
}

#[test]
fn a_plugin_out_of_shape_is_noticed() {
    assert_eq!(shape_faults("x", |name| name != "src/model.rs" && name != "src/model/mod.rs").len(), 1);
}

#[test]
fn nothing_of_a_developers_machine_is_committed() {
    let endings = [".rs", ".toml", ".md", ".html", ".js", ".css", ".sql", ".ftl", ".json", ".wit"];
    none(path_faults(&files("", &endings)));
    none(path_faults(&files(".ci", &["run"])));
}

#[test]
fn a_machines_path_is_noticed() {
    let text = ["include_str!(\"/ho", "me/lola/pardoz/x\")"].concat();
    assert_eq!(path_faults(&[file("host/src/x.rs", &text)]).len(), 1);
}

/// README's first command names no program: of all that the clone has, Cargo must know which one is meant.
#[test]
fn cargo_run_is_the_salon() {
    let metadata = ["metadata", "--no-deps", "--format-version", "1", "--offline"];
    let output = std::process::Command::new(env!("CARGO")).args(metadata).current_dir(root()).output();
    let text = output.expect("cargo answers").stdout;
    let metadata: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let meant: Vec<&str> = packages.iter().filter_map(|package| package["default_run"].as_str()).collect();
    assert_eq!(meant, ["pardoz"]);
}
