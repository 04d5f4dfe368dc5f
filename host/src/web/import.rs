//! Lists in, step by step: choose, upload, say which column is which, check, run. The work is `import`'s.

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::form;
use super::problem::Problem;
use super::session::{Visitor, Wants};
use super::view::{self, Page};
use super::{AppState, body};
use crate::import::console::report_of;
use crate::import::intake::Definition;
use crate::import::mapping::{Mapping, is_named};
use crate::import::read::Options;
use crate::import::run::Upload;
use crate::import::store::{self, Outcome, Run, State as RunState, StoredRow};
use crate::import::{ImportError, ReadError};
use crate::limit::{IMPORT_COLUMNS_MAX, IMPORT_FILE_BYTES_MAX};
use crate::plugin::Generation;
use crate::plugin::call::Text;

const RUN: &str = "host.import.run";
const HERE: &str = "/import";
/// Rejected rows on the page; all of them are in the report.
const SHOWN_ROWS: i64 = 50;
/// Values of a column that help to recognise it.
const SAMPLES: usize = 4;
const SAMPLE_CHARS: usize = 40;

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let status = match &error {
            ImportError::NoSuchImport | ImportError::NoSuchRun => return Self::not_found(),
            ImportError::Running => 409,
            ImportError::Read(ReadError::TooLarge { .. }) => 413,
            ImportError::Read(_) | ImportError::BadMapping | ImportError::MissingFields(_) => 422,
            ImportError::Unavailable => 503,
            ImportError::Db(_) => {
                tracing::error!(error = &error as &dyn std::error::Error, "an import met the database");
                503
            }
        };
        Self { text: Some(plain(error.key())), ..Self::new(status, "invalid") }
    }
}

fn plain(key: &str) -> Text {
    Text { ftl: key.to_owned(), args: Map::new() }
}

/// What a page about one import needs to know.
struct Desk<'a> {
    state: &'a AppState,
    visitor: &'a Visitor,
    generation: std::sync::Arc<Generation>,
}

impl<'a> Desk<'a> {
    fn new(state: &'a AppState, visitor: &'a Visitor) -> Self {
        Self { state, visitor, generation: state.plugins.current() }
    }

    fn say(&self, text: &Text) -> String {
        let scope = view::scope(&self.generation, self.visitor, None);
        self.generation.look.renderer.text_in(&scope, &text.ftl, &text.args)
    }

    fn key(&self, key: &str) -> String {
        self.say(&plain(key))
    }

    /// The import, if it exists and this person may bring its lists in.
    fn definition(&self, plugin: &str, name: &str) -> Result<Definition, Problem> {
        let definition = self.state.importer.definition(plugin, name);
        if definition.as_ref().is_none_or(|one| !one.own_right) {
            self.visitor.with(RUN)?;
        }
        let definition = definition.ok_or_else(Problem::not_found)?;
        match &definition.permission {
            Some(permission) => self.visitor.with(permission).map(|_| definition),
            None => Ok(definition),
        }
    }

    async fn run(&self, definition: &Definition, run_id: &str) -> Result<Run, Problem> {
        let run = self.state.importer.get(run_id).await?;
        let fits = run.plugin_id == definition.plugin && run.import_name == definition.name;
        if fits { Ok(run) } else { Err(Problem::not_found()) }
    }

    fn plugin_name(&self, plugin: &str) -> String {
        let plugin = self.generation.plugins.get(plugin);
        plugin.map(|plugin| self.key(plugin.manifest.plugin.name.get_ref())).unwrap_or_default()
    }

    fn head(&self, definition: &Definition, run: Option<&Run>) -> Json {
        let href = href(definition);
        let action = run.map_or_else(|| href.clone(), |run| format!("{href}/{}", run.run_id));
        let plugin_name = self.plugin_name(&definition.plugin);
        json!({ "title": self.key(&definition.title), "plugin_name": plugin_name, "href": href, "action": action, "template": "" })
    }

    fn draw(&self, path: &str, view: Json, problem: Option<&Problem>) -> Result<Response, Problem> {
        let page = Page { title: self.key("host-import-title"), ..Page::host("import", path) };
        let page = page.reading(&[store::RELATION]);
        let refused = problem.map(|problem| (problem, Map::new()));
        form::show_with(self.state, &self.generation, self.visitor, &page, "import.html", view, refused)
    }

