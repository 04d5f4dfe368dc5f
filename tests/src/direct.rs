//! The database itself, past the program: invariants after a crash, and sabotage that a checker must catch.

use std::collections::BTreeMap;
use std::process::Command;

use crate::salon::Salon;
use crate::wait::until;

impl Salon {
    /// Runs statements with the rights of the database's owner.
    pub fn execute(&self, sql: &str) {
        match self.database() {
            None => self.file().execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}")),
            Some(_) => drop(self.psql(sql)),
        }
    }

    /// The first cell of a query's answer as a number.
    pub fn number(&self, sql: &str) -> i64 {
        match self.database() {
            None => self
                .file()
                .query_row(sql, [], |row| row.get(0))
                .unwrap_or_else(|error| panic!("{sql}: {error}")),
            Some(_) => self.psql(sql).trim().parse().expect("a number"),
        }
    }

    /// The first column of a query's answer.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        if self.database().is_some() {
            return self.psql(sql).lines().map(str::to_owned).collect();
        }
        let file = self.file();
        let mut statement = file.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let rows = statement.query_map([], |row| row.get(0)).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }

    /// How many rows each table has; sessions and counted guesses, which reading leaves behind, are left out.
    pub fn row_counts(&self) -> BTreeMap<String, i64> {
        let tables = match self.database() {
            None => "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
            Some(_) => {
                "select tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
            }
        };
        let kept = |table: &String| {
            !matches!(table.as_str(), "host_session" | "host_guess") && !table.contains("_fts")
        };
        let counts: Vec<String> = self
            .texts(tables)
            .iter()
            .filter(|table| kept(table))
            .map(|table| format!("select '{table} ' || count(*) from {table}"))
            .collect();
        let rows = self.texts(&counts.join(" union all "));
        rows.iter()
            .map(|row| {
                let (table, count) = row.split_once(' ').expect("a table and its count");
                (table.to_owned(), count.parse().expect("a number"))
            })
            .collect()
    }

    /// Runs a planned job of a module now, whatever its hour; `done` counts or dates its runs.
    pub async fn run_now(&self, plugin_id: &str, job: &str, done: &str) {
        let of = format!("plugin_id = '{plugin_id}' and job = '{job}'");
        // The program plans it a moment after its start.
        let planned = format!("select count(*) from host_job where {of}");
        until(async || self.number(&planned), |planned| *planned > 0).await;
        let before = self.number(done);
        self.execute(&format!("update host_job set run_at = 0 where {of}"));
        until(async || self.number(done), |now| *now != before).await;
    }

    /// The night's work of loyalty: what is over ends, freezes that are used up end, invariants are looked at.
    pub async fn loyalty_night(&self) {
        self.run_now("loyalty", "nightly", "select coalesce(max(checked_at), 0) from loyalty_check").await;
    }

    /// SQLite's own word on its file; PostgreSQL checks itself when it recovers.
    pub fn check_integrity(&self) {
        if self.database().is_none() {
            let word: String =
                self.file().query_row("pragma integrity_check", [], |row| row.get(0)).expect("a check");
            assert_eq!(word, "ok");
            let broken: i64 = self
                .file()
                .query_row("select count(*) from pragma_foreign_key_check", [], |row| row.get(0))
                .expect("a check");
            assert_eq!(broken, 0, "foreign keys that lead nowhere");
        }
    }

    fn file(&self) -> rusqlite::Connection {
        let connection = rusqlite::Connection::open(self.data().join("pardoz.db")).expect("the salon's file");
        connection.busy_timeout(std::time::Duration::from_secs(10)).expect("a patience");
        connection
    }

    fn psql(&self, sql: &str) -> String {
        let database = self.database().expect("a PostgreSQL salon");
        let output =
            Command::new("psql").args([database, "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql]).output();
        let output = output.expect("psql runs");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}
