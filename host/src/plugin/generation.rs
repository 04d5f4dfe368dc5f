//! A generation: which plugins are on, bound to each other's contracts, at one moment.
//! A call holds one generation from beginning to end, so no request mixes two versions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock, RwLock};

use pardoz_renderer::{Locale, RenderScope, Renderer, Routes};
use pardoz_sql::{Schema, SqlType, Statement};
use serde::Deserialize;
use serde_json::Value as Json;

use super::bundle::{Bundle, BundleError};
use super::circuit::Circuit;
use super::component::{ComponentError, Components, Linked};
use super::contract::{Contract, ContractError, Contracts};
use super::manifest::{Manifest, ManifestError, Method};
use super::schema::Schemas;
use crate::db::{Engine, Grants, PluginStatement};
use crate::theme::Look;

/// A bundle that was read and checked: everything that does not depend on which other plugins are on.
pub struct Package {
    pub manifest: Manifest,
    pub sha256: String,
    pub bundle: Bundle,
    /// Contracts it provides or uses, from the bundle.
    pub contracts: Contracts,
    /// Its statements, lowered, by name.
    pub statements: BTreeMap<String, Statement>,
    /// What it offers: exchange view name → its select over the plugin's own tables.
    pub exchange: BTreeMap<String, Statement>,
    pub handlers: BTreeMap<String, Handler>,
    pub migrations: Vec<Migration>,
    /// The tables its migrations leave.
    pub tables: Vec<String>,
    engine: wasmtime::Engine,
    linked: OnceLock<Result<Linked, String>>,
    components: Arc<Components>,
}

/// A migration of a bundle, in order.
pub struct Migration {
    pub name: String,
    /// Its text: an edited old migration refuses the update (S19).
    pub source: String,
    pub lowered: pardoz_sql::Migration,
}

/// A handler as the component described it when it was packed.
#[derive(Clone, Debug, Deserialize)]
pub struct Handler {
    /// `query`, `mutate` or `act`.
    pub export: String,
    /// JSON Schema of its input.
    #[serde(default)]
    pub input: Json,
}

#[derive(Deserialize)]
struct Described {
    handlers: BTreeMap<String, Handler>,
}

/// Bytes of a stranger: what makes the reading itself fall over is a refusal too.
impl From<tokio::task::JoinError> for PackageError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Check(format!("the bundle made its reader fall over: {error}"))
    }
}

