//! HTTP: pages, JSON, the live stream, administration. axum lives only here.

pub mod api; // the same pages as JSON; openapi
pub mod asset; // files of the theme and pictures of modules
pub mod body; // reading bodies under limits
pub mod confirm; // the password once more, before what cannot be taken back lightly
pub mod csrf; // requests that change something come from our own pages
pub mod dashboard; // `/`: the widgets of modules
pub mod export; // lists as files
pub mod form; // forms of the host's own pages
pub mod gallery; // every component, in development
pub mod header; // what every answer carries; who is turned away at the door
pub mod health; // alive, ready, figures
pub mod import; // lists in: upload, columns, check, run
pub mod input; // what a request asks for, checked against the handler's schema
pub mod live; // changed relations as server-sent events
pub mod login; // signing in and out, one's own language and password
pub mod page; // pages of modules: resolve, authorize, call, draw
pub mod palette; // search and actions from everywhere
pub mod people; // accounts, roles, tokens, sessions
pub mod module_consent; // what a module may do, said before it may
mod module_switch; // off, with those that cannot work without it
pub mod plugin_admin; // modules: on, off, settings, health, dead letters
pub mod problem; // the one map from error to status, code and page
pub mod rate; // how often dear things may be asked for
mod record; // audit rows of what people do here
pub mod remember; // drawn pages, until something they show changes
pub mod serve; // connections in: how much of a head is read, how long it is waited for
pub mod session; // cookie or token → Visitor
pub mod settings; // the salon's own settings
pub mod setup; // the first run
mod sheet; // one table as CSV or XLSX
pub mod slot; // panels of other modules, each behind its own deadline
pub mod trace; // a number and a span for every request
mod typed; // what was typed, for a form that is shown again
pub mod view; // what templates are given
pub mod webhook; // requests of foreign systems

use std::collections::HashMap;
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, StatusCode, header as http_header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use serde_json::{Map, Value as Json};
use tokio::sync::watch;

pub use serve::serve;

use crate::auth::password::Passwords;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, DbError, Retry, Tx};
use crate::import::run::Importer;
use crate::limit::{BODY_BYTES_MAX, UPLOAD_BYTES_MAX};
use crate::plugin::{Generation, Plugin, Plugins};
use crate::theme::Theme;

/// What the web layer is told about its surroundings.
#[derive(Clone, Debug, Default)]
pub struct WebConfig {
    /// Served over TLS, by a proxy in front: cookies are Secure, HSTS is sent.
    pub https: bool,
    /// Names this installation answers to, besides addresses and localhost. `name` or `name:port`.
    pub hosts: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// `/metrics` answers who brings this bearer token; without one it answers this machine only.
    pub metrics_token: Option<String>,
    /// Login and password shown on the sign-in page of a demo; never set in a real salon.
    pub demo_sign_in: Option<(String, String)>,
    /// The key of the one-time link to the first-run wizard; without one it opens on this machine only.
    pub setup_key: Option<String>,
    /// Folder of the themes, for the choice in the settings.
    pub themes: Option<std::path::PathBuf>,
    /// Development: the component gallery at `/_ui`.
    pub development: bool,
}

impl WebConfig {
    /// What the program was told, as far as the web layer is concerned.
    pub fn of(config: &Config) -> Self {
        // Only somebody on this machine can reach a listener on the loopback: then the wizard needs no link.
        let is_local = config.listen.ip().is_loopback() && config.proxies.is_empty();
        Self {
            https: config.https,
            hosts: config.hosts.clone(),
            proxies: config.proxies.clone(),
            metrics_token: config.metrics_token.clone(),
            demo_sign_in: None,
            setup_key: (!is_local).then(crate::auth::new_secret),
            themes: Some(config.themes_folder()),
            development: config.develop,
        }
    }

