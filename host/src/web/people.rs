//! People of the salon: accounts, roles, branches, what each role may do; one's own password, sessions, tokens.

use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::form::{self, Sent};
use super::problem::Problem;
use super::session::Visitor;
use super::settings::{option, text};
use super::view::Page;
use super::{AppState, confirm, header as headers, login};
use crate::auth::account::{self, Account, AccountError, Draft};
use crate::auth::permission::{self, Change, ROLES};
use crate::auth::session::Begin;
use crate::auth::{Principal, Scope, password, session, token};
use crate::db::DbError;
use crate::plugin::{Call, Generation};

const MANAGE: &str = "host.people.manage";
const HERE: &str = "/admin/people";

#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    edit: Option<String>,
    #[serde(default)]
    new: Option<String>,
}

pub async fn list(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    draw(&state, &visitor, wanted, None).await
}

async fn draw(
    state: &AppState,
    visitor: &Visitor,
    wanted: Wanted,
    refused: Option<(&Problem, Map<String, Json>)>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let now = visitor.now;
    let read = move |tx: &mut crate::db::Tx| {
        let accounts = account::list(tx)?;
        let mut all = Vec::with_capacity(accounts.len());
        for account in accounts {
            let seen = session::list(tx, &account.account_id, now)?.first().map(|s| s.seen_at);
            all.push((account, seen));
        }
        Ok::<_, DbError>(all)
    };
    let accounts = state.read(read).await?;
    let branches = branches(state, &generation, visitor).await;
    let own = visitor.anybody().person_id.clone();
    let role_title = |role: &String| text(&generation, visitor, &format!("host-role-{role}"));
    let people: Vec<Json> = accounts
        .iter()
        .map(|(a, seen)| {
            let of = a.branch_ids.iter().flatten();
            let names: Vec<&str> =
                of.filter_map(|id| branches.iter().find(|(known, _)| known == id)).map(|(_, name)| name.as_str()).collect();
            json!({
                "person_id": a.account_id, "display_name": a.display_name, "login": a.login,
                "roles": a.roles.iter().map(role_title).collect::<Vec<_>>(), "role_ids": a.roles, "branches": names,
                "active": a.disabled_at.is_none(), "last_seen_at": seen, "you": a.account_id == own,
                "href": format!("{HERE}?edit={}", a.account_id),
            })
        })
        .collect();
    let edit = match (&wanted.edit, &wanted.new) {
        (Some(id), _) => {
            let found = accounts.iter().find(|(a, _)| a.account_id == *id).ok_or_else(Problem::not_found)?;
            edit_of(&found.0, &own)
        }
        (None, Some(_)) => new_person(&generation),
        (None, None) => Json::Null,
    };
    let edit = match &refused {
        Some((_, values)) => with_typed(edit, values),
        None => edit,
    };
    let roles: Vec<Json> = ROLES
        .iter()
        .map(|role| {
            let hint = text(&generation, visitor, &format!("host-role-{role}-hint"));
            json!({ "value": role, "label": role_title(&(*role).to_owned()), "hint": hint })
        })
        .collect();
    let view = json!({
        "people": people, "roles": roles, "can_change": true, "edit": edit,
        "branches": branches.iter().map(|(id, name)| option(id, name)).collect::<Vec<_>>(),
    });
    let page = Page { title: text(&generation, visitor, "host-people-title"), ..Page::host("people", HERE) };
    let page = page.reading(&["host_account", "host_session"]);
    form::show_with(state, &generation, visitor, &page, "people.html", view, refused)
}

fn edit_of(account: &Account, own: &str) -> Json {
    json!({
        "person_id": account.account_id, "action": format!("{HERE}/{}", account.account_id),
        "display_name": account.display_name, "login": account.login, "roles": account.roles,
        "branch_ids": account.branch_ids.clone().unwrap_or_default(), "locale": account.locale,
        "active": account.disabled_at.is_none(), "you": account.account_id == own,
    })
}

