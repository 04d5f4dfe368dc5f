//! Which templates were parsed by an earlier start. Parsing all of them is most of a start, and everything that is
//! installed was parsed when it came: what is new or was changed meanwhile is tried again.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

/// The first line of the file. Another release may read templates otherwise.
const HEAD: &str = concat!("pardoz ", env!("CARGO_PKG_VERSION"));

pub(super) struct Proven {
    file: Option<PathBuf>,
    prints: Mutex<BTreeSet<u64>>,
}

impl Proven {
    /// A file that is missing or says something else proves nothing.
    pub fn read(file: Option<PathBuf>) -> Self {
        let text = file.as_deref().and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        let noted = text.strip_prefix(HEAD).unwrap_or_default();
        let prints =
            noted.split_whitespace().filter_map(|print| u64::from_str_radix(print, 16).ok()).collect();
        Self { file, prints: Mutex::new(prints) }
    }

    pub fn prints(&self) -> BTreeSet<u64> {
        self.prints.lock().expect("no panic while prints are noted").clone()
    }

    /// These and no others are in use now.
    pub fn note(&self, prints: BTreeSet<u64>) {
        let mut known = self.prints.lock().expect("no panic while prints are noted");
        if *known == prints {
            return;
        }
        if let Some(file) = &self.file {
            let lines = prints.iter().map(|print| format!("\n{print:016x}"));
            // Without the file the next start is slower, and nothing else.
            if let Err(error) = std::fs::write(file, HEAD.to_owned() + &lines.collect::<String>()) {
                tracing::warn!(%error, "could not note which templates are sound");
            }
        }
        *known = prints;
    }
}
