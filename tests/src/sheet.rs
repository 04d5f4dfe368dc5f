//! Lists that are uploaded: checked dry, then read.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::person::Person;

/// Uploads a file to an import (`/import/<plugin>/<name>`). Returns the address of its run.
pub async fn upload(person: &Person, import: &str, name: &str, bytes: Vec<u8>) -> String {
    let answer = person.upload(&format!("{import}/upload"), "file", name, bytes).await.refused(201);
    answer["location"].as_str().expect("a location").to_owned()
}

/// Begins a pass (`check`, `run`), waits for its end, and returns its page.
pub async fn pass(person: &Person, run: &str, act: &str) -> Json {
    person.post(&format!("{run}/{act}"), json!({})).await;
    for _ in 0..6_000 {
        let page = person.get(run).await.ok();
        if matches!(page["step"].as_str(), Some("checked" | "done" | "failed")) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the import does not end");
}
