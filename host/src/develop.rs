//! Building what is missing, when the program runs from a clone: plugins as bundles, the theme's files.
//! A released program has both beside it and never comes here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use crate::plugin::bundle::Bundle;
use crate::plugin::component::Components;
use crate::plugin::manifest::Manifest;
use crate::plugin::pack::{Parts, pack};

/// What could not be built, and the command to look at.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("{program} is not installed: {hint}")]
    Missing { program: &'static str, hint: &'static str },
    #[error("`{command}` failed; its messages are above")]
    Failed { command: String },
    #[error("{plugin}: {message}")]
    Pack { plugin: String, message: String },
    #[error("could not {doing}")]
    Io {
        doing: String,
        #[source]
        source: std::io::Error,
    },
}

/// Says what is being done, on the terminal and nowhere else.
fn say(text: &str) {
    eprintln!("{text}");
}

/// Builds every first-party plugin whose source is newer than its bundle. Returns the folder with the bundles.
///
/// # Errors
/// The compiler's, or the first check of a plugin that fails.
pub fn build_plugins(clone: &Path, components: &Arc<Components>) -> Result<PathBuf, BuildError> {
    let folders = plugin_folders(&clone.join("plugins"));
    let out = target_folder(clone).join("bundles");
    build_into(clone, &folders, &out, components)?;
    Ok(out)
}

/// Builds the plugins in these folders into `out`, those that are out of date.
///
/// # Errors
/// As [`build_plugins`].
pub fn build_into(
    clone: &Path,
    folders: &[PathBuf],
    out: &Path,
    components: &Arc<Components>,
) -> Result<(), BuildError> {
    std::fs::create_dir_all(out)
        .map_err(|source| BuildError::Io { doing: format!("create {}", out.display()), source })?;
    let shared = ["sdk/guest", "wit", "host/sql/src", "Cargo.lock"].map(|f| newest(&clone.join(f)));
    let shared = shared.into_iter().flatten().max();
    let program = std::env::current_exe().ok().and_then(|exe| modified(&exe));
    let stale: Vec<&PathBuf> = folders
        .iter()
        .filter(|folder| {
            let bundle = bundle_of(out, &name_of(folder)).and_then(|b| modified(&b));
            let source = [newest(folder), shared, program].into_iter().flatten().max();
            bundle.is_none_or(|built| source.is_some_and(|source| source > built))
        })
        .collect();
    if stale.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = stale.iter().map(|f| name_of(f)).collect();
    say(&format!("Building the modules {} …", names.join(", ")));
    let started = Instant::now();
    let mut command = cargo();
    command.args(["build", "--quiet", "--profile", "guest", "--target", "wasm32-unknown-unknown"]);
    for folder in &stale {
        command.args(["--package", &package_of(folder)]);
    }
    run(command.current_dir(clone), "cargo", "install Rust with rustup")?;
    let built = target_folder(clone).join("wasm32-unknown-unknown/guest");
    for folder in stale {
        pack_one(clone, folder, &built, out, components)?;
    }
    say(&format!("… built in {} s.", started.elapsed().as_secs()));
    Ok(())
}

fn pack_one(
    clone: &Path,
    folder: &Path,
    built: &Path,
    out: &Path,
    components: &Arc<Components>,
) -> Result<(), BuildError> {
    let name = name_of(folder);
    let wasm_file = built.join(format!("{}.wasm", package_of(folder).replace('-', "_")));
    let wasm = std::fs::read(&wasm_file)
        .map_err(|source| BuildError::Io { doing: format!("read {}", wasm_file.display()), source })?;
    let contracts = clone.join("wit/contracts");
    let bytes = pack(Parts { folder, contracts: Some(&contracts), wasm }, components)
        .map_err(|e| BuildError::Pack { plugin: name.clone(), message: crate::plugin::api::chain(&e) })?;
    let package = crate::plugin::Package::read(&bytes, components)
        .map_err(|e| BuildError::Pack { plugin: name.clone(), message: e.to_string() })?;
    if let Some(old) = bundle_of(out, &name) {
        std::fs::remove_file(old).ok();
    }
    let file = out.join(format!("{}-{}.pardoz", package.id(), package.manifest.version()));
    std::fs::write(&file, bytes)
        .map_err(|source| BuildError::Io { doing: format!("write {}", file.display()), source })
}

/// Folders below `root` that hold a plugin, by name.
pub fn plugin_folders(root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("plugin.toml").exists() && path.join("Cargo.toml").exists())
        .collect();
    folders.sort();
    folders
}

