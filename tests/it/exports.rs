//! Lists leave as files: every list of money, stock and loyalty offers one, with all of its rows, in the reader's words,
//! to those who may.

use std::collections::BTreeMap;

use pardoz_tests::on_both;
use pardoz_tests::person::{Person, answer};
use pardoz_tests::repository;
use pardoz_tests::salon::{Engine, Filled, Salon};
use reqwest::Method;
use toml::{Table, Value};

on_both!(a_file_has_every_row_of_its_list_in_the_readers_words, a_file_is_for_those_who_may);

/// The modules whose lists are walked.
const MODULES: [&str; 6] = ["click", "finance", "fiscal", "inventory", "loyalty", "payme"];

/// Pages with a list that offer no file, and why.
const WITHOUT: [(&str, &str); 5] = [
    ("fiscal/code-list", "settings: tax codes of what is sold, typed in here"),
    ("inventory/card-list", "settings: what a service uses; its figures are in the profit's file"),
    ("inventory/store-list", "settings: stores, categories and suppliers"),
    ("loyalty/overview", "the rules of the programme; cards, certificates and memberships have files"),
    ("loyalty/plan-list", "settings: memberships on sale"),
];

/// A page that shows rows: its address has no `{part}`, and its template draws a table or a list.
fn is_list(route: &Table, template: &str) -> bool {
    let text = |name: &str| route.get(name).and_then(Value::as_str).unwrap_or_default();
    let draws = ["table::open(", "list::open(", "<ul class=\"list\">"];
    text("method") == "GET"
        && !text("path").contains('{')
        && (draws.iter().any(|word| template.contains(word)) || text("name").ends_with("-list"))
}

/// Lists of a manifest that offer no file: none is declared, or no page leads to it.
fn without_file(id: &str, manifest: &str, template: impl Fn(&str) -> String) -> Vec<String> {
    let manifest: Table = manifest.parse().expect("a manifest is TOML");
    let tables = |name: &str| -> Vec<Table> {
        let all = manifest.get(name).and_then(Value::as_array).into_iter().flatten();
        all.filter_map(Value::as_table).cloned().collect()
    };
    let exports: Vec<String> = tables("export").iter().map(|one| one["route"].to_string()).collect();
    let mut without = Vec::new();
    for route in tables("route") {
        let Some(file) = route.get("template").and_then(Value::as_str) else { continue };
        let drawn = template(file);
        let offers = exports.contains(&route["name"].to_string()) && drawn.contains("export::menu(");
        if is_list(&route, &drawn) && !offers {
            without.push(format!("{id}/{}", route["name"].as_str().expect("a name")));
        }
    }
    without
}

fn read(path: &str) -> String {
    std::fs::read_to_string(repository::root().join(path)).unwrap_or_default()
}

#[test]
fn every_list_offers_a_file_or_is_named_here() {
    let template = |id: &str, file: &str| read(&format!("plugins/{id}/templates/{file}"));
    let mut found = Vec::new();
    for id in MODULES {
        let manifest = read(&format!("plugins/{id}/plugin.toml"));
        found.extend(without_file(id, &manifest, |file| template(id, file)));
    }
    let named: Vec<&str> = WITHOUT.iter().map(|(list, _)| *list).collect();
    let new: Vec<&String> = found.iter().filter(|list| !named.contains(&list.as_str())).collect();
    assert!(new.is_empty(), "lists without a file: {new:?}");
    let gone: Vec<&&str> = named.iter().filter(|list| !found.contains(&(**list).to_owned())).collect();
    assert!(gone.is_empty(), "no exceptions any more: {gone:?}");
    // Sabotage: a list whose file is taken away, or whose page does not lead to it, is noticed.
    let manifest = read("plugins/loyalty/plugin.toml");
    let bent = manifest.replace("[[export]]\nroute = \"card-list\"", "[[export]]\nroute = \"overview\"");
    assert_ne!(bent, manifest);
    let cards = "loyalty/card-list".to_owned();
    assert!(without_file("loyalty", &bent, |file| template("loyalty", file)).contains(&cards));
    let plain = |file: &str| template("loyalty", file).replace("export::menu(", "export::none(");
    assert!(without_file("loyalty", &manifest, plain).contains(&cards));
}

