//! The program: matches the command, runs it, reports errors.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use pardoz::app::{self, App, AppError};
use pardoz::cli::{AuditCommand, Cli, Command, Demo, Import, PluginCommand, Setup, TokenCommand};
use pardoz::clock::Clock;
use pardoz::config::{self, Config};
use pardoz::plugin::pack::Parts;
use pardoz::web::setup::Answers;
use pardoz::{auth, db, develop, import, plugin, theme};
use tokio::sync::watch;

type Done = Result<(), Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    // Before anything else: the child knows no data folder, no settings and no log.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == plugin::compile::COMMAND) {
        return match plugin::compile::child() {
            Ok(()) => ExitCode::SUCCESS,
            Err(e) => {
                eprintln!("{e}");
                ExitCode::FAILURE
            }
        };
    }
    if let Ok(program) = std::env::current_exe() {
        plugin::compile::use_program(program);
    }
    let cli = Cli::parse();
    log(&cli.config);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime can be built");
    let done = runtime.block_on(run(cli));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("pardoz: {}", plugin::api::chain(&*e));
            ExitCode::FAILURE
        }
    }
}

fn log(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("PARDOZ_LOG").unwrap_or_else(|_| EnvFilter::new("warn,pardoz=info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if config.log_format == "json" { log.json().init() } else { log.compact().init() }
}

async fn run(cli: Cli) -> Done {
    let config = cli.config;
    match cli.command {
        None => serve(config, true).await,
        Some(Command::Serve) => serve(config, false).await,
        Some(Command::Setup(setup)) => set_up(config, setup).await,
        Some(Command::Demo(demo)) => fill_demo(config, demo).await,
        Some(Command::Plugin(command)) => manage(config, command).await,
        Some(Command::Import(import)) => import_file(config, import).await,
        Some(Command::Token(TokenCommand::Create { login, name })) => {
            create_token(config, &login, &name).await
        }
        Some(Command::Backup { file }) => backup(config, file).await,
        Some(Command::Restore { file }) => restore(config, file).await,
        Some(Command::Audit(AuditCommand::Verify)) => verify_audit(config).await,
        Some(Command::Doctor) => doctor(config).await,
    }
}

/// Opens the salon; from a clone, builds the theme's files first if they are missing.
async fn open(config: Config) -> Result<App, AppError> {
    if let Some(clone) = config::clone_folder() {
        let folder = config.themes_folder().join("default");
        if folder.starts_with(&clone) {
            tokio::task::spawn_blocking(move || theme::prepare(&folder))
                .await
                .expect("building does not panic")?;
        }
    }
    App::open(config, Clock::system()).await
}

/// Opens the salon with the modules that come with Pardoz installed (not yet on).
async fn open_with_modules(config: Config) -> Result<App, AppError> {
    let app = open(config).await?;
    let finder = app.clone();
    let folder = tokio::task::spawn_blocking(move || finder.bundles_folder())
        .await
        .expect("building does not panic")?;
    app.install_bundles(&folder).await?;
    Ok(app)
}

async fn serve(mut config: Config, demo: bool) -> Done {
    let from_clone = config::clone_folder().is_some();
    config.develop |= demo && from_clone;
    let app = open_with_modules(config).await?;
    if demo && from_clone && !app.is_set_up().await? {
        eprintln!("Filling an empty salon with demo data …");
        app.set_up_demo(&Demo { seed: 1, clients: 400, appointments: 3_000 }).await?;
        return Box::pin(serve_again(app, demo)).await;
    }
    serve_open(app).await
}

/// The web layer learns the demo's sign-in when it is built: open once more.
async fn serve_again(app: App, demo: bool) -> Done {
    let config = (*app.config).clone();
    let db = app.db.clone();
    drop(app);
    tokio::task::spawn_blocking(move || db.close()).await?;
    serve(config, demo).await
}

async fn serve_open(app: App) -> Done {
    let listener = tokio::net::TcpListener::bind(app.config.listen)
        .await
        .map_err(|e| format!("could not listen on {}: {e}", app.config.listen))?;
    let address = listener.local_addr()?;
    let _watches = if app.config.develop { watch_folders(&app)? } else { Vec::new() };
    println!();
    println!("  Pardoz is open at http://{address}");
    if !app.is_set_up().await? {
        println!("  Nobody has set this salon up yet: the wizard is waiting there.");
    } else if let Some((login, password)) = app::demo_sign_in(&app.config.data) {
        println!("  Sign in as {login} with the password {password}");
    }
    println!();
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        signal().await;
        eprintln!("Stopping: running requests end first (once more to stop at once) …");
        stop.send_replace(true);
        signal().await;
        std::process::exit(1);
    });
    app.serve(listener, stopped).await?;
    Ok(())
}