/// Bundles that were dropped in a folder, the newest of each plugin: `hello-0.1.0.pardoz` and `hello-dev.pardoz` side
/// by side would take turns for ever. A file that is no bundle, or is still being written, is left out.
pub fn newest_bundles(folder: &Path) -> Vec<Vec<u8>> {
    let mut found: BTreeMap<String, (Option<SystemTime>, Vec<u8>)> = BTreeMap::new();
    for file in bundles(folder) {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let Some(id) = plugin_of(&bytes) else { continue };
        let changed = modified(&file);
        if found.get(&id).is_none_or(|(known, _)| *known < changed) {
            found.insert(id, (changed, bytes));
        }
    }
    found.into_values().map(|(_, bytes)| bytes).collect()
}

/// The id that a bundle's manifest names.
fn plugin_of(bundle: &[u8]) -> Option<String> {
    let bundle = Bundle::read(bundle).ok()?;
    let manifest = Manifest::parse(bundle.require_text("plugin.toml").ok()?).ok()?;
    Some(manifest.id().to_owned())
}

/// Bundles in a folder, by name.
pub fn bundles(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut bundles: Vec<PathBuf> =
        entries.filter(|p| p.extension().is_some_and(|x| x == "pardoz")).collect();
    bundles.sort();
    bundles
}

fn bundle_of(out: &Path, plugin: &str) -> Option<PathBuf> {
    let prefix = format!("{plugin}-");
    bundles(out)
        .into_iter()
        .find(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&prefix)))
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn package_of(folder: &Path) -> String {
    format!("plugin-{}", name_of(folder))
}

/// Cargo's target folder: as the environment says, or the clone's.
pub fn target_folder(clone: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => clone.join(folder),
        None => clone.join("target"),
    }
}

fn run(command: &mut Command, program: &'static str, hint: &'static str) -> Result<(), BuildError> {
    let status = command.stdin(Stdio::null()).status().map_err(|_| BuildError::Missing { program, hint })?;
    if status.success() {
        return Ok(());
    }
    Err(BuildError::Failed { command: format!("{command:?}") })
}

/// The newest change below a file or folder; build products are no sources.
fn newest(path: &Path) -> Option<SystemTime> {
    if !path.is_dir() {
        return modified(path);
    }
    let entries = std::fs::read_dir(path).ok()?.flatten();
    let entries =
        entries.filter(|e| !matches!(e.file_name().to_str(), Some("node_modules" | "dist" | "target")));
    entries.filter_map(|e| newest(&e.path())).max()
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

/// Compiles the plugin in `folder` and returns the module the compiler made.
///
/// # Errors
/// The compiler's.
pub fn build_folder(folder: &Path) -> Result<Vec<u8>, BuildError> {
    let package = package_name(folder)?;
    let mut command = cargo();
    command.args(["build", "--quiet", "--profile", "guest", "--target", "wasm32-unknown-unknown"]);
    run(command.current_dir(folder), "cargo", "install Rust with rustup")?;
    let target = cargo_target(folder)?;
    let file =
        target.join("wasm32-unknown-unknown/guest").join(format!("{}.wasm", package.replace('-', "_")));
    std::fs::read(&file)
        .map_err(|source| BuildError::Io { doing: format!("read {}", file.display()), source })
}

/// Runs the tests of the plugin in `folder`.
///
/// # Errors
/// When one fails.
pub fn test_plugin(folder: &Path) -> Result<(), BuildError> {
    run(cargo().arg("test").current_dir(folder), "cargo", "install Rust with rustup")
}

/// Writes the skeleton of a plugin into `folder`, whose name is the plugin's id.
///
/// # Errors
/// When the name cannot be an id, the folder is there already, or this program is not in its clone.
pub fn new_plugin(folder: &Path) -> Result<(), BuildError> {
    let id = name_of(folder);
    let refuse = |message: String| BuildError::Pack { plugin: id.clone(), message };
    if !crate::plugin::manifest::is_plugin_id(&id) {
        let why = "the folder's name is the plugin's id: 2 to 31 small Latin letters and digits, a letter first; \
                   `host`, `x` and SQL's own words are taken";
        return Err(refuse(why.into()));
    }
    let clone = crate::config::clone_folder().filter(|clone| clone.join("sdk/template").is_dir());
    let Some(clone) = clone else {
        return Err(refuse("the skeleton is in the source: run this from a clone of Pardoz".into()));
    };
    if folder.exists() {
        return Err(refuse(format!("{} is there already", folder.display())));
    }
    let sdk = |part: &str| clone.join("sdk").join(part).display().to_string();
    let filled = [(PLACEHOLDER, id.as_str()), ("../guest", &sdk("guest")), ("../testing", &sdk("testing"))];
    // Outside the clone its toolchain file is not seen, and a default toolchain may lack the target of plugins.
    let toolchain = "rust-toolchain.toml";
    copy_filled(&clone.join("sdk/template"), folder, &filled)
        .and_then(|()| std::fs::copy(clone.join(toolchain), folder.join(toolchain)).map(drop))
        .map_err(|source| BuildError::Io { doing: format!("write {}", folder.display()), source })
}

/// Copies a skeleton, putting the id and the SDK's folders where their placeholders stand, in names and in texts.
/// What cargo left in the skeleton's folder stays there.
fn copy_filled(from: &Path, to: &Path, filled: &[(&str, &str)]) -> std::io::Result<()> {
    let fill = |text: &str| filled.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if matches!(name.as_str(), "target" | "Cargo.lock") {
            continue;
        }
        let target = to.join(fill(&name));
        if entry.path().is_dir() {
            copy_filled(&entry.path(), &target, filled)?;
        } else {
            std::fs::write(target, fill(&std::fs::read_to_string(entry.path())?))?;
        }
    }
    Ok(())
}

