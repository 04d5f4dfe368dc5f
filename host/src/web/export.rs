//! Lists as files for those who may: the query that draws a list, asked page by page, as CSV or XLSX.
//! What a person may not see is masked by the same query; every download is in the audit log and says who made it.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use pardoz_renderer::Locale;
use serde_json::{Map, Value as Json, json};

use super::input::{self, Spelling, Surroundings};
use super::problem::Problem;
use super::rate::Dear;
use super::session::Visitor;
use super::sheet::{self, Cell, Format, Sheet};
use super::{AppState, body, page, view};
use crate::clock::Millis;
use crate::db::DbError;
use crate::plugin::manifest::{Export, ExportColumn, Method, Route};
use crate::plugin::{Call, Generation, Plugin};

/// Rows of one file. A longer list is narrowed by its filters first.
const ROWS_MAX: usize = 100_000;

/// `GET /export/p/<plugin>/<path of the list>?<its filters>&as=csv|xlsx`.
pub async fn download(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, _) = request.into_parts();
    let path = parts.uri.path().strip_prefix("/export").unwrap_or_default();
    let generation = state.plugins.current();
    let (plugin, rest) = page::split(&generation, path).ok_or_else(Problem::not_found)?;
    let (route, _) = plugin.route_at(Method::Get, &rest).ok_or_else(Problem::not_found)?;
    let exports = &plugin.manifest.exports;
    let export = exports.iter().find(|export| export.route.get_ref() == route.name.get_ref());
    let export = export.ok_or_else(Problem::not_found)?;
    let who = visitor.with(export.permission.get_ref())?.clone();
    if let Some(permission) = &route.permission {
        visitor.with(permission.get_ref())?;
    }
    state.rates.take(Dear::Export, &who.person_id, visitor.now).map_err(Problem::too_often)?;
    let mut wanted = input::from_pairs(body::pairs(parts.uri.query().unwrap_or_default().as_bytes()))?;
    let format = match wanted.remove("as").as_ref().and_then(Json::as_str) {
        Some("csv") => Format::Csv,
        None | Some("xlsx") => Format::Xlsx,
        Some(_) => return Err(Problem::not_found()),
    };

    let filters = wanted.clone();
    let rows = rows(&state, &generation, &plugin, (route, export), &visitor, wanted).await?;
    let about = json!({ "list": format!("{}/{}", plugin.id(), route.name.get_ref()), "filters": filters,
        "rows": rows.len(), "as": format.ending() });
    state.record(&visitor, "export", about, |_| Ok::<_, DbError>(())).await?;

    let sheet = sheet_of(&generation, &plugin, export, &visitor, rows);
    let name = format!("{}-{}.{}", route.name.get_ref(), sheet.day, format.ending());
    let locale = visitor.locale;
    // Ten thousands of rows take a second to write: not on a thread that answers requests.
    let bytes = tokio::task::spawn_blocking(move || sheet::write(&sheet, format, locale)).await;
    let bytes = bytes.map_err(|_| Problem::new(500, "internal"))?.map_err(|error| {
        tracing::error!(error = %error, "a list could not be written");
        Problem::new(500, "internal")
    })?;
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.map_err(|_| Problem::new(500, "internal"))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}

/// Asks the list's own query until there is no `next` page: an object of the inputs that lead there.
async fn rows(
    state: &AppState,
    generation: &Generation,
    plugin: &Plugin,
    (route, export): (&Route, &Export),
    visitor: &Visitor,
    mut wanted: Map<String, Json>,
) -> Result<Vec<Json>, Problem> {
    let name = route.name.get_ref();
    let settings = state.settings_of(generation, plugin).await.map_err(Problem::from)?;
    let empty = Json::Null;
    let schema = plugin.handlers.get(name).map_or(&empty, |handler| &handler.input);
    // As many at a time as the list gives.
    if let Some(most) = schema["properties"]["limit"]["maximum"].as_i64() {
        wanted.insert("limit".to_owned(), most.to_string().into());
    }
    let mut all = Vec::new();
    loop {
        let input = {
            let around = Surroundings {
                setting: &|key| settings.get(key).cloned(),
                minor_digits: input::minor_digits(&generation.salon.currency),
            };
            input::validate(schema, wanted.clone(), Spelling::Form, &around)
        };
        let input = input
            .map_err(|fields| Problem { plugin: Some(plugin.id().to_owned()), ..Problem::invalid(fields) })?;
        let call = Call {
            plugin: plugin.id().to_owned(),
            kind: "page",
            name: name.clone(),
            input,
            principal: visitor.anybody(),
            locale: visitor.locale.tag().to_owned(),
            idempotency_key: None,
            dry_run: false,
            body: None,
            meta: Vec::new(),
        };
        let answer = state.plugins.query(call).await?;
        let data = answer.reply.json();
        all.extend(data[export.rows.as_str()].as_array().cloned().unwrap_or_default());
        if all.len() > ROWS_MAX {
            return Err(Problem::new(422, "export-too-long"));
        }
        let Some(next) = data["next"].as_object() else { return Ok(all) };
        for (name, value) in next {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            wanted.insert(name.clone(), text.into());
        }
    }
}

fn sheet_of(
    generation: &Generation,
    plugin: &Plugin,
    export: &Export,
    visitor: &Visitor,
    rows: Vec<Json>,
) -> Sheet {
    let scope = view::scope(generation, visitor, Some(plugin.id()));
    let say = |key: &str| generation.look.renderer.text_in(&scope, key, &Map::new());
    let zone = jiff::tz::TimeZone::get(&generation.salon.timezone).unwrap_or(jiff::tz::TimeZone::UTC);
    let digits = input::minor_digits(&generation.salon.currency);
    let cells = |row: &Json| {
        let cell =
            |column: &ExportColumn| cell(&row[column.key.as_str()], column.kind.get_ref(), &zone, digits);
        export.columns.iter().map(cell).collect()
    };
    let now = local(visitor.now, &zone);
    let person = visitor.principal.as_ref().map_or(String::new(), |who| who.display_name.clone());
    Sheet {
        title: say(export.title.get_ref()),
        columns: export.columns.iter().map(|column| say(column.title.get_ref())).collect(),
        rows: rows.iter().map(cells).collect(),
        day: now.get(..10).unwrap_or_default().to_owned(),
        mark: format!("{} · {person} · {now}", generation.salon.name),
    }
}

/// `2026-11-22 09:30` in the salon's zone.
fn local(at: Millis, zone: &jiff::tz::TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(at).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn cell(value: &Json, kind: &str, zone: &jiff::tz::TimeZone, minor_digits: u32) -> Cell {
    let number = value.as_i64();
    match (kind, number) {
        ("money", Some(minor)) => Cell::Number(minor as f64 / 10f64.powi(minor_digits as i32)),
        ("quantity", Some(milli)) => Cell::Number(milli as f64 / 1_000.0),
        ("integer", Some(number)) => Cell::Number(number as f64),
        ("datetime", Some(at)) => Cell::Text(local(at, zone)),
        _ => match value {
            Json::Null => Cell::Empty,
            Json::String(text) if kind == "phone" => Cell::Phone(text.clone()),
            Json::String(text) => Cell::Text(text.clone()),
            other => Cell::Text(other.to_string()),
        },
    }
}

/// The list separator people's own programs expect.
pub(super) fn separator(locale: Locale) -> u8 {
    if locale == Locale::En { b',' } else { b';' }
}
