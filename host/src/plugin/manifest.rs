//! `plugin.toml`: what an owner is asked about, readable before any code of the plugin runs.
//! Errors point at the line and say what to write.

mod screen; // what people see
mod work; // what runs unseen, and the world outside
mod data; // what it keeps and hands over
mod check; // what the types cannot express

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use self::check::Check;
pub use self::data::{Demo, Export, ExportColumn, Import, ImportField, Setting, Table};
pub(super) use self::screen::split_role;
pub use self::screen::{Action, Method, Navigation, Panel, Permission, ROLES, Route, Widget};
pub use self::work::{Effect, Egress, Event, ImportFrom, Job, Link, Service, Subscription, Webhook};

/// A manifest that passed every check of [`Manifest::parse`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Manifest {
    pub plugin: Head,
    #[serde(default)]
    pub contracts: Contracts,
    #[serde(default, rename = "permission")]
    pub permissions: Vec<Permission>,
    #[serde(default, rename = "route")]
    pub routes: Vec<Route>,
    #[serde(default)]
    pub navigation: Vec<Navigation>,
    #[serde(default, rename = "widget")]
    pub widgets: Vec<Widget>,
    #[serde(default, rename = "panel")]
    pub panels: Vec<Panel>,
    #[serde(default, rename = "setting")]
    pub settings: Vec<Setting>,
    #[serde(default, rename = "subscription")]
    pub subscriptions: Vec<Subscription>,
    #[serde(default, rename = "job")]
    pub jobs: Vec<Job>,
    #[serde(default, rename = "service")]
    pub services: Vec<Service>,
    #[serde(default, rename = "event")]
    pub events: Vec<Event>,
    #[serde(default, rename = "table")]
    pub tables: Vec<Table>,
    #[serde(default, rename = "import")]
    pub imports: Vec<Import>,
    #[serde(default, rename = "export")]
    pub exports: Vec<Export>,
    #[serde(default, rename = "action")]
    pub actions: Vec<Action>,
    #[serde(default, rename = "webhook")]
    pub webhooks: Vec<Webhook>,
    #[serde(default, rename = "egress")]
    pub egress: Vec<Egress>,
    #[serde(default, rename = "link")]
    pub links: Vec<Link>,
    #[serde(default, rename = "effect")]
    pub effects: Vec<Effect>,
    pub demo: Option<Demo>,
    pub import_from: Option<ImportFrom>,
    #[serde(default)]
    pub limits: Limits,
}

/// What the plugin is called, by whom, and what it was built against.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// `[a-z][a-z0-9]{1,30}`: owns the tables `<id>_*`, the URLs `/p/<id>/*`, the text keys `<id>-*`.
    pub id: Spanned<String>,
    /// Semantic version, three numbers.
    pub version: Spanned<String>,
    /// The WIT package it was built against, `0.1`.
    pub api: Spanned<String>,
    pub publisher: String,
    #[serde(default)]
    pub licence: String,
    #[serde(default = "default_icon")]
    pub icon: String,
    /// Text key of its name.
    pub name: Spanned<String>,
    /// Text key of one sentence on what it is for.
    pub purpose: Spanned<String>,
    /// Does a fresh salon begin with it? `false`: it waits until the owner switches it on.
    #[serde(default = "default_start")]
    pub start: bool,
}

fn default_start() -> bool {
    true
}

fn default_icon() -> String {
    "puzzle".to_owned()
}

/// Contracts by `name@version`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contracts {
    #[serde(default)]
    pub requires: Vec<Spanned<String>>,
    #[serde(default)]
    pub optional: Vec<Spanned<String>>,
    #[serde(default)]
    pub provides: Vec<Spanned<String>>,
}

/// What the plugin asks for; shown to the owner, then granted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub memory_mib: Spanned<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory_mib: Spanned::new(0..0, crate::limit::MEMORY_MIB) }
    }
}

/// What is wrong with a manifest, and on which line.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
pub struct ManifestError {
    pub message: String,
    #[help]
    pub help: String,
    #[source_code]
    text: miette::NamedSource<String>,
    #[label("here")]
    at: Option<miette::SourceSpan>,
    /// 1-based line of the mistake, when it has one.
    pub line: Option<usize>,
}

