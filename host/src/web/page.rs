//! Pages of modules: which plugin, which route, may this principal, is the input right; call; answer in the
//! form that was asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use pardoz_renderer::Renderer;
use serde_json::{Map, Value as Json, json};

use super::input::{self, FieldErrors, Spelling, Surroundings};
use super::problem::Problem;
use super::rate::Dear;
use super::remember::{self, Place};
use super::session::{self, Visitor, Wants};
use super::view::{self, Page};
use super::{AppState, body, csrf, html, typed};
use crate::plugin::call::Text;
use crate::plugin::manifest::{Method, Route};
use crate::plugin::{Answer, Call, Generation, Plugin};

/// A request that found its route and may take it.
struct Asked {
    generation: Arc<Generation>,
    plugin: Arc<Plugin>,
    route: Route,
    path: String,
    query: Map<String, Json>,
    /// Path parameters over query over body, before validation.
    raw: Map<String, Json>,
    spelling: Spelling,
    headers: HeaderMap,
    /// Where the drawn page may be kept; reads only.
    place: Option<Place>,
}

/// Everything under `/p/`.
pub async fn handle(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let asked = resolve(&state, &visitor, request).await?;
    match asked.route.reads() {
        true => show(&state, &visitor, &asked).await,
        false => act(&state, &visitor, &asked).await,
    }
}

async fn resolve(state: &AppState, visitor: &Visitor, request: Request) -> Result<Asked, Problem> {
    let (parts, request_body) = request.into_parts();
    let path = parts.uri.path().to_owned();
    let generation = state.plugins.current();
    let (plugin, rest) = split(&generation, &path).ok_or_else(|| absent(&generation, visitor, &path))?;
    let method = method_of(&parts.method).ok_or_else(|| Problem::new(405, "method"))?;
    let Some((route, params)) = plugin.route_at(method, &rest) else {
        return Err(if has_other_method(&plugin, method, &rest) {
            Problem::new(405, "method")
        } else {
            Problem::not_found()
        });
    };
    let route = route.clone();
    authorize(state, visitor, &route)?;
    let query = input::from_pairs(body::pairs(parts.uri.query().unwrap_or_default().as_bytes()))?;
    let mut raw = query.clone();
    let mut spelling = Spelling::Form;
    if method != Method::Get {
        let bytes = body::read(&parts.headers, request_body, state.config.body_limit(&path)).await?;
        let (fields, how) = body::fields(&parts.headers, &bytes)?;
        raw.extend(fields);
        spelling = how;
    }
    for (name, value) in params {
        let value =
            percent_encoding::percent_decode_str(&value).decode_utf8().map_err(|_| Problem::not_found())?;
        raw.insert(name, value.into_owned().into());
    }
    let reads = route.method == Method::Get;
    let place = reads.then(|| Place::of(state, &generation, visitor, &path, &query)).flatten();
    Ok(Asked { generation, plugin, route, path, query, raw, spelling, headers: parts.headers, place })
}

/// `/p/booking/appointments` → the plugin and `/appointments`.
pub(super) fn split(generation: &Generation, path: &str) -> Option<(Arc<Plugin>, String)> {
    let rest = path.strip_prefix("/p/")?;
    let (id, rest) = rest.split_once('/').unwrap_or((rest, ""));
    Some((generation.plugins.get(id)?.clone(), format!("/{rest}")))
}

/// What stands at an address of no module that is on: to those who work here, a module's name is no secret.
fn absent(generation: &Generation, visitor: &Visitor, path: &str) -> Problem {
    let id = path.strip_prefix("/p/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    match generation.installed.get(id) {
        Some(package) if visitor.principal.is_some() => Problem::module_off(generation, visitor, package),
        _ => Problem::not_found(),
    }
}

fn method_of(method: &http::Method) -> Option<Method> {
    Some(match *method {
        http::Method::GET | http::Method::HEAD => Method::Get,
        http::Method::POST => Method::Post,
        http::Method::PUT => Method::Put,
        http::Method::PATCH => Method::Patch,
        http::Method::DELETE => Method::Delete,
        _ => return None,
    })
}

fn has_other_method(plugin: &Plugin, method: Method, path: &str) -> bool {
    let all = [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];
    all.into_iter().any(|other| other != method && plugin.route_at(other, path).is_some())
}

