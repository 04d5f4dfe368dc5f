//! Where templates come from and how they name each other.
//!
//! Inside, a plugin's template is `<plugin>/<file>`. Its author writes plain file names; a name means the
//! plugin's own file first, then the theme's. Other plugins' files cannot be named: their markup is not a contract.

use std::collections::{BTreeMap, BTreeSet};

use crate::{RenderError, lint};

/// A template by its path.
#[derive(Clone, Debug)]
pub struct Template {
    pub name: String,
    pub text: String,
}

/// A template of a plugin, by its file name below `templates/`.
#[derive(Clone, Debug)]
pub struct PluginTemplate {
    pub plugin: String,
    pub name: String,
    pub text: String,
}

/// A template under its final name.
pub(crate) struct File {
    pub name: String,
    pub text: String,
    pub owner: Option<String>,
}

impl File {
    /// Whose texts it uses: `host` for the theme's own.
    pub fn plugin(&self) -> &str {
        self.owner.as_deref().unwrap_or("host")
    }
}

/// Applies the theme's overrides and rewrites the names plugins use.
pub(crate) fn resolve(theme: Vec<Template>, plugins: Vec<PluginTemplate>) -> Result<Vec<File>, RenderError> {
    let mut own: BTreeMap<(String, String), String> = BTreeMap::new();
    for PluginTemplate { plugin, name, text } in plugins {
        own.insert((plugin, name), text);
    }
    let mut theme_names = BTreeSet::new();
    let mut files = Vec::new();
    for Template { name, text } in theme {
        match name.strip_prefix("plugins/").and_then(|rest| rest.split_once('/')) {
            // An override for a plugin that is not there waits until it is.
            Some((plugin, file)) => {
                if let Some(replaced) = own.get_mut(&(plugin.to_string(), file.to_string())) {
                    *replaced = text;
                }
            }
            None => {
                theme_names.insert(name.clone());
                files.push(File { name, text, owner: None });
            }
        }
    }
    for ((plugin, name), text) in &own {
        let find = |wanted: &str| {
            if own.contains_key(&(plugin.clone(), wanted.to_string())) {
                return Some(format!("{plugin}/{wanted}"));
            }
            theme_names.contains(wanted).then(|| wanted.to_string())
        };
        let text = rename(text, find).map_err(|message| RenderError::Template {
            plugin: plugin.clone(),
            template: name.clone(),
            message,
        })?;
        files.push(File { name: format!("{plugin}/{name}"), text, owner: Some(plugin.clone()) });
    }
    Ok(files)
}

/// Rewrites the names in `extends`, `include` and `import` tags.
fn rename(text: &str, find: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (start, tag) in lint::tags(text) {
        let inner = tag.trim_start_matches("{%").trim_start_matches('-').trim_start();
        let names_files = ["extends", "include", "import"].iter().any(|word| inner.starts_with(word));
        if !tag.starts_with("{%") || !names_files {
            continue;
        }
        out.push_str(&text[at..start]);
        out.push_str(&rename_tag(tag, &find)?);
        at = start + tag.len();
    }
    out.push_str(&text[at..]);
    Ok(out)
}

fn rename_tag(tag: &str, find: &impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = tag;
    while let Some(start) = rest.find(['"', '\'']) {
        let quote = char::from(rest.as_bytes()[start]);
        let Some((name, tail)) = rest[start + 1..].split_once(quote) else { break };
        let found = find(name)
            .ok_or_else(|| format!("there is no template `{name}` in this plugin or in the theme"))?;
        out.push_str(&rest[..start]);
        out.push_str(&format!("\"{found}\""));
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}
