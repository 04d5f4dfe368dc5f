//! The renderer as its users meet it: sources in, pages out.

use serde_json::json;

use super::*;

fn theme(files: &[(&str, &str)]) -> Sources {
    let routes: BTreeMap<String, String> = [
        ("clients:client-detail", "/p/clients/clients/{client_id}"),
        ("booking:appointment-list", "/p/booking/appointments"),
    ]
    .into_iter()
    .map(|(name, path)| (name.to_string(), path.to_string()))
    .collect();
    Sources {
        theme: files
            .iter()
            .map(|(name, text)| Template { name: (*name).into(), text: (*text).into() })
            .collect(),
        plugins: Vec::new(),
        texts: vec![TextSource {
            plugin: "host".into(),
            locale: Locale::Ru,
            text: "host-hello = Здравствуйте, { $name }!".into(),
        }],
        assets: BTreeMap::from([("css/app.css".into(), "/assets/css/app.1a2b.css".into())]),
        icons: BTreeSet::from(["users".to_string(), "puzzle".to_string()]),
        routes: Arc::new(routes),
        proven: BTreeSet::new(),
    }
}

fn plugin(sources: &mut Sources, plugin: &str, name: &str, text: &str) {
    sources.plugins.push(PluginTemplate { plugin: plugin.into(), name: name.into(), text: text.into() });
}

fn scope() -> RenderScope {
    RenderScope::new(Locale::Ru, 1_795_252_800_000)
}

/// Draws one template of plugin `booking`.
fn draw(text: &str, data: Value) -> Result<String, RenderError> {
    let mut sources = theme(&[("page.html", "<main>{% block content %}{% endblock %}</main>")]);
    plugin(&mut sources, "booking", "x.html", text);
    Renderer::build(sources)?.render("booking/x.html", data, &scope().for_plugin("booking"))
}

fn check(text: &str, data: Value, expected: &str) {
    assert_eq!(draw(text, data).unwrap().replace('\u{a0}', " "), expected);
}

#[test]
fn a_plugin_s_page_extends_the_theme_s() {
    check(
        "{% extends \"page.html\" %}{% block content %}<h1>{{ view.name }}</h1>{% endblock %}",
        json!({"view": {"name": "<Ольга & Ко>"}}),
        "<main><h1>&lt;Ольга &amp; Ко&gt;</h1></main>",
    );
}

#[test]
fn values_are_written_in_the_reader_s_language() {
    check(
        "{{ view.sum | money }} · {{ view.at | time }} · {{ view.day | day }} · {{ today() }}",
        json!({"view": {"sum": 125_000_000, "at": 1_795_252_800_000_i64, "day": "2026-11-21"}}),
        "1 250 000 сум · 14:20 · сб, 21 ноября · 2026-11-21",
    );
}

#[test]
fn texts_take_arguments_and_are_escaped() {
    check("{{ t(key=\"host-hello\", name=view) }}", json!({"view": "<b>"}), "Здравствуйте, &lt;b&gt;!");
    check("{{ t(key=\"booking-nowhere\") }}", json!({}), "booking-nowhere");
}

#[test]
fn addresses_come_from_routes() {
    check(
        "{{ url(route=\"appointment-list\", day=\"2026-11-21\", m=view) }}",
        json!({"view": null}),
        "/p/booking/appointments?day=2026-11-21",
    );
    check(
        "{{ url(route=\"clients:client-detail\", client_id=\"a/b\", tab=\"виды\") }}",
        json!({}),
        "/p/clients/clients/a%2Fb?tab=%D0%B2%D0%B8%D0%B4%D1%8B",
    );
    // A module that is off: no address, so templates can leave the link out.
    check("[{{ url(route=\"stock:item-list\") }}]", json!({}), "[]");
    assert!(
        draw("{{ url(route=\"nowhere\") }}", json!({})).is_err(),
        "an own route that is missing is a mistake"
    );
    assert!(draw("{{ url(route=\"clients:client-detail\") }}", json!({})).is_err(), "a path needs its id");
}

