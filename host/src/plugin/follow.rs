//! Other processes change what is on, too: `pardoz plugin disable` beside a serving process. Their commits are heard
//! (`db/sqlite/writer.rs`, `db/postgres/control.rs`); here the serving process reads again what they may have changed.

use std::future::Future;
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;

use super::install::{self, State};
use super::{InstallError, Plugins, soon};
use crate::db::DbError;

/// What a generation is made from; `*` = somebody did not say what they changed.
const SOURCES: [&str; 3] = ["*", "host_plugin", "host_setting"];

/// The wait before another look, where one failed: a switch that was heard must not get lost.
const AGAIN: Duration = Duration::from_secs(1);

impl Plugins {
    /// Keeps the generation true to the database until `stop`.
    pub async fn follow(&self, stop: impl Future<Output = ()>) {
        let mut changes = self.inner.db.versions().subscribe();
        tokio::pin!(stop);
        // What was committed between reading the first generation and listening.
        let mut behind = self.catch_up().await;
        loop {
            let heard = async {
                match behind {
                    true => tokio::time::sleep(AGAIN).await,
                    false => loop {
                        match changes.recv().await {
                            Ok(names) if !names.iter().any(|name| SOURCES.contains(&name.as_str())) => {}
                            Err(RecvError::Closed) => std::future::pending().await,
                            // Having missed some is as good as `*`.
                            Ok(_) | Err(RecvError::Lagged(_)) => break,
                        }
                    },
                }
            };
            tokio::select! {
                () = &mut stop => return,
                () = heard => {}
            }
            behind = self.catch_up().await;
        }
    }

    /// True when the database could not be asked.
    async fn catch_up(&self) -> bool {
        let caught_up = self.reload_changed().await;
        if let Err(e) = &caught_up {
            tracing::error!(error = %super::api::chain(e), "could not see which modules are on");
        }
        caught_up.is_err()
    }

    /// Reloads if the rows are not those that the generation was made from: our own changes are in it already.
    async fn reload_changed(&self) -> Result<(), InstallError> {
        let _one_at_a_time = self.inner.changing.lock().await;
        let known = self.current();
        let read = |tx: &mut crate::db::Tx| Ok::<_, DbError>((install::salon(tx)?, install::states(tx)?));
        let (salon, rows) = self.inner.db.read(soon(), read).await?;
        if known.rows == rows && known.salon == salon {
            return Ok(());
        }
        for row in resumed(&known.rows, &rows) {
            self.inner.circuit.resume(row);
        }
        tracing::info!("another process changed what is on");
        self.reload_locked().await
    }
}

/// Modules that somebody switched on again after they had been paused, or gave new code.
fn resumed<'a>(before: &'a [State], after: &'a [State]) -> impl Iterator<Item = &'a str> {
    after.iter().filter(|row| row.state == "active").filter_map(|row| {
        let old = before.iter().find(|old| old.plugin == row.plugin)?;
        let anew = old.state != "active" || old.sha256 != row.sha256;
        anew.then_some(row.plugin.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_that_was_paused_goes_on_when_another_process_switches_it_on() {
        let row = |plugin: &str, state: &str, sha256: &str| State {
            plugin: plugin.into(),
            state: state.into(),
            sha256: sha256.into(),
            ..State::default()
        };
        let before = [row("a", "quarantined", "1"), row("b", "active", "1"), row("c", "active", "1")];
        let after = [row("a", "active", "1"), row("b", "active", "1"), row("c", "active", "2")];
        assert_eq!(resumed(&before, &after).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(resumed(&after, &before).collect::<Vec<_>>(), ["c"], "a pause is no resumption");
    }
}