/// Ctrl-C or SIGTERM.
async fn signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    tokio::signal::ctrl_c().await.ok();
}

/// Development: a changed template is seen at once, and so is a new bundle in the data folder's `plugins/`.
fn watch_folders(app: &App) -> Result<Vec<pardoz::watch::Watch>, Box<dyn std::error::Error + Send + Sync>> {
    let handle = tokio::runtime::Handle::current();
    let (plugins, runtime) = (app.plugins.clone(), handle.clone());
    let theme = app.theme.watch(move |reloaded| match reloaded {
        Ok(()) => {
            let plugins = plugins.clone();
            runtime.spawn(async move {
                if let Err(e) = plugins.reload().await {
                    tracing::error!(error = %plugin::api::chain(&e), "the changed theme cannot be used");
                }
            });
        }
        Err(e) => tracing::error!(error = %plugin::api::chain(&e), "the changed theme cannot be used"),
    })?;
    let dropped = app.config.data.join("plugins");
    std::fs::create_dir_all(&dropped)?;
    let (app, folder) = (app.clone(), dropped.clone());
    let install = move || {
        let (app, folder) = (app.clone(), folder.clone());
        handle.spawn(async move { install_dropped(&app, &folder).await });
    };
    let bundles = pardoz::watch::folder(&dropped, install.clone())?;
    // What was dropped while nobody watched.
    install();
    Ok(vec![theme, bundles])
}

/// Each by itself: one that cannot be used does not stand in the way of the others.
async fn install_dropped(app: &App, folder: &Path) {
    for bytes in develop::newest_bundles(folder) {
        let fingerprint = plugin::bundle::fingerprint(&bytes);
        if app.plugins.current().installed.values().any(|p| p.sha256 == fingerprint) {
            continue;
        }
        if let Err(e) = app.plugins.install(bytes, "developer", true).await {
            tracing::error!(error = %plugin::api::chain(&e), "a bundle that was dropped cannot be used");
        }
    }
}

async fn set_up(config: Config, setup: Setup) -> Done {
    if !setup.non_interactive {
        return Err("the wizard is in the browser: run `pardoz serve`. Here, add --non-interactive".into());
    }
    let password = first_line(&setup.password_file)?;
    let app = open_with_modules(config).await?;
    let answers = Answers {
        salon: setup.salon,
        owner_login: setup.owner,
        owner_name: String::new(),
        password,
        locale: setup.locale,
        currency: setup.currency,
        timezone: setup.timezone,
        branch: setup.branch.unwrap_or_default(),
        modules: (!setup.modules.is_empty()).then_some(setup.modules),
    };
    pardoz::web::setup::run_non_interactive(&app.db, &app.plugins, &app.clock, answers).await?;
    println!("The salon is set up. `pardoz serve` opens it.");
    close(app).await
}

fn first_line(file: &Path) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let text = if file == Path::new("-") {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        line
    } else {
        std::fs::read_to_string(file).map_err(|e| format!("could not read {}: {e}", file.display()))?
    };
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

async fn fill_demo(config: Config, demo: Demo) -> Done {
    let app = open_with_modules(config).await?;
    if app.is_set_up().await? {
        app.fill_demo(demo.seed, demo.clients, demo.appointments).await?;
    } else {
        app.set_up_demo(&demo).await?;
    }
    println!("The salon is full. `pardoz serve` opens it.");
    if let Some((login, password)) = app::demo_sign_in(&app.config.data) {
        println!("Sign in as {login} with the password {password}");
    }
    close(app).await
}

