//! Builds every part once, in order; stops them in reverse.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::{self, Config};
use crate::db::{Db, DbError, DbOptions};
use crate::develop;
use crate::outside::{Client, Mailer};
use crate::plugin::{Call, InstallError, Plugins, PluginsOptions, RouteTable};
use crate::theme::{Theme, ThemeError};
use crate::web::setup::{self, Answers};
use crate::web::{self, AppState, WebConfig};

/// A running salon, without its web server.
#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    pub clock: Clock,
    pub db: Db,
    pub theme: Theme,
    pub plugins: Plugins,
    pub web: AppState,
}

/// Why the salon could not be opened, or closed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("could not {doing}")]
    Io {
        doing: String,
        #[source]
        source: std::io::Error,
    },
    #[error("could not open the database")]
    Db(#[from] DbError),
    #[error("could not read the theme")]
    Theme(#[from] ThemeError),
    #[error("could not load the modules")]
    Install(#[from] InstallError),
    #[error("could not build what is missing")]
    Build(#[from] develop::BuildError),
    #[error("could not set the salon up")]
    Setup(#[from] setup::SetupError),
    #[error("{0}")]
    Refused(String),
}

/// Login of a demo salon's owner, and the file that keeps the password.
pub const DEMO_LOGIN: &str = "demo";
const DEMO_FILE: &str = "demo-password";

/// Login and password of a demo salon; `None` in a real one.
pub fn demo_sign_in(data: &Path) -> Option<(String, String)> {
    let password = std::fs::read_to_string(data.join(DEMO_FILE)).ok()?;
    Some((DEMO_LOGIN.to_owned(), password.trim().to_owned()))
}

fn io(doing: impl Into<String>) -> impl FnOnce(std::io::Error) -> AppError {
    let doing = doing.into();
    move |source| AppError::Io { doing, source }
}

impl App {
    /// Opens the data folder, the database, the theme and the installed plugins.
    ///
    /// # Errors
    /// [`AppError`] says which part could not be opened.
    pub async fn open(config: Config, clock: Clock) -> Result<Self, AppError> {
        std::fs::create_dir_all(&config.data).map_err(io(format!("create {}", config.data.display())))?;
        let host_key = key(&config.data.join("host.key"))?;
        let audit_key = key(&config.data.join(AUDIT_KEY_FILE))?;
        crate::limit::set_patience(config.patience);
        let options = DbOptions { clock: clock.clone(), ..DbOptions::new(config.database_url()) };
        let db = Db::open(options).await?;
        db.set_audit_key(audit_key);
        let routes = Arc::new(RouteTable::default());
        let cache = config.data.join("cache");
        std::fs::create_dir_all(&cache).map_err(io(format!("create {}", cache.display())))?;
        let theme = Theme::open(
            &config.themes_folder().join("default"),
            routes.clone(),
            Some(cache.join("templates.proven")),
        )?;
        let plugins = Plugins::open(PluginsOptions {
            db: db.clone(),
            clock: clock.clone(),
            theme: theme.clone(),
            routes,
            cache,
            host_key,
            client: Client::new(test_places(&config.egress_test)?),
            mailer: mailer(&config)?,
        })
        .await?;
        let mut web = WebConfig::of(&config);
        web.demo_sign_in = demo_sign_in(&config.data);
        let web = AppState::with(db.clone(), plugins.clone(), theme.clone(), clock.clone(), web);
        Ok(Self { config: Arc::new(config), clock, db, theme, plugins, web })
    }

    /// Has the first run been finished?
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_set_up(&self) -> Result<bool, AppError> {
        let deadline = Instant::now() + Duration::from_secs(10);
        Ok(self.db.read(deadline, setup::is_set_up).await?)
    }

    /// Makes this a demo salon: an owner with a password of its own, kept in the data folder, and a season of data.
    ///
    /// # Errors
    /// When the setup or a plugin's demo data is refused.
    pub async fn set_up_demo(&self, demo: &crate::cli::Demo) -> Result<(), AppError> {
        let mut random = [0; 9];
        getrandom::fill(&mut random)
            .map_err(|e| AppError::Refused(format!("the system gives no random numbers: {e}")))?;
        let password = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, random);
        let answers = Answers {
            salon: "Nafosat".into(),
            owner_login: DEMO_LOGIN.into(),
            owner_name: "Nigora Karimova".into(),
            password: password.clone(),
            locale: "ru".into(),
            currency: "UZS".into(),
            timezone: "Asia/Tashkent".into(),
            branch: "Amir Temur".into(),
            modules: None,
        };
        setup::run_non_interactive(&self.db, &self.plugins, &self.clock, answers).await?;
        write_private(&self.config.data.join(DEMO_FILE), &password).map_err(io("keep the demo's sign-in"))?;
        self.fill_demo(demo.seed, demo.clients, demo.appointments).await
    }

    /// Installs the bundles of a folder that are not installed yet, or newer than what is installed. New ones stay
    /// off until somebody (the wizard, the owner) switches them on.
    ///
    /// # Errors
    /// The first bundle that is refused.
    pub async fn install_bundles(&self, folder: &Path) -> Result<(), AppError> {
        for file in develop::bundles(folder) {
            let bytes = std::fs::read(&file).map_err(io(format!("read {}", file.display())))?;
            let fingerprint = crate::plugin::bundle::fingerprint(&bytes);
            let known = self.plugins.current().installed.values().any(|p| p.sha256 == fingerprint);
            if !known {
                self.plugins.install(bytes, "host", false).await?;
            }
        }
        Ok(())
    }

    /// The folder with the bundles a fresh salon starts with: as told, beside the program, or built from the clone.
    ///
    /// # Errors
    /// When the clone does not build.
    pub fn bundles_folder(&self) -> Result<PathBuf, AppError> {
        if let Some(folder) = &self.config.bundles {
            return Ok(folder.clone());
        }
        let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("plugins")));
        if let Some(folder) = beside.filter(|folder| folder.is_dir()) {
            return Ok(folder);
        }
        match config::clone_folder() {
            Some(clone) => Ok(develop::build_plugins(&clone, self.plugins.components())?),
            None => Err(AppError::Refused(
                "there are no modules beside the program; name their folder with --bundles".into(),
            )),
        }
    }

    /// Believable data from every plugin that brings some; the same for the same seed.
    ///
    /// # Errors
    /// The first plugin whose data is refused.
    pub async fn fill_demo(&self, seed: u64, clients: u64, appointments: u64) -> Result<(), AppError> {
        let generation = self.plugins.current();
        let mut with_demo: Vec<_> = generation
            .plugins
            .values()
            .filter_map(|p| p.manifest.demo.as_ref().map(|d| (d.order, p.id(), d)))
            .collect();
        with_demo.sort_by_key(|(order, id, _)| (*order, id.to_string()));
        let locale = generation.salon.locale.clone();
        let today = crate::plugin::call::business_day(self.clock.now(), &generation.salon.timezone).0;
        for (_, plugin, demo) in with_demo {
            let mut batch = 0;
            loop {
                let input = json!({
                    "seed": seed, "clients": clients, "appointments": appointments, "batch": batch, "today": today, "locale": locale,
                });
                let call = Call::background(plugin, "demo", demo.handler.get_ref(), input, &locale);
                let answer = self.plugins.mutate(call).await.map_err(|e| AppError::Refused(e.to_string()))?;
                if answer.reply.json()["done"].as_bool().unwrap_or(true) {
                    break;
                }
                batch += 1;
            }
        }
        // What the data caused (events, jobs that are due) belongs to it.
        self.plugins.dispatch_all().await;
        Ok(())
    }

    /// Serves until `stop` turns true, then stops in order: no new requests, running ones end, the queues are left
    /// as they are (they are rows), the database last.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(self, listener: TcpListener, mut stop: watch::Receiver<bool>) -> Result<(), AppError> {
        // Answers are remembered in this process: no second one may serve.
        self.db.serve_alone().await?;
        let router = web::router(self.web.clone());
        let mut stopping = stop.clone();
        let dispatcher = {
            let plugins = self.plugins.clone();
            tokio::spawn(async move { plugins.dispatch(async move { wait(&mut stopping).await }).await })
        };
        let mut performing = stop.clone();
        let performer = {
            let plugins = self.plugins.clone();
            tokio::spawn(async move { plugins.perform(async move { wait(&mut performing).await }).await })
        };
        let mut following = stop.clone();
        let follower = {
            let plugins = self.plugins.clone();
            tokio::spawn(async move { plugins.follow(async move { wait(&mut following).await }).await })
        };
        let mut importing = stop.clone();
        let imports = {
            let importer = self.web.importer.clone();
            tokio::spawn(async move { importer.work(async move { wait(&mut importing).await }).await })
        };
        let housekeeping = tokio::spawn(housekeep(self.clone(), stop.clone()));
        let state = self.web.clone();
        let mut draining = stop.clone();
        let service = router.into_make_service_with_connect_info::<std::net::SocketAddr>();
        let served = web::serve(listener, service, async move {
            wait(&mut draining).await;
            state.drain();
        });
        let grace = async {
            wait(&mut stop).await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            served = served => served.map_err(io("serve"))?,
            () = grace => tracing::warn!("some requests did not end in time and were cut"),
        }
        dispatcher.await.ok();
        performer.await.ok();
        imports.await.ok();
        follower.await.ok();
        housekeeping.abort();
        let db = self.db.clone();
        tokio::task::spawn_blocking(move || db.close()).await.ok();
        Ok(())
    }
}

