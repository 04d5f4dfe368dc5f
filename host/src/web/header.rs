//! What every answer carries, and which requests are turned away before anybody looks at them.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use super::AppState;
use super::problem::Problem;
use crate::limit::HEAD_BYTES_MAX;

/// ui.md section 13. No nonce, no inline, no eval.
pub const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// security.md 4.1, rows "Headers" and "Requests". Pages are personal, so nothing is stored unless the
/// handler said otherwise (assets do).
pub async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    if state.config.https {
        let value = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    answer
}

const PERMISSIONS: &str = "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), \
    magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// Refuses what no page of ours sends: TRACE, hosts we do not serve.
pub async fn admit(State(state): State<AppState>, request: Request, next: Next) -> Result<Response, Problem> {
    if request.method() == Method::TRACE || request.method() == Method::CONNECT {
        return Err(Problem::new(405, "method"));
    }
    if head_bytes(&request) > HEAD_BYTES_MAX {
        return Err(Problem::new(431, "bad-request"));
    }
    // Probes of an orchestrator come by address and see nothing of the salon.
    let is_probe = matches!(request.uri().path(), "/healthz" | "/readyz");
    let host =
        request.uri().authority().map(ToString::to_string).or_else(|| text(request.headers(), header::HOST));
    if !is_probe && !host.as_deref().is_some_and(|host| state.config.serves(host)) {
        return Err(Problem::new(421, "unknown-host"));
    }
    if !is_readable(request.uri().path()) {
        return Err(Problem::not_found());
    }
    Ok(next.run(request).await)
}

fn head_bytes(request: &Request) -> usize {
    let headers = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len());
    request.uri().path().len() + request.uri().query().map_or(0, str::len) + headers.sum::<usize>()
}

/// Addresses are text without NUL: no page has another, and PostgreSQL keeps no such text.
fn is_readable(path: &str) -> bool {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8();
    decoded.is_ok_and(|text| !text.contains('\0'))
}

/// A header as text, if it is there once and readable.
pub fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<String> {
    let mut all = headers.get_all(name).iter();
    let value = all.next()?.to_str().ok()?.to_owned();
    all.next().is_none().then_some(value)
}

/// A cookie's value. A name that stands twice is ambiguous (somebody planted one) and counts as absent.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut values = pairs
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(given, _)| *given == name)
        .map(|(_, value)| value.to_owned());
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

/// Who is on the other end: the socket's address, or what the listed proxies say, counted from the right
/// (the left-most value is whatever the visitor wrote).
pub fn visitor_ip(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<IpAddr> =
        forwarded.flat_map(|line| line.split(',')).map_while(|hop| hop.trim().parse().ok()).collect();
    let mut at = peer.to_canonical();
    for hop in hops.iter().rev() {
        if !proxies.contains(&at) {
            break;
        }
        at = hop.to_canonical();
    }
    at
}

/// The /24 (or /64) an address lies in: what guesses are counted by.
pub fn network(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_str(v).unwrap())).collect()
    }

    #[test]
    fn only_listed_proxies_are_believed_and_only_from_the_right() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let spoofed = headers(&[("x-forwarded-for", "1.1.1.1, 203.0.113.7")]);
        assert_eq!(visitor_ip(proxy, &spoofed, &[proxy]).to_string(), "203.0.113.7");
        assert_eq!(visitor_ip(proxy, &spoofed, &[]).to_string(), "10.0.0.1");
        assert_eq!(visitor_ip("9.9.9.9".parse().unwrap(), &spoofed, &[proxy]).to_string(), "9.9.9.9");
    }

    #[test]
    fn a_path_with_nul_or_broken_letters_leads_nowhere() {
        assert!(is_readable("/p/clients/%D0%9E%D0%BB%D1%8F"));
        assert!(!is_readable("/me/tokens/%00/revoke"));
        assert!(!is_readable("/p/%ff"));
    }

    #[test]
    fn a_cookie_that_stands_twice_is_nobodys() {
        assert_eq!(cookie(&headers(&[("cookie", "a=1; sid=x")]), "sid").as_deref(), Some("x"));
        assert_eq!(cookie(&headers(&[("cookie", "sid=x; sid=y")]), "sid"), None);
        assert_eq!(cookie(&headers(&[]), "sid"), None);
    }
}
