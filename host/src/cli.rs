//! What can be typed: one binary, its commands and their help. Exit codes: 0 done, 1 failed, 2 wrong usage.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// Pardoz: salon software made of modules.
///
/// Without a command, it serves a salon; from a clone of the source it first builds what is missing and fills an
/// empty data folder with demo data.
#[derive(Debug, Parser)]
#[command(name = "pardoz", version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub config: Config,

    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the salon; an empty data folder opens the setup wizard.
    Serve,
    /// Set a salon up: what the first-run wizard does.
    Setup(Setup),
    /// Fill the salon with believable data; the same for the same seed.
    Demo(Demo),
    /// Modules: install, switch on and off, write new ones.
    #[command(subcommand)]
    Plugin(PluginCommand),
    /// Bring a list in: clients, services, staff, visits … (XLSX or CSV).
    Import(Import),
    /// Tokens for scripts.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Write a copy of the salon into a file, while it works.
    Backup {
        /// File to write; must not exist.
        file: PathBuf,
    },
    /// Put a backup into an empty data folder.
    Restore {
        /// File that `backup` wrote.
        file: PathBuf,
    },
    /// The log of who did what.
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Check the installation and say what to do about what is wrong.
    Doctor,
}

#[derive(Debug, clap::Args)]
pub struct Setup {
    /// Ask nothing; take everything from the options.
    #[arg(long)]
    pub non_interactive: bool,
    /// Name of the salon.
    #[arg(long, value_name = "NAME")]
    pub salon: String,
    /// Login of the owner.
    #[arg(long, value_name = "LOGIN")]
    pub owner: String,
    /// File whose first line is the owner's password; `-` reads it from standard input.
    #[arg(long, value_name = "FILE")]
    pub password_file: PathBuf,
    /// Language of the salon.
    #[arg(long, value_parser = ["uz", "ru", "en"], default_value = "uz")]
    pub locale: String,
    /// ISO 4217 currency.
    #[arg(long, default_value = "UZS")]
    pub currency: String,
    /// IANA time zone.
    #[arg(long, default_value = "Asia/Tashkent")]
    pub timezone: String,
    /// Name of the first branch; default: the salon's.
    #[arg(long)]
    pub branch: Option<String>,
    /// Modules to switch on, separated by commas; default: all that come with Pardoz.
    #[arg(long, value_delimiter = ',')]
    pub modules: Vec<String>,
}

#[derive(Debug, Clone, clap::Args)]
pub struct Demo {
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[arg(long, default_value_t = 400)]
    pub clients: u64,
    #[arg(long, default_value_t = 3000)]
    pub appointments: u64,
}

#[derive(Debug, Subcommand)]
pub enum PluginCommand {
    /// Start a new plugin.
    New {
        /// Folder to make. Its name is the plugin's id: 2 to 31 small Latin letters and digits, a letter first.
        folder: PathBuf,
    },
    /// Build a plugin's folder and install it into the running salon's data, again after every change.
    Dev { folder: PathBuf },
    /// Everything that `pack` checks, without writing a bundle.
    Check { folder: PathBuf },
    /// Run a plugin's own tests.
    Test { folder: PathBuf },
    /// Build a plugin's folder into a bundle.
    Pack {
        folder: PathBuf,
        /// Folder for the bundle.
        #[arg(long, default_value = ".")]
        out: PathBuf,
        /// A module or component that was built elsewhere, in any language.
        #[arg(long, value_name = "FILE")]
        wasm: Option<PathBuf>,
    },
    /// Install a bundle and switch it on.
    Install { file: PathBuf },
    /// Switch a module on.
    Enable { id: String },
    /// Switch a module off; its data stays.
    Disable {
        id: String,
        /// Others that cannot work without it and may go off with it: `--with booking,finance`.
        #[arg(long, value_delimiter = ',', value_name = "IDS")]
        with: Vec<String>,
    },
    /// Put NEW in the place of OLD: it takes the data over, the control totals are compared, then they switch.
    Replace { old: String, new: String },
    /// What is installed.
    List,
}

#[derive(Debug, clap::Args)]
pub struct Import {
    /// clients, services, staff, visits … (what the enabled modules can take).
    pub name: String,
    pub file: PathBuf,
    /// Say what would happen, and change nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Take a field from a column: `--map phone=Телефон`. May be repeated.
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    pub mapping: Vec<String>,
    /// Write the rejected rows with their reasons into this CSV file.
    #[arg(long, value_name = "FILE")]
    pub rejected: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Print a new bearer token that acts for a person.
    Create {
        /// Whose rights it has.
        #[arg(long)]
        login: String,
        /// What it is for.
        #[arg(long)]
        name: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Find any edit, deletion, insertion or reordering in the log.
    Verify,
}