    fn title_of(&self, definition: &Definition, field: Option<&String>) -> String {
        let field = field.and_then(|key| definition.fields.iter().find(|field| field.key == *key));
        field.map(|field| self.key(&field.title)).unwrap_or_default()
    }

    fn reason(&self, definition: &Definition, row: &StoredRow) -> (String, String) {
        let reason = row.reason.as_ref().map(|reason| self.say(reason)).unwrap_or_default();
        (self.title_of(definition, row.field.as_ref()), reason)
    }
}

fn href(definition: &Definition) -> String {
    format!("{HERE}/{}/{}", definition.plugin, definition.name)
}

/// `GET /import`: what can be brought in.
pub async fn choose(State(state): State<AppState>, visitor: Visitor) -> Result<Response, Problem> {
    let principal = visitor.with(RUN)?;
    let desk = Desk::new(&state, &visitor);
    let mut imports = Vec::new();
    for one in state.importer.definitions() {
        if one.permission.as_ref().is_some_and(|permission| !principal.can(permission)) {
            continue;
        }
        let icon = desk
            .generation
            .plugins
            .get(&one.plugin)
            .map_or("puzzle", |plugin| plugin.manifest.plugin.icon.as_str());
        imports.push(json!({
            "title": desk.key(&one.title), "plugin_name": desk.plugin_name(&one.plugin), "icon": icon, "href": href(&one),
        }));
    }
    desk.draw(HERE, json!({ "step": "choose", "imports": imports }), None)
}

/// `GET /import/<plugin>/<name>`: the place for a file.
pub async fn begin(
    State(state): State<AppState>,
    Path((plugin, name)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let desk = Desk::new(&state, &visitor);
    let definition = desk.definition(&plugin, &name)?;
    place_for_file(&desk, &definition, None)
}

fn place_for_file(
    desk: &Desk<'_>,
    definition: &Definition,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let view = json!({ "step": "upload", "import": desk.head(definition, None) });
    desk.draw(&href(definition), view, problem)
}

/// `POST /import/<plugin>/<name>/upload`: a file as the multipart field `file`.
pub async fn upload(
    State(state): State<AppState>,
    Path((plugin, name)): Path<(String, String)>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let desk = Desk::new(&state, &visitor);
    let definition = desk.definition(&plugin, &name)?;
    let principal = visitor.signed_in()?.clone();
    let (file_name, bytes) = file(request).await?;
    let upload = Upload {
        plugin,
        name,
        file_name,
        bytes,
        options: Options::default(),
        principal: principal.as_ref().clone(),
        locale: visitor.locale.tag().to_owned(),
    };
    match state.importer.upload(upload).await {
        Ok(run) => {
            let location = format!("{}/{}", href(&definition), run.run_id);
            if visitor.wants == Wants::Json {
                let body = json!({ "import_id": run.run_id, "location": location, "rows": run.data_rows(), "mapping": run.mapping });
                return Ok((StatusCode::CREATED, axum::Json(body)).into_response());
            }
            Ok(form::go(&state, &visitor, &location, None))
        }
        Err(error @ ImportError::Read(_)) => place_for_file(&desk, &definition, Some(&error.into())),
        Err(error) => Err(error.into()),
    }
}

/// A list may be larger than an ordinary form; the reader says by how much.
pub fn body_limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(IMPORT_FILE_BYTES_MAX + (1 << 20))
}

async fn file(request: Request) -> Result<(String, Vec<u8>), Problem> {
    let mut parts =
        Multipart::from_request(request, &()).await.map_err(|_| Problem::new(415, "bad-request"))?;
    while let Some(part) = parts.next_field().await.map_err(body::broken_parts)? {
        if part.name() == Some("file") {
            let name = part.file_name().unwrap_or("list").to_owned();
            return Ok((name, part.bytes().await.map_err(body::broken_parts)?.to_vec()));
        }
    }
    Err(Problem::field("file", "host-error-required"))
}

#[derive(Deserialize)]
pub struct Wanted {
    #[serde(default)]
    step: String,
}

/// `GET /import/<plugin>/<name>/<run>`: wherever the run stands.
pub async fn show(
    State(state): State<AppState>,
    Path((plugin, name, run_id)): Path<(String, String, String)>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let desk = Desk::new(&state, &visitor);
    let definition = desk.definition(&plugin, &name)?;
    let run = desk.run(&definition, &run_id).await?;
    draw(&desk, &definition, &run, wanted.step == "map", None).await
}

