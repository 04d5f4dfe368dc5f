//! The first run: salon, owner, branch, modules. In the browser one step a page, resumable; from the command
//! line all at once ([`run_non_interactive`]). Both do the same steps.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::form::{self, Sent};
use super::problem::Problem;
use super::session::{self as visiting, Visitor, Wants};
use super::settings::{CURRENCIES, TIMEZONES, option, text};
use super::view::Page;
use super::{AppState, header as headers, login};
use crate::auth::account::{self, AccountError, Draft};
use crate::auth::password::{self, Weak};
use crate::auth::session::Begin;
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx};
use crate::plugin::{Call, CallError, InstallError, Package, Plugins, install};

/// Who provides branches, so that the first one can be made; setup works without.
const BRANCHES: &str = "salon@1";
const STEPS: [&str; 5] = ["salon", "owner", "branch", "modules", "done"];
const KEY_COOKIE: &str = "setup";
/// Setting with the id of the branch that the wizard made.
const MADE_BRANCH: &str = "setup_branch";

/// Everything the wizard asks, for those who answer all at once.
#[derive(Clone, Debug)]
pub struct Answers {
    pub salon: String,
    pub owner_login: String,
    /// Empty = the login.
    pub owner_name: String,
    pub password: String,
    /// `uz`, `ru`, `en`.
    pub locale: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA zone.
    pub timezone: String,
    /// Empty = the salon's name.
    pub branch: String,
    /// Modules to switch on; `None` = everything installed.
    pub modules: Option<Vec<String>>,
}

/// Why a salon could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("this installation is set up already")]
    Already,
    #[error("{0}")]
    Answer(String),
    #[error("the password is too weak: {0}")]
    Password(&'static str),
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error("could not switch on a module")]
    Module(#[from] InstallError),
    #[error("could not create the first branch")]
    Branch(#[source] CallError),
    #[error("the database failed")]
    Db(#[from] DbError),
}

fn why(weak: Weak) -> &'static str {
    match weak {
        Weak::Short => "at least 12 characters",
        Weak::Long => "at most 128 characters",
        Weak::Common => "it is among the first that are tried",
        Weak::Personal => "it repeats the login, the name or the salon",
    }
}

/// `pardoz setup --non-interactive`: what the wizard does, in one go. Returns the owner's account id.
///
/// # Errors
/// [`SetupError`]; answers are checked before anything is written.
pub async fn run_non_interactive(
    db: &Db,
    plugins: &Plugins,
    clock: &Clock,
    answers: Answers,
) -> Result<String, SetupError> {
    let now = clock.now();
    if db.read(soon(), is_set_up).await? {
        return Err(SetupError::Already);
    }
    check_salon(&answers.salon, &answers.locale, &answers.currency, &answers.timezone)
        .map_err(SetupError::Answer)?;
    if answers.owner_login.trim().chars().count() < 2 {
        return Err(SetupError::Answer("the owner's login needs two characters or more".into()));
    }
    password::check(&answers.password, &[&answers.owner_login, &answers.salon])
        .map_err(|weak| SetupError::Password(why(weak)))?;
    let installed = plugins.current().installed.clone();
    let wanted = answers.modules.unwrap_or_else(|| begun_with(&installed));
    check_modules(&installed, &wanted).map_err(SetupError::Answer)?;
    let values = [
        ("name", &answers.salon),
        ("locale", &answers.locale),
        ("currency", &answers.currency),
        ("timezone", &answers.timezone),
    ];
    install::set_salon(db, values.map(|(k, v)| (k.to_owned(), v.clone())).to_vec()).await?;
    plugins.reload().await?;
    let name = if answers.owner_name.trim().is_empty() { &answers.owner_login } else { &answers.owner_name };
    let hash = tokio::task::spawn_blocking({
        let typed = answers.password.clone();
        move || password::hash_now(&typed)
    });
    let hash = hash.await.expect("hashing does not panic").map_err(|e| SetupError::Answer(e.to_string()))?;
    let draft = owner(&answers.owner_login, name, &answers.locale);
    let account_id = db.write(soon(), &[], move |tx| account::create(tx, &draft, Some(&hash), now)).await?;
    switch_on(plugins, &wanted).await?;
    let branch = if answers.branch.trim().is_empty() { &answers.salon } else { &answers.branch };
    let branch = json!({ "name": branch, "timezone": answers.timezone });
    create_branch(plugins, &answers.locale, branch).await.map_err(SetupError::Branch)?;
    finish(db, now).await?;
    Ok(account_id)
}

fn soon() -> std::time::Instant {
    std::time::Instant::now() + std::time::Duration::from_secs(10)
}

fn owner(login: &str, name: &str, locale: &str) -> Draft {
    Draft {
        login: login.to_owned(),
        display_name: name.to_owned(),
        locale: locale.to_owned(),
        roles: vec!["owner".into()],
        branch_ids: None,
    }
}

/// What a salon begins with when nobody chooses.
fn begun_with(installed: &BTreeMap<String, Arc<Package>>) -> Vec<String> {
    let begins = installed.values().filter(|package| package.manifest.plugin.start);
    begins.map(|package| package.id().to_owned()).collect()
}

/// Every module is there, and what it requires is among them.
fn check_modules(installed: &BTreeMap<String, Arc<Package>>, wanted: &[String]) -> Result<(), String> {
    let find = |id: &String| installed.get(id).ok_or_else(|| format!("there is no module `{id}`"));
    let packages = wanted.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let provided = |name: &String| {
        packages.iter().any(|p| p.manifest.contracts.provides.iter().any(|c| c.get_ref() == name))
    };
    for package in &packages {
        let mut required = package.manifest.contracts.requires.iter().map(|c| c.get_ref());
        if let Some(missing) = required.find(|name| !provided(name)) {
            return Err(format!("`{}` needs a module that provides {missing}", package.id()));
        }
    }
    Ok(())
}

fn check_salon(name: &str, locale: &str, currency: &str, timezone: &str) -> Result<(), String> {
    if name.trim().is_empty() || name.chars().count() > 80 {
        return Err("the salon needs a name of at most 80 characters".into());
    }
    if pardoz_renderer::Locale::ALL.iter().all(|known| known.tag() != locale) {
        return Err(format!("`{locale}` is no language here; there are uz, ru and en"));
    }
    if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(format!("`{currency}` is no currency code; write for example UZS"));
    }
    if jiff::tz::TimeZone::get(timezone).is_err() {
        return Err(format!("`{timezone}` is no time zone; write for example Asia/Tashkent"));
    }
    Ok(())
}

