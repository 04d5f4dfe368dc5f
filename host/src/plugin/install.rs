//! A plugin's life: install, switch on, switch off. Each is one transaction; the running generation is replaced
//! only after it committed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pardoz_renderer::{Locale, RenderError};

use super::circuit::Circuit;
use super::contract::Contracts;
use super::generation::{self, Generation, Package, PackageError, Salon};
use super::manifest::parse_version;
use super::{Listed, Plugins, bundle, soon};
use crate::db::{Db, DbError, Engine, Retry, Tx, audit, migrate, role};
use crate::theme::{Look, PluginFiles, Theme, ThemeError};

/// Why a plugin could not be installed or switched.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    #[error(transparent)]
    Package(#[from] PackageError),
    #[error("the theme cannot be used")]
    Theme(#[from] ThemeError),
    #[error("the templates or texts of {plugin} cannot be used")]
    Render {
        plugin: String,
        #[source]
        source: RenderError,
    },
    #[error("the database failed")]
    Db(#[from] DbError),
    #[error("there is no plugin `{0}`")]
    Unknown(String),
    /// It needs contracts that nobody provides.
    #[error("{plugin} needs {}, which no enabled module provides", .contracts.join(", "))]
    Requires { plugin: String, contracts: Vec<String> },
    /// Others need what it provides.
    #[error("{plugin} is needed by {}", .dependants.join(", "))]
    Needed { plugin: String, dependants: Vec<String> },
    /// Another enabled plugin provides the same contract.
    #[error("{contract} is already provided by {provider}")]
    Provided { contract: String, provider: String },
    /// A provider may take another's place only if it provides all that others take from it, in the same shape.
    #[error("{new} does not provide {} as {old} does", .contracts.join(", "))]
    NotAlike { old: String, new: String, contracts: Vec<String> },
    /// The new provider did not take the old one's data over.
    #[error("{} could not take the data over", .0.plugin)]
    TakeOver(Box<super::CallError>),
    /// What it took over is not what the old one had.
    #[error("the control totals differ: {}", .differences.join("; "))]
    Totals { differences: Vec<String> },
    /// S20: neither a newer version nor the one that is installed.
    #[error("version {installed} is installed; {offered} is not newer")]
    Older { installed: String, offered: String },
}

impl Retry for InstallError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Db(DbError::Conflict))
    }
}

/// A generation with nothing installed: the host's own pages work in it.
pub fn empty(theme: &Theme, circuit: &Arc<Circuit>) -> Generation {
    Generation {
        number: 0,
        rows: Vec::new(),
        salon: Salon::default(),
        installed: BTreeMap::new(),
        plugins: BTreeMap::new(),
        providers: BTreeMap::new(),
        contracts: Contracts::new(),
        look: theme.look(),
        circuit: circuit.clone(),
    }
}

/// Changes of what is installed queue up behind this key.
pub(super) const CHANGE_KEY: &str = "host-plugin";

/// A row of `host_plugin`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub plugin: String,
    pub version: String,
    pub state: String,
    pub reason: Option<String>,
    pub installed_at: i64,
    pub sha256: String,
}

const STATES: &str = "select p.plugin_id, p.version, p.state, p.reason, p.installed_at, v.sha256 from host_plugin p \
     join host_plugin_version v on v.plugin_id = p.plugin_id and v.version = p.version order by p.position, p.plugin_id";

pub(super) fn states(tx: &mut Tx) -> Result<Vec<State>, DbError> {
    let rows = tx.query(STATES, &[])?;
    Ok(rows
        .iter()
        .map(|row| State {
            plugin: row.text(0).to_owned(),
            version: row.text(1).to_owned(),
            state: row.text(2).to_owned(),
            reason: row.opt_text(3).map(str::to_owned),
            installed_at: row.int(4),
            sha256: row.text(5).to_owned(),
        })
        .collect())
}

/// The salon's own settings; defaults before the setup.
pub fn salon(tx: &mut Tx) -> Result<Salon, DbError> {
    let mut salon = Salon::default();
    for row in tx.query("select key, value from host_setting where scope = 'salon'", &[])? {
        let Ok(serde_json::Value::String(value)) = serde_json::from_str(row.text(1)) else { continue };
        match row.text(0) {
            "name" => salon.name = value,
            "locale" => salon.locale = value,
            "currency" => salon.currency = value,
            "timezone" => salon.timezone = value,
            "theme" => salon.theme = value,
            _ => {}
        }
    }
    Ok(salon)
}