async fn draw(
    desk: &Desk<'_>,
    definition: &Definition,
    run: &Run,
    map: bool,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let mut view = json!({ "import": desk.head(definition, Some(run)), "file": file_view(run), "import_id": run.run_id });
    let step = match run.state {
        RunState::Reading => return Err(Problem::not_found()),
        RunState::Checking => "checking",
        RunState::Importing => "running",
        RunState::Stored => "map",
        RunState::Checked if map => "map",
        RunState::Checked => "checked",
        RunState::Done => "done",
        RunState::Cancelled | RunState::Failed => "failed",
    };
    view["step"] = step.into();
    match step {
        "map" => put(&mut view, mapping_view(desk, definition, run).await?),
        "checking" | "running" => view["progress"] = progress_view(desk, run),
        "failed" => view["problem"] = stopped(desk, run).into(),
        _ => put(&mut view, result_view(desk, definition, run).await?),
    }
    desk.draw(&format!("{}/{}", href(definition), run.run_id), view, problem)
}

fn put(view: &mut Json, more: Json) {
    if let (Json::Object(view), Json::Object(more)) = (view, more) {
        view.extend(more);
    }
}

fn file_view(run: &Run) -> Json {
    let found = |name: &str| run.found.get(name).cloned().unwrap_or_default();
    let text = |name: &str| found(name).as_str().unwrap_or_default().to_owned();
    json!({
        "name": run.file_name, "rows": run.data_rows(), "sheet": text("sheet"), "sheets": found("sheets"),
        "encoding": text("encoding"), "delimiter": text("delimiter"),
    })
}

async fn mapping_view(desk: &Desk<'_>, definition: &Definition, run: &Run) -> Result<Json, Problem> {
    let rows = desk.state.importer.first_rows(&run.run_id, 20).await?;
    let skipped = usize::from(run.mapping.header);
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns = Vec::with_capacity(width);
    for at in 0..width {
        let header = rows.first().filter(|_| run.mapping.header).and_then(|row| row.cells.get(at));
        let title = header.map(|cell| cell.text.clone()).filter(|title| !title.is_empty());
        let filled = rows
            .iter()
            .skip(skipped)
            .filter_map(|row| row.cells.get(at))
            .filter(|cell| !cell.text.is_empty());
        let samples: Vec<String> =
            filled.take(SAMPLES).map(|cell| cell.text.chars().take(SAMPLE_CHARS).collect()).collect();
        let field = run.mapping.field_of(at).unwrap_or_default();
        let known = definition.fields.iter().find(|one| one.key == field);
        let sure = known.zip(title.as_ref()).is_some_and(|(field, title)| is_named(field, title));
        columns.push(json!({
            "index": at, "title": title.unwrap_or_else(|| (at + 1).to_string()), "samples": samples, "field": field, "sure": sure,
        }));
    }
    let fields = definition.fields.iter().map(
        |field| json!({ "value": field.key, "label": desk.key(&field.title), "required": field.required }),
    );
    Ok(json!({ "columns": columns, "fields": fields.collect::<Vec<_>>() }))
}

fn progress_view(desk: &Desk<'_>, run: &Run) -> Json {
    let (done, total) = (run.done_rows(), run.data_rows());
    let text = run.notice.as_ref().map(|notice| desk.say(notice)).unwrap_or_default();
    json!({ "done": done, "total": total, "percent": done * 100 / total.max(1), "text": text })
}

fn stopped(desk: &Desk<'_>, run: &Run) -> String {
    if let Some(notice) = &run.notice {
        return desk.say(notice);
    }
    let args = json!({ "done": run.done_rows(), "total": run.data_rows() });
    let Json::Object(args) = args else { unreachable!("an object was just made") };
    desk.say(&Text { ftl: "host-import-cancelled".to_owned(), args })
}

