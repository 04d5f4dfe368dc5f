//! Who is asking: cookie or bearer token → [`Visitor`], once per request.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use pardoz_renderer::Locale;
use serde_json::Value as Json;

use super::header as headers;
use super::problem::Problem;
use super::{AppState, csrf};
use crate::auth::account::{self, Account};
use crate::auth::permission::{self, PermissionTable, Proposal};
use crate::auth::session::{self, Session};
use crate::auth::{Principal, PrincipalKind, token};
use crate::clock::Millis;
use crate::db::DbError;
use crate::plugin::Generation;

/// What kind of answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    Page,
    /// htmx: the inside of `<main>`, or a part of it.
    Fragment,
    Json,
}

/// One request's sender. Every handler can take it as an argument.
#[derive(Clone)]
pub struct Visitor {
    /// `None` = nobody signed in.
    pub principal: Option<Arc<Principal>>,
    /// The browser session, when it is one.
    pub session: Option<Arc<Session>>,
    /// The secret that forms of this browser are bound to; the session's, or that of the passing visitor.
    pub secret: Option<String>,
    /// Came with a bearer token.
    pub by_token: bool,
    pub locale: Locale,
    pub wants: Wants,
    /// `GET` or `HEAD`.
    pub reads: bool,
    pub ip: IpAddr,
    pub request_id: Arc<str>,
    pub now: Millis,
    /// What the page before wants said here: a toast, after a form without JavaScript.
    pub flash: Option<Json>,
    /// What this device chose: `light`, `dark` or nothing.
    pub theme: &'static str,
    /// `mini` = the rail is compact.
    pub rail: &'static str,
}

impl Visitor {
    /// Somebody of whom nothing is known yet.
    pub fn stranger(headers: &HeaderMap, fallback: Locale, now: Millis) -> Self {
        Self {
            principal: None,
            session: None,
            secret: None,
            by_token: false,
            locale: chosen_locale(headers).unwrap_or(fallback),
            wants: wants(headers),
            reads: true,
            ip: Ipv4Addr::LOCALHOST.into(),
            request_id: super::trace::request_id(headers),
            now,
            flash: None,
            theme: one_of(headers, "theme", &["light", "dark"]),
            rail: one_of(headers, "rail", &["mini"]),
        }
    }

    /// The visitor that [`identify`] noted on the request.
    pub fn of(request: &Request) -> Self {
        request.extensions().get::<Self>().cloned().expect("identify runs before every handler")
    }

    /// The signed-in principal, or the way to the sign-in.
    pub fn signed_in(&self) -> Result<&Arc<Principal>, Problem> {
        self.principal.as_ref().ok_or_else(|| Problem::new(401, "sign-in"))
    }

    /// The signed-in principal, if it may do `permission`.
    pub fn with(&self, permission: &str) -> Result<&Arc<Principal>, Problem> {
        let principal = self.signed_in()?;
        if principal.can(permission) { Ok(principal) } else { Err(Problem::denied(permission)) }
    }

    /// A person in a browser, not a script: for what a leaked token must not do.
    pub fn person(&self) -> Result<(&Arc<Principal>, &Arc<Session>), Problem> {
        let principal = self.signed_in()?;
        let session = self.session.as_ref().ok_or_else(|| Problem::new(403, "browser-only"))?;
        Ok((principal, session))
    }

    /// The principal for pages that anybody may see.
    pub fn anybody(&self) -> Arc<Principal> {
        self.principal.clone().unwrap_or_else(|| Arc::new(Principal::stranger(self.locale.tag())))
    }

    pub fn csrf(&self, plugin: &str) -> String {
        self.secret.as_deref().map_or_else(String::new, |secret| csrf::token(secret, plugin))
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().cloned().expect("identify runs before every handler"))
    }
}

/// The middleware: notes the visitor on the request for handlers, and on the answer for problem pages.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let generation = state.plugins.current();
    let fallback = Locale::parse(&generation.salon.locale).unwrap_or_default();
    let mut visitor = Visitor::stranger(request.headers(), fallback, state.clock.now());
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(Ipv4Addr::LOCALHOST.into());
    visitor.reads = matches!(*request.method(), Method::GET | Method::HEAD);
    visitor.ip = headers::visitor_ip(peer, request.headers(), &state.config.proxies);
    // Who calls a webhook is the module's to prove: Payme's own Basic key is no bad token of ours.
    let known = match request.uri().path().starts_with("/hooks/") {
        true => Ok(()),
        false => recognise(&state, &generation, request.headers(), &mut visitor).await,
    };
    let greeting = greet(&state, &request, &mut visitor);
    let reads_flash = request.method() == Method::GET && visitor.wants == Wants::Page;
    if reads_flash && let Some(flash) = headers::cookie(request.headers(), FLASH) {
        visitor.flash = visitor.secret.as_deref().and_then(|secret| open_flash(secret, &flash));
    }
    let flashed = visitor.flash.is_some();
    request.extensions_mut().insert(visitor.clone());
    let mut answer = match known {
        Ok(()) => next.run(request).await,
        Err(problem) => axum::response::IntoResponse::into_response(problem),
    };
    if let Some(cookie) = greeting {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if flashed {
        answer.headers_mut().append(header::SET_COOKIE, set_cookie(FLASH, "", Some(0), state.config.https));
    }
    answer.extensions_mut().insert(visitor);
    answer
}