impl Plugins {
    /// Everything installed, with its state and health.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self) -> Result<Vec<Listed>, InstallError> {
        let generation = self.current();
        let rows = self.inner.db.read(soon(), states).await?;
        let listed = rows.into_iter().filter_map(|row| {
            Some(Listed {
                package: generation.installed.get(&row.plugin)?.clone(),
                health: self.health(&row.plugin),
                state: row.state,
                reason: row.reason,
                installed_at: row.installed_at,
            })
        });
        Ok(listed.collect())
    }

    /// Installs a bundle, or upgrades what is installed: checks, migrations, the version row and, if asked, the
    /// switch, in one transaction. Data of an older version is kept.
    ///
    /// # Errors
    /// [`InstallError`]; then everything is as it was.
    pub async fn install(
        &self,
        bytes: Vec<u8>,
        by: &str,
        enable: bool,
    ) -> Result<Arc<Package>, InstallError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let components = self.inner.components.clone();
        let read = move || -> Result<(Package, Vec<u8>), PackageError> {
            let package = Package::read(&bytes, &components)?;
            package.linked()?;
            Ok((package, bytes))
        };
        let (package, bytes) = tokio::task::spawn_blocking(read).await.map_err(PackageError::from)??;
        let package = Arc::new(package);
        self.check_version(&package)?;
        let mut installed = self.current().installed.clone();
        installed.insert(package.id().to_owned(), package.clone());
        let mut enabled = self.enabled();
        if enable {
            enabled.insert(package.id().to_owned());
        }
        check_contracts(&installed, &enabled)?;
        // The new templates must fit before anything is written.
        self.look(&installed, &enabled, Some(package.id()))?;
        let work = Change { installed, enabled, engine: self.inner.db.engine() };
        let (new, by, now) = (package.clone(), by.to_owned(), self.inner.clock.now());
        let keys = [CHANGE_KEY.to_owned()];
        let written = self.inner.db.write(soon(), &keys, move |tx| {
            store(tx, &new, &bytes, &by, enable, now)?;
            let about = serde_json::json!({ "sha256": new.sha256, "enabled": enable });
            record(tx, &by, &new, "module-install", &about, now)?;
            work.apply(tx, now)
        });
        let written = written.await;
        // Also after a failure: the look must fit what is really installed.
        self.reload_locked().await?;
        written?;
        tracing::info!(
            plugin.id = package.id(),
            version = package.manifest.version(),
            "{} {} is installed",
            package.id(),
            package.manifest.version()
        );
        Ok(package)
    }

    /// Switches a plugin on: its pages, navigation, panels and subscriptions are there at once, with its data.
    ///
    /// # Errors
    /// [`InstallError::Requires`] names the contracts that are missing.
    pub async fn enable(&self, plugin: &str, by: &str) -> Result<(), InstallError> {
        self.inner.circuit.resume(plugin);
        let _one_at_a_time = self.inner.changing.lock().await;
        self.switch(&[plugin.to_owned()], "active", by).await
    }

    /// Switches a plugin off. Its data stays; others go on.
    ///
    /// # Errors
    /// [`InstallError::Needed`] when an enabled plugin requires what only this one provides.
    pub async fn disable(&self, plugin: &str, by: &str) -> Result<(), InstallError> {
        self.disable_with(plugin, &[], by).await
    }

    /// Switches a plugin off, and in the same act those of `agreed` that cannot work without it.
    ///
    /// # Errors
    /// [`InstallError::Needed`] when others would stop that nobody agreed on: then everything stays on.
    pub async fn disable_with(&self, plugin: &str, agreed: &[String], by: &str) -> Result<(), InstallError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let dependants = self.dependants(plugin);
        if dependants.iter().any(|id| !agreed.contains(id)) {
            return Err(InstallError::Needed { plugin: plugin.to_owned(), dependants });
        }
        let off: Vec<String> = dependants.into_iter().chain([plugin.to_owned()]).collect();
        self.switch(&off, "disabled", by).await
    }

    /// Who would stop working if `plugin` were off: enabled plugins that require what it provides, and those that
    /// require what these provide.
    pub fn dependants(&self, plugin: &str) -> Vec<String> {
        dependants(&self.current().installed, self.enabled(), plugin)
    }

    /// The circuit opened: the database remembers it, so that the admin panel shows it after a restart too.
    pub(super) fn quarantine(&self, plugin: String, reason: String) {
        let plugins = self.clone();
        tokio::spawn(async move {
            let now = plugins.inner.clock.now();
            let noted = plugins.inner.db.write(soon(), &[], move |tx| {
                tx.execute(
                    "update host_plugin set state = 'quarantined', reason = $2, updated_at = $3 where plugin_id = $1 and state = 'active'",
                    &[(&plugin).into(), (&reason).into(), now.into()],
                )?;
                tx.touch("host_plugin");
                Ok::<_, DbError>(())
            });
            if let Err(e) = noted.await {
                tracing::error!(error = %e, "could not note that a plugin is paused");
            }
        });
    }

    /// All of them in one transaction. The caller holds `changing`.
    async fn switch(&self, ids: &[String], state: &'static str, by: &str) -> Result<(), InstallError> {
        let installed = self.current().installed.clone();
        let mut enabled = self.enabled();
        let mut packages = Vec::new();
        for id in ids {
            packages.push(installed.get(id).cloned().ok_or_else(|| InstallError::Unknown(id.clone()))?);
            if state == "active" {
                enabled.insert(id.clone());
            } else {
                enabled.remove(id);
            }
        }
        check_contracts(&installed, &enabled)?;
        let work = Change { installed, enabled, engine: self.inner.db.engine() };
        let (by, now) = (by.to_owned(), self.inner.clock.now());
        self.inner
            .db
            .write(soon(), &[CHANGE_KEY.to_owned()], move |tx| {
                let action = if state == "active" { "module-enable" } else { "module-disable" };
                for package in &packages {
                    set_state(tx, package.id(), state, None, now)?;
                    record(tx, &by, package, action, &serde_json::json!({}), now)?;
                }
                work.apply(tx, now)
            })
            .await?;
        self.reload_locked().await
    }

    /// Reads again what is installed and on, and swaps the generation in. Also after a change of the salon's
    /// settings or of the theme.
    ///
    /// # Errors
    /// When the database or the theme cannot be read; the old generation serves on.
    pub async fn reload(&self) -> Result<(), InstallError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        self.reload_locked().await
    }

    pub(super) async fn reload_locked(&self) -> Result<(), InstallError> {
        let old = self.current();
        let (salon, rows) =
            self.inner.db.read(soon(), |tx| Ok::<_, DbError>((salon(tx)?, states(tx)?))).await?;
        let mut installed = BTreeMap::new();
        let mut fetches = tokio::task::JoinSet::new();
        for row in &rows {
            match old.installed.get(&row.plugin).filter(|p| p.sha256 == row.sha256) {
                Some(known) => {
                    installed.insert(row.plugin.clone(), known.clone());
                }
                None => {
                    let (plugins, row) = (self.clone(), row.clone());
                    fetches.spawn(async move { (plugins.fetch(&row).await, row.plugin) });
                }
            }
        }
        while let Some(fetched) = fetches.join_next().await {
            match fetched.expect("fetching is a read, and what may panic in it is a value") {
                (Ok(package), plugin) => {
                    installed.insert(plugin, Arc::new(package));
                }
                (Err(e), plugin) => {
                    tracing::error!(plugin.id = plugin, error = %super::api::chain(&e), "{plugin} cannot be loaded and stays off");
                }
            }
        }
        let on = |state: &str| matches!(state, "active" | "quarantined");
        let enabled: BTreeSet<String> = rows
            .iter()
            .filter(|r| on(&r.state) && installed.contains_key(&r.plugin))
            .map(|r| r.plugin.clone())
            .collect();
        self.inner.theme.choose(&salon.theme);
        let look = match self.look(&installed, &enabled, None) {
            // One that was taken away or broken since it was chosen must not keep the salon from its pages.
            Err(InstallError::Theme(e)) if salon.theme != Salon::default().theme => {
                tracing::error!(error = %super::api::chain(&e), "the theme {} cannot be used; the default one is", salon.theme);
                self.inner.theme.choose(&Salon::default().theme);
                self.look(&installed, &enabled, None)?
            }
            look => look?,
        };
        let (plugins, mut providers, contracts) =
            generation::bind(&installed, &enabled, self.inner.db.engine());
        // In the owner's order, which is the rows'.
        let place = |id: &String| rows.iter().position(|row| row.plugin == *id);
        providers.values_mut().for_each(|all| all.sort_by_key(place));
        let next = Generation {
            number: old.number + 1,
            rows,
            salon,
            installed,
            plugins,
            providers,
            contracts,
            look,
            circuit: self.inner.circuit.clone(),
        };
        *self.inner.current.write().expect("the generation is never held across a panic") = Arc::new(next);
        // Open pages hear of it only now, when their refresh finds the new generation.
        self.inner.db.versions().bump(vec!["host_plugin".to_owned()]);
        self.inner.wake.notify_one();
        Ok(())
    }

    /// Tells the engine again what each plugin may touch: a restored dump has lost roles and grants.
    pub(super) async fn grant(&self) -> Result<(), InstallError> {
        let current = self.current();
        let keys = [CHANGE_KEY.to_owned()];
        let granted = self.inner.db.write(soon(), &keys, move |tx| {
            current.plugins.values().try_for_each(|plugin| role::apply(tx, &plugin.grants))
        });
        granted.await.map_err(|e: DbError| e.into())
    }

    async fn fetch(&self, row: &State) -> Result<Package, InstallError> {
        let (plugin, version) = (row.plugin.clone(), row.version.clone());
        let sql = "select bundle from host_plugin_version where plugin_id = $1 and version = $2";
        let found = self.inner.db.read(soon(), move |tx| {
            Ok::<_, DbError>(tx.query_one(sql, &[plugin.into(), version.into()])?.map(|r| r.blob(0).to_vec()))
        });
        let bytes = found.await?.ok_or_else(|| InstallError::Unknown(row.plugin.clone()))?;
        let components = self.inner.components.clone();
        // Compiled before anybody waits for an answer: from the cache that takes a millisecond.
        let read = tokio::task::spawn_blocking(move || {
            let mut package = Package::read(&bytes, &components)?;
            package.linked()?;
            // Compiled it is; the code as it came would take a megabyte of memory for each module.
            package.bundle.forget("plugin.wasm");
            Ok::<_, PackageError>(package)
        });
        Ok(read.await.map_err(PackageError::from)??)
    }

    pub(super) fn enabled(&self) -> BTreeSet<String> {
        self.current().plugins.keys().cloned().collect()
    }

    fn check_version(&self, package: &Package) -> Result<(), InstallError> {
        let current = self.current();
        let Some(old) = current.installed.get(package.id()) else { return Ok(()) };
        let (installed, offered) = (old.manifest.version(), package.manifest.version());
        if parse_version(offered) < parse_version(installed) {
            return Err(InstallError::Older { installed: installed.to_owned(), offered: offered.to_owned() });
        }
        Ok(())
    }

    /// Builds templates, texts and pictures for what is installed and on. A plugin whose files are broken is left out
    /// and named in the log; when it is the one being installed, that is an error.
    fn look(
        &self,
        installed: &BTreeMap<String, Arc<Package>>,
        enabled: &BTreeSet<String>,
        new: Option<&str>,
    ) -> Result<Arc<Look>, InstallError> {
        let mut routes = BTreeMap::new();
        let mut files = Vec::new();
        for package in installed.values() {
            let on = enabled.contains(package.id());
            files.push(plugin_files(package, on));
            for route in package.manifest.routes.iter().filter(|_| on) {
                let path = route.path.get_ref().trim_end_matches('/');
                let key = format!("{}:{}", package.id(), route.name.get_ref());
                routes.insert(key, format!("/p/{}{path}", package.id()));
            }
        }
        self.inner.routes.set(routes);
        for left_out in self.inner.theme.set_plugins(files)? {
            tracing::error!(plugin.id = left_out.plugin, error = %super::api::chain(&left_out.error), "the templates of {} cannot be used", left_out.plugin);
            if new == Some(left_out.plugin.as_str()) {
                return Err(InstallError::Render { plugin: left_out.plugin, source: left_out.error });
            }
        }
        Ok(self.inner.theme.look())
    }
}

