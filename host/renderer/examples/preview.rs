//! Draws every page of the default theme with sample data into a folder, to look at in a browser:
//! `cargo run -p pardoz-renderer --example preview -- FOLDER`, then serve FOLDER.

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{files, renderer, samples, scope, theme_folder};
use pardoz_renderer::Locale;

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
            write(&target.join(format!("{}.{locale}.html", sample.name)), html.as_bytes());
        }
    }
}

/// The sheets of theme.toml in their order, then the others by name, as the host puts them together.
fn style_sheet(theme: &Path, statics: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let manifest = std::fs::read_to_string(theme.join("theme.toml")).expect("theme.toml");
    let listed = manifest.split('"').filter(|part| part.starts_with("css/") && part.ends_with(".css"));
    let mut names: Vec<&str> = listed.collect();
    let others = statics.keys().map(String::as_str).filter(|name| name.starts_with("css/") && name.ends_with(".css"));
    names.extend(others.filter(|name| !names.contains(name)).collect::<Vec<_>>());
    names.iter().flat_map(|name| statics[*name].iter().copied().chain([b'\n'])).collect()
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder to write to");
    std::fs::write(path, bytes).expect("the file can be written");
}