/// Switches modules on in an order in which each finds what it requires.
async fn switch_on(plugins: &Plugins, wanted: &[String]) -> Result<(), InstallError> {
    let mut waiting: Vec<String> = wanted.to_vec();
    loop {
        let mut refused = Vec::new();
        let before = waiting.len();
        for id in waiting {
            if plugins.current().plugins.contains_key(&id) {
                continue;
            }
            match plugins.enable(&id, "setup").await {
                Ok(()) => {}
                Err(error @ InstallError::Requires { .. }) => refused.push((id, error)),
                Err(error) => return Err(error),
            }
        }
        match refused.pop() {
            None => return Ok(()),
            Some((_, error)) if refused.len() + 1 == before => return Err(error),
            Some((id, _)) => waiting = refused.into_iter().map(|(id, _)| id).chain([id]).collect(),
        }
    }
}

/// The first branch, through the contract's service; nothing when no module provides branches.
/// Returns the branch's id; `None` where nobody provides branches.
async fn create_branch(plugins: &Plugins, locale: &str, input: Json) -> Result<Option<String>, CallError> {
    let generation = plugins.current();
    let Some(provider) = generation.providers.get(BRANCHES).and_then(|all| all.first()) else {
        return Ok(None);
    };
    let service = generation.plugins.get(provider).and_then(|plugin| {
        plugin
            .manifest
            .services
            .iter()
            .find(|s| s.contract.get_ref() == BRANCHES && s.name.get_ref() == "create-branch")
    });
    let Some(service) = service else { return Ok(None) };
    let call = Call::background(provider, "service", service.handler.get_ref(), input, locale);
    let answer = plugins.mutate(call).await?;
    Ok(answer.reply.json().get("branch_id").and_then(Json::as_str).map(str::to_owned))
}

/// Somebody went back to the step and on again: the branch that was made there is changed, not made twice.
async fn change_branch(
    plugins: &Plugins,
    locale: &str,
    branch_id: &str,
    mut input: Json,
) -> Result<(), CallError> {
    let generation = plugins.current();
    let provider = generation.providers.get(BRANCHES).and_then(|all| all.first());
    let changes = |id: &&String| {
        generation.plugins.get(*id).is_some_and(|plugin| plugin.manifest.route("branch-update").is_some())
    };
    let Some(provider) = provider.filter(changes) else { return Ok(()) };
    input["branch_id"] = branch_id.into();
    plugins.mutate(Call::background(provider, "form", "branch-update", input, locale)).await.map(drop)
}