/// Stands for the plugin's id in the skeleton, which is a whole plugin of that name.
const PLACEHOLDER: &str = "hello";

/// Cargo, without what `cargo run` sets for this program: it must not leak into the build of another.
fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (key, _) in std::env::vars_os() {
        let ours =
            |k: &str| k.starts_with("CARGO_PKG_") || k == "CARGO_MANIFEST_DIR" || k == "CARGO_MANIFEST_PATH";
        if key.to_str().is_some_and(ours) {
            command.env_remove(&key);
        }
    }
    command
}

fn package_name(folder: &Path) -> Result<String, BuildError> {
    let file = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&file)
        .map_err(|source| BuildError::Io { doing: format!("read {}", file.display()), source })?;
    let table: toml::Table = text.parse().unwrap_or_default();
    let name = table.get("package").and_then(|p| p.get("name")).and_then(toml::Value::as_str);
    name.map(str::to_owned).ok_or_else(|| BuildError::Pack {
        plugin: name_of(folder),
        message: "Cargo.toml names no package".to_owned(),
    })
}

/// Where cargo puts what it builds for the package in `folder`.
fn cargo_target(folder: &Path) -> Result<PathBuf, BuildError> {
    let output =
        cargo().args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(folder).output();
    let output =
        output.map_err(|_| BuildError::Missing { program: "cargo", hint: "install Rust with rustup" })?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let target = metadata["target_directory"].as_str().map(PathBuf::from);
    target.ok_or_else(|| BuildError::Failed { command: "cargo metadata".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(id: &str, version: &str) -> Vec<u8> {
        let manifest = format!(
            "[plugin]\nid = \"{id}\"\nversion = \"{version}\"\napi = \"0.1\"\npublisher = \"P\"\n\
             name = \"{id}-name\"\npurpose = \"{id}-purpose\"\n"
        );
        let mut bundle = Bundle::default();
        bundle.insert("plugin.toml", manifest.into_bytes()).unwrap();
        bundle.write()
    }

    #[test]
    fn of_two_bundles_of_one_plugin_the_newer_counts() {
        let folder = tempfile::tempdir().unwrap();
        let drop = |name: &str, bytes: &[u8], age: u64| {
            let file = std::fs::File::create(folder.path().join(name)).unwrap();
            std::io::Write::write_all(&mut &file, bytes).unwrap();
            file.set_modified(SystemTime::now() - std::time::Duration::from_secs(age)).unwrap();
        };
        let (packed, developed, other) =
            (bundle("hello", "0.1.0"), bundle("hello", "0.1.1"), bundle("other", "1.0.0"));
        drop("hello-0.1.0.pardoz", &packed, 60);
        drop("hello-dev.pardoz", &developed, 30);
        drop("other.pardoz", &other, 90);
        drop("half.pardoz", &other[..other.len() / 2], 0);
        assert_eq!(newest_bundles(folder.path()), [developed, other.clone()]);
        drop("hello-0.1.0.pardoz", &packed, 10);
        assert_eq!(newest_bundles(folder.path()), [packed, other]);
    }
}
