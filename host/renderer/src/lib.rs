//! Templates, texts and formats: what turns a view (a template's name and data) into a page.
//!
//! Knows neither HTTP nor the database. Modules in reading order.

mod locale; // the three languages
mod scope; // for whom and when a page is drawn
mod template; // where templates come from: the theme, its overrides, plugins
mod macros; // makes macros findable wherever they are called
mod library; // texts by name, parsed when a page needs them
mod text; // Fluent catalogs
pub mod format; // how money, days, phones … are written
mod filter; // Tera filters over `format`
mod function; // Tera functions: t, url, icon, can, slot …
mod chart; // geometry for the chart components
mod slot; // places for other modules' panels
mod qr; // squares that phones read
pub mod lint; // what a module's template may not contain
mod calls; // calls of macros, filters and functions that cannot work
mod check; // texts that are missing

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use serde_json::{Map, Value};
use tera::{Context, Tera};

pub use check::{MissingText, UsedKey, keys_in_template};
pub use library::print;
pub use locale::Locale;
pub use scope::RenderScope;
pub use slot::{Piece, split_slots};
pub use template::{PluginTemplate, Template};
pub use text::TextSource;

/// A page larger than this is a mistake, or an attack on the browser.
pub const PAGE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Finds the path of a plugin's route.
pub trait Routes: Send + Sync {
    /// The full path, with `{placeholders}` (`/p/booking/appointments/{appointment_id}`),
    /// or `None` when the plugin or route is absent or switched off.
    fn path(&self, plugin: &str, route: &str) -> Option<String>;

    /// The same routes as they are now, where they may change: templates and routes of one moment belong together.
    fn as_of_now(&self) -> Option<Arc<dyn Routes>> {
        None
    }
}

/// Routes by `plugin:route`.
impl Routes for BTreeMap<String, String> {
    fn path(&self, plugin: &str, route: &str) -> Option<String> {
        self.get(&format!("{plugin}:{route}")).cloned()
    }
}

/// Everything a renderer is built from.
pub struct Sources {
    /// The theme's templates by path below `templates/`: `page.html`, `components/button.html`,
    /// and overrides as `plugins/<plugin>/<file>`.
    pub theme: Vec<Template>,
    pub plugins: Vec<PluginTemplate>,
    pub texts: Vec<TextSource>,
    /// Path in the theme (`css/app.css`; a plugin's picture is `plugins/<plugin>/<file>`) → address with hash.
    pub assets: BTreeMap<String, String>,
    /// Names in the icon sprite; empty = do not check.
    pub icons: BTreeSet<String>,
    pub routes: Arc<dyn Routes>,
    /// Texts that this parser is known to read (see [`Renderer::prints`]): they are taken at their word until a page
    /// needs them. Empty = try all.
    pub proven: BTreeSet<u64>,
}

/// What can be wrong with templates and texts.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("templates do not fit together")]
    Build(#[source] tera::Error),
    #[error("template `{template}` of `{plugin}` cannot be read: {message}")]
    Template { plugin: String, template: String, message: String },
    #[error("texts of `{plugin}` in {locale}: {message}")]
    Text { plugin: String, locale: Locale, message: String },
    #[error("could not draw `{template}`")]
    Render {
        template: String,
        #[source]
        source: tera::Error,
    },
    #[error("`{template}` grew past {PAGE_BYTES_MAX} bytes")]
    TooLarge { template: String },
}

impl RenderError {
    /// The plugin whose files are at fault, if that is known.
    pub fn plugin(&self) -> Option<&str> {
        match self {
            RenderError::Template { plugin, .. } | RenderError::Text { plugin, .. } => Some(plugin),
            _ => None,
        }
    }
}

/// A drawn template.
pub struct Drawn {
    pub html: String,
    /// Milliseconds UTC; `i64::MAX` when the template never asked for the time.
    pub holds_until: i64,
}

/// All templates and texts, ready to draw. Immutable: a change of a file builds another one.
pub struct Renderer {
    templates: library::Library,
    texts: Arc<text::Texts>,
}

impl Renderer {
    /// Reads every template and text. An error names the plugin at fault where it can.
    pub fn build(sources: Sources) -> Result<Renderer, RenderError> {
        Self::build_after(None, sources)
    }

    /// The same for sources of which `former` has read many: only templates that changed are tried, and that is nearly
    /// all of a build.
    pub fn build_after(former: Option<&Renderer>, sources: Sources) -> Result<Renderer, RenderError> {
        let texts = Arc::new(text::Texts::build(&sources.texts)?);
        let files = template::resolve(sources.theme, sources.plugins)?;
        let mut tera = Tera::default();
        tera.autoescape_on(vec![".html"]);
        tera.set_escape_fn(function::escape);
        let looked_up = Arc::new(function::Sources {
            texts: texts.clone(),
            routes: sources.routes,
            assets: sources.assets,
            icons: sources.icons,
        });
        function::register(&mut tera, looked_up);
        filter::register(&mut tera);
        let former = former.map(|former| &former.templates);
        let templates = library::Library::open(tera, files, &sources.proven, former)?;
        Ok(Renderer { templates, texts })
    }