    /// Is `host` (a Host header) ours? A plain address is: rebinding attacks need a name.
    pub fn serves(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.rsplit_once(':').map_or(host, |(name, _)| name),
        };
        let known = |ours: &String| ours.eq_ignore_ascii_case(host) || ours.eq_ignore_ascii_case(name);
        name.parse::<IpAddr>().is_ok()
            || name.eq_ignore_ascii_case("localhost")
            || self.hosts.iter().any(known)
    }

    /// Bytes a body may have at `path`.
    pub fn body_limit(&self, path: &str) -> usize {
        let is_upload = path.starts_with("/import/") || path == "/admin/plugins/upload";
        if is_upload { UPLOAD_BYTES_MAX } else { BODY_BYTES_MAX }
    }

    fn session_cookie(&self) -> &'static str {
        if self.https { "__Host-sid" } else { "sid" }
    }

    /// Binds forms of people who are not signed in.
    fn visit_cookie(&self) -> &'static str {
        if self.https { "__Host-visit" } else { "visit" }
    }
}

/// Everything a request needs. Clones share it, and each layer of the middleware makes one: one counter to move.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// What [`AppState`] shares.
pub struct Parts {
    pub db: Db,
    pub plugins: Plugins,
    pub theme: Theme,
    pub clock: Clock,
    pub config: Arc<WebConfig>,
    pub passwords: Passwords,
    pub importer: Importer,
    people: Arc<session::People>,
    pages: Arc<remember::Pages>,
    rates: Arc<rate::Rates>,
    uploads: Arc<module_consent::Uploads>,
    settings: Arc<Mutex<HashMap<String, KnownSettings>>>,
    live: Arc<live::Streams>,
    set_up: Arc<setup::Done>,
    stopping: Arc<watch::Sender<bool>>,
}

/// Generation, version of the settings table, and the settings read then.
type KnownSettings = (u64, u64, Arc<Map<String, Json>>);

/// How long a request waits for the host's own few rows.
const HOST_DEADLINE: Duration = Duration::from_secs(5);

impl AppState {
    pub fn new(db: Db, plugins: Plugins, theme: Theme, clock: Clock, config: Arc<Config>) -> Self {
        Self::with(db, plugins, theme, clock, WebConfig::of(&config))
    }

    /// As [`AppState::new`], with the web layer's own view of the configuration.
    pub fn with(db: Db, plugins: Plugins, theme: Theme, clock: Clock, config: WebConfig) -> Self {
        let importer = Importer::new(db.clone(), Arc::new(plugins.clone()));
        Self(Arc::new(Parts {
            importer,
            db,
            plugins,
            theme,
            clock,
            config: Arc::new(config),
            passwords: Passwords::new(),
            people: Arc::default(),
            pages: Arc::default(),
            rates: Arc::default(),
            uploads: Arc::default(),
            settings: Arc::default(),
            live: Arc::default(),
            set_up: Arc::default(),
            stopping: Arc::new(watch::Sender::new(false)),
        }))
    }

    /// Where the first-run wizard opens; the whole link is printed once, to the terminal, by who starts the host.
    pub fn setup_path(&self) -> String {
        match &self.config.setup_key {
            Some(key) => format!("/setup?key={key}"),
            None => "/setup".to_owned(),
        }
    }

    /// Ends the streams that would keep the server from stopping.
    pub fn drain(&self) {
        self.stopping.send_replace(true);
    }

    /// A read of the host's own tables.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.db.read(Instant::now() + HOST_DEADLINE, work).await
    }

    /// A write of the host's own tables.
    pub async fn write<T, E>(
        &self,
        work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Retry + Send + 'static,
    {
        self.db.write(Instant::now() + HOST_DEADLINE, &[], work).await
    }

    /// Forgets answers and drawn pages, so that the next request of each kind is worked out anew.
    pub fn forget(&self) {
        self.plugins.forget();
        self.pages.clear();
    }

    /// Bytes of remembered pages.
    pub fn page_bytes(&self) -> usize {
        self.pages.bytes()
    }

    /// A plugin's settings, read again only when one of them changed.
    pub async fn settings_of(
        &self,
        generation: &Generation,
        plugin: &Plugin,
    ) -> Result<Arc<Map<String, Json>>, DbError> {
        let version = self.db.versions().get("host_setting");
        {
            let known = self.settings.lock().expect("settings are never held across a panic");
            if let Some((number, at, settings)) = known.get(plugin.id())
                && (*number, *at) == (generation.number, version)
            {
                return Ok(settings.clone());
            }
        }
        let manifest = plugin.manifest.clone();
        let settings = Arc::new(self.read(move |tx| crate::plugin::settings::load(tx, &manifest)).await?);
        let mut known = self.settings.lock().expect("as above");
        known.insert(plugin.id().to_owned(), (generation.number, version, settings.clone()));
        Ok(settings)
    }
}