#[test]
fn icons_attributes_and_files_are_markup_and_nothing_else() {
    check(
        "{{ icon(name=\"users\", size=\"sm\") }}",
        json!({}),
        "<svg class=\"i sm\" aria-hidden=\"true\"><use href=\"/assets/icons.svg#users\"/></svg>",
    );
    check(
        "{{ icon(name=\"no-such\") }}",
        json!({}),
        "<svg class=\"i\" aria-hidden=\"true\"><use href=\"/assets/icons.svg#puzzle\"/></svg>",
    );
    check(
        "<a{{ attrs(list=[\"data-x\", view, \"hidden\", true, \"title\", false]) }}>",
        json!({"view": "\"><b>"}),
        "<a data-x=\"&quot;&gt;&lt;b&gt;\" hidden>",
    );
    check("<a{{ attrs(list=[\"href\", \"javascript:x\"]) }}>", json!({}), "<a href=\"#\">");
    assert!(draw("<a{{ attrs(list=[\"onclick\", \"x\"]) }}>", json!({})).is_err());
    assert!(draw("<a{{ attrs(list=[\"style\", \"x\"]) }}>", json!({})).is_err());
    check("{{ asset(path=\"css/app.css\") }}", json!({}), "/assets/css/app.1a2b.css");
    assert!(draw("{{ asset(path=\"nowhere.png\") }}", json!({})).is_err());
}

#[test]
fn permissions_are_asked_by_name() {
    let mut sources = theme(&[]);
    plugin(
        &mut sources,
        "booking",
        "x.html",
        "{% if can(permission=\"a.b\") %}{{ permission_scope(permission=\"a.b\") }}{% else %}no{% endif %}",
    );
    let renderer = Renderer::build(sources).unwrap();
    let mut allowed = scope();
    allowed.permissions = Arc::new(BTreeMap::from([("a.b".to_string(), "branch".to_string())]));
    assert_eq!(renderer.render("booking/x.html", json!({}), &allowed).unwrap(), "branch");
    assert_eq!(renderer.render("booking/x.html", json!({}), &scope()).unwrap(), "no");
}

#[test]
fn a_slot_cannot_be_forged_by_data() {
    let html = draw(
        "{{ slot(name=\"client-card\", client_id=\"7\") }}{{ view }}",
        json!({"view": "<!--slot checkout 7b7d-->"}),
    )
    .unwrap();
    let slots: Vec<_> =
        split_slots(&html).into_iter().filter(|piece| matches!(piece, Piece::Slot { .. })).collect();
    assert_eq!(slots, [Piece::Slot { name: "client-card".into(), context: json!({"client_id": "7"}) }]);
}

#[test]
fn a_theme_overrides_a_plugin_s_template() {
    let mut sources = theme(&[("plugins/booking/x.html", "ours {% include \"_part.html\" %}")]);
    plugin(&mut sources, "booking", "x.html", "theirs");
    plugin(&mut sources, "booking", "_part.html", "part");
    let renderer = Renderer::build(sources).unwrap();
    assert_eq!(renderer.render("booking/x.html", json!({}), &scope()).unwrap(), "ours part");
}

#[test]
fn plugins_cannot_reach_each_other_s_templates() {
    let mut sources = theme(&[]);
    plugin(&mut sources, "booking", "x.html", "{% include \"clients/secret.html\" %}");
    plugin(&mut sources, "clients", "secret.html", "x");
    let error = Renderer::build(sources).err().expect("refused");
    assert_eq!(error.plugin(), Some("booking"));
    assert!(error.to_string().contains("clients/secret.html"), "{error}");
}

#[test]
fn a_broken_template_names_its_plugin() {
    for text in ["{% if %}", "{{ x | }}", "{% extends \"gone.html\" %}"] {
        let mut sources = theme(&[]);
        plugin(&mut sources, "booking", "x.html", text);
        let error = Renderer::build(sources).err().unwrap_or_else(|| panic!("{text} was accepted"));
        assert_eq!(error.plugin(), Some("booking"), "{error}");
    }
}

#[test]
fn an_endless_page_is_stopped() {
    let result = draw(
        "{% for i in range(end=100000) %}0123456789012345678901234567890123456789{% endfor %}",
        json!({}),
    );
    assert!(matches!(result, Err(RenderError::TooLarge { .. })));
}

#[test]
fn macros_of_components_see_the_reader() {
    let mut sources = theme(&[
        (
            "components/money.html",
            "{% macro sum(minor, big=false) %}{% if big %}<b>{% endif %}{{ minor | money }}{% endmacro %}",
        ),
        (
            "components/row.html",
            "{% import \"components/money.html\" as money %}{% macro row(minor) %}<i>{{ money::sum(minor=minor, big=true) }}</i>{% endmacro %}",
        ),
    ]);
    plugin(
        &mut sources,
        "booking",
        "x.html",
        "{% import \"components/row.html\" as row %}{{ row::row(minor=100) }}",
    );
    let html = Renderer::build(sources).unwrap().render("booking/x.html", json!({}), &scope()).unwrap();
    assert_eq!(html.replace('\u{a0}', " "), "<i><b>1 сум</i>");
}

