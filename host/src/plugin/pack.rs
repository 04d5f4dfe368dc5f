//! A plugin's folder → its bundle. Every check an author needs happens here, before anybody installs anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pardoz_renderer::{Locale, PluginTemplate, Renderer, Sources, Template, TextSource, UsedKey, lint};
use serde_json::Value as Json;

use super::bundle::{Bundle, BundleError};
use super::call::{self, Call, Export, Fixed, Frame, Root};
use super::circuit::Circuit;
use super::component::{self, Components};
use super::contract::Contract;
use super::generation::{self, Generation, Package, PackageError, Salon};
use super::manifest::Manifest;
use crate::db::{Engine, Tx};
use crate::theme::{Assets, Look};

/// Where a plugin's parts are.
pub struct Parts<'a> {
    /// The plugin's folder: plugin.toml, sql/, migrations/, templates/, i18n/ …
    pub folder: &'a Path,
    /// Contract files of the house; the plugin's own `contracts/` come first.
    pub contracts: Option<&'a Path>,
    /// What the compiler made: a core module or a component.
    pub wasm: Vec<u8>,
}

/// Packs a plugin, with every check. The same parts give the same bytes.
///
/// # Errors
/// The first thing that is wrong, worded for the author.
pub fn pack(parts: Parts<'_>, components: &Arc<Components>) -> Result<Vec<u8>, PackageError> {
    let mut bundle = Bundle::default();
    for (folder, suffixes) in FOLDERS {
        add_folder(&mut bundle, parts.folder, folder, suffixes)?;
    }
    let manifest_file = parts.folder.join("plugin.toml");
    let manifest_text = std::fs::read(&manifest_file)
        .map_err(|e| PackageError::Check(format!("could not read {}: {e}", manifest_file.display())))?;
    bundle.insert("plugin.toml", manifest_text)?;
    let manifest = Manifest::parse(bundle.require_text("plugin.toml")?)?;
    add_contracts(&mut bundle, &manifest, parts.contracts)?;
    bundle.insert("plugin.wasm", component::encode(&parts.wasm)?)?;
    check_texts(&manifest, &bundle)?;
    check_templates(&manifest, &bundle)?;
    let draft = Package::from_bundle(bundle.clone(), String::new(), components)?;
    let schema = describe(Arc::new(draft))?;
    check_handlers(&manifest, &schema)?;
    bundle.insert("schema.json", serde_json::to_vec_pretty(&schema).expect("JSON"))?;
    let bytes = bundle.write();
    // What is written must also be readable under the limits of an installation.
    Package::read(&bytes, components)?;
    Ok(bytes)
}

/// What of a plugin's folder goes into its bundle.
const FOLDERS: [(&str, &[&str]); 8] = [
    ("sql", &["sql"]),
    ("exchange", &["sql"]),
    ("migrations", &["sql"]),
    ("contracts", &["toml"]),
    ("contracts/schemas", &["json"]),
    ("templates", &["html"]),
    ("i18n", &["ftl"]),
    ("static", &["png", "jpg", "jpeg", "webp", "avif"]),
];

fn add_folder(bundle: &mut Bundle, root: &Path, folder: &str, suffixes: &[&str]) -> Result<(), PackageError> {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return Ok(()) };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let suffix = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if !path.is_file() || name.starts_with('.') {
            continue;
        }
        if !suffixes.contains(&suffix.as_str()) {
            return Err(PackageError::Check(format!(
                "{folder}/{name}: only {} files belong here",
                suffixes.join(", ")
            )));
        }
        let data = std::fs::read(&path)
            .map_err(|e| PackageError::Check(format!("could not read {folder}/{name}: {e}")))?;
        bundle.insert(&format!("{folder}/{name}"), data)?;
    }
    Ok(())
}

fn add_contracts(bundle: &mut Bundle, manifest: &Manifest, house: Option<&Path>) -> Result<(), PackageError> {
    let provided = manifest.contracts.provides.iter().map(|c| c.get_ref().as_str());
    let names: BTreeSet<&str> = manifest.uses().chain(provided).collect();
    for name in names {
        let file = format!("{}.toml", name.replace('@', "-"));
        let entry = format!("contracts/{file}");
        if bundle.get(&entry).is_some() {
            continue;
        }
        let text = house.and_then(|folder| std::fs::read(folder.join(&file)).ok());
        let Some(text) = text else {
            return Err(PackageError::Check(format!(
                "contract {name} is not known; put its file into contracts/{file}"
            )));
        };
        bundle.insert(&entry, text)?;
    }
    add_schemas(bundle, manifest, house)
}