/// Every address of the host, behind the middleware.
pub fn router(state: AppState) -> Router {
    behind_middleware(routes(), state)
}

/// Every address of the host.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(dashboard::show))
        .route("/login", get(login::show).post(login::sign_in))
        .route("/logout", post(login::sign_out))
        .route("/locale", post(login::choose_locale))
        .route("/me", get(people::show_me))
        .route("/me/password", post(people::change_password))
        .route("/me/sessions/{session_id}/revoke", post(people::revoke_my_session))
        .route("/me/tokens", post(people::create_token))
        .route("/me/tokens/{token_id}/revoke", post(people::revoke_token))
        .route("/setup", get(setup::show).post(setup::step))
        .route("/palette", get(palette::show))
        .route("/export/{*list}", get(export::download))
        .route("/admin/people", get(people::list).post(people::create))
        .route("/admin/people/roles", get(people::show_roles).post(people::save_roles))
        .route("/admin/people/{account_id}", post(people::save))
        .route("/admin/people/{account_id}/{act}", post(people::act))
        .route("/admin/plugins", get(plugin_admin::list))
        .route(
            "/admin/plugins/upload",
            post(module_consent::upload).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX)),
        )
        .route("/admin/plugins/consent/{upload}", get(module_consent::show).post(module_consent::agree))
        .route(
            "/admin/plugins/{plugin}/replace/{new}",
            get(module_consent::show_replace).post(module_consent::replace),
        )
        .route("/admin/plugins/{plugin}", get(plugin_admin::detail))
        .route("/admin/plugins/{plugin}/settings", post(plugin_admin::save_settings))
        .route("/admin/plugins/{plugin}/{act}", post(plugin_admin::act))
        .route("/admin/settings", get(settings::show).post(settings::save))
        .route("/import", get(import::choose))
        .route("/import/{plugin}/{name}", get(import::begin))
        .route("/import/{plugin}/{name}/upload", post(import::upload).layer(import::body_limit()))
        .route("/import/{plugin}/{name}/{run}", get(import::show))
        .route("/import/{plugin}/{name}/{run}/report.csv", get(import::report))
        .route("/import/{plugin}/{name}/{run}/{act}", post(import::act))
        .route("/panel/{plugin}/{name}", get(slot::panel))
        .route("/widget/{plugin}/{name}", get(slot::widget))
        .route("/p/{*rest}", any(page::handle))
        .route("/hooks/{*rest}", any(webhook::receive))
        .route("/live", get(live::stream))
        .route("/_ui", get(gallery::show))
        .route("/api/openapi.json", get(api::document))
        .route("/assets/{*path}", get(asset::serve))
        .route("/favicon.ico", get(asset::favicon))
        .route("/metrics", get(health::metrics))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}

/// `routes` behind the middleware, in order of passage.
pub fn behind_middleware(routes: Router<AppState>, state: AppState) -> Router {
    // Read from the bottom: the last layer is passed first.
    routes
        .layer(from_fn_with_state(state.clone(), setup::gate))
        .layer(from_fn_with_state(state.clone(), csrf::guard))
        .layer(from_fn_with_state(state.clone(), session::identify))
        .layer(from_fn_with_state(state.clone(), header::admit))
        .layer(from_fn_with_state(state.clone(), problem::draw))
        .layer(from_fn_with_state(state.clone(), header::secure))
        .layer(from_fn(trace::span))
        .with_state(state)
}

/// An HTML answer.
pub fn html(status: StatusCode, body: impl Into<axum::body::Body>) -> Response {
    let mut answer = (status, body.into()).into_response();
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    answer.headers_mut().insert(http_header::CONTENT_TYPE, kind);
    // The same address answers as page, fragment or JSON, in several languages.
    let vary = HeaderValue::from_static("Accept, Accept-Language, HX-Request, Cookie");
    answer.headers_mut().insert(http_header::VARY, vary);
    answer
}

/// JSON that is text already.
pub fn json_text(text: &str) -> impl IntoResponse + use<> {
    ([(http_header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], text.to_owned())
}

#[cfg(test)]
mod tests;
