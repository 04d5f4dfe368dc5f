//! A running salon: host, database, plugins, web server, in the test's own process.

use crate::answer::Answer;
use crate::bundle;
use crate::client::Client;
use crate::person::Person;
use crate::time::{TIMEZONE, TestClock};
use pardoz::app::App;
use pardoz::auth::{account, token};
use pardoz::config::Config;
use pardoz::web::{self, setup};
use serde::Serialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Which database a salon lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of a throw-away cluster.
    Postgres,
}

/// A salon that is open. Clones are the same salon; it is gone with the last of them.
#[derive(Clone)]
pub struct Salon(Arc<Inner>);

struct Inner {
    app: App,
    clock: TestClock,
    address: SocketAddr,
    browser: reqwest::Client,
    owner: OnceLock<(String, String)>,
    /// Before the folder: what runs ends first.
    runtime: Running,
    _folder: tempfile::TempDir,
}

/// Ends at once when dropped, also inside another runtime.
struct Running(Option<Runtime>);

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// What a salon shall be like.
#[derive(Default)]
pub struct Builder {
    database: Option<Database>,
    own: Vec<PathBuf>,
    plugins: Vec<String>,
    themes: Option<PathBuf>,
}

impl Builder {
    /// Default: SQLite.
    pub fn database(mut self, database: Database) -> Self {
        self.database = Some(database);
        self
    }

    /// First-party plugins to switch on. Those that provide what they require come along.
    pub fn plugins<'a>(mut self, plugins: impl IntoIterator<Item = &'a str>) -> Self {
        self.plugins.extend(plugins.into_iter().map(str::to_owned));
        self
    }

    /// A plugin that is not a first-party one. May be said for several.
    pub fn plugin_folder(mut self, folder: &Path) -> Self {
        self.own.push(folder.to_owned());
        self
    }

    /// A folder of themes, instead of the house's.
    pub fn themes(mut self, folder: &Path) -> Self {
        self.themes = Some(folder.to_owned());
        self
    }

    /// Opens the salon; `None` (said aloud) if its database is not installed on this machine.
    ///
    /// # Panics
    /// When anything else goes wrong: then no scenario can be told.
    pub fn open(self) -> Option<Salon> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut config = Config::for_data(folder.path());
        config.themes = self.themes.clone();
        if self.database == Some(Database::Postgres) {
            let database = crate::postgres::fresh_database();
            let must = std::env::var("PARDOZ_TEST_REQUIRE").as_deref() == Ok("all");
            assert!(database.is_some() || !must, "PostgreSQL must be here, and is not");
            config.database = Some(database?);
        }
        // Compiled components outlive the salon, or every test would compile them again.
        std::os::unix::fs::symlink(bundle::cache(), folder.path().join("cache"))
            .expect("the cache can be linked");
        let bundles = bundle::bundles(&self.own, &self.plugins);
        let clock = TestClock::start();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime can be made");
        let (app, address) = runtime.block_on(async {
            let app = App::open(config, clock.0.clone())
                .await
                .unwrap_or_else(|error| fail("open the salon", &error));
            for bytes in bundles.values() {
                let installed = app.plugins.install(bytes.to_vec(), "test", false).await;
                installed.unwrap_or_else(|error| fail("install a plugin", &error));
            }
            set_up(&app, bundles.keys().cloned().collect()).await;
            let address = serve(&app).await;
            (app, address)
        });
        let browser =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build();
        Some(Salon(Arc::new(Inner {
            app,
            clock,
            address,
            browser: browser.expect("a client can be made"),
            owner: OnceLock::new(),
            runtime: Running(Some(runtime)),
            _folder: folder,
        })))
    }
}

fn fail(what: &str, error: &(dyn std::error::Error + 'static)) -> ! {
    panic!("could not {what}: {}", pardoz::plugin::api::chain(error))
}

async fn set_up(app: &App, modules: Vec<String>) {
    let answers = setup::Answers {
        salon: "Nafosat".to_owned(),
        owner_login: "owner".to_owned(),
        owner_name: "Malika Karimova".to_owned(),
        password: "choy va non va asal".to_owned(),
        locale: "en".to_owned(),
        currency: "UZS".to_owned(),
        timezone: TIMEZONE.to_owned(),
        branch: "Chilonzor".to_owned(),
        modules: Some(modules),
    };
    let done = setup::run_non_interactive(&app.db, &app.plugins, &app.clock, answers).await;
    done.unwrap_or_else(|error| fail("set the salon up", &error));
}

/// The web server alone: what would happen in the background waits for [`Salon::settle`].
async fn serve(app: &App) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound port has an address");
    let service = web::router(app.web.clone()).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(web::serve(listener, service, std::future::pending::<()>()));
    address
}