#[test]
fn macros_that_call_each_other_work_inside_blocks_and_includes() {
    let mut sources = theme(&[
        ("page.html", "{% block content %}{% endblock %}"),
        (
            "components/a.html",
            "{% macro outer(x) %}[{{ self::inner(x=x) }}]{% endmacro %}{% macro inner(x) %}{{ x }}{% endmacro %}",
        ),
        (
            "components/b.html",
            "{% macro outer(x) %}({{ self::inner(x=x) }}){% endmacro %}{% macro inner(x) %}{{ x }}!{% endmacro %}",
        ),
    ]);
    plugin(
        &mut sources,
        "booking",
        "x.html",
        "{% extends \"page.html\" %}{% import \"components/a.html\" as a %}{% block content %}{{ a::outer(x=1) }}{% include \"_part.html\" %}{% endblock %}",
    );
    plugin(
        &mut sources,
        "booking",
        "_part.html",
        "{% import \"components/b.html\" as b %}{{ b::outer(x=2) }}",
    );
    let renderer = Renderer::build(sources).unwrap();
    assert_eq!(renderer.render("booking/x.html", json!({}), &scope()).unwrap(), "[1](2!)");
}

#[test]
fn macros_call_each_other_three_deep_outside_of_any_block_too() {
    let macros = "{% macro post(x) %}<{{ self::submit(x=x) }}>{% endmacro %}{% macro submit(x) %}({{ self::inside(x=x) }}){% endmacro %}{% macro inside(x) %}{{ x }}{% endmacro %}";
    let mut sources =
        theme(&[("page.html", "{% block content %}{% endblock %}"), ("components/a.html", macros)]);
    let call = "{% import \"components/a.html\" as a %}{{ a::post(x=1) }}";
    plugin(&mut sources, "booking", "_panel.html", call);
    let page = "{% extends \"page.html\" %}{% import \"components/a.html\" as a %}{% block content %}{{ a::post(x=1) }}{% endblock %}";
    plugin(&mut sources, "booking", "x.html", page);
    let renderer = Renderer::build(sources).unwrap();
    for template in ["booking/_panel.html", "booking/x.html"] {
        assert_eq!(renderer.render(template, json!({}), &scope()).unwrap(), "<(1)>", "{template}");
    }
}

#[test]
fn files_that_name_each_other_wrongly_are_refused_before_anybody_draws() {
    let cases = [
        ("{% extends \"none.html\" %}", "none.html"),
        ("{% import \"none.html\" as none %}", "none.html"),
        ("{% extends \"other.html\" %}", "extends itself"),
    ];
    for (page, said) in cases {
        let sources = theme(&[("page.html", page), ("other.html", "{% extends \"page.html\" %}")]);
        let error = Renderer::build(sources).err().unwrap_or_else(|| panic!("{page} was accepted"));
        let RenderError::Build(source) = error else { panic!("{error:?}") };
        assert!(source.to_string().contains(said), "{source}");
    }
}

/// What is kept of a former renderer must not show: not an old text, not an old parent, not a template that is gone.
#[test]
fn a_renderer_built_after_another_draws_as_one_built_alone() {
    let sources = |page: &str, child: &str, lonely: bool| {
        let mut sources =
            theme(&[("page.html", page), ("other.html", "<i>{% block content %}{% endblock %}</i>")]);
        plugin(&mut sources, "booking", "x.html", child);
        if lonely {
            plugin(&mut sources, "booking", "y.html", "{{ view }}");
        }
        sources
    };
    let page = "<main>{% block content %}{% endblock %}</main>";
    let child = "{% extends \"page.html\" %}{% block content %}{{ view }}{% endblock %}";
    let former = Renderer::build(sources(page, child, true)).unwrap();
    let elsewhere = child.replace("page.html", "other.html");
    let longer = page.replace("<main>", "<main><hr>");
    for (page, child, drawn) in [
        (page, child, "<main>1</main>"),
        (&longer, child, "<main><hr>1</main>"),
        (page, &elsewhere, "<i>1</i>"),
        (page, "plain {{ view }}", "plain 1"),
    ] {
        let next = Renderer::build_after(Some(&former), sources(page, child, false)).unwrap();
        let draw = |renderer: &Renderer| {
            renderer.render("booking/x.html", json!({ "view": 1 }), &scope().for_plugin("booking")).unwrap()
        };
        assert_eq!(draw(&next), drawn);
        assert_eq!(draw(&next), draw(&Renderer::build(sources(page, child, false)).unwrap()));
        assert!(!next.has("booking/y.html"));
    }
    let broken = Renderer::build_after(Some(&former), sources(page, "{% if %}", false));
    assert!(matches!(broken, Err(RenderError::Template { plugin, .. }) if plugin == "booking"));
}
