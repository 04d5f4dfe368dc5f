//! Requests that change something must come from our own pages (security.md 4.1, row "CSRF").
//!
//! Two independent walls, both in the host so that no plugin can forget them: the browser's word on
//! where the request comes from, and a token that only our pages hold. A token is bound to the browser's
//! session **and** to one plugin: a page of one module cannot act on another's addresses.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::problem::Problem;
use super::session::Visitor;
use super::{AppState, header as headers};

/// Name of the form field; the header is `X-CSRF-Token`.
pub const FIELD: &str = "_csrf";
/// Whose token the host's own pages carry.
pub const HOST: &str = "host";

/// The token of one plugin's pages (or [`HOST`]) in the browser that holds `secret`.
pub fn token(secret: &str, plugin: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key length will do");
    mac.update(b"pardoz csrf ");
    mac.update(plugin.as_bytes());
    let code = mac.finalize().into_bytes();
    format!("{plugin}.{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&code[..24]))
}

/// Is `given` a token of this browser for what lies at `path`?
fn fits(secret: &str, given: &str, path: &str) -> bool {
    let Some((plugin, _)) = given.split_once('.') else { return false };
    let genuine = token(secret, plugin);
    // Compared as fingerprints, so that the time taken says nothing about the token.
    let same = crate::auth::fingerprint(&genuine) == crate::auth::fingerprint(given);
    same && (owner(path) == plugin || is_harmless(path))
}

/// Whose addresses `path` belongs to.
fn owner(path: &str) -> &str {
    match path.strip_prefix("/p/") {
        Some(rest) => rest.split('/').next().unwrap_or_default(),
        None => HOST,
    }
}

/// The frame around every page offers these, and a module's page has only its module's token: signing out
/// or reading in another language harms nobody.
fn is_harmless(path: &str) -> bool {
    matches!(path, "/logout" | "/locale")
}

/// The middleware. `GET` and `HEAD` never write: their database handle is read-only.
pub async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Problem> {
    let visitor = Visitor::of(&request);
    let path = request.uri().path();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // A bearer token is never sent by a browser on its own, and a webhook is signed by its sender.
    let carries_own_proof = visitor.by_token || path.starts_with("/hooks/");
    if reads || carries_own_proof {
        return Ok(next.run(request).await);
    }
    if !is_own_origin(request.headers(), state.config.https) {
        return Err(Problem::new(403, "csrf"));
    }
    let Some(secret) = visitor.secret.clone() else { return Err(Problem::new(403, "csrf")) };
    let path = path.to_owned();
    if let Some(given) = headers::text(request.headers(), "x-csrf-token")
        && fits(&secret, &given, &path)
    {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let limit = state.config.body_limit(&path);
    let bytes = super::body::read(&parts.headers, body, limit).await?;
    let given = fields(&parts.headers, &bytes);
    if !given.iter().any(|given| fits(&secret, given, &path)) {
        return Err(Problem::new(403, "csrf"));
    }
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin` against the host that was asked.
fn is_own_origin(headers: &HeaderMap, https: bool) -> bool {
    if let Some(site) = headers::text(headers, "sec-fetch-site") {
        return site == "same-origin";
    }
    let (Some(origin), Some(host)) =
        (headers::text(headers, header::ORIGIN), headers::text(headers, header::HOST))
    else {
        return false;
    };
    match origin.split_once("://") {
        Some(("https", authority)) => authority.eq_ignore_ascii_case(&host),
        Some(("http", authority)) => !https && authority.eq_ignore_ascii_case(&host),
        _ => false,
    }
}

/// The token as a form field, so that pages work without JavaScript. A form may hold two: the page's, and that
/// of the module whose act is undone from another module's page.
fn fields(headers: &HeaderMap, body: &Bytes) -> Vec<String> {
    let kind = headers::text(headers, header::CONTENT_TYPE).unwrap_or_default();
    if kind.starts_with("application/x-www-form-urlencoded") {
        let values = super::body::pairs(body).filter(|(name, _)| name == FIELD);
        return values.take(4).map(|(_, value)| value.into_owned()).collect();
    }
    multipart_field(&kind, body).into_iter().collect()
}

fn multipart_field(kind: &str, body: &Bytes) -> Option<String> {
    if kind.starts_with("multipart/form-data") {
        // The token is a short line right after its part's header.
        let marker = b"name=\"_csrf\"\r\n\r\n";
        let start = body.windows(marker.len()).position(|window| window == marker)? + marker.len();
        let rest = &body[start..];
        let end = rest.iter().take(200).position(|byte| *byte == b'\r')?;
        return std::str::from_utf8(&rest[..end]).ok().map(str::to_owned);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_only_its_own_modules_addresses_in_its_own_browser() {
        let token = token("secret-a", "booking");
        assert!(fits("secret-a", &token, "/p/booking/appointments"));
        assert!(fits("secret-a", &token, "/logout"));
        for path in ["/p/clients/clients", "/p/bookings/x", "/admin/plugins/booking/off", "/p"] {
            assert!(!fits("secret-a", &token, path), "{path}");
        }
        assert!(!fits("secret-b", &token, "/p/booking/appointments"));
        assert!(!fits("secret-a", &token.replace("booking", "host"), "/admin/people"));
        assert!(!fits("secret-a", "", "/logout"));
    }

    #[test]
    fn only_our_own_pages_may_send() {
        let check = |pairs: &[(&'static str, &'static str)]| {
            let headers = pairs
                .iter()
                .map(|(k, v)| (header::HeaderName::from_static(k), header::HeaderValue::from_static(v)))
                .collect();
            is_own_origin(&headers, false)
        };
        assert!(check(&[("sec-fetch-site", "same-origin")]));
        assert!(check(&[("origin", "http://salon.uz"), ("host", "salon.uz")]));
        for foreign in [
            vec![("sec-fetch-site", "cross-site"), ("origin", "http://salon.uz"), ("host", "salon.uz")],
            vec![("sec-fetch-site", "same-site")],
            vec![("origin", "http://evil.uz"), ("host", "salon.uz")],
            vec![("origin", "null"), ("host", "salon.uz")],
            vec![("origin", "http://salon.uz:81"), ("host", "salon.uz")],
            vec![("host", "salon.uz")],
        ] {
            assert!(!check(&foreign), "{foreign:?}");
        }
    }
}
