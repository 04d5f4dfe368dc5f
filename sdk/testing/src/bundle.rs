//! Plugins' folders → bundles. Each is built once per test program, and again only when its source changed.

use pardoz::develop;
use pardoz::plugin::component::Components;
use pardoz::plugin::manifest::Manifest;
use pardoz::plugin::pack::{Parts, pack};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

/// Where compiled components are kept between tests and between runs: compiling is dear, and the key of an entry is
/// the hash of its component.
pub fn cache() -> PathBuf {
    let folder = develop::target_folder(&clone_folder()).join("testing-cache");
    std::fs::create_dir_all(&folder).expect("the cache's folder can be made");
    folder
}

/// The bundles of these plugins and of those that provide what they require: id → bytes. `own` are the folders
/// of plugins that are not first-party ones.
pub fn bundles(own: &[PathBuf], plugins: &[String]) -> BTreeMap<String, Arc<[u8]>> {
    let folders = needed(own, plugins);
    folders.iter().map(|(id, folder)| (id.clone(), built(folder))).collect()
}

/// The clone this crate was built in: it has the theme, the contracts and the first-party plugins.
pub fn clone_folder() -> PathBuf {
    pardoz::config::clone_folder().expect("scenarios run from a clone of Pardoz")
}

/// Folders by plugin id: those asked for, then the providers of what they require, and so on.
fn needed(own: &[PathBuf], plugins: &[String]) -> BTreeMap<String, PathBuf> {
    let first_party: Vec<(PathBuf, Manifest)> =
        develop::plugin_folders(&clone_folder().join("plugins")).into_iter().map(with_manifest).collect();
    let mut waiting: Vec<(PathBuf, Manifest)> = own.iter().cloned().map(with_manifest).collect();
    for id in plugins {
        let known = first_party.iter().find(|(_, manifest)| manifest.id() == id);
        waiting.push(known.unwrap_or_else(|| panic!("there is no first-party plugin `{id}`")).clone());
    }
    let mut found = BTreeMap::new();
    while let Some((folder, manifest)) = waiting.pop() {
        if found.contains_key(manifest.id()) {
            continue;
        }
        for contract in manifest.contracts.requires.iter().map(|name| name.get_ref()) {
            let provides = |manifest: &Manifest| {
                manifest.contracts.provides.iter().any(|name| name.get_ref() == contract)
            };
            let provider = first_party.iter().find(|(_, manifest)| provides(manifest));
            waiting.push(
                provider.unwrap_or_else(|| panic!("no first-party plugin provides {contract}")).clone(),
            );
        }
        found.insert(manifest.id().to_owned(), folder);
    }
    found
}

fn with_manifest(folder: PathBuf) -> (PathBuf, Manifest) {
    let file = folder.join("plugin.toml");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let manifest = Manifest::parse(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    (folder, manifest)
}

/// The bundle of the plugin in `folder`.
fn built(folder: &Path) -> Arc<[u8]> {
    static BUILT: Mutex<BTreeMap<PathBuf, Arc<[u8]>>> = Mutex::new(BTreeMap::new());
    // Held while building: the tests of one program ask for the same plugins at once.
    let mut built = BUILT.lock().unwrap_or_else(|broken| broken.into_inner());
    if let Some(bytes) = built.get(folder) {
        return bytes.clone();
    }
    let bytes: Arc<[u8]> = build(folder).into();
    built.insert(folder.to_owned(), bytes.clone());
    bytes
}

fn build(folder: &Path) -> Vec<u8> {
    let wasm = develop::build_folder(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let contracts = clone_folder().join("wit/contracts");
    let bytes = pack(Parts { folder, contracts: Some(&contracts), wasm }, components());
    bytes.unwrap_or_else(|error| panic!("{}: {}", folder.display(), pardoz::plugin::api::chain(&error)))
}

fn components() -> &'static Arc<Components> {
    static COMPONENTS: OnceLock<Arc<Components>> = OnceLock::new();
    COMPONENTS.get_or_init(|| Components::new(&cache()).expect("the engine starts"))
}
