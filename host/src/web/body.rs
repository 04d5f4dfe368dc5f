//! Reading bodies: whole, under a limit, in a limited time.

use std::borrow::Cow;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode;
use serde_json::{Map, Value as Json};

use super::input::{self, Spelling};
use super::problem::Problem;

/// A slow sender is not waited for longer (security.md 4.1, row "Requests").
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole body, or 413 as soon as it is known to be larger than `limit` bytes.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Problem> {
    let too_large = || Problem::new(413, "too-large");
    let announced = super::header::text(headers, header::CONTENT_LENGTH).and_then(|n| n.parse::<u64>().ok());
    if announced.is_some_and(|n| n > limit as u64) {
        return Err(too_large());
    }
    match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, limit)).await {
        Err(_) => Err(Problem::new(408, "bad-request")),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if is_limit(&error) => Err(too_large()),
        Ok(Err(_)) => Err(Problem::new(400, "bad-request")),
    }
}

fn is_limit(error: &axum::Error) -> bool {
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(cause) = source {
        if cause.to_string().contains("length limit exceeded") {
            return true;
        }
        source = cause.source();
    }
    false
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
    let broken = |_| Problem::new(400, "bad-request");
    let mut parts =
        Multipart::from_request(request, &()).await.map_err(|_| Problem::new(415, "bad-request"))?;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() == Some(field) {
            return Ok(part.bytes().await.map_err(broken)?.to_vec());
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
