//! Failed sign-ins, counted in the database so that every node sees them (security.md 4.1).
//!
//! After five failures the next attempt waits, and the wait doubles up to 15 minutes. A stranger can
//! slow an account down but never lock it for good: the count is forgotten after a quiet day.

use crate::clock::Millis;
use crate::db::{DbError, Tx};

const FREE_FAILURES: i64 = 5;
const DELAY_FIRST_MS: Millis = 5_000;
const DELAY_MAX_MS: Millis = 15 * 60 * 1_000;
const FORGOTTEN_AFTER_MS: Millis = 24 * 3_600 * 1_000;

/// Counters of one attempt: the account as typed, and the network it came from.
pub fn keys(login: &str, network: &str) -> [String; 2] {
    // Logins are personal; the table needs only to recognise them again.
    [format!("login:{}", super::fingerprint(&super::account::fold(login))), format!("net:{network}")]
}

/// A network may fail more often than one account: behind one address sits a whole salon.
fn free_failures(key: &str) -> i64 {
    if key.starts_with("net:") { FREE_FAILURES * 10 } else { FREE_FAILURES }
}

/// Until when the next attempt must wait; `None` = it may be tried now.
pub fn blocked_until(tx: &mut Tx, keys: &[String], now: Millis) -> Result<Option<Millis>, DbError> {
    let mut until = None;
    for key in keys {
        let rows = tx.query("select blocked_until from host_guess where guess_key = $1", &[key.into()])?;
        until = until.max(rows.first().map(|row| row.int(0)).filter(|at| *at > now));
    }
    Ok(until)
}

/// Counts one failure. Call it in a transaction of its own that commits whatever becomes of the attempt.
pub fn count(tx: &mut Tx, keys: &[String], now: Millis) -> Result<(), DbError> {
    for key in keys {
        let rows =
            tx.query("select failures, updated_at from host_guess where guess_key = $1", &[key.into()])?;
        let fresh = |at: Millis| now - at < FORGOTTEN_AFTER_MS;
        let before = rows.first().filter(|row| fresh(row.int(1))).map_or(0, |row| row.int(0));
        let failures = before + 1;
        let until = now + delay_ms(failures - free_failures(key));
        tx.execute(
            "insert into host_guess (guess_key, failures, blocked_until, updated_at) values ($1, $2, $3, $4)
             on conflict (guess_key) do update set failures = excluded.failures,
               blocked_until = excluded.blocked_until, updated_at = excluded.updated_at",
            &[key.into(), failures.into(), until.into(), now.into()],
        )?;
    }
    Ok(())
}

/// A right password clears the account's count, not the network's.
pub fn forget(tx: &mut Tx, keys: &[String]) -> Result<(), DbError> {
    for key in keys.iter().filter(|key| key.starts_with("login:")) {
        tx.execute("delete from host_guess where guess_key = $1", &[key.into()])?;
    }
    Ok(())
}

/// Removes counts nobody will ask for again; returns how many.
pub fn sweep(tx: &mut Tx, now: Millis) -> Result<u64, DbError> {
    tx.execute("delete from host_guess where updated_at < $1", &[(now - FORGOTTEN_AFTER_MS).into()])
}

fn delay_ms(over: i64) -> Millis {
    if over < 0 { 0 } else { DELAY_FIRST_MS.saturating_mul(1 << over.min(20)).min(DELAY_MAX_MS) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_starts_at_the_fifth_failure_and_doubles_to_fifteen_minutes() {
        let delays: Vec<_> = (1..=14).map(|failures| delay_ms(failures - FREE_FAILURES) / 1_000).collect();
        assert_eq!(delays, [0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
        assert_eq!(delay_ms(i64::MAX), DELAY_MAX_MS);
    }

    #[test]
    fn a_login_is_recognised_in_any_case_but_not_readable() {
        assert_eq!(keys(" Nargiza", "10.0.0.0/24"), keys("nargiza ", "10.0.0.0/24"));
        assert!(!keys("nargiza", "x")[0].contains("nargiza"));
    }
}
