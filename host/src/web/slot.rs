//! Panels and widgets of modules inside other pages: each in its own call, behind its own deadline.
//! One that is slow loads by itself; one that fails says so in its place, and nothing around it moves.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use pardoz_renderer::{Piece, split_slots};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::input::{self, Spelling, Surroundings};
use super::problem::Problem;
use super::session::Visitor;
use super::view::{self, Page};
use super::{AppState, html};
use crate::clock::Millis;
use crate::limit;
use crate::plugin::{Answer, Call, Generation, Plugin};

/// What a page waits for a panel that is drawn with it.
const INLINE: Duration = Duration::from_millis(150);
/// What a panel may take when it loads by itself.
const ALONE: Duration = Duration::from_secs(2);

/// A panel or a widget to ask for.
#[derive(Clone)]
pub struct Guest {
    pub kind: &'static str,
    pub plugin: Arc<Plugin>,
    pub name: String,
    pub template: String,
    /// Text key of the title; widgets have one, a panel without one bears its module's name.
    pub title: Option<String>,
    /// Width in twelfths, of widgets.
    pub columns: u8,
    pub context: Json,
}

/// How a guest came out.
pub struct Shown {
    pub html: String,
    pub relations: Vec<String>,
    /// True until then if none of the relations changes; 0 = for this request only.
    pub holds_until: Millis,
}

/// A page with its panels.
pub struct Filled {
    pub html: String,
    /// What only the panels read.
    pub relations: BTreeSet<String>,
    /// As in [`Shown`]: until when all the panels hold.
    pub holds_until: Millis,
}

/// Puts the registered panels into the slots of a drawn page.
pub async fn fill(state: &AppState, generation: &Arc<Generation>, visitor: &Visitor, page: String) -> Filled {
    let pieces = split_slots(&page);
    if !pieces.iter().any(|piece| matches!(piece, Piece::Slot { .. })) {
        return Filled { html: page, relations: BTreeSet::new(), holds_until: Millis::MAX };
    }
    // All panels of a page are asked at once; the page waits for the slowest, at most INLINE.
    let mut asked = Vec::new();
    for piece in pieces {
        asked.push(match piece {
            Piece::Html(html) => (html, Vec::new()),
            Piece::Slot { name, context } => {
                let guests = match name.as_str() {
                    "dashboard" => widgets(generation, visitor),
                    _ => panels(generation, visitor, &name, &context),
                };
                let started =
                    guests.into_iter().map(|guest| start(state, generation, visitor, guest, INLINE));
                (String::new(), started.collect())
            }
        });
    }
    let mut filled = String::with_capacity(page.len() * 2);
    let mut relations = BTreeSet::new();
    let mut holds_until = Millis::MAX;
    for (html, started) in asked {
        filled.push_str(&html);
        for task in started {
            match task.await {
                Ok(shown) => {
                    filled.push_str(&shown.html);
                    relations.extend(shown.relations);
                    holds_until = holds_until.min(shown.holds_until);
                }
                Err(_) => holds_until = 0,
            }
        }
    }
    Filled { html: with_relations(filled, &relations), relations, holds_until }
}

/// The page also refreshes when something changes that only a panel read.
fn with_relations(page: String, relations: &BTreeSet<String>) -> String {
    const MARK: &str = "data-relations=\"";
    let Some(at) = page.find(MARK).map(|at| at + MARK.len()).filter(|_| !relations.is_empty()) else {
        return page;
    };
    let names: Vec<&str> = relations.iter().map(String::as_str).collect();
    format!("{}{} {}", &page[..at], names.join(" "), &page[at..])
}

