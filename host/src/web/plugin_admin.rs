//! `/admin/plugins`: what is installed, in plain words; on and off in under a second; what needs attention;
//! a module's settings, health, events and jobs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, Query, Request, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::form::{self, Sent};
use super::problem::Problem;
use super::session::Visitor;
use super::settings::text;
use super::view::{self, Page};
use super::{AppState, body, confirm, module_switch};
use crate::db::{DbError, Tx};
use crate::plugin::call::Text;
use crate::plugin::manifest::Setting;
use crate::plugin::{Generation, InstallError, Listed, Package, settings as plugin_settings};
use crate::queue::{effect, event, job};
use crate::secret::Secrets;

pub(super) const MANAGE: &str = "host.module.manage";
pub(super) const HERE: &str = "/admin/plugins";
/// Rows of events and of jobs on one page.
const ROWS_MAX: i64 = 100;

#[derive(Deserialize, Default)]
pub struct Wanted {
    #[serde(default)]
    tab: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    saved: Option<i64>,
}

/// What an installation refused, in words for the owner; names of modules, never ids, where they are known.
pub fn problem(error: InstallError) -> Problem {
    let with = |status, code: &str, key: &str, value: String| {
        let mut problem = Problem::new(status, code);
        problem.args.insert(key.to_owned(), value.into());
        problem
    };
    match error {
        InstallError::Unknown(_) => Problem::not_found(),
        InstallError::Requires { contracts, .. } => {
            with(409, "module-requires", "contracts", contracts.join(", "))
        }
        InstallError::Needed { dependants, .. } => {
            with(409, "module-needed", "modules", dependants.join(", "))
        }
        InstallError::Provided { provider, .. } => with(409, "module-provided", "provider", provider),
        InstallError::NotAlike { contracts, .. } => {
            with(409, "module-unlike", "contracts", contracts.join(", "))
        }
        InstallError::Totals { differences } => {
            with(409, "module-totals", "differences", differences.join("; "))
        }
        InstallError::TakeOver(error) => {
            let problem = with(409, "module-take-over", "reason", error.message.clone());
            Problem { text: error.text, ..problem }
        }
        InstallError::Older { installed, .. } => with(409, "module-older", "installed", installed),
        InstallError::Package(error) => with(422, "bundle-refused", "reason", error.to_string()),
        InstallError::Db(error) => error.into(),
        error => {
            tracing::error!(error = &error as &dyn std::error::Error, "a module could not be changed");
            Problem::new(500, "internal")
        }
    }
}

/// `GET /admin/plugins`.
pub async fn list(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    let generation = state.plugins.current();
    let installed = state.plugins.list().await.map_err(problem)?;
    let dead = state.read(failing_by_plugin).await?;
    let cards: Vec<Json> =
        installed.iter().map(|listed| card(&state, &generation, &visitor, listed, &dead)).collect();
    let needs = |card: &Json| !card["problem"].is_null();
    let attention = cards.iter().filter(|card| needs(card)).count();
    let tab = if matches!(wanted.tab.as_str(), "available" | "attention") {
        wanted.tab.as_str()
    } else {
        "installed"
    };
    let available = state.waiting_uploads(&generation, &visitor);
    let q = wanted.q.trim().to_lowercase();
    let shown: Vec<&Json> = cards
        .iter()
        .filter(|card| tab != "attention" || needs(card))
        .filter(|card| {
            let all =
                format!("{} {}", card["name"].as_str().unwrap_or(""), card["purpose"].as_str().unwrap_or(""));
            all.to_lowercase().contains(&q)
        })
        .collect();
    let view = json!({
        "tab": tab, "q": wanted.q, "can_install": true, "modules": shown,
        "counts": { "installed": cards.len(), "available": available.len(), "attention": attention },
        "available": available,
    });
    let page =
        Page { title: text(&generation, &visitor, "host-modules-title"), ..Page::host("plugins", HERE) };
    let page = page.reading(&["host_delivery", "host_job"]);
    form::show(&state, &generation, &visitor, &page, "plugin_list.html", view)
}

