//! The file a plugin ships in: a zip, read entry by entry under limits and never unpacked by path.
//! It is data until an owner approved it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use ring::digest;

use crate::limit;

/// The entries of a bundle, by name.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    files: BTreeMap<String, Vec<u8>>,
}

/// Why a file is no bundle.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    #[error("the file is larger than {} MiB", limit::BUNDLE_BYTES_MAX >> 20)]
    TooLarge,
    #[error("this is not a bundle: {0}")]
    NotZip(String),
    #[error("the bundle has more than {} entries", limit::BUNDLE_ENTRIES_MAX)]
    TooManyEntries,
    #[error("entry `{0}` has a name that bundles may not contain")]
    Name(String),
    #[error("entry `{0}` stands in the bundle twice")]
    Twice(String),
    #[error("entry `{0}` is not a plain file")]
    NotAFile(String),
    #[error("entry `{0}` unpacks to more than is allowed")]
    Bomb(String),
    #[error("`{0}` is missing from the bundle")]
    Missing(&'static str),
    #[error("`{0}` is not UTF-8 text")]
    NotText(String),
}

impl Bundle {
    /// Reads a bundle's bytes under the limits of `security.md` 4.1.
    ///
    /// # Errors
    /// [`BundleError`] names the entry and the rule.
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        if bytes.len() as u64 > limit::BUNDLE_BYTES_MAX {
            return Err(BundleError::TooLarge);
        }
        if !ends_with_its_directory(bytes) {
            return Err(BundleError::NotZip("something stands behind its end".into()));
        }
        let mut zip =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| BundleError::NotZip(e.to_string()))?;
        if zip.len() > limit::BUNDLE_ENTRIES_MAX {
            return Err(BundleError::TooManyEntries);
        }
        let mut files = BTreeMap::new();
        let mut folded = BTreeSet::new();
        let mut total = 0u64;
        for index in 0..zip.len() {
            let entry = zip.by_index(index).map_err(|e| BundleError::NotZip(e.to_string()))?;
            let name = String::from_utf8(entry.name_raw().to_vec())
                .map_err(|_| BundleError::Name(entry.name().to_owned()))?;
            if entry.is_dir() {
                continue;
            }
            if !is_entry_name(&name) {
                return Err(BundleError::Name(name));
            }
            if entry.is_symlink() || !entry.is_file() {
                return Err(BundleError::NotAFile(name));
            }
            if !folded.insert(name.to_ascii_lowercase()) {
                return Err(BundleError::Twice(name));
            }
            // The declared size is a claim; the reader below counts for itself.
            let packed = entry.compressed_size().max(1);
            let allowed = (limit::BUNDLE_UNPACKED_BYTES_MAX - total)
                .min(packed.saturating_mul(limit::BUNDLE_RATIO_MAX) + 4096);
            let mut data = Vec::new();
            entry
                .take(allowed + 1)
                .read_to_end(&mut data)
                .map_err(|e| BundleError::NotZip(format!("{name}: {e}")))?;
            if data.len() as u64 > allowed {
                return Err(BundleError::Bomb(name));
            }
            total += data.len() as u64;
            files.insert(name, data);
        }
        Ok(Self { files })
    }

    /// Adds an entry; used when packing.
    pub fn insert(&mut self, name: &str, data: Vec<u8>) -> Result<(), BundleError> {
        if !is_entry_name(name) {
            return Err(BundleError::Name(name.to_owned()));
        }
        match self.files.insert(name.to_owned(), data) {
            None => Ok(()),
            Some(_) => Err(BundleError::Twice(name.to_owned())),
        }
    }

    /// The bytes of the bundle: the same entries always give the same bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        for (name, data) in &self.files {
            zip.start_file(name.as_str(), options).expect("a checked name");
            zip.write_all(data).expect("memory");
        }
        zip.finish().expect("memory").into_inner()
    }

    /// Leaves an entry out of memory that nobody will ask for again.
    pub fn forget(&mut self, name: &str) {
        self.files.remove(name);
    }

    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// An entry that must be there.
    pub fn require(&self, name: &'static str) -> Result<&[u8], BundleError> {
        self.get(name).ok_or(BundleError::Missing(name))
    }

    /// An entry that must be there and be text.
    pub fn require_text(&self, name: &'static str) -> Result<&str, BundleError> {
        std::str::from_utf8(self.require(name)?).map_err(|_| BundleError::NotText(name.to_owned()))
    }

    /// Entries directly in `folder` with this suffix, by their bare names, as text.
    pub fn texts<'a>(
        &'a self,
        folder: &'a str,
        suffix: &'a str,
    ) -> impl Iterator<Item = Result<(&'a str, &'a str), BundleError>> + 'a {
        self.files.iter().filter_map(move |(name, data)| {
            let bare = name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(suffix)?;
            if bare.contains('/') {
                return None;
            }
            Some(match std::str::from_utf8(data) {
                Ok(text) => Ok((bare, text)),
                Err(_) => Err(BundleError::NotText(name.clone())),
            })
        })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Nothing stands behind the archive, no comment either: other readers might look for another archive there.
