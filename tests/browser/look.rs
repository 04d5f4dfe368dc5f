//! How everything looks: a picture of every screen in uz, ru and en on a desk and a phone, in the dark and on paper.
//! Each is checked for words cut off at the side, texts that were not translated, accessibility and the console.
//! The pictures are in `<target>/screenshots/<language>/`; looking at them stays a person's work.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Instant;

use pardoz_tests::browser::{Browser, DESK, PHONE, Window};
use pardoz_tests::salon::{Filled, PASSWORD, Salon};
use pardoz_tests::{repository, require};
use serde_json::{Value as Json, json};

use crate::screens::{self, Screen};

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_in_english_by_day_on_a_desk() {
    every_screen("en", DESK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_in_russian_by_day_on_a_phone() {
    every_screen("ru", PHONE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_in_uzbek_by_day_on_a_desk() {
    every_screen("uz", DESK).await;
}

/// The screens with the most colours on them; what is right there is right on the others, which are made of the same.
const DENSE: [&str; 10] = [
    "dashboard",
    "schedule",
    "visit",
    "clients",
    "client",
    "checkout-visit",
    "reports",
    "stock",
    "stocktake",
    "modules",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_densest_screens_in_the_dark() {
    let salon = Salon::open(Filled::Demo).await;
    let Some(browser) = Browser::signed_in(&salon).await else { return };
    browser.medium("dark", false).await;
    let screens = screens::of_a_working_salon(&salon.owner()).await;
    let mut faults = Vec::new();
    for name in DENSE {
        let screen = screens.iter().find(|screen| screen.name == name).expect(name);
        browser.window(DESK).await;
        browser.go(&screen.path).await;
        for window in [DESK, PHONE] {
            browser.window(window).await;
            settle(&browser, name, window).await;
            browser.until("the colours stay", STILL).await;
            browser.picture("dark", &format!("{name}-{}", window.name)).await;
            let found = inaccessible(&browser).await;
            faults.extend(found.into_iter().map(|fault| format!("dark/{name}-{}: {fault}", window.name)));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// `axe` is the window in which the accessibility of every screen is checked, one a language: the markup is the same.
async fn every_screen(language: &str, axe: Window) {
    let began = Instant::now();
    let (working, fresh) = tokio::join!(Salon::open(Filled::Demo), Salon::open(Filled::Empty));
    let Some(browser) = Browser::signed_in(&working).await else { return };
    let mut faults = Vec::new();
    let all = screens::of_a_working_salon(&working.owner()).await;
    let (ledgers, mut screens): (Vec<Screen>, Vec<Screen>) = all.into_iter().partition(is_ledger);
    let links =
        browser.value("[...document.querySelectorAll('#rail a[href^=\"/\"]')].map(a => a.pathname)").await;
    screens.extend(screens::of_navigation(&links, &screens));
    speak(&browser, language).await;
    for screen in &screens {
        faults.extend(look_at(&browser, screen, language, &[DESK, PHONE], Some(axe)).await);
    }
    // The many screens of money, stock and loyalty: one module a language, in the language's one window, to keep the
    // walk short. Texts that are missing are found when a plugin is packed.
    let module = match language {
        "en" => "/p/finance/",
        "ru" => "/p/inventory/",
        _ => "/p/loyalty/",
    };
    for screen in ledgers.iter().filter(|screen| screen.path.starts_with(module)) {
        faults.extend(look_at(&browser, screen, language, &[axe], Some(axe)).await);
    }
    on_paper(&browser, &screens, language).await;
    receipt_on_paper(&browser, &ledgers, language).await;
    drop(browser);

    let Some(browser) = Browser::signed_in(&fresh).await else { return };
    speak(&browser, language).await;
    for screen in &screens::of_a_fresh_salon() {
        faults.extend(look_at(&browser, screen, language, &[DESK, PHONE], Some(axe)).await);
    }
    drop(browser);
    faults.extend(without_permission(&working, language, axe).await);
    println!("{language}: {} screens in {} s", screens.len() + ledgers.len(), began.elapsed().as_secs());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The person's language, chosen as the person does it.
async fn speak(browser: &Browser, language: &str) {
    browser.go("/me").await;
    let choose = format!(
        "(() => {{ const button = document.querySelector('button[name=locale][value={language}]'); \
         if (button) button.form.requestSubmit(button); return Boolean(button); }})()"
    );
    assert_eq!(browser.value(&choose).await, true, "no way to choose {language}");
    browser
        .until("the language is the person's", &format!("document.documentElement.lang === '{language}'"))
        .await;
}

fn is_ledger(screen: &Screen) -> bool {
    ["/p/finance/", "/p/inventory/", "/p/loyalty/"].iter().any(|module| screen.path.starts_with(module))
}

/// Opens a screen, looks at it in these windows; what is wrong with it. Accessibility is checked in the window `axe`.
async fn look_at(
    browser: &Browser,
    screen: &Screen,
    language: &str,
    windows: &[Window],
    axe: Option<Window>,
) -> Vec<String> {
    let mut faults = Vec::new();
    browser.window(windows[0]).await;
    browser.go(&screen.path).await;
    for chord in screen.keys {
        browser.press(chord).await;
    }
    browser.until(&format!("{} is ready", screen.name), screen.until).await;
    for &window in windows {
        browser.window(window).await;
        faults.extend(seen(browser, &screen.name, language, window, axe).await);
    }
    for said in browser.complaints(screen.expected).await {
        faults.push(format!("{language}/{}: the console says {said}", screen.name));
    }
    faults
}

/// One window full: settled, pictured, checked.
async fn seen(
    browser: &Browser,
    name: &str,
    language: &str,
    window: Window,
    axe: Option<Window>,
) -> Vec<String> {
    settle(browser, name, window).await;
    let place = format!("{language}/{name}-{}", window.name);
    let found = browser.value(&LOOK.replace("WIDTH", &window.width.to_string())).await;
    let mut faults: Vec<String> = found
        .as_array()
        .expect("a list")
        .iter()
        .map(|fault| format!("{place}: {}", fault.as_str().unwrap_or("?")))
        .collect();
    browser.picture(language, &format!("{name}-{}", window.name)).await;
    if axe == Some(window) {
        faults.extend(inaccessible(browser).await.into_iter().map(|fault| format!("{place}: {fault}")));
    }
    faults
}

/// Waits until a page is what it will be: as wide as the window, letters loaded, panels drawn.
pub async fn settle(browser: &Browser, name: &str, window: Window) {
    let settled = format!(
        "document.documentElement.clientWidth === {} && document.fonts.status === 'loaded' \
         && !document.querySelector('.htmx-request, section[hx-trigger=load]')",
        window.width
    );
    browser.until(&format!("{name} is settled"), &settled).await;
}

/// What is wrong with a page at first sight: wider than the window, a key instead of a text, words that leave their
/// button. Numbers of pixels are rounded by browsers, hence the slack of one.
const LOOK: &str = r#"(() => {
  const faults = [];
  const root = document.documentElement;
  // The page scrolls inside the shell, so the shell's parts are asked, too; tables and the day have scrolls of their own.
  for (const box of [root, ...document.querySelectorAll('.view, .page, .drawer .db, dialog[open], .setup-main, .login-main')]) {
    if (box.scrollWidth <= (box === root ? WIDTH : box.clientWidth + 1)) continue;
    const end = box === root ? WIDTH : box.getBoundingClientRect().right;
    const wide = [...box.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > end + 1).slice(0, 3);
    faults.push(`${box.className || 'the page'} is ${box.scrollWidth} px wide: ${wide.map(e => e.tagName + '.' + e.className).join(' ')}`);
  }
  const said = [document.body.innerText, document.title];
  for (const e of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    said.push(e.getAttribute('aria-label') ?? '', e.getAttribute('title') ?? '', e.getAttribute('placeholder') ?? '');
  const raw = said.join('\n').match(/\b(host|salon|clients|booking|inventory|finance|loyalty)-[a-z]+(-[a-z0-9_]+)+\b|\{\{|\{ ?\$|\bundefined\b|\[object/g);
  if (raw) faults.push(`not translated: ${[...new Set(raw)].slice(0, 5).join(', ')}`);
  const boxes = '.btn, .chip, .seg a, .tab, .kpi dd, .steps li, .badge, .tabbar a, .rail a';
  for (const e of document.querySelectorAll(boxes)) {
    if (!e.clientWidth || getComputedStyle(e).textOverflow === 'ellipsis') continue;
    if (e.scrollWidth > e.clientWidth + 1) faults.push(`words leave ${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 40)}`);
  }
  return faults;
})()"#;

/// Nothing changes its colour any more: in between, contrasts are wrong.
const STILL: &str = "document.getAnimations().every(animation => animation.playState !== 'running')";

/// Rules of WCAG 2.2 AA that a program can check.
async fn inaccessible(browser: &Browser) -> Vec<String> {
    let Some(axe) = axe() else { return Vec::new() };
    browser.run(axe).await;
    let run = "axe.run(document, { resultTypes: ['violations'], \
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } }) \
        .then(r => r.violations.map(v => `${v.id}: ` + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.failureSummary).join('; ')))";
    let found = browser.value(run).await;
    found.as_array().expect("violations").iter().filter_map(Json::as_str).map(str::to_owned).collect()
}

/// axe-core, a development dependency of the theme.
fn axe() -> Option<&'static str> {
    static AXE: OnceLock<Option<String>> = OnceLock::new();
    let read = || {
        let file: PathBuf = repository::root().join("themes/default/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(file).ok();
        if source.is_none() {
            require::skip(
                "the accessibility check",
                "axe-core is not installed: run `npm ci` in themes/default",
            );
        }
        source
    };
    AXE.get_or_init(read).as_deref()
}

/// The day and the list as they come out of a printer.
async fn on_paper(browser: &Browser, screens: &[Screen], language: &str) {
    browser.window(DESK).await;
    for screen in screens.iter().filter(|screen| matches!(screen.name.as_str(), "schedule" | "schedule-list"))
    {
        browser.go(&screen.path).await;
        browser.medium("light", true).await;
        let hidden = ".rail, .topbar, .tabbar, .btn";
        let shown = format!(
            "[...document.querySelectorAll('{hidden}')].filter(e => e.getClientRects().length).length"
        );
        assert_eq!(browser.value(&shown).await, 0, "{} prints its buttons", screen.name);
        browser.picture(language, &format!("{}-print", screen.name)).await;
        browser.medium("light", false).await;
    }
}

/// A receipt is a strip of 80 mm, as long as what stands on it, and nothing of the page around it.
async fn receipt_on_paper(browser: &Browser, ledgers: &[Screen], language: &str) {
    let receipt = ledgers.iter().find(|screen| screen.name == "bill-receipt").expect("a receipt");
    browser.go(&receipt.path).await;
    browser.medium("light", true).await;
    browser.picture(language, "bill-receipt-print").await;
    browser.medium("light", false).await;
    let pages = browser.printed().await;
    assert!(matches!(pages[..], [(80, 30..=250)]), "{language}: the receipt prints as {pages:?}");
}

/// A master has no business among the modules and is told who has.
async fn without_permission(salon: &Salon, language: &str, axe: Window) -> Vec<String> {
    let master = json!({
        "login": "master", "display_name": "Dildora Tosheva", "password": PASSWORD, "role": ["master"], "locale": language,
    });
    salon.owner().post("/admin/people", master).await.refused(201);
    let Some(browser) = Browser::open(salon).await else { return Vec::new() };
    let mut faults = Vec::new();
    for window in [DESK, PHONE] {
        browser.window(window).await;
        browser.go("/login").await;
        browser.click(&format!("button[name=locale][value={language}]")).await;
        browser
            .until("the language is chosen", &format!("document.documentElement.lang === '{language}'"))
            .await;
        faults.extend(seen(&browser, "login", language, window, Some(axe)).await);
    }
    browser.sign_in_as("master", PASSWORD).await;
    for (name, path) in [
        ("no-permission", "/admin/plugins"),
        ("dashboard-master", "/"),
        ("schedule-master", "/p/booking/schedule"),
    ] {
        for window in [DESK, PHONE] {
            browser.window(window).await;
            browser.go(path).await;
            faults.extend(seen(&browser, name, language, window, Some(axe)).await);
        }
    }
    faults.extend(browser.complaints(&["status of 403"]).await);
    faults
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_run_in_three_languages() {
    let salon = Salon::open(Filled::Nothing).await;
    let Some(browser) = Browser::open(&salon).await else { return };
    let steps: [(&str, &[(&str, &str)]); 5] = [
        ("salon", &[("[name=name]", "Nafosat")]),
        (
            "owner",
            &[
                ("[name=display_name]", "Lola Karimova"),
                ("[name=login]", "lola"),
                ("[name=password]", PASSWORD),
                ("[name=password_again]", PASSWORD),
            ],
        ),
        ("branch", &[("[name=branch_name]", "Amir Temur")]),
        ("modules", &[]),
        ("done", &[]),
    ];
    let mut faults = Vec::new();
    browser.go("/").await;
    for (step, fields) in steps {
        browser
            .until(
                &format!("the step {step}"),
                &format!("document.querySelector('input[name=step]')?.value === '{step}'"),
            )
            .await;
        for language in ["uz", "ru", "en"] {
            browser.window(DESK).await;
            browser.click(&format!("button[name=locale][value={language}]")).await;
            browser
                .until("the language is chosen", &format!("document.documentElement.lang === '{language}'"))
                .await;
            for window in [DESK, PHONE] {
                browser.window(window).await;
                faults.extend(seen(&browser, &format!("setup-{step}"), language, window, Some(DESK)).await);
            }
        }
        browser.window(DESK).await;
        for (field, text) in fields {
            browser.fill(field, text).await;
        }
        browser.click("button[value=next]").await;
    }
    browser.until("the salon is open", "document.getElementById('rail')").await;
    faults.extend(browser.complaints(&[]).await);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// The checks see what they are there to see; a blind check would pass everything.
#[tokio::test(flavor = "multi_thread")]
async fn the_checks_are_not_blind() {
    let salon = Salon::open(Filled::Empty).await;
    let Some(browser) = Browser::signed_in(&salon).await else { return };
    assert_eq!(browser.complaints(&[]).await, [""; 0]);
    browser.value("document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=\"color:red\">red</p>')").await;
    let heard = browser.complaints(&[]).await;
    assert!(heard.iter().any(|said| said.contains("Content Security Policy")), "{heard:?}");
    browser.value("setTimeout(() => { throw new Error('broken'); }) > 0").await;
    browser.until("the error is thrown", "true").await;

    let spoil = "document.querySelector('.page').insertAdjacentHTML('beforeend', \
        '<p class=\"wide\">host-modules-title</p><button></button>')";
    browser.value(spoil).await;
    browser.value("document.querySelector('.wide').style.width = '3000px'").await;
    let faults = seen(&browser, "spoilt", "en", DESK, Some(DESK)).await.join("\n");
    for word in ["px wide", "not translated: host-modules-title"] {
        assert!(faults.contains(word), "{word}: {faults}");
    }
    assert!(self::axe().is_none() || faults.contains("button-name"), "{faults}");
    let heard = browser.complaints(&[]).await;
    assert!(heard.iter().any(|said| said.contains("broken")), "{heard:?}");
}
