//! Whatever is sent to whatever address: an answer of the right kind in the reader's language, and nothing half done.

use std::collections::BTreeMap;

use pardoz_tests::person::{Answer, Person, Visitor, answer};
use pardoz_tests::salon::{Engine, Filled, Salon};
use pardoz_tests::wire;
use reqwest::Method;
use serde_json::{Map, Value as Json, json};

/// An id nobody has.
const NOBODY: &str = "0190aaaa-0000-7000-8000-000000000000";
const LANGUAGES: [&str; 3] = ["uz", "ru", "en"];
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// A route as the API describes it.
struct Route {
    method: Method,
    path: String,
    /// Fields of the query or of the body.
    fields: Map<String, Json>,
}

async fn routes(owner: &Person) -> Vec<Route> {
    let document = owner.get("/api/openapi.json").await.ok();
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let of_query = operation["parameters"].as_array().into_iter().flatten();
            let of_query = of_query.filter(|parameter| parameter["in"] == "query");
            let mut fields: Map<String, Json> = of_query
                .map(|one| (one["name"].as_str().expect("a name").to_owned(), one["schema"].clone()))
                .collect();
            let body = &operation["requestBody"]["content"][JSON]["schema"]["properties"];
            fields.extend(body.as_object().cloned().unwrap_or_default());
            let method = method.to_uppercase().parse().expect("a method");
            routes.push(Route { method, path: path.clone(), fields });
        }
    }
    assert!(routes.len() > 50, "only {} routes", routes.len());
    routes
}

/// The path with `value` for each of its parameters.
fn filled(path: &str, value: &str) -> String {
    let mut parts = path.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(value);
        out.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    out
}

/// What is wrong with a refusal: it must be a 4xx problem in words of this language.
fn fault(answer: &Answer, language: &str) -> Option<String> {
    let status = answer.status.as_u16();
    if !(400..500).contains(&status) {
        return Some(format!("{status} is no refusal"));
    }
    let problem = &answer.json;
    if problem["status"] != json!(status)
        || !problem["type"].is_string()
        || !problem["request_id"].is_string()
    {
        return Some("it is not an RFC 9457 problem".into());
    }
    let words = ["title", "detail"].into_iter().map(|name| &problem[name]);
    let fields = problem["errors"].as_object().into_iter().flat_map(Map::values);
    for text in words.chain(fields) {
        let text = text.as_str().unwrap_or_default();
        if text.chars().count() < 4 || !is_in(text, language) {
            return Some(format!("«{text}» is not said in {language}"));
        }
    }
    None
}

/// Words of a language by their letters; a text key is in no language.
fn is_in(text: &str, language: &str) -> bool {
    let is_key = !text.contains(' ') && text.contains('-') && text.is_ascii();
    let has_cyrillic = text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    !is_key && has_cyrillic == (language == "ru")
}

/// Bodies that no route can take: kind, content type, bytes, further headers.
fn spoilt_bodies() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let deep =
        |open: &str, close: &str, times: usize| format!("{}1{}", open.repeat(times), close.repeat(times));
    vec![
        ("null", JSON, b"null".to_vec()),
        ("a list", JSON, b"[]".to_vec()),
        ("half an object", JSON, b"{\"a\":".to_vec()),
        ("two objects", JSON, b"{}{}".to_vec()),
        ("a member twice", JSON, b"{\"a\":1,\"a\":2}".to_vec()),
        ("broken letters", JSON, b"{\"a\":\"\xff\xfe\"}".to_vec()),
        ("nested deeply", JSON, deep("{\"a\":", "}", 60).into_bytes()),
        ("nested without end", JSON, deep("[", "]", 100_000).into_bytes()),
        ("a number without end", JSON, format!("{{\"a\":{}}}x", "9".repeat(400)).into_bytes()),
        ("another type", "text/xml", b"<a/>".to_vec()),
        ("no type", "", b"a=1".to_vec()),
        ("parts without parts", "multipart/form-data; boundary=x", b"--x\r\n".to_vec()),
        ("too many fields", FORM, (0..1_000).map(|n| format!("f{n}=1&")).collect::<String>().into_bytes()),
        ("names that are none", FORM, b"a[[]=1&[b]=2".to_vec()),
        ("a list without end", FORM, b"a[999999]=1".to_vec()),
        ("a name without end", FORM, format!("a{}=1", "[a]".repeat(500)).into_bytes()),
        ("a key with NUL", FORM, b"_key=%00".to_vec()),
        ("two megabytes", JSON, format!("{{\"a\":\"{}\"}}", "x".repeat(2 << 20)).into_bytes()),
    ]
}

