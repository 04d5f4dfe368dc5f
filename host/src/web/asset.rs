//! Files of the theme and pictures of modules, at addresses that change with their content.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use super::AppState;
use super::problem::Problem;

/// A year: another content has another address.
const FOREVER: &str = "public, max-age=31536000, immutable";

pub async fn serve(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let generation = state.plugins.current();
    let asset = generation.look.assets.get(uri.path()).ok_or_else(Problem::not_found)?;
    let accepts = super::header::text(&headers, header::ACCEPT_ENCODING).unwrap_or_default();
    let accepts_gzip = accepts.split(',').any(|one| one.trim().split(';').next() == Some("gzip"));
    let mut answer = match (&asset.gzip, accepts_gzip) {
        (Some(packed), true) => {
            let mut answer = packed.to_vec().into_response();
            answer.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            answer
        }
        _ => asset.bytes.to_vec().into_response(),
    };
    let fixed = answer.headers_mut();
    fixed.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    fixed.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOREVER));
    fixed.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    // A picture opened by itself runs nothing, whatever it holds.
    if asset.content_type.starts_with("image/") {
        let sandbox = HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");
        fixed.insert(header::CONTENT_SECURITY_POLICY, sandbox);
    }
    Ok(answer)
}

/// `GET /favicon.ico`: what browsers, readers of links and old bookmarks ask for without being told. The theme's icon has
/// an address that changes with its content, so they are sent there, and ask again tomorrow.
pub async fn favicon(State(state): State<AppState>) -> Response {
    let generation = state.plugins.current();
    match generation.look.assets.address("img/mark.svg") {
        Some(address) => {
            let fields = [(header::LOCATION, address), (header::CACHE_CONTROL, "public, max-age=86400")];
            (StatusCode::FOUND, fields).into_response()
        }
        // A theme without an icon.
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

/// Themes the owner can choose from: folders with a theme.toml.
pub fn themes(state: &AppState) -> Vec<String> {
    let folders = state.config.themes.as_ref().and_then(|path| std::fs::read_dir(path).ok());
    let mut names: Vec<String> = folders
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("theme.toml").exists())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    if names.is_empty() {
        names.push("default".to_owned());
    }
    names.sort();
    names
}
