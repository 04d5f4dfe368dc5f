//! A throw-away PostgreSQL cluster for tests: made once per test binary, gone when the binary ends.
//!
//! Only `std`, so any test crate can take it in by path:
//! `#[path = "../../host/tests/support/postgres.rs"] mod postgres;`

use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// The address of a new, empty database of a login like the one an operator makes for pardoz;
/// `None`, said aloud, when PostgreSQL's programs are not installed.
pub fn fresh_database() -> Option<String> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let cluster = CLUSTER.get_or_init(Cluster::start).as_ref()?;
    let name = format!("salon_{}", NUMBER.fetch_add(1, Ordering::SeqCst));
    cluster.run("createdb", &["--owner", "pardoz", &name]);
    Some(format!("postgres://pardoz@localhost/{name}?host={}", cluster.folder.display()))
}

struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    user: Option<(u32, u32)>,
    /// Its standard input is our life line: when this process ends in whatever way, the pipe closes, and
    /// the shell at its other end stops the server and removes the folder.
    _keeper: Child,
}

const KEEPER: &str = r#"
"$0/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=200 -c fsync=on \
    -c max_pred_locks_per_transaction=512 >"$1/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$1"
"#;

impl Cluster {
    fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            let nothing_may_be_skipped = std::env::var("PARDOZ_TEST_REQUIRE").as_deref() == Ok("all");
            assert!(!nothing_may_be_skipped, "the PostgreSQL half must run here, but there is no initdb");
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: no initdb found, the PostgreSQL half of this suite does not run"
            );
            return None;
        };
        let folder = std::env::temp_dir().join(format!("pardoz-pg-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the cluster");
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).expect("its rights");
        // PostgreSQL refuses to run as root.
        let user = other_user();
        if let Some((uid, gid)) = user {
            chown(&folder, Some(uid), Some(gid)).expect("the folder's owner");
        }
        let data = folder.join("data");
        let initdb = command(&programs.join("initdb"), user)
            .args(["--username=root", "--encoding=UTF8", "--locale=C", "--auth=trust", "--pgdata"])
            .arg(&data)
            .output()
            .expect("initdb starts");
        assert!(initdb.status.success(), "initdb: {}", String::from_utf8_lossy(&initdb.stderr));
        let keeper = command(Path::new("/bin/sh"), user)
            .args(["-c", KEEPER])
            .arg(&programs)
            .arg(&folder)
            .stdin(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let cluster = Self { programs, folder, user, _keeper: keeper };
        cluster.wait();
        cluster.run("psql", &["-c", "create role pardoz login createrole", "postgres"]);
        Some(cluster)
    }

    fn wait(&self) {
        let started = Instant::now();
        while !self.program("pg_isready", &[]).status().is_ok_and(|status| status.success()) {
            assert!(started.elapsed() < Duration::from_secs(60), "the server did not come up");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.program(program, arguments).output().expect("a PostgreSQL program runs");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn program(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = command(&self.programs.join(program), self.user);
        let name = if program == "pg_isready" { "postgres" } else { "" };
        command.args(["--host"]).arg(&self.folder).args(["--username=root"]);
        if !name.is_empty() {
            command.args(["--dbname", name]);
        }
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }
}

fn command(program: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C").current_dir("/");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// Where `initdb` is: on the path, or where Debian keeps it.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    folders.extend(debian.map(|version| version.path().join("bin")));
    let found = folders.into_iter().find(|folder| folder.join("initdb").exists())?;
    // A link on the path leads to the folder with the other programs.
    let real = found.join("initdb").canonicalize().ok()?;
    real.parent().map(Path::to_owned)
}

/// Somebody else's ids when we are root: `postgres`, else `nobody`.
fn other_user() -> Option<(u32, u32)> {
    let id = Command::new("id").arg("-u").output().ok()?;
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.starts_with(&format!("{name}:")))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres").or_else(|| ids("nobody"))
}
