//! `plugin.toml`: what an owner is asked about, readable before any code of the plugin runs.
//! Errors point at the line and say what to write.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use crate::auth::Scope;

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
    #[serde(default, rename = "effect")]
    pub effects: Vec<Effect>,
    pub demo: Option<Demo>,
    pub import_from: Option<ImportFrom>,
    #[serde(default)]
    pub limits: Limits,
}

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

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permission {
    /// `<plugin>.<resource>.<action>`.
    pub id: Spanned<String>,
    pub title: Spanned<String>,
    /// Role, or `role:own|branch|salon`; the default that the owner edits.
    #[serde(default)]
    pub roles: Vec<Spanned<String>>,
}

impl Permission {
    /// The roles that have it by default, with how far it reaches.
    pub fn default_roles(&self) -> impl Iterator<Item = (&str, Scope)> {
        self.roles.iter().map(|role| split_role(role.get_ref()).expect("checked by Manifest::parse"))
    }
}

pub(super) fn split_role(text: &str) -> Option<(&str, Scope)> {
    let (role, scope) = text.split_once(':').unwrap_or((text, "salon"));
    let scope = match scope {
        "own" => Scope::Own,
        "branch" => Scope::Branch,
        "salon" => Scope::Salon,
        _ => return None,
    };
    ROLES.contains(&role).then_some((role, scope))
}

/// The roles of `security.md` 4.3 that a person of the salon can have.
pub const ROLES: [&str; 7] =
    ["owner", "manager", "receptionist", "master", "accountant", "stock-keeper", "marketer"];

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    pub name: Spanned<String>,
    pub method: Method,
    /// Below `/p/<plugin>`; `{name}` takes one segment into the input.
    pub path: Spanned<String>,
    /// Absent only on public routes.
    pub permission: Option<Spanned<String>>,
    pub template: Option<Spanned<String>>,
    /// The `GET` route shown again, with `form.values` and `form.errors`, when this one is refused.
    pub form: Option<Spanned<String>>,
    /// Answers without a sign-in.
    #[serde(default)]
    pub public: bool,
    /// `act`: no transaction, may wait for the world outside. Absent: a query for `GET`, a command for the rest.
    pub kind: Option<Spanned<String>>,
}

impl Route {
    pub fn is_act(&self) -> bool {
        self.kind.is_some()
    }

