//! The one map from what went wrong to status, code and page (RFC 9457), in the reader's language.

use std::collections::BTreeMap;

use axum::Json as JsonBody;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use pardoz_renderer::Locale;
use serde_json::{Map, Value as Json, json};

use super::session::{Visitor, Wants};
use super::view::{self, Page};
use super::{AppState, html, plugin_admin};
use crate::auth::account::AccountError;
use crate::auth::password::PasswordError;
use crate::db::DbError;
use crate::plugin::call::{CallError, Text};
use crate::plugin::{Generation, Package};

/// Something a request is answered with instead of what it asked for.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: u16,
    /// Kebab-case; texts are `host-problem-<code>` and `host-problem-<code>-title`.
    pub code: String,
    /// Values for the two texts.
    pub args: Map<String, Json>,
    /// A plugin's own words, shown instead of ours.
    pub text: Option<Text>,
    pub fields: BTreeMap<String, Text>,
    /// Further members of the JSON document, such as `alternatives`.
    pub data: Map<String, Json>,
    /// Seconds after which asking again makes sense.
    pub retry_after: Option<u32>,
    /// The module at fault, for the page's words.
    pub plugin: Option<String>,
}

impl Problem {
    pub fn new(status: u16, code: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            args: Map::new(),
            text: None,
            fields: BTreeMap::new(),
            data: Map::new(),
            retry_after: None,
            plugin: None,
        }
    }

    pub fn not_found() -> Self {
        Self::new(404, "not-found")
    }

    /// A page of a module that is installed and not on.
    pub fn module_off(generation: &Generation, visitor: &Visitor, package: &Package) -> Self {
        let mut problem = Self::new(404, "module-off");
        let scope = view::scope(generation, visitor, None);
        let name = package.manifest.plugin.name.get_ref();
        let name = generation.look.renderer.text_in(&scope, name, &Map::new());
        problem.args.insert("module".into(), name.into());
        problem.plugin = Some(package.id().to_owned());
        problem
    }

    pub fn denied(permission: &str) -> Self {
        let mut problem = Self::new(403, "denied");
        problem.data.insert("permission".into(), permission.into());
        problem
    }

    pub fn too_often(seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..Self::new(429, "too-often") }
    }

    pub fn invalid(fields: BTreeMap<String, Text>) -> Self {
        Self { fields, ..Self::new(422, "invalid") }
    }

    /// One field of a host form.
    pub fn field(name: &str, key: &str) -> Self {
        let text = Text { ftl: key.to_owned(), args: Map::new() };
        Self::invalid(BTreeMap::from([(name.to_owned(), text)]))
    }

    /// Can the form be shown again with this?
    pub fn is_about_input(&self) -> bool {
        matches!(self.status, 409 | 422)
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Self {
        let (status, code) = match error.code.as_str() {
            "denied" => (403, "denied"),
            "invalid" => (422, "invalid"),
            "not-found" => (404, "not-found"),
            "conflict" => (409, "conflict"),
            "constraint" => (409, "constraint"),
            "limit" if !error.fault => (429, "limit"),
            "unavailable" => (503, "module-paused"),
            "unsupported" => (501, "unsupported"),
            "deadline" => (504, "module-slow"),
            _ => (500, "module-failed"),
        };
        if status >= 500 {
            tracing::warn!(plugin.id = error.plugin, fault = error.fault, error = %error, "a call of {} failed", error.plugin);
        }
        Self {
            text: error.text,
            fields: error.fields,
            data: error.data,
            plugin: Some(error.plugin),
            ..Self::new(status, code)
        }
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        let (status, code) = match &error {
            DbError::Conflict => (409, "conflict"),
            DbError::Constraint { .. } => (409, "constraint"),
            DbError::Deadline => (504, "slow"),
            DbError::Limit(_) => (413, "too-large"),
            DbError::Busy => (503, "busy"),
            _ => (500, "internal"),
        };
        if status == 500 {
            tracing::error!(error = &error as &dyn std::error::Error, "the database failed");
        }
        let retry_after = (code == "busy").then_some(1);
        Self { retry_after, ..Self::new(status, code) }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::LoginTaken => Self::field("login", "host-error-login-taken"),
            AccountError::LastOwner => Self::new(409, "last-owner"),
            AccountError::Unknown => Self::not_found(),
            AccountError::Db(error) => error.into(),
        }
    }
}

impl From<PasswordError> for Problem {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::Busy => Self { retry_after: Some(2), ..Self::new(503, "busy") },
            PasswordError::Stored(_) => {
                tracing::error!(error = %error, "a stored password hash is broken");
                Self::new(500, "internal")
            }
        }
    }
}

