//! What is written for people stays true: each field of a manifest, each variable, each call of the SDK stands in its
//! manual; READMEs name what there is; nothing lies about that nobody uses.

use std::collections::{BTreeMap, BTreeSet};

use pardoz_tests::repository::{File, files, folders, root};

use super::{file, none};

/// The first word in `name` letters, digits, `_`.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

/// Whether `name` stands in `text` by itself, not as a part of a longer name.
fn names(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

/// `pub struct X { … }` → its fields: what TOML calls them, and the type behind `Vec`, `Option` and `Spanned`.
fn structs(sources: &[File]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut all = BTreeMap::new();
    for source in sources {
        for part in source.text.split("\npub struct ").skip(1) {
            let Some(body) =
                part.split_once(" {\n").map(|(_, rest)| rest.split("\n}").next().unwrap_or(rest))
            else {
                continue;
            };
            let (mut fields, mut renamed) = (Vec::new(), None);
            for line in body.lines().map(str::trim) {
                if line.starts_with("#[serde") {
                    let name = line.split("rename = \"").nth(1).and_then(|rest| rest.split('"').next());
                    renamed = name.map(str::to_owned).or(renamed);
                } else if let Some((name, kind)) =
                    line.strip_prefix("pub ").and_then(|line| line.split_once(':'))
                {
                    let kind = kind.rsplit('<').next().unwrap_or(kind).trim();
                    let name = renamed.take().unwrap_or_else(|| name.to_owned());
                    fields.push((name, word(kind).to_owned()));
                }
            }
            all.insert(word(part).to_owned(), fields);
        }
    }
    all
}

/// `section.field` of every section that [`Manifest`] has, `import.field.key` for a table inside a table.
fn manifest_fields(sources: &[File]) -> BTreeSet<String> {
    let structs = structs(sources);
    let mut fields = BTreeSet::new();
    let mut waiting = vec![(String::new(), "Manifest".to_owned())];
    while let Some((place, kind)) = waiting.pop() {
        for (name, of) in structs.get(&kind).into_iter().flatten() {
            let name = format!("{place}{name}");
            if structs.contains_key(of) {
                waiting.push((format!("{name}."), of.clone()));
            }
            if !place.is_empty() {
                fields.insert(name);
            }
        }
    }
    fields
}

/// The same as the manual has them: rows of tables whose head begins with "field".
fn manual_fields(manual: &str) -> BTreeSet<String> {
    let (mut fields, mut section, mut place) = (BTreeSet::new(), String::new(), None);
    let quoted = |text: &str| text.split('`').nth(1).map(str::to_owned);
    for line in manual.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title.trim_matches(['[', ']']).to_owned();
        } else if line.starts_with("| field") {
            let inner = quoted(line).map(|table| table.trim_matches(['[', ']']).to_owned());
            place = Some(inner.unwrap_or_else(|| section.clone()));
        } else if !line.starts_with('|') {
            place = None;
        } else if let (Some(place), Some(field)) = (&place, quoted(line)) {
            fields.insert(format!("{place}.{field}"));
        }
    }
    fields
}

fn manifest_faults(sources: &[File], manual: &str) -> Vec<String> {
    let (real, written) = (manifest_fields(sources), manual_fields(manual));
    let missing = real.difference(&written).map(|field| format!("wit/manifest.md: {field} is missing"));
    let made_up =
        written.difference(&real).map(|field| format!("wit/manifest.md: there is no field {field}"));
    missing.chain(made_up).collect()
}

fn variable_faults(config: &str, example: &str) -> Vec<String> {
    let declared = config.split("env = \"").skip(1).map(word);
    let missing =
        declared.filter(|name| !example.lines().any(|line| word(line.trim_start_matches('#')) == *name));
    missing.map(|name| format!(".env.example: {name} is missing")).collect()
}

/// Public functions of the types whose methods a handler calls.
fn sdk_faults(sources: &[File], readme: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        for block in source.text.split("\nimpl").skip(1) {
            let head = block.lines().next().unwrap_or_default();
            let told = ["Query {", "Mutation {", "Service<'_> {", "Answer {", "Act {", "Caller {"];
            if !told.iter().any(|name| head.ends_with(name)) || head.contains(" for ") {
                continue;
            }
            let body = block.split("\n}").next().unwrap_or(block);
            let functions = body.split("\n    pub fn ").skip(1).map(word);
            let missing = functions.filter(|function| !names(readme, function));
            faults.extend(
                missing.map(|function| format!("sdk/README.md: {function} ({}) is missing", source.path)),
            );
        }
    }
    faults
}