/// How often something may fail before it is said: a hiccup heals by itself, a third failure seldom does.
const FAILURES_UNSAID: i64 = 2;

/// What does not get through, by module: given up, or failing again and again.
fn failing_by_plugin(tx: &mut Tx) -> Result<BTreeMap<String, i64>, DbError> {
    let rows = tx.query(
        "select subscriber, count(*) from host_delivery where state = 'dead' or (state = 'pending' and attempts > $1) \
         group by subscriber
         union all select plugin_id, count(*) from host_job where state = 'dead' or attempts > $1 group by plugin_id
         union all select plugin_id, count(*) from host_effect where state in ('dead', 'parked') \
         or (state in ('ready', 'leased') and attempts > $1) group by plugin_id",
        &[FAILURES_UNSAID.into()],
    )?;
    let mut failing = BTreeMap::new();
    for row in rows {
        *failing.entry(row.text(0).to_owned()).or_insert(0) += row.int(1);
    }
    Ok(failing)
}

/// A module on its card.
fn card(
    state: &AppState,
    generation: &Generation,
    visitor: &Visitor,
    listed: &Listed,
    dead: &BTreeMap<String, i64>,
) -> Json {
    let package = &listed.package;
    let manifest = &package.manifest;
    let say = |key: &str, args: Json| say(generation, visitor, key, args);
    let name = say(manifest.plugin.name.get_ref(), json!({}));
    let enabled = generation.plugins.contains_key(package.id());
    let paused = listed.health.open || listed.state == "quarantined";
    let letters = dead.get(package.id()).copied().unwrap_or(0);
    let problem = if paused {
        Some(say("host-modules-problem-paused", json!({})))
    } else if letters > 0 {
        Some(say("host-modules-problem-letters", json!({ "count": letters })))
    } else {
        None
    };
    let module_name = |id: &String| match generation.installed.get(id) {
        Some(package) => say(package.manifest.plugin.name.get_ref(), json!({})),
        None => id.clone(),
    };
    let replacements = state.plugins.replacements(package.id());
    let replacements: Vec<Json> = replacements
        .iter()
        .map(|id| json!({ "name": module_name(id), "href": format!("{HERE}/{}/replace/{id}", package.id()) }))
        .collect();
    let goes_too = if enabled { state.plugins.dependants(package.id()) } else { Vec::new() };
    let dependents: Vec<String> = goes_too.iter().map(module_name).collect();
    let health = match (enabled, listed.health.calls) {
        (false, _) => say("host-modules-health-off", json!({})),
        (true, 0) => say("host-modules-health-new", json!({})),
        (true, calls) => {
            let ms = (listed.health.duration_us / 100.0).round() / 10.0;
            say("host-modules-health", json!({ "ms": ms, "calls": calls }))
        }
    };
    let tint =
        generation.look.renderer.write("tint", &name.clone().into(), &view::scope(generation, visitor, None));
    json!({
        "id": package.id(), "name": name, "version": manifest.version(), "publisher": manifest.plugin.publisher,
        "icon": manifest.plugin.icon, "tint": tint.ok().and_then(|t| t.parse::<u8>().ok()).unwrap_or(1),
        "purpose": say(manifest.plugin.purpose.get_ref(), json!({})), "href": format!("{HERE}/{}", package.id()),
        "enabled": enabled, "dependents": dependents, "goes_too": goes_too.join(","),
        "state": match (paused && enabled, enabled) { (true, _) => "paused", (_, true) => "on", _ => "off" },
        "problem": problem, "permissions": rights(generation, visitor, package), "replacements": replacements,
        "health": { "text": health, "spark": listed.health.latest_us.iter().map(|us| f64::from(*us) / 1_000.0).collect::<Vec<_>>() },
    })
}

/// Who acts, as the audit log names people.
pub(super) fn actor(visitor: &Visitor) -> String {
    visitor.principal.as_ref().map_or_else(String::new, |p| format!("{}:{}", p.login, p.person_id))
}