pub(super) fn set_state(
    tx: &mut Tx,
    plugin: &str,
    state: &str,
    reason: Option<String>,
    now: i64,
) -> Result<(), DbError> {
    let sql = "update host_plugin set state = $2, reason = $3, updated_at = $4 where plugin_id = $1";
    tx.execute(sql, &[plugin.into(), state.into(), reason.into(), now.into()]).map(|_| ())
}

/// Who changed what is installed, in the transaction that changed it.
pub(super) fn record(
    tx: &mut Tx,
    by: &str,
    package: &Package,
    action: &str,
    about: &serde_json::Value,
    now: i64,
) -> Result<(), DbError> {
    let entry = audit::Entry {
        audit_id: uuid::Uuid::now_v7().to_string(),
        at: now,
        actor: by.to_owned(),
        plugin: package.id().to_owned(),
        version: package.manifest.version().to_owned(),
        action: action.to_owned(),
        input: about.to_string(),
        ..audit::Entry::default()
    };
    audit::append(tx, &entry)
}

/// What a package brings to the pages; a card names a module that is off, so its texts are there in any case.
fn plugin_files(package: &Package, on: bool) -> PluginFiles {
    let texts = package.texts().into_iter();
    PluginFiles {
        plugin: package.id().to_owned(),
        texts: texts.filter_map(|(language, text)| Some((Locale::parse(&language)?, text))).collect(),
        templates: if on { package.templates().into_iter().collect() } else { Vec::new() },
        static_files: if on { package.pictures() } else { Vec::new() },
    }
}