    /// The export that answers it.
    pub fn export(&self) -> &'static str {
        match (self.is_act(), self.method) {
            (true, _) => "act",
            (false, Method::Get) => "query",
            (false, _) => "mutate",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Navigation {
    pub route: Spanned<String>,
    pub title: Spanned<String>,
    pub icon: String,
    #[serde(default = "default_order")]
    pub order: i64,
    /// `core` or `modules`.
    #[serde(default = "default_section")]
    pub section: String,
    /// The route's permission when absent.
    pub permission: Option<Spanned<String>>,
}

fn default_order() -> i64 {
    100
}

fn default_section() -> String {
    "modules".to_owned()
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Widget {
    pub name: Spanned<String>,
    pub title: Spanned<String>,
    /// Widths in twelfths.
    pub sizes: Vec<u8>,
    pub template: Spanned<String>,
    pub permission: Option<Spanned<String>>,
    #[serde(default = "default_order")]
    pub order: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    pub slot: String,
    pub name: Spanned<String>,
    /// Heading of the panel; without one its template brings its own.
    pub title: Option<Spanned<String>>,
    pub template: Spanned<String>,
    pub permission: Option<Spanned<String>>,
    /// `main` or `side`.
    #[serde(default = "default_column")]
    pub column: String,
    #[serde(default = "default_order")]
    pub order: i64,
}

fn default_column() -> String {
    "side".to_owned()
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    pub key: Spanned<String>,
    /// `text` `integer` `boolean` `money` `percent` `select` `time` `secret`.
    #[serde(rename = "type")]
    pub kind: Spanned<String>,
    #[serde(default)]
    pub range: Option<(i64, i64)>,
    #[serde(default)]
    pub options: Vec<String>,
    /// A secret has none.
    #[serde(default = "no_default")]
    pub default: toml::Value,
    pub title: Spanned<String>,
    #[serde(default)]
    pub hint: Option<Spanned<String>>,
    #[serde(default)]
    pub section: Option<String>,
}

impl Setting {
    pub fn is_secret(&self) -> bool {
        self.kind.get_ref() == "secret"
    }
}

fn no_default() -> toml::Value {
    toml::Value::String(String::new())
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    pub topic: Spanned<String>,
    pub handler: Spanned<String>,
    /// A dead letter blocks its key until somebody decides.
    #[serde(default)]
    pub strict: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    pub name: Spanned<String>,
    /// Five cron fields in the salon's time zone; absent = only by `jobs.schedule`.
    pub schedule: Option<Spanned<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    pub contract: Spanned<String>,
    pub name: Spanned<String>,
    pub handler: Spanned<String>,
    /// `query` or `mutate`.
    #[serde(default = "default_export")]
    pub kind: String,
}

fn default_export() -> String {
    "mutate".to_owned()
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub topic: Spanned<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub name: Spanned<String>,
    /// The gate refuses `update` and `delete` for ever.
    #[serde(default)]
    pub append_only: bool,
    /// Column → what it identifies (`client`): what export and erase must reach.
    #[serde(default)]
    pub personal: BTreeMap<String, String>,
    /// Column → permission without which the host masks it.
    #[serde(default)]
    pub sensitive: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    pub name: Spanned<String>,
    pub title: Spanned<String>,
    pub handler: Spanned<String>,
    pub permission: Option<Spanned<String>>,
    #[serde(default = "default_order")]
    pub order: i64,
    #[serde(default, rename = "field")]
    pub fields: Vec<ImportField>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportField {
    pub key: Spanned<String>,
    /// `text` `phone` `day` `time` `datetime` `money` `integer` `email`.
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub required: bool,
    /// Header spellings, in any language.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(default)]
    pub title: Option<Spanned<String>>,
}

/// A list that may be downloaded as CSV and XLSX: a `GET` route, asked page by page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    pub route: Spanned<String>,
    pub title: Spanned<String>,
    /// The field of the answer that holds the rows. A field `next` holds the inputs of the next page.
    pub rows: String,
    pub permission: Spanned<String>,
    #[serde(default, rename = "column")]
    pub columns: Vec<ExportColumn>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportColumn {
    pub key: String,
    pub title: Spanned<String>,
    /// `text` `phone` `integer` `money` (minor units) `quantity` (thousandths) `day` `datetime` (milliseconds).
    #[serde(rename = "type", default = "default_column_type")]
    pub kind: String,
}

fn default_column_type() -> String {
    "text".to_owned()
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub name: Spanned<String>,
    pub title: Spanned<String>,
    pub route: Spanned<String>,
    #[serde(default = "default_icon")]
    pub icon: String,
}

/// An address foreign systems send to: `POST /hooks/<plugin>/<name>`. It has no session: the handler proves who sent
/// it, by signature or shared secret, and does the same once for the same message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    pub name: Spanned<String>,
    /// The webhook's name when absent.
    pub handler: Option<Spanned<String>>,
    /// `act` when the answer needs another system's; else a command.
    pub kind: Option<Spanned<String>>,
    #[serde(default = "default_webhook_bytes")]
    pub body_bytes_max: Spanned<usize>,
    /// Messages a minute from one address.
    #[serde(default = "default_webhook_rate")]
    pub per_minute: Spanned<u32>,
}

impl Webhook {
    pub fn handler(&self) -> &str {
        self.handler.as_ref().unwrap_or(&self.name).get_ref()
    }

    pub fn is_act(&self) -> bool {
        self.kind.is_some()
    }
}

/// A place in the world the plugin may send to. The owner is told all of them before installing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Egress {
    /// Exact name in small letters; no stars, no numbers.
    pub host: Option<Spanned<String>>,
    /// Or: the setting (of type text) in which the owner names the host.
    pub setting: Option<Spanned<String>>,
    #[serde(default = "default_port")]
    pub port: u16,
    pub methods: Vec<Spanned<String>>,
    /// Text key: what for.
    pub purpose: Spanned<String>,
    #[serde(default = "default_egress_rate")]
    pub per_minute: u32,
}

fn default_port() -> u16 {
    443
}

fn default_egress_rate() -> u32 {
    60
}

/// A kind of effect the plugin asks for, and the handler that hears how it ended.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// `http` or `mail`.
    pub kind: Spanned<String>,
    /// Called with kind `effect-result`.
    pub handler: Option<Spanned<String>>,
}

fn default_webhook_bytes() -> Spanned<usize> {
    Spanned::new(0..0, 64 << 10)
}

fn default_webhook_rate() -> Spanned<u32> {
    Spanned::new(0..0, 300)
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    pub handler: Spanned<String>,
    /// Plugins with a lower order are filled first.
    #[serde(default = "default_order")]
    pub order: i64,
}

/// How the plugin takes the place of another provider of its contracts: the handler is called with kind `import-from`
/// and `{"from": id, "batch": n}` until it answers `{"done": true}`, all in the transaction that switches. It reads the
/// old provider through the exchange views, so the contract stands in `optional` as well.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportFrom {
    pub handler: Spanned<String>,
}

