//! A salon as its people have it: the real program, a data folder, a port. Made once per test binary and copied.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::person::Person;
use crate::wait::until;
use crate::{postgres, repository, require};

pub const OWNER: &str = "owner";
pub const PASSWORD: &str = "a long enough pass phrase";

/// Which database a salon lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// What is in a fresh salon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Not set up: the first-run wizard opens.
    Nothing,
    /// The owner, one branch, every module.
    Empty,
    /// And a week of demo data, the same every time.
    Demo,
}

/// A running salon. Stops and cleans up when it goes out of scope.
pub struct Salon {
    pub engine: Engine,
    /// `http://127.0.0.1:port`.
    pub base: String,
    /// A bearer token of the owner.
    pub token: String,
    folder: tempfile::TempDir,
    database: Option<String>,
    port: u16,
    process: Option<Child>,
    environment: Vec<(String, String)>,
    /// Lives until the test program ends.
    shared: bool,
}

/// Its standard input is the shared salon's life line: when the test program ends in whatever way, the pipe closes,
/// and the salon goes with its folder.
const KEEPER: &str =
    r#"folder="$1"; shift; "$@" & server=$!; cat >/dev/null; kill -KILL $server; rm -rf "$folder""#;

/// The program. `cargo test` builds it (host/tests/program.rs asks for it); a test run of this package alone uses the
/// one that is there, and says so if it is older than the host's source.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(program) = std::env::var_os("PARDOZ_TEST_PROGRAM") {
            return program.into();
        }
        let program = target().join("debug/pardoz");
        let built = std::fs::metadata(&program).and_then(|file| file.modified());
        let built = built.expect("the program is not built: run `cargo test` of the whole workspace first");
        if repository::newest("host/src").is_some_and(|changed| changed > built) {
            eprintln!(
                "WARNING: {} is older than host/src; `cargo test` of the workspace builds it",
                program.display()
            );
        }
        program
    })
}

/// Cargo's target folder.
pub fn target() -> PathBuf {
    let here = std::env::current_exe().expect("a test has a file");
    let deps = here.parent().expect("target/debug/deps");
    deps.parent().and_then(Path::parent).expect("target/debug/deps").to_owned()
}

/// Whether this run has built the modules: then the program need not look again at each start.
static BUNDLED: AtomicBool = AtomicBool::new(false);

/// A salon that is set up but not running, to be copied.
struct Mould {
    folder: tempfile::TempDir,
    database: Option<String>,
    token: String,
}

/// Cast once for each engine and filling; `None` where there is no PostgreSQL.
fn mould(engine: Engine, filled: Filled) -> Option<&'static Mould> {
    static MOULDS: [OnceLock<Option<Mould>>; 4] = [const { OnceLock::new() }; 4];
    let place = usize::from(engine == Engine::Postgres) * 2 + usize::from(filled == Filled::Demo);
    let make = || {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(postgres::fresh_database()?),
        };
        let folder = tempfile::tempdir().expect("a folder");
        let token = set_up(folder.path(), database.as_deref(), filled);
        BUNDLED.store(true, Ordering::SeqCst);
        Some(Mould { folder, database, token })
    };
    MOULDS[place].get_or_init(make).as_ref()
}

/// What an operator types, in this order. Returns the owner's token.
fn set_up(data: &Path, database: Option<&str>, filled: Filled) -> String {
    let password = data.join("password");
    std::fs::create_dir_all(data).expect("the data folder");
    share_compiled_code(data);
    std::fs::write(&password, PASSWORD).expect("the password's file");
    let password = password.display().to_string();
    let run = |arguments: &[&str]| {
        let output = command(data, database).args(arguments).output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "pardoz {}: {said}", arguments.join(" "));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    run(&[
        "setup",
        "--non-interactive",
        "--salon",
        "Studio Lola",
        "--owner",
        OWNER,
        "--password-file",
        &password,
        "--locale",
        "en",
        "--branch",
        "Chilonzor",
    ]);
    if filled == Filled::Demo {
        run(&["demo", "--seed", "7", "--clients", "60", "--appointments", "120"]);
    }
    let said = run(&["token", "create", "--login", OWNER, "--name", "tests"]);
    said.split_whitespace().last().expect("a token").to_owned()
}