/// What the database must look like after a change of what is installed or on.
pub(super) struct Change {
    pub installed: BTreeMap<String, Arc<Package>>,
    pub enabled: BTreeSet<String>,
    pub engine: Engine,
}

impl Change {
    /// Migrates what is new, then points every exchange view at its provider; with none it stands there empty.
    pub(super) fn apply(&self, tx: &mut Tx, now: i64) -> Result<(), InstallError> {
        for package in self.installed.values() {
            let migrations: Vec<_> = package.migrations.iter().map(|m| m.printed(self.engine)).collect();
            migrate::apply_plugin(tx, package.id(), package.manifest.version(), &migrations, now)?;
        }
        let (plugins, providers, contracts) = generation::bind(&self.installed, &self.enabled, self.engine);
        let mut views = Vec::new();
        for (id, contract) in &contracts {
            let provider = providers.get(id).and_then(|all| all.first()).and_then(|p| self.installed.get(p));
            for relation in &contract.relations {
                let view = contract.view_name(&relation.name);
                let select = provider.and_then(|p| p.exchange.get(&view));
                let columns = contract.columns(relation).map_err(PackageError::from)?;
                views.push((view.clone(), pardoz_sql::exchange_view(&view, &columns, select, self.engine)));
            }
        }
        for (view, sql) in &views {
            tx.execute_batch(&format!("drop view if exists {view}"))?;
            tx.execute_batch(sql)?;
        }
        // A view made anew has lost its grants (PostgreSQL).
        for plugin in plugins.values() {
            role::apply(tx, &plugin.grants)?;
        }
        tx.touch("host_plugin");
        Ok(())
    }
}

