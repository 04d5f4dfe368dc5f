//! A small theme on disk, as a salon's designer would make one.

use std::collections::BTreeMap;

use serde_json::json;

use super::*;

struct Folder(tempfile::TempDir);

impl Folder {
    /// `default` with a page, and `own` that extends it.
    fn new() -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        folder.write(
            "default/theme.toml",
            "[theme]\nname = \"Default\"\ncss = [\"css/tokens.css\", \"css/base.css\"]\n",
        );
        folder.write(
            "default/templates/page.html",
            "{% block content %}{% endblock %}|{{ asset(path=\"css/app.css\") }}",
        );
        folder.write("default/static/css/tokens.css", "a{}");
        folder.write(
            "default/static/css/base.css",
            "/* why */\nb :is(i, u) {\n  content: \"a  {\";  width: calc(1px + 2px);\n}\n",
        );
        folder.write("default/dist/icons.svg", "<svg><symbol id=\"users\"/></svg>");
        folder.write("default/i18n/ru.ftl", "host-save = Сохранить");
        folder.write("own/theme.toml", "[theme]\nname = \"Own\"\nextends = \"default\"\n");
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn open(&self, name: &str) -> Theme {
        Theme::open(&self.0.path().join(name), Arc::new(BTreeMap::new()), None).unwrap()
    }
}

fn booking(text: &str) -> PluginFiles {
    PluginFiles {
        plugin: "booking".into(),
        templates: vec![("x.html".into(), text.into())],
        texts: vec![(Locale::Ru, "booking-name = Запись".into())],
        static_files: vec![("logo.png".into(), vec![1, 2, 3])],
    }
}

fn draw(theme: &Theme, template: &str) -> String {
    let scope = pardoz_renderer::RenderScope::new(Locale::Ru, 0).for_plugin("booking");
    theme.look().renderer.render(template, json!({}), &scope).unwrap()
}

#[test]
fn style_sheets_are_one_file_in_order_and_compressed() {
    let folder = Folder::new();
    let theme = folder.open("default");
    let look = theme.look();
    let address = look.assets.address("css/app.css").unwrap();
    assert!(address.starts_with("/assets/") && address.ends_with("/css/app.css"), "{address}");
    let sheet = look.assets.get(address).unwrap();
    let text = String::from_utf8(sheet.bytes.to_vec()).unwrap();
    assert_eq!(text, "a{}b :is(i,u){content:\"a  {\";width:calc(1px + 2px);}");
    assert_eq!(sheet.content_type, "text/css; charset=utf-8");
    assert!(
        look.assets.get("/assets/css/app.css").is_none(),
        "only addresses with a hash are kept for a year"
    );
}

#[test]
fn an_address_changes_with_the_content() {
    let folder = Folder::new();
    let theme = folder.open("default");
    let before = theme.look().assets.address("css/app.css").unwrap().to_string();
    folder.write("default/static/css/base.css", "b{color:red}");
    theme.reload().unwrap();
    assert_ne!(theme.look().assets.address("css/app.css").unwrap(), before);
    assert_eq!(theme.version(), 2);
}

#[test]
fn a_theme_replaces_only_what_it_has() {
    let folder = Folder::new();
    folder.write("own/templates/plugins/booking/x.html", "ours");
    folder.write("own/static/css/base.css", "c{}");
    let own = folder.open("own");
    own.set_plugins(vec![booking("theirs")]).unwrap();
    assert_eq!(draw(&own, "booking/x.html"), "ours");
    let look = own.look();
    let sheet = look.assets.get(look.assets.address("css/app.css").unwrap()).unwrap();
    assert_eq!(&sheet.bytes[..], b"a{}c{}");
    let default = folder.open("default");
    default.set_plugins(vec![booking("theirs")]).unwrap();
    assert_eq!(draw(&default, "booking/x.html"), "theirs");
}