/// Why a bundle was refused.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    #[error(transparent)]
    Bundle(#[from] BundleError),
    #[error("plugin.toml{}: {}. {}", .0.line.map(|l| format!(", line {l}")).unwrap_or_default(), .0.message, .0.help)]
    Manifest(Box<ManifestError>),
    #[error(transparent)]
    Contract(#[from] ContractError),
    #[error("{0}")]
    Sql(Box<pardoz_sql::Refusal>),
    #[error("schema.json cannot be read: {0}")]
    Schema(serde_json::Error),
    #[error(transparent)]
    Component(#[from] ComponentError),
    /// Everything else, in a sentence that says what to write.
    #[error("{0}")]
    Check(String),
}

impl From<Box<ManifestError>> for PackageError {
    fn from(e: Box<ManifestError>) -> Self {
        Self::Manifest(e)
    }
}

impl From<pardoz_sql::Refusal> for PackageError {
    fn from(e: pardoz_sql::Refusal) -> Self {
        Self::Sql(Box::new(e))
    }
}

impl Package {
    /// Reads a bundle: manifest, contracts, migrations, statements and schemas are checked; no code of the plugin runs.
    ///
    /// # Errors
    /// [`PackageError`], worded for the author.
    pub fn read(bytes: &[u8], components: &Arc<Components>) -> Result<Self, PackageError> {
        Self::from_bundle(Bundle::read(bytes)?, super::bundle::fingerprint(bytes), components)
    }

    /// As [`Package::read`], for a bundle that is being packed.
    pub fn from_bundle(
        bundle: Bundle,
        sha256: String,
        components: &Arc<Components>,
    ) -> Result<Self, PackageError> {
        pardoz_sql::on_a_deep_stack(|| Self::from_bundle_here(bundle, sha256, components))
    }

    fn from_bundle_here(
        bundle: Bundle,
        sha256: String,
        components: &Arc<Components>,
    ) -> Result<Self, PackageError> {
        let manifest = Manifest::parse(bundle.require_text("plugin.toml")?)?;
        let contracts = read_contracts(&bundle, &manifest)?;
        super::right::check(&manifest, bundle.require_text("plugin.toml")?, &contracts)?;
        check_topics(&manifest, bundle.require_text("plugin.toml")?, &contracts)?;
        let mut schema = Schema::new();
        let migrations = read_migrations(&bundle, &manifest, &mut schema)?;
        let tables = schema.relations().map(|r| r.name.clone()).collect();
        let exchange = read_exchange(&bundle, &manifest, &contracts, &schema)?;
        for name in manifest.uses() {
            for relation in contracts[name].exchange_relations() {
                schema.add_relation(relation);
            }
        }
        let mut statements = BTreeMap::new();
        for entry in bundle.texts("sql", ".sql") {
            let (name, text) = entry?;
            let file = format!("sql/{name}.sql");
            statements
                .insert(name.to_owned(), pardoz_sql::lower_statement(manifest.id(), &file, text, &schema)?);
        }
        let handlers = match bundle.get("schema.json") {
            Some(bytes) => serde_json::from_slice::<Described>(bytes).map_err(PackageError::Schema)?.handlers,
            None => BTreeMap::new(),
        };
        let package = Self {
            manifest,
            sha256,
            contracts,
            statements,
            exchange,
            handlers,
            migrations,
            tables,
            engine: components.engine().clone(),
            linked: OnceLock::new(),
            components: components.clone(),
            bundle,
        };
        Ok(package)
    }

    pub fn id(&self) -> &str {
        self.manifest.id()
    }

    pub fn engine(&self) -> &wasmtime::Engine {
        &self.engine
    }

    /// The compiled and linked component; compiled (or taken from the cache) at the first call.
    pub fn linked(&self) -> Result<&Linked, ComponentError> {
        let loaded = self.linked.get_or_init(|| {
            let wasm = self.bundle.require("plugin.wasm").map_err(|e| e.to_string())?;
            self.components.load(wasm).map_err(|e| e.to_string())
        });
        loaded.as_ref().map_err(|e| ComponentError::Encode(e.clone()))
    }

    /// The language files, by language.
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.bundle.texts("i18n", ".ftl").flatten().map(|(l, t)| (l.to_owned(), t.to_owned())).collect()
    }

    /// The pictures below `static/`, by file name.
    pub fn pictures(&self) -> Vec<(String, Vec<u8>)> {
        let names = self.bundle.names().filter_map(|name| Some((name, name.strip_prefix("static/")?)));
        names.filter_map(|(name, bare)| Some((bare.to_owned(), self.bundle.get(name)?.to_vec()))).collect()
    }

    /// The templates, by file name.
    /// Is this what a contract it provides says that `topic` carries? A topic of its own may carry anything.
    ///
    /// # Errors
    /// As [`Schemas::check`].
    pub fn promised(&self, topic: &str, payload: &Json) -> Result<(), String> {
        let told = |contract: &Contract| {
            let event = contract.event(topic)?;
            Some(contract.schemas.check(event.payload.as_deref(), payload))
        };
        self.contracts.values().find_map(told).unwrap_or(Ok(()))
    }

    pub fn templates(&self) -> BTreeMap<String, String> {
        let files = self.bundle.texts("templates", ".html").flatten();
        files.map(|(name, text)| (format!("{name}.html"), text.to_owned())).collect()
    }
}

fn read_contracts(bundle: &Bundle, manifest: &Manifest) -> Result<Contracts, PackageError> {
    let mut contracts = Contracts::new();
    for entry in bundle.texts("contracts", ".toml") {
        let (name, text) = entry?;
        let mut contract = Contract::parse(&format!("contracts/{name}.toml"), text)?;
        if manifest.contracts.provides.iter().any(|provided| *provided.get_ref() == contract.id()) {
            contract.schemas = Schemas::read(&contract, |file| bundle.get(&format!("contracts/{file}")))?;
        }
        contracts.insert(contract.id(), contract);
    }
    for name in manifest.uses().chain(manifest.contracts.provides.iter().map(|c| c.get_ref().as_str())) {
        if !contracts.contains_key(name) {
            let file = name.replace('@', "-");
            return Err(PackageError::Check(format!(
                "contract {name} is missing: the bundle needs contracts/{file}.toml"
            )));
        }
    }
    Ok(contracts)
}

/// Under a contract's name a provider tells what the contract has, and nothing else.
fn check_topics(manifest: &Manifest, text: &str, contracts: &Contracts) -> Result<(), Box<ManifestError>> {
    for event in &manifest.events {
        let topic = event.topic.get_ref();
        let is_own = topic.split('.').next() == Some(manifest.id());
        let mut provided = manifest.contracts.provides.iter().map(|name| &contracts[name.get_ref()]);
        if !is_own && !provided.any(|contract| contract.event(topic).is_some()) {
            let message = format!("no contract that this plugin provides has the event `{topic}`");
            let help = "Take it out, or start it with the plugin's id.";
            return Err(super::manifest::error(text, Some(event.topic.span()), message, help));
        }
    }
    Ok(())
}

/// May `plugin` tell of `topic`? Of its own topics always. Of those under a contract's name whoever provides it: not beside
/// a module that is on and has that name, and with several versions on, the provider of the first.
fn may_tell(
    plugin: &str,
    topic: &str,
    is_on: impl Fn(&str) -> bool,
    providers: &BTreeMap<String, Vec<String>>,
) -> bool {
    let name = topic.split('.').next().unwrap_or_default();
    let is_named = |contract: &str| contract.split('@').next() == Some(name);
    let first = || providers.iter().find(|(contract, all)| is_named(contract) && !all.is_empty());
    name == plugin || !is_on(name) && first().is_some_and(|(_, all)| all.iter().any(|one| one == plugin))
}

fn read_migrations(
    bundle: &Bundle,
    manifest: &Manifest,
    schema: &mut Schema,
) -> Result<Vec<Migration>, PackageError> {
    let append_only = manifest.append_only();
    let mut migrations: Vec<Migration> = Vec::new();
    for entry in bundle.texts("migrations", ".sql") {
        let (name, text) = entry?;
        let number = |name: &str| name.split('_').next().map(str::to_owned);
        if let Some(former) = migrations.last().filter(|former| number(&former.name) == number(name)) {
            let message = format!(
                "migrations/{}.sql and migrations/{name}.sql have one number: give the later one the next, so that \
                 their order is said and not guessed",
                former.name
            );
            return Err(PackageError::Check(message));
        }
        let file = format!("migrations/{name}.sql");
        let lowered = pardoz_sql::lower_migration(manifest.id(), &file, text, schema, &append_only)?;
        migrations.push(Migration { name: name.to_owned(), source: text.to_owned(), lowered });
    }
    for table in &manifest.tables {
        if schema.get(table.name.get_ref()).is_none() {
            let message = format!(
                "plugin.toml speaks of the table {}, which no migration creates",
                table.name.get_ref()
            );
            return Err(PackageError::Check(message));
        }
    }
    Ok(migrations)
}

/// The selects behind the contracts it provides; each must give the contract's columns, in any order.
fn read_exchange(
    bundle: &Bundle,
    manifest: &Manifest,
    contracts: &Contracts,
    schema: &Schema,
) -> Result<BTreeMap<String, Statement>, PackageError> {
    let mut exchange = BTreeMap::new();
    for provided in &manifest.contracts.provides {
        let contract = &contracts[provided.get_ref()];
        for relation in &contract.relations {
            let file = format!("exchange/{}.sql", relation.name);
            let Some(bytes) = bundle.get(&file) else {
                let message = format!(
                    "{} promises the relation {}: write its select in {file}",
                    contract.id(),
                    relation.name
                );
                return Err(PackageError::Check(message));
            };
            let text = std::str::from_utf8(bytes).map_err(|_| BundleError::NotText(file.clone()))?;
            let statement = pardoz_sql::lower_statement(manifest.id(), &file, text, schema)?;
            check_exchange(contract, &relation.name, &file, &statement)?;
            exchange.insert(contract.view_name(&relation.name), statement);
        }
    }
    Ok(exchange)
}

fn check_exchange(
    contract: &Contract,
    relation: &str,
    file: &str,
    statement: &Statement,
) -> Result<(), PackageError> {
    let promised = contract.relations.iter().find(|r| r.name == relation).expect("asked for by name");
    if !statement.params.is_empty() || statement.writes.is_some() {
        return Err(PackageError::Check(format!("{file} must be a select without parameters")));
    }
    for column in contract.columns(promised)? {
        let Some(given) = statement.columns.iter().find(|c| c.name == column.name) else {
            return Err(PackageError::Check(format!(
                "{file} lacks the column {} that {} promises",
                column.name,
                contract.id()
            )));
        };
        if given.ty.ty != column.ty.ty {
            let message =
                format!("{file}: {} has the wrong type, {} promises another", column.name, contract.id());
            return Err(PackageError::Check(message));
        }
    }
    Ok(())
}

/// A plugin that is on: its package, bound to the providers of this generation.
pub struct Plugin {
    package: Arc<Package>,
    pub grants: Arc<Grants>,
    statements: BTreeMap<String, Arc<LoadedStatement>>,
    routes: BTreeMap<Method, matchit::Router<usize>>,
}

impl Deref for Plugin {
    type Target = Package;

    fn deref(&self) -> &Package {
        &self.package
    }
}

/// A statement, printed for the engine at hand, with the tables really behind it.
pub struct LoadedStatement {
    pub inner: PluginStatement,
    pub column_names: Vec<String>,
    /// Output column → permission without which it is masked for people.
    pub sensitive: Vec<(usize, String)>,
}

impl Plugin {
    pub fn statement(&self, name: &str) -> Option<Arc<LoadedStatement>> {
        self.statements.get(name).cloned()
    }

    /// The route of a method and a path below `/p/<plugin>`, with what `{…}` took.
    pub fn route_at(
        &self,
        method: Method,
        path: &str,
    ) -> Option<(&super::manifest::Route, Vec<(String, String)>)> {
        let found = self.routes.get(&method)?.at(path).ok()?;
        let params = found.params.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
        Some((&self.manifest.routes[*found.value], params))
    }
}

/// Salon-wide settings every call needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Salon {
    pub name: String,
    /// Language of background work and of people without one: `uz`, `ru`, `en`.
    pub locale: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA zone.
    pub timezone: String,
    /// Folder below `themes/`.
    pub theme: String,
}

