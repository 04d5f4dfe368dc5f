//! Draws every page of the default theme with sample data into a folder, to look at in a browser:
//! `cargo run -p pardoz-renderer --example preview -- FOLDER`, then serve FOLDER.

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{files, renderer, samples, scope, theme_folder};
use pardoz_renderer::{Locale, Piece, Renderer, split_slots};

fn main() {
    let target = std::env::args().nth(1).expect("usage: preview FOLDER");
    let target = Path::new(&target);
    let theme = theme_folder();
    let mut statics = files(&theme.join("dist"));
    statics.extend(files(&theme.join("static")));
    let sheet = style_sheet(&theme, &statics);
    statics.insert("css/app.css".into(), sheet);
    let mut addresses = BTreeMap::new();
    for (name, bytes) in &statics {
        write(&target.join("assets").join(name), bytes);
        addresses.insert(name.clone(), format!("/assets/{name}"));
    }
    let sprite = String::from_utf8_lossy(&statics["icons.svg"]).into_owned();
    let icons: BTreeSet<String> = sprite
        .split("<symbol id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_string())
        .collect();
    let started = std::time::Instant::now();
    let renderer = renderer(addresses, icons);
    println!("theme built in {:?}", started.elapsed());
    for sample in samples() {
        for locale in Locale::ALL {
            let html = renderer.render(&sample.template, sample.context(&renderer, locale), &scope(locale));
            let html = html.unwrap_or_else(|error| panic!("{}: {error:?}", sample.name));
            let html = with_panels(&renderer, locale, &html);
            write(&target.join(format!("{}.{locale}.html", sample.name)), html.as_bytes());
        }
    }
}

/// Puts frames in every state where a page opens a slot, as the host does with what modules draw.
fn with_panels(renderer: &Renderer, locale: Locale, html: &str) -> String {
    let figure = "<p class=\"figure\"><b class=\"big\">412,6</b> <span class=\"unit\">mln</span></p>";
    let panel = |(index, (title, columns, state)): (usize, &(&str, u32, &str))| {
        let panel = serde_json::json!({"id": format!("w{index}"), "kind": "widget", "title": title, "icon": "puzzle",
            "plugin_name": "Pardoz", "columns": columns, "href": "", "state": state, "html": figure, "src": "/widget/x/y", "csrf": "00ff"});
        let context = serde_json::json!({ "panel": panel });
        renderer.render("_panel.html", context, &scope(locale)).expect("the frame can be drawn")
    };
    let panels = [
        ("Выручка и план", 5, "ok"),
        ("Загрузка по часам", 4, "slow"),
        ("Возвращаемость", 3, "ok"),
        ("Отзывы", 4, "failed"),
        ("Зарплата", 4, "denied"),
        ("Свободные окна", 4, "ok"),
    ];
    let panels: String = panels.iter().enumerate().map(panel).collect();
    split_slots(html)
        .into_iter()
        .map(|piece| match piece {
            Piece::Html(html) => html,
            Piece::Slot { .. } => panels.clone(),
        })
        .collect()
}

/// The sheets of theme.toml in their order, then the others by name, as the host puts them together.
fn style_sheet(theme: &Path, statics: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let manifest = std::fs::read_to_string(theme.join("theme.toml")).expect("theme.toml");
    let listed = manifest.split('"').filter(|part| part.starts_with("css/") && part.ends_with(".css"));
    let mut names: Vec<&str> = listed.collect();
    let others =
        statics.keys().map(String::as_str).filter(|name| name.starts_with("css/") && name.ends_with(".css"));
    names.extend(others.filter(|name| !names.contains(name)).collect::<Vec<_>>());
    names.iter().flat_map(|name| statics[*name].iter().copied().chain([b'\n'])).collect()
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder to write to");
    std::fs::write(path, bytes).expect("the file can be written");
}
