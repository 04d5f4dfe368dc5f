//! The modules of the house: their templates fit the theme, break no rule of the lint, and miss no text.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::{files, theme_folder};
use pardoz_renderer::{Locale, PluginTemplate, Renderer, Routes, Sources, Template, TextSource, lint};

/// Every folder of plugins/ that has a manifest.
fn plugins() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins");
    let entries =
        std::fs::read_dir(folder).map(|entries| entries.map(|e| e.unwrap().path()).collect::<Vec<_>>());
    let mut found: Vec<(String, PathBuf)> = entries
        .unwrap_or_default()
        .into_iter()
        .filter(|path| path.join("plugin.toml").exists())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_string(), path))
        .collect();
    found.sort();
    found
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

struct NoRoutes;

impl Routes for NoRoutes {
    fn path(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}

fn sources() -> Sources {
    let mut templates = Vec::new();
    let mut texts = Vec::new();
    for (plugin, folder) in plugins() {
        for (name, bytes) in files(&folder.join("templates")) {
            templates.push(PluginTemplate { plugin: plugin.clone(), name, text: text(bytes) });
        }
        for (name, bytes) in files(&folder.join("i18n")) {
            let locale =
                Locale::parse(name.trim_end_matches(".ftl")).unwrap_or_else(|| panic!("{plugin}: {name}"));
            texts.push(TextSource { plugin: plugin.clone(), locale, text: text(bytes) });
        }
    }
    for (name, bytes) in files(&theme_folder().join("i18n")) {
        let locale = Locale::parse(name.trim_end_matches(".ftl")).unwrap();
        texts.push(TextSource { plugin: "host".into(), locale, text: text(bytes) });
    }
    let theme =
        files(&theme_folder().join("templates")).into_iter().filter(|(name, _)| name.ends_with(".html"));
    Sources {
        theme: theme.map(|(name, bytes)| Template { name, text: text(bytes) }).collect(),
        plugins: templates,
        texts,
        assets: BTreeMap::new(),
        icons: BTreeSet::new(),
        routes: Arc::new(NoRoutes),
        proven: Default::default(),
    }
}

#[test]
fn templates_of_our_modules_fit_the_theme() {
    Renderer::build(sources()).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn texts_of_our_modules_are_complete_in_three_languages() {
    let renderer = Renderer::build(sources()).unwrap_or_else(|error| panic!("{error}"));
    let missing: Vec<String> = renderer.check_texts(&[]).iter().map(ToString::to_string).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn templates_of_our_modules_keep_the_rules_for_modules() {
    let mut findings = Vec::new();
    for template in sources().plugins {
        let found = lint::check(&Template { name: template.name, text: template.text });
        findings.extend(found.into_iter().map(|finding| format!("{}/{finding}", template.plugin)));
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn templates_of_our_modules_call_only_what_is_there() {
    let findings = Renderer::check_calls(&sources(), None).unwrap();
    let findings: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn every_icon_our_modules_name_is_in_the_sprite() {
    let list = std::fs::read_to_string(theme_folder().join("icons.txt")).unwrap();
    let known: BTreeSet<&str> =
        list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect();
    let mut unknown = BTreeSet::new();
    let mut check = |place: &str, text: &str, mark: &str| {
        for part in text.split(mark).skip(1) {
            let name = part.split('"').next().unwrap_or_default();
            if !name.is_empty() && !known.contains(name) {
                unknown.insert(format!("{place}: {name}"));
            }
        }
    };
    for (plugin, folder) in plugins() {
        check(&plugin, &std::fs::read_to_string(folder.join("plugin.toml")).unwrap(), "icon = \"");
        for (name, bytes) in files(&folder.join("templates")) {
            let template = text(bytes);
            for mark in ["icon(name=\"", " icon=\"", "action_icon=\""] {
                check(&format!("{plugin}/{name}"), &template, mark);
            }
        }
    }
    for (name, bytes) in files(&theme_folder().join("templates")) {
        let template = text(bytes);
        for mark in ["icon(name=\"", " icon=\"", "action_icon=\""] {
            check(&name, &template, mark);
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}