impl Default for Salon {
    fn default() -> Self {
        Self {
            name: "Pardoz".into(),
            locale: "uz".into(),
            currency: "UZS".into(),
            timezone: "Asia/Tashkent".into(),
            theme: "default".into(),
        }
    }
}

/// What is on at one moment. Immutable; a change makes the next one.
pub struct Generation {
    pub number: u64,
    /// What the database said when it was made.
    pub rows: Vec<super::install::State>,
    pub salon: Salon,
    /// Everything installed, on or off.
    pub installed: BTreeMap<String, Arc<Package>>,
    /// What is on.
    pub plugins: BTreeMap<String, Arc<Plugin>>,
    /// Contract → enabled providers, in the owner's order.
    pub providers: BTreeMap<String, Vec<String>>,
    pub contracts: Contracts,
    /// Templates, texts and pictures as they were when this generation was made.
    pub look: Arc<Look>,
    pub circuit: Arc<Circuit>,
}

impl Generation {
    /// May this plugin tell of this topic now?
    pub fn may_tell(&self, plugin: &str, topic: &str) -> bool {
        may_tell(plugin, topic, |name| self.plugins.contains_key(name), &self.providers)
    }

    pub fn renderer(&self) -> &Renderer {
        &self.look.renderer
    }

    /// What the renderer needs to know about a reader.
    pub fn render_scope(&self, locale: &str, now: i64) -> RenderScope {
        let locale = Locale::parse(locale).unwrap_or_default();
        let scope = RenderScope::new(locale, now).in_timezone(&self.salon.timezone);
        let links = self.plugins.values().flat_map(|plugin| &plugin.manifest.links);
        let links = links.map(|link| link.host.get_ref().clone()).collect();
        RenderScope { currency: self.salon.currency.clone(), links, ..scope }
    }

