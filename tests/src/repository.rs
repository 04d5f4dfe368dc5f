//! The files of this repository, as text.

use std::path::{Path, PathBuf};

/// The repository's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the repository").to_owned()
}

/// A text file with its path from the root, in forward slashes.
#[derive(Clone, Debug)]
pub struct File {
    pub path: String,
    pub text: String,
}

/// The text files under `folder` whose name ends with one of `endings`; build output and downloads are left out.
pub fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    let root = root();
    collect(&root, &root.join(folder), endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<File>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !matches!(name.as_str(), "target" | "node_modules" | ".git" | "data" | "vendor") {
                collect(root, &path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending))
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            let path = path.strip_prefix(root).expect("found below the root");
            found.push(File { path: path.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

/// When a Rust file under `folder` last changed.
pub fn newest(folder: &str) -> Option<std::time::SystemTime> {
    let changed =
        |file: &File| std::fs::metadata(root().join(&file.path)).and_then(|file| file.modified()).ok();
    files(folder, &[".rs"]).iter().filter_map(changed).max()
}

/// The names of the folders right below `folder`.
pub fn folders(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