    /// Draws `template` (`booking/appointment_list.html`, or a theme's own `login.html`).
    /// `context` is a JSON object.
    pub fn render(&self, template: &str, context: Value, scope: &RenderScope) -> Result<String, RenderError> {
        self.draw(template, context, scope).map(|drawn| drawn.html)
    }

    /// As [`Renderer::render`], with the instant until which the page stays true if its data does.
    pub fn draw(&self, template: &str, context: Value, scope: &RenderScope) -> Result<Drawn, RenderError> {
        let failed = |source| RenderError::Render { template: template.to_string(), source };
        let context = Context::from_value(context).map_err(failed)?;
        let mut page = Page { bytes: Vec::with_capacity(16 * 1024), full: false };
        let (drawn, holds_until) = self
            .templates
            .with(template, |tera| {
                let render = || tera.render_to(template, &context, &mut page);
                scope::timed(|| scope::within(scope, render))
            })
            .map_err(failed)?;
        if page.full {
            return Err(RenderError::TooLarge { template: template.to_string() });
        }
        drawn.map_err(failed)?;
        let html = String::from_utf8(page.bytes).expect("templates and JSON are UTF-8");
        Ok(Drawn { html, holds_until })
    }

    /// Is there such a template?
    pub fn has(&self, template: &str) -> bool {
        self.templates.has(template)
    }

    /// What tells each text from another: all of them have been parsed. For the next start's [`Sources::proven`].
    pub fn prints(&self) -> BTreeSet<u64> {
        self.templates.prints().collect()
    }

    /// A text in the wanted language (or the next best one); a missing key comes back as itself.
    pub fn text(&self, locale: Locale, key: &str, args: &Map<String, Value>) -> String {
        self.texts.find(locale, key, args).unwrap_or_else(|| key.to_string())
    }

    /// A text whose sums and days follow the salon's currency and zone.
    pub fn text_in(&self, scope: &RenderScope, key: &str, args: &Map<String, Value>) -> String {
        scope::within(scope, || self.text(scope.locale, key, args))
    }

    /// Does any language have this text?
    pub fn has_text(&self, key: &str) -> bool {
        self.texts.find(Locale::Ru, key, &Map::new()).is_some()
    }

    /// Texts that are missing: in one language, or used by a template or by `manifest_keys` and written nowhere.
    pub fn check_texts(&self, manifest_keys: &[UsedKey]) -> Vec<MissingText> {
        let used: Vec<UsedKey> =
            self.templates.used_keys().into_iter().chain(manifest_keys.iter().cloned()).collect();
        check::missing(&self.texts, &used)
    }

    /// Calls of plugins' templates (all of them, or one plugin's) that cannot work: see `calls`.
    pub fn check_calls(sources: &Sources, plugin: Option<&str>) -> Result<Vec<lint::Finding>, RenderError> {
        let files = template::resolve(sources.theme.clone(), sources.plugins.clone())?;
        let wanted: Vec<usize> = (0..files.len())
            .filter(|index| {
                files[*index].plugin() != "host" && plugin.is_none_or(|id| files[*index].plugin() == id)
            })
            .collect();
        let all: Vec<Template> =
            files.into_iter().map(|file| Template { name: file.name, text: file.text }).collect();
        let checked: Vec<&Template> = wanted.into_iter().map(|index| &all[index]).collect();
        let known = filter::names().chain(function::names()).map(str::to_string).collect();
        Ok(calls::check_calls(&checked, &all, &known))
    }

    /// Fills a route's `{placeholders}` and appends the other parameters as its query.
    pub fn fill_path(path: &str, params: &BTreeMap<&str, &Value>) -> Result<String, String> {
        function::fill_path(path, params)
    }

    /// Writes one value as a filter of the templates would (`money`, `day`, `phone` …), for CSV and plain texts.
    pub fn write(&self, filter: &str, value: &Value, scope: &RenderScope) -> Result<String, String> {
        filter::apply(filter, value, scope)
    }
}

/// Escapes text for HTML and for attributes in double quotes.
pub fn escape_html(text: &str) -> String {
    function::escape(text)
}

/// Data of the gallery of components (`gallery.html`, shown at `/_ui` in development).
pub fn gallery_view() -> Value {
    serde_json::from_str(include_str!("gallery.json")).expect("the file is part of this crate and tested")
}

/// The growing page; refuses to grow past its limit.
struct Page {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Page {
    fn write(&mut self, part: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + part.len() > PAGE_BYTES_MAX {
            self.full = true;
            return Err(std::io::Error::other("the page is too large"));
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