    /// Subscribers of a topic among everything installed: a plugin that is off gets its events when it is on again.
    pub fn subscribers<'a>(
        &'a self,
        topic: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a super::manifest::Subscription)> {
        self.installed.values().flat_map(move |package| {
            let of_topic = package.manifest.subscriptions.iter().filter(move |s| s.topic.get_ref() == topic);
            of_topic.map(move |s| (package.id(), s))
        })
    }
}

/// Plugins that are on, contract → providers, and every contract known.
pub type Bound = (BTreeMap<String, Arc<Plugin>>, BTreeMap<String, Vec<String>>, Contracts);

/// Binds the enabled packages to each other. Pure: the database's views are changed elsewhere, in the same order.
pub fn bind(installed: &BTreeMap<String, Arc<Package>>, enabled: &BTreeSet<String>, engine: Engine) -> Bound {
    let mut contracts = Contracts::new();
    for package in installed.values() {
        for (id, contract) in &package.contracts {
            contracts.entry(id.clone()).or_insert_with(|| contract.clone());
        }
    }
    let on = || installed.values().filter(|p| enabled.contains(p.id()));
    let mut providers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in on() {
        for contract in &package.manifest.contracts.provides {
            providers.entry(contract.get_ref().clone()).or_default().push(package.id().to_owned());
        }
    }
    let plugins =
        on().map(|p| (p.id().to_owned(), Arc::new(bind_one(p, installed, &providers, engine)))).collect();
    (plugins, providers, contracts)
}

