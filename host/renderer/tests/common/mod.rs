//! The default theme and believable data for each of its pages: used by the tests and by `examples/preview.rs`.

// Each test binary uses its own part of this.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pardoz_renderer::{Locale, RenderScope, Renderer, Sources, Template, TextSource};
use serde_json::{Value, json};

/// 2026-11-21 14:20 in Tashkent.
pub const NOW_MS: i64 = 1_795_252_800_000;

pub fn theme_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../themes/default")
}

/// Files below `folder` by path.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    collect(folder, "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap().to_string();
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), found);
        } else {
            found.insert(format!("{prefix}{name}"), std::fs::read(&path).unwrap());
        }
    }
}

/// The theme as it stands in the repository. `assets` maps each static path to its address.
pub fn renderer(assets: BTreeMap<String, String>, icons: BTreeSet<String>) -> Renderer {
    let folder = theme_folder();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let templates = files(&folder.join("templates")).into_iter().filter(|(name, _)| name.ends_with(".html"));
    let texts = files(&folder.join("i18n")).into_iter().map(|(name, bytes)| TextSource {
        plugin: "host".into(),
        locale: Locale::parse(name.trim_end_matches(".ftl")).unwrap(),
        text: text(bytes),
    });
    let sources = Sources {
        theme: templates.map(|(name, bytes)| Template { name, text: text(bytes) }).collect(),
        plugins: Vec::new(),
        texts: texts.collect(),
        assets,
        icons,
        routes: Arc::new(BTreeMap::new()),
        proven: Default::default(),
    };
    Renderer::build(sources).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A page of the theme with data for it.
pub struct Sample {
    /// `plugin_list` or `plugin_list@attention`.
    pub name: String,
    pub template: String,
    data: Value,
}

pub fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let samples = files(&folder).into_iter().filter(|(name, _)| !name.starts_with('_'));
    samples
        .map(|(name, bytes)| {
            let data: Value =
                serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            Sample {
                name: name.trim_end_matches(".json").into(),
                template: data["template"].as_str().unwrap().into(),
                data,
            }
        })
        .collect()
}

impl Sample {
    /// The whole context of layout.html around the sample's view.
    pub fn context(&self, renderer: &Renderer, locale: Locale) -> Value {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/_common.json");
        let mut context: Value = serde_json::from_slice(&std::fs::read(folder).unwrap()).unwrap();
        let say = |key: &Value| match key.as_str() {
            Some(key) if key.starts_with("host-") => renderer.text(locale, key, &Default::default()),
            Some(plain) => plain.to_string(),
            None => key[locale.tag()].as_str().unwrap_or_default().to_string(),
        };
        let path = self.data["path"].as_str().unwrap_or("/");
        for section in context["nav"].as_array_mut().unwrap() {
            section["title"] = say(&section["title"]).into();
            for item in section["items"].as_array_mut().unwrap() {
                *item = json!({"href": item[0], "title": say(&item[1]), "icon": item[2], "badge": item[3],
                    "key": item[4], "current": item[0] == path});
            }
        }
        context["page"] = json!({"title": say(&self.data["title"]), "plugin": null, "route": self.name, "path": path,
            "query": {}, "fragment": false, "relations": ["host_plugin"], "theme": "", "rail": "", "development": true});
        context["view"] = match self.name.as_str() {
            "gallery" => pardoz_renderer::gallery_view(),
            _ => self.data["view"].clone(),
        };
        context["form"] = match &self.data["form"] {
            Value::Null => json!({"values": {}, "errors": {}, "message": null}),
            form => form.clone(),
        };
        context
    }
}

pub fn scope(locale: Locale) -> RenderScope {
    let mut scope = RenderScope::new(locale, NOW_MS);
    scope.csrf = "0123456789abcdef".into();
    scope
}
