//! Messages of foreign systems: `POST /hooks/<plugin>/<name>`, as its manifest declares them. No session and no CSRF
//! token stand here: the handler proves by signature or shared secret who sent the message, over the bytes as they
//! came, and takes the same message twice as once.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::problem::Problem;
use super::session::Visitor;
use super::{AppState, body, input};
use crate::plugin::manifest::Webhook;
use crate::plugin::{Answer, Call};

/// Bytes of all header values a handler is given; more is cut off with the headers that carry it.
const HEADER_BYTES_MAX: usize = 16 << 10;

pub async fn receive(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let path = request.uri().path().to_owned();
    let (plugin, name) =
        path.strip_prefix("/hooks/").and_then(|rest| rest.split_once('/')).ok_or_else(Problem::not_found)?;
    let plugin = generation.plugins.get(plugin).ok_or_else(Problem::not_found)?;
    let hooks = &plugin.manifest.webhooks;
    let hook = hooks.iter().find(|w| w.name.get_ref() == name).ok_or_else(Problem::not_found)?;
    if request.method() != Method::POST {
        return Err(Problem::new(405, "method"));
    }
    // Counted by sender, so that a stranger's flood does not shut out the one who is meant.
    let who = format!("{}/{name} {}", plugin.id(), visitor.ip);
    let allowed = (*hook.per_minute.get_ref(), 60_000);
    state
        .rates
        .take_of(super::rate::Dear::Webhook, &who, visitor.now, allowed)
        .map_err(Problem::too_often)?;
    let (parts, message) = request.into_parts();
    let call = call(plugin.id(), hook, &visitor, &parts, message).await?;
    let answer = match hook.is_act() {
        true => state.plugins.act(call).await,
        false => state.plugins.mutate(call).await,
    };
    let answer = answer.map_err(Problem::from)?;
    Ok(respond(&answer))
}

async fn call(
    plugin: &str,
    hook: &Webhook,
    visitor: &Visitor,
    parts: &http::request::Parts,
    message: Body,
) -> Result<Call, Problem> {
    let bytes = body::read(&parts.headers, message, *hook.body_bytes_max.get_ref()).await?;
    let query = parts.uri.query().unwrap_or_default();
    let query = input::from_pairs(body::pairs(query.as_bytes()))?;
    let mut call = Call::background(plugin, "webhook", hook.handler(), json!(query), visitor.locale.tag());
    call.meta = headers(&parts.headers);
    call.meta.push(("ip".into(), visitor.ip.to_string()));
    call.body = Some(bytes.to_vec().into());
    Ok(call)
}

/// `header-<name>` for everything readable but cookies: those are for people's pages.
fn headers(all: &HeaderMap) -> Vec<(String, String)> {
    let mut bytes = 0;
    let mut given = Vec::new();
    for (name, value) in all {
        let Ok(value) = value.to_str() else { continue };
        bytes += name.as_str().len() + value.len();
        if bytes > HEADER_BYTES_MAX || *name == header::COOKIE {
            continue;
        }
        given.push((format!("header-{name}"), value.to_owned()));
    }
    given
}

/// What the other side expects is its own business, so the handler chooses among the successes and the refusals. What
/// it answers is data for a program: a browser led here runs nothing of it.
fn respond(answer: &Answer) -> Response {
    let reply = &answer.reply;
    let wanted = reply.meta.iter().find(|(key, _)| key == "status").and_then(|(_, v)| v.parse::<u16>().ok());
    let wanted = wanted.filter(|code| (200..300).contains(code) || (400..500).contains(code));
    let status = wanted.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(StatusCode::OK);
    let mut response = match reply.kind.as_str() {
        "bytes" => {
            let kind = HeaderValue::from_str(&reply.name).ok();
            let kind = kind.filter(|kind| kind.to_str().is_ok_and(|text| !text.contains("html")));
            let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
            let bytes = reply.body.as_deref().unwrap_or_default().to_vec();
            (status, [(header::CONTENT_TYPE, kind)], bytes).into_response()
        }
        "none" => status.into_response(),
        _ => (status, super::json_text(&reply.data)).into_response(),
    };
    let csp = HeaderValue::from_static("default-src 'none'; sandbox");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, csp);
    response
}