impl Manifest {
    /// Reads and checks the text of a `plugin.toml`.
    ///
    /// # Errors
    /// The first mistake found, with its line and what to write instead.
    pub fn parse(text: &str) -> Result<Self, Box<ManifestError>> {
        let manifest: Self = toml::from_str(text).map_err(|e| {
            error(text, e.span(), e.message().to_owned(), "Every section and field is in wit/manifest.md.")
        })?;
        Check { text, manifest: &manifest }.run()?;
        Ok(manifest)
    }

    pub fn id(&self) -> &str {
        self.plugin.id.get_ref()
    }

    pub fn version(&self) -> &str {
        self.plugin.version.get_ref()
    }

    /// Names of the tables whose rows are never changed.
    pub fn append_only(&self) -> BTreeSet<String> {
        self.tables.iter().filter(|t| t.append_only).map(|t| t.name.get_ref().clone()).collect()
    }

    pub fn route(&self, name: &str) -> Option<&Route> {
        self.routes.iter().find(|r| r.name.get_ref() == name)
    }

    /// Every handler the manifest names, with the export that must answer it and the place that names it.
    pub fn handlers(&self) -> Vec<(&str, &'static str, &'static str)> {
        let mut all = Vec::new();
        for r in &self.routes {
            all.push((r.name.get_ref().as_str(), r.export(), "[[route]]"));
        }
        all.extend(self.widgets.iter().map(|w| (w.name.get_ref().as_str(), "query", "[[widget]]")));
        all.extend(self.panels.iter().map(|p| (p.name.get_ref().as_str(), "query", "[[panel]]")));
        all.extend(
            self.subscriptions.iter().map(|s| (s.handler.get_ref().as_str(), "mutate", "[[subscription]]")),
        );
        all.extend(self.jobs.iter().map(|j| (j.name.get_ref().as_str(), "mutate", "[[job]]")));
        for s in &self.services {
            let export = if s.kind.get_ref() == "query" { "query" } else { "mutate" };
            all.push((s.handler.get_ref().as_str(), export, "[[service]]"));
        }
        all.extend(self.imports.iter().map(|i| (i.handler.get_ref().as_str(), "mutate", "[[import]]")));
        for w in &self.webhooks {
            all.push((w.handler(), if w.is_act() { "act" } else { "mutate" }, "[[webhook]]"));
        }
        let results = self.effects.iter().filter_map(|e| e.handler.as_ref());
        all.extend(results.map(|h| (h.get_ref().as_str(), "mutate", "[[effect]]")));
        all.extend(
            self.import_from.iter().map(|i| (i.handler.get_ref().as_str(), "mutate", "[import_from]")),
        );
        all.extend(self.demo.iter().map(|d| (d.handler.get_ref().as_str(), "mutate", "[demo]")));
        all
    }

    /// Text keys the manifest mentions; each must exist in every language.
    pub fn text_keys(&self) -> BTreeSet<&str> {
        let mut keys: BTreeSet<&str> =
            [self.plugin.name.get_ref().as_str(), self.plugin.purpose.get_ref()].into();
        keys.extend(self.permissions.iter().map(|p| p.title.get_ref().as_str()));
        keys.extend(self.navigation.iter().map(|n| n.title.get_ref().as_str()));
        keys.extend(self.widgets.iter().map(|w| w.title.get_ref().as_str()));
        keys.extend(self.panels.iter().filter_map(|p| p.title.as_ref()).map(|t| t.get_ref().as_str()));
        keys.extend(self.settings.iter().map(|s| s.title.get_ref().as_str()));
        keys.extend(self.settings.iter().filter_map(|s| s.hint.as_ref()).map(|h| h.get_ref().as_str()));
        keys.extend(self.settings.iter().filter_map(|s| s.message.as_ref()).map(|m| m.get_ref().as_str()));
        keys.extend(self.imports.iter().map(|i| i.title.get_ref().as_str()));
        keys.extend(
            self.imports
                .iter()
                .flat_map(|i| &i.fields)
                .filter_map(|f| f.title.as_ref())
                .map(|t| t.get_ref().as_str()),
        );
        keys.extend(self.exports.iter().map(|e| e.title.get_ref().as_str()));
        keys.extend(self.exports.iter().flat_map(|e| &e.columns).map(|c| c.title.get_ref().as_str()));
        keys.extend(self.actions.iter().map(|a| a.title.get_ref().as_str()));
        keys.extend(self.egress.iter().map(|e| e.purpose.get_ref().as_str()));
        keys
    }