async fn result_view(desk: &Desk<'_>, definition: &Definition, run: &Run) -> Result<Json, Problem> {
    let rejected = desk.state.importer.rows_of(run, Outcome::Rejected, 0, SHOWN_ROWS).await?;
    let rows: Vec<Json> = rejected
        .iter()
        .map(|row| {
            let (field, reason) = desk.reason(definition, row);
            let column = row.field.as_ref().and_then(|field| run.mapping.columns.get(field));
            let cell = column.and_then(|column| row.cells.get(*column)).or(row.cells.first());
            let value: String = cell.map(|cell| cell.text.chars().take(120).collect()).unwrap_or_default();
            json!({ "row": row.number, "field": field, "value": value, "reason": reason })
        })
        .collect();
    let more = (run.counts.rejected - rows.len() as i64).max(0);
    let report = format!("{}/{}/report.csv", href(definition), run.run_id);
    Ok(json!({
        "counts": run.counts, "rejected": rows, "rejected_more": more,
        "report": if run.counts.rejected > 0 { report } else { String::new() },
    }))
}

/// `POST …/check` (with the mapping), `…/run`, `…/cancel`.
pub async fn act(
    State(state): State<AppState>,
    Path((plugin, name, run_id, act)): Path<(String, String, String, String)>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let desk = Desk::new(&state, &visitor);
    let definition = desk.definition(&plugin, &name)?;
    let principal = visitor.signed_in()?;
    let run = desk.run(&definition, &run_id).await?;
    let done = match act.as_str() {
        "check" => match sent_mapping(&state, request, run.mapping.header).await? {
            Some(mapping) => match state.importer.set_mapping(&run_id, mapping).await {
                Ok(()) => state.importer.start(&run_id, true).await,
                refused => refused,
            },
            None => state.importer.start(&run_id, true).await,
        },
        "run" => state.importer.start(&run_id, false).await,
        "cancel" => state.importer.cancel(&run_id).await,
        _ => return Err(Problem::not_found()),
    };
    tracing::info!(import.run = run_id, act, person = principal.login, "{act} of an import");
    match done {
        Ok(()) => Ok(form::go(&state, &visitor, &format!("{}/{run_id}", href(&definition)), None)),
        Err(error @ (ImportError::BadMapping | ImportError::MissingFields(_))) => {
            draw(&desk, &definition, &run, true, Some(&error.into())).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `map[3]=phone` of the form, or `{"columns": {"phone": 3}}` of a script; `None` when nothing was sent: as proposed.
async fn sent_mapping(state: &AppState, request: Request, header: bool) -> Result<Option<Mapping>, Problem> {
    let limit = state.config.body_limit("/");
    let (parts, request_body) = request.into_parts();
    let bytes = body::read(&parts.headers, request_body, limit).await?;
    let kind = super::header::text(&parts.headers, header::CONTENT_TYPE).unwrap_or_default();
    let wrong = || Problem::from(ImportError::BadMapping);
    if kind.starts_with("application/json") {
        let json: Json = serde_json::from_slice(&bytes).map_err(|_| wrong())?;
        let Some(columns) = json.get("columns") else { return Ok(None) };
        let columns = serde_json::from_value(columns.clone()).map_err(|_| wrong())?;
        let header = json.get("header").and_then(Json::as_bool).unwrap_or(header);
        return Ok(Some(Mapping { header, columns }));
    }
    let mut mapping = Mapping { header, ..Mapping::default() };
    let mut asked = false;
    for (name, field) in body::pairs(&bytes) {
        let Some(column) = name.strip_prefix("map[").and_then(|rest| rest.strip_suffix(']')) else {
            continue;
        };
        asked = true;
        let column: usize =
            column.parse().ok().filter(|column| *column < IMPORT_COLUMNS_MAX).ok_or_else(wrong)?;
        if !field.is_empty() && mapping.columns.insert(field.into_owned(), column).is_some() {
            return Err(wrong());
        }
    }
    Ok(asked.then_some(mapping))
}

/// `GET …/report.csv`: every rejected row with its reason, to mend and bring back.
pub async fn report(
    State(state): State<AppState>,
    Path((plugin, name, run_id)): Path<(String, String, String)>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let desk = Desk::new(&state, &visitor);
    let definition = desk.definition(&plugin, &name)?;
    let run = desk.run(&definition, &run_id).await?;
    let text = report_of(&state.importer, &run, |row| desk.reason(&definition, row)).await?;
    let mut answer = text.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let disposition = HeaderValue::from_static("attachment; filename=\"rejected.csv\"");
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(answer)
}