pub(super) fn say(generation: &Generation, visitor: &Visitor, key: &str, args: Json) -> String {
    let scope = view::scope(generation, visitor, None);
    let args = args.as_object().cloned().unwrap_or_default();
    generation.look.renderer.text_in(&scope, key, &args)
}

/// What a module may do, in plain words. Nobody wrote these sentences for it: they follow from its statements
/// and its manifest, so they cannot be untrue.
pub fn rights(generation: &Generation, visitor: &Visitor, package: &Package) -> Vec<Json> {
    rights_with(&|key, args| say(generation, visitor, key, args), package)
}

/// The same in the words of `say`.
pub(super) fn rights_with(say: &dyn Fn(&str, Json) -> String, package: &Package) -> Vec<Json> {
    let mut lines = Vec::new();
    let line = |icon: &str, text: String| json!({ "icon": icon, "text": text });
    let read: BTreeSet<&str> =
        package.statements.values().flat_map(|s| s.reads.keys()).map(String::as_str).collect();
    // Several relations may be one thing in an owner's words.
    let mut said = BTreeSet::new();
    for contract in package.contracts.values() {
        for relation in &contract.relations {
            if read.contains(contract.view_name(&relation.name).as_str()) && said.insert(&relation.says) {
                let icon = if relation.sensitive { "phone" } else { "eye" };
                let said = match say(&relation.says, json!({})) {
                    // Nobody who provides it is installed, so nobody has the words for it yet.
                    key if key == relation.says => {
                        say("host-modules-can-read", json!({ "what": contract.contract.name }))
                    }
                    said => said,
                };
                lines.push(line(icon, said));
            }
        }
    }
    let tables: BTreeSet<&str> = package.statements.values().filter_map(|s| s.writes.as_deref()).collect();
    if !tables.is_empty() {
        lines.push(line("pencil", say("host-modules-can-store", json!({ "count": tables.len() }))));
    }
    let manifest = &package.manifest;
    let pages = manifest.navigation.len();
    if pages > 0 {
        lines.push(line("layout-dashboard", say("host-modules-can-pages", json!({ "count": pages }))));
    }
    let panels = manifest.panels.len() + manifest.widgets.len();
    if panels > 0 {
        lines.push(line("layers", say("host-modules-can-panels", json!({ "count": panels }))));
    }
    let background = manifest.jobs.len() + manifest.subscriptions.len();
    if background > 0 {
        lines.push(line("clock", say("host-modules-can-background", json!({}))));
    }
    for egress in &manifest.egress {
        let host = egress.host.as_ref().or(egress.setting.as_ref()).map_or("", |host| host.get_ref());
        let purpose = say(egress.purpose.get_ref(), json!({}));
        let args = json!({ "host": host, "purpose": purpose });
        lines.push(line("send", say("host-modules-can-send", args)));
    }
    for link in &manifest.links {
        lines.push(line(
            "external-link",
            say("host-modules-can-lead", json!({ "host": link.host.get_ref() })),
        ));
    }
    if manifest.effects.iter().any(|effect| effect.kind.get_ref() == "mail") {
        lines.push(line("mail", say("host-modules-can-mail", json!({}))));
    }
    if !manifest.webhooks.is_empty() {
        lines.push(line("globe", say("host-modules-can-hear", json!({}))));
    }
    if manifest.routes.iter().any(|route| route.public) {
        lines.push(line("globe", say("host-modules-can-public", json!({}))));
    }
    lines
}

/// `GET /admin/plugins/<id>?tab=…`.
pub async fn detail(
    State(state): State<AppState>,
    Path(plugin): Path<String>,
    Query(wanted): Query<Wanted>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    draw_detail(&state, &visitor, &plugin, &wanted, None).await
}