async fn manage(config: Config, command: PluginCommand) -> Done {
    match command {
        PluginCommand::New { folder } => {
            develop::new_plugin(&folder)?;
            let folder = folder.display();
            println!("{folder} is ready. Next: `plugin check {folder}`, and read {folder}/README.md.");
            Ok(())
        }
        PluginCommand::Check { folder } => {
            let bytes = pack_folder(&config, &folder, None)?;
            println!("{}: everything fits ({} KiB).", folder.display(), bytes.len() / 1024);
            Ok(())
        }
        PluginCommand::Pack { folder, out, wasm } => {
            let bytes = pack_folder(&config, &folder, wasm.as_deref())?;
            let components = components(&config)?;
            let package = plugin::Package::read(&bytes, &components)?;
            let file = out.join(format!("{}-{}.pardoz", package.id(), package.manifest.version()));
            std::fs::write(&file, &bytes)?;
            println!("{} ({} KiB)", file.display(), bytes.len() / 1024);
            Ok(())
        }
        PluginCommand::Test { folder } => Ok(develop::test_plugin(&folder)?),
        PluginCommand::Dev { folder } => develop_plugin(config, folder).await,
        PluginCommand::Install { file } => {
            let bytes =
                std::fs::read(&file).map_err(|e| format!("could not read {}: {e}", file.display()))?;
            let app = open(config).await?;
            let package = app.plugins.install(bytes, "command line", true).await?;
            println!("{} {} is installed and on.", package.id(), package.manifest.version());
            close(app).await
        }
        PluginCommand::Enable { id } => {
            let app = open(config).await?;
            app.plugins.enable(&id, "command line").await?;
            println!("{id} is on.");
            close(app).await
        }
        PluginCommand::Disable { id, with } => {
            let app = open(config).await?;
            let done = app.plugins.disable_with(&id, &with, "command line").await;
            if let Err(plugin::InstallError::Needed { dependants, .. }) = &done {
                let others = dependants.join(",");
                return Err(
                    format!("{id} is needed by {others}; to switch them off too: --with {others}").into()
                );
            }
            done?;
            println!("{id} is off; its data stays.");
            close(app).await
        }
        PluginCommand::Replace { old, new } => {
            let app = open(config).await?;
            app.plugins.replace(&old, &new, "command line").await?;
            println!("{new} stands in the place of {old}, which is off; its data stays.");
            close(app).await
        }
        PluginCommand::List => {
            let app = open(config).await?;
            for listed in app.plugins.list().await? {
                println!(
                    "{:<16} {:<10} {}",
                    listed.package.id(),
                    listed.package.manifest.version(),
                    listed.state
                );
            }
            close(app).await
        }
    }
}

fn components(config: &Config) -> Result<Arc<plugin::component::Components>, plugin::PackageError> {
    Ok(plugin::component::Components::new(&config.data.join("cache"))?)
}

fn pack_folder(
    config: &Config,
    folder: &Path,
    wasm: Option<&Path>,
) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let wasm = match wasm {
        Some(file) => std::fs::read(file).map_err(|e| format!("could not read {}: {e}", file.display()))?,
        None => develop::build_folder(folder)?,
    };
    let house = config::clone_folder().map(|clone| clone.join("wit/contracts"));
    let parts = Parts { folder, contracts: house.as_deref(), wasm };
    Ok(plugin::pack::pack(parts, &components(config)?)?)
}

/// Builds, drops the bundle where the running salon watches, and does so again after every change.
async fn develop_plugin(config: Config, folder: PathBuf) -> Done {
    let folder = folder.canonicalize().map_err(|e| format!("could not open {}: {e}", folder.display()))?;
    let out = config.data.join("plugins");
    std::fs::create_dir_all(&out)?;
    println!("Building for the salon of {} …", config.data.display());
    let build = {
        let (config, folder, out) = (config.clone(), folder.clone(), out.clone());
        move || match pack_folder(&config, &folder, None) {
            Ok(bytes) => {
                let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let draft = out.join(format!(".{name}.draft"));
                let file = out.join(format!("{name}-dev.pardoz"));
                let written = std::fs::write(&draft, &bytes).and_then(|()| std::fs::rename(&draft, &file));
                match written {
                    Ok(()) => println!("built: {} KiB", bytes.len() / 1024),
                    Err(e) => eprintln!("could not write {}: {e}", file.display()),
                }
            }
            Err(e) => eprintln!("{}", plugin::api::chain(&*e)),
        }
    };
    build();
    let _watch = pardoz::watch::folder(&folder, build)?;
    println!(
        "Watching {}. A salon with `--develop` (`cargo run` is one) takes it from {}; Ctrl-C ends this.",
        folder.display(),
        out.display()
    );
    signal().await;
    Ok(())
}

