//! What Ctrl+K finds: places, actions of modules, and what modules themselves find.

use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::input::{self, Spelling, Surroundings};
use super::problem::Problem;
use super::rate::Dear;
use super::session::Visitor;
use super::view::{self, Page};
use super::{AppState, form};
use crate::limit;
use crate::plugin::manifest::{Method, Route};
use crate::plugin::{Call, Generation};

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    q: String,
}

/// A `GET` route called `<noun>-search` is asked for what it finds: one list of `{value, label, note}`, the lines of
/// a combobox. Each line leads to the module's `<noun>-detail`, whose path takes the value as `<noun>_id`.
const SEARCH: &str = "-search";
/// What the palette waits for one module.
const FINDING: Duration = Duration::from_millis(400);
const FOUND_MAX: usize = 8;

pub async fn show(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let principal = visitor.signed_in()?.clone();
    state.rates.take(Dear::Search, &principal.person_id, visitor.now).map_err(Problem::too_often)?;
    let q: String = wanted.q.trim().chars().take(100).collect();
    let generation = state.plugins.current();
    let scope = view::scope(&generation, &visitor, None);
    let say = |key: &str| generation.look.renderer.text_in(&scope, key, &Map::new());
    let mut groups = Vec::new();
    if !q.is_empty() {
        for (title, items) in found_by_modules(&state, &generation, &visitor, &q).await {
            groups.push(json!({ "title": title, "items": items }));
        }
    }
    let actions = actions(&generation, &visitor, &q);
    if !actions.is_empty() {
        groups.push(json!({ "title": say("host-palette-actions"), "items": actions }));
    }
    let places = places(&state, &generation, &visitor, &q);
    if !places.is_empty() {
        groups.push(json!({ "title": say("host-palette-places"), "items": places }));
    }
    let view = json!({ "q": q, "groups": groups });
    form::show(&state, &generation, &visitor, &Page::host("palette", "/palette"), "palette.html", view)
}

fn fits(title: &str, q: &str) -> bool {
    let title = title.to_lowercase();
    q.to_lowercase().split_whitespace().all(|word| title.contains(word))
}

fn actions(generation: &Generation, visitor: &Visitor, q: &str) -> Vec<Json> {
    let principal = visitor.anybody();
    let scope = view::scope(generation, visitor, None);
    let mut found = Vec::new();
    for plugin in generation.plugins.values() {
        let module =
            generation.look.renderer.text_in(&scope, plugin.manifest.plugin.name.get_ref(), &Map::new());
        for action in &plugin.manifest.actions {
            let Some(route) = plugin.manifest.route(action.route.get_ref()) else { continue };
            let open = route.permission.as_ref().is_none_or(|p| principal.can(p.get_ref()));
            let title = generation.look.renderer.text_in(&scope, action.title.get_ref(), &Map::new());
            if !open || route.method != Method::Get || route.path.get_ref().contains('{') || !fits(&title, q)
            {
                continue;
            }
            let href = format!("/p/{}{}", plugin.id(), route.path.get_ref());
            found.push(
                json!({ "href": href, "title": title, "note": module, "icon": action.icon, "key": "" }),
            );
        }
    }
    found.truncate(FOUND_MAX);
    found
}

/// The navigation, narrowed by what was typed.
fn places(state: &AppState, generation: &Generation, visitor: &Visitor, q: &str) -> Vec<Json> {
    let context = view::context(state, generation, visitor, &Page::host("palette", "/palette"));
    let sections = context["nav"].as_array().cloned().unwrap_or_default();
    let items = sections.iter().filter_map(|section| section["items"].as_array()).flatten();
    let fitting = items.filter(|item| fits(item["title"].as_str().unwrap_or_default(), q));
    let place = |item: &Json| json!({ "href": item["href"], "title": item["title"], "note": "", "icon": item["icon"], "key": item["key"] });
    fitting.map(place).take(FOUND_MAX).collect()
}

/// Modules with a search handler, asked at once; one that is slow or fails is left out.
async fn found_by_modules(
    state: &AppState,
    generation: &Generation,
    visitor: &Visitor,
    q: &str,
) -> Vec<(String, Vec<Json>)> {
    let scope = view::scope(generation, visitor, None);
    let principal = visitor.anybody();
    let mut asked = Vec::new();
    for plugin in generation.plugins.values() {
        let searches = |route: &&Route| route.method == Method::Get && route.name.get_ref().ends_with(SEARCH);
        let Some(route) = plugin.manifest.routes.iter().find(searches) else { continue };
        if !route.permission.as_ref().is_some_and(|p| principal.can(p.get_ref())) {
            continue;
        }
        let name = route.name.get_ref();
        let noun = name.trim_end_matches(SEARCH).to_owned();
        let schema = plugin.handlers.get(name).map(|handler| &handler.input).unwrap_or(&Json::Null);
        let asked_for = Map::from_iter([("q".to_owned(), q.into()), ("limit".to_owned(), FOUND_MAX.into())]);
        let around = Surroundings { setting: &|_| None, minor_digits: 0 };
        let Ok(input) = input::validate(schema, asked_for, Spelling::Json, &around) else { continue };
        let call = Call {
            plugin: plugin.id().to_owned(),
            kind: "page",
            name: name.clone(),
            input,
            principal: principal.clone(),
            locale: visitor.locale.tag().to_owned(),
            idempotency_key: None,
            dry_run: false,
            body: None,
            meta: Vec::new(),
        };
        let plugins = state.plugins.clone();
        let title =
            generation.look.renderer.text_in(&scope, plugin.manifest.plugin.name.get_ref(), &Map::new());
        let task = tokio::spawn(async move { plugins.query(call).await });
        asked.push((plugin.id().to_owned(), noun, title, task));
    }
    let mut groups = Vec::new();
    for (plugin, noun, title, task) in asked {
        let answer = tokio::time::timeout(limit::patient(FINDING), task).await;
        let Ok(Ok(Ok(answer))) = answer else { continue };
        let data = answer.reply.json();
        let fields = data.as_object();
        let items =
            fields.into_iter().flat_map(Map::values).find_map(Json::as_array).cloned().unwrap_or_default();
        let items: Vec<Json> =
            items.iter().take(FOUND_MAX).filter_map(|item| found(generation, &plugin, &noun, item)).collect();
        if !items.is_empty() {
            groups.push((title, items));
        }
    }
    groups
}

fn found(generation: &Generation, plugin: &str, noun: &str, item: &Json) -> Option<Json> {
    let text = |name: &str| item.get(name).and_then(Json::as_str).unwrap_or_default();
    let field = format!("{}_id", noun.replace('-', "_"));
    let href = super::page::address(generation, plugin, &format!("{noun}-detail?{field}={}", text("value")))?;
    let icon = &generation.plugins.get(plugin)?.manifest.plugin.icon;
    Some(json!({ "href": href, "title": text("label"), "note": text("note"), "icon": icon, "key": "" }))
}
