//! What people do at the host's own pages leaves an audit row in the same transaction, as modules' commands do.

use serde_json::Value as Json;

use super::AppState;
use super::session::Visitor;
use crate::db::audit::{self, Entry};
use crate::db::{DbError, Retry, Tx};

impl AppState {
    /// [`Self::write`], and a row that says who did it, in which request and to whom or what.
    /// `about` holds ids and choices: no secrets, no contact data.
    pub async fn record<T, E>(
        &self,
        visitor: &Visitor,
        action: &str,
        about: Json,
        mut work: impl FnMut(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Retry + Send + 'static,
    {
        let entry = Entry {
            audit_id: uuid::Uuid::now_v7().to_string(),
            at: visitor.now,
            actor: actor(visitor, &about),
            plugin: "host".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            action: action.to_owned(),
            input: about.to_string(),
            request: visitor.request_id.to_string(),
            ..Entry::default()
        };
        let work = move |tx: &mut Tx| {
            let done = work(tx)?;
            audit::append(tx, &entry)?;
            Ok(done)
        };
        self.write(work).await
    }
}

/// Who signs in is nobody yet: then the account it is about.
fn actor(visitor: &Visitor, about: &Json) -> String {
    match &visitor.principal {
        Some(principal) => format!("{}:{}", principal.login, principal.person_id),
        None => format!(":{}", about["account_id"].as_str().unwrap_or_default()),
    }
}
