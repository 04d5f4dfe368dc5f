//! Compiling in a process of its own: a component made to break or exhaust the compiler takes that process down, and
//! the salon goes on (security.md 5.1, "compile bomb"). The child is this program again, told so by its first argument.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use wasmtime::Engine;

/// The hidden command of the child.
pub const COMMAND: &str = "compile-component";
/// Wall time and processor time of one component; 24 MiB of a large language's runtime need a third of it.
const PATIENCE: Duration = Duration::from_secs(120);
/// KiB of memory it may write to.
const MEMORY_KIB: u64 = 2 << 20;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// From now on components are compiled by this program. Tests and tools that are not the program itself compile where
/// they are.
pub fn use_program(program: PathBuf) {
    PROGRAM.set(program).ok();
}

/// The child's work: a component on standard input, compiled code on standard output.
///
/// # Errors
/// What the compiler says about the component.
pub fn child() -> Result<(), String> {
    let engine = Engine::new(&super::component::config()).map_err(|e| e.to_string())?;
    let mut wasm = Vec::new();
    std::io::stdin().read_to_end(&mut wasm).map_err(|e| e.to_string())?;
    let code = engine.precompile_component(&wasm).map_err(|e| format!("{e:#}"))?;
    std::io::stdout().write_all(&code).map_err(|e| e.to_string())
}

/// Compiles into `file`; `None` where there is no program to do it in.
pub(super) fn in_child(wasm: &[u8], file: &Path) -> Option<Result<(), String>> {
    let program = PROGRAM.get()?;
    Some(run(program, wasm, file))
}

fn run(program: &Path, wasm: &[u8], file: &Path) -> Result<(), String> {
    let out = std::fs::File::create(file).map_err(told("write the compiled code"))?;
    let mut child = command(program)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .map_err(told("start the compiler"))?;
    let mut stdin = child.stdin.take().expect("it was piped");
    let mut stderr = child.stderr.take().expect("it was piped");
    let wasm = wasm.to_vec();
    // A child that dies early leaves a broken pipe: its exit says more.
    let writer = std::thread::spawn(move || stdin.write_all(&wasm).ok());
    let reader = std::thread::spawn(move || {
        let mut said = String::new();
        (&mut stderr).take(4_096).read_to_string(&mut said).ok();
        said
    });
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(told("wait for the compiler"))? {
            break status;
        }
        if began.elapsed() > PATIENCE {
            child.kill().ok();
            child.wait().ok();
            std::fs::remove_file(file).ok();
            return Err(format!("it took longer than {} seconds", PATIENCE.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    writer.join().ok();
    let said = reader.join().unwrap_or_default();
    if status.success() {
        return Ok(());
    }
    std::fs::remove_file(file).ok();
    let said = said.trim();
    Err(if said.is_empty() { format!("the compiler ended with {status}") } else { said.to_owned() })
}

/// With limits that the shell sets: setting them ourselves would need `unsafe`.
#[cfg(unix)]
fn command(program: &Path) -> Command {
    let limits = format!("ulimit -t {}; ulimit -d {MEMORY_KIB}; exec \"$0\" \"$1\"", PATIENCE.as_secs());
    let mut command = Command::new("/bin/sh");
    command.args(["-c", &limits]).arg(program).arg(COMMAND);
    command
}

#[cfg(not(unix))]
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg(COMMAND);
    command
}

fn told(what: &'static str) -> impl Fn(std::io::Error) -> String {
    move |e| format!("could not {what}: {e}")
}
