//! The salon's look: templates, texts and static files, read from a theme's folder and rebuilt when it changes.
//!
//! Knows files and the renderer; knows neither HTTP nor the plugins' code. Plugins hand in their
//! templates, texts and pictures as [`PluginFiles`].

mod asset; // static files with their addresses, types and compressed forms
mod folder; // a theme's folder on disk, above the theme it extends
mod proven; // templates that were parsed before

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use pardoz_renderer::{Locale, PluginTemplate, RenderError, Renderer, Routes, Sources, TextSource};

pub use asset::{Asset, Assets};

use proven::Proven;

use crate::watch::{self, Watch};

/// What a plugin's bundle adds to the pages.
#[derive(Clone, Debug, Default)]
pub struct PluginFiles {
    pub plugin: String,
    /// File name below `templates/` and text.
    pub templates: Vec<(String, String)>,
    pub texts: Vec<(Locale, String)>,
    /// Pictures: file name below `static/` and bytes.
    pub static_files: Vec<(String, Vec<u8>)>,
}

/// What can be wrong with a theme.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    #[error("could not read `{path}` of the theme")]
    Read {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("`{path}` is not UTF-8 text")]
    NotText { path: PathBuf },
    #[error("could not read theme.toml of `{path}`: {message}")]
    Manifest { path: PathBuf, message: String },
    #[error(
        "the theme's built files are missing; run `npm ci && node build.mjs` in `{path}` (Node 20 or newer)"
    )]
    NotBuilt { path: PathBuf },
    #[error("could not build the theme in `{path}`: {message}")]
    Build { path: PathBuf, message: String },
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error("could not watch the theme's folder")]
    Watch(#[source] notify::Error),
}

/// A plugin whose files could not be used; the others' are.
#[derive(Debug)]
pub struct LeftOut {
    pub plugin: String,
    pub error: RenderError,
}

/// One built state of the theme: what pages are drawn with until the next change.
pub struct Look {
    pub renderer: Renderer,
    pub assets: Assets,
}

/// The theme in use. Cheap to clone; all clones share one state.
#[derive(Clone)]
pub struct Theme {
    inner: Arc<Inner>,
}

struct Inner {
    /// Where the themes are, each a folder.
    themes: PathBuf,
    /// The one in use.
    folder: RwLock<PathBuf>,
    proven: Proven,
    routes: Arc<dyn Routes>,
    plugins: Mutex<Vec<PluginFiles>>,
    look: RwLock<Arc<Look>>,
    version: AtomicU64,
}

impl Theme {
    /// Reads the theme in `folder` (such as `themes/default`); plugins' files come later by [`Theme::set_plugins`].
    /// `notes`: a file that only the host writes, in which one start tells the next which templates are sound.
    pub fn open(folder: &Path, routes: Arc<dyn Routes>, notes: Option<PathBuf>) -> Result<Theme, ThemeError> {
        let proven = Proven::read(notes);
        let look = build(folder, &routes, &[], &proven, None)?;
        Ok(Theme {
            inner: Arc::new(Inner {
                themes: folder.parent().unwrap_or(folder).to_path_buf(),
                folder: RwLock::new(folder.to_path_buf()),
                proven,
                routes,
                plugins: Mutex::default(),
                look: RwLock::new(Arc::new(look)),
                version: AtomicU64::new(1),
            }),
        })
    }

    /// Takes another theme of the same place from the next [`Theme::set_plugins`] on.
    pub fn choose(&self, name: &str) {
        let folder = self.inner.themes.join(name);
        *self.inner.folder.write().expect("no panic while a folder is chosen") = folder;
    }

    /// Could the salon be drawn with this theme as it lies there, with the plugins of now?
    ///
    /// # Errors
    /// What is wrong with it. The theme in use stays in use.
    pub fn try_out(&self, name: &str) -> Result<(), ThemeError> {
        let plugins = self.inner.plugins.lock().expect("no panic while plugins are set").clone();
        let Inner { themes, routes, proven, .. } = &*self.inner;
        build(&themes.join(name), routes, &plugins, proven, None).map(drop)
    }

    fn folder(&self) -> PathBuf {
        self.inner.folder.read().expect("no panic while a folder is chosen").clone()
    }

    /// The state to draw with. Hold it for one page: a later change is a later state.
    pub fn look(&self) -> Arc<Look> {
        self.inner.look.read().expect("no panic while a look is swapped").clone()
    }

    /// Counts the states; part of the key of every remembered page.
    pub fn version(&self) -> u64 {
        self.inner.version.load(Ordering::Acquire)
    }