/// A file's lines in a language.
async fn file(person: &Person, path: &str, language: &str) -> (u16, Vec<String>) {
    let request = person.request(Method::GET, path).header("accept-language", language);
    let said = answer(request).await;
    (said.status.as_u16(), said.text.lines().map(str::to_owned).collect())
}

fn id(kind: usize, at: usize) -> String {
    format!("019abcd0-{kind:04x}-7000-8000-{at:012x}")
}

/// More of each list than one page of it has: path of the file and how many rows it must have.
fn fill(salon: &Salon) -> BTreeMap<&'static str, usize> {
    let branch = salon.texts("select branch_id from salon_branch order by created_at").remove(0);
    let insert = |table: &str, columns: &str, count: usize, row: &dyn Fn(usize) -> String| {
        let rows: Vec<String> = (0..count).map(|at| format!("({})", row(at))).collect();
        for some in rows.chunks(300) {
            salon.execute(&format!("insert into {table} ({columns}) values {}", some.join(", ")));
        }
    };
    // Some begin in the same moment: a page ends between them.
    let at = |n: usize| 1_750_000_000_000 + (n as i64 / 7) * 1_000;
    insert(
        "loyalty_account",
        "client_id, card_code, tier, tier_since, debt_points, joined_at, updated_at",
        1_210,
        &|n| format!("'{}', 'C{n:07}', 'bronze', '2026-01-01', 0, {}, 1", id(1, n), at(n)),
    );
    insert(
        "loyalty_certificate",
        "certificate_id, code, branch_id, face_minor, balance_minor, state, expires_day, expires_at, created_at, updated_at",
        530,
        &|n| {
            let (key, at) = (id(2, n), at(n));
            format!(
                "'{key}', 'G{n:07}', '{branch}', 500, 500, 'active', '2030-01-01', 1893456000000, {at}, 1"
            )
        },
    );
    insert("finance_desk", "desk_id, branch_id, name, round_to_minor, created_at", 1, &|n| {
        format!("'{}', '{branch}', 'Desk of files', 100, 1", id(3, n))
    });
    insert(
        "finance_shift",
        "shift_id, desk_id, branch_id, number, day, state, opening_minor, opened_at, expected_minor, counted_minor, \
         difference_minor, closed_at",
        1_030,
        &|n| {
            let (key, desk, at) = (id(4, n), id(3, 0), at(n));
            format!("'{key}', '{desk}', '{branch}', {n}, '2026-01-01', 'closed', 0, {at}, 5, 7, 2, {at}")
        },
    );
    insert(
        "finance_deposit",
        "deposit_id, appointment_id, branch_id, held_minor, state, fee_minor, kept_minor, billed_minor, created_at, updated_at",
        320,
        &|n| {
            let (key, visit, at) = (id(5, n), id(6, n), at(n));
            format!("'{key}', '{visit}', '{branch}', 100, 'held', 0, 0, 0, {at}, {at}")
        },
    );
    insert(
        "inventory_order",
        "order_id, number, branch_id, store_id, state, automatic, created_at, updated_at",
        410,
        &|n| format!("'{}', {n}, '{branch}', '{}', 'ordered', false, {}, 1", id(7, n), id(8, 0), at(n)),
    );
    insert(
        "inventory_stocktake",
        "stocktake_id, number, branch_id, store_id, blind, state, started_at, closed_at",
        520,
        &|n| {
            let (key, store, at) = (id(9, n), id(8, 0), at(n));
            format!("'{key}', {n}, '{branch}', '{store}', false, 'posted', {at}, {at}")
        },
    );
    BTreeMap::from([
        ("/export/p/loyalty/cards", 1_210),
        ("/export/p/loyalty/certificates", 530),
        ("/export/p/finance/shifts", 1_030),
        ("/export/p/finance/deposits?shown=held", 320),
        ("/export/p/inventory/orders", 410),
        ("/export/p/inventory/stocktakes", 520),
    ])
}

