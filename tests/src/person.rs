//! Somebody who talks to a salon over HTTP, with a bearer token.

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::Value as Json;

use crate::wait::until;

/// What a page has in the place of a panel that was too slow for it.
pub const SLOW_PANEL: &str = "hx-trigger=\"load\"";

/// Clones share connections.
#[derive(Clone)]
pub struct Person {
    pub base: String,
    token: String,
    client: Client,
}

/// A status and its JSON (or null).
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub json: Json,
    pub text: String,
}

impl Answer {
    /// The JSON of an answer that went well.
    #[track_caller]
    pub fn ok(self) -> Json {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        self.json
    }

    /// The problem document of an answer that had to be refused with `status`.
    #[track_caller]
    pub fn refused(self, status: u16) -> Json {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self.json
    }
}

impl Person {
    pub fn new(base: &str, token: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        Self { base: base.to_owned(), token: token.to_owned(), client }
    }

    /// The same person with connections of their own, as another browser would have.
    pub fn elsewhere(&self) -> Self {
        Self::new(&self.base, &self.token)
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request =
            self.client.request(method, format!("{}{path}", self.base)).header("accept", "application/json");
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    pub async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: Json) -> Answer {
        answer(self.request(Method::POST, path).json(&body)).await
    }

    /// With an `Idempotency-Key`.
    pub async fn post_once(&self, path: &str, key: &str, body: Json) -> Answer {
        answer(self.request(Method::POST, path).header("idempotency-key", key).json(&body)).await
    }

    /// A file as the multipart field `field`.
    pub async fn upload(&self, path: &str, field: &str, name: &str, bytes: Vec<u8>) -> Answer {
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().part(field.to_owned(), part);
        answer(self.request(Method::POST, path).multipart(form)).await
    }
}

/// Sends and reads everything.
pub async fn answer(request: RequestBuilder) -> Answer {
    try_answer(request).await.expect("the salon answers")
}

/// The same where the salon may die meanwhile.
pub async fn try_answer(request: RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = request.send().await?;
    let status = response.status();
    let text = response.text().await?;
    let json = serde_json::from_str(&text).unwrap_or(Json::Null);
    Ok(Answer { status, json, text })
}

/// Somebody in a browser without JavaScript: a session cookie, forms with their token.
#[derive(Clone)]
pub struct Visitor {
    base: String,
    client: Client,
}

impl Visitor {
    /// The owner signs in through the form.
    pub async fn sign_in(base: &str) -> Self {
        Self::sign_in_as(base, crate::salon::OWNER).await
    }

    /// Somebody else does; everybody here has the same password.
    pub async fn sign_in_as(base: &str, login: &str) -> Self {
        let visitor = Self::stranger(base);
        let fields = [("login", login), ("password", crate::salon::PASSWORD)];
        let (status, text) = visitor.send_from("/login", "/login", &fields).await;
        assert_eq!(status, 303, "the sign-in failed: {text}");
        visitor
    }

    /// Nobody yet.
    pub fn stranger(base: &str) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).cookie_store(true).build();
        Self { base: base.to_owned(), client: client.expect("a client") }
    }

    /// A page's status and HTML.
    pub async fn get(&self, path: &str) -> (u16, String) {
        let answer =
            self.client.get(format!("{}{path}", self.base)).header("accept", "text/html").send().await;
        let answer = answer.expect("the salon answers");
        (answer.status().as_u16(), answer.text().await.expect("a page"))
    }

    /// The same with all its panels: one that a busy machine did not draw in time for its page is there when the page is
    /// asked for again.
    pub async fn whole(&self, path: &str) -> (u16, String) {
        until(async || self.get(path).await, |(_, html)| !html.contains(SLOW_PANEL)).await
    }

    /// Sends a form of the host's own pages; it must be taken.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) {
        let (status, text) = self.try_post(path, fields).await;
        assert!(matches!(status, 200..=399), "{path}: {status}: {text}");
    }

    /// The same, whatever the answer is.
    pub async fn try_post(&self, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        self.send_from("/me", path, fields).await
    }

    /// Sends a form that stands on `page`, whatever the answer is.
    pub async fn send_from(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let token = self.csrf(page).await;
        let mut form: Vec<(&str, &str)> = fields.to_vec();
        form.push(("_csrf", &token));
        let request = self.client.post(format!("{}{path}", self.base)).form(&form);
        let answer = request.header("origin", &self.base).header("accept", "text/html").send().await;
        let answer = answer.expect("the salon answers");
        (answer.status().as_u16(), answer.text().await.unwrap_or_default())
    }

    /// Sends a file of the host's own pages; it must be taken.
    pub async fn upload(&self, path: &str, field: &str, name: &str, bytes: Vec<u8>) {
        let token = self.csrf("/me").await;
        let part = reqwest::multipart::Part::bytes(bytes).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new().part(field.to_owned(), part);
        let request = self.client.post(format!("{}{path}", self.base)).multipart(form);
        let request =
            request.header("origin", &self.base).header("x-csrf-token", token).header("accept", "text/html");
        let answer = request.send().await.expect("the salon answers");
        let status = answer.status();
        let text = answer.text().await.unwrap_or_default();
        assert!(status.is_success() || status.is_redirection(), "{path}: {status}: {text}");
    }

    /// Any request of this browser, with its cookies.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    /// The token that the forms of a page carry.
    pub async fn csrf(&self, page: &str) -> String {
        let (_, html) = self.get(page).await;
        let at = html.find("name=\"_csrf\"").unwrap_or_else(|| panic!("no form on {page}: {html}"));
        let rest = &html[at..];
        let value = rest.split("value=\"").nth(1).and_then(|rest| rest.split('"').next());
        value.expect("a token").to_owned()
    }
}
