//! Signing in and out; the language of this person or device.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::form::{self, Sent};
use super::problem::Problem;
use super::rate::Dear;
use super::session::{self as visiting, Visitor};
use super::view::Page;
use super::{AppState, header as headers};
use crate::auth::account::{self, Account};
use crate::auth::session::Begin;
use crate::auth::{guess, password, session};
use crate::db::DbError;
use crate::plugin::call::Text;

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    next: String,
}

pub async fn show(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let next = form::safe_path(&wanted.next);
    if visitor.principal.is_some() {
        return Ok(form::go(&state, &visitor, next, None));
    }
    draw(&state, &visitor, next, None)
}

fn draw(
    state: &AppState,
    visitor: &Visitor,
    next: &str,
    refused: Option<(&Problem, Map<String, Json>)>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let demo = state
        .config
        .demo_sign_in
        .as_ref()
        .map(|(login, password)| json!({ "login": login, "password": password }));
    let view = json!({ "next": next, "second_factor": false, "demo": demo });
    let title = super::settings::text(&generation, visitor, "host-login-title");
    let page = Page { title, ..Page::host("login", "/login") };
    form::show_with(state, &generation, visitor, &page, "login.html", view, refused)
}

fn schema() -> Json {
    json!({ "properties": {
        "login": { "type": "string", "minLength": 1, "maxLength": 200 },
        "password": { "type": "string", "minLength": 1, "maxLength": 1000 },
        "next": { "type": "string", "maxLength": 2000 },
    }, "required": ["login", "password"] })
}

/// `POST /login`. Unknown login, wrong password and disabled account are one answer in one time.
pub async fn sign_in(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    state.rates.take_ip(Dear::SignIn, visitor.ip, visitor.now).map_err(Problem::too_often)?;
    let user_agent = headers::text(request.headers(), header::USER_AGENT).unwrap_or_default();
    let former = headers::cookie(request.headers(), state.config.session_cookie());
    let sent = Sent::read(&state, request, &schema()).await?;
    let next = sent.raw.get("next").and_then(Json::as_str).unwrap_or_default().to_owned();
    let next = form::safe_path(&next).to_owned();
    let values = match &sent.values {
        Ok(values) => values.clone(),
        Err(problem) => return draw(&state, &visitor, &next, Some((problem, sent.shown()))),
    };
    // Passwords are taken as received: a space at the end belongs to them.
    let given = sent.raw.get("password").and_then(Json::as_str).unwrap_or_default().to_owned();
    match check(&state, &visitor, form::text(&values, "login"), given).await {
        Ok(account) => {
            let begin = Begin {
                account_id: account.account_id.clone(),
                permission_version: account.permission_version,
                user_agent,
                ip: visitor.ip.to_string(),
                former,
            };
            let response = form::go(&state, &visitor, &next, None);
            open(&state, &visitor, response, begin).await
        }
        Err(problem) => draw(&state, &visitor, &next, Some((&problem, sent.shown()))),
    }
}

/// Opens a session and puts its cookie on the answer.
pub async fn open(
    state: &AppState,
    visitor: &Visitor,
    mut response: Response,
    begin: Begin,
) -> Result<Response, Problem> {
    let (about, now) = (json!({ "account_id": begin.account_id, "ip": begin.ip }), visitor.now);
    let opened = state.record(visitor, "sign-in", about, move |tx| session::open(tx, &begin, now)).await;
    let secret = opened.map_err(Problem::from)?;
    let cookies = [
        visiting::set_cookie(
            state.config.session_cookie(),
            &secret,
            Some(session::ABSOLUTE_MS / 1_000),
            state.config.https,
        ),
        visiting::set_cookie(state.config.visit_cookie(), "", Some(0), state.config.https),
    ];
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn check(
    state: &AppState,
    visitor: &Visitor,
    login: String,
    given: String,
) -> Result<Account, Problem> {
    let now = visitor.now;
    let keys = guess::keys(&login, &headers::network(visitor.ip));
    let look = {
        let keys = keys.clone();
        move |tx: &mut crate::db::Tx| {
            let until = guess::blocked_until(tx, &keys, now)?;
            Ok::<_, DbError>((until, account::find_by_login(tx, &login)?))
        }
    };
    let (until, found) = state.read(look).await?;
    if let Some(until) = until {
        let seconds = ((until - now) / 1_000 + 1).max(1) as u32;
        return Err(Problem::too_often(seconds));
    }
    let stored = found.as_ref().and_then(|(_, hash)| hash.clone());
    let right = state.passwords.verify(stored.clone(), given.clone()).await?;
    let account = found.map(|(account, _)| account).filter(|account| right && account.disabled_at.is_none());
    let Some(account) = account else {
        // Its own transaction: the failure counts whatever becomes of this request.
        state.write(move |tx| guess::count(tx, &keys, now)).await?;
        let text = Text { ftl: "host-error-login-wrong".into(), args: Map::new() };
        return Err(Problem { text: Some(text), ..Problem::new(422, "invalid") });
    };
    let newer = match stored.filter(|stored| password::is_outdated(stored)) {
        Some(_) => Some(state.passwords.hash(given).await?),
        None => None,
    };
    let account_id = account.account_id.clone();
    let settle = move |tx: &mut crate::db::Tx| {
        guess::forget(tx, &keys)?;
        match &newer {
            Some(hash) => account::rehash(tx, &account_id, hash),
            None => Ok(()),
        }
    };
    state.write(settle).await?;
    Ok(account)
}

/// `POST /logout`: the session ends on the server, not only in the browser.
pub async fn sign_out(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    if let (Some(secret), true) = (visitor.secret.clone(), visitor.session.is_some()) {
        state.record(&visitor, "sign-out", json!({}), move |tx| session::close(tx, &secret)).await?;
    }
    let mut response = form::go(&state, &Visitor { principal: None, ..visitor }, "/login", None);
    let gone = visiting::set_cookie(state.config.session_cookie(), "", Some(0), state.config.https);
    response.headers_mut().append(header::SET_COOKIE, gone);
    // What this device kept for reading offline goes too.
    let clear = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", clear);
    Ok(response)
}

/// `POST /locale`: the person's language, or this device's before anybody signed in.
pub async fn choose_locale(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let schema = json!({ "properties": {
        "locale": { "type": "string", "enum": ["uz", "ru", "en"] },
        "next": { "type": "string", "maxLength": 2000 },
    }, "required": ["locale"] });
    let values = Sent::read(&state, request, &schema).await?.values?;
    let (locale, next) = (form::text(&values, "locale"), form::text(&values, "next"));
    if let Some(principal) = &visitor.principal {
        let (account_id, locale, now) = (principal.person_id.clone(), locale.clone(), visitor.now);
        state.write(move |tx| account::set_locale(tx, &account_id, &locale, now)).await?;
    }
    let mut response = form::go(&state, &visitor, form::safe_path(&next), None);
    let cookie = visiting::set_cookie("locale", &locale, Some(365 * 24 * 3_600), state.config.https);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