impl From<super::input::ReadError> for Problem {
    fn from(error: super::input::ReadError) -> Self {
        use super::input::ReadError;
        let mut problem = match &error {
            ReadError::Json(_) => Self::new(400, "bad-json"),
            ReadError::Duplicate(_) => Self::new(400, "repeated-member"),
            ReadError::TooMany => Self::new(413, "too-many-fields"),
            ReadError::Name => Self::new(400, "bad-field-name"),
        };
        problem.data.insert("reason".into(), error.to_string().into());
        problem
    }
}

/// The answer is drawn by [`draw`], which knows the reader; here it only gets its status.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut answer = status.into_response();
        answer.extensions_mut().insert(Box::new(self));
        answer
    }
}

/// The middleware that draws problems, wherever on the way they arose.
pub async fn draw(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let target = request.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let fallback = Locale::parse(&state.plugins.current().salon.locale).unwrap_or_default();
    let stranger = Visitor::stranger(request.headers(), fallback, state.clock.now());
    let mut answer = next.run(request).await;
    let problem = match answer.extensions_mut().remove::<Box<Problem>>() {
        Some(problem) => *problem,
        // axum's own refusals (no such route, an unreadable query) have no body, or English words for its author.
        None if answer.status().is_client_error() && (is_empty(&answer) || is_plain(&answer)) => {
            let code = match answer.status() {
                StatusCode::NOT_FOUND => "not-found",
                StatusCode::METHOD_NOT_ALLOWED => "method",
                StatusCode::PAYLOAD_TOO_LARGE => "too-large",
                _ => "bad-request",
            };
            Problem::new(answer.status().as_u16(), code)
        }
        None => return answer,
    };
    let visitor = answer.extensions().get::<Visitor>().cloned().unwrap_or(stranger);
    let kept: Vec<HeaderValue> = answer.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
    let mut drawn = problem.page(&state, &visitor, &path, &target);
    for cookie in kept {
        drawn.headers_mut().append(header::SET_COOKIE, cookie);
    }
    drawn.extensions_mut().insert(visitor);
    drawn
}

fn is_empty(answer: &Response) -> bool {
    use axum::body::HttpBody;
    answer.body().size_hint().exact() == Some(0)
}

fn is_plain(answer: &Response) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/plain"))
}

impl Problem {
    /// The whole answer for this reader.
    pub fn page(&self, state: &AppState, visitor: &Visitor, path: &str, target: &str) -> Response {
        if self.code == "sign-in" && visitor.wants != Wants::Json {
            return to_sign_in(visitor, target);
        }
        let mut answer = match visitor.wants {
            Wants::Json => self.json(state, visitor, path),
            Wants::Page | Wants::Fragment => self.html(state, visitor, path, target),
        };
        let headers = answer.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.status == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        answer
    }

    /// Title and detail in the reader's language.
    pub fn words(&self, state: &AppState, visitor: &Visitor) -> (String, String) {
        let generation = state.plugins.current();
        let scope = view::scope(&generation, visitor, self.plugin.as_deref());
        let say = |key: &str, args: &Map<String, Json>| generation.look.renderer.text_in(&scope, key, args);
        let mut args = self.args.clone();
        if let Some(seconds) = self.retry_after {
            args.insert("seconds".into(), seconds.into());
        }
        if let Some(plugin) = self.plugin.as_ref().and_then(|id| generation.plugins.get(id)) {
            args.insert("module".into(), say(plugin.manifest.plugin.name.get_ref(), &Map::new()).into());
        }
        let title = say(&format!("host-problem-{}-title", self.code), &args);
        let detail = match &self.text {
            Some(text) => say(&text.ftl, &text.args),
            None => say(&format!("host-problem-{}", self.code), &args),
        };
        (title, detail)
    }

    /// Field → sentence, in the reader's language.
    pub fn field_words(&self, state: &AppState, visitor: &Visitor) -> Map<String, Json> {
        let generation = state.plugins.current();
        let scope = view::scope(&generation, visitor, self.plugin.as_deref());
        let say = |text: &Text| generation.look.renderer.text_in(&scope, &text.ftl, &text.args);
        self.fields.iter().map(|(field, text)| (field.clone(), say(text).into())).collect()
    }

    /// The same for a template. Tera takes `errors["lines[0][item_id]"]` for `errors."lines.0.item_id"`, so the
    /// field of a list stands there under that name, too.
    pub fn form_errors(&self, state: &AppState, visitor: &Visitor) -> Map<String, Json> {
        let mut words = self.field_words(state, visitor);
        let listed = words.iter().filter(|(field, _)| field.contains('['));
        let listed: Vec<_> =
            listed.map(|(field, word)| (field.replace('[', ".").replace(']', ""), word.clone())).collect();
        words.extend(listed);
        words
    }

