//! The default theme as a whole: it builds, every text exists in three languages, every page can be drawn,
//! and nothing in a page needs more than the content security policy allows.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{files, renderer, samples, scope, theme_folder};
use pardoz_renderer::{Locale, Renderer};

/// Addresses of every static file; built files need not exist for these tests.
fn theme() -> Renderer {
    let mut assets: BTreeMap<String, String> = files(&theme_folder().join("static"))
        .into_keys()
        .map(|name| (name.clone(), format!("/assets/{name}")))
        .collect();
    for built in [
        "css/app.css",
        "icons.svg",
        "vendor/htmx.js",
        "fonts/fonts.css",
        "fonts/onest-latin.woff2",
        "fonts/onest-cyrillic.woff2",
    ] {
        assets.insert(built.into(), format!("/assets/{built}"));
    }
    renderer(assets, BTreeSet::new())
}

#[test]
fn every_text_of_the_theme_exists_in_three_languages() {
    let missing: Vec<String> = theme().check_texts(&[]).iter().map(ToString::to_string).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_page_is_drawn_in_three_languages() {
    let theme = theme();
    let mut drawn = BTreeSet::new();
    for sample in samples() {
        for locale in Locale::ALL {
            let context = sample.context(&theme, locale);
            let html = theme
                .render(&sample.template, context, &scope(locale))
                .unwrap_or_else(|error| panic!("{} in {locale}: {error:?}", sample.name));
            let key = html.split(['>', '<', '"']).find(|part| part.starts_with("host-"));
            assert!(key.is_none(), "{} in {locale} shows the key {key:?}", sample.name);
        }
        drawn.insert(sample.template);
    }
    let pages = files(&theme_folder().join("templates")).into_keys();
    // Parts (_x), frames that others extend, and components are drawn as part of the pages.
    let pages = pages.filter(|name| {
        !name.contains('/')
            && !name.starts_with('_')
            && !["layout.html", "page.html", "bare.html"].contains(&name.as_str())
    });
    let forgotten: Vec<String> = pages.filter(|name| !drawn.contains(name)).collect();
    assert!(forgotten.is_empty(), "pages without sample data: {forgotten:?}");
}

#[test]
fn a_fragment_is_main_and_its_companions() {
    let theme = theme();
    let sample = samples().into_iter().find(|sample| sample.name == "plugin_list").unwrap();
    let mut context = sample.context(&theme, Locale::En);
    context["page"]["fragment"] = true.into();
    let html = theme.render(&sample.template, context, &scope(Locale::En)).unwrap();
    assert!(html.trim_start().starts_with("<title>"), "{}", &html[..200]);
    assert!(
        !html.contains("<body")
            && html.contains("<main id=\"main\"")
            && html.contains("<hx-partial id=\"rail\"")
    );
}

#[test]
fn pages_need_no_inline_style_or_script() {
    let theme = theme();
    for sample in samples() {
        let html =
            theme.render(&sample.template, sample.context(&theme, Locale::Ru), &scope(Locale::Ru)).unwrap();
        let lower = html.to_lowercase();
        for forbidden in [" style=", "<style", " onclick=", " onload=", " hx-on", "javascript:"] {
            assert!(!lower.contains(forbidden), "{}: {forbidden}", sample.name);
        }
        for script in lower.split("<script").skip(1) {
            assert!(script.starts_with(" src="), "{}: an inline script", sample.name);
        }
    }
}

#[test]
fn every_form_that_posts_carries_the_page_s_token() {
    let theme = theme();
    for sample in samples() {
        let html =
            theme.render(&sample.template, sample.context(&theme, Locale::En), &scope(Locale::En)).unwrap();
        for form in html.split("<form").skip(1) {
            let (head, body) = form.split_once('>').unwrap();
            let body = body.split("</form>").next().unwrap();
            if head.contains("method=\"post\"") {
                assert!(body.contains("name=\"_csrf\""), "{}: <form{head}>", sample.name);
            }
        }
    }
}

#[test]
fn ids_are_unique_on_every_page() {
    let theme = theme();
    for sample in samples() {
        let html =
            theme.render(&sample.template, sample.context(&theme, Locale::Uz), &scope(Locale::Uz)).unwrap();
        let mut seen = BTreeSet::new();
        for part in html.split(" id=\"").skip(1) {
            let id = part.split('"').next().unwrap();
            assert!(seen.insert(id.to_string()), "{}: id {id} twice", sample.name);
        }
    }
}