#[test]
fn another_theme_is_tried_before_it_is_taken() {
    let folder = Folder::new();
    folder.write("own/templates/plugins/booking/x.html", "ours");
    folder.write("broken/templates/page.html", "{% if %}");
    folder.write("broken/theme.toml", "[theme]\nname = \"Broken\"\nextends = \"default\"\n");
    folder.open("own");
    let theme = folder.open("default");
    theme.set_plugins(vec![booking("theirs")]).unwrap();
    assert!(theme.try_out("broken").is_err() && theme.try_out("nowhere").is_err());
    theme.try_out("own").unwrap();
    assert_eq!(draw(&theme, "booking/x.html"), "theirs", "trying is not taking");
    theme.choose("own");
    theme.set_plugins(vec![booking("theirs")]).unwrap();
    assert_eq!(draw(&theme, "booking/x.html"), "ours");
}

#[test]
fn a_broken_plugin_is_left_out_and_the_others_stay() {
    let folder = Folder::new();
    let theme = folder.open("default");
    let broken = PluginFiles { plugin: "broken".into(), ..booking("{% if %}") };
    let broken = PluginFiles { texts: Vec::new(), ..broken };
    let left_out = theme
        .set_plugins(vec![broken, booking("{{ asset(path=\"logo.png\") }} {{ t(key=\"booking-name\") }}")]);
    let left_out = left_out.unwrap();
    assert_eq!(left_out.len(), 1);
    assert_eq!(left_out[0].plugin, "broken");
    let page = draw(&theme, "booking/x.html");
    assert!(page.starts_with("/assets/plugins/booking/") && page.ends_with("/logo.png Запись"), "{page}");
}

#[test]
fn a_broken_change_leaves_the_former_look() {
    let folder = Folder::new();
    let theme = folder.open("default");
    folder.write("default/templates/page.html", "{% if %}");
    assert!(theme.reload().is_err());
    assert!(theme.look().renderer.has("page.html"));
    assert_eq!(theme.version(), 1);
}

#[test]
fn a_start_takes_what_was_parsed_before_at_its_word_and_tries_what_is_new() {
    let folder = Folder::new();
    let notes = folder.0.path().join("templates.proven");
    let open =
        || Theme::open(&folder.0.path().join("default"), Arc::new(BTreeMap::new()), Some(notes.clone()));
    open().unwrap().set_plugins(vec![booking("theirs")]).unwrap();
    let noted = std::fs::read_to_string(&notes).unwrap();
    assert!(noted.lines().count() > 2, "{noted}");

    let again = open().unwrap();
    again.set_plugins(vec![booking("theirs")]).unwrap();
    assert_eq!(draw(&again, "booking/x.html"), "theirs");
    assert_eq!(std::fs::read_to_string(&notes).unwrap(), noted, "nothing new");
    let left_out = open().unwrap().set_plugins(vec![booking("{% if %}")]).unwrap();
    assert_eq!(left_out.len(), 1, "a changed template is tried");
    folder.write("default/templates/page.html", "{% if %}");
    assert!(open().is_err(), "so is the theme's");

    // The notes are believed, or starts would try everything: with this one they call a broken text sound.
    let broken = pardoz_renderer::print("{% if %}");
    std::fs::write(&notes, format!("{noted}\n{broken:016x}")).unwrap();
    let fooled = open().unwrap();
    let scope = pardoz_renderer::RenderScope::new(Locale::Ru, 0);
    assert!(
        fooled.look().renderer.render("page.html", json!({}), &scope).is_err(),
        "and then the page says so"
    );
}

#[test]
fn a_changed_file_is_seen_without_being_asked() {
    let folder = Folder::new();
    let theme = folder.open("default");
    let (sender, receiver) = std::sync::mpsc::channel();
    let watch = theme.watch(move |result| sender.send(result.is_ok()).unwrap()).unwrap();
    folder.write("default/templates/new.html", "new");
    assert!(receiver.recv_timeout(std::time::Duration::from_secs(60)).unwrap());
    assert_eq!(draw(&theme, "new.html"), "new");
    drop(watch);
}

#[test]
fn a_theme_that_was_not_built_says_how() {
    let folder = Folder::new();
    std::fs::remove_dir_all(folder.0.path().join("default/dist")).unwrap();
    let error = Theme::open(&folder.0.path().join("default"), Arc::new(BTreeMap::new()), None).err().unwrap();
    assert!(error.to_string().contains("npm ci"), "{error}");
}
