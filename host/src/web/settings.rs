//! The salon's own settings: name, language, currency, time zone, theme.

use axum::extract::{Query, Request, State};
use axum::response::Response;
use pardoz_renderer::Locale;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::form::{self, Sent};
use super::problem::Problem;
use super::session::Visitor;
use super::view::{self, Page};
use super::{AppState, asset};
use crate::plugin::{Generation, install};

const WRITE: &str = "host.setting.write";

/// Currencies and zones people here are likely to want first; any other of the database may be typed into the API.
pub const CURRENCIES: [&str; 8] = ["UZS", "USD", "EUR", "RUB", "KZT", "KGS", "TJS", "TRY"];
pub const TIMEZONES: [&str; 10] = [
    "Asia/Tashkent",
    "Asia/Samarkand",
    "Asia/Almaty",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Asia/Ashgabat",
    "Asia/Baku",
    "Asia/Dubai",
    "Europe/Istanbul",
    "Europe/Moscow",
];

/// A text of the host in the visitor's language.
pub fn text(generation: &Generation, visitor: &Visitor, key: &str) -> String {
    let scope = view::scope(generation, visitor, None);
    generation.look.renderer.text_in(&scope, key, &Map::new())
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    section: String,
    #[serde(default)]
    saved: Option<i64>,
}

pub async fn show(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.with(WRITE)?;
    draw(&state, &visitor, &wanted, None)
}

fn draw(
    state: &AppState,
    visitor: &Visitor,
    wanted: &Wanted,
    refused: Option<(&Problem, Map<String, Json>)>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let say = |key: &str| text(&generation, visitor, key);
    let salon = &generation.salon;
    let field = |key: &str, kind: &str, value: &str, options: Vec<Json>| {
        json!({ "key": key, "type": kind, "title": say(&format!("host-settings-{key}")), "hint": "", "value": value,
            "options": options, "min": "", "max": "", "unit": "" })
    };
    let saved = |id: &str| (wanted.section == id).then_some(wanted.saved).flatten();
    let locales = Locale::ALL.iter().map(|l| option(l.tag(), language_name(*l))).collect();
    let themes = asset::themes(state).into_iter().map(|name| option(&name, &name)).collect();
    let section = |id: &str, icon: &str, fields: Vec<Json>| {
        json!({ "id": id, "title": say(&format!("host-settings-section-{id}")),
            "hint": say(&format!("host-settings-section-{id}-hint")), "icon": icon, "saved_at": saved(id),
            "action": "/admin/settings", "fields": fields })
    };
    let sections = json!([
        section(
            "salon",
            "store",
            vec![
                field("name", "text", &salon.name, vec![]),
                field("currency", "choice", &salon.currency, with_current(&CURRENCIES, &salon.currency)),
                field("timezone", "choice", &salon.timezone, with_current(&TIMEZONES, &salon.timezone)),
            ]
        ),
        section(
            "look",
            "palette",
            vec![
                field("locale", "choice", &salon.locale, locales),
                field("theme", "choice", &salon.theme, themes),
            ]
        ),
    ]);
    let open = if wanted.section == "look" { "look" } else { "salon" };
    let page = Page { title: say("host-settings-title"), ..Page::host("settings", "/admin/settings") };
    let page = page.reading(&["host_setting"]);
    let view = json!({ "section": open, "sections": sections });
    form::show_with(state, &generation, visitor, &page, "settings.html", view, refused)
}

pub fn option(value: &str, label: &str) -> Json {
    json!({ "value": value, "label": label })
}

pub fn language_name(locale: Locale) -> &'static str {
    match locale {
        Locale::Uz => "Oʻzbekcha",
        Locale::Ru => "Русский",
        Locale::En => "English",
    }
}

/// The usual choices, and today's even if it is none of them.
fn with_current(usual: &[&str], current: &str) -> Vec<Json> {
    let extra = (!usual.contains(&current)).then_some(current);
    usual.iter().copied().chain(extra).map(|value| option(value, value)).collect()
}

pub async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    visitor.with(WRITE)?;
    let schema = json!({ "properties": {
        "section": { "type": "string", "maxLength": 20 },
        "name": { "type": "string", "minLength": 1, "maxLength": 80 },
        "currency": { "type": "string", "minLength": 3, "maxLength": 3 },
        "timezone": { "type": "string", "maxLength": 60 },
        "locale": { "type": "string", "enum": ["uz", "ru", "en"] },
        "theme": { "type": "string", "maxLength": 60 },
    } });
    let sent = Sent::read(&state, request, &schema).await?;
    let is_blank =
        |name: &str| sent.raw.get(name).and_then(Json::as_str).is_some_and(|text| text.trim().is_empty());
    let checked = match is_blank("name") {
        // A field that is there and empty is no wish to keep the old name.
        true => Err(Problem::field("name", "host-error-required")),
        false => match sent.values.clone().and_then(|values| check(&state, &values)) {
            Ok(values) => try_theme(&state, &values).await.map(|()| values),
            refused => refused,
        },
    };
    let section = sent.raw.get("section").and_then(Json::as_str).unwrap_or("salon").to_owned();
    match checked {
        Ok(values) => {
            install::set_salon(&state.db, values).await?;
            state.plugins.reload().await.map_err(super::plugin_admin::problem)?;
            let location = format!(
                "/admin/settings?section={}&saved={}",
                if section == "look" { "look" } else { "salon" },
                visitor.now
            );
            Ok(form::done(&state, &visitor, &location, "host-toast-saved"))
        }
        Err(problem) => {
            draw(&state, &visitor, &Wanted { section, saved: None }, Some((&problem, sent.shown())))
        }
    }
}

/// A theme that cannot be drawn is refused at its field, with what is wrong in the log.
async fn try_theme(state: &AppState, values: &[(String, String)]) -> Result<(), Problem> {
    let current = state.plugins.current().salon.theme.clone();
    let Some((_, name)) = values.iter().find(|(key, value)| key == "theme" && *value != current) else {
        return Ok(());
    };
    let (theme, name) = (state.theme.clone(), name.clone());
    let tried = tokio::task::spawn_blocking(move || {
        theme.try_out(&name).inspect_err(|error| {
            tracing::warn!(error = %crate::plugin::api::chain(error), "the theme {name} cannot be used");
        })
    });
    match tried.await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Problem::field("theme", "host-error-theme")),
    }
}

/// The values that were sent, each one usable.
fn check(state: &AppState, values: &Json) -> Result<Vec<(String, String)>, Problem> {
    let given = |name: &str| Some(form::text(values, name)).filter(|value| !value.is_empty());
    if given("currency").is_some_and(|c| !c.bytes().all(|b| b.is_ascii_uppercase())) {
        return Err(Problem::field("currency", "host-error-not-a-choice"));
    }
    if given("timezone").is_some_and(|zone| jiff::tz::TimeZone::get(&zone).is_err()) {
        return Err(Problem::field("timezone", "host-error-not-a-choice"));
    }
    if given("theme").is_some_and(|theme| !asset::themes(state).contains(&theme)) {
        return Err(Problem::field("theme", "host-error-not-a-choice"));
    }
    let keys = ["name", "currency", "timezone", "locale", "theme"];
    Ok(keys.iter().filter_map(|key| given(key).map(|value| ((*key).to_owned(), value))).collect())
}
