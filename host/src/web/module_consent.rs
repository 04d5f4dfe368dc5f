//! What a module will be able to do, said before it may: the sheet between an upload and its installation, and the one
//! before a module takes another's place. Its sentences follow from manifest and statements; nobody wrote them for it.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex};

use axum::extract::{Path, Request, State};
use axum::response::Response;
use pardoz_renderer::Renderer;
use serde_json::{Map, Value as Json, json};

use super::form::{self, Sent};
use super::plugin_admin::{self, HERE, MANAGE};
use super::problem::Problem;
use super::session::Visitor;
use super::settings::text;
use super::view::{self, Page};
use super::{AppState, body, confirm};
use crate::clock::Millis;
use crate::plugin::{Generation, Package, PackageError, pack};

/// Bundles that wait for a yes: few, and not for long.
const WAITING_MAX: usize = 8;
const WAITING_MS: Millis = 30 * 60_000;

/// Bundles that were uploaded and not yet agreed to. In memory: a restart forgets them, and nothing else does.
#[derive(Default)]
pub struct Uploads {
    waiting: Mutex<HashMap<String, Upload>>,
}

#[derive(Clone)]
struct Upload {
    by: String,
    at: Millis,
    bytes: Arc<[u8]>,
    package: Arc<Package>,
}

impl Uploads {
    fn keep(&self, upload: Upload) -> String {
        let mut waiting = self.waiting.lock().expect("uploads are never held across a panic");
        waiting.retain(|_, other| upload.at - other.at < WAITING_MS);
        if waiting.len() >= WAITING_MAX
            && let Some(oldest) = waiting.iter().min_by_key(|(_, u)| u.at).map(|(id, _)| id.clone())
        {
            waiting.remove(&oldest);
        }
        let id = crate::auth::new_secret();
        waiting.insert(id.clone(), upload);
        id
    }

    /// Only who brought a bundle can say yes to it.
    fn find(&self, id: &str, by: &str, now: Millis) -> Result<Upload, Problem> {
        let waiting = self.waiting.lock().expect("as above");
        let found = waiting.get(id).filter(|upload| upload.by == by && now - upload.at < WAITING_MS);
        found.cloned().ok_or_else(Problem::not_found)
    }

    fn forget(&self, id: &str) {
        self.waiting.lock().expect("as above").remove(id);
    }
}

/// `POST /admin/plugins/upload`: the bundle as a multipart field. Reading it runs nothing of it. A newer version that
/// asks for nothing more is installed at once; everything else waits for a yes.
pub async fn upload(
    State(state): State<AppState>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let who = visitor.with(MANAGE)?.login.clone();
    visitor.person()?;
    state.rates.take(super::rate::Dear::Upload, &who, visitor.now).map_err(Problem::too_often)?;
    let bytes = body::file(request, "bundle").await?;
    let components = state.plugins.components().clone();
    let read = move || -> Result<(Package, Vec<u8>), PackageError> {
        let package = Package::read(&bytes, &components)?;
        // Compiled, and not run: what does not compile need not be agreed to.
        package.linked()?;
        Ok((package, bytes))
    };
    let read = tokio::task::spawn_blocking(read).await.unwrap_or_else(|e| Err(e.into()));
    let (package, bytes) = read.map_err(|e| plugin_admin::problem(e.into()))?;
    let generation = state.plugins.current();
    let old = generation.installed.get(package.id()).cloned();
    let sheet = Sheet { generation: &generation, visitor: &visitor, package: &package, old: old.as_deref() };
    if old.is_some() && !sheet.asks_for_more()? {
        state
            .plugins
            .install(bytes, &plugin_admin::actor(&visitor), false)
            .await
            .map_err(plugin_admin::problem)?;
        return Ok(form::done(&state, &visitor, HERE, "host-toast-module-updated"));
    }
    let upload = Upload { by: who, at: visitor.now, bytes: bytes.into(), package: Arc::new(package) };
    let id = state.uploads.keep(upload);
    Ok(form::go(&state, &visitor, &format!("{HERE}/consent/{id}"), None))
}

/// `GET /admin/plugins/consent/<upload>`.
pub async fn show(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let who = visitor.with(MANAGE)?.login.clone();
    let upload = state.uploads.find(&id, &who, visitor.now)?;
    draw_upload(&state, &visitor, &id, &upload, None)
}