/// One package bound to these providers, whether or not it is on.
pub(super) fn bind_one(
    package: &Arc<Package>,
    installed: &BTreeMap<String, Arc<Package>>,
    providers: &BTreeMap<String, Vec<String>>,
    engine: Engine,
) -> Plugin {
    let views = views_in_use(package, installed, providers);
    let mut grants = Grants { plugin: package.id().to_owned(), ..Grants::default() };
    for table in &package.tables {
        grants.read.insert(table.clone(), None);
        grants.write.insert(table.clone());
    }
    grants.append_only = package.manifest.append_only();
    for (view, source) in &views {
        grants.read.insert(view.clone(), None);
        for (table, columns) in source.iter().flat_map(|s| &s.select.reads) {
            if let Some(known) = grants.read.entry(table.clone()).or_insert_with(|| Some(BTreeSet::new())) {
                known.extend(columns.iter().cloned());
            }
        }
    }
    let statements = package.statements.iter();
    let statements = statements
        .map(|(name, s)| (name.clone(), Arc::new(load(package, name, s, &views, engine))))
        .collect();
    let mut routes: BTreeMap<Method, matchit::Router<usize>> = BTreeMap::new();
    for (index, route) in package.manifest.routes.iter().enumerate() {
        let router = routes.entry(route.method).or_default();
        if let Err(e) = router.insert(route.path.get_ref().as_str(), index) {
            tracing::error!(plugin.id = package.id(), route = route.name.get_ref(), error = %e, "a route cannot be reached");
        }
    }
    Plugin { package: package.clone(), grants: Arc::new(grants), statements, routes }
}

/// Where an exchange view's rows come from.
struct Source<'a> {
    select: &'a Statement,
    provider: &'a Package,
}

type Views<'a> = BTreeMap<String, Option<Source<'a>>>;

fn views_in_use<'a>(
    package: &Package,
    installed: &'a BTreeMap<String, Arc<Package>>,
    providers: &BTreeMap<String, Vec<String>>,
) -> Views<'a> {
    let mut views = Views::new();
    for name in package.manifest.uses() {
        let provider = providers.get(name).and_then(|all| all.first()).and_then(|id| installed.get(id));
        let contract = &package.contracts[name];
        for relation in &contract.relations {
            let view = contract.view_name(&relation.name);
            let source =
                provider.and_then(|p| p.exchange.get(&view).map(|select| Source { select, provider: p }));
            views.insert(view, source);
        }
    }
    views
}

