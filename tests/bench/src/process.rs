//! The program as a salon runs it: its own process, watched from outside.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running `pardoz serve`; killed when dropped.
pub struct Serving {
    child: Child,
    port: u16,
    token: String,
}

/// Memory of a process, in MB.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Everything resident: with the program's own pages and the mapped parts of the database and of compiled code.
    pub resident: f64,
    /// Of it, what only this process has and no file backs.
    pub anonymous: f64,
    /// The most it ever was.
    pub peak: f64,
}

/// The program beside this one.
pub fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a program has a path");
    own.with_file_name("pardoz")
}

impl Serving {
    /// Starts the salon in `data`; returns it with the time until its first page was served.
    pub fn start(data: &Path, token: &str, page: &str) -> (Self, Duration) {
        let port = free_port();
        let began = Instant::now();
        let child = Command::new(program())
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(data)
            .env("PARDOZ_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("build the program with this one: cargo xtask bench does");
        let serving = Self { child, port, token: token.to_owned() };
        loop {
            if let Some(status) = serving.ask(page) {
                assert_eq!(status, 200, "{page} was answered {status}");
                return (serving, began.elapsed());
            }
            assert!(began.elapsed() < Duration::from_secs(60), "the salon does not start");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// Asks for a page; `None` while nobody listens.
    pub fn ask(&self, path: &str) -> Option<u16> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\r\n",
            self.token
        )
        .ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
    }

    pub fn memory(&self) -> Memory {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let mb = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name));
            let kb = line.and_then(|line| line.trim_start_matches(':').trim().strip_suffix(" kB"));
            kb.and_then(|kb| kb.trim().parse::<f64>().ok()).unwrap_or_default() / 1_024.0
        };
        Memory { resident: mb("VmRSS"), anonymous: mb("RssAnon"), peak: mb("VmHWM") }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("a bound port has an address").port()
}