/// The schemas of the contracts it provides, where its own folder does not have them.
fn add_schemas(bundle: &mut Bundle, manifest: &Manifest, house: Option<&Path>) -> Result<(), PackageError> {
    for provided in &manifest.contracts.provides {
        let file = format!("contracts/{}.toml", provided.get_ref().replace('@', "-"));
        let text = bundle.get(&file).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        let contract = Contract::parse(&file, text)?;
        for schema in contract.schema_names() {
            let entry = format!("contracts/{schema}");
            let found = house.and_then(|folder| std::fs::read(folder.join(schema)).ok());
            if let (None, Some(found)) = (bundle.get(&entry), found) {
                bundle.insert(&entry, found)?;
            }
        }
    }
    Ok(())
}

/// Equal keys in the three languages, and every key of the manifest and the templates among them.
fn check_texts(manifest: &Manifest, bundle: &Bundle) -> Result<(), PackageError> {
    for language in ["uz", "ru", "en"] {
        if bundle.get(&format!("i18n/{language}.ftl")).is_none() {
            return Err(PackageError::Check(format!(
                "i18n/{language}.ftl is missing: every plugin speaks Uzbek, Russian and English"
            )));
        }
    }
    let mut used: Vec<UsedKey> = manifest
        .text_keys()
        .into_iter()
        .map(|key| UsedKey {
            plugin: manifest.id().to_owned(),
            key: key.to_owned(),
            place: "plugin.toml".to_owned(),
        })
        .collect();
    for entry in bundle.texts("contracts", ".toml") {
        let (name, text) = entry?;
        let file = format!("contracts/{name}.toml");
        let parsed = Contract::parse(&file, text)?;
        if !manifest.contracts.provides.iter().any(|provided| *provided.get_ref() == parsed.id()) {
            continue;
        }
        used.extend(parsed.permissions.iter().map(|right| UsedKey {
            plugin: manifest.id().to_owned(),
            key: right.title.get_ref().clone(),
            place: file.clone(),
        }));
    }
    for template in bundle.texts("templates", ".html") {
        let (name, text) = template?;
        used.extend(pardoz_renderer::keys_in_template(
            manifest.id(),
            &format!("templates/{name}.html"),
            text,
        ));
    }
    // The theme's own keys are the theme's business.
    let own = format!("{}-", manifest.id());
    used.retain(|key| key.key.starts_with(&own));
    let renderer = Renderer::build(Sources { texts: texts(manifest, bundle)?, ..no_sources() })
        .map_err(|e| PackageError::Check(e.to_string()))?;
    let missing = renderer.check_texts(&used);
    if missing.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = missing.iter().map(|m| format!("  {m}")).collect();
    Err(PackageError::Check(format!("texts are missing:\n{}", list.join("\n"))))
}

fn texts(manifest: &Manifest, bundle: &Bundle) -> Result<Vec<TextSource>, BundleError> {
    let mut all = Vec::new();
    for entry in bundle.texts("i18n", ".ftl") {
        let (language, text) = entry?;
        if let Some(locale) = Locale::parse(language) {
            all.push(TextSource { plugin: manifest.id().to_owned(), locale, text: text.to_owned() });
        }
    }
    Ok(all)
}

/// The words of a bundle alone: those of a module that is not installed yet.
///
/// # Errors
/// When its language files cannot be read.
pub fn words(package: &Package) -> Result<Renderer, PackageError> {
    let texts = texts(&package.manifest, &package.bundle)?;
    Renderer::build(Sources { texts, ..no_sources() }).map_err(|e| PackageError::Check(e.to_string()))
}

fn no_sources() -> Sources {
    Sources {
        theme: Vec::new(),
        plugins: Vec::<PluginTemplate>::new(),
        texts: Vec::new(),
        assets: BTreeMap::new(),
        icons: BTreeSet::new(),
        routes: Arc::new(BTreeMap::<String, String>::new()),
        proven: Default::default(),
    }
}

