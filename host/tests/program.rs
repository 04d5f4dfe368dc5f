//! The program as a shell sees it. (Being here also makes `cargo test` build it: the scenarios in tests/ run it.)

use std::process::{Command, Output};

fn pardoz(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_pardoz"));
    command.arg("--data").arg(folder.path().join("data")).args(arguments);
    command.output().expect("the program starts")
}

#[test]
fn help_names_every_command_and_where_settings_come_from() {
    let help = pardoz(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    let text = String::from_utf8(help.stdout).expect("text");
    let commands =
        ["serve", "setup", "demo", "plugin", "import", "token", "backup", "restore", "audit", "doctor"];
    for word in commands.iter().chain(&["--listen", "--database", "--data", "PARDOZ_DATA", "PARDOZ_LISTEN"]) {
        assert!(text.contains(word), "--help does not say {word}");
    }
}

#[test]
fn wrong_usage_is_2_and_a_failure_is_1_with_a_reason() {
    for wrong in [&["fly"][..], &["import"], &["setup", "--locale", "de"], &["--listen", "nowhere"]] {
        assert_eq!(pardoz(wrong).status.code(), Some(2), "{wrong:?}");
    }
    let failed = pardoz(&["token", "create", "--login", "nobody", "--name", "x"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(!failed.stderr.is_empty(), "a failure says why");
}
