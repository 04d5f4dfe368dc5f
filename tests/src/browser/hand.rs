//! A person's hands on the page: mouse, finger, keys, and the scanner that types like one.

use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value as Json, json};

use super::{Browser, GLANCE, PATIENCE, Window};

/// The name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Browser {
    /// Does something with an element as soon as it is there and lets itself be used: pages change under the hand.
    async fn with(&self, selector: &str, act: &str, body: Json) {
        let began = Instant::now();
        loop {
            let answer = self.try_with(selector, act, &body).await;
            let Err(error) = answer else { return };
            let later = ["no such element", "stale element", "not interactable", "intercepted"];
            assert!(later.iter().any(|word| error.contains(word)), "{act} {selector}: {error}");
            if began.elapsed() > PATIENCE {
                self.give_up(&format!("{selector} can be used"), act, &error).await;
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    async fn try_with(&self, selector: &str, act: &str, body: &Json) -> Result<(), String> {
        let search = json!({ "using": "css selector", "value": selector });
        let found = self.try_command(Method::POST, "/element", search).await?;
        let id = found[ELEMENT].as_str().expect("an element has an id").to_owned();
        self.try_command(Method::POST, &format!("/element/{id}/{act}"), body.clone()).await.map(|_| ())
    }

    /// Presses the mouse button on an element.
    pub async fn click(&self, selector: &str) {
        self.with(selector, "click", json!({})).await;
    }

    /// Touches an element with a finger, once nothing lies over it: a pinned bar would take the touch for itself.
    pub async fn tap(&self, selector: &str) {
        let one = json!(selector);
        let free = format!(
            "(() => {{ const e = document.querySelector({one}); if (!e || e.disabled) return false; \
             e.scrollIntoView({{ block: 'nearest', inline: 'nearest' }}); const b = e.getBoundingClientRect(); \
             return e.contains(document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2)); }})()"
        );
        self.until(&format!("{selector} can be touched"), &free).await;
        let (left, top, width, height) = self.place(selector).await;
        self.drag("touch", &[(left + width / 2.0, top + height / 2.0)], Duration::ZERO).await;
    }

    /// Presses an element as people do in this window: a finger on a phone, a mouse elsewhere.
    pub async fn use_in(&self, window: Window, selector: &str) {
        match window.touch {
            true => self.tap(selector).await,
            false => self.click(selector).await,
        }
    }

    /// What a scanner at the USB port types: the code faster than any hand, then Enter. The moments are given, so that
    /// a busy machine is no slower scanner.
    pub async fn scan(&self, code: &str) {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
        let enter = ("Enter".to_owned(), "\r".to_owned());
        let keys = code.chars().map(|key| (key.to_string(), key.to_string())).chain([enter]);
        for (nth, (key, text)) in keys.enumerate() {
            let at = now.as_secs_f64() + nth as f64 * 0.005;
            let down = json!({ "type": "keyDown", "key": key, "text": text, "timestamp": at });
            self.devtools("Input.dispatchKeyEvent", down).await;
            let up = json!({ "type": "keyUp", "key": key, "timestamp": at + 0.001 });
            self.devtools("Input.dispatchKeyEvent", up).await;
        }
    }

    /// Empties a field and types into it.
    pub async fn fill(&self, selector: &str, text: &str) {
        self.with(selector, "clear", json!({})).await;
        self.with(selector, "value", json!({ "text": text })).await;
    }

    /// Types where the cursor is.
    pub async fn type_text(&self, text: &str) {
        for letter in text.chars() {
            self.press(&[&letter.to_string()]).await;
        }
    }

    /// Keys pressed together: `["Alt", "ArrowDown"]`.
    pub async fn press(&self, keys: &[&str]) {
        let codes: Vec<String> = keys.iter().map(|key| key_code(key)).collect();
        let down = codes.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = codes.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        let actions: Vec<Json> = down.chain(up).collect();
        self.act(json!([{ "type": "key", "id": "keys", "actions": actions }])).await;
    }

    /// Presses at one point, moves over the others, lets go at the last; a finger waits `hold` before it moves.
    /// Points are CSS pixels of the window.
    pub async fn drag(&self, kind: &str, points: &[(f64, f64)], hold: Duration) {
        let place = |(x, y): &(f64, f64), duration: u64| json!({ "type": "pointerMove", "duration": duration, "x": x.round(), "y": y.round(), "origin": "viewport" });
        let mut actions = vec![place(&points[0], 0), json!({ "type": "pointerDown", "button": 0 })];
        actions.push(json!({ "type": "pause", "duration": hold.as_millis() as u64 }));
        actions.extend(points[1..].iter().map(|point| place(point, 120)));
        actions.push(json!({ "type": "pointerUp", "button": 0 }));
        let parameters = json!({ "pointerType": kind });
        self.act(json!([{ "type": "pointer", "id": kind, "parameters": parameters, "actions": actions }]))
            .await;
    }

    async fn act(&self, actions: Json) {
        let answer = self.try_command(Method::POST, "/actions", json!({ "actions": actions })).await;
        Self::must(answer, "keys and pointers");
    }
}

/// Keys as WebDriver names them (WebDriver 2, 17.4.2); a letter is itself.
fn key_code(name: &str) -> String {
    match name {
        "Enter" => "\u{e007}",
        "Escape" => "\u{e00c}",
        "Tab" => "\u{e004}",
        "Shift" => "\u{e008}",
        "Control" => "\u{e009}",
        "Alt" => "\u{e00a}",
        "ArrowLeft" => "\u{e012}",
        "ArrowUp" => "\u{e013}",
        "ArrowRight" => "\u{e014}",
        "ArrowDown" => "\u{e015}",
        letter => letter,
    }
    .to_owned()
}