/// Jobs and panels by name in the plugin's README; files it names are there.
fn readme_faults(plugin: &str, manifest: &str, readme: &str, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    let rows = |key: &str| manifest.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let mut faults = Vec::new();
    for kind in ["job", "panel"] {
        for row in rows(kind) {
            let name = row["name"].as_str().expect("a name");
            if !readme.contains(&format!("`{name}`")) {
                faults.push(format!("plugins/{plugin}/README.md: {kind} `{name}` is missing"));
            }
        }
    }
    let quoted = readme.split('`').skip(1).step_by(2);
    let gone =
        quoted.filter(|text| text.ends_with(".rs") && !text.contains([' ', '{', '*']) && !is_there(text));
    faults.extend(gone.map(|text| format!("plugins/{plugin}/README.md: there is no {text}")));
    faults
}

/// Statements no function is called for. A dead one still widens what the owner is asked to agree to.
fn statement_faults(statements: &[File], code: &str) -> Vec<String> {
    let stem =
        |file: &File| file.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".sql").to_owned();
    let dead = statements.iter().filter(|file| !names(code, &stem(file)));
    dead.map(|file| format!("{}: nobody calls it", file.path)).collect()
}

/// Keys that nothing shows: neither the key stands somewhere nor a beginning of it from which code makes whole keys.
fn text_faults(plugin: &str, keys: &BTreeSet<String>, places: &str) -> Vec<String> {
    let made = |key: &str| {
        key.match_indices('-').enumerate().any(|(index, (at, _))| {
            let start = &key[..=at];
            places.match_indices(start).any(|(at, _)| {
                let rest = &places[at + start.len()..];
                match rest.strip_prefix("\" ~ ").and_then(|rest| rest.split_once(" ~ \"")) {
                    // `"x-" ~ kind ~ "-title"` of a template: what follows counts too.
                    Some((hole, end)) if !hole.contains(['"', ' ']) => {
                        key[start.len()..].contains(end.split('"').next().unwrap_or(end))
                    }
                    // The plugin's own id begins every key.
                    _ => index > 0 && rest.starts_with(['"', '{', '\'', '~']),
                }
            })
        })
    };
    // The host makes these: `<title>-<option>` and `<id>-section-<section>`.
    let of_settings = |key: &str| key.contains("-setting-") || key.contains("-section-");
    let dead = keys.iter().filter(|key| !names(places, key) && !made(key) && !of_settings(key));
    dead.map(|key| format!("plugins/{plugin}/i18n: nobody shows {key}")).collect()
}

/// Panels whose slot no page opens, or not with their column: nobody would ever see them.
fn slot_faults(plugin: &str, manifest: &str, pages: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
    let mut faults = Vec::new();
    for panel in manifest.get("panel").and_then(toml::Value::as_array).into_iter().flatten() {
        let word = |key: &str, absent: &'static str| {
            panel.get(key).and_then(toml::Value::as_str).unwrap_or(absent).to_owned()
        };
        let (slot, column) = (word("slot", ""), format!("column=\"{}\"", word("column", "side")));
        let call = format!("slot(name=\"{slot}\"");
        let calls = pages.split(&call).skip(1);
        let calls: Vec<&str> = calls.map(|call| call.split(')').next().unwrap_or(call)).collect();
        if !calls.iter().any(|call| !call.contains("column=") || call.contains(&column)) {
            faults.push(format!("plugins/{plugin}: no page has slot {slot} with {column}"));
        }
    }
    faults
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn joined(folder: &str, endings: &[&str]) -> String {
    files(folder, endings).into_iter().map(|file| file.text).collect()
}

fn manifest_sources() -> Vec<File> {
    let mut sources = vec![file("host/src/plugin/manifest.rs", &read("host/src/plugin/manifest.rs"))];
    sources.extend(files("host/src/plugin/manifest", &[".rs"]));
    sources
}

#[test]
fn every_field_of_a_manifest_is_in_its_manual() {
    let fields = manifest_fields(&manifest_sources());
    assert!(fields.contains("import.field.aliases") && fields.contains("plugin.id"), "{fields:?}");
    none(manifest_faults(&manifest_sources(), &read("wit/manifest.md")));
}

#[test]
fn a_field_without_a_word_is_noticed() {
    let source = "\npub struct Manifest {\n    #[serde(default, rename = \"panel\")]\n    pub panels: Vec<Panel>,\n}\n\
                  \npub struct Panel {\n    pub slot: String,\n    /// Wide.\n    pub column: Option<Spanned<String>>,\n}\n";
    let sources = [file("manifest.rs", source)];
    let manual = "## [[panel]]\n\n| field | |\n|---|---|\n| `slot` | where |\n| `colour` | which |\n\n| other | |\n| `x` | |\n";
    let faults = manifest_faults(&sources, manual);
    assert_eq!(
        faults,
        ["wit/manifest.md: panel.column is missing", "wit/manifest.md: there is no field panel.colour"]
    );
}