fn load(
    package: &Package,
    name: &str,
    statement: &Statement,
    views: &Views<'_>,
    engine: Engine,
) -> LoadedStatement {
    let mut reads = BTreeSet::new();
    for relation in statement.reads.keys() {
        match views.get(relation) {
            Some(Some(source)) => reads.extend(source.select.reads.keys().cloned()),
            // The provider is off: the answer changes when one is switched on.
            Some(None) => {
                reads.insert("host_plugin".to_owned());
            }
            None => {
                reads.insert(relation.clone());
            }
        }
    }
    let sensitive = statement
        .columns
        .iter()
        .enumerate()
        .filter_map(|(index, column)| {
            let permission = column.sources.iter().find_map(|(r, c)| permission_for(package, views, r, c))?;
            Some((index, permission))
        })
        .collect();
    LoadedStatement {
        inner: PluginStatement {
            plugin: package.id().to_owned(),
            name: name.to_owned(),
            version: package.manifest.version().to_owned(),
            sql: statement.print(engine).into(),
            reads: reads.into_iter().collect(),
            writes: statement.writes.clone(),
            params: statement.params.iter().map(|p| if p.list { SqlType::Text } else { p.ty.ty }).collect(),
            columns: statement.columns.iter().map(|c| c.ty.ty).collect(),
        },
        column_names: statement.columns.iter().map(|c| c.name.clone()).collect(),
        sensitive,
    }
}

/// The permission that a column's contents need, following an exchange view to its table.
fn permission_for(package: &Package, views: &Views<'_>, relation: &str, column: &str) -> Option<String> {
    match views.get(relation) {
        Some(Some(source)) => {
            let output = source.select.columns.iter().find(|c| c.name == column)?;
            output.sources.iter().find_map(|(table, column)| table_permission(source.provider, table, column))
        }
        Some(None) => None,
        None => table_permission(package, relation, column),
    }
}

fn table_permission(package: &Package, table: &str, column: &str) -> Option<String> {
    let table = package.manifest.tables.iter().find(|t| t.name.get_ref() == table)?;
    table.sensitive.get(column).cloned()
}

/// The paths of all routes that are on, for `url()` in templates.
#[derive(Default)]
pub struct RouteTable {
    paths: RwLock<BTreeMap<String, String>>,
}

impl RouteTable {
    /// Replaces the table: `plugin:route` → path.
    pub fn set(&self, paths: BTreeMap<String, String>) {
        *self.paths.write().expect("routes are never held across a panic") = paths;
    }
}

impl Routes for RouteTable {
    fn path(&self, plugin: &str, route: &str) -> Option<String> {
        self.paths
            .read()
            .expect("routes are never held across a panic")
            .get(&format!("{plugin}:{route}"))
            .cloned()
    }

    fn as_of_now(&self) -> Option<Arc<dyn Routes>> {
        Some(Arc::new(self.paths.read().expect("routes are never held across a panic").clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_of_a_contract_are_told_by_its_provider_alone() {
        let providers = |all: &[(&str, &[&str])]| -> BTreeMap<String, Vec<String>> {
            let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            all.iter().map(|(contract, of)| ((*contract).to_owned(), names(of))).collect()
        };
        let topic = "loyalty.points.changed";
        let tells = |plugin: &str, on: &[&str], all: &[(&str, &[&str])]| {
            may_tell(plugin, topic, |name| on.contains(&name), &providers(all))
        };
        assert!(tells("loyalty", &["loyalty"], &[]), "its own");
        assert!(tells("stampcard", &["stampcard"], &[("loyalty@1", &["stampcard"])]), "in its place");
        assert!(!tells("stampcard", &["stampcard"], &[("loyalty@1", &[])]), "provided by nobody");
        assert!(
            !tells("villain", &["villain", "loyalty"], &[("loyalty@9", &["villain"])]),
            "beside the real one"
        );
        let both: &[(&str, &[&str])] = &[("loyalty@1", &["stampcard"]), ("loyalty@9", &["villain"])];
        assert!(
            tells("stampcard", &["stampcard", "villain"], both) && !tells("villain", &["stampcard"], both)
        );
        assert!(tells("b", &["a", "b"], &[("loyalty@1", &["a", "b"])]), "one of many providers");
    }
}