fn draw_upload(
    state: &AppState,
    visitor: &Visitor,
    id: &str,
    upload: &Upload,
    refused: Option<&Problem>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let old = generation.installed.get(upload.package.id()).cloned();
    let sheet = Sheet { generation: &generation, visitor, package: &upload.package, old: old.as_deref() };
    let mut facts = vec![sheet.fact("circle-check", "checked", sheet.checked())];
    match (sheet.stands_in_the_way(), old.is_some()) {
        (Some(other), _) => facts.push(sheet.fact("replace", "instead", json!({ "name": other }))),
        (None, true) => facts.push(sheet.fact("rotate-ccw", "back", json!({}))),
        (None, false) => facts.push(sheet.fact("power-off", "off", json!({}))),
    }
    let size = format!("{} KiB", upload.bytes.len() / 1_024);
    let view = sheet.view(&size, facts, &format!("{HERE}/consent/{id}"))?;
    draw(state, &generation, visitor, view, refused)
}

/// `POST /admin/plugins/consent/<upload>`: the yes.
pub async fn agree(
    State(state): State<AppState>,
    Path(id): Path<String>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    let who = visitor.with(MANAGE)?.login.clone();
    visitor.person()?;
    let upload = state.uploads.find(&id, &who, visitor.now)?;
    let generation = state.plugins.current();
    let old = generation.installed.get(upload.package.id()).cloned();
    let sheet =
        Sheet { generation: &generation, visitor: &visitor, package: &upload.package, old: old.as_deref() };
    match sheet.check_agreed(&state, request).await {
        Err(problem) if problem.is_about_input() => {
            return draw_upload(&state, &visitor, &id, &upload, Some(&problem));
        }
        other => other?,
    }
    // Switched on unless another module does the same now, or it was installed and off.
    let was_off = old.is_some() && !generation.plugins.contains_key(upload.package.id());
    let enable = sheet.stands_in_the_way().is_none() && !was_off;
    let bytes = upload.bytes.to_vec();
    let done = state.plugins.install(bytes, &plugin_admin::actor(&visitor), enable).await;
    done.map_err(plugin_admin::problem)?;
    state.uploads.forget(&id);
    let toast = if enable { "host-toast-module-on" } else { "host-toast-module-installed" };
    let args = Map::from_iter([("name".to_owned(), sheet.name()?.into())]);
    Ok(form::done_with(&state, &visitor, HERE, toast, &args))
}

/// `GET /admin/plugins/<old>/replace/<new>`.
pub async fn show_replace(
    State(state): State<AppState>,
    Path((old, new)): Path<(String, String)>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    draw_replace(&state, &visitor, &old, &new, None).await
}

async fn draw_replace(
    state: &AppState,
    visitor: &Visitor,
    old: &str,
    new: &str,
    refused: Option<&Problem>,
) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let (old, new) = replaceable(state, &generation, old, new)?;
    let sheet = Sheet { generation: &generation, visitor, package: &new, old: None };
    let mut facts = vec![sheet.fact("circle-check", "totals", json!({}))];
    for (name, amount) in state.plugins.totals(old.id()).await? {
        facts.push(json!({ "icon": "hash", "title": name, "note": amount.to_string() }));
    }
    facts.push(sheet.fact("rotate-ccw", "kept", json!({ "name": sheet.name_of(&old) })));
    let action = format!("{HERE}/{}/replace/{}", old.id(), new.id());
    let mut view = sheet.view("", facts, &action)?;
    view["instead_of"] = sheet.name_of(&old).into();
    draw(state, &generation, visitor, view, refused)
}

/// `POST /admin/plugins/<old>/replace/<new>`: data, totals and switch, in one transaction or not at all.
pub async fn replace(
    State(state): State<AppState>,
    Path((old, new)): Path<(String, String)>,
    visitor: Visitor,
    request: Request,
) -> Result<Response, Problem> {
    visitor.with(MANAGE)?;
    visitor.person()?;
    let generation = state.plugins.current();
    let (old, new) = replaceable(&state, &generation, &old, &new)?;
    let sheet = Sheet { generation: &generation, visitor: &visitor, package: &new, old: None };
    match sheet.check_agreed(&state, request).await {
        Err(problem) if problem.is_about_input() => {
            return draw_replace(&state, &visitor, old.id(), new.id(), Some(&problem)).await;
        }
        other => other?,
    }
    let by = plugin_admin::actor(&visitor);
    state.plugins.replace(old.id(), new.id(), &by).await.map_err(plugin_admin::problem)?;
    let args = Map::from_iter([("name".to_owned(), sheet.name()?.into())]);
    Ok(form::done_with(&state, &visitor, HERE, "host-toast-module-replaced", &args))
}

