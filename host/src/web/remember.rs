//! Drawn pages, remembered until a table they were made from changes: an unchanged page costs neither a call nor a
//! drawing. Exact like `plugin::memo`, on which it stands: a page is kept with everything its answer, its panels and
//! its settings were read from, and with the first instant at which a word on it ("today", "5 minutes ago") turns.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::session::{Visitor, Wants};
use super::{AppState, html};
use crate::clock::Millis;
use crate::plugin::Generation;
use crate::plugin::memo::{Holds, Key, Memo};

/// Pages are texts of 10 to 100 KB: some hundreds of them.
const BYTES_MAX: usize = 16 << 20;

/// The memory of drawn pages.
pub struct Pages(Memo<Drawn>);

/// A page as it was sent.
#[derive(Clone)]
pub struct Drawn {
    html: Bytes,
    tag: HeaderValue,
}

/// Where a page that is about to be made may be kept.
pub struct Place {
    key: Key,
    /// The database's newest version before anything was read for the page.
    seen: u64,
}

impl Default for Pages {
    fn default() -> Self {
        Self(Memo::new(BYTES_MAX))
    }
}

impl Place {
    /// The place of the page at `path` with `query`, for this very reader on this very device. `None` = the page
    /// says something only once, or is for nobody in particular.
    pub fn of(
        state: &AppState,
        generation: &Generation,
        visitor: &Visitor,
        path: &str,
        query: &Map<String, Json>,
    ) -> Option<Self> {
        let seen = state.db.versions().latest();
        let principal = visitor.principal.as_ref()?;
        if visitor.wants == Wants::Json || visitor.flash.is_some() {
            return None;
        }
        let mut hash = Sha256::new();
        let mut part = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        };
        part(&generation.number.to_be_bytes());
        part(&state.theme.version().to_be_bytes());
        let is_fragment = if visitor.wants == Wants::Fragment { "fragment" } else { "page" };
        let secret = visitor.secret.as_deref().unwrap_or_default();
        for text in [path, visitor.locale.tag(), is_fragment, visitor.theme, visitor.rail, secret] {
            part(text.as_bytes());
        }
        part(&serde_json::to_vec(query).expect("a query is JSON"));
        part(principal.fingerprint());
        Some(Self { key: hash.finalize().into(), seen })
    }
}

impl Pages {
    pub fn find(&self, place: &Place, state: &AppState, now: Millis) -> Option<Drawn> {
        self.0.find(&place.key, state.db.versions(), now)
    }

    /// Keeps a page made from `relations`, true until `until`.
    pub fn keep(&self, place: &Place, page: &Drawn, relations: Vec<String>, until: Millis, now: Millis) {
        if until > now {
            let holds = Holds { relations: Arc::from(relations), seen: place.seen, until };
            self.0.keep(place.key, page.clone(), holds, page.html.len());
        }
    }

    pub fn clear(&self) {
        self.0.clear();
    }

    pub fn bytes(&self) -> usize {
        self.0.bytes()
    }
}

impl Drawn {
    pub fn new(html: String) -> Self {
        let tag = format!("\"{}\"", hex::encode(&Sha256::digest(html.as_bytes())[..12]));
        Self { html: html.into(), tag: HeaderValue::from_str(&tag).expect("tags are hex") }
    }

    /// The page, or 304 for who has it already.
    pub fn answer(self, asked: &HeaderMap) -> Response {
        if is_known(asked, self.tag.to_str().expect("tags are hex")) {
            return not_modified(self.tag);
        }
        let mut response = html(StatusCode::OK, self.html);
        response.headers_mut().insert(header::ETAG, self.tag);
        response
    }
}

/// Does the asker have the answer with this tag?
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let asked = super::header::text(headers, header::IF_NONE_MATCH).unwrap_or_default();
    asked.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
}

pub fn not_modified(tag: HeaderValue) -> Response {
    (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_tag_is_recognised_weak_or_strong() {
        let known = |value: &'static str| {
            let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(value))]);
            is_known(&headers, "\"abc\"")
        };
        assert!(known("\"abc\""));
        assert!(known("\"x\", W/\"abc\""));
        assert!(!known("\"ab\""));
        assert!(!is_known(&HeaderMap::new(), "\"\""));
    }
}
