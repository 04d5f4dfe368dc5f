//! Reading bodies: whole, under a limit, in a limited time.

use std::borrow::Cow;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use percent_encoding::percent_decode;
use serde_json::{Map, Value as Json};

use super::input::{self, Spelling};
use super::problem::Problem;

/// A slow sender is not waited for longer (security.md 4.1, row "Requests").
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes past the limit that are still taken and thrown away: a browser shows an answer only after it has sent
/// everything, and would say "connection lost" instead of "too large".
const DRAINED_BYTES_MAX: u64 = 32 << 20;

/// The whole body, or 413 if it is larger than `limit` bytes.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Problem> {
    let patience = limit as u64 + DRAINED_BYTES_MAX;
    let announced = super::header::text(headers, header::CONTENT_LENGTH).and_then(|n| n.parse::<u64>().ok());
    if announced.is_some_and(|n| n > patience) {
        return Err(too_large());
    }
    match tokio::time::timeout(PATIENCE, collect(body, limit, patience)).await {
        Err(_) => Err(Problem::new(408, "bad-request")),
        Ok(whole) => whole,
    }
}

async fn collect(body: Body, limit: usize, patience: u64) -> Result<Bytes, Problem> {
    let (mut kept, mut seen) = (Vec::new(), 0u64);
    let mut parts = body.into_data_stream();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| Problem::new(400, "bad-request"))?;
        seen += part.len() as u64;
        match seen {
            seen if seen <= limit as u64 => kept.extend_from_slice(&part),
            seen if seen <= patience => kept = Vec::new(),
            _ => return Err(too_large()),
        }
    }
    if seen > limit as u64 { Err(too_large()) } else { Ok(kept.into()) }
}

fn too_large() -> Problem {
    Problem::new(413, "too-large")
}

/// Why a multipart body could not be read, in our words.
pub fn broken_parts(error: axum::extract::multipart::MultipartError) -> Problem {
    match error.status() {
        http::StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::new(400, "bad-request"),
    }
}

/// Name and value of `a=1&b=2`, decoded.
pub fn pairs(text: &[u8]) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    text.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(|pair| {
        let at = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = at.map_or((pair, &b""[..]), |at| (&pair[..at], &pair[at + 1..]));
        (decode(name), decode(value))
    })
}

fn decode(text: &[u8]) -> Cow<'_, str> {
    if !text.iter().any(|byte| matches!(byte, b'+' | b'%')) {
        return String::from_utf8_lossy(text);
    }
    let spaced: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    Cow::Owned(percent_decode(&spaced).decode_utf8_lossy().into_owned())
}

/// The fields of a body, by its content type; none for an empty one.
pub fn fields(headers: &HeaderMap, bytes: &[u8]) -> Result<(Map<String, Json>, Spelling), Problem> {
    if bytes.is_empty() {
        return Ok((Map::new(), Spelling::Form));
    }
    let kind = super::header::text(headers, header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/x-www-form-urlencoded" => Ok((input::from_pairs(pairs(bytes))?, Spelling::Form)),
        "application/json" => Ok((input::from_json(bytes)?, Spelling::Json)),
        _ => Err(Problem::new(415, "bad-request")),
    }
}

/// One uploaded file of a multipart form.
pub async fn file(request: axum::extract::Request, field: &str) -> Result<Vec<u8>, Problem> {
    use axum::extract::{FromRequest, Multipart};
    let mut parts =
        Multipart::from_request(request, &()).await.map_err(|_| Problem::new(415, "bad-request"))?;
    while let Some(part) = parts.next_field().await.map_err(broken_parts)? {
        if part.name() == Some(field) {
            return Ok(part.bytes().await.map_err(broken_parts)?.to_vec());
        }
    }
    Err(Problem::field(field, "host-error-required"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded_once() {
        let read: Vec<_> = pairs(b"q=%D0%9E%D0%BB%D1%8F+%2B&empty&a%5Bb%5D=%2541").collect();
        let expected = [("q", "Оля +"), ("empty", ""), ("a[b]", "%41")];
        assert_eq!(read, expected.map(|(k, v)| (k.into(), v.into())));
    }
}