/// Compiled components outlive the salon: compiling is dear, and the key of an entry is its component's hash.
fn share_compiled_code(data: &Path) {
    let cache = target().join("testing-cache");
    std::fs::create_dir_all(&cache).expect("a folder for compiled code");
    if !data.join("cache").exists() {
        std::os::unix::fs::symlink(cache, data.join("cache")).expect("a link");
    }
}

fn command(data: &Path, database: Option<&str>) -> Command {
    let mut command = Command::new(program());
    command.arg("--data").arg(data);
    if let Some(database) = database {
        command.args(["--database", database]);
    }
    // A busy machine is no reason to sell without the stock module (R-K3): tests of that break the module itself.
    command.env("PARDOZ_PATIENCE", "10");
    command.env("PARDOZ_LOG", "warn").current_dir(repository::root());
    if std::env::var_os("PARDOZ_BUNDLES").is_none() && BUNDLED.load(Ordering::SeqCst) {
        command.env("PARDOZ_BUNDLES", target().join("bundles"));
    }
    command
}

impl Salon {
    /// A running salon on SQLite.
    pub async fn open(filled: Filled) -> Self {
        Self::on(Engine::Sqlite, filled).await.expect("SQLite is always there")
    }

    /// A running salon on this engine; `None`, said aloud, where PostgreSQL is not installed.
    pub async fn on(engine: Engine, filled: Filled) -> Option<Self> {
        Self::with(engine, filled, &[]).await
    }

    /// The same with settings in the program's environment.
    pub async fn with(engine: Engine, filled: Filled, environment: &[(&str, &str)]) -> Option<Self> {
        let made = tokio::task::spawn_blocking(move || make(engine, filled)).await.expect("a salon is made");
        no_day_turns().await;
        let (folder, database, token) = made?;
        let port = free_port();
        let environment =
            environment.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let mut salon = Self {
            engine,
            base: format!("http://127.0.0.1:{port}"),
            token,
            folder,
            database,
            port,
            process: None,
            environment,
            shared: false,
        };
        salon.start().await;
        Some(salon)
    }

    /// A demo salon on SQLite that all tests of this program share. They may add to it, and must not change what
    /// others look at.
    pub async fn shared() -> &'static Self {
        static SHARED: tokio::sync::OnceCell<Salon> = tokio::sync::OnceCell::const_new();
        let make = || async {
            let mut salon = Self::open(Filled::Demo).await;
            salon.kill();
            salon.shared = true;
            salon.start().await;
            salon
        };
        SHARED.get_or_init(make).await
    }

    /// Starts the program and waits until it serves.
    pub async fn start(&mut self) {
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(self.log_file()).expect("the log");
        let mut serve = command(self.folder.path(), self.database.as_deref());
        serve.args(["--listen", &format!("127.0.0.1:{}", self.port), "serve"]);
        if self.shared {
            serve = kept(&serve, self.folder.path());
        }
        let process = serve
            .envs(self.environment.iter().map(|(key, value)| (key, value)))
            .stdin(if self.shared { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        self.process = Some(process);
        let began = Instant::now();
        let address = format!("{}/readyz", self.base);
        while !reqwest::get(&address).await.is_ok_and(|answer| answer.status().is_success()) {
            let ended = self.process.as_mut().and_then(|process| process.try_wait().ok().flatten());
            assert!(ended.is_none(), "the program ended: {}", self.log());
            assert!(began.elapsed() < Duration::from_secs(60), "the program does not serve: {}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// SIGKILL: no goodbye.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("a process can be killed");
            process.wait().expect("it ends");
        }
    }

    pub fn process_id(&self) -> Option<u32> {
        self.process.as_ref().map(Child::id)
    }

    /// What the program wrote on its standard error.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("stderr.log")
    }

    pub fn data(&self) -> &Path {
        self.folder.path()
    }

    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// A place of this engine with nothing in it and nothing running: for what a command has to bring there.
    pub fn elsewhere(&self) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        share_compiled_code(folder.path());
        let database =
            self.database.as_ref().map(|_| postgres::fresh_database().expect("it was there before"));
        let port = free_port();
        let base = format!("http://127.0.0.1:{port}");
        let (engine, environment) = (self.engine, Vec::new());
        let (token, process, shared) = (String::new(), None, false);
        Self { engine, base, token, folder, database, port, process, environment, shared }
    }

    /// Runs `pardoz <arguments>` on this salon's data.
    pub async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = command(self.folder.path(), self.database.as_deref());
        command.args(arguments);
        tokio::task::spawn_blocking(move || command.output().expect("the program runs"))
            .await
            .expect("it ends")
    }

    /// Switches a module by the command line, and waits until the serving process has heard it.
    pub async fn switch(&self, module: &str, on: bool) {
        let done = self.run(&["plugin", if on { "enable" } else { "disable" }, module]).await;
        assert!(done.status.success(), "{module}: {}", String::from_utf8_lossy(&done.stderr));
        let (owner, pages) = (self.owner(), format!("\"/p/{module}/"));
        let serves = async || owner.get("/api/openapi.json").await.text.contains(&pages);
        until(serves, |serves| *serves == on).await;
    }

    /// The owner with a bearer token.
    pub fn owner(&self) -> Person {
        Person::new(&self.base, &self.token)
    }
}

