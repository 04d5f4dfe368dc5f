//! The web layer through its own door: one request in, one answer out, against a real database and a theme
//! of a few lines. What modules do is tested with real modules in tests/it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value as Json;
use tower::ServiceExt;

use super::{AppState, WebConfig, router, setup};
use crate::clock::Clock;
use crate::db::{Db, DbOptions};
use crate::plugin::{Plugins, PluginsOptions, RouteTable};
use crate::theme::Theme;

const OWNER_PASSWORD: &str = "choy va non va asal";
const START: i64 = 1_795_320_000_000;

/// An installation in a temporary folder.
struct Salon {
    _folder: tempfile::TempDir,
    app: Router,
    state: AppState,
    clock: Clock,
}

/// A browser: it keeps cookies and knows the token of the page it is on.
#[derive(Default, Clone)]
struct Browser {
    cookies: Vec<(String, String)>,
    csrf: String,
    json: bool,
    bearer: Option<String>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Templates that print what they are given: enough to see it.
fn write_theme(folder: &std::path::Path) {
    let put = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("theme.toml", "[theme]\nname = \"Bare\"\n");
    put("dist/icons.svg", "<svg></svg>");
    put("static/img/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");
    let page = "<title>{{ page.title }}</title><i csrf=\"{{ csrf }}\"></i>\
        <script type=\"application/json\">{\"view\":{{ view | json_encode }},\"form\":{{ form | json_encode }},\
        \"me\":{{ me | json_encode }},\"nav\":{{ nav | json_encode }},\"flash\":{{ flash | json_encode }}}</script>";
    for name in [
        "login",
        "setup",
        "problem",
        "_problem",
        "people",
        "roles",
        "me",
        "settings",
        "plugin_list",
        "plugin_detail",
        "dashboard",
        "palette",
    ] {
        put(&format!("templates/{name}.html"), page);
    }
    put("templates/_panel.html", "{{ panel.title }}");
    let default = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../themes/default/i18n");
    for language in ["uz", "ru", "en"] {
        let text = std::fs::read_to_string(default.join(format!("{language}.ftl"))).unwrap();
        put(&format!("i18n/{language}.ftl"), &text);
    }
}

impl Salon {
    /// Nothing is set up yet.
    async fn empty(config: WebConfig) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_theme(&folder.path().join("themes/default"));
        let clock = Clock::fixed(START);
        let url = format!("sqlite:{}", folder.path().join("pardoz.db").display());
        let db = Db::open(DbOptions { clock: clock.clone(), ..DbOptions::new(url) }).await.unwrap();
        let routes = Arc::new(RouteTable::default());
        let theme = Theme::open(&folder.path().join("themes/default"), routes.clone(), None).unwrap();
        let options = PluginsOptions {
            db: db.clone(),
            clock: clock.clone(),
            theme: theme.clone(),
            routes,
            cache: folder.path().join("cache"),
            host_key: [7; 32],
            client: crate::outside::Client::new(std::collections::BTreeMap::new()),
            mailer: None,
        };
        let plugins = Plugins::open(options).await.unwrap();
        let state = AppState::with(db, plugins, theme, clock.clone(), config);
        Self { _folder: folder, app: router(state.clone()), state, clock }
    }

    /// A salon with an owner, `malika`.
    async fn open() -> Self {
        let salon = Self::empty(WebConfig::default()).await;
        salon.set_up().await;
        salon
    }