async fn send(
    person: &Person,
    route: &Route,
    path: &str,
    kind: &str,
    body: Vec<u8>,
    language: &str,
) -> Answer {
    let mut request =
        person.request(route.method.clone(), path).header("accept-language", language).body(body);
    if !kind.is_empty() {
        request = request.header("content-type", kind);
    }
    answer(request).await
}

/// Values a field of this schema must refuse.
fn wrong_values(schema: &Json) -> Vec<Json> {
    let kinds: Vec<&str> = match &schema["type"] {
        Json::String(one) => vec![one.as_str()],
        Json::Array(many) => many.iter().filter_map(Json::as_str).collect(),
        _ => return Vec::new(),
    };
    let mut wrong = vec![json!({ "a": [1] })];
    if kinds.contains(&"string") {
        wrong.extend([json!(7), json!(true), json!(["x"]), json!("a\u{0}b")]);
        if let Some(max) = schema["maxLength"].as_u64() {
            wrong.push(json!("я".repeat(max as usize + 1)));
        }
        if schema["format"].is_string() {
            wrong.extend([json!("x"), json!("2026-02-30"), json!("99:99"), json!("' or 1=1 --")]);
        }
        if schema["enum"].is_array() {
            wrong.push(json!("no such choice"));
        }
    }
    if kinds.contains(&"integer") {
        wrong.extend([json!("7"), json!(1.5), json!(1e300), json!(i64::MAX), json!([1])]);
        wrong.extend(schema["maximum"].as_i64().map(|max| json!(max + 1)));
        wrong.extend(schema["minimum"].as_i64().map(|min| json!(min - 1)));
    }
    if kinds.contains(&"boolean") {
        wrong.extend([json!("perhaps"), json!(1)]);
    }
    if kinds.contains(&"array") {
        wrong = vec![json!("x"), json!(1), json!({ "a": 1 }), json!([[]]), json!(["\u{0}"])];
        wrong.extend(schema["maxItems"].as_u64().map(|max| Json::Array(vec![json!({}); max as usize + 1])));
    }
    wrong
}

/// How much is sent. What a database could choke on is sent to both of them; everything else never reaches it.
#[derive(Clone, Copy, PartialEq)]
enum Corpus {
    Whole,
    ForTheDatabase,
}

impl Corpus {
    fn has(self, text: &str) -> bool {
        self == Self::Whole || text.starts_with('%') || text.contains("\\u0000") || text.contains('я')
    }
}

/// Faults of one salon, by what was sent.
async fn spoilt_bodies_are_refused(owner: &Person, routes: &[Route], how: Corpus) -> Vec<String> {
    let mut faults = Vec::new();
    let every = if how == Corpus::Whole { 1 } else { 4 };
    for (turn, route) in routes.iter().filter(|route| route.method != Method::GET).step_by(every).enumerate()
    {
        for (at, (what, kind, body)) in spoilt_bodies().into_iter().enumerate() {
            let language = LANGUAGES[(turn + at) % 3];
            let path = filled(&route.path, NOBODY);
            let said = send(owner, route, &path, kind, body, language).await;
            faults.extend(
                fault(&said, language).map(|fault| format!("{what} to {path}: {fault}: {}", said.text)),
            );
        }
        let key = owner.request(route.method.clone(), &filled(&route.path, NOBODY));
        let said = answer(key.header("idempotency-key", "k".repeat(300)).json(&json!({}))).await;
        if !(400..500).contains(&said.status.as_u16()) {
            faults.push(format!("a long key to {}: {}", route.path, said.text));
        }
    }
    faults
}