    /// Does it declare this permission itself?
    pub fn declares(&self, permission: &str) -> bool {
        self.permissions.iter().any(|p| p.id.get_ref() == permission)
    }

    /// Could this permission be one of a contract that it provides?
    fn may_carry(&self, permission: &str) -> bool {
        let name = permission.split('.').next();
        self.contracts.provides.iter().any(|contract| contract.get_ref().split('@').next() == name)
    }

    /// Every place that names a permission of a person.
    pub fn permissions_named(&self) -> impl Iterator<Item = &Spanned<String>> {
        let named = self.routes.iter().filter_map(|r| r.permission.as_ref());
        let named = named.chain(self.exports.iter().map(|e| &e.permission));
        let named = named.chain(self.widgets.iter().filter_map(|w| w.permission.as_ref()));
        let named = named.chain(self.panels.iter().filter_map(|p| p.permission.as_ref()));
        let named = named.chain(self.navigation.iter().filter_map(|n| n.permission.as_ref()));
        named.chain(self.imports.iter().filter_map(|i| i.permission.as_ref()))
    }

    /// Contracts it may read and call, required and optional.
    pub fn uses(&self) -> impl Iterator<Item = &str> {
        self.contracts.requires.iter().chain(&self.contracts.optional).map(|c| c.get_ref().as_str())
    }
}

pub(super) fn error(
    text: &str,
    span: Option<std::ops::Range<usize>>,
    message: String,
    help: &str,
) -> Box<ManifestError> {
    let line = span.as_ref().map(|s| text[..s.start.min(text.len())].matches('\n').count() + 1);
    Box::new(ManifestError {
        message,
        help: help.to_owned(),
        text: miette::NamedSource::new("plugin.toml", text.to_owned()),
        at: span.map(|s| (s.start, s.len()).into()),
        line,
    })
}

/// `[a-z][a-z0-9]{1,30}`, and none of the words the host or SQL keep for themselves.
pub fn is_plugin_id(id: &str) -> bool {
    const TAKEN: [&str; 14] = [
        "host", "x", "pardoz", "sqlite", "pg", "select", "table", "from", "where", "index", "admin", "api",
        "public", "main",
    ];
    let mut chars = id.chars();
    (2..=31).contains(&id.len())
        && chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        && !TAKEN.contains(&id)
}

/// Three numbers, compared as numbers.
pub fn parse_version(text: &str) -> Option<(u64, u64, u64)> {
    let mut parts = text.split('.').map(|p| p.parse::<u64>().ok());
    let version = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(version)
}