async fn draw_detail(
    state: &AppState,
    visitor: &Visitor,
    plugin: &str,
    wanted: &Wanted,
    refused: Option<(&Problem, Map<String, Json>)>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let installed = state.plugins.list().await.map_err(problem)?;
    let listed =
        installed.iter().find(|listed| listed.package.id() == plugin).ok_or_else(Problem::not_found)?;
    let dead = state.read(failing_by_plugin).await?;
    let tab = if matches!(wanted.tab.as_str(), "health" | "log" | "queue") {
        wanted.tab.as_str()
    } else {
        "settings"
    };
    let (id, package) = (plugin.to_owned(), listed.package.clone());
    let read = move |tx: &mut Tx| {
        let mut values = plugin_settings::load(tx, &package.manifest)?;
        // Of a secret the page knows only whether there is one.
        values.extend(crate::secret::names(tx, &id)?.into_iter().map(|name| (name, true.into())));
        Ok::<_, DbError>((values, rows(tx, &id)?, effects(tx, &id)?))
    };
    let (values, (events, jobs, log), effects) = state.read(read).await?;
    let module = card(state, &generation, visitor, listed, &dead);
    let view = json!({
        "module": module, "tab": tab, "saved_at": wanted.saved,
        "sections": sections(&generation, visitor, &listed.package, &values),
        "action": format!("{HERE}/{plugin}/settings"),
        "health": health(&generation, visitor, listed), "log": log, "events": events, "jobs": jobs, "effects": effects,
        "confirm": listed.package.manifest.settings.iter().any(Setting::is_secret) && confirm::is_needed(visitor),
        "can_change": true,
    });
    let title = module["name"].as_str().unwrap_or_default().to_owned();
    let page = Page { title, ..Page::host("plugin", &format!("{HERE}/{plugin}")) };
    let page = page.reading(&["host_setting", "host_secret", "host_delivery", "host_job", "host_effect"]);
    form::show_with(state, &generation, visitor, &page, "plugin_detail.html", view, refused)
}

/// The settings form, from the manifest.
fn sections(
    generation: &Generation,
    visitor: &Visitor,
    package: &Package,
    values: &Map<String, Json>,
) -> Vec<Json> {
    let mut order: Vec<&str> = Vec::new();
    let mut by_section: BTreeMap<&str, Vec<Json>> = BTreeMap::new();
    for setting in &package.manifest.settings {
        let section = setting.section.as_deref().unwrap_or("");
        if !order.contains(&section) {
            order.push(section);
        }
        by_section.entry(section).or_default().push(field(generation, visitor, package, setting, values));
    }
    let titled = |section: &str| {
        let key = if section.is_empty() {
            "host-modules-settings".to_owned()
        } else {
            format!("{}-section-{section}", package.id())
        };
        say(generation, visitor, &key, json!({}))
    };
    order
        .into_iter()
        .map(|section| json!({ "id": section, "title": titled(section), "hint": "", "fields": by_section.remove(section) }))
        .collect()
}

fn field(
    generation: &Generation,
    visitor: &Visitor,
    package: &Package,
    setting: &Setting,
    values: &Map<String, Json>,
) -> Json {
    let key = setting.key.get_ref();
    let title = setting.title.get_ref();
    let say = |key: &str| say(generation, visitor, key, json!({}));
    // An option's text is the setting's key with the option behind it.
    let options: Vec<Json> = setting
        .options
        .iter()
        .map(|option| {
            let text_key = format!("{title}-{option}");
            let known = generation.look.renderer.has_text(&text_key);
            json!({ "value": option, "label": if known { say(&text_key) } else { option.clone() } })
        })
        .collect();
    let kind = if setting.kind.get_ref() == "select" { "choice" } else { setting.kind.get_ref() };
    let bound = |n: Option<i64>| n.map_or_else(|| json!(""), |n| json!(n));
    json!({
        "key": key, "type": kind, "title": say(title), "hint": setting.hint.as_ref().map_or_else(String::new, |h| say(h.get_ref())),
        "value": values.get(key).cloned().unwrap_or_else(|| plugin_settings::default(setting)), "options": options,
        "min": bound(setting.range.map(|r| r.0)), "max": bound(setting.range.map(|r| r.1)), "unit": "",
        "section": package.id(),
    })
}

