//! The password once more, before what cannot be taken back lightly: installing, replacing, granting, entering secrets
//! (security.md 4.1). A sign-in or a confirmation counts for a few minutes.

use super::AppState;
use super::problem::Problem;
use super::rate::Dear;
use super::session::Visitor;
use crate::auth::{account, session};
use crate::db::{DbError, Tx};

/// The field of a form that asks for it; `_confirm.html` draws it.
pub const FIELD: &str = "password_now";

/// Must this form ask for the password?
pub fn is_needed(visitor: &Visitor) -> bool {
    !visitor.session.as_ref().is_some_and(|session| session.is_confirmed(visitor.now))
}

/// Lets somebody pass who typed the password lately, or types it now. A token never passes: no person is there.
pub async fn pass(state: &AppState, visitor: &Visitor, typed: &str) -> Result<(), Problem> {
    let (principal, _) = visitor.person()?;
    if !is_needed(visitor) {
        return Ok(());
    }
    if typed.is_empty() {
        return Err(Problem::field(FIELD, "host-error-confirm"));
    }
    state.rates.take(Dear::SignIn, &principal.login, visitor.now).map_err(Problem::too_often)?;
    let id = principal.person_id.clone();
    let stored = state.read(move |tx| account::password_hash(tx, &id)).await?;
    if !state.passwords.verify(stored, typed.to_owned()).await? {
        return Err(Problem::field(FIELD, "host-error-password-wrong"));
    }
    let now = visitor.now;
    let Some(session_id) = visitor.session.as_ref().map(|session| session.session_id.clone()) else {
        return Ok(());
    };
    let note = move |tx: &mut Tx| session::confirmed(tx, &session_id, now);
    state.write(note).await.map_err(|e: DbError| e.into())
}