/// Deny by default: a route without a permission is open only if it says `public`.
fn authorize(state: &AppState, visitor: &Visitor, route: &Route) -> Result<(), Problem> {
    if route.public {
        let taken = state.rates.take_ip(Dear::Public, visitor.ip, visitor.now);
        return if visitor.principal.is_some() { Ok(()) } else { taken.map_err(Problem::too_often) };
    }
    match &route.permission {
        Some(permission) => visitor.with(permission.get_ref()).map(|_| ()),
        None => Err(Problem::denied("")),
    }
}

impl Asked {
    async fn validate(&self, state: &AppState, route: &str, raw: Map<String, Json>) -> Result<Json, Fault> {
        let settings = state.settings_of(&self.generation, &self.plugin).await.map_err(Problem::from)?;
        let around = Surroundings {
            setting: &|key| settings.get(key).cloned(),
            minor_digits: input::minor_digits(&self.generation.salon.currency),
        };
        let empty = Json::Null;
        let schema = self.plugin.handlers.get(route).map_or(&empty, |handler| &handler.input);
        // A path parameter is text also in a JSON request: it follows the rules of forms.
        let spelling = if self.route.name.get_ref() == route { self.spelling } else { Spelling::Form };
        input::validate(schema, raw, spelling, &around).map_err(Fault::Fields)
    }

    /// What is right of an input: without the wrong values, and if their rows are nothing without them, without those.
    async fn validate_rest(
        &self,
        state: &AppState,
        route: &str,
        typed: &Map<String, Json>,
        wrong: &FieldErrors,
    ) -> Option<Json> {
        let mut rest = typed.clone();
        wrong.keys().for_each(|path| typed::leave_out(&mut rest, path));
        if let Ok(input) = self.validate(state, route, rest).await {
            return Some(input);
        }
        let mut rest = typed.clone();
        rest.retain(|name, _| {
            !wrong.keys().any(|path| path == name || path.starts_with(&format!("{name}[")))
        });
        self.validate(state, route, rest).await.ok()
    }

    fn call(&self, visitor: &Visitor, kind: &'static str, name: &str, input: Json) -> Call {
        Call {
            plugin: self.plugin.id().to_owned(),
            kind,
            name: name.to_owned(),
            input,
            principal: visitor.anybody(),
            locale: visitor.locale.tag().to_owned(),
            idempotency_key: None,
            dry_run: false,
            body: None,
            meta: Vec::new(),
        }
    }

    fn page(&self, answer: &Answer) -> Page {
        Page {
            title: String::new(),
            plugin: Some(self.plugin.id().to_owned()),
            route: self.route.name.get_ref().clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            relations: answer.relations.to_vec(),
        }
    }
}