fn health(generation: &Generation, visitor: &Visitor, listed: &Listed) -> Json {
    let mut sorted: Vec<f64> = listed.health.latest_us.iter().map(|us| f64::from(*us) / 1_000.0).collect();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let index = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
        sorted.get(index).map_or(0.0, |ms| (ms * 10.0).round() / 10.0)
    };
    let row = |key: &str, value: String| json!({ "label": say(generation, visitor, key, json!({})), "value": value });
    let mut rows = vec![
        row("host-module-fingerprint", listed.package.sha256.chars().take(16).collect()),
        row("host-module-statements", listed.package.statements.len().to_string()),
        row("host-module-migrations", listed.package.migrations.len().to_string()),
    ];
    if let Some((code, message)) = &listed.health.reason {
        rows.push(row("host-module-last-fault", format!("{code}: {message}")));
    }
    json!({
        "calls": listed.health.calls, "faults": listed.health.faults, "p50_ms": at(0.5), "p95_ms": at(0.95),
        "memory_mib": listed.package.manifest.limits.memory_mib, "rows": rows,
        "spark": listed.health.latest_us.iter().map(|us| f64::from(*us) / 1_000.0).collect::<Vec<_>>(),
    })
}

/// Deliveries, jobs and latest commands, as the page lists them.
type Rows = (Vec<Json>, Vec<Json>, Vec<Json>);

/// Deliveries, jobs and latest commands of a module.
pub(super) fn rows(tx: &mut Tx, plugin: &str) -> Result<Rows, DbError> {
    Ok((deliveries(tx, plugin)?, jobs(tx, plugin)?, log(tx, plugin)?))
}

fn deliveries(tx: &mut Tx, plugin: &str) -> Result<Vec<Json>, DbError> {
    let mut rows = Vec::new();
    for (state, shown) in [("dead", "dead"), ("pending", "waiting"), ("done", "done")] {
        for delivery in event::list(tx, Some(plugin), state, ROWS_MAX)? {
            let waits_again = state == "pending" && delivery.attempts > 0;
            rows.push(json!({
                "id": delivery.delivery_id, "topic": delivery.event.topic, "key": delivery.event.key,
                "at": delivery.event.occurred_at, "state": if waits_again { "failed" } else { shown },
                "attempts": delivery.attempts, "next_at": delivery.next_at, "error": delivery.error,
            }));
        }
    }
    rows.truncate(ROWS_MAX as usize);
    Ok(rows)
}

fn jobs(tx: &mut Tx, plugin: &str) -> Result<Vec<Json>, DbError> {
    let rows = job::list(tx, Some(plugin), ROWS_MAX)?.into_iter().map(|job| {
        let state = match (job.state.as_str(), job.attempts) {
            ("dead", _) => "dead",
            ("waiting", 1..) => "failed",
            ("done", _) => "done",
            _ => "waiting",
        };
        json!({ "id": job.job_id, "name": job.name, "key": job.dedup_key, "at": job.run_at, "state": state,
            "attempts": job.attempts, "error": job.error })
    });
    Ok(rows.collect())
}

/// What the module wished for outside. Requests and answers stay out of the page: they hold phones and names.
fn effects(tx: &mut Tx, plugin: &str) -> Result<Vec<Json>, DbError> {
    let rows = effect::list(tx, plugin, ROWS_MAX)?.into_iter().map(|effect| {
        let state = match (effect.state.as_str(), effect.attempts) {
            ("ready" | "leased", 1..) => "failed",
            ("ready" | "leased", _) => "waiting",
            ("failed", _) => "refused",
            (other, _) => other,
        };
        json!({ "id": effect.effect_id, "kind": effect.kind, "destination": effect.destination, "key": effect.key,
            "at": effect.created_at, "state": state, "attempts": effect.attempts, "next_at": effect.next_at,
            "error": effect.error })
    });
    Ok(rows.collect())
}

