//! `cargo xtask …`: chores of the repository.

use std::process::{Command, ExitCode};

const HELP: &str =
    "cargo xtask bench [--quick] [--growth]   build as for release and print the table of figures";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("bench") => bench(arguments.collect()),
        _ => {
            eprintln!("{HELP}");
            ExitCode::FAILURE
        }
    }
}

/// Builds the program and the measurements in the profile `bench`, then measures.
fn bench(arguments: Vec<String>) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--profile", "bench", "-p", "pardoz", "-p", "pardoz-bench"])
        .status();
    if !built.is_ok_and(|status| status.success()) {
        return ExitCode::FAILURE;
    }
    // Beside this program's own folder: target/debug/xtask, target/release/pardoz-bench.
    let own = std::env::current_exe().expect("a program has a path");
    let target = own.ancestors().nth(2).expect("a program of cargo's lies in target/<profile>");
    let measured = Command::new(target.join("release/pardoz-bench")).args(arguments).status();
    if measured.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