/// Why an input was not accepted, or why nobody could say.
enum Fault {
    Fields(FieldErrors),
    Problem(Problem),
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Fault {
    fn into_problem(self, plugin: &str) -> Problem {
        match self {
            Self::Fields(fields) => Problem { plugin: Some(plugin.to_owned()), ..Problem::invalid(fields) },
            Self::Problem(problem) => problem,
        }
    }
}

/// A `GET`, or what asks in its body: the handler sees a snapshot.
async fn show(state: &AppState, visitor: &Visitor, asked: &Asked) -> Result<Response, Problem> {
    let name = asked.route.name.get_ref();
    if asked.raw.contains_key("q") {
        let who = visitor.principal.as_ref().map_or_else(|| visitor.ip.to_string(), |p| p.person_id.clone());
        state.rates.take(Dear::Search, &who, visitor.now).map_err(Problem::too_often)?;
    }
    if asked.route.method != Method::Get {
        // What only reads has no use for a key; a broken one is a broken request all the same.
        idempotency_key(asked)?;
    }
    let known = asked.place.as_ref().and_then(|place| state.pages.find(place, state, visitor.now));
    if let Some(known) = known
        && !asked.generation.circuit.is_open(asked.plugin.id())
    {
        return Ok(known.answer(&asked.headers));
    }
    let input = match asked.validate(state, name, asked.raw.clone()).await {
        Ok(input) => input,
        // A page with a form (it is redrawn while somebody types) stays one whatever was typed.
        Err(fault @ Fault::Fields(_)) if asked.route.form.is_some() && visitor.wants != Wants::Json => {
            return show_form_again(state, visitor, asked, fault.into_problem(asked.plugin.id())).await;
        }
        Err(fault) => return Err(fault.into_problem(asked.plugin.id())),
    };
    let answer = state.plugins.query(asked.call(visitor, "page", name, input)).await?;
    respond(state, visitor, asked, answer, None).await
}

/// Anything else: the handler runs in one transaction.
async fn act(state: &AppState, visitor: &Visitor, asked: &Asked) -> Result<Response, Problem> {
    let name = asked.route.name.get_ref();
    let kind = if visitor.wants == Wants::Json { "api" } else { "form" };
    let done = match asked.validate(state, name, asked.raw.clone()).await {
        Ok(input) => {
            let mut call = asked.call(visitor, kind, name, input);
            call.idempotency_key = idempotency_key(asked)?;
            let done = match asked.route.is_act() {
                true => state.plugins.act(call).await,
                false => state.plugins.mutate(call).await,
            };
            done.map_err(Problem::from)
        }
        Err(fault) => Err(fault.into_problem(asked.plugin.id())),
    };
    match done {
        Ok(answer) => respond(state, visitor, asked, answer, None).await,
        Err(problem) if problem.is_about_input() && visitor.wants != Wants::Json => {
            show_form_again(state, visitor, asked, problem).await
        }
        Err(problem) => Err(problem),
    }
}

/// From the header of a script, or from the hidden field of a form.
fn idempotency_key(asked: &Asked) -> Result<Option<String>, Problem> {
    let field = asked.raw.get("_key").and_then(Json::as_str).map(str::to_owned);
    let key = super::header::text(&asked.headers, "idempotency-key").or(field).filter(|key| !key.is_empty());
    match key {
        Some(key) if key.contains(char::is_control) => {
            Err(Problem::field("Idempotency-Key", "host-error-bad-character"))
        }
        Some(key) if key.len() > 200 => Err(Problem::field("Idempotency-Key", "host-error-too-long-key")),
        key => Ok(key),
    }
}

/// The page with the form, with what was typed and what is wrong with it. Nothing typed is lost.
async fn show_form_again(
    state: &AppState,
    visitor: &Visitor,
    asked: &Asked,
    problem: Problem,
) -> Result<Response, Problem> {
    let Some(form) = asked.route.form.as_ref().and_then(|name| asked.plugin.manifest.route(name.get_ref()))
    else {
        return Err(problem);
    };
    let name = form.name.get_ref();
    // What was typed also says which page it was (the day, the client); a wrong value there is left out.
    let typed = typed::rows(asked.raw.clone());
    let input = match asked.validate(state, name, typed.clone()).await {
        Ok(input) => input,
        Err(Fault::Problem(problem)) => return Err(problem),
        Err(Fault::Fields(wrong)) => match asked.validate_rest(state, name, &typed, &wrong).await {
            Some(input) => input,
            None => return Err(problem),
        },
    };
    let allowed = form.permission.as_ref().is_none_or(|p| visitor.anybody().can(p.get_ref()));
    if !allowed {
        return Err(problem);
    }
    let Ok(answer) = state.plugins.query(asked.call(visitor, "page", name, input)).await else {
        return Err(problem);
    };
    if answer.reply.kind != "view" {
        return Err(problem);
    }
    let mut values = typed::named(typed);
    values.retain(|field, _| field != csrf::FIELD && !field.contains("password"));
    let (title, detail) = problem.words(state, visitor);
    let shown = json!({
        "values": values,
        "errors": problem.form_errors(state, visitor),
        "message": if problem.text.is_some() || problem.fields.is_empty() { detail } else { title },
        "data": problem.data,
    });
    let again = Again {
        status: problem.status(),
        form: shown,
        template: form.template.as_ref().map(|t| t.get_ref().clone()),
    };
    respond(state, visitor, asked, answer, Some(again)).await
}

/// A form that is shown a second time.
struct Again {
    status: StatusCode,
    form: Json,
    template: Option<String>,
}

async fn respond(
    state: &AppState,
    visitor: &Visitor,
    asked: &Asked,
    answer: Answer,
    again: Option<Again>,
) -> Result<Response, Problem> {
    match answer.reply.kind.as_str() {
        "view" if visitor.wants == Wants::Json && again.is_none() => Ok(json_answer(asked, &answer)),
        "view" => view_answer(state, visitor, asked, answer, again).await,
        "json" => Ok(json_answer(asked, &answer)),
        "redirect" => redirect_answer(state, visitor, asked, &answer),
        "bytes" => Ok(bytes_answer(&answer)),
        _ => Ok(none_answer(state, visitor, asked, &answer)),
    }
}

fn meta<'a>(answer: &'a Answer, key: &str) -> Option<&'a str> {
    answer.reply.meta.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
}

/// A plugin may choose among the successes; refusals are errors, not replies.
fn status(answer: &Answer) -> StatusCode {
    let wanted = meta(answer, "status").and_then(|text| text.parse::<u16>().ok());
    wanted
        .filter(|code| (200..300).contains(code))
        .and_then(|code| StatusCode::from_u16(code).ok())
        .unwrap_or_default()
}