/// What the plugin asks for; shown to the owner, then granted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub memory_mib: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory_mib: crate::limit::MEMORY_MIB }
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
            error(text, e.span(), e.message().to_owned(), "The whole format is described in sdk/README.md.")
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
            let export = if s.kind == "query" { "query" } else { "mutate" };
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

/// The checks that the types above cannot express.
struct Check<'a> {
    text: &'a str,
    manifest: &'a Manifest,
}

type Checked = Result<(), Box<ManifestError>>;

impl Check<'_> {
    fn run(&self) -> Checked {
        self.head()?;
        self.contracts()?;
        self.permissions()?;
        self.routes()?;
        self.references()?;
        self.settings_and_tables()
    }

    fn refuse<T>(&self, at: &Spanned<T>, message: impl Into<String>, help: &str) -> Checked {
        Err(error(self.text, Some(at.span()), message.into(), help))
    }

    fn head(&self) -> Checked {
        let head = &self.manifest.plugin;
        let id = head.id.get_ref();
        if !is_plugin_id(id) {
            return self.refuse(
                &head.id,
                format!("`{id}` is no plugin id"),
                "Use 2 to 31 small Latin letters and digits, a letter first; `host`, `x` and SQL's own words are taken.",
            );
        }
        if parse_version(head.version.get_ref()).is_none() {
            return self.refuse(
                &head.version,
                "a version is three numbers",
                "Write for example version = \"1.0.0\".",
            );
        }
        if head.api.get_ref() != crate::limit::API {
            return self.refuse(
                &head.api,
                format!("this Pardoz speaks plugin API {}", crate::limit::API),
                "Build the plugin against that API, or install a Pardoz that knows the other one.",
            );
        }
        for key in [&head.name, &head.purpose] {
            self.own_key(key)?;
        }
        Ok(())
    }

    fn own_key(&self, key: &Spanned<String>) -> Checked {
        let prefix = format!("{}-", self.manifest.id());
        if key.get_ref().starts_with(&prefix) {
            return Ok(());
        }
        self.refuse(
            key,
            format!("text key `{}` does not belong to this plugin", key.get_ref()),
            &format!("Its text keys start with `{prefix}` and stand in i18n/uz.ftl, ru.ftl and en.ftl."),
        )
    }

    fn contracts(&self) -> Checked {
        let c = &self.manifest.contracts;
        for name in c.requires.iter().chain(&c.optional).chain(&c.provides) {
            if !is_contract(name.get_ref()) {
                return self.refuse(
                    name,
                    format!("`{}` is no contract", name.get_ref()),
                    "Write name@version, for example \"clients@1\".",
                );
            }
        }
        for service in &self.manifest.services {
            if !c.provides.iter().any(|p| p.get_ref() == service.contract.get_ref()) {
                return self.refuse(
                    &service.contract,
                    format!(
                        "a service of `{}`, which this plugin does not provide",
                        service.contract.get_ref()
                    ),
                    "Add the contract to [contracts] provides.",
                );
            }
        }
        Ok(())
    }

    fn permissions(&self) -> Checked {
        let prefix = format!("{}.", self.manifest.id());
        let mut seen = BTreeSet::new();
        for p in &self.manifest.permissions {
            let id = p.id.get_ref();
            if !id.starts_with(&prefix) || id.split('.').count() != 3 {
                return self.refuse(
                    &p.id,
                    format!("`{id}` is no permission of this plugin"),
                    &format!("Write {prefix}<resource>.<action>, for example {prefix}thing.read."),
                );
            }
            if !seen.insert(id) {
                return self.refuse(
                    &p.id,
                    format!("permission `{id}` stands here twice"),
                    "Keep one of them.",
                );
            }
            for role in &p.roles {
                if split_role(role.get_ref()).is_none() {
                    return self.refuse(
                        role,
                        format!("`{}` is no role", role.get_ref()),
                        "Roles: owner manager receptionist master accountant stock-keeper marketer, each with :own, :branch or :salon if need be.",
                    );
                }
            }
            self.own_key(&p.title)?;
        }
        Ok(())
    }

    fn routes(&self) -> Checked {
        let mut names = BTreeSet::new();
        let mut paths = BTreeSet::new();
        for r in &self.manifest.routes {
            if !names.insert(r.name.get_ref()) {
                return self.refuse(
                    &r.name,
                    format!("route `{}` stands here twice", r.name.get_ref()),
                    "Rename one.",
                );
            }
            let path = r.path.get_ref();
            if !is_route_path(path) {
                return self.refuse(
                    &r.path,
                    format!("`{path}` is no route path"),
                    "Start with / and use small letters, digits, -, / and {name}; no .. and no trailing slash.",
                );
            }
            if !paths.insert((r.method, path)) {
                return self.refuse(&r.path, "two routes have this method and path", "Change one of them.");
            }
            match &r.permission {
                Some(_) => {}
                None if r.public => {}
                None => {
                    return self.refuse(
                        &r.name,
                        format!("route `{}` names no permission", r.name.get_ref()),
                        "Add permission = \"…\", or public = true for a page without sign-in.",
                    );
                }
            }
            if let Some(kind) = &r.kind
                && (kind.get_ref() != "act" || r.method == Method::Get)
            {
                return self.refuse(
                    kind,
                    "`kind` of a route is \"act\", and then its method is not GET",
                    "Leave it out for queries and commands.",
                );
            }
            if let Some(form) = &r.form {
                let is_page = self.manifest.route(form.get_ref()).is_some_and(|f| f.method == Method::Get);
                if !is_page {
                    return self.refuse(
                        form,
                        "`form` must name a GET route of this plugin",
                        "Name the page with the form.",
                    );
                }
            }
        }
        Ok(())
    }

    fn known_permission(&self, id: &Spanned<String>) -> Checked {
        // One of a contract stands in the contract: `right::check` looks there.
        if self.manifest.declares(id.get_ref()) || self.manifest.may_carry(id.get_ref()) {
            return Ok(());
        }
        self.refuse(
            id,
            format!("permission `{}` is not declared", id.get_ref()),
            "Add a [[permission]] with this id, a title and its roles.",
        )
    }

    fn known_route(&self, name: &Spanned<String>) -> Checked {
        if self.manifest.route(name.get_ref()).is_some() {
            return Ok(());
        }
        self.refuse(
            name,
            format!("there is no route `{}`", name.get_ref()),
            "Name one of the [[route]]s above.",
        )
    }

    fn references(&self) -> Checked {
        let m = self.manifest;
        for n in &m.navigation {
            self.known_route(&n.route)?;
            self.own_key(&n.title)?;
        }
        for a in &m.actions {
            self.known_route(&a.route)?;
            self.own_key(&a.title)?;
        }
        for e in &m.exports {
            self.known_route(&e.route)?;
            if e.columns.is_empty() {
                return self.refuse(&e.route, "an export without columns", "Add an [[export.column]].");
            }
        }
        for p in m.permissions_named() {
            self.known_permission(p)?;
        }
        for w in &m.widgets {
            self.own_key(&w.title)?;
            if w.sizes.is_empty() || w.sizes.iter().any(|s| !(3..=12).contains(s)) {
                return self.refuse(
                    &w.name,
                    "a widget is 3 to 12 columns wide",
                    "Write for example sizes = [3, 4, 6].",
                );
            }
        }
        for e in &m.events {
            if !e.topic.get_ref().starts_with(&format!("{}.", m.id())) {
                return self.refuse(
                    &e.topic,
                    "a plugin publishes topics of its own",
                    "Start it with the plugin's id.",
                );
            }
        }
        self.webhooks()?;
        self.outside()?;
        let mut exports: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, export, place) in m.handlers() {
            if *exports.entry(name).or_insert(export) != export {
                let message = format!("`{name}` is asked as a query and as a command ({place})");
                return Err(error(self.text, None, message, "Give the two handlers different names."));
            }
        }
        Ok(())
    }

    fn webhooks(&self) -> Checked {
        let mut names = BTreeSet::new();
        for w in &self.manifest.webhooks {
            let name = w.name.get_ref();
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if name.is_empty() || !name.chars().all(plain) || !names.insert(name) {
                return self.refuse(
                    &w.name,
                    format!("`{name}` is no name for a webhook, or stands here twice"),
                    "Small Latin letters, digits and hyphens, each name once: it is the end of the address.",
                );
            }
            if let Some(kind) = w.kind.as_ref().filter(|kind| kind.get_ref() != "act") {
                return self.refuse(kind, "`kind` of a webhook is \"act\"", "Leave it out for a command.");
            }
            if !(1..=1 << 20).contains(w.body_bytes_max.get_ref()) {
                return self.refuse(
                    &w.body_bytes_max,
                    "a webhook's body has 1 to 1,048,576 bytes",
                    "Name the largest message the other side sends.",
                );
            }
            if !(1..=6_000).contains(w.per_minute.get_ref()) {
                return self.refuse(
                    &w.per_minute,
                    "a webhook takes 1 to 6,000 messages a minute",
                    "Name what the other side really sends.",
                );
            }
        }
        Ok(())
    }

    fn outside(&self) -> Checked {
        for e in &self.manifest.egress {
            self.own_key(&e.purpose)?;
            match (&e.host, &e.setting) {
                (Some(host), None) => self.egress_host(host, e.port)?,
                (None, Some(setting)) => {
                    let texts =
                        |s: &&Setting| s.kind.get_ref() == "text" && s.key.get_ref() == setting.get_ref();
                    if !self.manifest.settings.iter().any(|s| texts(&s)) {
                        return self.refuse(
                            setting,
                            "`setting` must name a [[setting]] of type text",
                            "The owner types the host's name there.",
                        );
                    }
                }
                _ => {
                    return self.refuse(
                        &e.purpose,
                        "an [[egress]] names one host, or one setting that holds it",
                        "Write host = \"api.example.uz\".",
                    );
                }
            }
            const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            if let Some(method) = e.methods.iter().find(|m| !METHODS.contains(&m.get_ref().as_str())) {
                return self.refuse(method, "methods are GET POST PUT PATCH DELETE", "Name those it uses.");
            }
            if e.methods.is_empty() || !(1..=600).contains(&e.per_minute) {
                return self.refuse(
                    &e.purpose,
                    "an [[egress]] names its methods, and 1 to 600 requests a minute",
                    "Write for example methods = [\"POST\"].",
                );
            }
        }
        for e in &self.manifest.effects {
            if !matches!(e.kind.get_ref().as_str(), "http" | "mail") {
                return self.refuse(
                    &e.kind,
                    "effects are `http` or `mail`",
                    "Other kinds come with later versions.",
                );
            }
        }
        Ok(())
    }

    fn egress_host(&self, host: &Spanned<String>, port: u16) -> Checked {
        let url = url::Url::parse(&format!("https://{}:{port}/", host.get_ref()));
        let place = url.ok().and_then(|url| crate::outside::Place::of(&url).ok());
        if place.is_some_and(|place| place.host == *host.get_ref()) {
            return Ok(());
        }
        self.refuse(
            host,
            format!("`{}` is no host a plugin can send to", host.get_ref()),
            "Write the exact name in small letters, for example \"api.telegram.org\"; no stars and no numbers.",
        )
    }

    fn settings_and_tables(&self) -> Checked {
        const KINDS: [&str; 8] =
            ["text", "integer", "boolean", "money", "percent", "select", "time", "secret"];
        for s in &self.manifest.settings {
            self.own_key(&s.title)?;
            let kind = s.kind.get_ref().as_str();
            if !KINDS.contains(&kind) {
                return self.refuse(
                    &s.kind,
                    format!("`{kind}` is no type of setting"),
                    &format!("Types: {}.", KINDS.join(" ")),
                );
            }
            let fits = match kind {
                "integer" | "money" | "percent" => s.default.is_integer(),
                "boolean" => s.default.is_bool(),
                "select" => s.default.as_str().is_some_and(|d| s.options.iter().any(|o| o == d)),
                "secret" => s.default.as_str() == Some(""),
                _ => s.default.is_str(),
            };
            if !fits {
                return self.refuse(
                    &s.key,
                    "the default does not fit the type",
                    "Make default a value of the type (for select: one of options).",
                );
            }
        }
        let prefix = format!("{}_", self.manifest.id());
        for t in &self.manifest.tables {
            if !t.name.get_ref().starts_with(&prefix) {
                return self.refuse(
                    &t.name,
                    "a plugin owns only tables that carry its id",
                    &format!("Start the name with {prefix}."),
                );
            }
        }
        Ok(())
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

fn is_contract(text: &str) -> bool {
    split_contract(text).is_some_and(|(name, version)| {
        version > 0 && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    })
}

fn is_route_path(path: &str) -> bool {
    let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_/{}.".contains(c);
    path.starts_with('/')
        && path.chars().all(clean)
        && !path.contains("..")
        && !path.contains("//")
        && (path == "/" || !path.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn ids_that_would_shadow_the_host_are_taken() {
        for id in ["host", "x", "a", "Loyalty", "loyalty_pro", "1a", "select", &"a".repeat(32)] {
            assert!(!is_plugin_id(id), "{id}");
        }
        assert!(is_plugin_id("loyalty2"));
    }
}