type Pair = (Arc<Package>, Arc<Package>);

fn replaceable(state: &AppState, generation: &Generation, old: &str, new: &str) -> Result<Pair, Problem> {
    let find = |id: &str| generation.installed.get(id).cloned().ok_or_else(Problem::not_found);
    let (old, new) = (find(old)?, find(new)?);
    if state.plugins.replacements(old.id()).iter().any(|id| id == new.id()) {
        return Ok((old, new));
    }
    Err(Problem::not_found())
}

fn draw(
    state: &AppState,
    generation: &Arc<Generation>,
    visitor: &Visitor,
    view: Json,
    refused: Option<&Problem>,
) -> Result<Response, Problem> {
    let page = Page { title: text(generation, visitor, "host-modules-title"), ..Page::host("consent", HERE) };
    let refused = refused.map(|problem| (problem, Map::new()));
    form::show_with(state, generation, visitor, &page, "consent.html", view, refused)
}

/// One module, as the owner is told about it.
struct Sheet<'a> {
    generation: &'a Arc<Generation>,
    visitor: &'a Visitor,
    package: &'a Package,
    /// The version that is installed.
    old: Option<&'a Package>,
}

impl Sheet<'_> {
    /// The words of a module that is not installed are known to nobody else yet.
    fn own_words(&self) -> Result<Renderer, Problem> {
        pack::words(self.package).map_err(|e| plugin_admin::problem(e.into()))
    }

    fn say(&self, own: &Renderer, key: &str, args: Json) -> String {
        let scope = view::scope(self.generation, self.visitor, None);
        let args = args.as_object().cloned().unwrap_or_default();
        let is_own = key.starts_with(&format!("{}-", self.package.id()));
        let renderer = if is_own { own } else { &self.generation.look.renderer };
        renderer.text_in(&scope, key, &args)
    }

    fn name(&self) -> Result<String, Problem> {
        Ok(self.say(&self.own_words()?, self.package.manifest.plugin.name.get_ref(), json!({})))
    }

    fn name_of(&self, package: &Package) -> String {
        text(self.generation, self.visitor, package.manifest.plugin.name.get_ref())
    }

    /// `host-consent-fact-<key>` and its note.
    fn fact(&self, icon: &str, key: &str, args: Json) -> Json {
        let args = args.as_object().cloned().unwrap_or_default();
        let scope = view::scope(self.generation, self.visitor, None);
        let renderer = &self.generation.look.renderer;
        let say = |key: String| renderer.text_in(&scope, &key, &args);
        json!({ "icon": icon, "title": say(format!("host-consent-fact-{key}")),
            "note": say(format!("host-consent-fact-{key}-note")) })
    }

    fn checked(&self) -> Json {
        json!({ "statements": self.package.statements.len(), "migrations": self.package.migrations.len() })
    }

    /// The enabled module that does what this one would do.
    fn stands_in_the_way(&self) -> Option<String> {
        let contracts = self.package.manifest.contracts.provides.iter();
        let taken = contracts.filter_map(|contract| {
            let contract = contract.get_ref();
            if self.package.contracts[contract].contract.is_many() {
                return None;
            }
            self.generation.providers.get(contract)?.first().filter(|id| *id != self.package.id())
        });
        taken.take(1).filter_map(|id| self.generation.installed.get(id)).map(|p| self.name_of(p)).next()
    }

    fn can(&self, own: &Renderer) -> Vec<Json> {
        let say = |key: &str, args: Json| self.say(own, key, args);
        let before: BTreeSet<String> = self.old.into_iter().flat_map(|old| titles(&say, old)).collect();
        let lines = plugin_admin::rights_with(&say, self.package).into_iter().map(|line| {
            let title = line["text"].as_str().unwrap_or_default().to_owned();
            let fresh = self.old.is_some() && !before.contains(&title);
            json!({ "icon": line["icon"], "title": title, "note": "", "fresh": fresh })
        });
        lines.collect()
    }

    /// Does the new version ask for anything the old one had not?
    fn asks_for_more(&self) -> Result<bool, Problem> {
        let own = self.own_words()?;
        Ok(self.can(&own).iter().any(|line| line["fresh"] == true))
    }

    /// Sensitive relations it reads; the reason for the box to tick.
    fn sensitive(&self, own: &Renderer) -> Option<String> {
        let read: BTreeSet<&str> =
            self.package.statements.values().flat_map(|s| s.reads.keys()).map(String::as_str).collect();
        let contracts = self.package.contracts.values();
        let sensitive = contracts.flat_map(|c| c.relations.iter().map(move |r| (c, r)));
        let sensitive = sensitive
            .filter(|(c, r)| r.sensitive && read.contains(c.view_name(&r.name).as_str()))
            .map(|(_, r)| self.say(own, &r.says, json!({})));
        let said: BTreeSet<String> = sensitive.map(|said| lower_first(&said)).collect();
        (!said.is_empty()).then(|| said.into_iter().collect::<Vec<_>>().join("; "))
    }

    fn never(&self, own: &Renderer) -> Vec<Json> {
        let line = |key: &str| {
            json!({ "title": self.say(own, &format!("host-consent-never-{key}"), json!({})),
                "note": self.say(own, &format!("host-consent-never-{key}-note"), json!({})) })
        };
        let elsewhere = if self.package.manifest.egress.is_empty() { "internet" } else { "elsewhere" };
        let secrets = self.package.manifest.settings.iter().any(|s| s.is_secret());
        let mut lines = vec![line("data"), line("write"), line(elsewhere)];
        lines.extend(secrets.then(|| line("secrets")));
        lines
    }

    fn view(&self, size: &str, facts: Vec<Json>, action: &str) -> Result<Json, Problem> {
        let own = self.own_words()?;
        let manifest = &self.package.manifest;
        let name = self.say(&own, manifest.plugin.name.get_ref(), json!({}));
        let scope = view::scope(self.generation, self.visitor, None);
        let tint = self.generation.look.renderer.write("tint", &name.clone().into(), &scope);
        let file = format!("{}-{}.pardoz", self.package.id(), manifest.version());
        Ok(json!({
            "module": { "id": self.package.id(), "name": name, "version": manifest.version(),
                "publisher": manifest.plugin.publisher, "icon": manifest.plugin.icon,
                "tint": tint.ok().and_then(|t| t.parse::<u8>().ok()).unwrap_or(1),
                "file": file, "size_text": size, "sha256": self.package.sha256 },
            "replaces": self.old.map(|old| old.manifest.version()), "instead_of": null,
            "can": self.can(&own), "never": self.never(&own), "facts": facts,
            "agree": self.sensitive(&own), "action": action, "cancel": HERE, "problem": null,
            "confirm": confirm::is_needed(self.visitor),
        }))
    }

    /// The box must be ticked where there is one, whatever a script sends.
    async fn check_agreed(&self, state: &AppState, request: Request) -> Result<(), Problem> {
        let sent =
            Sent::read(state, request, &json!({ "properties": { "agree": { "type": "string" } } })).await?;
        let values = sent.values?;
        if self.sensitive(&self.own_words()?).is_some() && form::text(&values, "agree") != "on" {
            return Err(Problem::field("agree", "host-error-required"));
        }
        Ok(())
    }
}