    fn json(&self, state: &AppState, visitor: &Visitor, path: &str) -> Response {
        let (title, detail) = self.words(state, visitor);
        let mut document = Map::new();
        document.insert("type".into(), format!("urn:pardoz:problem:{}", self.code).into());
        document.insert("title".into(), title.into());
        document.insert("status".into(), self.status.into());
        document.insert("detail".into(), detail.into());
        document.insert("instance".into(), path.into());
        document.insert("code".into(), self.code.clone().into());
        document.insert("request_id".into(), visitor.request_id.as_ref().into());
        if !self.fields.is_empty() {
            document.insert("errors".into(), Json::Object(self.field_words(state, visitor)));
        }
        // A plugin's members may not rewrite the document's own.
        for (name, value) in &self.data {
            document.entry(name.clone()).or_insert_with(|| value.clone());
        }
        let mut answer = (self.status(), JsonBody(Json::Object(document))).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        answer.headers_mut().insert(header::CONTENT_TYPE, kind);
        answer
    }

    fn html(&self, state: &AppState, visitor: &Visitor, path: &str, target: &str) -> Response {
        let (title, detail) = self.words(state, visitor);
        let generation = state.plugins.current();
        // A page that is missing because its module is off comes back with it.
        let page = Page { title: title.clone(), ..Page::host("", path) };
        let mut context = view::context(state, &generation, visitor, &page);
        let refused_act = visitor.wants == Wants::Fragment && !visitor.reads;
        let template = if refused_act { "_problem.html" } else { "problem.html" };
        let view = json!({
            "status": self.status,
            "title": title,
            "detail": detail,
            "safe": "",
            "switch": self.switch(visitor),
            "code": visitor.request_id.as_ref(),
            "retry": if self.status >= 500 && visitor.reads { target } else { "" },
            "kind": self.kind(),
        });
        context.insert("view".into(), view);
        let drawn = view::draw(&generation, visitor, None, template, context);
        let body = drawn.map(|drawn| drawn.html).unwrap_or_else(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "could not draw the problem page");
            last_resort(&title, &detail, visitor)
        });
        let mut answer = html(self.status(), body);
        if refused_act {
            // The page stays as it is; a toast says why nothing happened.
            answer.headers_mut().insert("hx-reswap", HeaderValue::from_static("none"));
            super::page::say(
                state,
                visitor,
                &mut answer,
                &json!({ "tone": "bad", "text": detail, "undo": null }),
            );
        }
        answer
    }

    /// Where this reader can switch the module on; empty for those who may not, and for other problems.
    fn switch(&self, visitor: &Visitor) -> String {
        match &self.plugin {
            Some(id) if self.code == "module-off" && visitor.with(plugin_admin::MANAGE).is_ok() => {
                format!("{}/{id}", plugin_admin::HERE)
            }
            _ => String::new(),
        }
    }

    fn kind(&self) -> &'static str {
        match self.status {
            404 if self.code == "module-off" => "off",
            401 | 403 => "denied",
            404 => "missing",
            409 => "conflict",
            429 => "limit",
            503 if self.code == "module-paused" => "off",
            _ => "failed",
        }
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// When even the theme is broken: plain words and the number to quote.
fn last_resort(title: &str, detail: &str, visitor: &Visitor) -> String {
    let escape = pardoz_renderer::escape_html;
    let (lang, title, detail) = (visitor.locale.tag(), escape(title), escape(detail));
    format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\"><title>{title}</title>\
         <main><h1>{title}</h1><p>{detail}</p><p><code>{}</code></p></main>",
        escape(&visitor.request_id)
    )
}

/// Signing in comes first; afterwards the visitor is where they wanted to be.
fn to_sign_in(visitor: &Visitor, target: &str) -> Response {
    let next = percent_encoding::utf8_percent_encode(target, percent_encoding::NON_ALPHANUMERIC);
    let location =
        if target.is_empty() || target == "/" { "/login".to_owned() } else { format!("/login?next={next}") };
    let value = HeaderValue::from_str(&location).expect("percent-encoded");
    match visitor.wants {
        // A fragment cannot be replaced by a sign-in page: the whole page goes there.
        Wants::Fragment => {
            let mut answer = StatusCode::UNAUTHORIZED.into_response();
            answer.headers_mut().insert("hx-redirect", value);
            answer
        }
        _ => (StatusCode::SEE_OTHER, [(header::LOCATION, value)]).into_response(),
    }
}