/// Has the first run been finished?
pub fn is_set_up(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(read_key(tx, "set_up_at")?.is_some())
}

fn read_key(tx: &mut Tx, key: &str) -> Result<Option<String>, DbError> {
    let rows =
        tx.query("select value from host_setting where scope = 'salon' and key = $1", &[key.into()])?;
    Ok(rows.first().and_then(|row| serde_json::from_str::<String>(row.text(0)).ok()))
}

async fn finish(db: &Db, now: i64) -> Result<(), DbError> {
    install::set_salon(db, vec![("set_up_at".into(), now.to_string())]).await
}

/// Remembers that the setup is done, so that a request need not ask.
#[derive(Default)]
pub struct Done(AtomicBool);

impl AppState {
    async fn set_up(&self) -> Result<bool, DbError> {
        if self.set_up.0.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let done = self.read(is_set_up).await?;
        self.set_up.0.store(done, Ordering::Relaxed);
        Ok(done)
    }
}

/// The middleware: an empty installation shows the wizard and nothing else; a finished one never does.
pub async fn gate(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Problem> {
    let path = request.uri().path();
    let always = ["/assets/", "/favicon.ico", "/healthz", "/readyz", "/metrics", "/locale"]
        .iter()
        .any(|open| path.starts_with(open));
    let is_setup = path == "/setup";
    if always || state.set_up().await? {
        return if is_setup { Err(Problem::not_found()) } else { Ok(next.run(request).await) };
    }
    if is_setup {
        return Ok(next.run(request).await);
    }
    match Visitor::of(&request).wants {
        Wants::Page => {
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::from_static("/setup"))])
                .into_response())
        }
        _ => Err(Problem { retry_after: Some(60), ..Problem::new(503, "not-set-up") }),
    }
}

#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    step: String,
    #[serde(default)]
    key: String,
}

/// Whoever comes first would own the salon: so the wizard opens by the one-time link, or on this machine.
fn may_set_up(state: &AppState, visitor: &Visitor, key: &str) -> Result<(), Problem> {
    let allowed = match &state.config.setup_key {
        Some(expected) => crate::auth::fingerprint(key) == crate::auth::fingerprint(expected),
        None => visitor.ip.is_loopback(),
    };
    if allowed { Ok(()) } else { Err(Problem::new(403, "setup-link")) }
}

/// How far the wizard is; kept in the database, so that it goes on where it stopped.
async fn reached(state: &AppState) -> Result<&'static str, DbError> {
    let (saved, owned) =
        state.read(|tx| Ok::<_, DbError>((read_key(tx, "setup_step")?, account::any(tx)?))).await?;
    let step = STEPS.iter().copied().find(|step| Some(*step) == saved.as_deref()).unwrap_or("salon");
    Ok(match (owned, step) {
        (false, "salon") => "salon",
        (false, _) => "owner",
        (true, "salon" | "owner") => "branch",
        (true, step) => step,
    })
}

fn position(step: &str) -> usize {
    STEPS.iter().position(|known| *known == step).unwrap_or(0)
}