async fn wrong_fields_are_refused(owner: &Person, routes: &[Route], how: Corpus) -> Vec<String> {
    let mut faults = Vec::new();
    for route in routes.iter().filter(|route| route.method != Method::GET) {
        let path = filled(&route.path, NOBODY);
        for (field, schema) in &route.fields {
            let values = wrong_values(schema).into_iter().filter(|value| how.has(&value.to_string()));
            for (at, value) in values.enumerate() {
                let language = LANGUAGES[at % 3];
                let body = json!({ field.as_str(): value }).to_string().into_bytes();
                let said = send(owner, route, &path, JSON, body, language).await;
                let errors = said.json["errors"].as_object();
                let named =
                    errors.is_some_and(|errors| errors.keys().any(|name| name.starts_with(field.as_str())));
                let fault = fault(&said, language).or((!named).then(|| format!("no message at {field}")));
                faults.extend(
                    fault.map(|fault| format!("{field} = {value} to {path}: {fault}: {}", said.text)),
                );
            }
        }
    }
    faults
}

/// Paths and queries may lead somewhere or nowhere; they never break anything.
async fn wild_addresses_break_nothing(owner: &Person, routes: &[Route], how: Corpus) -> Vec<String> {
    let wild = [
        "x",
        "%00",
        "%ff",
        "..%2f..%2fetc%2fpasswd",
        "%252e%252e",
        "%0d%0aX-Evil:1",
        "%E2%80%AE",
        "'or'1'='1",
        "00000000-0000-0000-0000-000000000000",
    ];
    let queries = [
        "%00",
        "%ff%fe",
        "-1",
        "99999999999999999999",
        "%5B%5D",
        "9999-12-31",
        "-9999-01-01",
        "%25_%5C",
        "1e9",
    ];
    let mut faults = Vec::new();
    let mut check = |path: &str, said: Answer, language: &str| {
        let refused = !said.status.is_success();
        faults.extend(
            fault(&said, language).filter(|_| refused).map(|fault| format!("{path}: {fault}: {}", said.text)),
        );
    };
    for (turn, route) in routes.iter().enumerate() {
        let language = LANGUAGES[turn % 3];
        let paths = wild
            .iter()
            .filter(|value| how.has(value))
            .filter(|_| route.path.contains('{'))
            .map(|value| filled(&route.path, value));
        let long = "x".repeat(3_000);
        let values = queries.iter().copied().filter(|value| how.has(value)).chain([long.as_str()]);
        let of_fields = route.fields.keys().filter(|_| route.method == Method::GET).flat_map(|field| {
            let path = filled(&route.path, NOBODY);
            let odd = [
                format!("{path}?{field}[x]=1"),
                format!("{path}?{field}[9999]=1"),
                format!("{path}?{field}[=1"),
            ];
            values.clone().map(|value| format!("{path}?{field}={value}")).chain(odd).collect::<Vec<_>>()
        });
        for path in paths.chain(of_fields).collect::<Vec<_>>() {
            let body = if route.method == Method::GET { Vec::new() } else { b"{}".to_vec() };
            let said = send(owner, route, &path, JSON, body, language).await;
            check(&path, said, language);
        }
    }
    for path in HOST_PATHS {
        let request = owner.request(Method::GET, path).header("accept-language", "ru");
        check(path, answer(request).await, "ru");
    }
    for path in HOST_ACTS {
        // Small ones: who is refused at the door is not listened to for megabytes.
        for (_, kind, body) in spoilt_bodies().into_iter().filter(|(_, _, body)| body.len() < 10_000) {
            let request = owner.request(Method::POST, path).header("accept-language", "uz").body(body);
            let request = if kind.is_empty() { request } else { request.header("content-type", kind) };
            check(path, answer(request).await, "uz");
        }
    }
    faults
}

const HOST_PATHS: [&str; 22] = [
    "/palette?q=%00",
    "/palette?q=%ff",
    "/admin/people?edit=%00",
    "/admin/plugins/%00",
    "/admin/plugins/%ff",
    "/admin/plugins/clients?saved=x",
    "/import/clients/clients/%00",
    "/import/clients/clients/%ff",
    "/import/clients/clients/%00/report.csv",
    "/panel/booking/client-visits?c=%00",
    "/panel/booking/client-visits?c=%7B%22client_id%22%3A%22%5Cu0000%22%7D",
    "/panel/%00/%00",
    "/widget/%ff/x",
    "/p/",
    "/p/%00",
    "/p/clients/%2e%2e/%2e%2e/etc/passwd",
    "/hooks/clients/%00",
    "/assets/..%2f..%2fCargo.toml",
    "/assets/%00",
    "/nowhere",
    "/%ff",
    "/login/../../../etc/passwd",
];

