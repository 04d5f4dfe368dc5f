//! A number for every request and a span around it.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

const HEADER: &str = "x-request-id";

/// The number given by [`span`]; never the visitor's own, who could otherwise write into our logs.
pub fn request_id(headers: &HeaderMap) -> Arc<str> {
    super::header::text(headers, HEADER).unwrap_or_default().into()
}

/// The outermost middleware. Paths are logged, query strings are not: people search for names and phones.
pub async fn span(mut request: Request, next: Next) -> Response {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let value = HeaderValue::from_str(&id).expect("hex digits");
    request.headers_mut().insert(HEADER, value.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("http.request", request.id = %id, http.request.method = %method, url.path = %path);
    let began = Instant::now();
    async move {
        let mut answer = next.run(request).await;
        answer.headers_mut().insert(HEADER, value);
        let status = answer.status().as_u16();
        let duration_ms = began.elapsed().as_millis() as u64;
        match status {
            500.. => {
                tracing::warn!(http.response.status_code = status, duration_ms, "{method} {path} → {status}")
            }
            _ => {
                tracing::debug!(http.response.status_code = status, duration_ms, "{method} {path} → {status}")
            }
        }
        answer
    }
    .instrument(span)
    .await
}
