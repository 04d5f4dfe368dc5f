//! Secrets that the owner entered for a module: an SMS key, the password of a payment system. They lie sealed in the
//! database, under a key that lies outside it, so a stolen copy of the database or a backup holds none of them. The
//! host alone opens them, at the moment a request leaves or a signature is checked; no plugin ever reads one.

use std::collections::{BTreeMap, BTreeSet};

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;

use crate::clock::Millis;
use crate::db::{DbError, Tx, Value};

/// Relation that changes when a secret is set or removed.
pub const RELATION: &str = "host_secret";

/// Seals and opens. Its key is derived from the installation's own.
#[derive(Clone)]
pub struct Seal {
    key: LessSafeKey,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

/// Secrets of one plugin by name, opened.
pub type Secrets = BTreeMap<String, String>;

impl Seal {
    /// `host_key`: what lies in `host.key`.
    pub fn new(host_key: &[u8; 32]) -> Self {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"pardoz");
        let derived = salt.extract(host_key);
        let derived = derived.expand(&[b"secrets of modules, 1"], &CHACHA20_POLY1305);
        let key = UnboundKey::from(derived.expect("the length is the cipher's"));
        Self { key: LessSafeKey::new(key) }
    }

    /// A nonce, then the sealed value. `place` binds it to its row: a value moved to another one does not open.
    fn seal(&self, place: &str, value: &str) -> Result<Vec<u8>, DbError> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|e| DbError::engine("get random numbers", e.to_string()))?;
        let mut sealed = value.as_bytes().to_vec();
        let (aad, unique) = (Aad::from(place.as_bytes()), Nonce::assume_unique_for_key(nonce));
        self.key
            .seal_in_place_append_tag(unique, aad, &mut sealed)
            .map_err(|_| DbError::engine("seal a secret", "it is too long"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    fn open(&self, place: &str, sealed: &[u8]) -> Option<String> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut value = sealed.to_vec();
        let value = self.key.open_in_place(nonce, Aad::from(place.as_bytes()), &mut value).ok()?;
        String::from_utf8(value.to_vec()).ok()
    }

    /// Keeps a secret, in place of an earlier one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn store(
        &self,
        tx: &mut Tx,
        plugin: &str,
        name: &str,
        value: &str,
        now: Millis,
    ) -> Result<(), DbError> {
        let sealed = self.seal(&format!("{plugin}/{name}"), value)?;
        tx.execute(
            "insert into host_secret (plugin_id, name, sealed, updated_at) values ($1, $2, $3, $4) \
             on conflict (plugin_id, name) do update set sealed = excluded.sealed, updated_at = excluded.updated_at",
            &[plugin.into(), name.into(), Value::Blob(sealed), now.into()],
        )?;
        tx.touch(RELATION);
        Ok(())
    }

    /// All secrets of a plugin. One that does not open (the installation's key is another) counts as not entered.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn load(&self, tx: &mut Tx, plugin: &str) -> Result<Secrets, DbError> {
        let rows = tx.query("select name, sealed from host_secret where plugin_id = $1", &[plugin.into()])?;
        let mut secrets = Secrets::new();
        for row in rows {
            let name = row.text(0);
            match self.open(&format!("{plugin}/{name}"), row.blob(1)) {
                Some(value) => drop(secrets.insert(name.to_owned(), value)),
                None => tracing::warn!(
                    plugin.id = plugin,
                    secret = name,
                    "a secret was sealed by another installation; it must be entered again"
                ),
            }
        }
        Ok(secrets)
    }
}

/// Forgets a secret.
///
/// # Errors
/// When the database cannot be written.
pub fn remove(tx: &mut Tx, plugin: &str, name: &str) -> Result<(), DbError> {
    tx.execute("delete from host_secret where plugin_id = $1 and name = $2", &[plugin.into(), name.into()])?;
    tx.touch(RELATION);
    Ok(())
}

/// Which secrets of a plugin are entered.
///
/// # Errors
/// When the database cannot be read.
pub fn names(tx: &mut Tx, plugin: &str) -> Result<BTreeSet<String>, DbError> {
    let rows = tx.query("select name from host_secret where plugin_id = $1", &[plugin.into()])?;
    Ok(rows.iter().map(|row| row.text(0).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_only_in_its_place_and_with_its_key() {
        let seal = Seal::new(&[7; 32]);
        let sealed = seal.seal("sms/key", "s3cr3t").unwrap();
        assert!(!sealed.windows(6).any(|w| w == b"s3cr3t"));
        assert_eq!(seal.open("sms/key", &sealed).as_deref(), Some("s3cr3t"));
        assert_eq!(seal.open("other/key", &sealed), None);
        assert_eq!(Seal::new(&[8; 32]).open("sms/key", &sealed), None);
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(seal.open("sms/key", &changed), None);
        assert_ne!(sealed, seal.seal("sms/key", "s3cr3t").unwrap(), "the same secret never looks the same");
    }
}