const HOST_ACTS: [&str; 12] = [
    "/locale",
    "/me/password",
    "/me/sessions/%00/revoke",
    "/me/tokens/%00/revoke",
    "/admin/people",
    "/admin/people/0190aaaa-0000-7000-8000-000000000000",
    "/admin/people/%00/disable",
    "/admin/plugins/upload",
    "/admin/plugins/clients/retry",
    "/admin/settings",
    "/import/clients/clients/upload",
    "/import/clients/clients/%00/check",
];

async fn nothing_sent_does_harm(engine: Engine) {
    let Some(salon) = Salon::on(engine, Filled::Demo).await else { return };
    let owner = salon.owner();
    let routes = routes(&owner).await;
    let how = if engine == Engine::Sqlite { Corpus::Whole } else { Corpus::ForTheDatabase };
    let before = salon.row_counts();
    assert_eq!(spoilt_bodies_are_refused(&owner, &routes, how).await, Vec::<String>::new());
    assert_eq!(
        changed(&before, &salon.row_counts()),
        Vec::<String>::new(),
        "a spoilt body left something behind"
    );
    assert_eq!(wrong_fields_are_refused(&owner, &routes, how).await, Vec::<String>::new());
    assert_eq!(
        changed(&before, &salon.row_counts()),
        Vec::<String>::new(),
        "a wrong field left something behind"
    );
    assert_eq!(wild_addresses_break_nothing(&owner, &routes, how).await, Vec::<String>::new());
    owner.get("/p/clients/clients").await.ok();

    // Controls: the counts would show a row, and the language check another language.
    owner.new_client("Lola", "Nazorat", "").await.refused(201);
    let noticed = changed(&before, &salon.row_counts());
    assert!(noticed.iter().any(|table| table.starts_with("clients_client ")), "{noticed:?}");
    assert!(noticed.iter().any(|table| table.starts_with("host_audit ")), "{noticed:?}");
    let english = owner.get("/nowhere").await;
    assert!(fault(&english, "en").is_none() && fault(&english, "ru").is_some(), "{}", english.text);
}