impl generation::Migration {
    fn printed(&self, engine: Engine) -> migrate::PluginMigration {
        migrate::PluginMigration {
            name: self.name.clone(),
            source: self.source.clone(),
            additive: self.lowered.class == pardoz_sql::Class::Additive,
            statements: self.lowered.print(engine),
        }
    }
}

fn store(
    tx: &mut Tx,
    package: &Package,
    bytes: &[u8],
    by: &str,
    enable: bool,
    now: i64,
) -> Result<(), DbError> {
    let (id, version) = (package.id(), package.manifest.version());
    tx.execute(
        "insert into host_plugin_version (plugin_id, version, sha256, bundle, installed_at, installed_by) \
         values ($1, $2, $3, $4, $5, $6) on conflict (plugin_id, version) do update set sha256 = excluded.sha256, \
         bundle = excluded.bundle, installed_at = excluded.installed_at, installed_by = excluded.installed_by",
        &[id.into(), version.into(), bundle::fingerprint(bytes).into(), bytes.into(), now.into(), by.into()],
    )?;
    let state = if enable { "active" } else { "disabled" };
    let keep = if enable { "'active'" } else { "host_plugin.state" };
    tx.execute(
        &format!(
            "insert into host_plugin (plugin_id, version, state, position, installed_at, updated_at) \
             values ($1, $2, $3, (select coalesce(max(position), 0) + 1 from host_plugin), $4, $4) \
             on conflict (plugin_id) do update set version = excluded.version, state = {keep}, reason = null, updated_at = excluded.updated_at"
        ),
        &[id.into(), version.into(), state.into(), now.into()],
    )?;
    // The last versions stay for the way back.
    tx.execute(
        "delete from host_plugin_version where plugin_id = $1 and version <> $2 and version not in ( \
         select version from host_plugin_version where plugin_id = $1 order by installed_at desc limit $3)",
        &[id.into(), version.into(), crate::limit::BUNDLE_VERSIONS_KEPT.into()],
    )?;
    Ok(())
}

