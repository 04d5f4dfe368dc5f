//! Bearer tokens of scripts: `Authorization: Bearer pdz_…`, with the rights of their account.

use crate::clock::Millis;
use crate::db::{DbError, Tx};

/// Starts every token, so that a leaked one is recognised by scanners and people.
pub const PREFIX: &str = "pdz_";
/// Relation that changes when a token is made or revoked.
pub const RELATION: &str = "host_token";

/// A token as its owner sees it; the secret is shown once, when it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub token_id: String,
    pub account_id: String,
    pub name: String,
    pub created_at: Millis,
}

/// Makes a token and returns it; only its SHA-256 is kept.
pub fn create(tx: &mut Tx, account_id: &str, name: &str, now: Millis) -> Result<String, DbError> {
    let secret = format!("{PREFIX}{}", super::new_secret());
    tx.execute(
        "insert into host_token (token_id, token_hash, account_id, name, created_at) values ($1, $2, $3, $4, $5)",
        &[
            uuid::Uuid::now_v7().to_string().into(),
            super::fingerprint(&secret).into(),
            account_id.into(),
            name.trim().into(),
            now.into(),
        ],
    )?;
    tx.touch(RELATION);
    Ok(secret)
}

/// The account a token speaks for, unless it was revoked.
pub fn find(tx: &mut Tx, secret: &str) -> Result<Option<Token>, DbError> {
    if !secret.starts_with(PREFIX) {
        return Ok(None);
    }
    let rows = tx.query(
        "select token_id, account_id, name, created_at from host_token
         where token_hash = $1 and revoked_at is null",
        &[super::fingerprint(secret).into()],
    )?;
    Ok(rows.first().map(read))
}

pub fn list(tx: &mut Tx, account_id: &str) -> Result<Vec<Token>, DbError> {
    let rows = tx.query(
        "select token_id, account_id, name, created_at from host_token
         where account_id = $1 and revoked_at is null order by created_at desc, token_id",
        &[account_id.into()],
    )?;
    Ok(rows.iter().map(read).collect())
}

/// Ends a token; `false` when the account has no such token.
pub fn revoke(tx: &mut Tx, account_id: &str, token_id: &str, now: Millis) -> Result<bool, DbError> {
    let ended = tx.execute(
        "update host_token set revoked_at = $3 where account_id = $1 and token_id = $2 and revoked_at is null",
        &[account_id.into(), token_id.into(), now.into()],
    )?;
    tx.touch(RELATION);
    Ok(ended > 0)
}

fn read(row: &crate::db::Row) -> Token {
    Token {
        token_id: row.text(0).to_owned(),
        account_id: row.text(1).to_owned(),
        name: row.text(2).to_owned(),
        created_at: row.int(3),
    }
}