    async fn set_up(&self) {
        let answers = setup::Answers {
            salon: "Nafosat".into(),
            owner_login: "malika".into(),
            owner_name: "Malika Karimova".into(),
            password: OWNER_PASSWORD.into(),
            locale: "en".into(),
            currency: "UZS".into(),
            timezone: "Asia/Tashkent".into(),
            branch: String::new(),
            modules: None,
        };
        setup::run_non_interactive(&self.state.db, &self.state.plugins, &self.clock, answers).await.unwrap();
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let answer = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = axum::body::to_bytes(body, 4 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    async fn get(&self, browser: &mut Browser, path: &str) -> Answer {
        let request = browser.request("GET", path).body(Body::empty()).unwrap();
        let answer = self.send(request).await;
        browser.remember(&answer);
        answer
    }

    async fn post(&self, browser: &mut Browser, path: &str, form: &[(&str, &str)]) -> Answer {
        let escape = |text: &str| {
            percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
        };
        let mut fields: Vec<String> =
            form.iter().map(|(k, v)| format!("{}={}", escape(k), escape(v))).collect();
        fields.push(format!("_csrf={}", escape(&browser.csrf)));
        let request = browser
            .request("POST", path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(fields.join("&")))
            .unwrap();
        let answer = self.send(request).await;
        browser.remember(&answer);
        answer
    }

    async fn signed_in(&self, login: &str, password: &str) -> Browser {
        let mut browser = Browser::default();
        self.get(&mut browser, "/login").await;
        let answer = self.post(&mut browser, "/login", &[("login", login), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    async fn owner(&self) -> Browser {
        self.signed_in("malika", OWNER_PASSWORD).await
    }

    /// Adds a person with a role; the password is always the same good one.
    async fn person(&self, owner: &mut Browser, login: &str, role: &str) -> String {
        self.get(owner, "/admin/people?new=1").await;
        let form = [
            ("display_name", login),
            ("login", login),
            ("password", "juda uzun parol gapi"),
            ("role", role),
            ("locale", "en"),
        ];
        owner.json = true;
        let answer = self.post(owner, "/admin/people", &form).await;
        owner.json = false;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        answer.json()["person_id"].as_str().unwrap().to_owned()
    }
}

impl Browser {
    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let accept = if self.json { "application/json" } else { "text/html" };
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost:8080")
            .header("accept", accept);
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some(bearer) = &self.bearer {
            request = request.header("authorization", format!("Bearer {bearer}"));
        }
        request
    }

    fn remember(&mut self, answer: &Answer) {
        for line in answer.headers.get_all(header::SET_COOKIE) {
            let (name, value) = line.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        if let Some((_, rest)) = answer.body.split_once("csrf=\"") {
            self.csrf = rest.split('"').next().unwrap().to_owned();
        }
    }

    fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_refusals_too() {
    let salon = Salon::open().await;
    let mut browser = salon.owner().await;
    for path in ["/", "/login", "/nowhere", "/healthz", "/p/none/x", "/api/openapi.json", "/assets/none.js"] {
        let answer = salon.get(&mut browser, path).await;
        assert!(answer.header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert_eq!(answer.header("server"), "", "{path}");
    }
}

#[tokio::test]
async fn over_tls_cookies_are_secure_and_the_browser_is_told_to_stay_there() {
    let salon = Salon::empty(WebConfig { https: true, ..WebConfig::default() }).await;
    salon.set_up().await;
    let mut browser = Browser::default();
    let answer = salon.get(&mut browser, "/login").await;
    assert!(answer.header("strict-transport-security").starts_with("max-age=63072000"));
    assert!(answer.header("set-cookie").starts_with("__Host-visit="));
    let answer =
        salon.post(&mut browser, "/login", &[("login", "malika"), ("password", OWNER_PASSWORD)]).await;
    let session = answer
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .find(|c| c.to_str().unwrap().starts_with("__Host-sid="));
    let session = session.expect("a session cookie").to_str().unwrap();
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(session.contains(part), "{session}");
    }
    assert!(!session.contains("Domain"));
}

#[tokio::test]
async fn unknown_hosts_trace_and_unknown_paths_are_turned_away() {
    let salon = Salon::open().await;
    let send = |method: &str, host: &str, path: &str| {
        salon.send(
            Request::builder().method(method).uri(path).header("host", host).body(Body::empty()).unwrap(),
        )
    };
    assert_eq!(send("GET", "evil.example", "/login").await.status, 421);
    assert_eq!(send("GET", "localhost.evil.example", "/login").await.status, 421);
    assert_eq!(send("GET", "127.0.0.1:8080", "/login").await.status, 200);
    assert_eq!(send("GET", "anything", "/healthz").await.status, 200);
    assert_eq!(send("TRACE", "localhost", "/login").await.status, 405);
    assert_eq!(send("GET", "localhost", "/logout").await.status, 405);
    let named = Salon::empty(WebConfig { hosts: vec!["salon.uz".into()], ..WebConfig::default() }).await;
    named.set_up().await;
    let request = Request::builder().uri("/login").header("host", "salon.uz").body(Body::empty()).unwrap();
    assert_eq!(named.send(request).await.status, 200);
}

#[tokio::test]
async fn a_form_of_another_site_or_without_a_token_changes_nothing() {
    let salon = Salon::open().await;
    let browser = salon.owner().await;
    let mut browser_on_page = browser.clone();
    salon.get(&mut browser_on_page, "/admin/settings").await;
    let body = |token: &str| Body::from(format!("section=salon&name=Stolen&_csrf={token}"));
    let send = |site: Option<&'static str>, token: String| {
        let mut request = browser
            .request("POST", "/admin/settings")
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        salon.send(request.body(body(&token)).unwrap())
    };
    let good = browser_on_page.csrf.clone();
    let foreign = super::csrf::token(browser.cookie("sid").unwrap(), "booking");
    assert_eq!(send(Some("cross-site"), good.clone()).await.status, 403);
    assert_eq!(send(Some("same-site"), good.clone()).await.status, 403);
    assert_eq!(send(None, good.clone()).await.status, 403);
    assert_eq!(send(Some("same-origin"), String::new()).await.status, 403);
    assert_eq!(send(Some("same-origin"), foreign).await.status, 403);
    assert_eq!(salon.state.plugins.current().salon.name, "Nafosat");
    assert_eq!(send(Some("same-origin"), good).await.status, 303);
    assert_eq!(salon.state.plugins.current().salon.name, "Stolen");
}

#[tokio::test]
async fn sign_in_says_the_same_about_a_wrong_password_and_an_unknown_login() {
    let salon = Salon::open().await;
    let mut texts = Vec::new();
    for login in ["malika", "nobody"] {
        let mut browser = Browser::default();
        salon.get(&mut browser, "/login").await;
        let answer =
            salon.post(&mut browser, "/login", &[("login", login), ("password", "not the right one")]).await;
        assert_eq!(answer.status, 422);
        assert!(browser.cookie("sid").is_none());
        texts.push(answer.body.replace(login, "…").replace(&browser.csrf, "…"));
    }
    assert_eq!(texts[0], texts[1]);
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_right_password_waits_too() {
    let salon = Salon::open().await;
    let mut browser = Browser::default();
    salon.get(&mut browser, "/login").await;
    for _ in 0..5 {
        let answer = salon
            .post(&mut browser, "/login", &[("login", "Malika"), ("password", "wrong wrong wrong")])
            .await;
        assert_eq!(answer.status, 422);
    }
    let right = [("login", "malika"), ("password", OWNER_PASSWORD)];
    let answer = salon.post(&mut browser, "/login", &right).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "6"));
    salon.clock.set(START + 6_000);
    assert_eq!(salon.post(&mut browser, "/login", &right).await.status, 303);
}

#[tokio::test]
async fn a_session_ends_idle_at_logout_and_with_a_new_password() {
    let salon = Salon::open().await;
    let mut browser = salon.owner().await;
    assert_eq!(salon.get(&mut browser, "/admin/people").await.status, 200);
    let mut idle = browser.clone();
    salon.clock.set(START + 12 * 3_600_000 + 1);
    assert_eq!(
        salon.get(&mut idle, "/admin/people").await.header("location"),
        "/login?next=%2Fadmin%2Fpeople"
    );

    let mut one = salon.owner().await;
    let mut other = salon.owner().await;
    salon.get(&mut one, "/me").await;
    let fresh = "yangi va uzunroq gap";
    let form = [("password_now", OWNER_PASSWORD), ("password", fresh), ("password_again", fresh)];
    let before = one.cookie("sid").unwrap().to_owned();
    assert_eq!(salon.post(&mut one, "/me/password", &form).await.status, 303);
    assert_ne!(one.cookie("sid").unwrap(), before, "the session's id changes with the password");
    assert_eq!(salon.get(&mut one, "/me").await.status, 200, "this browser goes on");
    assert_eq!(salon.get(&mut other, "/me").await.status, 303, "the other one is out");

    let stolen = one.clone();
    salon.post(&mut one, "/logout", &[]).await;
    assert_eq!(salon.get(&mut stolen.clone(), "/me").await.status, 303, "the id is dead on the server too");
}

#[tokio::test]
async fn the_database_holds_no_cookie_no_token_and_no_password() {
    let salon = Salon::open().await;
    let mut browser = salon.owner().await;
    salon.get(&mut browser, "/me").await;
    let answer = salon.post(&mut browser, "/me/tokens", &[("name", "till")]).await;
    let token = answer.body.split("pdz_").nth(1).unwrap().chars().take(43).collect::<String>();
    let sid = browser.cookie("sid").unwrap().to_owned();
    let dump = |sql: &'static str| {
        salon.state.read(move |tx| {
            tx.query(sql, &[]).map(|rows| rows.iter().map(|r| r.text(0).to_owned()).collect::<Vec<_>>())
        })
    };
    assert_eq!(
        dump("select session_hash from host_session").await.unwrap(),
        [crate::auth::fingerprint(&sid)]
    );
    assert_eq!(
        dump("select token_hash from host_token").await.unwrap(),
        [crate::auth::fingerprint(&format!("pdz_{token}"))]
    );
    assert!(dump("select password_hash from host_account").await.unwrap()[0].starts_with("$argon2id$"));
}

#[tokio::test]
async fn a_token_acts_for_its_person_and_for_nothing_more() {
    let salon = Salon::open().await;
    let mut owner = salon.owner().await;
    salon.get(&mut owner, "/me").await;
    let answer = salon.post(&mut owner, "/me/tokens", &[("name", "till")]).await;
    let token = answer.body.split("pdz_").nth(1).unwrap().chars().take(43).collect::<String>();
    let mut script = Browser { bearer: Some(format!("pdz_{token}")), json: true, ..Browser::default() };
    assert_eq!(salon.get(&mut script, "/api/openapi.json").await.status, 200);
    let mut stranger = Browser { bearer: Some("pdz_wrong".into()), json: true, ..Browser::default() };
    assert_eq!(salon.get(&mut stranger, "/api/openapi.json").await.status, 401);
    let answer = salon.post(&mut script, "/me/tokens", &[("name", "another")]).await;
    assert_eq!((answer.status.as_u16(), answer.json()["code"].as_str()), (403, Some("browser-only")));
}

#[tokio::test]
async fn each_role_opens_its_own_doors_and_the_navigation_shows_no_others() {
    let salon = Salon::open().await;
    let mut owner = salon.owner().await;
    salon.person(&mut owner, "master", "master").await;
    salon.person(&mut owner, "manager", "manager").await;
    let doors = ["/admin/people", "/admin/people/roles", "/admin/plugins", "/admin/settings"];
    for (login, open) in [("master", vec![]), ("manager", vec!["/admin/settings"])] {
        let mut browser = salon.signed_in(login, "juda uzun parol gapi").await;
        let home = salon.get(&mut browser, "/").await;
        for door in doors {
            let expected = if open.contains(&door) { 200 } else { 403 };
            assert_eq!(salon.get(&mut browser, door).await.status, expected, "{login} {door}");
            let listed = home.body.contains(&format!("\"href\":\"{door}\""))
                || home.body.contains(&format!("&quot;{door}&quot;"));
            assert_eq!(listed, open.contains(&door), "{login} {door}");
        }
    }
    let mut nobody = Browser::default();
    for door in doors {
        assert_eq!(salon.get(&mut nobody, door).await.status, 303, "{door}");
        let mut script = Browser { json: true, ..Browser::default() };
        assert_eq!(salon.get(&mut script, door).await.status, 401, "{door}");
    }
}

#[tokio::test]
async fn a_role_that_is_taken_away_acts_at_once() {
    let salon = Salon::open().await;
    let mut owner = salon.owner().await;
    let id = salon.person(&mut owner, "dilnoza", "manager").await;
    let mut dilnoza = salon.signed_in("dilnoza", "juda uzun parol gapi").await;
    assert_eq!(salon.get(&mut dilnoza, "/admin/settings").await.status, 200);

    salon.get(&mut owner, "/admin/people/roles").await;
    let answer =
        salon.post(&mut owner, "/admin/people/roles", &[("manager|host.setting.write", "none")]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(
        salon.get(&mut dilnoza, "/admin/settings").await.status,
        403,
        "the role lost it, the session lives"
    );
    assert_eq!(salon.get(&mut dilnoza, "/me").await.status, 200);

    salon.post(&mut owner, &format!("/admin/people/{id}/disable"), &[]).await;
    assert_eq!(salon.get(&mut dilnoza, "/me").await.status, 303, "who left is out");
}

#[tokio::test]
async fn the_salon_keeps_an_owner_and_only_owners_make_owners() {
    let salon = Salon::open().await;
    let mut owner = salon.owner().await;
    let people = salon.state.read(crate::auth::account::list).await.unwrap();
    let malika = people[0].account_id.clone();
    salon.get(&mut owner, "/admin/people").await;
    let demote = [("display_name", "Malika"), ("login", "malika"), ("role", "manager"), ("locale", "en")];
    assert_eq!(salon.post(&mut owner, &format!("/admin/people/{malika}"), &demote).await.status, 409);

    salon.post(&mut owner, "/admin/people/roles", &[("manager|host.people.manage", "salon")]).await;
    salon.person(&mut owner, "manager", "manager").await;
    let mut manager = salon.signed_in("manager", "juda uzun parol gapi").await;
    salon.get(&mut manager, "/admin/people").await;
    let promote = [
        ("display_name", "x"),
        ("login", "friend"),
        ("password", "juda uzun parol gapi"),
        ("role", "owner"),
        ("locale", "en"),
    ];
    assert_eq!(salon.post(&mut manager, "/admin/people", &promote).await.status, 422);
    let take_over = [
        ("display_name", "Malika"),
        ("login", "malika"),
        ("password", "juda uzun parol gapi"),
        ("role", "owner"),
        ("locale", "en"),
    ];
    assert_eq!(salon.post(&mut manager, &format!("/admin/people/{malika}"), &take_over).await.status, 403);
}

#[tokio::test]
async fn wrong_fields_are_told_one_by_one_in_the_readers_language() {
    let salon = Salon::open().await;
    let mut owner = salon.owner().await;
    let mut said = Vec::new();
    for locale in ["uz", "ru", "en"] {
        salon.get(&mut owner, "/admin/people?new=1").await;
        salon.post(&mut owner, "/locale", &[("locale", locale)]).await;
        owner.json = true;
        let answer = salon
            .post(&mut owner, "/admin/people", &[("login", "a"), ("role", "boss"), ("password", "short")])
            .await;
        owner.json = false;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (422, "application/problem+json")
        );
        let problem = answer.json();
        let errors = problem["errors"].as_object().unwrap().clone();
        assert_eq!(errors.keys().collect::<Vec<_>>(), ["display_name", "login", "role[0]"]);
        assert!(errors.values().all(|text| !text.as_str().unwrap().starts_with("host-")), "{errors:?}");
        said.push(errors["display_name"].clone());
    }
    said.dedup();
    assert_eq!(said.len(), 3, "three languages, three sentences: {said:?}");
}

#[tokio::test]
async fn what_was_typed_is_shown_again_except_secrets() {
    let salon = Salon::open().await;
    let mut owner = salon.owner().await;
    salon.get(&mut owner, "/admin/people?new=1").await;
    let form = [
        ("display_name", "Dilnoza"),
        ("login", "malika"),
        ("password", "juda uzun parol gapi"),
        ("role", "master"),
        ("locale", "en"),
    ];
    let answer = salon.post(&mut owner, "/admin/people", &form).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Dilnoza"));
    assert!(!answer.body.contains("juda uzun parol gapi"));
}

#[tokio::test]
async fn bodies_that_are_too_large_or_malformed_are_refused_early() {
    let salon = Salon::open().await;
    let mut owner = salon.owner().await;
    salon.get(&mut owner, "/admin/settings").await;
    let send = |kind: &str, body: Body| {
        let request = owner
            .request("POST", "/admin/settings")
            .header("content-type", kind)
            .header("sec-fetch-site", "same-origin")
            .header("x-csrf-token", owner.csrf.clone());
        salon.send(request.body(body).unwrap())
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(send(form, Body::from(vec![b'a'; (1 << 20) + 1])).await.status, 413);
    assert_eq!(send(form, Body::from("a=1&".repeat(400))).await.status, 413);
    assert_eq!(send("application/json", Body::from(r#"{"name":"a","name":"b"}"#)).await.status, 400);
    assert_eq!(send("application/json", Body::from("{")).await.status, 400);
    assert_eq!(send("text/xml", Body::from("<a/>")).await.status, 415);
    assert_eq!(salon.state.plugins.current().salon.name, "Nafosat");
}

#[tokio::test]
async fn an_empty_installation_shows_the_wizard_and_a_finished_one_never_again() {
    let salon = Salon::empty(WebConfig::default()).await;
    let mut browser = Browser::default();
    assert_eq!(salon.get(&mut browser, "/").await.header("location"), "/setup");
    assert_eq!(salon.get(&mut browser, "/setup").await.status, 200);
    let go = |step| [("step", step), ("go", "next")];
    let salon_step =
        [&go("salon")[..], &[("name", "Lola"), ("currency", "UZS"), ("timezone", "Asia/Tashkent")]].concat();
    assert_eq!(salon.post(&mut browser, "/setup", &salon_step).await.header("location"), "/setup?step=owner");
    salon.get(&mut browser, "/setup").await;
    let secret = "juda uzun parol gapi";
    let weak = [
        &go("owner")[..],
        &[("display_name", "Lola"), ("login", "lola"), ("password", "lola"), ("password_again", "lola")],
    ]
    .concat();
    assert_eq!(salon.post(&mut browser, "/setup", &weak).await.status, 422);
    let good = [
        &go("owner")[..],
        &[("display_name", "Lola"), ("login", "lola"), ("password", secret), ("password_again", secret)],
    ]
    .concat();
    assert_eq!(salon.post(&mut browser, "/setup", &good).await.header("location"), "/setup?step=branch");

    let mut stranger = Browser::default();
    assert_eq!(salon.get(&mut stranger, "/setup").await.status, 303, "from here on it is the owner's");
    let answer = salon.get(&mut browser, "/setup").await;
    assert_eq!(answer.status, 200, "the owner is signed in and goes on where they stopped");
    let branch = [&go("branch")[..], &[("branch_name", "Chilonzor")]].concat();
    assert_eq!(salon.post(&mut browser, "/setup", &branch).await.header("location"), "/setup?step=modules");
    assert_eq!(
        salon.post(&mut browser, "/setup", &go("modules")).await.header("location"),
        "/setup?step=done"
    );
    assert_eq!(salon.post(&mut browser, "/setup", &go("done")).await.header("location"), "/");
    assert_eq!(salon.get(&mut browser, "/").await.status, 200);
    assert_eq!(salon.get(&mut browser, "/setup").await.status, 404);
}

#[tokio::test]
async fn the_wizard_opens_only_by_its_link_where_there_is_one() {
    let salon = Salon::empty(WebConfig { setup_key: Some("once".into()), ..WebConfig::default() }).await;
    let mut browser = Browser::default();
    assert_eq!(salon.get(&mut browser, "/setup").await.status, 403);
    assert_eq!(salon.get(&mut browser, "/setup?key=wrong").await.status, 403);
    assert_eq!(salon.get(&mut browser, "/setup?key=once").await.status, 200);
    assert_eq!(salon.get(&mut browser, "/setup").await.status, 200, "the browser remembers the link");
}

#[tokio::test]
async fn a_script_gets_problems_and_a_browser_the_sign_in() {
    let salon = Salon::open().await;
    let mut script = Browser { json: true, ..Browser::default() };
    let answer = salon.get(&mut script, "/p/booking/appointments").await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (404, "application/problem+json"));
    let problem = answer.json();
    assert_eq!(problem["type"], "urn:pardoz:problem:not-found");
    assert_eq!(problem["instance"], "/p/booking/appointments");
    assert_eq!(problem["request_id"], answer.header("x-request-id"));
    let answer = salon.get(&mut script, "/admin/people").await;
    assert_eq!((answer.status.as_u16(), answer.header("www-authenticate")), (401, "Bearer"));
}

#[tokio::test]
async fn metrics_are_for_this_machine_or_for_the_token() {
    let salon = Salon::open().await;
    let ask = |salon: &Salon, header: Option<(&'static str, &'static str)>| {
        let mut request = Request::builder().uri("/metrics").header("host", "localhost");
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        let (app, request) = (salon.app.clone(), request.body(Body::empty()).unwrap());
        async move { app.oneshot(request).await.unwrap().status().as_u16() }
    };
    assert_eq!(ask(&salon, None).await, 200);
    assert_eq!(ask(&salon, Some(("x-forwarded-for", "203.0.113.7"))).await, 404);
    let guarded =
        Salon::empty(WebConfig { metrics_token: Some("secret".into()), ..WebConfig::default() }).await;
    assert_eq!(ask(&guarded, None).await, 404);
    assert_eq!(ask(&guarded, Some(("x-metrics-token", "secret"))).await, 200);
}

#[tokio::test]
async fn what_the_module_page_reads_of_the_host_is_there() {
    let salon = Salon::open().await;
    let read = |tx: &mut crate::db::Tx| super::plugin_admin::rows(tx, "clients");
    let (events, jobs, log) =
        salon.state.read(read).await.expect("the host's statements fit the host's tables");
    assert!(events.is_empty() && jobs.is_empty() && log.is_empty());
}