/// Who registered for this slot and may be seen, in the declared order.
fn panels(generation: &Generation, visitor: &Visitor, slot: &str, context: &Json) -> Vec<Guest> {
    let principal = visitor.anybody();
    let column = context.get("column").and_then(Json::as_str);
    let mut found: Vec<(i64, Guest)> = Vec::new();
    for plugin in generation.plugins.values() {
        for panel in plugin.manifest.panels.iter().filter(|panel| panel.slot == slot) {
            let seen = panel.permission.as_ref().is_none_or(|p| principal.can(p.get_ref()));
            if !seen || column.is_some_and(|column| column != panel.column.get_ref()) {
                continue;
            }
            let guest = Guest {
                kind: "panel",
                plugin: plugin.clone(),
                name: panel.name.get_ref().clone(),
                template: panel.template.get_ref().clone(),
                title: panel.title.as_ref().map(|title| title.get_ref().clone()),
                columns: 12,
                context: context.clone(),
            };
            found.push((panel.order, guest));
        }
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, guest)| guest).collect()
}

/// The dashboard's widgets that the reader may see, in the declared order.
pub fn widgets(generation: &Generation, visitor: &Visitor) -> Vec<Guest> {
    let principal = visitor.anybody();
    let mut found: Vec<(i64, Guest)> = Vec::new();
    for plugin in generation.plugins.values() {
        for widget in &plugin.manifest.widgets {
            if widget.permission.as_ref().is_some_and(|p| !principal.can(p.get_ref())) {
                continue;
            }
            let guest = Guest {
                kind: "widget",
                plugin: plugin.clone(),
                name: widget.name.get_ref().clone(),
                template: widget.template.get_ref().clone(),
                title: Some(widget.title.get_ref().clone()),
                columns: widget.sizes.first().copied().unwrap_or(4),
                context: json!({}),
            };
            found.push((widget.order, guest));
        }
    }
    found.sort_by_key(|(order, _)| *order);
    found.into_iter().map(|(_, guest)| guest).collect()
}

/// Asks in a task of its own: a panic in one panel is not the page's.
pub fn start(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    guest: Guest,
    patience: Duration,
) -> tokio::task::JoinHandle<Shown> {
    let (state, generation, visitor) = (state.clone(), generation.clone(), visitor.clone());
    tokio::spawn(async move { show(&state, &generation, &visitor, &guest, patience).await })
}

async fn show(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    guest: &Guest,
    patience: Duration,
) -> Shown {
    let plugin = guest.plugin.id();
    let input = match input_of(state, generation, guest).await {
        Ok(input) => input,
        Err(reason) => {
            tracing::warn!(
                plugin.id = plugin,
                panel = guest.name,
                reason,
                "a slot's context does not fit a panel"
            );
            return failed(generation, visitor, guest);
        }
    };
    let call = Call {
        plugin: plugin.to_owned(),
        kind: guest.kind,
        name: guest.name.clone(),
        input,
        principal: visitor.anybody(),
        locale: visitor.locale.tag().to_owned(),
        idempotency_key: None,
        dry_run: false,
        body: None,
        meta: Vec::new(),
    };
    let plugins = state.plugins.clone();
    // The call goes on when the page stops waiting: its answer is remembered for the request that follows.
    let asked = tokio::spawn(async move { plugins.query(call).await });
    match tokio::time::timeout(limit::patient(patience), asked).await {
        Err(_) if patience == INLINE => later(generation, visitor, guest),
        Err(_) | Ok(Err(_)) => failed(generation, visitor, guest),
        Ok(Ok(Err(error))) => match error.code.as_str() {
            // Nothing to say about this client, or not to this reader: no panel.
            "not-found" | "denied" => Shown { html: String::new(), relations: Vec::new(), holds_until: 0 },
            _ => {
                tracing::warn!(plugin.id = plugin, panel = guest.name, error = %error, "a panel failed");
                failed(generation, visitor, guest)
            }
        },
        Ok(Ok(Ok(answer))) => drawn(state, generation, visitor, guest, answer).await,
    }
}