fn json_answer(asked: &Asked, answer: &Answer) -> Response {
    let reads = asked.route.method == Method::Get;
    let tag = format!("\"{}\"", answer.tag);
    if reads && remember::is_known(&asked.headers, &tag) {
        return remember::not_modified(HeaderValue::from_str(&tag).expect("tags are hex"));
    }
    let mut response = (status(answer), super::json_text(&answer.reply.data)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Accept, Accept-Language, HX-Request, Cookie, Authorization"),
    );
    if reads {
        headers.insert(header::ETAG, HeaderValue::from_str(&tag).expect("tags are hex"));
    }
    if answer.repeated {
        headers.insert(HeaderName::from_static("idempotent-replayed"), HeaderValue::from_static("true"));
    }
    response
}

async fn view_answer(
    state: &AppState,
    visitor: &Visitor,
    asked: &Asked,
    answer: Answer,
    again: Option<Again>,
) -> Result<Response, Problem> {
    let plugin = asked.plugin.id();
    let declared = again.as_ref().and_then(|a| a.template.clone());
    let declared = declared.or_else(|| asked.route.template.as_ref().map(|t| t.get_ref().clone()));
    let template =
        if answer.reply.name.is_empty() { declared.unwrap_or_default() } else { answer.reply.name.clone() };
    let mut context = view::context(state, &asked.generation, visitor, &asked.page(&answer));
    let settings = state.settings_of(&asked.generation, &asked.plugin).await?;
    context.insert("settings".into(), Json::Object((*settings).clone()));
    let code = match again {
        Some(again) => {
            context.insert("form".into(), again.form);
            again.status
        }
        None => status(&answer),
    };
    context.insert("view".into(), answer.reply.json());
    let drawn =
        view::draw(&asked.generation, visitor, Some(plugin), &template, context).map_err(|error| {
            tracing::warn!(
                plugin.id = plugin,
                template,
                error = &error as &dyn std::error::Error,
                "a template of {plugin} failed"
            );
            Problem { plugin: Some(plugin.to_owned()), ..Problem::new(500, "module-failed") }
        })?;
    let filled = super::slot::fill(state, &asked.generation, visitor, drawn.html).await;
    let toast = toast(visitor, asked, &answer);
    if asked.route.method != Method::Get || code != StatusCode::OK {
        let mut response = html(code, filled.html);
        if let Some(toast) = toast {
            say(state, visitor, &mut response, &toast);
        }
        return Ok(response);
    }
    let page = remember::Drawn::new(filled.html);
    if let Some(place) = asked.place.as_ref().filter(|_| toast.is_none()) {
        let until = answer.holds_until.min(drawn.holds_until).min(filled.holds_until);
        let mut relations: Vec<String> = answer.relations.to_vec();
        relations.extend(filled.relations);
        // Templates are given the settings of their module.
        relations.push("host_setting".to_owned());
        state.pages.keep(place, &page, relations, until, visitor.now);
    }
    let mut response = page.answer(&asked.headers);
    if let Some(toast) = toast {
        say(state, visitor, &mut response, &toast);
    }
    Ok(response)
}