fn ends_with_its_directory(bytes: &[u8]) -> bool {
    const END: usize = 22;
    let end = bytes.len().checked_sub(END).map(|at| &bytes[at..]);
    end.is_some_and(|end| end.starts_with(b"PK\x05\x06") && end.ends_with(&[0, 0]))
}

/// SHA-256 of the bytes, in hex. By ring, whose code is fast in a debug build too: a salon that starts looks at each
/// module's bundle several times, and that was a quarter of the start of every test's salon.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex::encode(digest::digest(&digest::SHA256, bytes))
}

fn is_entry_name(name: &str) -> bool {
    let clean = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_./-".contains(c);
    !name.is_empty()
        && name.len() <= 200
        && name.chars().all(clean)
        && !name.starts_with('/')
        && name.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, data) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(data).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_written_is_read_back_and_bytes_are_stable() {
        let mut bundle = Bundle::default();
        bundle.insert("plugin.toml", b"x".to_vec()).unwrap();
        bundle.insert("sql/thing_list.sql", b"select 1".to_vec()).unwrap();
        let bytes = bundle.write();
        assert_eq!(bytes, bundle.write());
        let read = Bundle::read(&bytes).unwrap();
        let texts: Vec<_> = read.texts("sql", ".sql").map(Result::unwrap).collect();
        assert_eq!(texts, [("thing_list", "select 1")]);
    }

    #[test]
    fn names_that_leave_the_bundle_are_refused() {
        for name in
            ["../evil", "/etc/passwd", "a/../b", "C:\\x", "a\\b", "A.toml", "a//b", "x\0y", "sql/ünï.sql"]
        {
            assert!(matches!(Bundle::read(&zip_of(&[(name, b"x")])), Err(BundleError::Name(_))), "{name:?}");
        }
    }

    #[test]
    fn a_zip_bomb_is_refused_before_it_unfolds() {
        let zeros = vec![0u8; 40 << 20];
        let bytes = zip_of(&[("plugin.wasm", &zeros)]);
        assert!(bytes.len() < 100_000, "the bomb must be small to be one");
        assert!(matches!(Bundle::read(&bytes), Err(BundleError::Bomb(_))));
    }

    #[test]
    fn links_garbage_and_oversize_are_refused() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.add_symlink("plugin.toml", "/etc/passwd", zip::write::SimpleFileOptions::default()).unwrap();
        let link = zip.finish().unwrap().into_inner();
        assert!(matches!(Bundle::read(&link), Err(BundleError::NotAFile(_))));
        assert!(matches!(Bundle::read(b"not a zip"), Err(BundleError::NotZip(_))));
        let tail = [zip_of(&[("plugin.toml", b"x")]), b"tail".to_vec()].concat();
        assert!(matches!(Bundle::read(&tail), Err(BundleError::NotZip(_))));
        let many: Vec<(String, &[u8])> =
            (0..=limit::BUNDLE_ENTRIES_MAX).map(|i| (format!("f{i}"), &b""[..])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(n, d)| (n.as_str(), *d)).collect();
        assert!(matches!(Bundle::read(&zip_of(&many)), Err(BundleError::TooManyEntries)));
    }
}
