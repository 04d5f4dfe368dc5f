//! The part of plugin.toml that the code must match. The host reads the manifest whole and strictly; here it only
//! matters which names need a function, and of which kind.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use toml::Spanned;

/// Which export of the component answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Export {
    Query,
    Mutate,
    Act,
}

impl fmt::Display for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Export::Query => "query",
            Export::Mutate => "mutate",
            Export::Act => "act",
        })
    }
}

/// One place in the manifest that wants a function.
#[derive(Debug)]
pub struct Wanted {
    pub name: String,
    /// `route`, `widget`, `job` …
    pub section: &'static str,
    pub export: Export,
    pub template: Option<String>,
    /// Counted from 1.
    pub line: usize,
}

#[derive(Debug)]
pub struct Manifest {
    pub id: String,
    pub wanted: Vec<Wanted>,
    /// `clients@1`: contracts whose exchange views the statements may read, and whether they are required.
    pub contracts: Vec<(String, bool)>,
    pub append_only: BTreeSet<String>,
}

impl Manifest {
    /// Reads `plugin.toml` in `folder`; the error names the line.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let path = folder.join("plugin.toml");
        let text = std::fs::read_to_string(&path).map_err(|error| {
            format!("could not read plugin.toml: {error}; it belongs beside Cargo.toml, see sdk/README.md")
        })?;
        Self::parse(&text)
    }

    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            format!("plugin.toml:{line}: {}", error.message())
        })?;
        let mut wanted = Vec::new();
        let mut want = |section, name: &Spanned<String>, export, template: Option<String>| {
            let line = line_of(text, name.span().start);
            wanted.push(Wanted { name: name.get_ref().clone(), section, export, template, line });
        };
        for route in &file.route {
            let export = match (route.kind.as_deref(), route.method.as_str()) {
                (Some("act"), _) => Export::Act,
                (Some("query"), _) | (_, "GET") => Export::Query,
                _ => Export::Mutate,
            };
            want("route", &route.name, export, route.template.clone());
        }
        for widget in &file.widget {
            want("widget", &widget.name, Export::Query, widget.template.clone());
        }
        for panel in &file.panel {
            want("panel", &panel.name, Export::Query, panel.template.clone());
        }
        for service in &file.service {
            let export = if service.kind == "query" { Export::Query } else { Export::Mutate };
            want("service", service.handler.as_ref().unwrap_or(&service.name), export, None);
        }
        for subscription in &file.subscription {
            want("subscription", &subscription.handler, Export::Mutate, None);
        }
        for job in &file.job {
            want("job", job.handler.as_ref().unwrap_or(&job.name), Export::Mutate, None);
        }
        for import in &file.import {
            want("import", import.handler.as_ref().unwrap_or(&import.name), Export::Mutate, None);
        }
        for webhook in &file.webhook {
            let export = if webhook.kind.as_deref() == Some("act") { Export::Act } else { Export::Mutate };
            want("webhook", webhook.handler.as_ref().unwrap_or(&webhook.name), export, None);
        }
        for handler in file.effect.iter().filter_map(|effect| effect.handler.as_ref()) {
            want("effect", handler, Export::Mutate, None);
        }
        if let Some(import) = &file.import_from {
            want("import-from", &import.handler, Export::Mutate, None);
        }
        if let Some(demo) = &file.demo {
            want("demo", &demo.handler, Export::Mutate, None);
        }
        let contracts = file.contracts;
        let required = contracts.requires.into_iter().map(|name| (name, true));
        let append_only = file.table.into_iter().filter(|table| table.append_only);
        Ok(Self {
            id: file.plugin.id,
            wanted,
            contracts: required.chain(contracts.optional.into_iter().map(|name| (name, false))).collect(),
            append_only: append_only.map(|table| table.name).collect(),
        })
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&byte| byte == b'\n').count()
}

#[derive(Deserialize)]
struct File {
    plugin: Plugin,
    #[serde(default)]
    contracts: Contracts,
    #[serde(default)]
    route: Vec<Route>,
    #[serde(default)]
    widget: Vec<Shown>,
    #[serde(default)]
    panel: Vec<Shown>,
    #[serde(default)]
    service: Vec<Service>,
    #[serde(default)]
    subscription: Vec<Handled>,
    #[serde(default)]
    job: Vec<Named>,
    #[serde(default)]
    import: Vec<Named>,
    #[serde(default)]
    webhook: Vec<Webhook>,
    #[serde(default)]
    effect: Vec<Effect>,
    demo: Option<Handled>,
    import_from: Option<Handled>,
    #[serde(default)]
    table: Vec<Table>,
}

#[derive(Deserialize)]
struct Plugin {
    id: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Contracts {
    requires: Vec<String>,
    optional: Vec<String>,
}

#[derive(Deserialize)]
struct Route {
    name: Spanned<String>,
    method: String,
    template: Option<String>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Shown {
    name: Spanned<String>,
    template: Option<String>,
}

#[derive(Deserialize)]
struct Service {
    name: Spanned<String>,
    handler: Option<Spanned<String>>,
    #[serde(default)]
    kind: String,
}

#[derive(Deserialize)]
struct Handled {
    handler: Spanned<String>,
}

#[derive(Deserialize)]
struct Named {
    name: Spanned<String>,
    handler: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct Webhook {
    name: Spanned<String>,
    handler: Option<Spanned<String>>,
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Effect {
    handler: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct Table {
    name: String,
    #[serde(default)]
    append_only: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_that_needs_a_function_is_found_with_its_line() {
        let manifest = Manifest::parse(
            "[plugin]\nid = \"a\"\n[[route]]\nname = \"x\"\nmethod = \"GET\"\npath = \"/x\"\n\
             [[job]]\nname = \"j\"\n[demo]\nhandler = \"d\"\n[[table]]\nname = \"a_t\"\nappend_only = true\n",
        )
        .unwrap();
        let found: Vec<_> = manifest.wanted.iter().map(|w| (w.name.as_str(), w.export, w.line)).collect();
        assert_eq!(found, [("x", Export::Query, 4), ("j", Export::Mutate, 8), ("d", Export::Mutate, 10)]);
        assert!(manifest.append_only.contains("a_t"));
    }

    #[test]
    fn a_broken_manifest_is_an_error_with_its_line() {
        let error = Manifest::parse("[plugin]\nid = \"a\"\n[[route]]\nname = 7\n").unwrap_err();
        assert!(error.starts_with("plugin.toml:4:") || error.starts_with("plugin.toml:3:"), "{error}");
    }
}
