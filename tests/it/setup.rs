//! The first run, in the browser and from the command line: every step asked for, nothing half done, one owner.

use pardoz_tests::person::{Person, Visitor};
use pardoz_tests::salon::{Engine, Filled, PASSWORD, Salon};
use pardoz_tests::wait::until;

const STEP_SALON: [(&str, &str); 4] =
    [("step", "salon"), ("name", "Nafosat"), ("currency", "UZS"), ("timezone", "Asia/Tashkent")];
const STEP_OWNER: [(&str, &str); 5] = [
    ("step", "owner"),
    ("display_name", "Malika Karimova"),
    ("login", "malika"),
    ("password", PASSWORD),
    ("password_again", PASSWORD),
];
const STEP_BRANCH: [(&str, &str); 3] =
    [("step", "branch"), ("branch_name", "Chilonzor"), ("branch_phone", "90 123 45 67")];
const STEP_MODULES: [(&str, &str); 3] = [("step", "modules"), ("module", "salon"), ("module", "clients")];

async fn step(browser: &Visitor, fields: &[(&str, &str)]) -> (u16, String) {
    browser.send_from("/setup", "/setup", fields).await
}

/// The same fields with one of them changed.
fn with<'a>(fields: &[(&'a str, &'a str)], name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(field, old)| (*field, if *field == name { value } else { *old })).collect()
}

async fn the_wizard_makes_a_salon(engine: Engine) {
    let Some(mut salon) = Salon::on(engine, Filled::Nothing).await else { return };
    let browser = Visitor::stranger(&salon.base);
    assert_eq!(browser.get("/").await.0, 303, "everything leads to the wizard");
    Person::new(&salon.base, "").get("/p/clients/clients").await.refused(503);
    let accounts = "select count(*) from host_account";

    // Nobody jumps ahead, and what is refused is not half done.
    step(&browser, &STEP_MODULES).await;
    step(&browser, &STEP_OWNER).await;
    assert_eq!(salon.number(accounts), 0, "an owner before there is a salon");
    let (status, page) = step(&browser, &with(&STEP_SALON, "name", "")).await;
    assert_eq!(status, 422, "{page}");
    let (status, _) = step(&browser, &with(&STEP_SALON, "timezone", "Mars/Olympus")).await;
    assert_eq!(status, 422);
    let (status, page) = step(&browser, &STEP_SALON).await;
    assert_eq!(status, 303, "{page}");
    for (field, wrong) in [("password", "12345"), ("password_again", "another one entirely"), ("login", "")] {
        let (status, page) = step(&browser, &with(&STEP_OWNER, field, wrong)).await;
        assert_eq!(status, 422, "{field}: {page}");
        assert!(page.contains("Malika Karimova"), "what was typed is lost");
        assert!(!page.contains(PASSWORD), "a password is shown again");
        assert_eq!(salon.number(accounts), 0, "{field}");
    }

    // The owner is made and signed in; from here on the wizard is theirs alone.
    assert_eq!(step(&browser, &STEP_OWNER).await.0, 303);
    assert_eq!(salon.number(accounts), 1);
    let intruder = Visitor::stranger(&salon.base);
    let (status, _) = intruder.get("/setup").await;
    assert_eq!(status, 303, "a stranger is sent to sign in");

    // The power goes. The wizard goes on where it was.
    salon.kill();
    salon.start().await;
    let (status, page) = browser.get("/setup").await;
    assert_eq!(status, 200);
    assert!(page.contains("branch_name"), "{page}");
    assert_eq!(step(&browser, &with(&STEP_BRANCH, "branch_phone", "12")).await.0, 422);
    assert_eq!(step(&browser, &STEP_BRANCH).await.0, 303);
    // Back and on again is the same branch, renamed if it was.
    assert_eq!(salon.texts("select name from salon_branch"), ["Chilonzor"]);
    assert_eq!(step(&browser, &with(&STEP_BRANCH, "branch_name", "Sergeli")).await.0, 303);
    let branches = salon.texts("select name from salon_branch");
    assert_eq!(branches, ["Sergeli"], "going back made a second branch");

    assert_eq!(step(&browser, &STEP_MODULES).await.0, 303);
    assert_eq!(step(&browser, &[("step", "done")]).await.0, 303);
    assert_eq!(browser.get("/setup").await.0, 404, "the wizard is closed for ever");
    assert_eq!(browser.get("/").await.0, 200);
    assert_eq!(browser.get("/p/clients/clients").await.0, 200);
    assert_eq!(browser.get("/p/booking/schedule").await.0, 404, "nobody chose booking");
    assert_eq!(salon.number(accounts), 1);
    // What the modules do at night is planned at once, not after the next start.
    let planned = "select count(*) from host_job where plugin_id = 'salon' and dedup_key = 'recurring'";
    until(async || salon.number(planned), |planned| *planned == 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wizard_makes_a_salon_on_sqlite() {
    the_wizard_makes_a_salon(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wizard_makes_a_salon_on_postgresql() {
    the_wizard_makes_a_salon(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_browsers_in_the_wizard_make_one_owner() {
    let salon = Salon::open(Filled::Nothing).await;
    let browsers = [Visitor::stranger(&salon.base), Visitor::stranger(&salon.base)];
    assert_eq!(step(&browsers[0], &STEP_SALON).await.0, 303);
    let second = with(&STEP_OWNER, "login", "gulnora");
    let (one, two) =
        futures_util::future::join(step(&browsers[0], &STEP_OWNER), step(&browsers[1], &second)).await;
    assert_eq!(salon.number("select count(*) from host_account"), 1, "{one:?} {two:?}");
    assert!(one.0 < 500 && two.0 < 500, "{one:?} {two:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_refuses_before_it_writes_anything() {
    let salon = Salon::shared().await.elsewhere();
    let file = |name: &str, text: &str| {
        let path = salon.data().join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let (good, weak) = (file("good", PASSWORD), file("weak", "qwerty"));
    let missing = salon.data().join("no such file").display().to_string();
    let set_up = |password: &str, more: &[&str]| {
        let base = [
            "setup",
            "--non-interactive",
            "--salon",
            "Nafosat",
            "--owner",
            "malika",
            "--password-file",
            password,
        ];
        base.iter().chain(more).map(|word| (*word).to_owned()).collect::<Vec<String>>()
    };
    let refused = [
        (set_up(&weak, &[]), 1),
        (set_up(&missing, &[]), 1),
        (set_up(&good, &["--timezone", "Mars/Olympus"]), 1),
        (set_up(&good, &["--modules", "salon,nonsense"]), 1),
        (set_up(&good, &["--locale", "de"]), 2),
        (vec!["setup".to_owned(), "--non-interactive".to_owned()], 2),
    ];
    for (words, code) in &refused {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = salon.run(&words).await;
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(*code), "{words:?}: {said}");
        assert!(said.trim().len() > 15 && !said.contains("panicked"), "{words:?}: {said}");
        let is_made = salon.data().join("pardoz.db").exists();
        assert!(
            !is_made || salon.number("select count(*) from host_account") == 0,
            "{words:?} left an account"
        );
    }
    let words = set_up(&good, &["--locale", "ru", "--branch", "Sergeli", "--modules", "salon,clients"]);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = salon.run(&words).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(salon.texts("select name from salon_branch"), ["Sergeli"]);
    assert_eq!(salon.run(&words).await.status.code(), Some(1), "a salon is set up once");
    assert_eq!(salon.number("select count(*) from host_account"), 1);
}