/// `GET /setup?step=…`.
pub async fn show(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
    request_headers: axum::http::HeaderMap,
) -> Result<Response, Problem> {
    let key = known_key(&wanted.key, &request_headers);
    let reached = reached(&state).await?;
    admit(&state, &visitor, &key, reached)?;
    // Back is free, ahead only step by step.
    let known = STEPS.contains(&wanted.step.as_str());
    let step = if known && position(&wanted.step) <= position(reached) {
        wanted.step.clone()
    } else {
        reached.to_owned()
    };
    let mut response = draw(&state, &visitor, &step, None).await?;
    if !wanted.key.is_empty() {
        let cookie =
            visiting::set_cookie(KEY_COOKIE, &hex::encode(&wanted.key), Some(24 * 3_600), state.config.https);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn known_key(query: &str, request_headers: &axum::http::HeaderMap) -> String {
    if !query.is_empty() {
        return query.to_owned();
    }
    let cookie = headers::cookie(request_headers, KEY_COOKIE).unwrap_or_default();
    hex::decode(cookie).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Before there is an owner the link opens the wizard; afterwards only the owner goes on.
fn admit(state: &AppState, visitor: &Visitor, key: &str, reached: &str) -> Result<(), Problem> {
    state.rates.take_ip(super::rate::Dear::Setup, visitor.ip, visitor.now).map_err(Problem::too_often)?;
    if position(reached) <= position("owner") {
        return may_set_up(state, visitor, key);
    }
    let principal = visitor.signed_in()?;
    if principal.roles.iter().any(|role| role == "owner") {
        Ok(())
    } else {
        Err(Problem::denied("host.setting.write"))
    }
}

async fn draw(
    state: &AppState,
    visitor: &Visitor,
    step: &str,
    refused: Option<(&Problem, Map<String, Json>)>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let say = |key: &str| text(&generation, visitor, key);
    let steps: Vec<Json> = STEPS
        .iter()
        .map(|id| {
            let place = match position(id).cmp(&position(step)) {
                std::cmp::Ordering::Less => "past",
                std::cmp::Ordering::Equal => "current",
                std::cmp::Ordering::Greater => "",
            };
            json!({ "id": id, "title": say(&format!("host-setup-{id}-step")), "state": place })
        })
        .collect();
    let salon = &generation.salon;
    let named = state.read(|tx| read_key(tx, "name")).await?;
    let values = match step {
        "salon" => {
            json!({ "name": named, "currency": salon.currency, "timezone": salon.timezone, "locale": visitor.locale.tag() })
        }
        "branch" => json!({ "branch_name": salon.name }),
        _ => json!({}),
    };
    let scope = super::view::scope(&generation, visitor, None);
    let modules: Vec<Json> = generation
        .installed
        .values()
        .map(|package| {
            let head = &package.manifest.plugin;
            let name = say(head.name.get_ref());
            let tint = generation.look.renderer.write("tint", &name.clone().into(), &scope);
            let required = package.manifest.contracts.provides.iter().any(|c| c.get_ref() == BRANCHES);
            json!({ "id": package.id(), "name": name, "purpose": say(head.purpose.get_ref()), "icon": head.icon,
                "tint": tint.ok().and_then(|t| t.parse::<u8>().ok()).unwrap_or(1), "on": head.start, "required": required })
        })
        .collect();
    let view = json!({
        "step": step, "steps": steps, "values": values, "modules": modules, "demo": false,
        "currencies": CURRENCIES.iter().map(|c| option(c, c)).collect::<Vec<_>>(),
        "timezones": TIMEZONES.iter().map(|z| option(z, z)).collect::<Vec<_>>(),
    });
    let page = Page { title: say("host-setup-title"), ..Page::host("setup", "/setup") };
    form::show_with(state, &generation, visitor, &page, "setup.html", view, refused)
}

/// `POST /setup`: one step.
pub async fn step(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let key = known_key("", request.headers());
    let user_agent = headers::text(request.headers(), header::USER_AGENT).unwrap_or_default();
    let reached = reached(&state).await?;
    admit(&state, &visitor, &key, reached)?;
    let sent = Sent::read(&state, request, &schema()).await?;
    let raw_step = sent.raw.get("step").and_then(Json::as_str).unwrap_or_default().to_owned();
    let at = STEPS.iter().copied().find(|step| *step == raw_step).unwrap_or("salon");
    if position(at) > position(reached) {
        return Ok(form::go(&state, &visitor, "/setup", None));
    }
    if sent.raw.get("go").and_then(Json::as_str) == Some("back") {
        let before = STEPS[position(at).saturating_sub(1)];
        return Ok(form::go(&state, &visitor, &format!("/setup?step={before}"), None));
    }
    match take(&state, &visitor, at, &sent).await {
        Ok(taken) => {
            let next = STEPS.get(position(at) + 1).copied();
            if let Some(next) = next {
                install::set_salon(&state.db, vec![("setup_step".into(), next.into())]).await?;
            }
            let location = next.map_or("/".to_owned(), |next| format!("/setup?step={next}"));
            let response = form::go(&state, &visitor, &location, None);
            match taken {
                // The owner is signed in from here on.
                Some((account_id, permission_version)) => {
                    let ip = visitor.ip.to_string();
                    let begin = Begin { account_id, permission_version, user_agent, ip, former: None };
                    login::open(&state, &visitor, response, begin).await
                }
                None => Ok(response),
            }
        }
        Err(problem) if problem.is_about_input() => {
            draw(&state, &visitor, at, Some((&problem, sent.shown()))).await
        }
        Err(problem) => Err(problem),
    }
}

fn schema() -> Json {
    let text = |max: u32| json!({ "type": "string", "maxLength": max });
    json!({ "properties": {
        "step": text(20), "go": text(10), "name": text(80), "currency": text(3), "timezone": text(60), "locale": text(5),
        "display_name": text(80), "login": text(64), "password": text(1000), "password_again": text(1000),
        "branch_name": text(80), "branch_address": text(200),
        "branch_phone": { "type": "string", "format": "phone" },
        "module": { "type": "array", "maxItems": 100, "items": text(31) },
    } })
}

/// Does one step; the owner's step returns the account to sign in.
async fn take(
    state: &AppState,
    visitor: &Visitor,
    step: &str,
    sent: &Sent,
) -> Result<Option<(String, i64)>, Problem> {
    let values = sent.values.clone()?;
    let given = |name: &str| form::text(&values, name);
    let need = |name: &str| match given(name) {
        value if value.is_empty() => Err(Problem::field(name, "host-error-required")),
        value => Ok(value),
    };
    let salon = state.plugins.current().salon.clone();
    match step {
        "salon" => {
            let (name, locale) = (need("name")?, visitor.locale.tag().to_owned());
            let (currency, timezone) = (given("currency"), given("timezone"));
            let currency = if currency.is_empty() { salon.currency } else { currency };
            let timezone = if timezone.is_empty() { salon.timezone } else { timezone };
            check_salon(&name, &locale, &currency, &timezone)
                .map_err(|_| Problem::field("timezone", "host-error-not-a-choice"))?;
            let values = [("name", name), ("locale", locale), ("currency", currency), ("timezone", timezone)];
            install::set_salon(&state.db, values.map(|(k, v)| (k.to_owned(), v)).to_vec()).await?;
            state.plugins.reload().await.map_err(super::plugin_admin::problem)?;
            Ok(None)
        }
        "owner" => {
            let (name, login) = (need("display_name")?, need("login")?);
            let typed = |name: &str| sent.raw.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
            let chosen = typed("password");
            password::check(&chosen, &[&login, &name, &salon.name])
                .map_err(|weak| Problem::field("password", weak.key()))?;
            if chosen != typed("password_again") {
                return Err(Problem::field("password_again", "host-error-password-differs"));
            }
            let hash = state.passwords.hash(chosen).await?;
            let (draft, now) = (owner(&login, &name, visitor.locale.tag()), visitor.now);
            let create = move |tx: &mut Tx| {
                // Two browsers in the wizard at once: the first one owns the salon.
                if account::any(tx)? {
                    return Err(AccountError::LoginTaken);
                }
                account::create(tx, &draft, Some(&hash), now)
            };
            let account_id = state.record(visitor, "set-up", json!({ "login": login }), create).await?;
            Ok(Some((account_id, 1)))
        }
        "branch" => {
            let name = need("branch_name")?;
            let provider = provider_of_branches(state);
            if let Some(provider) = provider {
                switch_on(&state.plugins, &[provider]).await.map_err(super::plugin_admin::problem)?;
            }
            let mut input = json!({ "name": name, "timezone": salon.timezone });
            for (field, key) in [("branch_address", "address"), ("branch_phone", "phone")] {
                if !given(field).is_empty() {
                    input[key] = given(field).into();
                }
            }
            let locale = visitor.locale.tag();
            if let Some(made) = state.read(|tx| read_key(tx, MADE_BRANCH)).await? {
                change_branch(&state.plugins, locale, &made, input).await?;
            } else if let Some(made) = create_branch(&state.plugins, locale, input).await? {
                install::set_salon(&state.db, vec![(MADE_BRANCH.into(), made)]).await?;
            }
            Ok(None)
        }
        "modules" => {
            let known = state.plugins.current().installed.clone();
            let wanted: Vec<String> =
                form::texts(&values, "module").into_iter().filter(|id| known.contains_key(id)).collect();
            switch_on(&state.plugins, &wanted).await.map_err(super::plugin_admin::problem)?;
            Ok(None)
        }
        _ => {
            finish(&state.db, visitor.now).await?;
            Ok(None)
        }
    }
}

fn provider_of_branches(state: &AppState) -> Option<String> {
    let generation = state.plugins.current();
    let provides = |package: &Arc<crate::plugin::Package>| {
        package.manifest.contracts.provides.iter().any(|contract| contract.get_ref() == BRANCHES)
    };
    generation.installed.values().find(|package| provides(package)).map(|package| package.id().to_owned())
}