/// How long running requests may take to end after a stop was asked for (security.md 5).
const GRACE: Duration = Duration::from_secs(20);

async fn wait(stop: &mut watch::Receiver<bool>) {
    // A closed channel is a stop, too.
    let _ = stop.wait_for(|stop| *stop).await;
}

/// What is swept now and then: expired idempotency keys, claims, sessions and counts of guesses, old events; audit rows
/// not yet sealed are sealed.
async fn housekeep(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let swept = app.db.write(Instant::now() + Duration::from_secs(10), &[], {
            let now = app.clock.now();
            move |tx| {
                crate::db::idempotency::sweep(tx, now)?;
                crate::db::claim::sweep(tx, now)?;
                crate::queue::effect::sweep(tx, now)?;
                crate::auth::session::sweep(tx, now)?;
                crate::auth::guess::sweep(tx, now)?;
                crate::queue::event::sweep(tx, now)
            }
        });
        if let Err(e) = swept.await {
            tracing::error!(error = %crate::plugin::api::chain(&e), "housekeeping failed");
        }
        match crate::db::audit::seal(&app.db).await {
            // The head outside the database is what shows a truncated log (security.md 4.4).
            Ok(Some(head)) => {
                if let Err(e) =
                    crate::db::audit::remember(&app.config.data.join(crate::db::audit::HEADS_FILE), &head)
                {
                    tracing::error!(error = %e, "could not write the head of the audit log");
                }
            }
            Ok(None) => {}
            Err(e) => tracing::error!(error = %crate::plugin::api::chain(&e), "could not seal the audit log"),
        }
        tokio::select! {
            () = wait(&mut stop) => return,
            () = tokio::time::sleep(Duration::from_secs(300)) => {}
        }
    }
}