#[test]
fn every_variable_is_in_the_example() {
    none(variable_faults(&read("host/src/config.rs"), &read(".env.example")));
}

#[test]
fn a_variable_without_a_line_is_noticed() {
    let config = "env = \"PARDOZ_MAIL\", env = \"PARDOZ_MAIL_FROM\"";
    assert_eq!(variable_faults(config, "#PARDOZ_MAIL_FROM=\n").len(), 1);
}

#[test]
fn what_a_handler_can_call_is_in_the_sdks_readme() {
    let sources: Vec<File> = files("sdk/guest/src", &[".rs"]);
    none(sdk_faults(&sources, &read("sdk/README.md")));
}

#[test]
fn a_call_without_a_word_is_noticed() {
    let source = "\nimpl Query {\n    pub(crate) fn new() {}\n    /// Now.\n    pub fn now(&self) {}\n    pub fn new_id(&self) {}\n}\n";
    assert_eq!(sdk_faults(&[file("context.rs", source)], "`new_id()`").len(), 1);
}

#[test]
fn readmes_of_plugins_name_jobs_panels_and_files() {
    for plugin in folders("plugins") {
        let folder = format!("plugins/{plugin}");
        let is_there = |text: &str| {
            [format!("{folder}/{text}"), format!("{folder}/src/{text}"), text.to_owned()]
                .iter()
                .any(|path| root().join(path).exists())
        };
        let (manifest, readme) =
            (read(&format!("{folder}/plugin.toml")), read(&format!("{folder}/README.md")));
        none(readme_faults(&plugin, &manifest, &readme, is_there));
    }
}

#[test]
fn a_job_the_readme_forgets_is_noticed() {
    let manifest = "[[job]]\nname = \"nightly\"\n[[panel]]\nname = \"bill\"\n";
    assert_eq!(readme_faults("x", manifest, "Job `nightly`, see `gone.rs`.", |_| false).len(), 2);
}

#[test]
fn every_statement_is_called() {
    for plugin in folders("plugins") {
        let code = joined(&format!("plugins/{plugin}/src"), &[".rs"]);
        none(statement_faults(&files(&format!("plugins/{plugin}/sql"), &[".sql"]), &code));
    }
}

#[test]
fn a_statement_nobody_calls_is_noticed() {
    let statements = [file("plugins/x/sql/bill.sql", ""), file("plugins/x/sql/bill_list.sql", "")];
    assert_eq!(statement_faults(&statements, "queries::bill_list(ctx)").len(), 1);
}

#[test]
fn every_text_is_shown() {
    // Templates of a neighbour may show a contract's words.
    let shared = [joined("wit/contracts", &[".toml"]), joined("plugins", &[".html"])].concat();
    for plugin in folders("plugins") {
        let folder = |name: &str| format!("plugins/{plugin}/{name}");
        let own = [
            joined(&folder("src"), &[".rs"]),
            joined(&folder("exchange"), &[".sql"]),
            read(&folder("plugin.toml")),
        ];
        let text = read(&folder("i18n/en.ftl"));
        // A text may stand inside another.
        let inside: String = text.lines().filter_map(|line| Some(line.split_once('=')?.1)).collect();
        let places = [shared.clone(), own.concat(), inside].concat();
        none(text_faults(
            &plugin,
            &super::fluent_keys(&text).into_iter().filter(|key| !key.contains('.')).collect(),
            &places,
        ));
    }
}

#[test]
fn a_text_nobody_shows_is_noticed() {
    let keys = ["x-none", "x-none-left", "x-day-mon", "x-setting-mode-a", "x-bill-title", "x-bill-hint"];
    let places = "t(key=\"x-none-left\") format!(\"x-day-{day}\") t(key=\"x-\" ~ kind ~ \"-title\")";
    let faults = text_faults("x", &keys.map(str::to_owned).into(), places);
    assert_eq!(faults, ["plugins/x/i18n: nobody shows x-bill-hint", "plugins/x/i18n: nobody shows x-none"]);
}

#[test]
fn every_panel_has_a_page() {
    let pages = joined("plugins", &[".html"]);
    for plugin in folders("plugins") {
        none(slot_faults(&plugin, &read(&format!("plugins/{plugin}/plugin.toml")), &pages));
    }
}

#[test]
fn a_panel_without_a_page_is_noticed() {
    let manifest = "[[panel]]\nslot = \"card\"\n[[panel]]\nslot = \"card\"\ncolumn = \"main\"\n[[panel]]\nslot = \"crad\"\n";
    assert_eq!(slot_faults("x", manifest, "{{ slot(name=\"card\", column=\"main\", id=1) }}").len(), 2);
    assert_eq!(slot_faults("x", manifest, "{{ slot(name=\"card\", id=1) }}").len(), 1);
}
