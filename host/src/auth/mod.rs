//! Who acts ([`Principal`]), and what they may do.

pub mod account; // people who sign in
pub mod guess; // failed sign-ins, counted; delays
pub mod password; // Argon2id, and which passwords are accepted
pub mod permission; // roles and what each may do
pub mod session; // signed-in browsers
pub mod token; // bearer tokens of scripts

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use serde::{Deserialize, Serialize};

/// How far a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Only what concerns the person themself.
    Own,
    /// The branches the person works in.
    Branch,
    /// The whole salon.
    Salon,
}

/// What kind of actor a call runs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PrincipalKind {
    /// A signed-in person.
    Person,
    /// A person's API token.
    Token,
    /// A client with a link, or a visitor of the public pages.
    Client,
    /// A plugin in the background, or the host itself (setup, import from the command line).
    Plugin,
}

/// Who acts: built once per request from a session, a token or a background task.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Principal {
    pub kind: PrincipalKind,
    /// Account id (UUIDv7); empty for clients and background work.
    pub person_id: String,
    pub login: String,
    pub display_name: String,
    /// BCP 47: `uz`, `ru` or `en`.
    pub locale: String,
    pub roles: Vec<String>,
    /// Branches the person works in; `None` = all.
    pub branch_ids: Option<Vec<String>>,
    /// Permission id → how far it reaches. Absent = not allowed.
    pub permissions: BTreeMap<String, Scope>,
    #[serde(skip)]
    print: Print,
}

/// SHA-256 of everything above, worked out when it is first asked for: nothing changes a principal.
type Print = OnceLock<[u8; 32]>;

impl Principal {
    /// A plugin (or the host, with id `host`) acting in the background: every permission, salon-wide.
    /// Its grants, not these, decide what it can touch.
    pub fn background(id: &str, locale: &str) -> Self {
        Self {
            kind: PrincipalKind::Plugin,
            person_id: String::new(),
            login: id.to_owned(),
            display_name: id.to_owned(),
            locale: locale.to_owned(),
            roles: Vec::new(),
            branch_ids: None,
            permissions: BTreeMap::new(),
            print: Print::new(),
        }
    }

    /// A visitor of the public pages: nobody's rights.
    pub fn stranger(locale: &str) -> Self {
        Self { kind: PrincipalKind::Client, ..Self::background("", locale) }
    }

    /// Tells principals apart by all they are and may: a part of the key of everything remembered for one.
    pub fn fingerprint(&self) -> &[u8; 32] {
        self.print
            .get_or_init(|| Sha256::digest(serde_json::to_vec(self).expect("a principal is JSON")).into())
    }

    /// How far `permission` reaches for this principal, if it does. Background work has every one.
    pub fn scope(&self, permission: &str) -> Option<Scope> {
        match self.kind {
            PrincipalKind::Plugin => Some(Scope::Salon),
            _ => self.permissions.get(permission).copied(),
        }
    }

    pub fn can(&self, permission: &str) -> bool {
        self.scope(permission).is_some()
    }
}

/// A secret of 256 random bits for a cookie or a token, in 43 characters that need no escaping.
pub(crate) fn new_secret() -> String {
    use base64::Engine;
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).expect("the system has randomness");
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// What of a secret is kept: its SHA-256. The secret has 256 bits, so no salt and no slow hash is needed.
pub(crate) fn fingerprint(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}