const FLASH: &str = "flash";

/// A cookie with what the next page says. Sealed with the browser's secret: a neighbour on a sister domain
/// must not put words into our mouth.
pub fn flash_cookie(state: &AppState, visitor: &Visitor, toast: &Json) -> Option<HeaderValue> {
    let secret = visitor.secret.as_deref()?;
    let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(toast.to_string());
    // Browsers keep cookies of up to 4 KiB.
    if text.len() > 3_000 {
        return None;
    }
    let value = format!("{text}.{}", flash_seal(secret, &text));
    Some(set_cookie(FLASH, &value, Some(30), state.config.https))
}

fn open_flash(secret: &str, value: &str) -> Option<Json> {
    let (text, seal) = value.split_once('.')?;
    if flash_seal(secret, text) != seal {
        return None;
    }
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(text).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn flash_seal(secret: &str, text: &str) -> String {
    crate::auth::fingerprint(&format!("flash {} {text}", crate::auth::fingerprint(secret)))
}

async fn recognise(
    state: &AppState,
    generation: &Generation,
    headers: &HeaderMap,
    visitor: &mut Visitor,
) -> Result<(), Problem> {
    let rights = state.people.rights(state, generation).await?;
    if let Some(authorization) = headers::text(headers, header::AUTHORIZATION) {
        let secret = authorization.strip_prefix("Bearer ").map(str::trim).unwrap_or_default().to_owned();
        let found = state.people.by_token(state, &rights, secret).await?;
        let person = found.ok_or_else(|| Problem::new(401, "bad-token"))?;
        visitor.by_token = true;
        if visitor.wants == Wants::Page
            && !headers::text(headers, header::ACCEPT).is_some_and(|a| a.contains("text/html"))
        {
            visitor.wants = Wants::Json;
        }
        // A script says in each request what it reads; a person chose once.
        visitor.locale =
            accepted(headers).or(Locale::parse(&person.principal.locale)).unwrap_or(visitor.locale);
        visitor.principal = Some(person.principal);
        return Ok(());
    }
    if let Some(secret) = headers::cookie(headers, state.config.session_cookie())
        && let Some((person, session)) =
            state.people.by_cookie(state, &rights, secret.clone(), visitor.now).await?
    {
        visitor.locale = Locale::parse(&person.principal.locale).unwrap_or(visitor.locale);
        visitor.principal = Some(person.principal);
        visitor.session = Some(session);
        visitor.secret = Some(secret);
        return Ok(());
    }
    visitor.secret = headers::cookie(headers, state.config.visit_cookie());
    Ok(())
}

/// Gives a passing visitor a secret to bind forms to, so that sign-in and public forms are guarded too.
fn greet(state: &AppState, request: &Request, visitor: &mut Visitor) -> Option<HeaderValue> {
    let shows_forms = request.method() == Method::GET && visitor.wants == Wants::Page;
    if visitor.secret.is_some()
        || visitor.by_token
        || !shows_forms
        || request.uri().path().starts_with("/assets/")
    {
        return None;
    }
    let secret = crate::auth::new_secret();
    let cookie = set_cookie(state.config.visit_cookie(), &secret, None, state.config.https);
    visitor.secret = Some(secret);
    Some(cookie)
}

/// A cookie that scripts cannot read and other sites cannot make the browser send with a form.
///
/// Served over TLS it carries the `__Host-` prefix: the browser then insists on Secure, Path=/ and no
/// Domain, so no neighbour on a sister domain can plant one. On plain http (localhost, a first try in
/// the salon's own network) browsers refuse that prefix, so there the name has none.
pub fn set_cookie(name: &str, value: &str, max_age_s: Option<i64>, https: bool) -> HeaderValue {
    let age = max_age_s.map_or_else(String::new, |s| format!("; Max-Age={s}"));
    let secure = if https { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).expect("cookie names and values are plain ASCII")
}

fn wants(headers: &HeaderMap) -> Wants {
    if headers::text(headers, "hx-request").is_some_and(|value| value == "true") {
        return Wants::Fragment;
    }
    let accept = headers::text(headers, header::ACCEPT).unwrap_or_default();
    let json = accept.contains("application/json") || accept.contains("application/problem+json");
    if json && !accept.contains("text/html") { Wants::Json } else { Wants::Page }
}

/// A cookie's value if it is one of ours; cookies are the visitor's and may hold anything.
fn one_of(headers: &HeaderMap, name: &str, known: &[&'static str]) -> &'static str {
    let value = headers::cookie(headers, name).unwrap_or_default();
    known.iter().find(|known| **known == value).copied().unwrap_or_default()
}

fn chosen_locale(headers: &HeaderMap) -> Option<Locale> {
    headers::cookie(headers, "locale").and_then(|tag| Locale::parse(&tag)).or_else(|| accepted(headers))
}

/// The first language of `Accept-Language` that we speak; its order is the reader's.
fn accepted(headers: &HeaderMap) -> Option<Locale> {
    let list = headers::text(headers, header::ACCEPT_LANGUAGE)?;
    list.split(',').find_map(|tag| Locale::parse(tag.split(';').next().unwrap_or_default().trim()))
}

/// Looks up sessions, tokens and rights, and remembers them until their tables change.
#[derive(Default)]
pub struct People {
    cookies: Mutex<Remembered<(Known, Arc<Session>)>>,
    tokens: Mutex<Remembered<Known>>,
    rights: Mutex<Option<(u64, u64, Arc<PermissionTable>)>>,
}

/// A person with what they may do by one table of rights.
#[derive(Clone)]
struct Known {
    principal: Arc<Principal>,
    rights: Arc<PermissionTable>,
}

impl Known {
    fn new(account: &Account, kind: PrincipalKind, rights: &Arc<PermissionTable>) -> Self {
        Self { principal: Arc::new(account.principal(kind, rights)), rights: rights.clone() }
    }

    fn holds_under(&self, rights: &Arc<PermissionTable>) -> bool {
        Arc::ptr_eq(&self.rights, rights)
    }
}

/// Fingerprint of a secret → what it opened, with the table versions at which that was true.
type Remembered<T> = HashMap<String, (Vec<u64>, T)>;

const REMEMBERED_MAX: usize = 4_096;

impl People {
    /// What each role may do: the enabled modules' proposals with the owner's changes.
    pub async fn rights(
        &self,
        state: &AppState,
        generation: &Generation,
    ) -> Result<Arc<PermissionTable>, DbError> {
        let version = state.db.versions().get(permission::RELATION);
        {
            let known = self.rights.lock().expect("rights are never held across a panic");
            if let Some((number, at, table)) = known.as_ref()
                && (*number, *at) == (generation.number, version)
            {
                return Ok(table.clone());
            }
        }
        let changes = state.read(permission::changes).await?;
        let table = Arc::new(PermissionTable::new(proposals(generation), &changes));
        *self.rights.lock().expect("as above") = Some((generation.number, version, table.clone()));
        Ok(table)
    }

    async fn by_cookie(
        &self,
        state: &AppState,
        rights: &Arc<PermissionTable>,
        secret: String,
        now: Millis,
    ) -> Result<Option<(Known, Arc<Session>)>, DbError> {
        let key = crate::auth::fingerprint(&secret);
        let versions = state.db.versions().list([session::RELATION, account::RELATION]);
        let known = recall(&self.cookies, &key, &versions);
        let found = match known.filter(|(person, _)| person.holds_under(rights)) {
            Some(found) => Some(found).filter(|(_, session)| !session.is_over(now)),
            None => {
                let found = state.read(move |tx| {
                    let Some(session) = session::find(tx, &secret, now)? else { return Ok(None) };
                    let account = account::get(tx, &session.account_id)?;
                    let valid = account.filter(|a| {
                        a.disabled_at.is_none() && a.permission_version == session.permission_version
                    });
                    Ok::<_, DbError>(valid.map(|account| (account, Arc::new(session))))
                });
                found
                    .await?
                    .map(|(account, session)| (Known::new(&account, PrincipalKind::Person, rights), session))
            }
        };
        let Some((person, session)) = found else { return Ok(None) };
        let session = note_use(state, session, now);
        keep(&self.cookies, key, versions, (person.clone(), session.clone()));
        Ok(Some((person, session)))
    }

    async fn by_token(
        &self,
        state: &AppState,
        rights: &Arc<PermissionTable>,
        secret: String,
    ) -> Result<Option<Known>, DbError> {
        let key = crate::auth::fingerprint(&secret);
        let versions = state.db.versions().list([token::RELATION, account::RELATION]);
        let known = recall(&self.tokens, &key, &versions);
        if let Some(person) = known.filter(|person| person.holds_under(rights)) {
            return Ok(Some(person));
        }
        let found = state.read(move |tx| {
            let Some(token) = token::find(tx, &secret)? else { return Ok(None) };
            Ok::<_, DbError>(account::get(tx, &token.account_id)?.filter(|a| a.disabled_at.is_none()))
        });
        let person = found.await?.map(|account| Known::new(&account, PrincipalKind::Token, rights));
        if let Some(person) = &person {
            keep(&self.tokens, key, versions, person.clone());
        }
        Ok(person)
    }
}

fn recall<T: Clone>(remembered: &Mutex<Remembered<T>>, key: &str, versions: &[u64]) -> Option<T> {
    let all = remembered.lock().expect("never held across a panic");
    all.get(key).filter(|(at, _)| at == versions).map(|(_, found)| found.clone())
}

fn keep<T>(remembered: &Mutex<Remembered<T>>, key: String, versions: Vec<u64>, found: T) {
    let mut all = remembered.lock().expect("never held across a panic");
    if all.len() >= REMEMBERED_MAX {
        all.clear();
    }
    all.insert(key, (versions, found));
}

/// Writes `seen_at` now and then, behind the request's back: nobody waits for it.
fn note_use(state: &AppState, session: Arc<Session>, now: Millis) -> Arc<Session> {
    if now - session.seen_at < session::SEEN_STEP_MS {
        return session;
    }
    let (state, session_id) = (state.clone(), session.session_id.clone());
    tokio::spawn(async move {
        let noted = state.write(move |tx| session::seen(tx, &session_id, now)).await;
        if let Err(error) = noted {
            tracing::warn!(error = %error, "could not note the use of a session");
        }
    });
    Arc::new(Session { seen_at: now, ..(*session).clone() })
}

/// Is what this visitor came with still good? For answers that last longer than a request.
pub async fn is_still_valid(state: &AppState, visitor: &Visitor) -> bool {
    let now = state.clock.now();
    match (&visitor.secret, visitor.by_token) {
        (Some(secret), false) => {
            let Ok(rights) = state.people.rights(state, &state.plugins.current()).await else { return false };
            matches!(state.people.by_cookie(state, &rights, secret.clone(), now).await, Ok(Some(_)))
        }
        // A script's stream ends with its account; its token is looked up at the next request.
        _ => {
            let account_id = visitor.principal.as_ref().map(|p| p.person_id.clone()).unwrap_or_default();
            let account = state.read(move |tx| account::get(tx, &account_id)).await;
            matches!(account, Ok(Some(account)) if account.disabled_at.is_none())
        }
    }
}

/// What the enabled modules and the contracts they provide propose.
fn proposals(generation: &Generation) -> Vec<Proposal> {
    let permissions = generation.rights().into_iter().flat_map(|(_, rights)| rights);
    permissions
        .flat_map(|permission| {
            permission.default_roles().map(|(role, scope)| Proposal {
                permission: permission.id.get_ref().clone(),
                role: role.to_owned(),
                scope,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (header::HeaderName::from_static(k), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn the_answers_form_follows_what_was_asked() {
        assert_eq!(wants(&headers(&[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")])), Wants::Page);
        assert_eq!(wants(&headers(&[("accept", "application/json")])), Wants::Json);
        assert_eq!(wants(&headers(&[("accept", "text/html"), ("hx-request", "true")])), Wants::Fragment);
        assert_eq!(wants(&headers(&[])), Wants::Page);
    }

    #[test]
    fn a_stranger_reads_in_the_language_they_asked_for() {
        let locale =
            |pairs: &[(&'static str, &'static str)]| Visitor::stranger(&headers(pairs), Locale::Uz, 0).locale;
        assert_eq!(locale(&[("accept-language", "de-DE, ru-RU;q=0.9, en;q=0.8")]), Locale::Ru);
        assert_eq!(locale(&[("accept-language", "ru"), ("cookie", "locale=en")]), Locale::En);
        assert_eq!(locale(&[("accept-language", "de")]), Locale::Uz);
    }

    #[test]
    fn over_tls_the_cookie_is_bound_to_this_host_and_out_of_scripts_reach() {
        let cookie = set_cookie("__Host-sid", "abc", None, true);
        assert_eq!(cookie, "__Host-sid=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
    }
}
