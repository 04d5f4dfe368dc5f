//! A plugin's rights in the engine.

use super::tx::Session;
use super::{DbError, Grants, Tx, postgres};

/// Tells the engine what a plugin may touch. Call it in the transaction that installs or changes a plugin,
/// and for every active plugin at start. On SQLite there is nothing to do: the authorizer reads the grants.
pub fn apply(tx: &mut Tx, grants: &Grants) -> Result<(), DbError> {
    match tx.session() {
        Session::Postgres(session) => {
            let database = session.database();
            postgres::role::apply(tx, database, grants)
        }
        Session::Hollow | Session::Sqlite(_) => Ok(()),
    }
}