/// The module's latest commands, from the audit rows.
fn log(tx: &mut Tx, plugin: &str) -> Result<Vec<Json>, DbError> {
    let rows = tx.query(
        "select occurred_at, action, actor, audit_id from host_audit where plugin_id = $1 order by occurred_at desc, audit_id desc limit 50",
        &[plugin.into()],
    )?;
    Ok(rows
        .iter()
        .map(|row| {
            let who = row.text(2).split(':').next().unwrap_or_default();
            json!({ "at": row.int(0), "level": "info", "message": format!("{} · {who}", row.text(1)), "request": row.text(3) })
        })
        .collect())
}

/// `POST /admin/plugins/<id>/enable`, `/disable`, `/resume`, `/retry`, `/discard`.
pub async fn act(
    State(state): State<AppState>,
    Path((plugin, act)): Path<(String, String)>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let who = visitor.with(MANAGE)?.login.clone();
    let here = format!("{HERE}/{plugin}");
    let (back, toast) = match act.as_str() {
        "enable" | "resume" => {
            state.plugins.enable(&plugin, &actor(&visitor)).await.map_err(problem)?;
            (HERE, "host-toast-module-on")
        }
        "disable" => {
            return module_switch::off(&state, &visitor, &plugin, request).await;
        }
        "retry" | "discard" => {
            decide(&state, &visitor, &plugin, act == "retry", request).await?;
            (here.as_str(), "host-toast-saved")
        }
        _ => return Err(Problem::not_found()),
    };
    tracing::info!(plugin.id = plugin, act, person = who, "{act} of {plugin} by {who}");
    let name =
        state.plugins.current().installed.get(&plugin).map(|p| p.manifest.plugin.name.get_ref().clone());
    let name = name.map_or(plugin.clone(), |key| text(&state.plugins.current(), &visitor, &key));
    let location = if back == here { format!("{here}?tab=queue") } else { back.to_owned() };
    let args = Map::from_iter([("name".to_owned(), name.into())]);
    Ok(form::done_with(&state, &visitor, &location, toast, &args))
}

/// A dead letter or a dead job: once more, or never.
async fn decide(
    state: &AppState,
    visitor: &Visitor,
    plugin: &str,
    retry: bool,
    request: Request,
) -> Result<(), Problem> {
    let schema = json!({ "properties": {
        "delivery_id": { "type": "string", "maxLength": 80 }, "job_id": { "type": "string", "maxLength": 80 },
        "effect_id": { "type": "string", "maxLength": 80 },
    } });
    let values = Sent::read(state, request, &schema).await?.values?;
    let (delivery_id, job_id) = (form::text(&values, "delivery_id"), form::text(&values, "job_id"));
    let effect_id = form::text(&values, "effect_id");
    let about = json!({ "plugin": plugin, "delivery_id": delivery_id, "job_id": job_id, "effect_id": effect_id,
        "retry": retry });
    let (owner, now) = (plugin.to_owned(), visitor.now);
    let decided = move |tx: &mut Tx| {
        let of_plugin = |tx: &mut Tx, sql: &str, id: &String| {
            Ok::<_, DbError>(!tx.query(sql, &[id.into(), (&owner).into()])?.is_empty())
        };
        let deliveries = "select delivery_id from host_delivery where delivery_id = $1 and subscriber = $2";
        let jobs = "select job_id from host_job where job_id = $1 and plugin_id = $2";
        if !effect_id.is_empty() {
            return effect::decide(tx, &owner, &effect_id, retry, now);
        }
        if !delivery_id.is_empty() {
            return Ok(
                of_plugin(tx, deliveries, &delivery_id)? && event::decide(tx, &delivery_id, retry, now)?
            );
        }
        Ok::<_, DbError>(of_plugin(tx, jobs, &job_id)? && job::decide(tx, &job_id, retry, now)?)
    };
    if state.record(visitor, "dead-letter", about, decided).await? {
        state.plugins.ring_effects();
        Ok(())
    } else {
        Err(Problem::not_found())
    }
}

