//! What the types of a manifest cannot express.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::screen::split_role;
use super::{
    Manifest, ManifestError, Method, Route, Setting, error, is_plugin_id, parse_version, split_contract,
};
use crate::plugin::settings;

/// What a column of a file can be; the rest is written as text.
const EXPORTED: [&str; 8] = ["text", "phone", "integer", "money", "quantity", "day", "time", "datetime"];

/// What a field of a list can be, by which its column is found.
const IMPORTED: [&str; 9] =
    ["text", "phone", "day", "time", "datetime", "money", "integer", "quantity", "email"];

/// The checks that the types above cannot express.
pub(super) struct Check<'a> {
    pub text: &'a str,
    pub manifest: &'a Manifest,
}

type Checked = Result<(), Box<ManifestError>>;

impl Check<'_> {
    pub fn run(&self) -> Checked {
        self.head()?;
        self.contracts()?;
        self.permissions()?;
        self.routes()?;
        self.references()?;
        self.settings_and_tables()
    }

    fn refuse<T>(&self, at: &Spanned<T>, message: impl Into<String>, help: &str) -> Checked {
        Err(error(self.text, Some(at.span()), message.into(), help))
    }

    fn head(&self) -> Checked {
        let head = &self.manifest.plugin;
        let id = head.id.get_ref();
        if !is_plugin_id(id) {
            return self.refuse(
                &head.id,
                format!("`{id}` is no plugin id"),
                "Use 2 to 31 small Latin letters and digits, a letter first; `host`, `x` and SQL's own words are taken.",
            );
        }
        if parse_version(head.version.get_ref()).is_none() {
            return self.refuse(
                &head.version,
                "a version is three numbers",
                "Write for example version = \"1.0.0\".",
            );
        }
        if head.api.get_ref() != crate::limit::API {
            return self.refuse(
                &head.api,
                format!("this Pardoz speaks plugin API {}", crate::limit::API),
                "Build the plugin against that API, or install a Pardoz that knows the other one.",
            );
        }
        for key in [&head.name, &head.purpose] {
            self.own_key(key)?;
        }
        Ok(())
    }

    fn own_key(&self, key: &Spanned<String>) -> Checked {
        let prefix = format!("{}-", self.manifest.id());
        if key.get_ref().starts_with(&prefix) {
            return Ok(());
        }
        self.refuse(
            key,
            format!("text key `{}` does not belong to this plugin", key.get_ref()),
            &format!("Its text keys start with `{prefix}` and stand in i18n/uz.ftl, ru.ftl and en.ftl."),
        )
    }

    fn contracts(&self) -> Checked {
        let c = &self.manifest.contracts;
        for name in c.requires.iter().chain(&c.optional).chain(&c.provides) {
            if !is_contract(name.get_ref()) {
                return self.refuse(
                    name,
                    format!("`{}` is no contract", name.get_ref()),
                    "Write name@version, for example \"clients@1\".",
                );
            }
        }
        for service in &self.manifest.services {
            if !c.provides.iter().any(|p| p.get_ref() == service.contract.get_ref()) {
                return self.refuse(
                    &service.contract,
                    format!(
                        "a service of `{}`, which this plugin does not provide",
                        service.contract.get_ref()
                    ),
                    "Add the contract to [contracts] provides.",
                );
            }
        }
        Ok(())
    }

    fn permissions(&self) -> Checked {
        let prefix = format!("{}.", self.manifest.id());
        let mut seen = BTreeSet::new();
        for p in &self.manifest.permissions {
            let id = p.id.get_ref();
            if !id.starts_with(&prefix) || id.split('.').count() != 3 {
                return self.refuse(
                    &p.id,
                    format!("`{id}` is no permission of this plugin"),
                    &format!("Write {prefix}<resource>.<action>, for example {prefix}thing.read."),
                );
            }
            if !seen.insert(id) {
                return self.refuse(
                    &p.id,
                    format!("permission `{id}` stands here twice"),
                    "Keep one of them.",
                );
            }
            for role in &p.roles {
                if split_role(role.get_ref()).is_none() {
                    return self.refuse(
                        role,
                        format!("`{}` is no role", role.get_ref()),
                        "Roles: owner manager receptionist master accountant stock-keeper marketer, each with :own, :branch or :salon if need be.",
                    );
                }
            }
            self.own_key(&p.title)?;
        }
        Ok(())
    }

    fn routes(&self) -> Checked {
        let mut names = BTreeSet::new();
        let mut paths = BTreeSet::new();
        for r in &self.manifest.routes {
            if !names.insert(r.name.get_ref()) {
                return self.refuse(
                    &r.name,
                    format!("route `{}` stands here twice", r.name.get_ref()),
                    "Rename one.",
                );
            }
            let path = r.path.get_ref();
            if !is_route_path(path) {
                return self.refuse(
                    &r.path,
                    format!("`{path}` is no route path"),
                    "Start with / and use small letters, digits, -, / and {name}; no .. and no trailing slash.",
                );
            }
            if !paths.insert((r.method, path)) {
                return self.refuse(&r.path, "two routes have this method and path", "Change one of them.");
            }
            match &r.permission {
                Some(_) => {}
                None if r.public => {}
                None => {
                    return self.refuse(
                        &r.name,
                        format!("route `{}` names no permission", r.name.get_ref()),
                        "Add permission = \"…\", or public = true for a page without sign-in.",
                    );
                }
            }
            if let Some(kind) = &r.kind
                && (!["act", "query"].contains(&kind.get_ref().as_str()) || r.method == Method::Get)
            {
                return self.refuse(
                    kind,
                    "`kind` of a route is \"act\" or \"query\", and then its method is not GET",
                    "Leave it out for pages and commands.",
                );
            }
            if let Some(form) = &r.form {
                let is_page = self.manifest.route(form.get_ref()).is_some_and(|f| f.method == Method::Get);
                if !is_page {
                    return self.refuse(
                        form,
                        "`form` must name a GET route of this plugin",
                        "Name the page with the form.",
                    );
                }
            }
        }
        Ok(())
    }

    fn known_permission(&self, id: &Spanned<String>) -> Checked {
        // One of a contract stands in the contract: `right::check` looks there.
        if self.manifest.declares(id.get_ref()) || self.manifest.may_carry(id.get_ref()) {
            return Ok(());
        }
        self.refuse(
            id,
            format!("permission `{}` is not declared", id.get_ref()),
            "Add a [[permission]] with this id, a title and its roles.",
        )
    }

    fn known_route(&self, name: &Spanned<String>) -> Checked {
        if self.manifest.route(name.get_ref()).is_some() {
            return Ok(());
        }
        self.refuse(
            name,
            format!("there is no route `{}`", name.get_ref()),
            "Name one of the [[route]]s above.",
        )
    }

    fn one_of(&self, word: &Spanned<String>, what: &str, known: &[&str]) -> Checked {
        if known.contains(&word.get_ref().as_str()) {
            return Ok(());
        }
        self.refuse(
            word,
            format!("`{}` is no {what}", word.get_ref()),
            &format!("Write one of: {}.", known.join(" ")),
        )
    }

    fn references(&self) -> Checked {
        let m = self.manifest;
        for n in &m.navigation {
            self.known_route(&n.route)?;
            let plain = |r: &Route| r.method == Method::Get && !r.path.get_ref().contains('{');
            if !m.route(n.route.get_ref()).is_some_and(plain) {
                return self.refuse(
                    &n.route,
                    format!("the menu cannot lead to `{}`", n.route.get_ref()),
                    "A line of the menu opens a GET route without {…} in its path.",
                );
            }
            self.one_of(&n.section, "section of the menu", &["core", "modules"])?;
            self.own_key(&n.title)?;
        }
        for a in &m.actions {
            self.known_route(&a.route)?;
            self.own_key(&a.title)?;
        }
        for e in &m.exports {
            self.known_route(&e.route)?;
            for column in &e.columns {
                self.one_of(&column.kind, "type of a column", &EXPORTED)?;
            }
            if e.columns.is_empty() {
                return self.refuse(&e.route, "an export without columns", "Add an [[export.column]].");
            }
        }
        for p in m.permissions_named() {
            self.known_permission(p)?;
        }
        if let Some(i) = m.imports.iter().find(|i| i.own_right && i.permission.is_none()) {
            return self.refuse(&i.name, "own_right without a permission", "Add permission = \"…\".");
        }
        for field in m.imports.iter().flat_map(|i| &i.fields) {
            self.one_of(&field.kind, "type of a field", &IMPORTED)?;
        }
        for p in &m.panels {
            self.one_of(&p.column, "column of a page", &["main", "side", "foot"])?;
        }
        for s in &m.services {
            self.one_of(&s.kind, "kind of service", &["query", "mutate"])?;
        }
        for schedule in m.jobs.iter().filter_map(|j| j.schedule.as_ref()) {
            if schedule.get_ref().split_whitespace().count() != 5
                || schedule.get_ref().parse::<croner::Cron>().is_err()
            {
                return self.refuse(
                    schedule,
                    format!("`{}` is no time to repeat at", schedule.get_ref()),
                    "Five fields: minute, hour, day of the month, month, day of the week; \"0 9 * * *\" is nine every day.",
                );
            }
        }
        for w in &m.widgets {
            self.own_key(&w.title)?;
            if w.sizes.is_empty() || w.sizes.iter().any(|s| !(3..=12).contains(s)) {
                return self.refuse(
                    &w.name,
                    "a widget is 3 to 12 columns wide",
                    "Write for example sizes = [3, 4, 6].",
                );
            }
        }
        for e in &m.events {
            let name = e.topic.get_ref().split('.').next().unwrap_or_default();
            let provided =
                || m.contracts.provides.iter().any(|c| c.get_ref().split('@').next() == Some(name));
            if name != m.id() && !provided() {
                return self.refuse(
                    &e.topic,
                    "a plugin publishes topics of its own, and those of the contracts it provides",
                    "Start it with the plugin's id, or with the contract's name.",
                );
            }
        }
        self.webhooks()?;
        self.outside()?;
        let mut exports: BTreeMap<&str, &str> = BTreeMap::new();
        for (name, export, place) in m.handlers() {
            if *exports.entry(name).or_insert(export) != export {
                let message = format!("`{name}` is asked as a query and as a command ({place})");
                return Err(error(self.text, None, message, "Give the two handlers different names."));
            }
        }
        Ok(())
    }

    fn webhooks(&self) -> Checked {
        let mut names = BTreeSet::new();
        for w in &self.manifest.webhooks {
            let name = w.name.get_ref();
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if name.is_empty() || !name.chars().all(plain) || !names.insert(name) {
                return self.refuse(
                    &w.name,
                    format!("`{name}` is no name for a webhook, or stands here twice"),
                    "Small Latin letters, digits and hyphens, each name once: it is the end of the address.",
                );
            }
            if let Some(kind) = w.kind.as_ref().filter(|kind| kind.get_ref() != "act") {
                return self.refuse(kind, "`kind` of a webhook is \"act\"", "Leave it out for a command.");
            }
            if !(1..=1 << 20).contains(w.body_bytes_max.get_ref()) {
                return self.refuse(
                    &w.body_bytes_max,
                    "a webhook's body has 1 to 1,048,576 bytes",
                    "Name the largest message the other side sends.",
                );
            }
            if !(1..=6_000).contains(w.per_minute.get_ref()) {
                return self.refuse(
                    &w.per_minute,
                    "a webhook takes 1 to 6,000 messages a minute",
                    "Name what the other side really sends.",
                );
            }
        }
        Ok(())
    }

    fn outside(&self) -> Checked {
        for e in &self.manifest.egress {
            self.own_key(&e.purpose)?;
            match (&e.host, &e.setting) {
                (Some(host), None) => self.egress_host(host, e.port)?,
                (None, Some(setting)) => {
                    let texts =
                        |s: &&Setting| s.kind.get_ref() == "text" && s.key.get_ref() == setting.get_ref();
                    if !self.manifest.settings.iter().any(|s| texts(&s)) {
                        return self.refuse(
                            setting,
                            "`setting` must name a [[setting]] of type text",
                            "The owner types the host's name there.",
                        );
                    }
                }
                _ => {
                    return self.refuse(
                        &e.purpose,
                        "an [[egress]] names one host, or one setting that holds it",
                        "Write host = \"api.example.uz\".",
                    );
                }
            }
            const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            if let Some(method) = e.methods.iter().find(|m| !METHODS.contains(&m.get_ref().as_str())) {
                return self.refuse(method, "methods are GET POST PUT PATCH DELETE", "Name those it uses.");
            }
            if e.methods.is_empty() || !(1..=600).contains(&e.per_minute) {
                return self.refuse(
                    &e.purpose,
                    "an [[egress]] names its methods, and 1 to 600 requests a minute",
                    "Write for example methods = [\"POST\"].",
                );
            }
        }
        for link in &self.manifest.links {
            self.egress_host(&link.host, 443)?;
        }
        for e in &self.manifest.effects {
            if !matches!(e.kind.get_ref().as_str(), "http" | "mail") {
                return self.refuse(
                    &e.kind,
                    "effects are `http` or `mail`",
                    "Other kinds come with later versions.",
                );
            }
        }
        Ok(())
    }

    fn egress_host(&self, host: &Spanned<String>, port: u16) -> Checked {
        let url = url::Url::parse(&format!("https://{}:{port}/", host.get_ref()));
        let place = url.ok().and_then(|url| crate::outside::Place::of(&url).ok());
        if place.is_some_and(|place| place.host == *host.get_ref()) {
            return Ok(());
        }
        self.refuse(
            host,
            format!("`{}` is no host a plugin can send or lead to", host.get_ref()),
            "Write the exact name in small letters, for example \"api.telegram.org\"; no stars and no numbers.",
        )
    }

    fn pattern(&self, setting: &Setting) -> Checked {
        let (pattern, message) = match (&setting.pattern, &setting.message) {
            (None, None) => return Ok(()),
            (Some(pattern), Some(message)) => (pattern, message),
            (Some(one), None) | (None, Some(one)) => {
                return self.refuse(
                    one,
                    "`pattern` and `message` go together",
                    "The message is the text key of what the owner reads when the pattern is not met.",
                );
            }
        };
        if !matches!(setting.kind.get_ref().as_str(), "text" | "secret") {
            return self.refuse(pattern, "only a text or a secret has a pattern", "Numbers have a range.");
        }
        if let Err(error) = super::data::whole(pattern.get_ref()) {
            return self.refuse(
                pattern,
                format!("the pattern cannot be read: {error}"),
                "A regular expression in the syntax of Rust's `regex`.",
            );
        }
        self.own_key(message)
    }

    fn settings_and_tables(&self) -> Checked {
        const KINDS: [&str; 8] =
            ["text", "integer", "boolean", "money", "percent", "select", "time", "secret"];
        let mut keys = BTreeSet::new();
        for s in &self.manifest.settings {
            self.own_key(&s.title)?;
            if let Some(hint) = &s.hint {
                self.own_key(hint)?;
            }
            self.one_of(&s.kind, "type of setting", &KINDS)?;
            if !keys.insert(s.key.get_ref()) {
                let message = format!("setting `{}` stands here twice", s.key.get_ref());
                return self.refuse(&s.key, message, "Rename one.");
            }
            let kind = s.kind.get_ref().as_str();
            let is_number = matches!(kind, "integer" | "money" | "percent");
            if s.range.is_some_and(|(low, high)| !is_number || low > high) {
                return self.refuse(
                    &s.key,
                    "a range is of a number, the lower bound first",
                    "Write for example range = [0, 100].",
                );
            }
            if !s.options.is_empty() && kind != "select" {
                return self.refuse(
                    &s.key,
                    "only a select has options",
                    "Take them out, or make it a select.",
                );
            }
            self.pattern(s)?;
            // A secret has none, and it is no text that somebody typed.
            let fits = match kind {
                "secret" => s.default.as_str() == Some(""),
                _ => settings::check(s, &settings::default(s), 0).is_ok(),
            };
            if !fits {
                return self.refuse(
                    &s.key,
                    "the default does not fit the type",
                    "Make default a value of the type, within its range, pattern or options.",
                );
            }
        }
        let memory = self.manifest.limits.memory_mib.get_ref();
        if !(1..=crate::limit::MEMORY_MIB).contains(memory) {
            return self.refuse(
                &self.manifest.limits.memory_mib,
                format!("a plugin has 1 to {} MiB of memory", crate::limit::MEMORY_MIB),
                "Leave it out to have the most.",
            );
        }
        let prefix = format!("{}_", self.manifest.id());
        for t in &self.manifest.tables {
            if !t.name.get_ref().starts_with(&prefix) {
                return self.refuse(
                    &t.name,
                    "a plugin owns only tables that carry its id",
                    &format!("Start the name with {prefix}."),
                );
            }
        }
        Ok(())
    }
}

fn is_contract(text: &str) -> bool {
    split_contract(text).is_some_and(|(name, version)| {
        version > 0 && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    })
}

fn is_route_path(path: &str) -> bool {
    let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_/{}.".contains(c);
    path.starts_with('/')
        && path.chars().all(clean)
        && !path.contains("..")
        && !path.contains("//")
        && (path == "/" || !path.ends_with('/'))
}
