//! A simulator as a process: an order is a line, and so is its report.

use std::process::Stdio;

use serde_json::{Value as Json, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

pub struct Provider {
    _process: Child,
    orders: ChildStdin,
    reports: Lines<BufReader<ChildStdout>>,
}

impl Provider {
    pub fn start(program: &str, words: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("the simulator starts");
        let orders = process.stdin.take().expect("its input");
        let reports = BufReader::new(process.stdout.take().expect("its output")).lines();
        Self { _process: process, orders, reports }
    }

    /// The whole report.
    pub async fn report(&mut self, order: Json) -> Json {
        self.orders.write_all(format!("{order}\n").as_bytes()).await.expect("it reads");
        self.orders.flush().await.expect("it reads");
        let line = self.reports.next_line().await.expect("it answers").expect("it lives");
        serde_json::from_str(&line).expect("a report is JSON")
    }

    /// `what` with these habits; every answer.
    pub async fn all(&mut self, what: &str, order: Json) -> Vec<Json> {
        let report = self.report(with(what, order)).await;
        report["answers"].as_array().expect("answers").clone()
    }

    /// The one answer, whose repeats must all be the same.
    pub async fn one(&mut self, what: &str, order: Json) -> Json {
        let mut answers = self.all(what, order).await;
        let first = answers.pop().expect("an answer");
        let others: Vec<&Json> = answers.iter().filter(|other| **other != first).collect();
        assert!(others.is_empty(), "{what}: a repeat was answered otherwise: {first} and {others:?}");
        first
    }
}

pub fn with(what: &str, mut order: Json) -> Json {
    order["do"] = json!(what);
    order
}
