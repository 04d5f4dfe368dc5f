//! Tera functions: texts, addresses, icons, permissions, slots.
//!
//! They are registered once per renderer and find the reader in the current scope.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value};
use tera::Tera;

use crate::{RenderScope, Renderer, Routes, chart, filter, qr, scope, slot, text::Texts};

/// What functions look things up in.
pub(crate) struct Sources {
    pub texts: Arc<Texts>,
    pub routes: Arc<dyn Routes>,
    pub assets: BTreeMap<String, String>,
    pub icons: BTreeSet<String>,
}

type Args = HashMap<String, Value>;
type Answer = tera::Result<Value>;

/// A function whose answer is already HTML and must not be escaped again.
struct Html<F>(F);

impl<F: Fn(&Args) -> Answer + Send + Sync> tera::Function for Html<F> {
    fn call(&self, args: &Args) -> Answer {
        (self.0)(args)
    }
    fn is_safe(&self) -> bool {
        true
    }
}

/// Every function a module's template may call.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    let ours =
        ["t", "url", "asset", "icon", "slot", "attrs", "csrf_field", "csrf_token", "hidden_fields", "can"];
    let more =
        ["permission_scope", "now", "today", "locale", "line_path", "area_path", "chart_points", "chart_max"];
    ours.into_iter().chain(more).chain(["share", "range", "throw", "qr"])
}

pub(crate) fn register(tera: &mut Tera, sources: Arc<Sources>) {
    let texts = sources.clone();
    tera.register_function("t", move |args: &Args| translate(&texts, args));
    let routes = sources.clone();
    tera.register_function("url", move |args: &Args| url(&*routes.routes, args));
    let assets = sources.clone();
    tera.register_function("asset", move |args: &Args| asset(&assets, args));
    tera.register_function("icon", Html(move |args: &Args| icon(&sources, args)));
    tera.register_function("slot", Html(open_slot));
    tera.register_function("attrs", Html(attributes));
    tera.register_function("qr", Html(square));
    tera.register_function("csrf_field", Html(|_: &Args| csrf_field()));
    tera.register_function("csrf_token", |_: &Args| in_scope(|scope| Value::from(scope.csrf.as_str())));
    tera.register_function("hidden_fields", Html(hidden_fields));
    tera.register_function("can", |args: &Args| {
        let permission = required(args, "permission")?;
        in_scope(|scope| Value::from(scope.permissions.contains_key(permission)))
    });
    tera.register_function("permission_scope", |args: &Args| {
        let permission = required(args, "permission")?;
        in_scope(|scope| {
            scope.permissions.get(permission).map_or(Value::Null, |reach| Value::from(reach.as_str()))
        })
    });
    tera.register_function("now", |_: &Args| in_scope(|scope| Value::from(scope.now_ms())));
    tera.register_function("today", |_: &Args| in_scope(|scope| Value::from(scope.today().to_string())));
    tera.register_function("locale", |_: &Args| in_scope(|scope| Value::from(scope.locale.tag())));
    chart::register(tera);
}

fn in_scope(read: impl FnOnce(&RenderScope) -> Value) -> Answer {
    scope::current(read).ok_or_else(|| tera::Error::msg("no page is being drawn"))
}

fn required<'a>(args: &'a Args, name: &str) -> tera::Result<&'a str> {
    let value = args.get(name).and_then(Value::as_str);
    value.ok_or_else(|| tera::Error::msg(format!("argument `{name}` must be a text")))
}

/// `t(key="booking-list-title", count=3)`: the text in the reader's language; a missing one shows its key.
fn translate(sources: &Sources, args: &Args) -> Answer {
    let key = required(args, "key")?;
    let locale = scope::current(|scope| scope.locale).unwrap_or_default();
    let args: Map<String, Value> = args
        .iter()
        .filter(|(name, _)| *name != "key")
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Ok(Value::from(sources.texts.find(locale, key, &args).unwrap_or_else(|| key.to_string())))
}

