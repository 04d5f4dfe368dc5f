//! Signed-in browsers. The cookie holds 256 random bits; the database only their SHA-256.

use crate::clock::Millis;
use crate::db::{DbError, Row, Tx};

/// Without a request for this long the session is over (the salon's own devices).
pub const IDLE_MS: Millis = 12 * 3_600 * 1_000;
/// And after this long in any case.
pub const ABSOLUTE_MS: Millis = 14 * 24 * 3_600 * 1_000;
/// More open sessions than this of one account: the one unused longest ends.
pub const PER_ACCOUNT_MAX: usize = 10;
/// `seen_at` is written at most this often; a write per request would cost a commit per page.
pub const SEEN_STEP_MS: Millis = 5 * 60 * 1_000;
/// How fresh a typed password must be for the acts of security.md's "step-up" row.
pub const CONFIRMED_MS: Millis = 5 * 60 * 1_000;
/// Relation that changes when a session begins or ends.
pub const RELATION: &str = "host_session";

/// An open session.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// For lists and for revoking; it opens nothing.
    pub session_id: String,
    pub account_id: String,
    /// The account's, when the session began; a different one now means that the session is over.
    pub permission_version: i64,
    pub user_agent: String,
    pub ip: String,
    pub created_at: Millis,
    pub seen_at: Millis,
    /// When the password was last typed.
    pub confirmed_at: Millis,
}

impl Session {
    pub fn is_over(&self, now: Millis) -> bool {
        now - self.seen_at > IDLE_MS || now - self.created_at > ABSOLUTE_MS
    }

    pub fn is_confirmed(&self, now: Millis) -> bool {
        now - self.confirmed_at <= CONFIRMED_MS
    }
}

const COLUMNS: &str =
    "session_id, account_id, permission_version, user_agent, ip, created_at, seen_at, confirmed_at";

fn read(row: &Row) -> Session {
    Session {
        session_id: row.text(0).to_owned(),
        account_id: row.text(1).to_owned(),
        permission_version: row.int(2),
        user_agent: row.text(3).to_owned(),
        ip: row.text(4).to_owned(),
        created_at: row.int(5),
        seen_at: row.int(6),
        confirmed_at: row.int(7),
    }
}

/// Opens a session and returns the secret for the cookie. A session that the same browser had before
/// ends (`former`, its secret): the id is never kept across a sign-in.
pub fn open(tx: &mut Tx, begin: &Begin, now: Millis) -> Result<String, DbError> {
    if let Some(former) = &begin.former {
        close(tx, former)?;
    }
    let secret = super::new_secret();
    tx.execute(
        "insert into host_session (session_hash, session_id, account_id, permission_version, user_agent, ip,
           created_at, seen_at, confirmed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            super::fingerprint(&secret).into(),
            uuid::Uuid::now_v7().to_string().into(),
            (&begin.account_id).into(),
            begin.permission_version.into(),
            begin.user_agent.chars().take(200).collect::<String>().into(),
            (&begin.ip).into(),
            now.into(),
            now.into(),
            now.into(),
        ],
    )?;
    let open = list(tx, &begin.account_id, now)?;
    for session in open.iter().skip(PER_ACCOUNT_MAX) {
        revoke(tx, &begin.account_id, &session.session_id)?;
    }
    tx.touch(RELATION);
    Ok(secret)
}

/// What is known when a person signs in.
#[derive(Clone, Debug)]
pub struct Begin {
    pub account_id: String,
    pub permission_version: i64,
    pub user_agent: String,
    pub ip: String,
    pub former: Option<String>,
}

/// The session of a cookie, unless it is over.
pub fn find(tx: &mut Tx, secret: &str, now: Millis) -> Result<Option<Session>, DbError> {
    let sql = format!("select {COLUMNS} from host_session where session_hash = $1");
    let rows = tx.query(&sql, &[super::fingerprint(secret).into()])?;
    Ok(rows.first().map(read).filter(|session| !session.is_over(now)))
}

/// Notes that the session was used.
pub fn seen(tx: &mut Tx, session_id: &str, now: Millis) -> Result<(), DbError> {
    tx.execute(
        "update host_session set seen_at = $2 where session_id = $1",
        &[session_id.into(), now.into()],
    )?;
    Ok(())
}

/// The password was typed again.
pub fn confirmed(tx: &mut Tx, session_id: &str, now: Millis) -> Result<(), DbError> {
    let row = [session_id.into(), now.into()];
    tx.execute("update host_session set confirmed_at = $2, seen_at = $2 where session_id = $1", &row)?;
    tx.touch(RELATION);
    Ok(())
}

/// Open sessions of an account, the last used first.
pub fn list(tx: &mut Tx, account_id: &str, now: Millis) -> Result<Vec<Session>, DbError> {
    let sql = format!(
        "select {COLUMNS} from host_session where account_id = $1 and seen_at >= $2 and created_at >= $3
         order by seen_at desc, session_id desc"
    );
    let rows = tx.query(&sql, &[account_id.into(), (now - IDLE_MS).into(), (now - ABSOLUTE_MS).into()])?;
    Ok(rows.iter().map(read).collect())
}

/// Signs out the browser with this cookie.
pub fn close(tx: &mut Tx, secret: &str) -> Result<(), DbError> {
    tx.execute("delete from host_session where session_hash = $1", &[super::fingerprint(secret).into()])?;
    tx.touch(RELATION);
    Ok(())
}

/// Ends one session of an account; `false` when it has no such session.
pub fn revoke(tx: &mut Tx, account_id: &str, session_id: &str) -> Result<bool, DbError> {
    let row = [account_id.into(), session_id.into()];
    let ended = tx.execute("delete from host_session where account_id = $1 and session_id = $2", &row)?;
    tx.touch(RELATION);
    Ok(ended > 0)
}

/// Removes sessions that are over; returns how many.
pub fn sweep(tx: &mut Tx, now: Millis) -> Result<u64, DbError> {
    let before = [(now - IDLE_MS).into(), (now - ABSOLUTE_MS).into()];
    tx.execute("delete from host_session where seen_at < $1 or created_at < $2", &before)
}
