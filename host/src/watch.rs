//! "This folder changed": the one place that knows `notify`.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};

/// An editor writes a file in several steps; one saving is one change.
const QUIET: Duration = Duration::from_millis(120);

/// Watches until dropped.
pub struct Watch {
    _watcher: notify::RecommendedWatcher,
}

/// Calls `changed` on a thread of its own after something below `folder` was written, made or removed. What a
/// compiler writes into `target` is no change: `changed` may be a build.
pub fn folder(folder: &Path, changed: impl Fn() + Send + 'static) -> Result<Watch, notify::Error> {
    let (sender, receiver) = mpsc::channel();
    let products = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()).join("target");
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_source = |path: &std::path::PathBuf| !path.starts_with(&products);
        let is_change = event.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(is_source));
        if is_change {
            // The receiver is gone only when the watch is being dropped.
            let _ = sender.send(());
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    let thread = std::thread::Builder::new().name("watch".into());
    thread
        .spawn(move || {
            while receiver.recv().is_ok() {
                while receiver.recv_timeout(QUIET).is_ok() {}
                changed();
            }
        })
        .map_err(notify::Error::io)?;
    Ok(Watch { _watcher: watcher })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_written_file_is_one_change() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, receiver) = mpsc::channel();
        let watch = super::folder(folder.path(), move || sender.send(()).unwrap()).unwrap();
        std::fs::write(folder.path().join("a.html"), "1").unwrap();
        std::fs::write(folder.path().join("a.html"), "2").unwrap();
        receiver.recv_timeout(Duration::from_secs(10)).expect("the change is told");
        assert!(receiver.recv_timeout(QUIET * 3).is_err(), "and told once");
        std::fs::create_dir(folder.path().join("target")).unwrap();
        std::fs::write(folder.path().join("target/a.rlib"), "1").unwrap();
        assert!(receiver.recv_timeout(QUIET * 3).is_err(), "what a compiler writes is no change");
        drop(watch);
    }
}