async fn import_file(config: Config, options: Import) -> Done {
    let app = open(config).await?;
    let importer = import::run::Importer::new(app.db.clone(), Arc::new(app.plugins.clone()));
    let order = import::console::Order {
        name: options.name,
        file: options.file,
        dry_run: options.dry_run,
        mapping: options.mapping,
        rejected: options.rejected,
        locale: app.plugins.current().salon.locale.clone(),
    };
    import::console::import(&app.plugins, &importer, order, &mut std::io::stdout()).await?;
    // What the rows caused is delivered before the program ends.
    app.plugins.dispatch_all().await;
    drop(importer);
    close(app).await
}

async fn create_token(config: Config, login: &str, name: &str) -> Done {
    let app = open(config).await?;
    let now = app.clock.now();
    let (login, name) = (login.to_owned(), name.to_owned());
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    let wanted = login.clone();
    let found = app.db.read(deadline, move |tx| auth::account::find_by_login(tx, &wanted)).await?;
    let Some((account, _)) = found else { return Err(format!("nobody has the login {login}").into()) };
    let token = app
        .db
        .write(deadline, &[], move |tx| auth::token::create(tx, &account.account_id, &name, now))
        .await?;
    println!("{token}");
    close(app).await
}

async fn backup(config: Config, file: PathBuf) -> Done {
    let app = open(config).await?;
    let report = db::backup::backup(&app.db, &file).await?;
    println!("{report}");
    close(app).await
}

async fn restore(config: Config, file: PathBuf) -> Done {
    std::fs::create_dir_all(&config.data)?;
    let restored = db::backup::restore(&file, &config.database_url()).await?;
    if let Some(key) = restored.audit_key {
        app::write_private(&config.data.join(app::AUDIT_KEY_FILE), &hex::encode(key))?;
    }
    println!("{restored}");
    Ok(())
}

async fn verify_audit(config: Config) -> Done {
    let app = open(config).await?;
    db::audit::seal(&app.db).await?;
    let known = db::audit::remembered(&app.config.data.join(db::audit::HEADS_FILE)).unwrap_or_default();
    let report = db::audit::verify(&app.db, &known).await?;
    close(app).await?;
    println!("{} rows are sealed.", report.sealed);
    if report.findings.is_empty() {
        println!("The log is whole.");
        return Ok(());
    }
    for finding in &report.findings {
        eprintln!("{finding}");
    }
    Err(format!("the log was changed: {} findings", report.findings.len()).into())
}

async fn doctor(config: Config) -> Done {
    let app = open(config).await?;
    let mut wrong = 0;
    for check in db::doctor::run(&app.db, &app.config.data).await {
        let word = match check.state {
            db::doctor::State::Ok => "ok  ",
            db::doctor::State::Warn => "warn",
            db::doctor::State::Fail => "FAIL",
        };
        wrong += usize::from(check.state == db::doctor::State::Fail);
        println!("{word} {}: {}", check.name, check.message);
    }
    for listed in app.plugins.list().await? {
        let ok = listed.state != "quarantined";
        wrong += usize::from(!ok);
        println!("{} module {}: {}", if ok { "ok  " } else { "FAIL" }, listed.package.id(), listed.state);
    }
    close(app).await?;
    if wrong > 0 {
        return Err(format!("{wrong} checks need a look").into());
    }
    Ok(())
}

async fn close(app: App) -> Done {
    let db = app.db.clone();
    drop(app);
    tokio::task::spawn_blocking(move || db.close()).await?;
    Ok(())
}