/// `name@version` → its parts.
pub fn split_contract(text: &str) -> Option<(&str, u32)> {
    let (name, version) = text.split_once('@')?;
    Some((name, version.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Scope;

    const SMALL: &str = r#"
[plugin]
id = "greetings"
version = "1.0.0"
api = "0.1"
publisher = "Studio Lola"
name = "greetings-name"
purpose = "greetings-purpose"

[[permission]]
id = "greetings.greeting.read"
title = "greetings-permission-read"
roles = ["owner", "master:own"]

[[route]]
name = "birthday-list"
method = "GET"
path = "/birthdays/{month}"
permission = "greetings.greeting.read"
"#;

    fn refused(from: &str, to: &str) -> (usize, String) {
        let text = SMALL.replacen(from, to, 1);
        assert_ne!(text, SMALL, "the sabotage must change something");
        let e = Manifest::parse(&text).expect_err("must be refused");
        (e.line.unwrap_or(0), e.message)
    }

    #[test]
    fn a_small_manifest_is_read() {
        let m = Manifest::parse(SMALL).unwrap();
        assert_eq!((m.id(), m.version()), ("greetings", "1.0.0"));
        let roles: Vec<_> = m.permissions[0].default_roles().collect();
        assert_eq!(roles, [("owner", Scope::Salon), ("master", Scope::Own)]);
    }

    #[test]
    fn mistakes_point_at_their_line() {
        assert_eq!(refused("id = \"greetings\"", "id = \"Greet-ings\"").0, 3);
        assert_eq!(refused("version = \"1.0.0\"", "version = \"1.0\"").0, 4);
        assert_eq!(refused("\"master:own\"", "\"boss\"").0, 13);
        assert_eq!(
            refused("permission = \"greetings.greeting.read\"", "permission = \"greetings.x.y\"").0,
            19
        );
        assert_eq!(refused("/birthdays/{month}", "/../admin").0, 18);
        assert!(refused("publisher", "publishr").1.contains("publishr"));
    }

    #[test]
    fn a_word_that_nothing_would_ever_read_is_refused_at_its_line() {
        let lines = SMALL.matches('\n').count();
        for (more, line) in [
            ("[[job]]\nname = \"night\"\nschedule = \"30 25 * * *\"", 3),
            ("[[job]]\nname = \"night\"\nschedule = \"daily\"", 3),
            ("[[navigation]]\nroute = \"birthday-list\"\ntitle = \"greetings-nav\"\nicon = \"gift\"", 2),
            ("[[panel]]\nslot = \"client-card\"\nname = \"a\"\ntemplate = \"_a.html\"\ncolumn = \"left\"", 5),
            ("[[setting]]\nkey = \"a\"\ntype = \"percent\"\ndefault = 101\ntitle = \"greetings-a\"", 2),
            ("[[setting]]\nkey = \"a\"\ntype = \"time\"\ndefault = \"25:00\"\ntitle = \"greetings-a\"", 2),
            (
                "[[setting]]\nkey = \"a\"\ntype = \"text\"\nrange = [1, 2]\ndefault = \"\"\ntitle = \"greetings-a\"",
                2,
            ),
            (
                "[[setting]]\nkey = \"a\"\ntype = \"text\"\ndefault = \"\"\ntitle = \"greetings-a\"\nhint = \"salon-a\"",
                6,
            ),
            ("[limits]\nmemory_mib = 0", 2),
            ("[limits]\nmemory_mib = 640", 2),
        ] {
            let refused = Manifest::parse(&format!("{SMALL}\n{more}\n")).expect_err(more);
            assert_eq!(refused.line, Some(lines + 1 + line), "{more}: {refused}");
        }
    }

    #[test]
    fn a_pattern_speaks_of_the_whole_text() {
        let setting = |more: &str| {
            let head =
                "[[setting]]\nkey = \"tin\"\ntype = \"text\"\ndefault = \"\"\ntitle = \"greetings-tin\"\n";
            Manifest::parse(&format!("{SMALL}\n{head}{more}"))
        };
        let both = "pattern = '[0-9]{9}|[0-9]{14}'\nmessage = \"greetings-tin-message\"";
        let manifest = setting(both).expect("a pattern with its message");
        assert!(manifest.text_keys().contains("greetings-tin-message"));
        let fits = |text| manifest.settings[0].fits(text);
        assert!(fits("") && fits("123456789") && fits("12345678901234"));
        assert!(!fits("1234567890") && !fits("123456789\n") && !fits("INN 123456789"));
        let said = |pattern: &str| format!("pattern = '{pattern}'\nmessage = \"greetings-tin-message\"");
        let alone = "pattern = '[0-9]{9}'".to_owned();
        for wrong in [alone, said("("), said("a)|(?:b"), said("((a{100}){100}){100}")] {
            let refused = setting(&wrong).expect_err("must be refused");
            assert!(refused.line.is_some() && refused.message.contains("pattern"), "{refused}");
        }
    }

    #[test]
    fn ids_that_would_shadow_the_host_are_taken() {
        for id in ["host", "x", "a", "Loyalty", "loyalty_pro", "1a", "select", &"a".repeat(32)] {
            assert!(!is_plugin_id(id), "{id}");
        }
        assert!(is_plugin_id("loyalty2"));
    }
}
