//! What templates are given besides a view's own data: page, reader, salon, navigation.

use std::collections::BTreeMap;
use std::sync::Arc;

use pardoz_renderer::{Drawn, RenderError, RenderScope};
use serde_json::{Map, Value as Json, json};

use super::AppState;
use super::csrf;
use super::session::{Visitor, Wants};
use crate::plugin::Generation;
use crate::plugin::manifest::Method;

/// A template's context.
pub type Context = Map<String, Json>;

/// Which page is drawn.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub title: String,
    /// `None` = a page of the host.
    pub plugin: Option<String>,
    pub route: String,
    pub path: String,
    pub query: Map<String, Json>,
    /// Tables the page was made from; it refreshes when one of them changes.
    pub relations: Vec<String>,
}

impl Page {
    /// A page of the host.
    pub fn host(route: &str, path: &str) -> Self {
        Self {
            route: route.to_owned(),
            path: path.to_owned(),
            relations: vec!["host_plugin".into()],
            ..Self::default()
        }
    }

    pub fn reading(mut self, relations: &[&str]) -> Self {
        self.relations.extend(relations.iter().map(|r| (*r).to_owned()));
        self
    }
}

/// Language, zone, money and rights of the reader.
pub fn scope(generation: &Generation, visitor: &Visitor, plugin: Option<&str>) -> RenderScope {
    let mut scope = generation.render_scope(visitor.locale.tag(), visitor.now);
    scope.plugin = plugin.map(str::to_owned);
    scope.csrf = visitor.csrf(plugin.unwrap_or(csrf::HOST));
    if let Some(principal) = &visitor.principal {
        let permissions = principal.permissions.iter();
        let permissions: BTreeMap<String, String> =
            permissions.map(|(id, scope)| (id.clone(), scope.as_str().to_owned())).collect();
        scope.permissions = Arc::new(permissions);
    }
    scope
}

/// Everything but `view`.
pub fn context(state: &AppState, generation: &Generation, visitor: &Visitor, page: &Page) -> Context {
    let mut context = Context::new();
    context.insert(
        "page".into(),
        json!({
            "title": page.title,
            "plugin": page.plugin,
            "route": page.route,
            "path": page.path,
            "query": page.query,
            "fragment": visitor.wants == Wants::Fragment,
            "relations": page.relations,
            "theme": visitor.theme,
            "rail": visitor.rail,
            "development": state.config.development,
        }),
    );
    context.insert("flash".into(), visitor.flash.iter().cloned().collect());
    context.insert("me".into(), me(generation, visitor));
    let salon = &generation.salon;
    context.insert(
        "salon".into(),
        json!({ "name": salon.name, "currency": salon.currency, "timezone": salon.timezone, "locale": salon.locale }),
    );
    context.insert("nav".into(), navigation(generation, visitor, &page.path));
    context.insert("form".into(), json!({ "values": {}, "errors": {}, "message": null }));
    context.insert("csrf".into(), visitor.csrf(page.plugin.as_deref().unwrap_or(csrf::HOST)).into());
    context.insert("settings".into(), json!({}));
    context
}

fn me(generation: &Generation, visitor: &Visitor) -> Json {
    let Some(principal) = &visitor.principal else {
        return json!({
            "signed_in": false, "person_id": "", "login": "", "display_name": "", "initials": "", "tint": 1,
            "roles": [], "locale": visitor.locale.tag(),
        });
    };
    let scope = generation.render_scope(visitor.locale.tag(), visitor.now);
    let write = |filter: &str| {
        let name = principal.display_name.clone().into();
        generation.look.renderer.write(filter, &name, &scope).unwrap_or_default()
    };
    json!({
        "signed_in": true,
        "person_id": principal.person_id,
        "login": principal.login,
        "display_name": principal.display_name,
        "initials": write("initials"),
        "tint": write("tint").parse::<u8>().unwrap_or(1),
        "roles": principal.roles,
        "locale": visitor.locale.tag(),
    })
}

/// Entries the reader may open, by section. Nobody sees a door they cannot pass.
fn navigation(generation: &Generation, visitor: &Visitor, path: &str) -> Json {
    let Some(principal) = &visitor.principal else { return json!([]) };
    let scope = generation.render_scope(visitor.locale.tag(), visitor.now);
    let text = |key: &str| generation.look.renderer.text_in(&scope, key, &Map::new());
    let is_current = |href: &str| href == path || (href != "/" && path.starts_with(&format!("{href}/")));
    let item = |href: &str, title: String, icon: &str, key: &str| json!({ "href": href, "title": title, "icon": icon, "badge": null, "current": is_current(href), "key": key });
    let mut core = vec![(i64::MIN, item("/", text("host-nav-today"), "layout-dashboard", "T"))];
    let mut modules = Vec::new();
    for plugin in generation.plugins.values() {
        for entry in &plugin.manifest.navigation {
            let Some(route) = plugin.manifest.route(entry.route.get_ref()) else { continue };
            let permission = entry.permission.as_ref().or(route.permission.as_ref());
            let open = permission.is_none_or(|p| principal.can(p.get_ref()));
            if !open || route.method != Method::Get || route.path.get_ref().contains('{') {
                continue;
            }
            let href = format!("/p/{}{}", plugin.id(), route.path.get_ref().trim_end_matches('/'));
            let (section, key) = if entry.section.get_ref() == "core" {
                (&mut core, go_key(plugin.id()))
            } else {
                (&mut modules, "")
            };
            section.push((entry.order, item(&href, text(entry.title.get_ref()), &entry.icon, key)));
        }
    }
    let doors = [
        ("host.import.run", "/import", "host-nav-import", "file-up", "P"),
        ("host.module.manage", "/admin/plugins", "host-nav-modules", "puzzle", "M"),
        ("host.people.manage", "/admin/people", "host-nav-people", "users-round", ""),
        ("host.setting.write", "/admin/settings", "host-nav-settings", "settings", ""),
    ];
    let bottom = doors.into_iter().enumerate().filter(|(_, door)| principal.can(door.0));
    let bottom =
        bottom.map(|(order, (_, href, title, icon, key))| (order as i64, item(href, text(title), icon, key)));
    let section = |id: &str, title: String, mut items: Vec<(i64, Json)>| {
        items.sort_by_key(|(order, _)| *order);
        let items: Vec<Json> = items.into_iter().map(|(_, item)| item).collect();
        json!({ "id": id, "title": title, "items": items })
    };
    json!([
        section("core", String::new(), core),
        section("modules", text("host-nav-section-modules"), modules),
        section("bottom", String::new(), bottom.collect()),
    ])
}

/// The letter after G (ui.md section 9).
fn go_key(plugin: &str) -> &'static str {
    match plugin {
        "booking" => "S",
        "clients" => "C",
        "inbox" => "I",
        _ => "",
    }
}

/// Draws a template of the theme (`plugin` absent) or of a plugin.
pub fn draw(
    generation: &Generation,
    visitor: &Visitor,
    plugin: Option<&str>,
    template: &str,
    context: Context,
) -> Result<Drawn, RenderError> {
    let name = plugin.map_or_else(|| template.to_owned(), |id| format!("{id}/{template}"));
    generation.look.renderer.draw(&name, Json::Object(context), &scope(generation, visitor, plugin))
}
