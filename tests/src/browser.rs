//! Chromium, driven by chromedriver: what only a real browser shows. WebDriver is JSON over HTTP, so the HTTP client
//! the other scenarios use is all it takes; one command, [`Browser::devtools`], reaches what WebDriver has no word for.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine as _;
use reqwest::{Client, Method};
use serde_json::{Value as Json, json};

use crate::require;
use crate::salon::{OWNER, PASSWORD, Salon, target};

mod hand; // a person's hands: mouse, finger, keys, a scanner

/// How long a page may take before a test gives up; a loaded CI machine is slow, a broken page stays broken.
const PATIENCE: Duration = Duration::from_secs(40);
/// How often a condition is looked at.
const GLANCE: Duration = Duration::from_millis(15);

/// A window: what it is called in file names, how big it is, whether fingers are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub name: &'static str,
    pub width: u32,
    pub height: u32,
    pub touch: bool,
}

pub const DESK: Window = Window { name: "1440", width: 1440, height: 900, touch: false };
pub const PHONE: Window = Window { name: "390", width: 390, height: 844, touch: true };

/// A browser of its own: own cookies, own process. Ends when it goes out of scope.
pub struct Browser {
    /// `http://127.0.0.1:port` of the salon it looks at.
    pub base: String,
    session: String,
    http: Client,
    driver: Driver,
    _profile: tempfile::TempDir,
}

/// chromedriver, which ends when its standard input does, in whatever way this process ends.
struct Driver {
    process: Child,
    /// Kept open, or its next word would kill it.
    _said: BufReader<ChildStdout>,
    port: u16,
}

const KEEPER: &str = r#""$0" --port=0 & driver=$!; cat >/dev/null; kill $driver; wait $driver"#;

impl Driver {
    // Dropping the driver waits for it; a panic before that ends the whole test run.
    #[expect(clippy::zombie_processes)]
    fn start() -> Option<Self> {
        let program = require::program("chromedriver", &["/usr/bin", "/usr/lib/chromium"])?;
        let mut process = Command::new("sh")
            .arg("-c")
            .arg(KEEPER)
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let mut said = BufReader::new(process.stdout.take().expect("piped"));
        let mut heard = String::new();
        loop {
            let mut line = String::new();
            let read = said.read_line(&mut line).expect("chromedriver speaks text");
            assert!(read > 0, "chromedriver did not start: {heard}");
            let port = line
                .rsplit("on port ")
                .next()
                .and_then(|rest| rest.trim().trim_end_matches('.').parse().ok());
            if let Some(port) = port.filter(|_| line.contains("started successfully")) {
                return Some(Self { process, _said: said, port });
            }
            heard += &line;
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        self.process.wait().ok();
    }
}

/// What Chromium is told: no first-run talk, no network of its own, no animations to wait for.
fn arguments(profile: &str) -> Vec<String> {
    let plain = [
        "--headless=new",
        // Tests may run as root, where Chromium's sandbox cannot; the pages are our own.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-features=Translate",
        "--no-first-run",
        "--force-prefers-reduced-motion",
        "--force-color-profile=srgb",
        "--hide-scrollbars",
        // Chromium ends with chromedriver: it listens on a pipe between the two.
        "--remote-debugging-pipe",
    ];
    let profile = format!("--user-data-dir={profile}");
    plain.iter().map(|word| (*word).to_owned()).chain([profile]).collect()
}

impl Browser {
    /// A browser with nothing open; `None`, said aloud, where there is none on this machine.
    pub async fn open(salon: &Salon) -> Option<Self> {
        Self::open_with(salon, &[]).await
    }

    /// With a camera that sees this film (`.y4m`) for ever, and is allowed without asking.
    pub async fn with_camera(salon: &Salon, film: &std::path::Path) -> Option<Self> {
        let film = format!("--use-file-for-fake-video-capture={}", film.display());
        let words = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", &film];
        let browser = Self::open_with(salon, &words).await?;
        browser.sign_in().await;
        Some(browser)
    }