    /// Takes the files of the enabled plugins in place of the former ones.
    /// A plugin whose files are broken is left out and named; everybody else's pages go on.
    pub fn set_plugins(&self, plugins: Vec<PluginFiles>) -> Result<Vec<LeftOut>, ThemeError> {
        let mut current = self.inner.plugins.lock().expect("no panic while plugins are set");
        let mut usable = plugins;
        let former = self.look();
        let mut left_out = Vec::new();
        let look = loop {
            match build(&self.folder(), &self.inner.routes, &usable, &self.inner.proven, Some(&former)) {
                Ok(look) => break look,
                Err(ThemeError::Render(error)) => {
                    let at_fault = error.plugin().map(str::to_string);
                    let index = usable.iter().position(|files| Some(&files.plugin) == at_fault.as_ref());
                    let Some(index) = index else { return Err(error.into()) };
                    left_out.push(LeftOut { plugin: usable.remove(index).plugin, error });
                }
                Err(error) => return Err(error),
            }
        };
        *current = usable;
        self.swap(look);
        Ok(left_out)
    }

    /// Reads the folder again. On an error the former state stays in use.
    pub fn reload(&self) -> Result<(), ThemeError> {
        let plugins = self.inner.plugins.lock().expect("no panic while plugins are set");
        let Inner { routes, proven, .. } = &*self.inner;
        let look = build(&self.folder(), routes, &plugins, proven, Some(&self.look()))?;
        self.swap(look);
        Ok(())
    }

    fn swap(&self, look: Look) {
        self.inner.proven.note(look.renderer.prints());
        *self.inner.look.write().expect("no panic while a look is swapped") = Arc::new(look);
        self.inner.version.fetch_add(1, Ordering::AcqRel);
    }

    /// Reloads after every change of a theme, for one may extend another, and tells `changed` how that went.
    pub fn watch(
        &self,
        changed: impl Fn(Result<(), ThemeError>) + Send + 'static,
    ) -> Result<Watch, ThemeError> {
        let theme = self.clone();
        watch::folder(&self.inner.themes, move || changed(theme.reload())).map_err(ThemeError::Watch)
    }
}

fn build(
    folder: &Path,
    routes: &Arc<dyn Routes>,
    plugins: &[PluginFiles],
    proven: &Proven,
    former: Option<&Look>,
) -> Result<Look, ThemeError> {
    let files = folder::read(folder)?;
    let assets = Assets::build(&files, plugins, former.map(|look| &look.assets))?;
    let mut texts = files.texts;
    for plugin in plugins {
        for (locale, text) in &plugin.texts {
            texts.push(TextSource { plugin: plugin.plugin.clone(), locale: *locale, text: text.clone() });
        }
    }
    let templates = plugins.iter().flat_map(|plugin| {
        let template = |(name, text): &(String, String)| PluginTemplate {
            plugin: plugin.plugin.clone(),
            name: name.clone(),
            text: text.clone(),
        };
        plugin.templates.iter().map(template)
    });
    let sources = Sources {
        theme: files.templates,
        plugins: templates.collect(),
        texts,
        assets: assets.addresses(),
        icons: assets.icons(),
        routes: routes.as_of_now().unwrap_or_else(|| routes.clone()),
        proven: proven.prints(),
    };
    let renderer = Renderer::build_after(former.map(|look| &look.renderer), sources)?;
    Ok(Look { renderer, assets })
}

/// Builds the theme's third-party files (`npm ci && node build.mjs`) if they are missing or older than what they are
/// made from; says what it does.
pub fn prepare(folder: &Path) -> Result<(), ThemeError> {
    let written = |file: &str| std::fs::metadata(folder.join(file)).and_then(|file| file.modified()).ok();
    let sources = ["build.mjs", "icons.txt", "package-lock.json"];
    if written("dist/icons.svg").is_some_and(|built| sources.iter().all(|one| written(one) <= Some(built))) {
        return Ok(());
    }
    eprintln!("Building the theme in {} (fonts, icons, htmx) …", folder.display());
    for (program, arguments) in
        [("npm", ["ci", "--no-audit", "--no-fund"].as_slice()), ("node", &["build.mjs"])]
    {
        let failed = |message: String| ThemeError::Build { path: folder.to_path_buf(), message };
        let output =
            std::process::Command::new(program).args(arguments).current_dir(folder).output().map_err(
                |error| failed(format!("`{program}` did not start: {error}; install Node 20 or newer")),
            )?;
        if !output.status.success() {
            return Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_string()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