/// Contract → the enabled plugin that provides it.
fn provided<'a>(
    installed: &'a BTreeMap<String, Arc<Package>>,
    enabled: &BTreeSet<String>,
) -> BTreeMap<&'a str, &'a str> {
    let on = installed.values().filter(|p| enabled.contains(p.id()));
    on.flat_map(|p| p.manifest.contracts.provides.iter().map(|c| (c.get_ref().as_str(), p.id()))).collect()
}

fn missing<'a>(package: &'a Package, provided: &BTreeMap<&str, &str>) -> impl Iterator<Item = &'a str> {
    let required = package.manifest.contracts.requires.iter().map(|c| c.get_ref().as_str());
    required.filter(|c| !provided.contains_key(c))
}

/// What else goes off with `plugin`, by id.
fn dependants(
    installed: &BTreeMap<String, Arc<Package>>,
    mut enabled: BTreeSet<String>,
    plugin: &str,
) -> Vec<String> {
    enabled.remove(plugin);
    let mut gone = Vec::new();
    loop {
        let provided = provided(installed, &enabled);
        let stops = |id: &&String| missing(&installed[*id], &provided).next().is_some();
        let next: Vec<String> = enabled.iter().filter(stops).cloned().collect();
        if next.is_empty() {
            gone.sort_unstable();
            return gone;
        }
        enabled.retain(|id| !next.contains(id));
        gone.extend(next);
    }
}

/// Every enabled plugin has what it requires, and every contract one provider.
pub(super) fn check_contracts(
    installed: &BTreeMap<String, Arc<Package>>,
    enabled: &BTreeSet<String>,
) -> Result<(), InstallError> {
    let provided = provided(installed, enabled);
    for package in installed.values().filter(|p| enabled.contains(p.id())) {
        let contracts: Vec<String> = missing(package, &provided).map(str::to_owned).collect();
        if !contracts.is_empty() {
            return Err(InstallError::Requires { plugin: package.id().to_owned(), contracts });
        }
        for contract in &package.manifest.contracts.provides {
            let provider = provided[contract.get_ref().as_str()];
            // By every copy of the contract: a newcomer's own may say what it likes.
            let copies = installed.values().filter_map(|p| p.contracts.get(contract.get_ref()));
            let many = copies.into_iter().all(|copy| copy.contract.is_many());
            if provider != package.id() && !many {
                return Err(InstallError::Provided {
                    contract: contract.get_ref().clone(),
                    provider: provider.to_owned(),
                });
            }
        }
    }
    Ok(())
}

/// The salon's own settings, written; call [`Plugins::reload`] afterwards.
///
/// # Errors
/// When the database cannot be written.
pub async fn set_salon(db: &Db, values: Vec<(String, String)>) -> Result<(), DbError> {
    db.write(soon(), &[], move |tx| {
        for (key, value) in &values {
            let value = serde_json::Value::String(value.clone()).to_string();
            tx.execute(
                "insert into host_setting (scope, key, value) values ('salon', $1, $2) \
                 on conflict (scope, key) do update set value = excluded.value",
                &[key.into(), value.into()],
            )?;
        }
        tx.touch("host_setting");
        Ok(())
    })
    .await
}
