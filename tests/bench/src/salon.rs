//! A salon in this process: opened, set up, filled, and asked through its router, without a socket.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use pardoz::app::App;
use pardoz::auth::{account, session, token};
use pardoz::clock::Clock;
use pardoz::config::{self, Config};
use pardoz::db::DbError;
use pardoz::develop;
use pardoz::plugin::component::Components;
use pardoz::web::csrf;
use pardoz::web::setup::{self, Answers};
use serde_json::Value as Json;
use tower::ServiceExt;

use crate::native;

/// A component of the tests that only answers: what a call costs when nothing is asked of it.
const IDLE: &str = "tests/fixtures/hostile";
pub const IDLE_PLUGIN: &str = "hostile";

/// An open salon and the owner's browser.
#[derive(Clone)]
pub struct Salon {
    pub app: App,
    pub router: Router,
    pub browser: Browser,
}

/// A signed-in browser: its cookie.
#[derive(Clone)]
pub struct Browser {
    secret: String,
}

/// Bundles by id, built from the clone in one go; modules that do not build are left out, and the compiler says why.
pub fn bundles(out: &Path) -> Vec<(String, Vec<u8>)> {
    let clone = config::clone_folder().expect("the measurements run from a clone");
    let components = Components::new(&out.join("cache")).expect("the engine starts");
    let mut folders = develop::plugin_folders(&clone.join("plugins"));
    folders.push(clone.join(IDLE));
    if develop::build_into(&clone, &folders, out, &components).is_err() {
        for folder in &folders {
            if let Err(e) = develop::build_into(&clone, std::slice::from_ref(folder), out, &components) {
                eprintln!("left out: {}: {e}", folder.display());
            }
        }
    }
    let read = |file: &PathBuf| std::fs::read(file).expect("a bundle that was just written");
    let id = |file: &PathBuf| {
        let name = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        name.split('-').next().unwrap_or_default().to_owned()
    };
    develop::bundles(out).iter().map(|file| (id(file), read(file))).collect()
}

/// Makes a salon with every module on, `clients` clients and no visits. Returns its data folder.
pub async fn found(data: PathBuf, bundles: &[(String, Vec<u8>)], clients: u64) -> PathBuf {
    let app = open_app(&data).await;
    for (id, bytes) in bundles {
        let installed = app.plugins.install(bytes.clone(), "bench", false).await;
        if let Err(e) = installed {
            eprintln!("left out: {id}: {}", pardoz::plugin::api::chain(&e));
        }
    }
    let answers = Answers {
        salon: "Nafosat".into(),
        owner_login: "owner".into(),
        owner_name: "Nigora Karimova".into(),
        password: "choy va non va asal".into(),
        locale: "ru".into(),
        currency: "UZS".into(),
        timezone: "Asia/Tashkent".into(),
        branch: "Amir Temur".into(),
        modules: None,
    };
    setup::run_non_interactive(&app.db, &app.plugins, &app.clock, answers)
        .await
        .expect("the setup goes well");
    app.fill_demo(7, clients, 0).await.expect("the demo's data is taken");
    close(app).await;
    data
}

async fn open_app(data: &Path) -> App {
    App::open(Config::for_data(data), Clock::system()).await.expect("the salon opens")
}

async fn close(app: App) {
    tokio::task::spawn_blocking(move || app.db.close()).await.expect("closing does not panic");
}

impl Salon {
    /// Opens the salon in `data`, with the native handlers beside the modules' own.
    pub async fn open(data: &Path) -> Self {
        let app = open_app(data).await;
        let routes = pardoz::web::routes().merge(native::routes(data));
        let router = pardoz::web::behind_middleware(routes, app.web.clone());
        let secret = sign_in(&app).await;
        let browser = Browser { secret };
        Self { app, router, browser }
    }

    pub async fn close(self) {
        drop(self.router);
        close(self.app).await;
    }

    /// `GET path` as a browser asks for a page, or as a script asks for JSON.
    pub async fn get(
        &self,
        path: &str,
        accept: &str,
        known: Option<&str>,
    ) -> (StatusCode, Option<String>, Bytes) {
        let mut request = Request::get(path).header(header::HOST, "localhost").header(header::ACCEPT, accept);
        request = request.header(header::COOKIE, format!("sid={}; locale=ru", self.browser.secret));
        if let Some(tag) = known {
            request = request.header(header::IF_NONE_MATCH, tag);
        }
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    pub async fn page(&self, path: &str) -> Bytes {
        let (status, _, body) = self.get(path, "text/html", None).await;
        assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&body));
        body
    }

    pub async fn json(&self, path: &str) -> Bytes {
        let (status, _, body) = self.get(path, "application/json", None).await;
        assert!(status.is_success(), "{path}: {}", String::from_utf8_lossy(&body));
        body
    }

    pub async fn post(&self, path: &str, input: &Json) -> (StatusCode, Bytes) {
        // What proves that a form is ours, for the page's own module.
        let owner = if path.starts_with("/p/booking/") { "booking" } else { csrf::HOST };
        let request = Request::post(path)
            .header(header::HOST, "localhost")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, format!("sid={}; locale=ru", self.browser.secret))
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", csrf::token(&self.browser.secret, owner));
        let (status, _, body) =
            self.send(request.body(Body::from(input.to_string())).expect("a request")).await;
        (status, body)
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, Option<String>, Bytes) {
        let answer = self.router.clone().oneshot(request).await.expect("the router always answers");
        let status = answer.status();
        let tag = answer.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let body = axum::body::to_bytes(answer.into_body(), 16 << 20).await.expect("a body");
        (status, tag, body)
    }

    /// An API token of the owner, for the salon as its own process.
    pub async fn token(&self) -> String {
        let now = self.app.clock.now();
        let made = self.app.db.write(soon(), &[], move |tx| {
            let (owner, _) = account::find_by_login(tx, "owner")?.expect("the setup made an owner");
            token::create(tx, &owner.account_id, "bench", now)
        });
        made.await.expect("a token is made")
    }
}

async fn sign_in(app: &App) -> String {
    let now = app.clock.now();
    let opened = app.db.write(soon(), &[], move |tx| {
        let (owner, _) = account::find_by_login(tx, "owner")?.expect("the setup made an owner");
        let begin = session::Begin {
            account_id: owner.account_id.clone(),
            permission_version: owner.permission_version,
            user_agent: "bench".into(),
            ip: "127.0.0.1".into(),
            former: None,
        };
        session::open(tx, &begin, now)
    });
    let opened: Result<String, DbError> = opened.await;
    opened.expect("a session opens")
}

pub fn soon() -> Instant {
    Instant::now() + Duration::from_secs(30)
}