    async fn open_with(salon: &Salon, words: &[&str]) -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome", "chrome"];
        let Some(chromium) = chromium.iter().find_map(|name| require::program(name, &["/usr/bin"])) else {
            require::skip("the browser's scenarios", "Chromium is not installed");
            return None;
        };
        let Some(driver) = tokio::task::spawn_blocking(Driver::start).await.expect("it starts") else {
            require::skip("the browser's scenarios", "chromedriver is not installed");
            return None;
        };
        let profile = tempfile::tempdir().expect("a folder");
        let mut all = arguments(&profile.path().display().to_string());
        all.extend(words.iter().map(|word| (*word).to_owned()));
        let wish = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": chromium, "args": all },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": 30_000, "pageLoad": 60_000 },
        } } });
        let http = Client::new();
        let mut browser =
            Self { base: salon.base.clone(), session: String::new(), http, driver, _profile: profile };
        let made = browser.try_command(Method::POST, "", wish).await.expect("a browser session");
        browser.session = made["sessionId"].as_str().expect("a session").to_owned();
        browser.window(DESK).await;
        Some(browser)
    }

    /// The same, with the owner signed in through the form.
    pub async fn signed_in(salon: &Salon) -> Option<Self> {
        let browser = Self::open(salon).await?;
        browser.sign_in().await;
        Some(browser)
    }

    /// The owner types a name and a pass phrase.
    pub async fn sign_in(&self) {
        self.sign_in_as(OWNER, PASSWORD).await;
    }

    pub async fn sign_in_as(&self, login: &str, password: &str) {
        self.go("/login").await;
        self.fill("input[name=login]", login).await;
        self.fill("input[name=password]", password).await;
        self.press(&["Enter"]).await;
        self.until("the person is in", "document.getElementById('rail')").await;
    }

    // --- speaking ---

    async fn try_command(&self, method: Method, path: &str, body: Json) -> Result<Json, String> {
        let session = if self.session.is_empty() { String::new() } else { format!("/{}", self.session) };
        let address = format!("http://127.0.0.1:{}/session{session}{path}", self.driver.port);
        let request = self.http.request(method.clone(), &address);
        let request = if method == Method::POST { request.json(&body) } else { request };
        let answer = request.send().await.map_err(|error| error.to_string())?;
        let good = answer.status().is_success();
        let said: Json = answer.json().await.map_err(|error| error.to_string())?;
        let value = &said["value"];
        if good {
            return Ok(value.clone());
        }
        Err(format!(
            "{}: {}",
            value["error"].as_str().unwrap_or("?"),
            value["message"].as_str().unwrap_or("?")
        ))
    }

    #[track_caller]
    fn must<T>(answer: Result<T, String>, what: &str) -> T {
        answer.unwrap_or_else(|error| panic!("{what}: {error}"))
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, params: Json) -> Json {
        let body = json!({ "cmd": command, "params": params });
        Self::must(self.try_command(Method::POST, "/goog/cdp/execute", body).await, command)
    }

    /// The value of a JavaScript expression in the page; promises are waited for.
    pub async fn value(&self, expression: &str) -> Json {
        Self::must(self.try_value(expression).await, expression)
    }

    async fn try_value(&self, expression: &str) -> Result<Json, String> {
        let body = json!({ "script": format!("return ({expression});"), "args": [] });
        self.try_command(Method::POST, "/execute/sync", body).await
    }

    /// Runs a whole script in the page, past its content security policy.
    pub async fn run(&self, script: &str) {
        let body = json!({ "script": script, "args": [] });
        Self::must(self.try_command(Method::POST, "/execute/sync", body).await, "a script");
    }

    /// A string out of the page.
    pub async fn string(&self, expression: &str) -> String {
        let value = self.value(expression).await;
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}")).to_owned()
    }

    /// Waits until an expression is true; returns how long that took.
    pub async fn until(&self, what: &str, expression: &str) -> Duration {
        let began = Instant::now();
        let truth = format!("Boolean({expression})");
        loop {
            // While a page is being changed there may be no answer; then there is one a moment later.
            let seen = self.try_value(&truth).await;
            if seen.as_ref().is_ok_and(|seen| seen == &json!(true)) {
                return began.elapsed();
            }
            if began.elapsed() > PATIENCE {
                self.give_up(what, expression, &format!("{seen:?}")).await;
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    async fn give_up(&self, what: &str, expression: &str, seen: &str) -> ! {
        let picture = self.picture("failed", what).await;
        let text = self.try_value("document.body.innerText.slice(0, 2000)").await.unwrap_or_default();
        let at = self.try_value("location.href").await.unwrap_or_default();
        panic!(
            "waited in vain until {what}: {expression} → {seen}\nat {at}, see {}\n{}",
            picture.display(),
            text.as_str().unwrap_or("")
        );
    }

    // --- going, typing, pressing ---

    /// Opens a page of the salon and waits until its scripts run.
    pub async fn go(&self, path: &str) {
        let url = json!({ "url": format!("{}{path}", self.base) });
        Self::must(self.try_command(Method::POST, "/url", url).await, path);
        self.until("the page is ready", "document.readyState == 'complete'").await;
    }

    pub async fn window(&self, window: Window) {
        let Window { width, height, touch, .. } = window;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
        let touch = json!({ "enabled": touch, "maxTouchPoints": 1 });
        self.devtools("Emulation.setTouchEmulationEnabled", touch).await;
    }

    /// `light` or `dark` as the person's system has it; `print` as paper.
    pub async fn medium(&self, scheme: &str, paper: bool) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let media = json!({ "media": if paper { "print" } else { "" }, "features": features });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    /// Where an element is: left, top, width, height in CSS pixels of the window.
    pub async fn place(&self, selector: &str) -> (f64, f64, f64, f64) {
        let script = format!(
            "(() => {{ const b = document.querySelector({}).getBoundingClientRect(); \
             return [b.left, b.top, b.width, b.height]; }})()",
            json!(selector)
        );
        let numbers = self.value(&script).await;
        let number = |index: usize| numbers[index].as_f64().expect("a number");
        (number(0), number(1), number(2), number(3))
    }

    // --- looking ---

    /// What the console holds against the pages since the last question: refused by the content security policy,
    /// script errors, failed loads. `expected` are words of complaints that belong to the scenario.
    pub async fn complaints(&self, expected: &[&str]) -> Vec<String> {
        let entries = self.try_command(Method::POST, "/se/log", json!({ "type": "browser" })).await;
        let entries = Self::must(entries, "the console");
        let entries = entries.as_array().cloned().unwrap_or_default();
        let serious = entries.iter().filter(|entry| {
            entry["level"] == "SEVERE"
                || entry["message"].as_str().unwrap_or("").contains("Content Security Policy")
        });
        let words = serious.map(|entry| entry["message"].as_str().unwrap_or("?").to_owned());
        words.filter(|said| !expected.iter().any(|word| said.contains(word))).collect()
    }

    /// What comes out of a printer: the pages' widths and heights in millimetres.
    pub async fn printed(&self) -> Vec<(i64, i64)> {
        let answer = self.devtools("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
        let bytes = base64::engine::general_purpose::STANDARD.decode(answer["data"].as_str().unwrap_or(""));
        let file = String::from_utf8_lossy(&bytes.expect("base64")).into_owned();
        let boxes = file.split("/MediaBox [0 0 ").skip(1).filter_map(|rest| rest.split_once(']'));
        let millimetres =
            |points: &str| points.parse::<f64>().map_or(0, |n| (n / 72.0 * 25.4).round() as i64);
        boxes
            .filter_map(|(size, _)| size.trim().split_once(' '))
            .map(|(width, height)| (millimetres(width), millimetres(height)))
            .collect()
    }

    /// Saves what is seen as `<target>/screenshots/<folder>/<name>.png`.
    pub async fn picture(&self, folder: &str, name: &str) -> PathBuf {
        let answer = self
            .devtools("Page.captureScreenshot", json!({ "format": "png", "optimizeForSpeed": true }))
            .await;
        let bytes = base64::engine::general_purpose::STANDARD.decode(answer["data"].as_str().unwrap_or(""));
        let folder = target().join("screenshots").join(folder);
        std::fs::create_dir_all(&folder).expect("a folder for screenshots");
        let name: String =
            name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
        let file = folder.join(format!("{name}.png"));
        std::fs::write(&file, bytes.expect("base64")).expect("a screenshot");
        file
    }
}

impl Drop for Browser {
    /// The window closes before its driver goes; a plain socket, because nothing can be awaited here.
    fn drop(&mut self) {
        if let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", self.driver.port)) {
            stream.set_read_timeout(Some(Duration::from_secs(5))).ok();
            let request = format!(
                "DELETE /session/{} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                self.session
            );
            stream.write_all(request.as_bytes()).ok();
            std::io::Read::read_to_end(&mut stream, &mut Vec::new()).ok();
        }
    }
}