fn new_person(generation: &Generation) -> Json {
    json!({
        "person_id": "", "action": HERE, "display_name": "", "login": "", "roles": [], "branch_ids": [],
        "locale": generation.salon.locale, "active": true, "you": false,
    })
}

/// The drawer after a refusal shows what was ticked, not what is stored.
fn with_typed(mut edit: Json, values: &Map<String, Json>) -> Json {
    let list = |name: &str| match values.get(name) {
        Some(Json::String(one)) => vec![one.clone().into()],
        Some(Json::Array(many)) => many.clone(),
        _ => Vec::new(),
    };
    if let Some(edit) = edit.as_object_mut() {
        edit.insert("roles".into(), Json::Array(list("role")));
        edit.insert("branch_ids".into(), Json::Array(list("branch_id")));
        if let Some(locale) = values.get("locale") {
            edit.insert("locale".into(), locale.clone());
        }
    }
    edit
}

/// Branches as whoever provides `salon@1` lists them; none when nobody does.
async fn branches(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
) -> Vec<(String, String)> {
    let Some(provider) = generation.providers.get("salon@1").and_then(|all| all.first()) else {
        return Vec::new();
    };
    let route = generation.plugins.get(provider).and_then(|plugin| plugin.manifest.route("branch-list"));
    if route.is_none() {
        return Vec::new();
    }
    let call = Call {
        plugin: provider.clone(),
        kind: "page",
        name: "branch-list".into(),
        input: json!({}),
        principal: Arc::new(Principal::background("host", visitor.locale.tag())),
        locale: visitor.locale.tag().into(),
        idempotency_key: None,
        dry_run: false,
        body: None,
        meta: Vec::new(),
    };
    let Ok(answer) = state.plugins.query(call).await else { return Vec::new() };
    let rows = answer.reply.json().get("branches").and_then(Json::as_array).cloned().unwrap_or_default();
    rows.iter()
        .map(|row| (form::text(row, "branch_id"), form::text(row, "name")))
        .filter(|(id, _)| !id.is_empty())
        .collect()
}

fn schema(password_required: bool) -> Json {
    let mut required = vec!["display_name", "login", "role"];
    if password_required {
        required.push("password");
    }
    json!({ "properties": {
        "display_name": { "type": "string", "minLength": 1, "maxLength": 80 },
        "login": { "type": "string", "minLength": 2, "maxLength": 64 },
        "password": { "type": "string", "maxLength": 1000 },
        "role": { "type": "array", "minItems": 1, "maxItems": 7, "items": { "type": "string", "enum": ROLES } },
        "branch_id": { "type": "array", "maxItems": 200, "items": { "type": "string", "format": "uuid" } },
        "locale": { "type": "string", "enum": ["uz", "ru", "en"], "default": "uz" },
    }, "required": required })
}

fn draft(values: &Json) -> Draft {
    let branch_ids = form::texts(values, "branch_id");
    Draft {
        login: form::text(values, "login"),
        display_name: form::text(values, "display_name"),
        locale: form::text(values, "locale"),
        roles: form::texts(values, "role"),
        branch_ids: (!branch_ids.is_empty()).then_some(branch_ids),
    }
}

/// A password as it was typed, if one was, good enough for this person in this salon.
fn chosen_password(state: &AppState, sent: &Sent, personal: &[&str]) -> Result<Option<String>, Problem> {
    let typed = sent.raw.get("password").and_then(Json::as_str).unwrap_or_default();
    if typed.is_empty() {
        return Ok(None);
    }
    let salon = state.plugins.current().salon.name.clone();
    let words: Vec<&str> = personal.iter().copied().chain([salon.as_str()]).collect();
    password::check(typed, &words).map_err(|weak| Problem::field("password", weak.key()))?;
    Ok(Some(typed.to_owned()))
}