/// `url(route="clients:client-detail", client_id=…)`: a route's address; arguments fill its `{placeholders}`,
/// the others become its query. A route of a module that is switched off is an empty text, so that
/// links to it can be left out.
fn url(routes: &dyn Routes, args: &Args) -> Answer {
    let name = required(args, "route")?;
    let own = scope::current(|scope| scope.plugin.clone()).flatten();
    let (plugin, route) = match name.split_once(':') {
        Some((plugin, route)) => (plugin.to_string(), route),
        None => match &own {
            Some(plugin) => (plugin.clone(), name),
            None => {
                return Err(tera::Error::msg(format!("route `{name}` needs its plugin: `plugin:{name}`")));
            }
        },
    };
    let Some(path) = routes.path(&plugin, route) else {
        if own.as_deref() == Some(plugin.as_str()) {
            return Err(tera::Error::msg(format!("`{plugin}` has no route `{route}` with a page")));
        }
        return Ok(Value::from(""));
    };
    let params: BTreeMap<&str, &Value> = args
        .iter()
        .filter(|(name, _)| *name != "route")
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    Renderer::fill_path(&path, &params).map(Value::from).map_err(tera::Error::msg)
}

/// Fills `{placeholders}` of a path and appends the rest as a query, in alphabetical order.
pub(crate) fn fill_path(path: &str, params: &BTreeMap<&str, &Value>) -> Result<String, String> {
    let mut used = BTreeSet::new();
    let mut out = String::with_capacity(path.len() + 40);
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or_else(|| format!("path `{path}` has an open brace"))?;
        let value = params.get(name).and_then(|value| plain(value)).filter(|value| !value.is_empty());
        out.push_str(before);
        out.push_str(&percent_encode(&value.ok_or_else(|| format!("path `{path}` needs `{name}`"))?));
        used.insert(name);
        rest = tail;
    }
    out.push_str(rest);
    let mut separator = if out.contains('?') { '&' } else { '?' };
    for (name, value) in params {
        let Some(value) = plain(value).filter(|value| !value.is_empty() && !used.contains(name)) else {
            continue;
        };
        out.push(separator);
        out.push_str(&format!("{}={}", percent_encode(name), percent_encode(&value)));
        separator = '&';
    }
    Ok(out)
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `asset(path="css/app.css")`: the address with the content's hash. A plugin's own picture goes first.
fn asset(sources: &Sources, args: &Args) -> Answer {
    let path = required(args, "path")?;
    let own = scope::current(|scope| scope.plugin.as_ref().map(|plugin| format!("plugins/{plugin}/{path}")))
        .flatten();
    let found = own.and_then(|own| sources.assets.get(&own)).or_else(|| sources.assets.get(path));
    match found {
        Some(address) => Ok(Value::from(address.as_str())),
        None => Err(tera::Error::msg(format!("there is no file `{path}` in the theme's static files"))),
    }
}

/// `icon(name="users", size="sm", class="ok", label="")`: one icon of the sprite. Decorative unless it has a label.
fn icon(sources: &Sources, args: &Args) -> Answer {
    let wanted = args.get("name").and_then(Value::as_str).unwrap_or_default();
    // A module may name an icon we do not carry; the module mark is better than a hole.
    let name = if sources.icons.is_empty() || sources.icons.contains(wanted) { wanted } else { "puzzle" };
    let text = |name: &str| args.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut class = String::from("i");
    for part in [text("size"), text("class")] {
        if !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == ' ') {
            class.push(' ');
            class.push_str(part);
        }
    }
    let sprite = sources.assets.get("icons.svg").map_or("/assets/icons.svg", String::as_str);
    let meaning = match text("label") {
        "" => "aria-hidden=\"true\"".to_string(),
        label => format!("role=\"img\" aria-label=\"{}\"", escape(label)),
    };
    let mark = escape(name);
    Ok(Value::from(format!("<svg class=\"{class}\" {meaning}><use href=\"{sprite}#{mark}\"/></svg>")))
}

