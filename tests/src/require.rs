//! What this machine has. A missing program skips a test aloud; `PARDOZ_TEST_REQUIRE=all` makes it a failure.

use std::path::PathBuf;

/// Says that a scenario did not run, or fails where nothing may be skipped.
///
/// # Panics
/// When `PARDOZ_TEST_REQUIRE` is `all`: `.ci/run` sets it, so that a green run means that everything ran.
pub fn skip(what: &str, why: &str) {
    assert!(std::env::var("PARDOZ_TEST_REQUIRE").as_deref() != Ok("all"), "{what} must run here, but {why}");
    // Past the test harness, which keeps a passing test's output to itself.
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "SKIPPED {what}: {why}");
}

/// A program of this name in `PATH` or in one of `folders`.
pub fn program(name: &str, folders: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::env::split_paths(&path).chain(folders.iter().map(PathBuf::from));
    all.map(|folder| folder.join(name)).find(|file| file.is_file())
}