async fn a_file_has_every_row_of_its_list_in_the_readers_words(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let browser = pardoz_tests::person::Visitor::sign_in(&salon.base).await;
    for module in ["payme", "click", "fiscal"] {
        browser.post(&format!("/admin/plugins/{module}/enable"), &[]).await;
    }
    let long = fill(&salon);
    let manifests = pardoz_tests::manifest::all();
    let mut paths: Vec<String> = manifests
        .iter()
        .filter(|one| MODULES.contains(&one.id.as_str()))
        .flat_map(|one| one.exports.iter().map(|export| export.path.clone()))
        .collect();
    assert!(paths.len() > 15, "{paths:?}");
    paths.extend(long.keys().filter(|path| path.contains('?')).map(|path| (*path).to_owned()));
    for some in paths.chunks(6) {
        // Who takes very many files is asked to wait.
        let reader = salon.somebody("owner", &[]).await.person;
        for path in some {
            let glue = if path.contains('?') { '&' } else { '?' };
            let path_as = format!("{path}{glue}as=csv");
            let mut heads = Vec::new();
            for language in ["uz", "ru", "en"] {
                let (status, lines) = file(&reader, &path_as, language).await;
                assert_eq!(status, 200, "{engine:?} {path}: {lines:?}");
                let head = lines[0].clone();
                assert!(!head.contains("finance-") && !head.contains("-col-"), "{path}: {head}");
                if let Some(rows) = long.get(path.as_str()) {
                    assert_eq!(lines.len() - 1, *rows, "{engine:?} {path}");
                    let mut all = lines[1..].to_vec();
                    all.sort();
                    all.dedup();
                    assert!(all.len() == *rows || path.contains("deposits"), "{path}: a row came twice");
                }
                heads.push(head);
            }
            heads.sort();
            heads.dedup();
            assert_eq!(heads.len(), 3, "{path}: {heads:?}");
        }
    }
    // Each is in the log with how many rows left.
    let said = salon.texts("select input from host_audit where action like '%export%'");
    assert_eq!(said.len(), paths.len() * 3);
    assert!(said.iter().any(|one| one.contains("loyalty/card-list") && one.contains("\"rows\":1210")));
}

async fn a_file_is_for_those_who_may(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Empty).await else { return };
    let owner = salon.owner();
    let made = owner.new_client("Dilnoza", "Sirli", "+998901234567").await.refused(201);
    let client = made["client_id"].as_str().expect("an id");
    owner.post(&format!("/p/loyalty/clients/{client}/card"), serde_json::json!({})).await.ok();
    let browser = pardoz_tests::person::Visitor::sign_in(&salon.base).await;
    let path = "/export/p/loyalty/cards?as=csv";
    let (_, full) = file(&owner, path, "en").await;
    assert!(full[1].contains("Dilnoza") && full[1].contains("998901234567"), "{full:?}");
    // A marketer has the list, and not the numbers.
    let marketer = salon.somebody("marketer", &[]).await.person;
    let (status, masked) = file(&marketer, path, "en").await;
    assert_eq!(status, 200, "{masked:?}");
    assert!(masked[1].contains("Dilnoza") && !masked[1].contains("1234567"), "{engine:?}: {masked:?}");
    // Whoever works with a list does not take it home.
    let desk = salon.somebody("receptionist", &[]).await.person;
    for (page, export) in [
        ("/p/finance/shifts", "/export/p/finance/shifts?as=csv"),
        ("/p/finance/deposits", "/export/p/finance/deposits?as=csv"),
        ("/p/inventory/orders", "/export/p/inventory/orders?as=csv"),
        ("/p/loyalty/certificates", "/export/p/loyalty/certificates?as=csv"),
    ] {
        desk.get(page).await.ok();
        assert_eq!(file(&desk, export, "en").await.0, 403, "{engine:?} {export}");
    }
    // Of a branch: another one's lists are not theirs, and neither are its files.
    let other = serde_json::json!({ "name": "Second", "timezone": "Asia/Tashkent" });
    owner.post("/p/salon/branches", other).await.refused(201);
    let branches = salon.texts("select branch_id from salon_branch order by created_at");
    browser.post("/admin/people/roles", &[("manager|finance.shift.work", "branch")]).await;
    browser.post("/admin/people/roles", &[("manager|inventory.order.read", "branch")]).await;
    let manager = salon.somebody("manager", &[branches[1].as_str()]).await.person;
    for list in ["finance/shifts", "inventory/orders"] {
        let of = |branch: &str| format!("/export/p/{list}?as=csv&branch={branch}");
        assert_eq!(file(&manager, &of(&branches[1]), "en").await.0, 200, "{engine:?} {list}");
        assert_eq!(file(&manager, &of(&branches[0]), "en").await.0, 404, "{engine:?} {list}");
    }
}
