//! A theme's folder: what it holds, and the theme it extends below it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pardoz_renderer::{Locale, Template, TextSource};
use serde::Deserialize;

use super::ThemeError;

/// theme.toml
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    theme: Head,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[allow(dead_code)] // shown by the settings page once several themes are installed
    name: String,
    /// A theme beside this one whose files stand wherever this one has none.
    extends: Option<String>,
    /// Style sheets below `static/` and `dist/`, in cascade order; together they are `css/app.css`.
    #[serde(default)]
    css: Vec<String>,
}

/// A theme's files, read into memory.
pub(super) struct Files {
    pub templates: Vec<Template>,
    pub texts: Vec<TextSource>,
    /// Static files by their path below `static/` or `dist/`.
    pub statics: BTreeMap<String, Vec<u8>>,
    pub css: Vec<String>,
}

/// Themes extend one another at most this deep.
const DEPTH_MAX: usize = 4;

pub(super) fn read(folder: &Path) -> Result<Files, ThemeError> {
    let mut chain: Vec<(PathBuf, Head)> = Vec::new();
    let mut next = Some(folder.to_path_buf());
    while let Some(path) = next.take() {
        let head = read_head(&path)?;
        let parent = path.parent().map(Path::to_path_buf).unwrap_or_default();
        next = head.extends.as_ref().filter(|_| chain.len() < DEPTH_MAX).map(|name| parent.join(name));
        chain.push((path, head));
    }
    let mut templates = BTreeMap::new();
    let mut texts = BTreeMap::new();
    let mut statics = BTreeMap::new();
    let mut css = Vec::new();
    // From the oldest ancestor up, so that a theme's own files win.
    for (path, head) in chain.into_iter().rev() {
        if !path.join("dist").is_dir() && head.extends.is_none() {
            return Err(ThemeError::NotBuilt { path });
        }
        collect(&path.join("templates"), "", &mut templates)?;
        collect(&path.join("i18n"), "", &mut texts)?;
        collect(&path.join("dist"), "", &mut statics)?;
        collect(&path.join("static"), "", &mut statics)?;
        css.extend(head.css.into_iter().filter(|sheet| !css.contains(sheet)).collect::<Vec<_>>());
    }
    Ok(Files { templates: into_templates(templates)?, texts: into_texts(texts)?, statics, css })
}

fn read_head(path: &Path) -> Result<Head, ThemeError> {
    let file = path.join("theme.toml");
    let text =
        std::fs::read_to_string(&file).map_err(|source| ThemeError::Read { path: file.clone(), source })?;
    let manifest: Manifest = toml::from_str(&text)
        .map_err(|error| ThemeError::Manifest { path: file, message: error.to_string() })?;
    Ok(manifest.theme)
}

/// Reads every file below `folder` into `found` by its path with forward slashes. A missing folder is empty.
fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) -> Result<(), ThemeError> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |source| ThemeError::Read { path, source }
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unreadable(folder)(error)),
    };
    for entry in entries {
        let path = entry.map_err(unreadable(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        // Editors leave `.x.swp` and `x~` beside the file they write.
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), found)?;
        } else {
            found.insert(format!("{prefix}{name}"), std::fs::read(&path).map_err(unreadable(&path))?);
        }
    }
    Ok(())
}

fn into_templates(files: BTreeMap<String, Vec<u8>>) -> Result<Vec<Template>, ThemeError> {
    let templates = files.into_iter().filter(|(name, _)| name.ends_with(".html"));
    templates.map(|(name, bytes)| Ok(Template { text: into_text(&name, bytes)?, name })).collect()
}

/// `ru.ftl` holds the host's texts in Russian.
fn into_texts(files: BTreeMap<String, Vec<u8>>) -> Result<Vec<TextSource>, ThemeError> {
    let mut texts = Vec::new();
    for (name, bytes) in files {
        let Some(locale) = name.strip_suffix(".ftl").and_then(Locale::parse) else { continue };
        texts.push(TextSource { plugin: "host".into(), locale, text: into_text(&name, bytes)? });
    }
    Ok(texts)
}

fn into_text(name: &str, bytes: Vec<u8>) -> Result<String, ThemeError> {
    String::from_utf8(bytes).map_err(|_| ThemeError::NotText { path: name.into() })
}