/// A slot's context as the panel's input. A single value goes into the panel's one required field.
async fn input_of(state: &AppState, generation: &Generation, guest: &Guest) -> Result<Json, String> {
    let empty = Json::Null;
    let schema = guest.plugin.handlers.get(&guest.name).map_or(&empty, |handler| &handler.input);
    let fields = match &guest.context {
        Json::Object(fields) => fields.clone(),
        Json::Null => Map::new(),
        single => {
            let required = schema.get("required").and_then(|names| names.get(0)).and_then(Json::as_str);
            let name = required.ok_or("the panel asks for no field")?;
            Map::from_iter([(name.to_owned(), single.clone())])
        }
    };
    let settings = state.settings_of(generation, &guest.plugin).await.map_err(|e| e.to_string())?;
    let around = Surroundings {
        setting: &|key| settings.get(key).cloned(),
        minor_digits: input::minor_digits(&generation.salon.currency),
    };
    // `column` chose the panel and is nobody's input; JSON schemas that forbid extras would trip over it.
    let fields = fields.into_iter().filter(|(name, _)| name != "column").collect();
    input::validate(schema, fields, Spelling::Json, &around).map_err(|errors| {
        let fields: Vec<&String> = errors.keys().collect();
        format!("wrong or missing: {fields:?}")
    })
}

async fn drawn(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    guest: &Guest,
    answer: Answer,
) -> Shown {
    if answer.reply.kind == "none" {
        return nothing(&answer);
    }
    let plugin = guest.plugin.id();
    let page = Page { plugin: Some(plugin.to_owned()), route: guest.name.clone(), ..Page::default() };
    let mut context = view::context(state, generation, visitor, &page);
    if let Ok(settings) = state.settings_of(generation, &guest.plugin).await {
        context.insert("settings".into(), Json::Object((*settings).clone()));
    }
    let module = title(generation, visitor, guest.plugin.manifest.plugin.name.get_ref());
    context.insert("panel".into(), json!({ "name": guest.name, "module": module, "context": guest.context }));
    context.insert("view".into(), answer.reply.json());
    let template = if answer.reply.name.is_empty() { &guest.template } else { &answer.reply.name };
    match view::draw(generation, visitor, Some(plugin), template, context) {
        Ok(body) if body.html.trim().is_empty() => Shown {
            html: String::new(),
            relations: answer.relations.to_vec(),
            holds_until: answer.holds_until.min(body.holds_until),
        },
        Ok(body) => Shown {
            relations: answer.relations.to_vec(),
            holds_until: answer.holds_until.min(body.holds_until),
            ..framed(generation, visitor, guest, "ok", &body.html)
        },
        Err(error) => {
            tracing::warn!(
                plugin.id = plugin,
                template,
                error = &error as &dyn std::error::Error,
                "a panel's template failed"
            );
            failed(generation, visitor, guest)
        }
    }
}

fn nothing(answer: &Answer) -> Shown {
    Shown { html: String::new(), relations: answer.relations.to_vec(), holds_until: answer.holds_until }
}

fn title(generation: &Generation, visitor: &Visitor, key: &str) -> String {
    let scope = view::scope(generation, visitor, None);
    generation.look.renderer.text_in(&scope, key, &Map::new())
}

/// The quiet notice in a failed panel's place.
fn failed(generation: &Generation, visitor: &Visitor, guest: &Guest) -> Shown {
    framed(generation, visitor, guest, "failed", "")
}

/// A place of the final size that fetches its content by itself.
fn later(generation: &Generation, visitor: &Visitor, guest: &Guest) -> Shown {
    framed(generation, visitor, guest, "slow", "")
}

