//! Plugins of tests: built once a run, installed as an owner does it.

use std::collections::HashMap;
use std::path::PathBuf;

use tokio::sync::Mutex;

use crate::person::Visitor;
use crate::repository;
use crate::salon::{Salon, target};

/// The bundle of `tests/fixtures/<id>`.
pub async fn bundle(salon: &Salon, id: &str) -> PathBuf {
    static BUILT: Mutex<Option<HashMap<String, PathBuf>>> = Mutex::const_new(None);
    let mut built = BUILT.lock().await;
    let built = built.get_or_insert_default();
    if let Some(file) = built.get(id) {
        return file.clone();
    }
    let folder = repository::root().join("tests/fixtures").join(id).display().to_string();
    let out = target().join("fixtures");
    std::fs::create_dir_all(&out).expect("a folder for the bundle");
    let packed = salon.run(&["plugin", "pack", &folder, "--out", &out.display().to_string()]).await;
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let file = out.join(format!("{id}-1.0.0.pardoz"));
    built.insert(id.to_owned(), file.clone());
    file
}

/// Installs a fixture and switches it on. A bundle is installed by a person in a browser; a token may not.
pub async fn install(salon: &Salon, id: &str) -> Visitor {
    let file = bundle(salon, id).await;
    let browser = Visitor::sign_in(&salon.base).await;
    let bytes = std::fs::read(file).expect("the bundle");
    upload(&browser, id, bytes).await;
    browser
}

/// Uploads a bundle, reads the sheet that says what it may do, and agrees. The sheet.
pub async fn upload(browser: &Visitor, id: &str, bytes: Vec<u8>) -> String {
    browser.upload("/admin/plugins/upload", "bundle", &format!("{id}.pardoz"), bytes).await;
    let (_, list) = browser.get("/admin/plugins?tab=available").await;
    let at =
        list.find("/admin/plugins/consent/").unwrap_or_else(|| panic!("nothing waits for a yes: {list}"));
    let address = list[at..].split('"').next().expect("an address").to_owned();
    let (status, sheet) = browser.get(&address).await;
    assert_eq!(status, 200, "{sheet}");
    browser.post(&address, &[("agree", "on")]).await;
    sheet
}
