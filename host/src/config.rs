//! Every setting of the program and its default. Settings of the salon are in the database.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Where the host keeps things and how it listens.
#[derive(Clone, Debug, clap::Args)]
pub struct Config {
    /// Folder for the database, keys and compiled modules.
    #[arg(long, env = "PARDOZ_DATA", default_value = "data", global = true, value_name = "DIR")]
    pub data: PathBuf,

    /// Address and port of the web server.
    #[arg(long, env = "PARDOZ_LISTEN", default_value = "127.0.0.1:8080", global = true, value_name = "ADDR")]
    pub listen: SocketAddr,

    /// `sqlite:PATH` or `postgres://USER@HOST/NAME`; default: pardoz.db in the data folder.
    #[arg(long, env = "PARDOZ_DATABASE", global = true, value_name = "URL")]
    pub database: Option<String>,

    /// Folder with themes; default: `themes` beside the program or in the clone.
    #[arg(long, env = "PARDOZ_THEMES", global = true, value_name = "DIR")]
    pub themes: Option<PathBuf>,

    /// Folder with the bundles a fresh salon starts with; default: `plugins` beside the program, or what the clone builds.
    #[arg(long, env = "PARDOZ_BUNDLES", global = true, value_name = "DIR")]
    pub bundles: Option<PathBuf>,

    /// Names under which the salon is reached, separated by commas; others are refused. Default: any name on this machine.
    #[arg(long, env = "PARDOZ_HOSTS", global = true, value_delimiter = ',', value_name = "NAMES")]
    pub hosts: Vec<String>,

    /// Addresses of reverse proxies whose X-Forwarded-* headers are believed, separated by commas.
    #[arg(long, env = "PARDOZ_PROXIES", global = true, value_delimiter = ',', value_name = "ADDRS")]
    pub proxies: Vec<std::net::IpAddr>,

    /// The salon is reached over TLS, by a proxy in front: cookies are Secure and HSTS is sent.
    #[arg(long, env = "PARDOZ_HTTPS", global = true)]
    pub https: bool,

    /// Mail server for modules' letters: `smtps://USER:PASSWORD@HOST:465`; without one they send none.
    #[arg(long, env = "PARDOZ_MAIL", global = true, hide_env_values = true, value_name = "URL")]
    pub mail: Option<String>,

    /// Sender of modules' letters.
    #[arg(long, env = "PARDOZ_MAIL_FROM", global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,

    /// For tests: modules' requests to NAME:PORT go to this address instead, without TLS. Separated by commas.
    #[arg(
        long,
        env = "PARDOZ_EGRESS_TEST",
        global = true,
        value_delimiter = ',',
        value_name = "NAME:PORT=ADDR"
    )]
    pub egress_test: Vec<String>,

    /// Token that `/metrics` asks for; without it only this machine may read them.
    #[arg(long, env = "PARDOZ_METRICS_TOKEN", global = true, hide_env_values = true, value_name = "TOKEN")]
    pub metrics_token: Option<String>,

    /// Development: templates and bundles are watched, and the gallery is at /_ui.
    #[arg(long, env = "PARDOZ_DEVELOP", global = true)]
    pub develop: bool,

    /// For a slow machine: modules wait this many times as long for each other, and pages for their panels.
    #[arg(long, env = "PARDOZ_PATIENCE", default_value_t = 1, global = true, value_name = "TIMES",
          value_parser = clap::value_parser!(u32).range(1..=100))]
    pub patience: u32,

    /// `text` or `json`.
    #[arg(long, env = "PARDOZ_LOG_FORMAT", default_value = "text", global = true, value_name = "FORMAT")]
    pub log_format: String,
}

impl Config {
    /// The database's address.
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("pardoz.db").display()))
    }

    /// The folder with themes: as told, beside the program, or the clone's.
    pub fn themes_folder(&self) -> PathBuf {
        self.themes.clone().unwrap_or_else(|| beside_program_or_clone("themes"))
    }

    /// A configuration for a data folder, everything else default. For tests and tools.
    pub fn for_data(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: None,
            themes: None,
            bundles: None,
            hosts: Vec::new(),
            proxies: Vec::new(),
            https: false,
            mail: None,
            mail_from: None,
            egress_test: Vec::new(),
            metrics_token: None,
            develop: false,
            patience: 1,
            log_format: "text".to_owned(),
        }
    }
}

/// The clone this program was built in, if it is still there: then the program can build what is missing.
pub fn clone_folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    (folder.join("wit/world.wit").exists() && folder.join("plugins").exists()).then(|| folder.to_owned())
}

fn beside_program_or_clone(name: &str) -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join(name)));
    match beside.filter(|folder| folder.is_dir()) {
        Some(folder) => folder,
        None => clone_folder().unwrap_or_default().join(name),
    }
}
