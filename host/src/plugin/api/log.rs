//! `log`: bounded lines in the host's log, under the plugin's name.

use super::super::bindings::pardoz::plugin::log::{Host, Level};
use super::CallState;
use crate::limit;

impl Host for CallState {
    fn write(&mut self, level: Level, message: String, fields: String) -> wasmtime::Result<()> {
        self.enter()?;
        self.root.logs += 1;
        if self.root.logs > limit::CALL_LOGS_MAX {
            return Ok(());
        }
        let message = cut(&message);
        let fields = cut(&fields);
        let id = self.plugin.id();
        match level {
            Level::Debug => tracing::debug!(plugin.id = id, fields, "{message}"),
            Level::Info => tracing::info!(plugin.id = id, fields, "{message}"),
            Level::Warn => tracing::warn!(plugin.id = id, fields, "{message}"),
            Level::Error => tracing::error!(plugin.id = id, fields, "{message}"),
        }
        Ok(())
    }
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(limit::LOG_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
