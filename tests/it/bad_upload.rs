//! Bundles and settings that are wrong: a reason, and everything as it was.

use std::path::PathBuf;

use pardoz_tests::person::{Answer, Visitor, answer};
use pardoz_tests::salon::{Filled, Salon, target};
use reqwest::Method;
use serde_json::{Value as Json, json};

/// A bundle that the salon knows to be good.
fn bundle() -> Vec<u8> {
    let folder = std::env::var_os("PARDOZ_BUNDLES").map_or_else(|| target().join("bundles"), PathBuf::from);
    let mut files = std::fs::read_dir(&folder).expect("the bundles").flatten().map(|entry| entry.path());
    let is_clients =
        |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("clients-"));
    std::fs::read(files.find(is_clients).expect("the bundle of clients")).expect("its bytes")
}

async fn upload(browser: &Visitor, base: &str, token: &str, bytes: Vec<u8>) -> Answer {
    let part = reqwest::multipart::Part::bytes(bytes).file_name("module.pardoz");
    let form = reqwest::multipart::Form::new().part("bundle", part);
    let request = browser.request(Method::POST, "/admin/plugins/upload").multipart(form);
    answer(request.header("origin", base).header("x-csrf-token", token).header("accept", "application/json"))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoilt_bundle_is_refused_with_a_reason_and_the_modules_go_on() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let browser = Visitor::sign_in(&salon.base).await;
    let token = browser.csrf("/me").await;
    let good = bundle();
    let spoilt = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        bytes
    };
    let mut uploads: Vec<(String, Vec<u8>)> = vec![
        ("nothing".into(), Vec::new()),
        ("words".into(), b"not a bundle at all".to_vec()),
        ("an empty archive".into(), b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec()),
        ("half of one".into(), good[..good.len() / 2].to_vec()),
        ("one with a tail".into(), [good.as_slice(), b"tail"].concat()),
    ];
    uploads.extend([3, 5, 11].map(|part| (format!("a spoilt byte at 1/{part}"), spoilt(good.len() / part))));
    let installed = "select count(*) from host_plugin";
    let before = (salon.number(installed), salon.texts("select state from host_plugin order by plugin_id"));
    for (what, bytes) in uploads {
        let said = upload(&browser, &salon.base, &token, bytes).await;
        assert!(
            matches!(said.status.as_u16(), 400 | 409 | 413 | 422),
            "{what}: {} {}",
            said.status,
            said.text
        );
        assert!(said.json["detail"].as_str().is_some_and(|text| text.len() > 10), "{what}: {}", said.text);
        assert_eq!(
            (salon.number(installed), salon.texts("select state from host_plugin order by plugin_id")),
            before
        );
        owner.get("/p/clients/clients").await.ok();
    }
    // Control: the very same bytes unspoilt are taken.
    let said = upload(&browser, &salon.base, &token, good.clone()).await;
    assert!(said.status.is_success(), "{}", said.text);
    owner.get("/p/clients/clients").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_out_of_its_range_is_refused_at_its_field_and_the_old_one_holds() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let path = "/admin/plugins/booking/settings";
    let good = json!({ "slot_mode": "grid", "slot_step": 20, "notice_minutes": 30, "horizon_days": 40, "hold_minutes": 5 });
    assert!(owner.post(path, good.clone()).await.status.is_success());
    let stored = async || -> Json {
        let page = owner.get("/admin/plugins/booking").await.ok();
        let fields = page["sections"]
            .as_array()
            .expect("sections")
            .iter()
            .flat_map(|s| s["fields"].as_array())
            .flatten();
        fields
            .map(|field| (field["key"].as_str().unwrap_or_default().to_owned(), field["value"].clone()))
            .collect()
    };
    let before = stored().await;
    assert_eq!(before["slot_step"], 20, "{before}");
    for (key, wrong) in [
        ("slot_step", json!(4)),
        ("slot_step", json!(61)),
        ("slot_step", json!("abc")),
        ("slot_step", json!([1])),
        ("slot_mode", json!("nonsense")),
        ("slot_mode", json!("a\u{0}b")),
        ("notice_minutes", json!(-1)),
        ("horizon_days", json!(i64::MAX)),
    ] {
        let mut sent = good.clone();
        sent[key] = wrong.clone();
        let problem = owner.post(path, sent).await.refused(422);
        assert!(
            problem["errors"][key].as_str().is_some_and(|text| text.len() > 5),
            "{key} = {wrong}: {problem}"
        );
        assert_eq!(stored().await, before, "{key} = {wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_that_cannot_be_right_is_refused_in_the_module_s_own_words() {
    let salon = Salon::open(Filled::Empty).await;
    let owner = salon.owner();
    let path = "/admin/plugins/fiscal/settings";
    let typed = |tin: &str| json!({ "service_id": "1001", "merchant_user_id": "7", "tin": tin });
    let kept = "select value from host_setting where scope = 'fiscal' and key = 'tin'";
    for tin in ["12345678", "1234567890", "ИНН 305123456", "305 123 456"] {
        let problem = owner.post(path, typed(tin)).await.refused(422);
        let said = problem["errors"]["tin"].as_str().unwrap_or_default();
        assert!(["9", "14"].iter().all(|number| said.contains(number)), "{tin}: {problem}");
        assert_eq!(salon.texts(kept), Vec::<String>::new(), "{tin}");
    }
    // A space at the end is no part of a number that was pasted; nothing typed is no number.
    for (tin, stands) in
        [("305123456 ", "\"305123456\""), ("12345678901234", "\"12345678901234\""), ("", "\"\"")]
    {
        assert!(owner.post(path, typed(tin)).await.status.is_success(), "{tin}");
        assert_eq!(salon.texts(kept), [stands]);
    }
}