/// Only an owner makes owners: otherwise managing people would be a way to every right.
fn may_give(visitor: &Visitor, before: &[String], after: &[String]) -> Result<(), Problem> {
    let owner = |roles: &[String]| roles.iter().any(|role| role == "owner");
    let is_owner = owner(&visitor.signed_in()?.roles);
    if owner(before) != owner(after) && !is_owner {
        Err(Problem::field("role", "host-error-owner-only"))
    } else {
        Ok(())
    }
}

pub async fn create(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    let sent = Sent::read(&state, request, &schema(true)).await?;
    match try_create(&state, &visitor, &sent).await {
        Ok(account_id) if visitor.wants == super::session::Wants::Json => {
            let body = axum::Json(json!({ "person_id": account_id }));
            Ok((axum::http::StatusCode::CREATED, body).into_response())
        }
        Ok(_) => Ok(form::done(&state, &visitor, HERE, "host-toast-person-created")),
        Err(problem) if problem.is_about_input() => {
            let wanted = Wanted { edit: None, new: Some(String::new()) };
            draw(&state, &visitor, wanted, Some((&problem, sent.shown()))).await
        }
        Err(problem) => Err(problem),
    }
}

async fn try_create(state: &AppState, visitor: &Visitor, sent: &Sent) -> Result<String, Problem> {
    let draft = draft(&sent.values.clone()?);
    may_give(visitor, &[], &draft.roles)?;
    let typed = chosen_password(state, sent, &[&draft.login, &draft.display_name])?;
    let typed = typed.ok_or_else(|| Problem::field("password", "host-error-required"))?;
    let hash = state.passwords.hash(typed).await?;
    let now = visitor.now;
    let about = json!({ "login": draft.login, "roles": draft.roles });
    let create = move |tx: &mut crate::db::Tx| account::create(tx, &draft, Some(&hash), now);
    Ok(state.record(visitor, "person-create", about, create).await?)
}

pub async fn save(
    State(state): State<AppState>,
    Path(account_id): Path<String>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    let sent = Sent::read(&state, request, &schema(false)).await?;
    match try_save(&state, &visitor, &account_id, &sent).await {
        Ok(()) => Ok(form::done(&state, &visitor, HERE, "host-toast-saved")),
        Err(problem) if problem.is_about_input() => {
            let wanted = Wanted { edit: Some(account_id), new: None };
            draw(&state, &visitor, wanted, Some((&problem, sent.shown()))).await
        }
        Err(problem) => Err(problem),
    }
}

async fn try_save(state: &AppState, visitor: &Visitor, account_id: &str, sent: &Sent) -> Result<(), Problem> {
    let draft = draft(&sent.values.clone()?);
    let before = require(state, account_id).await?;
    may_give(visitor, &before.roles, &draft.roles)?;
    let hash = match chosen_password(state, sent, &[&draft.login, &draft.display_name])? {
        Some(typed) => {
            guard_owner(visitor, &before)?;
            Some(state.passwords.hash(typed).await?)
        }
        None => None,
    };
    let (account_id, now) = (account_id.to_owned(), visitor.now);
    let about = json!({ "account_id": account_id, "roles": draft.roles, "password": hash.is_some() });
    let write = move |tx: &mut crate::db::Tx| {
        account::update(tx, &account_id, &draft, now)?;
        match &hash {
            Some(hash) => account::set_password(tx, &account_id, hash, now),
            None => Ok(()),
        }
    };
    Ok(state.record(visitor, "person-save", about, write).await?)
}

async fn require(state: &AppState, account_id: &str) -> Result<Account, Problem> {
    let id = account_id.to_owned();
    state.read(move |tx| account::get(tx, &id)).await?.ok_or_else(Problem::not_found)
}