impl Salon {
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The salon's clock; it stands still until it is set.
    pub fn clock(&self) -> &TestClock {
        &self.0.clock
    }

    /// `http://127.0.0.1:…`, for browsers.
    pub fn address(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// The host itself, for what has no door.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// Runs `work` on the salon's runtime.
    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.0.runtime.0.as_ref().expect("the runtime is there until the end").block_on(work)
    }

    /// Somebody new with this role, in every branch.
    pub fn signed_in(&self, role: &str) -> Person {
        self.signed_in_at(role, None)
    }

    /// Somebody new with this role, in these branches (`None` = all).
    pub fn signed_in_at(&self, role: &str, branch_ids: Option<Vec<String>>) -> Person {
        static NUMBER: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let draft = account::Draft {
            login: format!("{role}-{number}"),
            display_name: format!("{role} {number}"),
            locale: "en".to_owned(),
            roles: vec![role.to_owned()],
            branch_ids,
        };
        let (account_id, token) = self.block_on(self.with_token(draft));
        Person::new(self.clone(), account_id, token)
    }

    /// The owner.
    pub fn owner(&self) -> Person {
        let (account_id, token) = self.0.owner.get_or_init(|| {
            self.block_on(async {
                let now = self.0.clock.now();
                let made = self.0.app.db.write(soon(), &[], move |tx| {
                    let owner = account::find_by_login(tx, "owner")?.expect("the setup made an owner").0;
                    let secret = token::create(tx, &owner.account_id, "test", now)?;
                    Ok::<_, pardoz::db::DbError>((owner.account_id, secret))
                });
                made.await.unwrap_or_else(|error| fail("sign the owner in", &error))
            })
        });
        Person::new(self.clone(), account_id.clone(), token.clone())
    }

    /// Somebody who is not signed in.
    pub fn stranger_gets(&self, path: &str) -> Answer {
        self.send("GET", path, None::<&()>, &[], None)
    }

    /// A new client, e.g. `salon.client("Ольга Пак").born("1994-11-24")`; needs a provider of `clients@1`.
    #[track_caller]
    pub fn client(&self, name: &str) -> Client {
        Client::create(self, name)
    }

    /// Delivers events and runs jobs that are due, and what they cause, until nothing is left.
    pub fn settle(&self) {
        self.block_on(async {
            // One round of the dispatcher as it starts: it puts recurring jobs into the queue.
            self.0.app.plugins.dispatch(std::future::ready(())).await;
            self.0.app.plugins.dispatch_all().await;
        });
    }

    /// Switches a plugin on.
    #[track_caller]
    pub fn enable(&self, plugin: &str) {
        self.block_on(self.0.app.plugins.enable(plugin, "test"))
            .unwrap_or_else(|error| fail("switch a plugin on", &error));
    }

    /// Switches a plugin off; its data stays.
    #[track_caller]
    pub fn disable(&self, plugin: &str) {
        self.block_on(self.0.app.plugins.disable(plugin, "test"))
            .unwrap_or_else(|error| fail("switch a plugin off", &error));
    }

    async fn with_token(&self, draft: account::Draft) -> (String, String) {
        let now = self.0.clock.now();
        let made = self.0.app.db.write(soon(), &[], move |tx| {
            let account_id = account::create(tx, &draft, None, now)?;
            let secret = token::create(tx, &account_id, "test", now)?;
            Ok::<_, account::AccountError>((account_id, secret))
        });
        made.await.unwrap_or_else(|error| fail("sign somebody in", &error))
    }

    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        input: Option<&impl Serialize>,
        headers: &[(&str, &str)],
        token: Option<&str>,
    ) -> Answer {
        let request = format!("{method} {path}");
        let verb = method.parse().unwrap_or_else(|_| panic!("`{method}` is no method"));
        let mut building = self.0.browser.request(verb, format!("{}{path}", self.address()));
        if headers.iter().all(|(name, _)| !name.eq_ignore_ascii_case("accept")) {
            building = building.header("accept", "application/json");
        }
        for (name, value) in headers {
            building = building.header(*name, *value);
        }
        if let Some(token) = token {
            building = building.bearer_auth(token);
        }
        if let Some(input) = input {
            building = building.json(input);
        }
        self.block_on(async {
            let answer = building.send().await.unwrap_or_else(|error| panic!("{request}: {error}"));
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            let body = answer.bytes().await.unwrap_or_else(|error| panic!("{request}: {error}"));
            Answer { request, status, headers, body: body.to_vec() }
        })
    }
}

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}