/// It goes on after the module's name, in the middle of a sentence.
fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}

fn titles(say: &dyn Fn(&str, Json) -> String, package: &Package) -> Vec<String> {
    let lines = plugin_admin::rights_with(say, package);
    lines.iter().filter_map(|line| line["text"].as_str().map(str::to_owned)).collect()
}

impl AppState {
    /// Bundles of this person that wait for a yes, for the list.
    pub fn waiting_uploads(&self, generation: &Arc<Generation>, visitor: &Visitor) -> Vec<Json> {
        let Some(who) = visitor.principal.as_ref().map(|p| p.login.clone()) else { return Vec::new() };
        let waiting: Vec<(String, Upload)> = {
            let all = self.uploads.waiting.lock().expect("as above");
            let own = all.iter().filter(|(_, u)| u.by == who && visitor.now - u.at < WAITING_MS);
            own.map(|(id, upload)| (id.clone(), upload.clone())).collect()
        };
        let cards = waiting.iter().filter_map(|(id, upload)| {
            let sheet = Sheet { generation, visitor, package: &upload.package, old: None };
            let own = sheet.own_words().ok()?;
            let manifest = &upload.package.manifest;
            Some(
                json!({ "id": upload.package.id(), "name": sheet.name().ok()?, "version": manifest.version(),
                "publisher": manifest.plugin.publisher, "icon": manifest.plugin.icon, "tint": 1,
                "purpose": sheet.say(&own, manifest.plugin.purpose.get_ref(), json!({})),
                "href": format!("{HERE}/consent/{id}") }),
            )
        });
        cards.collect()
    }
}