/// `POST /admin/plugins/<id>/settings`.
pub async fn save_settings(
    State(state): State<AppState>,
    Path(plugin): Path<String>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    let generation = state.plugins.current();
    let package = generation.installed.get(&plugin).ok_or_else(Problem::not_found)?.clone();
    let (parts, request_body) = request.into_parts();
    let bytes = body::read(&parts.headers, request_body, crate::limit::BODY_BYTES_MAX).await?;
    let (mut raw, _) = body::fields(&parts.headers, &bytes)?;
    raw.remove(super::csrf::FIELD);
    let typed =
        raw.remove(confirm::FIELD).and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
    let mut checked = check_settings(&generation, &package, &raw);
    if let Ok((_, secrets)) = &checked
        && !secrets.is_empty()
        && let Err(problem) = confirm::pass(&state, &visitor, &typed).await
    {
        checked = Err(problem);
    }
    match checked {
        Ok((values, secrets)) => {
            let (id, seal, now) = (plugin.clone(), state.plugins.seal(), visitor.now);
            // Which settings, not their values: some are secrets.
            let names: Vec<&String> = values.keys().chain(secrets.keys()).collect();
            let about = json!({ "plugin": id, "settings": names });
            let store = move |tx: &mut Tx| plugin_settings::keep(tx, &seal, &id, &values, &secrets, now);
            state.record(&visitor, "module-settings", about, store).await?;
            let location = format!("{HERE}/{plugin}?saved={}", visitor.now);
            Ok(form::done(&state, &visitor, &location, "host-toast-saved"))
        }
        Err(problem) => {
            // A secret is typed again rather than sent back to the page.
            raw.retain(|key, _| !is_secret(&package, key));
            draw_detail(&state, &visitor, &plugin, &Wanted::default(), Some((&problem, raw))).await
        }
    }
}

fn is_secret(package: &Package, key: &str) -> bool {
    package.manifest.settings.iter().any(|s| s.is_secret() && s.key.get_ref() == key)
}

/// Every setting of the manifest from what was typed; a switch that is absent is off, a secret left empty stays, and
/// one whose box `<key>_forget` is ticked goes.
fn check_settings(
    generation: &Generation,
    package: &Arc<Package>,
    raw: &Map<String, Json>,
) -> Result<(Map<String, Json>, Secrets), Problem> {
    let mut values = Map::new();
    let mut secrets = Secrets::new();
    let mut wrong = BTreeMap::new();
    let digits = super::input::minor_digits(&generation.salon.currency);
    for setting in &package.manifest.settings {
        let key = setting.key.get_ref();
        let value = match (setting.kind.get_ref().as_str(), raw.get(key)) {
            ("boolean", given) => super::input::is_on(given).into(),
            (_, None) if setting.is_secret() => String::new().into(),
            (_, None) => continue,
            ("integer" | "percent", Some(Json::String(text))) => super::input::whole(text, 0),
            ("money", Some(Json::String(text))) => super::input::whole(text, digits),
            ("text", Some(Json::String(text))) => text.trim().into(),
            (_, Some(given)) => given.clone(),
        };
        match plugin_settings::check(setting, &value, digits) {
            Ok(()) if setting.is_secret() => {
                let forget = super::input::is_on(raw.get(&format!("{key}_forget")));
                let typed = value.as_str().unwrap_or_default().trim().to_owned();
                if forget || !typed.is_empty() {
                    secrets.insert(key.clone(), if forget { String::new() } else { typed });
                }
            }
            Ok(()) => {
                values.insert(key.clone(), value);
            }
            Err((ftl, args)) => {
                wrong.insert(key.clone(), Text { ftl: ftl.to_owned(), args });
            }
        }
    }
    if wrong.is_empty() { Ok((values, secrets)) } else { Err(Problem::invalid(wrong)) }
}
