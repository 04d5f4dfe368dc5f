//! Static files: their addresses with the content's hash, types, and gzip forms made once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::folder::Files;
use super::{PluginFiles, ThemeError};

/// One static file, ready to be answered.
#[derive(Clone, Debug)]
pub struct Asset {
    pub bytes: Arc<[u8]>,
    /// The gzip form, where it is smaller.
    pub gzip: Option<Arc<[u8]>>,
    pub content_type: &'static str,
}

/// All static files by address. An address holds a hash of the whole set it belongs to, so that style sheets
/// and modules can name their neighbours relatively, and every answer may be kept for a year.
#[derive(Default)]
pub struct Assets {
    by_address: BTreeMap<String, Asset>,
    addresses: BTreeMap<String, String>,
    icons: BTreeSet<String>,
}

impl Assets {
    /// What `former` has packed already is taken from there.
    pub(super) fn build(
        files: &Files,
        plugins: &[PluginFiles],
        former: Option<&Assets>,
    ) -> Result<Assets, ThemeError> {
        let mut statics: BTreeMap<String, Vec<u8>> = files.statics.clone();
        // The listed sheets come in their order; others (a module's screen, a salon's own) follow by name.
        let others = statics.keys().filter(|name| name.ends_with(".css") && name.starts_with("css/"));
        let others: Vec<String> = others.filter(|name| !files.css.contains(name)).cloned().collect();
        let mut sheet = Vec::new();
        for name in files.css.iter().chain(&others) {
            let Some(part) = statics.remove(name) else {
                let source = std::io::Error::from(std::io::ErrorKind::NotFound);
                return Err(ThemeError::Read { path: name.into(), source });
            };
            sheet.extend_from_slice(&part);
            sheet.push(b'\n');
        }
        statics.insert("css/app.css".into(), minified(&sheet));
        let icons = statics.get("icons.svg").map(|sprite| icon_names(sprite)).unwrap_or_default();
        let mut assets = Assets { by_address: BTreeMap::new(), addresses: BTreeMap::new(), icons };
        assets.add("", statics, former);
        for plugin in plugins {
            let pictures = plugin.static_files.iter().cloned().collect();
            assets.add(&format!("plugins/{}/", plugin.plugin), pictures, former);
        }
        Ok(assets)
    }

    /// Adds one set of files under one hash.
    fn add(&mut self, prefix: &str, files: BTreeMap<String, Vec<u8>>, former: Option<&Assets>) {
        let mut hash = Sha256::new();
        for (name, bytes) in &files {
            hash.update(name.as_bytes());
            hash.update([0]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        let hash = hex::encode(&hash.finalize()[..8]);
        for (name, bytes) in files {
            let Some(content_type) = content_type(&name) else { continue };
            let address = format!("/assets/{prefix}{hash}/{name}");
            self.addresses.insert(format!("{prefix}{name}"), address.clone());
            // The address tells the content.
            let known = former.and_then(|former| former.get(&address)).cloned();
            let asset = known.unwrap_or_else(|| {
                let packed = is_text(content_type).then(|| gzip(&bytes));
                let gzip = packed.filter(|packed| packed.len() < bytes.len()).map(Into::into);
                Asset { bytes: bytes.into(), gzip, content_type }
            });
            self.by_address.insert(address, asset);
        }
    }

    /// The file at an address (`/assets/<hash>/css/app.css`).
    pub fn get(&self, address: &str) -> Option<&Asset> {
        self.by_address.get(address)
    }

    /// The address of a file by its path (`css/app.css`).
    pub fn address(&self, path: &str) -> Option<&str> {
        self.addresses.get(path).map(String::as_str)
    }

    pub(super) fn addresses(&self) -> BTreeMap<String, String> {
        self.addresses.clone()
    }

    pub(super) fn icons(&self) -> BTreeSet<String> {
        self.icons.clone()
    }
}

/// A style sheet without comments and idle white space; what is inside quotes stays.
fn minified(sheet: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(sheet.len());
    let mut at = 0;
    while let Some(byte) = sheet.get(at).copied() {
        if sheet[at..].starts_with(b"/*") {
            at =
                sheet[at..].windows(2).position(|pair| pair == b"*/").map_or(sheet.len(), |end| at + end + 2);
        } else if matches!(byte, b'"' | b'\'') {
            let end = sheet[at + 1..].iter().position(|b| *b == byte).map_or(sheet.len(), |end| at + end + 2);
            out.extend_from_slice(&sheet[at..end]);
            at = end;
        } else if byte.is_ascii_whitespace() {
            // After these a space says nothing; before `:` it is a descendant, so that one stays.
            if !matches!(out.last(), None | Some(b' ' | b'{' | b'}' | b';' | b',' | b':')) {
                out.push(b' ');
            }
            at += 1;
        } else {
            if matches!(byte, b'{' | b'}' | b';') && out.last() == Some(&b' ') {
                out.pop();
            }
            out.push(byte);
            at += 1;
        }
    }
    out
}

/// Names of the sprite's symbols.
fn icon_names(sprite: &[u8]) -> BTreeSet<String> {
    let sprite = String::from_utf8_lossy(sprite);
    sprite
        .split("<symbol id=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_string()))
        .collect()
}

/// By suffix; what is not listed here is not served.
fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

fn is_text(content_type: &str) -> bool {
    content_type.starts_with("text/") || content_type.contains("svg") || content_type.contains("json")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::best());
    encoder.write_all(bytes).expect("writing into memory does not fail");
    encoder.finish().expect("writing into memory does not fail")
}