impl Drop for Salon {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("--- what the salon said ---\n{}", self.log());
        }
    }
}

/// A business day turns at 00:00 UTC (five in the morning in Tashkent): a test that begins just before it would book on
/// one day and look at the other. It begins just after.
async fn no_day_turns() {
    const DAY: u64 = 24 * 3_600;
    const LONG_TEST: u64 = 120;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let left = DAY - now % DAY;
    if left < LONG_TEST {
        eprintln!("{left} s to the next business day: waiting for it");
        tokio::time::sleep(Duration::from_secs(left + 1)).await;
    }
}

/// The same command under the keeper.
fn kept(command: &Command, folder: &Path) -> Command {
    let mut keeper = Command::new("/bin/sh");
    keeper.args(["-c", KEEPER, "keeper"]).arg(folder).arg(command.get_program()).args(command.get_args());
    keeper.envs(command.get_envs().filter_map(|(name, value)| value.map(|value| (name, value))));
    keeper.current_dir(repository::root());
    keeper
}

fn make(engine: Engine, filled: Filled) -> Option<(tempfile::TempDir, Option<String>, String)> {
    // One mould is cast at a time, or two tests would do the same work beside each other.
    static CASTING: Mutex<()> = Mutex::new(());
    let casting = CASTING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let folder = tempfile::tempdir().expect("a folder");
    let Some(mould) = mould(engine, filled) else {
        require::skip("the PostgreSQL half", "initdb is not installed");
        return None;
    };
    if filled == Filled::Nothing {
        drop(casting);
        share_compiled_code(folder.path());
        let database = mould.database.as_ref().and_then(|_| postgres::fresh_database());
        return Some((folder, database, String::new()));
    }
    // A database is copied while nobody is in it, the mould's own program included.
    let database = mould.database.as_deref().map(copy_database);
    drop(casting);
    copy(mould.folder.path(), folder.path());
    Some((folder, database, mould.token.clone()))
}

/// A new database with everything that is in this one.
fn copy_database(url: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let (address, parameters) = url.split_once('?').expect("the cluster's folder is a parameter");
    let (server, name) = address.rsplit_once('/').expect("a database has a name");
    let number = NUMBER.fetch_add(1, Ordering::SeqCst);
    let copy = format!("{name}_copy_{number}");
    let admin = format!("postgres://root@localhost/postgres?{parameters}");
    let sql = format!("create database {copy} template {name} owner pardoz");
    let output = Command::new("psql").args([&admin, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", &sql]).output();
    let output = output.expect("psql runs");
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
    format!("{server}/{copy}?{parameters}")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the mould").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_symlink() {
            let shared = std::fs::read_link(entry.path()).expect("a link");
            std::os::unix::fs::symlink(shared, target).expect("a link");
        } else if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Below the ports that the system gives to connections going out, or one of those could take it before the program
/// does; and never the same twice in a test program.
fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let begin = std::process::id().wrapping_mul(97);
    loop {
        let number = begin.wrapping_add(NEXT.fetch_add(1, Ordering::SeqCst));
        let port = 10_000 + u16::try_from(number % 20_000).expect("under 20,000");
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Each of these async functions of an [`Engine`], as a test on both.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            use $crate::salon::Engine;
            #[tokio::test(flavor = "multi_thread")]
            async fn on_sqlite() {
                super::$name(Engine::Sqlite).await;
            }
            #[tokio::test(flavor = "multi_thread")]
            async fn on_postgresql() {
                super::$name(Engine::Postgres).await;
            }
        }
    )*};
}