/// Tables whose rows became more or fewer. What the salon does by itself in the meantime is left out.
fn changed(before: &BTreeMap<String, i64>, after: &BTreeMap<String, i64>) -> Vec<String> {
    let own = |table: &str| matches!(table, "host_audit_seal" | "host_job" | "host_event" | "host_delivery");
    let all = after.iter().filter(|(table, count)| !own(table) && before.get(*table) != Some(count));
    all.map(|(table, count)| format!("{table} {:?} → {count}", before.get(table))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_sent_does_harm_on_sqlite() {
    nothing_sent_does_harm(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_sent_does_harm_on_postgresql() {
    nothing_sent_does_harm(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_are_too_large_and_the_sender_is_told() {
    let salon = Salon::shared().await;
    let owner = salon.owner();
    for (path, kind) in
        [("/p/clients/clients", JSON), ("/p/booking/appointments", FORM), ("/admin/people", JSON)]
    {
        let body = format!("{{\"a\":\"{}\"}}", "x".repeat(10 << 20));
        // As browsers do: everything is sent before the answer is looked at.
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\naccept: {JSON}\r\naccept-language: ru\r\nauthorization: Bearer {}\r\n\
             content-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            salon.token,
            body.len()
        );
        let said = wire::raw(&salon.base, &[head.as_bytes(), body.as_bytes()].concat()).await;
        assert_eq!(wire::status(&said), 413, "{path}: {said}");
        assert!(said.contains("слишком большой"), "{said}");
    }
    let huge = vec![b'x'; 25 << 20];
    let refused = owner.upload("/import/clients/clients/upload", "file", "list.csv", huge).await;
    assert_eq!(refused.status.as_u16(), 413, "{}", refused.text);
    owner.elsewhere().get("/p/clients/clients").await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_without_our_token_or_with_an_ended_session_do_nothing() {
    let salon = Salon::open(Filled::Empty).await;
    let browser = Visitor::sign_in(&salon.base).await;
    let good = browser.csrf("/p/clients/clients/new").await;
    let host = browser.csrf("/me").await;
    let before = salon.row_counts();
    let send = async |token: &str, origin: &str| {
        let form = [("_csrf", token), ("first_name", "Begona"), ("phone", "")];
        let request = browser.request(Method::POST, "/p/clients/clients").form(&form);
        let sent = request
            .header("origin", origin)
            .header("accept", JSON)
            .header("accept-language", "ru")
            .send()
            .await;
        sent.expect("an answer").status().as_u16()
    };
    let broken = format!("{}x", &good[..good.len() - 1]);
    for (token, origin) in [
        ("", salon.base.as_str()),
        (broken.as_str(), salon.base.as_str()),
        // The token of the host's own pages opens no module.
        (host.as_str(), salon.base.as_str()),
        (good.as_str(), "http://evil.example"),
        (good.as_str(), "null"),
    ] {
        assert_eq!(send(token, origin).await, 403, "{token} from {origin}");
    }
    assert_eq!(changed(&before, &salon.row_counts()), Vec::<String>::new());
    assert_eq!(send(&good, &salon.base).await, 201, "control: with the right token from our page it is done");

    // The session is over: nothing is done any more, and the person is led to sign in.
    salon.execute("update host_session set seen_at = 0, created_at = 0");
    let mut salon = salon;
    salon.kill();
    salon.start().await;
    let before = salon.row_counts();
    assert!(matches!(send(&good, &salon.base).await, 401 | 403));
    assert_eq!(browser.get("/p/clients/clients").await.0, 303);
    assert_eq!(changed(&before, &salon.row_counts()), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_request_are_refused_and_the_next_one_is_answered() {
    let salon = Salon::shared().await;
    let bearer = format!("authorization: Bearer {}\r\n", salon.token);
    let long = "x".repeat(200_000);
    let requests: Vec<(String, &[u16])> = vec![
        ("\r\n\r\n\r\n".into(), &[0, 400]),
        ("HELLO\r\n\r\n".into(), &[0, 400]),
        ("GET / HTTP/9.9\r\nhost: localhost\r\n\r\n".into(), &[0, 400, 505]),
        ("GET /\u{0} HTTP/1.1\r\nhost: localhost\r\n\r\n".into(), &[0, 400]),
        ("GET / HTTP/1.1\r\n\r\n".into(), &[400, 421]),
        ("GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n".into(), &[421]),
        (format!("GET http://evil.example/ HTTP/1.1\r\nhost: localhost\r\n{bearer}\r\n"), &[421]),
        (format!("GET /{long} HTTP/1.1\r\nhost: localhost\r\n\r\n"), &[0, 400, 414, 431]),
        (format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {long}\r\n\r\n"), &[0, 400, 431]),
        (format!("GET / HTTP/1.1\r\nhost: localhost\r\n{}\r\n", "a: b\r\n".repeat(2_000)), &[0, 400, 431]),
        ("TRACE / HTTP/1.1\r\nhost: localhost\r\n\r\n".into(), &[405]),
        // Two lengths, or a length and chunks: two readers must not see two requests.
        (
            format!(
                "POST /p/clients/clients HTTP/1.1\r\nhost: localhost\r\n{bearer}content-length: 2\r\ncontent-length: 40\r\n\r\n{{}}"
            ),
            &[0, 400],
        ),
        (
            format!(
                "POST /p/clients/clients HTTP/1.1\r\nhost: localhost\r\n{bearer}content-type: {JSON}\r\ncontent-length: 4\r\n\
                 transfer-encoding: chunked\r\n\r\nzz\r\n\r\nGET /admin/people HTTP/1.1\r\nhost: localhost\r\n\r\n"
            ),
            &[0, 400],
        ),
    ];
    for (request, allowed) in requests {
        let said = wire::raw(&salon.base, request.as_bytes()).await;
        let shown: String = request.chars().take(80).collect();
        assert!(allowed.contains(&wire::status(&said)), "{shown:?}: {said}");
        salon.owner().get("/p/salon/branches").await.ok();
    }
}

#[test]
fn a_key_or_another_language_is_noticed() {
    assert!(!is_in("host-error-not-a-day", "en"));
    assert!(!is_in("Enter a number.", "ru") && is_in("Введите число.", "ru"));
    assert!(!is_in("Введите число.", "uz") && is_in("Raqam kiriting.", "uz"));
}
