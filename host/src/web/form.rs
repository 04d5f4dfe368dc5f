//! Forms of the host's own pages: checked by the same rules and in the same words as those of modules.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json, json};

use super::input::{self, Surroundings};
use super::problem::Problem;
use super::session::{Visitor, Wants};
use super::view::{self, Page};
use super::{AppState, body, csrf, html, page};
use crate::plugin::Generation;

/// What was sent, as it was typed, and its checked form.
pub struct Sent {
    pub raw: Map<String, Json>,
    pub values: Result<Json, Problem>,
}

impl Sent {
    /// Reads a form or a JSON body against a schema.
    pub async fn read(state: &AppState, request: Request, schema: &Json) -> Result<Self, Problem> {
        let limit = state.config.body_limit(request.uri().path());
        let (parts, request_body) = request.into_parts();
        let bytes = body::read(&parts.headers, request_body, limit).await?;
        let (mut raw, spelling) = body::fields(&parts.headers, &bytes)?;
        raw.remove(csrf::FIELD);
        let around = Surroundings { setting: &|_| None, minor_digits: 2 };
        let values = input::validate(schema, raw.clone(), spelling, &around).map_err(Problem::invalid);
        Ok(Self { raw, values })
    }

    /// What the form shows again: everything typed but secrets.
    pub fn shown(&self) -> Map<String, Json> {
        let mut shown = self.raw.clone();
        shown.retain(|name, _| !name.contains("password") && !name.contains("secret"));
        shown
    }
}

/// A text of a checked form; empty when it was left out.
pub fn text(values: &Json, name: &str) -> String {
    values.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// The texts of a list field.
pub fn texts(values: &Json, name: &str) -> Vec<String> {
    let list = values.get(name).and_then(Json::as_array).into_iter().flatten();
    list.filter_map(Json::as_str).map(str::to_owned).collect()
}

/// Draws a page of the host; JSON callers get its `view`.
pub fn show(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    page: &Page,
    template: &str,
    view: Json,
) -> Result<Response, Problem> {
    show_with(state, generation, visitor, page, template, view, None)
}

/// The same, with a form that was refused.
pub fn show_with(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    page: &Page,
    template: &str,
    view: Json,
    refused: Option<(&Problem, Map<String, Json>)>,
) -> Result<Response, Problem> {
    if let Some((problem, _)) = &refused
        && visitor.wants == Wants::Json
    {
        return Err((*problem).clone());
    }
    if visitor.wants == Wants::Json {
        return Ok(axum::Json(view).into_response());
    }
    let mut context = view::context(state, generation, visitor, page);
    let mut status = StatusCode::OK;
    let retry_after = refused.as_ref().and_then(|(problem, _)| problem.retry_after);
    if let Some((problem, values)) = refused {
        let (title, detail) = problem.words(state, visitor);
        let message = if problem.fields.is_empty() { detail } else { title };
        let errors = problem.form_errors(state, visitor);
        context.insert("form".into(), json!({ "values": values, "errors": errors, "message": message }));
        status = problem.status();
    }
    context.insert("view".into(), view);
    let drawn = view::draw(generation, visitor, None, template, context).map_err(|error| {
        tracing::error!(
            template,
            error = &error as &dyn std::error::Error,
            "could not draw a page of the host"
        );
        Problem::new(500, "internal")
    })?;
    let mut response = html(status, drawn.html);
    if let Some(seconds) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// Fills the slots of a page of the host.
pub async fn with_panels(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    response: Response,
) -> Result<Response, Problem> {
    if visitor.wants == Wants::Json {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, pardoz_renderer::PAGE_BYTES_MAX).await;
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
    let text = text.ok_or_else(|| Problem::new(500, "internal"))?;
    let filled = super::slot::fill(state, generation, visitor, text).await;
    Ok(html(parts.status, filled.html))
}

/// After a form that went well: on to `location`, with a word about it.
pub fn done(state: &AppState, visitor: &Visitor, location: &str, toast_key: &str) -> Response {
    done_with(state, visitor, location, toast_key, &Map::new())
}

/// The same, for a text with values.
pub fn done_with(
    state: &AppState,
    visitor: &Visitor,
    location: &str,
    toast_key: &str,
    args: &Map<String, Json>,
) -> Response {
    let generation = state.plugins.current();
    let scope = view::scope(&generation, visitor, None);
    let text = generation.look.renderer.text_in(&scope, toast_key, args);
    go(state, visitor, location, Some(&json!({ "tone": "good", "text": text, "undo": null })))
}

/// On to `location`: 303 for pages, `HX-Location` for htmx, 204 for scripts.
pub fn go(state: &AppState, visitor: &Visitor, location: &str, toast: Option<&Json>) -> Response {
    let value = HeaderValue::from_str(location).unwrap_or(HeaderValue::from_static("/"));
    let mut response = match visitor.wants {
        Wants::Json => return StatusCode::NO_CONTENT.into_response(),
        Wants::Fragment => {
            let mut response = StatusCode::OK.into_response();
            response.headers_mut().insert("hx-location", value);
            response
        }
        Wants::Page => (StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response(),
    };
    if let Some(toast) = toast {
        page::say(state, visitor, &mut response, toast);
    }
    response
}

/// A path of ours, never an address elsewhere: where a sign-in may lead.
pub fn safe_path(text: &str) -> &str {
    let own = text.starts_with('/') && !text.starts_with("//") && !text.contains(['\\', '\r', '\n', '\t']);
    if own { text } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_never_leads_to_another_site() {
        for elsewhere in
            ["https://evil.uz", "//evil.uz", "/\\evil.uz", "javascript:alert(1)", "", "/a\r\nSet-Cookie: x=y"]
        {
            assert_eq!(safe_path(elsewhere), "/", "{elsewhere:?}");
        }
        assert_eq!(safe_path("/p/booking/schedule?day=2026-11-22"), "/p/booking/schedule?day=2026-11-22");
    }
}