/// After a command: on to the next page, or the result itself for a script.
fn redirect_answer(
    state: &AppState,
    visitor: &Visitor,
    asked: &Asked,
    answer: &Answer,
) -> Result<Response, Problem> {
    let location = address(&asked.generation, asked.plugin.id(), &answer.reply.name).ok_or_else(|| {
        tracing::warn!(plugin.id = asked.plugin.id(), route = answer.reply.name, "a redirect leads nowhere");
        Problem { plugin: Some(asked.plugin.id().to_owned()), ..Problem::new(500, "module-failed") }
    })?;
    let value = HeaderValue::from_str(&location).map_err(|_| Problem::new(500, "module-failed"))?;
    let toast = toast(visitor, asked, answer);
    let mut response = match visitor.wants {
        Wants::Json => {
            let mut response = json_answer(asked, answer);
            response.headers_mut().insert(header::LOCATION, value);
            return Ok(response);
        }
        Wants::Fragment => {
            let mut response = StatusCode::OK.into_response();
            response.headers_mut().insert("hx-location", value);
            response
        }
        Wants::Page => (StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response(),
    };
    if let Some(toast) = toast {
        say(state, visitor, &mut response, &toast);
    }
    Ok(response)
}

/// `appointment-detail?appointment_id=…`, or `clients:client-detail?…`, as an address of an enabled plugin.
pub fn address(generation: &Generation, plugin: &str, name: &str) -> Option<String> {
    let (route, query) = name.split_once('?').unwrap_or((name, ""));
    let (plugin, route) = route.split_once(':').unwrap_or((plugin, route));
    let route = generation.plugins.get(plugin)?.manifest.route(route)?;
    let path = format!("/p/{plugin}{}", route.path.get_ref().trim_end_matches('/'));
    let values: Vec<(String, Json)> =
        body::pairs(query.as_bytes()).map(|(k, v)| (k.into_owned(), Json::String(v.into_owned()))).collect();
    let params: BTreeMap<&str, &Json> = values.iter().map(|(k, v)| (k.as_str(), v)).collect();
    Renderer::fill_path(&path, &params).ok()
}

/// Files a handler made. Whatever they hold, the browser saves them and runs nothing.
fn bytes_answer(answer: &Answer) -> Response {
    let body = answer.reply.body.clone().unwrap_or_default();
    let kind = HeaderValue::from_str(&answer.reply.name).ok();
    let kind =
        kind.filter(|kind| kind.to_str().is_ok_and(|text| text.contains('/') && !text.contains("html")));
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let file = meta(answer, "filename").unwrap_or("download");
    let file: String =
        file.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).take(100).collect();
    let disposition =
        HeaderValue::from_str(&format!("attachment; filename=\"{file}\"")).expect("plain ASCII");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    (status(answer), headers, body.to_vec()).into_response()
}

fn none_answer(state: &AppState, visitor: &Visitor, asked: &Asked, answer: &Answer) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(toast) = toast(visitor, asked, answer) {
        say(state, visitor, &mut response, &toast);
    }
    response
}

/// What the person is told about a command that went well, with the way back if there is one.
fn toast(visitor: &Visitor, asked: &Asked, answer: &Answer) -> Option<Json> {
    let key = meta(answer, "toast")?;
    let args =
        meta(answer, "toast-args").and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let scope = view::scope(&asked.generation, visitor, Some(asked.plugin.id()));
    let say = |text: &Text| asked.generation.look.renderer.text_in(&scope, &text.ftl, &text.args);
    let undo = meta(answer, "undo").and_then(|text| serde_json::from_str::<Json>(text).ok());
    let undo = undo.and_then(|undo| undo_form(visitor, asked, &undo));
    Some(json!({ "tone": "good", "text": say(&Text { ftl: key.to_owned(), args }), "undo": undo }))
}

/// The form behind "Undo": `{route, input}` of the plugin → address and fields.
fn undo_form(visitor: &Visitor, asked: &Asked, undo: &Json) -> Option<Json> {
    let route =
        asked.plugin.manifest.route(undo.get("route")?.as_str()?).filter(|r| r.method == Method::Post)?;
    let mut path = format!("/p/{}{}", asked.plugin.id(), route.path.get_ref());
    // The page after the act may be another module's, with another token.
    let mut fields: Vec<Json> = vec![csrf::FIELD.into(), visitor.csrf(asked.plugin.id()).into()];
    for (name, value) in undo.get("input").and_then(Json::as_object).into_iter().flatten() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let placeholder = format!("{{{name}}}");
        if path.contains(&placeholder) {
            let text =
                percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC).to_string();
            // Ids hold hyphens, which need no escape and read better without.
            path = path.replace(&placeholder, &text.replace("%2D", "-"));
        } else {
            fields.extend([name.clone().into(), text.into()]);
        }
    }
    Some(json!({ "href": path, "fields": fields }))
}

/// Hands the toast to the page: by header to scripts, by cookie to the next page without them.
pub fn say(state: &AppState, visitor: &Visitor, response: &mut Response, toast: &Json) {
    match visitor.wants {
        Wants::Json => {}
        Wants::Fragment => {
            let text = ascii(&json!({ "toast": toast }).to_string());
            if let Ok(value) = HeaderValue::from_str(&text) {
                response.headers_mut().insert("hx-trigger", value);
            }
        }
        Wants::Page => {
            if let Some(cookie) = session::flash_cookie(state, visitor, toast) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
    }
}

/// JSON in a header: what is not ASCII is escaped, as JSON allows.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_in_any_script_fits_into_a_header() {
        let text = ascii(r#"{"toast":"Оля 💇"}"#);
        assert!(text.is_ascii());
        assert_eq!(serde_json::from_str::<Json>(&text).unwrap()["toast"], "Оля 💇");
    }
}