/// `sms.test:443=127.0.0.1:9000` → where a test's requests really go.
fn test_places(texts: &[String]) -> Result<BTreeMap<String, std::net::SocketAddr>, AppError> {
    let wrong =
        |text: &String| AppError::Refused(format!("--egress-test {text}: write NAME:PORT=ADDRESS:PORT"));
    let place = |text: &String| {
        let (name, address) = text.split_once('=')?;
        Some((name.to_owned(), address.parse().ok()?))
    };
    let places = texts.iter().map(|text| place(text).ok_or_else(|| wrong(text)));
    let places: BTreeMap<_, _> = places.collect::<Result<_, _>>()?;
    if !places.is_empty() {
        tracing::warn!(names = ?places.keys(), "requests to these names stay on this network, without TLS: for tests only");
    }
    Ok(places)
}

fn mailer(config: &Config) -> Result<Option<Mailer>, AppError> {
    match (&config.mail, &config.mail_from) {
        (None, _) => Ok(None),
        (Some(_), None) => Err(AppError::Refused("--mail needs --mail-from: who writes the letters".into())),
        (Some(server), Some(from)) => {
            Mailer::new(server, from).map(Some).map_err(|e| AppError::Refused(e.to_string()))
        }
    }
}

/// In the data folder: the key of the audit log's proofs. A restore brings the old one back.
pub const AUDIT_KEY_FILE: &str = "audit.key";

/// 32 random bytes of this installation, made once. `host.key` seeds calls' random streams (S4) and seals the secrets:
/// a file that is there is never written over, whatever is wrong with it.
fn key(file: &Path) -> Result<[u8; 32], AppError> {
    let damaged = || AppError::Refused(format!("{} is damaged; restore it from a backup", file.display()));
    match std::fs::read(file) {
        Ok(bytes) => {
            let decoded = hex::decode(bytes.trim_ascii()).ok().and_then(|key| <[u8; 32]>::try_from(key).ok());
            return decoded.ok_or_else(damaged);
        }
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            return Err(io(format!("read {}", file.display()))(e));
        }
        Err(_) => {}
    }
    let mut key = [0; 32];
    getrandom::fill(&mut key)
        .map_err(|e| AppError::Refused(format!("the system gives no random numbers: {e}")))?;
    let begun = private(std::fs::OpenOptions::new().write(true).create_new(true)).open(file);
    let written =
        begun.and_then(|mut file| std::io::Write::write_all(&mut file, hex::encode(key).as_bytes()));
    written.map_err(io(format!("write {}", file.display())))?;
    Ok(key)
}

/// Writes a file that only this user can read.
pub fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let mut file = private(options.write(true).create(true).truncate(true)).open(file)?;
    std::io::Write::write_all(&mut file, text.as_bytes())
}

/// Made for this user alone.
fn private(options: &mut std::fs::OpenOptions) -> &mut std::fs::OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("host.key");
        let made = key(&file).unwrap();
        assert_eq!(key(&file).unwrap(), made);
        for damaged in [&b"\xff"[..], b"", b"12", b"not hexadecimal"] {
            std::fs::write(&file, damaged).unwrap();
            assert!(matches!(key(&file), Err(AppError::Refused(_))), "{damaged:?}");
            assert_eq!(std::fs::read(&file).unwrap(), damaged, "it is left for whoever can mend it");
        }
        std::fs::remove_file(&file).unwrap();
        std::fs::create_dir(&file).unwrap();
        assert!(key(&file).is_err(), "what cannot be read is not made anew");
    }
}