/// Somebody who manages people but is no owner must not take over an owner's account.
fn guard_owner(visitor: &Visitor, target: &Account) -> Result<(), Problem> {
    let is_owner = |roles: &[String]| roles.iter().any(|role| role == "owner");
    if is_owner(&target.roles) && !is_owner(&visitor.signed_in()?.roles) {
        Err(Problem::denied(MANAGE))
    } else {
        Ok(())
    }
}

/// `POST /admin/people/<id>/disable`, `/enable`, `/sign-out`.
pub async fn act(
    State(state): State<AppState>,
    Path((account_id, act)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let own = visitor.with(MANAGE)?.person_id.clone();
    let target = require(&state, &account_id).await?;
    guard_owner(&visitor, &target)?;
    let now = visitor.now;
    match act.as_str() {
        "disable" if account_id == own => return Err(Problem::new(409, "not-yourself")),
        "disable" | "enable" => {
            let disabled = act == "disable";
            let about = json!({ "account_id": account_id, "disabled": disabled });
            let set = move |tx: &mut crate::db::Tx| account::set_disabled(tx, &account_id, disabled, now);
            state.record(&visitor, "person-disable", about, set).await?;
        }
        "sign-out" => {
            let about = json!({ "account_id": account_id });
            let end = move |tx: &mut crate::db::Tx| {
                for open in session::list(tx, &account_id, now)? {
                    session::revoke(tx, &account_id, &open.session_id)?;
                }
                Ok::<_, DbError>(())
            };
            state.record(&visitor, "person-sign-out", about, end).await?;
        }
        _ => return Err(Problem::not_found()),
    }
    Ok(form::done(&state, &visitor, HERE, "host-toast-saved"))
}

/// `GET /admin/people/roles`: what each role may do, permission by permission.
pub async fn show_roles(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    let generation = state.plugins.current();
    let rights = state.people.rights(&state, &generation).await?;
    let say = |key: &str| text(&generation, &visitor, key);
    let row = |id: &str, title: &str| {
        let cells: Vec<Json> = ROLES
            .iter()
            .map(|role| json!({ "role": role, "name": format!("{role}|{id}"), "scope": rights.scope(role, id).map_or("none", Scope::as_str) }))
            .collect();
        json!({ "permission": id, "title": say(title), "cells": cells })
    };
    let mut groups = vec![json!({
        "title": say("host-roles-host"),
        "rows": permission::HOST.iter().map(|(id, title, _)| row(id, title)).collect::<Vec<_>>(),
    })];
    for (plugin, rights) in generation.rights() {
        let rows: Vec<Json> = rights.into_iter().map(|p| row(p.id.get_ref(), p.title.get_ref())).collect();
        groups.push(json!({ "title": say(plugin.manifest.plugin.name.get_ref()), "rows": rows }));
    }
    let roles: Vec<Json> =
        ROLES.iter().map(|role| option(role, &say(&format!("host-role-{role}")))).collect();
    let scopes: Vec<Json> = ["none", "own", "branch", "salon"]
        .iter()
        .map(|s| option(s, &say(&format!("host-scope-{s}"))))
        .collect();
    let page = Page { title: say("host-roles-title"), ..Page::host("roles", "/admin/people/roles") };
    let page = page.reading(&[permission::RELATION]);
    let view = json!({ "roles": roles, "groups": groups, "scopes": scopes, "confirm": confirm::is_needed(&visitor) });
    form::show(&state, &generation, &visitor, &page, "roles.html", view)
}

/// `POST /admin/people/roles`: fields `<role>|<permission>` = none, own, branch, salon.
pub async fn save_roles(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    visitor.person()?;
    let sent = Sent::read(&state, request, &json!({})).await?;
    let typed = sent.raw.get(confirm::FIELD).and_then(Json::as_str).unwrap_or_default();
    confirm::pass(&state, &visitor, typed).await?;
    let generation = state.plugins.current();
    let rights = state.people.rights(&state, &generation).await?;
    let mut changes = Vec::new();
    for (name, value) in &sent.raw {
        let Some((role, id)) = name.split_once('|') else { continue };
        let known = permission::HOST.iter().any(|(host, _, _)| *host == id)
            || generation.rights().iter().any(|(_, all)| all.iter().any(|known| known.id.get_ref() == id));
        let wanted = value.as_str().unwrap_or_default();
        if !known || !ROLES.contains(&role) || (wanted != "none" && Scope::parse(wanted).is_none()) {
            return Err(Problem::field(name, "host-error-not-a-choice"));
        }
        let scope = Scope::parse(wanted);
        // The owner keeps the keys: without them nobody could give anything back.
        if role == "owner" && id.starts_with("host.") && scope.is_none() {
            return Err(Problem::new(409, "last-owner"));
        }
        if rights.scope(role, id) != scope {
            changes.push(Change { role: role.to_owned(), permission: id.to_owned(), scope });
        }
    }
    let now = visitor.now;
    let about: Vec<Json> = changes
        .iter()
        .map(|c| json!({ "role": c.role, "right": c.permission, "scope": c.scope.map(Scope::as_str) }))
        .collect();
    let write = move |tx: &mut crate::db::Tx| {
        changes.iter().try_for_each(|change| permission::change(tx, change, now))
    };
    state.record(&visitor, "rights-change", json!(about), write).await?;
    Ok(form::done(&state, &visitor, "/admin/people/roles", "host-toast-saved"))
}

/// `GET /me`: one's own account.
pub async fn show_me(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let principal = visitor.signed_in()?.clone();
    draw_me(&state, &visitor, &principal, None, None).await
}

async fn draw_me(
    state: &AppState,
    visitor: &Visitor,
    principal: &Principal,
    new_token: Option<String>,
    refused: Option<(&Problem, Map<String, Json>)>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let (account_id, now) = (principal.person_id.clone(), visitor.now);
    let read = move |tx: &mut crate::db::Tx| {
        Ok::<_, DbError>((session::list(tx, &account_id, now)?, token::list(tx, &account_id)?))
    };
    let (sessions, tokens) = state.read(read).await?;
    let this = visitor.session.as_ref().map(|s| s.session_id.clone());
    let sessions: Vec<Json> = sessions
        .iter()
        .map(|s| {
            json!({ "session_id": s.session_id, "device": s.user_agent, "ip": s.ip, "created_at": s.created_at,
                "seen_at": s.seen_at, "this": Some(&s.session_id) == this.as_ref(),
                "revoke": format!("/me/sessions/{}/revoke", s.session_id) })
        })
        .collect();
    let tokens: Vec<Json> = tokens
        .iter()
        .map(|t| json!({ "token_id": t.token_id, "name": t.name, "created_at": t.created_at, "revoke": format!("/me/tokens/{}/revoke", t.token_id) }))
        .collect();
    let view = json!({
        "login": principal.login, "display_name": principal.display_name, "locale": principal.locale,
        "roles": principal.roles.iter().map(|r| text(&generation, visitor, &format!("host-role-{r}"))).collect::<Vec<_>>(),
        "sessions": sessions, "tokens": tokens, "new_token": new_token,
        "can_create_token": principal.can("host.token.create"),
    });
    let page = Page { title: text(&generation, visitor, "host-me-title"), ..Page::host("me", "/me") };
    form::show_with(state, &generation, visitor, &page, "me.html", view, refused)
}

/// `POST /me/password`: the present password, then a new one twice. Every other session ends.
pub async fn change_password(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let (principal, _) = visitor.person()?;
    let principal = principal.clone();
    let user_agent = headers::text(request.headers(), header::USER_AGENT).unwrap_or_default();
    let schema = json!({ "properties": {
        "password_now": { "type": "string", "maxLength": 1000 },
        "password": { "type": "string", "maxLength": 1000 },
        "password_again": { "type": "string", "maxLength": 1000 },
    }, "required": ["password_now", "password", "password_again"] });
    let sent = Sent::read(&state, request, &schema).await?;
    let changed = try_change(&state, &visitor, &principal, &sent).await;
    let permission_version = match changed {
        Ok(version) => version,
        Err(problem) => {
            return draw_me(&state, &visitor, &principal, None, Some((&problem, Map::new()))).await;
        }
    };
    // This browser goes on, under a new id.
    let begin = Begin {
        account_id: principal.person_id.clone(),
        permission_version,
        user_agent,
        ip: visitor.ip.to_string(),
        former: visitor.secret.clone(),
    };
    let response = form::done(&state, &visitor, "/me", "host-toast-password");
    login::open(&state, &visitor, response, begin).await
}

async fn try_change(
    state: &AppState,
    visitor: &Visitor,
    principal: &Principal,
    sent: &Sent,
) -> Result<i64, Problem> {
    sent.values.clone()?;
    let typed = |name: &str| sent.raw.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let id = principal.person_id.clone();
    let stored = state.read(move |tx| account::password_hash(tx, &id)).await?;
    if !state.passwords.verify(stored, typed("password_now")).await? {
        return Err(Problem::field("password_now", "host-error-password-wrong"));
    }
    if typed("password") != typed("password_again") {
        return Err(Problem::field("password_again", "host-error-password-differs"));
    }
    let chosen = chosen_password(state, sent, &[&principal.login, &principal.display_name])?;
    let chosen = chosen.ok_or_else(|| Problem::field("password", "host-error-required"))?;
    let hash = state.passwords.hash(chosen).await?;
    let (id, now) = (principal.person_id.clone(), visitor.now);
    let write = move |tx: &mut crate::db::Tx| {
        account::set_password(tx, &id, &hash, now)?;
        let account = account::get(tx, &id)?.ok_or(AccountError::Unknown)?;
        Ok::<_, AccountError>(account.permission_version)
    };
    Ok(state.record(visitor, "password-change", json!({}), write).await?)
}

pub async fn revoke_my_session(
    State(state): State<AppState>,
    Path(session_id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let account_id = visitor.signed_in()?.person_id.clone();
    let about = json!({ "session_id": session_id });
    let end = move |tx: &mut crate::db::Tx| session::revoke(tx, &account_id, &session_id);
    let ended = state.record(&visitor, "session-end", about, end).await?;
    if !ended {
        return Err(Problem::not_found());
    }
    Ok(form::done(&state, &visitor, "/me", "host-toast-saved"))
}

/// `POST /me/tokens`: shown once, here; a script's token cannot make further ones.
pub async fn create_token(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let principal = visitor.with("host.token.create")?.clone();
    visitor.person()?;
    let schema = json!({ "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 80 } }, "required": ["name"] });
    let sent = Sent::read(&state, request, &schema).await?;
    let name = match &sent.values {
        Ok(values) => form::text(values, "name"),
        Err(problem) => {
            return draw_me(&state, &visitor, &principal, None, Some((problem, sent.shown()))).await;
        }
    };
    let (account_id, now) = (principal.person_id.clone(), visitor.now);
    let about = json!({ "name": name });
    let create = move |tx: &mut crate::db::Tx| token::create(tx, &account_id, &name, now);
    let secret = state.record(&visitor, "token-create", about, create).await?;
    draw_me(&state, &visitor, &principal, Some(secret), None).await
}

pub async fn revoke_token(
    State(state): State<AppState>,
    Path(token_id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let (account_id, now) = (visitor.signed_in()?.person_id.clone(), visitor.now);
    let about = json!({ "token_id": token_id });
    let revoke = move |tx: &mut crate::db::Tx| token::revoke(tx, &account_id, &token_id, now);
    if !state.record(&visitor, "token-revoke", about, revoke).await? {
        return Err(Problem::not_found());
    }
    Ok(form::done(&state, &visitor, "/me", "host-toast-saved"))
}