/// `slot(name="client-card", context=view.client_id)`: a place for other modules' panels.
/// The web layer asks them and puts their answers here.
fn open_slot(args: &Args) -> Answer {
    let name = required(args, "name")?;
    let context = match args.get("context") {
        Some(context) => context.clone(),
        // Without `context` the remaining arguments are the context: slot(name="…", client_id=…).
        // In one order always: a page that is drawn twice must be the same page.
        None => {
            let own = args.iter().filter(|(key, _)| *key != "name");
            let sorted: BTreeMap<&String, &Value> = own.collect();
            Value::Object(sorted.into_iter().map(|(key, value)| (key.clone(), value.clone())).collect())
        }
    };
    slot::marker(name, &context).map(Value::from).map_err(tera::Error::msg)
}

/// `qr(text=view.link, label=…, size=176)`: the text as a square that a phone reads. Nothing for a text too long for one.
fn square(args: &Args) -> Answer {
    let label = args.get("label").and_then(Value::as_str).unwrap_or_default();
    let size = args.get("size").and_then(Value::as_u64).unwrap_or(132);
    Ok(Value::from(qr::svg(required(args, "text")?, label, size).unwrap_or_default()))
}

/// `attrs(list=["hx-get", url(…), "data-x", 3])`: attributes from pairs of name and value.
/// `true` writes the bare name; `false` and null leave it out. Code-carrying names are refused.
fn attributes(args: &Args) -> Answer {
    let list = match args.get("list") {
        Some(Value::Array(list)) => list.as_slice(),
        _ => &[],
    };
    let mut out = String::new();
    for pair in list.chunks(2) {
        let name = pair[0].as_str().unwrap_or_default();
        if !is_allowed_attribute(name) {
            return Err(tera::Error::msg(format!("attribute `{name}` is not allowed here")));
        }
        match pair.get(1) {
            None | Some(Value::Null | Value::Bool(false)) => {}
            Some(Value::Bool(true)) => out.push_str(&format!(" {name}")),
            Some(value) => {
                let value = plain(value).unwrap_or_else(|| value.to_string());
                let leads = matches!(
                    name,
                    "href"
                        | "src"
                        | "action"
                        | "formaction"
                        | "hx-get"
                        | "hx-post"
                        | "hx-put"
                        | "hx-patch"
                        | "hx-delete"
                );
                let value = if leads { filter::safe_link(&value) } else { &value };
                out.push_str(&format!(" {name}=\"{}\"", escape(value)));
            }
        }
    }
    Ok(Value::from(out))
}

/// The hidden field that proves a form came from our own page.
fn csrf_field() -> Answer {
    in_scope(|scope| match scope.csrf.as_str() {
        "" => Value::from(""),
        token => Value::from(format!("<input type=\"hidden\" name=\"_csrf\" value=\"{}\">", escape(token))),
    })
}

/// `hidden_fields(list=["appointment_id", view.id, "state", "arrived"])`: hidden inputs from pairs.
fn hidden_fields(args: &Args) -> Answer {
    let list = match args.get("list") {
        Some(Value::Array(list)) => list.as_slice(),
        _ => &[],
    };
    let mut out = String::new();
    for pair in list.chunks(2) {
        let name = pair[0].as_str().unwrap_or_default();
        let Some(value) = pair.get(1).and_then(plain) else { continue };
        out.push_str(&format!(
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            escape(name),
            escape(&value)
        ));
    }
    Ok(Value::from(out))
}

fn is_allowed_attribute(name: &str) -> bool {
    let shaped = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == ':');
    let carries_code =
        name.starts_with("on") || name.starts_with("hx-on") || matches!(name, "style" | "srcdoc" | "hx-vars");
    shaped && !carries_code
}

/// HTML escaping for text and double-quoted attributes.
/// Tera's own also escapes `/`, which makes every address five times longer and nothing safer.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