/// The theme's frame around a guest. Its requests carry its own module's token, not the page's.
fn framed(
    generation: &Generation,
    visitor: &Visitor,
    guest: &Guest,
    state: &'static str,
    html: &str,
) -> Shown {
    let module = title(generation, visitor, guest.plugin.manifest.plugin.name.get_ref());
    let own_title = guest.title.as_ref().map(|key| title(generation, visitor, key));
    let context = guest.context.to_string();
    let context = percent_encoding::utf8_percent_encode(&context, percent_encoding::NON_ALPHANUMERIC);
    let panel = json!({
        "id": format!("{}-{}-{}", guest.kind, guest.plugin.id(), guest.name),
        "kind": guest.kind,
        "title": own_title.as_ref().unwrap_or(&module),
        "icon": guest.plugin.manifest.plugin.icon,
        "plugin_name": if own_title.is_some() { module.as_str() } else { "" },
        "columns": guest.columns,
        "href": "",
        "state": state,
        "html": html,
        "src": format!("/{}/{}/{}?c={context}", guest.kind, guest.plugin.id(), guest.name),
        "csrf": visitor.csrf(guest.plugin.id()),
    });
    let context = Map::from_iter([("panel".to_owned(), panel)]);
    let drawn = view::draw(generation, visitor, None, "_panel.html", context);
    let html = drawn.map(|drawn| drawn.html).unwrap_or_else(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "could not draw the frame of a panel");
        String::new()
    });
    Shown { html, relations: vec!["host_plugin".into()], holds_until: 0 }
}

/// Query of [`panel`]: the slot's context as JSON.
#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    c: String,
}

/// `GET /panel/<plugin>/<name>?c=…`: a panel that was too slow for its page.
pub async fn panel(
    State(state): State<AppState>,
    Path((plugin, name)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let plugin = generation.plugins.get(&plugin).ok_or_else(Problem::not_found)?;
    let declared = plugin.manifest.panels.iter().find(|panel| *panel.name.get_ref() == name);
    let declared = declared.ok_or_else(Problem::not_found)?;
    let guest = Guest {
        kind: "panel",
        plugin: plugin.clone(),
        template: declared.template.get_ref().clone(),
        title: declared.title.as_ref().map(|title| title.get_ref().clone()),
        columns: 12,
        context: read_context(&wanted.c)?,
        name,
    };
    alone(&state, &generation, &visitor, guest, declared.permission.as_ref().map(|p| p.get_ref().as_str()))
        .await
}

/// `GET /widget/<plugin>/<name>`: one widget of the dashboard.
pub async fn widget(
    State(state): State<AppState>,
    Path((plugin, name)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.signed_in()?;
    let generation = state.plugins.current();
    let plugin = generation.plugins.get(&plugin).ok_or_else(Problem::not_found)?;
    let declared = plugin.manifest.widgets.iter().find(|widget| *widget.name.get_ref() == name);
    let declared = declared.ok_or_else(Problem::not_found)?;
    let guest = Guest {
        kind: "widget",
        plugin: plugin.clone(),
        template: declared.template.get_ref().clone(),
        title: Some(declared.title.get_ref().clone()),
        columns: declared.sizes.first().copied().unwrap_or(4),
        context: json!({}),
        name,
    };
    alone(&state, &generation, &visitor, guest, declared.permission.as_ref().map(|p| p.get_ref().as_str()))
        .await
}

async fn alone(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    guest: Guest,
    permission: Option<&str>,
) -> Result<Response, Problem> {
    match permission {
        Some(permission) => visitor.with(permission).map(|_| ())?,
        None => visitor.signed_in().map(|_| ())?,
    }
    let shown = show(state, generation, visitor, &guest, ALONE).await;
    Ok(html(StatusCode::OK, shown.html))
}

fn read_context(text: &str) -> Result<Json, Problem> {
    if text.is_empty() {
        return Ok(Json::Null);
    }
    serde_json::from_str(text).map_err(|_| Problem::not_found())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_also_waits_for_what_its_panels_read() {
        let page = "<main id=\"main\" data-relations=\"a b\">x</main>".to_owned();
        let relations = BTreeSet::from(["c".to_owned(), "d".to_owned()]);
        assert_eq!(with_relations(page, &relations), "<main id=\"main\" data-relations=\"c d a b\">x</main>");
        assert_eq!(with_relations("<p>x</p>".into(), &relations), "<p>x</p>");
    }
}