/// The templates the manifest names exist, and hold nothing a module may not bring.
fn check_templates(manifest: &Manifest, bundle: &Bundle) -> Result<(), PackageError> {
    let routes = manifest.routes.iter().filter_map(|r| r.template.as_ref());
    let parts =
        manifest.widgets.iter().map(|w| &w.template).chain(manifest.panels.iter().map(|p| &p.template));
    for template in routes.chain(parts) {
        let name = template.get_ref();
        if bundle.get(&format!("templates/{name}")).is_none() {
            return Err(PackageError::Check(format!(
                "plugin.toml names templates/{name}, which does not exist"
            )));
        }
    }
    for entry in bundle.texts("templates", ".html") {
        let (name, text) = entry?;
        let template = Template { name: format!("templates/{name}.html"), text: text.to_owned() };
        if let Some(finding) = lint::check(&template).first() {
            return Err(PackageError::Check(finding.to_string()));
        }
    }
    Ok(())
}

/// Asks the component what its handlers are, in an instance that has no database.
fn describe(package: Arc<Package>) -> Result<Json, PackageError> {
    let id = package.id().to_owned();
    let installed = BTreeMap::from([(id.clone(), package)]);
    let (plugins, providers, contracts) =
        generation::bind(&installed, &BTreeSet::from([id.clone()]), Engine::Sqlite);
    let renderer = Renderer::build(no_sources()).map_err(|e| PackageError::Check(e.to_string()))?;
    let generation = Arc::new(Generation {
        number: 0,
        rows: Vec::new(),
        salon: Salon::default(),
        installed,
        plugins,
        providers,
        contracts,
        look: Arc::new(Look { renderer, assets: Assets::default() }),
        circuit: Arc::new(Circuit::default()),
    });
    let call = Call::background(&id, "describe", "describe", serde_json::json!({}), "en");
    // Compiling counts, too, and this machine may be busy building other things.
    let deadline = Instant::now() + Duration::from_secs(120);
    let fixed =
        Fixed { call_id: String::new(), now: 0, deadline, host_key: [0; 32], seal: None, cause: None };
    let mut root = Root::new(&fixed, generation.clone(), &call);
    let plugin = generation.plugins[&id].clone();
    let frame = Frame::of(&call, &plugin, Export::Query);
    let reply = call::run(&mut Tx::hollow(), &mut root, frame).map_err(|failure| {
        PackageError::Check(format!(
            "the component does not describe itself: {}",
            failure.into_error(&id, "describe")
        ))
    })?;
    serde_json::from_str(&reply.data).map_err(PackageError::Schema)
}

/// Every handler of the manifest is in the component under the right export, and the other way round.
fn check_handlers(manifest: &Manifest, schema: &Json) -> Result<(), PackageError> {
    let described = schema["handlers"].as_object().cloned().unwrap_or_default();
    let named = manifest.handlers();
    for (name, export, place) in &named {
        match described.get(*name).and_then(|h| h["export"].as_str()) {
            None => {
                return Err(PackageError::Check(format!(
                    "{place} of plugin.toml names `{name}`, which the code does not have"
                )));
            }
            Some(other) if other != *export => {
                let message = format!("{place} of plugin.toml makes `{name}` a {export}, the code a {other}");
                return Err(PackageError::Check(message));
            }
            Some(_) => {}
        }
    }
    for name in described.keys() {
        if !named.iter().any(|(n, _, _)| n == name) {
            return Err(PackageError::Check(format!(
                "the code has a handler `{name}`, which plugin.toml does not name"
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_cannot_be_read_is_refused_before_anybody_installs_it() {
        let manifest = "[plugin]\nid = \"notes\"\nversion = \"1.0.0\"\napi = \"0.1\"\npublisher = \"P\"\n\
                        name = \"notes-name\"\npurpose = \"notes-purpose\"\n";
        let manifest = Manifest::parse(manifest).unwrap();
        let checked = |template: &str| {
            let mut bundle = Bundle::default();
            bundle.insert("templates/note_list.html", template.as_bytes().to_vec()).unwrap();
            check_templates(&manifest, &bundle).map_err(|e| e.to_string())
        };
        assert_eq!(checked("<ul>{% for n in view.notes %}<li>{{ n.text }}</li>{% endfor %}</ul>"), Ok(()));
        let said =
            checked("<ul>\n{% for n in view.notes %}\n<li>{{ n.text }</li>\n{% endfor %}</ul>").unwrap_err();
        assert!(said.starts_with("templates/note_list.html:3: the template cannot be read"), "{said}");
    }
}
